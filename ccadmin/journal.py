"""Keeps what every change touched: triggers of the connection write each row as it was before.

They are temporary, so they live in one connection and never in the file, and they see whatever
touches a row: the ORM, bulk statements, and what the database itself deletes or clears along a
foreign key. A row is kept at its first touch in a change; what it holds later can be read in the
next change that touches it, or in the table itself. So nothing is kept twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from sqlite3 import Connection

NOT_KEPT: Final = frozenset({"audit", "revision", "row_before", "migration"})
"""Tables about changes, which are no content."""

Layout = dict[str, tuple[list[str], list[str]]]
"""For each table its columns, and those of its primary key."""
_LAYOUT: Final[Layout] = {}
_COLUMNS: Final = """
SELECT t.name, c.name, c.pk FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY t.name, c.cid
"""
NEXT: Final = "(SELECT coalesce(max(id), 0) + 1 FROM revision)"
"""The number of the change that is being made."""


def columns(connection: Connection) -> Layout:
    """For each table that holds content its columns, and those of its primary key.

    Every file that is written has the latest schema, so one of them is asked once.
    """
    if not _LAYOUT:
        found: dict[str, list[tuple[int, str]]] = {}
        for table, column, place in connection.execute(_COLUMNS):
            if table not in NOT_KEPT:
                found.setdefault(table, []).append((place, column))
        for table, pairs in found.items():
            keys = [name for place, name in sorted(pairs) if place]
            _LAYOUT[table] = ([name for _, name in pairs], keys)
    return _LAYOUT


def keep(connection: Connection) -> None:
    """From now on, keep every row that this connection changes as it was before."""
    connection.executescript(_triggers(connection))


def _triggers(connection: Connection) -> str:
    """The statements that make all triggers."""
    made: list[str] = []
    for table, (names, keys) in columns(connection).items():
        row = ", ".join(f"'{name}', OLD.\"{name}\"" for name in names)
        old, new = json_key(keys, "OLD."), json_key(keys, "NEW.")
        was, was_not = _insert(table, old, f"json_object({row})"), _insert(table, new, "NULL")
        for moment, statements in (
            ("INSERT", (was_not,)),
            ("UPDATE", (was, was_not)),  # an update may give a row another key
            ("DELETE", (was,)),
        ):
            made.append(_trigger(table, moment, statements))
    return "".join(made)


def moved(connection: Connection, number: int) -> bool:
    """Whether any row that a change touched holds something else now than before."""
    before = {
        (table, key): fields
        for table, key, fields in connection.execute(
            "SELECT table_name, row_key, fields FROM row_before WHERE revision_id = ?", (number,)
        )
    }
    now = standing(connection, number, {table for table, _ in before})
    return any(now.get(row) != fields for row, fields in before.items())


def standing(
    connection: Connection, number: int, tables: Iterable[str]
) -> dict[tuple[str, str], str]:
    """The rows that a change touched as they are now, by table and key; those that exist."""
    layout = columns(connection)
    found: dict[tuple[str, str], str] = {}
    for table in tables:
        names, keys = layout[table]
        key, row = json_key(keys), ", ".join(f"'{name}', \"{name}\"" for name in names)
        query = (
            f'SELECT {key}, json_object({row}) FROM "{table}" WHERE {key} IN '  # noqa: S608 - names of ours
            "(SELECT row_key FROM row_before WHERE revision_id = ? AND table_name = ?)"
        )
        for written, fields in connection.execute(query, (number, table)):
            found[table, written] = fields
    return found


def json_key(names: Sequence[str], prefix: str = "") -> str:
    """The expression that writes a row's primary key as a JSON array."""
    return "json_array(" + ", ".join(f'{prefix}"{name}"' for name in names) + ")"


def _trigger(table: str, moment: str, statements: Iterable[str]) -> str:
    name = f"kept_{table}_{moment.lower()}"
    return (
        f'CREATE TEMPORARY TRIGGER "{name}" AFTER {moment} ON main."{table}" '
        f"BEGIN {' '.join(statements)} END;"
    )


def _insert(table: str, key: str, row: str) -> str:
    # The first touch counts: whatever follows in the same change is ignored. OR IGNORE would not do:
    # what the database itself does along a foreign key aborts, whatever its triggers say.
    return (
        f"INSERT INTO row_before SELECT {NEXT}, '{table}', {key}, {row} WHERE NOT EXISTS "  # noqa: S608 - names of ours
        f"(SELECT 1 FROM row_before WHERE revision_id = {NEXT} AND table_name = '{table}' "
        f"AND row_key = {key});"
    )
