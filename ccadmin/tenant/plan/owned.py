"""Writes rules, and the hours, dated exceptions and chat settings of their owners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.tenant.document.content import TENANT_WIDE
from ccadmin.tenant.plan.numbering import OWNERS, owners
from ccadmin.tenant.plan.rows import Turned, chat_row

if TYPE_CHECKING:
    from ccadmin.tenant.document.content import Content, Routed
    from ccadmin.tenant.document.merging import Merged
    from ccadmin.tenant.plan.numbering import Owned
    from ccadmin.tenant.plan.rows import Key, Row
    from ccadmin.tenant.plan.writing import Writer

_AWAY: Final = 1_000_000
"""Added to places of rules that change, as no two may have one even for a moment."""


def write_rules(writer: Writer, merged: Merged, *, going: bool) -> None:
    """Take rules away that are to go, or else write those that come and change."""
    rules, conditions = Turned(), Turned()
    for owner in {**merged.before.rules, **merged.after.rules}:
        old, new = merged.before.rules.get(owner, ()), merged.after.rules.get(owner, ())
        if old is not new:
            rules.add(_rule_rows(owner, old, merged.before), _rule_rows(owner, new, merged.after))
            conditions.add(_condition_rows(old), _condition_rows(new))
    if going:
        writer.delete("rule_condition", conditions.gone.values(), ("rule_id", "place"))
        writer.delete("rule", rules.gone.values(), ("id",))
        return
    changed = [row for _, row in rules.other.values()]
    writer.update("rule", [{"id": r["id"], "place": r["place"] + _AWAY} for r in changed], ("id",))
    writer.insert("rule", rules.new.values())
    writer.update("rule", changed, ("id",))
    writer.insert("rule_condition", conditions.new.values())
    updated = [row for _, row in conditions.other.values()]
    writer.update("rule_condition", updated, ("rule_id", "place"))


def _rule_rows(owner: int, rules: tuple[Routed, ...], content: Content) -> dict[Key, Row]:
    return {
        (rule.id,): {
            "id": rule.id,
            "center_id": None if owner == TENANT_WIDE else owner,
            "place": place,
            "group_id": rule.group,
            "group_name": rule.name if rule.group is None else content.groups[rule.group]["name"],
        }
        for place, rule in enumerate(rules, start=1)
    }


def _condition_rows(rules: tuple[Routed, ...]) -> dict[Key, Row]:
    return {
        (rule.id, place): {
            "rule_id": rule.id,
            "place": place,
            "attribute": condition.attribute,
            "comparison": str(condition.comparison),
            "wanted": "\n".join(condition.wanted),
        }
        for rule in rules
        for place, condition in enumerate(rule.conditions, start=1)
    }


def write_hours(writer: Writer, merged: Merged, *, going: bool) -> None:
    """Take hours and exceptions away that are to go, or else write all that comes and changes."""
    if going:
        _hours_going(writer, merged)
        return
    _chats(writer, merged)
    hours, ranges, exceptions, parts = Turned(), Turned(), Turned(), Turned()
    for owned in owners(merged):
        _week(merged, owned, hours, ranges)
        _dated(merged, owned, exceptions, parts)
    writer.insert("hours", hours.new.values())
    writer.update("hours", [row for _, row in hours.other.values()], ("id",))
    writer.insert("hours_range", ranges.new.values())
    of_range = ("hours_id", "weekday", "start_minute")
    writer.delete("hours_range", ranges.gone.values(), of_range)
    writer.update("hours_range", [row for _, row in ranges.other.values()], of_range)
    writer.insert("hours_exception", exceptions.new.values())
    writer.update("hours_exception", [row for _, row in exceptions.other.values()], ("id",))
    key = ("exception_id", "start_minute")
    writer.delete("hours_exception_range", parts.gone.values(), key)
    writer.insert("hours_exception_range", parts.new.values())
    writer.update("hours_exception_range", [row for _, row in parts.other.values()], key)


def _hours_going(writer: Writer, merged: Merged) -> None:
    rows = merged.before.rows
    weeks, dated = [], []
    for owner, record, was in owners(merged):
        if was is None:
            continue
        if was["hours"] is not None and record["hours"] is None:
            weeks.append({"id": rows.hours[owner]})
        kept = {special.identity for special in record["exceptions"]}
        known = rows.exceptions.get(owner, {})
        dated += [
            {"id": known[special.identity]}
            for special in was["exceptions"]
            if special.identity not in kept
        ]
    writer.delete("hours", weeks, ("id",))
    writer.delete("hours_exception", dated, ("id",))


def _chats(writer: Writer, merged: Merged) -> None:
    """Chat settings; those of which something is set for the first time get a row."""
    old, new = merged.before.rows.chats, merged.after.rows.chats
    rows = {
        owner: {"id": new[owner], **chat_row(owner, record)}
        for owner, record in merged.after.chats.items()
        if owner in new and merged.before.chats.get(owner) is not record
    }
    writer.insert("chat_settings", [row for owner, row in rows.items() if owner not in old])
    writer.update("chat_settings", [row for owner, row in rows.items() if owner in old], ("id",))


def _week(merged: Merged, owned: Owned, hours: Turned, ranges: Turned) -> None:
    owner, record, was = owned
    before = None if was is None else was["hours"]
    same = was is not None and record["hours_zone"] == was["hours_zone"]
    if record["hours"] is None or (before is not None and same and record["hours"] == before):
        return
    number = merged.after.rows.hours[owner]
    row = {"id": number, **dict.fromkeys(OWNERS), owner[0]: owner[1], "zone": record["hours_zone"]}
    if before is None:
        hours.new[number,] = row
    else:
        hours.other[number,] = {}, row
    ranges.add(_ranges(number, before or ()), _ranges(number, record["hours"]))


def _ranges(number: int, ranges: Any) -> dict[Key, Row]:
    return {
        (number, weekday, start): {
            "hours_id": number,
            "weekday": weekday,
            "start_minute": start,
            "end_minute": end,
        }
        for weekday, start, end in ranges
    }


def _dated(merged: Merged, owned: Owned, exceptions: Turned, parts: Turned) -> None:
    owner, record, was = owned
    before = {} if was is None else {special.identity: special for special in was["exceptions"]}
    for special in record["exceptions"]:
        known = before.get(special.identity)
        if known == special:
            continue
        number = merged.after.rows.exceptions[owner][special.identity]
        dates = special.dated.dates
        row = {
            "id": number,
            **dict.fromkeys(OWNERS),
            owner[0]: owner[1],
            "kind": str(special.dated.kind),
            "first": dates.first,
            "last": dates.last,
            "since": dates.since,
            "name": special.dated.name,
            "origin": special.origin,
        }
        if known is None:
            exceptions.new[number,] = row
        else:
            exceptions.other[number,] = {}, row
        old = () if known is None else known.dated.ranges
        parts.add(_times(number, old), _times(number, special.dated.ranges))


def _times(number: int, ranges: tuple[tuple[int, int], ...]) -> dict[Key, Row]:
    return {
        (number, start): {"exception_id": number, "start_minute": start, "end_minute": end}
        for start, end in ranges
    }
