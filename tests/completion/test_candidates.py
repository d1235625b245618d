"""What may stand at the cursor: words, options, values, and names out of the tenant."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import pytest

from tests.contents import made_by

if TYPE_CHECKING:
    from tests.conftest import Run

CENTRE: Final = (
    "center add shop",
    "agent add Ana --extension 101",
    'agent add "Ana Maria"',
    "agent add Боряна",
    "agent device add Ana desk-phone --name desk",
    "agent skill set Ana english:5 billing:3",
    "group add sales --topics orders,prices",
    "group add support",
    "flow add main",
)


OFFERED: Final = {
    "g": "group",
    "group mem": "members",
    "group members ": "add edit remove list",
    "group edit sales --strat": "--strategy",
    "group add x --strategy r": "random round-robin ring-all",
    "group list -o j": "json jsonl",
    "-o y": "yaml",
    "group show s": "sales support",
    "group show --": "--db --tenant --output --fields --as --dry-run --yes --no-input"
    " --quiet --debug --help",
    "group add s": "",
    "group members add s": "sales support",
    "group members add sales Б": "Боряна",
    "group edit sales --center ": "shop",
    "group edit sales --escalates-to su": "support",
    "group edit sales --on-full group:s": "group:sales group:support",
    "group edit sales --on-full v": "voicemail",
    "group edit sales --topics orders,p": "orders,prices",
    "agent device edit Ana ": "desk",
    "agent skill set Ana e": "english",
    "agent list --skill billing:3,e": "billing:3,english",
    "center assign shop Б": "Боряна",
    "flow option main 1 group:su": "group:support",
    "flow add x --hours center:": "center:shop",
    "flow add x --otherwise ": "voicemail hang-up group:sales group:support",
    "hours set ": "agent group center chat",
    "hours set center ": "shop",
    "hours set group su": "support",
    "hours show chat ": "shop",
    "access can Ana see-group sa": "sales",
    "access can Ana see-person Б": "Боряна",
    "access can Ana listen-in ": "shop",
    "tenant set --zone Europe/Sof": "Europe/Sofia",
    "route --group su": "support",
    "--as Б": "Боряна",
    "help exi": "exit-codes",
    "help rou": "routing route",
    "chat-settings set --center ": "shop",
}  # fmt: skip
"""A line up to the cursor, and what is offered there."""


class Complete(Protocol):
    """The words that are offered at the end of a line."""

    def __call__(self, line: str) -> list[str]: ...


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A tenant of a few names, made once."""
    return made_by(CENTRE, tmp_path_factory.mktemp("names") / "tenant.db")


@pytest.fixture
def complete(centre: bytes, tenant: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Complete:
    """Ask as the script of fish does."""
    tenant.write_bytes(centre)

    def ask(line: str) -> list[str]:
        monkeypatch.setenv("_CCADMIN_COMPLETE", "complete_fish")
        monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"ccadmin {line}")
        result = run("")
        assert result.stderr == ""
        return [word.partition("\t")[0] for word in result.stdout.splitlines() if word]

    return ask


def test_what_may_stand_at_the_cursor_is_offered(complete: Complete) -> None:
    for line, offered in OFFERED.items():
        assert complete(line) == offered.split(), line


def test_a_blank_in_a_name_ends_no_word(complete: Complete) -> None:
    lines = ["agent show ", "agent show Ana\\ M", 'agent show "Ana ', "agent show 'Ana Ma"]

    assert [complete(line)[-1:] for line in lines[1:]] == [["Ana Maria"]] * 3
    assert complete(lines[0]) == ["Ana", "Ana Maria", "Боряна"]


def test_the_tenant_of_the_line_is_the_one_that_is_read(
    complete: Complete, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    for where, group in ("--db other.db", "other"), ("--tenant test", "test"):
        monkeypatch.delenv("_CCADMIN_COMPLETE", raising=False)
        monkeypatch.delenv("CCADMIN_DB", raising=False)
        assert run(f"{where} tenant init --zone UTC").exit_code == 0
        assert run(f"{where} group add {group}").exit_code == 0

    assert complete("--db other.db group show ") == ["other"]
    assert complete("group show --db other.db ") == ["other"]
    assert complete("--tenant test group show ") == ["test"]
    assert complete("--tenant te") == ["test"]
    monkeypatch.setenv("CCADMIN_DB", "other.db")
    assert complete("group show ") == ["other"]
    monkeypatch.delenv("CCADMIN_DB")
    monkeypatch.setenv("CCADMIN_TENANT", "test")
    assert complete("group show ") == ["test"]


def test_whatever_is_in_the_way_nothing_is_offered_said_or_made(
    complete: Complete, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("notes.db").write_text("no database, but long enough to be read as one", encoding="utf-8")
    Path("empty.db").touch()
    before = sorted(tmp_path.iterdir())

    for line in (
        "--db nowhere.db group show ",
        "--db notes.db group show ",
        "--db empty.db group show ",
        f"--db {tmp_path} group show ",
        "grop show ",
        "group shw ",
        "group show sales too much ",
        'group show "',
        "route --simulate ",
    ):
        assert complete(line) == ([] if not line.endswith('"') else ["sales", "support"]), line
    monkeypatch.setenv("CCADMIN_BUSY_SECONDS", "soon")
    monkeypatch.delenv("CCADMIN_DB")
    assert complete("group show ") == []
    assert complete("--tenant ../x group show ") == []
    assert sorted(tmp_path.iterdir()) == before


def test_a_tenant_that_is_being_changed_is_read_all_the_same(
    complete: Complete, tenant: Path
) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(tenant, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert complete("group show ") == ["sales", "support"]
