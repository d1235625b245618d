"""Entering a group, overflowing out of it, and giving up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.engine import (
    AFTER_HOURS_HANG_UP,
    AFTER_HOURS_VOICEMAIL,
    FLOW_DEAD_END,
    FLOW_HANG_UP,
    FLOW_VOICEMAIL,
    GROUP_DELETED,
    NO_ROUTE,
)
from ccadmin.vocabulary import AtClosing, Channel, Outcome, OverflowAction, Reason, Status, Trigger

from .choosing import eligible, takes
from .ringing import cancel, offer
from .state import ENDLESS, Place
from .world import blank

if TYPE_CHECKING:
    from .state import Contact, Team
    from .world import World

MOST_HOPS: Final = 10
AT_THE_DOOR: Final = {
    NO_ROUTE: (Outcome.UNANSWERED, Reason.NO_ROUTE),
    GROUP_DELETED: (Outcome.UNANSWERED, Reason.GROUP_DELETED),
    FLOW_DEAD_END: (Outcome.UNANSWERED, Reason.FLOW_DEAD_END),
    FLOW_VOICEMAIL: (Outcome.VOICEMAIL, Reason.FLOW),
    FLOW_HANG_UP: (Outcome.REFUSED, Reason.FLOW),
    AFTER_HOURS_VOICEMAIL: (Outcome.VOICEMAIL, Reason.CLOSED),
    AFTER_HOURS_HANG_UP: (Outcome.REFUSED, Reason.CLOSED),
}
"""What becomes of a contact that enters no group."""
ENDS: Final = {
    OverflowAction.VOICEMAIL: Outcome.VOICEMAIL,
    OverflowAction.CALLBACK: Outcome.CALLBACK,
    OverflowAction.HANG_UP: Outcome.REFUSED,
}


def arrive(world: World, contact: Contact) -> None:
    """The contact comes, and enters its group if it has one."""
    world.note("arrived", contact.row, max(contact.enters, -1))
    if contact.enters in AT_THE_DOOR:
        end(world, contact, *AT_THE_DOOR[contact.enters])
    else:
        contact.first_group = contact.enters
        enter(world, contact, contact.enters, own_offer=True)


def enter(world: World, contact: Contact, group: int, *, own_offer: bool) -> None:
    """The questions at the door of a group, in their order.

    A contact with an offer of its own is offered at once and meets the limit at once. One without
    joins the queue, takes part in the offers of the instant and meets the limit after them.
    """
    team = world.teams[group]
    contact.group, contact.joined = group, world.now
    blank(contact)
    contact.tiers_told = tiers_open(world, contact)
    if team.rule.status is Status.DISABLED:
        end(world, contact, Outcome.UNANSWERED, Reason.GROUP_DISABLED)
    elif not team.lets_in(contact.channel):
        overflow(world, contact, Trigger.CLOSED, own_offer=own_offer)
    elif not is_staffed(world, team, contact.channel):
        overflow(world, contact, Trigger.NOBODY_STAFFED, own_offer=own_offer)
    elif own_offer and eligible(world, contact):
        offer(world, contact)
    elif own_offer and is_full(world, contact):
        overflow(world, contact, Trigger.FULL, own_offer=True)
    else:
        contact.place = Place.QUEUED
        contact.newcomer = not own_offer
        if contact.newcomer:
            world.newcomers.append(contact)
        world.note("queued", contact.row, group)


def overflow(world: World, contact: Contact, trigger: Trigger, *, own_offer: bool) -> None:
    """The contact leaves its group as the group's rule for that trigger says."""
    rule = world.team_of(contact).rule.overflow.get(trigger)
    if rule is None or rule.action is not OverflowAction.GROUP:
        action = OverflowAction.HANG_UP if rule is None else rule.action
        end(world, contact, ENDS[action], Reason(trigger))
    elif contact.hops == MOST_HOPS:
        end(world, contact, Outcome.REFUSED, Reason.TOO_MANY_HOPS)
    else:
        assert rule.group is not None
        contact.hops += 1
        reason = list(Reason).index(Reason(trigger))
        world.note_visit(contact, trigger)
        world.note("overflowed", contact.row, contact.group, detail=reason)
        enter(world, contact, rule.group, own_offer=own_offer)


