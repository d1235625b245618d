"""Each strategy, worked by hand: the same ten calls for the same three people.

Nobody but the strategy decides calls 5, 6 and 7, and 1 to 3 for those that do not begin at the
top. Call 4 finds one person free, call 9 nobody; call 6 arrives in the very second in which
call 5 ends, and whoever is freed then is idle since then.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from ccadmin.acd import draws
from ccadmin.engine import Member, Options
from ccadmin.vocabulary import Channel, Strategy

from .story import Story, calls, people, team

TEN_CALLS = calls("""
    arrived  talk
          0    60
         10    20
         20    40
         40    15
         70    10
         80    50
         90    20
         95    10
        100    30
        120    20
""")
SEED = 7


def story(strategy: Strategy) -> Story:
    """Ann, Ben and Cy in that order, with the weights 2, 1 and 3."""
    desk = team(
        "Desk", Member(0, weight=2), Member(1, weight=1), Member(2, weight=3), strategy=strategy
    )
    options = Options(seed=SEED, compiled=False)
    return Story((desk,), people("Ann", "Ben", "Cy"), TEN_CALLS, options)


def test_longest_idle_takes_whoever_was_released_first() -> None:
    assert story(Strategy.LONGEST_IDLE).tell() == [
        "0: 1 arrives; Ann takes 1",  # nobody has served: by position
        "10: 2 arrives; Ben takes 2",
        "20: 3 arrives; Cy takes 3",
        "30: Ben ends 2",
        "40: 4 arrives; Ben takes 4",  # the only one
        "55: Ben ends 4",
        "60: Ann ends 1; Cy ends 3",
        "70: 5 arrives; Ben takes 5",  # idle since 55, Ann and Cy since 60
        "80: Ben ends 5; 6 arrives; Ann takes 6",  # Ann and Cy since 60: by position; Ben since 80
        "90: 7 arrives; Cy takes 7",  # since 60
        "95: 8 arrives; Ben takes 8",
        "100: 9 arrives; 9 waits",
        "105: Ben ends 8; Ben takes 9",
        "110: Cy ends 7",
        "120: 10 arrives; Cy takes 10",
        "130: Ann ends 6",
        "135: Ben ends 9",
        "140: Cy ends 10",
    ]


def test_call_duration_takes_whoever_has_talked_least() -> None:
    assert story(Strategy.CALL_DURATION).tell() == [
        "0: 1 arrives; Ann takes 1",  # nobody has talked: by position
        "10: 2 arrives; Ben takes 2",
        "20: 3 arrives; Cy takes 3",
        "30: Ben ends 2",
        "40: 4 arrives; Ben takes 4",
        "55: Ben ends 4",
        "60: Ann ends 1; Cy ends 3",
        "70: 5 arrives; Ben takes 5",  # Ann 60, Ben 20 + 15, Cy 40
        "80: Ben ends 5; 6 arrives; Cy takes 6",  # Ann 60, Ben 45, Cy 40
        "90: 7 arrives; Ben takes 7",  # Ann 60, Ben 45
        "95: 8 arrives; Ann takes 8",
        "100: 9 arrives; 9 waits",
        "105: Ann ends 8; Ann takes 9",
        "110: Ben ends 7",
        "120: 10 arrives; Ben takes 10",
        "130: Cy ends 6",
        "135: Ann ends 9",
        "140: Ben ends 10",
    ]


def test_call_count_takes_whoever_has_answered_least_often() -> None:
    assert story(Strategy.CALL_COUNT).tell() == [
        "0: 1 arrives; Ann takes 1",
        "10: 2 arrives; Ben takes 2",
        "20: 3 arrives; Cy takes 3",
        "30: Ben ends 2",
        "40: 4 arrives; Ben takes 4",
        "55: Ben ends 4",
        "60: Ann ends 1; Cy ends 3",
        "70: 5 arrives; Ann takes 5",  # Ann 1, Ben 2, Cy 1; Ann and Cy both idle since 60
        "80: Ann ends 5; 6 arrives; Cy takes 6",  # Ann 2, Ben 2, Cy 1
        "90: 7 arrives; Ben takes 7",  # Ann 2, Ben 2; Ben idle since 55, Ann since 80
        "95: 8 arrives; Ann takes 8",
        "100: 9 arrives; 9 waits",
        "105: Ann ends 8; Ann takes 9",
        "110: Ben ends 7",
        "120: 10 arrives; Ben takes 10",
        "130: Cy ends 6",
        "135: Ann ends 9",
        "140: Ben ends 10",
    ]


def test_priority_takes_the_highest_weight() -> None:
    assert story(Strategy.PRIORITY).tell() == [
        "0: 1 arrives; Cy takes 1",  # Cy 3, Ann 2, Ben 1, for all ten
        "10: 2 arrives; Ann takes 2",
        "20: 3 arrives; Ben takes 3",
        "30: Ann ends 2",
        "40: 4 arrives; Ann takes 4",
        "55: Ann ends 4",
        "60: Cy ends 1; Ben ends 3",
        "70: 5 arrives; Cy takes 5",
        "80: Cy ends 5; 6 arrives; Cy takes 6",
        "90: 7 arrives; Ann takes 7",
        "95: 8 arrives; Ben takes 8",
        "100: 9 arrives; 9 waits",
        "105: Ben ends 8; Ben takes 9",
        "110: Ann ends 7",
        "120: 10 arrives; Ann takes 10",
        "130: Cy ends 6",
        "135: Ben ends 9",
        "140: Ann ends 10",
    ]


def test_linear_begins_at_the_top_for_every_contact() -> None:
    assert story(Strategy.LINEAR).tell() == [
        "0: 1 arrives; Ann takes 1",
        "10: 2 arrives; Ben takes 2",
        "20: 3 arrives; Cy takes 3",
        "30: Ben ends 2",
        "40: 4 arrives; Ben takes 4",
        "55: Ben ends 4",
        "60: Ann ends 1; Cy ends 3",
        "70: 5 arrives; Ann takes 5",
        "80: Ann ends 5; 6 arrives; Ann takes 6",
        "90: 7 arrives; Ben takes 7",
        "95: 8 arrives; Cy takes 8",
        "100: 9 arrives; 9 waits",
        "105: Cy ends 8; Cy takes 9",
        "110: Ben ends 7",
        "120: 10 arrives; Ben takes 10",
        "130: Ann ends 6",
        "135: Cy ends 9",
        "140: Ben ends 10",
    ]


def test_round_robin_goes_on_after_the_last_one_offered() -> None:
    assert story(Strategy.ROUND_ROBIN).tell() == [
        "0: 1 arrives; Ann takes 1",
        "10: 2 arrives; Ben takes 2",
        "20: 3 arrives; Cy takes 3",
        "30: Ben ends 2",
        "40: 4 arrives; Ben takes 4",  # after Cy comes Ann, who talks, then Ben
        "55: Ben ends 4",
        "60: Ann ends 1; Cy ends 3",
        "70: 5 arrives; Cy takes 5",  # after Ben
        "80: Cy ends 5; 6 arrives; Ann takes 6",  # after Cy
        "90: 7 arrives; Ben takes 7",  # after Ann
        "95: 8 arrives; Cy takes 8",  # after Ben
        "100: 9 arrives; 9 waits",
        "105: Cy ends 8; Cy takes 9",
        "110: Ben ends 7",
        "120: 10 arrives; Ben takes 10",
        "130: Ann ends 6",
        "135: Cy ends 9",
        "140: Ben ends 10",
    ]


def test_random_draws_lots_weighed_by_weight_and_the_smallest_wins() -> None:
    assert story(Strategy.RANDOM).tell() == [
        "0: 1 arrives; Cy takes 1",  # 0.66, 0.73, 0.21
        "10: 2 arrives; Ann takes 2",  # 0.36, 1.74
        "20: 3 arrives; Ben takes 3",
        "30: Ann ends 2",
        "40: 4 arrives; Ann takes 4",
        "55: Ann ends 4",
        "60: Cy ends 1; Ben ends 3",
        "70: 5 arrives; Ann takes 5",  # 0.14, 1.49, 1.56
        "80: Ann ends 5; 6 arrives; Ann takes 6",  # 0.07, 2.94, 0.17
        "90: 7 arrives; Cy takes 7",  # Ben 0.94, Cy 0.05
        "95: 8 arrives; Ben takes 8",
        "100: 9 arrives; 9 waits",
        "105: Ben ends 8; Ben takes 9",
        "110: Cy ends 7",
        "120: 10 arrives; Cy takes 10",
        "130: Ann ends 6",
        "135: Ben ends 9",
        "140: Cy ends 10",
    ]


def test_skills_takes_whoever_is_most_proficient_in_what_is_required() -> None:
    ann, ben, cy = people("Ann", "Ben", "Cy")
    billing, english = 0, 1
    told = Story(
        (team("Desk", 0, 1, 2, strategy=Strategy.SKILLS, skills={english: 1}),),
        (
            replace(ann, skills={billing: 5, english: 6}),
            replace(ben, skills={billing: 9, english: 2}),
            replace(cy, skills={billing: 7}),
        ),
        replace(
            TEN_CALLS,
            needs=[-1, -1, 1, 1, 0, 1, 1, 2, 2, 2],
            requirements=(
                ((billing, 1), (english, 2)),
                ((billing, 1),),
                ((english, 5),),
            ),
        ),
        skills=("billing", "english"),
    )
    assert told.tell() == [
        "0: 1 arrives; Ann takes 1",  # nothing is required: the group's english, 6, 2 and 0
        "10: 2 arrives; Ben takes 2",  # 2 and 0
        "20: 3 arrives; Cy takes 3",
        "30: Ben ends 2",
        "40: 4 arrives; Ben takes 4",
        "55: Ben ends 4",
        "60: Ann ends 1; Cy ends 3",
        "70: 5 arrives; Ben takes 5",  # 5 + 6 and 9 + 2, Cy lacks english; Ben idle since 55
        "80: Ben ends 5; 6 arrives; Ben takes 6",  # billing 5, 9 and 7
        "90: 7 arrives; Cy takes 7",  # billing 5 and 7
        "95: 8 arrives; Ann takes 8",  # nobody else has english 5
        "100: 9 arrives; 9 waits",
        "105: Ann ends 8; Ann takes 9",
        "110: Cy ends 7",
        "120: 10 arrives; 10 waits",  # Cy is free and lacks english
        "130: Ben ends 6",  # and so does Ben at 5
        "135: Ann ends 9; Ann takes 10",
        "155: Ann ends 10",
    ]


def test_least_loaded_takes_whoever_has_the_smallest_share_in_hand() -> None:
    agents = people("Ann", "Ben", "Cy")
    told = Story(
        (team("Desk", 0, 1, 2, strategy=Strategy.LEAST_LOADED),),
        tuple(replace(agent, capacity=room) for agent, room in zip(agents, (2, 3, 4), strict=True)),
        replace(TEN_CALLS, channel=[tuple(Channel).index(Channel.CHAT)] * 10),
    )
    assert told.tell() == [
        "0: 1 arrives; Ann takes 1",  # all have nothing in hand: by position
        "10: 2 arrives; Ben takes 2",  # 1/2, 0 and 0
        "20: 3 arrives; Cy takes 3",  # 1/2, 1/3 and 0
        "30: Ben ends 2",
        "40: 4 arrives; Ben takes 4",  # 1/2, 0 and 1/4
        "55: Ben ends 4",
        "60: Ann ends 1; Cy ends 3",
        "70: 5 arrives; Ben takes 5",  # nothing in hand; Ben idle since 55, the others since 60
        "80: Ben ends 5; 6 arrives; Ann takes 6",  # nothing in hand; Ann and Cy idle since 60
        "90: 7 arrives; Cy takes 7",  # 1/2, 0 and 0; Cy idle since 60, Ben since 80
        "95: 8 arrives; Ben takes 8",  # 1/2, 0 and 1/4
        "100: 9 arrives; Cy takes 9",  # 1/2, 1/3 and 1/4: one each, and Cy has most room
        "105: Ben ends 8",
        "110: Cy ends 7",
        "120: 10 arrives; Ben takes 10",  # 1/2, 0 and 1/4
        "130: Ann ends 6; Cy ends 9",
        "140: Ben ends 10",
    ]


def test_ring_all_rings_at_everybody_and_the_soonest_takes_it() -> None:
    ann, ben, cy = people("Ann", "Ben", "Cy")
    told = Story(
        (team("Desk", 0, 1, 2, strategy=Strategy.RING_ALL, ring_time=8_000),),
        (
            replace(ann, extension=6_000),
            replace(ben, extension=3_000),
            replace(cy, extension=9_000),  # never in time
        ),
        TEN_CALLS,
    )
    assert told.tell() == [
        "0: 1 arrives; 1 rings at Ann; 1 rings at Ben; 1 rings at Cy",
        "3: Ben takes 1; 1 stops ringing at Ann; 1 stops ringing at Cy",
        "10: 2 arrives; 2 rings at Ann; 2 rings at Cy",
        "16: Ann takes 2; 2 stops ringing at Cy",
        "20: 3 arrives; 3 rings at Cy",
        "28: Cy misses 3",  # and is passed over until Ann and Ben were tried
        "36: Ann ends 2; 3 rings at Ann",
        "40: 4 arrives; 4 rings at Cy",  # Cy may be tried for any other
        "42: Ann takes 3",
        "48: Cy misses 4",
        "63: Ben ends 1; 4 rings at Ben",
        "66: Ben takes 4",
        "70: 5 arrives; 5 rings at Cy",
        "78: Cy misses 5",
        "80: 6 arrives; 6 rings at Cy",
        "81: Ben ends 4; 5 rings at Ben",
        "82: Ann ends 3",  # what rings already rings at nobody else
        "84: Ben takes 5",
        "88: Cy misses 6; 6 rings at Ann",
        "90: 7 arrives; 7 rings at Cy",
        "94: Ben ends 5; Ann takes 6",
        "95: 8 arrives; 8 rings at Ben",
        "98: Ben takes 8; Cy misses 7",  # answers before the ends of ringing
        "100: 9 arrives; 9 rings at Cy",
        "108: Ben ends 8; Cy misses 9; 7 rings at Ben",
        "111: Ben takes 7",
        "120: 10 arrives; 10 rings at Cy",
        "128: Cy misses 10",
        "131: Ben ends 7; 9 rings at Ben",
        "134: Ben takes 9",
        "144: Ann ends 6; 10 rings at Ann",
        "150: Ann takes 10",
        "164: Ben ends 9",
        "170: Ann ends 10",
    ]


@pytest.mark.parametrize(
    ("strategy", "first"),
    [
        (Strategy.SKILLS, "Ben"),
        *((each, "Ann") for each in Strategy if each not in {Strategy.SKILLS, Strategy.RANDOM}),
    ],
)
def test_only_skills_looks_at_how_proficient_people_are(strategy: Strategy, first: str) -> None:
    ann, ben = people("Ann", "Ben")
    told = Story(
        (team("Desk", 0, 1, strategy=strategy),),
        (
            replace(ann, skills={0: 1}, extension=1_000),
            replace(ben, skills={0: 9}, extension=1_000),
        ),
        replace(calls("arrived talk\n 0 60"), needs=[0], requirements=(((0, 1),),)),
        skills=("billing",),
    )
    assert told.tell()[0].startswith(f"0: 1 arrives; 1 rings at {first}")


@pytest.mark.parametrize(
    ("call", "lots"),
    [
        (1, [0.66, 0.73, 0.21]),
        (2, [0.36, 1.74, 0.10]),
        (5, [0.14, 1.49, 1.56]),
        (6, [0.07, 2.94, 0.17]),
        (7, [0.17, 0.94, 0.05]),
    ],
)
def test_the_lots_of_ann_ben_and_cy_are_these(call: int, lots: list[float]) -> None:
    common = draws.lottery(SEED, draws.key_of_row(call - 1), 0)

    drawn = [draws.lot(common, agent, weight) for agent, weight in ((1, 2), (2, 1), (3, 3))]

    assert [round(lot / 2**56, 2) for lot in drawn] == lots


def test_equal_proficiency_in_what_a_contact_requires_leaves_it_to_who_is_idle_longest() -> None:
    # Ben is better at all that the group's work calls for, but the call asks for billing alone.
    ann, ben = people("Ann", "Ben")
    agents = (replace(ann, skills={0: 5}), replace(ben, skills={0: 5, 1: 9}))
    desk = team("Desk", 0, 1, strategy=Strategy.SKILLS, skills={0: 1, 1: 1})
    contacts = replace(
        calls("""
            arrived  talk  needs
                  0    10      0
                 20    10      0
                 40    10     -1
        """),
        requirements=(((0, 3),),),
    )

    assert Story((desk,), agents, contacts, skills=("billing", "english")).tell() == [
        "0: 1 arrives; Ann takes 1",  # nobody has served: by position
        "10: Ann ends 1",
        "20: 2 arrives; Ben takes 2",  # idle since 0, Ann since 10
        "30: Ben ends 2",
        "40: 3 arrives; Ben takes 3",  # requires nothing: 14 of the group's skills against 5
        "50: Ben ends 3",
    ]
