"""Figures from a record: what became of the contacts, and how much the agents worked.

`definitions.py` says what each figure means. The totals, channels, centers and intervals count each
contact once, with its wait and the service level target of the group in which it ended; a group
counts each visit, with the wait in that group, and an agent each answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, cast

from ccadmin.calendars import local_intervals
from ccadmin.engine import CHANNELS
from ccadmin.report import queues
from ccadmin.report.crew import crew
from ccadmin.report.record import Filter
from ccadmin.report.record_of_run import record_of_run
from ccadmin.report.summary import (
    CenterFigures,
    ChannelFigures,
    Counted,
    GroupFigures,
    IntervalFigures,
    Queue,
    Summary,
)
from ccadmin.report.tallies import (
    ESCALATED,
    OVERFLOWED,
    added_up,
    by_key,
    figures_of,
    of_outcome,
    offering_of,
    tallied,
    tallies_of,
)
from ccadmin.vocabulary import Channel

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import polars as pl

    from ccadmin.engine import Contacts, Outcomes, Snapshot
    from ccadmin.report.crew import Crew
    from ccadmin.report.record import Record
    from ccadmin.report.tallies import Tally

LENGTHS: Final = (15, 30, 60, 120, 180, 240, 360, 720, 1440)
"""Minutes of the intervals among which one that fits is found."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How a record is cut into figures.

    Attributes:
        zone: the IANA zone whose clock the intervals follow.
        interval_minutes: the length of the intervals; None for none.
        most_intervals: longer ones are taken where there would be more than so many; None: never.
        short: ms up to which an abandon is short; None: up to the target of its group.
        centers: the center of each group, by its index; who is in none is left out.
        only: what the record was filtered by: other groups and people are not reported on.
    """

    zone: str = "UTC"
    interval_minutes: int | None = None
    most_intervals: int | None = None
    short: int | None = None
    centers: Mapping[int, str] = field(default_factory=dict)
    only: Filter = field(default_factory=Filter)


def summarise(  # noqa: PLR0913 - one run is three values, and there are three ways to cut it
    outcomes: Outcomes,
    contacts: Contacts,
    snapshot: Snapshot,
    *,
    zone: str = "UTC",
    interval_minutes: int | None = None,
    most_intervals: int | None = None,
    centers: Mapping[int, str] | None = None,
) -> Summary:
    """Reckon all figures of a run.

    Args:
        outcomes: what the engine returned.
        contacts: what it was given.
        snapshot: the centre that it was given.
        zone: the IANA zone whose clock the intervals follow.
        interval_minutes: the length of the intervals; None for none.
        most_intervals: longer ones are taken where there would be more than so many; None: never.
        centers: the center of each group, by its index.

    Raises:
        RuleError: `bad-interval`, a day is not a whole number of such intervals.
    """
    record = record_of_run(outcomes, contacts, snapshot)
    cut = Cut(
        zone=zone,
        interval_minutes=interval_minutes,
        most_intervals=most_intervals,
        centers=centers or {},
    )
    return figures(record, snapshot, cut)


def figures(record: Record, snapshot: Snapshot | None, cut: Cut) -> Summary:
    """Reckon all figures of a record; without a snapshot nothing is known of hours and weights.

    Args:
        record: what happened, whose first groups and agents are those of the snapshot.
        snapshot: the centre, with hours over the time that the record tells of.
        cut: how the record is cut.

    Raises:
        RuleError: `bad-interval`, a day is not a whole number of such intervals.
    """
    import polars as pl

    counted = record.arriving()
    visits = added_up(counted.visits, pl.col("group"), pl.col("agent"), short=cut.short)
    people = crew(record, snapshot, visits, cut.only)
    totals = tallied(counted.contacts, pl.lit(0, dtype=pl.Int64), short=cut.short)
    queue = queues.total_queue(record) if record.queued else None
    return Summary(
        start=record.start,
        end=record.end,
        totals=figures_of(totals),
        work=people.total,
        groups=_groups(record, people, by_key(tallies_of(visits, "group")), cut.only.groups),
        agents=people.figures(),
        offering=offering_of(totals),
        queue=queue,
        channels=_channels(counted, totals, cut),
        centers=_centers(counted, cut),
        intervals=intervals(record, people, cut),
        counted=record.counted,
        gaps=record.gaps,
    )


def _groups(
    record: Record, people: Crew, tallies: Mapping[int, list[Tally]], only: Collection[int]
) -> tuple[GroupFigures, ...]:
    """The figures of each group over its visits."""
    waiting = queues.queues_by_group(record) if record.queued else None
    span = record.end - record.start
    known = record.counted is Counted.VISITS
    return tuple(
        GroupFigures(
            group=index,
            name=name,
            target=share / 100,
            target_wait=wait,
            figures=figures_of(tallies.get(index, [])),
            overflowed=_number(tallies.get(index, []), OVERFLOWED) if known else None,
            escalated=_number(tallies.get(index, []), ESCALATED) if known else None,
            offering=people.offering_of_group(index),
            work=people.work_of_group(index),
            queue=waiting.get(index, Queue(span)) if waiting is not None else None,
            adherence=people.adherence(index),
        )
        for index, (name, (share, wait)) in enumerate(
            zip(record.groups, record.targets, strict=True)
        )
        if not only or index in only
    )


def _number(tallies: list[Tally], outcome: int) -> int:
    return sum(tally.contacts for tally in of_outcome(tallies, outcome))


def _channels(record: Record, totals: list[Tally], cut: Cut) -> tuple[ChannelFigures, ...]:
    """The figures of each channel by which contacts came, in the order of the vocabulary."""
    import polars as pl

    came = sorted(record.contacts["channel"].unique())
    tallies = {came[0]: totals} if len(came) == 1 else {}
    if len(came) > 1:
        tallies = by_key(tallied(record.contacts, pl.col("channel"), short=cut.short))
    return tuple(
        ChannelFigures(
            Channel(CHANNELS[index]), figures_of(tallies[index]), offering_of(tallies[index])
        )
        for index in came
    )


def _centers(record: Record, cut: Cut) -> tuple[CenterFigures, ...]:
    """The figures of the contacts that ended in the groups of each center, by its name."""
    import polars as pl

    names = sorted(set(cut.centers.values()), key=str.casefold)
    if not names:
        return ()
    numbers = {group: names.index(center) for group, center in cut.centers.items()}
    key = pl.col("group").replace_strict(numbers, default=-1, return_dtype=pl.Int64)
    tallies = by_key(tallied(record.contacts, key, short=cut.short))
    return tuple(
        CenterFigures(name, figures_of(tallies.get(index, [])), offering_of(tallies.get(index, [])))
        for index, name in enumerate(names)
    )


def intervals(record: Record, people: Crew, cut: Cut) -> tuple[IntervalFigures, ...]:
    """The figures of each interval over the contacts that arrived in it."""
    import polars as pl

    if cut.interval_minutes is None or not record.arriving().contacts.height:
        return ()
    contacts = record.arriving().contacts
    instants = bounds(contacts, cut, record.end)
    row = pl.lit(pl.Series(instants, dtype=pl.Int64)).search_sorted(pl.col("arrived"), side="right")
    tallies = by_key(tallied(contacts, row.cast(pl.Int64) - 1, short=cut.short))
    spans = list(pairwise(instants))
    lengths = queues.queues_between(record, instants) if record.queued else [None] * len(spans)
    work = people.between(instants)
    return tuple(
        IntervalFigures(
            *span,
            figures_of(tallies.get(index, [])),
            offering_of(tallies.get(index, [])),
            work[index],
            lengths[index],
        )
        for index, span in enumerate(spans)
    )


def bounds(contacts: pl.DataFrame, cut: Cut, end: int) -> list[int]:
    """Where the intervals begin that hold all arrivals and the time reported on, and the last ends."""
    first, latest = cast("int", contacts["arrived"].min()), cast("int", contacts["arrived"].max())
    last = max(end, latest + 1)
    minutes = _fitting(cut, last - first)
    # One row more than is wanted tells where the last one ends.
    starts = local_intervals(cut.zone, first, last + minutes * 60_000 * 2, minutes=minutes)
    closed = next(index for index, start in enumerate(starts) if start >= last)
    return list(starts[: closed + 1])


def _fitting(cut: Cut, span: int) -> int:
    """The minutes of the intervals: as asked for, or so long that there are not too many, a day at most."""
    asked = cut.interval_minutes or 0
    if cut.most_intervals is None:
        return asked
    longer = (minutes for minutes in LENGTHS if minutes > asked)
    for minutes in (asked, *longer):
        # The first interval may begin before the span, the last may end after it.
        if span // (minutes * 60_000) + 2 <= cut.most_intervals:
            return minutes
    return LENGTHS[-1]
