"""What was changed, when, by whom and by which command: the audit log, the newest first.

With `--as`, the log of a person is what that person did and what was done to him or her: it is
shown to the person, to managers and to supervisors (S1, S2). What the owner did to groups, centers
and the like is everybody's to read.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import col, select

from ccadmin.changes import Change
from ccadmin.errors import NotPermittedError, RuleError, did_you_mean
from ccadmin.history_models import Audit, Revision
from ccadmin.models import Agent
from ccadmin.tenant.access import seeing_person
from ccadmin.tenant.names import id_in, key_of
from ccadmin.tenant.undo import taken_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.store import Store

NOUNS: Final = (
    "agent", "assignment", "center", "chat-settings", "device", "exception", "flow", "group", "hours",
    "license", "member", "option", "reporting", "rule", "skill", "tenant",
)  # fmt: skip
"""Every kind of object that a change can be about."""
ABOUT_AGENTS: Final = frozenset({"agent", "device", "skill", "reporting"})
"""Kinds of change whose id is that of an agent."""
OF_OWNERS: Final = frozenset({"hours", "exception"})
"""Kinds whose name begins with the noun of their owner: `agent Ana`."""
JOINED: Final = (" in ", " of ", " to ")
"""What stands between the two names of a change about two things: `Ana in sales`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which changes are asked for; what is None lets all pass.

    Attributes:
        who: who made them.
        since: from this instant on, RFC 3339 in UTC.
        noun: what kind of object.
        name: the object's name, or its `#id`.
        number: of which change.
        limit: how many at most, the newest.
    """

    who: str | None = None
    since: str | None = None
    noun: str | None = None
    name: str | None = None
    number: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log.

    Attributes:
        number: that of the change, None for one before there were numbers.
        at: when, RFC 3339 in UTC.
        who: who made it.
        command: by which command.
        change: the object before and after.
        undoes: the change that it took back.
        undone_by: the change that took it back.
    """

    number: int | None
    at: str
    who: str
    command: str
    change: Change
    undoes: int | None
    undone_by: int | None

    def record(self) -> dict[str, Any]:
        """The line as programs read it."""
        return {
            "change": self.number,
            "at": self.at,
            "who": self.who,
            "command": self.command,
            "action": self.change.action.value,
            "kind": self.change.kind,
            "id": self.change.id,
            "name": self.change.name,
            "fields": {f: {"before": b, "after": a} for f, (b, a) in self.change.fields.items()},
            "undoes": self.undoes,
            "undone_by": self.undone_by,
        }


def since(store: Store, text: str | None) -> str | None:
    """An instant as somebody types it, as the log keeps instants.

    Raises:
        RuleError: it is none.
    """
    if text is None:
        return None
    from ccadmin.calendars import format_instant, parse_instant

    # Without its Z it stands before every instant of the same second.
    return format_instant(parse_instant(text, store.tenant().zone)).removesuffix("Z")


def known_noun(text: str | None) -> str | None:
    """The kind of object that somebody means.

    Raises:
        RuleError: no change is ever about such a thing.
    """
    if text is not None and text not in NOUNS:
        raise RuleError(
            "unknown-noun",
            f'no change is about a "{text}"',
            hint=did_you_mean(text, NOUNS) or f"the nouns are {', '.join(NOUNS)}",
        )
    return text


def log(store: Store, asked: Asked, *, reader: Agent | None = None) -> tuple[list[Entry], int]:
    """The lines that are asked for, the newest first, and how many of them `reader` may not see.

    Raises:
        NotPermittedError: the log of one person is asked for, and `reader` may not see it.
    """
    sight = None if reader is None else _Sight.of(store, reader)
    if sight is not None and asked.who is not None and key_of(asked.who) in sight.unseen:
        raise NotPermittedError(
            "not-permitted",
            f'"{sight.reader}" may not see the log of "{asked.who}"',
            hint="that takes a manager of the person, or a supervisor of their center",
        )
    undone = taken_back(store)
    undoing = dict(store.session.exec(select(Revision.id, Revision.undoes)).all())
    entries: list[Entry] = []
    withheld = 0
    for row in _rows(store, asked):
        if sight is not None and not sight.of_row(row):
            withheld += 1
            continue
        if asked.limit is not None and len(entries) == asked.limit:
            break
        number = row.revision_id
        undoes, by = undoing.get(number), undone.get(number or 0)
        entries.append(Entry(number, row.at, row.who, row.command, _change(row), undoes, by))
    return entries, withheld


