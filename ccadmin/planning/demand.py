"""What a contacts file asks of each group: how many contacts in which hour, how long, how patient."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final

from ccadmin.engine import UNLIMITED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.engine import Contacts

HOUR: Final = 3_600_000


@dataclass(frozen=True, slots=True)
class Demand:
    """The contacts of one group.

    Attributes:
        hours: ms at which an hour with contacts begins -> how many arrive in it.
        talk: their mean talk time in ms.
        patience: their mean patience in ms, `inf` where nobody gives up. Where only some are
            patient without end, the rate of giving up is that of the others, thinned by their share.
    """

    hours: Mapping[int, int]
    talk: float
    patience: float


def demand(contacts: Contacts) -> dict[int, Demand]:
    """The demand on each group by its index in the snapshot; contacts without a group are left out."""
    rows: dict[int, list[int]] = defaultdict(list)
    for row, group in enumerate(contacts.group):
        if group >= 0:
            rows[group].append(row)
    return {group: _of(contacts, own) for group, own in sorted(rows.items())}


def _of(contacts: Contacts, rows: list[int]) -> Demand:
    patient = [contacts.patience[row] for row in rows if contacts.patience[row] != UNLIMITED]
    rate = len(patient) / len(rows) / max(1, sum(patient) / len(patient)) if patient else 0
    return Demand(
        hours=Counter(contacts.arrived[row] // HOUR * HOUR for row in rows),
        talk=sum(contacts.talk[row] for row in rows) / len(rows),
        patience=1 / rate if rate else inf,
    )
