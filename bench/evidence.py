"""Holds the engine against figures that nobody here wrote: `python -m bench.evidence`.

The rows come from the evidence tables beside the project. Each row is simulated by twenty
replications with the seeds 1 to 20, whose length `evidence_rows` fixes before anything is looked at;
Student's t over the twenty gives the 95 % and the 99.9 % interval. A figure holds when the
interval, widened by what the source rounded, contains it. Where the published figure is itself a
simulation, the interval is that of the difference of the two, and ours must be narrower than 2 % or
than half of the published one.

One figure in twenty misses its 95 % interval by chance alone. So the verdict over all figures is:
no more misses than a binomial count of that chance exceeds once in twenty such tables, and not
one figure outside its 99.9 % interval. Figures of one row hang together, which makes the bound
a little too strict rather than too lenient.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from math import comb, hypot, sqrt
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Any, Final

from bench.day_figures import measure_day
from bench.days import days_of
from bench.evidence_rows import (
    FULL,
    NOT_SIMULATED,
    OF_HEADS,
    is_of_days,
    is_of_heads,
    load_rows,
    published,
    queue_of,
)
from bench.figures import measure
from bench.queue_models import replicate
from ccadmin.engine import build_state

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

REPLICATIONS: Final = 20
T_95: Final = 2.093024
"""Student's t, 19 degrees of freedom, two-sided 95 %."""
T_999: Final = 3.883406
"""The same, 99.9 %."""
FARTHER: Final = 1.68
"""How much wider 99.9 % is than 95 %, for a mean of very many."""
WIDEST: Final = 0.02


@dataclass(frozen=True, slots=True)
class Finding:
    """One published figure beside what the simulation says.

    Attributes:
        row: id in the tables.
        figure: name in the tables.
        expected: the published value.
        rounding: how far the publication may be off the exact value.
        estimate: mean of the replications.
        error: standard error of that mean.
        published: half of the 95 % interval that the publication gives, 0 for an exact figure.
    """

    row: str
    figure: str
    expected: float
    rounding: float
    estimate: float
    error: float
    published: float = 0.0

    @property
    def half_width(self) -> float:
        """Half of the 95 % interval, over the figure itself."""
        return T_95 * self.error / abs(self.expected)

    @property
    def is_of_heads(self) -> bool:
        """Whether the publication counted heads where people have shifts here."""
        return is_of_heads(self.row, self.figure)

    @property
    def misses(self) -> bool:
        """Whether the figure lies outside the 95 % interval."""
        return self._distance > hypot(T_95 * self.error, self.published)

    @property
    def refutes(self) -> bool:
        """Whether the figure lies outside the 99.9 % interval."""
        return self._distance > hypot(T_999 * self.error, FARTHER * self.published)

    @property
    def is_wide(self) -> bool:
        """Whether too few contacts were simulated to say much."""
        return self.half_width > max(WIDEST, self.published / abs(self.expected) / 2)

    @property
    def _distance(self) -> float:
        return abs(self.estimate - self.expected) - self.rounding


def findings(row: Mapping[str, Any], size: int) -> list[Finding]:
    """Every figure of a row, measured on the twenty replications."""
    expected = published(row)
    measured: dict[str, list[float]] = {figure: [] for figure in expected}
    for seed in range(1, REPLICATIONS + 1):
        for figure, value in replicated(row, list(expected), size, f"{row['id']} {seed}").items():
            measured[figure].append(value)
    return [
        Finding(
            row=row["id"],
            figure=figure,
            expected=expected[figure].value,
            rounding=expected[figure].rounding,
            estimate=fmean(values),
            error=stdev(values) / sqrt(REPLICATIONS),
            published=expected[figure].half_width,
        )
        for figure, values in measured.items()
    ]


def replicated(
    row: Mapping[str, Any], figures: Iterable[str], size: int, seed: str
) -> dict[str, float]:
    """The figures of one replication, of so many arrivals or of so many days."""
    params = row["params"]
    if is_of_days(row):
        days = days_of(params)
        calls = days.run(size, seed=seed)
        return {figure: measure_day(days, calls, size, figure, params) for figure in figures}
    if row["model"].endswith("staffing"):
        return {"agents": fewest(row, size, seed)}
    run = replicate(queue_of(row), size, seed=seed)
    return {figure: measure(run, figure, params) for figure in figures}


def fewest(row: Mapping[str, Any], size: int, seed: str) -> int:
    """The fewest agents with whom a simulation keeps what the row asks for."""
    params = row["params"]
    limits = {
        "occupancy": params.get("max_occupancy", 1.0),
        "p_abandon": params.get("max_abandon", 1.0),
    }
    queue = replace(queue_of(row), servers=int(params["lambda"] / params["mu"]))
    while True:
        queue = replace(queue, servers=queue.servers + 1)
        run = replicate(queue, size, seed=seed)
        in_time = measure(run, params.get("sl_metric", "sl"), params)
        if in_time >= params["min_sl"] and all(
            measure(run, figure, params) <= most for figure, most in limits.items()
        ):
            return queue.servers


def most_misses(figures: int) -> int:
    """The count of chance misses that is exceeded once in twenty tables of that many figures."""
    below = 0.0
    for misses in range(figures + 1):
        below += comb(figures, misses) * 0.05**misses * 0.95 ** (figures - misses)
        if below >= 0.95:
            return misses
    raise AssertionError("the probabilities of a binomial count add up to one")


def table(found: Iterable[Finding]) -> str:
    """The findings as a Markdown table, misses marked."""
    lines = [
        "| row | figure | published | simulated | half-width | |",
        "|---|---|---|---|---|---|",
    ]
    for one in found:
        mark = "outside 99.9 %" if one.refutes else "outside 95 %" if one.misses else ""
        if one.is_of_heads:
            mark = "counts heads"
        lines.append(
            f"| {one.row} | {one.figure} | {one.expected:.6g} | {one.estimate:.6g} "
            f"| {100 * one.half_width:.2f} % | {mark} |"
        )
    return "\n".join(lines)


def main() -> int:
    """Simulates every row at full length and prints the findings; status 9 when they fail."""
    if (state := build_state()) != "compiled":
        print(f"the compiled engine is {state}: build it first", file=sys.stderr)
        return 1
    rows = load_rows()
    found: list[Finding] = []
    longest_first = sorted(FULL, key=lambda name: -FULL[name])
    with ProcessPoolExecutor() as pool:
        sizes = [FULL[name] for name in longest_first]
        for of_row in pool.map(findings, [rows[name] for name in longest_first], sizes):
            print(table(of_row), file=sys.stderr)
            found += of_row
    found.sort(key=lambda one: list(FULL).index(one.row))
    counted = [one for one in found if not one.is_of_heads]
    misses, allowed = sum(one.misses for one in counted), most_misses(len(counted))
    refuted, wide = sum(one.refutes for one in counted), sum(one.is_wide for one in counted)
    print(table(found))
    print(f"\nOf {len(counted)} figures {misses} lie outside their 95 % interval; ", end="")
    print(f"chance allows {allowed}. Outside 99.9 %: {refuted}. Too wide: {wide}.")
    print("\nOf heads, and not counted:")
    for name, (figures, reason) in OF_HEADS.items():
        print(f"{name}, {', '.join(sorted(figures))}: {reason}")
    print("\nNot simulated:")
    for name, reason in NOT_SIMULATED.items():
        print(f"{name}: {reason}")
    return 9 if refuted or wide or misses > allowed else 0


if __name__ == "__main__":
    sys.exit(main())
