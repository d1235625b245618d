"""Whole tenant files: one made of command lines, and what one holds, read past the program."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from typer.testing import CliRunner

from ccadmin import store
from ccadmin.cli import app

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def made_by(lines: Sequence[str], path: Path) -> bytes:
    """A tenant's file after these command lines: made once, it is copied for each test."""
    store.create(path, name="test", zone="Europe/Sofia", region="BG")
    runner = CliRunner()
    for line in lines:
        result = runner.invoke(app, ["--db", str(path), *shlex.split(line)])
        assert result.exit_code == 0, (line, result.stderr)
    return path.read_bytes()


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    """The answer of the file itself to one query."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table; two equal values mean that nothing was changed."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        ).fetchall()
        return {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables
        }
