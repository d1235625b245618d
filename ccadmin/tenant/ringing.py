"""How calls ring at an agent (S1): the preference, the numbers that it needs, and what is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.errors import RuleError
from ccadmin.vocabulary import Ring

if TYPE_CHECKING:
    from collections.abc import Collection

    from ccadmin.models import Agent

NUMBERS_OF: Final = {
    Ring.SIMULTANEOUS: ("phone", "extension"),
    Ring.EXTENSION_FIRST: ("phone", "extension"),
    Ring.EXTENSION_ONLY: ("extension",),
    Ring.MOBILE_ONLY: ("phone",),
}
"""S1: the numbers at which each incoming-call preference rings."""


def ring_of(agent: Agent) -> Ring | None:
    """How calls ring: as stated, else at every number there is; None when there is no number.

    An agent without a number takes no calls; chats do not need one.
    """
    if agent.ring or (agent.phone and agent.extension):
        return agent.ring or Ring.SIMULTANEOUS
    if agent.extension:
        return Ring.EXTENSION_ONLY
    return Ring.MOBILE_ONLY if agent.phone else None


def in_force(agent: Agent) -> dict[str, Any]:
    """What follows from the numbers: how calls ring, and whether the agent takes any."""
    ring = ring_of(agent)
    return {"ring_in_force": ring and ring.value, "takes_calls": ring is not None}


def check(agent: Agent, *, removed: Collection[str] = ()) -> None:
    """Refuse a stated preference for which a number is missing; `removed` are fields just cleared.

    Raises:
        RuleError: a number is missing; the hint names the preferences that would do.
    """
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
