"""iCalendar files (RFC 5545) as dated exceptions, read by the `icalendar` library.

An all-day event is for all day, one with times for those times on the owner's clock. What comes on
its date every year becomes a yearly exception, any other rule with an end is counted out.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from ccadmin.calendars import Dated, Dates
from ccadmin.errors import Problem, ProblemsError, RuleError
from ccadmin.exchange.calendar_lines import places_of, text_of
from ccadmin.exchange.recurrence import (
    RuleRefusedError,
    comes_every_year,
    on_the_clock,
    starts_of,
)
from ccadmin.vocabulary import DatedKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccadmin.exchange.calendar_lines import Place

_LONGEST_NAME: Final = 200
_MOST: Final = 10_000
"""Dated exceptions of one file."""
_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)
_MINUTES: Final = 1_440
_WHOLE: Final = ((0, _MINUTES),)


@dataclass(frozen=True, slots=True)
class Event:
    """What a calendar says under one UID.

    Attributes:
        uid: the same whenever the event is exported; first date and name where it has none.
        dated: its dates, no two of the same dates and kind; none where it is cancelled.
    """

    uid: str
    dated: tuple[Dated, ...]


def read(file: str, *, zone: str, kind: DatedKind) -> list[Event]:
    """The events of an iCalendar file.

    Args:
        file: its path.
        zone: the IANA name of the clock on which times are kept; times without a zone are read on
            it.
        kind: what the events do to their dates.

    Raises:
        NotFoundError: there is no such file.
        ProblemsError: `bad-calendar`, with the line of everything that cannot be taken over.
        RuleError: it is no text, is too large, or the library is missing.
    """
    text = text_of(file)
    places, problems = places_of(text, file)
    found: list[Event] = []
    if not problems:
        reader = _Reader(file, ZoneInfo(zone), kind)
        found = reader.read(_parsed(text, file), places)
        problems = reader.problems
    if problems:
        count = "a problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise ProblemsError(
            "bad-calendar", f'"{file}" has {count}', problems, hint="nothing was taken over"
        )
    if sum(len(each.dated) for each in found) > _MOST:
        raise RuleError(
            "large-file",
            f'"{file}" has more than {_MOST} dates',
            hint="export the years that matter only",
        )
    return found


class _Reader:
    """Reads event by event, and remembers what was wrong where."""

    def __init__(self, file: str, zone: ZoneInfo, kind: DatedKind) -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._zone = zone
        self._kind = kind

    def read(self, components: Sequence[Any], places: Sequence[Place]) -> list[Event]:
        """All events, those of one UID together, in the order of the file."""
        by_uid: dict[str, list[tuple[Any, Place]]] = defaultdict(list)
        for event, place in zip(components, places, strict=True):
            if self._is_sound(event, place):
                by_uid[_uid_of(event)].append((event, place))
        return [Event(uid, _merged(self._dated(parts))) for uid, parts in by_uid.items()]

    def _dated(self, parts: Sequence[tuple[Any, Place]]) -> Iterator[Dated]:
        """What the parts of one event say: its rule, and the single times that differ from it."""
        instead = [event["RECURRENCE-ID"].dt for event, _ in parts if "RECURRENCE-ID" in event]
        for event, place in parts:
            if str(event.get("STATUS", "")).upper() == "CANCELLED":
                continue
            try:
                yield from self._of_event(event, [] if "RECURRENCE-ID" in event else instead)
            except RuleRefusedError as refused:
                rule = event.get("RRULE")
                value = rule.to_ical().decode() if hasattr(rule, "to_ical") else "RRULE"
                self._refuse(place.of("RRULE"), "RRULE", value, str(refused))

    def _of_event(self, event: Any, instead: Sequence[date]) -> Iterator[Dated]:
        begins, ends = _span(event)
        zone = getattr(begins, "tzinfo", None)
        start, end = on_the_clock(begins, zone), on_the_clock(ends, zone)
        name = _name_of(event)
        if not isinstance(begins, datetime):
            zone = None
        here = zone is None or str(zone) == str(self._zone)
        if here and not instead and comes_every_year(event, start.date()):
            for each in self._pieces(event, start, end, name):
                yield _yearly(each)
            return
        without = [on_the_clock(each, zone) for each in instead]
        for first in starts_of(event, start, without):
            last = first + (end - start)
            if zone is not None:
                first, last = (self._local(each, zone) for each in (first, last))  # noqa: PLW2901 - the same time here
            yield from self._pieces(event, first, last, name)

    def _local(self, moment: datetime, zone: Any) -> datetime:
        return moment.replace(tzinfo=zone).astimezone(self._zone).replace(tzinfo=None)

    def _pieces(
        self, event: Any, start: datetime, end: datetime, name: str | None
    ) -> Iterator[Dated]:
        """A stretch of time on the owner's clock as dated exceptions."""
        if not isinstance(event["DTSTART"].dt, datetime):
            ranges = _WHOLE if self._kind in {DatedKind.OPEN, DatedKind.ALSO} else ()
            yield Dated(self._kind, _dates(start.date(), end.date() - _DAY), ranges, name)
            return
        end += _MINUTE - timedelta.resolution  # hours are in whole minutes, a begun one counts
        first, last = start.date(), end.date()
        opens, closes = _minute(start), _minute(end)
        until = (last - first).days * _MINUTES + closes
        if opens >= until:
            return  # the clock was set back in between, and reads no time of it
        if until <= 2 * _MINUTES:
            yield Dated(self._kind, _dates(first, first), ((opens, until),), name)
            return
        yield Dated(self._kind, _dates(first, first), ((opens, _MINUTES),), name)
        yield Dated(self._kind, _dates(first + _DAY, last - _DAY), _WHOLE, name)
        if closes:
            yield Dated(self._kind, _dates(last, last), ((0, closes),), name)

    def _is_sound(self, event: Any, place: Place) -> bool:
        """Whether an event has all that is needed, in a form that can be taken over."""
        before = len(self.problems)
        for name, told in event.errors:
            self._refuse(place.of(name), name, "", f"what iCalendar expects: {told}")
        if len(self.problems) > before:
            return False
        if "DTSTART" not in event:
            self._refuse(place.line, "DTSTART", "", "there, and an event has to begin")
            return False
        for name in ("DTSTART", "DTEND"):
            zone = event[name].params.get("TZID") if name in event else None
            if zone and getattr(event[name].dt, "tzinfo", None) is None:
                expected = "a zone of the IANA database or of the file"
                self._refuse(place.of(name), name, zone, expected)
        if len(self.problems) == before:
            self._check_span(event, place)
        return len(self.problems) == before

    def _check_span(self, event: Any, place: Place) -> None:
        begins, ends = _span(event)
        if isinstance(begins, datetime) != isinstance(ends, datetime):
            self._refuse(place.of("DTEND"), "DTEND", str(ends), "of the kind of DTSTART")
            return
        zone = getattr(begins, "tzinfo", None)
        if on_the_clock(ends, zone) <= on_the_clock(begins, zone):
            told = next((name for name in ("DTEND", "DURATION") if name in event), "DTSTART")
            self._refuse(
                place.of(told), "DTEND", str(ends), f"after {begins}, when the event begins"
            )
        elif self._kind is DatedKind.HOLIDAY and isinstance(begins, datetime):
            self._refuse(place.of("DTSTART"), "DTSTART", str(begins), "all day, as holidays are")

    def _refuse(self, line: int, column: str, value: str, expected: str) -> None:
        self.problems.append(Problem(self._file, line, column, value, expected))


