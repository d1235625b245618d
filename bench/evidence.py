"""Holds the engine against figures that nobody here wrote: `python -m bench.evidence`.

The rows come from the evidence tables beside the project. Each row is simulated by twenty
replications with the seeds 1 to 20, whose length is fixed below before anything is looked at;
Student's t over the twenty gives the 95 % and the 99.9 % interval. A figure holds when the
interval, widened by what the source rounded, contains it.

One figure in twenty misses its 95 % interval by chance alone. So the verdict over all figures is:
no more misses than a binomial count of that chance exceeds once in twenty such tables, and not
one figure outside its 99.9 % interval. Figures of one row hang together, which makes the bound
a little too strict rather than too lenient.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import comb, sqrt
from pathlib import Path
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Any, Final

from bench.figures import measure
from bench.queue_models import Queue, replicate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TABLES: Final = Path(__file__).parents[2] / "shared" / "evidence" / "tables.json"
REPLICATIONS: Final = 20
T_95: Final = 2.093024
"""Student's t, 19 degrees of freedom, two-sided 95 %."""
T_999: Final = 3.883406
"""The same, 99.9 %."""

QUICK: Final = {
    "EB-01": 20_000,
    "EB-03": 50_000,
    "EC-09": 100_000,
    "EA-05": 100_000,
    "PR-02": 100_000,
}
FULL: Final = {
    "EB-01": 50_000,
    "EB-03": 200_000,
    "EB-05": 400_000,
    "EB-07": 400_000,
    "EC-01": 1_000_000,
    "EC-03": 1_000_000,
    "EC-07": 1_000_000,
    "EC-09": 1_000_000,
    "EC-13": 500_000,
    "EC-15": 4_000_000,
    "EA-01": 1_000_000,
    "EA-05": 400_000,
    "EA-09": 400_000,
    "EA-11": 400_000,
    "PR-02": 500_000,
    "PR-04": 1_000_000,
}
"""Arrivals per replication."""


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
    """

    row: str
    figure: str
    expected: float
    rounding: float
    estimate: float
    error: float

    @property
    def half_width(self) -> float:
        """Half of the 95 % interval, over the figure itself."""
        return T_95 * self.error / abs(self.expected)

    @property
    def misses(self) -> bool:
        """Whether the figure lies outside the 95 % interval."""
        return self._distance > T_95 * self.error

    @property
    def refutes(self) -> bool:
        """Whether the figure lies outside the 99.9 % interval."""
        return self._distance > T_999 * self.error

    @property
    def _distance(self) -> float:
        return abs(self.estimate - self.expected) - self.rounding


def load_rows(path: Path = TABLES) -> dict[str, dict[str, Any]]:
    """The rows of the tables by id."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return {row["id"]: row for row in document["rows"]}


def queue_of(row: Mapping[str, Any]) -> Queue:
    """The model of a row.

    Raises:
        KeyError: a kind of model that is not simulated here.
    """
    params = row["params"]
    service = 1 / params.get("mu", 1)
    match row["model"]:
        case "M/M/c/c":
            return Queue((params["a"],), service, params["c"], places=0)
        case "M/M/c":
            return Queue((params["lambda"],), service, params["c"])
        case "M/M/c+M":
            patience = 1 / params["theta"]
            places = params.get("r")
            return Queue((params["lambda"],), service, params["c"], patience, places)
        case "M/M/c priority":
            return Queue(tuple(params["lambdas"]), service, params["c"])
        case model:
            raise KeyError(model)


def findings(row: Mapping[str, Any], size: int) -> list[Finding]:
    """Every figure of a row, measured on the twenty replications."""
    queue, expected, tolerance = queue_of(row), row["expected"], row["tolerance"]
    measured: dict[str, list[float]] = {figure: [] for figure in expected}
    for seed in range(1, REPLICATIONS + 1):
        run = replicate(queue, size, seed=f"{row['id']} {seed}")
        for figure, values in measured.items():
            values.append(measure(run, figure, row["params"]))
    return [
        Finding(
            row=row["id"],
            figure=figure,
            expected=expected[figure],
            rounding=tolerance.get(figure, tolerance.get("*", 0.0)),
            estimate=fmean(values),
            error=stdev(values) / sqrt(REPLICATIONS),
        )
        for figure, values in measured.items()
    ]


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
        lines.append(
            f"| {one.row} | {one.figure} | {one.expected:.6g} | {one.estimate:.6g} "
            f"| {100 * one.half_width:.2f} % | {mark} |"
        )
    return "\n".join(lines)


def main() -> int:
    """Simulates every row at full length and prints the findings; status 9 when they fail."""
    rows = load_rows()
    with ProcessPoolExecutor() as pool:
        of_rows = pool.map(findings, [rows[name] for name in FULL], FULL.values())
        found = [one for of_row in of_rows for one in of_row]
    misses, allowed = sum(one.misses for one in found), most_misses(len(found))
    refuted = sum(one.refutes for one in found)
    print(table(found))
    print(f"\n{misses} of {len(found)} figures outside 95 % (chance allows {allowed}), ", end="")
    print(f"{refuted} outside 99.9 %")
    return 9 if refuted or misses > allowed else 0


if __name__ == "__main__":
    sys.exit(main())
