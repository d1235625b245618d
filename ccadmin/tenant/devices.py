"""The devices of agents (S2): desktops, laptops, phones, each with *ring this device*."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from ccadmin.arguments import IfExists
from ccadmin.changes import Change
from ccadmin.errors import ConflictError, NotFoundError, did_you_mean
from ccadmin.models import Device
from ccadmin.tenant import ringing
from ccadmin.tenant.names import clean_name, key_of
from ccadmin.tenant.ringing import Bell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ccadmin.models import Agent
    from ccadmin.store import Store


def add(
    store: Store, agent: Agent, name: str, fields: Mapping[str, Any], *, if_exists: IfExists
) -> list[Change]:
    """Register a device of an agent; `fields` holds its kind, and whether it rings.

    Raises:
        RuleError: the name is refused, or the device would ring at a number that is not there.
        ConflictError: the agent has a device of that name and `if_exists` refuses it.
    """
    name = clean_name("device", name)
    existing = store.session.get(Device, (agent.id, key_of(name)))
    if existing is None:
        first = not of_agent(store, agent)
        device = Device(agent_id=agent.id or 0, name_key=key_of(name), name=name, **fields)
        store.session.add(device)
        notes = ["from now on calls ring on registered devices only"] if first else []
        return [_done(store, agent, None, device, notes=notes)]
    if if_exists is IfExists.REFUSE:
        raise ConflictError(
            "device-exists",
            f'agent "{agent.name}" has a device "{existing.name}" already',
            hint="give this one a --name, or add --or-update",
        )
    if if_exists is IfExists.UPDATE:
        return edit(store, agent, existing.name, fields)
    state = describe(existing)
    return [Change("device", agent.id, _title(agent, existing.name), state, state)]


def edit(store: Store, agent: Agent, name: str, fields: Mapping[str, Any]) -> list[Change]:
    """Change the fields of a device that are given: name, kind, whether it rings.

    Raises:
        RuleError: a value is refused, or the device would ring at a number that is not there.
        NotFoundError: the agent has no such device.
        ConflictError: the new name is that of another device of the agent.
    """
    device = _find(store, agent, name)
    before = describe(device)
    for field, value in fields.items():
        if field == "name":
            _rename(store, agent, device, value)
        else:
            setattr(device, field, value)
    return [_done(store, agent, before, device)]


def remove(
    store: Store, agent: Agent, names: Iterable[str], *, if_exists: bool = False
) -> list[Change]:
    """Take devices from an agent; without any, a desk phone and a mobile are taken for granted.

    Raises:
        NotFoundError: the agent has no such device and `if_exists` is not set; all are kept.
    """
    changes = []
    for name in names:
        if if_exists and store.session.get(Device, (agent.id, key_of(name))) is None:
            changes.append(Change("device", agent.id, _title(agent, name), None, None))
            continue
        device = _find(store, agent, name)
        before = describe(device)
        store.session.delete(device)
        store.session.flush()
        title = _title(agent, device.name)
        notes = _consequences(store, agent)
        changes.append(store.record(Change("device", agent.id, title, before, None, notes)))
    return changes


def of_agent(store: Store, agent: Agent) -> list[dict[str, Any]]:
    """The registered devices of an agent, by name, each with the number that it carries."""
    return [
        {
            "name": bell.name,
            "kind": bell.kind.value,
            "rings": bell.rings,
            "number": getattr(agent, ringing.CARRIES[bell.kind]),
        }
        for bell in bells_of(store, agent)
    ]


def bells_of(store: Store, agent: Agent) -> list[Bell]:
    """The registered devices of an agent as ringing sees them, by name."""
    return bells(store, [agent.id or 0]).get(agent.id or 0, [])


def bells(store: Store, agent_ids: Sequence[int] | None = None) -> dict[int, list[Bell]]:
    """The registered devices of those agents, or of all: one query, however many."""
    chosen = select(Device).order_by(Device.name_key)
    if agent_ids is not None:
        chosen = chosen.where(col(Device.agent_id).in_(agent_ids))
    found: dict[int, list[Bell]] = {}
    for device in store.session.exec(chosen):
        bell = Bell(device.name, device.kind, device.rings)
        found.setdefault(device.agent_id, []).append(bell)
    return found


def describe(device: Device) -> dict[str, Any]:
    """Everything a device holds; whose it is by id, because names may be shared."""
    return {
        "agent_id": device.agent_id,
        "device": device.name,
        "kind": device.kind.value,
        "rings": device.rings,
    }


def _done(
    store: Store,
    agent: Agent,
    before: Mapping[str, Any] | None,
    device: Device,
    *,
    notes: Sequence[str] = (),
) -> Change:
    store.session.flush()
    ringing.check(agent, bells_of(store, agent))
    title = _title(agent, device.name)
    change = Change("device", agent.id, title, before, describe(device), notes)
    silent = ringing.why_silent(agent, bells_of(store, agent))
    if silent and change.fields:
        said = [*notes, f'"{agent.name}" takes no calls: {silent}']
        change = Change("device", agent.id, title, before, describe(device), said)
    return store.record(change)


def _consequences(store: Store, agent: Agent) -> list[str]:
    """What the removal of a device means for the calls of its agent."""
    left = bells_of(store, agent)
    notes = [] if left else ["without devices, a desk phone and a mobile are taken for granted"]
    silent = ringing.why_silent(agent, left)
    return [*notes, f'"{agent.name}" takes no calls: {silent}'] if silent else notes


def _rename(store: Store, agent: Agent, device: Device, text: str) -> None:
    name = clean_name("device", text)
    taken = store.session.get(Device, (agent.id, key_of(name)))
    if taken is not None and taken is not device:
        raise ConflictError(
            "device-exists",
            f'agent "{agent.name}" has a device "{taken.name}" already',
            hint="choose another name",
        )
    device.name, device.name_key = name, key_of(name)


def _find(store: Store, agent: Agent, name: str) -> Device:
    found = store.session.get(Device, (agent.id, key_of(name)))
    if found is not None:
        return found
    known = [bell.name for bell in bells_of(store, agent)]
    raise NotFoundError(
        "device-not-found",
        f'agent "{agent.name}" has no device "{name}"',
        hint=did_you_mean(name, known) or _others(agent, known),
    )


def _others(agent: Agent, known: Sequence[str]) -> str:
    if known:
        return f"there are {', '.join(known)}"
    return f"register it with: ccadmin agent device add {quote(agent.name)} KIND"


def _title(agent: Agent, name: str) -> str:
    return f"{name} of {agent.name}"
