"""Every figure about speed, in one run: `python -m bench.run [engines ladder ...]`.

Prints a table, writes `bench/out/results.json`, puts the same table into
`docs/explanation/performance.md` and the figures that matter most into the README. Nothing is asserted about time: figures are looked at.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.batches import batches
from bench.commands import start_up, whole
from bench.documents import documents
from bench.engines import peers
from bench.growth import growth, large
from bench.ladder import ladder
from bench.measure import Spread
from bench.memory import memory
from bench.pages import write_block
from bench.readme import summary
from bench.whole_ladder import whole_ladder
from ccadmin.engine import build_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

RESULTS: Final = Path(__file__).parent / "out" / "results.json"
ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "explanation" / "performance.md"
README: Final = ROOT / "README.md"
PEERS: Final = ("SimPy", "Ciw", "Polars", "Cython")
PARTS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "engines": lambda: peers(9),
    "ladder": lambda: ladder(3),
    "every feature": lambda: whole_ladder(3),
    "growth": lambda: growth(3),
    "ten million": large,
    "memory": memory,
    "whole": lambda: whole(3),
    "start": lambda: start_up(11),
    "documents": lambda: documents(2),
    "batches": lambda: batches(2),
}
GOALS: Final = {
    ("engines", "rates", "compiled"): "2,000,000 or more",
    ("engines", "ratios", "compiled over SimPy"): "40 or more",
    ("engines", "ratios", "compiled over Ciw"): "100 or more",
    ("engines", "ratios", "interpreted over SimPy"): "2 or more",
    ("engines", "rates", "compiled, every feature on"): "1,000,000 or more",
    ("memory", "bytes a contact beyond the input", "every feature on"): "100 or less",
    ("whole", "wall over floor"): "3 or less",
    ("whole", "cpu over floor"): "3 or less",
    ("whole", "peak MiB", "route"): "1,024 or less",
    ("start", "over the bare interpreter", "--version"): "2 or less",
    ("start", "over the bare interpreter", "--help"): "8 or less",
    ("start", "over the imports", "group add"): "1.25 or less",
    ("start", "over the imports", "group list -o json"): "1.25 or less",
    ("documents", "apply over plain", "create"): "6 or less",
    ("documents", "apply over plain", "no change"): "4 or less",
    ("batches", "cpu over one command", "in turn"): "6 or less",
    ("batches", "cpu over one command", "--atomic"): "6 or less",
}


def main(wanted: list[str]) -> int:
    """Measures the parts that were asked for, all of them when none was."""
    if (state := build_state()) != "compiled":
        print(f"the compiled engine is {state}: build it first", file=sys.stderr)
        return 1
    found: dict[str, Any] = {"machine": machine()}
    for part in wanted or PARTS:
        print(f"{part} ...", file=sys.stderr)
        found[part] = PARTS[part]()
    text = "\n".join(table(found))
    print(text)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=2, default=asdict) + "\n", encoding="utf-8")
    if not wanted:
        for page, block in ((PAGE, text), (README, summary(found))):
            old = page.read_text(encoding="utf-8")
            page.write_text(write_block(old, "bench", block), encoding="utf-8")
    return 0


def machine() -> str:
    """What the figures were taken on, with what, and when."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in PEERS)
    return (
        f"{datetime.now(UTC):%-d %B %Y}, {platform.machine()}, {os.cpu_count()} cores, "
        f"{memory:.0f} GiB, {platform.python_implementation()} {platform.python_version()}, {versions}"
    )


def table(found: Mapping[str, Any]) -> Iterator[str]:
    """The results as Markdown."""
    yield f"Measured: {found['machine']}."
    yield ""
    yield "| | figure | median | least to most | goal |"
    yield "|---|---|---|---|---|"
    for part, results in found.items():
        if part != "machine":
            for path, spread in _spreads((part,), results):
                yield _row(path, spread)


def _spreads(
    path: tuple[str, ...], results: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], Spread]]:
    for name, value in results.items():
        if isinstance(value, Spread):
            yield (*path, name), value
        elif isinstance(value, dict):
            yield from _spreads((*path, name), value)


def _row(path: tuple[str, ...], spread: Spread) -> str:
    part, *names = path
    return (
        f"| {part} | {': '.join(names)} | {_number(spread.median)} "
        f"| {_number(spread.least)} to {_number(spread.most)} | {GOALS.get(path, '')} |"
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