def end(world: World, contact: Contact, outcome: Outcome, reason: Reason) -> None:
    """The contact leaves without an answer."""
    contact.place = Place.GONE
    contact.newcomer = False
    contact.outcome, contact.reason, contact.ended = outcome, reason, world.now
    world.note_end(contact)


def is_full(world: World, contact: Contact) -> bool:
    """Whether as many others wait in its group as may; newcomers yet to be tested do not count."""
    limit = world.team_of(contact).rule.max_waiting
    others = [
        other
        for other in world.waiting()
        if other.group == contact.group and other is not contact and not other.newcomer
    ]
    return limit is not None and len(others) >= limit


def is_staffed(world: World, team: Team, channel: Channel) -> bool:
    """Whether an enabled member who takes the channel is on shift now or comes later this day.

    What the calendar does at this instant has been done only after talks have ended: a contact that
    escalates finds those who are about to go still there, and those about to come as coming.
    """
    to_turn = sorted(team.rule.days)[team.day :]
    day_ends = to_turn[0] if to_turn else ENDLESS
    for seat in team.seats:
        if seat.enabled and takes(seat.person, channel):
            shifts = seat.person.rule.shifts or ()
            if seat.person.on_shift or any(world.now <= s.start < day_ends for s in shifts):
                return True
    return False


def test_newcomer(world: World) -> bool:
    """Hold the first who joined or came back without an offer of its own to the group's limit."""
    while world.newcomers:
        contact = world.newcomers.pop(0)
        if contact.newcomer:
            contact.newcomer = False
            if is_full(world, contact):
                overflow(world, contact, Trigger.FULL, own_offer=True)
                return True
    return False


def tiers_open(world: World, contact: Contact) -> int:
    """How many of the group's tiers are open to the contact."""
    rule = world.team_of(contact).rule
    tiers = {member.tier for member in rule.members}
    waited = world.now - contact.joined
    return sum((tier - 1) * rule.tier_wait <= waited for tier in tiers)


def open_tier(world: World) -> bool:
    """One tier that opens to a contact now."""
    for contact in world.waiting():
        opened = tiers_open(world, contact)
        if opened > contact.tiers_told:
            contact.tiers_told = opened
            world.note("tier-opened", contact.row, contact.group, detail=opened)
            return True
    return False


def relax_skills(world: World) -> bool:
    """One step by which the skills that a contact requires become less."""
    for contact in world.waiting():
        if next_step(world, contact) == world.now:
            contact.relaxed += 1
            world.note("skills-relaxed", contact.row, contact.group, detail=contact.relaxed)
            return True
    return False


def next_step(world: World, contact: Contact) -> int:
    """When the required skills become less the next time."""
    step = world.team_of(contact).rule.skill_relax
    if step == 0 or not contact.required():
        return ENDLESS
    return contact.joined + (contact.relaxed + 1) * step


def wait_is_over(world: World, contact: Contact) -> int:
    """When the group's maximum wait is reached."""
    longest = world.team_of(contact).rule.max_wait
    return ENDLESS if longest is None else contact.joined + longest


def lose_patience(world: World) -> bool:
    """One contact that waited as long as its group or its own patience allows."""
    for contact in world.waiting():
        if wait_is_over(world, contact) == world.now:
            rang = bool(contact.rings)
            cancel(world, contact)
            overflow(world, contact, Trigger.TIMEOUT, own_offer=not rang)
            return True
    for contact in world.waiting():
        if contact.joined + contact.patience == world.now:
            cancel(world, contact)
            end(world, contact, Outcome.ABANDONED, Reason.PATIENCE)
            return True
    return False


def send_away(world: World, team: Team, *, chats: bool) -> None:
    """Let those go who stand in the queue of a group that closes, if it wants that."""
    if team.rule.at_closing is AtClosing.LEAVE:
        leaving = [
            contact
            for contact in world.queued()
            if contact.group == team.index and (contact.channel is Channel.CHAT) == chats
        ]
        for contact in sorted(leaving, key=world.rank):
            overflow(world, contact, Trigger.CLOSED, own_offer=False)
