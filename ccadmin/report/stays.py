"""Stays of contacts, one row each, and their tallies: the passes over all contacts, by Polars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccadmin.report.tallies import ANSWERED, OVERFLOWED, Tally

if TYPE_CHECKING:
    import polars as pl

    from ccadmin.engine import Contacts, Outcomes, Snapshot


def contact_stays(outcomes: Outcomes, contacts: Contacts, snapshot: Snapshot) -> pl.DataFrame:
    """One row for each contact, in file order.

    Columns: `arrived` ms, `group`, `agent`, `outcome`, `reason` (indexes), `wait` ms from arrival
    and `stay` ms from joining the last group, both to the answer or the end, `target` ms of that
    group; `answered`, `talked` (the end of the talk) and `released` (the end of the wrap-up) in ms,
    null unless somebody answered.
    """
    import polars as pl

    from ccadmin.contacts.arrays import column_of

    names = ("joined", "answered", "ended", "agent", "outcome", "reason", "wrap_up")
    columns = [column_of(name, getattr(outcomes, name)) for name in names]
    columns.append(column_of("arrived", contacts.arrived))
    columns.append(column_of("group", outcomes.last_group))
    was_answered = pl.col("outcome") == ANSWERED
    left = pl.when(was_answered).then("answered").otherwise("ended")
    left = pl.when(left >= 0).then(left).otherwise(outcomes.end)
    # Neither queued nor ended: it would have arrived after the simulation ended.
    came = (pl.col("joined") >= 0) | (pl.col("ended") >= 0)
    return pl.DataFrame(columns).select(
        "arrived",
        "group",
        "agent",
        "outcome",
        "reason",
        wait=pl.when(came).then(left - pl.col("arrived")),
        stay=pl.when(pl.col("joined") >= 0).then(left - pl.col("joined")),
        target=_targets(snapshot, "group"),
        answered=pl.when(was_answered).then("answered"),
        talked=pl.when(was_answered).then("ended"),
        released=pl.when(was_answered).then(pl.col("ended") + pl.col("wrap_up")),
    )


def group_stays(stays: pl.DataFrame, outcomes: Outcomes, snapshot: Snapshot) -> pl.DataFrame:
    """One row for each visit of a contact to a group, with the columns that `tallied` needs."""
    import polars as pl

    from ccadmin.contacts.arrays import column_of

    columns = ("group", "outcome", "reason", "wait", "target", "answered", "released")
    last = stays.filter(pl.col("group") >= 0).with_columns(wait="stay").select(columns)
    visits = outcomes.visits
    if not len(visits.contact):
        return last
    nothing = pl.lit(None, dtype=pl.Int64)
    earlier = pl.select(
        group=column_of("group", visits.group),
        outcome=pl.lit(OVERFLOWED, dtype=pl.Int64),
        reason=column_of("reason", visits.reason),
        wait=column_of("left", visits.left) - column_of("joined", visits.joined),
        answered=nothing,
        released=nothing,
    ).with_columns(target=_targets(snapshot, "group"))
    return pl.concat([last, earlier.select(columns)])


def tallied(stays: pl.DataFrame, key: pl.Expr) -> list[Tally]:
    """Add up the stays of the same key, outcome and reason."""
    import polars as pl

    wait = pl.col("wait")
    tallies = stays.group_by(key.alias("key"), "outcome", "reason").agg(
        contacts=pl.len(),
        timed=wait.count(),
        wait=wait.sum(),
        longest=wait.max(),
        queued=(wait > 0).sum(),
        within=(wait <= pl.col("target")).sum(),
        handling=(pl.col("released") - pl.col("answered")).sum(),
    )
    return [Tally(*row) for row in tallies.select(Tally._fields).iter_rows()]


def answered_by(stays: pl.DataFrame) -> pl.DataFrame:
    """Columns `group`, `agent`, `count`, `talk` and `wrap_up` in ms, a row for each pair."""
    import polars as pl

    return (
        stays.filter(pl.col("outcome") == ANSWERED)
        .group_by("group", "agent")
        .agg(
            count=pl.len(),
            talk=(pl.col("talked") - pl.col("answered")).sum(),
            wrap_up=(pl.col("released") - pl.col("talked")).sum(),
        )
    )


def _targets(snapshot: Snapshot, column: str) -> pl.Expr:
    """The wait up to which the group of each row keeps its service level, null without a group."""
    import polars as pl

    waits = pl.Series([group.service_level[1] for group in snapshot.groups], dtype=pl.Int64)
    index = pl.when(pl.col(column) >= 0).then(pl.col(column))
    return pl.lit(waits).gather(index)
