"""Who gets it: the ready of each tier of each group, in the total order.

The order is tier, strategy key, longest idle, position, agent id. A pool lists the members of one
tier, for one kind of work, in that order. Whoever becomes ready is listed;
whoever is busy again stays listed until somebody looks, since most of the pools that an agent is in are
not looked at before he is free again. Meanwhile his key only grows, so that he stands too far in
front at worst, and is found there and put right.

Some contacts ask for more: `random` draws a lot for each of the ready, requirements exclude some,
and so does a missed offer; for those the whole list is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import draws, needs, ready, waiting
from .codes import FOREVER, KINDS, NONE, RANDOM, ROUND_ROBIN, SKILLS

if TYPE_CHECKING:
    from .floor import Floor

LOAD_BITS: Final = 40
"""Loads are compared in units of 2**-LOAD_BITS; capacities are far below 2**20."""


def is_ready(floor: Floor, member: int) -> bool:
    """Whether the member, whose membership is enabled, can be offered what it is for."""
    members = floor.members
    agents = floor.agents
    agent = members.agent[member]
    return (
        agents.calls[agent] < members.most_calls[member]
        and agents.hindrances[agent] == 0
        and agents.chats[agent] < members.most_chats[member]
        and members.blocked[member] == 0
    )


def make_ready(floor: Floor, agent: int) -> None:
    """Let the agent, whom nothing hinders, be offered whatever he may take."""
    members = floor.members
    member = floor.agents.first_member[agent]
    last = floor.agents.first_member[agent + 1]
    while member < last:
        if not members.enlisted[member]:
            if is_ready(floor, member):
                key = members.key[member]
                if members.varies[member]:
                    key = varying_key(floor, member)
                enlist(floor, member, key)
        elif members.falls[member]:
            rank_higher(floor, member)
        member += 1


def enlist(floor: Floor, member: int, key: int) -> None:
    """List the member, who is ready, with that strategy key."""
    members = floor.members
    members.major[member] = key
    members.minor[member] = floor.agents.since[members.agent[member]]
    ready.insert(members, floor.pools, members.pool[member], member)


def rank_higher(floor: Floor, member: int) -> None:
    """Let a listed member rise whose key may have fallen, which no look at the first would find."""
    key = strategy_key(floor, member)
    if key < floor.members.major[member]:
        ready.take(floor.members, floor.pools, floor.members.pool[member], member)
        enlist(floor, member, key)


def first_ready(floor: Floor, pool: int) -> int:
    """The member of the pool who ranks first among the ready, or NONE; the busy before him go off the list."""
    pools = floor.pools
    members = floor.members
    listed = members.listed
    front = pools.front[pool]
    back = front + pools.listed[pool]
    while front < back:
        member = listed[front]
        if is_ready(floor, member):
            pools.front[pool] = front
            pools.listed[pool] = back - front
            key = members.key[member]
            if members.varies[member]:
                key = varying_key(floor, member)
            since = floor.agents.since[members.agent[member]]
            if members.minor[member] == since and members.major[member] == key:
                return member
            ready.take_first(members, pools, pool)
            enlist(floor, member, key)
            front = pools.front[pool]
            back = front + pools.listed[pool]
        else:
            members.enlisted[member] = 0
            front += 1
    pools.listed[pool] = 0
    return NONE


def sweep(floor: Floor, pool: int) -> None:
    """Let the pool list those who are ready and nobody else."""
    members = floor.members
    front = floor.pools.front[pool]
    kept = front
    for slot in range(front, front + floor.pools.listed[pool]):
        member = members.listed[slot]
        if is_ready(floor, member):
            members.listed[kept] = member
            kept += 1
        else:
            members.enlisted[member] = 0
    floor.pools.listed[pool] = kept - front


def first_for_newcomer(floor: Floor, contact: int, group: int) -> int:
    """The member who ranks first for a contact that enters the group at this instant, or NONE."""
    groups = floor.groups
    stride = groups.kinds[group]
    first = groups.first_pool[group]
    pool = first
    last = first + groups.open_tiers[group] * stride
    if stride > 1:
        pool += groups.kind_row[KINDS * group + waiting.kind_of(floor, contact)]
    wanted = NONE
    if floor.contacts.need_skills:
        wanted = waiting.needs_of(floor, contact)
    while pool < last:
        if floor.pools.listed[pool] > 0:
            member = first_in(floor, pool, contact, group, wanted, NONE)
            if member != NONE:
                return member
        pool += stride
    return NONE


def first_for_place(floor: Floor, place: int) -> int:
    """The member who ranks first for the contact at that place, or NONE."""
    room = floor.room
    group = room.group[place]
    stride = floor.groups.kinds[group]
    first = floor.groups.first_pool[group]
    kind_row = floor.groups.kind_row[KINDS * group + room.kind[place]]
    pool = first + kind_row
    last = first + room.tiers[place] * stride
    while pool < last:
        if floor.pools.listed[pool] > 0:
            member = first_in(floor, pool, room.contact[place], group, room.needs[place], place)
            if member != NONE:
                return member
        pool += stride
    return NONE


def first_in(  # noqa: PLR0913, PLR0917 - what a choice depends on
    floor: Floor, pool: int, contact: int, group: int, wanted: int, place: int
) -> int:
    """The member who ranks first for the contact among the ready of the group's pool, or NONE."""
    strategy = floor.groups.strategy[group]
    if strategy == RANDOM or (strategy == SKILLS and wanted != NONE):
        return least_for(floor, pool, contact, group, wanted, place)
    if wanted != NONE or (place != NONE and floor.room.tried[place] != NONE):
        return first_fit(floor, pool, wanted, place)
    return first_ready(floor, pool)


