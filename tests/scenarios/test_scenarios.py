"""Each source document as a story of command lines, held word by word to what the program prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.scenarios.transcript import FOLDER, WIDTH, play

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

STORIES: Final = (
    "s0_agent_groups",
    "s1_agents_and_hours",
    "s2_assign_to_centers",
    "s3_departments",
    "s4_session_settings",
)


def test_every_source_document_has_its_story() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == list(STORIES)


@pytest.mark.usefixtures("tenant")
@pytest.mark.parametrize("story", STORIES)
def test_the_commands_of_a_story_answer_as_it_tells(
    story: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", WIDTH)
    text = (FOLDER / f"{story}.txt").read_text(encoding="utf-8")

    assert play(text, run) == text


@pytest.mark.usefixtures("tenant")
def test_a_story_that_tells_something_else_comes_back_with_what_is_so(
    run: Run, tmp_path: Path
) -> None:
    told = play(
        "    $ cat > note.txt\n    > one\n    > two\n"
        "    $ ccadmin group add \\\n    > sales\n    deleted group\n\nSo it is.\n"
        "    $ ccadmin group show sale\n",
        run,
    )

    assert told == (
        "    $ cat > note.txt\n    > one\n    > two\n\n"
        '    $ ccadmin group add \\\n    > sales\n    group "sales" created\n\nSo it is.\n'
        '    $ ccadmin group show sale\n    error: group "sale" not found\n\n'
        '    hint: did you mean "sales"?\n    ! exit 3\n'
    )
    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "one\ntwo\n"


def test_a_command_that_is_not_ours_is_refused(run: Run) -> None:
    with pytest.raises(ValueError, match="rm -r"):
        play("    $ rm -r .\n", run)
