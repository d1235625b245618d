"""A slice of `python -m tests.crash`, which kills each command many more times."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.crash.cases import cases
from tests.crash.crowd import crowd
from tests.crash.disks import limited
from tests.crash.killing import kill_often

if TYPE_CHECKING:
    from pathlib import Path

    from tests.crash.killing import Command

NAMES = ("apply", "batch", "migrate", "restore", "restore-older")


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Command]:
    """The commands with the files that they start from."""
    return {command.name: command for command in cases(tmp_path_factory.mktemp("cases"), 25)}


@pytest.mark.parametrize("name", NAMES)
def test_killed_at_a_random_moment_a_command_leaves_the_old_tenant_or_the_new(
    commands: dict[str, Command], tmp_path: Path, name: str
) -> None:
    told: list[str] = []
    tally = kill_often(commands[name], 2, tmp_path / "work", Random(name), told=told.append)

    assert (tally.kills, tally.faults) == (2, [])
    assert tally.old + tally.new == 2
    assert told == [f"{name}: {tally}"]


@pytest.mark.parametrize("name", NAMES)
def test_a_disk_that_fails_in_the_middle_changes_nothing(
    commands: dict[str, Command], tmp_path: Path, name: str
) -> None:
    said, well = limited(commands[name], tmp_path / "work", 0)

    assert (said, well) == (f"{name}, files of at most 2 pages: status 6, old state", True)


def test_of_many_processes_that_write_at_once_nobody_loses_anything(tmp_path: Path) -> None:
    found = crowd(tmp_path / "crowd.db", seconds=1.5, writers=4)

    assert (found.failed, found.lost) == ([], [])
    assert set(found.done) == {"add", "edit", "apply", "list", "share"}
