"""What comes out of a simulation: one row a contact, and the tables of what happened on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ccadmin.vocabulary import Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.engine.decisions import Decisions

NOBODY: Final = -1
"""The agent of a contact that nobody answered, the group of one that joined none."""
NEVER: Final = -1
"""The time of something that did not happen."""
EVENT_KINDS: Final = (
    "arrived",
    "queued",
    "answered",
    "talk-ended",
    "wrap-up-ended",
    "overflowed",
    "tier-opened",
    "abandoned",
    "voicemail",
    "callback",
    "refused",
    "unanswered",
    "shift-started",
    "shift-ended",
    "group-opened",
    "group-closed",
    "day-turned",
    "rang",
    "missed",
    "cancelled",
    "withdrawn",
    "break-started",
    "break-ended",
    "skills-relaxed",
    "escalated",
    "closed-by-timeout",
    "chat-opened",
    "chat-closed",
)
"""The kind column of the event log holds indexes into this tuple."""
DEVICES: Final = ("", "extension", "mobile")
"""The device column of outcomes holds indexes into this tuple: on what a call was answered."""
RING_RESULTS: Final = ("missed", "cancelled", "withdrawn")
"""The result column of `Rings` holds indexes into this tuple."""
OUTCOMES: Final = tuple(Outcome)
"""The outcome columns hold indexes into this tuple."""
REASONS: Final = tuple(Reason)
"""The reason columns hold indexes into this tuple."""


@dataclass(frozen=True, slots=True)
class Visits:
    """The stays in groups that led on to another group, in order of `left`.

    A contact's last stay is its outcome row, so contacts that stay where they are have no row here.

    Attributes:
        contact: its row.
        group: index of the group it left.
        joined: ms at which it entered that group.
        left: ms at which it left: of the overflow, or of the end of the talk that escalated.
        reason: index into `REASONS`: the trigger of the overflow; 0 for an escalation.
        answered: ms, or `NEVER` for an overflow.
        agent: index of who answered, or `NOBODY`.
        wrap_up: ms of after-contact work.
        ring: ms for which the offer that was answered rang.
        device: index into `DEVICES`.
    """

    contact: Sequence[int]
    group: Sequence[int]
    joined: Sequence[int]
    left: Sequence[int]
    reason: Sequence[int]
    answered: Sequence[int]
    agent: Sequence[int]
    wrap_up: Sequence[int]
    ring: Sequence[int]
    device: Sequence[int]


@dataclass(frozen=True, slots=True)
class Rings:
    """The offers that rang and were not answered, in order of `ended`; `result` says why not.

    `missed`: it rang out. `cancelled`: the contact left, or somebody else answered. `withdrawn`:
    the agent's shift ended. `result` indexes `RING_RESULTS`.
    """

    contact: Sequence[int]
    group: Sequence[int]
    agent: Sequence[int]
    started: Sequence[int]
    ended: Sequence[int]
    result: Sequence[int]


@dataclass(frozen=True, slots=True)
class Events:
    """The event log in order of happening; `kind` indexes `EVENT_KINDS`, absent parts are -1.

    `detail` is an index into `DEVICES` of an `answered`, into `REASONS` of an `overflowed` and of
    an end without an answer, the number of tiers open after a `tier-opened`, the number of steps
    so far of a `skills-relaxed`, and the ms of a `break-started`.
    """

    time: Sequence[int]
    kind: Sequence[int]
    contact: Sequence[int]
    group: Sequence[int]
    agent: Sequence[int]
    detail: Sequence[int]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """One row per contact, in file order, and what the run as a whole was.

    Attributes:
        outcome: index into `OUTCOMES`.
        reason: index into `REASONS`.
        first_group: index of the group it entered, or `NOBODY`.
        last_group: index of the group it ended in, or `NOBODY`.
        joined: ms at which it entered its last group (equals `arrived` for the first).
        answered: ms at which somebody answered it in its last group, or `NEVER`.
        ended: ms at which the contact left (end of talk when answered), or `NEVER` while waiting.
        agent: index of who answered it in its last group, or `NOBODY`.
        wrap_up: ms of after-contact work in its last group, 0 when not answered there.
        hops: how often it overflowed into another group.
        device: index into `DEVICES`, 0 where nothing rang or nobody answered.
        ring: ms for which the offer rang that was answered in its last group.
        offers: to how many agents it was offered, in all groups; one who is offered it again counts again.
        misses: how many of these let it ring out.
        talks: in how many groups somebody talked to it.
        start: ms of the simulation's start, which is the first arrival.
        end: ms of the last event.
        mode: "compiled" or "interpreted".
        decisions: what was decided about the contact of `Options.explain`, whose events are logged.
    """

    outcome: Sequence[int]
    reason: Sequence[int]
    first_group: Sequence[int]
    last_group: Sequence[int]
    joined: Sequence[int]
    answered: Sequence[int]
    ended: Sequence[int]
    agent: Sequence[int]
    wrap_up: Sequence[int]
    hops: Sequence[int]
    device: Sequence[int]
    ring: Sequence[int]
    offers: Sequence[int]
    misses: Sequence[int]
    talks: Sequence[int]
    visits: Visits
    rings: Rings
    events: Events | None
    start: int
    end: int
    mode: str
    decisions: Decisions | None = None
