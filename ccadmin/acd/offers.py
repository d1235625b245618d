"""The offers of one instant: waiting contacts meet people who became free.

At the end of each instant nobody waits whom a free person could take. So only the people freed
and the groups touched at this instant have to be looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, entry, ranking, service, waiting

if TYPE_CHECKING:
    from .floor import Floor


def settle(floor: Floor) -> None:
    """Make the offers of this instant; once they change nothing more, test the newcomers."""
    floor.pending = floor.room.first_newcomer != codes.NONE
    if floor.touched_count > 0 or floor.freed_count > 1:
        settle_all(floor)
    elif floor.freed_count == 1:
        settle_one(floor, floor.freed[0])
    else:
        floor.pending = False
        entry.refuse_newcomers(floor)


def settle_one(floor: Floor, agent: int) -> None:
    """The usual case, one person freed: nobody else could take any of those who wait."""
    floor.freed_count = 0
    floor.agents.freed[agent] = 0
    if not floor.agents.on_shift[agent] or floor.agents.hand[agent] != codes.FREE:
        return
    members = floor.members
    best = codes.NONE
    best_member = codes.NONE
    for member in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        group = members.group[member]
        if (
            floor.groups.waiting[group] > 0
            and members.enabled[member]
            and not members.blocked[member]
        ):
            place = waiting.first_for(floor, group, members.depth[member])
            if place != codes.NONE and (
                best == codes.NONE or waiting.ranks_before(floor, place, best)
            ):
                best = place
                best_member = member
    if best == codes.NONE:
        ranking.make_ready(floor, agent)
    else:
        service.serve(floor, best, best_member)


def settle_all(floor: Floor) -> None:
    """The general case: the first contact whom anyone may take, to the first person, and again."""
    for row in range(floor.freed_count):
        agent = floor.freed[row]
        floor.agents.freed[agent] = 0
        if floor.agents.on_shift[agent] and floor.agents.hand[agent] == codes.FREE:
            ranking.make_ready(floor, agent)
            touch_groups(floor, agent)
    floor.freed_count = 0
    place = first_takeable(floor)
    while place != codes.NONE:
        room = floor.room
        group = room.group[place]
        tiers = room.line[place] - floor.groups.first_line[group]
        contact = room.contact[place]
        member = ranking.first_ready(floor, group, tiers, contact)
        waiting.leave(floor, place)
        service.offer(floor, contact, member)
        place = first_takeable(floor)
    for row in range(floor.touched_count):
        floor.groups.touched[floor.touched[row]] = 0
    floor.touched_count = 0


def touch_groups(floor: Floor, agent: int) -> None:
    """Touch every group in which somebody waits and the agent is ready."""
    members = floor.members
    for member in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        if members.slot[member] != codes.NONE and floor.groups.waiting[members.group[member]] > 0:
            service.touch(floor, members.group[member])


def first_takeable(floor: Floor) -> int:
    """The place of the contact that ranks first among those whom somebody ready may take."""
    groups = floor.groups
    best = codes.NONE
    for row in range(floor.touched_count):
        group = floor.touched[row]
        if groups.waiting[group] > 0:
            tiers = groups.first_pool[group + 1] - groups.first_pool[group]
            pool = ranking.first_pool(floor, group, tiers)
            if pool != codes.NONE:
                place = waiting.first_for(floor, group, pool - groups.first_pool[group])
                if place != codes.NONE and (
                    best == codes.NONE or waiting.ranks_before(floor, place, best)
                ):
                    best = place
    return best
