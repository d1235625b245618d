"""The rules of licenses for documents (S2): seats, centers, direct numbers, what is discontinued."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ccadmin.tenant.license_kinds import COVERS_CENTERS, DISCONTINUED, UPGRADES

if TYPE_CHECKING:
    from ccadmin.tenant.document.content import Record
    from ccadmin.tenant.document.merging import Merged


def check_licenses(merged: Merged, *, existing_customers: bool) -> None:
    """Find what the licenses of agents do not allow."""
    for number, agent in merged.after.agents.items():
        was = merged.before.agents.get(number)
        if was is agent or (was is not None and was["license"] == agent["license"]):
            continue
        _granted(merged, number, was, existing_customers=existing_customers)
    _covered(merged)
    _seats(merged)


def _granted(merged: Merged, number: int, was: Record | None, *, existing_customers: bool) -> None:
    """A license that somebody gets: not the discontinued one, and its direct number is decided."""
    agent = merged.after.agents[number]
    kind = agent["license"]
    if kind == DISCONTINUED and not (was is None and existing_customers):
        merged.problems.add(
            merged.place("agent", number, "license"),
            f'license "{kind}" is discontinued: who has it keeps it, nobody else is given it',
            "new agents who had it before come with --existing-customers",
        )
    billed = kind in UPGRADES and was is not None and was["license"] not in UPGRADES
    if (
        billed
        and was
        and was["direct_number"]
        and not merged.states("agent", number, "direct_number")
    ):
        merged.problems.add(
            merged.place("agent", number, "license"),
            f'the direct number of agent "{agent["name"]}" would be billed as an additional one',
            "state direct-number: the number to keep it, null to give it back",
        )


def _covered(merged: Merged) -> None:
    """Only people whose license covers contact centers are assigned to them."""
    for number, center in merged.after.centers.items():
        was = merged.before.centers.get(number)
        known = was["people"] if was is not None else {}
        for agent in center["people"]:
            record = merged.after.agents[agent]
            if record["license"] in COVERS_CENTERS:
                continue
            if agent in known and merged.before.agents.get(agent) is record:
                continue
            own = merged.states("agent", agent, "license")
            place = (
                merged.place("agent", agent, "license")
                if own
                else merged.place("center", number, "people")
            )
            merged.problems.add(
                place,
                f'license "{record["license"]}" does not cover contact centers, and agent '
                f'"{record["name"]}" is assigned to "{center["name"]}"',
                f"give them another: {' or '.join(UPGRADES)}",
            )


def _seats(merged: Merged) -> None:
    """No more people have a license than there are seats."""
    if not merged.after.seats:
        return
    used = Counter(agent["license"] for agent in merged.after.agents.values())
    before = Counter(agent["license"] for agent in merged.before.agents.values())
    for kind, seats in merged.after.seats.items():
        as_before = merged.before.seats.get(kind) == seats and used[kind] <= before[kind]
        if used[kind] <= seats or as_before:
            continue
        stated = [place for word, _, place in merged.wanted.seats if word == kind]
        newly = [
            number
            for number, agent in merged.after.agents.items()
            if agent["license"] == kind
            and merged.before.agents.get(number, {}).get("license") != kind
        ]
        place = stated[0] if stated else merged.place("agent", newly[0], "license")
        merged.problems.add(
            place,
            f'license "{kind}" would be that of {used[kind]} agents, and has {seats} seat{"s" * (seats != 1)}',
            "state more seats under licenses",
        )
