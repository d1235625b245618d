"""Textbook queues as input of the engine, and what one run of them says.

A model keeps the time unit of the row that it comes from. The engine counts whole milliseconds,
so a model is stretched until its mean service lasts `MEAN_SERVICE` ms; then rounding moves a
service by less than one part in a million, and two events seldom share a millisecond. Figures
that are times are given back in the row's unit.
"""

from __future__ import annotations

import random
from array import array
from dataclasses import dataclass
from functools import cached_property
from math import log, pi, sqrt
from typing import Final

import polars as pl

from ccadmin.contacts.arrays import column_of, machine_integers
from ccadmin.engine import (
    CHANNELS,
    OUTCOMES,
    UNLIMITED,
    UNSET,
    Agent,
    ChatService,
    Contacts,
    Group,
    Member,
    Options,
    Snapshot,
    simulate,
)
from ccadmin.vocabulary import Channel, Outcome, Strategy

MEAN_SERVICE: Final = 1_000_000
WARM_UP: Final = 0.10
"""The share of arrivals at the start that is left out: the centre begins empty."""
TAIL: Final = 0.01
"""The share at the end that is left out: nobody arrives after the last ones."""


@dataclass(frozen=True, slots=True)
class Law:
    """What durations of a given mean are drawn from.

    Attributes:
        kind: `exp`, `erlang2` (the sum of two exponential stages), `lognormal` or `det` (the mean).
        scv: the squared coefficient of variation of a lognormal.
    """

    kind: str = "exp"
    scv: float = 1.0

    def draws(self, mean: float, size: int, draw: random.Random) -> pl.Series:
        """So many durations.

        Raises:
            ValueError: nobody has said how to draw from such a law.
        """
        match self.kind:
            case "exp":
                return -mean * uniforms(size, draw).log()
            case "erlang2":
                return -mean / 2 * (uniforms(size, draw) * uniforms(size, draw)).log()
            case "lognormal":
                variance = log(1 + self.scv)
                location, scale = log(mean) - variance / 2, sqrt(variance)
                return (location + scale * _normal(size, draw)).exp()
            case "det":
                return pl.repeat(mean, size, dtype=pl.Float64, eager=True)
        raise ValueError(f"no such law: {self.kind}")


EXPONENTIAL: Final = Law()
FIXED: Final = Law("det")


@dataclass(frozen=True, slots=True)
class Queue:
    """One pool and its callers, in the time unit of the row.

    Attributes:
        rates: arrivals per unit of time of each priority class, the highest class first.
        service: mean handling time.
        servers: agents, all alike.
        patience: mean patience, or None for callers who stay.
        places: waiting places, or None for any number.
        law: of the handling times.
        patience_law: of the patience.
        chats: how many contacts a server has in hand at once, all of them chats; 0: they are calls.
        strategy: whom the group picks; waits do not depend on it.
    """

    rates: tuple[float, ...]
    service: float
    servers: int
    patience: float | None = None
    places: int | None = None
    law: Law = EXPONENTIAL
    patience_law: Law = EXPONENTIAL
    chats: int = 0
    strategy: Strategy = Strategy.LONGEST_IDLE

    @property
    def unit(self) -> float:
        """How many ms of the simulation are one unit of the row's time."""
        return MEAN_SERVICE / self.service

    def snapshot(self) -> Snapshot:
        """The pool: one group with all servers in it."""
        members = tuple(Member(agent=index, position=index + 1) for index in range(self.servers))
        pool = Group(
            id=1,
            name="pool",
            strategy=self.strategy,
            members=members,
            max_waiting=self.places,
            chat=ChatService(capacity=self.chats or 1),
        )
        agents = tuple(Agent(id=index + 1, name=f"s{index + 1}") for index in range(self.servers))
        return Snapshot(groups=(pool,), agents=agents)

    def contacts(self, size: int, *, seed: str) -> Contacts:
        """The callers of one replication."""
        draw = random.Random(seed)
        gap = self.unit / sum(self.rates)
        classes = range(len(self.rates) - 1, -1, -1)
        talk = self.law.draws(MEAN_SERVICE, size, draw)
        channel = CHANNELS.index(Channel.CHAT)
        return Contacts(
            arrived=rounded(EXPONENTIAL.draws(gap, size, draw).cum_sum()),
            group=array("q", bytes(8 * size)),
            talk=rounded(talk),
            patience=array("q", [UNLIMITED]) * size
            if self.patience is None
            else rounded(self.patience_law.draws(self.patience * self.unit, size, draw)),
            wrap_up=array("q", [UNSET]) * size,
            priority=array("q", draw.choices(classes, self.rates, k=size))
            if len(self.rates) > 1
            else array("q", bytes(8 * size)),
            channel=array("q", [channel]) * size if self.chats else None,
        )


