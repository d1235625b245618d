"""What the strategies `call-count` and `call-duration` count, and when counting starts anew.

Each membership has a counter, which is its key: contacts answered, or ms talked. What happens in
its group counts, for any kind of work, and with scope `agent` what the agent does in any group. The
rows of one membership hold the same counter. A `day` or `rolling` window keeps a bucket for each of
its days and drops the oldest as the group's day turns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import ranking
from .codes import CALL_COUNT, CALL_DURATION, FOREVER, MEAN, ROLLING, SHIFT, ZERO

if TYPE_CHECKING:
    from .floor import Floor


def count(floor: Floor, strategy: int, member: int, amount: int) -> None:
    """Add what the member did to the counters of the agent's groups with that strategy."""
    members = floor.members
    groups = floor.groups
    agent = members.agent[member]
    own = members.group[member]
    if not floor.agents.shared[agent]:
        if groups.strategy[own] == strategy:
            add(floor, member, amount)
        return
    for other in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        group = members.group[other]
        if groups.strategy[group] == strategy and (group == own or groups.per_agent[group]):
            add(floor, other, amount)


def turn_day(floor: Floor, group: int) -> None:
    """Begin a local day of the group: its windows move on by one day."""
    groups = floor.groups
    members = floor.members
    groups.day[group] += 1
    if groups.window[group] != ROLLING or not counts(floor, group):
        return
    groups.today[group] = (groups.today[group] + 1) % groups.days[group]
    for row in range(groups.first_member[group], groups.first_member[group + 1]):
        first = floor.roster[row]
        for member in range(first, first + members.kinds[first]):
            oldest = floor.terms.bucket[member] + groups.today[group]
            members.key[member] -= floor.bucket[oldest]
            floor.bucket[oldest] = 0
    ranking.rank_again(floor, group)


def open_shift(floor: Floor, agent: int) -> None:
    """Begin a shift of the agent: counters with the window `shift` start anew."""
    members = floor.members
    for member in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        group = members.group[member]
        if floor.groups.window[group] == SHIFT and counts(floor, group):
            members.key[member] = 0


def level_up(floor: Floor, agent: int) -> None:
    """Raise an agent whose shift opens now to what the others on shift have at least, or on average.

    All whose shift opens at this instant are on shift already, and the others' counters are taken
    as they stood before anybody was raised: the result does not depend on an order among them.
    """
    members = floor.members
    groups = floor.groups
    for member in range(floor.agents.first_member[agent], floor.agents.first_member[agent + 1]):
        group = members.group[member]
        if (
            groups.late_joiner[group] != ZERO
            and floor.terms.counted[member]
            and counts(floor, group)
        ):
            if groups.crowd_at[group] != floor.now:
                survey(floor, group)
            missing = baseline(floor, member) - members.key[member]
            if missing > 0:
                add(floor, member, missing)


def survey(floor: Floor, group: int) -> None:
    """Take the number, the sum and the two least of the counters of those on shift."""
    groups = floor.groups
    groups.crowd_at[group] = floor.now
    groups.crowd[group] = 0
    groups.crowd_sum[group] = 0
    groups.least[group] = FOREVER
    groups.second[group] = FOREVER
    for row in range(groups.first_member[group], groups.first_member[group + 1]):
        member = floor.roster[row]
        if floor.terms.counted[member] and floor.agents.on_shift[floor.members.agent[member]]:
            counter = floor.members.key[member]
            groups.crowd[group] += 1
            groups.crowd_sum[group] += counter
            if counter < groups.least[group]:
                groups.second[group] = groups.least[group]
                groups.least[group] = counter
            elif counter < groups.second[group]:
                groups.second[group] = counter


def baseline(floor: Floor, member: int) -> int:
    """The least or the floored mean of the other members on shift; 0 when there is nobody."""
    groups = floor.groups
    group = floor.members.group[member]
    counter = floor.members.key[member]
    others = groups.crowd[group] - 1
    if others == 0:
        return 0
    if groups.late_joiner[group] == MEAN:
        return (groups.crowd_sum[group] - counter) // others
    if counter == groups.least[group]:
        return groups.second[group]
    return groups.least[group]


def add(floor: Floor, member: int, amount: int) -> None:
    """Add to one counter, and to today's bucket of it."""
    group = floor.members.group[member]
    floor.members.key[member] += amount
    if floor.groups.window[group] == ROLLING:
        floor.bucket[floor.terms.bucket[member] + floor.groups.today[group]] += amount


def counts(floor: Floor, group: int) -> bool:
    """Whether the group's strategy reads a counter at all."""
    return floor.groups.strategy[group] in (CALL_COUNT, CALL_DURATION)
