"""`ccadmin tenant backup` and `restore`: a copy that was read through, and a way back that loses nothing."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ccadmin import copies, store
from ccadmin.errors import StoreError
from ccadmin.migrations import LATEST
from ccadmin.models import Group
from tests.contents import contents, rows
from tests.test_store import leave_half_written

if TYPE_CHECKING:
    from tests.conftest import Run

NAMES = "SELECT name FROM team ORDER BY id"


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    """A tenant with a group, of which there is a backup, and one that came after it."""
    run("group add sales")
    assert run("tenant backup monday.db -q").exit_code == 0
    run("group add more")
    return tenant


def spoil(path: Path) -> None:
    """Overwrite a page in the middle; the header stays as it is."""
    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096)


# --- backup -------------------------------------------------------------------------------------


def test_a_backup_holds_what_the_tenant_holds_and_is_its_users_only(tenant: Path, run: Run) -> None:
    run("group add sales")
    done = run("tenant backup monday.db -o json")

    (change,) = json.loads(done.stdout)["changes"]
    fields = {name: both["after"] for name, both in change["fields"].items()}
    assert (change["action"], change["kind"], change["name"]) == ("created", "backup", "monday.db")
    assert fields.pop("last_change") == rows(tenant, "SELECT max(at) FROM audit")[0][0]
    assert fields == {
        "name": "test", "zone": "Europe/Sofia", "region": "BG", "schema": LATEST, "groups": 1,
        "agents": 0, "centers": 0,
    }  # fmt: skip
    assert contents(Path("monday.db")) == contents(tenant)
    assert stat.S_IMODE(Path("monday.db").stat().st_mode) == 0o600
    assert sorted(path.name for path in Path().iterdir()) == ["monday.db", "tenant.db"]
    assert run("--db monday.db group list -o name").stdout == "sales\n"


def test_a_backup_is_what_is_there_while_somebody_writes(tenant: Path, run: Run) -> None:
    with store.changing(tenant, command="", who="") as opened:
        opened.session.add(Group(name="sales", name_key="sales"))
        opened.session.flush()
        assert run("tenant backup monday.db").exit_code == 0

    assert rows(Path("monday.db"), NAMES) == []
    assert rows(tenant, NAMES) == [("sales",)]


def test_an_earlier_backup_is_replaced_only_if_that_is_asked_for(shop: Path, run: Run) -> None:
    before = Path("monday.db").read_bytes()
    refused = run("tenant backup monday.db")
    assert (refused.exit_code, refused.stderr) == (
        4,
        (
            'error: "monday.db" exists already\n\n'
            "hint: name another file, or add --overwrite to replace an earlier backup\n"
        ),
    )
    dry = run("tenant backup monday.db --overwrite --dry-run")
    assert Path("monday.db").read_bytes() == before
    done = run("tenant backup monday.db --overwrite")

    assert dry.stdout.startswith('backup "monday.db" would be updated: groups 1 → 2, last_change ')
    assert done.stdout.startswith('backup "monday.db" updated: groups 1 → 2, last_change ')
    assert rows(Path("monday.db"), NAMES) == [("sales",), ("more",)]


def test_a_backup_that_is_only_tried_leaves_no_file(tenant: Path, run: Run) -> None:
    done = run("tenant backup monday.db --dry-run")

    assert done.stdout == 'backup "monday.db" would be created\n'
    assert [path.name for path in Path().iterdir()] == ["tenant.db"]


def test_what_is_no_backup_is_never_overwritten(tenant: Path, run: Run) -> None:
    Path("notes.txt").write_text("mine " * 300, encoding="ascii")
    Path("empty").write_bytes(b"")
    Path("folder").mkdir()

    for name, code, status in (
        ("notes.txt", "not-a-tenant", 6),
        ("empty", "not-a-tenant", 6),
        ("folder", "database-folder", 6),
        ("tenant.db", "backup-itself", 5),
        ("./tenant.db", "backup-itself", 5),
        ("nowhere/x.db", "folder-unwritable", 6),
    ):
        done = run(f"tenant backup {name} --overwrite -o json")
        (error,) = json.loads(done.stderr)["errors"]
        assert (error["code"], done.exit_code) == (code, status)
    assert Path("notes.txt").read_text(encoding="ascii") == "mine " * 300
    assert run("group list -o json").stdout == "[]\n"


def test_a_tenant_that_is_damaged_makes_no_backup(shop: Path, run: Run) -> None:
    spoil(shop)
    done = run("tenant backup tuesday.db")

    assert (done.exit_code, Path("tuesday.db").exists()) == (6, False)
    assert done.stderr.startswith('error: "')
    assert '" is damaged' in done.stderr


def test_a_tenant_of_a_newer_ccadmin_makes_no_backup(shop: Path, run: Run) -> None:
    with closing(sqlite3.connect(shop)) as connection:
        connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    done = run("tenant backup tuesday.db")

    assert (done.exit_code, Path("tuesday.db").exists()) == (6, False)
    assert done.stderr.startswith(f'error: "{shop}" has schema {LATEST + 1}, this ccadmin knows ')


# --- restore ------------------------------------------------------------------------------------


def test_a_restore_puts_the_backup_in_place_and_keeps_what_was_there(shop: Path, run: Run) -> None:
    backup, was = Path("monday.db").read_bytes(), contents(shop)

    done = run("tenant restore monday.db --yes")

    kept = shop.with_name("tenant.db.replaced")
    assert done.exit_code == 0
    assert done.stdout.startswith('tenant "test" updated: groups 2 → 1, last_change ')
    assert done.stderr == f'note: what was there is kept as "{kept}"\n'
    assert contents(shop) == contents(Path("monday.db"))
    assert Path("monday.db").read_bytes() == backup
    assert contents(kept) == was
    assert [stat.S_IMODE(path.stat().st_mode) for path in (shop, kept)] == [0o600, 0o600]
    assert sorted(path.name for path in Path().iterdir()) == [
        "monday.db",
        "tenant.db",
        "tenant.db.replaced",
    ]


def test_what_was_replaced_is_a_way_back(shop: Path, run: Run) -> None:
    was = contents(shop)
    run("tenant restore monday.db --yes")
    run("group add later")

    assert run("tenant restore tenant.db.replaced --yes").exit_code == 0

    assert contents(shop) == was
    assert rows(shop.with_name("tenant.db.replaced-2"), NAMES) == [("sales",), ("later",)]
    assert run("undo").stdout == 'group "more" deleted\n'


def test_a_restore_makes_a_tenant_where_there_is_none(shop: Path, run: Run) -> None:
    done = run("--db other.db tenant restore monday.db -o json")

    (change,) = json.loads(done.stdout)["changes"]
    assert (change["action"], change["name"], change["notes"]) == ("created", "test", [])
    assert contents(Path("other.db")) == contents(Path("monday.db"))


def test_nobody_can_be_asked_so_nothing_is_replaced(shop: Path, run: Run) -> None:
    before = shop.read_bytes()
    refused = run("tenant restore monday.db", stdin="y\n")
    dry = run("tenant restore monday.db --dry-run")

    assert (refused.exit_code, refused.stderr) == (
        2,
        (
            f'error: nobody can be asked whether to replace the tenant at "{shop}" by "monday.db"'
            "\n\nhint: add --yes\n"
        ),
    )
    assert dry.stdout.startswith('tenant "test" would be updated: groups 2 → 1, ')
    assert shop.read_bytes() == before
    assert sorted(path.name for path in Path().iterdir()) == ["monday.db", "tenant.db"]


def test_a_backup_that_is_not_whole_is_refused_before_anybody_is_asked(
    shop: Path, run: Run
) -> None:
    backup = Path("monday.db").read_bytes()
    with closing(sqlite3.connect("dangling.db")) as connection:
        connection.executescript("PRAGMA journal_mode = OFF")
    cases = {
        "cut.db": ("database-damaged", backup[: len(backup) // 2]),
        "notes.db": ("not-a-tenant", b"no database " * 400),
        "empty.db": ("not-a-tenant", b""),
    }
    Path("page.db").write_bytes(backup)
    spoil(Path("page.db"))
    for name, (_, data) in cases.items():
        Path(name).write_bytes(data)
    Path("row.db").write_bytes(backup)
    Path("lost.db").write_bytes(backup)
    Path("newer.db").write_bytes(backup)
    for name, statement in (
        ("row.db", "INSERT INTO topic VALUES ('a', 'a', 99)"),
        ("lost.db", "DELETE FROM tenant"),
        ("newer.db", f"PRAGMA user_version = {LATEST + 1}"),
    ):
        with closing(sqlite3.connect(name)) as connection:
            connection.execute(statement)
            connection.commit()
    before, folder = shop.read_bytes(), sorted(Path().iterdir())

    for name, code in {
        **{name: code for name, (code, _) in cases.items()},
        "page.db": "database-damaged",
        "row.db": "database-damaged",
        "lost.db": "database-damaged",
        "newer.db": "database-newer",
        "nowhere.db": "database-missing",
    }.items():
        for flags in ("--yes", "--dry-run"):
            done = run(f"tenant restore {name} {flags} -o json")
            (error,) = json.loads(done.stderr)["errors"]
            assert (error["code"], done.exit_code) == (code, 6), (name, error)
            assert f'"{name}"' in error["message"]
    assert (shop.read_bytes(), sorted(Path().iterdir())) == (before, folder)


def test_a_row_that_points_at_nothing_is_named(shop: Path, run: Run) -> None:
    with closing(sqlite3.connect("monday.db")) as connection:
        connection.execute("INSERT INTO topic VALUES ('a', 'a', 99)")
        connection.commit()

    assert run("tenant restore monday.db --yes").stderr == (
        'error: "monday.db" is damaged: table topic has a row that points at nothing in team\n\n'
        "hint: use another copy\n"
    )


def test_a_damaged_tenant_is_replaced_and_kept_as_it_is(shop: Path, run: Run) -> None:
    spoil(shop)
    damaged = shop.read_bytes()

    assert run("tenant restore monday.db --yes").exit_code == 0

    assert contents(shop) == contents(Path("monday.db"))
    # Behind the header, which counts how often the file was written.
    assert shop.with_name("tenant.db.replaced").read_bytes()[100:] == damaged[100:]


def test_what_is_no_tenant_is_never_replaced(shop: Path, run: Run) -> None:
    Path("notes.txt").write_text("mine " * 300, encoding="ascii")
    done = run("--db notes.txt tenant restore monday.db --yes")
    itself = run("tenant restore tenant.db --yes")

    assert (done.exit_code, done.stderr) == (
        6,
        (
            'error: "notes.txt" is not a tenant of ccadmin\n\n'
            "hint: move it out of the way first, with what SQLite keeps beside it\n"
        ),
    )
    assert (itself.exit_code, itself.stderr.splitlines()[0]) == (
        5,
        'error: "tenant.db" is the tenant itself',
    )
    assert Path("notes.txt").read_text(encoding="ascii") == "mine " * 300


def test_what_a_kill_left_half_written_is_not_rolled_into_the_restored_tenant(
    shop: Path, run: Run
) -> None:
    was = contents(shop)
    leave_half_written(shop)

    assert run("tenant restore monday.db --yes").exit_code == 0

    assert contents(shop) == contents(Path("monday.db"))
    assert contents(shop.with_name("tenant.db.replaced")) == was


def test_whoever_waits_while_a_tenant_is_replaced_writes_to_neither(shop: Path, run: Run) -> None:
    with store.kept_open(shop, mode="rw") as file:
        with file.changing(command="", who="") as first:
            first.session.add(Group(name="third", name_key="third"))
        assert run("tenant restore monday.db --yes").exit_code == 0
        before = {path.name: path.read_bytes() for path in Path().iterdir()}

        with pytest.raises(StoreError) as caught, file.changing(command="", who=""):
            raise AssertionError

    assert (caught.value.code, caught.value.exit_status) == ("database-replaced", 6)
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before
    assert rows(shop.with_name("tenant.db.replaced"), NAMES)[-1] == ("third",)


def test_a_locked_tenant_is_not_replaced(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCADMIN_BUSY_SECONDS", "0")
    with store.changing(shop, command="", who=""):
        done = run("tenant restore monday.db --yes")

    assert (done.exit_code, done.stderr.splitlines()[0]) == (
        6,
        f'error: "{shop}" is locked by another command',
    )
    assert sorted(path.name for path in Path().iterdir()) == ["monday.db", "tenant.db"]


def test_nobody_else_writes_while_a_copy_is_made(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock of a process ends when it closes any handle of the file, so none may be closed."""
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None);"
        "c.execute('BEGIN IMMEDIATE')"
    )
    tried: list[str] = []
    named = copies.named

    def trying(draft: Path, place: Path) -> None:
        named(draft, place)
        line = [sys.executable, "-c", code, str(shop)]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        tried.append(done.stderr.strip().splitlines()[-1])

    monkeypatch.setattr(copies, "named", trying)
    assert run("tenant restore monday.db --yes").exit_code == 0
    assert tried == ["sqlite3.OperationalError: database is locked"]


@pytest.mark.parametrize("line", ["tenant backup x.db", "tenant restore monday.db --yes"])
def test_copies_are_the_owners_work(shop: Path, run: Run, line: str) -> None:
    run("agent add Ana")
    assert run(f"--as Ana {line}").exit_code == 77
