"""Who is there: agents as lists and cards show them, with where each of them belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, func, select

from ccadmin.models import Agent, Center, CenterMember, Group, Member, Reporting
from ccadmin.tenant import members, reporting, ringing
from ccadmin.tenant.names import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ccadmin.store import Store


def describe(agent: Agent) -> dict[str, Any]:
    """Everything the agent itself holds; a ring preference of None follows the numbers."""
    return {
        "id": agent.id,
        "name": agent.name,
        "email": agent.email,
        "phone": agent.phone,
        "extension": agent.extension,
        "ring": agent.ring and agent.ring.value,
        "role": agent.role.value,
    }


def card(store: Store, agent: Agent) -> dict[str, Any]:
    """All there is to say of one agent: fields, ring preference in force, and relations."""
    return describe(agent) | ringing.in_force(agent) | relations(store, agent)


def relations(store: Store, agent: Agent) -> dict[str, list[dict[str, Any]]]:
    """Where the agent belongs: groups, centers, managers, and reports direct and through others."""
    groups = store.session.exec(
        select(Member, Group.name)
        .join(Group, col(Group.id) == col(Member.group_id))
        .where(Member.agent_id == agent.id)
        .order_by(Group.name_key)
    )
    centers = store.session.exec(
        select(CenterMember, Center.name)
        .join(Center, col(Center.id) == col(CenterMember.center_id))
        .where(CenterMember.agent_id == agent.id)
        .order_by(Center.name_key)
    )
    return {
        "groups": [{"name": name} | members.describe(member) for member, name in groups],
        "centers": [{"name": name, "role": member.role.value} for member, name in centers],
        "reports_to": _listed(reporting.managers_of(store, agent)),
        "reports": _listed(reporting.reports_of(store, agent)),
        "reports_through_others": _listed(reporting.reports_through_others(store, agent)),
    }


def overview(
    store: Store, *, group: Group | None = None, center: Center | None = None, search: str = ""
) -> list[dict[str, Any]]:
    """Every agent, or those of a group, of a center, with a text in name or email (S2), by name."""
    chosen = select(Agent).order_by(Agent.name_key, col(Agent.id))
    if group is not None:
        inside = select(Member.agent_id).where(Member.group_id == group.id)
        chosen = chosen.where(col(Agent.id).in_(inside))
    if center is not None:
        assigned = select(CenterMember.agent_id).where(CenterMember.center_id == center.id)
        chosen = chosen.where(col(Agent.id).in_(assigned))
    if key := key_of(search):
        # Not LIKE, to which a % or _ in the text would mean something else.
        in_name = func.instr(Agent.name_key, key) > 0
        chosen = chosen.where(in_name | (func.instr(Agent.email_key, key) > 0))
    names = _names_by_agent(store)
    return [
        describe(agent)
        | ringing.in_force(agent)
        | {what: of.get(agent.id or 0, []) for what, of in names.items()}
        for agent in store.session.exec(chosen)
    ]


def _names_by_agent(store: Store) -> dict[str, dict[int, list[str]]]:
    """The groups, centers and managers of every agent by name: three queries, however many."""
    groups = select(Member.agent_id, Group.name).join(Group, col(Group.id) == col(Member.group_id))
    centers = select(CenterMember.agent_id, Center.name).join(
        Center, col(Center.id) == col(CenterMember.center_id)
    )
    managers = select(Reporting.agent_id, Agent.name).join(
        Agent, col(Agent.id) == col(Reporting.manager_id)
    )
    return {
        "groups": _gathered(store.session.exec(groups.order_by(Group.name_key))),
        "centers": _gathered(store.session.exec(centers.order_by(Center.name_key))),
        "reports_to": _gathered(store.session.exec(managers.order_by(Agent.name_key))),
    }


def _gathered(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    for agent_id, name in pairs:
        names.setdefault(agent_id, []).append(name)
    return names


def _listed(people: Iterable[Agent]) -> list[dict[str, Any]]:
    return [{"id": person.id, "name": person.name} for person in people]
