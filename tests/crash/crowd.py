"""Many processes that write to one tenant at once, and count what they did.

    python -m tests.crash.crowd [SECONDS] [WRITERS]

Each adds agents, gives them a capacity, applies a document of its own, and raises one number that all
of them share by reading it and writing it back in one command each; the last is what would show a
lost update: an audit row that says "from 4 to 5" twice. 1 when anything was lost, or when anybody
was told that the tenant is locked before the time that commands wait for it.
"""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from ccadmin import store
from ccadmin.cli import app
from tests.contents import rows

BUSY = 30.0
"""Seconds that a command waits for its turn here; nobody may be told sooner that it is locked."""


@dataclass(frozen=True, slots=True)
class Writer:
    """What one process did.

    Attributes:
        done: how often it did each thing.
        failed: what it was told instead.
        agents: the names that it added.
        longest: seconds that its longest command took.
    """

    done: Counter[str]
    failed: list[str]
    agents: list[str]
    longest: float


@dataclass(slots=True)
class Crowd:
    """What all of them did, and what the tenant says of it."""

    seconds: float
    done: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    longest: float = 0.0

    def __str__(self) -> str:
        each = ", ".join(f"{count} {name}" for name, count in sorted(self.done.items()))
        total = sum(self.done.values())
        return (
            f"{total} commands in {self.seconds:.1f} s ({each}); longest {self.longest:.2f} s; "
            f"{len(self.failed)} failed, {len(self.lost)} lost"
        )


def crowd(path: Path, *, seconds: float, writers: int) -> Crowd:
    """Let so many processes work on a new tenant for a while, then hold its rows against their word."""
    store.create(path, name="crowd", zone="UTC", region="ZZ")
    _run(path, "group", "add", "shared")
    # What every command loads is loaded before the processes part.
    for words in (("agent", "list"), ("apply", "-f", _document(path.parent, "shared", 0))):
        _run(path, *words)
    began = time.monotonic()
    context = multiprocessing.get_context("fork")
    with context.Pool(writers) as pool:
        told = pool.starmap(_write, [(path, number, seconds) for number in range(writers)])
    found = Crowd(time.monotonic() - began)
    for writer in told:
        found.done.update(writer.done)
        found.failed += writer.failed
        found.longest = max(found.longest, writer.longest)
    found.lost = list(_lost(path, told))
    return found


def _write(path: Path, number: int, seconds: float) -> Writer:
    """One process: whole commands through the front door, until the time is over."""
    os.environ["CCADMIN_BUSY_SECONDS"] = str(BUSY)
    writer = Writer(Counter(), [], [], 0.0)
    longest, until, turn = 0.0, time.monotonic() + seconds, 0
    folder = path.parent / f"writer-{number}"
    folder.mkdir()
    while time.monotonic() < until:
        name = f"agent {number} {turn}"
        document = _document(folder, f"own {number}", turn)
        for kind, words in (
            ("add", ("agent", "add", name)),
            ("edit", ("agent", "edit", name, "--capacity", str(1 + turn % 100))),
            ("apply", ("apply", "-f", document)),
            ("list", ("group", "list", "-o", "name")),
            (
                "share",
                ("group", "edit", "shared", "--wrap-up", str(number * 100_000 // 800 + turn)),
            ),
        ):
            start = time.monotonic()
            status, said = _run(path, *words)
            longest = max(longest, time.monotonic() - start)
            if status:
                writer.failed.append(f"{kind} ended with {status}: {said}")
            else:
                writer.done[kind] += 1
                if kind == "add":
                    writer.agents.append(name)
        turn += 1
    return Writer(writer.done, writer.failed, writer.agents, longest)


def _document(folder: Path, group: str, wrap_up: int) -> str:
    place = folder / "own.yaml"
    text = f"version: 1\ngroups:\n  - name: {group}\n    wrap-up: {wrap_up}\n"
    place.write_text(text, encoding="utf-8")
    return str(place)


def _lost(path: Path, told: list[Writer]) -> Any:
    """Whatever the tenant does not hold, or says otherwise than the commands said."""
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            yield "the file is damaged"
    held = {name for (name,) in rows(path, "SELECT name FROM agent")}
    for number, writer in enumerate(told):
        yield from (f"agent {name}" for name in writer.agents if name not in held)
        turns = writer.done["apply"]
        if rows(path, f"SELECT wrap_up FROM team WHERE name = 'own {number}'") != [(turns - 1,)]:
            yield f"the last document of writer {number}"
        capacities = (
            f"SELECT count(*) FROM agent WHERE name LIKE 'agent {number} %' AND capacity > 0"
        )
        if rows(path, capacities) != [(writer.done["edit"],)]:
            yield f"edits of writer {number}"
    numbers = [number for (number,) in rows(path, "SELECT id FROM revision ORDER BY id")]
    if numbers != list(range(1, len(numbers) + 1)):
        yield "the number of a change"
    # Each change of the shared group begins where the one before it ended.
    steps = rows(
        path,
        "SELECT json_extract(before, '$.wrap_up'), json_extract(after, '$.wrap_up') FROM audit"
        " WHERE kind = 'group' AND name = 'shared' AND action = 'updated' ORDER BY id",
    )
    for (_, ended), (begins, _) in pairwise(steps):
        if ended != begins:
            yield f"the step from {ended} to {begins} of the shared group"


def _run(path: Path, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["--db", str(path), *words])
    return int(result.exit_code), result.stderr.strip()


def main() -> int:
    """Print what happened."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30
    writers = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    with tempfile.TemporaryDirectory() as folder:
        found = crowd(Path(folder) / "crowd.db", seconds=seconds, writers=writers)
    sys.stdout.write(f"{writers} writers: {found}\n")
    for fault in [*found.failed, *found.lost]:
        sys.stdout.write(f"  {fault}\n")
    return int(bool(found.failed or found.lost))


if __name__ == "__main__":
    sys.exit(main())
