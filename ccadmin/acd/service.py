"""Serving a contact: the offer that is taken, the talk, the wrap-up, and being free again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import agenda, codes, counters, log, ranking, waiting

if TYPE_CHECKING:
    from .floor import Floor


def offer(floor: Floor, contact: int, member: int) -> None:
    """Offer the contact to a member who is ready, and who answers it at once."""
    ranking.withdraw(floor, floor.members.agent[member])
    answer(floor, contact, member)


def serve(floor: Floor, place: int, member: int) -> None:
    """Let a member who has nothing in hand answer the contact that waits at that place."""
    contact = floor.room.contact[place]
    waiting.leave(floor, place)
    answer(floor, contact, member)


def answer(floor: Floor, contact: int, member: int) -> None:
    """Connect the contact with the agent of that membership."""
    members = floor.members
    results = floor.results
    agent = members.agent[member]
    talk_end = floor.now + floor.contacts.talk[contact]
    ranking.offered(floor, member)
    counters.count(floor, codes.CALL_COUNT, member, 1)
    floor.agents.hand[agent] = codes.TALKING
    floor.agents.contact[agent] = contact
    floor.agents.member[agent] = member
    results.outcome[contact] = codes.ANSWERED
    results.reason[contact] = codes.NO_REASON
    results.answered[contact] = floor.now
    results.ended[contact] = talk_end
    results.agent[contact] = agent
    wrap_up = floor.contacts.wrap_up[contact]
    results.wrap_up[contact] = members.wrap_up[member] if wrap_up < 0 else wrap_up
    agenda.put(floor.agenda, talk_end, codes.TALK_END | agent)
    if floor.logging:
        log.note(floor, codes.TAKEN, contact, members.group[member], agent)


def end_talk(floor: Floor, agent: int) -> None:
    """Hang up; what follows is wrap-up, which blocks the agent, or only his membership."""
    contact = floor.agents.contact[agent]
    member = floor.agents.member[agent]
    group = floor.members.group[member]
    wrap_up = floor.results.wrap_up[contact]
    if floor.logging:
        log.note(floor, codes.TALK_ENDED, contact, group, agent)
    counters.count(floor, codes.CALL_DURATION, member, floor.contacts.talk[contact])
    if wrap_up == 0:
        release(floor, agent)
    elif floor.groups.wrap_up_per_group[group]:
        floor.members.blocked[member] = 1
        agenda.put(floor.agenda, floor.now + wrap_up, codes.GROUP_WRAP_UP_END | member)
        release(floor, agent)
    else:
        floor.agents.hand[agent] = codes.WRAPPING_UP
        agenda.put(floor.agenda, floor.now + wrap_up, codes.WRAP_UP_END | agent)


def end_wrap_up(floor: Floor, agent: int) -> None:
    """Release the agent from the wrap-up that kept him from all groups."""
    member = floor.agents.member[agent]
    contact = floor.agents.contact[agent]
    if floor.logging:
        log.note(floor, codes.WRAP_UP_ENDED, contact, floor.members.group[member], agent)
    release(floor, agent)


def end_group_wrap_up(floor: Floor, member: int) -> None:
    """Release the agent from the wrap-up that kept him from one group.

    If he is idle meanwhile, this is his last release; if not, a later one is coming.
    """
    agent = floor.members.agent[member]
    floor.members.blocked[member] = 0
    log.note(floor, codes.WRAP_UP_ENDED, codes.NONE, floor.members.group[member], agent)
    if floor.agents.hand[agent] == codes.FREE:
        ranking.withdraw(floor, agent)
        release(floor, agent)


def release(floor: Floor, agent: int) -> None:
    """Take everything out of the agent's hands."""
    floor.agents.hand[agent] = codes.FREE
    floor.agents.since[agent] = floor.now
    floor.agents.served[agent] = 1
    free(floor, agent)


def free(floor: Floor, agent: int) -> None:
    """Let the agent take part in the offers of this instant."""
    if not floor.agents.freed[agent]:
        floor.agents.freed[agent] = 1
        floor.freed[floor.freed_count] = agent
        floor.freed_count += 1
        floor.pending = True


def touch(floor: Floor, group: int) -> None:
    """Let the group take part in the offers of this instant."""
    if not floor.groups.touched[group]:
        floor.groups.touched[group] = 1
        floor.touched[floor.touched_count] = group
        floor.touched_count += 1
        floor.pending = True
