from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin.engine import (
    GROUP_DELETED,
    NEVER,
    NO_ROUTE,
    NOBODY,
    OUTCOMES,
    REASONS,
    UNLIMITED,
    Agent,
    Contacts,
    Group,
    Member,
    Options,
    Outcomes,
    Overflow,
    Rings,
    Shift,
    Snapshot,
    Visits,
    simulate,
)
from ccadmin.errors import RuleError
from ccadmin.report.figures import summarise
from ccadmin.report.summary import (
    AgentFigures,
    Ending,
    Figures,
    GroupFigures,
    IntervalFigures,
    Summary,
    Work,
)
from ccadmin.vocabulary import Outcome, OverflowAction, Reason, Scope, Status, Strategy, Trigger

if TYPE_CHECKING:
    from collections.abc import Sequence

SECOND = 1_000
MINUTE = 60_000
NOON = 1_772_452_800_000
"""ms of 2026-03-02T12:00:00Z."""


def _contacts(*arrived: int, group: int = 0, talk: int = 10, patience: int = UNLIMITED) -> Contacts:
    """Contacts that arrive so many seconds after noon."""
    count = len(arrived)
    return Contacts(
        arrived=[NOON + second * SECOND for second in arrived],
        group=[group] * count,
        talk=[talk * SECOND] * count,
        patience=[patience] * count,
        wrap_up=[-1] * count,
        priority=[0] * count,
    )


def _summary(snapshot: Snapshot, contacts: Contacts, until: int | None = None) -> Summary:
    outcomes = simulate(snapshot, contacts, Options(compiled=False, until=until))
    return summarise(outcomes, contacts, snapshot)


def test_a_small_run_is_summed_up_as_by_hand() -> None:
    """Ann talks 10 s and wraps up 5 s: at 0 s, 15 s and 30 s; the second waits 5 s, the third 10 s.

    The fourth contact gives up after 12 s of waiting; its T is 6 s, as that of all.
    """
    snapshot = Snapshot(
        groups=(
            Group(
                id=1,
                name="Sales",
                members=(Member(agent=0),),
                wrap_up=5 * SECOND,
                service_level=(90, 6 * SECOND),
            ),
        ),
        agents=(Agent(id=1, name="Ann"), Agent(id=2, name="Bob")),
    )
    contacts = replace(_contacts(0, 10, 20, 21), patience=[UNLIMITED] * 3 + [12 * SECOND])
    figures = Figures(
        offered=4,
        answered=3,
        abandoned=1,
        service_level=2 / 3,
        service_level_of_offered=2 / 4,
        service_level_with_abandoned=2 / 4,
        service_level_abandoned_inside=2 / 4,
        service_level_without_short_abandons=2 / 4,
        average_speed_of_answer=5_000.0,
        mean_wait=27_000 / 4,
        mean_wait_of_queued=9_000.0,
        longest_wait=12_000,
        average_handling_time=15_000.0,
        queued_share=3 / 4,
        abandonment_rate=1 / 4,
        endings=(
            Ending(Outcome.ANSWERED, Reason.NONE, 3),
            Ending(Outcome.ABANDONED, Reason.PATIENCE, 1),
        ),
    )
    work = Work(scheduled=45_000, staffed=45_000, busy=45_000)
    assert _summary(snapshot, contacts) == Summary(
        start=NOON,
        end=NOON + 45_000,
        totals=figures,
        work=work,
        groups=(GroupFigures(0, "Sales", 0.9, 6_000, figures),),
        agents=(AgentFigures(0, "Ann", answered=3, talk=30_000, wrap_up=15_000, work=work),),
    )


