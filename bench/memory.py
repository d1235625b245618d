"""What a run keeps beyond its input: `python -m bench.memory FOLDER SIZE`, a process of its own.

The process holds the centre and the columns of the contacts before it looks at its own peak. What the
peak grows by while it simulates is counted, divided by the contacts: results, rings, visits, and
all that is allocated on the way, the most that was in use at one time.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from array import array
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from bench import trace, whole_trace
from bench.measure import Spread, peak
from ccadmin.engine import Options, simulate

if TYPE_CHECKING:
    from ccadmin.engine import Contacts, Snapshot

CONTACTS: Final = 1_000_000


def memory(*, size: int = CONTACTS) -> dict[str, Any]:
    """Bytes a contact beyond the input, of the first trace and with every feature on."""
    found = {}
    for name, module in (("first trace", trace), ("every feature on", whole_trace)):
        centre = module.centre()
        with TemporaryDirectory() as folder:
            keep(Path(folder), centre, module.contacts(centre, size))
            line = [sys.executable, "-m", "bench.memory", folder]
            said = subprocess.run(line, capture_output=True, text=True, check=True).stdout
        found[name] = Spread.of([json.loads(said) / size])
    return {"bytes a contact beyond the input": found}


def keep(folder: Path, snapshot: Snapshot, contacts: Contacts) -> None:
    """Leave the centre, and each column by itself, for the process that runs them."""
    rows = trace.columns_of(contacts)
    (folder / "centre").write_bytes(pickle.dumps((snapshot, contacts.requirements)))
    for name, column in rows.items():
        with (folder / f"{name}.{column.typecode}").open("wb") as file:
            column.tofile(file)


def grown(folder: Path) -> int:
    """By how many bytes this process grows as it simulates what lies there."""
    snapshot, requirements = pickle.loads((folder / "centre").read_bytes())  # noqa: S301 - our own
    columns: dict[str, Any] = {}
    for path in folder.iterdir():
        if path.suffix:
            column = array(path.suffix[1:])
            with path.open("rb") as file:
                column.fromfile(file, path.stat().st_size // column.itemsize)
            columns[path.stem] = column
    contacts = replace(trace.NO_CONTACTS, requirements=requirements, **columns)
    simulate(snapshot, trace.first(contacts, 1_000), Options(compiled=True))
    before = peak()
    simulate(snapshot, contacts, Options(compiled=True))
    return peak() - before


if __name__ == "__main__":
    print(json.dumps(grown(Path(sys.argv[1]))))
