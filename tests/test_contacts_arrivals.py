from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ccadmin.calendars import parse_instant
from ccadmin.contacts.arrivals import LATEST, arrivals


def _read(*texts: str | None, zone: str = "UTC") -> list[int | None]:
    return arrivals(pl.Series("arrived", texts, dtype=pl.String), zone).to_list()


def _ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02T09:15:00Z", "2026-03-02T09:15:00+00:00"),
        ("2026-03-02T09:15:00z", "2026-03-02T09:15:00+00:00"),
        ("2026-03-02t09:15:00Z", "2026-03-02T09:15:00+00:00"),
        ("2026-03-02 09:15:00+02:00", "2026-03-02T07:15:00+00:00"),
        ("2026-03-02T09:15:00 +02:00", "2026-03-02T07:15:00+00:00"),
        ("2026-03-02T09:15:00+0530", "2026-03-02T03:45:00+00:00"),
        ("2026-03-02T09:15:00-03", "2026-03-02T12:15:00+00:00"),
        ("2026-03-02T09:15:00.5Z", "2026-03-02T09:15:00.500+00:00"),
        ("2026-03-02T09:15:00,1239Z", "2026-03-02T09:15:00.123+00:00"),
        ("2026-03-02T09:15Z", "2026-03-02T09:15:00+00:00"),
        ("  2026-03-02 09:15  ", "2026-03-02T09:15:00+02:00"),
        ("2026-03-02T09:15:00", "2026-03-02T09:15:00+02:00"),
        ("2026-07-02T09:15:00.250", "2026-07-02T09:15:00.250+03:00"),
        ("02.03.2026 09:15:00", "2026-03-02T09:15:00+02:00"),
        ("2.3.2026 9:15", "2026-03-02T09:15:00+02:00"),
        (" 25.12.2026, 09:15:30,5 +01:00 ", "2026-12-25T08:15:30.500+00:00"),
    ],
)
def test_a_time_is_read_in_every_usual_way_of_writing_it(text: str, expected: str) -> None:
    assert _read(text, zone="Europe/Sofia") == [_ms(expected)]


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2026-03-02",
        "09:15:00",
        "2026-02-30T09:15:00Z",
        "2026-03-02T24:00:00Z",
        "2026-03-02T09:15:60Z",
        "2026-3-02T09:15:00Z",
        "2026-03-02T09:15:00+24:00",
        "2026-03-02T09:15:00+02:60",
        "2026-03-02T09:15:00 Europe/Sofia",
        "2026-03-02T09:15:00ZZ",
        "3/2/2026 9:15",
        "13.25.2026 09:15",
        "29.2.2026 09:15",
        "2.3.26 9:15",
        "2.3.2026",
        "2.3.2026 24:00",
        "1969-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z",
        "9999-12-31T23:59:59",
        "0001-01-01T00:00:00",
        "",
    ],
)
def test_what_is_no_time_or_out_of_range_is_null(text: str) -> None:
    assert _read(text, zone="Europe/Sofia") == [None]


def test_a_local_time_that_the_clock_repeats_is_its_first_occurrence() -> None:
    assert _read("2026-10-25T03:30:00", zone="Europe/Sofia") == [_ms("2026-10-25T03:30:00+03:00")]


def test_a_local_time_that_the_clock_skips_is_read_with_the_offset_before_the_jump() -> None:
    assert _read("2026-03-29T03:30:00", zone="Europe/Sofia") == [_ms("2026-03-29T03:30:00+02:00")]


def test_layouts_may_be_mixed_in_one_column_and_a_null_stays_null() -> None:
    texts = ("2026-03-02 09:15", None, "2026-03-02T09:15:00Z", "2026-03-02 09:15:00", "x")
    assert _read(*texts) == [1_772_442_900_000, None, *[1_772_442_900_000] * 2, None]


def test_times_of_a_typed_file_are_instants_with_a_zone_and_local_without() -> None:
    moment = datetime(2026, 3, 2, 9, 15, tzinfo=timezone(timedelta(hours=2)))
    zoned = pl.Series("arrived", [moment.astimezone(UTC), None])
    naive = pl.Series("arrived", [moment.replace(tzinfo=None), None])
    expected = [_ms("2026-03-02T09:15:00+02:00"), None]
    assert arrivals(zoned, "UTC").to_list() == expected
    assert arrivals(naive, "Europe/Sofia").to_list() == expected


def test_typed_times_out_of_range_are_null() -> None:
    ancient = pl.Series("arrived", [datetime(1900, 1, 1)])  # noqa: DTZ001 - a wall clock time
    assert arrivals(ancient, "Europe/Sofia").to_list() == [None]


def test_a_column_of_numbers_holds_no_times() -> None:
    assert arrivals(pl.Series("arrived", [1, 2]), "UTC").to_list() == [None, None]


@pytest.mark.no_cover  # at full speed; other tests cover the lines
@settings(deadline=None)
@given(
    st.lists(
        st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2037, 12, 31)),  # noqa: DTZ001 - wall clock times on purpose
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["Europe/Sofia", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata"]),
)
def test_a_column_is_read_as_the_calendars_read_each_time(walls: list[datetime], zone: str) -> None:
    texts = [wall.isoformat(timespec="milliseconds") for wall in walls]
    assert _read(*texts, zone=zone) == [parse_instant(text, zone) for text in texts]


@settings(deadline=None)
@given(st.integers(0, LATEST - 1), st.sampled_from(["UTC", "Europe/Sofia", "America/Caracas"]))
def test_every_instant_written_with_its_offset_is_read_back(instant: int, zone: str) -> None:
    moment = datetime.fromtimestamp(instant / 1000, tz=ZoneInfo(zone))
    whole = moment.replace(microsecond=instant % 1000 * 1000)
    offset = whole.utcoffset()
    assume(offset is not None and not offset % timedelta(minutes=1))
    assert _read(whole.isoformat(timespec="milliseconds")) == [instant]