def test_an_overflow_is_a_visit_to_two_groups_and_one_contact_in_the_totals() -> None:
    overflow = {Trigger.TIMEOUT: Overflow(OverflowAction.GROUP, 1)}
    snapshot = Snapshot(
        groups=(
            Group(id=1, name="First", members=(Member(0),), max_wait=3_000, overflow=overflow),
            Group(id=2, name="Second", members=(Member(1),), service_level=(80, 2_000)),
        ),
        agents=(Agent(id=1, name="Ann"), Agent(id=2, name="Bob")),
    )
    summary = _summary(snapshot, _contacts(0, 1, 3))
    first, second = summary.groups
    assert (first.figures.offered, first.figures.answered, first.overflowed) == (3, 1, 2)
    assert (first.figures.mean_wait, first.figures.longest_wait) == (2_000.0, 3_000)
    assert (first.figures.service_level, first.figures.service_level_of_offered) == (1.0, 1 / 3)
    assert (second.figures.offered, second.figures.answered, second.overflowed) == (2, 2, 0)
    assert (second.figures.average_speed_of_answer, second.figures.service_level) == (4_000.0, 0.5)
    assert (summary.totals.offered, summary.totals.answered) == (3, 3)
    assert summary.totals.average_speed_of_answer == (0 + 3_000 + 11_000) / 3
    assert summary.totals.service_level == 1 / 3


def test_the_variants_of_the_service_level_are_those_of_the_page() -> None:
    """Six in time, two late, one gave up early and one late: the example of figures.md."""
    waits = [*[1] * 6, 25, 30, 5, 40]
    answered = [True] * 8 + [False] * 2
    figures = summarise(*_made(waits, answered)).totals
    assert figures.service_level == 6 / 8
    assert figures.service_level_of_offered == 6 / 10
    assert figures.service_level_with_abandoned == 6 / 10
    assert figures.service_level_abandoned_inside == 7 / 10
    assert figures.service_level_without_short_abandons == 6 / 9


def test_whoever_is_answered_exactly_at_the_target_is_in_time() -> None:
    figures = summarise(*_made([20, 21], [True, True])).totals
    assert figures.service_level == 1 / 2


def test_what_would_divide_by_nothing_is_undefined() -> None:
    snapshot = Snapshot(groups=(Group(id=1, name="Empty"),), agents=())
    summary = _summary(snapshot, _contacts(0, group=NO_ROUTE))
    assert summary.totals == Figures(
        offered=1,
        unanswered=1,
        service_level_of_offered=0.0,
        mean_wait=0.0,
        longest_wait=0,
        queued_share=0.0,
        abandonment_rate=0.0,
        endings=(Ending(Outcome.UNANSWERED, Reason.NO_ROUTE, 1),),
    )
    assert summary.groups[0].figures == Figures()
    assert (summary.work.occupancy, summary.work.utilisation) == (None, None)


def test_work_after_the_end_of_a_shift_counts_in_both_parts_of_occupancy() -> None:
    """A shift of 60 s, a talk from 50 s to 90 s: 40 s busy of 60 s and 30 s more."""
    shifts = (Shift(NOON, NOON + 60 * SECOND),)
    snapshot = Snapshot(
        groups=(Group(id=1, name="Sales", members=(Member(0),)),),
        agents=(Agent(id=1, name="Ann", shifts=shifts),),
    )
    contacts = replace(_contacts(0, 50), talk=[0, 40 * SECOND])
    work = _summary(snapshot, contacts).work
    assert work == Work(scheduled=60_000, staffed=90_000, busy=40_000)
    assert (work.occupancy, work.utilisation) == (40 / 90, 40 / 60)


def test_a_talk_during_the_wrap_up_of_another_group_is_busy_once() -> None:
    group = Group(
        id=1, name="A", members=(Member(0),), wrap_up=30 * SECOND, wrap_up_scope=Scope.GROUP
    )
    snapshot = Snapshot(
        groups=(group, replace(group, id=2, name="B", wrap_up=0)),
        agents=(Agent(id=1, name="Ann"),),
    )
    summary = _summary(snapshot, replace(_contacts(0, 15), group=[0, 1]))
    assert summary.agents == (
        AgentFigures(
            0, "Ann", answered=2, talk=20_000, wrap_up=30_000, work=Work(40_000, 40_000, 40_000)
        ),
    )


