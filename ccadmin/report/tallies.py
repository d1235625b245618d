"""Tallies of contacts that ended alike, and the figures that follow from them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from ccadmin.engine import OUTCOMES, REASONS
from ccadmin.report.summary import Ending, Figures, Offering, Quality
from ccadmin.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import polars as pl

ANSWERED: Final = OUTCOMES.index(Outcome.ANSWERED)
CLOSED: Final = OUTCOMES.index(Outcome.CLOSED_BY_TIMEOUT)
ABANDONED: Final = OUTCOMES.index(Outcome.ABANDONED)
OVERFLOWED: Final = len(OUTCOMES)
"""Stands where an outcome would, for a visit that ended in another group without an answer."""
ESCALATED: Final = len(OUTCOMES) + 1
"""The same for a visit that was answered and then went up to another group."""
MOVED: Final = (OVERFLOWED, ESCALATED)
TALKED_TO: Final = (ANSWERED, CLOSED, ESCALATED)
"""A chat that silence closed was answered, and so was a stay from which a contact went up."""


SATISFIED: Final = 4
"""Ratings from here on count as those of satisfied customers."""


class Tally(NamedTuple):
    """The contacts of one key that came to one outcome for one reason; times in ms.

    `timed` counts those whose wait is known, `queued` those that waited longer than 0, `within`
    and `short` those that waited no longer than the target of their group, and than a short
    abandon. `reached` counts those whom somebody talked to for the first time, `firsts` and `first`
    those of whom it is known when, and that time; `asked` those who were asked for a rating. `ring`,
    `talk` and `wrap_up` are those of visits, the last of `wrapped` of them.
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
    short: int
    handled: int
    handling: int
    reached: int
    firsts: int
    first: int
    resolved: int
    resolution: int
    direct: int
    offers: int = 0
    misses: int = 0
    answers: int = 0
    ring: int = 0
    talk: int = 0
    wrapped: int = 0
    wrap_up: int = 0
    asked: int = 0
    rated: int = 0
    rating: int = 0
    satisfied: int = 0


def tallied(stays: pl.DataFrame, key: pl.Expr, *, short: int | None = None) -> list[Tally]:
    """Add up the stays of the same key, outcome and reason.

    Args:
        stays: the contacts or the visits of a record.
        key: what is counted apart.
        short: ms up to which an abandon is short; None: up to the target of the group.
    """
    return tallies_of(added_up(stays, key.alias("key"), short=short), "key")


def added_up(stays: pl.DataFrame, *keys: pl.Expr, short: int | None = None) -> pl.DataFrame:
    """The sums of `Tally` for each combination of keys, outcome and reason."""
    import polars as pl

    wait = pl.col("wait")
    within = (wait <= pl.col("target")).sum()
    sums = {
        "contacts": pl.len(),
        "timed": wait.count(),
        "wait": wait.sum(),
        "longest": wait.max(),
        "queued": (wait > 0).sum(),
        "within": within,
        "short": within if short is None else (wait <= short).sum(),
        "handled": pl.col("handling").count(),
        "handling": pl.col("handling").sum(),
        "reached": pl.col("reached").sum(),
        "firsts": pl.col("first").count(),
        "first": pl.col("first").sum(),
        "resolved": pl.col("resolution").count(),
        "resolution": pl.col("resolution").sum(),
        "direct": pl.col("direct").sum(),
    }
    if "offers" in stays.columns:
        sums |= {name: pl.col(name).sum() for name in ("offers", "misses", "answers")}
    if "talked" in stays.columns:
        sums["ring"] = (pl.col("answered") - pl.col("rang")).sum()
        sums["talk"] = (pl.col("talked") - pl.col("answered")).sum()
        sums["wrapped"] = pl.col("released").count()
        sums["wrap_up"] = (pl.col("released") - pl.col("talked")).sum()
    if "rating" in stays.columns:
        sums |= {
            "asked": pl.col("asked").sum(),
            "rated": pl.col("rating").count(),
            "rating": pl.col("rating").sum(),
            "satisfied": (pl.col("rating") >= SATISFIED).sum(),
        }
    return stays.group_by(*keys, "outcome", "reason").agg(**sums)


def tallies_of(added: pl.DataFrame, key: str) -> list[Tally]:
    """The sums of `added_up` once more, now for each value of one of the keys."""
    import polars as pl

    names = [name for name in added.columns if name in Tally._fields]
    numbers = [name for name in names if name not in ("key", "outcome", "reason", "longest")]
    again = added.group_by(pl.col(key).alias("key"), "outcome", "reason").agg(
        pl.col(numbers).sum(), pl.col("longest").max()
    )
    return [Tally(**row) for row in again.iter_rows(named=True)]


