"""Why a contact went where it went, in words: whole explanations of small runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin import engine
from ccadmin.engine import Agent, ChatService, Contacts, Group, Member, Options, Snapshot
from ccadmin.report import explain
from ccadmin.vocabulary import Channel, NoAnswer, Order, Outcome, Status, Strategy, Trigger
from tests.acd.centres import Centre, centres
from tests.acd.story import calls, people, team, to_group

if TYPE_CHECKING:
    from ccadmin.report.explain import Explanation

MODES = {"source": False, "best": None}


def explained(
    groups: tuple[Group, ...],
    agents: tuple[Agent, ...],
    contacts: Contacts,
    number: int,
    *,
    compiled: bool | None = None,
    until: int | None = None,
    **rules: Any,
) -> Explanation:
    """The explanation of a contact; contacts count from 1."""
    snapshot = Snapshot(groups, agents, **rules)
    options = Options(
        explain=number - 1, compiled=compiled, until=None if until is None else until * 1000
    )
    outcomes = engine.simulate(snapshot, contacts, options)
    ids = [str(row + 1) for row in range(len(contacts.arrived))]
    return explain.explanation(snapshot, contacts, outcomes, number - 1, ids=ids, zone="UTC")


def told(explanation: Explanation) -> list[str]:
    """One line a step: its time in seconds, what it is, the rule, the words."""
    return [
        f"{step.time // 1000} {step.what}{f' by {step.rule}' if step.rule else ''}: {step.text}"
        for step in explanation.steps
    ]


@pytest.mark.parametrize("mode", MODES)
def test_a_call_that_rings_at_somebody_in_vain_and_is_passed_over(mode: str) -> None:
    ann, ben, cho = people("Ann", "Ben", "Cho")
    contacts = calls("""
        arrived  talk  priority
              0    20         0
              1    30         0
              2    40         0
              3    10         0
              4    10         5
    """)
    desk = team("Desk", 0, 1, 2, ring_time=10_000, wrap_up=5)

    explanation = explained(
        (desk,), (ann, replace(ben, extension=30_000), cho), contacts, 4, compiled=MODES[mode]
    )

    assert (explanation.id, explanation.outcome, explanation.reason) == ("4", "answered", None)
    assert told(explanation) == [
        "3 arrived: it arrives for Desk",
        (
            "3 nobody: nobody in Desk can take it: Ann is busy, Ben is being rung for another contact, "
            "Cho is busy; 1 other waits there"
        ),
        "3 queued: it waits in Desk",
        (
            "11 passed-over by priority: Ben is offered contact 5 first: its priority is higher "
            "(5 to 0)"
        ),
        "21 offered by only: Ben is the only one who can take it",
        "21 rang: it rings for Ben",
        "31 missed: Ben does not answer",
        (
            "31 nobody: nobody in Desk can take it: Ben did not answer it before, Cho is busy, "
            "Ann is busy; 1 other waits there"
        ),
        (
            "40 passed-over by age: Ann is offered contact 2 first: it has waited longer "
            "(since 00:00:01)"
        ),
        "47 offered by only: Cho is the only one who can take it",
        "47 answered: Cho answers on the extension, 0:00:44 after it arrived",
        "57 talk-ended: Cho has ended the talk",
        "62 wrap-up-ended: Cho is done with the work after it",
    ]
    assert [
        (one.name, one.tier, one.position, one.since, one.excluded)
        for one in explanation.steps[9].candidates
    ] == [
        ("Cho", 1, 3, 47_000, None),
        ("Ben", 1, 2, 0, "already-tried"),
        ("Ann", 1, 1, 40_000, "busy"),
    ]


FIRST = calls("""
    arrived  talk
          0    20
          5    10
         50    10
""")
"""Ann serves the first call and Ben the second, of two who are there for the third."""
LATER = calls("""
    arrived  talk
          0    20
         50    10
         80    10