def test_shifts_and_work_are_cut_to_the_span_that_is_asked_for() -> None:
    contacts = _contacts(0)
    snapshot = Snapshot(
        groups=(Group(id=1, name="Sales", members=(Member(0),)),),
        agents=(Agent(id=1, name="Ann", shifts=(Shift(NOON - 99_000, NOON + 99_000),)),),
    )
    outcomes = simulate(snapshot, contacts, Options(compiled=False))
    span = (NOON - 20_000, NOON + 4_000)
    assert summarise(outcomes, contacts, snapshot, span=span).work == Work(24_000, 24_000, 4_000)


def test_agents_who_can_be_offered_nothing_are_left_out() -> None:
    members = (Member(0), Member(1, status=Status.DISABLED), Member(2))
    snapshot = Snapshot(
        groups=(Group(id=1, name="Sales", members=members),),
        agents=(
            Agent(id=1, name="Ann"),
            Agent(id=2, name="Disabled"),
            Agent(id=3, name="Without a phone", takes_calls=False),
            Agent(id=4, name="Elsewhere"),
        ),
    )
    assert [agent.name for agent in _summary(snapshot, _contacts(0)).agents] == ["Ann"]


def test_what_waits_at_the_horizon_has_waited_until_then_and_what_comes_later_not_at_all() -> None:
    snapshot = Snapshot(
        groups=(Group(id=1, name="Sales", members=(Member(0),)),),
        agents=(Agent(id=1, name="Ann"),),
    )
    contacts = _contacts(0, 0, 5, 30, talk=100)
    totals = _summary(snapshot, contacts, until=NOON + 20 * SECOND).totals
    assert (totals.offered, totals.answered, totals.waiting) == (4, 1, 3)
    assert (totals.mean_wait, totals.longest_wait) == (35_000 / 3, 20_000)
    assert totals.queued_share == 2 / 4


def test_adherence_compares_shares_of_answers_with_shares_of_weights() -> None:
    """Weights 3 and 1, answered 1 and 1: each share is 25 points off."""
    members = (Member(0, weight=3), Member(1, weight=1))
    contacts, snapshot = (
        _contacts(0, 0),
        Snapshot(
            groups=(Group(id=1, name="Sales", strategy=Strategy.RANDOM, members=members),),
            agents=(Agent(id=1, name="Ann"), Agent(id=2, name="Bob")),
        ),
    )
    assert _summary(snapshot, contacts).groups[0].adherence == 0.75
    linear = replace(snapshot.groups[0], strategy=Strategy.LINEAR)
    assert _summary(replace(snapshot, groups=(linear,)), contacts).groups[0].adherence is None


def test_an_hour_that_the_clock_repeats_is_two_intervals() -> None:
    """On 2026-10-25 Sofia's clock reads 03:00 at 00:00Z, and again at 01:00Z."""
    midnight = 1_792_886_400_000
    contacts = replace(
        _contacts(0, 0, 0, 0),
        arrived=[midnight - 60_000, midnight, midnight + 50 * MINUTE, midnight + 70 * MINUTE],
        talk=[20 * MINUTE] * 4,
    )
    snapshot = Snapshot(
        groups=(Group(id=1, name="Sales", members=(Member(0),)),),
        agents=(Agent(id=1, name="Ann"),),
    )
    outcomes = simulate(snapshot, contacts, Options(compiled=False))
    summary = summarise(outcomes, contacts, snapshot, zone="Europe/Sofia", interval_minutes=60)
    hour = 60 * MINUTE
    assert [
        (row.start - midnight, row.end - midnight, row.figures.offered, row.work)
        for row in summary.intervals
    ] == [
        (-hour, 0, 1, Work(MINUTE, MINUTE, MINUTE)),
        (0, hour, 2, Work(hour, hour, 49 * MINUTE)),
        (hour, 2 * hour, 1, Work(30 * MINUTE, 30 * MINUTE, 30 * MINUTE)),
    ]
    assert summary.intervals[1] == IntervalFigures(
        start=midnight,
        end=midnight + hour,
        figures=replace(
            summary.intervals[1].figures,
            answered=2,
            average_speed_of_answer=19 * MINUTE / 2,
            longest_wait=19 * MINUTE,
        ),
        work=Work(hour, hour, 49 * MINUTE),
    )


