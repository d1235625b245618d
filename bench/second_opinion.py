"""A second, plain simulation of one row of the tables: `python -m bench.second_opinion`.

Row `CC-08` gives how many callers of each type and period were answered in good time. For the last
period, in which the staff is smaller, the engine finds a quarter more of them than the publication.
This program shares nothing with the engine: it goes from event to event as the words of the row say,
once with fixed people who leave as their shifts end, as in the engine, and once as the publication
has it, which knows no persons: nobody takes a call while as many talk as are to be there, so that
whoever hangs up first leaves. The one finds what the engine finds, the other what was published.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bench.evidence_rows import load_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

ROW: Final = "CC-08"
DAYS: Final = 1_000
STAFFING, ARRIVAL, HANGING_UP = range(3)
"""What happens at one instant, in this order."""


class Caller(NamedTuple):
    """When somebody comes, of which type and in which period, for how long, and until when he waits."""

    arrived: float
    type: int
    period: int
    service: float
    until: float


@dataclass
class Pool:
    """The agents of one group: how many are to be there, and how many of those who talk stay."""

    size: int = 0
    talking: int = 0
    leaving: int = 0

    @property
    def has_room(self) -> bool:
        """Whether somebody is free."""
        return self.talking < self.size

    def shrink(self, size: int, *, fixed: bool, draw: random.Random) -> None:
        """Let the group be smaller; if those who leave are fixed, some of them may be in a talk."""
        if fixed and size < self.size:
            people = [*[True] * self.talking, *[False] * (self.size - self.talking)]
            draw.shuffle(people)
            leaving = sum(people[: self.size - size])
            self.leaving += leaving
            self.talking -= leaving
        self.size = size

    def hang_up(self, draw: random.Random) -> None:
        """One talk ends, whoever's it is."""
        if draw.random() * (self.leaving + self.talking) < self.leaving:
            self.leaving -= 1
        else:
            self.talking -= 1


@dataclass
class Day:
    """One day of the row, from its first caller to its last."""

    params: Mapping[str, Any]
    draw: random.Random
    fixed: bool
    good: dict[str, int] = field(default_factory=dict)

    def run(self) -> dict[str, int]:
        """How many of each type and period were answered in good time, by the names of the row."""
        callers = self.callers()
        periods = range(len(self.params["groups"][0]["staff"]))
        pools = [Pool() for _ in self.params["groups"]]
        queues: list[list[Caller]] = [[] for _ in self.params["types"]]
        self.good = {f"good_t{kind}_p{p}": 0 for kind in range(len(queues)) for p in periods}
        events = [(caller.arrived, ARRIVAL, row) for row, caller in enumerate(callers)]
        events += [(self.params["period"] * period, STAFFING, period) for period in periods]
        heapify(events)
        while events:
            now, what, which = heappop(events)
            if what == ARRIVAL:
                queues[callers[which].type].append(callers[which])
            elif what == STAFFING:
                for pool, group in zip(pools, self.params["groups"], strict=True):
                    pool.shrink(group["staff"][which], fixed=self.fixed, draw=self.draw)
            else:
                pools[which].hang_up(self.draw)
            for queue in queues:
                queue[:] = [caller for caller in queue if caller.until >= now]
            self.serve(now, pools, queues, events)
        return self.good

    def serve(
        self,
        now: float,
        pools: list[Pool],
        queues: list[list[Caller]],
        events: list[tuple[float, int, int]],
    ) -> None:
        """Let whoever is free take the caller who has waited longest, the first group first."""
        for number, pool in enumerate(pools):
            (types,) = self.params["groups"][number]["pull"]
            while pool.has_room and any(queues[kind] for kind in types):
                first = min((queues[kind] for kind in types if queues[kind]), key=lambda q: q[0])
                caller = first.pop(0)
                pool.talking += 1
                heappush(events, (now + caller.service, HANGING_UP, number))
                in_time = now - caller.arrived <= self.params["types"][caller.type]["awt"]
                self.good[f"good_t{caller.type}_p{caller.period}"] += in_time

    def callers(self) -> list[Caller]:
        """All callers of the day in the order of their arrival."""
        shape, length, draw = self.params["busyness_shape"], self.params["period"], self.draw
        busy = draw.gammavariate(shape, 1 / shape)
        found = []
        for kind, words in enumerate(self.params["types"]):
            for period, rate in enumerate(words["rates"]):
                now = length * period + draw.expovariate(rate * busy)
                while now < length * (period + 1):
                    service = draw.expovariate(1 / words["service"][period]["mean"])
                    patience = draw.expovariate(1 / words["patience"][period]["mean"])
                    found.append(Caller(now, kind, period, service, now + patience))
                    now += draw.expovariate(rate * busy)
        return sorted(found)


def main() -> int:
    """Prints the published figures beside those of this program."""
    row = load_rows()[ROW]
    draw = random.Random(ROW)
    print("figure | published | fixed people leave | whoever is done first leaves")
    runs = [[Day(row["params"], draw, fixed).run() for _ in range(DAYS)] for fixed in (True, False)]
    for figure in runs[0][0]:
        published = row["expected"][figure]["value"]
        found = [[day[figure] for day in days] for days in runs]
        shown = [f"{fmean(each):.2f} ± {1.96 * stdev(each) / DAYS**0.5:.2f}" for each in found]
        print(f"{figure} | {published} | {' | '.join(shown)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
