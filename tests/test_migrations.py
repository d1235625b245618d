"""Files of every schema that there has been: brought up to date whole, with a copy kept."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from ccadmin import store
from ccadmin.database import APPLICATION_ID
from ccadmin.errors import ExitStatus, StoreError
from ccadmin.migrations import LATEST, STEPS
from tests.old_schemas import full, old_tenant

if TYPE_CHECKING:
    from tests.conftest import Run

VERSIONS = tuple(range(1, LATEST + 1))
FILLED = """
INSERT INTO tenant VALUES (1, 'shop', 'Europe/Sofia', 'BG', '2026-01-02T03:04:05.000Z');
INSERT INTO center (id, name, name_key, routing_type) VALUES (3, 'front', 'front', 'linear');
INSERT INTO agent (id, name, name_key, role, license, "virtual", extension_delay, mobile_delay,
    chat_delay, status) VALUES (5, 'Ana', 'ana', 'agent', 'sales', 0, 1, 2, 3, 'available');
INSERT INTO team (id, name, name_key, strategy, status, center_id, wrap_up, wrap_up_scope, ring_time,
    on_no_answer, break_length, weight, "order", age_point, tier_wait, window, window_days, scope,
    late_joiner, at_closing) VALUES (7, 'sales', 'sales', 'call-count', 'enabled', 3, 4, 'agent', 15,
    'next', 300, 2, 'strict', 60, 0, 'day', 1, 'group', 'zero', 'leave');
INSERT INTO team SELECT 9, 'gone', 'gone', description, kind, strategy, status, center_id, 7,
    max_waiting, max_wait, service_percent, service_seconds, wrap_up, wrap_up_scope, ring_time,
    on_no_answer, break_length, weight, "order", age_point, tier_wait, window, window_days, scope,
    late_joiner, at_closing FROM team;
DELETE FROM team WHERE id = 9;
INSERT INTO member (group_id, agent_id, weight, status, tier, position)
    VALUES (7, 5, 6, 'enabled', 2, 1);
UPDATE center SET default_group_id = 7;
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A tenant as the first schema had it, with a row in every table that later steps rebuild."""
    path = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    with engine.begin() as connection:
        STEPS[0][1](connection)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FILLED)
        connection.execute(
            "INSERT INTO migration (version, name, applied_at) VALUES (1, 'first working centre', '')"
        )
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    path.chmod(0o600)
    return path


def contents(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        names = [name for (name,) in tables if name != "migration"]
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
            for name in names
        }


def test_every_row_is_there_afterwards_and_new_fields_have_their_defaults(old: Path) -> None:
    before = contents(old)

    done = store.migrate(old)

    after = contents(old)
    assert [row.pop("cross_channel") for row in after["tenant"]] == [0]
    assert [row.pop("skill_relax") for row in after["team"]] == [0]
    assert (after.pop("revision"), after.pop("row_before")) == ([], [])
    assert after == before
    assert (done.before, done.after) == (1, LATEST)


def test_the_schema_is_then_that_of_a_new_tenant(old: Path, tenant: Path) -> None:
    def schema(path: Path) -> dict[str, str]:
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql <> ''")
            return {name: "".join(sql.split()) for name, sql in rows}

    store.migrate(old)

    assert schema(old) == schema(tenant)
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_constraints_hold_and_ids_are_not_given_twice_afterwards(old: Path) -> None:
    store.migrate(old)

    with closing(sqlite3.connect(old)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("UPDATE team SET strategy = 'ring-all'")
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            connection.execute("UPDATE team SET strategy = 'loudest'")
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            connection.execute("UPDATE team SET skill_relax = -1")
        copied = "INSERT INTO team SELECT NULL, name || 2, name_key || 2"
        columns = [row[1] for row in connection.execute("PRAGMA table_info(team)")][3:]
        quoted = ", ".join(f'"{column}"' for column in columns)
        connection.execute(f"{copied}, {quoted} FROM team")
        assert connection.execute("SELECT max(id) FROM team").fetchone() == (10,)


def test_the_copy_is_the_file_as_it_was_and_only_its_users(old: Path) -> None:
    before = contents(old)

    copy = store.migrate(old).copy

    assert copy == old.with_name("old.db.schema-1")
    assert contents(copy) == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_an_older_file_is_refused_until_it_is_migrated(old: Path, run: Run) -> None:
    refused = run(f"group list --db {old}")
    dry = run(f"tenant migrate --db {old} --dry-run -o json")
    again = run(f"group list --db {old}")
    done = run(f"tenant migrate --db {old} -o json")
    listed = run(f"group list --db {old} -o name")
    twice = run(f"tenant migrate --db {old} -o plain")

    assert (refused.exit_code, again.exit_code) == (ExitStatus.DATABASE, ExitStatus.DATABASE)
    assert refused.stderr == (
        f'error: "{old}" has schema 1, this ccadmin works with {LATEST}\n\n'
        "hint: bring it up to date, which keeps a copy: ccadmin tenant migrate\n"
    )
    assert (dry.exit_code, done.exit_code, twice.exit_code) == (0, 0, 0)
    assert listed.stdout == "sales\n"
    assert sorted(path.name for path in old.parent.glob("old.db*")) == ["old.db", "old.db.schema-1"]


# --- every schema that there has been -------------------------------------------------------------


@pytest.fixture(scope="module")
def olds(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A full tenant as each schema had it."""
    folder = tmp_path_factory.mktemp("old")
    return {version: old_tenant(folder / f"{version}.db", version) for version in VERSIONS}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_full_tenant_of_every_schema_holds_the_same_afterwards(
    olds: dict[int, Path], tmp_path: Path, run: Run, version: int
) -> None:
    path = Path(shutil.copy(olds[version], tmp_path / "shop.db"))
    today = tmp_path / "today.db"
    today.write_bytes(full())
    before = contents(path)
    assert [name for name, rows in before.items() if not rows] == []

    done = store.migrate(path)

    exported = run(f"--db {path} export --ids").stdout
    assert exported == run(f"--db {today} export --ids").stdout
    assert (done.before, done.after) == (version, LATEST)
    after = contents(path)
    counted = {name: len(rows) for name, rows in before.items() if name != "sqlite_sequence"}
    assert counted == {name: len(after[name]) for name in counted}
    assert (done.copy is None) == (version == LATEST)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("version", VERSIONS[:-1])
