"""Who would take a call now: the question, and the form of its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.engine.inputs import Member
    from ccadmin.vocabulary import Reason


@dataclass(frozen=True, slots=True)
class History:
    """Contacts that were answered before, in any order: columns of equal length, as in `Outcomes`.

    Rows that nobody answered are passed over, and so is what lies after the instant in question.
    """

    agent: Sequence[int]
    group: Sequence[int]
    answered: Sequence[int]
    ended: Sequence[int]
    wrap_up: Sequence[int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One member of a group as it stands when a call is to be given to somebody.

    Attributes:
        member: the membership; `member.agent` indexes `Snapshot.agents`.
        key: what the group's strategy compares, smaller first.
        since: ms of the last release, or of the shift's start for somebody who never served.
        excluded: the first of `TESTS` that the member fails, or None for somebody who may take it.
    """

    member: Member
    key: int
    since: int
    excluded: str | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who would take a call in a group: all its members in the total order.

    Attributes:
        turned_away: why the group would take no call at all (`group-disabled`, `closed` or
            `nobody-staffed`), or None.
        candidates: the first one who is not excluded takes it, the second is next.
    """

    turned_away: Reason | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """The call in question: how long it has waited in ms, and what draws lots for it."""

    waited: int = 0
    id: str = ""
    seed: int = 0


DEFAULT_CALL: Final = Call()
