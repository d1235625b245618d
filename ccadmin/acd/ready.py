"""Those who are listed as ready: each pool keeps its own in order, in its slots of `Members.listed`.

Whoever is looked for stands at the front, and somebody who has just become free mostly ranks behind
the others. So a list begins anywhere in the slots of its pool, of which there are twice as many as
members, and hardly anybody has to move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .columns import Members, Pools


def before(members: Members, one: int, other: int) -> bool:
    """Whether one member ranks before the other, by what they were rated."""
    if members.major[one] != members.major[other]:
        return members.major[one] < members.major[other]
    if members.minor[one] != members.minor[other]:
        return members.minor[one] < members.minor[other]
    return members.standing[one] < members.standing[other]


def insert(members: Members, pools: Pools, pool: int, member: int) -> None:
    """Put the member, who has been rated, where he ranks among the listed."""
    listed = members.listed
    front = pools.front[pool]
    count = pools.listed[pool]
    if front + count == pools.end[pool]:
        gather(members, pools, pool)
        front = pools.first[pool]
    back = front + count
    pools.listed[pool] = count + 1
    members.enlisted[member] = 1
    if count == 0 or before(members, listed[back - 1], member):
        listed[back] = member
        return
    slot = slot_of(members, front, back - 1, member)
    if slot - front < back - slot and front > pools.first[pool]:
        pools.front[pool] = front - 1
        while front < slot:
            listed[front - 1] = listed[front]
            front += 1
        listed[slot - 1] = member
    else:
        while back > slot:
            listed[back] = listed[back - 1]
            back -= 1
        listed[slot] = member


def slot_of(members: Members, front: int, back: int, member: int) -> int:
    """The first of those slots whose member does not rank before this one, or `back`."""
    listed = members.listed
    major = members.major[member]
    while front < back:
        middle = (front + back) >> 1
        other = listed[middle]
        rank = members.major[other]
        if rank < major or (rank == major and before(members, other, member)):
            front = middle + 1
        else:
            back = middle
    return front


def gather(members: Members, pools: Pools, pool: int) -> None:
    """Let the list begin in the first slot of its pool again."""
    first = pools.first[pool]
    front = pools.front[pool]
    for each in range(pools.listed[pool]):
        members.listed[first + each] = members.listed[front + each]
    pools.front[pool] = first


def take_first(members: Members, pools: Pools, pool: int) -> None:
    """Take the first member off the list."""
    front = pools.front[pool]
    members.enlisted[members.listed[front]] = 0
    pools.front[pool] = front + 1
    pools.listed[pool] -= 1


def take(members: Members, pools: Pools, pool: int, member: int) -> None:
    """Take the member off the list, wherever he stands as he was rated."""
    front = pools.front[pool]
    last = front + pools.listed[pool] - 1
    slot = slot_of(members, front, last, member)
    members.enlisted[member] = 0
    pools.listed[pool] -= 1
    if slot - front < last - slot:
        pools.front[pool] = front + 1
        for each in range(slot, front, -1):
            members.listed[each] = members.listed[each - 1]
    else:
        for each in range(slot, last):
            members.listed[each] = members.listed[each + 1]
