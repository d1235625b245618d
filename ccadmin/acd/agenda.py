"""An agenda: what lies ahead and cannot be called off, as a binary heap.

One holds the ends of talk, of wrap-up and of breaks, another the chats that silence will close. The
arrivals, the schedule and the timers of those who wait are streams of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, columns

if TYPE_CHECKING:
    from .columns import Columns


class Agenda:
    """The heap, by time, then kind, then subject, then whom; what is not in use is at FOREVER.

    `whom` says which membership, or which agent, an entry is about: somebody who went up a group
    may be worked after by two at once. `first` is when the first entry
    happens, or FOREVER.

    Taking the first entry leaves a hole at the top, because nearly always the agent's next one
    follows: wrap-up upon talk, or another contact at once. Then that entry sinks from the top, and
    the heap is put in order once instead of twice.
    """

    __slots__ = ("first", "hole", "size", "time", "what", "whom")

    def __init__(self, columns: Columns) -> None:
        self.time = columns["time"]
        self.what = columns["what"]
        self.whom = columns["whom"]
        self.size = 0
        self.hole = 0
        self.first = codes.FOREVER


def put(agenda: Agenda, time: int, what: int, whom: int) -> None:
    """Note what happens at that time: a kind from `codes`, with the subject in its lower bits."""
    if agenda.hole:
        agenda.hole = 0
        slot = sunk(agenda)
    else:
        slot = agenda.size
        agenda.size = slot + 1
        if slot + 3 > len(agenda.time):
            enlarge(agenda)
    times = agenda.time
    whats = agenda.what
    whoms = agenda.whom
    while slot > 0:
        parent = (slot - 1) >> 1
        other = times[parent]
        if other < time or (other == time and is_first(agenda, parent, what, whom)):
            break
        times[slot] = other
        whats[slot] = whats[parent]
        whoms[slot] = whoms[parent]
        slot = parent
    times[slot] = time
    whats[slot] = what
    whoms[slot] = whom
    agenda.first = times[0]


def take(agenda: Agenda) -> int:
    """Remove the first entry and return what happens; whom it is about stays in the first row."""
    if agenda.hole:
        close(agenda)
    agenda.hole = 1
    agenda.first = min(agenda.time[1], agenda.time[2])
    return agenda.what[0]


def close(agenda: Agenda) -> None:
    """Let the last entry fill the hole."""
    last = agenda.size - 1
    agenda.size = last
    time = agenda.time[last]
    agenda.time[last] = codes.FOREVER
    if last > 0:
        put(agenda, time, agenda.what[last], agenda.whom[last])
    else:
        agenda.hole = 0


def is_first(agenda: Agenda, slot: int, what: int, whom: int) -> bool:
    """Whether the entry in the slot comes before another of its time."""
    if agenda.what[slot] != what:
        return agenda.what[slot] < what
    return agenda.whom[slot] < whom


def sunk(agenda: Agenda) -> int:
    """Let the hole at the top sink along the earlier children; the result is where it ends.

    Whatever fills it then rises from there. It belongs near the bottom nearly always, so this
    takes half of the comparisons that sinking with it would.
    """
    times = agenda.time
    whats = agenda.what
    whoms = agenda.whom
    size = agenda.size
    slot = 0
    child = 1
    while child < size:
        time = times[child]
        other = times[child + 1]
        if other < time or (
            other == time and is_first(agenda, child + 1, whats[child], whoms[child])
        ):
            child += 1
            time = other
        times[slot] = time
        whats[slot] = whats[child]
        whoms[slot] = whoms[child]
        slot = child
        child = 2 * slot + 1
    return slot


def enlarge(agenda: Agenda) -> None:
    """Double the room; the last two rows always stay at FOREVER."""
    room = len(agenda.time)
    agenda.time = columns.doubled(agenda.time)
    agenda.what = columns.doubled(agenda.what)
    agenda.whom = columns.doubled(agenda.whom)
    for slot in range(room, 2 * room):
        agenda.time[slot] = codes.FOREVER
