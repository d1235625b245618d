"""Makes plans of documents, and applies them: one reading of the tenant, one writing, or none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ccadmin.changes import Action, Change
from ccadmin.documents.nodes import Problems
from ccadmin.store import now_text
from ccadmin.tenant.document.checks import check
from ccadmin.tenant.document.loading import load
from ccadmin.tenant.document.merging import Merged, merge
from ccadmin.tenant.document.reading import read
from ccadmin.tenant.plan.differences import differences
from ccadmin.tenant.plan.numbering import number
from ccadmin.tenant.plan.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ccadmin.documents.files import Bundle
    from ccadmin.store import Store
    from ccadmin.tenant.document.content import Content
    from ccadmin.tenant.document.stated import Wanted
    from ccadmin.tenant.plan.differences import Planned


@dataclass(frozen=True, slots=True)
class Terms:
    """What documents may do.

    Attributes:
        prune: whether what their lists do not hold is deleted.
        existing_customers: whether new agents may have the discontinued license.
    """

    prune: bool = False
    existing_customers: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What documents would change in a tenant.

    Attributes:
        tenant: its name.
        planned: every change in the order in which people read them, deletions first.
        unlisted: noun -> how many objects the documents do not list, and leave as they are.
    """

    tenant: str
    planned: tuple[Planned, ...]
    unlisted: Mapping[str, int] = field(default_factory=dict)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes themselves."""
        return tuple(planned.change for planned in self.planned)

    @property
    def objects(self) -> dict[tuple[str, int | None, str], list[Planned]]:
        """The changes of each object by its noun, id and name: what is deleted first, then by noun."""
        found: dict[tuple[str, int | None, str], list[Planned]] = {}
        for each in sorted(self.planned, key=_order):
            found.setdefault((each.noun, each.number, each.name), []).append(each)
        return found

    @property
    def counts(self) -> dict[Action, int]:
        """How many objects are deleted, created and changed; their parts do not count."""
        found = dict.fromkeys((Action.DELETED, Action.CREATED, Action.UPDATED), 0)
        for changes in self.objects.values():
            found[action_of(changes)] += 1
        return found

    @property
    def done(self) -> tuple[Change, ...]:
        """The changes without what was said before the question; or the tenant, unchanged."""
        same = Change("tenant", 1, self.tenant, {}, {})
        return tuple(replace(change, notes=()) for change in self.changes) or (same,)

    @property
    def tally(self) -> str:
        """How much it is, and what is left alone, in a line."""
        left = [f"{count} {noun}{'s' * (count != 1)}" for noun, count in self.unlisted.items()]
        said = counted(self.counts, ("deleted", "created", "changed"))
        return f"{said}; in no document, left as they are: {', '.join(left)}" if left else said

    @property
    def deletions(self) -> tuple[Change, ...]:
        """The objects with names of their own that are deleted, which takes `--prune`."""
        gone = (c for c in self.changes if c.action is Action.DELETED and c.kind in _NOUNS)
        return tuple(gone)


def counted(counts: Mapping[Action, int], words: tuple[str, str, str]) -> str:
    """How many objects, each number with its word: `1 object deleted, 2 changed`."""
    said = [(count, word) for count, word in zip(counts.values(), words, strict=True) if count]
    if not said:
        return "nothing to change"
    (first, word), *others = said
    head = f"{first} object{'s' * (first != 1)} {word}"
    return ", ".join([head, *(f"{count} {word}" for count, word in others)])


def action_of(changes: list[Planned]) -> Action:
    """What becomes of an object of which these are the changes."""
    own = [each.change.action for each in changes if each.change.kind == each.noun]
    return own[0] if own else Action.UPDATED


def _order(planned: Planned) -> tuple[bool, int]:
    """What is deleted comes first, in the order in which it goes; then noun by noun."""
    change = planned.change
    goes = change.action is Action.DELETED and change.kind == planned.noun
    return (False, 0) if goes else (True, _READ.index(planned.noun))


@dataclass(frozen=True, slots=True)
class Made:
    """A plan, what it takes to apply it, and on which terms it was made."""

    plan: Plan
    merged: Merged
    terms: Terms

    def apply(self, store: Store) -> None:
        """Write everything that the plan says, and record it; a plan without changes writes nothing.

        Raises:
            NotPermittedError: somebody named by `--as` may not make one of the changes.
        """
        if self.plan.planned:
            write(store, self.merged)
            store.record_all(tuple(self._logged()))

    def _logged(self) -> Iterator[Change]:
        """The changes as the log keeps them.

        People read that a new tenant is created; the log keeps what it changes from, because an
        undo takes it back to that and leaves the file.
        """
        first = self.merged.before
        for change in self.plan.changes:
            if not (first.fresh and change.kind == "tenant"):
                yield change
            elif change.after != first.tenant:
                yield replace(change, before=first.tenant)


def make(store: Store, bundle: Bundle, terms: Terms, *, now: str | None = None) -> Made:
    """The plan of these documents; what begins with the change begins `now`.

    Raises:
        ProblemsError: they cannot be read, or the rules refuse what they would make of the tenant;
            all problems are named, each with its place.
    """
    content = load(store)
    problems = Problems()
    wanted = read(bundle, content, problems)
    problems.refuse()
    return plan_of(content, wanted, terms, now=now or now_text())


def plan_of(content: Content, wanted: Wanted, terms: Terms, *, now: str) -> Made:
    """The plan of what documents state, for a tenant that is in memory.

    Raises:
        ProblemsError: as `make`.
    """
    problems = Problems()
    merged = merge(content, wanted, problems, now=now, prune=terms.prune)
    problems.refuse()
    check(merged, existing_customers=terms.existing_customers)
    problems.refuse()
    number(merged)
    name = str(merged.after.tenant["name"])
    plan = Plan(name, tuple(differences(merged)), merged.unlisted)
    return Made(plan, merged, terms)


_NOUNS: Final = frozenset({"center", "agent", "group", "flow"})
_READ: Final = (
    "tenant", "license", "center", "agent", "group", "flow", "rules", "rule", "chat-settings",
)  # fmt: skip
"""The order in which people read of objects."""
