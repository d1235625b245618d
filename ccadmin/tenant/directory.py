"""Who is there: agents as lists and cards show them, with where each of them belongs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import col, func, select

from ccadmin.models import Agent, Center, CenterMember, Group, Member, Reporting
from ccadmin.tenant import (
    answering,
    capacity,
    devices,
    licenses,
    members,
    reporting,
    ringing,
    skills,
)
from ccadmin.tenant.agent_fields import describe
from ccadmin.tenant.names import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ccadmin.arguments import Skills
    from ccadmin.store import Store
    from ccadmin.vocabulary import AgentStatus, License


def card(store: Store, agent: Agent) -> dict[str, Any]:
    """All there is to say of one agent: fields, what follows from them, and relations."""
    related = relations(store, agent)
    return (
        describe(agent)
        | ringing.in_force(agent, devices.bells_of(store, agent))
        | licenses.in_force(agent, [center["name"] for center in related["centers"]])
        | {
            "chats_at_once": capacity.chats_at_once(store, agent),
            "answers_after": answering.after(store, agent),
        }
        | related
    )


def relations(store: Store, agent: Agent) -> dict[str, list[dict[str, Any]]]:
    """What belongs to the agent: devices, skills, groups, centers, managers, reports.

    Reports are direct, or through others.
    """
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
        "devices": devices.of_agent(store, agent),
        "skills": skills.of_agent(store, agent),
        "groups": [{"name": name} | members.describe(member) for member, name in groups],
        "centers": [{"name": name, "role": member.role.value} for member, name in centers],
        "reports_to": _listed(reporting.managers_of(store, agent)),
        "reports": _listed(reporting.reports_of(store, agent)),
        "reports_through_others": _listed(reporting.reports_through_others(store, agent)),
    }


@dataclass(frozen=True, slots=True)
class Filters:
    """Who is listed: only those whom every filter lets pass.

    Attributes:
        group: members of it.
        center: those assigned to it.
        search: a text in the name or the email address (S2).
        skills: those who have every one of them, at its level or above.
        status: those who have it now.
        license: those who have it.
    """

    group: Group | None = None
    center: Center | None = None
    search: str = ""
    skills: Skills | None = None
    status: AgentStatus | None = None
    license: License | None = None


EVERYBODY: Final = Filters()


def overview(store: Store, filters: Filters = EVERYBODY) -> list[dict[str, Any]]:
    """The agents whom the filters let pass, by name, with where each of them belongs."""
    chosen = select(Agent).order_by(Agent.name_key, col(Agent.id))
    for condition in _conditions(filters):
        chosen = chosen.where(condition)
    able = None if filters.skills is None else skills.able(store, filters.skills)
    names = _names_by_agent(store)
    bells = devices.bells(store)
    return [
        describe(agent)
        | ringing.in_force(agent, bells.get(agent.id or 0, ()))
        | {what: of.get(agent.id or 0, []) for what, of in names.items()}
        for agent in store.session.exec(chosen)
        if able is None or agent.id in able
    ]


def _conditions(filters: Filters) -> Iterator[Any]:
    if filters.group is not None:
        inside = select(Member.agent_id).where(Member.group_id == filters.group.id)
        yield col(Agent.id).in_(inside)
    if filters.center is not None:
        assigned = select(CenterMember.agent_id)
        yield col(Agent.id).in_(assigned.where(CenterMember.center_id == filters.center.id))
    if key := key_of(filters.search):
        # Not LIKE, to which a % or _ in the text would mean something else.
        in_name = func.instr(Agent.name_key, key) > 0
        yield in_name | (func.instr(Agent.email_key, key) > 0)
    if filters.status is not None:
        yield col(Agent.status) == filters.status
    if filters.license is not None:
        yield col(Agent.license) == filters.license


def _names_by_agent(store: Store) -> dict[str, dict[int, list[str]]]:
    """What belongs to every agent, by name: one query each, however many there are."""
    groups = select(Member.agent_id, Group.name).join(Group, col(Group.id) == col(Member.group_id))
    centers = select(CenterMember.agent_id, Center.name).join(
        Center, col(Center.id) == col(CenterMember.center_id)
    )
    managers = select(Reporting.agent_id, Agent.name).join(
        Agent, col(Agent.id) == col(Reporting.manager_id)
    )
    return {
        "skills": skills.shown(store),
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
