"""What the witness of one contact writes down, held against what the engine did."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin import engine
from ccadmin.engine import DECISION_KINDS, EVENT_KINDS, TESTS
from ccadmin.vocabulary import Strategy

from .centres import Centre, centres

if TYPE_CHECKING:
    from ccadmin.engine import Decisions, Outcomes

several = settings(max_examples=60, deadline=None)


@given(centres(), st.data())
@several
def test_watching_a_contact_changes_nothing_and_keeps_its_own_events(
    centre: Centre, data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(centre.contacts.arrived) - 1))
    whole = run(centre, log=True)
    watched = run(centre, log=False, explain=row)
    both = run(centre, log=True, explain=row)

    assert replace(watched, events=None, decisions=None) == replace(whole, events=None)
    assert replace(both, decisions=None) == whole
    assert watched.decisions is not None
    assert both.decisions is not None
    assert replace(watched.decisions, event=()) == replace(both.decisions, event=())
    assert events(watched) == [event for event in events(whole) if event[2] == row]


@given(centres(), st.data())
@several
def test_whoever_ranks_first_among_those_who_pass_every_test_is_offered_the_contact(
    centre: Centre, data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(centre.contacts.arrived) - 1))
    outcomes = run(centre, log=False, explain=row)
    decisions = outcomes.decisions
    assert decisions is not None
    for number, kind in enumerate(DECISION_KINDS[kind] for kind in decisions.kind):
        able = ranked(centre, decisions, number)
        if kind == "offered":
            assert decisions.agent[number] == able[0]
            assert offered_next(centre, outcomes, number) <= set(able)
        elif kind == "nobody":
            assert able == []
        else:
            assert decisions.rival[number] not in {-1, row}


@given(centres(), st.data())
@several
def test_it_rings_and_is_answered_by_decision_alone(centre: Centre, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(centre.contacts.arrived) - 1))
    outcomes = run(centre, log=False, explain=row)
    decisions = outcomes.decisions
    assert decisions is not None
    offered = {
        (time, "offered")
        for time, kind in zip(decisions.time, decisions.kind, strict=True)
        if DECISION_KINDS[kind] == "offered"
    }
    told = events(outcomes)
    rang = {(time, "offered") for time, kind, *_ in told if kind == "rang"}
    answered = {(time, "offered") for time, kind, *_ in told if kind == "answered"}
    assert rang <= offered <= rang | answered
    if not rang:
        assert offered == answered


def run(centre: Centre, *, log: bool, explain: int | None = None) -> Outcomes:
    """What the source makes of the centre."""
    options = replace(centre.options, compiled=False, log=log, explain=explain)
    return engine.simulate(centre.snapshot, centre.contacts, options)


def ranked(centre: Centre, decisions: Decisions, number: int) -> list[int]:
    """The agents who pass every test of that decision, in the total order."""
    group = centre.snapshot.groups[decisions.group[number]]
    tier_of = {member.agent: member.tier for member in group.members}
    choices = decisions.choices
    ends = [*decisions.first[1:], len(choices.agent)]
    able = sorted(
        (
            tier_of[choices.agent[row]],
            choices.key[row],
            choices.since[row],
            choices.standing[row],
            choices.agent[row],
        )
        for row in range(decisions.first[number], ends[number])
        if not TESTS[choices.excluded[row]]
    )
    return [agent for *_, agent in able]


def offered_next(centre: Centre, outcomes: Outcomes, number: int) -> set[int]:
    """Those for whom it rings, or who answer at once, by the events that follow the decision."""
    decisions = outcomes.decisions
    assert decisions is not None
    following = events(outcomes)[decisions.event[number] :]
    first = following[0]
    if first[1] == "answered":
        if centre.snapshot.groups[first[3]].strategy is not Strategy.RING_ALL:
            assert first[4] == decisions.agent[number]
        return {first[4]}
    rung = []
    for event in following:
        if (event[0], event[1]) != (first[0], "rang"):
            break
        rung.append(event[4])
    assert rung[0] == decisions.agent[number]
    return set(rung)


def events(outcomes: Outcomes) -> list[tuple[int, str, int, int, int, int]]:
    """The log in words."""
    log = outcomes.events
    assert log is not None
    kinds = (EVENT_KINDS[kind] for kind in log.kind)
    return list(zip(log.time, kinds, log.contact, log.group, log.agent, log.detail, strict=True))
