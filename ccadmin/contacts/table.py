"""A file as a table: its columns as they stand there, and the line of each row.

What a row is in each format, and which line it is said to be on:

    CSV       a record; its line is the one on which it begins, the header's first line being 1
    NDJSON    a line with an object; blank lines count as lines but are no rows
    Parquet   a row; its number counts from 1, for such a file has no lines
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from ccadmin.contacts.faults import Fault


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a file.

    Attributes:
        rows: CSV gives text throughout, the other formats what they hold.
        lines: where each row begins.
        fault: rows that are no proper rows of the format at all; their columns count for nothing.
    """

    rows: pl.DataFrame
    lines: pl.Series
    fault: Fault | None = None


def numbers(first: int, count: int) -> pl.Series:
    """The lines of a file in which rows follow each other without a gap."""
    return pl.int_range(first, first + count, dtype=pl.Int64, eager=True)
