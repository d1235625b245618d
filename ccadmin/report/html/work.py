"""The work of each agent, and the queue of each group, step by step.

Neither can be added up from contacts: people do several things at once, and contacts wait past the
end of a step. Cut at the steps they can: over time, and work over agents.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ccadmin.report import queues
from ccadmin.report.timeline import WHOLE

if TYPE_CHECKING:
    from collections.abc import Collection

    import polars as pl

    from ccadmin.report.crew import Crew
    from ccadmin.report.html.steps import Steps
    from ccadmin.report.record import Record
    from ccadmin.report.worktime import WorkTime

KINDS: Final = ("scheduled", "staffed", "busy", "load")


@dataclass(frozen=True, slots=True)
class WorkCells:
    """The work of people, ms.

    Attributes:
        agents: columns `step`, `agent` and `KINDS`, of those who may be seen.
        total: the same of all people by fine steps, without `agent`.
    """

    agents: pl.DataFrame
    total: pl.DataFrame


@dataclass(frozen=True, slots=True)
class QueueCells:
    """Contacts that waited: `waited` ms in all and the `longest` queue, by fine `step`.

    Attributes:
        total: of all groups together.
        groups: of each `group` that may be seen, where anybody waited.
    """

    total: pl.DataFrame
    groups: pl.DataFrame


def work_cells(
    people: Crew, fine: Steps, steps: Steps, seen: Collection[int] | None
) -> WorkCells | None:
    """The work of people in each step; None where it is unknown."""
    import polars as pl

    if people.hours is None:
        return None
    time = people.hours.time
    agents = _by_agent(time, steps)
    if seen is not None:
        agents = agents.filter(pl.col("agent").is_in(list(seen)))
    works = time.between(fine.bounds)
    total = pl.DataFrame({kind: [getattr(work, kind) for work in works] for kind in KINDS})
    return WorkCells(agents, total)


def queue_cells(record: Record, fine: Steps, seen: Collection[int] | None) -> QueueCells | None:
    """The queue in each step; None where it is unknown."""
    import polars as pl

    if not record.queued:
        return None
    waits = record.visits.filter(pl.col("wait") > 0).select("group", "joined", "wait")
    total = _queue(record, waits, fine)
    by_group = waits.partition_by("group", as_dict=True)
    found = [total.head(0).with_columns(group=pl.lit(0, dtype=pl.Int64))]
    for group in sorted(group for (group,) in by_group if seen is None or group in seen):
        queue = _queue(record, by_group[group,], fine).filter(pl.col("longest") > 0)
        found.append(queue.with_columns(group=pl.lit(group, dtype=pl.Int64)))
    return QueueCells(total, pl.concat(found))


def _queue(record: Record, waits: pl.DataFrame, fine: Steps) -> pl.DataFrame:
    import polars as pl

    found = queues.queues_between(replace(record, visits=waits), fine.bounds)
    columns = {
        "step": range(len(found)),
        "waited": [each.waited for each in found],
        "longest": [each.longest_queue for each in found],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.Int64))


def _by_agent(time: WorkTime, steps: Steps) -> pl.DataFrame:
    import polars as pl

    load = time.busy if time.load is None else time.load
    tables = (time.scheduled, time.staffed, time.busy, load)
    keys = ("step", "agent")
    found = pl.concat(
        _cut(time, table, steps).with_columns(kind=pl.lit(kind))
        for kind, table in zip(KINDS, tables, strict=True)
    )
    return (
        found.select(
            *keys, *(pl.when(pl.col("kind") == kind).then("time").alias(kind) for kind in KINDS)
        )
        .group_by(keys)
        .agg(pl.col(KINDS).sum())
        .sort(keys)
    )


def _cut(time: WorkTime, intervals: pl.DataFrame, steps: Steps) -> pl.DataFrame:
    """The ms of intervals by step and agent; with a column `part` each counts for so much."""
    import polars as pl

    line, instants = time.line, pl.Series(steps.bounds, dtype=pl.Int64)
    at = pl.lit(instants)
    start, end = (pl.col(n) - pl.col("agent") * line.length + line.start for n in ("start", "end"))
    first = at.search_sorted(pl.col("start"), side="right").cast(pl.Int64) - 1
    last = at.search_sorted(pl.col("end"), side="left").cast(pl.Int64)
    inside = pl.min_horizontal("end", pl.col("until")) - pl.max_horizontal("start", "since")
    parted = "part" in intervals.columns
    return (
        intervals.with_columns(agent=pl.col("start") // line.length)
        .with_columns(start=start, end=end)
        .filter(pl.col("start") < pl.col("end"))
        .with_columns(step=pl.int_ranges(first.clip(0, len(steps) - 1), last.clip(1, len(steps))))
        .explode("step")
        .with_columns(since=at.gather(pl.col("step")), until=at.gather(pl.col("step") + 1))
        .with_columns(time=inside.clip(0) * (pl.col("part") if parted else 1))
        .group_by("step", "agent")
        .agg(pl.col("time").sum())
        .with_columns(
            time=(2 * pl.col("time") + WHOLE) // (2 * WHOLE) if parted else pl.col("time")
        )
    )
