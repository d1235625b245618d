"""Wrap-up: whose it is, whom it blocks, and what it does to longest-idle; worked by hand."""

from __future__ import annotations

from ccadmin.engine import Member
from ccadmin.vocabulary import Scope

from .story import SECOND, Story, calls, people, team


def test_the_contacts_wrap_up_goes_before_the_memberships_and_that_before_the_groups() -> None:
    contacts = calls("""
        arrived  talk  wrap_up
              0    10       -1
              0    10       -1
              0    10        3
              0    10        0
    """)
    desk = team("Desk", 0, Member(1, wrap_up=7 * SECOND), 2, 3, wrap_up=5)
    story = Story((desk,), people("Ann", "Ben", "Cy", "Dee"), contacts)

    assert story.tell()[1:] == [
        "10: Ann ends 1; Ben ends 2; Cy ends 3; Dee ends 4",
        "13: Cy is done with Desk",
        "15: Ann is done with Desk",
        "17: Ben is done with Desk",
    ]
    assert list(story.outcomes().wrap_up) == [5 * SECOND, 7 * SECOND, 3 * SECOND, 0]


def test_with_scope_agent_wrap_up_keeps_from_all_groups() -> None:
    contacts = calls("""
        arrived  group  talk
              0      0    10
              5      1    10
    """)
    groups = (team("Sales", 0, wrap_up=20), team("Help", 0))

    assert Story(groups, people("Ann"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "5: 2 arrives; 2 waits",
        "10: Ann ends 1",
        "30: Ann is done with Sales; Ann takes 2",
        "40: Ann ends 2",
    ]


def test_with_scope_group_wrap_up_keeps_from_that_group_only() -> None:
    contacts = calls("""
        arrived  group  talk
              0      0    10
              2      0    10
              5      1    10
    """)
    groups = (team("Sales", 0, wrap_up=20, wrap_up_scope=Scope.GROUP), team("Help", 0))

    # From 10 to 30 Ann works after call 1 and may take Help's calls, not Sales'.
    assert Story(groups, people("Ann"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "2: 2 arrives; 2 waits",
        "5: 3 arrives; 3 waits",
        "10: Ann ends 1; Ann takes 3",
        "20: Ann ends 3",
        "30: Ann is done with Sales; Ann takes 2",
        "40: Ann ends 2",
        "60: Ann is done with Sales",
    ]


def test_wrap_up_for_one_group_that_ends_while_idle_is_the_last_release() -> None:
    contacts = calls("""
        arrived  group  talk
              0      0    10
              0      1    20
             40      1    10
    """)
    groups = (team("Sales", 0, wrap_up=20, wrap_up_scope=Scope.GROUP), team("Help", 1, 0))

    # Ann was free for Help from 10, Ben from 20; but her wrap-up for Sales ended at 30.
    assert Story(groups, people("Ann", "Ben"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1; 2 arrives; Ben takes 2",
        "10: Ann ends 1",
        "20: Ben ends 2",
        "30: Ann is done with Sales",
        "40: 3 arrives; Ben takes 3",
        "50: Ben ends 3",
    ]


def test_longest_idle_counts_from_the_end_of_wrap_up() -> None:
    contacts = calls("""
        arrived  talk  wrap_up
              0    10       30
              0    20        0
             50    10        0
    """)

    assert Story((team("Desk", 0, 1),), people("Ann", "Ben"), contacts).tell()[1:] == [
        "10: Ann ends 1",
        "20: Ben ends 2",
        "40: Ann is done with Desk",
        "50: 3 arrives; Ben takes 3",
        "60: Ben ends 3",
    ]


def test_wrap_ups_after_one_contact_that_end_at_once_end_in_the_order_of_the_agents() -> None:
    # Ann talks until 5 and works on for 9 s, Ben talks until 10 and works on for 4 s.
    contacts = calls("""
        arrived  talk  level
              0     5      1
    """)
    groups = (team("Desk", 0, wrap_up=9, escalates_to=1), team("Back office", 1, wrap_up=4))

    assert Story(groups, people("Ann", "Ben"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "5: Ann ends 1; 1 goes up from Desk; 1 waits; Ben takes 1",
        "10: Ben ends 1",
        "14: Ann is done with Desk; Ben is done with Back office",
    ]


def test_at_one_instant_talks_end_first_and_then_wrap_ups_of_any_length_by_contact() -> None:
    # Ann's is as long as usual, Dee's as long as usual for her, and Ben's as call 2 asks.
    contacts = calls("""
        arrived  talk  wrap_up
              0    10       -1
              0    12        3
              0    15       -1
              0     8       -1
    """)
    desk = team("Desk", 0, 1, 2, Member(3, wrap_up=7 * SECOND), wrap_up=5)

    assert Story((desk,), people("Ann", "Ben", "Cy", "Dee"), contacts).tell()[1:] == [
        "8: Dee ends 4",
        "10: Ann ends 1",
        "12: Ben ends 2",
        "15: Cy ends 3; Ann is done with Desk; Ben is done with Desk; Dee is done with Desk",
        "20: Cy is done with Desk",
    ]


def test_wrap_ups_that_keep_from_everything_end_before_those_that_began_with_them() -> None:
    # Ann's and Cy's are for Sales only, and equally long: Ben's is noted between them.
    contacts = calls("""
        arrived  group  talk
              0      0    10
              0      1    10
              0      0    10
    """)
    groups = (
        team("Sales", 0, 2, wrap_up=5, wrap_up_scope=Scope.GROUP),
        team("Help", 1, wrap_up=5),
    )

    assert Story(groups, people("Ann", "Ben", "Cy"), contacts).tell()[1:] == [
        "10: Ann ends 1; Ben ends 2; Cy ends 3",
        "15: Ben is done with Help; Ann is done with Sales; Cy is done with Sales",
    ]
