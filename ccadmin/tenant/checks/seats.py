"""Licenses (S2): more people than seats, and people in centers without a license for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from ccadmin.models import CenterMember, LicenseSeats
from ccadmin.tenant import seats
from ccadmin.tenant.checks.findings import Finding, line
from ccadmin.tenant.license_kinds import COVERS_CENTERS, UPGRADES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.tenant.checks.view import View


def findings(view: View) -> Iterator[Finding]:
    """No command lets either happen, but a file may have been changed by other hands."""
    session = view.store.session
    used = seats.holders(view.store)
    for row in session.exec(select(LicenseSeats)):
        taken = used.get(row.license, 0)
        if taken > row.seats:
            yield Finding(
                "seats-exceeded",
                "license",
                row.license.value,
                f"{taken} people have it, and there are {row.seats} seats",
                line("license", "seats", row.license.value, str(taken)),
            )
    assigned = set(session.exec(select(CenterMember.agent_id)).all())
    for agent in view.agents:
        number = ["--keep-number"] if agent.direct_number else []
        if agent.id in assigned and agent.license not in COVERS_CENTERS:
            yield Finding(
                "license-lacking",
                "agent",
                agent.name,
                f'license "{agent.license}" does not cover the contact centers that they are in',
                line("agent", "edit", view.word(agent), "--license", UPGRADES[0], *number),
            )
