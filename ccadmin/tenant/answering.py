"""How soon a person picks up, and where that is too late: answer delays against ring times.

The rule is that of ringing by preference: with the delays e of the extension and m of the mobile
and the ring time r, `simultaneous` is answered at min(e, m), `extension-first` at e, or at r + m
where e is beyond r; what is beyond r is not answered at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from ccadmin.models import Group, Member
from ccadmin.tenant import chat_settings, ringing
from ccadmin.tenant.capacity import centers_of
from ccadmin.tenant.devices import bells_of
from ccadmin.vocabulary import Ring, ServiceMode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.models import Agent
    from ccadmin.store import Store
    from ccadmin.tenant.ringing import Bell


def seconds_to_answer(agent: Agent, devices: Sequence[Bell], ring_time: int) -> int | None:
    """The seconds from the offer of a call until the agent answers; None for not at all."""
    if agent.virtual:
        return 0
    numbers = {ringing.CARRIES[bell.kind] for bell in ringing.rings_on(agent, devices)}
    delays = {"extension": agent.extension_delay, "phone": agent.mobile_delay}
    in_time = {number: delays[number] for number in numbers if delays[number] <= ring_time}
    if ringing.ring_of(agent) is not Ring.EXTENSION_FIRST or "extension" not in numbers:
        return min(in_time.values(), default=None)
    if "extension" in in_time:
        return in_time["extension"]
    return ring_time + in_time["phone"] if in_time else None


def after(store: Store, agent: Agent) -> list[dict[str, Any]]:
    """In each of the agent's groups, the seconds until a call is answered; None for never."""
    devices = bells_of(store, agent)
    return [
        {"name": name, "seconds": seconds_to_answer(agent, devices, ring_time)}
        for name, ring_time in _groups(store, agent)
    ]


def too_late(store: Store, agent: Agent) -> list[str]:
    """Where the agent is too slow to answer anything at all, one sentence each."""
    devices = bells_of(store, agent)
    sentences = []
    if ringing.takes_calls(agent, devices):
        sentences = [
            f'"{agent.name}" answers no call in group "{name}": it rings {ring_time} s'
            for name, ring_time in _groups(store, agent)
            if seconds_to_answer(agent, devices, ring_time) is None
        ]
    for center in centers_of(store, agent):
        settings = chat_settings.in_force(store, center)
        timeout = settings["accept_timeout"].value
        manual = settings["service_mode"].value == ServiceMode.MANUAL
        if manual and isinstance(timeout, int) and agent.chat_delay > timeout:
            sentences.append(
                f'"{agent.name}" accepts no chat in center "{center.name}": '
                f"it is handed on after {timeout} s"
            )
    return sentences


def _groups(store: Store, agent: Agent) -> Sequence[tuple[str, int]]:
    own = select(Group.name, Group.ring_time).join(Member, col(Member.group_id) == col(Group.id))
    return store.session.exec(own.where(Member.agent_id == agent.id).order_by(Group.name_key)).all()
