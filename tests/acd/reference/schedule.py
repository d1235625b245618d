"""What the calendar does: days that turn, shifts, opening hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .counting import raise_late_joiners
from .queueing import send_away
from .ringing import withdraw

if TYPE_CHECKING:
    from .state import Team
    from .world import World

Intervals = tuple[tuple[int, int], ...] | None


def instants(world: World) -> list[int]:
    """All the times at which the calendar does something."""
    times = set()
    for person in world.people:
        for shift in person.rule.shifts or ():
            times |= {shift.start, shift.end}
    for team in world.teams:
        times |= set(team.rule.days)
        for start, end in (*(team.rule.open or ()), *(team.rule.chat.open or ())):
            times |= {start, end}
    return sorted(times)


def keep_hours(world: World) -> None:
    """Everything that the calendar does at this instant."""
    turn_days(world)
    end_shifts(world)
    start_shifts(world)
    open_and_close(world)


def turn_days(world: World) -> None:
    """A local day begins for some groups."""
    for team in world.teams:
        if world.now in team.rule.days:
            team.day += 1
            world.note("day-turned", group=team.index)


def end_shifts(world: World) -> None:
    """Some people go; what rings at them is taken back, what they talk about goes on.

    Ranges of one shift that touch are one: nobody goes who comes in the same instant.
    """
    for person in world.people:
        shifts = person.rule.shifts or ()
        ends = any(shift.end == world.now for shift in shifts)
        if ends and not any(shift.start == world.now and not shift.opens for shift in shifts):
            person.on_shift = False
            world.note("shift-ended", agent=person.index)
            withdraw(world, person)


def start_shifts(world: World) -> None:
    """Some people come: first those whose day begins, who may have to start from the others."""
    opening = []
    for opens in (True, False):
        for person in world.people:
            for shift in person.rule.shifts or ():
                if shift.start == world.now and shift.opens is opens and not person.on_shift:
                    person.on_shift = True
                    world.note("shift-started", agent=person.index)
                    if opens:
                        opening.append(person)
                        person.shift += 1
                        if not person.was_released:
                            person.since = max(world.start, world.now)
    raise_late_joiners(world, opening)


def open_and_close(world: World) -> None:
    """Groups open and close for calls and mail, then for chats; then those who must leave do."""
    closing: list[tuple[Team, bool]] = []
    for chats in (False, True):
        word = "chat" if chats else "group"
        before = [is_open(team, chats=chats) for team in world.teams]
        for team in world.teams:
            set_open(world, team, chats=chats)
        after = [is_open(team, chats=chats) for team in world.teams]
        closed = [t for t, was, is_ in zip(world.teams, before, after, strict=True) if was > is_]
        opened = [t for t, was, is_ in zip(world.teams, before, after, strict=True) if was < is_]
        for team in closed:
            world.note(f"{word}-closed", group=team.index)
        for team in opened:
            world.note(f"{word}-opened", group=team.index)
        closing += [(team, chats) for team in closed]
    for team, chats in closing:
        send_away(world, team, chats=chats)


def is_open(team: Team, *, chats: bool) -> bool:
    """Whether the group is open for chats, or for all else."""
    return team.chat_open if chats else team.open


def set_open(world: World, team: Team, *, chats: bool) -> None:
    """Open or close the group as its intervals say; such as touch do not close between."""
    intervals: Intervals = team.rule.chat.open if chats else team.rule.open
    is_now_open = intervals is None or any(start <= world.now < end for start, end in intervals)
    if chats:
        team.chat_open = is_now_open
    else:
        team.open = is_now_open
