from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from ccadmin.engine import simulate
from ccadmin.report.figures import summarise
from ccadmin.vocabulary import Outcome
from tests.acd.centres import centres

from . import plain
from .made import SECOND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.engine import Contacts, Outcomes, Snapshot
    from ccadmin.report.summary import Queue, Summary
    from tests.acd.centres import Centre

    from .plain import Stay

pytestmark = pytest.mark.no_cover  # they compare at full speed; other tests cover the lines
MOST_AGENTS = 8
ENDS = [each.value.replace("-", "_") for each in Outcome if each is not Outcome.CLOSED_BY_TIMEOUT]


@settings(deadline=None, max_examples=60)
@given(centres())
def test_figures_are_those_that_plain_python_reckons(centre: Centre) -> None:
    outcomes, summary = _run(centre)
    snapshot, contacts = centre.snapshot, centre.contacts
    stays = _stays(outcomes, contacts, snapshot)
    visits = [stay for each in stays for stay in each if stay.group >= 0]
    rings = plain.rings_of(outcomes)
    assert summary.totals == plain.figures(
        [plain.whole(each, outcomes, contacts) for each in stays]
    )
    answered = sum(stay.was_answered for stay in visits)
    ringing = sum(outcomes.offers) - answered - len(rings)
    assert summary.offering == plain.offering(rings, answered, ringing)
    for group in summary.groups:
        own = [stay for stay in visits if stay.group == group.group]
        there = [ring for ring in rings if ring.group == group.group]
        assert group.figures == plain.figures(own)
        assert group.overflowed == sum(stay.ended == "overflowed" for stay in own)
        assert group.escalated == sum(stay.ended == "escalated" for stay in own)
        assert group.offering == plain.offering(there, sum(stay.was_answered for stay in own))
    for agent in summary.agents:
        own = [stay for stay in visits if stay.was_answered and stay.agent == agent.agent]
        there = [ring for ring in rings if ring.agent == agent.agent]
        rung = sum(ring.ended - ring.started for ring in there) + sum(stay.ring for stay in own)
        assert (agent.answered, agent.ring) == (len(own), rung)
        assert agent.talk == sum(stay.talked - stay.left for stay in own)
        assert agent.wrap_up == sum(stay.released - stay.talked for stay in own)
        assert agent.quality == plain.quality(own)
        assert agent.offering == plain.offering(there, len(own))


@settings(deadline=None, max_examples=30)
@given(centres())
def test_work_is_what_is_seen_by_looking_every_second(centre: Centre) -> None:
    outcomes, summary = _run(centre)
    snapshot, contacts = centre.snapshot, centre.contacts
    stays = [stay for each in _stays(outcomes, contacts, snapshot) for stay in each]
    rings = plain.rings_of(outcomes)
    spells = list(plain.spells(stays, rings, contacts, snapshot))
    seconds = range(summary.start, summary.end, SECOND)
    for person in summary.agents:
        hours = snapshot.agents[person.agent].shifts
        on = [hours is None or any(s.start <= at < s.end for s in hours) for at in seconds]
        own = [spell for spell in spells if spell.agent == person.agent]
        at_work = [plain.at_work(own, at) for at in seconds]
        work = person.work
        assert work.scheduled == sum(on) * SECOND
        assert work.staffed == sum(a or b for a, (b, _) in zip(on, at_work, strict=True)) * SECOND
        assert (work.busy, work.load) == _sums(at_work, work.load)
    for group in summary.groups:
        there = [spell for spell in spells if spell.group == group.group]
        by_agent = [[s for s in there if s.agent == agent] for agent in {s.agent for s in there}]
        at_work = [plain.at_work(own, at) for own in by_agent for at in seconds]
        assert (group.work.busy, group.work.load) == _sums(at_work, group.work.load)


@settings(deadline=None, max_examples=40)
@given(centres())
def test_the_queue_is_counted_at_every_instant(centre: Centre) -> None:
    outcomes, summary = _run(centre)
    stays = _stays(outcomes, centre.contacts, centre.snapshot)
    waits = [(stay.group, stay.joined, stay.left) for each in stays for stay in each if stay.joined]
    assert _seen(summary.queue) == _looked_at(waits, summary.start, summary.end)
    for group in summary.groups:
        own = [wait for wait in waits if wait[0] == group.group]
        assert _seen(group.queue) == _looked_at(own, summary.start, summary.end)
    for row in summary.intervals:
        assert _seen(row.queue) == _looked_at(waits, row.start, row.end)


