"""The waiting room, as large as the longest queue was and not as the file is.

Its places are taken, freed and used again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, columns

if TYPE_CHECKING:
    from .columns import Columns
    from .forest import Forest


class Room:
    """The places, each with its contact, group and line; `root` has the first place of each line.

    `timer` is the place whose timer is due first. Free places and newcomers (those who joined at
    this instant before any offer) are chained by `link` from `free`, and from `first_newcomer`.
    """

    __slots__ = (
        "contact",
        "first_newcomer",
        "free",
        "group",
        "last_newcomer",
        "line",
        "link",
        "newcomer",
        "order",
        "root",
        "timer",
        "timers",
    )

    def __init__(self, order: Forest, timers: Forest, places: Columns) -> None:
        self.order = order
        self.timers = timers
        self.root = places["root"]
        self.contact = places["contact"]
        self.group = places["group"]
        self.line = places["line"]
        self.newcomer = places["newcomer"]
        self.link = places["link"]
        self.free = codes.NONE
        self.timer = codes.NONE
        self.first_newcomer = codes.NONE
        self.last_newcomer = codes.NONE
        chain(self, 0)


def due_kind(room: Room) -> int:
    """What the timer that is due next is set for."""
    return room.timers.minor[room.timer]


def enlarge(room: Room) -> None:
    """Double the room."""
    places = len(room.contact)
    for heap in (room.order, room.timers):
        heap.major = columns.doubled(heap.major)
        heap.minor = columns.doubled(heap.minor)
        heap.row = columns.doubled(heap.row)
        heap.child = columns.doubled(heap.child)
        heap.sibling = columns.doubled(heap.sibling)
        heap.previous = columns.doubled(heap.previous)
    room.contact = columns.doubled(room.contact)
    room.group = columns.doubled(room.group)
    room.line = columns.doubled(room.line)
    room.newcomer = columns.doubled(room.newcomer)
    room.link = columns.doubled(room.link)
    chain(room, places)


def chain(room: Room, first: int) -> None:
    """Chain the places from the first one on as free."""
    for place in range(len(room.contact) - 1, first - 1, -1):
        room.link[place] = room.free
        room.free = place
