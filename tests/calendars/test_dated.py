"""Dates on which hours differ: what is typed, what beats what, nights, clock changes, the edges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccadmin.calendars import (
    Dated,
    Dates,
    Range,
    Week,
    add_open_time,
    check,
    format_instant,
    is_open,
    next_change,
    open_intervals,
    open_time,
    parse_dates,
    parse_instant,
    parse_ranges,
    shifts,
)
from ccadmin.calendars.zones import DAY, LAST_INSTANT, MINUTE
from ccadmin.engine import Shift
from ccadmin.errors import RuleError
from ccadmin.vocabulary import DatedKind
from tests.calendars.wall_clock import WallClock
from tests.calendars.weeks import CHANGES, WEEKS, hours

if TYPE_CHECKING:
    from collections.abc import Sequence

HOUR = 60 * MINUTE
NIGHTS = "mon-fri 22:00-06:00"
DAYS = "mon-fri 09:00-17:00"


def dated(text: str) -> Dated:
    """`closed 2026-12-24 12:00-18:00`, with `yearly` at the end where it comes every year."""
    kind, dates, *rest = text.split()
    yearly = rest[-1:] == ["yearly"]
    ranges = rest[0] if rest and rest[0] != "yearly" else None
    return Dated(
        DatedKind(kind),
        parse_dates(dates, yearly=yearly),
        parse_ranges(ranges)[0] if ranges else (),
        name=f"{kind} {dates}",
    )


def week(typed: str, *layers: Sequence[str], zone: str = "UTC") -> Week:
    """Weekly hours with layers of exceptions over them, the nearest owner's last."""
    laid = tuple(tuple(dated(each) for each in layer) for layer in layers)
    return replace(hours(typed, zone), dated=laid)


def written(hours: Week, first: str, last: str) -> list[str]:
    start, end = parse_instant(first, hours.zone), parse_instant(last, hours.zone)
    return [
        " ".join(format_instant(each, hours.zone)[8:16] for each in interval)
        for interval in open_intervals(hours, start, end)
    ]


# 24 December 2026 is a Thursday.
@pytest.mark.parametrize(
    ("exceptions", "intervals"),
    [
        ([], ["24T09:00 24T17:00"]),
        (["closed 2026-12-24"], []),
        (["closed 2026-12-24 12:00-14:00"], ["24T09:00 24T12:00", "24T14:00 24T17:00"]),
        (["closed 2026-12-24 08:00-10:00,16:00-23:00"], ["24T10:00 24T16:00"]),
        (["holiday 2026-12-24"], []),
        (["open 2026-12-24 20:00-22:00"], ["24T20:00 24T22:00"]),
        (["also 2026-12-24 20:00-22:00"], ["24T09:00 24T17:00", "24T20:00 24T22:00"]),
        (["also 2026-12-24 16:00-18:00"], ["24T09:00 24T18:00"]),
        (["open 2026-12-24 10:00-11:00", "also 2026-12-24 13:00-14:00"],
         ["24T10:00 24T11:00", "24T13:00 24T14:00"]),
        (["holiday 2026-12-24", "open 2026-12-24 10:00-11:00"], []),
        (["holiday 2026-12-24", "also 2026-12-24 10:00-11:00"], []),
        (["closed 2026-12-24", "open 2026-12-24 10:00-11:00"], []),
        (["closed 2026-12-24 10:30-11:00", "open 2026-12-24 10:00-11:00"], ["24T10:00 24T10:30"]),
        (["open 12-24 10:00-11:00 yearly"], ["24T10:00 24T11:00"]),
        (["open 2027-12-24 10:00-11:00 yearly"], ["24T09:00 24T17:00"]),
        (["open 12-24 10:00-11:00 yearly", "open 2026-12-24 13:00-14:00"], ["24T13:00 24T14:00"]),
        (["closed 12-24 yearly", "open 2026-12-24 13:00-14:00"], []),
        (["closed 2026-12-20..2026-12-31"], []),
        (["closed 12-23..01-02 yearly"], []),
        (["closed 12-25..12-23 yearly"], ["24T09:00 24T17:00"]),
    ],
)  # fmt: skip
def test_a_closing_beats_a_holiday_beats_a_date_beats_the_week(
    exceptions: list[str], intervals: list[str]
) -> None:
    assert written(week(DAYS, exceptions), "2026-12-24", "2026-12-25") == intervals


