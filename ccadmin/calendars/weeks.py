"""Weeks and their ranges as values, and the short text in which people read them back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ccadmin.calendars.dates import Dated

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Short names of the weekdays; a weekday is an index into this tuple."""
DAY_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Full names of the weekdays, in the same order."""
MINUTES: Final = 1_440
"""Minutes that the clock of one day reads."""
LATEST_END: Final = 2 * MINUTES
"""A range ends 48:00 at the latest."""
CLOSED: Final = "closed"
"""The text of a week, or of a day, without any range."""

_SHORTEST_SPAN: Final = 3


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """Hours that begin on one weekday: `[start, end)` in minutes of that day's clock.

    Attributes:
        weekday: 0 Monday to 6 Sunday, the day on which the range begins and to which it belongs.
        start: 0 to 1439.
        end: later than `start`, at most 2880; from 1440 on it lies on the next day.

    Raises:
        ValueError: a part is out of its bounds.
    """

    weekday: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if not (
            0 <= self.weekday < len(DAYS)
            and 0 <= self.start < MINUTES
            and self.start < self.end <= LATEST_END
        ):
            message = f"no range: weekday {self.weekday}, minutes {self.start} to {self.end}"
            raise ValueError(message)

    def __str__(self) -> str:
        return f"{DAYS[self.weekday]} {format_range(self.start, self.end)}"


@dataclass(frozen=True, slots=True)
class Week:
    """Weekly hours in one time zone, and the dates that differ; without a range it is closed.

    Attributes:
        ranges: in any order; ranges that overlap or touch count as one stretch of open time.
        zone: an IANA name, as `parse_zone` returns it.
        dated: the dated exceptions in layers, each owner's over those before it (`plan.py`).
    """

    ranges: tuple[Range, ...]
    zone: str
    dated: tuple[tuple[Dated, ...], ...] = ()


def format_week(ranges: Iterable[Range]) -> str:
    """The canonical short text, which `parse_week` reads back as the same ranges.

    For example `mon-fri 09:00-12:00,13:00-17:00; sat 10:00-14:00`. Days with equal ranges stand
    together, at the place of their first day; days without ranges are left out.
    """
    texts = {
        weekday: format_ranges(of_day)
        for weekday, of_day in groupby(sorted(ranges), key=lambda each: each.weekday)
    }
    days_by_text: dict[str, list[int]] = {}
    for weekday, text in texts.items():
        days_by_text.setdefault(text, []).append(weekday)
    parts = [f"{format_days(days)} {text}" for text, days in days_by_text.items()]
    return "; ".join(parts) or CLOSED


def format_days(weekdays: Iterable[int]) -> str:
    """Weekdays in ascending order as short text: `daily`, `mon-fri`, `mon,wed`, `mon-wed,sat`."""
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and weekday == runs[-1][-1] + 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    if runs == [list(range(len(DAYS)))]:
        return "daily"
    return ",".join(_format_run(run) for run in runs)


def format_ranges(ranges: Iterable[Range]) -> str:
    """The ranges of one day as text: `09:00-12:00,13:00-17:00`."""
    return ",".join(format_range(each.start, each.end) for each in ranges)


def format_range(start: int, end: int) -> str:
    """`22:00-06:00` for minutes 1320 to 1800; ends that this would confuse stay past 24:00."""
    wraps = MINUTES < end < start + MINUTES
    return f"{format_minute(start)}-{format_minute(end - MINUTES if wraps else end)}"


def format_minute(minute: int) -> str:
    """A minute of the day as `HH:MM`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _format_run(run: list[int]) -> str:
    """Days in a row: a pair reads best as two days, more as a span."""
    if len(run) < _SHORTEST_SPAN:
        return ",".join(DAYS[day] for day in run)
    return f"{DAYS[run[0]]}-{DAYS[run[-1]]}"
