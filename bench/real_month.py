"""A real month against its simulation: `python -m bench.real_month`.

Sets the bank's centre up by ccadmin commands, routes its 31,359 calls with `ccadmin route
--simulate`, and compares what came out with what was recorded; then changes one assumption at a
time. The tables go into `docs/explanation/real-month.md`, between its markers.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import polars as pl

from bench.bank import BREAK, MONTH, NO_SERVER, kaplan_meier, pauses, read_calls, server_days
from bench.month_centre import Assumptions, Patience, Staff, set_up, write_contacts
from bench.pages import replace_block
from bench.shell import Shell, command_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAGE: Final = Path(__file__).parents[1] / "docs" / "explanation" / "real-month.md"
BASE: Final = Assumptions()
SWITCHES: Final = {
    "gaps of more than 15 minutes are breaks": replace(BASE, staff=Staff.BREAKS),
    "gaps of more than 5 minutes are breaks": replace(BASE, staff=Staff.SHORT_BREAKS),
    "each day's hours spread evenly over the day": replace(BASE, staff=Staff.FLAT),
    "pauses after calls, as seen when others waited": replace(BASE, wrap_up=True),
    "patience exponential": replace(BASE, patience=Patience.EXPONENTIAL),
    "nobody hangs up before the night": replace(BASE, patience=Patience.UNLIMITED),
    "who hung up keeps his recorded patience": replace(BASE, patience=Patience.RECORDED),
    "priority 2 without its 90 seconds": replace(BASE, ageing=False),
    "who hung up in the menu never queues": replace(BASE, menu=True),
    "each type only by those who took such calls": replace(BASE, by_type=True),
}
TOGETHER: Final = "breaks of 15 minutes, pauses, menu, types and recorded patience together"
ALL: Final = Assumptions(Staff.BREAKS, Patience.RECORDED, wrap_up=True, menu=True, by_type=True)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a centre's callers lived through.

    Attributes:
        calls: how many there were.
        answered: share of them that was answered.
        queued: share of them that queued.
        wait: mean wait in seconds of those who queued, whether answered or not.
    """

    calls: int
    answered: float
    queued: float
    wait: float


def simulated(calls: pl.DataFrame, assume: Assumptions, folder: Path) -> pl.DataFrame:
    """One row a call: `hour`, `answered`, `wait` (s), in the order of the calls.

    A centre that stands in the folder already is used again: setting one up takes about a
    thousand commands.

    Raises:
        ValueError: there are more or fewer outcomes than calls.
    """
    database = folder / f"{assume.centre_name}.db"
    contacts, outcomes = folder / "calls.csv", folder / "outcomes.csv"
    if not database.exists():
        set_up(Shell(database), calls, assume)
    write_contacts(calls, assume, contacts)
    line = command_line(
        "route", "--simulate", str(contacts), "--out", str(outcomes), "--db", str(database)
    )
    subprocess.run(line, check=True, capture_output=True)
    found = pl.read_csv(outcomes, schema_overrides={"id": pl.UInt32})
    if found.height != calls.height:
        raise ValueError(f"{calls.height} calls gave {found.height} outcomes")
    return calls.join(found, left_on="call", right_on="id", suffix="_simulated").select(
        "call",
        hour=_hour(),
        answered=pl.col("outcome_simulated") == "answered",
        wait=pl.col("wait_simulated").cast(pl.Float64),
    )


def recorded(calls: pl.DataFrame) -> pl.DataFrame:
    """What happened, in the same columns."""
    return calls.select(
        "call",
        hour=_hour(),
        answered=pl.col("outcome") == "AGENT",
        wait=pl.col("wait").cast(pl.Float64),
    )


def figures(rows: pl.DataFrame) -> Figures:
    """The three figures of the comparison."""
    queued = rows.filter(pl.col("wait") > 0)
    return Figures(
        calls=rows.height,
        answered=rows.filter("answered").height / rows.height,
        queued=queued.height / rows.height,
        wait=sum(queued["wait"]) / queued.height if queued.height else 0.0,
    )


