"""Chats that name no group: how the settings of their center, or of the tenant, allocate them (S4).

    automatic            as rules, topics and defaults lead, like any contact
    user-selects-group   nowhere: the user has selected no group
    business-server      as its fallback has it, until the server has been asked

A group or a call flow that a chat names is what its user selected, whatever the policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

from ccadmin.engine import CHANNELS, NO_ROUTE
from ccadmin.vocabulary import Allocation, Channel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.entering.directions import Directions

_CHAT: Final = CHANNELS.index(Channel.CHAT)


class Allocated(NamedTuple):
    """Where contacts enter that name no group, and which of them a business server is to decide.

    Attributes:
        group: what the distributor takes.
        asked: index into the directions whose business server decides; null for all others.
    """

    group: pl.Series
    asked: pl.Series


def allocated(
    led: pl.Series, channel: pl.Series, center: pl.Series, directions: Sequence[Directions]
) -> Allocated:
    """Hold the allocation of chats against where rules, topics and defaults lead.

    Args:
        led: what these decide for each contact.
        channel: index into `engine.CHANNELS`; null for a bad row.
        center: index into `directions`.
        directions: those of the tenant, then of each center.
    """
    policies = [each.allocation for each in directions]
    nobody = pl.repeat(None, len(led), dtype=pl.Int64, eager=True)
    if all(policy is Allocation.AUTOMATIC for policy in policies):
        return Allocated(led, nobody)

    def under(policy: Allocation, told: Sequence[Allocation]) -> pl.Series:
        return pl.Series([each is policy for each in told], dtype=pl.Boolean).gather(center)

    chat = (channel == _CHAT).fill_null(value=False)
    asked = chat & under(Allocation.BUSINESS_SERVER, policies)
    effective = [each.without_server for each in directions]
    left = chat & under(Allocation.USER_SELECTS_GROUP, effective)
    return Allocated(
        pl.select(pl.when(left).then(NO_ROUTE).otherwise(led)).to_series(),
        pl.select(pl.when(asked).then(center)).to_series(),
    )
