"""The tables that grow while the simulation runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .columns import Columns


class Log:
    """The events in order of happening."""

    __slots__ = (
        "agent",
        "contact",
        "detail",
        "group",
        "kind",
        "size",
        "time",
    )

    def __init__(self, rows: Columns) -> None:
        self.time = rows["time"]
        self.kind = rows["kind"]
        self.contact = rows["contact"]
        self.group = rows["group"]
        self.agent = rows["agent"]
        self.detail = rows["detail"]
        self.size = 0

    def rows(self) -> dict[str, Sequence[int]]:
        """What is written so far."""
        return {
            "time": columns.kept(self.time, self.size),
            "kind": columns.kept(self.kind, self.size),
            "contact": columns.kept(self.contact, self.size),
            "group": columns.kept(self.group, self.size),
            "agent": columns.kept(self.agent, self.size),
            "detail": columns.kept(self.detail, self.size),
        }


class Visits:
    """The stays in groups that led on to another: overflows, and talks that escalated."""

    __slots__ = (
        "agent",
        "answered",
        "contact",
        "device",
        "group",
        "joined",
        "left",
        "reason",
        "ring",
        "size",
        "wrap_up",
    )

    def __init__(self, rows: Columns) -> None:
        self.contact = rows["contact"]
        self.group = rows["group"]
        self.joined = rows["joined"]
        self.left = rows["left"]
        self.reason = rows["reason"]
        self.answered = rows["answered"]
        self.agent = rows["agent"]
        self.wrap_up = rows["wrap_up"]
        self.ring = rows["ring"]
        self.device = rows["device"]
        self.size = 0

    def rows(self) -> dict[str, Sequence[int]]:
        """What is written so far."""
        return {
            "contact": columns.kept(self.contact, self.size),
            "group": columns.kept(self.group, self.size),
            "joined": columns.kept(self.joined, self.size),
            "left": columns.kept(self.left, self.size),
            "reason": columns.kept(self.reason, self.size),
            "answered": columns.kept(self.answered, self.size),
            "agent": columns.kept(self.agent, self.size),
            "wrap_up": columns.kept(self.wrap_up, self.size),
            "ring": columns.kept(self.ring, self.size),
            "device": columns.kept(self.device, self.size),
        }


class Rings:
    """The offers that rang and were not answered."""

    __slots__ = (
        "agent",
        "contact",
        "ended",
        "group",
        "result",
        "size",
        "started",
    )

    def __init__(self, rows: Columns) -> None:
        self.contact = rows["contact"]
        self.group = rows["group"]
        self.agent = rows["agent"]
        self.started = rows["started"]
        self.ended = rows["ended"]
        self.result = rows["result"]
        self.size = 0

    def rows(self) -> dict[str, Sequence[int]]:
        """What is written so far."""
        return {
            "contact": columns.kept(self.contact, self.size),
            "group": columns.kept(self.group, self.size),
            "agent": columns.kept(self.agent, self.size),
            "started": columns.kept(self.started, self.size),
            "ended": columns.kept(self.ended, self.size),
            "result": columns.kept(self.result, self.size),
        }


class Decisions:
    """What was decided about the watched contact; `first` is the row of the first candidate.

    `rival` is the contact that went first where the watched one was passed over, and waited in
    `rival_group`; `waiting` counts
    the others who waited in the group, and `event` is the row of the log that was written next.
    """

    __slots__ = (
        "agent",
        "event",
        "first",
        "group",
        "kind",
        "rival",
        "rival_group",
        "size",
        "tiers",
        "time",
        "waiting",
    )

    def __init__(self, rows: Columns) -> None:
        self.time = rows["time"]
        self.kind = rows["kind"]
        self.group = rows["group"]
        self.agent = rows["agent"]
        self.rival = rows["rival"]
        self.rival_group = rows["rival_group"]
        self.tiers = rows["tiers"]
        self.waiting = rows["waiting"]
        self.first = rows["first"]
        self.event = rows["event"]
        self.size = 0

    def rows(self) -> dict[str, Sequence[int]]:
        """What is written so far."""
        return {
            "time": columns.kept(self.time, self.size),
            "kind": columns.kept(self.kind, self.size),
            "group": columns.kept(self.group, self.size),
            "agent": columns.kept(self.agent, self.size),
            "rival": columns.kept(self.rival, self.size),
            "rival_group": columns.kept(self.rival_group, self.size),
            "tiers": columns.kept(self.tiers, self.size),
            "waiting": columns.kept(self.waiting, self.size),
            "first": columns.kept(self.first, self.size),
            "event": columns.kept(self.event, self.size),
        }


class Candidates:
    """The members of the groups of those decisions, with the test that each failed and its key."""

    __slots__ = (
        "agent",
        "excluded",
        "key",
        "since",
        "size",
        "standing",
    )

    def __init__(self, rows: Columns) -> None:
        self.agent = rows["agent"]
        self.excluded = rows["excluded"]
        self.key = rows["key"]
        self.since = rows["since"]
        self.standing = rows["standing"]
        self.size = 0

    def rows(self) -> dict[str, Sequence[int]]:
        """What is written so far."""
        return {
            "agent": columns.kept(self.agent, self.size),
            "excluded": columns.kept(self.excluded, self.size),
            "key": columns.kept(self.key, self.size),
            "since": columns.kept(self.since, self.size),
            "standing": columns.kept(self.standing, self.size),
        }
