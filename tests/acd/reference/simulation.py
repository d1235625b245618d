"""The reference: one simulation after the rules of routing, instant by instant.

It keeps no heap, no line and no counter: at every instant it looks at everything there is. It is far
too slow to use and short enough to read. Begin with `run`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import schedule
from .choosing import eligible, tier_opens
from .queueing import (
    arrive,
    lose_patience,
    next_step,
    open_tier,
    relax_skills,
    test_newcomer,
    wait_is_over,
)
from .ringing import answer, answers_due, miss, offer, rings_out_due
from .state import ENDLESS, Place
from .working import close_silent_chat, end_break, end_talk, end_wrap_up, finish_later
from .world import World, world_of

if TYPE_CHECKING:
    from ccadmin.engine import Contacts, Options, Snapshot

    from .state import Contact


def simulated(snapshot: Snapshot, contacts: Contacts, options: Options) -> World:
    """The world at the end of the simulation, with all that was written down."""
    world = world_of(snapshot, contacts, options)
    run(world, ENDLESS if options.until is None else options.until)
    finish_later(world)
    return world


def run(world: World, until: int) -> None:
    """Go from instant to instant until the horizon, or until nothing is left to happen."""
    calendar = schedule.instants(world)
    keep_hours_before(world, calendar)
    while (instant := next_instant(world, calendar)) < until:
        calendar = [time for time in calendar if time > instant]
        world.now = world.end = instant
        live(world)
    if instant != ENDLESS:
        world.end = max(until, world.start)


def keep_hours_before(world: World, calendar: list[int]) -> None:
    """Who is on shift and what is open as the first contact arrives; nothing of it is told."""
    world.logs = False
    for instant in calendar:
        if instant < world.start:
            world.now = instant
            schedule.keep_hours(world)
    world.now, world.logs = world.start, True


def live(world: World) -> None:
    """Let everything happen that happens at this instant.

    After each thing the classes are gone through from the top: what it makes happen at the same
    instant takes its place by class.
    """
    hours_are_kept = False
    while True:
        if end_talk(world) or end_wrap_up(world) or end_break(world):
            continue
        if not hours_are_kept and is_anything_left(world):
            schedule.keep_hours(world)
            hours_are_kept = True
            continue
        if answer_or_miss(world) or open_tier(world) or relax_skills(world):
            continue
        if make_offers(world) or test_newcomer(world):
            continue
        if not (lose_patience(world) or close_silent_chat(world) or let_one_arrive(world)):
            return


def answer_or_miss(world: World) -> bool:
    """One answer, or one ring that rings out."""
    for ringing in answers_due(world):
        answer(world, ringing.contact, ringing.seat, ringing.device)
        return True
    for ringing in rings_out_due(world):
        miss(world, ringing)
        return True
    return False


def make_offers(world: World) -> bool:
    """Offer the first of the contacts that anyone may take, again and again."""
    offered = False
    while able := [contact for contact in world.queued() if eligible(world, contact)]:
        offer(world, min(able, key=world.rank))
        offered = True
    return offered


def let_one_arrive(world: World) -> bool:
    """The next arrival of this instant, in file order."""
    for contact in world.contacts:
        if contact.place is Place.COMING and contact.arrives == world.now:
            arrive(world, contact)
            return True
    return False


def next_instant(world: World, calendar: list[int]) -> int:
    """When something happens next."""
    if not is_anything_left(world):
        return ENDLESS
    ahead = [time for time in calendar if time >= world.start]
    times = [contact.arrives for contact in world.contacts if contact.place is Place.COMING]
    for person in world.people:
        times += [talk.ends for talk in person.talks]
        times += [work.ends for work in person.wrap_ups]
        times.append(person.break_ends)
    for contact in world.waiting():
        times += waiting_times(world, contact)
    return min([*times, *ahead, ENDLESS])


def is_anything_left(world: World) -> bool:
    """Whether somebody comes, waits or works: the calendar alone keeps nothing going."""
    contacts = any(contact.place is not Place.GONE for contact in world.contacts)
    return contacts or any(person.wrap_ups or person.on_break for person in world.people)


def waiting_times(world: World, contact: Contact) -> list[int]:
    """When something happens to a contact that waits."""
    seats = world.team_of(contact).seats
    opens = [tier_opens(contact, seat) for seat in seats]
    rings = [time for ring in contact.rings for time in (ring.answers, ring.rings_out)]
    limits = [wait_is_over(world, contact), contact.joined + contact.patience]
    return [*limits, next_step(world, contact), *rings, *(at for at in opens if at > world.now)]
