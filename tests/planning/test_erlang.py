"""The closed forms against published tables, against each other, and at the ends of their range."""

from __future__ import annotations

import json
from math import exp, inf, sqrt
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ccadmin.errors import RuleError
from ccadmin.planning.erlang import ErlangA, ErlangC, erlang_b, largest_load
from ccadmin.planning.staffing import Target, people_needed

TABLES: Final = Path(__file__).parents[3] / "shared" / "evidence" / "tables.json"
FORMS: Final = frozenset(
    {
        "M/M/c/c", "M/M/c/c load", "M/M/c", "M/M/c staffing", "M/M/c+M", "M/M/c+M staffing",
        "Halfin-Whitt",
    }
)  # fmt: skip
"""The models of the tables that are Erlang's; the others are queues with priorities, limits or
fixed handling times, which only the distributor answers."""
NOT_GIVEN: Final = frozenset({"var_q", "var_w_served", "var_w_abandoned"})
"""Variances: nothing here asks for them."""


def rows() -> list[Any]:
    if not TABLES.exists():
        return [pytest.param({}, marks=pytest.mark.skip("there are no evidence tables here"))]
    found = json.loads(TABLES.read_text(encoding="utf-8"))["rows"]
    return [
        pytest.param(row, id=row["id"])
        for row in found
        if row["check"] == "recompute" and row["model"] in FORMS
    ]


@pytest.mark.parametrize("row", rows())
def test_every_published_figure_is_met_within_its_tolerance(row: dict[str, Any]) -> None:
    figures = answers(row["model"], row["params"])
    wanted = {name: value for name, value in row["expected"].items() if name not in NOT_GIVEN}

    assert {name: figures[name] for name in wanted} == {
        name: pytest.approx(value, abs=row["tolerance"][name if name in row["tolerance"] else "*"])
        for name, value in wanted.items()
    }


def answers(model: str, given: dict[str, Any]) -> dict[str, float]:
    """Every figure of a row that a closed form has."""
    match model:
        case "M/M/c/c":
            return {"blocking": erlang_b(given["a"], given["c"])}
        case "M/M/c/c load":
            return {"a": largest_load(given["c"], given["blocking"])}
        case "M/M/c":
            return of_c(given)
        case "M/M/c+M":
            return of_a(given)
        case "Halfin-Whitt":
            # The limit is met as 1 / sqrt(load), so two loads tell what is at its end.
            near, nearer = (
                ErlangC(load, 1, round(load + given["beta"] * sqrt(load))).p_wait
                for load in (1e4, 4e4)
            )
            return {"p_wait_limit": 2 * nearer - near}
    target = Target(
        given["min_sl"],
        given["awt"],
        given.get("max_abandon", 1),
        given.get("max_occupancy", 1),
    )
    patience = 1 / given["theta"] if "theta" in given else inf
    return {"agents": people_needed(given["lambda"], 1 / given["mu"], target, patience=patience)}


def of_c(given: dict[str, Any]) -> dict[str, float]:
    pool = ErlangC(given["lambda"], 1 / given["mu"], given["c"])
    return {
        "p_wait": pool.p_wait,
        "sl": pool.service_level(given.get("awt", 0)),
        "asa": pool.mean_wait,
        "occupancy": pool.occupancy,
        "lq": pool.waiting,
        "sojourn": pool.mean_wait + pool.handling,
        "p90_wait": pool.wait_quantile(0.9),
    }


def of_a(given: dict[str, Any]) -> dict[str, float]:
    pool = ErlangA(given["lambda"], 1 / given["mu"], 1 / given["theta"], given["c"])
    awt = given.get("awt", 0)
    in_time = pool.answered_within(awt)
    gone_later = pool.p_abandon - pool.abandoned_within(awt)
    figures = {
        "p_wait": pool.p_wait,
        "p_nowait": 1 - pool.p_wait,
        "p_abandon": pool.p_abandon,
        "lq": pool.waiting,
        "l": pool.waiting + pool.busy,
        "occupancy": pool.occupancy,
        "asa_all": pool.mean_wait,
        "asa_served": pool.mean_wait_served,
        "wait_abandoned": pool.mean_wait_abandoned,
        "sl_offered": in_time,
        "sl_served": pool.service_level(awt),
        "sl_g1": in_time / (1 - pool.p_abandon + gone_later),
    }
    for name in ("t1", "t2"):
        at = given.get(name, 0)
        figures[f"{name}_sl_served"] = pool.service_level(at)
        figures[f"{name}_p_le_abandoned"] = pool.abandoned_within(at) / pool.p_abandon
    return figures


PATIENCE: Final = st.floats(0.05, 50)
POOLS: Final = st.builds(
    ErlangA, st.floats(0.1, 60), st.floats(0.1, 3), PATIENCE, st.integers(1, 60)
)


@settings(deadline=None)
@given(pool=POOLS)
def test_erlang_a_agrees_with_its_chain_of_states(pool: ErlangA) -> None:
    weights = states(pool)
    total = sum(weights)
    waiting = sum(max(0, i - pool.servers) * w for i, w in enumerate(weights)) / total

    assert pool.p_wait == pytest.approx(sum(weights[pool.servers :]) / total, rel=1e-9)
    assert pool.waiting == pytest.approx(waiting, rel=1e-6, abs=1e-9)


