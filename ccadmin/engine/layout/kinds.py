"""Which kinds of work each group has in a run: only for those does the distributor keep rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccadmin.acd import codes
from ccadmin.vocabulary import OverflowAction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.engine import Group, Snapshot


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of work of each group, sorted; a group that nothing can enter is kept for calls."""

    of_group: tuple[tuple[int, ...], ...]
    only_calls: bool


def kinds_of(snapshot: Snapshot, entered: Sequence[int]) -> Kinds:
    """What can come to each group, directly or from another one.

    Args:
        snapshot: the centre.
        entered: a row for each group and kind of work, 1 where some contact enters.
    """
    onward = [list(leads_to(group)) for group in snapshot.groups]
    come: list[set[int]] = [set() for _ in snapshot.groups]
    for kind in range(codes.KINDS):
        waiting = [group for group in range(len(onward)) if entered[codes.KINDS * group + kind]]
        while waiting:
            group = waiting.pop()
            if kind not in come[group]:
                come[group].add(kind)
                waiting += onward[group]
    return Kinds(
        of_group=tuple(tuple(sorted(kinds)) or (codes.CALL,) for kinds in come),
        only_calls=all(kinds <= {codes.CALL} for kinds in come),
    )


def leads_to(group: Group) -> list[int]:
    """The groups that the group may hand a contact on to."""
    targets = [
        rule.group
        for rule in group.overflow.values()
        if rule.action is OverflowAction.GROUP and rule.group is not None
    ]
    return targets if group.escalates_to is None else [*targets, group.escalates_to]


def kind_rows(kinds: Kinds) -> list[int]:
    """Which of its pools a group has for each kind of work, NONE for a kind that does not come."""
    return [
        own.index(kind) if kind in own else codes.NONE
        for own in kinds.of_group
        for kind in range(codes.KINDS)
    ]
