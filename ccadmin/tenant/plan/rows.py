"""The rows of a tenant that differ between two contents, table by table.

A row is a mapping by column, told apart by its key. Objects have one row each; their lists have one
for each item.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ccadmin.chat_fields import CHAT_FIELDS
from ccadmin.tenant.document.content import TENANT_WIDE
from ccadmin.tenant.document.lists import topic_key
from ccadmin.tenant.names import key_of
from ccadmin.vocabulary import Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.tenant.document.content import Content, Leads, Record

Row = dict[str, Any]
Key = tuple[Any, ...]


@dataclass(slots=True)
class Turned:
    """What becomes of one table: rows by key."""

    gone: dict[Key, Row] = field(default_factory=dict)
    new: dict[Key, Row] = field(default_factory=dict)
    other: dict[Key, tuple[Row, Row]] = field(default_factory=dict)

    def add(self, before: dict[Key, Row], after: dict[Key, Row]) -> None:
        """Take up the rows of one object, as they were and as they are to be."""
        for key, row in after.items():
            was = before.get(key)
            if was is None:
                self.new[key] = row
            elif was != row:
                self.other[key] = was, row
        for key, row in before.items():
            if key not in after:
                self.gone[key] = row


def turned(before: Content, after: Content) -> dict[str, Turned]:
    """What becomes of every table of objects and of what belongs to them."""
    tables = {name: Turned() for name in (*_OBJECT_TABLES.values(), *PARTS)}
    for noun, table in _OBJECT_TABLES.items():
        for number, was, record in _touched(before, after, noun):
            old, new = ({} if r is None else {(number,): own_row(noun, r)} for r in (was, record))
            tables[table].add(old, new)
            for part, rows in _PARTS_OF[noun].items():
                if was is None or record is None or any(was[f] is not record[f] for f in rows[1]):
                    tables[part].add(
                        {} if was is None else dict(rows[0](number, was)),
                        {} if record is None else dict(rows[0](number, record)),
                    )
    branches = tables["flow_branch"]
    for row in (*branches.new.values(), *(row for _, row in branches.other.values())):
        if row["group_id"] is not None:
            row["group_name"] = after.groups[row["group_id"]]["name"]
    return tables


def _touched(
    before: Content, after: Content, noun: str
) -> Iterator[tuple[int, Record | None, Record | None]]:
    """Id, record as it was, record as it is to be."""
    old, new = before.of(noun), after.of(noun)
    for number, record in old.items():
        if new.get(number) is not record:
            yield number, record, new.get(number)
    for number, record in new.items():
        if number not in old:
            yield number, None, record


def own_row(noun: str, record: Record) -> Row:
    """The row of an object itself."""
    row = {column: record[column] for column in _PLAIN[noun]}
    row["name_key"] = key_of(record["name"])
    if noun in {"center", "group"}:
        row["service_percent"], row["service_seconds"] = record["service_level"] or (None, None)
    if noun == "group":
        row["window"], row["window_days"] = record["window"]
    if noun == "agent":
        row["email_key"] = None if record["email"] is None else key_of(record["email"])
    if noun == "flow":
        kind, number = record["hours"] or (None, None)
        row["hours_group_id"] = number if kind == "group" else None
        row["hours_center_id"] = number if kind == "center" else None
    return row


def chat_row(owner: int, record: Record) -> Row:
    """The row of chat settings, without its id."""
    values = {name: record[name] for name in CHAT_FIELDS}
    return {"center_id": None if owner == TENANT_WIDE else owner, **values}


def _people(number: int, record: Record) -> Iterator[tuple[Key, Row]]:
    for agent, role in record["people"].items():
        yield (number, agent), {"center_id": number, "agent_id": agent, "role": role}


def _devices(number: int, record: Record) -> Iterator[tuple[Key, Row]]:
    for bell in record["devices"]:
        key = key_of(bell.name)
        yield (number, key), {"agent_id": number, "name_key": key, **bell._asdict()}


def _agent_skills(number: int, record: Record) -> Iterator[tuple[Key, Row]]:
    for name, level in record["skills"]:
        key = key_of(name)
        yield (
            (number, key),
            {"agent_id": number, "name_key": key, "name": name, "proficiency": level},
        )


def _reporting(number: int, record: Record) -> Iterator[tuple[Key, Row]]:
    for manager in record["reports_to"]:
        yield (number, manager), {"agent_id": number, "manager_id": manager}


def _members(number: int, record: Record) -> Iterator[tuple[Key, Row]]:
    for agent, (weight, status, tier, position, wrap_up) in record["members"].items():
        yield (
            (number, agent),
            {
                "group_id": number,
                "agent_id": agent,
                "weight": weight,
                "status": status,
                "tier": tier,
                "position": position,
                "wrap_up": wrap_up,
            },
        )


def _group_skills(number: int, record: Record) -> Iterator[tuple[Key, Row]]:
    for name, level in record["skills"]:
        key = key_of(name)
        yield (number, key), {"group_id": number, "name_key": key, "name": name, "level": level}


def _topics(number: int, record: Record) -> Iterator[tuple[Key, Row]]:
    for name in record["topics"]:
        key = topic_key(name)
        yield (key,), {"name_key": key, "name": name, "group_id": number}


def _overflows(number: int, record: Record) -> Iterator[tuple[Key, Row]]:
    for trigger, place in OVERFLOWS.items():
        leads: Leads | None = record[place]
        if leads is not None and leads.action != "hang-up":
            yield (
                (number, trigger),
                {
                    "group_id": number,
                    "trigger": trigger,
                    "action": leads.action,
                    "target_id": leads.group,
                },
            )


def _branches(number: int, record: Record) -> Iterator[tuple[Key, Row]]:
    for keys, leads in record["branches"].items():
        yield (
            (number, keys),
            {
                "flow_id": number,
                "keys": keys,
                "action": leads.action,
                "group_id": leads.group,
                "group_name": leads.name,
                "greeting": leads.greeting,
            },
        )


OVERFLOWS: Final = {str(trigger): f"on_{trigger.replace('-', '_')}" for trigger in Trigger}
_OBJECT_TABLES: Final = {"center": "center", "agent": "agent", "group": "team", "flow": "flow"}
_PARTS_OF: Final[dict[str, dict[str, tuple[Any, tuple[str, ...]]]]] = {
    "center": {"center_member": (_people, ("people",))},
    "agent": {
        "device": (_devices, ("devices",)),
        "agent_skill": (_agent_skills, ("skills",)),
        "reporting": (_reporting, ("reports_to",)),
    },
    "group": {
        "member": (_members, ("members",)),
        "group_skill": (_group_skills, ("skills",)),
        "topic": (_topics, ("topics",)),
        "overflow": (_overflows, tuple(OVERFLOWS.values())),
    },
    "flow": {"flow_branch": (_branches, ("branches",))},
}
"""The tables of what belongs to objects: their rows, and the fields that these are made of."""
PARTS: Final = tuple(part for parts in _PARTS_OF.values() for part in parts)
_PLAIN: Final = {
    "center": ("id", "name", "description", "zone", "routing_type", "default_group_id"),
    "agent": (
        "id", "name", "email", "phone", "extension", "ring", "role", "license", "direct_number",
        "virtual", "capacity", "extension_delay", "mobile_delay", "chat_delay", "status",
        "status_reason", "status_since",
    ),
    "group": (
        "id", "name", "description", "kind", "strategy", "status", "center_id", "escalates_to_id",
        "max_waiting", "max_wait", "wrap_up", "wrap_up_scope", "ring_time", "on_no_answer",
        "break_length", "weight", "order", "age_point", "tier_wait", "scope", "late_joiner",
        "at_closing", "skill_relax",
    ),
    "flow": ("id", "name", "number", "greeting", "repeats", "center_id"),
}  # fmt: skip
