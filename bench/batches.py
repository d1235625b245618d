"""A thousand command lines in one process, against one of them as a process of its own.

    python -m bench.batches [ROUNDS]

The lines are what setting a centre up takes: people, their skills, their hours, their groups. The
goal of the project is at most six times one command, whether the lines are changes of their own or
one change.
"""

from __future__ import annotations

import shlex
import sys
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from bench.measure import Spread, by_turns, child, ratios
from bench.shell import Shell, command_line

if TYPE_CHECKING:
    from bench.measure import Usage

LINES: Final = 1_000
KINDS: Final = (
    "agent add 'Agent {0}' --extension {1}",
    "agent skill set 'Agent {0}' billing:5 english:3",
    "hours set agent 'Agent {0}' mon-fri 09:00-12:00,13:00-17:00",
    "group members add sales 'Agent {0}' --weight 5",
)
GOAL: Final = 6


def lines(most: int = LINES) -> list[str]:
    """Command lines, each person's after each other."""
    return [
        KINDS[number % len(KINDS)].format(number // len(KINDS), 10_000 + number // len(KINDS))
        for number in range(most)
    ]


def batches(rounds: int) -> dict[str, Any]:
    """Processor and clock of both ways to run a thousand lines, and of one command of each kind."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "lines.txt"
        file.write_text("\n".join(lines()), encoding="utf-8")
        single, todo, names = _tenant(folder / "single.db"), iter(lines()), count()

        def alone() -> Usage:
            return child(command_line("--db", str(single), *shlex.split(next(todo))))

        def batch(*flags: str) -> Usage:
            fresh = _tenant(folder / f"batch-{next(names)}.db")
            return child(command_line("--db", str(fresh), "batch", *flags, str(file)))

        used = by_turns(
            {
                "one command": alone,
                "in turn": batch,
                "--atomic": lambda: batch("--atomic"),
            },
            rounds,
        )
    cpu = {name: [one.cpu for one in usages] for name, usages in used.items()}
    wall = {name: [one.wall for one in usages] for name, usages in used.items()}
    over = ("in turn", "--atomic")
    return {
        "lines": LINES,
        "cpu s": {name: Spread.of(values) for name, values in cpu.items()},
        "wall s": {name: Spread.of(values) for name, values in wall.items()},
        "cpu over one command": {name: ratios(cpu[name], cpu["one command"]) for name in over},
        "wall over one command": {name: ratios(wall[name], wall["one command"]) for name in over},
    }


def _tenant(path: Path) -> Path:
    shell = Shell(path)
    shell.run("tenant", "init")
    shell.run("group", "add", "sales")
    return path


def main() -> int:
    """Print the figures; 1 when a goal was missed."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else 5
    figures = batches(rounds)
    for name, value in figures.items():
        print(f"{name}: {value}")
    worst = max(spread.median for spread in figures["cpu over one command"].values())
    print(f"goal: {GOAL} times one command of the processor; worst median {worst:.1f}")
    return int(worst > GOAL)


if __name__ == "__main__":
    sys.exit(main())
