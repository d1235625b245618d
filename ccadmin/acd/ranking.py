"""Who gets it: the ready of each tier of each group, in the total order.

The order is tier, strategy key, longest idle, position, agent id. A pool holds the ready members of
one tier, for one kind of work, as a heap, so that the first is at hand. Some contacts
ask for more: `random` draws a lot for each of the ready, requirements exclude some, and so does a
missed offer; for those the whole list is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import codes, draws, needs, ready, waiting

if TYPE_CHECKING:
    from .floor import Floor

LOAD_BITS: Final = 40
"""Loads are compared in units of 2**-LOAD_BITS; capacities are far below 2**20."""


def is_at_hand(floor: Floor, agent: int) -> bool:
    """Whether the agent may be offered anything at all."""
    agents = floor.agents
    return bool(
        agents.on_shift[agent]
        and agents.wrapping[agent] == 0
        and agents.ringing[agent] == codes.NONE
        and not agents.on_break[agent]
    )


def may_take(floor: Floor, member: int) -> bool:
    """Whether an agent who is at hand may take what the membership is for, as far as he goes."""
    members = floor.members
    return bool(members.enabled[member] and not members.blocked[member] and has_room(floor, member))


def has_room(floor: Floor, member: int) -> bool:
    """Whether what the agent has in hand leaves room for what the membership is for."""
    members = floor.members
    agent = members.agent[member]
    if members.kind[member] == codes.CHAT:
        return floor.agents.chats[agent] < members.capacity[member] and bool(
            floor.cross_channel or floor.agents.calls[agent] == 0
        )
    return floor.agents.calls[agent] == 0 and bool(
        floor.cross_channel or floor.agents.chats[agent] == 0
    )


def make_ready(floor: Floor, agent: int) -> None:
    """Let the agent, who is at hand, be offered whatever he may take."""
    members = floor.members
    pools = floor.pools
    since = floor.agents.since[agent]
    for member in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        if may_take(floor, member):
            pool = members.pool[member]
            floor.ready.major[member] = strategy_key(floor, member)
            floor.ready.minor[member] = since
            ready.rise(floor.ready, pools.first[pool], pools.ready[pool], member)
            pools.ready[pool] += 1


def withdraw(floor: Floor, agent: int) -> None:
    """Let no group offer the agent anything any longer."""
    members = floor.members
    pools = floor.pools
    for member in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        if floor.ready.slot[member] != codes.NONE:
            pool = members.pool[member]
            pools.ready[pool] -= 1
            ready.remove(floor.ready, pools.first[pool], pools.ready[pool], member)


def first_for_newcomer(floor: Floor, contact: int, group: int) -> int:
    """The member who ranks first for a contact that enters the group at this instant, or NONE."""
    groups = floor.groups
    stride = groups.kinds[group]
    first = groups.first_pool[group]
    pool = first
    last = first + groups.open_tiers[group] * stride
    if stride > 1:
        pool += groups.kind_row[codes.KINDS * group + waiting.kind_of(floor, contact)]
    wanted = waiting.needs_of(floor, contact)
    while pool < last:
        if floor.pools.ready[pool] > 0:
            member = first_in(floor, pool, contact, wanted, codes.NONE)
            if member != codes.NONE:
                return member
        pool += stride
    return codes.NONE


def first_for_place(floor: Floor, place: int) -> int:
    """The member who ranks first for the contact at that place, or NONE."""
    room = floor.room
    group = room.group[place]
    stride = floor.groups.kinds[group]
    first = floor.groups.first_pool[group]
    kind_row = floor.groups.kind_row[codes.KINDS * group + room.kind[place]]
    pool = first + kind_row
    last = first + room.tiers[place] * stride
    while pool < last:
        if floor.pools.ready[pool] > 0:
            member = first_in(floor, pool, room.contact[place], room.needs[place], place)
            if member != codes.NONE:
                return member
        pool += stride
    return codes.NONE


def first_in(floor: Floor, pool: int, contact: int, wanted: int, place: int) -> int:
    """The member who ranks first for the contact among the ready of the pool, or NONE."""
    best = floor.ready.member[floor.pools.first[pool]]
    group = floor.members.group[best]
    if (
        wanted != codes.NONE
        or (floor.groups.strategy[group] == codes.RANDOM and floor.pools.ready[pool] > 1)
        or (place != codes.NONE and floor.room.tried[place] != codes.NONE)
    ):
        return searched(floor, pool, contact, wanted, place)
    return best


def searched(floor: Floor, pool: int, contact: int, wanted: int, place: int) -> int:
    """The member who ranks first when not everybody may take the contact, or each has a lot.

    This looks at all of the ready: nothing could keep them in order before there is a contact.
    """
    members = floor.members
    first = floor.pools.first[pool]
    group = members.group[floor.ready.member[first]]
    strategy = floor.groups.strategy[group]
    drawing = strategy == codes.RANDOM
    rating = strategy == codes.SKILLS and wanted != codes.NONE
    common = 0
    if drawing:
        common = lots_for(floor, contact, place)
    best = codes.NONE
    least = codes.FOREVER
    for slot in range(first, first + floor.pools.ready[pool]):
        member = floor.ready.member[slot]
        agent = members.agent[member]
        if needs.are_met(floor.needs, wanted, agent) and (
            place == codes.NONE or not waiting.is_barred(floor, place, member)
        ):
            if drawing:
                key = draws.lot(common, floor.agents.id[agent], members.weight[member])
            elif rating:
                key = -needs.proficiency(floor.needs, wanted, agent)
            else:
                key = floor.ready.major[member]
            if (
                best == codes.NONE
                or key < least
                or (key == least and ready.is_idle_longer(floor.ready, member, best))
            ):
                best = member
                least = key
    return best


def lots_for(floor: Floor, contact: int, place: int) -> int:
    """What the lots of this offer have in common; offers in a stay are counted from 0."""
    attempt = 0
    if place != codes.NONE:
        attempt = floor.room.offers[place]
    if len(floor.contacts.key) == 0:
        return draws.lottery(floor.seed, draws.key_of_row(contact), attempt)
    return draws.lottery(floor.seed, floor.contacts.key[contact], attempt)


def offered(floor: Floor, member: int) -> None:
    """Let round-robin go on after the member, who has just been offered a contact.

    Whoever stands before him and was passed over comes after all the others now, so the keys of
    those who are ready are made anew; mostly he was the first, and there is nobody like that.
    """
    pools = floor.pools
    members = floor.members
    group = members.group[member]
    if floor.groups.strategy[group] != codes.ROUND_ROBIN:
        return
    row = pools.tier_row[members.pool[member]]
    standing = members.standing[member]
    if standing <= pools.turn[row]:
        pools.lap[row] += 1
    pools.turn[row] = standing
    size = floor.groups.first_member[group + 1] - floor.groups.first_member[group]
    least = pools.lap[row] * size + standing
    for pool in range(row, row + floor.groups.kinds[group]):
        best = floor.ready.member[pools.first[pool]]
        if pools.ready[pool] > 0 and floor.ready.major[best] < least:
            rank_pool_again(floor, pool)


def rank_again(floor: Floor, group: int) -> None:
    """Restore the order of a group's ready, whose counters have changed all at once."""
    for pool in range(floor.groups.first_pool[group], floor.groups.first_pool[group + 1]):
        rank_pool_again(floor, pool)


def rank_pool_again(floor: Floor, pool: int) -> None:
    """Restore the order of the ready in one pool."""
    first = floor.pools.first[pool]
    for size in range(floor.pools.ready[pool]):
        member = floor.ready.member[first + size]
        floor.ready.major[member] = strategy_key(floor, member)
        ready.rise(floor.ready, first, size, member)


def strategy_key(floor: Floor, member: int) -> int:  # noqa: PLR0911 - one a strategy
    """What the group's strategy compares, smaller first."""
    members = floor.members
    group = members.group[member]
    strategy = floor.groups.strategy[group]
    if strategy == codes.LONGEST_IDLE:
        return floor.agents.since[members.agent[member]]
    if strategy in (codes.CALL_COUNT, codes.CALL_DURATION):
        return members.counter[member]
    if strategy == codes.PRIORITY:
        return -members.weight[member]
    if strategy == codes.LINEAR:
        return members.standing[member]
    if strategy == codes.ROUND_ROBIN:
        return turn_key(floor, member)
    if strategy == codes.SKILLS:
        return -members.proficiency[member]
    if strategy == codes.LEAST_LOADED:
        return load(floor, member)
    return 0


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
    return (in_hand << LOAD_BITS) // floor.members.capacity[member]
