"""Makes plans of documents, and applies them: one reading of the tenant, one writing, or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccadmin.changes import Action
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
    from collections.abc import Mapping

    from ccadmin.changes import Change
    from ccadmin.documents.files import Bundle
    from ccadmin.store import Store
    from ccadmin.tenant.document.content import Content


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
        changes: every change in the order in which people read them, deletions first.
        unlisted: noun -> how many objects the documents do not list, and leave as they are.
    """

    tenant: str
    changes: tuple[Change, ...]
    unlisted: Mapping[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[Action, int]:
        """How many objects are deleted, created and updated."""
        found = dict.fromkeys((Action.DELETED, Action.CREATED, Action.UPDATED), 0)
        for change in self.changes:
            found[change.action] += 1
        return found

    @property
    def deletions(self) -> tuple[Change, ...]:
        """The objects with names of their own that are deleted, which takes `--prune`."""
        gone = (c for c in self.changes if c.action is Action.DELETED and c.kind in _NOUNS)
        return tuple(gone)


@dataclass(frozen=True, slots=True)
class Made:
    """A plan, and what it takes to apply it."""

    plan: Plan
    merged: Merged

    def apply(self, store: Store) -> None:
        """Write everything that the plan says, and record it; a plan without changes writes nothing.

        Raises:
            NotPermittedError: somebody named by `--as` may not make one of the changes.
        """
        if self.plan.changes:
            write(store, self.merged)
            store.record_all(self.plan.changes)


def make(store: Store, bundle: Bundle, terms: Terms) -> Made:
    """The plan of these documents.

    Raises:
        ProblemsError: they cannot be read, or the rules refuse what they would make of the tenant;
            all problems are named, each with its place.
    """
    return plan_of(load(store), bundle, terms)


def plan_of(content: Content, bundle: Bundle, terms: Terms) -> Made:
    """The plan of these documents for a tenant that is in memory.

    Raises:
        ProblemsError: as `make`.
    """
    problems = Problems()
    wanted = read(bundle, content, problems)
    problems.refuse()
    merged = merge(content, wanted, problems, now=now_text(), prune=terms.prune)
    problems.refuse()
    check(merged, existing_customers=terms.existing_customers)
    problems.refuse()
    number(merged)
    name = str(merged.after.tenant["name"])
    return Made(Plan(name, tuple(differences(merged)), merged.unlisted), merged)


_NOUNS = frozenset({"center", "agent", "group", "flow"})
