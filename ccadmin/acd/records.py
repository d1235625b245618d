"""The tables that grow while the simulation runs: the event log, and stays that overflowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import columns

if TYPE_CHECKING:
    from array import array

    from .columns import Columns


class Log:
    """The events in order of happening."""

    __slots__ = ("agent", "contact", "group", "kind", "size", "time")

    def __init__(self, rows: Columns) -> None:
        self.time = rows["time"]
        self.kind = rows["kind"]
        self.contact = rows["contact"]
        self.group = rows["group"]
        self.agent = rows["agent"]
        self.size = 0

    def rows(self) -> dict[str, array[int]]:
        """The log as it stands."""
        return {
            "time": columns.kept(self.time, self.size),
            "kind": columns.kept(self.kind, self.size),
            "contact": columns.kept(self.contact, self.size),
            "group": columns.kept(self.group, self.size),
            "agent": columns.kept(self.agent, self.size),
        }


class Visits:
    """The stays in groups that ended by overflowing into another."""

    __slots__ = ("contact", "group", "joined", "left", "reason", "size")

    def __init__(self, rows: Columns) -> None:
        self.contact = rows["contact"]
        self.group = rows["group"]
        self.joined = rows["joined"]
        self.left = rows["left"]
        self.reason = rows["reason"]
        self.size = 0

    def rows(self) -> dict[str, array[int]]:
        """The stays so far."""
        return {
            "contact": columns.kept(self.contact, self.size),
            "group": columns.kept(self.group, self.size),
            "joined": columns.kept(self.joined, self.size),
            "left": columns.kept(self.left, self.size),
            "reason": columns.kept(self.reason, self.size),
        }
