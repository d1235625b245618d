"""Objects as the audit log keeps them: the same records that the commands for one object write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccadmin import arguments
from ccadmin.calendars import Range, format_week
from ccadmin.chat_fields import CHAT_FIELDS
from ccadmin.entering.keys import AFTER_HOURS, OTHERWISE
from ccadmin.tenant.document.content import TENANT_WIDE
from ccadmin.tenant.words import DEFAULT, DELETED, TENANT
from ccadmin.vocabulary import Trigger

if TYPE_CHECKING:
    from ccadmin.tenant.document.content import (
        Bell,
        Content,
        Joined,
        Leads,
        Record,
        Routed,
        Special,
    )

Kept = dict[str, Any]


class Describer:
    """Describes the objects of one content."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def name(self, noun: str, number: int | None) -> str | None:
        """The name of an object, None for none."""
        return None if number is None else str(self.content.of(noun)[number]["name"])

    def center(self, record: Record) -> Kept:
        """A contact center, as `centers.describe`."""
        return {
            "id": record["id"],
            "name": record["name"],
            "description": record["description"],
            "zone": record["zone"],
            "routing_type": record["routing_type"],
            "default_group": self.name("group", record["default_group_id"]),
            "service_level": _level(record),
        }

    def agent(self, record: Record) -> Kept:
        """An agent, as `agent_fields.describe`."""
        return {field: record[field] for field in _AGENT}

    def group(self, record: Record) -> Kept:
        """A group, as `groups.describe`."""
        then = record["on_no_answer"]
        window, days = record["window"]
        return {
            "id": record["id"],
            "name": record["name"],
            "description": record["description"],
            "kind": record["kind"],
            "topics": list(record["topics"]),
            "skills": ",".join(f"{name}:{level}" for name, level in record["skills"]) or None,
            "status": record["status"],
            "strategy": record["strategy"],
            "center": self.name("center", record["center_id"]),
            "service_level": _level(record),
            "escalates_to": self.name("group", record["escalates_to_id"]),
            "max_waiting": str(arguments.Limit(record["max_waiting"])),
            "max_wait": str(arguments.Limit(record["max_wait"])),
            **{f"on_{t.replace('-', '_')}": self._overflow(record, t) for t in Trigger},
            "wrap_up": record["wrap_up"],
            "wrap_up_scope": record["wrap_up_scope"],
            "ring_time": record["ring_time"],
            "on_no_answer": f"{then}:{record['break_length']}" if then == "break" else then,
            "weight": record["weight"],
            "order": record["order"],
            "age_point": record["age_point"],
            "tier_wait": record["tier_wait"],
            "skill_relax": record["skill_relax"],
            "window": f"{window}:{days}d" if window == "rolling" else window,
            "scope": record["scope"],
            "late_joiner": record["late_joiner"],
            "at_closing": record["at_closing"],
        }

    def _overflow(self, record: Record, trigger: Trigger) -> str:
        leads: Leads | None = record[f"on_{trigger.replace('-', '_')}"]
        return "hang-up" if leads is None else self.leads_to(leads)

    def leads_to(self, leads: Leads) -> str:
        """Where a branch or an overflow leads, as people read it."""
        if leads.action != "group":
            return leads.action
        name = self.name("group", leads.group)
        return f"group:{leads.name}{DELETED}" if name is None else f"group:{name}"

    def flow(self, record: Record) -> Kept:
        """A call flow, as `flows.describe`."""
        hours = record["hours"]
        branches = record["branches"]

        def told(word: str) -> str | None:
            return self.leads_to(branches[word]) if word in branches else None

        return {
            "id": record["id"],
            "name": record["name"],
            "number": record["number"],
            "greeting": record["greeting"],
            "center": self.name("center", record["center_id"]),
            "hours": hours and f"{hours[0]}:{self.name(*hours)}",
            "repeats": record["repeats"],
            "otherwise": told(OTHERWISE),
            "after_hours": told(AFTER_HOURS),
        }

    def option(self, leads: Leads) -> Kept:
        """One key of a flow."""
        return {"leads_to": self.leads_to(leads), "greeting": leads.greeting}

    def rule(self, owner: int, place: int, rule: Routed) -> Kept:
        """A routing rule, as `rules.describe`."""
        name = self.name("group", rule.group)
        return {
            "id": rule.id,
            "of": TENANT if owner == TENANT_WIDE else f"center {self.name('center', owner)}",
            "place": place,
            "if": [str(condition) for condition in rule.conditions],
            "to": f"{rule.name}{DELETED}" if name is None else name,
        }

    def rule_title(self, owner: int, rule: Routed) -> str:
        """What messages call a rule."""
        title = ", ".join(map(str, rule.conditions)) or DEFAULT
        return title if owner == TENANT_WIDE else f"{title} of center {self.name('center', owner)}"


def chat(record: Record) -> Kept:
    """The chat settings that an owner sets itself."""
    return {name: record[name] for name in CHAT_FIELDS if record[name] is not None}


def member(agent: int, joined: Joined) -> Kept:
    """A membership."""
    return {"agent_id": agent, **joined._asdict()}


def assignment(agent: int, role: str) -> Kept:
    """Somebody assigned to a center."""
    return {"agent_id": agent, "role": role}


def device(agent: int, bell: Bell) -> Kept:
    """A device of an agent."""
    return {"agent_id": agent, "device": bell.name, "kind": bell.kind, "rings": bell.rings}


def skill(agent: int, name: str, level: int) -> Kept:
    """A skill of an agent."""
    return {"agent_id": agent, "skill": name, "proficiency": level}


def hours(record: Record) -> Kept | None:
    """Weekly hours, None for none."""
    if record["hours"] is None:
        return None
    week = format_week(Range(*each) for each in record["hours"])
    return {"hours": week, "zone": record["hours_zone"]}


def exception(special: Special) -> Kept:
    """A dated exception."""
    dated = special.dated
    return {
        "dates": str(dated.dates),
        "kind": str(dated.kind),
        "times": dated.times or None,
        "name": dated.name,
        "origin": special.origin,
    }


def _level(record: Record) -> str | None:
    level = record["service_level"]
    return None if level is None else f"{level[0]}/{level[1]}"


_AGENT = (
    "id", "name", "email", "phone", "extension", "ring", "role", "virtual", "license",
    "direct_number", "capacity", "extension_delay", "mobile_delay", "chat_delay", "status",
    "status_reason", "status_since",
)  # fmt: skip
