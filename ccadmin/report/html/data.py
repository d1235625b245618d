"""What a page holds for its script: sums to filter, names, definitions, and single contacts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ccadmin.calendars import format_instant
from ccadmin.engine import CHANNELS, OUTCOMES, REASONS
from ccadmin.report.definitions import DEFINITIONS
from ccadmin.report.html.cells import Cells, cells, columns, merged, same
from ccadmin.report.html.notable import by_turns, notable
from ccadmin.report.html.steps import finest, starts
from ccadmin.report.html.work import queue_cells, work_cells
from ccadmin.report.sentences import TEST_WORDS
from ccadmin.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ccadmin.engine import Snapshot
    from ccadmin.report.crew import Crew
    from ccadmin.report.figures import Cut
    from ccadmin.report.html.cells import Shown
    from ccadmin.report.html.notable import Notable
    from ccadmin.report.html.steps import Steps
    from ccadmin.report.html.stories import Story, Told
    from ccadmin.report.html.work import QueueCells, WorkCells
    from ccadmin.report.record import Record
    from ccadmin.report.summary import Summary

CANDIDATES: Final = 12
"""So many candidates of a decision are told; the first of them are those who matter."""


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself.

    Attributes:
        source: the file, as messages call it.
        contacts: how many are counted.
        command: the command line that prints the same figures, without filters; None: there is none.
        given: the filters of the figures, by the options they go with.
        explain: the command line that explains a contact, but for its id; None: there is none.
        kept_back: what is not shown, and to whom, in a sentence; None: everything is.
    """

    source: str
    contacts: int
    command: str | None
    explain: str | None
    given: Mapping[str, Sequence[str]] = field(default_factory=dict)
    kept_back: str | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What happened, and how it is cut.

    Attributes:
        record: filtered as was asked for, with the column `row` in its contacts.
        snapshot: the centre, None where it is unknown.
        cut: how figures are cut.
        shown: whose figures and contacts may be shown.
        tell: what became of the contacts of some rows, one story each; the first matter most.
    """

    record: Record
    snapshot: Snapshot | None
    cut: Cut
    shown: Shown
    tell: Callable[[Sequence[int]], Sequence[Story]]


def document(basis: Basis, people: Crew, summary: Summary, about: About) -> dict[str, Any]:
    """Everything that the script of a page reads, as plain values."""
    record, cut = basis.record, basis.cut
    minutes = cut.interval_minutes or finest(record)
    found = cells(record, cut.zone, minutes=minutes, short=cut.short, shown=basis.shown)
    work = work_cells(people, found.fine, found.steps, basis.shown.agents)
    queue = queue_cells(record, found.fine, basis.shown.groups)
    told = notable(record, found.steps, basis.shown)
    rows = by_turns(told)
    stories = dict(zip(rows, basis.tell(rows), strict=True))
    return {
        "about": _about(about, summary, cut.zone),
        "span": [record.start, record.end],
        "groups": _groups(basis, summary),
        "agents": _agents(basis, summary),
        "centers": _centers(basis),
        "channels": [channel.value for channel in CHANNELS],
        "outcomes": [*(outcome.value for outcome in OUTCOMES), "overflowed", "escalated"],
        "reasons": [reason.value for reason in REASONS],
        "fine": _steps(found.fine, cut.zone),
        "steps": _steps(found.steps, cut.zone),
        **_sums(found),
        "work": _work(work),
        "queue": _queue(queue),
        "notable": [_contact(each, stories[each.row], cut.zone) for each in told],
        "definitions": definitions(),
    }


def definitions() -> dict[str, Any]:
    """What every figure is called, measured in and made of, by its name."""
    return {
        each.name: {"title": each.title, "unit": each.unit.value, "text": each.formula}
        for each in DEFINITIONS
    }


def _about(about: About, summary: Summary, zone: str) -> dict[str, Any]:
    return {
        "source": about.source,
        "contacts": about.contacts,
        "zone": zone,
        "start": format_instant(summary.start, zone),
        "end": format_instant(summary.end, zone),
        "counted": summary.counted.value,
        "command": about.command,
        "given": {option: list(values) for option, values in about.given.items()},
        "explain": about.explain,
    }


def _groups(basis: Basis, summary: Summary) -> list[dict[str, Any]]:
    """All groups by their index; those that have no figures to be shown have no name."""
    named = {group.group: group for group in summary.groups}
    return [
        {
            "name": named[index].name,
            "target": named[index].target,
            "within": named[index].target_wait,
            "members": _members(basis, index),
        }
        if index in named
        else {}
        for index in range(len(basis.record.groups))
    ]


def _members(basis: Basis, group: int) -> list[int] | None:
    """The enabled members of a group; None where they are unknown."""
    if basis.snapshot is None or group >= len(basis.snapshot.groups):
        return None
    members = basis.snapshot.groups[group].members
    return [each.agent for each in members if each.status is Status.ENABLED]


def _agents(basis: Basis, summary: Summary) -> list[str | None]:
    """All agents by their index; None for those who have no figures to be shown."""
    named = {agent.agent: agent.name for agent in summary.agents}
    return [named.get(index) for index in range(len(basis.record.agents))]


def _centers(basis: Basis) -> list[dict[str, Any]]:
    """The centers with their groups; none where some of the groups may not be seen."""
    if not basis.shown.everything:
        return []
    names = sorted(set(basis.cut.centers.values()), key=str.casefold)
    return [
        {"name": name, "groups": [g for g, of in basis.cut.centers.items() if of == name]}
        for name in names
    ]


def _steps(steps: Steps, zone: str) -> dict[str, Any]:
    return {"name": steps.name, "bounds": list(steps.bounds), "starts": starts(steps, zone)}


def _sums(found: Cells) -> dict[str, Any]:
    alike = same(found.contacts, found.visits)
    contacts = merged(found.contacts, found.visits) if alike else found.contacts
    return {
        "contacts": columns(contacts),
        "visits": None if alike else columns(found.visits),
        "by_time": None if found.by_time is None else columns(found.by_time),
        "rings": None if found.rings is None else columns(found.rings),
    }


def _work(work: WorkCells | None) -> dict[str, Any] | None:
    if work is None:
        return None
    return {
        "agents": work.agents.to_dict(as_series=False),
        "total": work.total.to_dict(as_series=False),
    }


def _queue(queue: QueueCells | None) -> dict[str, Any] | None:
    if queue is None:
        return None
    return {
        "total": queue.total.to_dict(as_series=False),
        "groups": queue.groups.to_dict(as_series=False),
    }


def _contact(each: Notable, story: Story, zone: str) -> dict[str, Any]:
    return {
        "id": story.id,
        "lost": each.lost,
        "step": each.step,
        "at": format_instant(each.arrived, zone)[:19].replace("T", " "),
        "channel": each.channel,
        "group": each.group,
        "agent": each.agent,
        "outcome": each.outcome,
        "reason": each.reason,
        "wait": each.wait,
        "decided": story.decided,
        "told": [_told(told, zone) for told in story.told],
    }


def _told(told: Told, zone: str) -> list[Any]:
    """A time of day, a sentence, and behind a decision the candidates."""
    clock = "" if told.time is None else format_instant(told.time, zone)[11:19]
    if not told.candidates:
        return [clock, told.text]
    some = told.candidates[:CANDIDATES]
    names = [[each.name, TEST_WORDS.get(each.excluded or "", "")] for each in some]
    return [clock, told.text, names, len(told.candidates) - len(some)]
