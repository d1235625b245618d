"""The agendas: diaries of what cannot be called off, with rows that are used again and again.

One holds the ends of talk, of wrap-ups and of breaks, another the chats that silence will close. The
arrivals, the schedule and the timers of those who wait are streams of their own.

An entry is of a kind of `codes` and happens to a contact, or as a break to an agent. It is about a
membership, by which entries differ even where somebody who went up a group is worked after by two at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import diary
from .codes import NONE

if TYPE_CHECKING:
    from .diary import Diary


def put(agenda: Diary, time: int, kind: int, subject: int, member: int) -> None:
    """Note what happens at that time, and to whom."""
    if agenda.free == NONE:
        diary.enlarge(agenda)
    row = agenda.free
    agenda.free = agenda.following[row]
    agenda.time[row] = time
    agenda.kind[row] = kind
    agenda.subject[row] = subject
    agenda.member[row] = member
    diary.write(agenda, row)


def take(agenda: Diary) -> int:
    """Remove the first entry; its row can be read until another entry is put."""
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
    return row
