"""Step 2: what the whole distributor asks for: strategies, relaxing skills, chats beside calls.

The words of a strategy stand in a CHECK, and SQLite has no statement for changing one. Its manual
gives a way that leaves every row, reference and id where it is: to write the new text of the table
into the schema (https://sqlite.org/lang_altertable.html#otheralter). A column is added before that,
and given a value in every row, so that its default need not stay in the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Let groups and centers have the new strategies, groups relax skills, and the tenant its switch."""
    connection.exec_driver_sql(f"ALTER TABLE team ADD COLUMN {_ADDED}")
    connection.exec_driver_sql("UPDATE team SET skill_relax = 0")
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    for name, replaced in _REPLACED.items():
        for before, after in replaced:
            connection.exec_driver_sql(
                "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
                (before, after, name),
            )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    for statement in _TENANT.split(";\n"):
        connection.exec_driver_sql(statement)


_ADDED: Final = "skill_relax INTEGER NOT NULL DEFAULT 0"
_STRATEGIES: Final = ("'linear')", "'linear', 'skills', 'ring-all', 'least-loaded')")
_AT_CLOSING: Final = "at_closing VARCHAR(32) NOT NULL,"
_BREAK: Final = "CONSTRAINT break_length_range CHECK (break_length >= 1),"
_REPLACED: Final = {
    "center": [_STRATEGIES],
    "team": [
        _STRATEGIES,
        (f", {_ADDED}", ""),
        (_AT_CLOSING, f"{_AT_CLOSING}\n    skill_relax INTEGER NOT NULL,"),
        (_BREAK, f"{_BREAK}\n    CONSTRAINT skill_relax_range CHECK (skill_relax >= 0),"),
    ],
}
"""What is replaced in the text of each table."""
_TENANT: Final = """\
CREATE TEMPORARY TABLE held AS SELECT * FROM tenant;
DROP TABLE tenant;
CREATE TABLE tenant (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    zone VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    cross_channel BOOLEAN NOT NULL,
    created_at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT one_row CHECK (id = 1)
);
INSERT INTO tenant SELECT id, name, zone, region, 0, created_at FROM held;
DROP TABLE held"""
