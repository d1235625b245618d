"""Who is listed as ready, by hand: lists are put right only when somebody looks at them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ccadmin.vocabulary import Channel, Strategy, Window

from .story import Story, calls, people, team

if TYPE_CHECKING:
    from ccadmin.engine import Agent, Contacts

BILLING, ENGLISH = 0, 1


def skilled(**skills: tuple[int, int]) -> tuple[Agent, ...]:
    """People of these names, each with a proficiency in billing and one in English."""
    return tuple(
        replace(agent, skills={BILLING: skills[agent.name][0], ENGLISH: skills[agent.name][1]})
        for agent in people(*skills)
    )


def asking(contacts: Contacts) -> Contacts:
    """Contacts some of which require billing of 2 at least."""
    return replace(contacts, requirements=(((BILLING, 2),),))


def test_whoever_has_less_in_hand_again_goes_before_those_he_stood_behind() -> None:
    contacts = replace(
        calls("""
            arrived  talk
                  0    20
                  1    99
                  2    18
                  3    97
                  4    16
                  5    10
                 25    10
        """),
        channel=[tuple(Channel).index(Channel.CHAT)] * 7,
    )
    agents = tuple(replace(agent, capacity=4) for agent in people("Ann", "Ben"))

    desk = team("Desk", 0, 1, strategy=Strategy.LEAST_LOADED)
    assert Story((desk,), agents, contacts).tell()[:9] == [
        "0: 1 arrives; Ann takes 1",
        "1: 2 arrives; Ben takes 2",
        "2: 3 arrives; Ann takes 3",
        "3: 4 arrives; Ben takes 4",
        "4: 5 arrives; Ann takes 5",
        "5: 6 arrives; Ben takes 6",  # 3/4 and 2/4
        "15: Ben ends 6",
        "20: Ann ends 1; Ann ends 3; Ann ends 5",
        "25: 7 arrives; Ann takes 7",  # 0 and 2/4
    ]


def test_whoever_counts_from_0_in_a_new_shift_goes_before_those_he_stood_behind() -> None:
    contacts = calls("""
        arrived  group  talk
              0      0     5
              1      0     2
              4      1    40
             10      0     5
             20      0     5
             30      0     5
             45      0     2
             70      0     5
             71      0     5
    """)
    desk = team("Desk", 0, 1, strategy=Strategy.CALL_COUNT, window=Window.SHIFT)
    agents = people("Ann", "Ben", Ann=[(0, 50), (60, 90)])

    assert Story((desk, team("Help", 1)), agents, contacts).tell() == [
        "0: Ann comes; 1 arrives; Ann takes 1",
        "1: 2 arrives; Ben takes 2",
        "3: Ben ends 2",
        "4: 3 arrives; Ben takes 3",
        "5: Ann ends 1",
        "10: 4 arrives; Ann takes 4",
        "15: Ann ends 4",
        "20: 5 arrives; Ann takes 5",
        "25: Ann ends 5",
        "30: 6 arrives; Ann takes 6",
        "35: Ann ends 6",
        "44: Ben ends 3",
        "45: 7 arrives; Ben takes 7",  # 4 and 1
        "47: Ben ends 7",
        "50: Ann goes",
        "60: Ann comes",
        "70: 8 arrives; Ann takes 8",  # 0 and 2
        "71: 9 arrives; Ben takes 9",
        "75: Ann ends 8",
        "76: Ben ends 9",
    ]


def test_those_who_are_left_when_the_busy_go_off_the_list_keep_their_order() -> None:
    contacts = asking(
        calls("""
            arrived  talk  needs
                  0    30     -1
                  1     9      0
                  2    30     -1
                 10     5     -1
                 12    30     -1
                 20    30     -1
                 40    30     -1
                 41    30     -1
                 42    30      0
                 43    30      0
        """)
    )
    desk = team("Desk", 0, 1, 2, 3, strategy=Strategy.SKILLS, skills={ENGLISH: 1})
    agents = skilled(Ann=(3, 9), Ben=(5, 3), Cy=(2, 7), Dee=(4, 5))

    assert Story((desk,), agents, contacts, skills=("billing", "english")).tell() == [
        "0: 1 arrives; Ann takes 1",  # asks for nothing: the best English, 9
        "1: 2 arrives; Ben takes 2",  # billing 5, 2 and 4 of those who are free
        "2: 3 arrives; Cy takes 3",  # English 7 and 5
        "10: Ben ends 2; 4 arrives; Dee takes 4",  # English 3 and 5
        "12: 5 arrives; Ben takes 5",  # the only one
        "15: Dee ends 4",
        "20: 6 arrives; Dee takes 6",
        "30: Ann ends 1",
        "32: Cy ends 3",
        "40: 7 arrives; Ann takes 7",
        "41: 8 arrives; Cy takes 8",
        "42: Ben ends 5; 9 arrives; Ben takes 9",
        "43: 10 arrives; 10 waits",
        "50: Dee ends 6; Dee takes 10",
        "70: Ann ends 7",
        "71: Cy ends 8",
        "72: Ben ends 9",
        "80: Dee ends 10",
    ]


def test_of_those_who_know_what_is_asked_the_first_is_taken_whoever_stands_before() -> None:
    contacts = asking(
        calls("""
            arrived  talk  needs
                  0    10      0
                  1    10      0
                 12     2      0
                 15     5      0
                 16     3      0
                 20     5     -1
                 30     5      0
        """)
    )
    desk = team("Desk", 0, 1, 2, 3, strategy=Strategy.CALL_COUNT)
    agents = skilled(Ann=(1, 0), Ben=(2, 0), Cy=(9, 0), Dee=(3, 0))

    assert Story((desk,), agents, contacts, skills=("billing", "english")).tell() == [
        "0: 1 arrives; Ben takes 1",  # nobody has answered; Ann does not know enough
        "1: 2 arrives; Cy takes 2",
        "10: Ben ends 1",
        "11: Cy ends 2",
        "12: 3 arrives; Dee takes 3",  # 1, 1 and 0
        "14: Dee ends 3",
        "15: 4 arrives; Ben takes 4",  # 1 each, Ben idle since 10
        "16: 5 arrives; Cy takes 5",  # since 11, and Dee since 14
        "19: Cy ends 5",
        "20: Ben ends 4; 6 arrives; Ann takes 6",  # asks for nothing: Ann has answered none
        "25: Ann ends 6",
        "30: 7 arrives; Dee takes 7",  # 2, 2 and 1
        "35: Dee ends 7",
    ]


def test_a_call_that_asks_for_nothing_rings_at_the_best_of_those_who_have_not_missed_it() -> None:
    contacts = calls("""
        arrived  talk  patience
              0    60        25
    """)
    desk = team("Desk", 0, 1, 2, strategy=Strategy.SKILLS, skills={ENGLISH: 1}, ring_time=10_000)
    agents = tuple(
        replace(agent, extension=40_000) for agent in skilled(Ann=(1, 5), Ben=(1, 9), Cy=(1, 7))
    )

    assert Story((desk,), agents, contacts, skills=("billing", "english")).tell() == [
        "0: 1 arrives; 1 rings at Ben",
        "10: Ben misses 1; 1 rings at Cy",
        "20: Cy misses 1; 1 rings at Ann",
        "25: 1 stops ringing at Ann; 1 gives up",
    ]
