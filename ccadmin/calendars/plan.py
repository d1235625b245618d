"""What begins on a date: the week, and the dated exceptions laid over it, layer by layer.

Each layer holds the exceptions of one owner: those of a center lie over the week, those of its
group over both. Within a layer a closing beats a holiday, a holiday beats a date, a date beats
what lies below. Everything here is days and minutes of one clock; `opening.py` knows instants.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ccadmin.calendars.dates import date_of
from ccadmin.calendars.weeks import (
    DAY_NAMES,
    DAYS,
    MINUTES,
    Range,
    format_range,
    format_ranges,
)
from ccadmin.vocabulary import DatedKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ccadmin.calendars.dates import Dated
    from ccadmin.calendars.weeks import Week

    Hours = tuple[tuple[int, int], ...]

_THURSDAY: Final = 3
"""The weekday of day 0, 1 January 1970."""
_OPENING: Final = (DatedKind.OPEN, DatedKind.ALSO)


@lru_cache(maxsize=256)
def plan_of(week: Week) -> Plan:
    """The plan of a week, made once."""
    return Plan(week)


class Plan:
    """Answers for one date, whose number is days since 1970-01-01.

    Attributes:
        layers: the dated exceptions, each owner's in its own layer, in the order of `Week.dated`.
    """

    def __init__(self, week: Week) -> None:
        by_weekday: tuple[list[tuple[int, int]], ...] = tuple([] for _ in DAYS)
        for each in sorted(week.ranges):
            by_weekday[each.weekday].append((each.start, each.end))
        self._by_weekday = tuple(tuple(of_day) for of_day in by_weekday)
        self.layers = tuple(_layer_of(dated) for dated in week.dated)

    def hours(self, day: int) -> Hours:
        """The ranges that begin on a date, in minutes of its clock."""
        ranges = self._by_weekday[weekday_of(day)]
        for layer in self.layers:
            ranges = layer.laid_over(ranges, day)
        return ranges

    def clock(self, day: int) -> Hours:
        """When the clock of a date reads open times, in its minutes, sorted and disjoint.

        What began on the day before is in it, what runs into the next day is cut off.
        """
        found: list[tuple[int, int]] = []
        carried = ((start - MINUTES, end - MINUTES) for start, end in self.hours(day - 1))
        for start, end in sorted([*carried, *self.hours(day)]):
            begin, stop = max(start, 0), min(end, MINUTES)
            if found and begin <= found[-1][1]:
                found[-1] = found[-1][0], max(found[-1][1], stop)
            elif begin < stop:
                found.append((begin, stop))
        return tuple(found)

    def why_open(self, day: int, minute: int) -> tuple[str, int | None]:
        """What is open at a minute of the hours that began on a date, and whose layer says so.

        The layer is None where it is the week.
        """
        for index, each in self._said_on(day, _OPENING):
            if (found := _covering(each.ranges, minute)) is not None:
                return f"inside {format_range(*found)} {_named(each, day)}", index
        weekday = weekday_of(day)
        now = _covering(self._by_weekday[weekday], minute) or (minute, minute + 1)
        return f"inside {DAYS[weekday]} {format_range(*now)}", None

    def why_closed(self, day: int, minute: int) -> tuple[str, int | None]:
        """What keeps a minute of a date closed, and whose layer says so, None for the week."""
        outside: tuple[str, int] | None = None
        for index in reversed(range(len(self.layers))):
            layer = self.layers[index]
            if (closing := layer.closing(day, minute)) is not None:
                return closing, index
            for each in layer.on(day):
                if each.kind in _OPENING and not outside:
                    times = ",".join(format_range(*hours) for hours in self.hours(day))
                    name = _named(each, day).removeprefix(f"on {date_of(day)}")
                    outside = f"outside the hours of {date_of(day)}, {times or 'none'}{name}", index
                if each.kind is DatedKind.OPEN and outside:
                    return outside
        return outside or (self._why_the_week_is_closed(day), None)

    def edges(self, after: int) -> list[int]:
        """The days from `after` on at which any dated exception begins or has ended, sorted."""
        dated = (each for layer in self.layers for each in layer.dated)
        return sorted({day for each in dated for day in each.dates.edges(after)})

    def _said_on(self, day: int, kinds: Sequence[DatedKind]) -> Iterator[tuple[int, Dated]]:
        """The exceptions of a date, the nearest owner's first, each with its layer."""
        for index in reversed(range(len(self.layers))):
            yield from ((index, each) for each in self.layers[index].on(day) if each.kind in kinds)

    def _why_the_week_is_closed(self, day: int) -> str:
        weekday = weekday_of(day)
        if not any(self._by_weekday):
            return "there are no hours"
        if not (hours := self._by_weekday[weekday]):
            return f"{DAY_NAMES[weekday]} has no hours"
        text = format_ranges(Range(weekday, *each) for each in hours)
        return f"outside the hours of {DAY_NAMES[weekday]}, {text}"


