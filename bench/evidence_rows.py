"""The rows of the evidence tables: how long each is simulated, or why it is not, and its model.

Lengths were chosen by the width of intervals alone: from a pilot with other seeds, and raised where a
first run came out wider than 2 %.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench.queue_models import FIXED, Law, Queue

if TYPE_CHECKING:
    from collections.abc import Mapping

TABLES: Final = Path(__file__).parents[2] / "shared" / "evidence" / "tables.json"
QUICK: Final = {
    "EB-01": 10_000,
    "EB-03": 50_000,
    "EC-03": 20_000,
    "EC-09": 60_000,
    "MK-01": 10_000,
    "MK-03": 40_000,
    "EA-09": 50_000,
    "PR-02": 60_000,
    "CC-10": 25,
}
"""Arrivals per replication of the rows that a test run can afford; of rows about days so many days."""
FULL: Final = {
    "EB-01": 50_000,
    "EB-03": 100_000,
    "EB-05": 150_000,
    "EB-07": 400_000,
    "EB-T001-03": 1_500_000,
    "EB-T001-05": 1_500_000,
    "EB-T001-10": 2_000_000,
    "EB-T001-20": 3_500_000,
    "EB-T001-40": 4_000_000,
    "EC-01": 200_000,
    "EC-03": 100_000,
    "EC-07": 2_500_000,
    "EC-09": 200_000,
    "EC-13": 300_000,
    "EC-15": 2_400_000,
    "MK-01": 50_000,
    "MK-03": 100_000,
    "EA-01": 600_000,
    "EA-05": 300_000,
    "EA-09": 100_000,
    "EA-11": 200_000,
    "PR-02": 100_000,
    "PR-04": 1_200_000,
    "MG-02": 200_000,
    "MD-02": 400_000,
    "MD-01S": 100_000,
    "PS-04": 6_000_000,
    "WH-E2E2": 800_000,
    "WH-ME2": 800_000,
    "WH-MLN44": 900_000,
    "WH-E2E24": 8_000_000,
    "WH-LN11LN11": 900_000,
    "WH-DE2": 800_000,
    "EC-05": 100_000,
    "EC-11": 200_000,
    "EA-07": 50_000,
    "CC-01": 160,
    "CC-03": 320,
    "CC-05": 1_800,
    "CC-08": 450,
    "CC-10": 18,
}
"""The same for a full run; of rows about days so many days."""
NOT_SIMULATED: Final = {
    "EA-03": "refused by the tables themselves: two cells repeat those of another threshold (`REJ-12`)",
    "PS-02": "an agent who slows down with every chat in hand; here each chat has its own talk time",
    "HW-0.5": "a limit of ever larger pools; the program's Erlang C is held to it by a test",
    "HW-1.5": "a limit of ever larger pools; the program's Erlang C is held to it by a test",
    "CC-06": "callers who call again after 20 minutes, and a limit on telephone lines",
}
"""The rows that this comparison leaves out, and why."""
OF_HEADS: Final = {
    "CC-08": (
        frozenset({"good_t0_p2", "good_t1_p2", "good_t2_p2"}),
        (
            "the staff falls from 38 to 20 there, and the publication counts heads: whoever hangs up "
            "first leaves, where here the people leave whose shift is over, after the call in hand. "
            "`python -m bench.second_opinion` finds the published figures by the one rule and the "
            "engine's by the other"
        ),
    ),
}
"""Figures that people with shifts do not make, by row, and why; shown, and not counted."""


def is_of_heads(row: str, figure: str) -> bool:
    """Whether the published figure comes of counting heads, and not of people who have shifts."""
    figures, _ = OF_HEADS.get(row, (frozenset[str](), ""))
    return figure in figures


def load_rows(path: Path = TABLES) -> dict[str, dict[str, Any]]:
    """The rows of the tables by id."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return {row["id"]: row for row in document["rows"]}


def is_of_days(row: Mapping[str, Any]) -> bool:
    """Whether the row is about days that start empty."""
    return "period" in row["params"]


def queue_of(row: Mapping[str, Any]) -> Queue:
    """The model of a row.

    Raises:
        KeyError: a row that is not simulated here.
    """
    if row["id"] in NOT_SIMULATED:
        raise KeyError(row["id"])
    params = row["params"]
    plain = Queue(
        _rates(row), 1 / params.get("mu", 1), params.get("c", 1), law=_law(params, "service")
    )
    changes: dict[str, dict[str, Any]] = {
        "M/M/c/c": {"places": 0},
        "M/M/c/c load": {"places": 0},
        "M/M/c/K": {"places": params.get("K", 0) - plain.servers},
        "M/D/c": {"law": FIXED},
        "M/M/1-PS with capacity": {"chats": params.get("slots", 0)},
    }
    match row["model"]:
        case "M/M/c+M" | "M/M/c+M staffing":
            return replace(plain, patience=1 / params["theta"], places=params.get("r"))
        case "M/G/c+G":
            patience = params["patience"]["mean"]
            return replace(plain, patience=patience, patience_law=_law(params, "patience"))
    return replace(plain, **changes.get(row["model"], {}))


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure: how far it may be off its exact value, and its own 95 % half-width."""

    value: float
    rounding: float = 0.0
    half_width: float = 0.0


def published(row: Mapping[str, Any]) -> dict[str, Published]:
    """The figures of a row, each with how far rounding may have moved it.

    A load that was printed for a given loss is read the other way round: the loss at that load,
    as uncertain as the printed digits of the load make it.
    """
    expected, tolerance, params = row["expected"], row["tolerance"], row["params"]
    if row["model"] == "M/M/c/c load":
        least, most = (
            erlang_b(expected["a"] + side * tolerance["*"], params["c"]) for side in (-1, 1)
        )
        return {"blocking": Published(params["blocking"], (most - least) / 2)}
    return {
        figure: Published(value["value"], half_width=value["half_width"])
        if isinstance(value, dict)
        else Published(value, tolerance.get(figure, tolerance.get("*", 0.0)))
        for figure, value in expected.items()
    }


def erlang_b(load: float, servers: int) -> float:
    """The loss of `load` erlang offered to that many servers (Erlang 1917, by recursion)."""
    loss = 1.0
    for server in range(1, servers + 1):
        loss = load * loss / (server + load * loss)
    return loss


def _rates(row: Mapping[str, Any]) -> tuple[float, ...]:
    """Arrivals per unit of time by class; a load in erlang is a rate of services of length 1."""
    given = row["expected"] | row["params"]
    if "lambdas" in given:
        return tuple(given["lambdas"])
    return (given.get("lambda", given.get("a", 0.0)),)


def _law(params: Mapping[str, Any], name: str) -> Law:
    """The law of a duration; exponential where nothing is said."""
    words = params.get(name)
    if not isinstance(words, dict):
        return Law()
    return Law(words["dist"], words.get("scv", 1.0))
