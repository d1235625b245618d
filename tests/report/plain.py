"""The figures once more, stay by stay in plain Python, as their definitions say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccadmin.engine import CHANNELS, NEVER, OUTCOMES, REASONS
from ccadmin.report.summary import Ending, Figures, Offering, Quality
from ccadmin.vocabulary import Channel, Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccadmin.engine import Contacts, Outcomes, Snapshot

ANSWERED = (Outcome.ANSWERED, Outcome.CLOSED_BY_TIMEOUT)


@dataclass(slots=True)
class Stay:
    """A contact in one group, or from its arrival to its end; times in ms, None where there is none.

    `ended` is an outcome, or for what went on "overflowed" or "escalated".
    """

    contact: int
    group: int
    agent: int
    ended: Outcome | str
    reason: Reason
    joined: int | None
    left: int
    talked: int = 0
    released: int = 0
    ring: int = 0
    wait: int | None = None
    handling: int = 0
    first: int | None = None
    resolution: int | None = None
    direct: bool = False
    asked: bool = False
    rating: int | None = None
    target: int = -1

    @property
    def was_answered(self) -> bool:
        """Whether somebody talked to it in this group."""
        return self.ended in ANSWERED or self.ended == "escalated"


@dataclass(frozen=True, slots=True)
class Ring:
    """An offer that rang in vain."""

    contact: int
    group: int
    agent: int
    started: int
    ended: int
    missed: bool


def stays_of(outcomes: Outcomes, contacts: Contacts, snapshot: Snapshot, row: int) -> list[Stay]:
    """The stays of a contact, in order; the last one is that in which it ended."""
    visits = outcomes.visits
    stays = []
    for i in (i for i, contact in enumerate(visits.contact) if contact == row):
        answered = visits.answered[i]
        ended = "overflowed" if answered == NEVER else "escalated"
        left = visits.left[i] if answered == NEVER else answered
        reason = REASONS[visits.reason[i]]
        stay = Stay(row, visits.group[i], visits.agent[i], ended, reason, visits.joined[i], left)
        stay.talked, stay.released = visits.left[i], visits.left[i] + visits.wrap_up[i]
        stay.ring = visits.ring[i]
        stays.append(stay)
    group, ended = outcomes.last_group[row], OUTCOMES[outcomes.outcome[row]]
    joined = outcomes.joined[row] if outcomes.joined[row] != NEVER else None
    left = outcomes.answered[row] if ended in ANSWERED else outcomes.ended[row]
    left = outcomes.end if left == NEVER else left
    reason = REASONS[outcomes.reason[row]]
    last = Stay(row, group, outcomes.agent[row], ended, reason, joined, left)
    last.talked, last.released = (
        outcomes.ended[row],
        outcomes.ended[row] + outcomes.wrap_up[row],
    )
    last.ring = outcomes.ring[row]
    stays.append(last)
    came = joined is not None or outcomes.ended[row] != NEVER
    for stay in stays:
        at_the_door = 0 if came else None
        stay.wait = at_the_door if stay.joined is None else stay.left - stay.joined
        stay.handling = stay.released - stay.left if stay.was_answered else 0
        if stay.group >= 0:
            stay.target = snapshot.groups[stay.group].service_level[1]
    _help(stays, outcomes, contacts, snapshot)
    return stays


def _help(stays: list[Stay], outcomes: Outcomes, contacts: Contacts, snapshot: Snapshot) -> None:
    """What became of a contact that somebody talked to."""
    row, last = stays[0].contact, stays[-1]
    talks = [stay for stay in stays if stay.was_answered]
    if talks:
        talks[0].first = talks[0].left - contacts.arrived[row]
    if last.ended not in ANSWERED:
        return
    level = contacts.level[row] if contacts.level else 0
    denied = contacts.resolved is not None and contacts.resolved[row] == 0
    if len(talks) == level + 1 and not denied:
        last.resolution = last.talked - contacts.arrived[row]
        last.direct = len(talks) == 1
    if contacts.rating is None or not any(contacts.rating):
        return
    chat = contacts.channel is not None and CHANNELS[contacts.channel[row]] is Channel.CHAT
    validity = snapshot.groups[last.group].chat.rating_validity
    after = contacts.rated_after[row] if contacts.rated_after else 0
    last.asked = not chat or validity is not None
    if last.asked and contacts.rating[row] and (not chat or after <= (validity or 0)):
        last.rating = contacts.rating[row]


def whole(stays: Sequence[Stay], outcomes: Outcomes, contacts: Contacts) -> Stay:
    """A contact from its arrival to its end."""
    row, last = stays[0].contact, stays[-1]
    came = last.joined is not None or outcomes.ended[row] != NEVER
    contact = Stay(
        row, last.group, last.agent, last.ended, last.reason, contacts.arrived[row], last.left
    )
    contact.target = last.target
    contact.wait = sum(stay.wait or 0 for stay in stays) if came else None
    contact.handling = sum(stay.handling for stay in stays)
    contact.first = next((stay.first for stay in stays if stay.first is not None), None)
    contact.resolution, contact.direct = last.resolution, last.direct
    contact.asked, contact.rating = last.asked, last.rating
    return contact


def rings_of(outcomes: Outcomes) -> list[Ring]:
    """The offers that rang in vain."""
    rings = outcomes.rings
    return [
        Ring(
            contact,
            rings.group[row],
            rings.agent[row],
            rings.started[row],
            rings.ended[row],
            rings.result[row] == 0,
        )
        for row, contact in enumerate(rings.contact)
    ]


def figures(stays: Sequence[Stay]) -> Figures:
    """The figures, one after the other."""

    def number(*ends: Outcome | str) -> int:
        return sum(stay.ended in ends for stay in stays)

    def inside(some: Sequence[Stay]) -> int:
        return sum(stay.wait is not None and stay.wait <= stay.target for stay in some)

    waits = [stay.wait for stay in stays if stay.wait is not None]
    queued = sum(wait > 0 for wait in waits)
    talked = [stay for stay in stays if stay.was_answered]
    lost = [stay for stay in stays if stay.ended is Outcome.ABANDONED]
    both, in_time = len(talked) + len(lost), inside(talked)
    ends = [(each.ended, each.reason) for each in stays if isinstance(each.ended, Outcome)]
    order = [(outcome, reason) for outcome in OUTCOMES for reason in REASONS]
    counts = {each.value.replace("-", "_"): number(each) for each in Outcome}
    return Figures(
        offered=len(stays),
        **counts | {"answered": len(talked)},
        service_level=_ratio(in_time, len(talked)),
        service_level_of_offered=_ratio(in_time, len(stays)),
        service_level_with_abandoned=_ratio(in_time, both),
        service_level_abandoned_inside=_ratio(in_time + inside(lost), both),
        service_level_without_short_abandons=_ratio(in_time, both - inside(lost)),
        average_speed_of_answer=_ratio(sum(stay.wait or 0 for stay in talked), len(talked)),
        mean_wait=_ratio(sum(waits), len(waits)),
        mean_wait_of_queued=_ratio(sum(waits), queued),
        longest_wait=max(waits, default=None),
        average_handling_time=_ratio(sum(stay.handling for stay in talked), len(talked)),
        queued_share=_ratio(queued, len(stays)),
        abandonment_rate=_ratio(len(lost), len(stays)),
        quality=quality(stays),
        endings=tuple(Ending(*end, ends.count(end)) for end in order if end in ends),
    )


def quality(stays: Sequence[Stay]) -> Quality:
    """How soon and how well those were helped whom somebody talked to."""
    firsts = [stay.first for stay in stays if stay.first is not None]
    resolved = [stay.resolution for stay in stays if stay.resolution is not None]
    ratings = [stay.rating for stay in stays if stay.rating is not None]
    return Quality(
        first_response_time=_ratio(sum(firsts), len(firsts)),
        resolved=len(resolved),
        resolution_time=_ratio(sum(resolved), len(resolved)),
        first_contact_resolution=_ratio(sum(stay.direct for stay in stays), len(firsts)),
        csat=_ratio(sum(ratings), len(ratings)),
        satisfied=_ratio(sum(rating >= 4 for rating in ratings), len(ratings)),
        response_rate=_ratio(len(ratings), sum(stay.asked for stay in stays)),
    )


def offering(rings: Sequence[Ring], answered: int, ringing: int = 0) -> Offering:
    """What became of offers, of which so many were answered, and so many rang at the end."""
    misses = sum(ring.missed for ring in rings)
    vain = len(rings) + ringing
    return Offering(vain + answered, misses, vain - misses)


@dataclass(frozen=True, slots=True)
class Spell:
    """Something that kept an agent at work; until `talked` it took up a `part` of the agent."""

    group: int
    agent: int
    start: int
    talked: int
    end: int
    part: float


def spells(
    stays: Sequence[Stay], rings: Sequence[Ring], contacts: Contacts, snapshot: Snapshot
) -> Iterator[Spell]:
    """Whatever kept agents at work."""
    for stay in (stay for stay in stays if stay.was_answered):
        start, part = stay.left - stay.ring, _part(contacts, snapshot, stay)
        yield Spell(stay.group, stay.agent, start, stay.talked, stay.released, part)
    for ring in rings:
        part = _part(contacts, snapshot, ring)
        yield Spell(ring.group, ring.agent, ring.started, ring.ended, ring.ended, part)


def at_work(spells: Sequence[Spell], at: int) -> tuple[bool, float]:
    """Whether somebody whose spells these are works at an instant, and how much that takes up."""
    now = [spell for spell in spells if spell.start <= at < spell.end]
    return bool(now), min(1.0, sum(spell.part if at < spell.talked else 1 for spell in now))


def _part(contacts: Contacts, snapshot: Snapshot, work: Stay | Ring) -> float:
    """How much of an agent a contact takes up until its talk is over."""
    if contacts.channel is None or CHANNELS[contacts.channel[work.contact]] is not Channel.CHAT:
        return 1
    own = snapshot.agents[work.agent].capacity
    return 1 / (snapshot.groups[work.group].chat.capacity if own is None else own)


def _ratio(above: int, below: int) -> float | None:
    return above / below if below else None
