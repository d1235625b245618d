"""Hours as people type them, and the text in which they read them back."""

from __future__ import annotations

import pytest
from hypothesis import given

from ccadmin.calendars import Range, Week, format_week, parse_week
from ccadmin.errors import ProblemsError, RuleError
from tests.calendars.weeks import WEEKS

START_UP = "write days, then ranges: mon-fri 09:00-12:00,13:00-17:00 sat 10:00-14:00"
IN_TURN = "the later hours begin when the earlier ones end"


def canonical(text: str) -> str:
    return format_week(parse_week(text.split(" "), zone="UTC")[0].ranges)


def test_days_and_ranges_become_minutes_of_weekdays() -> None:
    week, notes = parse_week(
        ["fri-sat", "09:00-12:00,22:00-06:00", "sun", "10:00-24:00"], zone="Europe/Sofia"
    )

    assert week == Week(
        (
            Range(4, 540, 720),
            Range(4, 1_320, 1_800),
            Range(5, 540, 720),
            Range(5, 1_320, 1_800),
            Range(6, 600, 1_440),
        ),
        "Europe/Sofia",
    )
    assert notes == ()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("mon-fri 9:00-12:00 sat 10:00-14:00", "mon-fri 09:00-12:00; sat 10:00-14:00"),
        ("mon-fri 9:00-12:00; sat 10:00-14:00", "mon-fri 09:00-12:00; sat 10:00-14:00"),
        ("MON-Fri 9:00-17:00", "mon-fri 09:00-17:00"),
        ("monday-thurs 09:00-17:00", "mon-thu 09:00-17:00"),
        ("mon, wed 09:00-17:00", "mon,wed 09:00-17:00"),
        ("sun-tue 09:00-17:00", "mon,tue,sun 09:00-17:00"),
        ("daily 00:00-24:00", "daily 00:00-24:00"),
        ("mon-sun 08:00-20:00", "daily 08:00-20:00"),
        ("weekdays 08:00-20:00 weekend 10:00-14:00", "mon-fri 08:00-20:00; sat,sun 10:00-14:00"),
        ("sat 10:00 \N{EN DASH} 14:00", "sat 10:00-14:00"),
        ("mon 09:00-12:00 13:00-17:00", "mon 09:00-12:00,13:00-17:00"),
        ("mon 09:00-12:00, 13:00-17:00", "mon 09:00-12:00,13:00-17:00"),
        ("mon 13:00-17:00,09:00-12:00", "mon 09:00-12:00,13:00-17:00"),
        ("mon 22:00-06:00", "mon 22:00-06:00"),
        ("mon 22:00-00:00", "mon 22:00-24:00"),
        ("mon 22:00-30:00", "mon 22:00-06:00"),
        ("mon 22:00-46:00", "mon 22:00-46:00"),
        ("tue 23:59-48:00", "tue 23:59-48:00"),
        ("mon 00:00-48:00", "mon 00:00-48:00"),
        ("mon 09:00-12:00,12:00-17:00", "mon 09:00-12:00,12:00-17:00"),
        ("mon 09:00-17:00 sun closed", "mon 09:00-17:00"),
        ("closed", "closed"),
        ("Always", "daily 00:00-24:00"),
        ("sat always", "sat 00:00-24:00"),
    ],
)
def test_what_is_typed_reads_back_in_short_form(typed: str, read: str) -> None:
    assert canonical(typed) == read


@given(WEEKS)
def test_the_short_form_reads_back_as_the_same_week(ranges: tuple[Range, ...]) -> None:
    week, _ = parse_week([format_week(ranges)], zone="UTC")

    again, notes = parse_week(format_week(week.ranges).split(), zone="UTC")

    assert again == week
    assert not [note for note in notes if "overlap" in note]


@pytest.mark.parametrize(
    ("typed", "read", "notes"),
    [
        (
            "mon-fri 09:00-12:00,11:00-14:00",
            "mon-fri 09:00-14:00",
            ("mon-fri: 09:00-12:00,11:00-14:00 overlap and are read as 09:00-14:00",),
        ),
        (
            "daily 09:00-17:00 wed 12:00-13:00",
            "daily 09:00-17:00",
            ("wed: 09:00-17:00,12:00-13:00 overlap and are read as 09:00-17:00",),
        ),
        (
            "sun 22:00-06:00 mon 05:00-09:00",
            "mon 05:00-09:00; sun 22:00-06:00",
            (f"sun 22:00-06:00 runs into mon 05:00-09:00: {IN_TURN}",),
        ),
        ("mon 22:00-06:00 tue 06:00-09:00", "mon 22:00-06:00; tue 06:00-09:00", ()),
    ],
)
def test_what_is_read_otherwise_than_written_is_said(
    typed: str, read: str, notes: tuple[str, ...]
) -> None:
    week, said = parse_week([typed], zone="UTC")

    assert (format_week(week.ranges), said) == (read, notes)


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("", '"" is not a week of hours', START_UP),
        ("mon", '"mon" is not followed by its ranges', START_UP),
        ("mon tue 09:00-10:00", '"mon" is not followed by its ranges', START_UP),
        ("09:00-17:00", '"09:00-17:00" is not a day, with which hours begin', START_UP),
        ("mondey 09:00-10:00", '"mondey" is not a day of the week', 'did you mean "monday"?'),
        ("mo 09:00-10:00", '"mo" is not a day of the week', 'did you mean "mon"?'),
        ("mon,,tue 09:00-10:00", '"mon,,tue" is not a day of the week', START_UP),
        ("mon 9-17", '"9-17" is not a range of times such as "09:00-17:00"', START_UP),
        (
            "mon 09:60-17:00",
            '"09:60-17:00" is not a range of times such as "09:00-17:00"',
            START_UP,
        ),
        ("mon 09:00", '"09:00" is not a range of times such as "09:00-17:00"', START_UP),
        ("mon 24:00-26:00", '"24:00-26:00" is not a range that starts before 24:00', START_UP),
        ("mon 10:00-48:01", '"10:00-48:01" is not a range that ends by 48:00', START_UP),
        (
            "mon 00:00-00:00",
            '"00:00-00:00" is not a range, because it ends where it starts',
            'for a whole day write "00:00-24:00", for none "closed"',
        ),
        (
            "wed closed daily 09:00-17:00",
            '"wed" is not a day that can be both open and closed',
            START_UP,
        ),
    ],
)
def test_a_mistake_is_named_with_the_way_out(typed: str, message: str, hint: str) -> None:
    with pytest.raises(RuleError) as refused:
        parse_week([typed], zone="UTC")

    error = refused.value
    assert (error.code, error.message, error.hint) == ("bad-hours", message, hint)


def test_all_mistakes_are_named_at_once() -> None:
    with pytest.raises(ProblemsError) as refused:
        parse_week(["mun", "09:00-09:00,25:00-26:00", "fri"], zone="UTC")

    assert refused.value.message == "the hours have 4 problems"
    assert [str(problem) for problem in refused.value.problems] == [
        'hours: days: "mun" is not a day of the week',
        'hours: ranges: "09:00-09:00" is not a range, because it ends where it starts',
        'hours: ranges: "25:00-26:00" is not a range that starts before 24:00',
        'hours: days: "fri" is not followed by its ranges',
    ]


@pytest.mark.parametrize(
    ("weekday", "start", "end"),
    [(-1, 0, 60), (7, 0, 60), (0, -1, 60), (0, 1_440, 1_500), (0, 60, 60), (0, 60, 2_881)],
)
def test_a_range_out_of_bounds_is_no_value(weekday: int, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no range"):
        Range(weekday, start, end)
