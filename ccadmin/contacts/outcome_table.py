"""Outcomes as a table for people and programs: names for indexes, times, seconds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import polars as pl

from ccadmin.contacts.arrays import column_of
from ccadmin.contacts.columns import unused
from ccadmin.engine import CHANNELS, DEVICES, OUTCOMES, REASONS, UNSET
from ccadmin.vocabulary import Channel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.contacts.reading import ContactFile
    from ccadmin.engine import Agent, Outcomes, Snapshot

TIME: Final = pl.Datetime("ms", "UTC")
"""The type of the time columns."""


def outcome_table(file: ContactFile, outcomes: Outcomes, snapshot: Snapshot) -> pl.DataFrame:
    """One row for each contact, in file order.

    Times are UTC; what never happened is null. Of a contact that escalated, `answered`, `agent`,
    `device` and `ring` are those of its last group, while `wait`, `talk` and `wrap_up` are added up
    over all groups. `wait` is the seconds from the arrival to the last answer, or to the end
    without one, or for a contact that waits at the horizon to that, without the talks in between;
    `talk` and `wrap_up` are null for whoever was never talked to. `level_reached` counts the groups
    up to the one that talked to it last, from 0. `resolved` is true for who was talked to at the
    level that it demanded, unless the file says otherwise. A carried column whose name is taken
    gets `input_` before it.
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
    contacts = file.contacts
    groups = pl.Series([group.name for group in snapshot.groups], dtype=pl.String)
    agents = pl.Series(agent_names(snapshot.agents), dtype=pl.String)
    answered, ended = _happened(outcomes.answered), _happened(outcomes.ended)
    arrived, joined = column_of("arrived", contacts.arrived), _happened(outcomes.joined)
    talks = column_of("", outcomes.talks)
    before = _talked_before(outcomes)
    was_answered, was_talked_to = answered.is_not_null(), talks > 0
    until = answered.fill_null(ended).fill_null(outcomes.end)
    came = joined.is_not_null() | ended.is_not_null()
    return pl.select(
        id=file.ids,
        channel=_channels(contacts.channel),
        arrived=arrived.cast(TIME),
        first_group=_named(groups, column_of("", outcomes.first_group)),
        last_group=_named(groups, column_of("", outcomes.last_group)),
        outcome=_named(_words(OUTCOMES), column_of("", outcomes.outcome)),
        reason=_named(_words(REASONS), column_of("", outcomes.reason)),
        answered=answered.cast(TIME),
        ended=ended.cast(TIME),
        agent=_named(agents, column_of("", outcomes.agent)),
        device=_named(_words(DEVICES), column_of("", outcomes.device)),
        wait=pl.when(came).then(until - arrived - before.talk) / 1000,
        ring=pl.when(was_answered).then(column_of("", outcomes.ring)) / 1000,
        talk=pl.when(was_talked_to).then((ended - answered).fill_null(0) + before.talk) / 1000,
        wrap_up=pl.when(was_talked_to).then(column_of("", outcomes.wrap_up) + before.wrap_up)
        / 1000,
        offers=column_of("", outcomes.offers),
        misses=column_of("", outcomes.misses),
        hops=column_of("", outcomes.hops),
        level_reached=pl.when(was_talked_to).then(talks - 1),
        resolved=was_answered
        & (talks == _given(contacts.level, 0) + 1)
        & (_given(contacts.resolved, UNSET) != 0),
    )


def _channels(channel: Sequence[int] | None) -> pl.Expr | pl.Series:
    if channel is None:
        return pl.lit(Channel.CALL.value)
    return _named(_words(CHANNELS), column_of("", channel))


class _Before(NamedTuple):
    """What was done for contacts in groups that they left for another: ms, a row or a number."""

    talk: pl.Expr
    wrap_up: pl.Expr


def _talked_before(outcomes: Outcomes) -> _Before:
    """The talk and wrap-up of each contact in the groups before its last; 0 where nobody escalated."""
    visits = outcomes.visits
    talked = pl.select(
        contact=column_of("", visits.contact),
        answered=column_of("", visits.answered),
        talk=column_of("", visits.left) - column_of("", visits.answered),
        wrap_up=column_of("", visits.wrap_up),
    ).filter(pl.col("answered") >= 0)
    if not talked.height:
        return _Before(pl.lit(0), pl.lit(0))
    summed = talked.group_by("contact").agg(pl.col("talk", "wrap_up").sum())
    nothing = pl.repeat(0, len(outcomes.outcome), dtype=pl.Int64, eager=True)
    rows = summed["contact"]
    return _Before(*(pl.lit(nothing.scatter(rows, summed[name])) for name in ("talk", "wrap_up")))


def _given(column: Sequence[int] | None, otherwise: int) -> pl.Expr:
    """A column that contacts may lack."""
    return pl.lit(otherwise if column is None else column_of("", column))


def _happened(times: Sequence[int]) -> pl.Series:
    """Times in ms, null for those that never came."""
    column = column_of("", times)
    return pl.select(pl.when(column >= 0).then(column)).to_series()


def _words(words: Sequence[str]) -> pl.Series:
    return pl.Series(list(words), dtype=pl.String)


def _named(names: pl.Series, indexes: pl.Series) -> pl.Series:
    """The name behind each index, null behind a negative one and for an empty name."""
    known = pl.select(pl.when(names != "").then(names)).to_series()
    return known.gather(pl.select(pl.when(indexes >= 0).then(indexes)).to_series())
