"""The contacts that a page tells one by one: those answered last of all, and those lost.

Which they are depends on the filter, and a page has no room for all. So it holds the longest waits of
each group, channel and agent, and of each step of time.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from ccadmin.engine import OUTCOMES
from ccadmin.report.html.cells import step_of
from ccadmin.report.tallies import ANSWERED, CLOSED
from ccadmin.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from ccadmin.report.html.cells import Shown
    from ccadmin.report.html.steps import Steps
    from ccadmin.report.record import Record

LOST: Final = tuple(
    OUTCOMES.index(each) for each in (Outcome.ABANDONED, Outcome.REFUSED, Outcome.UNANSWERED)
)
"""Outcomes of contacts that nobody helped, and who left nothing behind to be helped by later."""
EACH: Final = 240
"""So many slow contacts a page holds at most, and so many lost ones."""
ORDER: Final = ("wait", "row")
"""The longest wait first, then the order of the file."""


@dataclass(frozen=True, slots=True)
class Notable:
    """One contact: its row, its step, and the indexes and ms of its last stay."""

    row: int
    step: int
    lost: bool
    arrived: int
    channel: int
    group: int
    agent: int
    outcome: int
    reason: int
    wait: int


def notable(record: Record, steps: Steps, shown: Shown) -> list[Notable]:
    """The contacts to be told, slow ones first, each kind in order of the wait.

    Args:
        record: with the column `row` in its contacts.
        steps: of the page's filter.
        shown: whose contacts may be shown.
    """
    import polars as pl

    contacts = record.arriving().contacts
    for name, seen in (("group", shown.groups), ("agent", shown.agents)):
        if seen is not None:
            contacts = contacts.filter(pl.col(name).is_in([-1, *seen]))
    slow = contacts.filter(pl.col("outcome").is_in((ANSWERED, CLOSED)), pl.col("wait") > 0)
    lost = contacts.filter(pl.col("outcome").is_in(LOST))
    names = ("row", "step", "lost", *Notable.__slots__[3:])
    return [
        Notable(*row)
        for is_lost, some in ((False, slow), (True, lost))
        for row in _picked(some.with_columns(step=step_of(steps, pl.col("arrived"))))
        .with_columns(lost=pl.lit(is_lost))
        .select(names)
        .iter_rows()
    ]


def by_turns(some: Sequence[Notable]) -> list[int]:
    """The rows of the contacts, slow and lost ones by turns, the longest waits first."""
    slow, lost = ([each.row for each in some if each.lost is kind] for kind in (False, True))
    turns = zip_longest(slow, lost)
    return [row for turn in turns for row in turn if row is not None]


def _picked(contacts: pl.DataFrame) -> pl.DataFrame:
    """The longest waits of each group, channel, agent and step, as many as there is room for."""
    import polars as pl

    place = pl.int_range(pl.len())
    # What people filter by most often gets more room than what they look at now and then.
    ranked = contacts.sort(ORDER, descending=[True, False], nulls_last=True).with_columns(
        place=pl.min_horizontal(
            place.over("group"),
            place.over("channel"),
            place.over("agent") * 4,
            place.over("step") * 4,
        )
    )
    first = ranked.sort("place", maintain_order=True).head(EACH)
    return first.sort(ORDER, descending=[True, False], nulls_last=True).with_columns(
        pl.col("wait").fill_null(0)
    )
