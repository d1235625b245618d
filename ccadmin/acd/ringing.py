"""Ringing: an offer that is not answered at once, and what follows when nobody answers it.

While something rings for a contact, it keeps its place but stands in no line, and its timer is set
for the answer or the end of the ringing as well. Whoever it rings for is offered nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import agenda, log, needs, places, ranking, service, waiting
from .codes import (
    BREAK,
    BREAK_END,
    BREAK_ENDED,
    BREAK_STARTED,
    CANCELLED,
    CHAT,
    MISSED,
    NEXT,
    NONE,
    RANG,
    RING_ALL,
    WITHDRAWN,
)

if TYPE_CHECKING:
    from .floor import Floor


def ring(floor: Floor, place: int, member: int) -> None:
    """Ring for the member, or in a ring-all group for all of his tier who may take the contact.

    The timer of the place is to be set after that.
    """
    room = floor.room
    members = floor.members
    group = room.group[place]
    if room.tried[place] != NONE and not waiting.is_anyone_untried(floor, place):
        places.forget_tried(room, place)
    waiting.step_out(floor, place)
    waiting.stop_testing(floor, place)
    room.rung_at[place] = floor.now
    room.offers[place] += 1
    room.ringing[place] = member
    pool = members.pool[member]
    if floor.groups.strategy[group] == RING_ALL:
        ring_all(floor, place, pool)
    else:
        ranking.offered(floor, member)
        ring_for(floor, place, member)


def ring_all(floor: Floor, place: int, pool: int) -> None:
    """Ring for all of the pool who may take the contact, in their total order."""
    room = floor.room
    group = room.group[place]
    last = NONE
    while floor.pools.listed[pool] > 0:
        contact = room.contact[place]
        member = ranking.first_in(floor, pool, contact, group, room.needs[place], place)
        if member == NONE:
            break
        if last == NONE:
            room.ringing[place] = member
        else:
            floor.terms.ringing[last] = member
        ring_for(floor, place, member)
        last = member
    if last == NONE:  # the one who was freed alone, whom no pool holds yet
        ring_for(floor, place, room.ringing[place])


def ring_for(floor: Floor, place: int, member: int) -> None:
    """Let it ring for one member, after all for whom it rings already."""
    agent = floor.members.agent[member]
    contact = floor.room.contact[place]
    floor.agents.ringing[agent] = place
    floor.agents.hindrances[agent] += 1
    floor.terms.ringing[member] = NONE
    floor.results.offers[contact] += 1
    if floor.logging:
        log.note(floor, RANG, contact, floor.room.group[place], agent)


def first_to_answer(floor: Floor, member: int, wanted: int, place: int) -> int:
    """Who of a ring-all group would answer first, of those in the member's tier who may.

    Of several it is the one who ranks first. Nobody else is rung if that one answers at once; if
    nobody would ever answer, it is the member.
    """
    members = floor.members
    pool = members.pool[member]
    ranking.sweep(floor, pool)
    front = floor.pools.front[pool]
    best = member
    for slot in range(front, front + floor.pools.listed[pool]):
        other = members.listed[slot]
        if (
            answers_before(floor, other, best)
            and needs.are_met(floor.needs, wanted, members.agent[other])
            and (place == NONE or not waiting.is_barred(floor, place, other))
        ):
            best = other
    return best


def answers_before(floor: Floor, one: int, other: int) -> bool:
    """Whether one member picks up earlier than the other, or ranks before who is as quick."""
    terms = floor.terms
    soon = terms.picks_up[one]
    late = terms.picks_up[other]
    if soon == NONE:
        return False
    if late == NONE:
        return True
    return soon < late or (soon == late and ranking.is_idle_longer(floor, one, other))


def answer(floor: Floor, place: int) -> None:
    """Let the first for whom it has rung long enough answer; for the others it stops ringing."""
    room = floor.room
    members = floor.members
    contact = room.contact[place]
    waited = floor.now - room.rung_at[place]
    winner = room.ringing[place]
    while floor.terms.picks_up[winner] != waited:
        winner = floor.terms.ringing[winner]
    floor.agents.ringing[members.agent[winner]] = NONE
    floor.agents.hindrances[members.agent[winner]] -= 1
    service.answer(floor, contact, winner, waited)
    member = room.ringing[place]
    while member != NONE:
        if member != winner:
            stop(floor, place, member, CANCELLED)
        member = floor.terms.ringing[member]
    room.ringing[place] = NONE
    waiting.leave(floor, place)
    if service.may_go_on(floor, winner):
        service.free(floor, members.agent[winner])


def ring_out(floor: Floor, place: int) -> None:
    """Let those for whom it has rung to the end miss the offer."""
    room = floor.room
    waited = floor.now - room.rung_at[place]
    before = NONE
    member = room.ringing[place]
    while member != NONE:
        following = floor.terms.ringing[member]
        if floor.terms.rings_for[member] == waited:
            unchain(floor, place, before, member)
            miss(floor, place, member)
        else:
            before = member
        member = following
    go_on(floor, place)


def miss(floor: Floor, place: int, member: int) -> None:
    """Note that the member let it ring out, and do as the group, or its chat service, says."""
    room = floor.room
    group = room.group[place]
    agent = floor.members.agent[member]
    floor.results.misses[room.contact[place]] += 1
    pause = 0
    if room.kind[place] == CHAT:
        places.try_once(room, place, member)
        pause = floor.groups.short_break[group]
    elif floor.groups.on_no_answer[group] == NEXT:
        places.try_once(room, place, member)
    elif floor.groups.on_no_answer[group] == BREAK:
        pause = floor.groups.break_length[group]
    stop(floor, place, member, MISSED)
    if pause > 0:
        start_break(floor, agent, group, pause)


def withdraw(floor: Floor, agent: int) -> None:
    """Take back the offer that rings for the agent, who goes off duty."""
    place = floor.agents.ringing[agent]
    before = NONE
    member = floor.room.ringing[place]
    while floor.members.agent[member] != agent:
        before = member
        member = floor.terms.ringing[member]
    unchain(floor, place, before, member)
    stop(floor, place, member, WITHDRAWN)
    go_on(floor, place)


def cancel(floor: Floor, place: int) -> None:
    """Stop whatever rings for a contact that leaves."""
    member = floor.room.ringing[place]
    while member != NONE:
        stop(floor, place, member, CANCELLED)
        member = floor.terms.ringing[member]
    floor.room.ringing[place] = NONE


def go_on(floor: Floor, place: int) -> None:
    """Let the others go on ringing, or the contact wait in the queue again."""
    room = floor.room
    if room.ringing[place] == NONE:
        waiting.stand(floor, place)
        waiting.welcome(floor, place)
        service.stir(floor, place)
    waiting.set_timer(floor, place)


def unchain(floor: Floor, place: int, before: int, member: int) -> None:
    """Take the member, who comes after the one before, from those for whom it rings."""
    if before == NONE:
        floor.room.ringing[place] = floor.terms.ringing[member]
    else:
        floor.terms.ringing[before] = floor.terms.ringing[member]


def stop(floor: Floor, place: int, member: int, result: int) -> None:
    """Let it ring no longer for one member, for that reason."""
    agent = floor.members.agent[member]
    floor.agents.ringing[agent] = NONE
    floor.agents.hindrances[agent] -= 1
    log.note_ring(floor, place, agent, result)
    service.free(floor, agent)


def start_break(floor: Floor, agent: int, group: int, length: int) -> None:
    """Send the agent on a break, for having missed an offer of the group."""
    floor.agents.on_break[agent] = 1
    floor.agents.hindrances[agent] += 1
    agenda.put(floor.agenda, floor.now + length, BREAK_END, agent, 0)
    log.note_detail(floor, BREAK_STARTED, NONE, group, agent, length)
    service.reconsider(floor, agent)


def end_break(floor: Floor, agent: int) -> None:
    """Let the agent take part again."""
    floor.agents.on_break[agent] = 0
    floor.agents.hindrances[agent] -= 1
    log.note(floor, BREAK_ENDED, NONE, NONE, agent)
    service.free(floor, agent)