def test_intervals_that_do_not_divide_a_day_are_refused() -> None:
    outcomes, contacts, snapshot = _made([1], [True])
    with pytest.raises(RuleError) as caught:
        summarise(outcomes, contacts, snapshot, interval_minutes=7)
    assert caught.value.code == "bad-interval"


def test_a_run_without_contacts_has_empty_figures() -> None:
    outcomes, contacts, snapshot = _made([], [])
    summary = summarise(outcomes, contacts, snapshot, interval_minutes=30)
    assert (summary.totals, summary.intervals) == (Figures(), ())


def _made(waits: Sequence[int], answered: Sequence[bool]) -> tuple[Outcomes, Contacts, Snapshot]:
    """Outcomes as they might come from the engine: waits in seconds, answered or abandoned."""
    contacts = _contacts(*[0] * len(waits))
    left = [NOON + wait * SECOND for wait in waits]
    kinds = [Outcome.ANSWERED if each else Outcome.ABANDONED for each in answered]
    reasons = [Reason.NONE if each else Reason.PATIENCE for each in answered]
    outcomes = Outcomes(
        outcome=[OUTCOMES.index(kind) for kind in kinds],
        reason=[REASONS.index(reason) for reason in reasons],
        first_group=[0] * len(waits),
        last_group=[0] * len(waits),
        joined=contacts.arrived,
        answered=[at if each else NEVER for at, each in zip(left, answered, strict=True)],
        ended=left,
        agent=[row if each else NOBODY for row, each in enumerate(answered)],
        wrap_up=[0] * len(waits),
        hops=[0] * len(waits),
        device=[0] * len(waits),
        ring=[0] * len(waits),
        offers=[0] * len(waits),
        misses=[0] * len(waits),
        talks=[int(each) for each in answered],
        visits=Visits(*[[]] * 10),
        rings=Rings(*[[]] * 6),
        events=None,
        decisions=None,
        start=NOON,
        end=max(left, default=NOON),
        mode="interpreted",
    )
    agents = tuple(Agent(id=row + 1, name=f"Agent {row}") for row in range(len(waits)))
    return outcomes, contacts, Snapshot(groups=(Group(id=1, name="Sales"),), agents=agents)


# --- against a recomputation in plain Python ----------------------------------------------------


@st.composite
def _runs(draw: st.DrawFn) -> tuple[Snapshot, Contacts, int | None]:
    count = draw(st.integers(1, 25))
    small = st.integers(0, 40).map(lambda second: second * 500)
    shifts = st.none() | st.just((Shift(NOON, NOON + 15_000), Shift(NOON + 20_000, NOON + 30_000)))
    agents = tuple(Agent(id=row + 1, name=str(row), shifts=draw(shifts)) for row in range(3))
    overflow = {Trigger.TIMEOUT: Overflow(OverflowAction.GROUP, 1), Trigger.FULL: Overflow()}
    groups = (
        Group(
            id=1,
            name="A",
            members=(Member(0), Member(1, status=draw(st.sampled_from(Status)))),
            max_wait=draw(st.none() | small),
            max_waiting=draw(st.none() | st.integers(0, 3)),
            overflow=overflow,
            wrap_up=draw(small),
            wrap_up_scope=draw(st.sampled_from(Scope)),
            service_level=(80, draw(small)),
        ),
        Group(id=2, name="B", members=(Member(1), Member(2)), service_level=(50, draw(small))),
    )
    contacts = Contacts(
        arrived=[NOON + each for each in draw(_lists(small, count))],
        group=draw(_lists(st.sampled_from([0, 0, 1, NO_ROUTE, GROUP_DELETED]), count)),
        talk=draw(_lists(small, count)),
        patience=draw(_lists(st.just(UNLIMITED) | small, count)),
        wrap_up=[-1] * count,
        priority=[0] * count,
    )
    until = draw(st.none() | small.map(lambda after: max(contacts.arrived) - 5_000 + after))
    return Snapshot(groups, agents), contacts, until