@dataclass(frozen=True)
class Run:
    """One replication.

    Attributes:
        queue: the model that was run.
        rows: every arrival: `arrived`, `left` (the queue), `ended` in ms, `wait` and `talk` in
            the row's unit, `state` (answered, abandoned, refused) and `priority`.
        calls: the rows between warm-up and tail.
        window: from when to when, in ms, those arrived.
    """

    queue: Queue
    rows: pl.DataFrame
    calls: pl.DataFrame
    window: tuple[int, int]

    def waiting(self) -> pl.DataFrame:
        """How long (`lasted`, ms) each number of waiting callers (`level`) lasted."""
        return _levels(self.rows["arrived"], self.rows["left"], self.window)

    @cached_property
    def present(self) -> pl.DataFrame:
        """How long each number of callers in the system lasted."""
        return _levels(self.rows["arrived"], self.rows["ended"], self.window)

    def busy(self) -> pl.DataFrame:
        """How long each number of agents in talk lasted."""
        served = self.rows.filter(pl.col("state") == "answered")
        return _levels(served["left"], served["ended"], self.window)


def replicate(queue: Queue, size: int, *, seed: str) -> Run:
    """Simulates `size` arrivals, and marks where the warm-up ends and the tail begins."""
    contacts = queue.contacts(size, seed=seed)
    outcomes = simulate(queue.snapshot(), contacts, Options())
    answered = OUTCOMES.index(Outcome.ANSWERED)
    refused = OUTCOMES.index(Outcome.REFUSED)
    happened = pl.col("outcome")
    rows = (
        pl.DataFrame(
            {
                "arrived": column_of("", contacts.arrived),
                "talk": column_of("", contacts.talk),
                "priority": column_of("", contacts.priority),
                "outcome": column_of("", outcomes.outcome),
                "answered": column_of("", outcomes.answered),
                "ended": column_of("", outcomes.ended),
            }
        )
        .with_columns(left=pl.when(happened == answered).then("answered").otherwise("ended"))
        .select(
            "arrived",
            "left",
            "ended",
            "priority",
            wait=(pl.col("left") - pl.col("arrived")) / queue.unit,
            talk=pl.col("talk") / queue.unit,
            state=pl.when(happened == answered)
            .then(pl.lit("answered"))
            .when(happened == refused)
            .then(pl.lit("refused"))
            .otherwise(pl.lit("abandoned")),
        )
    )
    first, last = int(size * WARM_UP), int(size * (1 - TAIL))
    window = contacts.arrived[first], contacts.arrived[last]
    return Run(queue, rows, rows[first:last], window)


def uniforms(size: int, draw: random.Random) -> pl.Series:
    """So many numbers above 0 and up to 1, of 53 random bits each; all at once, which is far faster."""
    bits = array("q", draw.randbytes(8 * size))
    return ((column_of("", bits).cast(pl.UInt64, wrap_numerical=True) // 2**11) + 1) * 2.0**-53


def rounded(values: pl.Series) -> array[int]:
    """Durations or times as whole ms."""
    return machine_integers(values.round())


def _normal(size: int, draw: random.Random) -> pl.Series:
    """Standard normal variates (Box and Muller 1958, one of each pair)."""
    distance: pl.Series = (-2 * uniforms(size, draw).log()).sqrt()
    return distance * (2 * pi * uniforms(size, draw)).cos()


def _levels(starts: pl.Series, ends: pl.Series, window: tuple[int, int]) -> pl.DataFrame:
    """For how long how many of the intervals were open at once, within the window."""
    steps = pl.concat(
        [
            pl.DataFrame({"time": starts.clip(*window)}).with_columns(step=1),
            pl.DataFrame({"time": ends.clip(*window)}).with_columns(step=-1),
        ]
    ).sort("time")
    return (
        steps.select(
            level=pl.col("step").cum_sum(),
            lasted=pl.col("time").shift(-1, fill_value=window[1]) - pl.col("time"),
        )
        .group_by("level")
        .agg(pl.col("lasted").sum())
        .filter(pl.col("lasted") > 0)
        .sort("level")
    )
