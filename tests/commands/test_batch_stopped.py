"""`ccadmin batch` when it is interrupted, and when nobody reads or can write what it prints."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import Session

from ccadmin import store
from tests.contents import rows

if TYPE_CHECKING:
    from tests.conftest import Run

NAMES = "SELECT name FROM team ORDER BY id"


def write(text: str) -> None:
    Path("lines.txt").write_text(text, encoding="utf-8")


def interrupts(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ccadmin.tenant.groups.overview", interrupt)


@pytest.mark.parametrize(
    ("flags", "kept", "said"),
    [
        ("", [("one",), ("two",)], "what was done by 2 lines stays"),
        ("--keep-going", [("one",), ("two",)], "what was done by 2 lines stays"),
        ("--atomic", [], "nothing was changed"),
        ("--dry-run", [], "nothing was changed"),
    ],
)
def test_interrupted_it_says_what_stays(
    tenant: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    *,
    flags: str,
    kept: list[tuple[str]],
    said: str,
) -> None:
    interrupts(monkeypatch)
    write("group add one\ngroup add two\ngroup list\ngroup add three\n")

    done = run(f"batch {flags} lines.txt")

    assert (done.exit_code, done.stderr) == (130, f"interrupted: {said}\n")
    assert done.stdout == "".join(f'group "{name}" created\n' for (name,) in kept)
    assert rows(tenant, NAMES) == kept


def test_interrupted_in_its_first_line_it_changed_nothing(
    tenant: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupts(monkeypatch)
    write("group list\ngroup add three\n")
    before = tenant.read_bytes()

    done = run("batch lines.txt -o json")

    assert (done.exit_code, done.stdout, done.stderr) == (
        130,
        "[]\n",
        "interrupted: nothing was changed\n",
    )
    assert tenant.read_bytes() == before


@pytest.mark.parametrize("flags", ["", "--atomic"])
def test_lines_are_run_though_nobody_reads_what_they_print(tenant: Path, flags: str) -> None:
    text = "".join(f"group add {number}\ngroup list\n" for number in range(20))
    write(text)
    line = f"{sys.executable} -m ccadmin batch {flags} lines.txt 2>errors; echo $? >status"
    subprocess.run(["sh", "-c", f"({line}) | true"], check=True)

    assert len(rows(tenant, NAMES)) == 20
    assert Path("status").read_text(encoding="ascii") == "0\n"
    assert Path("errors").read_text(encoding="utf-8") == "note: 40 lines\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_output_that_cannot_be_written_is_told_when_all_lines_are_run(tenant: Path) -> None:
    write("group add one\ngroup list\ngroup add two\ngroup list\n")
    line = f"{sys.executable} -m ccadmin batch lines.txt >/dev/full"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)

    assert rows(tenant, NAMES) == [("one",), ("two",)]
    assert (done.returncode, done.stderr) == (
        1,
        (
            "note: 4 lines\nerror: cannot write the output: No space left on device\n\n"
            "hint: print it elsewhere; what the command was to change is changed\n"
        ),
    )


def test_a_line_that_takes_its_time_to_read_holds_no_writer_up(
    tenant: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("group add one\ngroup list\ngroup add two\n")
    next_numbers: list[int | None] = []

    def meanwhile(*_: object, **__: object) -> list[Any]:
        with store.changing(tenant, command="", who="", dry_run=True) as other:
            next_numbers.append(other.revision)
        return []

    monkeypatch.setattr("ccadmin.tenant.groups.overview", meanwhile)
    monkeypatch.setenv("CCADMIN_BUSY_SECONDS", "0")
    done = run("batch lines.txt")

    assert (done.exit_code, next_numbers) == (0, [2]), done.stderr
    assert rows(tenant, NAMES) == [("one",), ("two",)]


def test_ctrl_c_while_a_change_reaches_the_disk_says_that_it_was_made(
    tenant: Path, run: Run, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    commit = Session.commit
    # A shell starts what runs in the background with this signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))

    def interrupted(session: Session) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        commit(session)

    monkeypatch.setattr(Session, "commit", interrupted)

    done = run("group add one")

    assert (done.exit_code, done.stderr) == (130, "interrupted: the change was made\n")
    assert rows(tenant, NAMES) == [("one",)]
    write("group add two\ngroup list\ngroup add three\n")
    as_one, in_turn = run("batch --atomic lines.txt"), run("batch lines.txt -o name")
    assert (as_one.exit_code, as_one.stderr) == (130, "interrupted: the change was made\n")
    assert in_turn.exit_code == 4
    assert rows(tenant, NAMES) == [("one",), ("two",), ("three",)]
