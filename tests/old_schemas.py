"""Tenants as earlier schemas had them, with a row in every table: what one of today holds, put back."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from ccadmin.database import APPLICATION_ID
from ccadmin.migrations import STEPS
from tests.contents import made_by
from tests.history.changing import SET_UP

if TYPE_CHECKING:
    from collections.abc import Iterable

_TABLES: Final = "SELECT name FROM {}.sqlite_schema WHERE type = 'table' AND name <> 'migration'"


@cache
def full() -> bytes:
    """A tenant of today with a row in every table."""
    with tempfile.TemporaryDirectory() as folder:
        return made_by(SET_UP, Path(folder) / "full.db")


def old_tenant(path: Path, version: int) -> Path:
    """Make the file that a ccadmin of that schema would have left behind."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.begin() as connection:
        for _, upgrade in STEPS[:version]:
            upgrade(connection)
    with (
        tempfile.NamedTemporaryFile(suffix=".db") as today,
        closing(sqlite3.connect(path)) as connection,
    ):
        Path(today.name).write_bytes(full())
        connection.execute("ATTACH ? AS today", (today.name,))
        for table in _names(connection.execute(_TABLES.format("main"))):
            shared = _columns(connection, "main", table) & _columns(connection, "today", table)
            names = ", ".join(f'"{name}"' for name in sorted(shared))
            connection.execute(f'DELETE FROM main."{table}"')
            connection.execute(
                f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM today."{table}"'
            )
        connection.executemany(
            "INSERT INTO migration (version, name, applied_at) VALUES (?, ?, '2026-01-01T00:00:00.000Z')",
            [(number, title) for number, (title, _) in enumerate(STEPS[:version], start=1)],
        )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.commit()
    path.chmod(0o600)
    return path


def _names(rows: Iterable[tuple[str]]) -> list[str]:
    return [name for (name,) in rows]


def _columns(connection: sqlite3.Connection, schema: str, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f'PRAGMA {schema}.table_info("{table}")')}
