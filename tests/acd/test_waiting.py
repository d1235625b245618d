"""Who waits, in which order they are served, and when they give up, worked by hand."""

from __future__ import annotations

import pytest

from ccadmin.engine import Options
from ccadmin.vocabulary import Order

from .story import SECOND, Story, calls, people, team


def test_a_person_freed_in_the_second_in_which_the_caller_would_give_up_takes_the_call() -> None:
    contacts = calls("""
        arrived  talk  patience
              0    30        -1
             10    10        20
             11    10        20
    """)

    assert Story((team("Desk", 0),), people("Ann"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "10: 2 arrives; 2 waits",
        "11: 3 arrives; 3 waits",
        "30: Ann ends 1; Ann takes 2",
        "31: 3 gives up",
        "40: Ann ends 2",
    ]


def test_patience_0_means_answered_in_the_own_offer_or_abandoned() -> None:
    contacts = calls("""
        arrived  talk  patience
              0    30         0
             10    10         0
             30    10         0
    """)

    assert Story((team("Desk", 0),), people("Ann"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "10: 2 arrives; 2 waits; 2 gives up",
        "30: Ann ends 1; 3 arrives; Ann takes 3",
        "40: Ann ends 3",
    ]


def test_a_waiting_contact_is_served_before_one_that_arrives_as_a_person_becomes_free() -> None:
    contacts = calls("""
        arrived  talk
              0    30
             10    10
             30    10
    """)

    assert Story((team("Desk", 0),), people("Ann"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "10: 2 arrives; 2 waits",
        "30: Ann ends 1; Ann takes 2; 3 arrives; 3 waits",
        "40: Ann ends 2; Ann takes 3",
        "50: Ann ends 3",
    ]


def test_strict_order_serves_every_higher_priority_first() -> None:
    contacts = calls("""
        arrived  talk  priority
              0    100        0
             10    10         0
             20    10         1
             90    10         2
             95    10         1
    """)

    assert Story((team("Desk", 0),), people("Ann"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "10: 2 arrives; 2 waits",
        "20: 3 arrives; 3 waits",
        "90: 4 arrives; 4 waits",
        "95: 5 arrives; 5 waits",
        "100: Ann ends 1; Ann takes 4",
        "110: Ann ends 4; Ann takes 3",
        "120: Ann ends 3; Ann takes 5",
        "130: Ann ends 5; Ann takes 2",
        "140: Ann ends 2",
    ]


def test_ageing_order_counts_a_point_of_priority_as_so_many_seconds_of_age() -> None:
    # Ordered by arrival less 30 s a point: 2 at 10, 3 at 20 - 30 = -10, 4 at 90 - 60 = 30,
    # 5 at 70 - 60 = 10, which ties with 2 and comes after it by its row.
    contacts = calls("""
        arrived  talk  priority
              0   100         0
             10    10         0
             20    10         1
             90    10         2
             70    10         2
    """)
    desk = team("Desk", 0, order=Order.AGEING, age_point=30)

    assert Story((desk,), people("Ann"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "10: 2 arrives; 2 waits",
        "20: 3 arrives; 3 waits",
        "70: 5 arrives; 5 waits",
        "90: 4 arrives; 4 waits",
        "100: Ann ends 1; Ann takes 3",
        "110: Ann ends 3; Ann takes 2",
        "120: Ann ends 2; Ann takes 5",
        "130: Ann ends 5; Ann takes 4",
        "140: Ann ends 4",
    ]


def test_an_age_point_of_0_lets_priority_count_for_nothing() -> None:
    contacts = calls("""
        arrived  talk  priority
              0    30         0
             10    10         0
             20    10         9
    """)
    desk = team("Desk", 0, order=Order.AGEING, age_point=0)

    assert Story((desk,), people("Ann"), contacts).tell()[3:] == [
        "30: Ann ends 1; Ann takes 2",
        "40: Ann ends 2; Ann takes 3",
        "50: Ann ends 3",
    ]


def test_across_groups_the_oldest_is_first_whichever_group_it_waits_in() -> None:
    contacts = calls("""
        arrived  group  talk
              0      0    30
             10      1    10
             20      0    10
             25      1    10
    """)
    groups = (team("Sales", 0), team("Help", 0))

    assert Story(groups, people("Ann"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "10: 2 arrives; 2 waits",
        "20: 3 arrives; 3 waits",
        "25: 4 arrives; 4 waits",
        "30: Ann ends 1; Ann takes 2",
        "40: Ann ends 2; Ann takes 3",
        "50: Ann ends 3; Ann takes 4",
        "60: Ann ends 4",
    ]


def test_a_group_of_more_weight_goes_before_priority_and_age() -> None:
    contacts = calls("""
        arrived  group  talk  priority
              0      0    30         0
             10      0    10         9
             20      1    10         0
    """)
    groups = (team("Sales", 0), team("Help", 0, weight=1))

    assert Story(groups, people("Ann"), contacts).tell()[3:] == [
        "30: Ann ends 1; Ann takes 3",
        "40: Ann ends 3; Ann takes 2",
        "50: Ann ends 2",
    ]


def test_people_freed_together_are_paired_by_rank_and_not_by_who_ends_first() -> None:
    # At 30 Ann and Ben are free. 3 ranks first, both may take it and were freed together, so
    # position says Ann; Ben is left for 4, which only he may take.
    contacts = calls("""
        arrived  group  talk
              0      0    30
              0      1    30
             10      0    10
             20      1    10
    """)
    groups = (team("Sales", 0, 1), team("Help", 1))

    assert Story(groups, people("Ann", "Ben"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1; 2 arrives; Ben takes 2",
        "10: 3 arrives; 3 waits",
        "20: 4 arrives; 4 waits",
        "30: Ann ends 1; Ben ends 2; Ann takes 3; Ben takes 4",
        "40: Ann ends 3; Ben ends 4",
    ]


def test_contacts_of_one_instant_come_in_file_order_and_a_talk_of_0_ends_between_them() -> None:
    contacts = calls("""
        arrived  talk
              5     0
              5    10
              0     5
    """)

    assert Story((team("Desk", 0),), people("Ann"), contacts).tell() == [
        "0: 3 arrives; Ann takes 3",
        "5: Ann ends 3; 1 arrives; Ann takes 1; Ann ends 1; 2 arrives; Ann takes 2",
        "15: Ann ends 2",
    ]


@pytest.mark.parametrize("compiled", [False, None])
@pytest.mark.parametrize("group", [0, 30, 31, 33, 61, 62, 149])
def test_whoever_waits_alone_in_one_of_very_many_groups_is_seen_by_whom_becomes_free(
    group: int, *, compiled: bool | None
) -> None:
    contacts = calls(f"""
        arrived  group    talk
              0  {group}    30
             10  {group}    30
    """)
    groups = tuple(team(f"Desk {number}", number) for number in range(150))
    story = Story(groups, people(*(f"Person {number}" for number in range(150))), contacts)

    outcomes = story.outcomes(Options(compiled=compiled))

    assert list(outcomes.answered) == [0, 30 * SECOND]
