"""What people come to an end with: talks, after-contact work, breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccadmin.vocabulary import Outcome, Reason, Scope

from .counting import TALK
from .queueing import enter
from .state import ENDLESS, Place, WrapUp

if TYPE_CHECKING:
    from .state import Person, Talk
    from .world import World


def talks_due(world: World, *, falling_silent: bool) -> list[Talk]:
    """The talks that end now, by row of the contact."""
    due = [
        talk
        for person in world.people
        for talk in person.talks
        if talk.ends == world.now and talk.falls_silent is falling_silent
    ]
    return sorted(due, key=lambda talk: talk.contact.row)


def end_talk(world: World) -> bool:
    """One talk that comes to its end, on which the contact may go one group up."""
    for talk in talks_due(world, falling_silent=False):
        contact, team = talk.contact, talk.seat.team
        hang_up(world, talk, "talk-ended")
        if contact.talks <= contact.level and team.rule.escalates_to is not None:
            world.note_visit(contact, None)
            world.note("escalated", contact.row, team.index)
            enter(world, contact, team.rule.escalates_to, own_offer=False)
        else:
            finish(world, talk, Outcome.ANSWERED)
        return True
    return False


def close_silent_chat(world: World) -> bool:
    """One chat whose user has been silent for too long."""
    for talk in talks_due(world, falling_silent=True):
        hang_up(world, talk, "closed-by-timeout")
        finish(world, talk, Outcome.CLOSED_BY_TIMEOUT)
        return True
    return False


def finish(world: World, talk: Talk, outcome: Outcome) -> None:
    """The contact was answered and leaves."""
    contact = talk.contact
    contact.place = Place.GONE
    contact.outcome, contact.reason, contact.ended = outcome, Reason.NONE, talk.ends


def hang_up(world: World, talk: Talk, kind: str) -> None:
    """The person is done with the talk and goes on to after-contact work, if there is any."""
    contact, seat, person = talk.contact, talk.seat, talk.seat.person
    person.talks.remove(talk)
    world.note(kind, contact.row, seat.team.index, person.index)
    world.do(TALK, world.now - contact.answered, seat)
    scope = seat.team.rule.wrap_up_scope
    if contact.wrap_up > 0:
        work = WrapUp(contact, seat, world.now + contact.wrap_up, scope)
        person.wrap_ups.append(work)
    if contact.wrap_up == 0 or scope is Scope.GROUP:
        release(world, person)


def release(world: World, person: Person) -> None:
    """The person is idle from now on, as the strategies see it."""
    person.since = world.now
    person.was_released = True


def end_wrap_up(world: World) -> bool:
    """One piece of after-contact work: first those that keep from every group.

    They end by row of the contact; those of one contact in the order of its agents and groups.
    """
    due = [work for person in world.people for work in person.wrap_ups if work.ends == world.now]
    due.sort(
        key=lambda work: (
            work.scope is Scope.GROUP,
            work.contact.row,
            work.seat.person.index,
            work.seat.team.index,
        )
    )
    for work in due:
        person, team = work.seat.person, work.seat.team
        person.wrap_ups.remove(work)
        world.note("wrap-up-ended", work.contact.row, team.index, person.index)
        release(world, person)
        return True
    return False


def end_break(world: World) -> bool:
    """One break."""
    for person in world.people:
        if person.break_ends == world.now:
            person.break_ends = ENDLESS
            world.note("break-ended", agent=person.index)
            return True
    return False


def finish_later(world: World) -> None:
    """Whoever still talks at the horizon was answered; the end lies beyond."""
    for person in world.people:
        for talk in person.talks:
            silent = Outcome.CLOSED_BY_TIMEOUT
            finish(world, talk, silent if talk.falls_silent else Outcome.ANSWERED)
