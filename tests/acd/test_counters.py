"""Counters: windows, scope and late joiners, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ccadmin.vocabulary import LateJoiner, Scope, Strategy, Window

from .story import Story, calls, people, team

if TYPE_CHECKING:
    from ccadmin.engine import Group

EIGHT_CALLS = calls("""
    arrived  group  talk
          0      0     5
          0      1    90
         10      0     5
        110      0     5
        120      0     5
        210      0     5
        220      0     5
        230      0     5
""")
"""Ann is alone in Desk until Ben has ended his call for Help at 90; days begin at 100 and 200."""


def takers(desk: Group) -> str:
    """Who takes the calls of the desk, in order."""
    told = Story((desk, team("Help", 1)), people("Ann", "Ben"), EIGHT_CALLS).tell()
    return " ".join(
        said.split()[0]
        for line in told
        for said in line.split(": ")[1].split("; ")
        if " takes " in said and not said.endswith(" takes 2")
    )


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        # At 110 all stand at 0 again: Ann is idle since 15, Ben since 90. At 120 it is 1 to 0.
        # At 210 0 to 0, Ann since 115; then 1 to 0, then 1 to 1 with Ann since 215.
        ({"window": Window.DAY}, "Ann Ann Ann Ben Ann Ben Ann"),
        # Two days: 2 to 0 at 110 and 2 to 1 at 120. At 210 day one is gone: 0 to 2; 1 to 2;
        # 2 to 2 with Ben since 125.
        ({"window": Window.ROLLING, "window_days": 2}, "Ann Ann Ben Ben Ann Ann Ben"),
        # For good: 2 to 0, 2 to 1, 2 to 2 with Ann since 15, 3 to 2, 3 to 3 with Ann since 215.
        ({"window": Window.ALL}, "Ann Ann Ben Ben Ann Ben Ann"),
        # No shifts, so nothing ever begins anew.
        ({"window": Window.SHIFT}, "Ann Ann Ben Ben Ann Ben Ann"),
        # With Ben's call for Help: 2 to 1; 2 to 2 with Ann since 15; 3 to 2; 3 to 3 ...
        ({"window": Window.ALL, "scope": Scope.AGENT}, "Ann Ann Ben Ann Ben Ann Ben"),
    ],
)
def test_call_count_counts_what_its_window_and_scope_say(
    rules: dict[str, object], expected: str
) -> None:
    desk = team("Desk", 0, 1, strategy=Strategy.CALL_COUNT, days=[100, 200], **rules)

    assert takers(desk) == expected


@pytest.mark.parametrize("days", [1, 2])
def test_days_turn_for_whichever_group_it_is(days: int) -> None:
    desk = team(
        "Desk",
        0,
        1,
        strategy=Strategy.CALL_COUNT,
        window=Window.ROLLING,
        window_days=days,
        days=[100, 200],
    )
    help_ = team("Help", 1)
    agents = people("Ann", "Ben")
    swapped = replace(EIGHT_CALLS, group=[1 - group for group in EIGHT_CALLS.group])

    first = Story((desk, help_), agents, EIGHT_CALLS).tell()

    assert Story((help_, desk), agents, swapped).tell() == first


def test_call_duration_counts_a_talk_on_the_day_on_which_it_ends() -> None:
    # Ann talks from 0 to 60, into the day that begins at 50, Ben from 0 to 40 the day before: at
    # 70 it is 60 to 0. Ben's 30 s until 100 leave him at 30 against 60.
    contacts = calls("""
        arrived  talk
              0    60
              0    40
             70    30
            110    30
    """)
    desk = team("Desk", 0, 1, strategy=Strategy.CALL_DURATION, days=[50])

    assert Story((desk,), people("Ann", "Ben"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1; 2 arrives; Ben takes 2",
        "40: Ben ends 2",
        "50: a day of Desk begins",
        "60: Ann ends 1",
        "70: 3 arrives; Ben takes 3",
        "100: Ben ends 3",
        "110: 4 arrives; Ben takes 4",
        "140: Ben ends 4",
    ]


def test_a_talk_that_ends_as_the_day_turns_belongs_to_the_day_before() -> None:
    contacts = calls("""
        arrived  talk
              0    50
              0    40
             60    10
    """)
    desk = team("Desk", 0, 1, strategy=Strategy.CALL_DURATION, days=[50])

    # 0 to 0 at 60, and Ben is idle longer.
    assert Story((desk,), people("Ann", "Ben"), contacts).tell()[-2:] == [
        "60: 3 arrives; Ben takes 3",
        "70: Ben ends 3",
    ]


def test_the_window_shift_begins_anew_when_a_shift_opens() -> None:
    # Ann answers 1 and 2 before her second shift opens at 50, Ben 3 at 40: at 60 it is 0 to 1.
    contacts = calls("""
        arrived  talk
              0     5
             10     5
             40     5
             60     5
    """)
    desk = team("Desk", 0, 1, strategy=Strategy.CALL_COUNT, window=Window.SHIFT)
    agents = people("Ann", "Ben", Ann=[(0, 30), (50, 90)], Ben=[(30, 90)])

    assert Story((desk,), agents, contacts).tell()[-2:] == [
        "60: 4 arrives; Ann takes 4",
        "65: Ann ends 4",
    ]


@pytest.mark.parametrize(
    ("late_joiner", "expected"),
    [
        # Ann has 3 and is idle since 25, Ben has 1 and is idle since 30, Cy comes at 50.
        (LateJoiner.ZERO, "Cy Ben Cy Ben"),  # 3 1 0; 3 1 1 with Ben idle longer; 3 2 1; 3 2 2
        (LateJoiner.MIN, "Ben Cy Ben Cy"),  # 3 1 1 with Ben idle longer; 3 2 1; 3 2 2; 3 3 2
        (LateJoiner.MEAN, "Ben Cy Ben Ann"),  # 3 1 2; 3 2 2 with Cy idle longer; 3 2 3; 3 3 3
    ],
)
def test_a_late_joiner_starts_from_nothing_the_least_or_the_mean(
    late_joiner: LateJoiner, expected: str
) -> None:
    contacts = calls("""
        arrived  group  talk
              0      1    24
              0      0     5
             10      0     5
             20      0     5
             26      0     4
             60      0     5
             70      0     5
             80      0     5
             90      0     5
    """)
    desk = team("Desk", 0, 1, 2, strategy=Strategy.CALL_COUNT, late_joiner=late_joiner)
    agents = people("Ann", "Ben", "Cy", Cy=[(50, 99)])

    told = Story((desk, team("Help", 1)), agents, contacts).tell()

    takers = [line.split()[3] for line in told if " arrives; " in line]
    assert " ".join(takers[-4:]) == expected


@pytest.mark.parametrize("late_joiner", [LateJoiner.MIN, LateJoiner.MEAN])
def test_whoever_comes_back_is_raised_by_what_he_lacks(late_joiner: LateJoiner) -> None:
    contacts = calls("""
        arrived  group  talk
              1      0     5
              2      0     5
             20      0     5
             30      0     5
             60      0     5
             70      0     5
             80      0     5
    """)
    desk = team("Desk", 0, 1, strategy=Strategy.CALL_COUNT, late_joiner=late_joiner)
    agents = people("Ann", "Ben", Ben=[(0, 10), (50, 99)])

    told = Story((desk,), agents, contacts).tell()

    # Ben has 1 of his first shift and is raised to Ann's 3: 3 3 with Ben idle since 7; 3 4; 4 4 ...
    takers = [line.split()[3] for line in told if " arrives; " in line]
    assert " ".join(takers) == "Ann Ben Ann Ann Ben Ann Ben"


def test_late_joiners_of_one_second_are_measured_against_the_others_and_not_each_other() -> None:
    # Ann has 4 when Ben and Cy come at 50. Of (4 + 0) // 2 = 2 each gets 2, not Cy (4 + 2) // 2.
    contacts = calls("""
        arrived  talk
              0     5
             10     5
             20     5
             30     5
             60     5
             61     5
             70     5
             71     5
             80     5
             81     5
    """)
    desk = team("Desk", 0, 1, 2, strategy=Strategy.CALL_COUNT, late_joiner=LateJoiner.MEAN)
    agents = people("Ann", "Ben", "Cy", Ben=[(50, 99)], Cy=[(50, 99)])

    told = Story((desk,), agents, contacts).tell()

    assert [line.split("; ")[-1] for line in told if " takes " in line][4:] == [
        "Ben takes 5",  # 4, 2, 2
        "Cy takes 6",  # 4, 3, 2
        "Ben takes 7",  # 4, 3, 3
        "Cy takes 8",
        "Ann takes 9",  # 4, 4, 4, and Ann is idle since 35
        "Ben takes 10",
    ]
