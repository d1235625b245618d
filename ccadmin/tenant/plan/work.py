"""What `apply` is asked to do: documents as they are now, or a plan that was saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccadmin.documents.files import gather, text_of
from ccadmin.errors import UsageError
from ccadmin.tenant.plan import making
from ccadmin.tenant.plan.making import Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.documents.files import Bundle
    from ccadmin.store import Store
    from ccadmin.tenant.plan.making import Made
    from ccadmin.tenant.plan.saved import Saved

__all__ = ["Documents", "Terms", "work"]


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents, and what they may do."""

    bundle: Bundle
    terms: Terms

    def make(self, store: Store) -> Made:
        """Their plan.

        Raises:
            ProblemsError: they are refused.
        """
        return making.make(store, self.bundle, self.terms)


def work(files: Sequence[str], plan: str | None, terms: Terms) -> Documents | Saved:
    """Read the documents, or the plan.

    Raises:
        UsageError: both are given, or neither, or terms beside a plan that has its own.
        NotFoundError: there is no such file.
        RuleError: a file cannot be read, or is no plan.
    """
    if plan is None:
        if not files:
            raise UsageError(
                "no-documents",
                "nothing to apply is named",
                hint="name documents with -f FILE, or a saved plan with --plan PLAN",
            )
        return Documents(gather(files), terms)
    if files or terms != Terms():
        raise UsageError(
            "contradiction",
            "a saved plan has its documents and says whether it deletes",
            hint="give --plan alone, or make the plan anew",
        )
    from ccadmin.tenant.plan import saved

    return saved.read(text_of(plan), plan)
