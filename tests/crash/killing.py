"""Kills a command at a random moment, and looks at what it has left.

A command runs in a child that was forked with everything loaded, so that most of its time is work
on the tenant. Half of the kills wait for the journal that SQLite writes while a transaction is open,
so that they fall inside it; the others fall anywhere between the start and the end.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from typer.testing import CliRunner

from ccadmin.cli import app
from tests.contents import contents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from random import Random

_ABOUT_TIME: Final = {"audit", "revision", "migration"}
"""Tables whose rows hold the time of the change, which differs from run to run."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is killed: the files that it starts from, its words, and the command that comes next.

    Attributes:
        name: what the tally calls it.
        folder: the files that lie there before, the tenant as `tenant.db` among them.
        words: the command line behind `ccadmin`.
        then: a command that works on the old state and on the new.
    """

    name: str
    folder: Path
    words: Sequence[str]
    then: Sequence[str]


@dataclass(slots=True)
class Tally:
    """What became of the kills of one command."""

    kills: int = 0
    inside: int = 0
    old: int = 0
    new: int = 0
    ended: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills, {self.inside} of them inside the write transaction: "
            f"{self.old} old, {self.new} new, {len(self.faults)} faults"
            f" ({self.ended} runs ended before their kill and do not count)"
        )


def kill_often(
    command: Command, kills: int, work: Path, random: Random, *, told: Callable[[str], None]
) -> Tally:
    """Kill a command so many times, each on fresh files, and look at every tenant that is left."""
    tally = Tally()
    old, new, span = _both(command, work)
    while tally.kills < kills and not tally.faults:
        tenant = _fresh(command, work)
        inside = tally.kills % 2 == 0
        pid = _start(command.words, work)
        # Which moment inside the transaction: from its first page to what comes after its end.
        _wait(pid, tenant, span, random, inside=inside)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            tally.ended += 1
            continue
        tally.kills += 1
        tally.inside += _journal(tenant)
        _look(command, tenant, old, new, tally)
    told(f"{command.name}: {tally}")
    return tally


def _both(command: Command, work: Path) -> tuple[Any, Any, float]:
    """What the tenant holds before and after the command, and how long that takes a child."""
    tenant = _fresh(command, work)
    old = held(tenant)
    began = time.monotonic()
    _, status = os.waitpid(_start(command.words, work), 0)
    span = time.monotonic() - began
    if status:
        raise RuntimeError(f"{command.name} fails by itself")
    new = held(tenant)
    if old == new:
        raise RuntimeError(f"{command.name} changes nothing")
    return old, new, span


def _wait(pid: int, tenant: Path, span: float, random: Random, *, inside: bool) -> None:
    """Wait for the moment of the kill: any, or one after a transaction has begun to write."""
    if not inside:
        time.sleep(random.random() * span)
        return
    until = time.monotonic() + 20 * span + 1
    while time.monotonic() < until:
        if _journal(tenant):
            time.sleep(random.random() ** 2 * span / 4)
            return
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return


def _journal(tenant: Path) -> bool:
    """Whether a transaction is open that has begun to write: on the tenant, or on a draft of it."""
    return any(path.name.endswith("-journal") for path in tenant.parent.iterdir())


def _look(command: Command, tenant: Path, old: Any, new: Any, tally: Tally) -> None:
    """Hold what is left against the promise: the old state or the new, whole, and usable."""
    if tally.kills % 2:
        # As a reader of the program would find it: with the journal that is still there.
        listed = run(["--db", str(tenant), "tenant", "show", "-o", "json"])
        if listed not in (0, 6) or (listed == 6 and command.name != "migrate"):
            tally.faults.append(f"tenant show ends with {listed}")
    with closing(sqlite3.connect(tenant)) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchall()
        dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    if sound != [("ok",)] or dangling:
        tally.faults.append(f"damaged: {sound} {dangling}")
    found = held(tenant)
    tally.old += found == old
    tally.new += found == new
    if found not in (old, new):
        tally.faults.append("neither the old state nor the new")
    if status := run(["--db", str(tenant), *command.then]):
        tally.faults.append(f"the next command ends with {status}")


def held(path: Path) -> dict[str, Any]:
    """Every row of a tenant; of tables that hold times only how many there are."""
    return {
        name: len(rows) if name in _ABOUT_TIME else sorted(rows, key=repr)
        for name, rows in contents(path).items()
    }


def _fresh(command: Command, work: Path) -> Path:
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(command.folder, work)
    return work / "tenant.db"


def _start(words: Sequence[str], work: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        os.chdir(work)
        os.environ["CCADMIN_DB"] = "tenant.db"
        status = run(words)
    except BaseException:  # noqa: BLE001 - a child of a test must not go on as the test
        status = 1
    os._exit(status)


def run(words: Sequence[str]) -> int:
    return int(CliRunner().invoke(app, list(words)).exit_code)
