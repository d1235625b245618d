"""What the clock reads: zones, local days and report rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccadmin.calendars import (
    format_instant,
    local_days,
    local_intervals,
    parse_instant,
    parse_zone,
)
from ccadmin.calendars.zones import DAY, MINUTE, stretches
from ccadmin.errors import RuleError

ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/Sofia",
        "America/New_York",
        "America/St_Johns",
        "America/Asuncion",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Apia",
    ]
)
SINCE_1975 = st.integers(160_000_000_000, 4_000_000_000_000)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Sofia", "Europe/Sofia"),
        ("europe/sofia", "Europe/Sofia"),
        (" utc ", "UTC"),
        ("AMERICA/MONTREAL", "America/Montreal"),
        ("etc/gmt+5", "Etc/GMT+5"),
    ],
)
def test_a_zone_is_known_in_any_spelling(typed: str, zone: str) -> None:
    assert parse_zone(typed) == zone


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Sofia", 'did you mean "Europe/Sofia"?'),
        ("new york", 'did you mean "America/New_York"?'),
        ("Europe/Sofa", 'did you mean "Europe/Sofia"?'),
        ("+02:00", 'use a name of the IANA database, such as "Europe/Sofia" or "UTC"'),
        ("", 'use a name of the IANA database, such as "Europe/Sofia" or "UTC"'),
        ("../../etc/passwd", 'use a name of the IANA database, such as "Europe/Sofia" or "UTC"'),
    ],
)
def test_an_unknown_zone_is_refused_with_the_nearest_name(typed: str, hint: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_zone(typed)

    error = refused.value
    assert (error.code, error.message, error.hint) == (
        "unknown-zone",
        f'"{typed}" is not a time zone',
        hint,
    )


@pytest.mark.parametrize(
    ("zone", "first", "last", "starts"),
    [
        ("UTC", "2026-01-01 12:00", "2026-01-02", ["2026-01-01T00:00:00Z"]),
        (
            "Europe/Sofia",
            "2026-10-24 12:00",
            "2026-10-26 00:01",
            ["2026-10-24T00:00:00+03:00", "2026-10-25T00:00:00+03:00", "2026-10-26T00:00:00+02:00"],
        ),
        (
            "America/Asuncion",
            "2023-09-30",
            "2023-10-02 12:00",
            ["2023-09-30T00:00:00-04:00", "2023-10-01T01:00:00-03:00", "2023-10-02T00:00:00-03:00"],
        ),
        (
            "Pacific/Apia",
            "2011-12-29 23:00",
            "2012-01-01",
            ["2011-12-29T00:00:00-10:00", "2011-12-31T00:00:00+14:00"],
        ),
        (  # At 00:01 the clock goes back to 23:01 of the day before.
            "America/St_Johns",
            "2010-11-06 12:00",
            "2010-11-07 12:00",
            ["2010-11-06T00:00:00-02:30", "2010-11-07T00:00:00-02:30"],
        ),
    ],
)
def test_days_start_when_the_clock_first_reads_them(
    zone: str, first: str, last: str, starts: list[str]
) -> None:
    days = local_days(zone, parse_instant(first, zone), parse_instant(last, zone))

    assert [format_instant(day, zone) for day in days] == starts


@given(ZONES, SINCE_1975, st.integers(0, 20 * DAY))
def test_each_instant_lies_in_the_day_that_its_clock_reads(
    zone: str, start: int, length: int
) -> None:
    days = local_days(zone, start, start + length)

    assert list(days) == sorted(set(days))
    assert days[0] <= start
    assert all(start < day < start + length for day in days[1:])
    dates = [reading(zone, day).date() for day in days]
    assert dates == sorted(set(dates))
    # A clock that goes back over midnight repeats the end of a day that is already over.
    assert reading(zone, start).date() in {dates[0], dates[0] - timedelta(days=1)}


@pytest.mark.parametrize(
    ("zone", "minutes", "first", "last", "starts"),
    [
        ("UTC", 30, "2026-01-01 00:10", "2026-01-01 00:40", ["00:00+00:00", "00:30+00:00"]),
        ("UTC", 60, "2026-01-01 00:10", "2026-01-01 00:10", ["00:00+00:00"]),
        (
            "Asia/Kathmandu",
            60,
            "2026-01-01 09:00",
            "2026-01-01 10:01",
            ["09:00+05:45", "10:00+05:45"],
        ),
        (
            "Australia/Lord_Howe",
            60,
            "2024-04-07 01:00",
            "2024-04-07 03:00",
            ["01:00+11:00", "01:30+10:30", "02:00+10:30"],
        ),
        (
            "Australia/Lord_Howe",
            60,
            "2024-10-06 01:00",
            "2024-10-06 04:00",
            ["01:00+10:30", "02:30+11:00", "03:00+11:00"],
        ),
        (
            "Europe/Sofia",
            15,
            "2026-03-29 02:45",
            "2026-03-29 04:15",
            ["02:45+02:00", "04:00+03:00"],
        ),
        ("Pacific/Apia", 1_440, "2011-12-29", "2012-01-01", ["00:00-10:00", "00:00+14:00"]),
    ],
)
def test_report_rows_follow_the_clock(
    zone: str, minutes: int, first: str, last: str, starts: list[str]
) -> None:
    rows = local_intervals(
        zone, parse_instant(first, zone), parse_instant(last, zone), minutes=minutes
    )

    moments = [reading(zone, row) for row in rows]
    assert [moment.isoformat(timespec="minutes")[11:] for moment in moments] == starts


@given(ZONES, SINCE_1975, st.integers(1, 3 * DAY), st.sampled_from([15, 30, 60]))
def test_no_report_row_is_longer_than_asked_for(
    zone: str, start: int, length: int, minutes: int
) -> None:
    rows = local_intervals(zone, start, start + length, minutes=minutes)

    bounds = [*rows, start + length]
    lengths = [last - first for first, last in pairwise(bounds)]
    assert rows[0] <= start
    assert all(0 < each <= minutes * MINUTE for each in lengths)


@pytest.mark.parametrize("minutes", [-60, 0, 7, 2_880])
def test_rows_that_do_not_fill_a_day_are_refused(minutes: int) -> None:
    with pytest.raises(RuleError) as refused:
        local_intervals("UTC", 0, DAY, minutes=minutes)

    assert (refused.value.code, refused.value.hint) == ("bad-interval", "use 15, 30 or 60")


def test_offsets_change_where_the_database_says() -> None:
    start, end = (parse_instant(f"2024-{month}", "UTC") for month in ("01-01", "12-31"))

    changes = [format_instant(each.start) for each in stretches("Africa/Casablanca", start, end)]

    assert changes == ["2024-01-01T00:00:00Z", "2024-03-10T02:00:00Z", "2024-04-14T02:00:00Z"]


@given(ZONES, st.integers(-(10**14), 3 * 10**14), st.integers(1, 2_000 * DAY))
def test_stretches_cover_the_time_line_without_a_gap(zone: str, start: int, length: int) -> None:
    found = stretches(zone, start, start + length)

    assert (found[0].start, found[-1].end) == (start, start + length)
    for earlier, later in pairwise(found):
        assert earlier.end == later.start
        assert earlier.offset != later.offset


def reading(zone: str, instant: int) -> datetime:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)).astimezone(
        ZoneInfo(zone)
    )
