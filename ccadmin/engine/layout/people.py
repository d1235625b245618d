"""The agents, their memberships, and the tiers that these make of the groups."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ccadmin.acd import codes
from ccadmin.engine.layout.answering import answering_of
from ccadmin.vocabulary import Scope, Status, Strategy, Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ccadmin.engine import Agent, Group, Member, Snapshot
    from ccadmin.engine.layout.kinds import Kinds

WINDOWS: Final = tuple(Window)
VARYING: Final = (Strategy.ROUND_ROBIN, Strategy.LEAST_LOADED)
COUNTED: Final = (Strategy.CALL_COUNT, Strategy.CALL_DURATION)
SLOTS: Final = 2
"""Of a pool, for each of its members: so its list is gathered once in as many turns at most."""
ANY: Final = 1 << 30
"""More than anybody has in hand."""


@dataclass(frozen=True, slots=True)
class Membership:
    """One member and where the distributor keeps it, for one kind of work.

    `depth` is the number of its tier in the group, `of_kind` which of the group's kinds this is.
    """

    group: int
    member: Member
    standing: int
    depth: int
    kind: int
    of_kind: int


def memberships_of(snapshot: Snapshot, kinds: Kinds) -> list[Membership]:
    """A row for each membership and kind of work, an agent's side by side."""
    rows = [
        row for group in range(len(snapshot.groups)) for row in members_of(snapshot, kinds, group)
    ]
    rows.sort(key=lambda row: row.member.agent)
    return rows


def members_of(snapshot: Snapshot, kinds: Kinds, index: int) -> Iterator[Membership]:
    """The memberships of one group."""
    group = snapshot.groups[index]
    agents = snapshot.agents
    tiers = sorted({member.tier for member in group.members})
    by_position = sorted(
        group.members, key=lambda member: (member.position, agents[member.agent].id)
    )
    for standing, member in enumerate(by_position):
        depth = tiers.index(member.tier)
        for of_kind, kind in enumerate(kinds.of_group[index]):
            yield Membership(index, member, standing, depth, kind, of_kind)


def agent_columns(
    snapshot: Snapshot, memberships: Sequence[Membership], start: int
) -> dict[str, list[int]]:
    """The people, of whom those without hours are on duty from the beginning."""
    count = len(snapshot.agents)
    held = [0] * count
    shared = [0] * count
    counts = {strategy: [0] * count for strategy in COUNTED}
    flags = [0] * count
    for row in memberships:
        held[row.member.agent] += 1
        if row.of_kind or snapshot.groups[row.group].scope is Scope.AGENT:
            shared[row.member.agent] = 1
        if snapshot.groups[row.group].strategy in COUNTED:
            counts[snapshot.groups[row.group].strategy][row.member.agent] = 1
        flags[row.member.agent] |= 1 << row.group % codes.FLAGS
    return {
        "id": [agent.id for agent in snapshot.agents],
        "first_member": list(accumulate(held, initial=0)),
        "on_shift": [int(agent.shifts is None) for agent in snapshot.agents],
        "on_break": [0] * count,
        "hindrances": [int(agent.shifts is not None) for agent in snapshot.agents],
        "ringing": [codes.NONE] * count,
        "calls": [0] * count,
        "chats": [0] * count,
        "since": [start] * count,
        "served": [0] * count,
        "freed": [0] * count,
        "shared": shared,
        "counts_calls": counts[Strategy.CALL_COUNT],
        "counts_talk": counts[Strategy.CALL_DURATION],
        "flags": flags,
    }