class Layer:
    """The dated exceptions of one owner, found by date."""

    def __init__(self, dated: Sequence[Dated]) -> None:
        self.dated = dated
        self._single: dict[str, list[Dated]] = {}
        self._spans: list[Dated] = []
        self._found: dict[int, tuple[Dated, ...]] = {}
        for each in dated:
            if each.dates.first == each.dates.last:
                self._single.setdefault(each.dates.first, []).append(each)
            else:
                self._spans.append(each)

    def on(self, day: int) -> tuple[Dated, ...]:
        """The exceptions that hold on a date; a one-off one replaces yearly other hours."""
        if (found := self._found.get(day)) is None:
            self._found[day] = found = tuple(self._find(date_of(day)))
        return found

    def laid_over(self, ranges: Hours, day: int) -> Hours:
        """What is left of, or put in place of, the ranges that begin on a date."""
        today = self.on(day)
        if any(each.closes_all_day for each in today):
            return ()
        if today:
            opened = _ranges(today, DatedKind.OPEN)
            ranges = tuple(sorted({*(opened or ranges), *_ranges(today, DatedKind.ALSO)}))
        for start, end in self._closings(day):
            ranges = tuple(_without(ranges, start, end))
        return ranges

    def closing(self, day: int, minute: int) -> str | None:
        """What closes a minute of a date, in words: a closing before a holiday."""
        for shift in (0, -1):
            for each in self.on(day + shift):
                if each.kind is DatedKind.CLOSED and each.ranges:
                    if _covering(each.ranges, minute - shift * MINUTES) is not None:
                        return f"{each.title} {_named(each, day + shift)}"
                elif each.kind is DatedKind.CLOSED and not shift:
                    return f"{each.title} {_named(each, day)}"
        holiday = next((each for each in self.on(day) if each.kind is DatedKind.HOLIDAY), None)
        return f"holiday {_named(holiday, day)}" if holiday else None

    def _find(self, date: str) -> list[Dated]:
        if not date:
            return []
        single = self._single
        found = [
            *single.get(date, ()),
            *(each for each in single.get(date[5:], ()) if each.dates.hold_on(date)),
            *(each for each in self._spans if each.dates.hold_on(date)),
        ]
        if any(each.kind is DatedKind.OPEN and not each.dates.yearly for each in found):
            return [e for e in found if e.kind is not DatedKind.OPEN or not e.dates.yearly]
        return found

    def _closings(self, day: int) -> Iterator[tuple[int, int]]:
        """The closed times that can touch what begins on a date, in minutes of its clock."""
        for shift in (-1, 0, 1):
            for start, end in _ranges(self.on(day + shift), DatedKind.CLOSED):
                yield start + shift * MINUTES, end + shift * MINUTES


def weekday_of(day: int) -> int:
    """The weekday, 0 Monday, of a day since 1970-01-01."""
    return (day + _THURSDAY) % len(DAYS)


@lru_cache(maxsize=1024)
def _layer_of(dated: tuple[Dated, ...]) -> Layer:
    return Layer(dated)


def _ranges(dated: Iterable[Dated], kind: DatedKind) -> list[tuple[int, int]]:
    return [bounds for each in dated if each.kind is kind for bounds in each.ranges]


def _without(ranges: Hours, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The ranges without what lies in `[start, end)`."""
    for first, last in ranges:
        if last <= start or end <= first:
            yield first, last
            continue
        if first < start:
            yield first, start
        if end < last:
            yield end, last


def _covering(ranges: Iterable[tuple[int, int]], minute: int) -> tuple[int, int] | None:
    return next((each for each in ranges if each[0] <= minute < each[1]), None)


def _named(each: Dated, day: int) -> str:
    return f"on {date_of(day)}" + (f' ("{each.name}")' if each.name else "")
