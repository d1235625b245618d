"""Weeks and clock changes to try them on."""

from __future__ import annotations

from hypothesis import strategies as st

from ccadmin.calendars import Range, Week, parse_week

CHANGES = st.sampled_from(
    [
        ("Europe/Sofia", "2026-03-29"),
        ("Europe/Sofia", "2026-10-25"),
        ("America/New_York", "2026-11-01"),
        ("Australia/Lord_Howe", "2024-04-07"),
        ("Australia/Lord_Howe", "2024-10-06"),
        ("Pacific/Apia", "2011-12-31"),
        ("America/Asuncion", "2023-10-01"),
        ("America/Asuncion", "2024-03-24"),
        ("America/St_Johns", "2010-11-07"),
        ("Africa/Casablanca", "2024-03-10"),
        ("Asia/Kathmandu", "2024-01-15"),
        ("UTC", "9999-12-25"),
    ]
)
"""A zone, and a date beside one of its clock changes if it has any."""
_RANGES = st.builds(
    lambda weekday, start, length: Range(weekday, start, min(start + length, 2_880)),
    st.integers(0, 6),
    st.integers(0, 1_439),
    st.integers(1, 2_880),
)
WEEKS = st.lists(_RANGES, max_size=10).map(tuple)
ORDINARY_CHANGES = CHANGES.filter(lambda change: change[0] != "America/St_Johns")
"""Without a place whose clock reads the end of a day once more after the next has begun."""
WEEKS_WITHOUT_NIGHTS = st.lists(
    _RANGES.map(lambda each: Range(each.weekday, each.start, min(each.end, 1_440))), max_size=10
).map(tuple)
"""Every range ends by midnight."""


def hours(text: str, zone: str = "UTC") -> Week:
    return parse_week(text.split(), zone=zone)[0]