@pytest.mark.parametrize(
    ("above", "own", "intervals"),
    [
        (["holiday 2026-12-24"], ["open 2026-12-24 10:00-11:00"], ["24T10:00 24T11:00"]),
        (["holiday 2026-12-24"], ["also 2026-12-24 10:00-11:00"], ["24T10:00 24T11:00"]),
        (["closed 2026-12-24"], ["open 01-01..12-31 00:00-24:00 yearly"], ["24T00:00 25T00:00"]),
        (["open 2026-12-24 10:00-11:00"], ["closed 2026-12-24"], []),
        (["open 2026-12-24 10:00-12:00"], ["closed 2026-12-24 11:00-13:00"], ["24T10:00 24T11:00"]),
        (["closed 2026-12-24 10:00-12:00"], ["also 2026-12-24 11:00-13:00"],
         ["24T09:00 24T10:00", "24T11:00 24T17:00"]),
        (["closed 2026-12-24 10:00-12:00"], [], ["24T09:00 24T10:00", "24T12:00 24T17:00"]),
    ],
)  # fmt: skip
def test_the_nearest_owner_has_the_last_word(
    above: list[str], own: list[str], intervals: list[str]
) -> None:
    assert written(week(DAYS, above, own), "2026-12-24", "2026-12-25") == intervals


@pytest.mark.parametrize(
    ("exception", "intervals"),
    [
        ("closed 2026-12-24", ["23T22:00 24T06:00", "25T22:00 26T00:00"]),
        ("holiday 2026-12-24", ["23T22:00 24T06:00", "25T22:00 26T00:00"]),
        ("open 2026-12-24 12:00-13:00",
         ["23T22:00 24T06:00", "24T12:00 24T13:00", "25T22:00 26T00:00"]),
        ("closed 2026-12-24 00:00-06:00", ["23T22:00 24T00:00", "24T22:00 25T06:00", "25T22:00 26T00:00"]),
        ("closed 2026-12-24 22:00-24:00", ["23T22:00 24T06:00", "25T00:00 25T06:00", "25T22:00 26T00:00"]),
        ("closed 2026-12-23 23:00-01:00",
         ["23T22:00 23T23:00", "24T01:00 24T06:00", "24T22:00 25T06:00", "25T22:00 26T00:00"]),
        ("open 2026-12-24 20:00-30:00",
         ["23T22:00 24T06:00", "24T20:00 25T06:00", "25T22:00 26T00:00"]),
    ],
)  # fmt: skip
def test_a_night_that_has_begun_runs_out_into_an_exception(
    exception: str, intervals: list[str]
) -> None:
    assert written(week(NIGHTS, [exception]), "2026-12-23 12:00", "2026-12-26") == intervals


@pytest.mark.parametrize(
    ("exception", "date", "length"),
    [
        ("open 2026-03-29 03:00-04:00", "2026-03-29", 0),
        ("open 2026-03-29 02:00-05:00", "2026-03-29", 2 * HOUR),
        ("open 2026-10-25 03:00-04:00", "2026-10-25", 2 * HOUR),
        ("also 2026-10-25 02:30-03:30", "2026-10-25", 90 * MINUTE),
        ("open 2026-10-25 00:00-24:00", "2026-10-25", 25 * HOUR),
    ],
)
def test_the_clock_decides_on_the_date_of_an_exception_too(
    exception: str, date: str, length: int
) -> None:
    closed = week("closed", [exception], zone="Europe/Sofia")
    noon = parse_instant(f"{date} 12:00", "Europe/Sofia")

    assert open_time(closed, noon - 2 * DAY, noon + 2 * DAY) == length


@pytest.mark.parametrize(
    ("closing", "date", "length"),
    [
        ("closed 2026-03-29 02:00-05:00", "2026-03-29", 21 * HOUR),
        ("closed 2026-10-25 03:00-04:00", "2026-10-25", 23 * HOUR),
        ("closed 2026-10-25", "2026-10-25", 0),
    ],
)
def test_a_closing_counts_both_passes_and_no_skipped_time(
    closing: str, date: str, length: int
) -> None:
    always = week("always", [closing], zone="Europe/Sofia")
    day = parse_instant(date, "Europe/Sofia")
    end = parse_instant(f"{date} 23:59", "Europe/Sofia") + MINUTE

    assert open_time(always, day, end) == length


