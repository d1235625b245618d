"""Those who are listed as ready: a binary heap for each pool, all in one set of columns.

A pool fills its own slots from the first one on. So its heap is a list as well, in no order, for
whoever has to look at all of them. Somebody who has just become free mostly ranks behind the others
and stays where he is put.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes

if TYPE_CHECKING:
    from .columns import Columns


class Ready:
    """The slots, each with its `member`; and by member, the `slot` or NONE, what ranks him, and his `agent`.

    Members are ordered by `major`, then `minor`, then `standing`, smaller first.
    """

    __slots__ = ("agent", "major", "member", "minor", "slot", "standing")

    def __init__(self, columns: Columns) -> None:
        self.member = columns["member"]
        self.agent = columns["agent"]
        self.slot = columns["slot"]
        self.major = columns["major"]
        self.minor = columns["minor"]
        self.standing = columns["standing"]


def before(ready: Ready, one: int, other: int) -> bool:
    """Whether one member ranks before the other."""
    if ready.major[one] != ready.major[other]:
        return ready.major[one] < ready.major[other]
    if ready.minor[one] != ready.minor[other]:
        return ready.minor[one] < ready.minor[other]
    return ready.standing[one] < ready.standing[other]


def take_first(ready: Ready, first: int, size: int) -> None:
    """Take the first member off the list; `size` counts those who are still on it."""
    ready.slot[ready.member[first]] = codes.NONE
    if size > 0:
        sink(ready, first, size, 0, ready.member[first + size])


def rise(ready: Ready, first: int, hole: int, member: int) -> None:
    """Put the member into the hole, or further up where those above rank behind him."""
    while hole > 0:
        above = (hole - 1) >> 1
        other = ready.member[first + above]
        if before(ready, other, member):
            break
        ready.member[first + hole] = other
        ready.slot[other] = first + hole
        hole = above
    ready.member[first + hole] = member
    ready.slot[member] = first + hole


def sink(ready: Ready, first: int, size: int, hole: int, member: int) -> None:
    """Put the member into the hole, or further down where those below rank before him."""
    below = 2 * hole + 1
    while below < size:
        if below + 1 < size:
            below += is_next_first(ready, first + below)
        other = ready.member[first + below]
        if before(ready, member, other):
            break
        ready.member[first + hole] = other
        ready.slot[other] = first + hole
        hole = below
        below = 2 * hole + 1
    ready.member[first + hole] = member
    ready.slot[member] = first + hole


def is_next_first(ready: Ready, slot: int) -> int:
    """Whether the member in the next slot ranks before the one in this: 1, or 0."""
    one = ready.member[slot]
    other = ready.member[slot + 1]
    if ready.major[one] == ready.major[other]:
        return before(ready, other, one)
    return ready.major[other] < ready.major[one]