""")
"""Nobody talks when the second and the third come."""
BY_STRATEGY = {
    Strategy.LONGEST_IDLE: (FIRST, "Ben is first of 2: idle since 00:00:15, Ann since 00:00:20"),
    Strategy.RANDOM: (
        FIRST,
        "Ben is first of 2: the lots fell so (weight 7), then on Ann (weight 2)",
    ),
    Strategy.CALL_COUNT: (
        replace(LATER, talk=[20_000, 0, 0], arrived=[0, 5_000, 50_000], group=[0, 1, 0]),
        "Ben is first of 2: 0 contacts counted, Ann 1",
    ),
    Strategy.CALL_DURATION: (FIRST, "Ben is first of 2: 0:00:10 of talk counted, Ann 0:00:20"),
    Strategy.PRIORITY: (FIRST, "Ben is first of 2: weight 7, Ann 2"),
    Strategy.SKILLS: (FIRST, "Ann is first of 2: proficiencies add up to 9, those of Ben to 4"),
    Strategy.ROUND_ROBIN: (FIRST, "Ann is first of 2: next in turn, then Ben"),
    Strategy.LINEAR: (FIRST, "Ann is first of 2: first on the list, then Ben"),
    Strategy.RING_ALL: (
        FIRST,
        "Ben is first of 2: all of them are asked at once, and who answers first takes it",
    ),
    Strategy.LEAST_LOADED: (
        replace(FIRST, channel=[1, 1, 1], arrived=[0, 0, 5_000], group=[0, 1, 0]),
        "Ben is first of 2: 0 % of capacity in use, Ann 67 %",
    ),
}


@pytest.mark.parametrize("strategy", Strategy)
def test_each_strategy_says_what_it_compared(strategy: Strategy) -> None:
    step = by_strategy(strategy).steps[1]
    assert (step.what, step.rule, step.text) == (
        "offered",
        strategy.value,
        BY_STRATEGY[strategy][1],
    )


def by_strategy(strategy: Strategy) -> Explanation:
    """The explanation of the third contact of that strategy's case."""
    ann, ben = people("Ann", "Ben")
    members = (Member(0, weight=2, position=1), Member(1, weight=7, position=2))
    chat = ChatService(capacity=3)
    desk = Group(1, "Desk", strategy=strategy, members=members, skills={0: 1}, chat=chat)
    other = Group(2, "Other", members=members[:1], chat=chat)
    return explained(
        (desk, other),
        (replace(ann, skills={0: 9}), replace(ben, skills={0: 4})),
        BY_STRATEGY[strategy][0],
        3,
        skills=("billing",),
    )


def test_a_tie_is_broken_by_idle_time_then_position_then_id_and_says_so() -> None:
    ann, ben = people("Ann", "Ben")
    fresh = calls("""
        arrived  talk
              0    10
    """)
    counting = team("Desk", 0, 1, strategy=Strategy.CALL_COUNT)
    level = replace(counting, members=(Member(1), Member(0)))

    assert told(explained((counting,), (ann, ben), fresh, 1))[1] == (
        "0 offered by position: Ann is first of 2: all else is equal, and position 1 is before 2 "
        "(Ben)"
    )
    assert told(explained((level,), (ann, ben), fresh, 1))[1] == (
        "0 offered by agent-id: Ann is first of 2: all else is equal, and the lower id decides "
        "against Ben"
    )
    assert told(explained((counting,), (ann, ben), replace(FIRST, talk=[20_000, 10_000, 0]), 3))[
        1
    ] == ("50 offered by longest-idle: Ben is first of 2: idle since 00:00:15, Ann since 00:00:20")


def test_the_better_tier_goes_first() -> None:
    agents = people("Ann", "Ben")
    desk = team("Desk", Member(0, tier=2), Member(1, tier=1))
    assert told(explained((desk,), agents, FIRST, 1))[1] == (
        "0 offered by tier: Ben is first of 2: tier 1 goes before tier 2 (Ann)"
    )


def test_every_test_that_keeps_somebody_out_has_its_words() -> None:
    names = ["Amy", "Bob", "Cid", "Dan", "Eve", "Fay", "Gus"]
    agents = list(people(*names, Bob=[(500, 600)]))
    agents[0] = replace(agents[0], skills={0: 3})
    agents[2] = replace(agents[2], takes_calls=False, extension=None, skills={0: 3})
    agents[3] = replace(agents[3], skills={0: 1})
    agents[4] = replace(agents[4], skills={0: 3}, extension=60_000)
    agents[6] = replace(agents[6], skills={0: 3})
    contacts = replace(
        calls("""
            arrived  talk  group
                  0    90      1
                  1    90      0
                 30    10      0
        """),
        needs=[-1, 0, 0],
        requirements=(((0, 2),),),
    )
    desk = team(
        "Desk",
        Member(0, status=Status.DISABLED),
        1,
        2,
        3,
        4,
        Member(6, tier=2),
        5,
        tier_wait=100,
        ring_time=10_000,
        on_no_answer=NoAnswer.BREAK,
        break_length=60_000,
    )
    side = team("Side", 5)

    explanation = explained((desk, side), tuple(agents), contacts, 3, skills=("billing",))

    assert [(one.name, one.excluded) for one in explanation.steps[1].candidates] == [
        ("Amy", "membership-disabled"),
        ("Bob", "off-shift"),
        ("Cid", "no-device"),
        ("Dan", "lacks-skills"),
        ("Eve", "unavailable"),
        ("Fay", "busy"),
        ("Gus", "tier-closed"),
    ]
    assert explanation.steps[1].text == (
        "nobody in Desk can take it: 1 membership-disabled, 1 off-shift, 1 no-device, "
        "1 lacks-skills, 1 unavailable, 1 busy, 1 tier-closed; 1 other waits there"
    )


