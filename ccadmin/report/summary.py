"""The figures of a run, as values: durations in ms, shares from 0 to 1, None where undefined.

What each figure means is told by `definitions.py`, under the name that its field has here. None
also stands for what the source cannot tell; `Summary.gaps` says then what that is and why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccadmin.vocabulary import Channel, Outcome, Reason


class Counted(StrEnum):
    """What the figures of groups and agents count: a file of outcomes knows last stays only."""

    VISITS = "visits"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Ending:
    """How many contacts came to one outcome for one reason."""

    outcome: Outcome
    reason: Reason
    count: int


@dataclass(frozen=True, slots=True)
class Offering:
    """What became of the offers of contacts to agents; each offer to one more agent counts."""

    offers: int | None = 0
    misses: int | None = 0
    cut_short: int | None = 0

    @property
    def miss_rate(self) -> float | None:
        """Misses as a share of offers."""
        return (self.misses or 0) / self.offers if self.offers else None


@dataclass(frozen=True, slots=True)
class Quality:
    """How soon and how well those were helped whom somebody talked to."""

    first_response_time: float | None = None
    resolved: int = 0
    resolution_time: float | None = None
    first_contact_resolution: float | None = None
    csat: float | None = None
    satisfied: float | None = None
    response_rate: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of some contacts, or of the visits of one group."""

    offered: int = 0
    answered: int = 0
    closed_by_timeout: int = 0
    abandoned: int = 0
    voicemail: int = 0
    callback: int = 0
    refused: int = 0
    unanswered: int = 0
    waiting: int = 0
    service_level: float | None = None
    service_level_of_offered: float | None = None
    service_level_with_abandoned: float | None = None
    service_level_abandoned_inside: float | None = None
    service_level_without_short_abandons: float | None = None
    average_speed_of_answer: float | None = None
    mean_wait: float | None = None
    mean_wait_of_queued: float | None = None
    longest_wait: int | None = None
    average_handling_time: float | None = None
    queued_share: float | None = None
    abandonment_rate: float | None = None
    quality: Quality = field(default_factory=Quality)
    endings: tuple[Ending, ...] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """How many contacts waited, over `span` ms: `waited` ms in all, at most `longest_queue` at once."""

    span: int = 0
    waited: int = 0
    longest_queue: int = 0

    @property
    def mean_queue(self) -> float | None:
        """How many waited on average: Little's law read from the waits."""
        return self.waited / self.span if self.span else None


@dataclass(frozen=True, slots=True)
class Work:
    """How much of their time some agents worked; `load` counts chats in parts of the capacity."""

    scheduled: int | None = 0
    staffed: int | None = 0
    busy: int | None = 0
    load: int | None = 0

    @property
    def occupancy(self) -> float | None:
        """Busy time as a share of staffed time."""
        return _share(self.busy, self.staffed)

    @property
    def utilisation(self) -> float | None:
        """Load as a share of scheduled time; work after the end of shifts can lift it over 1."""
        return _share(self.load, self.scheduled)


UNKNOWN_WORK = Work(None, None, None, None)
"""The work of people whose hours, or some of whose work, the source does not tell."""


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group; its figures count each visit, also those of contacts that went on elsewhere.

    Attributes:
        group: its index in the record that was summed up.
        target: the share of answered contacts that should wait no longer than `target_wait` ms.
        overflowed: visits that ended in another group; with all outcomes they make up `offered`.
        escalated: answered visits that went on to the group above.
        work: what its people did for it, in the time that they were there.
        adherence: None unless the group chooses at random among its members.
    """

    group: int
    name: str
    target: float
    target_wait: int
    figures: Figures
    overflowed: int | None = 0
    escalated: int | None = 0
    offering: Offering = field(default_factory=Offering)
    work: Work = UNKNOWN_WORK
    queue: Queue | None = None
    adherence: float | None = None


@dataclass(frozen=True, slots=True)
class AgentFigures:
    """One agent; `agent` is the index in the record that was summed up, times are ms."""

    agent: int
    name: str
    answered: int
    ring: int | None
    talk: int
    wrap_up: int | None
    work: Work
    offering: Offering = field(default_factory=Offering)
    quality: Quality = field(default_factory=Quality)

    @property
    def average_handling_time(self) -> float | None:
        """Talk and wrap-up of one answered contact."""
        if not self.answered or self.wrap_up is None:
            return None
        return (self.talk + self.wrap_up) / self.answered


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """The contacts of one channel."""

    channel: Channel
    figures: Figures
    offering: Offering


@dataclass(frozen=True, slots=True)
class CenterFigures:
    """The contacts that ended in the groups of one center."""

    name: str
    figures: Figures
    offering: Offering


@dataclass(frozen=True, slots=True)
class IntervalFigures:
    """The contacts that arrived in `[start, end)` ms; the work that was done in it, and the queue."""

    start: int
    end: int
    figures: Figures
    offering: Offering
    work: Work
    queue: Queue | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole run.

    Attributes:
        start: ms at which the time begins of which shifts are counted; `end` where it ends.
        totals: each contact once, with its wait from arrival.
        work: all agents together.
        groups: every group of the snapshot, in its order.
        agents: whoever could be offered a contact, in the order of the snapshot.
        channels: those by which contacts came.
        centers: those that groups of the snapshot belong to, where they are known.
        intervals: in order of time, none unless they were asked for.
        counted: whether groups and agents count each visit, or each contact where it ended.
        gaps: what the source cannot tell, a sentence each.
    """

    start: int
    end: int
    totals: Figures
    work: Work
    groups: tuple[GroupFigures, ...]
    agents: tuple[AgentFigures, ...]
    offering: Offering = field(default_factory=Offering)
    queue: Queue | None = None
    channels: tuple[ChannelFigures, ...] = ()
    centers: tuple[CenterFigures, ...] = ()
    intervals: tuple[IntervalFigures, ...] = ()
    counted: Counted = Counted.VISITS
    gaps: tuple[str, ...] = ()


def _share(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole else None
