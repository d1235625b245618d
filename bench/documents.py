"""Ten thousand agents in forty groups from YAML and CSV, against a plain sqlite3 script.

    python -m bench.documents [ROUNDS]

Both read the same files into a tenant's file and write what differs, with the rows for the log and for
`undo`: first into an empty tenant, then again with nothing to change, then after one agent and one
membership in a hundred have changed. The goals of the project are at most six times the script where
everything is new, and at most four times where nothing changes.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from bench.measure import Spread, by_turns, child, ratios
from bench.shell import Shell, command_line

if TYPE_CHECKING:
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
        numbers = count()
        current: dict[str, Path] = {}

        def step(who: str, files: str, *, fresh: bool = False) -> Usage:
            if fresh:
                current[who] = folder / f"{who}-{next(numbers)}.db"
                Shell(current[who]).run("tenant", "init", "--zone", "UTC")
            database, place = str(current[who]), folder / files
            if who == "plain":
                return child([sys.executable, "-m", "bench.plain_documents", database, str(place)])
            return child(command_line("--db", database, "apply", "-q", "-f", str(place)))

        used = by_turns(
            {
                f"{what}, {who}": lambda who=who, files=files, fresh=fresh: step(  # type: ignore[misc]
                    who, files, fresh=fresh
                )
                for what, files, fresh in (
                    ("create", "first", True),
                    ("no change", "first", False),
                    ("1 % changed", "second", False),
                )
                for who in ("plain", "apply")
            },
            rounds,
        )
    return {
        "seconds": {n: Spread.of([u.cpu for u in each]) for n, each in used.items()},
        "peak MiB": {n: Spread.of([u.peak / 2**20 for u in each]) for n, each in used.items()},
        "apply over plain": {
            what: ratios(
                [use.cpu for use in used[f"{what}, apply"]],
                [use.cpu for use in used[f"{what}, plain"]],
            )
            for what in GOALS
        },
    }


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
