"""A week on the time line: when it is open, for how long, and what a shift is.

The rule is one sentence: open when the clock on the wall reads a time inside a range. A range that
begins on Friday at 22:00 and ends on Saturday at 06:00 is therefore open wherever a clock reads
those times: both passes of a repeated hour, nothing of a skipped one. Which ranges begin on a date
is the affair of `plan.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ccadmin.calendars.plan import plan_of
from ccadmin.calendars.zones import DAY, MINUTE, SETTLING, offset_at, stretches
from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ccadmin.calendars.weeks import Week
    from ccadmin.engine import Shift

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
        layer: the layer of `Week.dated` that says so, None where it is the week.
    """

    open: bool
    why: str
    next_change: int | None
    layer: int | None = None


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
    from ccadmin.engine import Shift

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
    was_open = is_open(week, at)
    for begin, end in _where_it_may_change(week, at):
        intervals = open_intervals(week, begin, end)
        if was_open:
            until = intervals[0][1] if intervals and intervals[0][0] == begin else begin
            if until < end:
                return until
        elif intervals:
            return intervals[0][0]
    return None


def check(week: Week, at: int) -> Answer:
    """Whether the week is open at an instant in ms, why, and when that changes next."""
    plan, change = plan_of(week), next_change(week, at)
    reading = at + offset_at(week.zone, at)
    if pieces := _pieces(week, at, at + 1):
        day = pieces[0].day
        why, layer = plan.why_open(day, (reading - day * DAY) // MINUTE)
    else:
        why, layer = plan.why_closed(reading // DAY, reading % DAY // MINUTE)
    return Answer(open=bool(pieces), why=why, next_change=change, layer=layer)


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
    if not week.ranges and not week.dated:
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
    hours_of = plan_of(week).hours
    pieces = [
        _Piece(max(first, stretch.start), min(last, stretch.end), day)
        for stretch in stretches(week.zone, start, end)
        for day in _days_read(stretch.start + stretch.offset, stretch.end + stretch.offset)
        for first, last in _on_the_line(hours_of(day), day * DAY - stretch.offset)
        if first < stretch.end and stretch.start < last
    ]
    return sorted(pieces, key=lambda piece: (piece.start, piece.day))


def _days_read(first: int, last: int) -> range:
    """The days whose ranges can be open while a clock reads `[first, last)` ms."""
    return range(first // DAY - 1, (last - 1) // DAY + 1)


def _on_the_line(hours: Iterable[tuple[int, int]], midnight: int) -> Iterator[tuple[int, int]]:
    """Minutes of a day as ms, where its midnight is known."""
    return ((midnight + start * MINUTE, midnight + end * MINUTE) for start, end in hours)


def _where_it_may_change(week: Week, at: int) -> Iterator[tuple[int, int]]:
    """Stretches of time in order, outside of which an answer does not change.

    The next five weeks; and if nothing changes in them, wherever dates begin or have ended.
    """
    reached = at + _SEARCH
    yield at, reached
    for day in plan_of(week).edges((at // DAY) - 1):
        begin, end = max(reached, (day - 2) * DAY), day * DAY + _SEARCH
        if begin < end:
            yield begin, end
            reached = end


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
