"""The time that agents work and are there: intervals, their unions, and sums between instants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccadmin.report.summary import Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from ccadmin.engine import Snapshot


@dataclass(frozen=True, slots=True)
class WorkTime:
    """Intervals with the columns `agent`, `start`, `end` (ms); those of one agent are disjoint.

    Attributes:
        scheduled: the shifts.
        staffed: the shifts, and the work outside them.
        busy: talk and wrap-up.
    """

    scheduled: pl.DataFrame
    staffed: pl.DataFrame
    busy: pl.DataFrame

    def total(self) -> Work:
        """The work of all agents together."""
        return Work(*(_length(each) for each in self._parts()))

    def by_agent(self) -> dict[int, Work]:
        """The work of each agent who has any."""
        sums = [_lengths_by_agent(each) for each in self._parts()]
        agents = {agent for each in sums for agent in each}
        return {agent: Work(*(each.get(agent, 0) for each in sums)) for agent in agents}

    def between(self, instants: Sequence[int]) -> list[Work]:
        """The work of all agents between each two neighbouring instants."""
        parts = [_between(part, instants) for part in self._parts()]
        return [Work(*each) for each in zip(*parts, strict=True)]

    def _parts(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        return self.scheduled, self.staffed, self.busy


def work_time(
    stays: pl.DataFrame, snapshot: Snapshot, agents: Sequence[int], *, start: int, end: int
) -> WorkTime:
    """The time of some agents within `[start, end)` ms; whose hours have no end is always there."""
    import polars as pl

    scheduled = _shifts(snapshot, agents, start=start, end=end)
    talks = stays.filter(pl.col("answered").is_not_null()).select(
        "agent",
        start=pl.col("answered").clip(start, end),
        end=pl.col("released").clip(start, end),
    )
    # With a wrap-up that binds one group only, an agent can talk while another wrap-up runs.
    busy = _disjoint(talks)
    return WorkTime(scheduled, _disjoint(pl.concat([scheduled, busy])), busy)


def _shifts(snapshot: Snapshot, agents: Sequence[int], *, start: int, end: int) -> pl.DataFrame:
    import polars as pl

    rows = [
        (agent, max(first, start), min(last, end))
        for agent in agents
        for first, last in _hours(snapshot, agent, always=(start, end))
        if first < end and last > start
    ]
    schema = {"agent": pl.Int64, "start": pl.Int64, "end": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _hours(snapshot: Snapshot, agent: int, *, always: tuple[int, int]) -> list[tuple[int, int]]:
    shifts = snapshot.agents[agent].shifts
    return [always] if shifts is None else [(shift.start, shift.end) for shift in shifts]


def _disjoint(intervals: pl.DataFrame) -> pl.DataFrame:
    """The same time of each agent without overlaps.

    From each interval, in order of start, only what none before it covered is kept.
    """
    import polars as pl

    reached = pl.col("end").cum_max().shift(1).over("agent")
    return (
        intervals.sort("agent", "start")
        .with_columns(start=pl.max_horizontal("start", reached))
        .filter(pl.col("start") < pl.col("end"))
    )


def _length(intervals: pl.DataFrame) -> int:
    return int((intervals["end"] - intervals["start"]).sum())


def _lengths_by_agent(intervals: pl.DataFrame) -> dict[int, int]:
    import polars as pl

    sums = intervals.group_by("agent").agg((pl.col("end") - pl.col("start")).sum())
    return dict(sums.iter_rows())


def _between(intervals: pl.DataFrame, instants: Sequence[int]) -> list[int]:
    """The ms of all intervals between each two neighbouring instants.

    The time before an instant is the sum of (instant - start) over the intervals that began before
    it, less the sum of (instant - end) over those that ended before it.
    """
    import polars as pl

    origin = instants[0]
    at = pl.Series(instants, dtype=pl.Int64) - origin
    before = _passed(intervals["start"] - origin, at) - _passed(intervals["end"] - origin, at)
    return before.diff().slice(1).to_list()


def _passed(moments: pl.Series, at: pl.Series) -> pl.Series:
    """For each instant the sum, over the moments before it, of the time since then."""
    import polars as pl

    ordered = moments.sort()
    sums = pl.concat([pl.Series([0], dtype=pl.Int64), ordered.cum_sum()])
    before = ordered.search_sorted(at, side="left")
    return at * before.cast(pl.Int64) - sums.gather(before)
