"""An agenda: a diary of what cannot be called off.

One holds the ends of talk, of wrap-ups and of breaks, another the chats that silence will close. The
arrivals, the schedule and the timers of those who wait are streams of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import diary
from .codes import MEMBER_BITS, NONE

if TYPE_CHECKING:
    from .diary import Diary


class Agenda:
    """The diary; entries that are not in use are chained from `free`.

    What happens is one number, so that ties are decided at a glance: a kind of `codes`, then the
    contact or the agent it happens to, then the membership it is about. Somebody who went up a group
    may be worked after by two at once.
    """

    __slots__ = ("diary", "free")

    def __init__(self, diary: Diary) -> None:
        self.diary = diary
        self.free = NONE
        chain(self, 0)


def put(agenda: Agenda, time: int, kind: int, subject: int, member: int) -> None:
    """Note what happens at that time, and to whom."""
    if agenda.free == NONE:
        enlarge(agenda)
    entries = agenda.diary
    row = agenda.free
    agenda.free = entries.following[row]
    entries.time[row] = time
    entries.what[row] = kind | (subject << MEMBER_BITS) | member
    diary.write(entries, row)


def take(agenda: Agenda) -> int:
    """Remove the first entry and return what happens."""
    entries = agenda.diary
    row = diary.strike_first(entries)
    entries.following[row] = agenda.free
    agenda.free = row
    return entries.what[row]


def enlarge(agenda: Agenda) -> None:
    """Double the room."""
    room = len(agenda.diary.time)
    diary.enlarge(agenda.diary)
    chain(agenda, room)


def chain(agenda: Agenda, first: int) -> None:
    """Chain the entries from the first one on as free."""
    entries = agenda.diary
    for row in range(len(entries.time) - 1, first - 1, -1):
        entries.following[row] = agenda.free
        agenda.free = row