def test_29_february_comes_in_leap_years_only() -> None:
    leap = week("always", ["closed 02-29 yearly"])

    assert next_change(leap, parse_instant("2096-03-01", "UTC")) == parse_instant(
        "2104-02-29", "UTC"
    )


def test_the_next_change_may_be_years_away() -> None:
    far = week("closed", ["open 2026-12-24 10:00-11:00", "open 2040-01-02 10:00-11:00"])

    change = next_change(far, parse_instant("2026-12-24 11:00", "UTC"))

    assert change == parse_instant("2040-01-02 10:00", "UTC")
    assert next_change(far, parse_instant("2040-01-02 11:00", "UTC")) is None


def test_the_next_change_after_a_long_closing_is_its_end() -> None:
    long = week("always", ["closed 2026-03-01..2026-11-30"])

    assert next_change(long, parse_instant("2026-03-01", "UTC")) == parse_instant(
        "2026-12-01", "UTC"
    )


def test_the_year_9999_is_a_year_like_any_other() -> None:
    last = week("always", ["closed 9999-12-30", "open 12-31 10:00-11:00 yearly"])

    assert next_change(last, parse_instant("9999-06-01", "UTC")) == LAST_INSTANT - DAY
    assert next_change(last, LAST_INSTANT - DAY) == LAST_INSTANT + 10 * HOUR
    assert is_open(week("closed", ["open 0001-01-03 00:00-01:00"]), -62135424000000)


@pytest.mark.parametrize(
    ("layers", "at", "open_", "why", "layer"),
    [
        ([["closed 2026-12-24"]], "12:00", False,
         'closed all day on 2026-12-24 ("closed 2026-12-24")', 0),
        ([["closed 2026-12-24 12:00-13:00"]], "12:59", False,
         'closed 12:00-13:00 on 2026-12-24 ("closed 2026-12-24")', 0),
        ([["closed 2026-12-24 12:00-13:00"]], "13:00", True, "inside thu 09:00-17:00", None),
        ([["closed 2026-12-24 12:00-13:00"]], "18:00", False,
         "outside the hours of thursday, 09:00-17:00", None),
        ([["holiday 2026-12-24", "open 2026-12-24 10:00-11:00"]], "10:30", False,
         'holiday on 2026-12-24 ("holiday 2026-12-24")', 0),
        ([["holiday 2026-12-24"], ["open 12-24 10:00-11:00 yearly"]], "10:30", True,
         'inside 10:00-11:00 on 2026-12-24 ("open 12-24")', 1),
        ([["holiday 2026-12-24"], ["open 12-24 10:00-11:00 yearly"]], "11:00", False,
         'outside the hours of 2026-12-24, 10:00-11:00 ("open 12-24")', 1),
        ([["holiday 2026-12-24"], ["also 2026-12-24 10:00-11:00"]], "11:00", False,
         'holiday on 2026-12-24 ("holiday 2026-12-24")', 0),
        ([["also 2026-12-24 18:00-19:00"]], "18:30", True,
         'inside 18:00-19:00 on 2026-12-24 ("also 2026-12-24")', 0),
        ([["also 2026-12-24 18:00-19:00"]], "17:30", False,
         'outside the hours of 2026-12-24, 09:00-17:00,18:00-19:00 ("also 2026-12-24")', 0),
        ([["closed 2026-12-23 22:00-10:00"]], "09:30", False,
         'closed 22:00-10:00 on 2026-12-23 ("closed 2026-12-23")', 0),
    ],
)  # fmt: skip
def test_check_names_what_decided(
    layers: list[list[str]],
    at: str,
    open_: bool,
    why: str,
    layer: int | None,
) -> None:
    answer = check(week(DAYS, *layers), parse_instant(f"2026-12-24 {at}", "UTC"))

    assert (answer.open, answer.why, answer.layer) == (open_, why, layer)


def test_a_shift_has_the_hours_of_its_date() -> None:
    day = parse_instant("2026-12-24", "UTC")
    shortened = week(DAYS, ["closed 2026-12-24 12:00-13:00", "also 2026-12-24 20:00-22:00"])

    assert shifts(shortened, day, day + DAY) == (
        Shift(day + 9 * HOUR, day + 12 * HOUR, opens=True),
        Shift(day + 13 * HOUR, day + 17 * HOUR, opens=False),
        Shift(day + 20 * HOUR, day + 22 * HOUR, opens=False),
    )


