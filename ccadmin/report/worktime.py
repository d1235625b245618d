"""The time that agents work and are there: intervals, their unions, and sums between instants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ccadmin.report import timeline
from ccadmin.report.record import CHAT
from ccadmin.report.summary import Work
from ccadmin.report.timeline import WHOLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from ccadmin.engine import Snapshot
    from ccadmin.report.record import Record
    from ccadmin.report.timeline import Line

_ALL_OF_ONE: Final = 1 << 40
"""What takes somebody whole, where the parts of chats are added up beside it."""


@dataclass(frozen=True, slots=True)
class WorkTime:
    """Intervals, `start` and `end`, on the line of all agents; those of each are disjoint.

    Attributes:
        line: where the time of each agent lies.
        scheduled: the shifts.
        staffed: the shifts, and the work outside them.
        busy: ringing, talk and wrap-up.
        load: the same time with the `part` of `WHOLE` that was taken up; None: all of it always.
    """

    line: Line
    scheduled: pl.DataFrame
    staffed: pl.DataFrame
    busy: pl.DataFrame
    load: pl.DataFrame | None

    def by_agent(self) -> dict[int, Work]:
        """The work of each agent who has any."""
        sums = [self.line.lengths(part) for part in (self.scheduled, self.staffed, self.busy)]
        sums.append(sums[-1] if self.load is None else self.line.lengths(self.load))
        agents = {agent for each in sums for agent in each}
        return {agent: Work(*(each.get(agent, 0) for each in sums)) for agent in agents}

    def between(self, instants: Sequence[int]) -> list[Work]:
        """The work of all agents between each two neighbouring instants."""
        parts = (self.scheduled, self.staffed, self.busy)
        sums = [self.line.between(part, instants) for part in parts]
        sums.append(sums[-1] if self.load is None else self.line.between(self.load, instants))
        return [Work(*each) for each in zip(*sums, strict=True)]


def spells(record: Record, snapshot: Snapshot) -> pl.DataFrame:
    """What kept agents at work: a row for each contact or unanswered ring; times in ms.

    Columns `group`, `agent`, `start`, `talked` (the end of ringing and talk), `end`, and `part`:
    what a chat takes of `WHOLE` until it is over, 0 for what takes somebody whole.
    """
    import polars as pl

    spells = record.visits.filter(pl.col("answered").is_not_null()).select(
        "channel", "group", "agent", "talked", start="rang", end="released"
    )
    if record.rings is not None and record.rings.height:
        rang = record.rings.select(
            "channel", "group", "agent", start="started", talked="ended", end="ended"
        )
        spells = pl.concat([spells, rang], how="diagonal")
    in_chat = pl.col("channel") == CHAT
    part = pl.lit(0)
    if spells.select(in_chat.any()).item():
        part = pl.when(in_chat).then(WHOLE // _capacities(snapshot)).otherwise(0)
    return spells.with_columns(part=part.cast(pl.Int64))


def work_time(
    spells: pl.DataFrame, snapshot: Snapshot, agents: Sequence[int], line: Line
) -> WorkTime:
    """The time of some agents; who has no hours is always there."""
    import polars as pl

    scheduled = _shifts(snapshot, agents, line)
    busy = timeline.disjoint(_whole_time(spells, line, pl.col("agent")))
    return WorkTime(
        line=line,
        scheduled=scheduled,
        staffed=timeline.disjoint(pl.concat([scheduled, busy])),
        busy=busy,
        load=_load(spells, line, pl.col("agent")) if _shared(spells) else None,
    )


def work_by_group(
    spells: pl.DataFrame, groups: int, line: Line, *, busy: int
) -> dict[int, tuple[int, int]]:
    """The busy ms, and the ms of load, that agents spent on the contacts of each group.

    `busy` ms of all agents tell whether anybody ever did two things at a time.
    """
    import polars as pl

    by_group = _whole_time(spells, line, pl.col("group"))
    if not _shared(spells) and busy == _sum(by_group):
        return {group: (time, time) for group, time in line.lengths(by_group).items()}
    pair = pl.col("agent") * groups + pl.col("group")
    apart = [timeline.disjoint(_whole_time(spells, line, pair))]
    apart.append(_load(spells, line, pair) if _shared(spells) else apart[0])
    sums: tuple[dict[int, int], ...] = ({}, {})
    for each, found in zip(apart, sums, strict=True):
        for key, time in line.lengths(each).items():
            found[key % groups] = found.get(key % groups, 0) + time
    return {group: (time, sums[1].get(group, 0)) for group, time in sums[0].items()}


def _whole_time(spells: pl.DataFrame, line: Line, key: pl.Expr) -> pl.DataFrame:
    return spells.select(start=line.place(key, "start"), end=line.place(key, "end"))


def _sum(intervals: pl.DataFrame) -> int:
    return int((intervals["end"] - intervals["start"]).sum())


def _shared(spells: pl.DataFrame) -> bool:
    return bool((spells["part"] > 0).any())


def _capacities(snapshot: Snapshot) -> pl.Expr:
    """How many chats the agent of each row may have in hand in the group of that row."""
    import polars as pl

    own = pl.Series([agent.capacity for agent in snapshot.agents], dtype=pl.Int64)
    groups = pl.Series([group.chat.capacity for group in snapshot.groups], dtype=pl.Int64)
    return pl.coalesce(pl.lit(own).gather(pl.col("agent")), pl.lit(groups).gather(pl.col("group")))


def _shifts(snapshot: Snapshot, agents: Sequence[int], line: Line) -> pl.DataFrame:
    import polars as pl

    rows = [
        (agent, first, last)
        for agent in agents
        for first, last in _hours(snapshot, agent, always=(line.start, line.end))
        if first < line.end and last > line.start
    ]
    schema = {"agent": pl.Int64, "start": pl.Int64, "end": pl.Int64}
    shifts = pl.DataFrame(rows, schema=schema, orient="row")
    return _whole_time(shifts, line, pl.col("agent"))


def _hours(snapshot: Snapshot, agent: int, *, always: tuple[int, int]) -> list[tuple[int, int]]:
    shifts = snapshot.agents[agent].shifts
    return [always] if shifts is None else [(shift.start, shift.end) for shift in shifts]


def _load(spells: pl.DataFrame, line: Line, key: pl.Expr) -> pl.DataFrame:
    """From change to change the `part` that was taken up of each key.

    A call, an email, a ticket, or wrap-up takes up all; chats their parts together, at most all.
    """
    import polars as pl

    chat = pl.col("part") > 0
    whole = pl.when(chat).then("talked").otherwise("start")
    taken = (
        (chat, pl.col("start"), pl.col("part")),
        (chat, pl.col("talked"), -pl.col("part")),
        (whole < pl.col("end"), whole, pl.lit(_ALL_OF_ONE)),
        (whole < pl.col("end"), pl.col("end"), pl.lit(-_ALL_OF_ONE)),
    )
    levels = timeline.steps(
        pl.concat(
            spells.filter(which).select(at=line.place(key, at), change=change.cast(pl.Int64))
            for which, at, change in taken
        )
    )
    return levels.select(
        start="at",
        end=pl.col("at").shift(-1),
        # Where anything takes somebody whole the level is far above all the parts of chats.
        part=pl.col("level").clip(0, WHOLE),
    ).filter(pl.col("part") > 0, pl.col("end").is_not_null())
