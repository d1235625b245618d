"""The inventory of licenses (S2): how many seats there are of each kind, used and free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, func, select

from ccadmin.arguments import Limit
from ccadmin.changes import Change
from ccadmin.errors import ConflictError, RuleError
from ccadmin.models import Agent, LicenseSeats
from ccadmin.tenant.license_kinds import COVERS_CENTERS, DISCONTINUED, UPGRADES
from ccadmin.vocabulary import License

if TYPE_CHECKING:
    from ccadmin.store import Store


def inventory(store: Store) -> list[dict[str, Any]]:
    """Every kind of license: seats, how many are used and free, additional numbers billed."""
    seats: dict[License, int] = {
        row.license: row.seats for row in store.session.exec(select(LicenseSeats))
    }
    used = holders(store)
    seats[DISCONTINUED] = used.get(DISCONTINUED, 0)
    numbered = select(Agent.license, func.count()).where(col(Agent.direct_number).is_not(None))
    numbers = dict(store.session.exec(numbered.group_by(col(Agent.license))).all())
    rows = []
    for kind in License:
        most, taken = seats.get(kind), used.get(kind, 0)
        rows.append(
            {
                "name": kind.value,
                "covers_centers": kind in COVERS_CENTERS,
                "discontinued": kind is DISCONTINUED,
                "seats": str(Limit(most)),
                "used": taken,
                "free": str(Limit(None if most is None else most - taken)),
                "additional_numbers": numbers.get(kind, 0) if kind in UPGRADES else 0,
            }
        )
    return rows


def set_seats(store: Store, kind: License, seats: Limit) -> Change:
    """Say how many seats of a license there are.

    Raises:
        ConflictError: more are used than there would be.
        RuleError: the license is discontinued, so that its seats are those of its holders.
    """
    if kind is DISCONTINUED:
        raise RuleError(
            "license-discontinued",
            f'license "{kind}" is discontinued: its seats are those of the people who have it',
            hint=f"choose {', '.join(each for each in License if each is not kind)}",
        )
    row = store.session.get(LicenseSeats, kind)
    before = {"seats": str(Limit(row.seats if row else None))}
    used = holders(store).get(kind, 0)
    if seats.most is None:
        if row is not None:
            store.session.delete(row)
    elif seats.most < used:
        raise ConflictError(
            "seats-in-use",
            f'license "{kind}" is that of {used} agents, more than {seats.most}',
            hint=f"see them with: ccadmin agent list --license {kind}",
        )
    else:
        store.session.merge(LicenseSeats(license=kind, seats=seats.most))
    store.session.flush()
    return store.record(Change("license", None, kind.value, before, {"seats": str(seats)}))


def take(store: Store, kind: License, count: int, *, purchase: bool) -> list[Change]:
    """See to it that so many more seats of a license are free, by buying them if that is allowed.

    Raises:
        ConflictError: too few are free and nothing may be bought.
    """
    row = store.session.get(LicenseSeats, kind)
    if row is None or count == 0:
        return []
    used = holders(store).get(kind, 0)
    missing = used + count - row.seats
    if missing <= 0:
        return []
    if not purchase:
        raise ConflictError(
            "no-free-seat",
            f'license "{kind}" has {row.seats - used} of {row.seats} seats free, '
            f"{count} {'is' if count == 1 else 'are'} needed",
            hint=f"add --purchase to buy {missing}, or have more: "
            f"ccadmin license seats {kind} {row.seats + missing}",
        )
    return [set_seats(store, kind, Limit(row.seats + missing))]


def free(store: Store, kind: License) -> Limit:
    """How many more people a license can be given to without buying seats."""
    row = store.session.get(LicenseSeats, kind)
    return Limit(None if row is None else max(row.seats - holders(store).get(kind, 0), 0))


def holders(store: Store) -> dict[License, int]:
    """How many agents have each license."""
    per_kind = select(Agent.license, func.count()).group_by(col(Agent.license))
    return {License(kind): count for kind, count in store.session.exec(per_kind)}
