"""Mutants of the distributor, drawn at random, and how many of them the fast tests notice.

    python -m bench.mutants [--count 120] [--seed 4]

cosmic-ray makes every mutant that it knows of `ccadmin/acd/`; of these, `--count` are drawn by
`--seed` from all modules alike and put to the tests of `mutants.toml`, one after the other, in a copy
of the tree that has no compiled engine, so that what runs is the source. `--page` writes the counts
and the survivors into docs/explanation/mutation.md.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
COPY: Final = ROOT / "bench" / "out" / "mutants"
PAGE: Final = ROOT / "docs" / "explanation" / "mutation.md"
CONFIG: Final = "bench/mutants.toml"
SESSION: Final = "session.sqlite"
COPIED: Final = ("ccadmin", "tests", "bench", "pyproject.toml")
CENTRES: Final = "15"
"""On how many random centres the source is held against the plain reference for each mutant."""


class Mutant(NamedTuple):
    """One mutant and what came of it."""

    module: str
    line: int
    operator: str
    diff: str
    killed: bool


def main() -> None:
    """Draw, run and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=120)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--page", action="store_true", help="write the page, do not run anything")
    options = parser.parse_args()
    if not options.page:
        _copy()
        _tool("init", CONFIG, SESSION)
        known = draw(options.count, options.seed)
        print(f"{options.count} of {known} mutants, seed {options.seed}", flush=True)
        _tool("baseline", CONFIG)
        _tool("exec", CONFIG, SESSION)
    found = sorted(mutants())
    print(report(found))
    PAGE.write_text(with_block(PAGE.read_text(encoding="utf-8"), report(found)), encoding="utf-8")


def draw(count: int, seed: int) -> int:
    """Leave `count` mutants to be run and set all others aside; the result is how many there are."""
    with use_db(COPY / SESSION, WorkDB.Mode.open) as db:
        jobs = sorted(
            (
                str(each.module_path),
                each.start_pos,
                each.operator_name,
                each.occurrence,
                item.job_id,
            )
            for item in db.work_items
            for each in item.mutations
        )
        drawn = {job[-1] for job in random.Random(seed).sample(jobs, count)}
        for *_, job_id in jobs:
            if job_id not in drawn:
                db.set_result(job_id, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))
    return len(jobs)


def mutants() -> Iterator[Mutant]:
    """Those that were run."""
    with use_db(COPY / SESSION, WorkDB.Mode.open) as db:
        items = {item.job_id: item.mutations[0] for item in db.work_items}
        for job_id, result in db.results:
            if result.worker_outcome != WorkerOutcome.SKIPPED:
                made = items[job_id]
                yield Mutant(
                    made.module_path.stem,
                    made.start_pos[0],
                    made.operator_name.partition("/")[2],
                    _changed(result.diff or ""),
                    result.test_outcome != TestOutcome.SURVIVED,
                )


def report(found: list[Mutant]) -> str:
    """The counts by module and the survivors, as Markdown."""
    drawn = Counter(one.module for one in found)
    killed = Counter(one.module for one in found if one.killed)
    lines = ["| module | drawn | killed |", "|---|---:|---:|"]
    lines += [f"| `{name}` | {drawn[name]} | {killed[name]} |" for name in sorted(drawn)]
    share = 100 * killed.total() / drawn.total()
    lines += [f"| all | {drawn.total()} | {killed.total()} ({share:.1f} %) |", "", "Survivors:", ""]
    lines += [
        f"- `{one.module}.py:{one.line}`, {one.operator}: {one.diff}"
        for one in found
        if not one.killed
    ]
    return "\n".join(lines)


def with_block(page: str, text: str) -> str:
    """The page with that text between its two markers."""
    start, end = "<!-- mutants: written by `make mutants` -->", "<!-- end of mutants -->"
    block = f"{start}\n{text}\n{end}"
    return re.sub(f"{re.escape(start)}.*?{re.escape(end)}", lambda _: block, page, flags=re.DOTALL)


def _changed(diff: str) -> str:
    """The line as it was and as the mutant has it."""
    told = [
        line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in {"+++", "---"}
    ]
    return " → ".join(f"`{line[1:].strip()}`" for line in told)


def _copy() -> None:
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    unwanted = shutil.ignore_patterns("__pycache__", "*.so", "*.c", "out")
    for name in COPIED:
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, COPY / name, ignore=unwanted)
        else:
            shutil.copy2(place, COPY / name)


def _tool(*words: str) -> None:
    """Run cosmic-ray in the copy, where nothing but the copy is imported."""
    environment = os.environ | {
        "PYTHONPATH": str(COPY),
        "PYTHONDONTWRITEBYTECODE": "1",
        "CCADMIN_CENTRES": CENTRES,
        "CI": "1",  # Hypothesis draws the same examples for every mutant
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    command = ["cosmic-ray", *words]
    subprocess.run(command, cwd=COPY, env=environment, check=True)


if __name__ == "__main__":
    main()
