"""What the benchmarks stand on: the same answers from the peer, and a month read as described."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest

from bench import trace, whole_trace
from bench.bank import MONTH, NO_SERVER, ServerDay, kaplan_meier, pauses, read_calls, server_days
from bench.measure import Spread, by_turns, ratios
from bench.pages import replace_block, write_block
from bench.readme import summary
from ccadmin.engine import NOBODY, Contacts, Options, Snapshot, simulate

if TYPE_CHECKING:
    from types import ModuleType

month = pytest.mark.skipif(not MONTH.exists(), reason="the month's file is not beside the project")


def answers(snapshot: Snapshot, contacts: Contacts) -> list[tuple[int, int]]:
    outcomes = simulate(snapshot, contacts, Options())
    return list(zip(outcomes.agent, outcomes.answered, strict=True))


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_simpy_program_gives_every_call_the_same_agent_and_time(seed: int) -> None:
    peer = pytest.importorskip("bench.peer_simpy", reason="SimPy is not installed")
    snapshot = trace.centre(40, 6, seed=seed)
    contacts = _at_midnight(trace.contacts(snapshot, 2_000, load=1.0, seed=seed))
    expected = list(zip(*peer.simulate(snapshot, contacts), strict=True))
    assert answers(snapshot, contacts) == expected
    waited = sum(when > since for (_, when), since in zip(expected, contacts.arrived, strict=True))
    assert waited > 200
    assert len({agent for agent, _ in expected} - {NOBODY}) == 40


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_simpy_program_keeps_the_order_of_events_that_share_a_second(seed: int) -> None:
    peer = pytest.importorskip("bench.peer_simpy", reason="SimPy is not installed")
    snapshot = trace.centre(40, 6, seed=seed)
    fine = trace.contacts(snapshot, 2_000, load=1.0, seed=seed)
    coarse = replace(
        fine,
        arrived=[time // 20_000 * 20_000 for time in fine.arrived],
        talk=[20_000 * (1 + time // 20_000) for time in fine.talk],
        patience=[time if time < 0 else 20_000 * (1 + time // 20_000) for time in fine.patience],
    )
    assert answers(snapshot, coarse) == list(zip(*peer.simulate(snapshot, coarse), strict=True))


def test_the_trace_is_the_same_each_time_and_uses_every_strategy_that_simpy_follows() -> None:
    snapshot = trace.centre()
    assert snapshot == trace.centre()
    assert trace.contacts(snapshot, 50) == trace.contacts(snapshot, 50)
    assert {group.strategy for group in snapshot.groups} == set(trace.STRATEGIES)
    groups_of = [0] * trace.AGENTS
    for group in snapshot.groups:
        for member in group.members:
            groups_of[member.agent] += 1
    assert set(groups_of) == {1, 2, 3}


def test_the_ciw_model_loses_and_delays_a_plausible_share() -> None:
    peer = pytest.importorskip("bench.peer_ciw", reason="Ciw is not installed")
    answered, waited = peer.simulate(trace.centre(), 3_000)
    assert 0.9 < answered < 1.0
    assert 0.05 < waited < 0.6


@month
def test_the_month_is_read_as_its_description_counts_it() -> None:
    calls = read_calls()
    answered = calls.filter(outcome="AGENT")
    queued = answered.filter("queued")
    talks = answered.filter(pl.col("talk") > 0)["talk"]
    assert calls.height == 31_359
    assert calls.filter(outcome="HANG").height == 4_299
    assert round(queued.height / answered.height, 4) == 0.5020
    assert round(sum(queued["wait"]) / queued.height, 2) == 69.77
    assert round(sum(talks) / len(talks), 2) == 185.35
    assert talks.median() == 114


@month
def test_the_month_has_no_server_day_longer_than_a_working_day() -> None:
    days = server_days(read_calls())
    assert len(days) == 408
    assert max(day.ranges[-1][1] - day.ranges[0][0] for day in days) < 10 * 3600


def test_kaplan_meier_takes_answered_callers_as_censored_at_their_wait() -> None:
    calls = _calls(
        [
            ("HANG", 10, None, None, "-"),
            ("AGENT", 10, None, None, "-"),
            ("AGENT", 20, None, None, "-"),
            ("HANG", 30, None, None, "-"),
            ("HANG", 0, None, None, "-"),
        ]
    )
    # Four queued: one of four hung up at 10; of the one left at 30, one.
    assert kaplan_meier(calls) == [(10, 0.75), (30, 0.0)]


def test_a_server_is_there_from_the_first_service_to_the_last_less_long_gaps() -> None:
    calls = _calls(
        [
            ("AGENT", 0, 100, 200, "ANA"),
            ("AGENT", 0, 300, 350, "ANA"),
            ("AGENT", 0, 2_000, 2_100, "ANA"),
            ("AGENT", 0, 500, 600, NO_SERVER),
        ]
    )
    whole = ServerDay("ANA", "990103", ((100, 2_100),), frozenset({"PS"}))
    parts = replace(whole, ranges=((100, 350), (2_000, 2_100)))
    assert server_days(calls) == [whole]
    assert server_days(calls, longest_gap=900) == [parts]


def test_a_pause_counts_only_while_two_others_wait() -> None:
    calls = _calls(
        [
            ("AGENT", 0, 100, 200, "ANA"),
            ("AGENT", 0, 205, 300, "ANA"),
            ("AGENT", 0, 400, 450, "ANA"),
            ("HANG", 60, None, None, NO_SERVER),
            ("HANG", 50, None, None, NO_SERVER),
        ],
        arrived=[100, 205, 400, 190, 195],
    )
    assert pauses(calls, longest=900) == [5]
    assert pauses(calls, longest=4) == []


def test_variants_take_turns_within_each_round() -> None:
    turns: list[str] = []
    by_turns({"a": lambda: turns.append("a"), "b": lambda: turns.append("b")}, 3)
    assert turns == ["a", "b", "a", "b", "a", "b"]


def test_a_ratio_is_taken_round_by_round() -> None:
    assert ratios([2.0, 9.0, 8.0], [1.0, 3.0, 8.0]) == Spread(median=2.0, least=1.0, most=3.0)


def test_a_generated_block_replaces_what_stood_between_its_markers() -> None:
    page = "before\n<!-- one: begin -->\nold\n<!-- one: end -->\nafter\n"
    expected = "before\n<!-- one: begin -->\nnew \\1\n<!-- one: end -->\nafter\n"
    assert replace_block(page, "one", "new \\1") == expected
    with pytest.raises(ValueError, match='no block "two"'):
        replace_block(page, "two", "new")


def test_what_a_make_target_writes_stands_between_its_own_markers() -> None:
    page = "before\n<!-- bench: written by `make bench` -->\nold\n<!-- end of bench -->\nafter\n"
    assert write_block(page, "bench", "new") == page.replace("old", "new")
    with pytest.raises(ValueError, match='no block "demo"'):
        write_block(page, "demo", "new")


def test_the_readme_gets_rates_ratios_a_whole_command_and_memory() -> None:
    def spread(value: float) -> Spread:
        return Spread(value, value, value)

    found = {
        "machine": "1 May 2026, some machine",
        "engines": {
            "rates": {
                "compiled": spread(2_500_000),
                "compiled, every feature on": spread(1_100_000),
                "interpreted": spread(75_000),
                "SimPy": spread(25_000),
                "Ciw": spread(2_500),
            }
        },
        "whole": {
            "calls": 1_000_000,
            "wall s": {"route": spread(4.44)},
            "wall over floor": spread(2.5),
            "peak MiB": {"route": spread(640.2)},
        },
        "memory": {"bytes a contact beyond the input": {"every feature on": spread(91.6)}},
    }
    command = (
        "`ccadmin route --simulate` on a file of 1,000,000 calls takes 4.4 s from start to exit, 2.5 "
        "times what only reading and writing the same files takes, and 640 MiB. With every feature on, "
        "a contact takes 92 bytes beyond the input."
    )
    assert summary(found).splitlines() == [
        "| | contacts a second | SimPy = 1 |",
        "|---|--:|--:|",
        "| ccadmin, compiled | 2,500,000 | 100 |",
        "| ccadmin, compiled, every feature on | 1,100,000 | 44 |",
        "| ccadmin, interpreted | 75,000 | 3.0 |",
        "| SimPy, the same answers | 25,000 | 1.0 |",
        "| Ciw, the nearest model | 2,500 | 0.1 |",
        "",
        command,
        "",
        "Medians of one run of `make bench`: 1 May 2026, some machine.",
    ]


@pytest.mark.parametrize("module", [trace, whole_trace])
def test_a_trace_that_goes_on_begins_again_where_it_ended(module: ModuleType) -> None:
    once = module.contacts(module.centre(), 100)
    twice = trace.repeated(once, 2)
    assert trace.first(twice, 100) == once
    assert twice.talk[100:] == once.talk
    span = once.arrived[-1] - trace.START
    assert list(twice.arrived[100:]) == [time + span for time in once.arrived]


def _at_midnight(contacts: Contacts) -> Contacts:
    """The same calls on an evening, so that the counters start anew among them."""
    later = trace.DAY - 5_000_000
    return replace(contacts, arrived=[time + later for time in contacts.arrived])


def _calls(
    rows: list[tuple[str, int, int | None, int | None, str]], arrived: list[int] | None = None
) -> pl.DataFrame:
    columns = ["outcome", "wait", "served_from", "served_to", "server"]
    return pl.DataFrame(rows, schema=columns, orient="row").with_columns(
        pl.col("served_from", "served_to").cast(pl.Int64),
        day=pl.lit("990103"),
        type=pl.lit("PS"),
        arrived=pl.Series(arrived or [0] * len(rows)),
        queued=pl.col("wait") > 0,
    )
