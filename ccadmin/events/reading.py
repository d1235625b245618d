"""A file of events, as `route --events` writes it, back as the table that it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ccadmin.contacts import sources
from ccadmin.contacts.arrivals import arrivals
from ccadmin.contacts.faults import as_text, escaped, shown
from ccadmin.contacts.fields import blank, truths
from ccadmin.contacts.reading import read_table
from ccadmin.errors import RuleError
from ccadmin.events.columns import COLUMNS, KINDS, NAMES, RUN_ENDED
from ccadmin.formulas import bare_columns

if TYPE_CHECKING:
    from ccadmin.contacts.table import Table

_TELLING: Final = ("time", "kind", "id")
"""The columns by which a table of events is known."""


def is_event_table(rows: pl.DataFrame) -> bool:
    """Whether the columns of a table are those of events, and not of outcomes."""
    return all(name in rows.columns for name in _TELLING)


def read_events(path: str) -> pl.DataFrame:
    """Read a file of events with the columns and types of `COLUMNS`.

    Raises:
        NotFoundError: there is no such file.
        RuleError: it is no file of events, or not a whole one.
    """
    return events_of(read_table(path), sources.name_of(path))


def events_of(table: Table, file: str) -> pl.DataFrame:
    """A table that was read from a file, with the columns and types of `COLUMNS`.

    Raises:
        RuleError: it is no table of events, or not a whole one.
    """
    name = escaped(file)
    missing = [column for column in COLUMNS if column not in table.rows.columns]
    if missing:
        raise _no_events(f'"{name}" has no column "{missing[0]}"')
    rows = table.rows.select(_read(table.rows[column], column) for column in COLUMNS)
    if sources.is_delimited(file):
        rows = bare_columns(rows, NAMES)
    for column in COLUMNS:
        lost = rows[column].is_null() & ~blank(table.rows[column])
        if column == "kind":
            lost = ~rows[column].is_in(KINDS).fill_null(value=False)
        if lost.any():
            row = lost.arg_true()[0]
            value = shown(as_text(table.rows[column])[row] or "")
            raise _no_events(f'{name}:{table.lines[row]}: {column}: "{value}" is none')
    ends = (rows["kind"] == RUN_ENDED).sum()
    if ends != 1 or rows["time"].null_count():
        raise _no_events(f'"{name}" has {ends} rows "{RUN_ENDED}", and needs one')
    return rows


def _read(values: pl.Series, column: str) -> pl.Series:
    kind = COLUMNS[column]
    if kind == COLUMNS["time"]:
        return arrivals(values, "UTC").cast(kind).alias(column)
    if kind == pl.Boolean():
        return truths(values).alias(column)
    text = as_text(values).alias(column)
    if kind == pl.String():
        return text.replace("", None)
    return text.cast(kind, strict=False)


def _no_events(message: str) -> RuleError:
    return RuleError("no-events", message, hint="give a whole file that route --events has written")
