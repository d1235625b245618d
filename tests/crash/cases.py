"""The commands that are killed: each with a tenant large enough that its transaction takes a while."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from ccadmin.cli import app
from tests.crash.killing import Command
from tests.old_schemas import old_tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PEOPLE = 60
"""How many people a tenant has where nothing else is said."""
THEN = ("group", "add", "afterwards", "-q")


def cases(folder: Path, people: int = PEOPLE) -> Iterator[Command]:
    """Every command, with the files that it starts from, made in that folder."""
    for name, make in _CASES.items():
        place = folder / name.split()[0]
        place.mkdir()
        words = make(place, people)
        then = ("tenant", "migrate") if name == "migrate" else THEN
        yield Command(name, place, words, then)


def _apply(place: Path, people: int) -> list[str]:
    """A document of another sample, which changes and adds hundreds of rows."""
    _sample(place / "tenant.db", people, 1)
    _sample(place / "other.db", people, 2)
    text = _done("--db", str(place / "other.db"), "export")
    (place / "other.yaml").write_text(text, encoding="utf-8")
    (place / "other.db").unlink()
    return ["apply", "-f", "other.yaml", "--prune", "--yes"]


def _batch(place: Path, people: int) -> list[str]:
    _sample(place / "tenant.db", people, 1)
    lines = [f"group edit support --wrap-up {number}" for number in range(100, 130)]
    lines += [f"agent add 'Newcomer {number}' --extension 9{number:04}" for number in range(30)]
    (place / "lines.txt").write_text("\n".join(lines), encoding="utf-8")
    return ["batch", "--atomic", "lines.txt"]


def _migrate(place: Path, people: int) -> list[str]:
    old_tenant(place / "tenant.db", 1)
    with closing(sqlite3.connect(place / "tenant.db")) as connection:
        connection.executescript(_MORE.format(agents=10 * people, lines=20 * people))
        connection.commit()
    return ["tenant", "migrate"]


def _restore(place: Path, people: int) -> list[str]:
    _sample(place / "tenant.db", people, 1)
    shutil.copy(place / "tenant.db", place / "backup.db")
    _done("--db", str(place / "tenant.db"), "group", "add", "later")
    return ["tenant", "restore", "backup.db", "--yes"]


def _restore_older(place: Path, people: int) -> list[str]:
    old_tenant(place / "backup.db", 1)
    _sample(place / "tenant.db", people, 1)
    return ["tenant", "restore", "backup.db", "--yes"]


def _sample(path: Path, people: int, seed: int) -> None:
    _done("tenant", "init", "--db", str(path), "--sample", str(people), "--seed", str(seed))


def _done(*words: str) -> str:
    result = CliRunner().invoke(app, list(words))
    if result.exit_code:
        raise RuntimeError(result.stderr)
    return result.stdout


_MORE = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {lines})
INSERT INTO audit (at, who, command, action, kind, object_id, name)
SELECT '2026-01-02T03:04:05.000Z', 'ana', 'ccadmin', 'created', 'agent', i, 'Agent ' || i FROM n;
WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < {agents})
INSERT INTO agent (id, name, name_key, role, license, "virtual", extension_delay, mobile_delay,
    chat_delay, status)
SELECT i, 'Agent ' || i, 'agent ' || i, 'agent', 'voice', 0, 0, 0, 0, 'available' FROM n;
"""
_CASES: dict[str, Callable[[Path, int], list[str]]] = {
    "apply": _apply,
    "batch": _batch,
    "migrate": _migrate,
    "restore": _restore,
    "restore-older": _restore_older,
}
