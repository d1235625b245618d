"""The figures of the evidence tables, each measured on one run by the definition given there.

Names are those of the tables: `sl` is the share whose wait is at most `awt`; `*_served` and
`*_abandoned` are conditional; `lq`, `l`, `occupancy` and `p0` are averages over time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bench.queue_models import Run

STATE = pl.col("state")
WAIT = pl.col("wait")


def measure(run: Run, figure: str, params: Mapping[str, float]) -> float:
    """One figure of one run.

    Raises:
        KeyError: nobody has defined that figure.
    """
    if figure in _OVER_TIME:
        return _over_time(run, figure)
    if _PRESENT.fullmatch(figure):
        return _share_of_time(run, int(figure[1:]))
    if figure.startswith("wq_"):
        return _wait_of_class(run, figure)
    if figure.startswith(("t1_", "t2_")):
        target, figure = params[figure[:2]], figure[3:]
    else:
        target = params.get("awt", 0.0)
    return _value(run.calls.filter(_AMONG[figure]).select(_figure(figure, target)))


_OVER_TIME = frozenset({"lq", "var_q", "l", "occupancy"})
_PRESENT = re.compile(r"p\d")
_ACCEPTED = STATE != "refused"
_SERVED = STATE == "answered"
_LOST = STATE == "abandoned"
_AMONG = {
    "blocking": pl.lit(value=True),
    "p_wait": _ACCEPTED,
    "p_nowait": _ACCEPTED,
    "p_abandon": _ACCEPTED,
    "asa": _ACCEPTED,
    "asa_all": _ACCEPTED,
    "sl": _ACCEPTED,
    "sl_offered": _ACCEPTED,
    "sl_g1": _ACCEPTED,
    "p90_wait": _ACCEPTED,
    "asa_served": _SERVED,
    "var_w_served": _SERVED,
    "sl_served": _SERVED,
    "sojourn": _SERVED,
    "wait_abandoned": _LOST,
    "var_w_abandoned": _LOST,
    "p_le_abandoned": _LOST,
}


def _figure(figure: str, target: float) -> pl.Expr:
    in_time = WAIT.le(target)
    formulas = {
        "blocking": (STATE == "refused").mean(),
        "p_wait": ((WAIT > 0) | _LOST).mean(),
        "p_nowait": ((WAIT == 0) & _SERVED).mean(),
        "p_abandon": _LOST.mean(),
        "asa": WAIT.mean(),
        "asa_all": WAIT.mean(),
        "sl": in_time.mean(),
        "sl_offered": (in_time & _SERVED).mean(),
        "sl_g1": (in_time & _SERVED).sum() / (_SERVED | ~in_time).sum(),
        "p90_wait": WAIT.quantile(0.9),
        "asa_served": WAIT.mean(),
        "var_w_served": WAIT.var(),
        "sl_served": in_time.mean(),
        "sojourn": (WAIT + pl.col("talk")).mean(),
        "wait_abandoned": WAIT.mean(),
        "var_w_abandoned": WAIT.var(),
        "p_le_abandoned": in_time.mean(),
    }
    return formulas[figure]


def _wait_of_class(run: Run, figure: str) -> float:
    name = figure.removeprefix("wq_")
    if name == "all":
        return _value(run.calls.select(WAIT.mean()))
    priority = len(run.queue.rates) - int(name)
    return _value(run.calls.filter(pl.col("priority") == priority).select(WAIT.mean()))


def _over_time(run: Run, figure: str) -> float:
    lasted, level = pl.col("lasted"), pl.col("level")
    mean = (level * lasted).sum() / lasted.sum()
    if figure == "lq":
        return _value(run.waiting().select(mean))
    if figure == "var_q":
        return _value(run.waiting().select((level**2 * lasted).sum() / lasted.sum() - mean**2))
    if figure == "l":
        return _value(run.present.select(mean))
    return _value(run.busy().select(mean)) / run.queue.servers


def _share_of_time(run: Run, present: int) -> float:
    """The share of the time in which so many callers are in the system."""
    lasted = pl.col("lasted")
    of_level = lasted.filter(pl.col("level") == present).sum()
    return _value(run.present.select(of_level / lasted.sum()))


def _value(frame: pl.DataFrame) -> float:
    return float(frame.item())
