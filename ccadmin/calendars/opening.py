"""A week on the time line: when it is open, for how long, and what a shift is.

The rule is one sentence: open when the clock on the wall reads a time inside a range. A range that
begins on Friday at 22:00 and ends on Saturday at 06:00 is therefore open wherever a clock reads
those times: both passes of a repeated hour, nothing of a skipped one.

`_hours_of` answers for one date, so that whatever replaces the hours of a date has one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ccadmin.calendars.weeks import DAY_NAMES, DAYS, Range, Week, format_range, format_ranges
from ccadmin.calendars.zones import DAY, MINUTE, SETTLING, offset_at, stretches
from ccadmin.engine import Shift
from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_THURSDAY: Final = 3
"""The weekday of day 0, 1 January 1970."""
_SEARCH: Final = 35 * DAY
"""A week that does not change within five of them never does, whatever the clock skips."""
_YEAR: Final = 366 * DAY
_CENTURY: Final = 100 * _YEAR


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a week is open at an instant.

    Attributes:
        open: the answer.
        why: the range that is open, or the hours that are missed: `inside mon 09:00-12:00`.
        next_change: the ms at which the answer changes, None when it never does.
    """

    open: bool
    why: str
    next_change: int | None


class _Piece(NamedTuple):
    """Open instants `[start, end)`, and the local day to whose hours they belong."""

    start: int
    end: int
    day: int


@lru_cache(maxsize=128)
def open_intervals(week: Week, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The open times within `[start, end)` ms, sorted and disjoint, cut to it, none touching."""
    return tuple(_union(_pieces(week, start, end)))


@lru_cache(maxsize=128)
def shifts(week: Week, start: int, end: int) -> tuple[Shift, ...]:
    """The hours that `[start, end)` ms touches, uncut, each with whether it opens its day's shift.

    A shift is all ranges of one local day, from the first to the last; a range over midnight
    belongs to the day on which it begins. So a week without an end has one shift a day, and two of
    them touch at midnight. Where a range runs into hours of the next day, those begin when it ends.
    """
    found: list[Shift] = []
    latest = reached = None
    for piece in _pieces(week, start - SETTLING, end + SETTLING):
        begin = piece.start if reached is None else max(piece.start, reached)
        if begin >= piece.end:
            continue
        if piece.day == latest and begin == reached:
            found[-1] = Shift(found[-1].start, piece.end, found[-1].opens)
        else:
            found.append(Shift(begin, piece.end, latest is None or piece.day > latest))
        reached = piece.end
        latest = piece.day if latest is None else max(latest, piece.day)
    return tuple(each for each in found if each.end > start and each.start < end)


def is_open(week: Week, at: int) -> bool:
    """Whether the week is open at an instant in ms: at the start of a range yes, at its end no."""
    return bool(_pieces(week, at, at + 1))


def next_change(week: Week, at: int) -> int | None:
    """The first ms after `at` at which the week opens or closes, None when it never does."""
    for start, end in _union(_pieces(week, at, at + _SEARCH)):
        change = end if start == at else start
        return change if change < at + _SEARCH else None
    return None


def check(week: Week, at: int) -> Answer:
    """Whether the week is open at an instant in ms, why, and when that changes next."""
    change = next_change(week, at)
    if pieces := _pieces(week, at, at + 1):
        day = pieces[0].day
        minute = (at + offset_at(week.zone, at)) // MINUTE - day * DAY // MINUTE
        now = next(each for each in _hours_of(week, day) if each[0] <= minute < each[1])
        why = f"inside {DAYS[_weekday(day)]} {format_range(*now)}"
        return Answer(open=True, why=why, next_change=change)
    return Answer(open=False, why=_why_closed(week, at), next_change=change)


def open_time(week: Week, start: int, end: int) -> int:
    """How many ms of `[start, end)` are open."""
    return sum(last - first for first, last in open_intervals(week, start, end))


def add_open_time(week: Week, start: int, duration: int) -> int:
    """The instant at which `duration` ms of open time have passed since `start` ms.

    Raises:
        RuleError: `never-open`, the week has no hours; `too-late`, it takes over a century.
    """
    if duration <= 0:
        return start
    if not week.ranges:
        raise RuleError(
            "never-open",
            "time cannot pass in hours that are never open",
            hint='give the hours a range, such as "mon-fri 09:00-17:00"',
        )
    left = duration
    for begin in range(start, start + _CENTURY, _YEAR):
        for first, last in _union(_pieces(week, begin, begin + _YEAR)):
            if left <= last - first:
                return first + left
            left -= last - first
    raise RuleError(
        "too-late",
        "that much open time does not pass within a hundred years",
        hint="ask for less time",
    )


def _pieces(week: Week, start: int, end: int) -> list[_Piece]:
    """What each range opens within `[start, end)`, in order of start, then of day."""
    pieces = [
        _Piece(max(first, stretch.start), min(last, stretch.end), day)
        for stretch in stretches(week.zone, start, end)
        for day in _days_read(stretch.start + stretch.offset, stretch.end + stretch.offset)
        for first, last in _on_the_line(_hours_of(week, day), day * DAY - stretch.offset)
        if first < stretch.end and stretch.start < last
    ]
    return sorted(pieces, key=lambda piece: (piece.start, piece.day))


def _days_read(first: int, last: int) -> range:
    """The days whose ranges can be open while a clock reads `[first, last)` ms."""
    return range(first // DAY - 1, (last - 1) // DAY + 1)


def _on_the_line(hours: Iterable[tuple[int, int]], midnight: int) -> Iterator[tuple[int, int]]:
    """Minutes of a day as ms, where its midnight is known."""
    return ((midnight + start * MINUTE, midnight + end * MINUTE) for start, end in hours)


def _hours_of(week: Week, day: int) -> tuple[tuple[int, int], ...]:
    """The ranges that begin on a date (days since 1970-01-01), in minutes of its clock."""
    return _by_weekday(week)[_weekday(day)]


@lru_cache(maxsize=256)
def _by_weekday(week: Week) -> tuple[tuple[tuple[int, int], ...], ...]:
    hours: tuple[list[tuple[int, int]], ...] = tuple([] for _ in DAYS)
    for each in sorted(week.ranges):
        hours[each.weekday].append((each.start, each.end))
    return tuple(tuple(of_day) for of_day in hours)


def _weekday(day: int) -> int:
    return (day + _THURSDAY) % len(DAYS)


def _union(pieces: Iterable[_Piece]) -> Iterator[tuple[int, int]]:
    """Pieces in order of start, those that overlap or touch made one."""
    current: tuple[int, int] | None = None
    for start, end, _ in pieces:
        if current is None:
            current = start, end
        elif start <= current[1]:
            current = current[0], max(current[1], end)
        else:
            yield current
            current = start, end
    if current is not None:
        yield current


def _why_closed(week: Week, at: int) -> str:
    if not week.ranges:
        return "there are no hours"
    weekday = _weekday((at + offset_at(week.zone, at)) // DAY)
    ranges = [Range(weekday, *hours) for hours in _by_weekday(week)[weekday]]
    if not ranges:
        return f"{DAY_NAMES[weekday]} has no hours"
    return f"outside the hours of {DAY_NAMES[weekday]}, {format_ranges(ranges)}"
