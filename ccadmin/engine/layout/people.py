"""The agents, their memberships, and the tiers that these make of the groups."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ccadmin.acd import codes
from ccadmin.vocabulary import Scope, Status, Strategy, Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ccadmin.engine import Group, Member, Snapshot

WINDOWS: Final = tuple(Window)
COUNTED: Final = (Strategy.CALL_COUNT, Strategy.CALL_DURATION)


@dataclass(frozen=True, slots=True)
class Membership:
    """One member and where the distributor keeps it: its group, and its tier's number there."""

    group: int
    member: Member
    standing: int
    depth: int
    enabled: bool


def memberships_of(snapshot: Snapshot) -> list[Membership]:
    """All memberships, an agent's side by side."""
    rows = [row for group in range(len(snapshot.groups)) for row in members_of(snapshot, group)]
    rows.sort(key=lambda row: row.member.agent)
    return rows


def agent_columns(
    snapshot: Snapshot, memberships: Sequence[Membership], start: int
) -> dict[str, list[int]]:
    """The people, of whom those without hours are on duty from the beginning."""
    count = len(snapshot.agents)
    held = [0] * count
    for row in memberships:
        held[row.member.agent] += 1
    shared = {
        row.member.agent for row in memberships if snapshot.groups[row.group].scope is Scope.AGENT
    }
    return {
        "id": [agent.id for agent in snapshot.agents],
        "first_member": list(accumulate(held, initial=0)),
        "on_shift": [int(agent.shifts is None) for agent in snapshot.agents],
        "hand": [codes.FREE] * count,
        "contact": [codes.NONE] * count,
        "member": [codes.NONE] * count,
        "since": [start] * count,
        "served": [0] * count,
        "freed": [0] * count,
        "shared": [int(agent in shared) for agent in range(count)],
    }


def member_columns(
    snapshot: Snapshot,
    memberships: Sequence[Membership],
    pool_of: Mapping[tuple[int, int], int],
) -> dict[str, list[int]]:
    """The memberships, in the order of their agents."""
    count = len(memberships)
    days = [days_kept(group) for group in snapshot.groups]
    kept = [days[row.group] for row in memberships]
    return {
        "agent": [row.member.agent for row in memberships],
        "group": [row.group for row in memberships],
        "pool": [pool_of[row.group, row.depth] for row in memberships],
        "depth": [row.depth for row in memberships],
        "standing": [row.standing for row in memberships],
        "weight": [row.member.weight for row in memberships],
        "wrap_up": [
            snapshot.groups[row.group].wrap_up if row.member.wrap_up is None else row.member.wrap_up
            for row in memberships
        ],
        "enabled": [int(row.enabled) for row in memberships],
        "blocked": [0] * count,
        "key": [0] * count,
        "since": [0] * count,
        "slot": [codes.NONE] * count,
        "counter": [0] * count,
        "bucket": list(accumulate(kept, initial=0))[:-1],
    }


def pool_columns(
    memberships: Sequence[Membership],
) -> tuple[dict[str, list[int]], dict[tuple[int, int], int]]:
    """The tiers of all groups, and the row of each by group and depth."""
    tiers = sorted({(row.group, row.depth, row.member.tier) for row in memberships})
    row_of = {(group, depth): row for row, (group, depth, _) in enumerate(tiers)}
    sizes = [0] * len(tiers)
    for row in memberships:
        sizes[row_of[row.group, row.depth]] += 1
    columns = {
        "first": list(accumulate(sizes, initial=0))[:-1],
        "tier": [tier for _, _, tier in tiers],
        "ready": [0] * len(tiers),
        "turn": [codes.NONE] * len(tiers),
        "lap": [0] * len(tiers),
    }
    return columns, row_of


def roster(memberships: Sequence[Membership]) -> list[int]:
    """The rows of the memberships, group by group."""
    return sorted(range(len(memberships)), key=lambda row: memberships[row].group)


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


def members_of(snapshot: Snapshot, index: int) -> Iterator[Membership]:
    """The memberships of one group."""
    group = snapshot.groups[index]
    agents = snapshot.agents
    tiers = sorted({member.tier for member in group.members})
    by_position = sorted(
        group.members, key=lambda member: (member.position, agents[member.agent].id)
    )
    for standing, member in enumerate(by_position):
        enabled = member.status is Status.ENABLED and agents[member.agent].takes_calls
        yield Membership(index, member, standing, tiers.index(member.tier), enabled)
