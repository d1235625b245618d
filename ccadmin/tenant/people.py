"""What the engine sees of agents: whom a call can reach, and when each is on duty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select as select_columns
from sqlmodel import col

from ccadmin import engine
from ccadmin.models import Agent
from ccadmin.tenant import devices, ringing
from ccadmin.vocabulary import AgentStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccadmin.store import Store


def seen(
    store: Store,
    shifts_of: Callable[[int], tuple[engine.Shift, ...] | None],
    *,
    use_status: bool = False,
) -> tuple[engine.Agent, ...]:
    """Every agent as the distributor sees it, in the order of ids.

    Args:
        store: the tenant.
        shifts_of: the shifts of the agent of that id; None for on duty at all times.
        use_status: whether those who are on a break or offline now are never on duty.
    """
    columns: tuple[Any, ...] = (
        Agent.id, Agent.name, Agent.phone, Agent.extension, Agent.ring, Agent.virtual, Agent.status,
    )  # fmt: skip
    bells = devices.bells(store)
    # Plain rows, not objects: a tenant may have thousands of agents.
    rows: Any = store.session.connection().execute(select_columns(*columns).order_by(col(Agent.id)))
    return tuple(
        engine.Agent(
            id=row.id,
            name=row.name,
            takes_calls=ringing.takes_calls(row, bells.get(row.id, ())),
            shifts=()
            if use_status and row.status is not AgentStatus.AVAILABLE
            else shifts_of(row.id),
        )
        for row in rows
    )
