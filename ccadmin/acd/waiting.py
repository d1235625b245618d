"""Waiting: who waits where, in which order, and until when.

A waiting contact takes a place of the room and stands in a line of its group, except while an offer
rings for it. It changes lines as a tier opens to it, as its skills relax, and once somebody has been
tried for it. All places share one diary of timers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import forest, lines, needs, places, timers
from .codes import (
    ANSWER,
    CALL,
    CHAT,
    FOREVER,
    KINDS,
    MAX_WAIT,
    NEWCOMER,
    NEWCOMER_AT_HAND,
    NONE,
    PAPERWORK,
    PATIENCE,
    RING_OUT,
    SKILLS_RELAX,
    TIER_OPENS,
)

if TYPE_CHECKING:
    from .floor import Floor


def take_place(floor: Floor, contact: int, group: int) -> int:
    """Give the contact a place in the group, in no line yet and without a timer."""
    room = floor.room
    groups = floor.groups
    if room.free == NONE:
        places.enlarge(room)
    place = room.free
    room.free = room.link[place]
    if contact == floor.watched:
        floor.watched_place = place
    room.contact[place] = contact
    room.group[place] = group
    room.line[place] = NONE
    room.newcomer[place] = 0
    room.kind[place] = groups.served_as[KINDS * group + kind_of(floor, contact)]
    room.tiers[place] = groups.open_tiers[group]
    room.needs[place] = needs_of(floor, contact)
    room.steps[place] = 0
    room.offers[place] = 0
    room.ringing[place] = NONE
    room.tried[place] = NONE
    room.order.row[place] = contact
    priority = floor.contacts.priority[contact]
    if groups.ageing[group]:
        room.order.major[place] = 0
        age_gained = priority * groups.age_point[group]
        room.order.minor[place] = floor.contacts.arrived[contact] - age_gained
    else:
        room.order.major[place] = -priority
        room.order.minor[place] = floor.contacts.arrived[contact]
    groups.waiting[group] += 1
    room.taken += 1
    return place


def join(floor: Floor, contact: int, group: int) -> int:
    """Let the contact wait in the group from now on; the result is its place."""
    place = take_place(floor, contact, group)
    stand(floor, place)
    set_timer(floor, place)
    return place


def leave(floor: Floor, place: int) -> None:
    """Free the place: its contact is answered, gives up or overflows."""
    room = floor.room
    if place == floor.watched_place:
        floor.watched_place = NONE
    step_out(floor, place)
    timers.stop(room.timers, place)
    floor.groups.waiting[room.group[place]] -= 1
    room.taken -= 1
    places.forget_tried(room, place)
    if room.newcomer[place]:
        stop_testing(floor, place)
        room.newcomer[place] = 0
    else:
        room.link[place] = room.free
        room.free = place


def stand(floor: Floor, place: int) -> None:
    """Put the place into the line where it belongs, as its rank among the others says."""
    room = floor.room
    owner = NONE
    if room.tried[place] != NONE:
        owner = place
    line = lines.found(
        room.lines,
        floor.groups,
        room.group[place],
        room.kind[place],
        room.tiers[place],
        room.needs[place],
        owner,
    )
    room.line[place] = line
    room.lines.root[line] = forest.added(room.order, room.lines.root[line], place)


def step_out(floor: Floor, place: int) -> None:
    """Take the place out of its line, if it stands in one."""
    room = floor.room
    line = room.line[place]
    if line != NONE:
        root = forest.removed(room.order, room.lines.root[line], place)
        room.lines.root[line] = root
        room.line[place] = NONE
        if root == NONE:
            lines.close(room.lines, floor.groups, line)


def move_up(floor: Floor, place: int) -> None:
    """Open the next tier to the contact at that place."""
    floor.room.tiers[place] += 1
    change_line(floor, place)


def relax(floor: Floor, place: int) -> None:
    """Ask one level less of every skill that the contact at that place requires."""
    room = floor.room
    room.steps[place] += 1
    room.needs[place] = floor.needs.relaxed[room.needs[place]]
    change_line(floor, place)


def change_line(floor: Floor, place: int) -> None:
    """Let the contact stand where it belongs now, and set its timer anew."""
    room = floor.room
    if room.line[place] != NONE:
        step_out(floor, place)
        stand(floor, place)
    set_timer(floor, place)


def first_for(floor: Floor, member: int) -> int:
    """The place of the contact that ranks first in the group among those whom the member may take."""
    room = floor.room
    chain = room.lines
    members = floor.members
    best = NONE
    line = floor.groups.first_line[members.group[member]]
    while line != NONE:
        if (
            chain.kind[line] == members.kind[member]
            and members.depth[member] < chain.tiers[line]
            and (
                chain.needs[line] == NONE
                or needs.are_met(floor.needs, chain.needs[line], members.agent[member])
            )
            and (chain.owner[line] == NONE or not is_barred(floor, chain.owner[line], member))
        ):
            place = chain.root[line]
            if best == NONE or forest.before(room.order, place, best):
                best = place
        line = chain.following[line]
    return best


def first_to_leave(floor: Floor, group: int, chats: bool) -> int:  # noqa: FBT001 - compiled
    """The place of the first contact in the group's queue, among the chats or among all else."""
    room = floor.room
    best = NONE
    line = floor.groups.first_line[group]
    while line != NONE:
        if (room.lines.kind[line] == CHAT) == chats:
            place = room.lines.root[line]
            if best == NONE or forest.before(room.order, place, best):
                best = place
        line = room.lines.following[line]
    return best


