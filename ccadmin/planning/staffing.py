"""The fewest people with whom a pool keeps its promises."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from ccadmin.errors import RuleError
from ccadmin.planning.erlang import ErlangA, ErlangC

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Target:
    """What is promised.

    Attributes:
        share: of the contacts to be answered in time, 0 to 1; abandoned ones count as not answered.
        within: the time for it, in the unit of the pool.
        most_abandoned: the largest share that may give up.
        most_occupied: the largest share of their time for which people may be busy.
    """

    share: float
    within: float
    most_abandoned: float = 1.0
    most_occupied: float = 1.0


def people_needed(
    arrivals: float, handling: float, target: Target, *, patience: float = inf
) -> int:
    """The fewest people who meet the target: by Erlang A, or by Erlang C for endless patience.

    Raises:
        RuleError: nobody could meet it (a share of 1 takes endless people), or there is no such pool.
    """
    if not (0 <= target.share < 1 and target.most_occupied > 0):
        raise RuleError(
            "target",
            f"no number of people answers {target.share:.0%} of contacts in time",
            hint="ask for less than 100 per cent",
        )

    def enough(servers: int) -> bool:
        if patience == inf:
            c = ErlangC(arrivals, handling, servers)
            kept = c.stable and c.service_level(target.within) >= target.share
            return kept and c.occupancy <= target.most_occupied
        a = ErlangA(arrivals, handling, patience, servers)
        return (
            a.answered_within(target.within) >= target.share
            and a.p_abandon <= target.most_abandoned
            and a.occupancy <= target.most_occupied
        )

    return _fewest(enough) if arrivals else 0


def _fewest(enough: Callable[[int], bool]) -> int:
    """The least number from 1 that is enough: more people never do worse."""
    low, high = 0, 1
    while not enough(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