def _lists(values: st.SearchStrategy[int], count: int) -> st.SearchStrategy[list[int]]:
    return st.lists(values, min_size=count, max_size=count)


@settings(deadline=None)
@given(_runs())
def test_figures_are_those_that_plain_python_reckons(
    run: tuple[Snapshot, Contacts, int | None],
) -> None:
    snapshot, contacts, until = run
    outcomes = simulate(snapshot, contacts, Options(compiled=False, until=until))
    summary = summarise(outcomes, contacts, snapshot, interval_minutes=15)
    stays = [_stay(outcomes, contacts, snapshot, row) for row in range(len(contacts.arrived))]
    assert summary.totals == _plain(stays)
    for index, group in enumerate(summary.groups):
        own = _visits(outcomes, contacts, snapshot, index)
        assert group.figures == _plain(own)
        assert group.overflowed == sum(outcome is None for outcome, *_ in own)
    seconds = range(summary.start, summary.end, 500)
    for agent in summary.agents:
        busy = {at for at in seconds if _is_busy(outcomes, agent.agent, at)}
        there = {at for at in seconds if _is_there(snapshot, agent.agent, at)}
        expected = Work(*(500 * len(each) for each in (there, there | busy, busy)))
        assert (agent.name, agent.work) == (agent.name, expected)


@settings(deadline=None)
@given(_runs())
def test_every_contact_is_counted_once_however_the_run_is_cut(
    run: tuple[Snapshot, Contacts, int | None],
) -> None:
    snapshot, contacts, until = run
    outcomes = simulate(snapshot, contacts, Options(compiled=False, until=until))
    summary = summarise(outcomes, contacts, snapshot, interval_minutes=15)
    totals = summary.totals
    names = [each.value for each in Outcome if each is not Outcome.CLOSED_BY_TIMEOUT]
    assert totals.offered == len(contacts.arrived)
    assert sum(getattr(totals, name) for name in names) == totals.offered
    assert sum(ending.count for ending in totals.endings) == totals.offered
    for name in ("offered", *names):
        assert sum(getattr(row.figures, name) for row in summary.intervals) == getattr(totals, name)
    for group in summary.groups:
        ended = sum(getattr(group.figures, name) for name in names)
        assert ended + group.overflowed == group.figures.offered
    assert sum(agent.answered for agent in summary.agents) == totals.answered
    for part in ("scheduled", "staffed", "busy"):
        total = getattr(summary.work, part)
        assert sum(getattr(row.work, part) for row in summary.intervals) == total
        assert sum(getattr(agent.work, part) for agent in summary.agents) == total


_Stay = tuple[Outcome | None, Reason, int | None, int, int]
"""Outcome (None: overflowed), reason, wait, target, handling time; in ms."""


def _stay(outcomes: Outcomes, contacts: Contacts, snapshot: Snapshot, row: int) -> _Stay:
    outcome = OUTCOMES[outcomes.outcome[row]]
    group = outcomes.last_group[row]
    handling = 0
    wait: int | None = None
    if outcome is Outcome.ANSWERED:
        handling = outcomes.ended[row] - outcomes.answered[row] + outcomes.wrap_up[row]
        wait = outcomes.answered[row] - contacts.arrived[row]
    elif outcomes.ended[row] != NEVER:
        wait = outcomes.ended[row] - contacts.arrived[row]
    elif outcomes.joined[row] != NEVER:
        wait = outcomes.end - contacts.arrived[row]
    target = snapshot.groups[group].service_level[1] if group >= 0 else -1
    return outcome, REASONS[outcomes.reason[row]], wait, target, handling


