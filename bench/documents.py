"""Ten thousand agents in forty groups from YAML and CSV, against a plain sqlite3 script.

    python -m bench.documents [ROUNDS]

Both read the same files into a tenant's file and write what differs, with the rows for the log and for
`undo`: first into an empty tenant, then again with nothing to change, then after one agent and one
membership in a hundred have changed. The goals of the project are at most six times the script where
everything is new, and at most four times where nothing changes. What a command takes before it does
anything is measured too, and the ratios are told with it and without.
"""

from __future__ import annotations

import sys
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from bench.measure import Spread, by_turns, child, ratios
from bench.shell import Shell, command_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bench.measure import Usage

AGENTS: Final = 10_000
GROUPS: Final = 40
EACH: Final = 2
"""How many groups somebody is in."""
GOALS: Final = {"create": "6 or less", "no change": "4 or less", "1 % changed": "(none)"}


def write(folder: Path, *, changed: bool = False) -> None:
    """Write the document and its tables; `changed` is one in a hundred."""
    folder.mkdir(exist_ok=True)
    names = "\n".join(f"  - name: group {number}" for number in range(GROUPS))
    document = f"version: 1\nagents: agents.csv\ngroups:\n{names}\nmembers: members.csv\n"
    agents, members = ["name,email,extension,license,status"], ["group,agent,weight,tier"]
    for number in range(AGENTS):
        other = changed and number % 100 == 0
        who = f"Agent {number},agent{number}@example.com,{100_000 + number},contact-center"
        agents.append(f"{who},{'offline' if other else 'available'}")
        members += [
            f"group {(number * 7 + each * 13) % GROUPS},Agent {number},{5 if other and not each else 1},1"
            for each in range(EACH)
        ]
    (folder / "centre.yaml").write_text(document, encoding="utf-8")
    (folder / "agents.csv").write_text("\n".join([*agents, ""]), encoding="utf-8")
    (folder / "members.csv").write_text("\n".join([*members, ""]), encoding="utf-8")


def documents(rounds: int) -> dict[str, Any]:
    """Clock, processor and peak of both, and the ratios of the processor's time round by round."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "first")
        write(folder / "second", changed=True)
        (folder / "one.yaml").write_text("groups: []\n", encoding="utf-8")
        numbers = count()
        current: dict[str, Path] = {}

        def step(what: str, who: str, files: str) -> Usage:
            if what in {"start", "create"}:
                current[who] = folder / f"{who}-{next(numbers)}.db"
                Shell(current[who]).run("tenant", "init", "--zone", "UTC")
            database, place = str(current[who]), folder / files
            if what == "start":
                nothing = ["-c", "import csv, json, sqlite3, yaml"]
                if who == "plain":
                    return child([sys.executable, *nothing])
                return child(
                    command_line("--db", database, "apply", "-f", str(folder / "one.yaml"))
                )
            if who == "plain":
                return child([sys.executable, "-m", "bench.plain_documents", database, str(place)])
            return child(command_line("--db", database, "apply", "-q", "-f", str(place)))

        used = by_turns(
            {
                f"{what}, {who}": partial(step, what, who, files)
                for what, files in (
                    ("start", ""),
                    ("create", "first"),
                    ("no change", "first"),
                    ("1 % changed", "second"),
                )
                for who in ("plain", "apply")
            },
            rounds,
        )
    cpu = {name: [use.cpu for use in each] for name, each in used.items()}
    return {
        "seconds": {name: Spread.of(each) for name, each in cpu.items()},
        "peak MiB": {n: Spread.of([u.peak / 2**20 for u in each]) for n, each in used.items()},
        "apply over plain": {
            what: ratios(cpu[f"{what}, apply"], cpu[f"{what}, plain"]) for what in GOALS
        },
        "without the start": {
            what: ratios(_beyond(cpu, what, "apply"), _beyond(cpu, what, "plain")) for what in GOALS
        },
    }


def _beyond(cpu: Mapping[str, list[float]], what: str, who: str) -> list[float]:
    """What one of the two took round by round beyond its start."""
    return [
        whole - start
        for whole, start in zip(cpu[f"{what}, {who}"], cpu[f"start, {who}"], strict=True)
    ]


def main(words: list[str]) -> int:
    """Print the figures."""
    found = documents(int(words[0]) if words else 3)
    for title, figures in found.items():
        for name, spread in figures.items():
            goal = f"  goal {GOALS[name]}" if name in GOALS else ""
            print(
                f"{title:<18}{name:<24}{spread.median:9.2f}  {spread.least:.2f} to {spread.most:.2f}{goal}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
