"""Small centres and contacts written as tables, and what happened told as lines to follow on paper.

Times are seconds; the first line of a table of contacts names its columns. A told line is one
instant: everything that happened then, in order.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from ccadmin import engine
from ccadmin.engine import (
    EVENT_KINDS,
    REASONS,
    UNLIMITED,
    UNSET,
    Agent,
    Contacts,
    Group,
    Member,
    Options,
    Outcomes,
    Overflow,
    Shift,
    Snapshot,
)
from ccadmin.vocabulary import OverflowAction, Trigger

if TYPE_CHECKING:
    from collections.abc import Mapping

SECOND: Final = 1000
ABSENT: Final = {"patience": UNLIMITED, "wrap_up": UNSET, "priority": 0, "group": 0, "talk": 60}
"""What a table of contacts means by a column that it leaves out."""
PLAIN: Final = {"group", "priority", "level", "needs"}
"""The columns that hold no time."""
SAYINGS: Final = {
    "arrived": "{contact} arrives",
    "queued": "{contact} waits",
    "rang": "{contact} rings at {agent}",
    "missed": "{agent} misses {contact}",
    "cancelled": "{contact} stops ringing at {agent}",
    "withdrawn": "{contact} is taken back from {agent}",
    "answered": "{agent} takes {contact}",
    "talk-ended": "{agent} ends {contact}",
    "wrap-up-ended": "{agent} is done with {group}",
    "overflowed": "{contact} leaves {group}",
    "escalated": "{contact} goes up from {group}",
    "tier-opened": "{contact} may go up",
    "abandoned": "{contact} gives up",
    "voicemail": "{contact} to voicemail ({reason})",
    "callback": "{contact} to callback ({reason})",
    "refused": "{contact} refused ({reason})",
    "unanswered": "{contact} unanswered ({reason})",
    "shift-started": "{agent} comes",
    "shift-ended": "{agent} goes",
    "group-opened": "{group} opens",
    "group-closed": "{group} closes",
    "break-started": "{agent} takes a break",
    "break-ended": "{agent} is back",
    "day-turned": "a day of {group} begins",
}


@dataclass(frozen=True)
class Story:
    """A centre and its contacts; `tell` runs it in the mode that is wanted."""

    groups: tuple[Group, ...]
    agents: tuple[Agent, ...]
    contacts: Contacts
    options: Options = field(default_factory=lambda: Options(compiled=False))
    skills: tuple[str, ...] = ()

    def outcomes(self, options: Options | None = None) -> Outcomes:
        """What becomes of the contacts."""
        snapshot = Snapshot(self.groups, self.agents, self.skills)
        chosen = options or self.options
        return engine.simulate(snapshot, self.contacts, replace(chosen, log=True))

    def tell(self) -> list[str]:
        """One line for each instant at which something happens."""
        given = self.outcomes()
        log = given.events
        assert log is not None
        events = zip(log.time, log.kind, log.contact, log.group, log.agent, strict=True)
        lines = []
        for time, happened in groupby(events, key=lambda event: event[0]):
            said = "; ".join(self.say(given, *event[1:]) for event in happened)
            lines.append(f"{time // SECOND}: {said}")
        return lines

    def say(self, given: Outcomes, kind: int, contact: int, group: int, agent: int) -> str:
        """One event in words; contacts count from 1."""
        return SAYINGS[EVENT_KINDS[kind]].format(
            contact=contact + 1,
            group=self.groups[group].name if group >= 0 else "",
            agent=self.agents[agent].name if agent >= 0 else "",
            reason=str(REASONS[given.reason[contact]]) if contact >= 0 else "",
        )


def people(*names: str, **shifts: list[tuple[int, int]]) -> tuple[Agent, ...]:
    """Agents of these names, some with shifts in seconds; each one opens a shift of its own."""
    return tuple(
        Agent(
            id=number,
            name=name,
            shifts=tuple(Shift(start * SECOND, end * SECOND) for start, end in shifts[name])
            if name in shifts
            else None,
        )
        for number, name in enumerate(names, start=1)
    )


def team(name: str, *members: int | Member, **rules: Any) -> Group:
    """A group of agents, in that order of positions; durations among the rules are seconds."""
    for duration in ("age_point", "tier_wait", "max_wait", "wrap_up"):
        if rules.get(duration) is not None:
            rules[duration] *= SECOND
    if "open" in rules:
        rules["open"] = tuple((start * SECOND, end * SECOND) for start, end in rules["open"])
    if "days" in rules:
        rules["days"] = tuple(day * SECOND for day in rules["days"])
    seats = [
        replace(member, position=position)
        if isinstance(member, Member)
        else Member(member, position=position)
        for position, member in enumerate(members, start=1)
    ]
    return Group(id=0, name=name, members=tuple(seats), **rules)


def calls(table: str) -> Contacts:
    """The contacts of a table: columns as the engine names them, times and durations in seconds."""
    header, *lines = [line.split() for line in table.strip().splitlines()]
    rows = [dict(zip(header, map(int, line), strict=True)) for line in lines]
    columns: Mapping[str, Any] = {
        name: [scaled(name, row.get(name, default)) for row in rows]
        for name, default in {"arrived": 0, **ABSENT, **dict.fromkeys(header, 0)}.items()
    }
    return Contacts(**columns)


def scaled(name: str, value: int) -> int:
    """Seconds as milliseconds, where the column holds a time."""
    return value if name in PLAIN or value < 0 else value * SECOND


def to_group(group: int) -> Overflow:
    """Overflow on to that group."""
    return Overflow(OverflowAction.GROUP, group)


def on_every_trigger(rule: Overflow) -> dict[Trigger, Overflow]:
    """The same for all triggers."""
    return dict.fromkeys(Trigger, rule)
