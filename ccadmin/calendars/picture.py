"""A week as people see it: one line a day, one cell for each half hour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.calendars.dates import date_of
from ccadmin.calendars.plan import plan_of, weekday_of
from ccadmin.calendars.weeks import CLOSED, DAYS, MINUTES, format_range
from ccadmin.calendars.zones import DAY, MINUTE, stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.calendars.plan import Hours
    from ccadmin.calendars.weeks import Week

_CELL: Final = 30
"""Minutes of a cell: a day of 48 leaves room for its hours in words within 80 columns."""
_OPEN, _PARTLY, _SHUT, _SKIPPED = "█", "▒", "·", " "
_LABEL: Final = 7
_ROOM: Final = 23
"""Columns of the words beside a day."""
LEGEND: Final = f"{_OPEN} open   {_PARTLY} partly   {_SHUT} closed"
"""What the cells mean."""


def draw_week(week: Week, monday: int) -> list[str]:
    """The lines of a drawing of the seven days from a Monday (days since 1970-01-01) on.

    A day shows what its clock reads, with what runs in from the day before; the words beside it
    are the hours that begin on it, else until when it is still open from the day before, or the
    dated exceptions that decide them. A time that the clock skips is left blank, and a day that is
    not 24 hours long says so.
    """
    scale = "".join(f"{hour:<6}" for hour in range(0, 24, 3)) + "24"
    lines = [" " * _LABEL + scale]
    for day in range(monday, monday + len(DAYS)):
        clock = _clock_of(week.zone, day)
        cells = "".join(_cell(plan_of(week).clock(day), clock, c) for c in range(0, MINUTES, _CELL))
        label = f"{DAYS[weekday_of(day)]} {date_of(day)[8:]}"
        lines.append(f"{label:<{_LABEL}}{cells}  {_beside(week, day)}".rstrip())
    for day in range(monday, monday + len(DAYS)):
        minutes = sum(last - first for first, last in _clock_of(week.zone, day))
        if minutes != MINUTES:
            length = f"{minutes // 60}:{minutes % 60:02}"
            lines.append(f"{date_of(day)} is {length} hours long: the clock is changed")
    return lines


def hours_text(week: Week, day: int) -> str:
    """The hours that begin on a date, `09:00-12:00,13:00-17:00` or `closed`."""
    return ",".join(format_range(*each) for each in plan_of(week).hours(day)) or CLOSED


def _beside(week: Week, day: int) -> str:
    """Why a day is not as usual, else its hours; cut to the room there is."""
    today = [each for layer in reversed(plan_of(week).layers) for each in layer.on(day)]
    text = "; ".join(each.name or each.title for each in today) or _words(week, day)
    return text if len(text) <= _ROOM else f"{text[: _ROOM - 1]}…"


def _words(week: Week, day: int) -> str:
    """The hours that begin on a date, else until when those of the day before run on."""
    run_in = plan_of(week).clock(day)
    if run_in and not plan_of(week).hours(day):
        last = max(last for _, last in run_in)
        return f"until {last // 60:02}:{last % 60:02}"
    return hours_text(week, day)


def _cell(open_times: Hours, clock: Sequence[tuple[int, int]], start: int) -> str:
    there = _within(clock, start)
    if not there:
        return _SKIPPED
    opened = _within(open_times, start)
    if not opened:
        return _SHUT
    return _OPEN if opened >= _CELL else _PARTLY


def _within(times: Sequence[tuple[int, int]], start: int) -> int:
    """How many minutes of a cell lie within the times."""
    return sum(max(0, min(last, start + _CELL) - max(first, start)) for first, last in times)


def _clock_of(zone: str, day: int) -> list[tuple[int, int]]:
    """The minutes that the clock of a date runs through, twice where it is set back."""
    found = []
    for stretch in stretches(zone, (day - 2) * DAY, (day + 3) * DAY):
        first = max(stretch.start + stretch.offset, day * DAY)
        last = min(stretch.end + stretch.offset, (day + 1) * DAY)
        if first < last:
            found.append(((first - day * DAY) // MINUTE, (last - day * DAY) // MINUTE))
    return found
