"""Step 3: what undo needs: which rows each change touched, and what they held before.

Ids of hours and of chat settings are not given twice any more, so that a row that comes back finds
its id free. The text of a table is replaced as in step 2; in both texts the id is the row's own
number, so that every row stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Make the two tables of changes, and let audit rows say to which change they belong."""
    for statement in _TABLES.split(";\n"):
        connection.exec_driver_sql(statement)
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    for name in ("hours", "chat_settings"):
        for before, after in _NEVER_REUSED:
            connection.exec_driver_sql(
                "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
                (before, after, name),
            )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    for statement in _SEQUENCES:
        connection.exec_driver_sql(statement)


_NEVER_REUSED: Final = (
    ("    id INTEGER NOT NULL,", "    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"),
    ("    PRIMARY KEY (id),\n", ""),
)
_SEQUENCES: Final = (
    "INSERT INTO sqlite_sequence SELECT 'hours', max(id) FROM hours HAVING max(id) IS NOT NULL",
    "INSERT INTO sqlite_sequence SELECT 'chat_settings', max(id) FROM chat_settings HAVING max(id) IS NOT NULL",
)
"""The ids that were given, from which the table with AUTOINCREMENT counts on."""
_TABLES: Final = """\
CREATE TABLE revision (
    id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    command VARCHAR NOT NULL,
    undoes INTEGER,
    PRIMARY KEY (id)
);
CREATE TABLE row_before (
    revision_id INTEGER NOT NULL,
    table_name VARCHAR NOT NULL,
    row_key VARCHAR NOT NULL,
    fields VARCHAR,
    PRIMARY KEY (revision_id, table_name, row_key)
)
 WITHOUT ROWID;
ALTER TABLE audit ADD COLUMN revision_id INTEGER;
ALTER TABLE audit ADD COLUMN centers VARCHAR;
CREATE INDEX ix_audit_revision_id ON audit (revision_id)"""
