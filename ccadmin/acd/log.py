"""What is written down while the simulation runs: the event log, and stays that overflowed.

Both grow as they fill. Without a log nothing is kept of the events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import columns

if TYPE_CHECKING:
    from array import array

    from .columns import Columns, Floor


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


def note(floor: Floor, kind: int, contact: int, group: int, agent: int) -> None:
    """Write an event of this instant into the log, if there is to be one."""
    if not floor.logging or floor.now < floor.start:
        return
    log = floor.log
    if log.size == len(log.time):
        log.time = columns.doubled(log.time)
        log.kind = columns.doubled(log.kind)
        log.contact = columns.doubled(log.contact)
        log.group = columns.doubled(log.group)
        log.agent = columns.doubled(log.agent)
    row = log.size
    log.size = row + 1
    log.time[row] = floor.now
    log.kind[row] = kind
    log.contact[row] = contact
    log.group[row] = group
    log.agent[row] = agent


def note_visit(floor: Floor, contact: int, group: int, reason: int) -> None:
    """Write down that the contact now leaves the group for another."""
    visits = floor.visits
    if visits.size == len(visits.contact):
        visits.contact = columns.doubled(visits.contact)
        visits.group = columns.doubled(visits.group)
        visits.joined = columns.doubled(visits.joined)
        visits.left = columns.doubled(visits.left)
        visits.reason = columns.doubled(visits.reason)
    row = visits.size
    visits.size = row + 1
    visits.contact[row] = contact
    visits.group[row] = group
    visits.joined[row] = floor.results.joined[contact]
    visits.left[row] = floor.now
    visits.reason[row] = reason
