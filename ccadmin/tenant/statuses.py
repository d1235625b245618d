"""The status of agents: available, on a break, offline, since when, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from ccadmin.changes import Change
from ccadmin.models import Agent
from ccadmin.store import now_text
from ccadmin.tenant.agent_fields import describe
from ccadmin.tenant.names import clean_text
from ccadmin.vocabulary import AgentStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.store import Store


def set_status(
    store: Store, agent: Agent, status: AgentStatus, *, reason: str | None = None
) -> Change:
    """Give an agent a status from this instant on.

    Who has it already keeps the instant since when, and the reason unless another is given.

    Raises:
        RuleError: the reason is no text that can be kept.
    """
    before = describe(agent)
    text = None if reason is None else clean_text("reason", reason)
    if agent.status is not status:
        agent.status, agent.status_since = status, now_text()
        agent.status_reason = text
    elif reason is not None:
        agent.status_reason = text
    store.session.flush()
    return store.record(Change("agent", agent.id, agent.name, before, describe(agent)))


def card(agent: Agent) -> dict[str, Any]:
    """What there is to say of an agent's status; a `since` of None is since the agent was added."""
    return {
        "id": agent.id,
        "name": agent.name,
        "status": agent.status.value,
        "reason": agent.status_reason,
        "since": agent.status_since,
    }


def away(store: Store) -> Sequence[Agent]:
    """Those who are on a break or offline, by id."""
    elsewhere = select(Agent).where(Agent.status != AgentStatus.AVAILABLE)
    return store.session.exec(elsewhere.order_by(col(Agent.id))).all()
