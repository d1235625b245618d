"""Serving a contact: the offer, the talk, the wrap-up, and being free again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import agenda, counters, entry, log, ranking, ringing, waiting, witness
from .codes import (
    ANSWERED,
    CALL_COUNT,
    CALL_DURATION,
    CHAT,
    CLOSED_BY_TIMEOUT,
    GROUP_WRAP_UP_END,
    NO_REASON,
    NONE,
    PAPERWORK,
    RING_ALL,
    TAKEN,
    TALK_END,
    TALK_ENDED,
    TIMED_OUT,
    WRAP_UP_END,
    WRAP_UP_ENDED,
)

if TYPE_CHECKING:
    from .floor import Floor


def offer_to_newcomer(floor: Floor, contact: int, group: int, member: int) -> None:
    """Offer a contact that enters the group at this instant to the member who ranks first.

    Whoever answers at once takes it at the door; else it gets a place while something rings.
    """
    if floor.groups.strategy[group] == RING_ALL and not is_paperwork(floor, contact):
        wanted = waiting.needs_of(floor, contact)
        member = ringing.first_to_answer(floor, member, wanted, NONE)
    if floor.terms.picks_up[member] == 0 or is_paperwork(floor, contact):
        take_at_once(floor, contact, member)
    else:
        place = waiting.take_place(floor, contact, group)
        ringing.ring(floor, place, member)
        waiting.set_timer(floor, place)


def offer(floor: Floor, place: int, member: int) -> None:
    """Offer the contact at that place to the member who ranks first for it."""
    room = floor.room
    if floor.watched != NONE:
        witness.see_offer(floor, place, member)
    contact = room.contact[place]
    if floor.groups.strategy[room.group[place]] == RING_ALL and not is_paperwork(floor, contact):
        member = ringing.first_to_answer(floor, member, room.needs[place], place)
    if floor.terms.picks_up[member] == 0 or is_paperwork(floor, contact):
        waiting.leave(floor, place)
        take_at_once(floor, contact, member)
    else:
        ringing.ring(floor, place, member)
        waiting.set_timer(floor, place)


def is_paperwork(floor: Floor, contact: int) -> bool:
    """Whether an offer of the contact rings at nobody, not even where a call of the group would."""
    return waiting.kind_of(floor, contact) == PAPERWORK


def take_at_once(floor: Floor, contact: int, member: int) -> None:
    """Let the member answer an offer that rings at nobody."""
    if floor.members.varies[member]:
        ranking.offered(floor, member)
    floor.results.offers[contact] += 1
    answer(floor, contact, member, 0)


def may_go_on(floor: Floor, member: int) -> bool:
    """Whether somebody who has just been offered a contact in that membership may be offered more."""
    if floor.members.kind[member] != CHAT and not floor.cross_channel:
        return False
    return floor.agents.hindrances[floor.members.agent[member]] == 0


def answer(floor: Floor, contact: int, member: int, ring: int) -> None:
    """Connect the contact with the agent of that membership, for whom it rang so long."""
    members = floor.members
    results = floor.results
    agent = members.agent[member]
    if floor.agents.counts_calls[agent]:
        counters.count(floor, CALL_COUNT, member, 1)
    if members.kind[member] == CHAT:
        floor.agents.chats[agent] += 1
    else:
        floor.agents.calls[agent] += 1
    results.outcome[contact] = ANSWERED
    results.reason[contact] = NO_REASON
    results.answered[contact] = floor.now
    results.agent[contact] = agent
    device = floor.terms.device[member]
    if floor.contacts.are_mixed and is_paperwork(floor, contact):
        device = 0
    results.device[contact] = device
    results.ring[contact] = ring
    results.talks[contact] += 1
    wrap_up = floor.contacts.wrap_up[contact]
    results.wrap_up[contact] = floor.terms.wrap_up[member] if wrap_up < 0 else wrap_up
    if floor.logging:
        group = members.group[member]
        log.note_detail(floor, TAKEN, contact, group, agent, device)
    if not floor.contacts.fall_silent or not falls_silent(floor, contact, member):
        talk_end = floor.now + floor.contacts.talk[contact]
        results.ended[contact] = talk_end
        agenda.put(floor.agenda, talk_end, TALK_END, contact, member)


def falls_silent(floor: Floor, contact: int, member: int) -> bool:
    """Whether the user's silence will close the chat before its talk ends; then that is noted."""
    silence = floor.groups.silence[floor.members.group[member]]
    silent_after = floor.contacts.silent_after[contact]
    if silence < 0 or silent_after < 0 or floor.members.kind[member] != CHAT:
        return False
    if silent_after + silence >= floor.contacts.talk[contact]:
        return False
    closes = floor.now + silent_after + silence
    floor.results.outcome[contact] = CLOSED_BY_TIMEOUT
    floor.results.ended[contact] = closes
    agenda.put(floor.silences, closes, 0, contact, member)
    return True


