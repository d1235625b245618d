"""The tenant's file: private, transactional, recognised, and never half-written."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import SQLModel, select

from ccadmin import entry_models, history_models, store
from ccadmin.changes import Change
from ccadmin.database import journal_of
from ccadmin.errors import CcadminError, ConflictError, StoreError
from ccadmin.history_models import Audit
from ccadmin.migrations import LATEST
from ccadmin.models import Agent, ChatSettings, Group, Migration

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


def test_a_new_file_is_private_complete_and_at_the_latest_schema(tenant: Path) -> None:
    assert stat.S_IMODE(tenant.stat().st_mode) == 0o600
    assert [p.name for p in tenant.parent.iterdir()] == [tenant.name]
    with store.reading(tenant) as opened:
        row = opened.tenant()
        steps = opened.session.exec(select(Migration.version, Migration.name)).all()

    assert (row.name, row.zone, row.region) == ("test", "Europe/Sofia", "BG")
    assert steps == [(1, "first working centre"), (2, "whole distributor"), (3, "never lost")]
    assert len(steps) == LATEST


def test_the_migrated_schema_is_that_of_the_models(tenant: Path) -> None:
    def schema(engine: Engine) -> dict[str, str]:
        with engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql <> ''")
            found = {name: "".join(sql.split()) for name, sql in rows}
        engine.dispose()
        return found

    engine = create_engine("sqlite://", poolclass=StaticPool)
    assert entry_models.Flow.__tablename__ in SQLModel.metadata.tables
    assert history_models.Revision.__tablename__ in SQLModel.metadata.tables
    for table in SQLModel.metadata.tables.values():
        table.create(engine)

    assert schema(create_engine(f"sqlite:///{tenant}")) == schema(engine)


def test_a_change_and_its_audit_row_are_kept_together(tenant: Path) -> None:
    with store.changing(tenant, command="ccadmin group add sales", who="ana") as opened:
        opened.session.add(Group(name="sales", name_key="sales"))
        opened.record(Change("group", 1, "sales", None, {"name": "sales"}))

    with store.reading(tenant) as opened:
        (row,) = opened.session.exec(select(Audit)).all()
        names = opened.session.exec(select(Group.name)).all()
    assert names == ["sales"]
    assert (row.who, row.command, row.action, row.kind, row.object_id, row.before, row.after) == (
        "ana",
        "ccadmin group add sales",
        "created",
        "group",
        1,
        None,
        '{"name": "sales"}',
    )


def test_plain_columns_and_objects_are_one_transaction_whichever_comes_first(tenant: Path) -> None:
    with store.changing(tenant, command="", who="") as opened:
        opened.session.add(Group(name="sales", name_key="sales"))
    with store.changing(tenant, command="", who="") as opened:
        opened.connection.execute("UPDATE team SET name = 'Sales'")
        group = opened.session.exec(select(Group)).one()
        seen, group.weight = group.name, 7
        opened.flush()
        weights = opened.rows("team", "weight")
    with store.changing(tenant, command="", who="", dry_run=True) as opened:
        opened.connection.execute("UPDATE team SET name = 'lost'")
        opened.session.add(Group(name="lost, too", name_key="lost, too"))
    with store.reading(tenant) as opened:
        kept = opened.rows("team", "name")

    assert (seen, weights, kept) == ("Sales", [(7,)], [("Sales",)])


def test_plain_columns_say_words_as_text_and_yes_and_no_as_such(tenant: Path) -> None:
    with store.changing(tenant, command="", who="") as opened:
        opened.session.add(Agent(name="Ana", name_key="ana", virtual=True, capacity=1))
        opened.session.add(Agent(name="Bo", name_key="bo"))
        opened.session.add(ChatSettings(timeout_closure=False, proactive_closure=None))
        opened.flush()
        agents = opened.rows("agent", "virtual", "capacity", "status")
        chats = opened.rows("chat_settings", "timeout_closure", "proactive_closure")

    assert repr(agents) == "[(True, 1, 'available'), (False, None, 'available')]"
    assert repr(chats) == "[(False, None)]"


def test_an_unchanged_object_writes_no_audit_row(tenant: Path) -> None:
    with store.changing(tenant, command="", who="") as opened:
        opened.record(Change("group", 1, "sales", {"name": "sales"}, {"name": "sales"}))

    with store.reading(tenant) as opened:
        assert opened.session.exec(select(Audit)).all() == []


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_refused_or_dry_run_leaves_the_file_byte_identical(
    tenant: Path, *, dry_run: bool
) -> None:
    before = tenant.read_bytes()

    def attempt() -> None:
        with store.changing(tenant, command="", who="", dry_run=dry_run) as opened:
            opened.session.add(Group(name="sales", name_key="sales"))
            opened.session.flush()
            if not dry_run:
                raise ConflictError("refused", "no")

    if dry_run:
        attempt()
    else:
        with pytest.raises(ConflictError):
            attempt()

    assert tenant.read_bytes() == before


def test_reading_works_without_write_permission_on_file_and_folder(tenant: Path) -> None:
    tenant.chmod(0o400)
    tenant.parent.chmod(0o500)
    try:
        with store.reading(tenant) as opened:
            assert opened.tenant().name == "test"
    finally:
        tenant.parent.chmod(0o700)


def leave_half_written(path: Path) -> None:
    """What a killed command leaves: pages in the file, and beside it what they were before."""
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN IMMEDIATE');"
        "c.executemany('INSERT INTO license_seats VALUES (?, 1)', [('voice',), ('sales',)]);"
        "c.execute('UPDATE tenant SET name = hex(zeroblob(200000))'); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert (done.returncode, journal_of(path).exists()) == (-9, True)


@pytest.mark.parametrize("write", [False, True])
def test_what_a_killed_command_left_half_written_is_taken_back(
    tenant: Path, *, write: bool
) -> None:
    before = tenant.read_bytes()
    leave_half_written(tenant)
    assert tenant.read_bytes() != before

    opening = store.changing(tenant, command="", who="") if write else store.reading(tenant)
    with opening as opened:
        assert opened.tenant().name == "test"

    assert tenant.read_bytes() == before
    assert not journal_of(tenant).exists()


def test_what_cannot_be_taken_back_is_said_to_be_half_written(
    tenant: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_half_written(tenant)
    # A folder that takes no writing, also where root runs the tests.
    monkeypatch.setattr("ccadmin.database._put_right", lambda path: None)

    with pytest.raises(StoreError) as caught, store.reading(tenant):
        raise AssertionError

    assert (caught.value.code, caught.value.message) == (
        "database-unfinished",
        f'a killed command left "{tenant}" half-written, and it or its folder is read-only',
    )


def test_foreign_keys_are_enforced(tenant: Path) -> None:
    with store.changing(tenant, command="", who="") as opened:
        assert opened.session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert opened.session.connection().exec_driver_sql("PRAGMA journal_mode").scalar() == (
            "delete"
        )


def test_a_second_tenant_never_replaces_the_first(tenant: Path) -> None:
    before = tenant.read_bytes()
    with pytest.raises(ConflictError) as caught:
        store.create(tenant, name="other", zone="UTC", region="ZZ")

    assert caught.value.code == "tenant-exists"
    assert tenant.read_bytes() == before


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    connection.close()


def _strange(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE elsewhere (id INTEGER)")
    connection.close()


def _no_database(path: Path) -> None:
    path.write_bytes(b"id,arrived\n" * 200)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_newer, "database-newer"),
        (_strange, "not-a-tenant"),
        (_no_database, "not-a-tenant"),
        (_empty, "not-a-tenant"),
        (_folder, "database-folder"),
        (_gone, "database-missing"),
    ],
)
@pytest.mark.parametrize("write", [False, True])
def test_what_is_no_tenant_is_refused_by_name(
    tenant: Path, spoil: object, code: str, *, write: bool
) -> None:
    assert callable(spoil)
    spoil(tenant)

    opening = store.changing(tenant, command="", who="") if write else store.reading(tenant)
    with pytest.raises(StoreError) as caught, opening:
        raise AssertionError

    assert caught.value.code == code
    assert str(tenant) in caught.value.message


def test_a_locked_file_is_reported_after_the_busy_time(
    tenant: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCADMIN_BUSY_SECONDS", "0")
    with store.changing(tenant, command="", who="") as first:
        first.session.add(Group(name="sales", name_key="sales"))
        second = store.changing(tenant, command="", who="")
        with pytest.raises(StoreError) as caught, second:
            raise AssertionError

    assert caught.value.code == "database-locked"
    assert caught.value.hint is not None


@pytest.mark.parametrize("text", ["soon", "-1", "nan", "1e9"])
def test_a_busy_time_that_is_no_number_is_refused(
    tenant: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("CCADMIN_BUSY_SECONDS", text)
    with pytest.raises(CcadminError) as caught, store.reading(tenant):
        raise AssertionError

    assert caught.value.code == "busy-seconds"


def test_a_new_tenant_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        store.create(tmp_path / "none" / "x.db", name="x", zone="UTC", region="ZZ")

    assert caught.value.code == "folder-unwritable"


def test_the_audit_log_takes_text_of_any_language(tenant: Path) -> None:
    with store.changing(tenant, command="", who="") as opened:
        opened.record(Change("group", 1, "Продажби", None, {"name": "Продажби"}))

    with store.reading(tenant) as opened:
        assert opened.session.exec(select(Audit.after)).all() == ['{"name": "Продажби"}']
