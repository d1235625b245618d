"""The witness of one contact: every decision about it is written down while the simulation runs.

Nothing is kept of any other contact, so the millionth of a file costs no more than the first. The
tests of who may take it stand in the order in which they are named; whoever passes all is a candidate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import columns, draws, needs, ranking, waiting
from .codes import (
    ALREADY_TRIED,
    BUSY,
    ELIGIBLE,
    IN_WRAP_UP,
    KINDS,
    LACKS_SKILLS,
    LONGEST_IDLE,
    MEMBERSHIP_DISABLED,
    NO_DEVICE,
    NOBODY_MAY,
    NONE,
    OFF_SHIFT,
    OFFER_OUTSTANDING,
    OFFERED,
    PASSED_OVER,
    RANDOM,
    SKILLS,
    TIER_CLOSED,
    UNAVAILABLE,
)

if TYPE_CHECKING:
    from .floor import Floor


def see_offer(floor: Floor, place: int, member: int) -> None:
    """Look at an offer that is about to be made: it may be of the watched contact, or pass it over."""
    contact = floor.room.contact[place]
    if contact == floor.watched:
        note_choice(floor, contact, floor.room.group[place], place, member)
    else:
        note_other(floor, place, member)


def note_choice(floor: Floor, contact: int, group: int, place: int, chosen: int) -> None:
    """Write down to whom the watched contact is offered, or with NONE that it must wait.

    A contact that has just entered the group has no place yet: NONE.
    """
    tiers = floor.groups.open_tiers[group]
    wanted = waiting.needs_of(floor, contact)
    if place != NONE:
        tiers = floor.room.tiers[place]
        wanted = floor.room.needs[place]
    agent = floor.members.agent[chosen] if chosen != NONE else NONE
    kind = OFFERED if chosen != NONE else NOBODY_MAY
    row = note(floor, kind, group, agent, tiers)
    if place != NONE:
        floor.decisions.waiting[row] -= 1
    kind_row = floor.groups.kind_row[KINDS * group + waiting.kind_of(floor, contact)]
    for row in range(floor.groups.first_member[group], floor.groups.first_member[group + 1]):
        member = floor.roster[row] + kind_row
        failing = first_failing(floor, member, place, wanted, tiers)
        note_candidate(floor, member, failing, key(floor, contact, member, place, wanted))


def note_other(floor: Floor, place: int, member: int) -> None:
    """Write down that another contact goes first at somebody who might have taken the watched one."""
    room = floor.room
    watched = floor.watched_place
    if watched == NONE or room.line[watched] == NONE:
        return
    group = room.group[watched]
    agent = floor.members.agent[member]
    for own in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        if (
            floor.members.group[own] == group
            and floor.members.kind[own] == room.kind[watched]
            and first_failing(floor, own, watched, room.needs[watched], room.tiers[watched])
            == ELIGIBLE
        ):
            row = note(floor, PASSED_OVER, group, agent, room.tiers[watched])
            floor.decisions.waiting[row] -= 1
            floor.decisions.rival[row] = room.contact[place]
            floor.decisions.rival_group[row] = room.group[place]


def first_failing(floor: Floor, member: int, place: int, wanted: int, tiers: int) -> int:  # noqa: C901, PLR0911 - one a test
    """The first test that keeps the member from a contact, or ELIGIBLE.

    The contact is at that place, if it has one, requires those skills, and so many tiers are open.
    """
    members = floor.members
    agent = members.agent[member]
    if floor.terms.disabled[member]:
        return MEMBERSHIP_DISABLED
    if floor.agents.on_break[agent]:
        return UNAVAILABLE
    if not floor.agents.on_shift[agent]:
        return OFF_SHIFT
    if not floor.terms.enabled[member]:
        return NO_DEVICE
    if floor.agents.ringing[agent] != NONE:
        return OFFER_OUTSTANDING
    if floor.agents.calls[agent] >= members.most_calls[member]:
        return BUSY
    if floor.agents.chats[agent] >= members.most_chats[member]:
        return BUSY
    if floor.agents.hindrances[agent] > floor.agents.freed[agent] or members.blocked[member]:
        return IN_WRAP_UP
    if not needs.are_met(floor.needs, wanted, agent):
        return LACKS_SKILLS
    if place != NONE and waiting.is_barred(floor, place, member):
        return ALREADY_TRIED
    if members.depth[member] >= tiers:
        return TIER_CLOSED
    return ELIGIBLE


def key(floor: Floor, contact: int, member: int, place: int, wanted: int) -> int:
    """What the group's strategy compares for that contact."""
    strategy = floor.groups.strategy[floor.members.group[member]]
    agent = floor.members.agent[member]
    if strategy == RANDOM:
        common = ranking.lots_for(floor, contact, place)
        return draws.lot(common, floor.agents.id[agent], floor.terms.weight[member])
    if strategy == SKILLS and wanted != NONE:
        return -needs.proficiency(floor.needs, wanted, agent)
    if strategy == LONGEST_IDLE:
        return floor.agents.since[agent]
    return ranking.strategy_key(floor, member)


def note(floor: Floor, kind: int, group: int, agent: int, tiers: int) -> int:
    """Write a decision of this instant, whose candidates follow; the result is its row."""
    table = floor.decisions
    row = table.size
    if row == len(table.time):
        table.time = columns.doubled(table.time)
        table.kind = columns.doubled(table.kind)
        table.group = columns.doubled(table.group)
        table.agent = columns.doubled(table.agent)
        table.rival = columns.doubled(table.rival)
        table.rival_group = columns.doubled(table.rival_group)
        table.tiers = columns.doubled(table.tiers)
        table.waiting = columns.doubled(table.waiting)
        table.first = columns.doubled(table.first)
        table.event = columns.doubled(table.event)
    table.size = row + 1
    table.time[row] = floor.now
    table.kind[row] = kind
    table.group[row] = group
    table.agent[row] = agent
    table.rival[row] = NONE
    table.rival_group[row] = NONE
    table.tiers[row] = tiers
    table.waiting[row] = floor.groups.waiting[group]
    table.first[row] = floor.candidates.size
    table.event[row] = floor.log.size
    return row


def note_candidate(floor: Floor, member: int, failing: int, value: int) -> None:
    """Write one member of the group, as it stands in the decision that was written last."""
    table = floor.candidates
    members = floor.members
    row = table.size
    if row == len(table.agent):
        table.agent = columns.doubled(table.agent)
        table.excluded = columns.doubled(table.excluded)
        table.key = columns.doubled(table.key)
        table.since = columns.doubled(table.since)
        table.standing = columns.doubled(table.standing)
    table.size = row + 1
    table.agent[row] = members.agent[member]
    table.excluded[row] = failing
    table.key[row] = value
    table.since[row] = floor.agents.since[members.agent[member]]
    table.standing[row] = members.standing[member]
