"""Delays that last as long as others: their ends come in the order of their beginnings.

Many wrap-ups have the same length, that of their group. For each of the usual lengths there is a
queue, which costs the same however many are in it, and the agenda is left with ends of talk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, columns

if TYPE_CHECKING:
    from .columns import Columns


class Delays:
    """The queues, from `head` to `tail` and NONE where they are empty, a row for each length.

    The entries of a queue are chained by `following`, and so are the free ones from `free`; each has
    the `time` and `what` of an entry of the agenda. `first` is when the next one ends, or FOREVER,
    and `soonest` the queue in which it stands.
    """

    __slots__ = ("first", "following", "free", "head", "soonest", "tail", "time", "what")

    def __init__(self, columns: Columns) -> None:
        self.head = columns["head"]
        self.tail = columns["tail"]
        self.time = columns["time"]
        self.what = columns["what"]
        self.following = columns["following"]
        self.first = codes.FOREVER
        self.soonest = codes.NONE
        self.free = codes.NONE
        chain(self, 0)


def put(delays: Delays, queue: int, time: int, what: int) -> bool:
    """Put an entry at the end of a queue; the result is false where it belongs further in front.

    That happens to entries of the same instant, which have an order among themselves.
    """
    last = delays.tail[queue]
    if last != codes.NONE and (
        delays.time[last] > time or (delays.time[last] == time and delays.what[last] > what)
    ):
        return False
    if delays.free == codes.NONE:
        enlarge(delays)
    row = delays.free
    delays.free = delays.following[row]
    delays.time[row] = time
    delays.what[row] = what
    delays.following[row] = codes.NONE
    delays.tail[queue] = row
    if last != codes.NONE:
        delays.following[last] = row
    else:
        delays.head[queue] = row
        if time < delays.first or (time == delays.first and what < first_what(delays)):
            delays.first = time
            delays.soonest = queue
    return True


def first_what(delays: Delays) -> int:
    """What happens when the next one ends."""
    return delays.what[delays.head[delays.soonest]]


def take(delays: Delays) -> int:
    """Remove the entry that comes first and return what happens."""
    row = delays.head[delays.soonest]
    delays.head[delays.soonest] = delays.following[row]
    if delays.following[row] == codes.NONE:
        delays.tail[delays.soonest] = codes.NONE
    delays.following[row] = delays.free
    delays.free = row
    find_soonest(delays)
    return delays.what[row]


def find_soonest(delays: Delays) -> None:
    """Look which queue has the entry that comes first."""
    heads = delays.head
    first = codes.FOREVER
    soonest = codes.NONE
    for queue in range(len(delays.head)):
        row = heads[queue]
        if row != codes.NONE:
            time = delays.time[row]
            if time < first or (time == first and delays.what[row] < delays.what[heads[soonest]]):
                first = time
                soonest = queue
    delays.first = first
    delays.soonest = soonest


def enlarge(delays: Delays) -> None:
    """Double the room."""
    room = len(delays.time)
    delays.time = columns.doubled(delays.time)
    delays.what = columns.doubled(delays.what)
    delays.following = columns.doubled(delays.following)
    chain(delays, room)


def chain(delays: Delays, first: int) -> None:
    """Chain the entries from the first one on as free."""
    for row in range(len(delays.time) - 1, first - 1, -1):
        delays.following[row] = delays.free
        delays.free = row
