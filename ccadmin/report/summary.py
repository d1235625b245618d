"""The figures of a run, as values: durations in ms, shares from 0 to 1, None where undefined.

What each figure means is told by `definitions.py`, under the name that its field has here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccadmin.vocabulary import Outcome, Reason


@dataclass(frozen=True, slots=True)
class Ending:
    """How many contacts came to one outcome for one reason."""

    outcome: Outcome
    reason: Reason
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of some contacts, or of the visits of one group."""

    offered: int = 0
    answered: int = 0
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
    endings: tuple[Ending, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """How much of their time some agents worked."""

    scheduled: int = 0
    staffed: int = 0
    busy: int = 0

    @property
    def occupancy(self) -> float | None:
        """Busy time as a share of staffed time."""
        return self.busy / self.staffed if self.staffed else None

    @property
    def utilisation(self) -> float | None:
        """Busy time as a share of scheduled time; work after the end of shifts can lift it over 1."""
        return self.busy / self.scheduled if self.scheduled else None


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """One group; its figures count each visit, also those of contacts that went on elsewhere.

    Attributes:
        group: index into `Snapshot.groups`.
        target: the share of answered contacts that should wait no longer than `target_wait` ms.
        overflowed: visits that ended in another group; with all outcomes they make up `offered`.
        adherence: None unless the group chooses at random among its members.
    """

    group: int
    name: str
    target: float
    target_wait: int
    figures: Figures
    overflowed: int = 0
    adherence: float | None = None


@dataclass(frozen=True, slots=True)
class AgentFigures:
    """One agent; `agent` is an index into `Snapshot.agents`, times are ms."""

    agent: int
    name: str
    answered: int
    talk: int
    wrap_up: int
    work: Work

    @property
    def average_handling_time(self) -> float | None:
        """Talk and wrap-up of one answered contact."""
        return (self.talk + self.wrap_up) / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class IntervalFigures:
    """The contacts that arrived in `[start, end)` ms, and the work that was done in it."""

    start: int
    end: int
    figures: Figures
    work: Work


@dataclass(frozen=True, slots=True)
class Summary:
    """A whole run.

    Attributes:
        start: ms at which the time begins of which shifts are counted; `end` where it ends.
        totals: each contact once, with its wait from arrival.
        work: all agents together.
        groups: every group of the snapshot, in its order.
        agents: whoever could be offered a contact, in the order of the snapshot.
        intervals: in order of time, none unless they were asked for.
    """

    start: int
    end: int
    totals: Figures
    work: Work
    groups: tuple[GroupFigures, ...]
    agents: tuple[AgentFigures, ...]
    intervals: tuple[IntervalFigures, ...] = ()
