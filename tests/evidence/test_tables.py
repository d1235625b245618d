"""The engine against published figures, at the length that a test run can afford.

`python -m bench.evidence` simulates every row that a simulation can answer, at full length.
"""

from __future__ import annotations

from math import hypot, inf, sqrt
from random import Random
from statistics import fmean, stdev
from typing import Any

import pytest

from bench import second_opinion
from bench.evidence import Finding, findings, most_misses, table
from bench.evidence_rows import (
    FULL,
    NOT_SIMULATED,
    OF_HEADS,
    QUICK,
    TABLES,
    is_of_heads,
    load_rows,
)
from ccadmin.engine import build_state
from ccadmin.planning.erlang import ErlangC
from ccadmin.planning.staffing import Target, people_needed

compiled = pytest.mark.skipif(
    build_state() != "compiled", reason="millions of calls need the compiled engine"
)


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, Any]]:
    if not TABLES.exists():
        pytest.skip("there are no evidence tables beside the project")
    return load_rows()


@pytest.fixture(scope="module")
def found(rows: dict[str, dict[str, Any]]) -> list[Finding]:
    return [one for name, size in QUICK.items() for one in findings(rows[name], size)]


def test_every_row_is_simulated_or_says_why_it_is_not(rows: dict[str, dict[str, Any]]) -> None:
    assert set(FULL) | set(NOT_SIMULATED) == set(rows)
    assert not set(FULL) & set(NOT_SIMULATED)
    assert set(QUICK) <= set(FULL)


def test_figures_that_count_heads_are_those_of_rows_that_are_simulated(
    rows: dict[str, dict[str, Any]],
) -> None:
    assert all(figures < set(rows[name]["expected"]) for name, (figures, _) in OF_HEADS.items())
    assert set(OF_HEADS) <= set(FULL)


@pytest.mark.parametrize("fixed", [True, False])
def test_the_second_opinion_finds_what_is_published_where_heads_are_counted_and_not_people(
    rows: dict[str, dict[str, Any]], *, fixed: bool
) -> None:
    row = rows[second_opinion.ROW]
    draw = Random(second_opinion.ROW)

    days = [second_opinion.Day(row["params"], draw, fixed).run() for _ in range(12)]

    for figure in days[0]:
        found = [day[figure] for day in days]
        published = row["expected"][figure]
        error = hypot(stdev(found) / sqrt(len(found)), published["half_width"] / 1.96)
        is_met = abs(fmean(found) - published["value"]) < 3.5 * error
        assert is_met or (fixed and is_of_heads(row["id"], figure)), figure


@compiled
def test_every_interval_is_narrower_than_two_per_cent_of_its_figure(found: list[Finding]) -> None:
    assert [one for one in found if one.is_wide] == []


@compiled
def test_no_more_figures_miss_their_95_per_cent_interval_than_chance_allows(
    found: list[Finding],
) -> None:
    assert sum(one.misses for one in found) <= most_misses(len(found)), table(found)


@compiled
def test_no_figure_lies_outside_its_999_per_mille_interval(found: list[Finding]) -> None:
    assert [one for one in found if one.refutes] == []


@compiled
def test_a_wrong_published_figure_is_refuted(rows: dict[str, dict[str, Any]]) -> None:
    # Printed in a public guide for 10 erlang and 17 channels; the true loss is 0.012949.
    wrong = rows["EB-03"] | {
        "id": "REJ-01",
        "params": {"a": 10, "c": 17},
        "expected": {"blocking": 0.0183},
    }
    assert [one.refutes for one in findings(wrong, 20_000)] == [True]


@pytest.mark.parametrize(("figures", "allowed"), [(1, 0), (2, 1), (20, 3), (100, 9)])
def test_chance_allows_as_many_misses_as_a_binomial_count_exceeds_once_in_twenty(
    figures: int, allowed: int
) -> None:
    assert most_misses(figures) == allowed


@pytest.mark.parametrize("name", ["HW-0.5", "HW-1.5"])
def test_erlang_c_tends_to_the_limit_of_halfin_and_whitt(
    rows: dict[str, dict[str, Any]], name: str
) -> None:
    # The distance falls with the root of the pool, so twice a pool of four times the size, less that
    # of the size, leaves a distance that falls with the pool itself.
    beta, expected = rows[name]["params"]["beta"], rows[name]["expected"]["p_wait_limit"]
    least, most = (
        ErlangC(((sqrt(beta * beta + 4 * servers) - beta) / 2) ** 2, 1.0, servers).p_wait
        for servers in (10_000, 40_000)
    )

    assert 2 * most - least == pytest.approx(expected, abs=rows[name]["tolerance"]["*"])


@pytest.mark.parametrize("name", ["EC-05", "EC-11", "EA-07"])
def test_the_program_asks_for_as_many_people_as_the_row(
    rows: dict[str, dict[str, Any]], name: str
) -> None:
    params = rows[name]["params"]
    target = Target(
        share=params["min_sl"],
        within=params["awt"],
        most_abandoned=params.get("max_abandon", 1.0),
        most_occupied=params.get("max_occupancy", 1.0),
    )
    patience = 1 / params["theta"] if "theta" in params else inf

    needed = people_needed(params["lambda"], 1 / params["mu"], target, patience=patience)

    assert needed == rows[name]["expected"]["agents"]
