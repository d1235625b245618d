"""What is to change, object by object, as the changes that commands record: deletions come first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ccadmin.arguments import Limit
from ccadmin.changes import Change
from ccadmin.tenant.document.content import TENANT_WIDE
from ccadmin.tenant.plan import described
from ccadmin.tenant.plan.deletions import deletions
from ccadmin.tenant.plan.described import Describer
from ccadmin.tenant.words import TENANT_WIDE as DEFAULT_CHAT
from ccadmin.vocabulary import License

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ccadmin.tenant.document.content import Record
    from ccadmin.tenant.document.merging import Merged
    from ccadmin.tenant.plan.described import Kept

Parts = dict[Any, "Kept"]
"""The parts of an object that have change rows of their own, by what tells them apart."""


class Planned(NamedTuple):
    """One change of a plan, and the object that it is about or a part of.

    Attributes:
        change: the change, as the audit log keeps it.
        noun: what the object is.
        number: its id, None where it has none.
        name: what people call it.
    """

    change: Change
    noun: str
    number: int | None
    name: str


def differences(merged: Merged) -> list[Planned]:
    """Every change, those of one kind together."""
    return [each for each in _Finder(merged).all() if each.change.before != each.change.after]


class _Finder:
    def __init__(self, merged: Merged) -> None:
        self.merged = merged
        self.before = Describer(merged.before)
        self.after = Describer(merged.after)

    def all(self) -> Iterator[Planned]:
        for change in (*deletions(self.merged, self.before), *self.tenant(), *self.seats()):
            yield Planned(change, change.kind, change.id, change.name)
        for noun in ("center", "agent", "group", "flow"):
            yield from self.objects(noun)
        yield from self.parts_of_agents()
        yield from self.assignments()
        yield from self.members()
        for noun in ("center", "agent", "group", "chat"):
            yield from self.hours(noun)
        yield from self.options()
        yield from self.rules()
        yield from self.chats()

    def changed(self, noun: str) -> Iterator[tuple[int, Record, Record | None]]:
        """Id, record as it is to be, record as it was."""
        before, after = self.merged.before, self.merged.after
        old = before.chats if noun == "chat" else before.of(noun)
        new = after.chats if noun == "chat" else after.of(noun)
        for number, record in new.items():
            was = old.get(number)
            if was is not record:
                yield number, record, was

    def tenant(self) -> Iterator[Change]:
        before, after = self.merged.before, self.merged.after.tenant
        yield Change("tenant", 1, after["name"], None if before.fresh else before.tenant, after)

    def seats(self) -> Iterator[Change]:
        for kind in License:
            old, new = (
                {"seats": str(Limit(content.seats.get(kind)))}
                for content in (self.merged.before, self.merged.after)
            )
            yield Change("license", None, str(kind), old, new)

    def of(self, noun: str, number: int, change: Change) -> Planned:
        """The change of an object or of a part of it."""
        if noun == "chat":
            name = self.after.name("center", number) if number else None
            return Planned(change, "chat-settings", number or None, name or DEFAULT_CHAT)
        record = self.merged.after.of(noun)[number]
        return Planned(change, noun, number, str(record["name"]))

    def objects(self, noun: str) -> Iterator[Planned]:
        for number, record, was in self.changed(noun):
            old = None if was is None else getattr(self.before, noun)(was)
            new = getattr(self.after, noun)(record)
            if noun == "center":
                centers = frozenset({old["name"]} if old else ())
            else:
                centers = frozenset(e["center"] for e in (old, new) if e and e.get("center"))
            change = Change(noun, number, record["name"], old, new, centers=centers)
            yield self.of(noun, number, change)

    def parts_of_agents(self) -> Iterator[Planned]:
        agents = self.merged.after.agents
        for number, record, was in self.changed("agent"):
            name = record["name"]
            for kind, title in (("device", "device"), ("skill", "skill")):
                new, old = _own(kind, number, record), _own(kind, number, was)
                for old_part, new_part in _pairs(old, new):
                    part = (new_part or old_part or {})[title]
                    change = Change(kind, number, f"{part} of {name}", old_part, new_part)
                    yield self.of("agent", number, change)
            before = was["reports_to"] if was else ()
            for manager in dict.fromkeys((*before, *record["reports_to"])):
                state = {"agent_id": number, "manager_id": manager}
                title = f"{name} to {self._agent(manager, agents)}"
                change = Change(
                    "reporting", number, title,
                    state if manager in before else None,
                    state if manager in record["reports_to"] else None,
                )  # fmt: skip
                yield self.of("agent", number, change)

    def _agent(self, number: int, agents: Mapping[int, Record]) -> str:
        record = agents.get(number) or self.merged.before.agents[number]
        return str(record["name"])

    def assignments(self) -> Iterator[Planned]:
        gone = self.merged.pruned.get("agent", {})
        for number, record, was in self.changed("center"):
            old = {a: described.assignment(a, r) for a, r in _part(was, "people") if a not in gone}
            new = {a: described.assignment(a, r) for a, r in record["people"].items()}
            centers = frozenset({was["name"] if was else record["name"]})
            for agent, (before, after) in _keyed(old, new):
                title = f"{self._agent(agent, self.merged.after.agents)} in {record['name']}"
                change = Change("assignment", number, title, before, after, centers=centers)
                yield self.of("center", number, change)

    def members(self) -> Iterator[Planned]:
        gone = self.merged.pruned.get("agent", {})
        for number, record, was in self.changed("group"):
            if was is not None and was["members"] is record["members"]:
                continue
            before = was["members"] if was else {}
            centers = self._centers_of(record)
            for agent in dict.fromkeys((*before, *record["members"])):
                old, new = before.get(agent), record["members"].get(agent)
                if old == new or agent in gone:
                    continue
                title = f"{self._agent(agent, self.merged.after.agents)} in {record['name']}"
                change = Change(
                    "member", number, title,
                    None if old is None else described.member(agent, old),
                    None if new is None else described.member(agent, new),
                    centers=centers,
                )  # fmt: skip
                yield self.of("group", number, change)

    def _centers_of(self, record: Record) -> frozenset[str]:
        name = self.after.name("center", record["center_id"])
        return frozenset({name} if name else ())

    def hours(self, noun: str) -> Iterator[Planned]:
        for number, record, was in self.changed(noun):
            title, centers = self._owner(noun, number, record)
            old = described.hours(was) if was else None
            owner = number or None
            new = described.hours(record)
            change = Change("hours", owner, title, old, new, centers=centers)
            yield self.of(noun, number, change)
            before, after = (
                {special.identity: special for special in (each["exceptions"] if each else ())}
                for each in (was, record)
            )
            for identity in dict.fromkeys((*before, *after)):
                first, then = before.get(identity), after.get(identity)
                dated = (then or first).dated  # type: ignore[union-attr] # one is there
                named = f" ({dated.name})" if dated.name else ""
                change = Change(
                    "exception", self._exception_id(noun, number, identity),
                    f"{title} {dated.dates}{named}",
                    None if first is None else described.exception(first),
                    None if then is None else described.exception(then),
                    centers=centers,
                )  # fmt: skip
                yield self.of(noun, number, change)

    def _exception_id(self, noun: str, number: int, identity: tuple[object, ...]) -> int | None:
        rows = self.merged.after.rows
        chat = rows.chats.get(number)
        owner = ("chat_settings_id", chat or 0) if noun == "chat" else (f"{noun}_id", number)
        return rows.exceptions.get(owner, {}).get(identity)

    def _owner(self, noun: str, number: int, record: Record) -> tuple[str, frozenset[str]]:
        """What messages call the owner of hours, and whose admin may change them."""
        if noun == "chat":
            name = self.after.name("center", number) if number else None
            return f"chat {name or DEFAULT_CHAT}", frozenset({name} if name else ())
        if noun == "center":
            was = self.merged.before.centers.get(number)
            return f"center {record['name']}", frozenset({(was or record)["name"]})
        centers = self._centers_of(record) if noun == "group" else frozenset[str]()
        return f"{noun} {record['name']}", centers

    def options(self) -> Iterator[Planned]:
        for number, record, was in self.changed("flow"):
            centers = self._centers_of(record)
            old = {k: self.before.option(b) for k, b in _part(was, "branches") if k[0] in _KEYS}
            new = {k: self.after.option(b) for k, b in record["branches"].items() if k[0] in _KEYS}
            for keys, (before, after) in _keyed(old, new):
                title = f"{keys} of {record['name']}"
                change = Change("option", number, title, before, after, centers=centers)
                yield self.of("flow", number, change)

    def rules(self) -> Iterator[Planned]:
        before, after = self.merged.before.rules, self.merged.after.rules
        for owner, rules in after.items():
            if before.get(owner) is rules:
                continue
            name = self.after.name("center", owner) if owner != TENANT_WIDE else None
            centers = frozenset({name} if name else ())
            old = {r.id: (p, r) for p, r in enumerate(before.get(owner, ()), start=1)}
            new = {r.id: (p, r) for p, r in enumerate(rules, start=1)}
            for number in dict.fromkeys((*old, *new)):
                was = self.before.rule(owner, *old[number]) if number in old else None
                now = self.after.rule(owner, *new[number]) if number in new else None
                describer, rule = (
                    (self.after, new[number][1]) if number in new else (self.before, old[number][1])
                )
                title = describer.rule_title(owner, rule)
                change = Change("rule", number, title, was, now, centers=centers)
                yield (
                    self.of("center", owner, change)
                    if name
                    else Planned(change, "rules", None, "of the tenant")
                )

    def chats(self) -> Iterator[Planned]:
        for number, record, was in self.changed("chat"):
            name = self.after.name("center", number) if number else None
            old = described.chat(was) if was else {}
            change = Change(
                "chat-settings", number or None, name or DEFAULT_CHAT, old, described.chat(record),
                centers=frozenset({name} if name else ()),
            )  # fmt: skip
            yield self.of("chat", number, change)


def _own(kind: str, number: int, record: Record | None) -> Parts:
    """The devices or skills of an agent, by name."""
    if record is None:
        return {}
    if kind == "device":
        return {bell.name: described.device(number, bell) for bell in record["devices"]}
    return {name: described.skill(number, name, level) for name, level in record["skills"]}


def _part(record: Record | None, field: str) -> Any:
    return () if record is None else record[field].items()


def _keyed(old: Parts, new: Parts) -> Iterator[tuple[Any, tuple[Kept | None, Kept | None]]]:
    for key in dict.fromkeys((*old, *new)):
        yield key, (old.get(key), new.get(key))


def _pairs(old: Parts, new: Parts) -> Iterator[tuple[Kept | None, Kept | None]]:
    return (pair for _, pair in _keyed(old, new))


_KEYS = frozenset("0123456789*#")
