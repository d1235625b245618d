"""A tenant as a document: every field of every noun, in one order, so that equal tenants read alike.

Objects stand in the order of their names, lists in that of their members' names, except where the
order itself means something: members by position, rules by place, keys as menus list them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ccadmin.entering.keys import AFTER_HOURS, OTHERWISE, in_order
from ccadmin.tenant.document.content import TENANT_WIDE
from ccadmin.tenant.document.fields import BRANCHES, NOUNS, SHORT, VERSION
from ccadmin.tenant.document.naming import Naming
from ccadmin.tenant.document.reference_shapes import Target
from ccadmin.tenant.document.shapes import Limit
from ccadmin.tenant.license_kinds import DISCONTINUED
from ccadmin.tenant.names import key_of
from ccadmin.vocabulary import License

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ccadmin.tenant.document.content import Content, Joined, Leads, Record, Special
    from ccadmin.tenant.document.fields import Field

_TARGET: Final = Target(BRANCHES, dangling=True)


@dataclass(frozen=True, slots=True)
class Style:
    """How much a document says.

    Attributes:
        brief: leave out what a new object has anyway.
        ids: state the id of everything that has a name.
    """

    brief: bool = False
    ids: bool = False


FULL: Final = Style()


def exported(content: Content, style: Style = FULL) -> dict[str, Any]:
    """The document of a tenant."""
    return Exporter(content, style).document()


class Exporter:
    """Writes records of one content as plain values."""

    def __init__(self, content: Content, style: Style = FULL) -> None:
        self.content = content
        self.style = style
        self.naming = Naming(content)

    def document(self) -> dict[str, Any]:
        """Everything."""
        content, brief = self.content, self.style.brief
        licenses = {
            str(kind): Limit().write(content.seats.get(kind), self.naming)
            for kind in License
            if kind is not DISCONTINUED
        }
        found: dict[str, Any] = {
            "version": VERSION,
            "tenant": self.record("tenant", content.tenant),
            "licenses": {k: v for k, v in licenses.items() if not brief or k in content.seats},
            **{f"{noun}s": self.objects(noun) for noun in ("center", "agent", "group", "flow")},
            "rules": self.rules(TENANT_WIDE),
            "chat-settings": self.chat(TENANT_WIDE),
        }
        return {k: v for k, v in found.items() if v or not brief}

    def objects(self, noun: str) -> list[dict[str, Any]]:
        """Every object of a noun, by name, email address and id."""
        records = sorted(
            self.content.of(noun).values(),
            key=lambda r: (key_of(r["name"]), key_of(r.get("email") or ""), r["id"]),
        )
        return [self.record(noun, record) for record in records]

    def record(self, noun: str, record: Record) -> dict[str, Any]:
        """One object; its id where that is asked for, or where nothing else tells it apart."""
        said: dict[str, Any] = {}
        if "id" in record and noun != "tenant":
            number = record["id"]
            if self.style.ids or self.naming.call(noun, number) == f"#{number}":
                said["id"] = number
        for field in NOUNS[noun]:
            value = self.nested(field, record) if field.nested else self.value(field, record)
            held = value if field.place in _BRANCHES else record.get(field.place)
            empty = not value if field.nested else held == field.default
            if field.place == "status_since":  # left out, it would be when the document is applied
                empty = empty and record["status"] == "available"
            if field.required or noun == "tenant" or not (self.style.brief and empty):
                said[field.name] = value
        return said

    def value(self, field: Field, record: Mapping[str, Any]) -> Any:
        """What a document says of one field that holds no records."""
        if field.place in _BRANCHES:
            leads: Leads | None = record["branches"].get(_BRANCHES[field.place])
            return None if leads is None else _TARGET.write(leads, self.naming)
        return self.written(field, record[field.place])

    def written(self, field: Field, value: Any) -> Any:
        """A value as a document says it."""
        if field.shape is None or (value is None and not isinstance(field.shape, Limit)):
            return None
        return field.shape.write(value, self.naming)

    def nested(self, field: Field, record: Record) -> Any:
        """What a document says of a field that holds records."""
        writers: dict[str, Callable[[], Any]] = {
            "exception": lambda: [exception(special) for special in record["exceptions"]],
            "person": lambda: self.people(record["people"]),
            "chat": lambda: self.chat(record["id"]),
            "rule": lambda: self.rules(record["id"]),
            "device": lambda: [self.short("device", bell._asdict()) for bell in record["devices"]],
            "member": lambda: self.members(record["members"]),
            "menu": lambda: self.menu(record["branches"], "") or None,
        }
        return writers[field.nested]()

    def people(self, people: Mapping[int, str]) -> list[Any]:
        """Who is assigned to a center."""
        listed = [(self.naming.call("agent", n), role) for n, role in people.items()]
        by_name = sorted(listed, key=lambda each: (key_of(each[0]), each))
        return [self.short("person", {"agent": agent, "role": role}) for agent, role in by_name]

    def members(self, members: Mapping[int, Joined]) -> list[Any]:
        """The members of a group; a position only where it is not the next."""
        listed, last = [], 0
        ordered = sorted(members.items(), key=lambda each: (each[1].position, each[0]))
        for number, joined in ordered:
            said: dict[str, Any] = {"agent": self.naming.call("agent", number), **joined._asdict()}
            if joined.position == last + 1:
                del said["position"]
            last = joined.position
            listed.append(self.short("member", said))
        return listed

    def short(self, noun: str, record: Mapping[str, Any]) -> Any:
        """A record of a list, as one word where it says no more in a brief document."""
        said = {}
        for field in NOUNS[noun]:
            if field.place in record:
                value = record[field.place]
                same = value == field.default or (noun, field.name, value) == (
                    "device", "name", record.get("kind"),
                )  # fmt: skip
                if field.required or not (self.style.brief and same):
                    said[field.name] = value
        return next(iter(said.values())) if list(said) == [SHORT[noun]] else said

    def chat(self, owner: int) -> dict[str, Any] | None:
        """The chat settings of a center, or of the tenant; None where nothing is set."""
        record = self.content.chats[owner]
        said = {
            field.name: self.nested(field, record)
            if field.nested
            else self.written(field, record[field.place])
            for field in NOUNS["chat"]
        }
        if not any(value not in (None, []) for value in said.values()):
            return None
        return {k: v for k, v in said.items() if not self.style.brief or v not in (None, [])}

    def rules(self, owner: int) -> list[dict[str, Any]]:
        """The routing rules of a center, or of the tenant."""
        listed = []
        for rule in self.content.rules.get(owner, ()):
            said: dict[str, Any] = {"if": [str(condition) for condition in rule.conditions]}
            if rule.group is None:
                said["deleted"] = rule.name
            else:
                said["to"] = self.naming.call("group", rule.group)
            listed.append(said if said["if"] else {k: v for k, v in said.items() if k != "if"})
        return listed

    def menu(self, branches: Mapping[str, Leads], path: str) -> dict[str, Any]:
        """One menu of a flow, by key."""
        own = [k for k in branches if k not in _WORDS and len(k) == len(path) + 1]
        inside = sorted((k for k in own if k.startswith(path)), key=in_order)
        return {keys[-1]: self.branch(branches, keys) for keys in inside}

    def branch(self, branches: Mapping[str, Leads], keys: str) -> Any:
        """Where one key leads."""
        leads = branches[keys]
        if leads.action != "menu":
            return _TARGET.write(leads, self.naming)
        said: dict[str, Any] = {"greeting": leads.greeting, "menu": self.menu(branches, keys)}
        return {k: v for k, v in said.items() if v is not None or not self.style.brief}


def exception(special: Special) -> dict[str, Any]:
    """A dated exception as a document says it."""
    dates = special.dated.dates
    span = dates.first if dates.first == dates.last else f"{dates.first}..{dates.last}"
    said = {
        "dates": span,
        "kind": str(special.dated.kind),
        "times": special.dated.times or None,
        "since": dates.since,
        "name": special.dated.name,
        "origin": special.origin,
    }
    return {key: value for key, value in said.items() if value is not None}


_BRANCHES: Final = {"otherwise": OTHERWISE, "after_hours": AFTER_HOURS}
_WORDS: Final = frozenset(_BRANCHES.values())
