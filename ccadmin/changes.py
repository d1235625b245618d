"""What a command did to one object: the value that the rules return, the audit keeps and users see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Action(StrEnum):
    """The four words for what became of an object."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Change:
    """One object before and after a command.

    Attributes:
        kind: the noun, as in the command line ("group", "member").
        id: the object's stable id (for a membership, that of the group).
        name: the object's name as people know it.
        before: its fields before, or None when it did not exist.
        after: its fields after, or None when it exists no more.
        notes: what else happened on the way and people should know, one sentence each.
        centers: the names of the contact centers whose admin may make such a change; with none it
            is the owner's alone.
    """

    kind: str
    id: int | None
    name: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    notes: Sequence[str] = ()
    centers: frozenset[str] = frozenset()

    @property
    def action(self) -> Action:
        """What became of the object; equal descriptions leave it unchanged."""
        if self.before == self.after:
            return Action.UNCHANGED
        if self.before is None:
            return Action.CREATED
        return Action.DELETED if self.after is None else Action.UPDATED

    @property
    def fields(self) -> dict[str, tuple[Any, Any]]:
        """The fields that differ, each with its value before and after."""
        before, after = self.before or {}, self.after or {}
        names = [*before, *(name for name in after if name not in before)]
        return {n: (before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n)}
