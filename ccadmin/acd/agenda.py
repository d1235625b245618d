"""An agenda: a diary of what cannot be called off.

One holds the ends of talk, of wrap-ups and of breaks, another the chats that silence will close. The
arrivals, the schedule and the timers of those who wait are streams of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, diary, forest

if TYPE_CHECKING:
    from .diary import Diary


class Agenda:
    """The diary; nodes that are not in use are chained as siblings from `free`.

    What happens is one number, so that ties are decided at a glance: a kind of `codes`, then the
    contact or the agent it happens to, then the membership it is about. Somebody who went up a group
    may be worked after by two at once.
    """

    __slots__ = ("diary", "free")

    def __init__(self, diary: Diary) -> None:
        self.diary = diary
        self.free = codes.NONE
        chain(self, 0)


def put(agenda: Agenda, time: int, kind: int, subject: int, member: int) -> None:
    """Note what happens at that time, and to whom."""
    if agenda.free == codes.NONE:
        enlarge(agenda)
    entries = agenda.diary.entries
    row = agenda.free
    agenda.free = entries.sibling[row]
    entries.major[row] = time
    entries.minor[row] = kind | (subject << codes.MEMBER_BITS) | member
    diary.write(agenda.diary, row)


def take(agenda: Agenda) -> int:
    """Remove the first entry and return what happens."""
    entries = agenda.diary.entries
    row = agenda.diary.root
    diary.strike_first(agenda.diary)
    entries.sibling[row] = agenda.free
    agenda.free = row
    return entries.minor[row]


def enlarge(agenda: Agenda) -> None:
    """Double the room."""
    room = len(agenda.diary.entries.major)
    forest.enlarge(agenda.diary.entries)
    chain(agenda, room)


def chain(agenda: Agenda, first: int) -> None:
    """Chain the nodes from the first one on as free."""
    entries = agenda.diary.entries
    for row in range(len(entries.major) - 1, first - 1, -1):
        entries.sibling[row] = agenda.free
        agenda.free = row
