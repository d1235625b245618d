from __future__ import annotations

from dataclasses import replace

import pytest

from ccadmin.engine import (
    NO_ROUTE,
    UNLIMITED,
    Agent,
    Group,
    Member,
    Options,
    Overflow,
    Shift,
    Snapshot,
    simulate,
)
from ccadmin.errors import RuleError
from ccadmin.report.figures import Cut, figures, summarise
from ccadmin.report.record_of_run import record_of_run
from ccadmin.report.summary import (
    AgentFigures,
    ChannelFigures,
    Ending,
    Figures,
    GroupFigures,
    IntervalFigures,
    Offering,
    Quality,
    Queue,
    Summary,
    Work,
)
from ccadmin.vocabulary import (
    Channel,
    Outcome,
    OverflowAction,
    Reason,
    Scope,
    Status,
    Strategy,
    Trigger,
)

from .made import MINUTE, NOON, SECOND, contacts_at, made, summed_up


def test_a_small_run_is_summed_up_as_by_hand() -> None:
    """Ann talks 10 s and wraps up 5 s: at 0 s, 15 s and 30 s; the second waits 5 s, the third 10 s.

    The fourth contact gives up after 12 s of waiting; its T is 6 s, as that of all. It waits from
    21 s to 33 s and the third from 20 s to 30 s, so two wait at once. From arrival to the end of the
    talk it takes the answered 10 s, 15 s and 20 s.
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
    contacts = replace(contacts_at(0, 10, 20, 21), patience=[UNLIMITED] * 3 + [12 * SECOND])
    quality = Quality(
        first_response_time=5_000.0,
        resolved=3,
        resolution_time=15_000.0,
        first_contact_resolution=1.0,
    )
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
        quality=quality,
        endings=(
            Ending(Outcome.ANSWERED, Reason.NONE, 3),
            Ending(Outcome.ABANDONED, Reason.PATIENCE, 1),
        ),
    )
    work = Work(scheduled=45_000, staffed=45_000, busy=45_000, load=45_000)
    offering, queue = Offering(offers=3), Queue(span=45_000, waited=27_000, longest_queue=2)
    assert summed_up(snapshot, contacts) == Summary(
        start=NOON,
        end=NOON + 45_000,
        totals=figures,
        work=work,
        groups=(
            GroupFigures(
                0, "Sales", 0.9, 6_000, figures, offering=offering, work=work, queue=queue
            ),
        ),
        agents=(
            AgentFigures(
                0,
                "Ann",
                answered=3,
                ring=0,
                talk=30_000,
                wrap_up=15_000,
                work=work,
                offering=offering,
                quality=quality,
            ),
        ),
        offering=offering,
        queue=queue,
        channels=(ChannelFigures(Channel.CALL, figures, offering),),
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
    summary = summed_up(snapshot, contacts_at(0, 1, 3))
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
    figures = summarise(*made(waits, answered)).totals
    assert figures.service_level == 6 / 8
    assert figures.service_level_of_offered == 6 / 10
    assert figures.service_level_with_abandoned == 6 / 10
    assert figures.service_level_abandoned_inside == 7 / 10
    assert figures.service_level_without_short_abandons == 6 / 9


def test_whoever_is_answered_exactly_at_the_target_is_in_time() -> None:
    figures = summarise(*made([20, 21], [True, True])).totals
    assert figures.service_level == 1 / 2


def test_what_would_divide_by_nothing_is_undefined() -> None:
    snapshot = Snapshot(groups=(Group(id=1, name="Empty"),), agents=())
    summary = summed_up(snapshot, contacts_at(0, group=NO_ROUTE))
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
    contacts = replace(contacts_at(0, 50), talk=[0, 40 * SECOND])
    work = summed_up(snapshot, contacts).work
    assert work == Work(scheduled=60_000, staffed=90_000, busy=40_000, load=40_000)
    assert (work.occupancy, work.utilisation) == (40 / 90, 40 / 60)


def test_a_talk_during_the_wrap_up_of_another_group_is_busy_once() -> None:
    group = Group(
        id=1, name="A", members=(Member(0),), wrap_up=30 * SECOND, wrap_up_scope=Scope.GROUP
    )
    snapshot = Snapshot(
        groups=(group, replace(group, id=2, name="B", wrap_up=0)),
        agents=(Agent(id=1, name="Ann"),),
    )
    summary = summed_up(snapshot, replace(contacts_at(0, 15), group=[0, 1]))
    ann = summary.agents[0]
    assert (ann.answered, ann.ring, ann.talk, ann.wrap_up) == (2, 0, 20_000, 30_000)
    assert ann.work == Work(40_000, 40_000, 40_000, 40_000)
    assert [group.work for group in summary.groups] == [
        Work(40_000, 40_000, 40_000, 40_000),
        Work(40_000, 40_000, 10_000, 10_000),
    ]


def test_shifts_and_work_are_cut_to_the_span_that_is_asked_for() -> None:
    contacts = contacts_at(0)
    snapshot = Snapshot(
        groups=(Group(id=1, name="Sales", members=(Member(0),)),),
        agents=(Agent(id=1, name="Ann", shifts=(Shift(NOON - 99_000, NOON + 99_000),)),),
    )
    outcomes = simulate(snapshot, contacts, Options(compiled=False))
    record = record_of_run(outcomes, contacts, snapshot)
    cut = replace(record, start=NOON - 20_000, end=NOON + 4_000)
    assert figures(cut, snapshot, Cut()).work == Work(24_000, 24_000, 4_000, 4_000)


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
    assert [agent.name for agent in summed_up(snapshot, contacts_at(0)).agents] == ["Ann"]


def test_what_waits_at_the_horizon_has_waited_until_then_and_what_comes_later_not_at_all() -> None:
    snapshot = Snapshot(
        groups=(Group(id=1, name="Sales", members=(Member(0),)),),
        agents=(Agent(id=1, name="Ann"),),
    )
    contacts = contacts_at(0, 0, 5, 30, talk=100)
    totals = summed_up(snapshot, contacts, until=NOON + 20 * SECOND).totals
    assert (totals.offered, totals.answered, totals.waiting) == (4, 1, 3)
    assert (totals.mean_wait, totals.longest_wait) == (35_000 / 3, 20_000)
    assert totals.queued_share == 2 / 4


def test_adherence_compares_shares_of_answers_with_shares_of_weights() -> None:
    """Weights 3 and 1, answered 1 and 1: each share is 25 points off."""
    members = (Member(0, weight=3), Member(1, weight=1))
    contacts, snapshot = (
        contacts_at(0, 0),
        Snapshot(
            groups=(Group(id=1, name="Sales", strategy=Strategy.RANDOM, members=members),),
            agents=(Agent(id=1, name="Ann"), Agent(id=2, name="Bob")),
        ),
    )
    assert summed_up(snapshot, contacts).groups[0].adherence == 0.75
    linear = replace(snapshot.groups[0], strategy=Strategy.LINEAR)
    assert summed_up(replace(snapshot, groups=(linear,)), contacts).groups[0].adherence is None


def test_an_hour_that_the_clock_repeats_is_two_intervals() -> None:
    """On 2026-10-25 Sofia's clock reads 03:00 at 00:00Z, and again at 01:00Z."""
    midnight = 1_792_886_400_000
    contacts = replace(
        contacts_at(0, 0, 0, 0),
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
        (-hour, 0, 1, Work(*[MINUTE] * 4)),
        (0, hour, 2, Work(hour, hour, 49 * MINUTE, 49 * MINUTE)),
        (hour, 2 * hour, 1, Work(*[30 * MINUTE] * 4)),
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
        offering=Offering(offers=2),
        work=Work(hour, hour, 49 * MINUTE, 49 * MINUTE),
        queue=Queue(span=hour, waited=19 * MINUTE, longest_queue=1),
    )


def test_intervals_that_do_not_divide_a_day_are_refused() -> None:
    outcomes, contacts, snapshot = made([1], [True])
    with pytest.raises(RuleError) as caught:
        summarise(outcomes, contacts, snapshot, interval_minutes=7)
    assert caught.value.code == "bad-interval"


def test_a_run_without_contacts_has_empty_figures() -> None:
    outcomes, contacts, snapshot = made([], [])
    summary = summarise(outcomes, contacts, snapshot, interval_minutes=30)
    assert (summary.totals, summary.intervals) == (Figures(), ())
