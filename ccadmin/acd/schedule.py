"""What is known to happen: days turn, shifts begin and end, groups open and close.

All of one instant is done before anybody who has to leave a closing group enters another, and
before any offer. So the order within the instant decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, counters, entry, log, ringing, service, waiting

if TYPE_CHECKING:
    from .floor import Floor


def turn(floor: Floor) -> None:
    """Do everything that the schedule has for this instant."""
    schedule = floor.schedule
    first = floor.turns
    while schedule.time[floor.turns] == floor.now:
        do(floor, schedule.kind[floor.turns], schedule.subject[floor.turns])
        floor.turns += 1
    for row in range(first, floor.turns):
        if schedule.kind[row] == codes.SHIFT_OPENS:
            counters.level_up(floor, schedule.subject[row])
    for row in range(first, floor.turns):
        if schedule.kind[row] == codes.GROUP_CLOSES:
            empty(floor, schedule.subject[row], False)  # noqa: FBT003 - compiled functions take no keywords
        elif schedule.kind[row] == codes.CHAT_CLOSES:
            empty(floor, schedule.subject[row], True)  # noqa: FBT003 - as above


def do(floor: Floor, kind: int, subject: int) -> None:
    """Change the status that one row of the schedule names."""
    if kind == codes.DAY_TURNS:
        log.note(floor, codes.DAY_TURNED, codes.NONE, subject, codes.NONE)
        counters.turn_day(floor, subject)
    elif kind == codes.SHIFT_ENDS:
        end_shift(floor, subject)
    elif kind in (codes.SHIFT_OPENS, codes.SHIFT_RESUMES):
        start_shift(floor, subject, kind == codes.SHIFT_OPENS)
    elif kind == codes.GROUP_CLOSES:
        log.note(floor, codes.GROUP_CLOSED, codes.NONE, subject, codes.NONE)
        floor.groups.open[subject] = 0
    elif kind == codes.GROUP_OPENS:
        log.note(floor, codes.GROUP_OPENED, codes.NONE, subject, codes.NONE)
        floor.groups.open[subject] = 1
    elif kind == codes.CHAT_CLOSES:
        log.note(floor, codes.CHAT_CLOSED, codes.NONE, subject, codes.NONE)
        floor.groups.chat_open[subject] = 0
    else:
        log.note(floor, codes.CHAT_OPENED, codes.NONE, subject, codes.NONE)
        floor.groups.chat_open[subject] = 1


def start_shift(floor: Floor, agent: int, opens: bool) -> None:  # noqa: FBT001 - compiled
    """Put the agent on duty; whoever never served counts as idle from the start of the shift."""
    log.note(floor, codes.SHIFT_STARTED, codes.NONE, codes.NONE, agent)
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
    log.note(floor, codes.SHIFT_ENDED, codes.NONE, codes.NONE, agent)
    floor.agents.on_shift[agent] = 0
    floor.agents.hindrances[agent] += 1
    staff(floor, agent, -1)
    if floor.agents.ringing[agent] != codes.NONE:
        ringing.withdraw(floor, agent)
    service.reconsider(floor, agent)


def staff(floor: Floor, agent: int, change: int) -> None:
    """Count the agent in, or out, wherever he is an enabled member; for calls, if he takes them."""
    members = floor.members
    groups = floor.groups
    for member in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        if not members.enabled[member]:
            continue
        if members.kind[member] == codes.CALL:
            groups.staffed_calls[members.group[member]] += change
        else:
            groups.staffed[members.group[member]] += change


def empty(floor: Floor, group: int, chats: bool) -> None:  # noqa: FBT001 - compiled
    """Send away whoever is queued in a group that has closed, first the first, if that is its rule.

    The hours of chats are their own: their end sends chats away, that of the group all else.
    """
    if not floor.groups.leave[group]:
        return
    place = waiting.first_to_leave(floor, group, chats)
    while place != codes.NONE:
        entry.spill(floor, place, codes.CLOSED)
        place = waiting.first_to_leave(floor, group, chats)
