"""How many contacts waited, and when: a step function, read from the stays in queues."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, cast

from ccadmin.report import timeline
from ccadmin.report.summary import Queue
from ccadmin.report.timeline import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from ccadmin.report.record import Record


def queue_steps(record: Record, *, group: int | None = None) -> pl.DataFrame:
    """How many waited, queued or ringing: columns `at` ms and `waiting`, a row for each change.

    Whoever joins at the instant at which somebody else leaves takes that one's place: the number
    is that after all changes of the instant.
    """
    import polars as pl

    visits = record.visits if group is None else record.visits.filter(pl.col("group") == group)
    line = Line(record.start, record.end)
    steps = _steps(_waits(visits, line, pl.lit(0)))
    return steps.select(at=pl.col("at") + record.start, waiting="level")


def total_queue(record: Record) -> Queue:
    """The queue of all groups together."""
    import polars as pl

    times = _waits(record.visits, Line(record.start, record.end), pl.lit(0))
    waited = int((times["end"] - times["start"]).sum())
    return Queue(record.end - record.start, waited, _highest(_steps(times)))


def queues_by_group(record: Record) -> dict[int, Queue]:
    """The queue of each group that had one."""
    import polars as pl

    line = Line(record.start, record.end)
    times = _waits(record.visits, line, pl.col("group"))
    highest = _steps(times).group_by(pl.col("at") // line.length).agg(pl.col("level").max())
    longest, span = dict(highest.iter_rows()), record.end - record.start
    return {
        group: Queue(span, waited, longest[group]) for group, waited in line.lengths(times).items()
    }


def queues_between(record: Record, instants: Sequence[int]) -> list[Queue]:
    """The queue of all groups between each two neighbouring instants."""
    import polars as pl

    line = Line(record.start, record.end)
    times = _waits(record.visits, line, pl.lit(0))
    spans = [end - start for start, end in pairwise(instants)]
    if not times.height:
        return [Queue(span) for span in spans]
    steps = _steps(times)
    at = pl.Series(instants, dtype=pl.Int64) - record.start
    # Whoever waits when an interval begins counts in it.
    last = steps["at"].search_sorted(at, side="right").cast(pl.Int64) - 1
    there = [steps["level"][row] if row >= 0 else 0 for row in last.to_list()]
    row = at.search_sorted(steps["at"], side="right").cast(pl.Int64) - 1
    peaks = dict(steps.group_by(row.alias("row")).agg(pl.col("level").max()).iter_rows())
    longest = [max(before, peaks.get(row, 0)) for row, before in enumerate(there[:-1])]
    sums = line.between(times, instants)
    return [Queue(*each) for each in zip(spans, sums, longest, strict=True)]


def _waits(visits: pl.DataFrame, line: Line, key: pl.Expr) -> pl.DataFrame:
    """When contacts waited: `start` and `end` on the line; who waited not has no row."""
    import polars as pl

    return visits.filter(pl.col("wait") > 0).select(
        start=line.place(key, "joined"), end=line.place(key, pl.col("joined") + pl.col("wait"))
    )


def _steps(times: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return timeline.steps(
        pl.concat(
            times.select(at=name, change=pl.lit(change, dtype=pl.Int64))
            for name, change in (("start", 1), ("end", -1))
        )
    )


def _highest(steps: pl.DataFrame) -> int:
    return cast("int", steps["level"].max()) if steps.height else 0
