"""What `ccadmin check` finds: each module looks at one thing, over one view of the tenant.

    store ──→ view.View ──→ reach · people · staffing · advice · chat · entering · seats ──→ Findings
    contacts file ──→ planning.demand ──→ volume ─────────────────────────────────────────────┘

A finding never changes anything; it carries the command line that would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccadmin.errors import RuleError, did_you_mean
from ccadmin.tenant.checks import (
    advice,
    chat,
    entering,
    people,
    reach,
    seats,
    staffing,
    volume,
)
from ccadmin.tenant.checks.findings import CODES, Finding
from ccadmin.tenant.checks.view import look
from ccadmin.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Collection

    from ccadmin.store import Store

__all__ = ["CODES", "Finding", "check"]


def check(
    store: Store,
    *,
    contacts: str | None = None,
    least: Severity = Severity.ADVICE,
    codes: Collection[str] = (),
) -> list[Finding]:
    """Everything that stands out in a tenant, the most severe first, then by code and name.

    Args:
        store: the tenant.
        contacts: a contacts file whose volume the groups should have the people for.
        least: leave out what is less severe.
        codes: look for these only; all when there is none.

    Raises:
        RuleError: there is no finding with such a code.
        CcadminError: the contacts file is refused.
    """
    for code in codes:
        if code not in CODES:
            raise RuleError(
                "unknown-code",
                f'there is no finding "{code}"',
                hint=did_you_mean(code, CODES) or f"the codes are {', '.join(CODES)}",
            )
    view = look(store)
    found = [
        finding
        for part in (reach, people, staffing, advice, chat, entering, seats)
        for finding in part.findings(view)
    ]
    if contacts is not None:
        found += volume.findings(view, contacts)
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    order = {code: rank for rank, code in enumerate(CODES)}
    kept = [
        each
        for each in found
        if ranks[each.severity] <= ranks[least] and (not codes or each.code in codes)
    ]
    return sorted(kept, key=lambda f: (ranks[f.severity], order[f.code], f.name.casefold()))
