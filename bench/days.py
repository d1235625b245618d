"""Days that start empty, as centres have them: rates and staff by the hour, and what a day comes to.

A row's time unit is stretched as in `queue_models`. The days of a replication stand one after another in one
simulation, with so much night between them that everybody has gone. A caller belongs to the
period in which he came.
"""

from __future__ import annotations

import random
from array import array
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from bench.queue_models import EXPONENTIAL, Law, rounded, uniforms
from ccadmin.contacts.arrays import column_of, machine_integers
from ccadmin.engine import (
    OUTCOMES,
    REASONS,
    UNLIMITED,
    UNSET,
    Agent,
    Contacts,
    Group,
    Member,
    Options,
    Overflow,
    Shift,
    Snapshot,
    simulate,
)
from ccadmin.vocabulary import AtClosing, OverflowAction, Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TICKS: Final = 200_000
"""Ms of the simulation for the mean of the first service, so that rounding moves nothing."""
NIGHT: Final = 1
"""How long the night is, as a share of the day."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a row.

    Attributes:
        period: the length of a period, in the row's unit.
        staff: of each pool of agents how many are there in each period.
        types: of each type of call its rates, laws and pools, as the row has them.
        places: waiting places, or None.
        longest: the wait after which a caller is sent to voicemail, or None.
        clears: whether those who wait at closing time are sent away; else they are served.
        shape: that of the gamma variate of mean 1 by which each day's rates are multiplied, or None.
        together: how many days one published observation is of.
    """

    period: float
    staff: tuple[tuple[int, ...], ...]
    types: tuple[Mapping[str, Any], ...]
    places: int | None = None
    longest: float | None = None
    clears: bool = False
    shape: float | None = None
    together: int = 1

    @property
    def unit(self) -> float:
        """How many ms of the simulation are one unit of the row's time."""
        return TICKS / float(_of_period(self.types[0]["service"], 0)["mean"])

    @property
    def length(self) -> int:
        """Ms of an open day."""
        return round(self.period * len(self.staff[0]) * self.unit)

    @property
    def stride(self) -> int:
        """Ms from one morning to the next."""
        return self.length * (1 + NIGHT)

    def snapshot(self, days: int) -> Snapshot:
        """A group for each type of call; its pools are tiers, of which the first that can serves."""
        pools: list[list[int]] = []
        agents: list[Agent] = []
        for levels in self.staff:
            pools.append([])
            for place in range(max(levels)):
                pools[-1].append(len(agents))
                shifts = tuple(self.shifts(levels, place, days))
                agents.append(Agent(id=len(agents) + 1, name=f"s{len(agents)}", shifts=shifts))
        overflow = {Trigger.TIMEOUT: Overflow(OverflowAction.VOICEMAIL)}
        groups = tuple(
            Group(
                id=number + 1,
                name=f"type {number}",
                members=tuple(
                    Member(agent, tier=tier + 1)
                    for tier, pool in enumerate(words["groups"])
                    for agent in pools[pool]
                ),
                max_waiting=self.places,
                max_wait=None if self.longest is None else round(self.longest * self.unit),
                overflow=overflow,
                open=tuple(self.hours(days)) if self.clears else None,
                at_closing=AtClosing.LEAVE,
                days=tuple(self.stride * day for day in range(days)),
            )
            for number, words in enumerate(self.types)
        )
        return Snapshot(groups, tuple(agents))

    def hours(self, days: int) -> Iterator[tuple[int, int]]:
        """When it is open."""
        for day in range(days):
            yield self.stride * day, self.stride * day + self.length

    def shifts(self, levels: Sequence[int], place: int, days: int) -> Iterator[Shift]:
        """When the agent of that place is there; the last ones stay until all have been served."""
        there = [place < level for level in levels]
        for day in range(days):
            first = 0
            for on, run in groupby(there):
                last = first + len(list(run))
                if on:
                    start = self.stride * day + round(self.period * first * self.unit)
                    end = self.stride * day + round(self.period * last * self.unit)
                    if last == len(levels) and not self.clears:
                        end = self.stride * (day + 1) - 1
                    yield Shift(start, end, opens=first == 0)
                first = last

    def calls(self, days: int, draw: random.Random) -> pl.DataFrame:
        """The callers of so many days: `arrived`, `group`, `talk`, `patience` (ms) and `period`."""
        shape = self.shape
        busy = [1.0 if shape is None else draw.gammavariate(shape, 1 / shape) for _ in range(days)]
        return pl.concat(
            self.callers(number, period, busy, draw)
            for number in range(len(self.types))
            for period in range(len(self.staff[0]))
        )

    def callers(
        self, number: int, period: int, busy: Sequence[float], draw: random.Random
    ) -> pl.DataFrame:
        """Those of one type who come in one period of each day, which is as busy as it says."""
        words = self.types[number]
        rates = words["rates"][period % len(words["rates"])] * pl.Series(busy)
        ends = (rates * self.period).cum_sum()
        # One Poisson process of rate 1, of which each day takes as much as its rate asks for.
        most = int(ends[-1] + 10 * sqrt(ends[-1])) + 50
        points = EXPONENTIAL.draws(1, most, draw).cum_sum()
        if points[-1] < ends[-1]:
            raise AssertionError("ten standard deviations do not happen")
        points = points.filter(points < ends[-1])
        day = ends.search_sorted(points, side="right")
        left = (ends.gather(day) - points) / rates.gather(day)
        times = self.period * (period + 1) - left
        arrived = self.stride * day.cast(pl.Int64) + column_of("", rounded(times * self.unit))
        service = _of_period(words["service"], period)
        talk = Law(service["dist"]).draws(service["mean"] * self.unit, len(arrived), draw)
        patience = _patience(_of_period(words["patience"], period), self.unit, len(arrived), draw)
        return pl.DataFrame(
            {
                "arrived": arrived,
                "group": pl.repeat(number, len(arrived), dtype=pl.Int64, eager=True),
                "talk": column_of("", rounded(talk)),
                "patience": column_of("", patience),
                "period": pl.repeat(period, len(arrived), dtype=pl.Int64, eager=True),
            }
        )

    def run(self, days: int, *, seed: str) -> pl.DataFrame:
        """One row a call: `group`, `period`, `wait` (row's unit), `outcome`, `reason`, times and agent."""
        calls = self.calls(days, random.Random(seed))
        contacts = Contacts(
            arrived=machine_integers(calls["arrived"]),
            group=machine_integers(calls["group"]),
            talk=machine_integers(calls["talk"]),
            patience=machine_integers(calls["patience"]),
            wrap_up=array("q", [UNSET]) * calls.height,
            priority=array("q", bytes(8 * calls.height)),
        )
        given = simulate(self.snapshot(days), contacts, Options())
        return calls.with_columns(
            outcome=named(OUTCOMES, given.outcome),
            reason=named(REASONS, given.reason),
            answered=column_of("", given.answered),
            ended=column_of("", given.ended),
            agent=column_of("", given.agent),
        ).with_columns(
            wait=(
                pl.when(pl.col("answered") >= 0).then("answered").otherwise("ended")
                - pl.col("arrived")
            )
            / self.unit
        )


