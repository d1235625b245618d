"""Reads the month of a bank's call centre: its calls, its people's days, its callers' patience.

The file is `technion_bank_1999_01.tsv`, "Anonymous Bank", collected by I. Guedj and A. Mandelbaum
at the Technion; it stays beside the project. Clock times in it are local and carry no date of
their own: a time far before the call's entry is one after midnight. A working day here begins at
02:00, because evenings run over midnight and nobody serves between 02:00 and 03:30.
All times below are whole seconds from midnight of the working day.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

MONTH: Final = Path(__file__).parents[2] / "shared" / "data" / "technion_bank_1999_01.tsv"
ROWS: Final = {"AGENT": 27_060, "HANG": 4_299, "PHANTOM": 240}
BREAK: Final = 900
"""Seconds without a service after which somebody may be taken to be on a break."""
NO_SERVER: Final = "NO_SERVER"
DAY: Final = 86_400
DAY_BEGINS: Final = 7_200
CLOCKS: Final = ("vru_entry", "vru_exit", "q_start", "q_exit", "ser_start", "ser_exit")


@dataclass(frozen=True, slots=True)
class ServerDay:
    """One person on one working day, from the first service to the last.

    Attributes:
        server: first name.
        day: the working day, as in the file (yymmdd).
        ranges: when he was there, in order; one range unless breaks were looked for.
        types: the types of call that he took at any time that month.
    """

    server: str
    day: str
    ranges: tuple[tuple[int, int], ...]
    types: frozenset[str]


def read_calls(path: Path = MONTH) -> pl.DataFrame:
    """The calls without the phantoms, in order of arrival at the queue.

    Columns: `call` (number of the row among the calls), `day`, `arrived` (when the caller left
    the voice menu), `type`, `priority`, `outcome`, `queued` (whether he waited), `wait`,
    `served_from`, `served_to` (null when nobody is recorded), `talk`, `server`, `menu` (seconds
    in the voice menu).

    Raises:
        ValueError: the file is not the one that its description counts.
    """
    rows = pl.read_csv(path, separator="\t", infer_schema_length=0)
    counted = dict(rows["outcome"].value_counts().iter_rows())
    if counted != ROWS:
        raise ValueError(f"expected {ROWS}, found {counted}")
    served = pl.col("ser_exit") > 0
    midnight = pl.col("vru_exit") < DAY_BEGINS
    return (
        rows.filter(pl.col("outcome") != "PHANTOM")
        .with_columns(_seconds(clock) for clock in CLOCKS)
        .with_columns(_unfolded(clock) for clock in CLOCKS[1:])
        .with_columns(
            day=pl.when(midnight).then(_day_before("date")).otherwise("date"),
            shift=pl.when(midnight).then(DAY).otherwise(0),
        )
        .select(
            "day",
            "type",
            "outcome",
            "server",
            arrived=pl.col("vru_exit") + pl.col("shift"),
            priority=pl.col("priority").cast(pl.Int64),
            queued=pl.col("q_time").cast(pl.Int64) > 0,
            wait=pl.col("q_time").cast(pl.Int64),
            served_from=pl.when(served).then(pl.col("ser_start") + pl.col("shift")),
            served_to=pl.when(served).then(pl.col("ser_exit") + pl.col("shift")),
            talk=pl.col("ser_time").cast(pl.Int64),
            menu=pl.col("vru_time").cast(pl.Int64),
        )
        .sort("day", "arrived", maintain_order=True)
        .with_row_index("call")
    )


def server_days(calls: pl.DataFrame, *, longest_gap: int | None = None) -> list[ServerDay]:
    """Who worked when, from each server's first and last service of a day.

    Args:
        calls: as `read_calls` gives them.
        longest_gap: seconds without a service after which somebody is taken to be on a break;
            None for nobody ever.
    """
    served = _served(calls)
    types = dict(served.group_by("server").agg(pl.col("type").unique()).iter_rows())
    people = served.group_by("server", "day").agg("served_from", "served_to")
    return [
        ServerDay(
            server,
            day,
            _ranges(list(zip(starts, ends, strict=True)), longest_gap),
            frozenset(types[server]),
        )
        for server, day, starts, ends in people.sort("day", "server").iter_rows()
    ]


def pauses(calls: pl.DataFrame, *, longest: int) -> list[int]:
    """Seconds between two services of one person when others were waiting at the end of the first.

    Nobody who is free lets callers wait, so this is what the work after a call and short absences
    took. At least two must wait, because one may be on the way to somebody else already.

    Args:
        calls: as `read_calls` gives them.
        longest: seconds beyond which a gap is a break and no pause.
    """
    found: list[int] = []
    for of_day in calls.partition_by("day"):
        queued = of_day.filter("queued")
        came = queued["arrived"].sort().to_list()
        left = (queued["arrived"] + queued["wait"]).sort().to_list()
        gaps = _served(of_day).select(
            "served_to", gap=pl.col("served_from").shift(-1).over("server") - pl.col("served_to")
        )
        found += [
            gap
            for end, gap in gaps.filter(pl.col("gap").is_between(0, longest)).iter_rows()
            if bisect_right(came, end) - bisect_right(left, end) >= 2
        ]
    return found


def kaplan_meier(calls: pl.DataFrame) -> list[tuple[int, float]]:
    """The share of callers whose patience exceeds each wait at which somebody hung up.

    Of those who queued, who hung up showed his patience, and who was answered showed only that
    it was longer than his wait (Kaplan and Meier, 1958).
    """
    by_wait = (
        calls.filter("queued")
        .group_by("wait")
        .agg(hung_up=(pl.col("outcome") == "HANG").sum(), seen=pl.len())
        .sort("wait")
    )
    at_risk, staying = by_wait["seen"].sum(), 1.0
    curve: list[tuple[int, float]] = []
    for wait, hung_up, seen in by_wait.iter_rows():
        if hung_up:
            staying *= 1 - hung_up / at_risk
            curve.append((wait, staying))
        at_risk -= seen
    return curve


def _served(calls: pl.DataFrame) -> pl.DataFrame:
    """The services whose server is known, in order of time."""
    known = (pl.col("server") != NO_SERVER) & pl.col("served_from").is_not_null()
    return calls.filter(known).sort("served_from")


def _seconds(clock: str) -> pl.Expr:
    parts = pl.col(clock).str.split(":").list.eval(pl.element().cast(pl.Int64))
    return (parts.list.get(0) * 3600 + parts.list.get(1) * 60 + parts.list.get(2)).alias(clock)


def _unfolded(clock: str) -> pl.Expr:
    time = pl.col(clock)
    past_midnight = (time > 0) & (time + DAY // 2 < pl.col("vru_entry"))
    return pl.when(past_midnight).then(time + DAY).otherwise(time).alias(clock)


def _day_before(date: str) -> pl.Expr:
    parsed = ("19" + pl.col(date)).str.to_date("%Y%m%d")
    return parsed.dt.offset_by("-1d").dt.strftime("%y%m%d")


def _ranges(
    services: list[tuple[int, int]], longest_gap: int | None
) -> tuple[tuple[int, int], ...]:
    ranges = [services[0]]
    for start, end in services[1:]:
        since, until = ranges[-1]
        if longest_gap is not None and start - until > longest_gap:
            ranges.append((start, end))
        else:
            ranges[-1] = (since, max(until, end))
    return tuple(ranges)