@settings(deadline=None, max_examples=40)
@given(centres())
def test_every_contact_is_counted_once_however_the_run_is_cut(centre: Centre) -> None:
    """Little's law among it: the mean queue over the whole time is the sum of all waits."""
    outcomes, summary = _run(centre)
    totals = summary.totals
    assert totals.offered == len(centre.contacts.arrived)
    assert sum(getattr(totals, name) for name in ENDS) == totals.offered
    assert sum(ending.count for ending in totals.endings) == totals.offered
    for parts in (summary.intervals, summary.channels):
        for name in ("offered", *ENDS, "closed_by_timeout"):
            assert sum(getattr(p.figures, name) for p in parts) == getattr(totals, name)
        for name in ("offers", "misses", "cut_short"):
            found = sum(getattr(part.offering, name) for part in parts)
            assert found == getattr(summary.offering, name)
        assert sum(part.figures.quality.resolved for part in parts) == totals.quality.resolved
    for group in summary.groups:
        ended = sum(getattr(group.figures, name) for name in ENDS)
        assert ended + (group.overflowed or 0) == group.figures.offered
    ringing = sum(outcomes.offers) - sum(outcomes.talks) - len(outcomes.rings.contact)
    for name in ("offers", "misses", "cut_short"):
        whole = getattr(summary.offering, name) - (0 if name == "misses" else ringing)
        assert sum(getattr(agent.offering, name) for agent in summary.agents) == whole
        assert sum(getattr(group.offering, name) for group in summary.groups) == whole
    answers = sum(agent.answered for agent in summary.agents)
    assert sum(group.figures.answered for group in summary.groups) == answers
    for part in ("scheduled", "staffed", "busy"):
        total = getattr(summary.work, part)
        assert sum(getattr(row.work, part) for row in summary.intervals) == total
        assert sum(getattr(agent.work, part) for agent in summary.agents) == total
    visits = [s for each in _stays(outcomes, centre.contacts, centre.snapshot) for s in each]
    assert summary.queue is not None
    assert summary.queue.waited == sum(stay.wait or 0 for stay in visits if stay.group >= 0)
    assert summary.queue.waited == sum(
        group.queue.waited for group in summary.groups if group.queue
    )
    assert summary.queue.mean_queue == (
        summary.queue.waited / summary.queue.span if summary.queue.span else None
    )


def _sums(at_work: Sequence[tuple[bool, float]], load: int | None) -> tuple[int, int | None]:
    """The ms seen at work, and the load: as it was reckoned, where it is rounded for each agent."""
    busy, seen = (sum(each[index] for each in at_work) * SECOND for index in (0, 1))
    near = load is not None and abs(seen - load) <= MOST_AGENTS / 2
    return round(busy), load if near else round(seen)


def _run(centre: Centre) -> tuple[Outcomes, Summary]:
    outcomes = simulate(centre.snapshot, centre.contacts, centre.options)
    return outcomes, summarise(outcomes, centre.contacts, centre.snapshot, interval_minutes=1)


def _stays(outcomes: Outcomes, contacts: Contacts, snapshot: Snapshot) -> list[list[Stay]]:
    rows = range(len(contacts.arrived))
    return [plain.stays_of(outcomes, contacts, snapshot, row) for row in rows]


def _looked_at(waits: Sequence[tuple[int, int, int]], start: int, end: int) -> tuple[int, int]:
    changes = {start, end, *(at for _, *times in waits for at in times)}
    instants = sorted(at for at in changes if start <= at <= end)
    counts = [sum(joined <= at < left for _, joined, left in waits) for at in instants[:-1]]
    lengths = [after - before for before, after in pairwise(instants)]
    waited = sum(count * length for count, length in zip(counts, lengths, strict=True))
    return waited, max(counts, default=0)


def _seen(queue: Queue | None) -> tuple[int, int]:
    assert queue is not None
    return queue.waited, queue.longest_queue
