"""How one contact found its group, in words: by its flow and keys, a rule, its topic, a default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ccadmin.contacts.entrances import ways_by_center, ways_by_flow, ways_by_number
from ccadmin.entering.conditions import TOPIC
from ccadmin.entering.directions import By
from ccadmin.entering.keys import read_keys
from ccadmin.vocabulary import Allocation, Channel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.contacts.columns import Mapped
    from ccadmin.contacts.entrances import Entrances
    from ccadmin.entering.directions import Directions
    from ccadmin.entering.menus import CallFlow

FIELDS: Final = ("group", "flow", "number", "keys", "center", "channel")
"""What a contact may say of its own way in."""


def ways_given(rows: pl.DataFrame, mapped: Mapped, entrances: Entrances) -> pl.DataFrame:
    """What each row of a file says that decides where it enters, as text."""
    known = mapped.fields | mapped.carried
    columns = {name: known.get(name, name) for name in sorted({*FIELDS, *entrances.reads})}
    there = [name for name, column in columns.items() if column in rows.columns]
    return pl.DataFrame({name: rows[columns[name]].cast(pl.String) for name in there})


def told_way(entrances: Entrances, given: Mapping[str, str | None], arrived: int) -> str | None:
    """Why a contact enters where it does; None for one that names its group.

    Args:
        entrances: of the tenant.
        given: what its row says, a row of `ways_given`.
        arrived: ms.
    """
    said = {name: value.strip() for name, value in given.items() if value and value.strip()}
    if "group" in said:
        return None
    flow = _flow(entrances, said)
    if flow is not None:
        keys = read_keys(said.get("keys", "")) or ""
        walk = flow.walk(keys, after_hours=not flow.is_open(arrived))
        return f"in the call flow {flow.name}, {', and '.join(walk.steps)}"
    place = 0
    if "center" in said:
        place = ways_by_center(entrances, [said["center"]])[said["center"]].leads or 0
    directions = entrances.all_directions[place]
    whose = f"center {list(entrances.centers)[place - 1]}" if place else "the tenant"
    return _directed(directions, whose, said)


def _flow(entrances: Entrances, said: Mapping[str, str]) -> CallFlow | None:
    """The call flow that it names or dialled, if any."""
    for field, look_up in (("flow", ways_by_flow), ("number", ways_by_number)):
        word = said.get(field)
        leads = look_up(entrances, [word])[word].leads if word else None
        if leads is not None:
            return entrances.all_flows[leads]
    return None


def _directed(directions: Directions, whose: str, said: Mapping[str, str]) -> str:
    """What the rules, topics and defaults of a center or of the tenant say of it."""
    if said.get("channel", "").casefold() == Channel.CHAT:
        if directions.without_server is Allocation.USER_SELECTS_GROUP:
            return "its user has selected no group"
        if directions.allocation is Allocation.BUSINESS_SERVER:
            return f"the business server of {whose} was to decide, with its fallback behind it"
    decided = directions.decide(said)
    match decided.by:
        case By.RULE:
            conditions = directions.rules[decided.rule or 0].conditions
            told = " and ".join(map(str, conditions))
            return f"rule {(decided.rule or 0) + 1} of {whose} decides, for {told}"
        case By.TOPIC:
            return f"no rule of {whose} fits, and that group is responsible for {said[TOPIC]}"
        case By.DEFAULT:
            return f"no rule of {whose} fits and no group has its topic, so the default decides"
        case By.NOTHING:
            return f"no rule of {whose} fits, no group has its topic, and there is no default"
