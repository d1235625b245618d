"""Files of every schema that there has been: brought up to date whole, with a copy kept."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from ccadmin import store
from ccadmin.database import APPLICATION_ID
from ccadmin.errors import ExitStatus
from ccadmin.migrations import LATEST, STEPS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

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
