"""Which kinds of work each group has in a run: only for those does the distributor keep rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccadmin.acd import codes
from ccadmin.vocabulary import OverflowAction, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.engine import Group, Snapshot


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of work that have rows in each group, sorted; what nothing can enter is kept for calls.

    Paperwork is `with_calls` where both come and everybody takes calls: both fill the one slot that a person
    has beside chats, so that the row for calls says who is ready for either.
    """

    of_group: tuple[tuple[int, ...], ...]
    with_calls: tuple[bool, ...]
    only_calls: bool

    def row_of(self, group: int, kind: int) -> int:
        """Which row of a membership in the group is for that kind of work, or NONE if it does not come."""
        own = self.of_group[group]
        kind = self.served_as(group, kind)
        return own.index(kind) if kind in own else codes.NONE

    def served_as(self, group: int, kind: int) -> int:
        """The kind of work whose row is for that kind in the group."""
        return codes.CALL if kind == codes.PAPERWORK and self.with_calls[group] else kind


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
    only_calls = all(kinds <= {codes.CALL} for kinds in come)
    with_calls = [
        kinds >= {codes.CALL, codes.PAPERWORK} and all_take_calls(snapshot, group)
        for kinds, group in zip(come, snapshot.groups, strict=True)
    ]
    for kinds, together in zip(come, with_calls, strict=True):
        if together:
            kinds.remove(codes.PAPERWORK)
    return Kinds(
        of_group=tuple(tuple(sorted(kinds)) or (codes.CALL,) for kinds in come),
        with_calls=tuple(with_calls),
        only_calls=only_calls,
    )


def all_take_calls(snapshot: Snapshot, group: Group) -> bool:
    """Whether everybody whose membership is enabled has something that rings."""
    return all(
        snapshot.agents[member.agent].takes_calls
        for member in group.members
        if member.status is Status.ENABLED
    )


def leads_to(group: Group) -> list[int]:
    """The groups that the group may hand a contact on to."""
    targets = [
        rule.group
        for rule in group.overflow.values()
        if rule.action is OverflowAction.GROUP and rule.group is not None
    ]
    return targets if group.escalates_to is None else [*targets, group.escalates_to]
