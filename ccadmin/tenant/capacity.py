"""How many chats a person serves at once: the agent's own capacity, else the center's limit (S4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from ccadmin.models import Center, CenterMember
from ccadmin.tenant import chat_settings
from ccadmin.tenant.words import TENANT_WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.models import Agent
    from ccadmin.store import Store


def chats_at_once(store: Store, agent: Agent) -> list[dict[str, Any]]:
    """The most chats in each of the agent's centers, and who says so.

    For somebody without a center it is that of the tenant-wide chat settings. `from` is `agent`,
    or where the chat settings have it from: `center`, `tenant` or `built-in`.
    """
    centers: Sequence[Center | None] = centers_of(store, agent) or [None]
    return [
        {"name": center.name if center else TENANT_WIDE, **_limit(store, agent, center)}
        for center in centers
    ]


def centers_of(store: Store, agent: Agent) -> Sequence[Center]:
    """The centers to which an agent is assigned, by name."""
    assigned = select(Center).join(CenterMember, col(CenterMember.center_id) == col(Center.id))
    return store.session.exec(
        assigned.where(CenterMember.agent_id == agent.id).order_by(Center.name_key)
    ).all()


def _limit(store: Store, agent: Agent, center: Center | None) -> dict[str, Any]:
    if agent.capacity is not None:
        return {"chats": agent.capacity, "from": "agent"}
    setting = chat_settings.in_force(store, center)["max_users"]
    return {"chats": setting.value, "from": setting.source}
