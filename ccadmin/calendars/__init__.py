"""Weekly hours, dated exceptions and the clock: zones and daylight saving time end here.

    typed text ── reading.py ──→ Week ── opening.py ──→ open intervals, shifts, open or closed?
    typed text ── dates.py ────→ Dated       ├──→ plan.py    what begins on a date
    typed text ── instants.py ─→ ms          └──→ zones.py   what the clock reads where
                                 Week ── picture.py ──→ a week as people see it

Everything that leaves this package is integer milliseconds UTC; nobody else in the program sees a
wall clock. `docs/explanation/hours.md` tells readers how hours are read and which of the disputed
cases went which way.
"""

from __future__ import annotations

from ccadmin.calendars.dates import Dated, Dates, parse_dates
from ccadmin.calendars.instants import (
    format_duration,
    format_instant,
    parse_duration,
    parse_instant,
)
from ccadmin.calendars.opening import (
    Answer,
    add_open_time,
    check,
    is_open,
    next_change,
    open_intervals,
    open_time,
    shifts,
)
from ccadmin.calendars.reading import parse_ranges, parse_week
from ccadmin.calendars.weeks import Range, Week, format_week
from ccadmin.calendars.zones import local_days, local_intervals, parse_zone

__all__ = [
    "Answer",
    "Dated",
    "Dates",
    "Range",
    "Week",
    "add_open_time",
    "check",
    "format_duration",
    "format_instant",
    "format_week",
    "is_open",
    "local_days",
    "local_intervals",
    "next_change",
    "open_intervals",
    "open_time",
    "parse_dates",
    "parse_duration",
    "parse_instant",
    "parse_ranges",
    "parse_week",
    "parse_zone",
    "shifts",
]
