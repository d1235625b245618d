"""The questions that people ask of hours: open or closed, until when, how much, by when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccadmin.calendars import (
    Answer,
    Range,
    Week,
    add_open_time,
    check,
    is_open,
    next_change,
    open_time,
    parse_instant,
)
from ccadmin.calendars.zones import DAY, LAST_INSTANT, MINUTE
from ccadmin.errors import RuleError
from tests.calendars.weeks import CHANGES, WEEKS, hours

HOUR = 60 * MINUTE


@pytest.mark.parametrize(
    ("at", "open_", "why", "change"),
    [
        (
            "2026-01-05 08:59",
            False,
            "outside the hours of monday, 09:00-12:00,22:00-06:00",
            "05T09:00",
        ),
        ("2026-01-05 09:00", True, "inside mon 09:00-12:00", "05T12:00"),
        (
            "2026-01-05 12:00",
            False,
            "outside the hours of monday, 09:00-12:00,22:00-06:00",
            "05T22:00",
        ),
        ("2026-01-06 05:59:59.999", True, "inside mon 22:00-06:00", "06T06:00"),
        ("2026-01-06 06:00", False, "tuesday has no hours", "12T09:00"),
    ],
)
def test_check_says_why_and_until_when(at: str, open_: bool, why: str, change: str) -> None:
    week = hours("mon 09:00-12:00,22:00-06:00", "Europe/Sofia")

    assert check(week, parse_instant(at, "Europe/Sofia")) == Answer(
        open=open_, why=why, next_change=parse_instant(f"2026-01-{change}", "Europe/Sofia")
    )


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("closed", Answer(open=False, why="there are no hours", next_change=None)),
        ("always", Answer(open=True, why="inside thu 00:00-24:00", next_change=None)),
    ],
)
def test_what_never_changes_has_no_next_change(typed: str, answer: Answer) -> None:
    assert check(hours(typed), parse_instant("2026-01-01 12:00", "UTC")) == answer


def test_the_next_change_skips_a_week_whose_only_range_the_clock_skips() -> None:
    week = hours("sun 03:00-04:00", "Europe/Sofia")

    change = next_change(week, parse_instant("2026-03-22 12:00", "Europe/Sofia"))

    assert change == parse_instant("2026-04-05 03:00", "Europe/Sofia")


@given(WEEKS, CHANGES, st.integers(-1_440, 1_440))
def test_the_answer_holds_until_the_next_change_and_not_at_it(
    ranges: tuple[Range, ...], change: tuple[str, str], shift: int
) -> None:
    zone, date = change
    week = Week(ranges, zone)
    at = parse_instant(date, "UTC") + shift * MINUTE

    answer = check(week, at)

    until = answer.next_change
    if until is not None:
        assert is_open(week, until - 1) == answer.open
        assert is_open(week, until) != answer.open
    assert open_time(week, at, until or at + 30 * DAY) == (
        (until or at + 30 * DAY) - at if answer.open else 0
    )


@given(WEEKS.filter(bool), CHANGES, st.integers(1, 100 * HOUR))
def test_added_open_time_is_the_open_time_between(
    ranges: tuple[Range, ...], change: tuple[str, str], duration: int
) -> None:
    zone, date = change
    week = Week(ranges, zone)
    start = parse_instant(date, "UTC")

    end = add_open_time(week, start, duration)

    assert open_time(week, start, end) == duration
    assert is_open(week, end - 1)


@pytest.mark.parametrize(
    ("typed", "duration", "code"),
    [("closed", 1, "never-open"), ("mon 00:00-00:01", 10**9, "too-late")],
)
def test_time_that_cannot_pass_is_refused(typed: str, duration: int, code: str) -> None:
    with pytest.raises(RuleError) as refused:
        add_open_time(hours(typed), 0, duration)

    assert refused.value.code == code


def test_no_time_passes_at_once_whatever_the_hours() -> None:
    assert add_open_time(hours("closed"), 5, 0) == 5


def test_the_end_of_the_calendar_is_a_day_like_any_other() -> None:
    week = hours("daily 09:00-17:00", "Pacific/Kiritimati")

    assert open_time(week, LAST_INSTANT - 7 * DAY, LAST_INSTANT) == 7 * 8 * HOUR
    # It is 14:00 on the last day of 9999 there.
    assert check(week, LAST_INSTANT) == Answer(
        open=True, why="inside fri 09:00-17:00", next_change=LAST_INSTANT + 3 * HOUR
    )
