"""The offers of one instant: waiting contacts meet people who became free.

At the end of each instant nobody waits whom a free person could take. So only the people freed
and the groups touched at this instant have to be looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import entry, ranking, service, waiting
from .codes import NONE

if TYPE_CHECKING:
    from .floor import Floor


def settle(floor: Floor) -> None:
    """Make the offers of this instant; once they change nothing more, test the newcomers."""
    floor.pending = floor.room.first_newcomer != NONE
    freed = floor.freed_count
    if freed == 1 and floor.touched_count == 0:
        settle_one(floor, floor.freed[0])
    elif freed == 0 and floor.stirred != NONE:
        settle_stirred(floor)
    elif freed > 0 or floor.touched_count > 0:
        settle_all(floor)
    else:
        floor.pending = False
        entry.refuse_newcomers(floor)


def settle_one(floor: Floor, agent: int) -> None:
    """The usual case, one person freed: nobody else could take any of those who wait."""
    agents = floor.agents
    floor.freed_count = 0
    agents.freed[agent] = 0
    agents.hindrances[agent] -= 1
    while agents.hindrances[agent] == 0:
        member = NONE
        if agents.flags[agent] & floor.room.lines.flags:
            member = best_member(floor, agent)
        if member == NONE:
            ranking.make_ready(floor, agent)
            return
        service.offer(floor, waiting.first_for(floor, member), member)
        if not service.may_go_on(floor, member):
            return


def best_member(floor: Floor, agent: int) -> int:
    """The membership for which the agent may take the contact that ranks first, or NONE."""
    members = floor.members
    first_line = floor.groups.first_line
    first_member = floor.agents.first_member
    best = NONE
    chosen = NONE
    for member in range(first_member[agent], first_member[agent + 1]):
        if first_line[members.group[member]] != NONE and ranking.is_ready(floor, member):
            place = waiting.first_for(floor, member)
            if place != NONE and (best == NONE or waiting.ranks_before(floor, place, best)):
                best = place
                chosen = member
    return chosen


def settle_stirred(floor: Floor) -> None:
    """The other usual case, one contact whom more people may take: nobody else could be taken."""
    place = floor.stirred
    untouch(floor)
    if floor.room.line[place] != NONE:
        member = ranking.first_for_place(floor, place)
        if member != NONE:
            service.offer(floor, place, member)


def settle_all(floor: Floor) -> None:
    """The general case: the first contact whom anyone may take, to the first person, and again."""
    for row in range(floor.freed_count):
        agent = floor.freed[row]
        floor.agents.freed[agent] = 0
        floor.agents.hindrances[agent] -= 1
        if floor.agents.hindrances[agent] == 0:
            ranking.make_ready(floor, agent)
            if floor.agents.flags[agent] & floor.room.lines.flags:
                touch_groups(floor, agent)
    floor.freed_count = 0
    place = first_takeable(floor)
    while place != NONE:
        service.offer(floor, place, ranking.first_for_place(floor, place))
        place = first_takeable(floor)
    untouch(floor)


def untouch(floor: Floor) -> None:
    """Forget what was touched: its offers are made."""
    for row in range(floor.touched_count):
        floor.groups.touched[floor.touched[row]] = 0
    floor.touched_count = 0
    floor.stirred = NONE


def touch_groups(floor: Floor, agent: int) -> None:
    """Touch every group in which somebody waits and the agent is ready."""
    members = floor.members
    for member in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        group = members.group[member]
        if floor.groups.first_line[group] != NONE and ranking.is_ready(floor, member):
            service.touch(floor, group)


def first_takeable(floor: Floor) -> int:
    """The place of the contact that ranks first among those whom somebody ready may take."""
    chain = floor.room.lines
    best = NONE
    for row in range(floor.touched_count):
        line = floor.groups.first_line[floor.touched[row]]
        while line != NONE:
            place = chain.root[line]
            if (
                best == NONE or waiting.ranks_before(floor, place, best)
            ) and ranking.first_for_place(floor, place) != NONE:
                best = place
            line = chain.following[line]
    return best
