"""The timers of those who wait: a diary in which each place of the waiting room has one entry at most.

They are set anew and called off all the time. A timer is of the kind that it is set for, and happens to
the contact. A place without one is at FOREVER.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import diary
from .codes import FOREVER, TIMER, TIMER_BITS

if TYPE_CHECKING:
    from .diary import Diary


def moment(time: int, kind: int) -> int:
    """A time and what is due then as one number: the least is what comes first."""
    return (time << TIMER_BITS) | kind


def start(timers: Diary, place: int, due: int, contact: int) -> None:
    """Set the timer of the place, anew if it runs, for that moment or for FOREVER."""
    stop(timers, place)
    if due != FOREVER:
        timers.time[place] = due >> TIMER_BITS
        timers.kind[place] = due & TIMER
        timers.subject[place] = contact
        diary.write(timers, place)


def stop(timers: Diary, place: int) -> None:
    """Call the timer of the place off, if it runs."""
    if timers.time[place] != FOREVER:
        diary.strike(timers, place)
        timers.time[place] = FOREVER


def first_kind(timers: Diary) -> int:
    """What the timer that is due next is set for."""
    return timers.kind[diary.first_entry(timers)]


def enlarge(timers: Diary) -> None:
    """Double the places."""
    places = len(timers.time)
    diary.enlarge(timers)
    for place in range(places, len(timers.time)):
        timers.time[place] = FOREVER
