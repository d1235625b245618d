"""Who gets it: the ready of each tier of each group, in the total order.

The order is tier, strategy key, longest idle, position, agent id. A pool holds the ready members
of one tier as a heap, so that the first is at hand. Only `random` has no order before there is a
contact: it draws a lot for each of the ready of the tier that is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, draws

if TYPE_CHECKING:
    from .columns import Members
    from .floor import Floor


def make_ready(floor: Floor, agent: int) -> None:
    """Let every group of the agent who has nothing in hand offer him contacts."""
    members = floor.members
    pools = floor.pools
    since = floor.agents.since[agent]
    for member in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        if members.enabled[member] and not members.blocked[member]:
            members.key[member] = strategy_key(floor, member)
            members.since[member] = since
            pool = members.pool[member]
            size = pools.ready[pool]
            pools.ready[pool] = size + 1
            sift_up(floor, pools.first[pool], size, member)


def withdraw(floor: Floor, agent: int) -> None:
    """Let no group offer the agent anything any longer."""
    members = floor.members
    for member in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        slot = members.slot[member]
        if slot != codes.NONE:
            members.slot[member] = codes.NONE
            pool = members.pool[member]
            first = floor.pools.first[pool]
            size = floor.pools.ready[pool] - 1
            floor.pools.ready[pool] = size
            if slot != size:
                last = floor.ready[first + size]
                sift_up(floor, first, slot, last)
                sift_down(floor, first, size, members.slot[last], last)


def first_ready(floor: Floor, group: int, tiers: int, contact: int) -> int:
    """The member who ranks first for the contact among the ready of the lowest `tiers` tiers."""
    ready = floor.pools.ready
    first = floor.groups.first_pool[group]
    for pool in range(first, first + tiers):
        if ready[pool] > 0:
            if floor.groups.strategy[group] == codes.RANDOM and ready[pool] > 1:
                return drawn(floor, pool, contact)
            return floor.ready[floor.pools.first[pool]]
    return codes.NONE


def first_pool(floor: Floor, group: int, tiers: int) -> int:
    """The lowest tier of the group with somebody ready, among the lowest `tiers`, or NONE."""
    first = floor.groups.first_pool[group]
    for pool in range(first, first + tiers):
        if floor.pools.ready[pool] > 0:
            return pool
    return codes.NONE


def offered(floor: Floor, member: int) -> None:
    """Let round-robin go on after the member, who has just been offered a contact."""
    pools = floor.pools
    pool = floor.members.pool[member]
    standing = floor.members.standing[member]
    if standing <= pools.turn[pool]:
        pools.lap[pool] += 1
    pools.turn[pool] = standing


def rank_again(floor: Floor, group: int) -> None:
    """Restore the order of a group's ready, whose counters have changed all at once."""
    for pool in range(floor.groups.first_pool[group], floor.groups.first_pool[group + 1]):
        first = floor.pools.first[pool]
        size = floor.pools.ready[pool]
        for slot in range(size):
            member = floor.ready[first + slot]
            floor.members.key[member] = strategy_key(floor, member)
        for slot in range((size >> 1) - 1, -1, -1):
            sift_down(floor, first, size, slot, floor.ready[first + slot])


def strategy_key(floor: Floor, member: int) -> int:
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
    return 0


def turn_key(floor: Floor, member: int) -> int:
    """Round-robin: the rest of this lap in order of standing, then the next lap."""
    members = floor.members
    pool = members.pool[member]
    group = members.group[member]
    lap = floor.pools.lap[pool]
    if members.standing[member] <= floor.pools.turn[pool]:
        lap += 1
    size = floor.groups.first_member[group + 1] - floor.groups.first_member[group]
    return lap * size + members.standing[member]


def drawn(floor: Floor, pool: int, contact: int) -> int:
    """The ready member of the pool with the smallest lot for this contact."""
    members = floor.members
    common = draws.lottery(floor.seed, floor.contacts.key[contact], 0)
    first = floor.pools.first[pool]
    best = codes.NONE
    least = codes.FOREVER
    for slot in range(first, first + floor.pools.ready[pool]):
        member = floor.ready[slot]
        lot = draws.lot(common, floor.agents.id[members.agent[member]], members.weight[member])
        if best == codes.NONE or lot < least or (lot == least and before(members, member, best)):
            best = member
            least = lot
    return best


def before(members: Members, one: int, other: int) -> bool:
    """Whether one member of a tier ranks before another."""
    if members.key[one] != members.key[other]:
        return members.key[one] < members.key[other]
    if members.since[one] != members.since[other]:
        return members.since[one] < members.since[other]
    return members.standing[one] < members.standing[other]


def sift_up(floor: Floor, first: int, slot: int, member: int) -> None:
    """Let the member rise from the slot of the heap to where its rank says."""
    ready = floor.ready
    members = floor.members
    while slot > 0:
        parent = (slot - 1) >> 1
        other = ready[first + parent]
        if before(members, other, member):
            break
        ready[first + slot] = other
        members.slot[other] = slot
        slot = parent
    ready[first + slot] = member
    members.slot[member] = slot


def sift_down(floor: Floor, first: int, size: int, slot: int, member: int) -> None:
    """Let the member sink from the slot of the heap to where its rank says."""
    ready = floor.ready
    members = floor.members
    child = 2 * slot + 1
    while child < size:
        if child + 1 < size and before(members, ready[first + child + 1], ready[first + child]):
            child += 1
        other = ready[first + child]
        if before(members, member, other):
            break
        ready[first + slot] = other
        members.slot[other] = slot
        slot = child
        child = 2 * slot + 1
    ready[first + slot] = member
    members.slot[member] = slot
