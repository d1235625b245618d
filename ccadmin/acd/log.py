"""What is written down while the simulation runs. Without a log nothing is kept of the events.

Whatever happens to every contact asks for the log before it calls, which is worth the line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import columns
from .codes import NONE, RANG

if TYPE_CHECKING:
    from .floor import Floor


def note(floor: Floor, kind: int, contact: int, group: int, agent: int) -> None:
    """Write an event of this instant into the log, if there is to be one."""
    if floor.logging:
        write(floor, kind, contact, group, agent, NONE)


def note_detail(  # noqa: PLR0913, PLR0917 - the columns of the log
    floor: Floor, kind: int, contact: int, group: int, agent: int, detail: int
) -> None:
    """Write an event with what the engine says about its kind, if there is to be a log."""
    if floor.logging:
        write(floor, kind, contact, group, agent, detail)


def write(  # noqa: PLR0913, PLR0917 - as above
    floor: Floor, kind: int, contact: int, group: int, agent: int, detail: int
) -> None:
    """Write a row of the log, unless nothing is logged yet, or another contact alone."""
    if floor.now < floor.start or floor.only not in (NONE, contact):
        return
    log = floor.log
    row = log.size
    if row == len(log.time):
        log.time = columns.doubled(log.time)
        log.kind = columns.doubled(log.kind)
        log.contact = columns.doubled(log.contact)
        log.group = columns.doubled(log.group)
        log.agent = columns.doubled(log.agent)
        log.detail = columns.doubled(log.detail)
    log.size = row + 1
    log.time[row] = floor.now
    log.kind[row] = kind
    log.contact[row] = contact
    log.group[row] = group
    log.agent[row] = agent
    log.detail[row] = detail


def note_visit(floor: Floor, contact: int, reason: int) -> None:
    """Write down that the contact now leaves its group for another; NO_REASON for an escalation."""
    visits = floor.visits
    results = floor.results
    row = visits.size
    if row == len(visits.contact):
        visits.contact = columns.doubled(visits.contact)
        visits.group = columns.doubled(visits.group)
        visits.joined = columns.doubled(visits.joined)
        visits.left = columns.doubled(visits.left)
        visits.reason = columns.doubled(visits.reason)
        visits.answered = columns.doubled(visits.answered)
        visits.agent = columns.doubled(visits.agent)
        visits.wrap_up = columns.doubled(visits.wrap_up)
        visits.ring = columns.doubled(visits.ring)
        visits.device = columns.doubled(visits.device)
    visits.size = row + 1
    visits.contact[row] = contact
    visits.group[row] = results.last_group[contact]
    visits.joined[row] = results.joined[contact]
    visits.left[row] = floor.now
    visits.reason[row] = reason
    visits.answered[row] = results.answered[contact]
    visits.agent[row] = results.agent[contact]
    visits.wrap_up[row] = results.wrap_up[contact]
    visits.ring[row] = results.ring[contact]
    visits.device[row] = results.device[contact]


def note_ring(floor: Floor, place: int, agent: int, result: int) -> None:
    """Write down that the offer which rings for the agent ends now without an answer."""
    rings = floor.rings
    room = floor.room
    row = rings.size
    if row == len(rings.contact):
        rings.contact = columns.doubled(rings.contact)
        rings.group = columns.doubled(rings.group)
        rings.agent = columns.doubled(rings.agent)
        rings.started = columns.doubled(rings.started)
        rings.ended = columns.doubled(rings.ended)
        rings.result = columns.doubled(rings.result)
    rings.size = row + 1
    rings.contact[row] = room.contact[place]
    rings.group[row] = room.group[place]
    rings.agent[row] = agent
    rings.started[row] = room.rung_at[place]
    rings.ended[row] = floor.now
    rings.result[row] = result
    note(floor, RANG + 1 + result, room.contact[place], room.group[place], agent)
