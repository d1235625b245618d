"""The groups: their rules as numbers, and how they stand before anything happens."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, Final

from ccadmin.acd import codes
from ccadmin.engine.layout.people import is_enabled, window_code, window_days
from ccadmin.vocabulary import (
    AtClosing,
    LateJoiner,
    NoAnswer,
    Order,
    OverflowAction,
    Scope,
    Status,
    Strategy,
    Trigger,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ccadmin.engine import Agent, Group, Snapshot
    from ccadmin.engine.layout.kinds import Kinds
    from ccadmin.engine.layout.people import Membership

STRATEGIES: Final = tuple(Strategy)
LATE_JOINERS: Final = tuple(LateJoiner)
ACTIONS: Final = tuple(OverflowAction)
POLICIES: Final = tuple(NoAnswer)
STANDING: Final = (
    "waiting",
    "newcomers",
    "staffed",
    "staffed_calls",
    "today",
    "crowd",
    "crowd_sum",
    "least",
    "second",
    "touched",
)
"""The columns of groups that say how they stand, all 0 at first."""
LONG_AGO: Final = -codes.FOREVER


def group_columns(snapshot: Snapshot, kinds: Kinds, day: Sequence[int]) -> dict[str, list[int]]:
    """The groups; `day` is the row of the first day of each among the last starts of shifts."""
    groups = snapshot.groups
    count = len(groups)
    tiers = tiers_per_group(snapshot)
    pools = [number * len(own) for number, own in zip(tiers, kinds.of_group, strict=True)]
    each_kind = [(group, kind) for group in range(count) for kind in range(codes.KINDS)]
    rules = {
        "strategy": [STRATEGIES.index(group.strategy) for group in groups],
        "disabled": [int(group.status is Status.DISABLED) for group in groups],
        "weight": [group.weight for group in groups],
        "ageing": [int(group.order is Order.AGEING) for group in groups],
        "age_point": [group.age_point for group in groups],
        "tier_wait": [group.tier_wait for group in groups],
        "skill_relax": [group.skill_relax for group in groups],
        "window": [window_code(group) for group in groups],
        "days": [window_days(group) for group in groups],
        "per_agent": [int(group.scope is Scope.AGENT) for group in groups],
        "late_joiner": [LATE_JOINERS.index(group.late_joiner) for group in groups],
        "max_waiting": [limit(group.max_waiting) for group in groups],
        "max_wait": [limit(group.max_wait) for group in groups],
        "action": [action for group in groups for action, _ in overflows(group)],
        "target": [target for group in groups for _, target in overflows(group)],
        "on_no_answer": [POLICIES.index(group.on_no_answer) for group in groups],
        "break_length": [group.break_length for group in groups],
        "short_break": [group.chat.short_break for group in groups],
        "silence": [limit(group.chat.silence_timeout) for group in groups],
        "escalates_to": [limit(group.escalates_to) for group in groups],
        "wrap_up_per_group": [int(group.wrap_up_scope is Scope.GROUP) for group in groups],
        "leave": [int(group.at_closing is AtClosing.LEAVE) for group in groups],
        "kinds": [len(own) for own in kinds.of_group],
        "kind_row": [kinds.row_of(group, kind) for group, kind in each_kind],
        "served_as": [kinds.served_as(group, kind) for group, kind in each_kind],
        "first_pool": list(accumulate(pools, initial=0)),
        "first_member": list(accumulate((len(group.members) for group in groups), initial=0)),
        "open_tiers": [open_tiers(group) for group in groups],
        "first_line": [codes.NONE] * count,
        "open": [int(group.open is None) for group in groups],
        "chat_open": [int(group.chat.open is None) for group in groups],
        "day": list(day),
        "crowd_at": [LONG_AGO] * count,
    }
    standing = {name: [0] * count for name in STANDING}
    return rules | standing


def last_starts(
    snapshot: Snapshot, memberships: Sequence[Membership]
) -> tuple[list[int], list[int], list[int]]:
    """When the last shift of a member starts on each local day, for calls and for all else.

    The days of a group are side by side, and before them a row for the time before its first day.

    Returns:
        The row of that time for each group, the starts for calls, and those for all else.
    """
    sizes = [len(group.days) + 1 for group in snapshot.groups]
    own: dict[tuple[int, int], list[int]] = {}
    calls: list[list[list[int]]] = [[] for _ in snapshot.groups]
    others: list[list[list[int]]] = [[] for _ in snapshot.groups]
    for row in memberships:
        agent = snapshot.agents[row.member.agent]
        if row.of_kind or not is_enabled(row) or not agent.shifts:
            continue
        days = snapshot.groups[row.group].days
        zone = row.member.agent, id(days)  # groups of one zone mostly share the tuple of its days
        if zone not in own:
            own[zone] = starts(days, agent)
        others[row.group].append(own[zone])
        if agent.takes_calls:
            calls[row.group].append(own[zone])
    return list(accumulate(sizes, initial=0))[:-1], latest(sizes, calls), latest(sizes, others)


def latest(sizes: Sequence[int], starts: Iterable[Sequence[Sequence[int]]]) -> list[int]:
    """The latest start of a day among the members of each group, all groups side by side."""
    return [
        max(of_day)
        for size, members in zip(sizes, starts, strict=True)
        for of_day in zip(repeat(LONG_AGO, size), *members, strict=True)
    ]


def starts(days: Sequence[int], agent: Agent) -> list[int]:
    """When the last shift of the agent starts before a group's first day, and on each day."""
    last = [LONG_AGO] * (len(days) + 1)
    for shift in agent.shifts or ():
        last[bisect_right(days, shift.start)] = shift.start
    return last


def tiers_per_group(snapshot: Snapshot) -> list[int]:
    """How many tiers each group has."""
    return [len({member.tier for member in group.members}) for group in snapshot.groups]


def open_tiers(group: Group) -> int:
    """How many tiers are open to a contact that joins: all, or with a tier-wait only tier 1."""
    tiers = {member.tier for member in group.members}
    return len(tiers & {1}) if group.tier_wait else len(tiers)


def overflows(group: Group) -> Iterator[tuple[int, int]]:
    """Action and target for each trigger, in their order; what is not said hangs up."""
    for trigger in Trigger:
        rule = group.overflow.get(trigger)
        if rule is None:
            yield ACTIONS.index(OverflowAction.HANG_UP), codes.NONE
        else:
            yield ACTIONS.index(rule.action), codes.NONE if rule.group is None else rule.group


def limit(value: int | None) -> int:
    """A limit as the columns hold it."""
    return codes.NONE if value is None else value
