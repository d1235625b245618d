"""A week on the time line: open intervals and shifts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccadmin.calendars import (
    Range,
    Week,
    format_instant,
    local_days,
    open_intervals,
    open_time,
    parse_instant,
    shifts,
)
from ccadmin.calendars.zones import DAY, MINUTE
from ccadmin.engine import Shift
from tests.calendars.wall_clock import WallClock
from tests.calendars.weeks import CHANGES, ORDINARY_CHANGES, WEEKS, WEEKS_WITHOUT_NIGHTS, hours

HOUR = 60 * MINUTE


def written(week: Week, first: str, last: str) -> list[str]:
    """The open intervals between two local times, each as its ends in local time."""
    start, end = parse_instant(first, week.zone), parse_instant(last, week.zone)
    return [
        " ".join(format_instant(each, week.zone)[5:16] for each in interval)
        for interval in open_intervals(week, start, end)
    ]


@pytest.mark.parametrize(
    ("typed", "zone", "first", "last", "intervals"),
    [
        (
            "mon-fri 09:00-12:00,13:00-17:00",
            "Europe/Sofia",
            "2026-01-02",
            "2026-01-05 14:00",
            [
                "01-02T09:00 01-02T12:00",
                "01-02T13:00 01-02T17:00",
                "01-05T09:00 01-05T12:00",
                "01-05T13:00 01-05T14:00",
            ],
        ),
        (
            "mon 09:00-12:00,12:00-17:00",
            "UTC",
            "2026-01-05",
            "2026-01-06",
            ["01-05T09:00 01-05T17:00"],
        ),
        ("daily 00:00-24:00", "UTC", "2026-01-01", "2026-01-09", ["01-01T00:00 01-09T00:00"]),
        ("sun 22:00-06:00", "UTC", "2026-01-05", "2026-01-06", ["01-05T00:00 01-05T06:00"]),
        ("closed", "UTC", "2026-01-01", "2026-02-01", []),
        ("daily 09:00-17:00", "UTC", "2026-01-01 12:00", "2026-01-01 12:00", []),
        ("sun 03:00-04:00", "Europe/Sofia", "2026-03-29", "2026-03-30", []),
        (
            "sun 02:30-03:30",
            "Europe/Sofia",
            "2026-03-29",
            "2026-03-30",
            ["03-29T02:30 03-29T04:00"],
        ),
        (
            "sun 03:30-05:00",
            "Europe/Sofia",
            "2026-03-29",
            "2026-03-30",
            ["03-29T04:00 03-29T05:00"],
        ),
        (
            "sat 22:00-03:30",
            "Europe/Sofia",
            "2026-03-28",
            "2026-03-30",
            ["03-28T22:00 03-29T04:00"],
        ),
        (
            "sun 03:15-03:45",
            "Europe/Sofia",
            "2026-10-25",
            "2026-10-26",
            ["10-25T03:15 10-25T03:45", "10-25T03:15 10-25T03:45"],
        ),
        (
            "sun 01:30-02:00",
            "Australia/Lord_Howe",
            "2024-04-07",
            "2024-04-08",
            ["04-07T01:30 04-07T02:00"],
        ),
        (
            "thu-sat 22:00-06:00",
            "Pacific/Apia",
            "2011-12-29 12:00",
            "2012-01-01 12:00",
            # At Thursday's midnight the clock goes on at Saturday 00:00, inside Friday's night.
            ["12-29T22:00 12-31T06:00", "12-31T22:00 01-01T06:00"],
        ),
    ],
)
def test_open_intervals_are_what_the_clock_on_the_wall_says(
    typed: str, zone: str, first: str, last: str, intervals: list[str]
) -> None:
    assert written(hours(typed, zone), first, last) == intervals


@pytest.mark.parametrize(
    ("typed", "zone", "date", "length"),
    [
        ("sun 00:00-24:00", "Europe/Sofia", "2026-03-29", 23 * HOUR),
        ("sun 00:00-24:00", "Europe/Sofia", "2026-10-25", 25 * HOUR),
        ("sun 00:00-24:00", "Australia/Lord_Howe", "2024-04-07", 24 * HOUR + 30 * MINUTE),
        ("sun 00:00-24:00", "America/Asuncion", "2024-03-24", 24 * HOUR),
        ("sat 00:00-24:00", "America/Asuncion", "2024-03-23", 25 * HOUR),
        ("sun 00:00-01:00", "America/Asuncion", "2023-10-01", 0),
        ("fri 00:00-24:00", "Pacific/Apia", "2011-12-30", 0),
        ("mon 09:00-17:00", "Asia/Kathmandu", "2024-01-15", 8 * HOUR),
        ("sun 03:00-04:00", "Europe/Sofia", "2026-10-25", 2 * HOUR),
    ],
)
def test_a_day_is_open_as_long_as_its_clock_runs(
    typed: str, zone: str, date: str, length: int
) -> None:
    noon = parse_instant(f"{date} 12:00", zone)

    assert open_time(hours(typed, zone), noon - 2 * DAY, noon + 2 * DAY) == length


@pytest.mark.no_cover  # at full speed; other tests cover the lines
@given(WEEKS, CHANGES, st.integers(-2 * 1_440, 1_440), st.integers(1, 2_880))
def test_intervals_agree_with_a_clock_that_is_read_every_minute(
    ranges: tuple[Range, ...], change: tuple[str, str], shift: int, length: int
) -> None:
    zone, date = change
    week = Week(ranges, zone)
    start = parse_instant(date, "UTC") + shift * MINUTE
    minutes = range(start, start + length * MINUTE, MINUTE)

    intervals = open_intervals(week, start, minutes.stop)

    clock = WallClock(week)
    read = {minute for minute in minutes if clock.is_open(minute)}
    assert {at for first, last in intervals for at in range(first, last, MINUTE)} == read
    assert all(first < last for first, last in intervals)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(intervals))


@given(WEEKS, CHANGES, st.integers(-2 * 1_440, 1_440), st.integers(1, 2_880))
def test_shifts_cover_the_open_intervals(
    ranges: tuple[Range, ...], change: tuple[str, str], later: int, length: int
) -> None:
    zone, date = change
    week = Week(ranges, zone)
    start = parse_instant(date, "UTC") + later * MINUTE
    end = start + length * MINUTE

    found = shifts(week, start, end)

    assert all(each.start < each.end for each in found)
    assert all(each.start < end and each.end > start for each in found)
    assert all(earlier.end <= shift.start for earlier, shift in pairwise(found))
    clipped = [(max(each.start, start), min(each.end, end)) for each in found]
    assert sum(last - first for first, last in clipped) == open_time(week, start, end)


@given(
    WEEKS_WITHOUT_NIGHTS, ORDINARY_CHANGES, st.integers(-2 * 1_440, 1_440), st.integers(1, 5_760)
)
def test_the_first_hours_of_each_local_day_open_its_shift(
    ranges: tuple[Range, ...], change: tuple[str, str], later: int, length: int
) -> None:
    zone, date = change
    week = Week(ranges, zone)
    start = parse_instant(date, "UTC") + later * MINUTE

    found = shifts(week, start, start + length * MINUTE)

    first_of_day = [
        open_time(week, local_days(zone, each.start, each.start)[0], each.start) == 0
        for each in found
    ]
    assert [each.opens for each in found] == first_of_day


def test_a_shift_is_all_ranges_of_one_local_day() -> None:
    week = hours("mon,tue 09:00-12:00,13:00-17:00")
    monday = parse_instant("2026-01-05", "UTC")

    assert shifts(week, monday, monday + 2 * DAY) == (
        Shift(monday + 9 * HOUR, monday + 12 * HOUR, opens=True),
        Shift(monday + 13 * HOUR, monday + 17 * HOUR, opens=False),
        Shift(monday + 33 * HOUR, monday + 36 * HOUR, opens=True),
        Shift(monday + 37 * HOUR, monday + 41 * HOUR, opens=False),
    )


def test_a_shift_that_began_before_the_horizon_keeps_its_start_and_its_place() -> None:
    week = hours("mon 08:00-10:00,22:00-06:00")
    tuesday = parse_instant("2026-01-06 01:00", "UTC")

    assert shifts(week, tuesday, tuesday + HOUR) == (
        Shift(tuesday - 3 * HOUR, tuesday + 5 * HOUR, opens=False),
    )


def test_round_the_clock_is_one_shift_a_day_that_touch_at_midnight() -> None:
    midnight = parse_instant("2026-01-06", "UTC")

    assert shifts(hours("always"), midnight - HOUR, midnight + HOUR) == (
        Shift(midnight - DAY, midnight, opens=True),
        Shift(midnight, midnight + DAY, opens=True),
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (  # The later shift begins when the night's range has run out.
            "mon 22:00-06:00 tue 05:00-09:00",
            ((22, 30, True), (30, 33, True)),
        ),
        (  # A day wholly within the night's range has no shift of its own left.
            "mon 22:00-48:00 tue 09:00-12:00",
            ((22, 48, True),),
        ),
        (
            "mon 09:00-11:00,11:00-12:00",
            ((9, 12, True),),
        ),
    ],
)
def test_shifts_are_disjoint_where_ranges_meet(
    typed: str, found: tuple[tuple[int, int, bool], ...]
) -> None:
    monday = parse_instant("2026-01-05", "UTC")

    assert shifts(hours(typed), monday, monday + 3 * DAY) == tuple(
        Shift(monday + start * HOUR, monday + end * HOUR, opens=opens)
        for start, end, opens in found
    )


def test_a_shift_that_reopens_in_the_repeated_hour_is_still_the_same_shift() -> None:
    week = hours("sat 10:00-27:30", "Europe/Sofia")
    end = parse_instant("2026-10-25 03:30", "Europe/Sofia")

    assert shifts(week, end - DAY, end + DAY) == (
        Shift(parse_instant("2026-10-24 10:00", "Europe/Sofia"), end, opens=True),
        Shift(end + 30 * MINUTE, end + HOUR, opens=False),
    )


def test_the_end_of_a_day_that_comes_again_is_no_new_shift() -> None:
    # At Sunday 00:01 the clock of Newfoundland went back to Saturday 23:01.
    week = hours("sat 20:00-23:30 sun 00:00-01:00", "America/St_Johns")
    midnight = parse_instant("2010-11-07", "America/St_Johns")

    assert shifts(week, midnight - DAY, midnight + DAY) == (
        Shift(midnight - 4 * HOUR, midnight - 30 * MINUTE, opens=True),
        Shift(midnight, midnight + MINUTE, opens=True),
        Shift(midnight + MINUTE, midnight + 30 * MINUTE, opens=False),
        Shift(midnight + HOUR, midnight + 2 * HOUR, opens=False),
    )
