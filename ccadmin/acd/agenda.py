"""The agenda: the ends of talk and wrap-up that lie ahead, as a binary heap.

It holds one entry for each busy agent, and one for each wrap-up that blocks a single group. The
arrivals, the schedule and the timers of those who wait are streams of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import codes

if TYPE_CHECKING:
    from .columns import Columns

SUBJECT_BITS: Final = 32
SUBJECT: Final = 0xFFFFFFFF


class Agenda:
    """The heap, by time, then kind, then subject; its first time is FOREVER while it is empty."""

    __slots__ = ("size", "time", "what")

    def __init__(self, columns: Columns) -> None:
        self.time = columns["time"]
        self.what = columns["what"]
        self.size = 0


def put(agenda: Agenda, time: int, kind: int, subject: int) -> None:
    """Note that something of that kind happens to the subject at that time."""
    times = agenda.time
    whats = agenda.what
    what = (kind << SUBJECT_BITS) | subject
    slot = agenda.size
    agenda.size = slot + 1
    while slot > 0:
        parent = (slot - 1) >> 1
        other = times[parent]
        if other < time or (other == time and whats[parent] < what):
            break
        times[slot] = other
        whats[slot] = whats[parent]
        slot = parent
    times[slot] = time
    whats[slot] = what


def take(agenda: Agenda) -> int:
    """Remove the first entry and return its kind << SUBJECT_BITS | subject.

    The hole sinks along the earlier child down to a leaf and the last entry rises from there: it
    belongs near the bottom nearly always, which saves half of the comparisons.
    """
    times = agenda.time
    whats = agenda.what
    first = whats[0]
    size = agenda.size - 1
    agenda.size = size
    slot = 0
    child = 1
    while child < size:
        time = times[child]
        if child + 1 < size:
            other = times[child + 1]
            if other < time or (other == time and whats[child + 1] < whats[child]):
                child += 1
                time = other
        times[slot] = time
        whats[slot] = whats[child]
        slot = child
        child = 2 * slot + 1
    time = times[size]
    what = whats[size]
    while slot > 0:
        parent = (slot - 1) >> 1
        other = times[parent]
        if other < time or (other == time and whats[parent] < what):
            break
        times[slot] = other
        whats[slot] = whats[parent]
        slot = parent
    times[slot] = time
    whats[slot] = what
    times[size] = codes.FOREVER
    return first