def named(words: Sequence[str], numbers: Sequence[int]) -> pl.Series:
    """The words of that many numbers."""
    return pl.Series([str(word) for word in words]).gather(column_of("", numbers))


def days_of(params: Mapping[str, Any]) -> Days:
    """The days that the parameters of a row describe."""
    simple = {key: params.get(key) for key in ("rates", "service", "patience")} | {"groups": [0]}
    return Days(
        period=params["period"],
        staff=tuple(tuple(group["staff"]) for group in params["groups"])
        if "groups" in params
        else (tuple(params["staff"]),),
        types=tuple(params["types"]) if "types" in params else (simple,),
        places=params.get("queue_capacity"),
        longest=params.get("max_wait"),
        clears=params.get("clear_at_close", False),
        shape=params.get("busyness_shape"),
        together=params.get("days_per_observation", 1),
    )


def _of_period(words: Any, period: int) -> Mapping[str, Any]:
    """What holds in that period, where a list says something for each."""
    return dict(words[period] if isinstance(words, list) else words)


def _patience(words: Mapping[str, Any], unit: float, size: int, draw: random.Random) -> array[int]:
    """How long so many callers would wait, some of them not at all."""
    if words["dist"] == "never":
        return array("q", [UNLIMITED]) * size
    drawn = Law().draws(words["mean"] * unit, size, draw)
    if words["dist"] == "exp_or_zero":
        drawn *= (uniforms(size, draw) > words["p_zero"]).cast(pl.Float64)
    return rounded(drawn)
