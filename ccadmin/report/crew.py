"""The people of a record: who could be offered a contact, what each did, and how much of their time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ccadmin.engine import CHANNELS, RING_RESULTS
from ccadmin.report import worktime
from ccadmin.report.summary import UNKNOWN_WORK, AgentFigures, Offering, Work
from ccadmin.report.tallies import TALKED_TO, by_key, of_outcome, quality_of, tallies_of
from ccadmin.report.timeline import Line
from ccadmin.vocabulary import Channel, Status, Strategy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import polars as pl

    from ccadmin.engine import Group, Snapshot
    from ccadmin.report.record import Filter, Record
    from ccadmin.report.tallies import Tally
    from ccadmin.report.worktime import WorkTime

_CALL: Final = CHANNELS.index(Channel.CALL)
_MISSED: Final = RING_RESULTS.index("missed")


@dataclass(frozen=True, slots=True)
class Rung:
    """Offers that rang without an answer: how many, how many rang out, and for how many ms."""

    offers: int = 0
    misses: int = 0
    ring: int = 0


@dataclass(frozen=True, slots=True)
class Hours:
    """The time of people: who was there and who worked; `by_group` has busy ms and ms of load."""

    time: WorkTime
    by_agent: Mapping[int, Work]
    by_group: Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Crew:
    """Who could be offered a contact, and what they did.

    Attributes:
        names: of the agents.
        groups: with their members and rules; fewer than the record has where they are unknown.
        floor: the indexes of the people, in order.
        tallies: of the visits that each agent answered.
        answered: how many those were, by group and agent.
        rung: by agent, and `rung_in` by group; None: unknown.
        hours: None: unknown.
    """

    names: Sequence[str]
    groups: Sequence[Group]
    floor: Sequence[int]
    tallies: Mapping[int, list[Tally]]
    answered: Mapping[int, Mapping[int, int]]
    rung: Mapping[int, Rung] | None
    rung_in: Mapping[int, Rung] | None
    hours: Hours | None

    @property
    def total(self) -> Work:
        """The work of all of them."""
        return UNKNOWN_WORK if self.hours is None else _together(self.hours.by_agent.values())

    def between(self, instants: Sequence[int]) -> list[Work]:
        """The work of all of them between each two neighbouring instants."""
        if self.hours is None:
            return [UNKNOWN_WORK] * (len(instants) - 1)
        return self.hours.time.between(instants)

    def figures(self) -> tuple[AgentFigures, ...]:
        """A value for each of them."""
        return tuple(self._figures_of(agent) for agent in self.floor)

    def offering_of_group(self, group: int) -> Offering:
        """What became of the offers of contacts that were in a group."""
        return _offering(self.rung_in, group, sum(self.answered.get(group, {}).values()))

    def work_of_group(self, group: int) -> Work:
        """What people did for a group, within the hours of its members and of whoever helped."""
        if self.hours is None or group >= len(self.groups):
            return UNKNOWN_WORK
        members = {m.agent for m in self.groups[group].members if m.status is Status.ENABLED}
        people = members & set(self.floor) | self.answered.get(group, {}).keys()
        whole = _together(self.hours.by_agent.get(agent, Work()) for agent in people)
        busy, load = self.hours.by_group.get(group, (0, 0))
        return replace(whole, busy=busy, load=load)

    def adherence(self, group: int) -> float | None:
        """How closely the shares of the answered contacts follow the weights of a random group."""
        if group >= len(self.groups) or self.groups[group].strategy is not Strategy.RANDOM:
            return None
        members = [m for m in self.groups[group].members if m.status is Status.ENABLED]
        answered = self.answered.get(group, {})
        weights = sum(member.weight for member in members)
        count = sum(answered.get(member.agent, 0) for member in members)
        if not count:
            return None
        apart = sum(abs(answered.get(m.agent, 0) / count - m.weight / weights) for m in members)
        return 1 - apart / 2

    def _figures_of(self, agent: int) -> AgentFigures:
        own = of_outcome(self.tallies.get(agent, []), *TALKED_TO)
        answered, wrapped, wrap_up, talk, ring = (
            sum(getattr(tally, name) for tally in own)
            for name in ("contacts", "wrapped", "wrap_up", "talk", "ring")
        )
        missed = None if self.rung is None else self.rung.get(agent, Rung())
        return AgentFigures(
            agent=agent,
            name=self.names[agent],
            answered=answered,
            ring=None if missed is None else ring + missed.ring,
            talk=talk,
            wrap_up=wrap_up if wrapped == answered else None,
            work=UNKNOWN_WORK if self.hours is None else self.hours.by_agent.get(agent, Work()),
            offering=_offering(self.rung, agent, answered),
            quality=quality_of(own),
        )


def crew(record: Record, snapshot: Snapshot | None, visits: pl.DataFrame, only: Filter) -> Crew:
    """The people of a record.

    Args:
        record: what happened.
        snapshot: the centre; None: hours, members and weights are unknown.
        visits: the visits, added up by group and agent.
        only: what the record was filtered by: the people of its groups, or its agents.
    """
    import polars as pl

    by_people = visits.filter(pl.col("outcome").is_in(TALKED_TO), pl.col("agent") >= 0)
    answered: dict[int, dict[int, int]] = defaultdict(dict)
    pairs = by_people.group_by("group", "agent").agg(pl.col("contacts").sum())
    for group, agent, count in pairs.iter_rows():
        answered[group][agent] = count
    floor = _floor(record, snapshot, only)
    known = record.rings is not None
    return Crew(
        names=record.agents,
        groups=() if snapshot is None else snapshot.groups,
        floor=floor,
        tallies=by_key(tallies_of(by_people, "agent")),
        answered=answered,
        rung=_rung(record.arriving(), "agent") if known else None,
        rung_in=_rung(record.arriving(), "group") if known else None,
        hours=_hours(record, snapshot, floor) if known and snapshot is not None else None,
    )


def _floor(record: Record, snapshot: Snapshot | None, only: Filter) -> list[int]:
    """Who could be offered a contact, and whoever was.

    Enabled in a group; and taking calls, unless contacts came by other channels.
    """
    answered = record.visits["answered"].is_not_null()
    answering = set(record.visits["agent"].filter(answered).unique())
    rung = set() if record.rings is None else set(record.rings["agent"].unique())
    if snapshot is None:
        return sorted(answering | rung, key=lambda agent: record.agents[agent].casefold())
    calls_only = bool((record.contacts["channel"] == _CALL).all())
    enabled = {
        member.agent
        for index, group in enumerate(snapshot.groups)
        for member in group.members
        if member.status is Status.ENABLED
        and (snapshot.agents[member.agent].takes_calls or not calls_only)
        and (not only.groups or index in only.groups)
        and (not only.agents or member.agent in only.agents)
    }
    return sorted(enabled | answering | rung)


def _hours(record: Record, snapshot: Snapshot, floor: Sequence[int]) -> Hours | None:
    """The time of people; None when somebody worked whose hours the snapshot does not know."""
    if any(agent >= len(snapshot.agents) for agent in floor):
        return None
    line = Line(record.start, record.end)
    spells = worktime.spells(record, snapshot)
    time = worktime.work_time(spells, snapshot, floor, line)
    each = time.by_agent()
    busy = sum(work.busy or 0 for work in each.values())
    return Hours(time, each, worktime.work_by_group(spells, len(record.groups), line, busy=busy))


def _together(each: Iterable[Work]) -> Work:
    works = list(each)
    names = ("scheduled", "staffed", "busy", "load")
    return Work(*(sum(getattr(work, name) for work in works) for name in names))


def _rung(record: Record, key: str) -> dict[int, Rung]:
    import polars as pl

    if record.rings is None:
        return {}
    sums = record.rings.group_by(key).agg(
        pl.len(),
        (pl.col("result") == _MISSED).sum().alias("misses"),
        (pl.col("ended") - pl.col("started")).sum().alias("ring"),
    )
    return {index: Rung(*rest) for index, *rest in sums.iter_rows()}


def _offering(rung: Mapping[int, Rung] | None, index: int, answered: int) -> Offering:
    """The offers to an agent or in a group: those that rang in vain, and those that were answered."""
    if rung is None:
        return Offering(None, None, None)
    vain = rung.get(index, Rung())
    return Offering(vain.offers + answered, vain.misses, vain.offers - vain.misses)
