"""What holds in every run of a textbook queue, whatever the draw.

The names INV-01 to INV-13 are those of the evidence tables. Where a law holds call by call it is
tested so; where it holds on average, twenty paired replications must contain it in their 99.9 %
interval. INV-13 is about reports, and is tested with them.
"""

from __future__ import annotations

from array import array
from dataclasses import replace
from math import sqrt
from statistics import fmean, stdev
from typing import TYPE_CHECKING

import polars as pl
import pytest

from bench.evidence import REPLICATIONS, T_999
from bench.figures import measure
from bench.queue_models import EXPONENTIAL, FIXED, Law, Queue, Run, replicate
from ccadmin.engine import (
    EVENT_KINDS,
    NOBODY,
    UNLIMITED,
    Contacts,
    Options,
    Outcomes,
    simulate,
)
from ccadmin.vocabulary import Strategy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CALLS = 3_000
BUSY = Queue(rates=(9.0,), service=1.0, servers=10)
IMPATIENT = replace(BUSY, rates=(11.0,), patience=2.0)
SEEDS = range(1, REPLICATIONS + 1)


def run_of(queue: Queue, contacts: Contacts, *, log: bool = False) -> Outcomes:
    return simulate(queue.snapshot(), contacts, Options(log=log))


def waits(contacts: Contacts, outcomes: Outcomes) -> list[int]:
    left = [
        ended if answered < 0 else answered
        for answered, ended in zip(outcomes.answered, outcomes.ended, strict=True)
    ]
    return [out - since for out, since in zip(left, contacts.arrived, strict=True)]


def contains_zero(differences: Sequence[float]) -> bool:
    assert len(differences) == REPLICATIONS
    return abs(fmean(differences)) <= T_999 * stdev(differences) / sqrt(REPLICATIONS)


def average(figure: str, run: Run) -> float:
    return measure(run, figure, {})


def test_inv_01_the_logged_queue_holds_as_much_waiting_as_the_outcomes() -> None:
    contacts = IMPATIENT.contacts(CALLS, seed="little")
    outcomes = run_of(IMPATIENT, contacts, log=True)
    assert outcomes.events is not None
    waiting, area, before = 0, 0, outcomes.start
    for time, kind in zip(outcomes.events.time, outcomes.events.kind, strict=True):
        area += waiting * (time - before)
        before = time
        waiting += {"arrived": 1, "answered": -1, "abandoned": -1}.get(EVENT_KINDS[kind], 0)
    assert waiting == 0
    assert area == sum(waits(contacts, outcomes)) > 0


@pytest.mark.parametrize("law", [EXPONENTIAL, FIXED, Law("erlang2"), Law("lognormal", 2.0)])
def test_inv_02_exponential_patience_ties_abandonment_to_the_mean_wait(law: Law) -> None:
    queue = replace(IMPATIENT, law=law)
    differences = []
    for seed in SEEDS:
        run = replicate(queue, CALLS, seed=f"inv-02 {seed}")
        differences.append(average("p_abandon", run) - average("asa_all", run) / 2.0)
    assert contains_zero(differences)


def test_inv_03_whom_the_strategy_picks_changes_no_wait_in_a_pool_of_equals() -> None:
    contacts = IMPATIENT.contacts(CALLS, seed="inv-03")
    outcomes = {
        strategy: run_of(replace(IMPATIENT, strategy=strategy), contacts) for strategy in Strategy
    }
    first = waits(contacts, outcomes[Strategy.LONGEST_IDLE])
    assert sum(wait > 0 for wait in first) > CALLS / 2
    assert {name for name, run in outcomes.items() if waits(contacts, run) != first} == set()
    assert len({tuple(run.agent) for run in outcomes.values()}) > len(Strategy) / 2


def test_inv_04_priorities_move_waiting_between_classes_and_keep_its_mean() -> None:
    queue = Queue(rates=(3.0, 6.0), service=1.0, servers=10)
    assert contains_zero(_change_of_mean_wait(queue, lambda priorities: [0] * len(priorities)))


def test_inv_05_with_equal_patience_priorities_keep_the_length_of_the_whole_queue() -> None:
    queue = replace(IMPATIENT, rates=(4.0, 7.0))
    assert contains_zero(_change_of_mean_wait(queue, lambda priorities: [0] * len(priorities)))


