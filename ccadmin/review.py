"""A file that `route` has written, to figures: with a tenant where one is given, and without."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from ccadmin import calendars, contacts
from ccadmin.engine import CHANNELS
from ccadmin.errors import NotFoundError, RuleError, did_you_mean
from ccadmin.report.figures import Cut, figures
from ccadmin.report.html.cells import Shown
from ccadmin.report.html.data import Basis
from ccadmin.report.html.stories import of_events, of_rows, waiting_before
from ccadmin.report.outcomes_file import columns_of, outcomes_of
from ccadmin.report.record import Filter
from ccadmin.report.record_of_events import record_of_events
from ccadmin.report.record_of_file import record_of_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from ccadmin.engine import Snapshot
    from ccadmin.events import Replayed
    from ccadmin.models import Agent
    from ccadmin.report.html.stories import Story
    from ccadmin.report.outcomes_file import OutcomesFile
    from ccadmin.report.record import Record
    from ccadmin.report.summary import Summary
    from ccadmin.store import Store
    from ccadmin.vocabulary import Channel

_A_DAY: Final = 86_400_000
"""Wrap-up runs on after the last end; hours are known for so long."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a file.

    Attributes:
        zone: of the intervals, and of `since` and `until`.
        interval: minutes of the rows by time of day, None for none.
        most_intervals: longer ones are taken where there would be more than so many; None: never.
        target: share in per cent and ms of the service level of all groups; None: each group's own.
        short: ms up to which an abandon is short; None: up to the target.
        groups: names; only contacts that ended there count, and visits to them. None named: all.
        agents: names; only contacts that they answered last count, and visits that they answered.
        channels: only these, or all.
        since: contacts that arrived earlier do not count, nor time before it; as people type it.
        until: contacts that arrived then or later do not count, nor time from then on.
    """

    zone: str
    interval: int | None = None
    most_intervals: int | None = None
    target: tuple[int, int] | None = None
    short: int | None = None
    groups: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """The figures of a file, and what they come from.

    `hidden` counts people and groups that may not be seen.
    """

    name: str
    contacts: int
    summary: Summary
    basis: Basis
    hidden: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Viewer:
    """The tenant behind a file, and whoever looks; None is the owner."""

    store: Store
    who: Agent | None = None


def review(path: str, wanted: Wanted, viewer: Viewer | None = None) -> Review:
    """Read a file and reckon the figures that are wanted.

    Raises:
        NotFoundError: there is no such file, or it names no such group or agent.
        NotPermittedError: the viewer may not see a group or a person that is asked for by name.
        RuleError: the file is no file of outcomes, or a time cannot be read.
    """
    file = _read(path)
    seen = None if viewer is None else snapshot_over(viewer.store, *file.span())
    names = () if seen is None else contacts.agent_names(seen.agents)
    record = file.record(seen, names, wanted.target)
    if viewer is not None and viewer.who is not None:
        _refuse(viewer.store, viewer.who, wanted)
    whole = record = replace(record, contacts=record.contacts.with_row_index("row"))
    only = _filter(record, wanted)
    record = only.of(record)
    counted = record.arriving()
    if not counted.contacts.height and not counted.visits.height:
        raise RuleError(
            "no-contacts",
            f'no contact in "{file.name}" is left by the filters',
            hint="leave one of --group, --agent, --channel, --from and --until out",
        )
    by_group = {} if viewer is None or seen is None else _centers(viewer.store, seen)
    cut = Cut(wanted.zone, wanted.interval, wanted.most_intervals, wanted.short, by_group, only)
    found = figures(record, seen, cut)
    hidden, shown = (0, 0), Shown()
    if viewer is not None and seen is not None and viewer.who is not None:
        from ccadmin.tenant import access

        visible = access.seen_by(viewer.store, viewer.who, seen, found)
        hidden = len(found.agents) - len(visible.agents), len(found.groups) - len(visible.groups)
        found = visible
        if any(hidden):
            shown = Shown(*access.seen_of(viewer.store, viewer.who, seen))
    basis = Basis(record, seen, cut, shown, lambda rows: file.stories(rows, whole, shown))
    return Review(file.name, counted.contacts.height, found, basis, hidden)


def kept_back(viewer: str | None, people: int, groups: int) -> str:
    """What somebody may not see, in a sentence."""
    return (
        f'"{viewer}" may not see the figures of {people} of the agents and {groups} of the groups, '
        "which are left out"
    )


@dataclass(frozen=True, slots=True)
class _Outcomes:
    """A file of outcomes."""

    name: str
    file: OutcomesFile

    def span(self) -> tuple[int, int]:
        """From the first arrival to the last that happened, or later."""
        times = [self.file.columns[name] for name in ("arrived", "answered", "ended")]
        latest = max(cast("int", column.max() or 0) for column in times)
        return cast("int", times[0].min()), latest + _A_DAY

    def record(
        self, seen: Snapshot | None, names: Sequence[str], target: tuple[int, int] | None
    ) -> Record:
        return record_of_file(self.file, seen, agents=names, target=target)

    def stories(self, rows: Sequence[int], record: Record, _: Shown) -> list[Story]:
        """What became of the contacts of some rows."""
        return of_rows(_told(self.file.columns, rows), waiting_before(record, rows))


@dataclass(frozen=True, slots=True)
class _Events:
    """A file of events."""

    name: str
    table: pl.DataFrame
    replayed: Replayed

    def span(self) -> tuple[int, int]:
        """The time of the run."""
        return self.replayed.start, self.replayed.end + _A_DAY

    def record(
        self, seen: Snapshot | None, names: Sequence[str], target: tuple[int, int] | None
    ) -> Record:
        return record_of_events(self.replayed, seen, agents=names, target=target)

    def stories(self, rows: Sequence[int], record: Record, shown: Shown) -> list[Story]:
        """What became of the contacts of some rows; step by step for whoever may see everybody."""
        if shown.everything:
            return of_events(self.table, self.replayed.outcomes["id"].gather(list(rows)).to_list())
        from ccadmin.contacts.table import Table, numbers

        outcomes = self.replayed.outcomes
        columns = columns_of(Table(outcomes, numbers(1, outcomes.height)), self.name)
        return of_rows(_told(columns, rows), waiting_before(record, rows))


def _told(columns: pl.DataFrame, rows: Sequence[int]) -> pl.DataFrame:
    """The columns of some rows, with the number of the row for an id where the file has none."""
    import polars as pl

    if "id" not in columns.columns:
        columns = columns.with_columns(id=pl.int_range(1, pl.len() + 1).cast(pl.String))
    return columns[list(rows)]


def _read(path: str) -> _Outcomes | _Events:
    """A file of outcomes, or of events, which its columns tell."""
    from ccadmin import events
    from ccadmin.contacts import sources
    from ccadmin.contacts.reading import read_table

    table = read_table(path)
    name = sources.name_of(path)
    if events.is_event_table(table.rows):
        log = events.events_of(table, name)
        return _Events(name, log, events.replayed(log))
    return _Outcomes(name, outcomes_of(table, name))


def snapshot_over(store: Store, start: int, end: int) -> Snapshot:
    """The tenant as it is now, with its hours over some time."""
    from ccadmin.tenant import snapshot

    return snapshot.take(store, start, end)


def _centers(store: Store, seen: Snapshot) -> dict[int, str]:
    from ccadmin.tenant import centers

    return centers.of_groups(store, seen)


def _refuse(store: Store, who: Agent, wanted: Wanted) -> None:
    """Keep the figures of persons and groups from somebody who asks for them by name."""
    from ccadmin.tenant import access

    for name in wanted.agents:
        access.refuse_person(store, who, name)
    for name in wanted.groups:
        access.refuse_group(store, who, name)


def _filter(record: Record, wanted: Wanted) -> Filter:
    def instant(text: str | None) -> int | None:
        return None if text is None else calendars.parse_instant(text, wanted.zone)

    return Filter(
        groups=_indexes("group", wanted.groups, record.groups),
        agents=_indexes("agent", wanted.agents, record.agents),
        channels=frozenset(CHANNELS.index(channel) for channel in wanted.channels),
        since=instant(wanted.since),
        until=instant(wanted.until),
    )


def _indexes(noun: str, wanted: Sequence[str], known: Sequence[str]) -> frozenset[int]:
    """Where the names stand that are asked for, in whatever case they are typed."""
    places = {name.casefold(): index for index, name in reversed(list(enumerate(known)))}
    for name in wanted:
        if name.casefold() not in places:
            raise NotFoundError(
                f"{noun}-not-found",
                f'no {noun} "{name}" in the file',
                hint=did_you_mean(name, known) or f"it names {', '.join(known) or 'none'}",
            )
    return frozenset(places[name.casefold()] for name in wanted)
