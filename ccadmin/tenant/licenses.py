"""Licenses (S2): who is given one, on which terms, and what follows from it for an agent."""

from __future__ import annotations

from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import col, select

from ccadmin.changes import Change
from ccadmin.errors import ConflictError, RuleError
from ccadmin.models import Center, CenterMember
from ccadmin.tenant import direct_numbers, seats
from ccadmin.tenant.agent_fields import describe
from ccadmin.tenant.license_kinds import COVERS_CENTERS, DISCONTINUED, UPGRADES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.models import Agent
    from ccadmin.store import Store
    from ccadmin.tenant.direct_numbers import DirectNumber
    from ccadmin.vocabulary import License


@dataclass(frozen=True, slots=True)
class Terms:
    """How licenses are granted.

    Attributes:
        to: the license that those get who need another for a contact center; None refuses them.
        number: what becomes of the direct numbers that would be billed; None refuses them.
        purchase: whether seats may be bought where none is free.
        existing_customer: whether a new agent had the discontinued license before, so that it is
            entered and not granted.
    """

    to: License | None = None
    number: DirectNumber | None = None
    purchase: bool = False
    existing_customer: bool = False


NO_TERMS: Final = Terms()


def upgrade(store: Store, center: Center, agents: Sequence[Agent], terms: Terms) -> list[Change]:
    """Give those another license whom theirs does not let into a contact center, at once.

    Raises:
        RuleError: somebody needs an upgrade and `terms` name none, or do not say what becomes of a
            direct number; the message says what it costs.
        ConflictError: no seat is free.
    """
    people = lacking(agents)
    if not people:
        return []
    if terms.to is None:
        raise _upgrade_needed(store, center, people)
    before = [describe(agent) for agent in people]
    bought = grant(store, people, terms.to, terms)
    store.session.flush()
    return bought + [
        store.record(
            Change(
                "agent",
                agent.id,
                agent.name,
                state,
                describe(agent),
                direct_numbers.billing(state, agent),
            )
        )
        for agent, state in zip(people, before, strict=True)
    ]


def grant(store: Store, agents: Sequence[Agent], kind: License, terms: Terms) -> list[Change]:
    """Give agents another license; the changes of the agents themselves are the caller's to record.

    Returns:
        The change of the inventory when seats were bought.

    Raises:
        RuleError: the license is discontinued, or a direct number would be billed and `terms` do
            not say what becomes of it.
        ConflictError: no seat is free, or somebody would be in a center without a license for it.
    """
    newly = [agent for agent in agents if agent.license is not kind]
    if newly:
        _refuse_discontinued(kind)
    for agent in newly:
        _refuse_uncovered(store, agent, kind)
    billed = [a for a in newly if kind in UPGRADES and a.license not in UPGRADES]
    direct_numbers.settle([agent for agent in billed if agent.direct_number], terms.number)
    changes = seats.take(store, kind, len(newly), purchase=terms.purchase)
    for agent in newly:
        agent.license = kind
    return changes


def enter(store: Store, agent: Agent, kind: License, terms: Terms) -> list[Change]:
    """Give a new agent a license, or enter the discontinued one that the person has already.

    Returns:
        The change of the inventory when a seat was bought.

    Raises:
        RuleError: the license is discontinued and the terms do not name an existing customer, or
            they do and it is not.
        ConflictError: no seat is free.
    """
    if not terms.existing_customer:
        _refuse_discontinued(kind)
    elif kind is not DISCONTINUED:
        raise RuleError(
            "license-not-discontinued",
            f'license "{kind}" is granted, nobody has to have had it before',
            hint=f"leave --existing-customer out, or say --license {DISCONTINUED}",
        )
    agent.license = kind
    return seats.take(store, kind, 1, purchase=terms.purchase)


def lacking(agents: Sequence[Agent]) -> list[Agent]:
    """Those whose license does not cover contact centers."""
    return [agent for agent in agents if agent.license not in COVERS_CENTERS]


def cost(store: Store, agents: Sequence[Agent]) -> str:
    """What an upgrade of them would take: `1 seat of contact-center (unlimited free) or ...`."""
    count = f"{len(agents)} seat{'s' * (len(agents) > 1)}"
    return f"{count} of " + " or of ".join(
        f"{kind} ({seats.free(store, kind)} free)" for kind in UPGRADES
    )


def in_force(agent: Agent, centers: Sequence[str]) -> dict[str, Any]:
    """What follows from the license: whether a number is billed, and where calls go out from.

    S2: everybody whose license covers it calls out from a contact center, otherwise only those
    with a direct number do.

    Args:
        agent: who is asked about.
        centers: the names of the centers to which the agent is assigned.
    """
    places = list(centers) if agent.license in COVERS_CENTERS else []
    direct = [agent.direct_number] if agent.direct_number else []
    return {"additional_number": direct_numbers.bills(agent), "calls_out_from": [*places, *direct]}


def _upgrade_needed(store: Store, center: Center, agents: Sequence[Agent]) -> RuleError:
    names = ", ".join(f'"{agent.name}"' for agent in agents)
    words = " ".join(quote(agent.name) for agent in agents)
    line = f"ccadmin center assign {quote(center.name)} {words} --upgrade {UPGRADES[0]}"
    more = [f"or {UPGRADES[1]}"]
    if any(agent.direct_number for agent in agents):
        more.append("with --keep-number or --release-number for direct numbers")
    return RuleError(
        "upgrade-needed",
        f'license "{agents[0].license}" does not cover contact centers: {names} '
        f"need{'s' * (len(agents) == 1)} an upgrade, {cost(store, agents)}",
        hint=f"upgrade with: {line}, {', '.join(more)}; --purchase buys seats that are missing",
    )


def _refuse_discontinued(kind: License) -> None:
    if kind is DISCONTINUED:
        raise RuleError(
            "license-discontinued",
            f'license "{kind}" is discontinued: who has it keeps it, nobody else is given it',
            hint=f"choose {' or '.join(UPGRADES)}; somebody who has it already is entered with: "
            f"ccadmin agent add NAME --license {kind} --existing-customer",
        )


def _refuse_uncovered(store: Store, agent: Agent, kind: License) -> None:
    if kind in COVERS_CENTERS:
        return
    assigned = (
        select(Center.name)
        .join(CenterMember, col(CenterMember.center_id) == col(Center.id))
        .where(CenterMember.agent_id == agent.id)
        .order_by(Center.name_key)
    )
    names = store.session.exec(assigned).all()
    if names:
        listed = ", ".join(f'"{name}"' for name in names)
        raise ConflictError(
            "license-in-use",
            f'license "{kind}" does not cover contact centers, '
            f'and agent "{agent.name}" is assigned to {listed}',
            hint=f"take them out first: ccadmin center unassign {quote(names[0])} "
            f"{quote(agent.name)}",
        )
