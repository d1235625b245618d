"""Outcomes as a table for people and programs: names for indexes, times, seconds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import polars as pl

from ccadmin.contacts.arrays import column_of
from ccadmin.contacts.columns import unused
from ccadmin.engine import OUTCOMES, REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.contacts.reading import ContactFile
    from ccadmin.engine import Agent, Outcomes, Snapshot

TIME: Final = pl.Datetime("ms", "UTC")
"""The type of the time columns."""


def outcome_table(file: ContactFile, outcomes: Outcomes, snapshot: Snapshot) -> pl.DataFrame:
    """One row for each contact, in file order.

    Times are UTC; what never happened is null. `wait` is the seconds from the arrival to the
    answer, or to the end without one, or for a contact that waits at the horizon to that; `talk`
    and `wrap_up` are seconds, null for whoever was not answered. `resolved` is what the file says,
    and never true without an answer. A carried column whose name is taken gets `input_` before it.
    """
    table = _own_columns(file, outcomes, snapshot)
    taken = [*table.columns]
    carried = []
    for column in file.carried:
        name = unused(column.name, taken)
        taken.append(name)
        carried.append(column.alias(name))
    return table.hstack(carried)


def agent_names(agents: Sequence[Agent]) -> list[str]:
    """The name of each agent; those that share one are told apart by their id: `Ann Lee #12`."""
    count = Counter(agent.name for agent in agents)
    return [
        agent.name if count[agent.name] == 1 else f"{agent.name} #{agent.id}" for agent in agents
    ]


def _own_columns(file: ContactFile, outcomes: Outcomes, snapshot: Snapshot) -> pl.DataFrame:
    groups = pl.Series([group.name for group in snapshot.groups], dtype=pl.String)
    agents = pl.Series(agent_names(snapshot.agents), dtype=pl.String)
    answered, ended = _happened(outcomes.answered), _happened(outcomes.ended)
    arrived, joined = column_of("arrived", file.contacts.arrived), _happened(outcomes.joined)
    was_answered = answered.is_not_null()
    until = answered.fill_null(ended).fill_null(outcomes.end)
    wait = pl.when(joined.is_not_null() | ended.is_not_null()).then(until - arrived)
    return pl.select(
        id=file.ids,
        channel=pl.lit("call"),
        arrived=arrived.cast(TIME),
        first_group=_named(groups, outcomes.first_group),
        last_group=_named(groups, outcomes.last_group),
        outcome=_named(pl.Series(OUTCOMES, dtype=pl.String), outcomes.outcome),
        reason=_named(pl.Series(REASONS, dtype=pl.String), outcomes.reason),
        answered=answered.cast(TIME),
        ended=ended.cast(TIME),
        agent=_named(agents, outcomes.agent),
        wait=wait / 1000,
        talk=(ended - answered) / 1000,
        wrap_up=pl.when(was_answered).then(column_of("", outcomes.wrap_up)) / 1000,
        hops=column_of("", outcomes.hops),
        resolved=was_answered & file.resolved,
    )


def _happened(times: Sequence[int]) -> pl.Series:
    """Times in ms, null for those that never came."""
    column = column_of("", times)
    return pl.select(pl.when(column >= 0).then(column)).to_series()


def _named(names: pl.Series, indexes: Sequence[int]) -> pl.Series:
    """The name behind each index, null behind a negative one and for an empty name."""
    known = pl.select(pl.when(names != "").then(names)).to_series()
    column = column_of("", indexes)
    return known.gather(pl.select(pl.when(column >= 0).then(column)).to_series())