def ranks_before(floor: Floor, one: int, other: int) -> bool:
    """Whether the contact at one place is to be served before that at another, in any group."""
    room = floor.room
    weight = floor.groups.weight[room.group[one]]
    other_weight = floor.groups.weight[room.group[other]]
    if weight != other_weight:
        return weight > other_weight
    return forest.before(room.order, one, other)


def is_barred(floor: Floor, place: int, member: int) -> bool:
    """Whether the member has been tried for the contact while somebody else has not."""
    return places.is_tried(floor.room, place, member) and is_anyone_untried(floor, place)


def is_anyone_untried(floor: Floor, place: int) -> bool:
    """Whether somebody on duty, busy or not, could be tried for the contact and has not been."""
    room = floor.room
    members = floor.members
    agents = floor.agents
    group = room.group[place]
    kind_row = floor.groups.kind_row[KINDS * group + room.kind[place]]
    for row in range(floor.groups.first_member[group], floor.groups.first_member[group + 1]):
        member = floor.roster[row] + kind_row
        agent = members.agent[member]
        if (
            floor.terms.enabled[member]
            and agents.on_shift[agent]
            and not agents.on_break[agent]
            and members.depth[member] < room.tiers[place]
            and needs.are_met(floor.needs, room.needs[place], agent)
            and not places.is_tried(room, place, member)
        ):
            return True
    return False


def set_timer(floor: Floor, place: int) -> None:
    """Set the timer, anew, for what comes first; at the same instant, for what its class puts first."""
    room = floor.room
    groups = floor.groups
    contact = room.contact[place]
    group = room.group[place]
    joined = floor.results.joined[contact]
    due = FOREVER
    if floor.contacts.patience[contact] >= 0:
        due = timers.moment(joined + floor.contacts.patience[contact], PATIENCE)
    if groups.max_wait[group] >= 0:
        due = min(due, timers.moment(joined + groups.max_wait[group], MAX_WAIT))
    if groups.skill_relax[group] > 0 and room.needs[place] != NONE:
        relaxes = joined + (room.steps[place] + 1) * groups.skill_relax[group]
        due = min(due, timers.moment(relaxes, SKILLS_RELAX))
    if groups.tier_wait[group] > 0:
        pool = groups.first_pool[group] + room.tiers[place] * groups.kinds[group]
        if pool < groups.first_pool[group + 1]:
            opens = joined + (floor.pools.tier[pool] - 1) * groups.tier_wait[group]
            due = min(due, timers.moment(opens, TIER_OPENS))
    if room.ringing[place] != NONE:
        due = min(due, ringing_leads(floor, place))
    timers.start(room.timers, place, due, contact)


def ringing_leads(floor: Floor, place: int) -> int:
    """The moment at which what rings for the contact at that place is answered, or first rings out."""
    rung_at = floor.room.rung_at[place]
    due = FOREVER
    member = floor.room.ringing[place]
    while member != NONE:
        due = min(due, timers.moment(rung_at + floor.terms.rings_for[member], RING_OUT))
        if floor.terms.picks_up[member] >= 0:
            due = min(due, timers.moment(rung_at + floor.terms.picks_up[member], ANSWER))
        member = floor.terms.ringing[member]
    return due


def welcome(floor: Floor, place: int) -> None:
    """Mark who joined before the offers of this instant: the limit is tested after them."""
    room = floor.room
    room.newcomer[place] = NEWCOMER
    room.link[place] = NONE
    if room.first_newcomer == NONE:
        room.first_newcomer = place
    else:
        room.link[room.last_newcomer] = place
    room.last_newcomer = place
    floor.groups.newcomers[room.group[place]] += 1


def stop_testing(floor: Floor, place: int) -> None:
    """Take a newcomer for whom something rings off the test, but not out of the chain."""
    room = floor.room
    if room.newcomer[place] == NEWCOMER:
        room.newcomer[place] = NEWCOMER_AT_HAND
        floor.groups.newcomers[room.group[place]] -= 1


def next_newcomer(floor: Floor) -> int:
    """Take the next newcomer who still waits from the chain: a place, or NONE at its end."""
    room = floor.room
    while room.first_newcomer != NONE:
        place = room.first_newcomer
        room.first_newcomer = room.link[place]
        newcomer = room.newcomer[place]
        room.newcomer[place] = 0
        if newcomer == NEWCOMER:
            floor.groups.newcomers[room.group[place]] -= 1
            return place
        if newcomer == 0:
            room.link[place] = room.free
            room.free = place
    return NONE


def kind_of(floor: Floor, contact: int) -> int:
    """The kind of work that the contact is."""
    if not floor.contacts.are_mixed:
        return CALL
    return min(floor.contacts.channel[contact], PAPERWORK)


def needs_of(floor: Floor, contact: int) -> int:
    """The set of skills that the contact requires, or NONE."""
    if not floor.contacts.need_skills:
        return NONE
    return floor.contacts.needs[contact]
