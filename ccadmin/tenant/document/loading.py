"""Reads everything that a tenant holds, in two dozen queries however much it is."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from ccadmin.calendars import Dated, Dates
from ccadmin.chat_fields import CHAT_FIELDS
from ccadmin.entering.conditions import Condition
from ccadmin.tenant.document.content import (
    NO_HOURS,
    TENANT_WIDE,
    Bell,
    Content,
    Joined,
    Leads,
    Record,
    Routed,
    Rows,
    Special,
    blank_chat,
    by_date,
    in_order,
    trigger_field,
)
from ccadmin.tenant.names import key_of
from ccadmin.vocabulary import Comparison, DatedKind, Trigger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ccadmin.store import Store


def load(store: Store) -> Content:
    """Read everything, in two dozen queries however much it is."""
    content = Content(
        tenant=_tenant(store),
        fresh=store.fresh,
        seats=dict(store.rows("license_seats", "license", "seats")),
        centers=_records(store, "center"),
        agents=_records(store, "agent"),
        groups=_records(store, "team"),
        flows=_records(store, "flow"),
        chats={},
        rules={},
        rows=Rows(),
        following=_following(store),
    )
    _shape(content)
    _read_people(store, content)
    _read_groups(store, content)
    _read_flows(store, content)
    _read_chats(store, content)
    _read_rules(store, content)
    _read_hours(store, content)
    return content


def _tenant(store: Store) -> Record:
    rows = store.rows("tenant", *TENANT)
    if not rows:
        raise store.damaged()
    return dict(zip(TENANT, rows[0], strict=True))


def _records(store: Store, table: str) -> dict[int, Record]:
    names = COLUMNS[table]
    return {row[0]: dict(zip(names, row, strict=True)) for row in store.rows(table, *names)}


def _following(store: Store) -> dict[str, int]:
    """The id that each table gives next; none is ever given twice."""
    rows = store.rows("sqlite_sequence", "name", "seq")
    return defaultdict(lambda: 1, {name: seq + 1 for name, seq in rows})


def _shape(content: Content) -> None:
    """Turn pairs of columns into one value, and give every object its empty lists."""
    for center in content.centers.values():
        _level(center)
        center.update(NO_HOURS, people={})
    for agent in content.agents.values():
        agent.update(NO_HOURS, devices=(), skills=(), reports_to=())
    for group in content.groups.values():
        _level(group)
        group["window"] = (group["window"], group.pop("window_days"))
        group.update(NO_HOURS, topics=(), skills=(), members={})
        group.update({trigger_field(trigger): None for trigger in Trigger})
    for flow in content.flows.values():
        flow["hours"] = _hours_of(flow.pop("hours_group_id"), flow.pop("hours_center_id"))
        flow["branches"] = {}


def _level(record: Record) -> None:
    level = record.pop("service_percent"), record.pop("service_seconds")
    record["service_level"] = None if None in level else level


def _hours_of(group: int | None, center: int | None) -> tuple[str, int] | None:
    if group is not None:
        return "group", group
    return None if center is None else ("center", center)


def _read_people(store: Store, content: Content) -> None:
    agents = content.agents
    for agent, rows in _by_first(store.rows("device", "agent_id", "name", "kind", "rings")):
        bells = (Bell(*row[1:]) for row in rows)
        agents[agent]["devices"] = tuple(sorted(bells, key=lambda bell: key_of(bell.name)))
    for agent, rows in _by_first(store.rows("agent_skill", "agent_id", "name", "proficiency")):
        agents[agent]["skills"] = in_order((row[1], row[2]) for row in rows)
    for agent, rows in _by_first(store.rows("reporting", "agent_id", "manager_id")):
        agents[agent]["reports_to"] = tuple(sorted(row[1] for row in rows))
    for center, agent, role in store.rows("center_member", "center_id", "agent_id", "role"):
        content.centers[center]["people"][agent] = role


def _read_groups(store: Store, content: Content) -> None:
    groups = content.groups
    columns = ("group_id", "agent_id", *Joined._fields)
    for row in store.rows("member", *columns):
        groups[row[0]]["members"][row[1]] = Joined._make(row[2:])
    for group, rows in _by_first(store.rows("group_skill", "group_id", "name", "level")):
        groups[group]["skills"] = in_order((row[1], row[2]) for row in rows)
    for group, rows in _by_first(store.rows("topic", "group_id", "name_key", "name")):
        groups[group]["topics"] = tuple(row[2] for row in sorted(rows))
    names = ("group_id", "trigger", "action", "target_id")
    for group, trigger, action, target in store.rows("overflow", *names):
        if action != "hang-up":
            groups[group][trigger_field(trigger)] = Leads(action, target)


def _read_flows(store: Store, content: Content) -> None:
    columns = ("flow_id", "keys", "action", "group_id", "group_name", "greeting")
    for flow, keys, action, group, name, greeting in store.rows("flow_branch", *columns):
        kept = name if group is None else None
        content.flows[flow]["branches"][keys] = Leads(action, group, kept, greeting)


def _read_chats(store: Store, content: Content) -> None:
    for center in (TENANT_WIDE, *content.centers):
        content.chats[center] = blank_chat(center)
    for number, center, *values in store.rows("chat_settings", "id", "center_id", *CHAT_FIELDS):
        content.chats[center or TENANT_WIDE] |= zip(CHAT_FIELDS, values, strict=True)
        content.rows.chats[center or TENANT_WIDE] = number


def _read_rules(store: Store, content: Content) -> None:
    asked: dict[int, list[tuple[int, Condition]]] = defaultdict(list)
    columns = ("rule_id", "place", "attribute", "comparison", "wanted")
    for rule, place, attribute, comparison, wanted in store.rows("rule_condition", *columns):
        words = tuple(filter(None, wanted.split("\n")))
        asked[rule].append((place, Condition(attribute, Comparison(comparison), words)))
    listed: dict[int, list[tuple[int, Routed]]] = {n: [] for n in content.chats}
    columns = ("id", "center_id", "place", "group_id", "group_name")
    for number, center, place, group, name in store.rows("rule", *columns):
        conditions = tuple(c for _, c in sorted(asked[number], key=itemgetter(0)))
        rule = Routed(conditions, group, name if group is None else None, number)
        listed[center or TENANT_WIDE].append((place, rule))
    for center, rules in listed.items():
        content.rules[center] = tuple(rule for _, rule in sorted(rules, key=itemgetter(0)))


def _read_hours(store: Store, content: Content) -> None:
    ranges = {
        hours: tuple(sorted(row[1:] for row in rows))
        for hours, rows in _by_first(
            store.rows("hours_range", "hours_id", "weekday", "start_minute", "end_minute")
        )
    }
    chats = {number: center for center, number in content.rows.chats.items()}
    for number, zone, *owners in store.rows("hours", "id", "zone", *_OWNERS):
        owner, record = _owned(content, owners, chats)
        record |= {"hours": ranges.get(number, ()), "hours_zone": zone}
        content.rows.hours[owner] = number
    parts = store.rows("hours_exception_range", "exception_id", "start_minute", "end_minute")
    times = {number: tuple(sorted(row[1:] for row in rows)) for number, rows in _by_first(parts)}
    names = ("id", "kind", "first", "last", "since", "name", "origin", *_OWNERS)
    for number, kind, first, last, since, name, origin, *owners in store.rows(
        "hours_exception", *names
    ):
        owner, record = _owned(content, owners, chats)
        said = Dated(DatedKind(kind), Dates(first, last, since), times.get(number, ()), name)
        special = Special(said, origin)
        record["exceptions"] = by_date([*record["exceptions"], special])
        content.rows.exceptions.setdefault(owner, {})[special.identity] = number


def _owned(
    content: Content, owners: Sequence[int | None], chats: dict[int, int]
) -> tuple[tuple[str, int], Record]:
    """Whose hours a row holds: the column with the number in it, and the record of the owner."""
    column, number = next(each for each in zip(_OWNERS, owners, strict=True) if each[1] is not None)
    if column == "chat_settings_id":
        return (column, number or 0), content.chats[chats[number or 0]]
    return (column, number or 0), content.of(column.removesuffix("_id"))[number or 0]


def _by_first(rows: Iterable[Any]) -> Iterable[tuple[int, list[Any]]]:
    ordered = sorted(rows, key=itemgetter(0))
    return ((number, list(group)) for number, group in groupby(ordered, key=itemgetter(0)))


_OWNERS: Final = ("agent_id", "group_id", "center_id", "chat_settings_id")

TENANT: Final = ("name", "zone", "region", "cross_channel")
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "center": (
        "id", "name", "description", "zone", "routing_type", "default_group_id",
        "service_percent", "service_seconds",
    ),
    "agent": (
        "id", "name", "email", "phone", "extension", "ring", "role", "license", "direct_number",
        "virtual", "capacity", "extension_delay", "mobile_delay", "chat_delay", "status",
        "status_reason", "status_since",
    ),
    "team": (
        "id", "name", "description", "kind", "strategy", "status", "center_id", "escalates_to_id",
        "max_waiting", "max_wait", "service_percent", "service_seconds", "wrap_up",
        "wrap_up_scope", "ring_time", "on_no_answer", "break_length", "weight", "order",
        "age_point", "tier_wait", "window", "window_days", "scope", "late_joiner", "at_closing",
        "skill_relax",
    ),
    "flow": ("id", "name", "number", "greeting", "repeats", "center_id", "hours_group_id", "hours_center_id"),
}  # fmt: skip
"""The columns of each table of objects; keys of names follow from them."""