def states(pool: ErlangA) -> list[float]:
    """The weight of every likely number of contacts in the pool."""
    weights = [1.0]
    while weights[-1] > 1e-17 * max(weights) or len(weights) < pool.servers + 2:
        there = len(weights)
        leaving = min(there, pool.servers) / pool.handling
        leaving += max(0, there - pool.servers) / pool.patience
        weights.append(weights[-1] * pool.arrivals / leaving)
        if weights[-1] > 1e200:
            weights = [w / 1e200 for w in weights]
    return weights


@settings(deadline=None)
@given(pool=POOLS, target=st.floats(0, 10))
def test_shares_within_a_target_are_shares_and_leave_nobody_out(
    pool: ErlangA, target: float
) -> None:
    answered, gone = pool.answered_within(target), pool.abandoned_within(target)

    assert answered >= 1 - pool.p_wait - 1e-9
    assert -1e-9 <= gone <= pool.p_abandon + 1e-9
    assert pool.answered_within(1e4) + pool.abandoned_within(1e4) == pytest.approx(1)
    assert pool.abandoned_within(0) == pytest.approx(0, abs=1e-9)


@settings(deadline=None)
@given(pool=POOLS)
def test_waits_of_answered_and_abandoned_contacts_make_up_the_mean(pool: ErlangA) -> None:
    parts = (1 - pool.p_abandon) * pool.mean_wait_served
    parts += pool.p_abandon * pool.mean_wait_abandoned

    assert parts == pytest.approx(pool.mean_wait, abs=1e-9)


@settings(deadline=None, max_examples=30)
@example(arrivals=14.99609375, spare=1, target=0)
@example(arrivals=6.984375, spare=1, target=2)
@given(arrivals=st.floats(0.1, 50), spare=st.integers(1, 20), target=st.floats(0, 2))
def test_endless_patience_turns_erlang_a_into_erlang_c(
    arrivals: float, spare: int, target: float
) -> None:
    servers = int(arrivals) + spare
    drain = servers - arrivals
    assume(drain >= 1e-3)  # nearer to the load that people can just bear, no sum over queues ends
    patient = ErlangA(arrivals, 1, 1e7 / min(drain, 1) ** 2, servers)
    endless = ErlangC(arrivals, 1, servers)

    assert patient.p_wait == pytest.approx(endless.p_wait, abs=1e-4)
    assert patient.answered_within(target) == pytest.approx(endless.service_level(target), abs=1e-4)


@settings(deadline=None, max_examples=50)
@given(
    arrivals=st.floats(0.01, 100),
    handling=st.floats(0.1, 5),
    patience=PATIENCE | st.just(inf),
    share=st.floats(0.05, 0.99),
    within=st.floats(0, 2),
)
def test_one_person_fewer_than_needed_misses_the_target(
    arrivals: float, handling: float, patience: float, share: float, within: float
) -> None:
    def level(servers: int) -> float:
        if patience == inf:
            return ErlangC(arrivals, handling, servers).service_level(within)
        return ErlangA(arrivals, handling, patience, servers).answered_within(within)

    needed = people_needed(arrivals, handling, Target(share, within), patience=patience)

    assert level(needed) >= share
    assert needed == 1 or level(needed - 1) < share


def test_the_forms_hold_for_ten_thousand_times_the_usual_load() -> None:
    busy = ErlangA(100_000, 1, 0.5, 90_000)
    calm = ErlangA(1_000, 1, 30, 10_000)

    assert busy.p_wait == pytest.approx(1)
    assert busy.p_abandon == pytest.approx(0.1)  # what ninety of a hundred people cannot take
    assert busy.occupancy == pytest.approx(1)
    assert (calm.p_wait, calm.p_abandon, calm.answered_within(0)) == (0, 0, 1)
    assert erlang_b(1e6, 1_000_000) == pytest.approx(sqrt(2 / 3.141592653589793e6), rel=1e-3)
    assert erlang_b(1e-300, 2) == 0


def test_a_pool_without_people_answers_nobody() -> None:
    nobody = ErlangA(2, 1, 5, 0)

    assert (nobody.p_wait, nobody.p_abandon, nobody.answered_within(100)) == (1, 1, 0)
    assert nobody.mean_wait == 5
    assert nobody.waiting == 10
    assert nobody.abandoned_within(5) == pytest.approx(1 - exp(-1))
    assert erlang_b(2, 0) == 1
    assert ErlangC(2, 1, 0).service_level(60) == 0


def test_a_pool_without_contacts_needs_nobody() -> None:
    assert people_needed(0, 180, Target(0.8, 20)) == 0
    assert ErlangC(0, 180, 3).service_level(0) == 1
    assert ErlangA(0, 180, 60, 3).answered_within(0) == 1


@pytest.mark.parametrize(
    ("arrivals", "handling", "patience", "servers"),
    [
        (-1, 1, 1, 1),
        (inf, 1, 1, 1),
        (1, 0, 1, 1),
        (1, inf, 1, 1),
        (1, 1, 0, 1),
        (1, 1, inf, 1),
        (1, 1, 1, -1),
        (float("nan"), 1, 1, 1),
    ],
)
def test_what_is_no_pool_is_refused(
    arrivals: float, handling: float, patience: float, servers: int
) -> None:
    with pytest.raises(RuleError, match="there is no such pool"):
        ErlangA(arrivals, handling, patience, servers)


@pytest.mark.parametrize("share", [1, -0.1, 1.5])
def test_a_target_that_nobody_can_meet_is_refused(share: float) -> None:
    with pytest.raises(RuleError, match="no number of people"):
        people_needed(1, 1, Target(share, 20))
