"""What the engine sees of agents: whom a call can reach, and when each is on duty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select as select_columns
from sqlmodel import col

from ccadmin import engine
from ccadmin.models import Agent
from ccadmin.tenant import devices, ringing, skills
from ccadmin.vocabulary import AgentStatus, Ring

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from ccadmin.store import Store

_SECOND = 1000


def seen(
    store: Store,
    shifts_of: Callable[[int], tuple[engine.Shift, ...] | None],
    skill_index: Mapping[str, int],
    *,
    use_status: bool = False,
) -> tuple[engine.Agent, ...]:
    """Every agent as the distributor sees it, in the order of ids.

    Args:
        store: the tenant.
        shifts_of: the shifts of the agent of that id; None for on duty at all times.
        skill_index: the index of each skill by its key.
        use_status: whether those who are on a break or offline now are never on duty.
    """
    columns: tuple[Any, ...] = (
        Agent.id, Agent.name, Agent.phone, Agent.extension, Agent.ring, Agent.virtual, Agent.status,
        Agent.capacity, Agent.extension_delay, Agent.mobile_delay, Agent.chat_delay,
    )  # fmt: skip
    bells = devices.bells(store)
    # Plain rows, not objects: a tenant may have thousands of agents.
    rows: Any = store.session.connection().execute(select_columns(*columns).order_by(col(Agent.id)))
    held = skills.levels(store)

    def agent(row: Any) -> engine.Agent:
        devices_of = bells.get(row.id, ())
        numbers = {ringing.CARRIES[bell.kind] for bell in ringing.rings_on(row, devices_of)}
        away = use_status and row.status is not AgentStatus.AVAILABLE
        return engine.Agent(
            id=row.id,
            name=row.name,
            takes_calls=row.virtual or bool(numbers),
            shifts=() if away else shifts_of(row.id),
            ring=ringing.ring_of(row) or Ring.SIMULTANEOUS,
            extension=delay(row, "extension", row.extension_delay, numbers),
            mobile=delay(row, "phone", row.mobile_delay, numbers),
            accept=row.chat_delay * _SECOND,
            capacity=row.capacity,
            skills={skill_index[key]: level for key, level in held.get(row.id, {}).items()},
        )

    return tuple(agent(row) for row in rows)


def delay(row: Any, number: str, seconds: int, numbers: Container[str]) -> int | None:
    """The ms until a call is picked up at a number; None where it does not ring there.

    A virtual agent answers at once, whatever it has (S3).
    """
    if row.virtual or number not in numbers:
        return None
    return seconds * _SECOND
