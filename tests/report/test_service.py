"""Escalation, ringing, chats and ratings: small runs, every figure worked out on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ccadmin.engine import (
    CHANNELS,
    UNLIMITED,
    Agent,
    ChatService,
    Contacts,
    Group,
    Member,
    Snapshot,
)
from ccadmin.report.queues import queue_steps
from ccadmin.report.record_of_run import record_of_run
from ccadmin.report.summary import Offering, Quality, Queue, Summary, Work
from ccadmin.vocabulary import Channel, Strategy

from .made import MINUTE, NOON, SECOND, contacts_at, summed_up

CALL, CHAT = CHANNELS.index(Channel.CALL), CHANNELS.index(Channel.CHAT)
LEVELS = Snapshot(
    groups=(
        Group(id=1, name="First", members=(Member(0),), wrap_up=5 * SECOND, escalates_to=1),
        Group(id=2, name="Experts", members=(Member(1),), service_level=(80, 10 * SECOND)),
    ),
    agents=(Agent(id=1, name="Ann"), Agent(id=2, name="Bob")),
)


def _escalating() -> Summary:
    """Four calls for First, at 0, 0, 30 and 30 s, 10 s of talk each; the first and third go up.

    Ann takes them at 0, 15, 30 and 45 s, each with 5 s of wrap-up. Bob takes the first at 10 s; the
    third at 40 s, which the file says stayed unresolved. The wait of the second is 15 s, of the
    fourth 15 s; nobody waits for Bob.
    """
    contacts = replace(contacts_at(0, 0, 30, 30), level=[1, 0, 1, 0], resolved=[-1, 1, 0, -1])
    return summed_up(LEVELS, contacts)


def test_a_contact_that_goes_up_is_two_visits_and_two_answers() -> None:
    """Resolved are the first (20 s after its arrival), the second and the fourth (25 s each).

    All four were answered first by Ann, after 0, 15, 0 and 15 s. The wait of the third contact has
    no talk in it, so no contact waited longer than 15 s.
    """
    summary = _escalating()
    assert (summary.totals.offered, summary.totals.answered) == (4, 4)
    assert (summary.totals.average_speed_of_answer, summary.totals.longest_wait) == (7_500, 15_000)
    assert summary.totals.average_handling_time == (25_000 + 15_000 + 25_000 + 15_000) / 4
    assert summary.totals.quality == Quality(
        first_response_time=7_500.0,
        resolved=3,
        resolution_time=70_000 / 3,
        first_contact_resolution=2 / 4,
    )
    first, experts = summary.groups
    assert (first.figures.offered, first.figures.answered, first.escalated) == (4, 4, 2)
    assert (experts.figures.offered, experts.figures.answered, experts.escalated) == (2, 2, 0)
    assert first.figures.quality == Quality(
        first_response_time=7_500.0,
        resolved=2,
        resolution_time=25_000.0,
        first_contact_resolution=2 / 4,
    )
    assert experts.figures.quality == Quality(resolved=1, resolution_time=20_000.0)
    assert (first.figures.average_handling_time, experts.figures.average_handling_time) == (
        15_000,
        10_000,
    )
    ann, bob = summary.agents
    assert (ann.answered, ann.talk, ann.wrap_up) == (4, 40_000, 20_000)
    assert (bob.answered, bob.talk, bob.wrap_up) == (2, 20_000, 0)
    assert (ann.quality, bob.quality) == (first.figures.quality, experts.figures.quality)


def test_the_queue_is_the_sum_of_all_waits() -> None:
    """The second call waits from 0 to 15 s, the fourth from 30 to 45 s: 30 s in 60 s, one at most."""
    summary = _escalating()
    assert summary.queue == Queue(span=60_000, waited=30_000, longest_queue=1)
    assert [group.queue for group in summary.groups] == [
        Queue(span=60_000, waited=30_000, longest_queue=1),
        Queue(span=60_000),
    ]
    assert summary.queue.mean_queue == 0.5


def test_the_length_of_the_queue_is_known_at_every_instant() -> None:
    """One agent, 10 s a call; calls at 0, 2, 3 and 10 s are answered at 0, 10, 20 and 30 s."""
    from ccadmin.engine import Options, simulate

    snapshot = Snapshot(
        groups=(Group(id=1, name="Sales", members=(Member(0),)), Group(id=2, name="Other")),
        agents=(Agent(id=1, name="Ann"),),
    )
    contacts = contacts_at(0, 2, 3, 10)
    record = record_of_run(simulate(snapshot, contacts, Options()), contacts, snapshot)
    steps = [(2, 1), (3, 2), (20, 1), (30, 0)]
    expected = [(NOON + second * SECOND, waiting) for second, waiting in steps]
    # At 10 s one is answered and one joins: two wait before and after, which is no change.
    found = [row for row in queue_steps(record).iter_rows() if row[0] != NOON + 10 * SECOND]
    assert found == expected
    assert list(queue_steps(record, group=0).iter_rows()) == list(queue_steps(record).iter_rows())
    assert queue_steps(record, group=1).height == 0


def test_rings_in_vain_are_offers_and_time_but_no_answers() -> None:
    """Ann lets the phone ring for 20 s and misses; then Bob answers after 3 s and talks 10 s."""
    snapshot = Snapshot(
        groups=(
            Group(
                id=1,
                name="Sales",
                strategy=Strategy.LINEAR,
                members=(Member(0), Member(1, position=2)),
            ),
        ),
        agents=(
            Agent(id=1, name="Ann", extension=60 * SECOND),
            Agent(id=2, name="Bob", extension=3 * SECOND),
        ),
    )
    summary = summed_up(snapshot, contacts_at(0))
    assert summary.offering == Offering(offers=2, misses=1, cut_short=0)
    assert summary.offering.miss_rate == 1 / 2
    assert summary.groups[0].offering == summary.offering
    ann, bob = summary.agents
    assert (ann.answered, ann.ring, ann.offering) == (0, 20_000, Offering(1, 1, 0))
    assert (bob.answered, bob.ring, bob.offering) == (1, 3_000, Offering(1, 0, 0))
    assert ann.work == Work(scheduled=33_000, staffed=33_000, busy=20_000, load=20_000)
    assert bob.work == Work(scheduled=33_000, staffed=33_000, busy=13_000, load=13_000)
    assert summary.groups[0].work == Work(66_000, 66_000, 33_000, 33_000)
    assert summary.totals.average_speed_of_answer == 23_000


def test_a_ring_that_the_caller_ends_is_cut_short_and_no_miss() -> None:
    snapshot = Snapshot(
        groups=(Group(id=1, name="Sales", members=(Member(0),)),),
        agents=(Agent(id=1, name="Ann", extension=10 * SECOND),),
    )
    summary = summed_up(snapshot, contacts_at(0, patience=4 * SECOND))
    assert summary.offering == Offering(offers=1, misses=0, cut_short=1)
    assert (summary.agents[0].ring, summary.work.busy) == (4_000, 4_000)


def _chats(*arrived: int, **columns: object) -> Contacts:
    contacts = replace(contacts_at(*arrived), channel=[CHAT] * len(arrived))
    return replace(contacts, **columns)  # type: ignore[arg-type] # columns of the test


def _chatting(**chat: object) -> Snapshot:
    service = ChatService(**chat)  # type: ignore[arg-type] # settings of the test
    return Snapshot(
        groups=(Group(id=1, name="Web", members=(Member(0),), chat=service),),
        agents=(Agent(id=1, name="Ann"),),
    )


def test_chats_count_as_busy_once_and_as_load_by_their_part_of_the_capacity() -> None:
    """Capacity 3; chats of 10 s from 0 s and 5 s: busy for 15 s, of which 5 s with two in hand.

    Load: 5 s of a third, 5 s of two thirds, 5 s of a third: 20/3 s.
    """
    summary = summed_up(_chatting(capacity=3), _chats(0, 5))
    assert summary.work == Work(scheduled=15_000, staffed=15_000, busy=15_000, load=6_667)
    assert summary.groups[0].work == summary.work
    assert (summary.work.occupancy, summary.work.utilisation) == (1, 6_667 / 15_000)
    assert summary.agents[0].talk == 20_000


def test_wrap_up_and_a_full_hand_of_chats_take_an_agent_whole() -> None:
    """Capacity 2; two chats from 0 to 10 s, then 5 s of wrap-up of each: load is 15 s."""
    snapshot = _chatting(capacity=2)
    group = replace(snapshot.groups[0], wrap_up=5 * SECOND)
    summary = summed_up(replace(snapshot, groups=(group,)), _chats(0, 0))
    assert summary.work == Work(15_000, 15_000, 15_000, 15_000)
    assert summary.agents[0].wrap_up == 10_000


def test_load_by_interval_adds_up_to_that_of_the_run() -> None:
    """A chat of 90 min from noon with capacity 2: half of each of two hours' 60 and 30 minutes."""
    from ccadmin.engine import Options, simulate
    from ccadmin.report.figures import summarise

    snapshot = _chatting(capacity=2)
    contacts = _chats(0, talk=[90 * MINUTE])
    outcomes = simulate(snapshot, contacts, Options())
    summary = summarise(outcomes, contacts, snapshot, interval_minutes=60)
    assert [row.work for row in summary.intervals] == [
        Work(60 * MINUTE, 60 * MINUTE, 60 * MINUTE, 30 * MINUTE),
        Work(30 * MINUTE, 30 * MINUTE, 30 * MINUTE, 15 * MINUTE),
    ]


