"""The record of a file of events: replayed, it tells of each stay and each ring what a run does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.engine import REASONS, RING_RESULTS
from ccadmin.report.outcomes_file import columns_of
from ccadmin.report.record import Record
from ccadmin.report.record_of_file import (
    contact_rows,
    gaps_without_tenant,
    names_of,
    targets_of,
    with_ratings,
)
from ccadmin.report.tallies import ESCALATED, OVERFLOWED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from ccadmin.engine import Snapshot
    from ccadmin.events import Replayed

_NO_REASON: Final = 0


def record_of_events(
    replayed: Replayed,
    snapshot: Snapshot | None = None,
    *,
    agents: Sequence[str] = (),
    target: tuple[int, int] | None = None,
) -> Record:
    """Everything that a file of events tells; the arguments are those of `record_of_file`."""
    import polars as pl

    from ccadmin.contacts.table import Table, numbers

    outcomes, visits, rings = replayed.outcomes, replayed.visits, replayed.rings
    columns = columns_of(Table(outcomes, numbers(1, outcomes.height)), "events")
    named = pl.concat([columns["last_group"], visits["group"], rings["group"]])
    groups = names_of([g.name for g in snapshot.groups] if snapshot else (), named)
    people = names_of(agents, pl.concat([columns["agent"], visits["agent"], rings["agent"]]))
    targets = targets_of(snapshot, len(groups), target)
    rows = contact_rows(columns, groups, people, [wait for _, wait in targets])
    if "rating" in columns.columns:
        rows = with_ratings(rows, columns, snapshot)
    earlier = _earlier(visits, outcomes["id"], groups, people)
    rows = _with_earlier(rows, columns, earlier)
    gaps = [] if snapshot else gaps_without_tenant(rows, target)
    return Record(
        groups=tuple(groups),
        targets=tuple(targets),
        agents=tuple(people),
        contacts=rows.drop("joined", "rang", "answered", "talked", "released", "stay", "worked"),
        visits=_visits(rows, earlier, [wait for _, wait in targets]),
        rings=_rings(rings, rows, outcomes["id"], groups, people),
        start=replayed.start,
        end=replayed.end,
        gaps=tuple(gaps),
    )


def _earlier(
    visits: pl.DataFrame, ids: pl.Series, groups: Sequence[str], people: Sequence[str]
) -> pl.DataFrame:
    """The stays that led on to another group, with indexes for names and ms for times."""
    import polars as pl

    answered = pl.col("answered").is_not_null()
    return _indexed(visits, ids, groups, people).with_columns(
        reason=_index("reason", REASONS).clip(_NO_REASON),
        wait=pl.when(answered).then("answered").otherwise("left") - pl.col("joined"),
        talk=pl.col("left") - pl.col("answered"),
        is_first=answered & (answered.cum_sum().over("contact") == 1),
    )


def _indexed(
    table: pl.DataFrame, ids: pl.Series, groups: Sequence[str], people: Sequence[str]
) -> pl.DataFrame:
    """A table with the row of each contact, indexes for names, and ms for times and durations."""
    import polars as pl

    rows = pl.DataFrame({"id": ids}).with_row_index("contact").cast({"contact": pl.Int64})
    return table.join(rows, on="id", how="left", maintain_order="left").with_columns(
        pl.col(pl.Datetime).dt.epoch("ms"),
        (pl.col(pl.Float64) * 1000).round(0).cast(pl.Int64),
        group=_index("group", groups),
        agent=_index("agent", people),
    )


def _index(column: str, names: Sequence[str]) -> pl.Expr:
    import polars as pl

    numbers = {name: number for number, name in enumerate(names)}
    return pl.col(column).replace_strict(numbers, default=-1, return_dtype=pl.Int64)


def _with_earlier(rows: pl.DataFrame, columns: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """The contacts, and of their last stay: `joined`, `stay` (the wait there), `released`, `worked`."""
    import polars as pl

    before = earlier.group_by("contact").agg(
        pl.col("left").max(),
        pl.col("wait").sum().alias("waited"),
        pl.col("wrap_up").sum().alias("wrapped"),
        pl.col("answered").min().alias("first_answer"),
    )
    joined = (
        rows.with_row_index("contact")
        .cast({"contact": pl.Int64})
        .with_columns(wrap_up=columns["wrap_up"])
        .join(before, on="contact", how="left", maintain_order="left")
    )
    own_wrap_up = pl.col("wrap_up") - pl.col("wrapped").fill_null(0)
    released = pl.when(pl.col("answered").is_not_null()).then(pl.col("talked") + own_wrap_up)
    return joined.with_columns(
        joined=pl.coalesce("left", "joined"),
        stay=pl.col("wait") - pl.col("waited").fill_null(0),
        released=released,
        worked=released - pl.col("answered"),
        first=pl.coalesce(pl.col("first_answer") - pl.col("arrived"), "first"),
    ).drop("contact", "wrap_up", "left", "waited", "wrapped", "first_answer")


def _visits(rows: pl.DataFrame, earlier: pl.DataFrame, waits: Sequence[int]) -> pl.DataFrame:
    """All stays in groups."""
    import polars as pl

    alone = pl.col("answered").is_not_null() & (pl.col("answers") == 1)
    last = rows.filter(pl.col("group") >= 0).with_columns(
        wait="stay", handling="worked", reached=alone, first=pl.when(alone).then("first")
    )
    last = last.drop("offers", "misses", "answers", "stay", "worked")
    if not earlier.height:
        return last
    own = rows.select("channel", "arrived")[earlier["contact"]]
    was_answered = pl.col("answered").is_not_null()
    released = pl.when(was_answered).then(pl.col("left") + pl.col("wrap_up"))
    moved = earlier.hstack(own).select(
        "channel",
        "arrived",
        "group",
        "agent",
        "reason",
        "wait",
        "joined",
        "answered",
        outcome=pl.when(was_answered).then(ESCALATED).otherwise(OVERFLOWED).cast(pl.Int64),
        target=pl.lit(pl.Series(waits, dtype=pl.Int64)).gather("group"),
        rang=pl.when(was_answered).then(pl.col("answered") - pl.col("ring")),
        talked=pl.when(was_answered).then("left"),
        released=released,
        reached="is_first",
        first=pl.when("is_first").then(pl.col("answered") - pl.col("arrived")),
        handling=released - pl.col("answered"),
        direct=pl.lit(value=False),
    )
    return pl.concat([last, moved], how="diagonal")


def _rings(
    rings: pl.DataFrame,
    rows: pl.DataFrame,
    ids: pl.Series,
    groups: Sequence[str],
    people: Sequence[str],
) -> pl.DataFrame:
    """The offers that rang without an answer."""
    found = _indexed(rings, ids, groups, people).with_columns(result=_index("result", RING_RESULTS))
    own = rows.select("channel", "arrived")[found["contact"]] if found.height else None
    columns = found.select("group", "agent", "started", "ended", "result")
    if own is None:
        return columns.with_columns(channel=columns["group"], arrived=columns["started"])
    return columns.hstack(own)
