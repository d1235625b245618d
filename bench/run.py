"""Every figure about speed, in one run: `python -m bench.run [engines ladder growth whole start]`.

Prints a table, writes `bench/out/results.json` and puts the same table into
`docs/explanation/performance.md`. Nothing is asserted about time: figures are looked at.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.commands import start_up, whole
from bench.engines import growth, peers
from bench.ladder import ladder
from bench.measure import Spread
from bench.pages import replace_block
from ccadmin.engine import build_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

RESULTS: Final = Path(__file__).parent / "out" / "results.json"
PAGE: Final = Path(__file__).parents[1] / "docs" / "explanation" / "performance.md"
PARTS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "engines": lambda: peers(5),
    "ladder": lambda: ladder(3),
    "growth": lambda: growth(3),
    "whole": lambda: whole(3),
    "start": lambda: start_up(11),
}
GOALS: Final = {
    ("engines", "rates", "compiled"): "2,000,000 or more",
    ("engines", "ratios", "compiled over SimPy"): "40 or more",
    ("engines", "ratios", "compiled over Ciw"): "100 or more",
    ("engines", "ratios", "interpreted over SimPy"): "2 or more",
    ("growth", "10,000 agents over 100"): "2, the ratio of the logarithms",
    ("whole", "wall over floor"): "3 or less",
    ("whole", "cpu over floor"): "3 or less",
    ("whole", "peak MiB", "route"): "1,024 or less",
    ("start", "over the bare interpreter", "--version"): "2 or less",
    ("start", "over the bare interpreter", "--help"): "8 or less",
    ("start", "over the imports", "group add"): "1.25 or less",
    ("start", "over the imports", "group list -o json"): "1.25 or less",
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
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(replace_block(page, "bench", text), encoding="utf-8")
    return 0


def machine() -> str:
    """What the figures were taken on, and when."""
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.python_implementation()} "
        f"{platform.python_version()}, {datetime.now(UTC):%d %B %Y}"
    )


def table(found: Mapping[str, Any]) -> Iterator[str]:
    """The results as Markdown."""
    yield f"Measured on {found['machine']}."
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
