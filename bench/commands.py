"""Whole commands as child processes: a million calls, and how long it takes to start."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from bench import trace
from bench.measure import Spread, Usage, by_turns, child, ratios
from bench.shell import Shell, command_line
from ccadmin.engine import UNLIMITED, UNSET, Contacts, Member, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CALLS: Final = 1_000_000
PYTHON: Final = sys.executable


def whole(rounds: int, *, calls: int = CALLS) -> dict[str, Any]:
    """`route --simulate` from file to file, against a process that only reads and writes."""
    snapshot = trace.centre()
    with TemporaryDirectory() as name:
        folder = Path(name)
        database, rows = folder / "trace.db", folder / "calls.csv"
        commands = set_up(Shell(database), snapshot)
        write_calls(snapshot, trace.contacts(snapshot, calls), rows)
        outcomes = str(folder / "outcomes.csv")
        route = ["route", "--simulate", str(rows), "--out", outcomes, "--db", str(database)]
        used = by_turns(
            {
                "route": lambda: child(command_line(*route)),
                "floor": lambda: child([PYTHON, "-m", "bench.floor", str(rows), outcomes]),
            },
            rounds,
        )
    walls = {name: [one.wall for one in usages] for name, usages in used.items()}
    cpus = {name: [one.cpu for one in usages] for name, usages in used.items()}
    return {
        "calls": calls,
        "commands that set it up": commands,
        "wall s": {name: Spread.of(values) for name, values in walls.items()},
        "cpu s": {name: Spread.of(values) for name, values in cpus.items()},
        "peak MiB": {
            name: Spread.of([one.peak / 2**20 for one in usages]) for name, usages in used.items()
        },
        "wall over floor": ratios(walls["route"], walls["floor"]),
        "cpu over floor": ratios(cpus["route"], cpus["floor"]),
    }


def start_up(rounds: int) -> dict[str, Any]:
    """CPU time of short commands against a bare interpreter and the two heaviest imports."""
    with TemporaryDirectory() as name:
        database = Path(name) / "start.db"
        Shell(database).run("tenant", "init")
        numbers = iter(range(1, 10 * rounds))
        tenant = ["--db", str(database)]
        lines: dict[str, Callable[[], Sequence[str]]] = {
            "bare interpreter": lambda: [PYTHON, "-c", "pass"],
            "import typer, sqlmodel": lambda: [PYTHON, "-c", "import typer, sqlmodel"],
            "--version": lambda: command_line("--version"),
            "--help": lambda: command_line("--help"),
            "group add": lambda: command_line("group", "add", f"desk {next(numbers)}", *tenant),
            "group list -o json": lambda: command_line("group", "list", "-o", "json", *tenant),
        }
        used = by_turns({name: _child_of(line) for name, line in lines.items()}, rounds)
    cpu = {name: [one.cpu for one in usages] for name, usages in used.items()}
    bare, imports = cpu["bare interpreter"], cpu["import typer, sqlmodel"]
    return {
        "cpu ms": {name: Spread.of([1000 * value for value in cpu[name]]) for name in cpu},
        "over the bare interpreter": {
            name: ratios(cpu[name], bare) for name in ("--version", "--help")
        },
        "over the imports": {
            name: ratios(cpu[name], imports) for name in ("group add", "group list -o json")
        },
    }


def set_up(shell: Shell, snapshot: Snapshot) -> int:
    """Makes the centre of the trace by commands; gives how many it took."""
    commands = [["tenant", "init", "--zone", "UTC"]]
    commands += [
        ["agent", "add", agent.name, "--extension", str(10_000 + agent.id)]
        for agent in snapshot.agents
    ]
    for group in snapshot.groups:
        commands.append(
            [
                *("group", "add", group.name),
                *("--strategy", group.strategy, "--order", group.order),
                *("--weight", str(group.weight), "--wrap-up", str(group.wrap_up // 1000)),
            ]
        )
        alike: dict[tuple[str, ...], list[str]] = {}
        for member in group.members:
            alike.setdefault(_options(member), []).append(snapshot.agents[member.agent].name)
        commands += [
            ["group", "members", "add", group.name, *names, *options]
            for options, names in alike.items()
        ]
    for words in commands:
        shell.run(*words)
    return len(commands)


def write_calls(snapshot: Snapshot, contacts: Contacts, path: Path) -> None:
    """Writes the trace as a contacts file; absent values are left empty."""
    names = pl.Series([group.name for group in snapshot.groups])
    columns = pl.DataFrame(
        {
            "arrived": contacts.arrived,
            "group": contacts.group,
            "talk": contacts.talk,
            "patience": contacts.patience,
            "wrap_up": contacts.wrap_up,
            "priority": contacts.priority,
        }
    )
    columns.select(
        pl.int_range(1, pl.len() + 1).alias("id"),
        pl.from_epoch("arrived", time_unit="ms").dt.strftime("%Y-%m-%dT%H:%M:%S%.3fZ"),
        names.gather(columns["group"]).alias("group"),
        _in_seconds("talk"),
        pl.when(pl.col("patience") != UNLIMITED).then(_in_seconds("patience")),
        pl.when(pl.col("wrap_up") != UNSET).then(_in_seconds("wrap_up")),
        "priority",
    ).write_csv(path)


def _options(member: Member) -> tuple[str, ...]:
    own = () if member.wrap_up is None else ("--wrap-up", str(member.wrap_up // 1000))
    return ("--weight", str(member.weight), "--tier", str(member.tier), *own)


def _in_seconds(column: str) -> pl.Expr:
    return (pl.col(column) / 1000).alias(column)


def _child_of(line: Callable[[], Sequence[str]]) -> Callable[[], Usage]:
    return lambda: child(line())
