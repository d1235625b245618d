"""Step 2: the strategies of the whole distributor, and chats beside calls for the whole tenant.

The words of a strategy stand in a CHECK. SQLite has no statement for changing one; its manual gives
the way that leaves every row and reference where it is: https://sqlite.org/lang_altertable.html#otheralter
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Let groups and centers have the new strategies, and the tenant its switch, which is off."""
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) "
        "WHERE type = 'table' AND name IN ('center', 'team')",
        (_LAST_STRATEGY, _LAST_STRATEGIES),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = RESET")
    for statement in _TENANT.split(";\n"):
        connection.exec_driver_sql(statement)


_LAST_STRATEGY: Final = "'linear')"
_LAST_STRATEGIES: Final = "'linear', 'skills', 'ring-all', 'least-loaded')"
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
