"""Figures from outcomes: what became of the contacts, and how much the agents worked.

`definitions.py` says what each figure means. The totals and the intervals count each contact once,
with its wait from arrival and the service level target of the group in which it ended; a group
counts each visit, with the wait in that group.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, cast

from ccadmin.calendars import local_intervals
from ccadmin.report import worktime
from ccadmin.report.stays import answered_by, contact_stays, group_stays, tallied
from ccadmin.report.summary import AgentFigures, GroupFigures, IntervalFigures, Summary, Work
from ccadmin.report.tallies import OVERFLOWED, by_key, figures_of
from ccadmin.vocabulary import Status, Strategy

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from ccadmin.engine import Contacts, Group, Outcomes, Snapshot
    from ccadmin.report.worktime import WorkTime


def summarise(  # noqa: PLR0913 - one run is three values, and there are three ways to cut it
    outcomes: Outcomes,
    contacts: Contacts,
    snapshot: Snapshot,
    *,
    zone: str = "UTC",
    interval_minutes: int | None = None,
    span: tuple[int, int] | None = None,
) -> Summary:
    """Reckon all figures of a run.

    Args:
        outcomes: what the engine returned.
        contacts: what it was given.
        snapshot: the centre that it was given.
        zone: the IANA zone whose clock the intervals follow.
        interval_minutes: the length of the intervals; None for none.
        span: the `[start, end)` ms of which shifts and work are counted; from the first arrival to
            the last event unless it is given.

    Raises:
        RuleError: `bad-interval`, a day is not a whole number of such intervals.
    """
    import polars as pl

    start, end = span or (outcomes.start, outcomes.end)
    stays = contact_stays(outcomes, contacts, snapshot)
    handled = answered_by(stays)
    floor = _on_the_floor(snapshot, set(handled["agent"]))
    time = worktime.work_time(stays, snapshot, floor, start=start, end=end)
    intervals: tuple[IntervalFigures, ...] = ()
    if interval_minutes is not None:
        intervals = _intervals(stays, time, _bounds(stays, zone, end, minutes=interval_minutes))
    return Summary(
        start=start,
        end=end,
        totals=figures_of(tallied(stays, pl.lit(0))),
        work=time.total(),
        groups=_groups(group_stays(stays, outcomes, snapshot), handled, snapshot),
        agents=_agents(snapshot, floor, handled, time),
        intervals=intervals,
    )


def _on_the_floor(snapshot: Snapshot, answering: set[int]) -> list[int]:
    """Who could be offered a contact: enabled in a group and taking calls; and whoever answered."""
    enabled = {
        member.agent
        for group in snapshot.groups
        for member in group.members
        if member.status is Status.ENABLED and snapshot.agents[member.agent].takes_calls
    }
    return sorted(enabled | answering)


def _groups(
    visits: pl.DataFrame, handled: pl.DataFrame, snapshot: Snapshot
) -> tuple[GroupFigures, ...]:
    """The figures of each group over its visits."""
    import polars as pl

    tallies = by_key(tallied(visits, pl.col("group")))
    answered: dict[int, dict[int, int]] = {}
    for group, agent, count in handled.select("group", "agent", "count").iter_rows():
        answered.setdefault(group, {})[agent] = count
    return tuple(
        GroupFigures(
            group=index,
            name=group.name,
            target=group.service_level[0] / 100,
            target_wait=group.service_level[1],
            figures=figures_of(tallies[index]),
            overflowed=sum(each.contacts for each in tallies[index] if each.outcome == OVERFLOWED),
            adherence=_adherence(group, answered.get(index, {})),
        )
        for index, group in enumerate(snapshot.groups)
    )


def _adherence(group: Group, answered: Mapping[int, int]) -> float | None:
    """How closely the shares of the answered contacts follow the weights of a random group."""
    members = [member for member in group.members if member.status is Status.ENABLED]
    weights = sum(member.weight for member in members)
    count = sum(answered.get(member.agent, 0) for member in members)
    if group.strategy is not Strategy.RANDOM or not count:
        return None
    apart = sum(
        abs(answered.get(member.agent, 0) / count - member.weight / weights) for member in members
    )
    return 1 - apart / 2


def _agents(
    snapshot: Snapshot, floor: list[int], handled: pl.DataFrame, time: WorkTime
) -> tuple[AgentFigures, ...]:
    sums = handled.group_by("agent").sum().select("agent", "count", "talk", "wrap_up")
    own = {agent: rest for agent, *rest in sums.iter_rows()}
    work = time.by_agent()
    found = []
    for agent in floor:
        count, talk, wrap_up = own.get(agent, (0, 0, 0))
        found.append(
            AgentFigures(
                agent=agent,
                name=snapshot.agents[agent].name,
                answered=count,
                talk=talk,
                wrap_up=wrap_up,
                work=work.get(agent, Work()),
            )
        )
    return tuple(found)


def _bounds(stays: pl.DataFrame, zone: str, end: int, *, minutes: int) -> list[int]:
    """Where the intervals begin that hold all arrivals and the time reported on, and the last ends."""
    if not stays.height:
        return []
    first, latest = cast("int", stays["arrived"].min()), cast("int", stays["arrived"].max())
    last = max(end, latest + 1)
    # One row more than is wanted tells where the last one ends.
    starts = local_intervals(zone, first, last + minutes * 60_000 * 2, minutes=minutes)
    closed = next(index for index, start in enumerate(starts) if start >= last)
    return list(starts[: closed + 1])


def _intervals(
    stays: pl.DataFrame, time: WorkTime, bounds: list[int]
) -> tuple[IntervalFigures, ...]:
    """The figures of each interval over the contacts that arrived in it."""
    import polars as pl

    if not bounds:
        return ()
    row = pl.lit(pl.Series(bounds, dtype=pl.Int64)).search_sorted(pl.col("arrived"), side="right")
    tallies = by_key(tallied(stays, row.cast(pl.Int64) - 1))
    return tuple(
        IntervalFigures(start, end, figures_of(tallies[index]), work)
        for index, ((start, end), work) in enumerate(
            zip(pairwise(bounds), time.between(bounds), strict=True)
        )
    )
