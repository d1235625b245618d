"""The rules that look at several objects, held against a tenant from which one change was taken out.

They are those that documents are held against; only what differs from before is asked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ccadmin.documents.nodes import Place, Problems
from ccadmin.store import now_text
from ccadmin.tenant.document.checks import check
from ccadmin.tenant.document.loading import load
from ccadmin.tenant.document.merging import Merged
from ccadmin.tenant.document.stated import Wanted

if TYPE_CHECKING:
    from ccadmin.store import Store
    from ccadmin.tenant.document.content import Content, Record

_NOUNS: Final = ("center", "agent", "group", "flow")
_NOWHERE: Final = Place("tenant", 1, 1)


@dataclass(frozen=True, slots=True)
class Rules:
    """A tenant as it was, with which a later state of it is compared."""

    before: Content

    @classmethod
    def of(cls, store: Store) -> Rules:
        """The tenant as it is now."""
        return cls(load(store))

    def broken(self, store: Store) -> str | None:
        """What the rules say against the tenant as it is now; None if they say nothing."""
        after = load(store)
        pruned = {noun: _kept(self.before.of(noun), after.of(noun)) for noun in _NOUNS}
        _kept(self.before.chats, after.chats)
        merged = Merged(
            before=self.before,
            after=after,
            about={noun: {} for noun in _NOUNS},
            chats={},
            pruned=pruned,
            unlisted={},
            wanted=Wanted(
                listed=dict.fromkeys(_NOUNS, _NOWHERE),
                seats=[(kind, seats, _NOWHERE) for kind, seats in after.seats.items()],
            ),
            problems=Problems(),
            now=now_text(),
        )
        check(merged, existing_customers=True)
        first = next(iter(merged.problems), None)
        return None if first is None else first.message


def _kept(before: dict[int, Record], after: dict[int, Record]) -> dict[int, Record]:
    """Let objects that are equal be the same ones, which is how rules know what changed.

    Returned are those that are no more.
    """
    for number, record in before.items():
        if after.get(number) == record:
            after[number] = record
    return {number: record for number, record in before.items() if number not in after}
