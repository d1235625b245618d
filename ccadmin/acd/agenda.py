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
    """The heap, by time, then kind, then subject; what is not in use is at FOREVER.

    `first` is when the first entry happens, or FOREVER.

    Taking the first entry leaves a hole at the top, because nearly always the agent's next one
    follows: wrap-up upon talk, or another contact at once. Then that entry sinks from the top, and
    the heap is put in order once instead of twice.
    """

    __slots__ = ("first", "hole", "size", "time", "what")

    def __init__(self, columns: Columns) -> None:
        self.time = columns["time"]
        self.what = columns["what"]
        self.size = 0
        self.hole = 0
        self.first = codes.FOREVER


def put(agenda: Agenda, time: int, kind: int, subject: int) -> None:
    """Note that something of that kind happens to the subject at that time."""
    what = (kind << SUBJECT_BITS) | subject
    if agenda.hole:
        agenda.hole = 0
        rise(agenda, sunk(agenda, agenda.size), time, what)
    else:
        agenda.size += 1
        rise(agenda, agenda.size - 1, time, what)
    agenda.first = agenda.time[0]


def take(agenda: Agenda) -> int:
    """Remove the first entry and return its kind << SUBJECT_BITS | subject."""
    if agenda.hole:
        close(agenda)
    agenda.hole = 1
    agenda.first = min(agenda.time[1], agenda.time[2])
    return agenda.what[0]


def close(agenda: Agenda) -> None:
    """Let the last entry fill the hole."""
    agenda.hole = 0
    last = agenda.size - 1
    agenda.size = last
    time = agenda.time[last]
    agenda.time[last] = codes.FOREVER
    if last > 0:
        rise(agenda, sunk(agenda, last), time, agenda.what[last])


def sunk(agenda: Agenda, size: int) -> int:
    """Let the hole at the top sink along the earlier children; the result is where it ends.

    Whatever fills it then rises from there. It belongs near the bottom nearly always, so this
    takes half of the comparisons that sinking with it would.
    """
    times = agenda.time
    whats = agenda.what
    slot = 0
    child = 1
    while child < size:
        time = times[child]
        other = times[child + 1]
        if other < time or (other == time and whats[child + 1] < whats[child]):
            child += 1
            time = other
        times[slot] = time
        whats[slot] = whats[child]
        slot = child
        child = 2 * slot + 1
    return slot


def rise(agenda: Agenda, slot: int, time: int, what: int) -> None:
    """Put an entry into the slot, or as far above it as its time says."""
    times = agenda.time
    whats = agenda.what
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
