"""Entering a group, and what happens to a contact that the group does not keep.

The tests at the door, in this order: the group is disabled; it is closed; nobody is staffed; else
the contact has its own offer; and if it must wait, the queue is full. Whoever answered may have to
hand the contact on, to the next group up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import log, ranking, ringing, service, waiting, witness
from .codes import (
    ABANDONED,
    ARRIVED,
    CALL,
    CHAT,
    CLOSED,
    CLOSED_TO_VOICEMAIL,
    DEAD_END,
    DELETED,
    ENDED,
    ESCALATED,
    FIRST_TRIGGER_REASON,
    FLOW,
    FLOW_DEAD_END,
    FULL,
    GROUP_DELETED,
    GROUP_DISABLED,
    HORIZON,
    NO_REASON,
    NO_ROUTE,
    NOBODY_STAFFED,
    NONE,
    OVERFLOWED,
    PATIENCE_ENDED,
    QUEUED,
    REFUSED,
    TO_GROUP,
    TO_HANG_UP,
    TO_VOICEMAIL,
    TOO_MANY_HOPS,
    TRIGGERS,
    UNANSWERED,
    VOICEMAIL,
    WAITING,
)

if TYPE_CHECKING:
    from .floor import Floor

MOST_HOPS: Final = 10


def arrive(floor: Floor, contact: int) -> None:
    """Let the contact arrive in the group that it enters."""
    group = floor.contacts.group[contact]
    if floor.logging:
        log.note(floor, ARRIVED, contact, group if group >= 0 else NONE, NONE)
    if group >= 0:
        floor.results.first_group[contact] = group
        enter(floor, contact, group, True)  # noqa: FBT003 - compiled functions take no keywords
    else:
        turn_away(floor, contact, group)


def turn_away(floor: Floor, contact: int, entry: int) -> None:
    """Let a contact end that enters no group, as its flow, or the lack of a way, has it."""
    if entry == NONE:
        end(floor, contact, UNANSWERED, NO_ROUTE)
    elif entry == DELETED:
        end(floor, contact, UNANSWERED, GROUP_DELETED)
    elif entry == DEAD_END:
        end(floor, contact, UNANSWERED, FLOW_DEAD_END)
    elif entry == TO_VOICEMAIL:
        end(floor, contact, VOICEMAIL, FLOW)
    elif entry == TO_HANG_UP:
        end(floor, contact, REFUSED, FLOW)
    elif entry == CLOSED_TO_VOICEMAIL:
        end(floor, contact, VOICEMAIL, FIRST_TRIGGER_REASON + CLOSED)
    else:
        end(floor, contact, REFUSED, FIRST_TRIGGER_REASON + CLOSED)


def enter(floor: Floor, contact: int, group: int, own_offer: bool) -> None:  # noqa: FBT001 - as above
    """Let the contact into the group, or on to where the group's overflow sends it.

    Without its own offer it waits for the offers of this instant, and the limit of the queue is
    tested after them.
    """
    while group != NONE:
        floor.results.last_group[contact] = group
        floor.results.joined[contact] = floor.now
        trigger = turned_away(floor, contact, group, own_offer)
        if trigger == NONE:
            return
        group = overflow(floor, contact, group, trigger)


def turned_away(floor: Floor, contact: int, group: int, own_offer: bool) -> int:  # noqa: C901, FBT001 - one branch a test
    """The trigger by which the group does not keep the contact, or NONE where it does or it ended."""
    groups = floor.groups
    if groups.disabled[group]:
        end(floor, contact, UNANSWERED, GROUP_DISABLED)
        return NONE
    kind = CALL
    if floor.contacts.are_mixed:
        kind = waiting.kind_of(floor, contact)
    if not (groups.chat_open[group] if kind == CHAT else groups.open[group]):
        return CLOSED
    member = NONE
    if own_offer:
        member = ranking.first_for_newcomer(floor, contact, group)
    # Whoever is at hand is on shift: then nothing has to be asked.
    if member == NONE and is_nobody_staffed(floor, group, kind):
        return NOBODY_STAFFED
    if own_offer and contact == floor.watched:
        witness.note_choice(floor, contact, group, NONE, member)
    if member != NONE:
        service.offer_to_newcomer(floor, contact, group, member)
        return NONE
    if own_offer and is_full(floor, group):
        return FULL
    place = waiting.join(floor, contact, group)
    if floor.logging:
        log.note(floor, QUEUED, contact, group, NONE)
    if not own_offer:
        waiting.welcome(floor, place)
        service.stir(floor, place)
    return NONE


def is_nobody_staffed(floor: Floor, group: int, kind: int) -> bool:
    """Whether no member for that kind of work is on shift now, or will be later this day.

    A contact that goes up as a talk ends comes before the shifts that begin at this instant, and
    counts on them.
    """
    groups = floor.groups
    if kind == CALL:
        return (
            groups.staffed_calls[group] == 0
            and floor.last_call_start[groups.day[group]] < floor.now
        )
    return groups.staffed[group] == 0 and floor.last_start[groups.day[group]] < floor.now


def is_full(floor: Floor, group: int) -> bool:
    """Whether as many wait as may; newcomers whose own test is still to come do not count."""
    limit = floor.groups.max_waiting[group]
    return 0 <= limit <= floor.groups.waiting[group] - floor.groups.newcomers[group]


def overflow(floor: Floor, contact: int, group: int, trigger: int) -> int:
    """Do as the group says for that trigger; the result is the next group, or NONE at an end."""
    rule = group * TRIGGERS + trigger
    action = floor.groups.action[rule]
    reason = FIRST_TRIGGER_REASON + trigger
    if action != TO_GROUP:
        end(floor, contact, action + 1, reason)
        return NONE
    if floor.results.hops[contact] == MOST_HOPS:
        end(floor, contact, REFUSED, TOO_MANY_HOPS)
        return NONE
    floor.results.hops[contact] += 1
    log.note_visit(floor, contact, reason)
    log.note_detail(floor, OVERFLOWED, contact, group, NONE, reason)
    return floor.groups.target[rule]


def escalate(floor: Floor, contact: int) -> None:
    """Let a contact go on to the next group up, if the talk that ended was not at its level yet."""
    results = floor.results
    group = results.last_group[contact]
    following = floor.groups.escalates_to[group]
    if results.talks[contact] > floor.contacts.level[contact] or following == NONE:
        return
    log.note_visit(floor, contact, NO_REASON)
    log.note(floor, ESCALATED, contact, group, NONE)
    results.outcome[contact] = WAITING
    results.reason[contact] = HORIZON
    results.answered[contact] = NONE
    results.ended[contact] = NONE
    results.agent[contact] = NONE
    results.wrap_up[contact] = 0
    results.device[contact] = 0
    results.ring[contact] = 0
    enter(floor, contact, following, False)  # noqa: FBT003 - as above


def refuse_newcomers(floor: Floor) -> None:
    """After the offers: test the limit for those who joined before them and still wait."""
    place = waiting.next_newcomer(floor)
    while place != NONE:
        group = floor.room.group[place]
        contact = floor.room.contact[place]
        if contact == floor.watched:
            witness.note_choice(floor, contact, group, place, NONE)
        limit = floor.groups.max_waiting[group]
        if 0 <= limit < floor.groups.waiting[group] - floor.groups.newcomers[group]:
            spill(floor, place, FULL)
        place = waiting.next_newcomer(floor)


def spill(floor: Floor, place: int, trigger: int) -> None:
    """Take a waiting contact out of its queue and send it where the trigger says.

    Whoever it rang for is free again. So there it has no offer of its own before those of others.
    """
    room = floor.room
    contact = room.contact[place]
    group = room.group[place]
    own_offer = trigger != CLOSED
    if room.ringing[place] != NONE:
        ringing.cancel(floor, place)
        own_offer = False
    waiting.leave(floor, place)
    following = overflow(floor, contact, group, trigger)
    if following != NONE:
        enter(floor, contact, following, own_offer)


def give_up(floor: Floor, place: int) -> None:
    """Let the contact at that place hang up: its patience is at an end."""
    contact = floor.room.contact[place]
    if floor.room.ringing[place] != NONE:
        ringing.cancel(floor, place)
    waiting.leave(floor, place)
    end(floor, contact, ABANDONED, PATIENCE_ENDED)


def end(floor: Floor, contact: int, outcome: int, reason: int) -> None:
    """Let the contact leave without an answer."""
    floor.results.outcome[contact] = outcome
    floor.results.reason[contact] = reason
    floor.results.ended[contact] = floor.now
    group = floor.results.last_group[contact]
    log.note_detail(floor, ENDED + outcome, contact, group, NONE, reason)
