"""Virtual agents and virtual agent groups (S3)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


@pytest.mark.parametrize(
    ("members", "virtual"),
    [
        (["Robo", "Mata"], True),
        (["Robo"], True),
        (["Robo", "Ana"], False),
        (["Ana"], False),
        ([], False),
    ],
)
def test_a_group_whose_members_are_all_virtual_is_shown_as_one(
    tenant: Path, run: Run, members: list[str], *, virtual: bool
) -> None:
    for line in (
        "agent add Robo --virtual",
        "agent add Mata --virtual",
        "agent add Ana --extension 101",
        "group add bots",
        *([f"group members add bots {' '.join(members)}"] if members else []),
    ):
        assert run(line).exit_code == 0, line

    shown = run("group show bots --fields virtual -o json")

    assert json.loads(shown.stdout) == {"virtual": virtual}
    assert shown.stderr == (
        'note: "bots" is a virtual agent group: all its members are virtual\n' if virtual else ""
    )
    (listed,) = json.loads(run("group list -o json").stdout)
    assert listed["virtual"] is virtual


def test_a_person_becomes_virtual_and_back(tenant: Path, run: Run) -> None:
    run("agent add Robo")
    made = run("agent edit Robo --virtual")
    assert made.stdout == 'agent "Robo" updated: virtual no → yes\n'
    back = run("agent edit Robo --no-virtual")
    assert back.stdout == 'agent "Robo" updated: virtual yes → no\n'
    assert back.stderr == 'note: "Robo" takes no calls: neither a phone nor an extension\n'
