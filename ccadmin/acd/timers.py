"""The timers of those who wait: one for each place of the waiting room, set for what comes first.

They are set anew and called off all the time, so this is a heap whose entries know where they
stand. A place whose timer is set for FOREVER is not in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, columns

if TYPE_CHECKING:
    from .columns import Columns


class Timers:
    """The timer of place p is `due[p]` for `kind[p]`; ties go by kind, then by the row of the contact.

    `heap` lists the places, `slot` says where each one stands in it, or NONE. `first` is when the
    first timer is due, or FOREVER.
    """

    __slots__ = ("contact", "due", "first", "heap", "kind", "size", "slot")

    def __init__(self, rows: Columns) -> None:
        self.due = rows["due"]
        self.kind = rows["kind"]
        self.contact = rows["contact"]
        self.slot = rows["slot"]
        self.heap = rows["heap"]
        self.size = 0
        self.first = codes.FOREVER
        clear(self, 0)


def before(timers: Timers, one: int, other: int) -> bool:
    """Whether the timer of one place comes before that of the other."""
    if timers.due[one] != timers.due[other]:
        return timers.due[one] < timers.due[other]
    if timers.kind[one] != timers.kind[other]:
        return timers.kind[one] < timers.kind[other]
    return timers.contact[one] < timers.contact[other]


def start(timers: Timers, place: int) -> None:
    """Let the timer of the place run, whose `due` and `kind` have just been written."""
    slot = timers.slot[place]
    if timers.due[place] == codes.FOREVER:
        stop(timers, place)
        return
    if slot == codes.NONE:
        slot = timers.size
        timers.size = slot + 1
    sink(timers, rise(timers, slot, place), place)
    timers.first = timers.due[timers.heap[0]]


def stop(timers: Timers, place: int) -> None:
    """Call the timer of the place off, if it runs."""
    slot = timers.slot[place]
    if slot == codes.NONE:
        return
    timers.slot[place] = codes.NONE
    size = timers.size - 1
    timers.size = size
    if slot < size:
        last = timers.heap[size]
        sink(timers, rise(timers, slot, last), last)
    timers.first = codes.FOREVER if size == 0 else timers.due[timers.heap[0]]


def rise(timers: Timers, slot: int, place: int) -> int:
    """Let later timers sink below that of the place; the result is the slot that is left for it."""
    while slot > 0:
        parent = (slot - 1) >> 1
        other = timers.heap[parent]
        if before(timers, other, place):
            break
        timers.heap[slot] = other
        timers.slot[other] = slot
        slot = parent
    return slot


def sink(timers: Timers, slot: int, place: int) -> None:
    """Put the timer of the place into the slot, or further down where earlier ones are below it."""
    size = timers.size
    child = 2 * slot + 1
    while child < size:
        if child + 1 < size and before(timers, timers.heap[child + 1], timers.heap[child]):
            child += 1
        other = timers.heap[child]
        if before(timers, place, other):
            break
        timers.heap[slot] = other
        timers.slot[other] = slot
        slot = child
        child = 2 * slot + 1
    timers.heap[slot] = place
    timers.slot[place] = slot


def enlarge(timers: Timers) -> None:
    """Double the places."""
    places = len(timers.due)
    timers.due = columns.doubled(timers.due)
    timers.kind = columns.doubled(timers.kind)
    timers.contact = columns.doubled(timers.contact)
    timers.slot = columns.doubled(timers.slot)
    timers.heap = columns.doubled(timers.heap)
    clear(timers, places)


def clear(timers: Timers, first: int) -> None:
    """Let no timer run for the places from the first one on."""
    for place in range(first, len(timers.slot)):
        timers.slot[place] = codes.NONE
