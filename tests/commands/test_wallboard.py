"""`ccadmin wallboard`: what it opens, where it refuses to, and for whom."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ccadmin.commands import wallboard as command
from ccadmin.errors import NotPermittedError
from ccadmin.vocabulary import Theme
from ccadmin.wallboard.screen.app import Wallboard

if TYPE_CHECKING:
    from tests.conftest import Run

CALLS = """\
id,start,group
a,2026-03-02 09:00:00,sales
b,2026-03-02 09:00:10,support
"""


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    """Ana in sales, whom Mira manages, and Boris in support."""
    for line in (
        "agent add Ana --extension 101",
        "agent add Boris --extension 102",
        "agent add Mira --extension 103 --role manager",
        "agent reports-to Ana Mira",
        "group add sales",
        "group add support",
        "group members add sales Ana",
        "group members add support Boris",
    ):
        assert run(line).exit_code == 0
    Path("calls.csv").write_text(CALLS, encoding="utf-8")
    return tenant


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Wallboard]:
    """The walls that were opened, on a terminal that there is not."""
    walls: list[Wallboard] = []

    def run(wall: Wallboard) -> None:
        walls.append(wall)

    monkeypatch.setattr(command, "_refuse_elsewhere", lambda *_: None)
    monkeypatch.setattr(Wallboard, "run", run)
    return walls


def test_the_day_is_played_as_the_options_say(
    shop: Path, run: Run, opened: list[Wallboard]
) -> None:
    result = run(
        "wallboard calls.csv --column arrived=start --talk 60 --at '2026-03-02 09:00:30' "
        "--speed 10 --theme light"
    )

    assert result.exit_code == 0, result.stderr
    assert result.stderr.endswith(" engine\n")
    (wall,) = opened
    playback = wall.playback
    assert (playback.playing, playback.speed) == (True, 10)
    assert (playback.now - playback.day.start) / 1000 == 30
    assert sorted(playback.state.talking) == [0, 1]
    assert wall.wanted_theme is Theme.LIGHT


def test_contacts_are_found_and_explained(shop: Path, run: Run, opened: list[Wallboard]) -> None:
    run("wallboard calls.csv --column arrived=start --talk 60")

    (wall,) = opened
    explained = wall.explain(wall.find("b"))
    assert explained.verdict == "answered by Boris after 0:00:00"
    assert explained.steps[0].text == "it arrives for support"


def test_with_as_only_what_that_person_may_see_is_shown_and_explained(
    shop: Path, run: Run, opened: list[Wallboard]
) -> None:
    result = run("wallboard calls.csv --column arrived=start --talk 60 --as Mira")

    assert result.exit_code == 0, result.stderr
    (wall,) = opened
    assert wall.sight is not None
    assert wall.sight.groups == {0}
    assert wall.sight.agents == {0, 2}
    assert wall.explain(0).verdict == "answered by Ana after 0:00:00"
    with pytest.raises(NotPermittedError, match="contact b names people whose logs"):
        wall.explain(1)


def test_somebody_who_may_see_no_group_sees_no_wall(
    shop: Path, run: Run, opened: list[Wallboard]
) -> None:
    result = run("wallboard calls.csv --column arrived=start --talk 60 --as Boris")

    assert (result.exit_code, opened) == (77, [])
    assert result.stderr.startswith("error: there is no group whose figures you may see\n")


@pytest.mark.parametrize("line", ["wallboard calls.csv", "wallboard calls.csv -o json"])
def test_in_a_pipe_it_says_what_prints_instead(shop: Path, run: Run, line: str) -> None:
    result = run(line)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "a wallboard needs a terminal of its own" in result.stderr
    assert "ccadmin route --simulate FILE prints the figures" in result.stderr or "json" in line


def test_without_the_library_it_says_what_to_install(
    shop: Path, run: Run, opened: list[Wallboard], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr("ccadmin.wallboard.opening.find_spec", lambda _: None)
    result = run("wallboard calls.csv")

    assert result.exit_code == 5
    assert result.stderr == (
        'error: the wallboard needs the library "textual", which is not installed\n\n'
        "hint: pip install 'ccadmin[wallboard]'\n"
    )


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("wallboard", 2),
        ("wallboard missing.csv", 3),
        ("wallboard calls.csv --speed 0", 5),
        ("wallboard calls.csv --at yesterday-ish", 5),
        ("wallboard calls.csv --theme pink", 5),
    ],
)
def test_what_cannot_be_read_is_refused_before_anything_opens(
    shop: Path, run: Run, opened: list[Wallboard], line: str, status: int
) -> None:
    assert (run(line).exit_code, opened) == (status, [])
