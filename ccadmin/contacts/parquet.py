"""Parquet as a table."""

from __future__ import annotations

import io

import polars as pl

from ccadmin.contacts.faults import escaped
from ccadmin.contacts.table import Table, numbers
from ccadmin.errors import RuleError


def read_parquet(data: bytes, name: str) -> Table:
    """Read all columns with the types that they have.

    Raises:
        RuleError: the data is no Parquet.
    """
    try:
        rows = pl.read_parquet(io.BytesIO(data))
    except pl.exceptions.PolarsError:
        raise RuleError(
            "not-parquet",
            f'"{escaped(name)}" is no Parquet file, or is damaged',
            hint="write it again, or give it the suffix of the format that it has",
        ) from None
    return Table(rows, numbers(1, rows.height))