def least_for(  # noqa: PLR0913, PLR0917 - as above
    floor: Floor, pool: int, contact: int, group: int, wanted: int, place: int
) -> int:
    """The member who ranks first for this very contact among the ready who may take it, or NONE.

    All draw a lot for it, or are weighed against what it wants: nothing could keep them in order before
    there is a contact.
    """
    sweep(floor, pool)
    members = floor.members
    drawing = floor.groups.strategy[group] == RANDOM
    common = 0
    if drawing:
        common = lots_for(floor, contact, place)
    best = NONE
    least = FOREVER
    front = floor.pools.front[pool]
    for slot in range(front, front + floor.pools.listed[pool]):
        member = members.listed[slot]
        if fits(floor, member, wanted, place):
            agent = members.agent[member]
            if drawing:
                key = draws.lot(common, floor.agents.id[agent], floor.terms.weight[member])
            else:
                key = -needs.proficiency(floor.needs, wanted, agent)
            if key < least or (key == least and is_idle_longer(floor, member, best)):
                best = member
                least = key
    return best


def first_fit(floor: Floor, pool: int, wanted: int, place: int) -> int:
    """The member who ranks first among the ready who may take the contact, or NONE.

    Nobody who was rated behind the best so far need be looked at: keys can only have grown.
    """
    members = floor.members
    best = NONE
    least = FOREVER
    front = floor.pools.front[pool]
    for slot in range(front, front + floor.pools.listed[pool]):
        member = members.listed[slot]
        if members.major[member] > least:
            break
        if is_ready(floor, member) and fits(floor, member, wanted, place):
            key = strategy_key(floor, member)
            if key < least or (key == least and is_idle_longer(floor, member, best)):
                best = member
                least = key
    return best


def fits(floor: Floor, member: int, wanted: int, place: int) -> bool:
    """Whether the member has the skills that are wanted, and is not tried while others are not."""
    return needs.are_met(floor.needs, wanted, floor.members.agent[member]) and not (
        place != NONE and waiting.is_barred(floor, place, member)
    )


def is_idle_longer(floor: Floor, one: int, other: int) -> bool:
    """Whether one member ranks before another of the group whose strategy key is the same."""
    members = floor.members
    since = floor.agents.since[members.agent[one]]
    later = floor.agents.since[members.agent[other]]
    return since < later or (since == later and members.standing[one] < members.standing[other])


def lots_for(floor: Floor, contact: int, place: int) -> int:
    """What the lots of this offer have in common; offers in a stay are counted from 0."""
    attempt = 0
    if place != NONE:
        attempt = floor.room.offers[place]
    if len(floor.contacts.key) == 0:
        return draws.lottery(floor.seed, draws.key_of_row(contact), attempt)
    return draws.lottery(floor.seed, floor.contacts.key[contact], attempt)


def offered(floor: Floor, member: int) -> None:
    """Let round-robin go on after the member, who has just been offered a contact.

    Whoever stands before him and was passed over comes after all the others now: his key has grown.
    """
    pools = floor.pools
    members = floor.members
    if floor.groups.strategy[members.group[member]] != ROUND_ROBIN:
        return
    row = pools.tier_row[members.pool[member]]
    standing = members.standing[member]
    if standing <= pools.turn[row]:
        pools.lap[row] += 1
    pools.turn[row] = standing


def rank_again(floor: Floor, group: int) -> None:
    """Restore the order of a group's pools, whose counters have changed all at once."""
    for pool in range(floor.groups.first_pool[group], floor.groups.first_pool[group + 1]):
        rank_pool_again(floor, pool)


def rank_pool_again(floor: Floor, pool: int) -> None:
    """Restore the order of those who are listed in one pool."""
    members = floor.members
    front = floor.pools.front[pool]
    back = front + floor.pools.listed[pool]
    floor.pools.listed[pool] = 0
    for slot in range(front, back):
        member = members.listed[slot]
        enlist(floor, member, strategy_key(floor, member))


def strategy_key(floor: Floor, member: int) -> int:
    """What the group's strategy compares before the time that members are idle, smaller first."""
    if floor.members.varies[member]:
        return varying_key(floor, member)
    return floor.members.key[member]


def varying_key(floor: Floor, member: int) -> int:
    """The same for those strategies that work it out anew each time."""
    if floor.groups.strategy[floor.members.group[member]] == ROUND_ROBIN:
        return turn_key(floor, member)
    return load(floor, member)


def turn_key(floor: Floor, member: int) -> int:
    """Round-robin: the rest of this lap in order of standing, then the next lap."""
    members = floor.members
    row = floor.pools.tier_row[members.pool[member]]
    group = members.group[member]
    lap = floor.pools.lap[row]
    if members.standing[member] <= floor.pools.turn[row]:
        lap += 1
    size = floor.groups.first_member[group + 1] - floor.groups.first_member[group]
    return lap * size + members.standing[member]


def load(floor: Floor, member: int) -> int:
    """The share of the agent's capacity that is in use; equal shares are equal to the last bit."""
    agent = floor.members.agent[member]
    in_hand = floor.agents.calls[agent] + floor.agents.chats[agent]
    return (in_hand << LOAD_BITS) // floor.terms.capacity[member]
