"""How finely a page cuts time: steps such as people read, from a quarter of an hour up to a month.

A page holds sums for each step, and its filter by time goes from step to step. Every coarser cut is
made of whole steps of a finer one, so that both tell the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, cast

from ccadmin.calendars import format_instant, local_days
from ccadmin.report.figures import LENGTHS, Cut, bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ccadmin.report.record import Record

MOST: Final = 200
"""So many columns a chart can show at most before they run together."""
MINUTES: Final = LENGTHS[:-1]
_DAYS: Final[dict[str, Callable[[date], bool]]] = {
    "1 day": lambda _: True,
    "1 week": lambda day: day.isoweekday() == 1,
    "1 month": lambda day: day.day == 1,
    "1 year": lambda day: (day.month, day.day) == (1, 1),
}


@dataclass(frozen=True, slots=True)
class Steps:
    """Time cut into steps: where each begins and the last one ends, ms, and how long they are."""

    name: str
    bounds: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.bounds) - 1


def finest(record: Record) -> int:
    """The minutes of the shortest steps of which a chart can show as many as a record is long."""
    arrived = record.arriving().contacts["arrived"]
    first, latest = cast("int", arrived.min()), cast("int", arrived.max())
    span = max(record.end, latest + 1) - first
    return next((m for m in LENGTHS if span <= MOST * m * 60_000), LENGTHS[-1])


def ladder(record: Record, zone: str, *, minutes: int) -> Iterator[Steps]:
    """The cuts of the time of a record, each coarser than the one before; the last is one step.

    Args:
        record: what is to be cut, with at least one contact.
        zone: the IANA zone whose clock the steps follow.
        minutes: of the finest steps.
    """
    contacts = record.arriving().contacts
    fine = bounds(contacts, Cut(zone, minutes), record.end)
    yield Steps(_in_words(minutes), tuple(fine))
    for longer in MINUTES:
        if longer > minutes and longer % minutes == 0:
            cut = bounds(contacts, Cut(zone, longer), record.end)
            yield Steps(_in_words(longer), _within(cut, fine))
    days = local_days(zone, fine[0], fine[-1])
    for name, begins in _DAYS.items():
        some = [day for day in days if begins(date.fromisoformat(format_instant(day, zone)[:10]))]
        yield Steps(name, _within(some, fine))
    yield Steps("the whole time", (fine[0], fine[-1]))


def starts(steps: Steps, zone: str) -> list[str]:
    """The local time at which each step begins, and the last one ends, with its offset."""
    return [format_instant(each, zone) for each in steps.bounds]


def _within(instants: Sequence[int], fine: Sequence[int]) -> tuple[int, ...]:
    """The instants inside the time that finer steps cover, with its begin and its end."""
    inside = [each for each in instants if fine[0] < each < fine[-1]]
    return (fine[0], *inside, fine[-1])


def _in_words(minutes: int) -> str:
    if minutes % 60:
        return f"{minutes} minutes"
    hours = minutes // 60
    return {1: "1 hour", 24: "1 day"}.get(hours, f"{hours} hours")
