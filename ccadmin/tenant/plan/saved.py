"""Plans as values: what a review reads, and a later `apply` does exactly or not at all.

A saved plan holds the documents and tables that it was made of and says which tenant it was made for:
the tenant as it was, down to the ids that it gives next. It is made again before it is applied, and
must come out the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from ccadmin import __version__
from ccadmin.documents.files import Bundle
from ccadmin.errors import ConflictError, RuleError
from ccadmin.tenant.document.exporting import Style, exported
from ccadmin.tenant.document.files_written import save as write_files
from ccadmin.tenant.plan.making import Terms, make

if TYPE_CHECKING:
    from pathlib import Path

    from ccadmin.store import Store
    from ccadmin.tenant.document.content import Content
    from ccadmin.tenant.plan.differences import Planned
    from ccadmin.tenant.plan.making import Made, Plan

FORMAT: Final = "ccadmin plan"
FORMAT_VERSION: Final = 1
"""The promise of the value: additions keep it, anything else raises it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A plan that was saved.

    Attributes:
        bundle: the documents and tables.
        terms: what they may do.
        made_at: when it was made.
        state: the fingerprint of the tenant that it is for.
        changes: what it says that would change.
    """

    bundle: Bundle
    terms: Terms
    made_at: str
    state: str
    changes: list[Any]

    def make(self, store: Store) -> Made:
        """The plan again, which has to say what it said.

        Raises:
            ConflictError: the tenant is not as it was.
            RuleError: the changes that the file tells are not those that its documents make.
        """
        made = make(store, self.bundle, self.terms, now=self.made_at)
        if fingerprint(made.merged.before) != self.state:
            raise ConflictError(
                "tenant-moved",
                f"the tenant has changed since the plan was made at {self.made_at}",
                hint="make the plan again, and have it reviewed again",
            )
        if _plain(_changes(made.plan)) != self.changes:
            raise RuleError(
                "plan-altered",
                "the plan tells other changes than its documents make",
                hint="make it again with: ccadmin plan --out FILE",
            )
        begins = any((p.change.after or {}).get(_SINCE) == self.made_at for p in made.plan.planned)
        # What begins with the change begins when the plan is applied, not when it was made.
        return make(store, self.bundle, self.terms) if begins else made


def value(made: Made, bundle: Bundle | None = None) -> dict[str, Any]:
    """A plan as a value; with the documents it can be applied later."""
    plan, terms = made.plan, made.terms
    found = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "ccadmin": __version__,
        "made_at": made.merged.now,
        "tenant": plan.tenant,
        "terms": {"prune": terms.prune, "existing_customers": terms.existing_customers},
        "state": fingerprint(made.merged.before),
        "counts": {str(action): count for action, count in plan.counts.items()},
        "changes": _changes(plan),
        "unlisted": dict(plan.unlisted),
    }
    return found if bundle is None else found | bundle.record()


def read(text: str, name: str) -> Saved:
    """The plan in the text of a file.

    Raises:
        RuleError: it is no saved plan, or one of another version of ccadmin.
    """
    try:
        found: dict[str, Any] = json.loads(text)
        known = found["format"] == FORMAT
        version = found["format_version"]
    except (ValueError, TypeError, KeyError, RecursionError):
        known, version = False, None
    if not known:
        raise _no_plan(name)
    if version != FORMAT_VERSION:
        raise RuleError(
            "plan-version",
            f'"{name}" is a plan of version {version}, this ccadmin applies version {FORMAT_VERSION}',
            hint="make it again with: ccadmin plan --out FILE",
        )
    try:
        terms = found["terms"]
        return Saved(
            Bundle.of(found),
            Terms(prune=terms["prune"] is True, existing_customers=terms["existing_customers"] is True),
            str(found["made_at"]),
            str(found["state"]),
            list(found["changes"]),
        )  # fmt: skip
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise _no_plan(name) from problem


def fingerprint(content: Content) -> str:
    """What tells a tenant from the same one after any change, even one that was taken back by hand."""
    state = [exported(content, Style(ids=True)), sorted(content.following.items())]
    text = json.dumps([*state, "fresh"] if content.fresh else state, sort_keys=True)
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def change_record(planned: Planned) -> dict[str, Any]:
    """One change of a plan as programs read it."""
    change = planned.change
    return {
        "action": str(change.action),
        "kind": change.kind,
        "id": change.id,
        "name": change.name,
        "of": {"kind": planned.noun, "id": planned.number, "name": planned.name},
        "fields": {k: {"before": b, "after": a} for k, (b, a) in change.fields.items()},
        "notes": list(change.notes),
    }


def _changes(plan: Plan) -> list[dict[str, Any]]:
    return [change_record(planned) for planned in plan.planned]


def _plain(changes: list[dict[str, Any]]) -> Any:
    """The changes as they read when they come back from a file."""
    return json.loads(json.dumps(changes))


def _no_plan(name: str) -> RuleError:
    return RuleError(
        "no-plan", f'"{name}" is no saved plan', hint="save one with: ccadmin plan --out FILE"
    )


def save(path: Path, made: Made, bundle: Bundle) -> bool:
    """Write a plan with its documents, complete or not at all; whether the file is another now.

    Raises:
        StoreError: the folder takes no file.
    """
    text = json.dumps(value(made, bundle), ensure_ascii=False, indent=1) + "\n"
    return any(write_files({str(path): text}))


_SINCE: Final = "status_since"