def main() -> int:
    """Runs every simulation, prints the tables and writes them into the page."""
    if not MONTH.exists():
        print(f"there is no {MONTH.name} beside the project")
        return 1
    calls = read_calls()
    truth = recorded(calls)
    runs: dict[str, pl.DataFrame] = {}
    with TemporaryDirectory() as folder:
        for name, assume in {"base": BASE, **SWITCHES, TOGETHER: ALL}.items():
            runs[name] = simulated(calls, assume, Path(folder))
            print(f"{name}: {figures(runs[name])}", file=sys.stderr)
    blocks = {
        "input": "\n".join(_facts(calls)),
        "hours": "\n".join(_by_hour(truth, runs["base"], runs[TOGETHER])),
        "switches": "\n".join(_switches(truth, runs)),
    }
    page = PAGE.read_text(encoding="utf-8")
    for marker, block in blocks.items():
        print(block, end="\n\n")
        page = replace_block(page, marker, block)
    PAGE.write_text(page, encoding="utf-8")
    return 0


def _hour() -> pl.Expr:
    return pl.col("arrived") // 3600 % 24


def _facts(calls: pl.DataFrame) -> Iterator[str]:
    answered, lost = calls.filter(outcome="AGENT"), calls.filter(outcome="HANG")
    queued = answered.filter("queued")
    nameless = answered.filter(server=NO_SERVER)
    after = pauses(calls, longest=BREAK)
    days = server_days(calls)
    staffed = sum(until - since for day in days for since, until in day.ranges)
    half = next(wait for wait, staying in kaplan_meier(calls) if staying <= 0.5)
    yield "| | |"
    yield "|---|---|"
    yield f"| calls without phantoms | {calls.height:,} |"
    yield f"| answered / hung up | {answered.height:,} / {lost.height:,} |"
    yield f"| share of answered calls that queued, their mean wait | {queued.height / answered.height:.4f}, {sum(queued['wait']) / queued.height:.2f} s |"
    yield f"| hung up without queueing | {lost.filter(~pl.col('queued')).height:,} |"
    yield f"| answered, but no server recorded | {nameless.height:,}, of which {nameless.filter(pl.col('talk') == 0).height} with a service of 0 s |"
    yield f"| server-days, staffed hours from first to last service | {len(days)}, {staffed / 3600:,.0f} h |"
    yield f"| median patience of the Kaplan-Meier fit | {half} s |"
    yield f"| pause between two services of up to {BREAK} s while others waited | median {median(after):.0f} s, mean {sum(after) / len(after):.1f} s of {len(after):,} |"


def _by_hour(truth: pl.DataFrame, base: pl.DataFrame, together: pl.DataFrame) -> Iterator[str]:
    yield "| hour | calls | answered | base | all | queued | base | all | wait s | base | all |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for hour in [*range(24), None]:
        three = [
            figures(rows if hour is None else rows.filter(hour=hour))
            for rows in (truth, base, together)
        ]
        yield _cells(
            "all" if hour is None else f"{hour:02}",
            f"{three[0].calls:,}",
            *(f"{100 * one.answered:.1f} %" for one in three),
            *(f"{100 * one.queued:.1f} %" for one in three),
            *(f"{one.wait:.1f}" for one in three),
        )


def _switches(truth: pl.DataFrame, runs: dict[str, pl.DataFrame]) -> Iterator[str]:
    real, base = figures(truth), figures(runs["base"])
    yield "| | answered | share of the gap | queued | share of the gap | wait s | share of the gap |"
    yield "|---|---|---|---|---|---|---|"
    yield _row("recorded", _changes(real, real, real))
    for name, rows in runs.items():
        yield _row(name, _changes(figures(rows), base, real))


def _changes(one: Figures, base: Figures, real: Figures) -> Iterator[str]:
    for text, value, start, goal in (
        (f"{100 * one.answered:.2f} %", one.answered, base.answered, real.answered),
        (f"{100 * one.queued:.2f} %", one.queued, base.queued, real.queued),
        (f"{one.wait:.1f}", one.wait, base.wait, real.wait),
    ):
        yield text
        yield "" if one in (base, real) else f"{100 * (value - start) / (goal - start):+.0f} %"


def _row(name: str, cells: Iterable[str]) -> str:
    return _cells(name, *cells)


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
