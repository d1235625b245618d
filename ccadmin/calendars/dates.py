"""Dates on which hours differ, as values and as people type them: once, or every year.

dates = date | date..date
date  = YYYY-MM-DD, or MM-DD for every year
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from ccadmin.calendars.weeks import format_range
from ccadmin.errors import RuleError
from ccadmin.vocabulary import DatedKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST_DAY: Final = date(1970, 1, 1).toordinal()
_LAST_DAY: Final = date.max.toordinal() - _FIRST_DAY
_DATE: Final = re.compile(r"(?:(\d{4})-)?(\d{2}-\d{2})", re.ASCII)
_MONTH_AND_DAY: Final = len("12-24")
_LEAP_YEAR: Final = "2000"
LEAP_DAY: Final = "02-29"
"""The date that yearly dates meet in leap years only."""
_LEAP_YEARS_ARE_APART: Final = 8
"""At most so many years lie between two that have a 29 February."""


@dataclass(frozen=True, slots=True)
class Dates:
    """The days from `first` to `last`, once or every year.

    Attributes:
        first: `2026-12-24`, or `12-24` of every year; 29 February is in leap years only.
        last: in the same form; a yearly one that is before `first` lies in the next year.
        since: the year with which a yearly one begins, None for every year.
    """

    first: str
    last: str
    since: int | None = None

    @property
    def yearly(self) -> bool:
        """Whether they come every year."""
        return len(self.first) == _MONTH_AND_DAY

    def hold_on(self, day: str) -> bool:
        """Whether a date, `2026-12-24`, is one of them."""
        if not self.yearly:
            return self.first <= day <= self.last
        year, month_and_day = int(day[:4]), day[5:]
        if self.first <= self.last:
            held, began = self.first <= month_and_day <= self.last, year
        else:
            held = month_and_day >= self.first or month_and_day <= self.last
            began = year if month_and_day >= self.first else year - 1
        return held and (self.since is None or began >= self.since)

    def edges(self, after: int) -> Iterator[int]:
        """The days (since 1970-01-01) from `after` on at which they begin or have ended.

        Of yearly ones those of the next years, until each of them has surely come once.
        """
        for first, last in self._turns(after):
            yield from (day for day in (first, last + 1) if day >= after)

    def __str__(self) -> str:
        text = self.first if self.first == self.last else f"{self.first}..{self.last}"
        if not self.yearly:
            return text
        return f"{text} yearly" if self.since is None else f"{text} yearly from {self.since}"

    def _turns(self, after: int) -> Iterator[tuple[int, int]]:
        if not self.yearly:
            yield day_number(self.first), day_number(self.last)
            return
        begin = max(int(date_of(min(after, _LAST_DAY))[:4]) - 1, self.since or 1)
        for year in range(begin, min(begin + _LEAP_YEARS_ARE_APART + 2, date.max.year)):
            ends = year if self.first <= self.last else year + 1
            yield _day_in(year, self.first), _day_in(ends, self.last)


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated exception: what holds on some dates instead of the week, or beside it.

    Attributes:
        kind: what it does.
        dates: when.
        ranges: `[start, end)` in minutes of each date's clock, an end up to 2880 lies on the next
            day; empty is all day, for closings and holidays only.
        name: as people know it.

    Raises:
        ValueError: hours that open without a range, or a holiday with one.
    """

    kind: DatedKind
    dates: Dates
    ranges: tuple[tuple[int, int], ...] = ()
    name: str | None = None

    def __post_init__(self) -> None:
        opens = self.kind in {DatedKind.OPEN, DatedKind.ALSO}
        if (opens and not self.ranges) or (self.kind is DatedKind.HOLIDAY and self.ranges):
            message = f"no dated exception: {self.kind} with {len(self.ranges)} ranges"
            raise ValueError(message)

    @property
    def closes_all_day(self) -> bool:
        """Whether no hours begin on its dates."""
        return not self.ranges

    @property
    def times(self) -> str:
        """Its ranges as text, `10:00-14:00`; empty for all day."""
        return ",".join(format_range(*each) for each in self.ranges)

    @property
    def title(self) -> str:
        """What it does and when in the day: `closed 12:00-18:00`, `holiday`, `closed all day`."""
        if self.kind is DatedKind.CLOSED and not self.ranges:
            return "closed all day"
        word = "open also" if self.kind is DatedKind.ALSO else self.kind.value
        return f"{word} {self.times}".strip()


def parse_dates(text: str, *, yearly: bool = False) -> Dates:
    """The dates that somebody types: a date, or two with two dots between.

    Args:
        text: `2026-12-24`, `2026-12-24..2026-12-31`, or without years where they come every year.
        yearly: whether they come every year; a year in the text is then the first one.

    Raises:
        RuleError: `bad-dates`.
    """
    first, dots, last = (part.strip() for part in text.partition(".."))
    (year, start), (last_year, end) = _read(text, first), _read(text, last if dots else first)
    if bool(year) != bool(last_year):
        raise _refusal(f'"{text}" has a year at one end only', "give both dates a year, or none")
    if not yearly:
        if not year:
            raise _refusal(f'"{text}" has no year', f'write "2026-{start}", or add --yearly')
        if f"{last_year}-{end}" < f"{year}-{start}":
            raise _refusal(f'"{text}" ends before it begins', "write the earlier date first")
        return Dates(f"{year}-{start}", f"{last_year}-{end}")
    years_on = int(last_year or 0) - int(year or 0)
    if year and (years_on, end < start) not in {(0, False), (1, True)}:
        raise _refusal(f'"{text}" does not fit into a year', "yearly dates span less than a year")
    return Dates(start, end, int(year) if year else None)


def day_number(day: str) -> int:
    """`1970-01-02` as days since 1970-01-01."""
    return date.fromisoformat(day).toordinal() - _FIRST_DAY


def date_of(day: int) -> str:
    """Days since 1970-01-01 as a date, `1970-01-02`; empty outside the years 1 to 9999."""
    if not date.min.toordinal() <= day + _FIRST_DAY <= date.max.toordinal():
        return ""
    return date.fromordinal(day + _FIRST_DAY).isoformat()


def _day_in(year: int, month_and_day: str) -> int:
    """The number of that day; 29 February of other years than leap years counts as 1 March."""
    try:
        return day_number(f"{year:04}-{month_and_day}")
    except ValueError:
        return day_number(f"{year:04}-03-01")


def _read(text: str, part: str) -> tuple[str | None, str]:
    """The year, where one is given, and the month and day."""
    match = _DATE.fullmatch(part)
    try:
        date.fromisoformat(f"{match[1] or _LEAP_YEAR}-{match[2]}" if match else part)
    except ValueError:
        match = None
    if match is None:
        hint = 'write "2026-12-24", "2026-12-24..2026-12-31", or "12-24" with --yearly'
        raise _refusal(f'"{part or text}" is not a date', hint)
    return match[1], match[2]


def _refusal(message: str, hint: str) -> RuleError:
    return RuleError("bad-dates", message, hint=hint)
