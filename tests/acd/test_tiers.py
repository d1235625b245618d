"""Tiers and tier-wait, worked by hand."""

from __future__ import annotations

from ccadmin.engine import Member
from ccadmin.vocabulary import Strategy

from .story import Story, calls, people, team


def test_without_tier_wait_a_higher_tier_serves_as_soon_as_no_lower_one_can() -> None:
    contacts = calls("""
        arrived  talk
              0    30
             10    10
             25    10
    """)
    desk = team("Desk", Member(0, tier=2), Member(1, tier=1))

    assert Story((desk,), people("Ann", "Ben"), contacts).tell() == [
        "0: 1 arrives; Ben takes 1",  # the lower tier goes before position
        "10: 2 arrives; Ann takes 2",
        "20: Ann ends 2",
        "25: 3 arrives; Ann takes 3",
        "30: Ben ends 1",
        "35: Ann ends 3",
    ]


def test_tier_n_opens_n_minus_1_waits_after_joining() -> None:
    contacts = calls("""
        arrived  talk
              0    60
             10    10
             15    10
    """)
    desk = team("Desk", Member(0, tier=1), Member(1, tier=3), tier_wait=10)

    # Contact 2 meets no one of tier 2, and tier 3 opens 20 s after it came.
    assert Story((desk,), people("Ann", "Ben"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "10: 2 arrives; 2 waits",
        "15: 3 arrives; 3 waits",
        "30: 2 may go up; Ben takes 2",
        "35: 3 may go up",
        "40: Ben ends 2; Ben takes 3",
        "50: Ben ends 3",
        "60: Ann ends 1",
    ]


def test_the_first_contact_whose_tier_is_open_need_not_be_the_first_of_the_queue() -> None:
    # When Ben of tier 2 is free at 25, the urgent 4 may not go to him before 34; 3 may.
    contacts = calls("""
        arrived  talk  priority
              0    60         0
              0    25         0
              5    10         0
             24    10         5
    """)
    desk = team("Desk", Member(0, tier=1), Member(1, tier=2), tier_wait=10)
    other = team("Other", 1)
    contacts.group[1] = 1  # type: ignore[index]  # the table gives lists

    assert Story((desk, other), people("Ann", "Ben"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1; 2 arrives; Ben takes 2",
        "5: 3 arrives; 3 waits",
        "15: 3 may go up",
        "24: 4 arrives; 4 waits",
        "25: Ben ends 2; Ben takes 3",
        "34: 4 may go up",
        "35: Ben ends 3; Ben takes 4",
        "45: Ben ends 4",
        "60: Ann ends 1",
    ]


def test_a_tier_that_opens_as_patience_ends_is_in_time() -> None:
    contacts = calls("""
        arrived  talk  patience
              0    60        -1
             10    10        10
    """)
    desk = team("Desk", Member(0, tier=1), Member(1, tier=2), tier_wait=10)

    assert Story((desk,), people("Ann", "Ben"), contacts).tell()[2:] == [
        "20: 2 may go up; Ben takes 2",
        "30: Ben ends 2",
        "60: Ann ends 1",
    ]


def test_round_robin_turns_in_each_tier_by_itself() -> None:
    contacts = calls("""
        arrived  talk
              0    10
              1    20
              2    10
             20    10
             40    10
    """)
    desk = team(
        "Desk",
        Member(0, tier=1),
        Member(1, tier=1),
        Member(2, tier=2),
        strategy=Strategy.ROUND_ROBIN,
    )

    # Cy, the last one offered at 2, stands behind Ben; tier 1 goes on after Ben all the same.
    assert Story((desk,), people("Ann", "Ben", "Cy"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "1: 2 arrives; Ben takes 2",
        "2: 3 arrives; Cy takes 3",
        "10: Ann ends 1",
        "12: Cy ends 3",
        "20: 4 arrives; Ann takes 4",
        "21: Ben ends 2",
        "30: Ann ends 4",
        "40: 5 arrives; Ben takes 5",
        "50: Ben ends 5",
    ]
