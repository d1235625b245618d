"""What the documentation shows is what the program prints, and no shell block is left out."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import Final

import pytest

from tests.docs.pages import ROOT, blocks, pages, played

SHELL: Final = frozenset({"sh", "bash", "shell", "zsh", "fish"})
NOT_PLAYED: Final = {
    "README.md": "the two commands, which set the machine up; CI runs the one, a test the other",
    "CONTRIBUTING.md": "the same",
    "docs/release.md": "what is run once for a release; `make package` runs what can be tried",
}
"""Pages with shell blocks that are not transcripts, and why."""


@pytest.mark.parametrize(
    "page", [page for page in pages() if "console" in dict(blocks(page))], ids=str
)
def test_the_commands_of_a_page_print_what_it_shows(page: Path) -> None:
    told = (ROOT / page).read_text(encoding="utf-8")
    found = played(page)

    differences = list(unified_diff(told.splitlines(), found.splitlines(), "told", "found"))
    assert differences == [], f"look at it after: python -m tests.docs.pages {page}"


def test_every_shell_block_is_a_transcript_or_named_here() -> None:
    others = {str(page) for page in pages() if SHELL & {language for language, _ in blocks(page)}}

    assert others == set(NOT_PLAYED)


def test_the_five_guides_and_the_tutorial_are_there_and_played() -> None:
    guides = {page.stem for page in pages() if page.parent.name == "how-to"} - {"index"}
    lessons = {"a-holiday", "a-new-group", "a-tenant-for-ci", "from-a-spreadsheet", "why-that-call"}

    assert guides >= lessons
    for page in pages():
        if (page.parent.name == "how-to" and page.stem != "index") or page.stem == "tutorial":
            shown = "".join(lines for language, lines in blocks(page) if language == "console")
            assert shown.count("$ ccadmin") > 5, page


def test_a_page_that_tells_something_else_comes_back_with_what_is_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.docs.pages.ROOT", tmp_path)
    (tmp_path / "page.md").write_text(
        "Once:\n\n```console\n$ export CCADMIN_DB=a.db\n$ ccadmin tenant init --zone UTC\nold\n"
        "$ ccadmin tenant list -o name | wc -l\n```\n\n```text\n$ ccadmin nothing\n```\n",
        encoding="utf-8",
    )

    assert played(Path("page.md")) == (
        "Once:\n\n```console\n$ export CCADMIN_DB=a.db\n\n$ ccadmin tenant init --zone UTC\n"
        'tenant "a" created\n\n$ ccadmin tenant list -o name | wc -l\n0\n```\n\n'
        "```text\n$ ccadmin nothing\n```\n"
    )
