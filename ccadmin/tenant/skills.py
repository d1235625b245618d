"""The skills of agents: what each is able to do, and how well, from 1 to 10."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import select

from ccadmin.changes import Change
from ccadmin.errors import NotFoundError, did_you_mean
from ccadmin.models import AgentSkill, GroupSkill
from ccadmin.tenant.names import clean_name, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ccadmin.arguments import Skills
    from ccadmin.models import Agent
    from ccadmin.store import Store


def set_skills(store: Store, agent: Agent, skills: Skills) -> list[Change]:
    """Say how well an agent is able to do something; other skills stay as they are.

    Raises:
        RuleError: a skill's name is refused; nothing is changed.
    """
    changes = []
    for text, level in skills.needed:
        name = clean_name("skill", text)
        row = store.session.get(AgentSkill, (agent.id, key_of(name)))
        before = None if row is None else describe(row)
        if row is None:
            row = AgentSkill(
                agent_id=agent.id or 0, name_key=key_of(name), name=name, proficiency=level
            )
            store.session.add(row)
        row.proficiency = level
        store.session.flush()
        title = _title(agent, row.name)
        changes.append(store.record(Change("skill", agent.id, title, before, describe(row))))
    return changes


def remove(
    store: Store, agent: Agent, names: Iterable[str], *, if_exists: bool = False
) -> list[Change]:
    """Take skills from an agent.

    Raises:
        NotFoundError: the agent has no such skill and `if_exists` is not set; all are kept.
    """
    changes = []
    for name in names:
        row = store.session.get(AgentSkill, (agent.id, key_of(name)))
        if row is None and if_exists:
            changes.append(Change("skill", agent.id, _title(agent, name), None, None))
            continue
        row = row or _missing(store, agent, name)
        gone = Change("skill", agent.id, _title(agent, row.name), describe(row), None)
        store.session.delete(row)
        store.session.flush()
        changes.append(store.record(gone))
    return changes


def of_agent(store: Store, agent: Agent) -> list[dict[str, Any]]:
    """The skills of an agent by name, each with its proficiency."""
    own = select(AgentSkill).where(AgentSkill.agent_id == agent.id).order_by(AgentSkill.name_key)
    return [{"name": row.name, "proficiency": row.proficiency} for row in store.session.exec(own)]


def levels(store: Store) -> dict[int, dict[str, int]]:
    """The proficiency of every agent in every skill, by agent id and by the skill's key."""
    found: dict[int, dict[str, int]] = {}
    for row in store.session.exec(select(AgentSkill)):
        found.setdefault(row.agent_id, {})[row.name_key] = row.proficiency
    return found


def names(store: Store) -> dict[str, str]:
    """The name of every skill that an agent holds or a group calls for, by its key, sorted."""
    found: dict[str, str] = {}
    for table in (GroupSkill, AgentSkill):
        for key, name in store.session.exec(select(table.name_key, table.name)):
            found.setdefault(key, name)
    return dict(sorted(found.items()))


def shown(store: Store) -> dict[int, list[str]]:
    """The skills of every agent as `billing:5`, by name."""
    found: dict[int, list[str]] = {}
    for row in store.session.exec(select(AgentSkill).order_by(AgentSkill.name_key)):
        found.setdefault(row.agent_id, []).append(f"{row.name}:{row.proficiency}")
    return found


def able(store: Store, skills: Skills) -> set[int]:
    """The ids of those who have every one of the skills, at its level or above."""
    wanted = {key_of(name): least for name, least in skills.needed}
    return {
        agent_id
        for agent_id, own in levels(store).items()
        if all(own.get(key, 0) >= least for key, least in wanted.items())
    }


def describe(row: AgentSkill) -> dict[str, Any]:
    """Everything a skill holds; whose it is by id, because names may be shared."""
    return {"agent_id": row.agent_id, "skill": row.name, "proficiency": row.proficiency}


def _missing(store: Store, agent: Agent, name: str) -> AgentSkill:
    known = [skill["name"] for skill in of_agent(store, agent)]
    others = f"there are {', '.join(known)}" if known else "there is none to remove"
    raise NotFoundError(
        "skill-not-found",
        f'agent "{agent.name}" has no skill "{name}"',
        hint=did_you_mean(name, known) or others,
    )


def _title(agent: Agent, name: str) -> str:
    return f"{name} of {agent.name}"
