"""What a whole run costs before anything is simulated: `python -m bench.floor CALLS OUT`.

Imports what `ccadmin route` stands on, reads a contacts file with its times parsed, and writes a
file with the same columns and as many rows as the outcomes.
"""

from __future__ import annotations

import sys

import pendulum  # noqa: F401 - part of the stack that is paid for
import polars as pl
import sqlmodel  # noqa: F401 - as above
import typer  # noqa: F401 - as above


def main(calls: str, out: str) -> None:
    """Reads and writes, and decides nothing."""
    rows = pl.read_csv(calls, schema_overrides={"arrived": pl.Datetime("ms", "UTC")})
    seconds = pl.duration(seconds="talk")
    rows.select(
        pl.col("id"),
        pl.lit("call").alias("channel"),
        _instant("arrived", pl.col("arrived")),
        pl.col("group").alias("first_group"),
        pl.col("group").alias("last_group"),
        pl.lit("answered").alias("outcome"),
        pl.lit("").alias("reason"),
        _instant("answered", pl.col("arrived")),
        _instant("ended", pl.col("arrived") + seconds),
        ("agent " + (pl.int_range(pl.len()) % 500).cast(pl.String)).alias("agent"),
        pl.lit("").alias("device"),
        pl.lit(0.0).alias("wait"),
        pl.lit(0.0).alias("ring"),
        pl.col("talk"),
        pl.col("wrap_up"),
        *(pl.lit(0).alias(name) for name in ("offers", "misses", "hops", "level_reached")),
        pl.lit("yes").alias("resolved"),
    ).write_csv(out)


def _instant(name: str, time: pl.Expr) -> pl.Expr:
    return time.dt.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").alias(name)


if __name__ == "__main__":
    main(*sys.argv[1:])
