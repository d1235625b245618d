"""Entering a group, and what happens to a contact that the group does not keep.

The tests at the door, in this order: the group is disabled; it is closed; nobody is staffed; else
the contact has its own offer; and if it must wait, the queue is full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import codes, log, ranking, service, waiting

if TYPE_CHECKING:
    from .floor import Floor

MOST_HOPS: Final = 10


def arrive(floor: Floor, contact: int) -> None:
    """Let the contact arrive in the group that it enters."""
    group = floor.contacts.group[contact]
    if floor.logging:
        log.note(floor, codes.ARRIVED, contact, group if group >= 0 else codes.NONE, codes.NONE)
    if group >= 0:
        floor.results.first_group[contact] = group
        enter(floor, contact, group, True)  # noqa: FBT003 - compiled functions take no keywords
    else:
        turn_away(floor, contact, group)


def turn_away(floor: Floor, contact: int, entry: int) -> None:
    """Let a contact end that enters no group, as its flow, or the lack of a way, has it."""
    if entry == codes.NONE:
        end(floor, contact, codes.UNANSWERED, codes.NO_ROUTE)
    elif entry == codes.DELETED:
        end(floor, contact, codes.UNANSWERED, codes.GROUP_DELETED)
    elif entry == codes.DEAD_END:
        end(floor, contact, codes.UNANSWERED, codes.FLOW_DEAD_END)
    elif entry == codes.TO_VOICEMAIL:
        end(floor, contact, codes.VOICEMAIL, codes.FLOW)
    elif entry == codes.TO_HANG_UP:
        end(floor, contact, codes.REFUSED, codes.FLOW)
    elif entry == codes.CLOSED_TO_VOICEMAIL:
        end(floor, contact, codes.VOICEMAIL, codes.FIRST_TRIGGER_REASON + codes.CLOSED)
    else:
        end(floor, contact, codes.REFUSED, codes.FIRST_TRIGGER_REASON + codes.CLOSED)


def enter(floor: Floor, contact: int, group: int, own_offer: bool) -> None:  # noqa: FBT001 - as above
    """Let the contact into the group, or on to where the group's overflow sends it.

    Without its own offer it waits for the offers of this instant, and the limit of the queue is
    tested after them.
    """
    while group != codes.NONE:
        floor.results.last_group[contact] = group
        floor.results.joined[contact] = floor.now
        trigger = turned_away(floor, contact, group, own_offer)
        if trigger == codes.NONE:
            return
        group = overflow(floor, contact, group, trigger)


def turned_away(floor: Floor, contact: int, group: int, own_offer: bool) -> int:  # noqa: FBT001 - as above
    """The trigger by which the group does not keep the contact, or NONE where it does or it ended."""
    groups = floor.groups
    if groups.disabled[group]:
        end(floor, contact, codes.UNANSWERED, codes.GROUP_DISABLED)
        return codes.NONE
    if not groups.open[group]:
        return codes.CLOSED
    if groups.staffed[group] == 0 and floor.last_start[groups.day[group]] <= floor.now:
        return codes.NOBODY_STAFFED
    if own_offer:
        member = ranking.first_ready(floor, group, groups.open_tiers[group], contact)
        if member != codes.NONE:
            service.offer(floor, contact, member)
            return codes.NONE
        if is_full(floor, group):
            return codes.FULL
    place = waiting.join(floor, contact, group)
    if floor.logging:
        log.note(floor, codes.QUEUED, contact, group, codes.NONE)
    if not own_offer:
        waiting.welcome(floor, place)
        service.touch(floor, group)
    return codes.NONE


def is_full(floor: Floor, group: int) -> bool:
    """Whether as many wait as may; newcomers whose own test is still to come do not count."""
    limit = floor.groups.max_waiting[group]
    return 0 <= limit <= floor.groups.waiting[group] - floor.groups.newcomers[group]


def overflow(floor: Floor, contact: int, group: int, trigger: int) -> int:
    """Do as the group says for that trigger; the result is the next group, or NONE at an end."""
    rule = group * codes.TRIGGERS + trigger
    action = floor.groups.action[rule]
    reason = codes.FIRST_TRIGGER_REASON + trigger
    if action != codes.TO_GROUP:
        end(floor, contact, action + 1, reason)
        return codes.NONE
    if floor.results.hops[contact] == MOST_HOPS:
        end(floor, contact, codes.REFUSED, codes.TOO_MANY_HOPS)
        return codes.NONE
    floor.results.hops[contact] += 1
    log.note_visit(floor, contact, group, reason)
    log.note(floor, codes.OVERFLOWED, contact, group, codes.NONE)
    return floor.groups.target[rule]


def refuse_newcomers(floor: Floor) -> None:
    """After the offers: test the limit for those who joined before them and still wait."""
    place = waiting.next_newcomer(floor)
    while place != codes.NONE:
        group = floor.room.group[place]
        limit = floor.groups.max_waiting[group]
        if 0 <= limit < floor.groups.waiting[group] - floor.groups.newcomers[group]:
            spill(floor, place, codes.FULL)
        place = waiting.next_newcomer(floor)


def spill(floor: Floor, place: int, trigger: int) -> None:
    """Take a waiting contact out of its queue and send it where the trigger says."""
    contact = floor.room.contact[place]
    group = floor.room.group[place]
    waiting.leave(floor, place)
    following = overflow(floor, contact, group, trigger)
    if following != codes.NONE:
        enter(floor, contact, following, trigger != codes.CLOSED)


def give_up(floor: Floor, place: int) -> None:
    """Let the contact at that place hang up: its patience is at an end."""
    contact = floor.room.contact[place]
    waiting.leave(floor, place)
    end(floor, contact, codes.ABANDONED, codes.PATIENCE_ENDED)


def end(floor: Floor, contact: int, outcome: int, reason: int) -> None:
    """Let the contact leave without an answer."""
    floor.results.outcome[contact] = outcome
    floor.results.reason[contact] = reason
    floor.results.ended[contact] = floor.now
    log.note(floor, codes.ENDED + outcome, contact, floor.results.last_group[contact], codes.NONE)
