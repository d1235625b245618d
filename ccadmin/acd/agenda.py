"""The agendas: diaries of what cannot be called off, with rows that are used again and again.

One holds the ends of talk, of wrap-ups and of breaks, another the chats that silence will close. The
arrivals, the schedule and the timers of those who wait are streams of their own.

What happens is one number, so that ties are decided at a glance: a kind of `codes`, then the contact or
the agent it happens to, then the membership it is about. Somebody who went up a group may be worked
after by two at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import diary
from .codes import MEMBER_BITS, NONE

if TYPE_CHECKING:
    from .diary import Diary


def put(agenda: Diary, time: int, kind: int, subject: int, member: int) -> None:
    """Note what happens at that time, and to whom."""
    if agenda.free == NONE:
        diary.enlarge(agenda)
    row = agenda.free
    agenda.free = agenda.following[row]
    agenda.time[row] = time
    agenda.what[row] = kind | (subject << MEMBER_BITS) | member
    diary.write(agenda, row)


def take(agenda: Diary) -> int:
    """Remove the first entry and return what happens."""
    following = agenda.following
    slot = agenda.page & agenda.last
    tail = agenda.sheet[slot]
    row = following[tail]
    agenda.size -= 1
    if row == tail:
        agenda.sheet[slot] = NONE
        diary.turn(agenda)
    else:
        second = following[row]
        following[tail] = second
        time = agenda.time[second]
        if time >> agenda.width == agenda.page:
            agenda.first = time
        else:
            diary.turn(agenda)
    following[row] = agenda.free
    agenda.free = row
    return agenda.what[row]