def end_talk(floor: Floor, contact: int, member: int) -> None:
    """Hang up; what follows is wrap-up, and for some contacts the next group."""
    if floor.logging:
        note_end(floor, TALK_ENDED, contact, member)
    hang_up(floor, contact, member)
    if floor.contacts.go_up:
        entry.escalate(floor, contact)


def close_silent(floor: Floor, contact: int, member: int) -> None:
    """Close a chat whose user has been silent for too long."""
    note_end(floor, TIMED_OUT, contact, member)
    hang_up(floor, contact, member)


def hang_up(floor: Floor, contact: int, member: int) -> None:
    """End the talk for the agent: wrap-up blocks him, or only his membership, or he is free."""
    members = floor.members
    results = floor.results
    agent = members.agent[member]
    if floor.agents.counts_talk[agent]:
        counters.count(floor, CALL_DURATION, member, floor.now - results.answered[contact])
    if members.kind[member] == CHAT:
        floor.agents.chats[agent] -= 1
    else:
        floor.agents.calls[agent] -= 1
    wrap_up = results.wrap_up[contact]
    if wrap_up == 0:
        release(floor, agent)
    elif floor.groups.wrap_up_per_group[members.group[member]]:
        block(floor, member, 1)
        ends = floor.now + wrap_up
        agenda.put(floor.agenda, ends, GROUP_WRAP_UP_END, contact, member)
        release(floor, agent)
    else:
        floor.agents.hindrances[agent] += 1
        agenda.put(floor.agenda, floor.now + wrap_up, WRAP_UP_END, contact, member)


def end_wrap_up(floor: Floor, contact: int, member: int) -> None:
    """End a wrap-up that kept the agent from all groups."""
    if floor.logging:
        note_end(floor, WRAP_UP_ENDED, contact, member)
    agent = floor.members.agent[member]
    floor.agents.hindrances[agent] -= 1
    release(floor, agent)


def end_group_wrap_up(floor: Floor, contact: int, member: int) -> None:
    """End a wrap-up that kept the agent from one group, while he may have been at hand for others."""
    note_end(floor, WRAP_UP_ENDED, contact, member)
    agent = floor.members.agent[member]
    block(floor, member, -1)
    release(floor, agent)


def note_end(floor: Floor, kind: int, contact: int, member: int) -> None:
    """Log an end at the agent who answered the contact."""
    log.note(floor, kind, contact, floor.members.group[member], floor.members.agent[member])


def block(floor: Floor, member: int, change: int) -> None:
    """Count a wrap-up that keeps the agent from the group of that membership, for any kind of work."""
    first = floor.terms.first_kind[member]
    for row in range(first, first + floor.members.kinds[member]):
        floor.members.blocked[row] += change


def release(floor: Floor, agent: int) -> None:
    """The agent is done with a contact: his idle time counts from now."""
    floor.agents.since[agent] = floor.now
    floor.agents.served[agent] = 1
    free(floor, agent)


def free(floor: Floor, agent: int) -> None:
    """Let the agent take part in the offers of this instant; until then he is not ready."""
    agents = floor.agents
    if not agents.freed[agent]:
        agents.freed[agent] = 1
        agents.hindrances[agent] += 1
        floor.freed[floor.freed_count] = agent
        floor.freed_count += 1
        floor.pending = True


def stir(floor: Floor, place: int) -> None:
    """Let the contact at that place take part in the offers of this instant: others may take it now."""
    floor.stirred = place if floor.touched_count == 0 else NONE
    touch(floor, floor.room.group[place])


def touch(floor: Floor, group: int) -> None:
    """Let the group take part in the offers of this instant."""
    if not floor.groups.touched[group]:
        floor.groups.touched[group] = 1
        floor.touched[floor.touched_count] = group
        floor.touched_count += 1
        floor.pending = True


def reconsider(floor: Floor, agent: int) -> None:
    """Somebody who might have been tried is not there any more: others may be offered again."""
    members = floor.members
    chain = floor.room.lines
    for member in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        line = floor.groups.first_line[members.group[member]]
        while line != NONE:
            if chain.owner[line] != NONE:
                stir(floor, chain.owner[line])
            line = chain.following[line]