def test_inv_06_loss_depends_on_the_mean_handling_time_only() -> None:
    lossy = Queue(rates=(2.0,), service=1.0, servers=3, places=0)
    exponential, fixed = (
        [average("blocking", replicate(queue, CALLS, seed=f"inv-06 {seed}")) for seed in SEEDS]
        for queue in (lossy, replace(lossy, law=FIXED))
    )
    differences = [one - other for one, other in zip(exponential, fixed, strict=True)]
    assert contains_zero(differences)
    assert fmean(exponential) == pytest.approx(4 / 19, rel=0.05)


def test_inv_07_callers_of_endless_patience_are_callers_without_patience() -> None:
    patient = replace(BUSY, patience=2e4).contacts(CALLS, seed="inv-07")
    endless = replace(patient, patience=array("q", [UNLIMITED]) * CALLS)
    assert run_of(BUSY, patient) == run_of(BUSY, endless)


@pytest.mark.parametrize("order", ["last in first out", "random"])
def test_inv_08_the_order_of_the_queue_changes_no_mean_wait(order: str) -> None:
    def priorities(rows: Sequence[int]) -> list[int]:
        last_first = list(range(len(rows)))
        return last_first if order != "random" else [row * 7919 % 3001 for row in last_first]

    assert contains_zero(_change_of_mean_wait(BUSY, priorities))


def test_inv_09_one_agent_more_makes_nobody_wait_longer() -> None:
    contacts = BUSY.contacts(CALLS, seed="inv-09")
    fewer, more = (
        waits(contacts, run_of(replace(BUSY, servers=servers), contacts)) for servers in (10, 11)
    )
    assert [call for call in range(CALLS) if more[call] > fewer[call]] == []
    assert sum(more) < sum(fewer)


def test_inv_10_a_slower_clock_stretches_every_wait_and_changes_nothing_else() -> None:
    contacts = IMPATIENT.contacts(CALLS, seed="inv-10")
    slower = replace(
        contacts,
        arrived=_seven_times(contacts.arrived),
        talk=_seven_times(contacts.talk),
        patience=_seven_times(contacts.patience),
    )
    quick, slow = run_of(IMPATIENT, contacts), run_of(IMPATIENT, slower)
    assert list(slow.agent) == list(quick.agent)
    assert waits(slower, slow) == [7 * wait for wait in waits(contacts, quick)]


def test_inv_11_agents_are_busy_for_as_long_as_the_talks_of_those_they_answered() -> None:
    contacts = IMPATIENT.contacts(CALLS, seed="inv-11")
    outcomes = run_of(IMPATIENT, contacts)
    talks = pl.DataFrame(
        {
            "agent": outcomes.agent,
            "since": outcomes.answered,
            "until": outcomes.ended,
            "talk": contacts.talk,
        }
    ).filter(pl.col("agent") != NOBODY)
    assert talks.filter(pl.col("until") - pl.col("since") != pl.col("talk")).height == 0
    in_turn = talks.sort("since").with_columns(
        idle=pl.col("since") - pl.col("until").shift(1).over("agent")
    )
    assert in_turn.filter(pl.col("idle") < 0).height == 0
    assert talks["agent"].n_unique() == IMPATIENT.servers


def test_inv_12_the_higher_class_waits_less_and_leaves_less() -> None:
    run = replicate(replace(IMPATIENT, rates=(4.0, 7.0)), 20_000, seed="inv-12")
    high, low = (replace(run, calls=run.calls.filter(priority=priority)) for priority in (1, 0))
    assert average("asa_all", high) < average("asa_all", low)
    assert average("p_abandon", high) < average("p_abandon", low)


def _change_of_mean_wait(
    queue: Queue, priorities: Callable[[Sequence[int]], list[int]]
) -> list[float]:
    """By how much other priorities change the mean wait, in each of the replications."""
    differences = []
    for seed in SEEDS:
        contacts = queue.contacts(CALLS, seed=f"order {seed}")
        other = replace(contacts, priority=array("q", priorities(contacts.priority)))
        before, after = (waits(of, run_of(queue, of)) for of in (contacts, other))
        differences.append((fmean(after) - fmean(before)) / queue.unit)
    return differences


def _seven_times(durations: Sequence[int]) -> array[int]:
    return array("q", [7 * duration for duration in durations])