def test_a_chat_that_silence_closes_was_answered() -> None:
    """The user falls silent after 2 s; 5 s later the chat is closed, 7 s after its answer."""
    contacts = _chats(0, silent_after=[2 * SECOND])
    summary = summed_up(_chatting(silence_timeout=5 * SECOND), contacts)
    totals = summary.totals
    assert (totals.answered, totals.closed_by_timeout) == (1, 1)
    assert (totals.average_handling_time, totals.quality.resolved) == (7_000, 1)


@pytest.mark.parametrize(
    ("validity", "expected"),
    [
        (None, (None, None, None)),
        (59 * SECOND, (5.0, 1.0, 1 / 4)),
        (60 * SECOND, (4.0, 0.5, 2 / 4)),
        (600 * SECOND, (3.0, 1 / 3, 3 / 4)),
    ],
)
def test_a_rating_of_a_chat_counts_within_its_validity(
    validity: int | None, expected: tuple[float | None, ...]
) -> None:
    """Ratings 5 after 1 s, 3 after 60 s, 1 after 600 s, and a fourth user who gives none."""
    contacts = _chats(
        0, 20, 40, 60, rating=[5, 3, 1, 0], rated_after=[SECOND, 60 * SECOND, 600 * SECOND, 0]
    )
    quality = summed_up(_chatting(rating_validity=validity), contacts).totals.quality
    assert (quality.csat, quality.satisfied, quality.response_rate) == expected


def test_a_rating_of_a_call_always_counts_and_one_of_a_caller_who_gave_up_never() -> None:
    """Two calls at once, of which the second gives up after 1 s: one rating of one answered."""
    contacts = replace(contacts_at(0, 0), rating=[4, 1], rated_after=[MINUTE, 0])
    contacts = replace(contacts, patience=[UNLIMITED, SECOND])
    quality = summed_up(LEVELS, contacts).totals.quality
    assert (quality.csat, quality.satisfied, quality.response_rate) == (4.0, 1.0, 1.0)


def test_channels_are_counted_apart() -> None:
    """A call takes Ann from 0 to 10 s; a chat that comes at 1 s waits for her until then."""
    contacts = _chats(0, 1, channel=[CALL, CHAT])
    summary = summed_up(_chatting(), contacts)
    assert [
        (each.channel, each.figures.offered, each.figures.longest_wait, each.offering.offers)
        for each in summary.channels
    ] == [(Channel.CALL, 1, 0, 1), (Channel.CHAT, 1, 9_000, 1)]
