"""Tallies of contacts that ended alike, and the figures that follow from them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from ccadmin.engine import OUTCOMES, REASONS
from ccadmin.report.summary import Ending, Figures
from ccadmin.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ANSWERED: Final = OUTCOMES.index(Outcome.ANSWERED)
CLOSED: Final = OUTCOMES.index(Outcome.CLOSED_BY_TIMEOUT)
ABANDONED: Final = OUTCOMES.index(Outcome.ABANDONED)
OVERFLOWED: Final = len(OUTCOMES)
"""Stands where an outcome would, for a visit that ended in another group."""


class Tally(NamedTuple):
    """The contacts of one key that came to one outcome for one reason; times in ms.

    `timed` counts those whose wait is known, `queued` those that waited longer than 0, `within`
    those that waited no longer than the target of their group.
    """

    key: int
    outcome: int
    reason: int
    contacts: int
    timed: int
    wait: int
    longest: int | None
    queued: int
    within: int
    handling: int


def by_key(tallies: Iterable[Tally]) -> dict[int, list[Tally]]:
    """The tallies of each key; a key without any has none."""
    grouped: dict[int, list[Tally]] = defaultdict(list)
    for tally in tallies:
        grouped[tally.key].append(tally)
    return grouped


def figures_of(tallies: Sequence[Tally]) -> Figures:
    """All figures from the tallies of one key; visits that overflowed count as offered."""
    answered = _with_outcome(tallies, ANSWERED, CLOSED)
    abandoned = _with_outcome(tallies, ABANDONED)
    offered = sum(tally.contacts for tally in tallies)
    served, lost = (sum(tally.contacts for tally in some) for some in (answered, abandoned))
    inside, lost_inside = (sum(tally.within for tally in some) for some in (answered, abandoned))
    wait, queued = sum(tally.wait for tally in tallies), sum(tally.queued for tally in tallies)
    return Figures(
        offered=offered,
        **_counts(tallies),
        service_level=_ratio(inside, served),
        service_level_of_offered=_ratio(inside, offered),
        service_level_with_abandoned=_ratio(inside, served + lost),
        service_level_abandoned_inside=_ratio(inside + lost_inside, served + lost),
        service_level_without_short_abandons=_ratio(inside, served + lost - lost_inside),
        average_speed_of_answer=_ratio(sum(tally.wait for tally in answered), served),
        mean_wait=_ratio(wait, sum(tally.timed for tally in tallies)),
        mean_wait_of_queued=_ratio(wait, queued),
        longest_wait=max(
            (each.longest for each in tallies if each.longest is not None), default=None
        ),
        average_handling_time=_ratio(sum(tally.handling for tally in answered), served),
        queued_share=_ratio(queued, offered),
        abandonment_rate=_ratio(lost, offered),
        endings=_endings(tallies),
    )


def _with_outcome(tallies: Sequence[Tally], *outcomes: int) -> list[Tally]:
    return [tally for tally in tallies if tally.outcome in outcomes]


def _counts(tallies: Sequence[Tally]) -> dict[str, int]:
    """Contacts by outcome, under the names that both the outcome and its figure have.

    A chat that silence closed was answered.
    """
    counts = {
        outcome.value: sum(tally.contacts for tally in _with_outcome(tallies, index))
        for index, outcome in enumerate(OUTCOMES)
    }
    counts[Outcome.ANSWERED] += counts.pop(Outcome.CLOSED_BY_TIMEOUT)
    return counts


def _endings(tallies: Sequence[Tally]) -> tuple[Ending, ...]:
    """The outcomes with their reasons, in the order of the vocabulary."""
    return tuple(
        Ending(OUTCOMES[tally.outcome], REASONS[tally.reason], tally.contacts)
        for tally in sorted(tallies, key=lambda each: (each.outcome, each.reason))
        if tally.outcome != OVERFLOWED
    )


def _ratio(above: int, below: int) -> float | None:
    return above / below if below else None
