"""What is known to happen: days turn, shifts begin and end, groups open and close.

All of one instant is done before anybody who has to leave a closing group enters another, and
before any offer. So the order within the instant decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import counters, entry, log, ringing, service, waiting
from .codes import (
    CALL,
    CHAT_CLOSED,
    CHAT_CLOSES,
    CHAT_OPENED,
    CLOSED,
    DAY_TURNED,
    DAY_TURNS,
    GROUP_CLOSED,
    GROUP_CLOSES,
    GROUP_OPENED,
    GROUP_OPENS,
    NONE,
    SHIFT_ENDED,
    SHIFT_ENDS,
    SHIFT_OPENS,
    SHIFT_RESUMES,
    SHIFT_STARTED,
)

if TYPE_CHECKING:
    from .floor import Floor


def turn(floor: Floor) -> None:
    """Do everything that the schedule has for this instant."""
    schedule = floor.schedule
    first = floor.turns
    while schedule.time[floor.turns] == floor.now:
        do(floor, schedule.kind[floor.turns], schedule.subject[floor.turns])
        floor.turns += 1
    floor.turn = min(floor.until, schedule.time[floor.turns])
    for row in range(first, floor.turns):
        if schedule.kind[row] == SHIFT_OPENS:
            counters.level_up(floor, schedule.subject[row])
    for row in range(first, floor.turns):
        if schedule.kind[row] == GROUP_CLOSES:
            empty(floor, schedule.subject[row], False)  # noqa: FBT003 - compiled functions take no keywords
        elif schedule.kind[row] == CHAT_CLOSES:
            empty(floor, schedule.subject[row], True)  # noqa: FBT003 - as above


def do(floor: Floor, kind: int, subject: int) -> None:
    """Change the status that one row of the schedule names."""
    if kind == DAY_TURNS:
        log.note(floor, DAY_TURNED, NONE, subject, NONE)
        counters.turn_day(floor, subject)
    elif kind == SHIFT_ENDS:
        end_shift(floor, subject)
    elif kind in (SHIFT_OPENS, SHIFT_RESUMES):
        start_shift(floor, subject, kind == SHIFT_OPENS)
    elif kind == GROUP_CLOSES:
        log.note(floor, GROUP_CLOSED, NONE, subject, NONE)
        floor.groups.open[subject] = 0
    elif kind == GROUP_OPENS:
        log.note(floor, GROUP_OPENED, NONE, subject, NONE)
        floor.groups.open[subject] = 1
    elif kind == CHAT_CLOSES:
        log.note(floor, CHAT_CLOSED, NONE, subject, NONE)
        floor.groups.chat_open[subject] = 0
    else:
        log.note(floor, CHAT_OPENED, NONE, subject, NONE)
        floor.groups.chat_open[subject] = 1


def start_shift(floor: Floor, agent: int, opens: bool) -> None:  # noqa: FBT001 - compiled
    """Put the agent on duty; whoever never served counts as idle from the start of the shift."""
    log.note(floor, SHIFT_STARTED, NONE, NONE, agent)
    floor.agents.on_shift[agent] = 1
    floor.agents.hindrances[agent] -= 1
    staff(floor, agent, 1)
    if opens:
        counters.open_shift(floor, agent)
        if not floor.agents.served[agent] and floor.now > floor.start:
            floor.agents.since[agent] = floor.now
    service.free(floor, agent)


def end_shift(floor: Floor, agent: int) -> None:
    """Take the agent off duty; what he has in hand he finishes, what rings for him is taken back."""
    log.note(floor, SHIFT_ENDED, NONE, NONE, agent)
    floor.agents.on_shift[agent] = 0
    floor.agents.hindrances[agent] += 1
    staff(floor, agent, -1)
    if floor.agents.ringing[agent] != NONE:
        ringing.withdraw(floor, agent)
    service.reconsider(floor, agent)


def staff(floor: Floor, agent: int, change: int) -> None:
    """Count the agent in, or out, wherever he is an enabled member; for calls, if he takes them."""
    members = floor.members
    groups = floor.groups
    for member in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        if not floor.terms.enabled[member]:
            continue
        groups.staffed[members.group[member]] += change
        if members.kind[member] == CALL:
            groups.staffed_calls[members.group[member]] += change


def empty(floor: Floor, group: int, chats: bool) -> None:  # noqa: FBT001 - compiled
    """Send away whoever is queued in a group that has closed, first the first, if that is its rule.

    The hours of chats are their own: their end sends chats away, that of the group all else.
    """
    if not floor.groups.leave[group]:
        return
    place = waiting.first_to_leave(floor, group, chats)
    while place != NONE:
        entry.spill(floor, place, CLOSED)
        place = waiting.first_to_leave(floor, group, chats)