def test_contacts_that_go_first_do_so_for_a_stated_reason() -> None:
    agents = people("Ann")
    base = """
        arrived  talk  priority  group
              0    60         0      0
              1    10         0      0
              {rival}
    """

    def first_words(rival: str, *groups: Group) -> list[str]:
        contacts = calls(base.format(rival=rival))
        lines = told(explained(groups, agents, contacts, 2))
        return [line for line in lines if "passed-over" in line]

    desk = team("Desk", 0)
    gold = team("Gold", 0, weight=2)
    ageing = team("Desk", 0, order=Order.AGEING, age_point=60)
    assert first_words("5 10 0 1", desk, gold) == [
        (
            "60 passed-over by weight: Ann is offered contact 3 first: Gold goes before Desk "
            "(weight 2 to 0)"
        )
    ]
    assert first_words("5 10 3 0", desk) == [
        (
            "60 passed-over by priority: Ann is offered contact 3 first: its priority is higher "
            "(3 to 0)"
        )
    ]
    assert first_words("5 10 1 0", ageing) == [
        (
            "60 passed-over by age: Ann is offered contact 3 first: with its priority of 1 it counts "
            "as older (since 00:00:05)"
        )
    ]


def test_the_same_instant_is_decided_by_the_row() -> None:
    contacts = calls("""
        arrived  talk
              0    60
              1    10
              1    10
    """)
    lines = told(explained((team("Desk", 0),), people("Ann"), contacts, 3))
    assert [line for line in lines if "passed-over" in line] == [
        (
            "60 passed-over by row: Ann is offered contact 2 first: it came in the same instant and "
            "stands earlier in the file"
        )
    ]


def test_an_overflow_and_an_end_without_an_answer_say_why() -> None:
    contacts = calls("""
        arrived  talk  patience
              0    60        -1
              1    10        30
    """)
    desk = team("Desk", 0, max_wait=10, overflow={Trigger.TIMEOUT: to_group(1)})
    side = team("Side", 0)

    explanation = explained((desk, side), people("Ann"), contacts, 2)

    assert (explanation.outcome, explanation.reason) == (Outcome.ABANDONED, "patience")
    assert told(explanation) == [
        "1 arrived: it arrives for Desk",
        "1 nobody: nobody in Desk can take it: Ann is busy",
        "1 queued: it waits in Desk",
        "11 overflowed: it leaves Desk: it has waited for as long as the group lets it",
        "11 nobody: nobody in Side can take it: Ann is busy",
        "11 queued: it waits in Side",
        "41 abandoned: it gives up 0:00:40 after it arrived: its patience is at an end",
    ]


def test_a_chat_closed_for_silence_and_a_call_that_goes_up() -> None:
    chat = ChatService(silence_timeout=10_000)
    contacts = replace(
        calls("""
            arrived  talk
                  0    60
        """),
        channel=[list(Channel).index(Channel.CHAT)],
        silent_after=[5_000],
    )
    assert told(explained((replace(team("Desk", 0), chat=chat),), people("Ann"), contacts, 1)) == [
        "0 arrived: it arrives for Desk",
        "0 offered by only: Ann is the only one who can take it",
        "0 answered: Ann answers, 0:00:00 after it arrived",
        "15 closed-by-timeout: the chat with Ann is closed: the user has been silent for too long",
    ]
    up = replace(
        calls("""
            arrived  talk
                  0    60
        """),
        level=[1],
    )
    first, second = team("First", 0, escalates_to=1), team("Second", 1)
    assert told(explained((first, second), people("Ann", "Ben"), up, 1)) == [
        "0 arrived: it arrives for First",
        "0 offered by only: Ann is the only one who can take it",
        "0 answered: Ann answers on the extension, 0:00:00 after it arrived",
        "60 talk-ended: Ann has ended the talk",
        "60 escalated: it was not solved in First and goes to the next group up",
        "60 queued: it waits in Second",
        "60 offered by only: Ben is the only one who can take it",
        "60 answered: Ben answers on the extension, 0:01:00 after it arrived",
        "120 talk-ended: Ben has ended the talk",
    ]


