"""Intervals of many keys, such as agents, laid end to end on one line of whole numbers.

On such a line one sort orders the time of all, and one running sum or maximum goes through it,
because what belongs to one key lies before all that belongs to the next. It is several times faster
than the same key by key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

WHOLE: Final = 720_720
"""One, counted in `part`s that every number up to 16 divides."""


@dataclass(frozen=True, slots=True)
class Line:
    """Where the time from `start` to `end` ms of each key lies."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How far the same time of two neighbouring keys is apart: their ends never touch."""
        return max(self.end - self.start, 0) + 1

    def place(self, key: pl.Expr | int, time: pl.Expr | str) -> pl.Expr:
        """Where a time of a key lies; time before the start or after the end is cut off."""
        import polars as pl

        column = pl.col(time) if isinstance(time, str) else time
        return key * self.length + column.clip(self.start, self.end) - self.start

    def lengths(self, intervals: pl.DataFrame) -> dict[int, int]:
        """The ms of the intervals of each key; with a column `part` each counts for so much."""
        import polars as pl

        length = pl.col("end") - pl.col("start")
        if "part" in intervals.columns:
            length *= pl.col("part")
        sums = intervals.group_by(pl.col("start") // self.length).agg(length.sum())
        parts = WHOLE if "part" in intervals.columns else 1
        return {key: _rounded(time, parts) for key, time in sums.iter_rows()}

    def between(self, intervals: pl.DataFrame, instants: Sequence[int]) -> list[int]:
        """The ms of the intervals of all keys between each two neighbouring instants.

        With a column `part` each counts for so much.
        """
        if "part" not in intervals.columns:
            return self._between(intervals, instants)
        # One part after the other: the sums of all at once would not fit into 64 bits.
        sums = [0] * (len(instants) - 1)
        for (part,), alike in intervals.partition_by("part", as_dict=True).items():
            times = self._between(alike, instants)
            sums = [sum_ + time * part for sum_, time in zip(sums, times, strict=True)]
        return [_rounded(time, WHOLE) for time in sums]

    def _between(self, intervals: pl.DataFrame, instants: Sequence[int]) -> list[int]:
        """The time before an instant is a difference of two sums.

        (instant - start) over the intervals that began before it, less (instant - end) over those
        that ended before it.
        """
        import polars as pl

        at = pl.Series(instants, dtype=pl.Int64) - self.start
        passed = [_passed(intervals[name] % self.length, at) for name in ("start", "end")]
        return (passed[0] - passed[1]).diff().slice(1).to_list()


def disjoint(intervals: pl.DataFrame) -> pl.DataFrame:
    """The same time without overlaps.

    From each interval, in order of start, only what none before it covered is kept.
    """
    import polars as pl

    reached = pl.col("end").cum_max().shift(1)
    return (
        intervals.sort("start")
        .with_columns(start=pl.max_horizontal("start", reached))
        .filter(pl.col("start") < pl.col("end"))
    )


def steps(changes: pl.DataFrame) -> pl.DataFrame:
    """The running sum of `change` from each place `at` on, after all changes of that place."""
    import polars as pl

    return (
        changes.sort("at")
        .select("at", level=pl.col("change").cum_sum())
        .filter((pl.col("at") != pl.col("at").shift(-1)).fill_null(value=True))
    )


def _passed(moments: pl.Series, at: pl.Series) -> pl.Series:
    """For each instant the sum, over the moments before it, of the time since then."""
    import polars as pl

    ordered = moments.sort()
    before = ordered.search_sorted(at, side="left")
    sums = pl.concat([pl.Series([0], dtype=pl.Int64), ordered.cum_sum()])
    return at * before.cast(pl.Int64) - sums.gather(before)


def _rounded(time: int, parts: int) -> int:
    return (2 * time + parts) // (2 * parts)
