"""Separated values as a table: fast where the file is plain, record by record where it is not.

Polars reads the file when each line is a record with as many fields as the header; then row n is on
line n + 2 and nothing else need be known. In all other cases the csv module reads it, several times
slower, and knows the line on which each record begins and how many fields it has.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from ccadmin.contacts.faults import Fault, escaped, shown
from ccadmin.contacts.table import Table, numbers
from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS: Final = (",", ";", "\t")
_CHUNK: Final = 50_000
"""Records that become columns at a time, so that few of them are Python objects at once."""


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: where it begins, its fields, and what it should have been where it is broken."""

    line: int
    fields: list[str]
    text: str
    expected: str | None = None


def read_delimited(data: bytes, name: str, *, tabs: bool) -> Table:
    """Read TSV when `tabs`, else CSV with the separator that its header has most of: , ; or tab.

    Raises:
        RuleError: the header names a column twice, or cannot be read.
    """
    headers = {each: _header(data, each) for each in (["\t"] if tabs else _SEPARATORS)}
    separator = max(headers, key=lambda each: len(headers[each]))
    columns = _named(headers[separator], name)
    return _read_plain(data, separator, columns) or _read_records(data, separator, columns)


def _header(data: bytes, separator: str) -> list[str]:
    """The fields of the first record, none where it is broken."""
    record = next(_records(data, separator), None)
    return record.fields if record else []


def _named(header: list[str], name: str) -> list[str]:
    """The names of the columns; one without a name is called by its place."""
    if not header:
        raise RuleError(
            "broken-header",
            f'the header of "{escaped(name)}" cannot be read',
            hint="close the quotes of its first line",
        )
    columns = [each.strip() or f"column_{place}" for place, each in enumerate(header, start=1)]
    twice = [each for each in dict.fromkeys(columns) if columns.count(each) > 1]
    if twice:
        listed = ", ".join(f'"{shown(each)}"' for each in twice)
        raise RuleError(
            "duplicate-column",
            f'the header of "{escaped(name)}" names more than one column {listed}',
            hint="rename all but one of them in the first line of the file",
        )
    return columns


def _read_plain(data: bytes, separator: str, columns: list[str]) -> Table | None:
    """Read a file of one record a line; None when it is not one."""
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    blank_lines = b"\n\n" in data or b"\n\r\n" in data or data[:1] in {b"\n", b"\r"}
    lone_returns = b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
    if blank_lines or lone_returns:
        return None
    try:
        rows = _fields_of_lines(data, columns, separator=separator)
    except pl.exceptions.PolarsError:
        return None
    if rows.height != lines - 1 or not _are_full(rows, data, separator):
        return None
    return Table(rows, numbers(2, rows.height))


def _are_full(rows: pl.DataFrame, data: bytes, separator: str) -> bool:
    """Whether each line is a record with as many fields as the header.

    Polars fills short records with nulls and forgives some long ones and some quotes that do not
    pair. Without nulls in the last column and without quotes no record is short, so counting all
    separators finds the long ones; otherwise each line is looked at.
    """
    more = rows.width - 1
    quotes = b'"' in data
    if not quotes and not rows.to_series(-1).null_count():
        return data.count(separator.encode()) == more * (rows.height + 1)
    # The data holds no NUL byte, so each line is one field.
    lines = _fields_of_lines(data, ["line"], separator="\0", quote_char=None).to_series()
    if not quotes:
        return bool((lines.str.count_matches(separator, literal=True) == more).all())
    field = f'(?:"(?:[^"]|"")*"|[^"{separator}]*)'
    return lines.str.contains(f"^{field}(?:{separator}{field}){{{more}}}\r?$").all()


def _fields_of_lines(
    data: bytes, columns: list[str], *, separator: str, quote_char: str | None = '"'
) -> pl.DataFrame:
    """What Polars makes of the lines below the header, all of it text."""
    return pl.read_csv(
        data,
        has_header=False,
        skip_rows=1,
        separator=separator,
        quote_char=quote_char,
        schema=dict.fromkeys(columns, pl.String),
        infer_schema=False,
    )


def _read_records(data: bytes, separator: str, columns: list[str]) -> Table:
    """Read any file, record by record; those that do not fit the header become faults."""
    width = len(columns)
    schema = dict.fromkeys(columns, pl.String)
    parts = [pl.DataFrame(schema=schema)]
    chunk: list[list[str | None]] = []
    lines: list[int] = []
    misfits: dict[int, tuple[str, str]] = {}
    records = _records(data, separator)
    next(records, None)
    for row, record in enumerate(records):
        expected = record.expected or _misfit(record.fields, width)
        if expected:
            misfits[row] = (record.text, expected)
        lines.append(record.line)
        fields = [field or None for field in record.fields[:width]]
        chunk.append(fields + [None] * (width - len(fields)))
        if len(chunk) == _CHUNK:
            parts.append(pl.DataFrame(chunk, schema=schema, orient="row"))
            chunk = []
    if chunk:
        parts.append(pl.DataFrame(chunk, schema=schema, orient="row"))
    return Table(pl.concat(parts), pl.Series(lines, dtype=pl.Int64), _fault(misfits, len(lines)))


def _records(data: bytes, separator: str) -> Iterator[_Record]:
    """The records of a file, its header the first; blank lines are none."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8", newline="")
    read: list[str] = []
    reader = csv.reader(_remembering(text, read), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        read.clear()
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield _Record(line, [], "".join(read), "a record with each quote closed")
            continue
        if fields:
            yield _Record(line, fields, "".join(read))


def _remembering(text: io.TextIOWrapper, read: list[str]) -> Iterator[str]:
    """The lines of a text, each noted as the csv module takes it."""
    for line in text:
        read.append(line)
        yield line


def _misfit(fields: list[str], width: int) -> str | None:
    if len(fields) == width:
        return None
    return f"a record of {width} fields like the header (it has {len(fields)})"


def _fault(misfits: dict[int, tuple[str, str]], height: int) -> Fault | None:
    if not misfits:
        return None
    rows = range(height)
    texts = [misfits[row][0].rstrip("\r\n") if row in misfits else None for row in rows]
    expected = [misfits[row][1] if row in misfits else None for row in rows]
    return Fault("row", pl.Series(texts, dtype=pl.String), pl.Series(expected, dtype=pl.String))
