"""Where calls ring at an agent (S1, S2): the preference, the numbers, the devices, what follows."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ccadmin.errors import RuleError
from ccadmin.vocabulary import DeviceKind, Ring

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ccadmin.models import Agent

NUMBERS_OF: Final = {
    Ring.SIMULTANEOUS: ("phone", "extension"),
    Ring.EXTENSION_FIRST: ("phone", "extension"),
    Ring.EXTENSION_ONLY: ("extension",),
    Ring.MOBILE_ONLY: ("phone",),
}
"""S1: the numbers at which each incoming-call preference rings."""

CARRIES: Final = {
    DeviceKind.DESKTOP: "extension",
    DeviceKind.LAPTOP: "extension",
    DeviceKind.DESK_PHONE: "extension",
    DeviceKind.ROOM_PHONE: "extension",
    DeviceKind.MOBILE: "phone",
    DeviceKind.FORWARDING_NUMBER: "phone",
}
"""S2: the number that each kind of device is reached by."""


class Bell(NamedTuple):
    """A device as far as ringing goes: what it is called, what it is, *ring this device*."""

    name: str
    kind: DeviceKind
    rings: bool


TAKEN_FOR_GRANTED: Final = (
    Bell("desk-phone", DeviceKind.DESK_PHONE, rings=True),
    Bell("mobile", DeviceKind.MOBILE, rings=True),
)
"""What somebody without registered devices is taken to have."""


def ring_of(agent: Agent) -> Ring | None:
    """How calls ring: as stated, else at every number there is; None when there is no number."""
    if agent.ring or (agent.phone and agent.extension):
        return agent.ring or Ring.SIMULTANEOUS
    if agent.extension:
        return Ring.EXTENSION_ONLY
    return Ring.MOBILE_ONLY if agent.phone else None


def rings_on(agent: Agent, devices: Sequence[Bell]) -> list[Bell]:
    """The devices on which a call rings, in the order of the agent's devices.

    A device rings when it is to, when it carries a number that the preference in force rings at,
    and when the agent has that number.
    """
    ring = ring_of(agent)
    numbers = () if ring is None else NUMBERS_OF[ring]
    return [
        bell
        for bell in devices or TAKEN_FOR_GRANTED
        if bell.rings and CARRIES[bell.kind] in numbers and getattr(agent, CARRIES[bell.kind])
    ]


def takes_calls(agent: Agent, devices: Sequence[Bell]) -> bool:
    """Whether a call can reach the agent: some device rings; a virtual agent needs none (S3)."""
    return agent.virtual or bool(rings_on(agent, devices))


def why_silent(agent: Agent, devices: Sequence[Bell]) -> str | None:
    """Why the agent takes no calls, as the end of a sentence; None for somebody who takes them."""
    if takes_calls(agent, devices):
        return None
    ring = ring_of(agent)
    if ring is None:
        return "neither a phone nor an extension"
    return f'no device rings for ring preference "{ring}"'


def in_force(agent: Agent, devices: Sequence[Bell]) -> dict[str, Any]:
    """What follows for calls: how they ring, on which devices, and whether the agent takes any."""
    ring = ring_of(agent)
    return {
        "ring_in_force": ring and ring.value,
        "rings_on": [bell.name for bell in rings_on(agent, devices)],
        "takes_calls": takes_calls(agent, devices),
    }


def check(agent: Agent, devices: Sequence[Bell], *, removed: Collection[str] = ()) -> None:
    """Refuse a preference, or a device that is to ring, for which a number is missing.

    `removed` are the fields just cleared.

    Raises:
        RuleError: a number is missing; the hint names what would do.
    """
    _check_preference(agent, removed)
    for bell in devices:
        number = CARRIES[bell.kind]
        if bell.rings and getattr(agent, number) is None:
            _refuse_device(agent, bell, number, just_removed=number in removed)


def _check_preference(agent: Agent, removed: Collection[str]) -> None:
    if agent.ring is None:
        return
    missing = [number for number in NUMBERS_OF[agent.ring] if getattr(agent, number) is None]
    if not missing:
        return
    needed = " and ".join(missing)
    fitting = [
        f"--ring {ring}"
        for ring, numbers in NUMBERS_OF.items()
        if all(getattr(agent, number) is not None for number in numbers)
    ]
    if set(missing) & set(removed):
        raise RuleError(
            "ring-needs-number",
            f'cannot remove the {needed} of agent "{agent.name}": '
            f'ring preference "{agent.ring}" needs it',
            hint=f"change the preference too: {' or '.join([*fitting, '--unset ring'])}",
        )
    ways = [" ".join(f"--{number} NUMBER" for number in missing), *fitting]
    raise RuleError(
        "ring-needs-number",
        f'ring preference "{agent.ring}" needs the {needed} of agent "{agent.name}"',
        hint=f"add {' or use '.join(ways)}",
    )


def _refuse_device(agent: Agent, bell: Bell, number: str, *, just_removed: bool) -> None:
    if just_removed:
        raise RuleError(
            "device-needs-number",
            f'cannot remove the {number} of agent "{agent.name}": device "{bell.name}" rings at it',
            hint="silence it first: ccadmin agent device edit "
            f"{quote(agent.name)} {quote(bell.name)} --no-ring",
        )
    raise RuleError(
        "device-needs-number",
        f'device "{bell.name}" would ring at the {number} of agent "{agent.name}", who has none',
        hint=f"give it first: ccadmin agent edit {quote(agent.name)} --{number} NUMBER, "
        "or add --no-ring",
    )
