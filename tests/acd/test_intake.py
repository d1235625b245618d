"""What the distributor takes of contacts: the last value that can be, and the first that cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pytest

from ccadmin import engine
from ccadmin.acd import columns, intake
from ccadmin.engine import Contacts, Group, Options, Snapshot
from ccadmin.errors import RuleError

CONTACTS: Final = Contacts(
    arrived=[5, 5, 5],
    group=[0, 0, 0],
    talk=[10, 10, 10],
    patience=[0, 0, 0],
    wrap_up=[-1, -1, -1],
    priority=[0, 0, 0],
    requirements=(((0, 1),),),
)
EDGES: Final = [
    ("arrived", 0, -1),
    ("arrived", 2**46, 2**46 + 1),
    ("group", 0, 1),
    ("group", -7, -8),
    ("talk", 0, -1),
    ("talk", 2**40, 2**40 + 1),
    ("patience", -1, -2),
    ("patience", 2**40, 2**40 + 1),
    ("wrap_up", -1, -2),
    ("wrap_up", 2**40, 2**40 + 1),
    ("priority", -(2**31), -(2**31) - 1),
    ("priority", 2**31, 2**31 + 1),
    ("channel", 0, -1),
    ("channel", 3, 4),
    ("needs", -1, -2),
    ("needs", 0, 1),
    ("level", 0, -1),
    ("level", 100, 101),
    ("silent_after", -1, -2),
    ("silent_after", 2**40, 2**40 + 1),
]


@pytest.mark.parametrize(("column", "last", "beyond"), EDGES)
def test_each_column_ends_where_it_says(column: str, last: int, beyond: int) -> None:
    simulate(with_second(column, last))
    with pytest.raises(RuleError) as caught:
        simulate(with_second(column, beyond))
    assert caught.value.message == f'contact 1: {column} "{beyond}" is not possible'


def test_what_is_found_is_what_bounds_the_run() -> None:
    contacts = columns.Contacts(
        {
            "arrived": [7, 3, 9, 5],
            "group": [0, -1, 1, 0],
            "talk": [10, 20, 30, 40],
            "patience": [-1, 600, 50, 0],
            "wrap_up": [-1, 1, 2, 0],
            "priority": [4, -9, 0, 2],
            "channel": [0, 1, 3, 1],
            "needs": [],
            "level": [0, 3, 1, 0],
            "silent_after": [],
            "key": [],
            "order": [],
        }
    )
    entered = [0] * 6
    found = intake.look_through(contacts, 2, 0, entered)
    assert (found.column, found.row, found.in_order) == (intake.SOUND, -1, False)
    assert (found.first, found.last, found.work) == (3, 9, 10 + 20 + 1 + 30 + 2 + 40)
    assert (found.patience, found.priority, found.talks) == (600, 9, 4)
    assert entered == [1, 1, 0, 0, 0, 1]  # calls and chats enter group 0, a ticket group 1


def with_second(column: str, value: int) -> Contacts:
    """Contacts of which the second has that value, and the others none of note."""
    plain = {"needs": -1, "silent_after": -1}.get(column, 0)
    given = getattr(CONTACTS, column) or [plain] * 3
    change: dict[str, Any] = {column: [given[0], value, given[2]]}
    return replace(CONTACTS, **change)


def simulate(contacts: Contacts) -> None:
    """Run them; nobody answers."""
    snapshot = Snapshot((Group(1, "Desk"),), (), skills=("billing",))
    engine.simulate(snapshot, contacts, Options(compiled=False))
