"""Those who are listed as ready: a binary heap for each pool, whose slots are all in one column.

A pool fills its own slots of `Members.listed` from the first one on. So its heap is a list as well, in no order, for
whoever has to look at all of them. Somebody who has just become free mostly ranks behind the others
and stays where he is put.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes

if TYPE_CHECKING:
    from .columns import Members


def before(members: Members, one: int, other: int) -> bool:
    """Whether one member ranks before the other."""
    if members.major[one] != members.major[other]:
        return members.major[one] < members.major[other]
    if members.minor[one] != members.minor[other]:
        return members.minor[one] < members.minor[other]
    return members.standing[one] < members.standing[other]


def take_first(members: Members, first: int, size: int) -> None:
    """Take the first member off the list; `size` counts those who are still on it."""
    members.slot[members.listed[first]] = codes.NONE
    if size > 0:
        sink(members, first, size, 0, members.listed[first + size])


def rise(members: Members, first: int, hole: int, member: int) -> None:
    """Put the member into the hole, or further up where those above rank behind him."""
    while hole > 0:
        above = (hole - 1) >> 1
        other = members.listed[first + above]
        if before(members, other, member):
            break
        members.listed[first + hole] = other
        members.slot[other] = first + hole
        hole = above
    members.listed[first + hole] = member
    members.slot[member] = first + hole


def sink(members: Members, first: int, size: int, hole: int, member: int) -> None:
    """Put the member into the hole, or further down where those below rank before him."""
    below = 2 * hole + 1
    while below < size:
        if below + 1 < size:
            below += is_next_first(members, first + below)
        other = members.listed[first + below]
        if before(members, member, other):
            break
        members.listed[first + hole] = other
        members.slot[other] = first + hole
        hole = below
        below = 2 * hole + 1
    members.listed[first + hole] = member
    members.slot[member] = first + hole


def is_next_first(members: Members, slot: int) -> int:
    """Whether the member in the next slot ranks before the one in this: 1, or 0."""
    one = members.listed[slot]
    other = members.listed[slot + 1]
    if members.major[one] == members.major[other]:
        return before(members, other, one)
    return members.major[other] < members.major[one]
