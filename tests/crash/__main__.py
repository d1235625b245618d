"""Kill commands at random moments, fill their disk, and look at what is left.

    python -m tests.crash [KILLS] [SEED]

KILLS (300) are shared among `apply`, `batch --atomic`, `migrate` and `restore`. 1 when a promise was
broken: the tenant is the old or the new one, whole, and the next command works.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

from tests.crash.cases import cases
from tests.crash.disks import disks
from tests.crash.killing import kill_often


def main() -> int:
    """Run all of it, and print a line for each command."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    total = inside = faults = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cases").mkdir()
        commands = list(cases(folder / "cases"))
        for number, command in enumerate(commands):
            share = kills // len(commands) + (number < kills % len(commands))
            random = Random(f"{command.name} {seed}")
            tally = kill_often(command, share, folder / "work", random, told=_tell)
            total, inside = total + tally.kills, inside + tally.inside
            faults += len(tally.faults)
            for fault in tally.faults:
                _tell(f"  {fault}; the files are in {folder / 'work'}")
        _tell(f"in all {total} kills, {inside} inside the write transaction, {faults} faults")
        for line, well in disks(commands, folder / "work"):
            faults += not well
            _tell(f"{'' if well else 'FAULT '}{line}")
    return int(faults > 0)


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
