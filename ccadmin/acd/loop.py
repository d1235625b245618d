"""The simulation itself: the next thing happens, again and again.

Five streams are merged: the agenda (ends of talk, of wrap-ups and of breaks), the schedule, the
timers of those who wait, the silences, and the arrivals. At one instant the order is: 1 end of talk, 2 end of wrap-up and break, 3 schedule,
4 answers and the ends of ringing, 5 tiers and skills, then the offers, 6 maximum wait, patience and
silence, 7 arrivals in file order, each with its own offer. What an event creates for the same
instant takes its place by class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import agenda, diary, entry, log, offers, ringing, schedule, service, timers, waiting
from .codes import (
    ANSWER,
    FOREVER,
    GROUP_WRAP_UP_END,
    MAX_WAIT,
    NONE,
    RING_OUT,
    SKILLS_RELAX,
    SKILLS_RELAXED,
    TALK_END,
    TIER_OPENED,
    TIER_OPENS,
    TIMEOUT,
    WRAP_UP_END,
)

if TYPE_CHECKING:
    from .floor import Floor


def begin(floor: Floor) -> None:
    """Put those without hours on duty, before anything happens."""
    for agent in range(len(floor.agents.on_shift)):
        if floor.agents.on_shift[agent]:
            schedule.staff(floor, agent, 1)
            service.free(floor, agent)
    floor.now = min(floor.start, floor.schedule.time[0])
    floor.turn = min(floor.until, floor.schedule.time[0])
    floor.in_order = len(floor.contacts.order) == 0
    await_arrival(floor)


def run(floor: Floor, arrivals: int) -> bool:  # noqa: C901, PLR0912 - one branch a stream
    """Let things happen until so many contacts have arrived; with all of them, until the end.

    Returns:
        Whether there is more to come.
    """
    if arrivals >= len(floor.contacts.arrived):
        arrivals = FOREVER
    ahead = floor.agenda
    waits = floor.room.timers
    silences = floor.silences
    while floor.arrivals < arrivals:
        if floor.pending and are_offers_due(floor):
            offers.settle(floor)
            continue
        busy = ahead.first
        turn = floor.turn
        due = waits.first
        silence = silences.first
        instant = floor.arrival
        if busy < instant:
            instant = busy
        if due < instant:
            instant = due
        if turn < instant:
            instant = turn
        if silence < instant:
            instant = silence
        if turn == instant and has_ended(floor):
            return False
        floor.now = instant
        if busy == instant:
            finish(floor)
        elif turn == instant:
            schedule.turn(floor)
        elif due == instant:
            expire(floor, diary.first_entry(waits))
        elif silence == instant:
            row = agenda.take(silences)
            service.close_silent(floor, silences.subject[row], silences.member[row])
        else:
            contact = floor.next_contact
            floor.arrivals += 1
            await_arrival(floor)
            entry.arrive(floor, contact)
    return True


def are_offers_due(floor: Floor) -> bool:
    """Whether all of this instant has happened that comes before the offers."""
    now = floor.now
    return (
        floor.agenda.first > now
        and floor.turn > now
        and (floor.room.timers.first > now or timers.first_kind(floor.room.timers) >= MAX_WAIT)
    )


def has_ended(floor: Floor) -> bool:
    """Whether the run ends instead of the schedule's next turn; when it ended is noted then."""
    if is_over(floor):
        floor.end = max(floor.now, floor.start)
        return True
    if floor.turn == floor.until:
        floor.end = max(floor.until, floor.start)
        return True
    return False


def is_over(floor: Floor) -> bool:
    """Whether nothing is left to happen, or nobody who could notice what the schedule still holds."""
    if floor.arrival < FOREVER or floor.agenda.first < FOREVER or floor.silences.first < FOREVER:
        return False
    if floor.room.taken == 0:
        return True
    return floor.room.timers.first == FOREVER and floor.schedule.time[floor.turns] == FOREVER


def finish(floor: Floor) -> None:
    """Let the first entry of the agenda happen."""
    ahead = floor.agenda
    row = agenda.take(ahead)
    kind = ahead.kind[row]
    subject = ahead.subject[row]
    member = ahead.member[row]
    if kind == TALK_END:
        service.end_talk(floor, subject, member)
    elif kind == WRAP_UP_END:
        service.end_wrap_up(floor, subject, member)
    elif kind == GROUP_WRAP_UP_END:
        service.end_group_wrap_up(floor, subject, member)
    else:
        ringing.end_break(floor, subject)


def expire(floor: Floor, place: int) -> None:
    """Do what the timer of that place is set for."""
    kind = timers.first_kind(floor.room.timers)
    if kind == ANSWER:
        ringing.answer(floor, place)
    elif kind == RING_OUT:
        ringing.ring_out(floor, place)
    elif kind == TIER_OPENS:
        waiting.move_up(floor, place)
        note_step(floor, TIER_OPENED, place, floor.room.tiers[place])
    elif kind == SKILLS_RELAX:
        waiting.relax(floor, place)
        note_step(floor, SKILLS_RELAXED, place, floor.room.steps[place])
    elif kind == MAX_WAIT:
        entry.spill(floor, place, TIMEOUT)
    else:
        entry.give_up(floor, place)


def note_step(floor: Floor, kind: int, place: int, step: int) -> None:
    """Log a step of a waiting contact, which more people may take now."""
    group = floor.room.group[place]
    log.note_detail(floor, kind, floor.room.contact[place], group, NONE, step)
    if floor.room.line[place] != NONE:
        service.stir(floor, place)


def await_arrival(floor: Floor) -> None:
    """Set the clock for the next arrival."""
    if floor.arrivals == len(floor.contacts.arrived):
        floor.arrival = FOREVER
        return
    contact = floor.arrivals
    if not floor.in_order:
        contact = floor.contacts.order[contact]
    floor.next_contact = contact
    floor.arrival = floor.contacts.arrived[contact]