def by_key(tallies: Iterable[Tally]) -> dict[int, list[Tally]]:
    """The tallies of each key; a key without any has none."""
    grouped: dict[int, list[Tally]] = defaultdict(list)
    for tally in tallies:
        grouped[tally.key].append(tally)
    return grouped


def figures_of(tallies: Sequence[Tally]) -> Figures:
    """All figures from the tallies of one key; visits that overflowed count as offered."""
    answered, abandoned = of_outcome(tallies, *TALKED_TO), of_outcome(tallies, ABANDONED)
    offered, served, lost = (
        sum(tally.contacts for tally in some) for some in (tallies, answered, abandoned)
    )
    inside, lost_inside = (sum(tally.within for tally in some) for some in (answered, abandoned))
    wait, queued = sum(tally.wait for tally in tallies), sum(tally.queued for tally in tallies)
    return Figures(
        offered=offered,
        **_counts(tallies),
        service_level=ratio(inside, served),
        service_level_of_offered=ratio(inside, offered),
        service_level_with_abandoned=ratio(inside, served + lost),
        service_level_abandoned_inside=ratio(inside + lost_inside, served + lost),
        service_level_without_short_abandons=ratio(
            inside, served + lost - sum(tally.short for tally in abandoned)
        ),
        average_speed_of_answer=ratio(sum(tally.wait for tally in answered), served),
        mean_wait=ratio(wait, sum(tally.timed for tally in tallies)),
        mean_wait_of_queued=ratio(wait, queued),
        longest_wait=max(
            (each.longest for each in tallies if each.longest is not None), default=None
        ),
        average_handling_time=ratio(*handling_of(answered)),
        queued_share=ratio(queued, offered),
        abandonment_rate=ratio(lost, offered),
        quality=quality_of(tallies),
        endings=_endings(tallies),
    )


def quality_of(tallies: Sequence[Tally]) -> Quality:
    """How soon and how well those were helped whom somebody talked to."""

    def total(name: str) -> int:
        return sum(getattr(tally, name) for tally in tallies)

    reached, firsts, rated = total("reached"), total("firsts"), total("rated")
    return Quality(
        first_response_time=ratio(total("first"), firsts) if firsts == reached else None,
        resolved=total("resolved"),
        resolution_time=ratio(total("resolution"), total("resolved")),
        first_contact_resolution=ratio(total("direct"), reached),
        csat=ratio(total("rating"), rated),
        satisfied=ratio(total("satisfied"), rated),
        response_rate=ratio(rated, total("asked")),
    )


def handling_of(answered: Sequence[Tally]) -> tuple[int, int]:
    """The ms of talk and wrap-up of answered contacts, and of how many; of none, if any is unknown."""
    served, known = (sum(getattr(t, name) for t in answered) for name in ("contacts", "handled"))
    return sum(tally.handling for tally in answered), known if known == served else 0


def offering_of(tallies: Sequence[Tally]) -> Offering:
    """What became of the offers of some contacts."""
    offers, misses, answers = (
        sum(getattr(tally, name) for tally in tallies) for name in ("offers", "misses", "answers")
    )
    return Offering(offers, misses, offers - misses - answers)


def of_outcome(tallies: Sequence[Tally], *outcomes: int) -> list[Tally]:
    """The tallies that came to one of some outcomes."""
    return [tally for tally in tallies if tally.outcome in outcomes]


def ratio(above: int, below: int) -> float | None:
    """A share or a mean; None where there is nothing to divide by."""
    return above / below if below else None


def _counts(tallies: Sequence[Tally]) -> dict[str, int]:
    """Contacts by outcome, under the names that both the outcome and its figure have."""
    counts = {
        outcome.value.replace("-", "_"): sum(each.contacts for each in of_outcome(tallies, index))
        for index, outcome in enumerate(OUTCOMES)
    }
    counts[Outcome.ANSWERED] = sum(each.contacts for each in of_outcome(tallies, *TALKED_TO))
    return counts


def _endings(tallies: Sequence[Tally]) -> tuple[Ending, ...]:
    """The outcomes with their reasons, in the order of the vocabulary."""
    return tuple(
        Ending(OUTCOMES[tally.outcome], REASONS[tally.reason], tally.contacts)
        for tally in sorted(tallies, key=lambda each: (each.outcome, each.reason))
        if tally.outcome not in MOVED
    )
