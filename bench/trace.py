"""The trace that every engine is measured on: one centre and its calls, drawn from one seed.

Twenty groups and five hundred agents, each in one to three groups. All that a call centre sets is
in use, as far as a program written in SimPy can follow it exactly: six strategies, two tiers,
group weights, priorities (strict in most groups, ageing in some), counters that start anew each
day, wrap-up by group, by membership and by call, and patience. The offered load is 0.93 of the
agents' time, so that a fair share of the callers waits. Talk lasts a second or longer, since a
talk of no length would end in a class of events that the instant has already passed.
"""

from __future__ import annotations

import random
from array import array
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from ccadmin.engine import UNLIMITED, UNSET, Agent, Contacts, Group, Member, Snapshot
from ccadmin.vocabulary import Order, Strategy

if TYPE_CHECKING:
    from collections.abc import Iterable

GROUPS: Final = 20
AGENTS: Final = 500
LOAD: Final = 0.93
START: Final = 1_767_571_200_000
"""Midnight of Monday, 5 January 2026, UTC."""
DAY: Final = 86_400_000
STRATEGIES: Final = (
    Strategy.LONGEST_IDLE,
    Strategy.CALL_COUNT,
    Strategy.CALL_DURATION,
    Strategy.PRIORITY,
    Strategy.LINEAR,
    Strategy.ROUND_ROBIN,
)
WRAP_UPS: Final = (0, 10_000, 20_000, 30_000)
MEAN_TALK: Final = 180_000
MEAN_PATIENCE: Final = 120_000
SHORTEST_TALK: Final = 1_000
NO_CONTACTS: Final = Contacts((), (), (), (), (), ())


def centre(
    agents: int = AGENTS, groups: int = GROUPS, *, days: int = 30, seed: int = 1
) -> Snapshot:
    """Draws the groups and who is in them; each group has at least one member.

    Args:
        agents: how many, at least as many as groups.
        groups: how many.
        days: over how many days from `START` the counters start anew.
        seed: keys the draw.
    """
    draw = random.Random(f"centre {seed}")
    members: list[list[Member]] = [[] for _ in range(groups)]
    for agent in range(agents):
        for group in _groups_of(agent, groups, draw):
            members[group].append(_member(agent, len(members[group]) + 1, draw))
    midnights = tuple(START + day * DAY for day in range(days + 1))
    return Snapshot(
        groups=tuple(_group(index, members[index], midnights) for index in range(groups)),
        agents=tuple(Agent(id=index + 1, name=f"agent {index + 1}") for index in range(agents)),
    )


def contacts(snapshot: Snapshot, size: int, *, load: float = LOAD, seed: int = 1) -> Contacts:
    """Draws `size` calls in order of arrival: Poisson arrivals, exponential talk and patience."""
    draw = random.Random(f"contacts {seed}")
    mean_gap = (MEAN_TALK + sum(WRAP_UPS) / len(WRAP_UPS)) / (load * len(snapshot.agents))
    arrived = array("q", bytes(0))
    now = float(START)
    for _ in range(size):
        now += draw.expovariate(1 / mean_gap)
        arrived.append(int(now))
    return Contacts(
        arrived=arrived,
        group=_column(draw.choices(range(len(snapshot.groups)), k=size)),
        talk=_column(
            SHORTEST_TALK + _lasting(MEAN_TALK - SHORTEST_TALK, draw) for _ in range(size)
        ),
        patience=_column(_patience(draw) for _ in range(size)),
        wrap_up=_column(15_000 if draw.random() < 0.05 else UNSET for _ in range(size)),
        priority=_column(draw.choices((0, 1, 2), (85, 10, 5), k=size)),
    )


def first(contacts: Contacts, size: int) -> Contacts:
    """The first contacts of a trace."""
    columns: dict[str, Any] = {name: rows[:size] for name, rows in columns_of(contacts).items()}
    return replace(contacts, **columns)


def repeated(contacts: Contacts, times: int) -> Contacts:
    """A trace that goes on: the same contacts again and again, each round after the one before."""
    span = contacts.arrived[-1] - START
    columns: dict[str, Any] = {name: rows * times for name, rows in columns_of(contacts).items()}
    columns["arrived"] = _column(
        arrived + number * span for number in range(times) for arrived in contacts.arrived
    )
    return replace(contacts, **columns)


def columns_of(contacts: Contacts) -> dict[str, array[int]]:
    """The columns that the trace has, a row a contact."""
    columns = {each.name: getattr(contacts, each.name) for each in fields(contacts)}
    return {name: rows for name, rows in columns.items() if isinstance(rows, array)}


def _groups_of(agent: int, groups: int, draw: random.Random) -> set[int]:
    others = draw.sample(range(groups), min(draw.choice((0, 1, 2)), groups))
    return {agent % groups, *others}


def _member(agent: int, position: int, draw: random.Random) -> Member:
    return Member(
        agent=agent,
        weight=draw.randint(1, 10),
        tier=draw.choices((1, 2), (80, 20))[0],
        position=position,
        wrap_up=draw.choice(WRAP_UPS) if draw.random() < 0.1 else None,
    )


def _group(index: int, members: Iterable[Member], midnights: tuple[int, ...]) -> Group:
    return Group(
        id=index + 1,
        name=f"group {index + 1}",
        strategy=STRATEGIES[index % len(STRATEGIES)],
        members=tuple(members),
        weight=int(index % 10 == 9),
        order=Order.AGEING if index % 5 == 2 else Order.STRICT,
        wrap_up=WRAP_UPS[index % len(WRAP_UPS)],
        days=midnights,
    )


def _patience(draw: random.Random) -> int:
    return UNLIMITED if draw.random() < 0.05 else 1 + _lasting(MEAN_PATIENCE, draw)


def _lasting(mean: int, draw: random.Random) -> int:
    return int(draw.expovariate(1 / mean))


def _column(values: Iterable[int]) -> array[int]:
    return array("q", values)
