"""An agenda: what lies ahead and cannot be called off, as a binary heap.

One holds the ends of talk, of breaks, and of wrap-ups of unusual length, another the chats that
silence will close. The arrivals, the schedule, the usual wrap-ups and the timers of those who wait
are streams of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, columns

if TYPE_CHECKING:
    from .columns import Columns


class Agenda:
    """The heap, by time, then what happens; what is not in use is at FOREVER.

    What happens is one number, so that ties are decided at a glance: a kind of `codes`, then the
    contact or the agent it happens to, then the membership it is about. Somebody who went up a group
    may be worked after by two at once. `first` is when the first entry happens, or FOREVER.

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


def put(agenda: Agenda, time: int, kind: int, subject: int, member: int) -> None:
    """Note what happens at that time, and to whom."""
    put_back(agenda, time, entry(kind, subject, member))


def entry(kind: int, subject: int, member: int) -> int:
    """What happens, as one number."""
    return kind | (subject << codes.MEMBER_BITS) | member


def put_back(agenda: Agenda, time: int, what: int) -> None:
    """Let an entry rise to where it belongs, from the end of the heap or from the hole."""
    if agenda.hole:
        agenda.hole = 0
        slot = sunk(agenda)
    else:
        slot = agenda.size
        agenda.size = slot + 1
        if slot + 3 > len(agenda.time):
            enlarge(agenda)
    while slot > 0:
        parent = (slot - 1) >> 1
        other = agenda.time[parent]
        if other < time or (other == time and agenda.what[parent] < what):
            break
        agenda.time[slot] = other
        agenda.what[slot] = agenda.what[parent]
        slot = parent
    agenda.time[slot] = time
    agenda.what[slot] = what
    agenda.first = agenda.time[0]


def take(agenda: Agenda) -> int:
    """Remove the first entry and return what happens."""
    if agenda.hole:
        close(agenda)
    agenda.hole = 1
    agenda.first = min(agenda.time[1], agenda.time[2])
    return agenda.what[0]


def first_what(agenda: Agenda) -> int:
    """What happens first, where something does."""
    if not agenda.hole:
        return agenda.what[0]
    if agenda.time[1] != agenda.time[2]:
        return agenda.what[1] if agenda.time[1] < agenda.time[2] else agenda.what[2]
    return min(agenda.what[1], agenda.what[2])


def close(agenda: Agenda) -> None:
    """Let the last entry fill the hole."""
    last = agenda.size - 1
    agenda.size = last
    time = agenda.time[last]
    agenda.time[last] = codes.FOREVER
    if last > 0:
        put_back(agenda, time, agenda.what[last])
    else:
        agenda.hole = 0


def sunk(agenda: Agenda) -> int:
    """Let the hole at the top sink along the earlier children; the result is where it ends.

    Whatever fills it then rises from there. It belongs near the bottom nearly always, so this
    takes half of the comparisons that sinking with it would. Which child is earlier nobody could
    guess: so that is computed, and not branched upon.
    """
    size = agenda.size
    slot = 0
    child = 1
    while child < size:
        if agenda.time[child] == agenda.time[child + 1]:
            child += agenda.what[child + 1] < agenda.what[child]
        else:
            child += agenda.time[child + 1] < agenda.time[child]
        agenda.time[slot] = agenda.time[child]
        agenda.what[slot] = agenda.what[child]
        slot = child
        child = 2 * slot + 1
    return slot


def enlarge(agenda: Agenda) -> None:
    """Double the room; the last two rows always stay at FOREVER."""
    room = len(agenda.time)
    agenda.time = columns.doubled(agenda.time)
    agenda.what = columns.doubled(agenda.what)
    for slot in range(room, 2 * room):
        agenda.time[slot] = codes.FOREVER
