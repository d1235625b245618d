"""The simulation itself: the next thing happens, again and again.

Four streams are merged: the agenda (ends of talk and wrap-up), the schedule, the timers of those
who wait, and the arrivals. At one instant the order is: 1 end of talk, 2 end of wrap-up,
3 schedule, 5 opening tiers, then the offers, 6 maximum wait and patience, 7 arrivals in file
order, each with its own offer. What an event creates for the same instant takes its place by class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import agenda, codes, entry, log, offers, places, schedule, service, waiting

if TYPE_CHECKING:
    from .floor import Floor


def begin(floor: Floor) -> None:
    """Put those without hours on duty, before anything happens."""
    for agent in range(len(floor.agents.on_shift)):
        if floor.agents.on_shift[agent]:
            schedule.staff(floor, agent, 1)
            service.free(floor, agent)
    floor.now = min(floor.start, floor.schedule.time[0])
    floor.in_order = len(floor.contacts.order) == 0
    await_arrival(floor)


def run(floor: Floor, arrivals: int) -> bool:
    """Let things happen until so many contacts have arrived; with all of them, until the end.

    Returns:
        Whether there is more to come.
    """
    everything = arrivals >= len(floor.contacts.arrived)
    room = floor.room
    schedule_time = floor.schedule.time
    while everything or floor.arrivals < arrivals:
        busy = floor.agenda.first
        turn = schedule_time[floor.turns]
        due = codes.FOREVER
        if room.timer != codes.NONE:
            due = room.timers.major[room.timer]
        if (
            floor.pending
            and busy > floor.now
            and turn > floor.now
            and (due > floor.now or places.due_kind(room) != codes.TIER_OPENS)
        ):
            offers.settle(floor)
            continue
        instant = min(busy, turn, due, floor.arrival)
        if instant == codes.FOREVER or (turn == instant and is_over(floor)):
            floor.end = max(floor.now, floor.start)
            return False
        if instant >= floor.until:
            floor.end = max(floor.until, floor.start)
            return False
        floor.now = instant
        if busy == instant:
            finish(floor)
        elif turn == instant:
            schedule.turn(floor)
        elif due == instant:
            expire(floor, room.timer)
        else:
            admit(floor)
    return True


def is_over(floor: Floor) -> bool:
    """Whether nobody is left who could notice what the schedule still holds."""
    return (
        floor.arrival == codes.FOREVER
        and floor.agenda.first == codes.FOREVER
        and floor.room.timer == codes.NONE
    )


def finish(floor: Floor) -> None:
    """Let the first entry of the agenda happen."""
    what = agenda.take(floor.agenda)
    subject = what & agenda.SUBJECT
    if what < codes.WRAP_UP_END:
        service.end_talk(floor, subject)
    elif what < codes.GROUP_WRAP_UP_END:
        service.end_wrap_up(floor, subject)
    else:
        service.end_group_wrap_up(floor, subject)


def expire(floor: Floor, place: int) -> None:
    """Do what the timer of that place is set for."""
    kind = places.due_kind(floor.room)
    if kind == codes.TIER_OPENS:
        group = floor.room.group[place]
        log.note(floor, codes.TIER_OPENED, floor.room.contact[place], group, codes.NONE)
        waiting.move_up(floor, place)
        service.touch(floor, group)
    elif kind == codes.MAX_WAIT:
        entry.spill(floor, place, codes.TIMEOUT)
    else:
        entry.give_up(floor, place)


def admit(floor: Floor) -> None:
    """Let the next contact arrive."""
    contact = floor.next_contact
    floor.arrivals += 1
    await_arrival(floor)
    entry.arrive(floor, contact)


def await_arrival(floor: Floor) -> None:
    """Set the clock for the next arrival."""
    if floor.arrivals == len(floor.contacts.arrived):
        floor.arrival = codes.FOREVER
        return
    contact = floor.arrivals
    if not floor.in_order:
        contact = floor.contacts.order[contact]
    floor.next_contact = contact
    floor.arrival = floor.contacts.arrived[contact]