def test_every_migration_is_taken_back_by_its_copy(
    olds: dict[int, Path], tmp_path: Path, run: Run, version: int
) -> None:
    path = Path(shutil.copy(olds[version], tmp_path / "shop.db"))
    before = contents(path)
    run(f"tenant migrate --db {path}")
    migrated = run(f"--db {path} export --ids").stdout
    run(f"--db {path} group add later")
    copy = path.with_name(f"shop.db.schema-{version}")

    back = run(f"--db {path} tenant restore {copy} --yes -o json")

    assert back.exit_code == 0, back.stderr
    (change,) = json.loads(back.stdout)["changes"]
    assert change["notes"][0] == f"brought from schema {version} to {LATEST}"
    assert run(f"--db {path} export --ids").stdout == migrated
    # And the file itself, for the ccadmin that it is of.
    assert contents(copy) == before
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)


@pytest.mark.parametrize(
    "line",
    [
        "group list",
        "group add x",
        "undo",
        "log",
        "export",
        "tenant migrate",
        "tenant migrate --dry-run",
        "tenant backup x.db",
        "--db other.db tenant restore new.db",
        "batch lines.txt",
        "batch --atomic lines.txt",
    ],
)
def test_a_newer_file_is_refused_by_every_command(tmp_path: Path, run: Run, line: str) -> None:
    path = tmp_path / "new.db"
    path.write_bytes(full())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    (tmp_path / "lines.txt").write_text("group add x", encoding="utf-8")
    before = path.read_bytes(), sorted(tmp_path.iterdir())

    done = run(line if "--db" in line else f"--db new.db {line}")

    assert done.exit_code == ExitStatus.DATABASE
    assert f'"new.db" has schema {LATEST + 1}, this ccadmin knows {LATEST}' in done.stderr
    assert (path.read_bytes(), sorted(tmp_path.iterdir())) == before


def test_a_migration_that_fails_leaves_the_file_and_no_copy(
    olds: dict[int, Path], tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(olds[1], tmp_path / "shop.db"))
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise StoreError("disk-full", "no space left")

    monkeypatch.setattr("ccadmin.store._climb", fail)
    assert run(f"--db {path} tenant migrate").exit_code == ExitStatus.DATABASE

    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["shop.db"]