def _parsed(text: str, file: str) -> list[Any]:
    """The events, as the library understands them."""
    try:
        import icalendar
    except ModuleNotFoundError:
        raise RuleError(
            "missing-library",
            'iCalendar files need the library "icalendar", which is not installed',
            hint="pip install 'ccadmin[calendar]'",
        ) from None
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
    except ValueError as problem:
        raise RuleError(
            "bad-calendar",
            f'"{file}" is no calendar: {str(problem).splitlines()[0]}',
            hint="export it again as iCalendar",
        ) from problem
    return [event for each in calendars for event in each.walk("VEVENT")]


def _span(event: Any) -> tuple[date, date]:
    """When an event begins and ends: a date lasts its day, a time with neither end lasts nothing."""
    begins = event["DTSTART"].dt
    if "DTEND" in event:
        return begins, event["DTEND"].dt
    if "DURATION" in event:
        return begins, begins + event["DURATION"].dt
    return begins, begins if isinstance(begins, datetime) else begins + _DAY


def _merged(dated: Iterator[Dated]) -> tuple[Dated, ...]:
    """One exception for each dates and kind, with the ranges of all; all day swallows the others."""
    found: dict[tuple[Dates, DatedKind], list[Dated]] = defaultdict(list)
    for each in dated:
        found[each.dates, each.kind].append(each)
    return tuple(
        Dated(
            kind,
            dates,
            () if any(not each.ranges for each in same) else _union(same),
            same[0].name,
        )
        for (dates, kind), same in found.items()
    )


def _union(dated: Sequence[Dated]) -> tuple[tuple[int, int], ...]:
    """The ranges of them all, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(bounds for each in dated for bounds in each.ranges):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return tuple(found)


def _yearly(dated: Dated) -> Dated:
    first, last = dated.dates.first, dated.dates.last
    return Dated(dated.kind, Dates(first[5:], last[5:], int(first[:4])), dated.ranges, dated.name)


def _dates(first: date, last: date) -> Dates:
    return Dates(first.isoformat(), last.isoformat())


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def _uid_of(event: Any) -> str:
    uid = str(event.get("UID", "")).strip()
    return uid or f"{event['DTSTART'].dt.isoformat()[:10]} {_name_of(event) or ''}".strip()


def _name_of(event: Any) -> str | None:
    """The summary as the name of an exception: one line that a terminal may show."""
    text = unicodedata.normalize("NFC", str(event.get("SUMMARY", "")))
    plain = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(plain.split())[:_LONGEST_NAME] or None
