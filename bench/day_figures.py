"""The figures of days that start empty, each by the definition of the evidence tables.

Counts are of one observation, which may be of several days. A level is that of the calls that came in
a period (`_pK`) or of a type (`_tK`); an occupancy is the share of the paid hours in which agents were
busy, cut at closing time, where work after the end of a shift is paid.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bench.days import Days

NAME: Final = re.compile(
    r"(?P<figure>[a-z]+(?:_[a-z]+|_g1)?)(?:_(?P<target>\d+))?(?:_t(?P<type>\d+))?(?:_p(?P<period>\d+))?"
)
ANSWERED: Final = pl.col("outcome") == "answered"
LOST: Final = pl.col("outcome") == "abandoned"
COUNTS: Final = {
    "n": pl.lit(value=True),
    "served": ANSWERED,
    "abandoned": LOST,
    "blocked": pl.col("reason") == "full",
    "message": pl.col("outcome") == "voicemail",
    "disconnected": pl.col("reason") == "closed",
}


def measure_day(
    days: Days, calls: pl.DataFrame, count: int, figure: str, params: Mapping[str, Any]
) -> float:
    """One figure of a run over so many days.

    Raises:
        KeyError: nobody has defined that figure.
    """
    if figure == "occupancy":
        return occupancy(days, calls, count)
    parts = NAME.fullmatch(figure)
    if parts is None:
        raise KeyError(figure)
    for column, part in (("group", parts["type"]), ("period", parts["period"])):
        if part is not None:
            calls = calls.filter(pl.col(column) == int(part))
    name, target = parts["figure"], float(parts["target"] or target_of(params))
    good = ANSWERED & (pl.col("wait") <= target)
    if name in COUNTS or name == "good":
        return calls.filter(COUNTS.get(name, good)).height * days.together / count
    if name == "asa_served":
        served = calls.filter(ANSWERED)
        return sum(served["wait"]) / served.height
    among = {
        "sl_served": ANSWERED,
        "sl_offered": pl.lit(value=True),
        "sl_g1": ANSWERED | (LOST & (pl.col("wait") >= target)),
    }
    return calls.filter(good).height / calls.filter(among[name]).height


def target_of(params: Mapping[str, Any]) -> float:
    """The wait within which an answer is good; types of call share one."""
    (target,) = (
        {words["awt"] for words in params["types"]} if "types" in params else {params["awt"]}
    )
    return float(target)


def occupancy(days: Days, calls: pl.DataFrame, count: int) -> float:
    """Busy agents over paid agents, both averaged over the open hours."""
    period = round(days.period * days.unit)
    levels = pl.DataFrame(
        {
            "agent": [agent for agent, _ in _ends(days)],
            "shift": [ends for _, ends in _ends(days)],
        }
    )
    worked = (
        calls.filter(ANSWERED)
        .with_columns(
            since=pl.col("answered") % days.stride,
            until=(pl.col("answered") % days.stride + pl.col("talk")).clip(upper_bound=days.length),
        )
        .filter(pl.col("since") < days.length)
        .with_columns(in_period=pl.col("since") // period)
        .join(levels, on="agent", how="left")
        .with_columns(goes=pl.col("shift").list.get(pl.col("in_period")))
    )
    busy = sum(worked["until"] - worked["since"])
    over = sum((worked["until"] - worked["goes"]).clip(lower_bound=0))
    scheduled = count * period * sum(sum(levels) for levels in days.staff)
    return busy / (scheduled + over)


def _ends(days: Days) -> list[tuple[int, list[int]]]:
    """For each agent and period when the shift ends that runs then, in ms of the day."""
    period = round(days.period * days.unit)
    found: list[tuple[int, list[int]]] = []
    for levels in days.staff:
        for place in range(max(levels)):
            ends, end = [], days.length
            for number in range(len(levels) - 1, -1, -1):
                if number + 1 < len(levels) and place >= levels[number + 1]:
                    end = period * (number + 1)
                ends.append(end)
            found.append((len(found), ends[::-1]))
    return found
