"""The sums that a page filters: what became of the contacts of each step, channel, group and agent.

A cell is a `Tally` with more keys: counts, sums and longest waits, which can be added up again. So
the page, adding up the cells that a filter lets pass, comes to what `report` reckons from the
contacts themselves. No cell tells of a single contact more than the sums do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ccadmin.report.html.steps import Steps, ladder
from ccadmin.report.tallies import added_up

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import polars as pl

    from ccadmin.report.record import Record

ROOM: Final = 24_000
"""So many cells at most are told apart by agent: about 2 MB of a page."""
KEYS: Final = ("step", "channel", "group", "agent")
NOBODY: Final = -1
"""Stands for no group and no agent, and for those who may not be seen."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The sums of a record, as tables with the columns `KEYS`, `outcome`, `reason` and sums.

    Attributes:
        fine: the steps that charts show.
        steps: the steps of all the tables but `by_time`, those of the filter; made of fine ones.
        contacts: each contact once, with the group and the agent of its last stay.
        visits: each stay in a group.
        by_time: the contacts again by fine steps, without agents; None where the steps are the same.
        rings: offers that rang without an answer: `offers`, `misses` and `ring` ms; None: unknown.
    """

    fine: Steps
    steps: Steps
    contacts: pl.DataFrame
    visits: pl.DataFrame
    by_time: pl.DataFrame | None
    rings: pl.DataFrame | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Whose figures may be shown; None: everybody's."""

    groups: Collection[int] | None = None
    agents: Collection[int] | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is kept back."""
        return self.groups is None and self.agents is None

    def of(self, stays: pl.DataFrame) -> pl.DataFrame:
        """The rows, with nobody in the place of those who may not be seen."""
        import polars as pl

        for name, seen in (("group", self.groups), ("agent", self.agents)):
            if seen is not None:
                known = pl.col(name).is_in(list(seen))
                stays = stays.with_columns(pl.when(known).then(name).otherwise(NOBODY).alias(name))
        return stays


def cells(record: Record, zone: str, *, minutes: int, short: int | None, shown: Shown) -> Cells:
    """Add a record up, in steps so long that the sums fit into a page.

    Args:
        record: what happened, with at least one contact.
        zone: the IANA zone whose clock the steps follow.
        minutes: of the steps that charts show.
        short: ms up to which an abandon is short; None: up to the target of its group.
        shown: whose figures may be shown.
    """
    counted = record.arriving()
    contacts, visits = shown.of(counted.contacts), shown.of(counted.visits)
    cuts = list(ladder(record, zone, minutes=minutes))
    fine = cuts[0]
    steps = next((cut for cut in cuts if _fits(contacts, visits, cut)), cuts[-1])
    return Cells(
        fine=fine,
        steps=steps,
        contacts=_added(contacts, steps, KEYS, short=short),
        visits=_added(visits, steps, KEYS, short=short),
        by_time=None if steps is fine else _added(contacts, fine, KEYS[:-1], short=short),
        rings=None if counted.rings is None else _rung(shown.of(counted.rings), steps),
    )


def columns(table: pl.DataFrame) -> dict[str, Sequence[Any]]:
    """A table by its columns; those that hold nothing but zeros are left out."""
    return {
        column.name: column.to_list()
        for column in table
        if column.name in KEYS or column.null_count() or (column != 0).any()
    }


def same(contacts: pl.DataFrame, visits: pl.DataFrame) -> bool:
    """Whether the visits are the contacts again, so that a page needs only one of the two."""
    import polars as pl

    inside = contacts.filter(pl.col("group") >= 0)
    shared = [name for name in contacts.columns if name in visits.columns]
    return inside.select(shared).equals(visits.select(shared))


def merged(contacts: pl.DataFrame, visits: pl.DataFrame) -> pl.DataFrame:
    """The one table that stands for both, where they are the `same`."""
    import polars as pl

    more = [name for name in visits.columns if name not in contacts.columns]
    keys = [*KEYS, "outcome", "reason"]
    joined = contacts.join(visits.select(*keys, *more), on=keys, how="left", maintain_order="left")
    return joined.with_columns(pl.col(more).fill_null(0))


def step_of(steps: Steps, time: pl.Expr) -> pl.Expr:
    """The number of the step that a time is in."""
    import polars as pl

    instants = pl.lit(pl.Series(steps.bounds, dtype=pl.Int64))
    return instants.search_sorted(time, side="right").cast(pl.Int64) - 1


def _fits(contacts: pl.DataFrame, visits: pl.DataFrame, steps: Steps) -> bool:
    import polars as pl

    apart = [
        stays.select(step_of(steps, pl.col("arrived")), *KEYS[1:], "outcome", "reason")
        .unique()
        .height
        for stays in (contacts, visits)
    ]
    return sum(apart) <= 2 * ROOM


def _added(
    stays: pl.DataFrame, steps: Steps, keys: Sequence[str], *, short: int | None
) -> pl.DataFrame:
    import polars as pl

    by = {"step": step_of(steps, pl.col("arrived")).alias("step")}
    added = added_up(stays, *(by.get(key, pl.col(key)) for key in keys), short=short)
    return added.sort(*keys, "outcome", "reason")


def _rung(rings: pl.DataFrame, steps: Steps) -> pl.DataFrame:
    import polars as pl

    from ccadmin.engine import RING_RESULTS

    by: Mapping[str, pl.Expr] = {"step": step_of(steps, pl.col("arrived")).alias("step")}
    return (
        rings.group_by(*(by.get(key, pl.col(key)) for key in KEYS))
        .agg(
            offers=pl.len(),
            misses=(pl.col("result") == RING_RESULTS.index("missed")).sum(),
            ring=(pl.col("ended") - pl.col("started")).sum(),
        )
        .sort(KEYS)
    )
