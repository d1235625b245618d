"""When, and on what, a member answers an offer: preferences and delays become two numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ccadmin.acd import codes
from ccadmin.engine import DEVICES
from ccadmin.vocabulary import Ring

if TYPE_CHECKING:
    from ccadmin.engine import Agent, Group

NOWHERE: Final = DEVICES.index("")
EXTENSION: Final = DEVICES.index("extension")
MOBILE: Final = DEVICES.index("mobile")


class Answering(NamedTuple):
    """An offer to a member: picked up after so many ms (NONE: never), else it rings for so many."""

    picks_up: int
    rings_for: int
    device: int


AT_ONCE: Final = Answering(0, 0, NOWHERE)


def answering_of(group: Group, agent: Agent, kind: int) -> Answering:
    """How the agent answers an offer of that kind of work in the group (S1, S4)."""
    if kind == codes.CALL:
        return of_call(agent, group.ring_time)
    if kind == codes.CHAT and group.chat.manual:
        return rung(agent.accept, group.chat.accept_timeout, NOWHERE)
    return AT_ONCE


def of_call(agent: Agent, ring_time: int) -> Answering:
    """How the agent answers a call that rings for so long at each number.

    A number that does not ring is left out: what remains rings alone.
    """
    extension = None if agent.ring is Ring.MOBILE_ONLY else agent.extension
    mobile = None if agent.ring is Ring.EXTENSION_ONLY else agent.mobile
    if extension is None:
        return AT_ONCE if mobile is None else rung(mobile, ring_time, MOBILE)
    if mobile is None or (agent.ring is not Ring.EXTENSION_FIRST and extension <= mobile):
        return rung(extension, ring_time, EXTENSION)
    if agent.ring is not Ring.EXTENSION_FIRST:
        return rung(mobile, ring_time, MOBILE)
    if extension <= ring_time:
        return Answering(extension, 2 * ring_time, EXTENSION)
    picks_up = ring_time + mobile if mobile <= ring_time else codes.NONE
    return Answering(picks_up, 2 * ring_time, MOBILE)


def rung(delay: int, ring_time: int, device: int) -> Answering:
    """One number that rings, and somebody who picks up after a delay, if that is in time."""
    return Answering(delay if delay <= ring_time else codes.NONE, ring_time, device)