@dataclass(frozen=True, slots=True)
class _Sight:
    """Whose logs somebody sees: the persons, by id and by name, and the names of all others."""

    reader: str
    ids: frozenset[int | None]
    names: frozenset[str]
    unseen: frozenset[str]

    @classmethod
    def of(cls, store: Store, reader: Agent) -> _Sight:
        everybody = store.session.exec(select(Agent)).all()
        seen = [a for a in everybody if seeing_person(store, reader, a).allowed]
        ids = frozenset(agent.id for agent in seen)
        unseen = frozenset(agent.name_key for agent in everybody if agent.id not in ids)
        return cls(reader.name, ids, frozenset(a.name_key for a in seen) - unseen, unseen)

    def of_row(self, row: Audit) -> bool:
        """Whether a line is shown: neither by nor about somebody who is not seen.

        Who was deleted is seen by nobody but the owner.
        """
        if key_of(row.who) in self.unseen:
            return False
        if row.kind == "exception" and row.name.startswith(_OF_AGENT):
            # Its id is that of the exception; the person is known by name only.
            return key_of(_owner(row)) in self.names
        person = _person(row)
        return person is None or person in self.ids


def _rows(store: Store, asked: Asked) -> Iterator[Audit]:
    chosen = select(Audit)
    if asked.since is not None:
        chosen = chosen.where(col(Audit.at) >= asked.since)
    if asked.noun is not None:
        chosen = chosen.where(Audit.kind == asked.noun)
    if asked.number is not None:
        chosen = chosen.where(Audit.revision_id == asked.number)
    rows = store.session.exec(
        chosen.order_by(col(Audit.id).desc()).execution_options(yield_per=500)
    )
    for row in rows:
        if asked.who is not None and key_of(row.who) != key_of(asked.who):
            continue
        if asked.name is None or _is_named(row, asked.name):
            yield row


def _is_named(row: Audit, name: str) -> bool:
    """Whether a change is about the object of that name, alone or together with another."""
    if (number := id_in(name)) is not None:
        return row.object_id == number
    return key_of(name) in _names(row)


def _names(row: Audit) -> set[str]:
    """The names that a change is about, by key: a change of `Ana in sales` is about all three."""
    text = _owner(row) if row.kind in OF_OWNERS else row.name
    keys = {key_of(row.name), key_of(text)}
    for between in JOINED:
        before, found, after = text.partition(between)
        if found:
            keys |= {key_of(before), key_of(after)}
    return keys


def _owner(row: Audit) -> str:
    """The name of whom hours or an exception are of."""
    return _DATES.sub("", row.name.partition(" ")[2])


def _person(row: Audit) -> int | None:
    """The id of the person whom a change is about, if it is about one."""
    if row.kind in ABOUT_AGENTS or (row.kind == "hours" and row.name.startswith(_OF_AGENT)):
        return row.object_id
    change = _change(row)
    state = change.after or change.before or {}
    number: int | None = state.get("agent_id")
    return number


def _change(row: Audit) -> Change:
    before, after = (None if text is None else json.loads(text) for text in (row.before, row.after))
    return Change(row.kind, row.object_id or None, row.name, before, after)


_OF_AGENT: Final = "agent "
_DATES: Final = re.compile(r" (\d{4}-)?\d\d-\d\d.*$")
"""What follows the owner in the name of a dated exception."""
