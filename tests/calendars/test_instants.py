"""Instants and durations as people type and read them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccadmin.calendars import format_duration, format_instant, parse_duration, parse_instant
from ccadmin.errors import RuleError

# From 1970 on: older offsets hold seconds, which RFC 3339 cannot write.
CENTURIES = st.integers(0, 30_000_000_000_000)


@pytest.mark.parametrize(
    ("typed", "zone", "instant"),
    [
        ("2026-03-30T09:00+03:00", "UTC", "2026-03-30T06:00:00Z"),
        ("2026-03-30T09:00:00Z", "Europe/Sofia", "2026-03-30T09:00:00Z"),
        ("2026-03-30T09:00:00.25+0530", "UTC", "2026-03-30T03:30:00.250Z"),
        ("2026-03-30 09:00", "Europe/Sofia", "2026-03-30T06:00:00Z"),
        (" 2026-03-30 ", "Asia/Kathmandu", "2026-03-29T18:15:00Z"),
        ("20260330T0900", "UTC", "2026-03-30T09:00:00Z"),
        ("2026-W14-1", "UTC", "2026-03-30T00:00:00Z"),
        ("2026-089", "UTC", "2026-03-30T00:00:00Z"),
        ("2026-03-29 03:30", "Europe/Sofia", "2026-03-29T01:30:00Z"),
        ("2026-10-25 03:30", "Europe/Sofia", "2026-10-25T00:30:00Z"),
        ("2024-10-06 02:15", "Australia/Lord_Howe", "2024-10-05T15:45:00Z"),
        ("2023-10-01", "America/Asuncion", "2023-10-01T04:00:00Z"),
        ("2011-12-30 12:00", "Pacific/Apia", "2011-12-30T22:00:00Z"),
        ("9999-12-30", "Pacific/Kiritimati", "9999-12-29T10:00:00Z"),
        ("0001-01-03", "America/New_York", "0001-01-03T04:56:02Z"),
    ],
)
def test_an_instant_is_read_in_its_zone(typed: str, zone: str, instant: str) -> None:
    assert format_instant(parse_instant(typed, zone)) == instant


def test_now_is_the_given_instant_or_the_clock() -> None:
    before = time.time_ns() // 1_000_000
    read = parse_instant("Now", "UTC")

    assert parse_instant("now", "UTC", now=7) == 7
    assert before <= read <= time.time_ns() // 1_000_000


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "2026",
        "2026-03",
        "1700000000",
        "09:00",
        "P1D",
        "2026-02-30",
        "2026-03-30T25:00",
        "2026-03-30T09:00+25:00",
        "2026-03-30 09:00 banana",
        "2026-03-30/2026-03-31",
        "30.03.2026",
    ],
)
def test_what_is_no_instant_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_instant(typed, "UTC")

    error = refused.value
    assert (error.code, error.message, error.hint) == (
        "bad-instant",
        f'"{typed}" is not a date and time',
        'write "2026-03-30 09:00", "2026-03-30T09:00+03:00", "2026-03-30" or "now"',
    )


@pytest.mark.parametrize("typed", ["0001-01-01", "9999-12-31T23:59:59Z"])
def test_an_instant_that_some_zone_could_not_write_is_refused(typed: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_instant(typed, "UTC")

    assert refused.value.message == f'"{typed}" is at the very edge of the calendar'


@pytest.mark.parametrize(
    ("instant", "zone", "text"),
    [
        (0, "UTC", "1970-01-01T00:00:00Z"),
        (1, "UTC", "1970-01-01T00:00:00.001Z"),
        (-1, "Etc/UTC", "1969-12-31T23:59:59.999+00:00"),
        (0, "Asia/Kathmandu", "1970-01-01T05:30:00+05:30"),
    ],
)
def test_an_instant_is_written_as_rfc_3339(instant: int, zone: str, text: str) -> None:
    assert format_instant(instant, zone) == text


@given(CENTURIES, st.sampled_from(["UTC", "Europe/Sofia", "Pacific/Apia", "Asia/Kathmandu"]))
def test_a_written_instant_reads_back(instant: int, zone: str) -> None:
    assert parse_instant(format_instant(instant, zone), "America/New_York") == instant


@pytest.mark.parametrize(
    ("typed", "duration"),
    [
        ("0", 0),
        ("90", 90_000),
        ("7.5", 7_500),
        ("0.001", 1),
        ("1:30", 90_000),
        ("90:00", 5_400_000),
        ("0:02:00", 120_000),
        ("100:00:00", 360_000_000),
        ("0:00:07.25", 7_250),
        ("2m", 120_000),
        ("1h", 3_600_000),
        ("1H30M", 5_400_000),
        ("1m 30s", 90_000),
        ("500ms", 500),
    ],
)
def test_a_duration_is_read_in_each_of_its_forms(typed: str, duration: int) -> None:
    assert parse_duration(typed) == duration


@pytest.mark.parametrize(
    "typed",
    ["", "-1", "1:60", "1:2", "0:60:00", "1.2345", "h", "1d", "ten", "9" * 15, "9" * 5_000, "1e3"],
)
def test_what_is_no_duration_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_duration(typed)

    error = refused.value
    assert (error.code, error.message, error.hint) == (
        "bad-duration",
        f'"{typed}" is not a duration',
        'write seconds ("90"), minutes and seconds ("1:30"), "0:02:00", "2m" or "1h30m"',
    )


@pytest.mark.parametrize(
    ("duration", "text"),
    [(0, "0:00:00"), (7_250, "0:00:07.250"), (360_000_000, "100:00:00"), (-90_000, "-0:01:30")],
)
def test_a_duration_is_written_as_hours_minutes_and_seconds(duration: int, text: str) -> None:
    assert format_duration(duration) == text


@given(st.integers(0, 10**12))
def test_a_written_duration_reads_back(duration: int) -> None:
    assert parse_duration(format_duration(duration)) == duration
