"""What a wall shows of a state: a row for each group and each agent, the sums, and who waits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.wallboard.day import Day
    from ccadmin.wallboard.state import State


class Doing(StrEnum):
    """What an agent is at, the first of these that is so."""

    TALKING = "talking"
    RINGING = "ringing"
    WRAP_UP = "wrap-up"
    BREAK = "break"
    IDLE = "idle"
    OFF = "off shift"


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be seen: indexes of groups and of agents, and ids of agents; None: everything."""

    groups: frozenset[int]
    agents: frozenset[int]
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group: who waits now, and what has become of its visits; `longest` is ms, or None."""

    group: int
    name: str
    waiting: int
    longest: int | None
    talking: int
    offered: int
    answered: int
    in_time: int
    abandoned: int
    target: float

    @property
    def level(self) -> float | None:
        """The share of answers that were in time; None before the first."""
        return self.in_time / self.answered if self.answered else None

    @property
    def met(self) -> bool:
        """Whether the target is kept so far."""
        return self.level is None or self.level >= self.target


@dataclass(frozen=True, slots=True)
class AgentRow:
    """One agent: what he or she is at, since when (ms, None for idle), and with whom where."""

    agent: int
    name: str
    doing: Doing
    since: int | None
    contacts: tuple[int, ...]
    group: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A contact that waits, since when, and the agent for whom it rings."""

    contact: int
    group: int
    since: int
    rings: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """One picture of the wall; `totals` sums the groups up, `doing` counts the agents."""

    now: int
    groups: tuple[GroupRow, ...]
    agents: tuple[AgentRow, ...]
    totals: GroupRow
    doing: Mapping[Doing, int]


def board(day: Day, state: State, now: int, sight: Sight | None = None) -> Board:
    """What is seen of a state at an instant, ms."""
    talking = Counter(group for _, group, _ in state.talking.values())
    groups = tuple(
        _group_row(day, state, now, group, talking[group])
        for group in range(len(day.snapshot.groups))
        if sight is None or group in sight.groups
    )
    agents = tuple(_agent_rows(day, state, sight))
    return Board(now, groups, agents, _sum(groups), Counter(row.doing for row in agents))


def waiting(state: State, group: int) -> list[Waiting]:
    """Those who wait in a group, the longest first."""
    rings = {contact: agent for agent, (contact, _, _) in state.ringing.items()}
    return [
        Waiting(contact, group, since, rings.get(contact))
        for contact, since in state.waiting[group].items()
    ]


def _group_row(day: Day, state: State, now: int, group: int, talking: int) -> GroupRow:
    queue, count, known = state.waiting[group], state.counts[group], day.snapshot.groups[group]
    since = next(iter(queue.values()), None)
    return GroupRow(
        group=group,
        name=known.name,
        waiting=len(queue),
        longest=None if since is None else now - since,
        talking=talking,
        offered=count.offered,
        answered=count.answered,
        in_time=count.in_time,
        abandoned=count.abandoned,
        target=known.service_level[0] / 100,
    )


def _agent_rows(day: Day, state: State, sight: Sight | None) -> list[AgentRow]:
    talks: dict[int, list[tuple[int, int, int]]] = {}
    for contact, (agent, group, since) in state.talking.items():
        talks.setdefault(agent, []).append((since, contact, group))
    wraps = {agent: (since, contact) for (agent, contact), since in state.wrapping.items()}
    rows = []
    for agent, name in enumerate(day.agent_names):
        if sight is not None and agent not in sight.agents:
            continue
        if agent in talks:
            since, _, group = min(talks[agent])
            with_whom = tuple(contact for _, contact, _ in sorted(talks[agent]))
            row = AgentRow(agent, name, Doing.TALKING, since, with_whom, group)
        elif agent in state.ringing:
            contact, group, since = state.ringing[agent]
            row = AgentRow(agent, name, Doing.RINGING, since, (contact,), group)
        elif agent in wraps:
            since, contact = wraps[agent]
            row = AgentRow(agent, name, Doing.WRAP_UP, since, (contact,), None)
        elif agent not in state.on_shift:
            row = AgentRow(agent, name, Doing.OFF, None, (), None)
        elif agent in state.breaks:
            row = AgentRow(agent, name, Doing.BREAK, state.breaks[agent], (), None)
        else:
            row = AgentRow(agent, name, Doing.IDLE, None, (), None)
        rows.append(row)
    return rows


def _sum(groups: tuple[GroupRow, ...]) -> GroupRow:
    waits = [row.longest for row in groups if row.longest is not None]
    targets = {row.target for row in groups}
    return GroupRow(
        group=-1,
        name="all groups",
        waiting=sum(row.waiting for row in groups),
        longest=max(waits, default=None),
        talking=sum(row.talking for row in groups),
        offered=sum(row.offered for row in groups),
        answered=sum(row.answered for row in groups),
        in_time=sum(row.in_time for row in groups),
        abandoned=sum(row.abandoned for row in groups),
        target=min(targets, default=0.0),
    )