@pytest.mark.parametrize(
    ("strategy", "words"),
    {
        Strategy.LONGEST_IDLE: ["idle since 00:00:15", "idle since 00:00:20"],
        Strategy.CALL_COUNT: ["0 counted", "1 counted"],
        Strategy.CALL_DURATION: ["0:00:10 of talk", "0:00:20 of talk"],
        Strategy.PRIORITY: ["weight 7", "weight 2"],
        Strategy.SKILLS: ["proficiency 9", "proficiency 4"],
        Strategy.ROUND_ROBIN: ["turn 3", "turn 4"],
        Strategy.LINEAR: ["place 1 on the list", "place 2 on the list"],
        Strategy.RING_ALL: [None, None],
        Strategy.LEAST_LOADED: ["0 % in use", "67 % in use"],
    }.items(),
)
def test_each_key_has_its_words(strategy: Strategy, words: list[str | None]) -> None:
    document = explain.document(by_strategy(strategy), zone="UTC")
    assert [one["key_in_words"] for one in document["candidates"]] == words


def test_a_lot_is_shown_as_the_number_that_was_compared() -> None:
    document = explain.document(by_strategy(Strategy.RANDOM), zone="UTC")
    lots = [float(one["key_in_words"].removeprefix("lot ")) for one in document["candidates"]]
    assert lots == [round(one["key"] / 2**56, 4) for one in document["candidates"]]
    assert 0 < lots[0] < lots[1]


def test_who_waits_at_the_end_and_who_would_come_later_are_told_so() -> None:
    contacts = calls("""
        arrived  talk
              0    90
             10    10
             70    10
    """)
    desk = team("Desk", 0)
    last = explained((desk,), people("Ann"), contacts, 2, until=60)
    assert (last.verdict, told(last)[-1]) == (
        "waiting (horizon) after 0:00:50",
        "60 run-ended: the run ends, and it still waits in Desk",
    )
    never = explained((desk,), people("Ann"), contacts, 3, until=60)
    assert (never.verdict, never.steps) == ("it would have arrived after the end of the run", ())


def test_people_of_one_name_are_told_apart() -> None:
    contacts = calls("""
        arrived  talk
              0    90
    """)
    steps = told(explained((team("Desk", 0, 1),), people("Ann", "Ann"), contacts, 1))
    assert steps[1] == (
        "0 offered by position: Ann #1 is first of 2: all else is equal, and position 1 is before "
        "2 (Ann #2)"
    )


@given(centres(), st.data())
@settings(max_examples=50, deadline=None)
def test_whatever_happens_has_its_words(centre: Centre, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(centre.contacts.arrived) - 1))
    ids = [f"c{number}" for number in range(len(centre.contacts.arrived))]
    outcomes = engine.simulate(
        centre.snapshot, centre.contacts, replace(centre.options, log=False, explain=row)
    )
    told = explain.explanation(
        centre.snapshot, centre.contacts, outcomes, row, ids=ids, zone="Europe/Sofia"
    )
    assert [step for step in told.steps if "None" in step.text or "{" in step.text] == []
    for step in told.steps:
        out = [one.excluded for one in step.candidates]
        assert step.what != "offered" or (out[0] is None and step.agent == step.candidates[0].name)
        assert step.what != "nobody" or None not in out
    assert {one.name for step in told.steps for one in step.candidates} <= {
        agent.name for agent in centre.snapshot.agents if agent.id in told.people
    }


def test_programs_get_the_same_as_values() -> None:
    explanation = explained((team("Desk", 0),), people("Ann"), FIRST, 1)

    assert explain.document(explanation, zone="Europe/Sofia") == {
        "format_version": 1,
        "id": "1",
        "outcome": "answered",
        "reason": None,
        "verdict": "answered by Ann after 0:00:00",
        "steps": [
            {
                "step": 1,
                "time": "1970-01-01T02:00:00+02:00",
                "what": "arrived",
                "group": "Desk",
                "agent": None,
                "other": None,
                "rule": None,
                "text": "it arrives for Desk",
            },
            {
                "step": 2,
                "time": "1970-01-01T02:00:00+02:00",
                "what": "offered",
                "group": "Desk",
                "agent": "Ann",
                "other": None,
                "rule": "only",
                "text": "Ann is the only one who can take it",
            },
            {
                "step": 3,
                "time": "1970-01-01T02:00:00+02:00",
                "what": "answered",
                "group": "Desk",
                "agent": "Ann",
                "other": None,
                "rule": None,
                "text": "Ann answers on the extension, 0:00:00 after it arrived",
            },
            {
                "step": 4,
                "time": "1970-01-01T02:00:20+02:00",
                "what": "talk-ended",
                "group": "Desk",
                "agent": "Ann",
                "other": None,
                "rule": None,
                "text": "Ann has ended the talk",
            },
        ],
        "candidates": [
            {
                "step": 2,
                "place": 1,
                "name": "Ann",
                "tier": 1,
                "key": 0,
                "key_in_words": "idle since 02:00:00",
                "idle_since": "1970-01-01T02:00:00+02:00",
                "position": 1,
                "excluded": None,
            }
        ],
    }
