"""What was decided about one contact: the values behind every explanation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

DECISION_KINDS: Final = ("offered", "nobody", "passed-over")
"""The kind column of `Decisions` holds indexes into this tuple."""
TESTS: Final = (
    "",
    "membership-disabled",
    "unavailable",
    "off-shift",
    "no-device",
    "offer-outstanding",
    "busy",
    "in-wrap-up",
    "lacks-skills",
    "already-tried",
    "tier-closed",
)
"""The tests that keep a member from a contact, in the order of being made, after "" for none."""


@dataclass(frozen=True, slots=True)
class Choices:
    """The members of the groups in question as they stood, one row a member and decision.

    Attributes:
        agent: index into `Snapshot.agents`.
        excluded: index into `TESTS`: the first that the member failed, 0 for whoever could take it.
        key: what the group's strategy compares, smaller first.
        since: ms of the last release, or of the shift's start for somebody who never served.
        standing: the place in the group by position, then agent id, from 0.
    """

    agent: Sequence[int]
    excluded: Sequence[int]
    key: Sequence[int]
    since: Sequence[int]
    standing: Sequence[int]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Every decision about the contact of `Options.explain`, in order of happening.

    It is `offered` to somebody; or `nobody` may take it, and it waits; or it is `passed-over`:
    somebody who could take it is offered another contact.

    Attributes:
        time: ms.
        kind: index into `DECISION_KINDS`.
        group: index of the group in which it was.
        agent: index of whom it is offered to, or who is offered the other contact; or `NOBODY`.
        rival: row of the other contact, or -1.
        rival_group: index of the group in which that one waited, or -1.
        tiers: how many tiers of the group were open to it.
        waiting: how many others waited in the group just before, those for whom something rang included.
        first: the first row in `choices`; the rows of a decision end where those of the next begin.
        event: the row of the event log that was written next.
        choices: the members of the groups.
    """

    time: Sequence[int]
    kind: Sequence[int]
    group: Sequence[int]
    agent: Sequence[int]
    rival: Sequence[int]
    rival_group: Sequence[int]
    tiers: Sequence[int]
    waiting: Sequence[int]
    first: Sequence[int]
    event: Sequence[int]
    choices: Choices