def member_columns(
    snapshot: Snapshot,
    memberships: Sequence[Membership],
    pool_of: Mapping[tuple[int, int, int], int],
    kinds: Kinds,
) -> dict[str, list[int]]:
    """The memberships, in the order of their agents."""
    groups, agents = snapshot.groups, snapshot.agents
    count = len(memberships)
    days = [days_kept(group) for group in groups]
    answering = [
        answering_of(groups[row.group], agents[row.member.agent], row.kind) for row in memberships
    ]
    wrap_ups = [
        groups[row.group].wrap_up if row.member.wrap_up is None else row.member.wrap_up
        for row in memberships
    ]
    capacities = [
        agents[row.member.agent].capacity or groups[row.group].chat.capacity for row in memberships
    ]
    enabled = [
        int(is_enabled(row) and (row.kind != codes.CALL or agents[row.member.agent].takes_calls))
        for row in memberships
    ]
    return {
        "agent": [row.member.agent for row in memberships],
        "group": [row.group for row in memberships],
        "kind": [row.kind for row in memberships],
        "first_kind": [index - row.of_kind for index, row in enumerate(memberships)],
        "kinds": [len(kinds.of_group[row.group]) for row in memberships],
        "pool": [pool_of[row.group, row.depth, row.of_kind] for row in memberships],
        "depth": [row.depth for row in memberships],
        "standing": [row.standing for row in memberships],
        "weight": [row.member.weight for row in memberships],
        "wrap_up": wrap_ups,
        "capacity": capacities,
        "picks_up": [each.picks_up for each in answering],
        "rings_for": [each.rings_for for each in answering],
        "device": [each.device for each in answering],
        "most_calls": [
            serves * (ANY if row.kind == codes.CHAT and snapshot.cross_channel else 1)
            for row, serves in zip(memberships, enabled, strict=True)
        ],
        "most_chats": [
            capacity if row.kind == codes.CHAT else ANY if snapshot.cross_channel else 1
            for row, capacity in zip(memberships, capacities, strict=True)
        ],
        "enabled": enabled,
        "disabled": [int(not is_enabled(row)) for row in memberships],
        "counted": [
            int(is_enabled(row) and (not kinds.only_calls or agents[row.member.agent].takes_calls))
            for row in memberships
        ],
        "varies": [int(groups[row.group].strategy in VARYING) for row in memberships],
        "falls": [int(may_fall(groups[row.group])) for row in memberships],
        "blocked": [0] * count,
        "key": [
            constant_key(groups[row.group], agents[row.member.agent], row) for row in memberships
        ],
        "bucket": list(accumulate((days[row.group] for row in memberships), initial=0))[:-1],
        "ringing": [codes.NONE] * count,
        "enlisted": [0] * count,
        "major": [0] * count,
        "minor": [0] * count,
        "listed": [codes.NONE] * (SLOTS * count),
    }


def is_enabled(row: Membership) -> bool:
    """Whether the membership is."""
    return row.member.status is Status.ENABLED


def constant_key(group: Group, agent: Agent, row: Membership) -> int:
    """What the strategy compares from the beginning; 0 for those that count, or have no key."""
    if group.strategy is Strategy.PRIORITY:
        return -row.member.weight
    if group.strategy is Strategy.LINEAR:
        return row.standing
    if group.strategy is Strategy.SKILLS:
        return -sum(agent.skills.get(skill, 0) for skill in group.skills)
    return 0


def may_fall(group: Group) -> bool:
    """Whether a member's strategy key may get smaller without that of all the others."""
    counts = group.strategy in COUNTED
    return group.strategy is Strategy.LEAST_LOADED or (counts and group.window is Window.SHIFT)


def pool_columns(
    memberships: Sequence[Membership],
) -> tuple[dict[str, list[int]], dict[tuple[int, int, int], int]]:
    """The pools of all tiers, and the row of each by group, depth and number of the kind of work."""
    pools = sorted({(row.group, row.depth, row.of_kind, row.member.tier) for row in memberships})
    row_of = {pool[:3]: row for row, pool in enumerate(pools)}
    sizes = [0] * len(pools)
    for row in memberships:
        sizes[row_of[row.group, row.depth, row.of_kind]] += 1
    bounds = list(accumulate((SLOTS * size for size in sizes), initial=0))
    columns = {
        "first": bounds[:-1],
        "end": bounds[1:],
        "front": bounds[:-1],
        "tier": [tier for *_, tier in pools],
        "tier_row": [row - of_kind for row, (_, _, of_kind, _) in enumerate(pools)],
        "listed": [0] * len(pools),
        "turn": [codes.NONE] * len(pools),
        "lap": [0] * len(pools),
    }
    return columns, row_of


def roster(memberships: Sequence[Membership]) -> list[int]:
    """The first row of each membership, group by group."""
    first = [row for row, each in enumerate(memberships) if not each.of_kind]
    return sorted(first, key=lambda row: memberships[row].group)


def days_kept(group: Group) -> int:
    """How many buckets the counter of each of its members needs."""
    counted = group.strategy in COUNTED and window_code(group) == codes.ROLLING
    return window_days(group) if counted else 0


def window_code(group: Group) -> int:
    """The window's number; a day is a rolling window of one."""
    window = Window.ROLLING if group.window is Window.DAY else group.window
    return WINDOWS.index(window)


def window_days(group: Group) -> int:
    """How many days a window keeps apart."""
    return group.window_days if group.window is Window.ROLLING else 1
