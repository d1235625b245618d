"""Direct numbers beside a license (S2): kept and billed, or released; and who is billed for one."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ccadmin.errors import RuleError, UsageError
from ccadmin.tenant.license_kinds import UPGRADES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.models import Agent


class DirectNumber(StrEnum):
    """What becomes of the direct number of somebody who is upgraded (S2)."""

    KEEP = "keep"
    RELEASE = "release"

    @classmethod
    def of(cls, *, keep: bool, release: bool) -> DirectNumber | None:
        """The choice behind the flags `--keep-number` and `--release-number`.

        Raises:
            UsageError: both are given.
        """
        if keep and release:
            raise UsageError(
                "contradiction",
                "--keep-number keeps what --release-number gives back",
                hint="give one of the two",
            )
        if keep:
            return cls.KEEP
        return cls.RELEASE if release else None


def settle(agents: Sequence[Agent], number: DirectNumber | None) -> None:
    """Keep or give back direct numbers that would be billed.

    Raises:
        RuleError: there are some and nothing says what becomes of them.
    """
    if agents and number is None:
        listed = ", ".join(f'"{agent.name}" {agent.direct_number}' for agent in agents)
        raise RuleError(
            "direct-number-undecided",
            f"a direct number would be billed as an additional one: {listed}",
            hint="add --keep-number to have it so, or --release-number to give it back",
        )
    if number is DirectNumber.RELEASE:
        for agent in agents:
            agent.direct_number = None


def bills(agent: Agent) -> bool:
    """Whether the agent's direct number is billed as an additional one (S2)."""
    return agent.direct_number is not None and agent.license in UPGRADES


def billing(before: Mapping[str, Any], agent: Agent) -> list[str]:
    """What a change did to the bill, as notes; `before` describes the agent as it was."""
    was = before["direct_number"] if before["license"] in UPGRADES else None
    now = agent.direct_number if bills(agent) else None
    if now is not None and now != was:
        return [f'direct number "{now}" is billed as an additional number']
    if was is not None and now is None:
        return [f'direct number "{was}" is no longer billed as an additional number']
    if before["direct_number"] is not None and agent.direct_number is None:
        return [f'direct number "{before["direct_number"]}" is released']
    return []
