"""Who may take a contact, and who gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccadmin.vocabulary import Channel, Scope, Strategy

from . import draws
from .counting import counter

if TYPE_CHECKING:
    from .state import Contact, Person, Seat
    from .world import World


def eligible(world: World, contact: Contact) -> list[Seat]:
    """The members of the contact's group to whom it may be offered now."""
    return [seat for seat in world.team_of(contact).seats if may_take(world, contact, seat)]


def may_take(world: World, contact: Contact, seat: Seat) -> bool:
    """Whether every test passes."""
    return (
        could_ever_take(world, contact, seat)
        and seat.person.ringing is None
        and has_a_free_slot(world, contact, seat)
        and not is_in_wrap_up(seat)
        and not was_tried_in_vain(world, contact, seat)
    )


def could_ever_take(world: World, contact: Contact, seat: Seat) -> bool:
    """Whether the member could take it if nothing were in hand and nobody had been tried."""
    person = seat.person
    return (
        seat.enabled
        and person.on_shift
        and not person.on_break
        and takes(person, contact.channel)
        and tier_opens(contact, seat) <= world.now
        and has_the_skills(person, contact)
    )


def takes(person: Person, channel: Channel) -> bool:
    """Whether the person takes that channel: only calls need a device."""
    return person.rule.takes_calls or channel is not Channel.CALL


def tier_opens(contact: Contact, seat: Seat) -> int:
    """When the member's tier opens to the contact."""
    return contact.joined + (seat.rule.tier - 1) * seat.team.rule.tier_wait


def has_the_skills(person: Person, contact: Contact) -> bool:
    """Whether the person holds all that is still required."""
    return all(person.rule.skills.get(skill, 0) >= level for skill, level in contact.required())


def has_a_free_slot(world: World, contact: Contact, seat: Seat) -> bool:
    """Whether what is in hand leaves room for the contact."""
    in_hand = seat.person.in_hand()
    chats = sum(other.channel is Channel.CHAT for other in in_hand)
    whole_attention = len(in_hand) - chats
    if contact.channel is Channel.CHAT:
        attends_elsewhere = whole_attention > 0 and not world.snapshot.cross_channel
        return not attends_elsewhere and chats < capacity(seat)
    if world.snapshot.cross_channel:
        return whole_attention == 0
    return not in_hand


def capacity(seat: Seat) -> int:
    """The most chats in hand of the person in that group."""
    own = seat.person.rule.capacity
    return seat.team.rule.chat.capacity if own is None else own


def is_in_wrap_up(seat: Seat) -> bool:
    """Whether after-contact work keeps the person from that group."""
    return any(
        work.scope is Scope.AGENT or work.seat.team is seat.team for work in seat.person.wrap_ups
    )


def was_tried_in_vain(world: World, contact: Contact, seat: Seat) -> bool:
    """Whether the member let it ring out while others are there who were not tried, busy or not."""
    if seat.person.index not in contact.tried:
        return False
    return bool(untried(world, contact))


def untried(world: World, contact: Contact) -> list[Seat]:
    """The members who could take it, were they free, and have not been tried in this round."""
    return [
        seat
        for seat in world.team_of(contact).seats
        if seat.person.index not in contact.tried and could_ever_take(world, contact, seat)
    ]


def in_total_order(world: World, contact: Contact, seats: list[Seat]) -> list[Seat]:
    """Tier, strategy, longest idle, position, agent id."""
    return sorted(
        seats,
        key=lambda seat: (
            seat.rule.tier,
            strategy_key(world, contact, seat),
            seat.person.since,
            seat.rule.position,
            seat.person.rule.id,
        ),
    )


def strategy_key(  # noqa: PLR0911 - one for each strategy
    world: World, contact: Contact, seat: Seat
) -> int | tuple[bool, int]:
    """What the group's strategy compares, smaller first."""
    person, rule = seat.person, seat.rule
    match seat.team.rule.strategy:
        case Strategy.LONGEST_IDLE:
            return person.since
        case Strategy.RANDOM:
            attempt = contact.offers_here
            return draws.lot(world.seed, contact.key, person.rule.id, attempt, rule.weight)
        case Strategy.CALL_COUNT | Strategy.CALL_DURATION:
            return counter(world, seat)
        case Strategy.PRIORITY:
            return -rule.weight
        case Strategy.SKILLS:
            return -proficiency(contact, seat)
        case Strategy.ROUND_ROBIN:
            last = seat.team.turns.get(rule.tier, -1)
            return seat.standing <= last, seat.standing
        case Strategy.LINEAR:
            return seat.standing
        case Strategy.RING_ALL:
            return 0
        case Strategy.LEAST_LOADED:
            return len(person.in_hand()) * 2**40 // capacity(seat)


def proficiency(contact: Contact, seat: Seat) -> int:
    """The sum over the skills required now; if there are none, over those of the group."""
    skills = [skill for skill, _ in contact.required()] or list(seat.team.rule.skills)
    return sum(seat.person.rule.skills.get(skill, 0) for skill in skills)
