"""The rows that a change touched, put back as they were before it, if nothing has touched them since.

A change keeps each row as it was before its first touch (`journal.py`). What it made of the row is
what the next change found, or what stands in the table now. A later change that gave other fields
of a row other values is no obstacle; one of the same field is.

References are not followed meanwhile, because a row and what points at it may come back in any
order; whoever calls this looks for broken ones at the end.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy.exc import IntegrityError

from ccadmin import journal

if TYPE_CHECKING:
    from sqlalchemy import Connection

Fields = dict[str, Any]
"""A row by column."""


class Row(NamedTuple):
    """A row's place: its table, and its primary key as the journal writes it."""

    table: str
    key: str


@dataclass(frozen=True, slots=True)
class Restoring:
    """What a change would leave behind if it were taken back.

    Attributes:
        rows: what every row that it touched holds now, and is to hold; None where there is none.
        disturbed: those to which something else happened since.
    """

    rows: dict[Row, tuple[Fields | None, Fields | None]]
    disturbed: tuple[Row, ...]


def restoring(connection: Connection, number: int) -> Restoring:
    """What taking back a change would make of every row that it touched."""
    before = {
        Row(table, key): _fields(fields)
        for table, key, fields in connection.exec_driver_sql(_TOUCHED, (number,))
    }
    next_found: dict[Row, Fields | None] = {}
    for table, key, fields in connection.exec_driver_sql(_TOUCHED_LATER, (number, number)):
        next_found.setdefault(Row(table, key), _fields(fields))
    found = journal.standing(_raw(connection), number, {row.table for row in before})
    now = {Row(*place): _fields(fields) for place, fields in found.items()}
    rows: dict[Row, tuple[Fields | None, Fields | None]] = {}
    disturbed = []
    for row, was in before.items():
        stands = now.get(row)
        became = next_found.get(row, stands)
        if _can_return(was, became, stands):
            rows[row] = (stands, _returned(was, became, stands))
        else:
            disturbed.append(row)
    return Restoring(rows, tuple(disturbed))


def restore(connection: Connection, wanted: Restoring) -> Row | None:
    """Give the rows back what they held; whatever is in the way of one is returned.

    All rows go before any comes back, so that two of them may change places.
    """
    columns = journal.columns(_raw(connection))
    moving = {row: to for row, (now, to) in wanted.rows.items() if now != to}
    for row in moving:
        connection.exec_driver_sql(_where(row.table, columns, "DELETE"), tuple(json.loads(row.key)))
    for row, to in moving.items():
        if to is None:
            continue
        names = ", ".join(f'"{name}"' for name in to)
        marks = ", ".join("?" * len(to))
        try:
            connection.exec_driver_sql(
                f'INSERT INTO "{row.table}" ({names}) VALUES ({marks})',  # noqa: S608 - names of ours
                tuple(to.values()),
            )
        except IntegrityError:
            return _in_the_way(connection, row, to, columns) or row
    return None


def broken_references(connection: Connection) -> list[Row]:
    """The rows that point at rows which are not there."""
    columns = journal.columns(_raw(connection))
    found = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [
        Row(table, connection.exec_driver_sql(_by_rowid(table, columns), (rowid,)).scalar_one())
        for table, rowid, *_ in found
        if table in columns
    ]


def _can_return(was: Fields | None, became: Fields | None, stands: Fields | None) -> bool:
    """Whether a row is still what the change made of it, in what the change touched."""
    if was is None or became is None or stands is None:
        return stands == became
    return all(stands[name] == became[name] for name in was if was[name] != became[name])


def _returned(was: Fields | None, became: Fields | None, stands: Fields | None) -> Fields | None:
    """What a row is to hold: what it was, and what others have made of its other fields since."""
    if was is None or became is None or stands is None:
        return was
    return stands | {name: was[name] for name in was if was[name] != became[name]}


def _in_the_way(connection: Connection, row: Row, wanted: Fields, columns: Columns) -> Row | None:
    """The row that holds what must be unique, and that a row is to have."""
    indexes = connection.exec_driver_sql(f'PRAGMA index_list("{row.table}")').all()
    for _, index, unique, *_ in indexes:
        parts = connection.exec_driver_sql(f'PRAGMA index_info("{index}")').all()
        names = [name for *_, name in parts]
        # An index over an expression names no column; then the row itself is told.
        if not unique or None in names:
            continue
        same = " AND ".join(f'"{name}" = ?' for name in names)
        key = journal.json_key(columns[row.table][1])
        query = f'SELECT {key} FROM "{row.table}" WHERE {same}'  # noqa: S608 - names of ours
        values = tuple(wanted[name] for name in names)
        if (other := connection.exec_driver_sql(query, values).scalar()) is not None:
            return Row(row.table, other)
    return None


def _where(table: str, columns: Columns, verb: str) -> str:
    same = " AND ".join(f'"{name}" = ?' for name in columns[table][1])
    return f'{verb} FROM "{table}" WHERE {same}'


def _by_rowid(table: str, columns: Columns) -> str:
    return f'SELECT {journal.json_key(columns[table][1])} FROM "{table}" WHERE rowid = ?'  # noqa: S608 - names of ours


def _fields(text: str | None) -> Fields | None:
    return None if text is None else json.loads(text)


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection


Columns = dict[str, tuple[list[str], list[str]]]
"""For each table its columns, and those of its primary key."""

_TOUCHED: Final = "SELECT table_name, row_key, fields FROM row_before WHERE revision_id = ?"
_TOUCHED_LATER: Final = """
SELECT later.table_name, later.row_key, later.fields FROM row_before AS later
JOIN row_before AS it
  ON it.revision_id = ? AND it.table_name = later.table_name AND it.row_key = later.row_key
WHERE later.revision_id > ? ORDER BY later.revision_id
"""
