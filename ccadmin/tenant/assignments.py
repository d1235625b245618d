"""Who is assigned to which contact center, and in which role (S2)."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any

from sqlmodel import col, delete, func, select

from ccadmin.changes import Change
from ccadmin.errors import ConflictError, NotFoundError
from ccadmin.models import Agent, Center, CenterMember, Group, Member
from ccadmin.tenant import licenses
from ccadmin.tenant.licenses import NO_TERMS
from ccadmin.tenant.ranges import MOST_CENTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ccadmin.store import Store
    from ccadmin.tenant.licenses import Terms
    from ccadmin.vocabulary import CenterRole


def assign(
    store: Store,
    center: Center,
    agents: Sequence[Agent],
    *,
    role: CenterRole | None = None,
    terms: Terms = NO_TERMS,
) -> list[Change]:
    """Assign agents to a center; who is there already keeps or changes the role.

    A role of None leaves the role of somebody assigned already, and is `agent` for the others.
    Who has no license for contact centers is upgraded on these terms (S2).

    Raises:
        RuleError: somebody needs an upgrade that the terms do not name; nobody is assigned.
        ConflictError: no seat is free for an upgrade, or somebody would be in more than 100
            centers; nobody is assigned.
    """
    changes = licenses.upgrade(store, center, agents, terms)
    for agent in agents:
        row = store.session.get(CenterMember, (center.id, agent.id))
        before = None if row is None else describe(row)
        if row is None:
            _check_limit(store, agent)
            row = CenterMember(center_id=center.id or 0, agent_id=agent.id or 0)
            store.session.add(row)
        if role is not None:
            row.role = role
        store.session.flush()
        made = _change(center, agent, before, describe(row))
        changes.append(store.record(made))
    return changes


def change_role(
    store: Store, center: Center, agents: Sequence[Agent], role: CenterRole
) -> list[Change]:
    """Give another role to people who are assigned to the center.

    Raises:
        NotFoundError: somebody is not; nobody's role is changed.
    """
    for agent in agents:
        if store.session.get(CenterMember, (center.id, agent.id)) is None:
            raise NotFoundError(
                "not-assigned",
                f'agent "{agent.name}" is not assigned to center "{center.name}"',
                hint="assign them with that role: ccadmin center assign "
                f"{quote(center.name)} {quote(agent.name)} --role {role}",
            )
    return assign(store, center, agents, role=role)


def unassign(store: Store, center: Center, agents: Iterable[Agent]) -> list[Change]:
    """Take agents out of a center; their memberships in its groups end and are named.

    Somebody who is not assigned is left unchanged.
    """
    changes = []
    for agent in agents:
        row = store.session.get(CenterMember, (center.id, agent.id))
        if row is None:
            changes.append(_change(center, agent, None, None))
            continue
        left = _leave_groups(store, center, agent)
        notes = [f'"{agent.name}" left group "{name}"' for name in left]
        before = {**describe(row), "groups": left}
        store.session.delete(row)
        store.session.flush()
        gone = _change(center, agent, before, None, notes=notes)
        changes.append(store.record(gone))
    return changes


def describe(row: CenterMember) -> dict[str, Any]:
    """Who is assigned, by id because names may be shared, and the role."""
    return {"agent_id": row.agent_id, "role": row.role.value}


def _change(
    center: Center,
    agent: Agent,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    *,
    notes: Sequence[str] = (),
) -> Change:
    name, centers = f"{agent.name} in {center.name}", frozenset({center.name})
    return Change("assignment", center.id, name, before, after, notes, centers)


def _check_limit(store: Store, agent: Agent) -> None:
    count = store.session.exec(select(func.count()).where(CenterMember.agent_id == agent.id)).one()
    if count >= MOST_CENTERS:
        raise ConflictError(
            "too-many-centers",
            f'agent "{agent.name}" is assigned to {count} centers, the most there can be',
            hint=f"make room first: ccadmin center unassign CENTER {quote(agent.name)}",
        )


def _leave_groups(store: Store, center: Center, agent: Agent) -> list[str]:
    inside = select(Group).where(Group.center_id == center.id).order_by(Group.name_key)
    groups = [
        group
        for group in store.session.exec(inside)
        if store.session.get(Member, (group.id, agent.id)) is not None
    ]
    store.session.exec(
        delete(Member).where(
            col(Member.agent_id) == agent.id, col(Member.group_id).in_([g.id for g in groups])
        )
    )
    return [group.name for group in groups]