def _visits(outcomes: Outcomes, contacts: Contacts, snapshot: Snapshot, group: int) -> list[_Stay]:
    found: list[_Stay] = []
    target = snapshot.groups[group].service_level[1]
    for row, last in enumerate(outcomes.last_group):
        if last == group:
            outcome, reason, wait, _, handling = _stay(outcomes, contacts, snapshot, row)
            if outcomes.joined[row] == NEVER:
                wait = None
            elif wait is not None:
                wait -= outcomes.joined[row] - contacts.arrived[row]
            found.append((outcome, reason, wait, target, handling))
    visits = outcomes.visits
    for index, visited in enumerate(visits.group):
        if visited == group:
            wait = visits.left[index] - visits.joined[index]
            found.append((None, REASONS[visits.reason[index]], wait, target, 0))
    return found


def _plain(stays: Sequence[_Stay]) -> Figures:
    """The figures again, one after the other, as their definitions say."""

    def number(*outcomes: Outcome) -> int:
        return sum(outcome in outcomes for outcome, *_ in stays)

    def inside(*outcomes: Outcome) -> int:
        return sum(
            outcome in outcomes and wait is not None and wait <= target
            for outcome, _, wait, target, _ in stays
        )

    waits = [wait for _, _, wait, _, _ in stays if wait is not None]
    queued = sum(wait > 0 for wait in waits)
    talked = [stay for stay in stays if stay[0] is Outcome.ANSWERED]
    both = number(Outcome.ANSWERED, Outcome.ABANDONED)
    late = both - inside(Outcome.ABANDONED)
    in_time = inside(Outcome.ANSWERED)
    ends = [(outcome, reason) for outcome, reason, *_ in stays if outcome is not None]
    order = [(outcome, reason) for outcome in OUTCOMES for reason in REASONS]
    return Figures(
        offered=len(stays),
        **{each.value: number(each) for each in Outcome if each is not Outcome.CLOSED_BY_TIMEOUT},
        service_level=_ratio(in_time, len(talked)),
        service_level_of_offered=_ratio(in_time, len(stays)),
        service_level_with_abandoned=_ratio(in_time, both),
        service_level_abandoned_inside=_ratio(inside(Outcome.ANSWERED, Outcome.ABANDONED), both),
        service_level_without_short_abandons=_ratio(in_time, late),
        average_speed_of_answer=_ratio(sum(wait or 0 for _, _, wait, _, _ in talked), len(talked)),
        mean_wait=_ratio(sum(waits), len(waits)),
        mean_wait_of_queued=_ratio(sum(waits), queued),
        longest_wait=max(waits, default=None),
        average_handling_time=_ratio(sum(handling for *_, handling in talked), len(talked)),
        queued_share=_ratio(queued, len(stays)),
        abandonment_rate=_ratio(number(Outcome.ABANDONED), len(stays)),
        endings=tuple(Ending(*end, ends.count(end)) for end in order if end in ends),
    )


def _ratio(above: int, below: int) -> float | None:
    return above / below if below else None


def _is_busy(outcomes: Outcomes, agent: int, at: int) -> bool:
    return any(
        outcomes.answered[row] <= at < outcomes.ended[row] + outcomes.wrap_up[row]
        for row, who in enumerate(outcomes.agent)
        if who == agent
    )


def _is_there(snapshot: Snapshot, agent: int, at: int) -> bool:
    shifts = snapshot.agents[agent].shifts
    return shifts is None or any(shift.start <= at < shift.end for shift in shifts)
