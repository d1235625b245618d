"""Mutants of the distributor, drawn at random, and how many of them the fast tests notice.

    python -m bench.mutants [--count 120] [--seed 5] [--workers 2]

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
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkItem

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
COPIES: Final = ROOT / "bench" / "out" / "mutants"
PAGE: Final = ROOT / "docs" / "explanation" / "mutation.md"
CONFIG: Final = "bench/mutants.toml"
SESSION: Final = "session.sqlite"
COPIED: Final = ("ccadmin", "tests", "bench", "pyproject.toml")
UNWANTED: Final = shutil.ignore_patterns("__pycache__", "*.so", "*.c", "out")
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
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--again", action="store_true", help="the undecided, with today's tests")
    parser.add_argument("--page", action="store_true", help="write the page, run nothing")
    options = parser.parse_args()
    if options.again:
        run_again()
    elif not options.page:
        run(options.count, options.seed, options.workers)
    found = sorted(mutants())
    print(report(found))
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_block(page, report(found)), encoding="utf-8")


def run(count: int, seed: int, workers: int) -> None:
    """Draw mutants and put them to the tests, each worker its share in a copy of its own."""
    shutil.rmtree(COPIES, ignore_errors=True)
    places = [COPIES / str(number) for number in range(workers)]
    for place in places:
        _copy(place)
    _tool(places[0], "init", CONFIG, SESSION).wait()
    drawn, known = draw(places[0] / SESSION, count, seed)
    print(f"{count} of {known} mutants, seed {seed}", flush=True)
    for number, place in enumerate(places):
        with use_db(place / SESSION, WorkDB.Mode.create) as db:
            db.clear()
            db.add_work_items(drawn[number::workers])
    if _tool(places[0], "baseline", CONFIG).wait():
        raise SystemExit("the tests fail without any mutant")
    for worker in [_tool(place, "exec", CONFIG, SESSION) for place in places]:
        worker.wait()


def run_again() -> None:
    """Put those that survived, ran out of time or were not reached to the tests as they are now."""
    places = sorted(COPIES.iterdir())
    for place in places:
        for name in ("tests", "bench"):
            shutil.rmtree(place / name)
            shutil.copytree(ROOT / name, place / name, ignore=UNWANTED)
        with closing(sqlite3.connect(place / SESSION)) as session, session:
            session.execute(
                "DELETE FROM work_results WHERE test_outcome = 'SURVIVED' OR output = 'timeout'"
            )
    for worker in [_tool(place, "exec", CONFIG, SESSION) for place in places]:
        worker.wait()


def draw(session: Path, count: int, seed: int) -> tuple[list[WorkItem], int]:
    """So many of the mutants that cosmic-ray knows of, and how many there are."""
    with use_db(session, WorkDB.Mode.open) as db:
        items = sorted(db.work_items, key=_place)
    return random.Random(seed).sample(items, count), len(items)


def _place(item: WorkItem) -> tuple[str, tuple[int, int], str, int]:
    """What orders mutants alike on every machine."""
    made = item.mutations[0]
    return str(made.module_path), made.start_pos, made.operator_name, made.occurrence


def mutants() -> Iterator[Mutant]:
    """Those that were run."""
    for session in sorted(COPIES.glob(f"*/{SESSION}")):
        with use_db(session, WorkDB.Mode.open) as db:
            made = {item.job_id: item.mutations[0] for item in db.work_items}
            for job_id, result in db.results:
                yield Mutant(
                    made[job_id].module_path.stem,
                    made[job_id].start_pos[0],
                    made[job_id].operator_name.partition("/")[2],
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


def _copy(place: Path) -> None:
    place.mkdir(parents=True)
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, ignore=UNWANTED)
        else:
            shutil.copy2(ROOT / name, place / name)


def _tool(place: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start cosmic-ray in a copy, where nothing but the copy is imported."""
    environment = os.environ | {
        "PYTHONPATH": str(place),
        "PYTHONDONTWRITEBYTECODE": "1",
        "CCADMIN_CENTRES": CENTRES,
        "CI": "1",  # Hypothesis draws the same examples for every mutant
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    return subprocess.Popen(
        [Path(sys.executable).with_name("cosmic-ray"), *words], cwd=place, env=environment
    )


if __name__ == "__main__":
    main()
