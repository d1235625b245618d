"""What is written down while the simulation runs. Without a log nothing is kept of the events.

Whatever happens to every contact asks for the log before it calls, which is worth the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import columns

if TYPE_CHECKING:
    from .floor import Floor


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
