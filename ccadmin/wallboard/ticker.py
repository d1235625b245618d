"""The events of a day in words, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ccadmin.engine import EVENT_KINDS
from ccadmin.report import sentences
from ccadmin.report.sentences import Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.wallboard.board import Sight
    from ccadmin.wallboard.day import Day

_LOOKED_AT: Final = 20_000
"""Events looked through for some that may be seen."""
_OF_PEOPLE: Final = {
    "shift-started": "{agent} comes on shift",
    "shift-ended": "{agent} goes off shift",
    "break-started": "{agent} has a break",
    "break-ended": "{agent} is back",
    "group-opened": "{group} opens",
    "group-closed": "{group} closes",
    "chat-opened": "{group} takes chats",
    "chat-closed": "{group} takes no more chats",
}


@dataclass(frozen=True, slots=True)
class Tick:
    """One event: its row in the log, when (ms), the contact (-1 for none), and what it was."""

    row: int
    time: int
    contact: int
    text: str


def ticks(day: Day, position: int, count: int, sight: Sight | None = None) -> list[Tick]:
    """The last events before a position in the log, the latest first."""
    found: list[Tick] = []
    for tick in _backwards(day, position, sight):
        found.append(tick)
        if len(found) == count:
            break
    return found


def _backwards(day: Day, position: int, sight: Sight | None) -> Iterator[Tick]:
    events = day.events
    scene = Scene(day.snapshot, day.contacts, day.ids, day.agent_names, day.zone)
    for row in range(position - 1, max(position - 1 - _LOOKED_AT, -1), -1):
        kind, contact = EVENT_KINDS[events.kind[row]], events.contact[row]
        group, agent = events.group[row], events.agent[row]
        if sight is not None and not _seen(sight, group, agent):
            continue
        if contact >= 0:
            text = sentences.event(scene, day.outcomes, contact, row)
        elif kind in _OF_PEOPLE:
            text = _OF_PEOPLE[kind].format(
                group=scene.group_name(group), agent=scene.agent_name(agent)
            )
        else:
            continue
        yield Tick(row, events.time[row], contact, text)


def _seen(sight: Sight, group: int, agent: int) -> bool:
    """Whether an event is about a group and a person that may be seen, as far as it names any."""
    return (group < 0 or group in sight.groups) and (agent < 0 or agent in sight.agents)
