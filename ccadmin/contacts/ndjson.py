"""NDJSON as a table: one object a line, read by Polars, or line by line where that fails."""

from __future__ import annotations

import json
from typing import Final

import polars as pl

from ccadmin.contacts.faults import Fault, escaped
from ccadmin.contacts.table import Table, numbers
from ccadmin.errors import RuleError

_CHUNK: Final = 50_000
"""Objects that become columns at a time, so that few of them are Python objects at once."""


def read_ndjson(data: bytes, name: str) -> Table:
    """Read objects; a file of one plain object a line keeps the types of its values.

    Raises:
        RuleError: no line holds an object.
    """
    try:
        rows = pl.read_ndjson(data, infer_schema_length=None)
    except pl.exceptions.PolarsError:
        return _read_lines(data, name)
    if rows.height != data.count(b"\n") + (not data.endswith(b"\n")):
        return _read_lines(data, name)
    return Table(rows, numbers(1, rows.height))


def _read_lines(data: bytes, name: str) -> Table:
    """Read blank lines, lines that are no objects and columns of mixed types; all becomes text."""
    parts: list[pl.DataFrame] = []
    chunk: list[dict[str, str | None]] = []
    lines: list[int] = []
    bad: list[str | None] = []
    for line, raw in enumerate(data.split(b"\n"), start=1):
        if not raw.strip():
            continue
        record = _object(raw)
        lines.append(line)
        bad.append(raw.decode() if record is None else None)
        chunk.append(record or {})
        if len(chunk) == _CHUNK:
            parts.append(_columns(chunk))
            chunk = []
    rows = pl.concat([*parts, _columns(chunk)], how="diagonal")
    names = [each for each in rows.columns if each]
    if not names:
        raise RuleError(
            "not-ndjson",
            f'"{escaped(name)}" holds no JSON object with names in it',
            hint='write one object a line, such as {"arrived": "2026-03-02T09:15:00Z"}',
        )
    return Table(rows.select(names), pl.Series(lines, dtype=pl.Int64), _no_objects(bad))


def _columns(records: list[dict[str, str | None]]) -> pl.DataFrame:
    """Records as text columns; the nameless column keeps the height where no record has a name."""
    names = ["", *dict.fromkeys(name for record in records for name in record if name)]
    return pl.DataFrame(
        {name: [record.get(name) for record in records] for name in names},
        schema=dict.fromkeys(names, pl.String),
    )


def _object(raw: bytes) -> dict[str, str | None] | None:
    """The members of an object as text; None for a line that is none."""
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict):
        return None
    return {name: _text(value) for name, value in record.items()}


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _no_objects(bad: list[str | None]) -> Fault | None:
    value = pl.Series("row", bad, dtype=pl.String)
    if value.null_count() == len(value):
        return None
    words = pl.when(value.is_not_null()).then(pl.lit("a JSON object"))
    return Fault("row", value, pl.select(words).to_series())
