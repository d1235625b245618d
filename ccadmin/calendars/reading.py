"""Weekly hours as people type them: days, then ranges, then more days and ranges.

    week   = "closed" | "always" | part (";"? part)*
    part   = days times
    days   = day or span, comma-separated: mon-fri | mon,wed | sun-tue | daily | weekdays | weekend
    times  = ranges | "closed" | "always"
    ranges = HH:MM-HH:MM, comma-separated

Day names may be as long as one likes from three letters on, in any case.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ccadmin.calendars.weeks import (
    CLOSED,
    DAY_NAMES,
    DAYS,
    LATEST_END,
    MINUTES,
    Range,
    Week,
    format_days,
    format_range,
    format_ranges,
)
from ccadmin.errors import Problem, ProblemsError, RuleError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

ALWAYS: Final = "always"
"""The text of a day, or of a week, without an end."""
GROUPS_OF_DAYS: Final = {"daily": range(7), "weekdays": range(5), "weekend": range(5, 7)}
"""Words that stand for several weekdays."""

_EXAMPLE: Final = "mon-fri 09:00-12:00,13:00-17:00 sat 10:00-14:00"
_TIME: Final = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
_SHORTEST_NAME: Final = 3


def parse_week(words: Sequence[str], *, zone: str) -> tuple[Week, tuple[str, ...]]:
    """The week that somebody types, and notes on what was read otherwise than it was written.

    Ranges of one day that overlap are merged and a note says so; a range that runs over midnight
    into another is left as it is and noted. Ranges that only touch need no note.

    Args:
        words: as they stand on a command line, `["mon-fri", "09:00-17:00"]`, or any other way of
            cutting the same text.
        zone: an IANA name, as `parse_zone` returns it.

    Raises:
        RuleError: `bad-hours`; a `ProblemsError` when several words are wrong.
    """
    reader = _Reader()
    for word in _words(words):
        reader.take(word)
    reader.finish(f"write days, then ranges: {_EXAMPLE}")
    merged, days_by_note = _merge(reader.ranges)
    notes = [f"{format_days(days)}: {note}" for note, days in days_by_note.items()]
    return Week(tuple(merged), zone), (*notes, *_running_over(merged))


def parse_ranges(text: str) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...]]:
    """The ranges of one date, such as `10:00-14:00,16:00-18:00`, and notes on those merged.

    Returns:
        `[start, end)` in minutes of the date's clock, in order; an end past 1440 is on the next day.

    Raises:
        RuleError: `bad-hours`; a `ProblemsError` when several ranges are wrong.
    """
    reader = _Reader()
    for word in _words([text]) or [text]:
        reader.take_ranges(word, days=(0,))
    reader.finish('write ranges such as "09:00-12:00,13:00-17:00"')
    merged, notes = _merge(reader.ranges)
    return tuple((each.start, each.end) for each in merged), tuple(notes)


class _Reader:
    """Takes the words one by one, and remembers days that still wait for their times."""

    def __init__(self) -> None:
        self.ranges: list[Range] = []
        self.closed: set[int] = set()
        self.problems: list[Problem] = []
        self.hints: list[str] = []
        self._days: tuple[int, ...] = ()
        self._waiting: str | None = None
        self._seen = 0

    def take(self, word: str) -> None:
        """One word: days, or what the days before it are open."""
        self._seen += 1
        if word[0].isdigit() or word in {CLOSED, ALWAYS}:
            self._take_times(word)
        else:
            self._finish_days()
            self._days, self._waiting = self._read_days(word), word

    def take_ranges(self, word: str, days: Sequence[int]) -> None:
        """Ranges, comma-separated, that hold on these days."""
        for text in word.split(","):
            if (bounds := self._read_range(text or word)) is not None:
                self.ranges.extend(Range(day, *bounds) for day in days)

    def finish(self, way_out: str) -> None:
        """After the last word.

        Args:
            way_out: the hint where no better one is known.

        Raises:
            RuleError: something was wrong.
        """
        self._finish_days()
        if not (self._seen or self.ranges or self.problems):
            self._refuse("hours", "", "a week of hours")
        for weekday in sorted(self.closed & {each.weekday for each in self.ranges}):
            self._refuse("days", DAYS[weekday], "a day that can be both open and closed")
        if not self.problems:
            return
        hint = "; ".join(dict.fromkeys(self.hints)) or way_out
        if len(self.problems) == 1:
            only = self.problems[0]
            raise RuleError("bad-hours", f'"{only.value}" is not {only.expected}', hint=hint)
        raise ProblemsError(
            "bad-hours", f"the hours have {len(self.problems)} problems", self.problems, hint=hint
        )

    def _finish_days(self) -> None:
        if self._waiting is not None:
            self._refuse("days", self._waiting, "followed by its ranges")
        self._waiting = None

    def _take_times(self, word: str) -> None:
        if self._seen == 1 and word in {CLOSED, ALWAYS}:
            self._days = tuple(GROUPS_OF_DAYS["daily"])
        elif self._seen == 1:
            self._refuse("days", word, "a day, with which hours begin")
        self._waiting = None
        if word == CLOSED:
            self.closed.update(self._days)
            return
        self.take_ranges(format_range(0, MINUTES) if word == ALWAYS else word, self._days)

    def _read_days(self, word: str) -> tuple[int, ...]:
        """The weekdays of `mon-wed,sat`; a span may run over the end of the week."""
        days: list[int] = []
        for part in word.split(","):
            if part in GROUPS_OF_DAYS:
                days.extend(GROUPS_OF_DAYS[part])
                continue
            ends = [self._read_day(name or word) for name in part.split("-", 1)]
            if (first := ends[0]) is not None and (last := ends[-1]) is not None:
                days.extend((first + step) % 7 for step in range((last - first) % 7 + 1))
        return tuple(sorted(set(days)))

    def _read_day(self, name: str) -> int | None:
        if len(name) >= _SHORTEST_NAME:
            for weekday, full in enumerate(DAY_NAMES):
                if full.startswith(name):
                    return weekday
        self._refuse("days", name, "a day of the week")
        if near := did_you_mean(name, (*DAYS, *DAY_NAMES, *GROUPS_OF_DAYS, CLOSED, ALWAYS)):
            self.hints.append(near)
        return None

    def _read_range(self, text: str) -> tuple[int, int] | None:
        """Start and end in minutes; an end before its start lies on the next day."""
        start, end = (_minute(each) for each in [*text.split("-", 1), ""][:2])
        if start is None or end is None:
            self._refuse("ranges", text, 'a range of times such as "09:00-17:00"')
        elif start >= MINUTES:
            self._refuse("ranges", text, "a range that starts before 24:00")
        elif end > LATEST_END:
            self._refuse("ranges", text, "a range that ends by 48:00")
        elif start == end:
            self._refuse("ranges", text, "a range, because it ends where it starts")
            self.hints.append('for a whole day write "00:00-24:00", for none "closed"')
        else:
            return start, end if end > start else end + MINUTES
        return None

    def _refuse(self, column: str, value: str, expected: str) -> None:
        self.problems.append(Problem("hours", 0, column, value, expected))


def _words(words: Sequence[str]) -> list[str]:
    """The words in lower case, whatever way they were cut: commas and dashes bind, spaces part."""
    text = " ".join(words).casefold().replace("\N{EN DASH}", "-").replace(";", " ")
    return re.sub(r"\s*([,-])\s*", r"\1", text).split()


def _minute(text: str) -> int | None:
    """The minute of `HH:MM`, or None."""
    match = _TIME.fullmatch(text)
    return int(match[1]) * 60 + int(match[2]) if match else None


def _merge(ranges: Sequence[Range]) -> tuple[list[Range], dict[str, list[int]]]:
    """Ranges in order, those of one day that overlap made one; each such merger with its days."""
    merged: list[Range] = []
    days_by_note: dict[str, list[int]] = {}
    for each in sorted(ranges):
        last = merged[-1] if merged else None
        if last is None or last.weekday != each.weekday or last.end <= each.start:
            merged.append(each)
            continue
        merged[-1] = Range(last.weekday, last.start, max(last.end, each.end))
        whole = format_ranges(merged[-1:])
        note = f"{format_ranges([last, each])} overlap and are read as {whole}"
        days_by_note.setdefault(note, []).append(last.weekday)
    return merged, days_by_note


def _running_over(ranges: Sequence[Range]) -> list[str]:
    """A note for each range that runs over midnight into the hours of a later day."""
    return [
        f"{earlier} runs into {later}: the later hours begin when the earlier ones end"
        for earlier, later in pairwise([*ranges, *ranges[:1]])
        if earlier.end > later.start + (later.weekday - earlier.weekday) % 7 * MINUTES
        and earlier.weekday != later.weekday
    ]
