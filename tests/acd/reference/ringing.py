"""Offers: for whom it rings, for how long, and how that ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccadmin.engine import DEVICES
from ccadmin.vocabulary import Channel, NoAnswer, Ring, Strategy

from .choosing import eligible, in_total_order, untried
from .counting import ANSWER
from .state import ENDLESS, Place, Ringing, Talk, wrap_up_of

if TYPE_CHECKING:
    from .state import Contact, Person, Seat
    from .world import World

Answering = tuple[int, int, str]
"""After how many ms somebody answers, after how many it rings out, and which device answers."""


def offer(world: World, contact: Contact) -> None:
    """Offer the contact to whoever comes first among those who may take it, or to all of a tier."""
    seats = in_total_order(world, contact, eligible(world, contact))
    first = seats[0]
    if first.team.rule.strategy is Strategy.RING_ALL:
        seats = [seat for seat in seats if seat.rule.tier == first.rule.tier]
        first = min(seats, key=lambda seat: answering(contact, seat)[0])
    else:
        seats = [first]
        first.team.turns[first.rule.tier] = first.standing
    if not untried(world, contact):
        contact.tried = set()
    contact.newcomer = False
    if answering(contact, first)[0] == 0:
        contact.offers += 1
        contact.offers_here += 1
        answer(world, contact, first, DEVICES.index(answering(contact, first)[2]))
        return
    for seat in seats:
        ring(world, contact, seat)


def ring(world: World, contact: Contact, seat: Seat) -> None:
    """Let it ring at one person."""
    answers, rings_out, device = answering(contact, seat)
    ringing = Ringing(
        contact,
        seat,
        started=world.now,
        answers=world.now + answers,
        rings_out=world.now + rings_out,
        device=DEVICES.index(device),
    )
    contact.place = Place.RINGING
    contact.rings.append(ringing)
    contact.offers += 1
    contact.offers_here += 1
    seat.person.ringing = ringing
    world.note("rang", contact.row, seat.team.index, seat.person.index)


def answering(contact: Contact, seat: Seat) -> Answering:
    """When and on what the person answers an offer of the contact."""
    chat = seat.team.rule.chat
    if contact.channel is Channel.CALL:
        return answering_a_call(seat)
    if contact.channel is Channel.CHAT and chat.manual:
        accept = seat.person.rule.accept
        return (accept if accept <= chat.accept_timeout else ENDLESS), chat.accept_timeout, ""
    return 0, 0, ""


def answering_a_call(seat: Seat) -> Answering:
    """The same of a call, by the agent's preference; a number that does not ring is left out."""
    rule, rings = seat.person.rule, seat.team.rule.ring_time
    uses_extension = rule.ring is not Ring.MOBILE_ONLY and rule.extension is not None
    uses_mobile = rule.ring is not Ring.EXTENSION_ONLY and rule.mobile is not None
    if not uses_extension and not uses_mobile:
        return 0, 0, ""
    extension = in_time(rule.extension, rings) if uses_extension else ENDLESS
    mobile = in_time(rule.mobile, rings) if uses_mobile else ENDLESS
    whole = rings
    if rule.ring is Ring.EXTENSION_FIRST and uses_extension and uses_mobile:
        mobile, whole = rings + mobile, 2 * rings
    if extension <= mobile:
        return extension, whole, "extension"
    return mobile, whole, "mobile"


def in_time(delay: int | None, rings: int) -> int:
    """The delay of an answer, endless if the number stops ringing before it."""
    return delay if delay is not None and delay <= rings else ENDLESS


def answer(world: World, contact: Contact, seat: Seat, device: int) -> None:
    """Begin the talk; whoever else it rings at is let go."""
    person, team = seat.person, seat.team
    others = [ringing for ringing in contact.rings if ringing.seat is not seat]
    own = [ringing for ringing in contact.rings if ringing.seat is seat]
    contact.place = Place.TALKING
    contact.answered = world.now
    contact.ring = world.now - own[0].started if own else 0
    contact.device = device
    contact.agent = person.index
    contact.wrap_up = wrap_up_of(contact, seat)
    contact.talks += 1
    person.talks.append(talk_of(world, contact, seat))
    world.do(ANSWER, 1, seat)
    world.note("answered", contact.row, team.index, person.index, contact.device)
    for ringing in own:
        stop(ringing)
    for ringing in others:
        stop(ringing)
        world.note_ring(ringing, "cancelled")


def talk_of(world: World, contact: Contact, seat: Seat) -> Talk:
    """The talk that begins now; a chat ends early if its user falls silent for too long."""
    ends = world.now + contact.talk
    timeout = seat.team.rule.chat.silence_timeout
    if contact.channel is Channel.CHAT and timeout is not None:
        closes = world.now + contact.silent_after + timeout
        if closes < ends:
            return Talk(contact, seat, closes, falls_silent=True)
    return Talk(contact, seat, ends, falls_silent=False)


def answers_due(world: World) -> list[Ringing]:
    """Of each contact that is answered now the ring that is, by row of the contact."""
    due = []
    for contact in world.waiting():
        answered = [ringing for ringing in contact.rings if ringing.answers == world.now]
        due += answered[:1]
    return due


def rings_out_due(world: World) -> list[Ringing]:
    """What rings out now, by row of the contact, then in the order in which it rang."""
    return [
        ringing
        for contact in world.waiting()
        for ringing in contact.rings
        if ringing.rings_out == world.now
    ]


def miss(world: World, ringing: Ringing) -> None:
    """Somebody let it ring out: the group's policy follows."""
    contact, seat = ringing.contact, ringing.seat
    rule = seat.team.rule
    stop(ringing)
    contact.misses += 1
    world.note_ring(ringing, "missed")
    if contact.channel is Channel.CHAT:
        contact.tried.add(seat.person.index)
        if rule.chat.short_break > 0:
            begin_break(world, seat, rule.chat.short_break)
    elif rule.on_no_answer is NoAnswer.NEXT:
        contact.tried.add(seat.person.index)
    elif rule.on_no_answer is NoAnswer.BREAK:
        begin_break(world, seat, rule.break_length)
    queue_again(world, contact)


def begin_break(world: World, seat: Seat, length: int) -> None:
    """Send somebody who missed an offer on a break."""
    seat.person.break_ends = world.now + length
    world.note("break-started", group=seat.team.index, agent=seat.person.index, detail=length)


def withdraw(world: World, person: Person) -> None:
    """Take back what rings at somebody whose shift ends: no miss, and nobody was tried."""
    ringing = person.ringing
    if ringing is not None:
        stop(ringing)
        world.note_ring(ringing, "withdrawn")
        queue_again(world, ringing.contact)


def cancel(world: World, contact: Contact) -> None:
    """Let everybody go at whom it rings, because the contact leaves."""
    for ringing in list(contact.rings):
        stop(ringing)
        world.note_ring(ringing, "cancelled")


def stop(ringing: Ringing) -> None:
    """It rings there no longer."""
    ringing.contact.rings.remove(ringing)
    ringing.seat.person.ringing = None


def queue_again(world: World, contact: Contact) -> None:
    """Back to the place in the queue once nothing rings any more, as a newcomer to the limit."""
    if not contact.rings:
        contact.place = Place.QUEUED
        contact.newcomer = True
        world.newcomers.append(contact)
