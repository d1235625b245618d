"""Waiting: who waits where, in which order, and until when.

A waiting contact takes a place of the room. Each group keeps a line for each number of its tiers
that are open: a contact moves up a line with every step of tier-wait, and an agent of a tier looks
at the lines for which that tier is open. All who wait share one heap of timers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, forest, places

if TYPE_CHECKING:
    from .floor import Floor
    from .places import Room


def join(floor: Floor, contact: int, group: int) -> int:
    """Let the contact wait in the group from now on; the result is its place."""
    room = floor.room
    groups = floor.groups
    if room.free == codes.NONE:
        places.enlarge(room)
    place = room.free
    room.free = room.link[place]
    room.contact[place] = contact
    room.group[place] = group
    room.newcomer[place] = 0
    room.order.row[place] = contact
    room.timers.row[place] = contact
    priority = floor.contacts.priority[contact]
    if groups.ageing[group]:
        room.order.major[place] = 0
        age_gained = priority * groups.age_point[group]
        room.order.minor[place] = floor.contacts.arrived[contact] - age_gained
    else:
        room.order.major[place] = -priority
        room.order.minor[place] = floor.contacts.arrived[contact]
    stand(room, place, groups.first_line[group] + groups.open_tiers[group])
    groups.waiting[group] += 1
    set_timer(floor, place)
    return place


def leave(floor: Floor, place: int) -> None:
    """Free the place: its contact is answered, gives up or overflows."""
    room = floor.room
    group = room.group[place]
    line = room.line[place]
    room.root[line] = forest.removed(room.order, room.root[line], place)
    room.timer = forest.removed(room.timers, room.timer, place)
    floor.groups.waiting[group] -= 1
    if room.newcomer[place]:
        room.newcomer[place] = 0
        floor.groups.newcomers[group] -= 1
    else:
        room.link[place] = room.free
        room.free = place


def move_up(floor: Floor, place: int) -> None:
    """Open the next tier to the contact at that place."""
    room = floor.room
    line = room.line[place]
    room.root[line] = forest.removed(room.order, room.root[line], place)
    room.timer = forest.removed(room.timers, room.timer, place)
    stand(room, place, line + 1)
    set_timer(floor, place)


def first_for(floor: Floor, group: int, depth: int) -> int:
    """The place of the contact that ranks first in the group among those to whom a tier is open.

    `depth` counts the tiers below it; the result is NONE where nobody waits for it.
    """
    room = floor.room
    best = codes.NONE
    first = floor.groups.first_line[group]
    for line in range(first + depth + 1, floor.groups.first_line[group + 1]):
        place = room.root[line]
        if place != codes.NONE and (best == codes.NONE or forest.before(room.order, place, best)):
            best = place
    return best


def ranks_before(floor: Floor, one: int, other: int) -> bool:
    """Whether the contact at one place is to be served before that at another, in any group."""
    room = floor.room
    weight = floor.groups.weight
    if weight[room.group[one]] != weight[room.group[other]]:
        return weight[room.group[one]] > weight[room.group[other]]
    return forest.before(room.order, one, other)


def stand(room: Room, place: int, line: int) -> None:
    """Put the place into a line, where its rank among the others says."""
    room.line[place] = line
    room.root[line] = forest.added(room.order, room.root[line], place)


def set_timer(floor: Floor, place: int) -> None:
    """Set the timer for what comes first: the next tier, the maximum wait, the end of patience."""
    room = floor.room
    groups = floor.groups
    contact = room.contact[place]
    group = room.group[place]
    joined = floor.results.joined[contact]
    due = codes.FOREVER
    kind = codes.PATIENCE
    if floor.contacts.patience[contact] >= 0:
        due = joined + floor.contacts.patience[contact]
    if groups.max_wait[group] >= 0 and joined + groups.max_wait[group] <= due:
        due = joined + groups.max_wait[group]
        kind = codes.MAX_WAIT
    if groups.tier_wait[group] > 0:
        pool = groups.first_pool[group] + room.line[place] - groups.first_line[group]
        if pool < groups.first_pool[group + 1]:
            opens = joined + (floor.pools.tier[pool] - 1) * groups.tier_wait[group]
            if opens <= due:
                due = opens
                kind = codes.TIER_OPENS
    room.timers.major[place] = due
    room.timers.minor[place] = kind
    room.timer = forest.added(room.timers, room.timer, place)


def welcome(floor: Floor, place: int) -> None:
    """Mark who joined before the offers of this instant: the limit is tested after them."""
    room = floor.room
    room.newcomer[place] = 1
    room.link[place] = codes.NONE
    if room.first_newcomer == codes.NONE:
        room.first_newcomer = place
    else:
        room.link[room.last_newcomer] = place
    room.last_newcomer = place
    floor.groups.newcomers[room.group[place]] += 1


def next_newcomer(floor: Floor) -> int:
    """Take the next newcomer who still waits from the chain: a place, or NONE at its end."""
    room = floor.room
    while room.first_newcomer != codes.NONE:
        place = room.first_newcomer
        room.first_newcomer = room.link[place]
        if room.newcomer[place]:
            room.newcomer[place] = 0
            floor.groups.newcomers[room.group[place]] -= 1
            return place
        room.link[place] = room.free
        room.free = place
    return codes.NONE
