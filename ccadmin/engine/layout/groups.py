"""The groups: their rules as numbers, and how they stand before anything happens."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ccadmin.acd import codes
from ccadmin.engine.layout.people import window_code, window_days
from ccadmin.vocabulary import (
    AtClosing,
    LateJoiner,
    Order,
    OverflowAction,
    Scope,
    Status,
    Strategy,
    Trigger,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccadmin.engine import Group, Snapshot
    from ccadmin.engine.layout.people import Membership

STRATEGIES: Final = tuple(Strategy)
LATE_JOINERS: Final = tuple(LateJoiner)
ACTIONS: Final = tuple(OverflowAction)
STANDING: Final = (
    "waiting",
    "newcomers",
    "staffed",
    "today",
    "crowd",
    "crowd_sum",
    "least",
    "second",
    "touched",
)
"""The columns of groups that say how they stand, all 0 at first."""
LONG_AGO: Final = -codes.FOREVER


def group_columns(
    snapshot: Snapshot, memberships: Sequence[Membership]
) -> tuple[dict[str, list[int]], list[int]]:
    """The groups, and for each of their days when the last member's shift starts."""
    groups = snapshot.groups
    count = len(groups)
    tiers = tiers_per_group(snapshot)
    starts = last_starts(snapshot, memberships)
    rules = {
        "strategy": [STRATEGIES.index(group.strategy) for group in groups],
        "disabled": [int(group.status is Status.DISABLED) for group in groups],
        "weight": [group.weight for group in groups],
        "ageing": [int(group.order is Order.AGEING) for group in groups],
        "age_point": [group.age_point for group in groups],
        "tier_wait": [group.tier_wait for group in groups],
        "window": [window_code(group) for group in groups],
        "days": [window_days(group) for group in groups],
        "per_agent": [int(group.scope is Scope.AGENT) for group in groups],
        "late_joiner": [LATE_JOINERS.index(group.late_joiner) for group in groups],
        "max_waiting": [limit(group.max_waiting) for group in groups],
        "max_wait": [limit(group.max_wait) for group in groups],
        "action": [action for group in groups for action, _ in overflows(group)],
        "target": [target for group in groups for _, target in overflows(group)],
        "wrap_up_per_group": [int(group.wrap_up_scope is Scope.GROUP) for group in groups],
        "leave": [int(group.at_closing is AtClosing.LEAVE) for group in groups],
        "first_pool": list(accumulate(tiers, initial=0)),
        "first_member": list(accumulate((len(group.members) for group in groups), initial=0)),
        "first_line": list(accumulate((number + 1 for number in tiers), initial=0)),
        "open_tiers": [open_tiers(group) for group in groups],
        "open": [int(group.open is None) for group in groups],
        "day": list(accumulate((len(days) for days in starts), initial=0))[:-1],
        "crowd_at": [LONG_AGO] * count,
    }
    standing = {name: [0] * count for name in STANDING}
    return rules | standing, [start for days in starts for start in days]


def last_starts(snapshot: Snapshot, memberships: Sequence[Membership]) -> list[list[int]]:
    """For each group and local day (the first is before all others) the last start of a shift."""
    latest = [[LONG_AGO] * (len(group.days) + 1) for group in snapshot.groups]
    for row in memberships:
        if row.enabled:
            days = snapshot.groups[row.group].days
            for shift in snapshot.agents[row.member.agent].shifts or ():
                day = bisect_right(days, shift.start)
                latest[row.group][day] = max(latest[row.group][day], shift.start)
    return latest


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
