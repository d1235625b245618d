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

COUNTS = {"offers": 1, "misses": 0, "hops": 0, "level_reached": 0}


def main(calls: str, out: str) -> None:
    """Reads and writes, and decides nothing."""
    rows = pl.read_csv(calls, schema_overrides={"arrived": pl.Datetime("ms", "UTC")})
    ended = pl.col("arrived") + pl.duration(milliseconds=pl.col("talk") * 1000)
    rows.select(
        "id",
        pl.lit("call").alias("channel"),
        "arrived",
        pl.col("group").alias("first_group"),
        pl.col("group").alias("last_group"),
        pl.lit("answered").alias("outcome"),
        pl.lit("").alias("reason"),
        pl.col("arrived").alias("answered"),
        ended.alias("ended"),
        pl.format("agent {}", pl.int_range(pl.len()) % 500).alias("agent"),
        pl.lit("extension").alias("device"),
        pl.lit(0.0).alias("wait"),
        pl.lit(0.0).alias("ring"),
        "talk",
        pl.col("wrap_up").fill_null(0.0),
        *(pl.lit(number).alias(name) for name, number in COUNTS.items()),
        pl.lit(value=True).alias("resolved"),
    ).write_csv(out, datetime_format="%Y-%m-%dT%H:%M:%S%.3fZ")


if __name__ == "__main__":
    main(*sys.argv[1:])