def test_open_time_passes_on_dates_alone() -> None:
    only = week("closed", ["open 12-24 10:00-11:00 yearly"])

    assert add_open_time(only, 0, 2 * HOUR) == parse_instant("1971-12-24 11:00", "UTC")


_BOUNDS = st.tuples(st.integers(0, 1_439), st.integers(1, 1_441)).map(
    lambda each: (each[0], each[0] + each[1])
)


@st.composite
def exceptions(draw: st.DrawFn, near: str) -> Dated:
    """An exception on a date within two days of another, once or every year."""
    kind = draw(st.sampled_from(DatedKind))
    number = draw(st.integers(-2, 2))
    first = format_instant(parse_instant(near, "UTC") + number * DAY)[:10]
    last = format_instant(parse_instant(first, "UTC") + draw(st.integers(0, 1)) * DAY)[:10]
    dates = Dates(first, last)
    if draw(st.booleans()):
        dates = Dates(first[5:], last[5:], draw(st.sampled_from([None, 2011, 2020])))
    ranges = draw(st.lists(_BOUNDS, min_size=0 if kind is DatedKind.CLOSED else 1, max_size=2))
    return Dated(kind, dates, () if kind is DatedKind.HOLIDAY else tuple(ranges))


@pytest.mark.no_cover  # at full speed; other tests cover the lines
@given(st.data(), WEEKS, CHANGES, st.integers(-2 * 1_440, 1_440))
def test_dated_hours_agree_with_a_clock_that_is_read_every_minute(
    data: st.DataObject, ranges: tuple[Range, ...], change: tuple[str, str], shift: int
) -> None:
    zone, date = change
    layer = st.lists(exceptions(date), max_size=3).map(tuple)
    dated_week = Week(ranges, zone, tuple(data.draw(st.lists(layer, max_size=2))))
    start = parse_instant(date, "UTC") + shift * MINUTE
    minutes = range(start, start + 1_000 * MINUTE, MINUTE)

    intervals = open_intervals(dated_week, start, minutes.stop)

    clock = WallClock(dated_week)
    read = {minute for minute in minutes if clock.is_open(minute)}
    assert {at for first, last in intervals for at in range(first, last, MINUTE)} == read


@pytest.mark.parametrize(
    ("text", "yearly", "read"),
    [
        ("2026-12-24", False, "2026-12-24"),
        (" 2026-12-24 .. 2027-01-02 ", False, "2026-12-24..2027-01-02"),
        ("12-24", True, "12-24 yearly"),
        ("02-29", True, "02-29 yearly"),
        ("2026-12-24", True, "12-24 yearly from 2026"),
        ("2026-12-24..2027-01-02", True, "12-24..01-02 yearly from 2026"),
        ("9999-12-31", False, "9999-12-31"),
    ],
)
def test_dates_are_read_as_they_are_written(text: str, yearly: bool, read: str) -> None:
    assert str(parse_dates(text, yearly=yearly)) == read


@pytest.mark.parametrize(
    ("text", "yearly", "message"),
    [
        ("", False, '"" is not a date'),
        ("24.12.2026", False, '"24.12.2026" is not a date'),
        ("2026-02-29", False, '"2026-02-29" is not a date'),
        ("02-30", True, '"02-30" is not a date'),
        ("20261224", False, '"20261224" is not a date'),
        ("12-24", False, '"12-24" has no year'),
        ("2026-12-24..12-26", False, '"2026-12-24..12-26" has a year at one end only'),
        ("2026-12-24..", False, '"2026-12-24.." is not a date'),
        ("2026-12-24..2026-12-23", False, '"2026-12-24..2026-12-23" ends before it begins'),
        ("2026-12-24..2027-12-24", True, '"2026-12-24..2027-12-24" does not fit into a year'),
        ("2026-12-24..2025-12-25", True, '"2026-12-24..2025-12-25" does not fit into a year'),
    ],
)
def test_what_is_no_date_is_refused(text: str, yearly: bool, message: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_dates(text, yearly=yearly)

    assert (refused.value.code, refused.value.message) == ("bad-dates", message)


@pytest.mark.parametrize(("kind", "ranges"), [("open", ()), ("also", ()), ("holiday", ((0, 60),))])
def test_what_says_nothing_is_no_exception(kind: str, ranges: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="no dated exception"):
        Dated(DatedKind(kind), Dates("2026-12-24", "2026-12-24"), ranges)
