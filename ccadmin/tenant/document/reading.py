"""From nodes and tables to what they state: every key and every value is checked, all problems gathered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ccadmin.documents.nodes import Node, shortened
from ccadmin.documents.tables import read_table
from ccadmin.documents.writing import UNSET
from ccadmin.errors import RuleError, did_you_mean
from ccadmin.tenant.document import records
from ccadmin.tenant.document.fields import VERSION
from ccadmin.tenant.document.rows_read import read_rows
from ccadmin.tenant.document.shapes import Context, Limit
from ccadmin.tenant.document.stated import Stated, Wanted
from ccadmin.tenant.license_kinds import DISCONTINUED
from ccadmin.vocabulary import License

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccadmin.documents.files import Bundle, Document
    from ccadmin.documents.nodes import Problems
    from ccadmin.tenant.document.content import Content

LISTS: Final = {"centers": "center", "agents": "agent", "groups": "group", "flows": "flow"}
"""The lists of a document, and the nouns in them."""
TABLES: Final = {"members": "group", "people": "center"}
"""The tables of relations, and whose column each begins with."""
KEYS: Final = ("version", "tenant", "licenses", *LISTS, "rules", "chat-settings", *TABLES)
"""What a document may hold, in the order of an export."""


def read(bundle: Bundle, content: Content, problems: Problems) -> Wanted:
    """Read all documents of a bundle, and the tables that they name."""
    nodes = bundle.nodes(problems)
    context = context_of(content)
    _restate(context, [node for _, node in nodes], problems)
    reader = _Reader(bundle, context, problems)
    for document, node in nodes:
        reader.read(document, node)
    return reader.wanted


def context_of(content: Content) -> Context:
    """What reading depends on, as a tenant has it."""
    numbers = {a[f] for a in content.agents.values() for f in ("phone", "direct_number")}
    return Context(
        content.tenant["region"],
        content.tenant["zone"],
        frozenset(numbers - {None}) | {flow["number"] for flow in content.flows.values()},
    )


def _restate(context: Context, nodes: list[Node], problems: Problems) -> None:
    """The region and zone that the documents themselves state come first."""
    for node in nodes:
        tenant = node.value.get("tenant") if isinstance(node.value, dict) else None
        if tenant is not None and isinstance(tenant.value, dict):
            stated = records.read_record("tenant", tenant, context, problems)
            context.region = stated.values.get("region", context.region)
            context.zone = stated.values.get("zone", context.zone)


class _Reader:
    def __init__(self, bundle: Bundle, context: Context, problems: Problems) -> None:
        self.bundle, self.context, self.problems = bundle, context, problems
        self.wanted = Wanted()
        self._part = 0

    def read(self, document: Document, node: Node) -> None:
        """One document, key by key."""
        if not isinstance(node.value, dict):
            self.problems.add(
                node.place,
                f"a document is a mapping, not {node.kind}",
                f"it begins with {KEYS[1]}:",
            )
            return
        readers: dict[str, Callable[[Node], None]] = {
            "version": self._version,
            "tenant": self._tenant,
            "licenses": self._licenses,
            "rules": self._rules,
            "chat-settings": self._chat,
            "$schema": lambda _: None,
            UNSET: lambda each: self._unset(each, node),
        }
        for key, noun in LISTS.items():
            readers[key] = partial(self._objects, document, noun)
        for key in TABLES:
            readers[key] = partial(self._relations, document, key)
        for key, each in node.value.items():
            if key in readers:
                readers[key](each)
            else:
                known = did_you_mean(key, KEYS) or f"a document holds {', '.join(KEYS)}"
                self.problems.add(node.keys[key], f'a document holds no "{shortened(key)}"', known)

    def _version(self, node: Node) -> None:
        if node.value != str(VERSION):
            message = f"version {node.kind} of documents is not known"
            self.problems.add(node.place, message, f"this ccadmin reads version {VERSION}")

    def _tenant(self, node: Node) -> None:
        if node.value is not None:
            self.wanted.tenant.append(
                records.read_record("tenant", node, self.context, self.problems)
            )

    def _licenses(self, node: Node) -> None:
        """Seats; null takes every license back to unlimited."""
        kinds = [kind for kind in License if kind is not DISCONTINUED]
        if node.value is None:
            self.wanted.seats += [(str(kind), None, node.place) for kind in kinds]
            return
        if not isinstance(node.value, dict):
            self.problems.add(node.place, f"{node.kind} is not a mapping of licenses to seats")
            return
        for key, each in node.value.items():
            if key not in kinds:
                message = f'"{shortened(key)}" is no license that has seats'
                listed = f"the licenses are {', '.join(kinds)}"
                self.problems.add(node.keys[key], message, did_you_mean(key, kinds) or listed)
                continue
            try:
                seats = None if each.value is None else Limit().take(each, self.context)
            except RuleError as problem:
                self.problems.add(each.place, problem.message, problem.hint)
                continue
            self.wanted.seats.append((key, seats, node.keys[key]))

    def _rules(self, node: Node) -> None:
        stated = records.read_list("rule", node, self.context, self.problems)
        if stated is not None:
            self.wanted.rules.append((stated, node.place))

    def _chat(self, node: Node) -> None:
        self.wanted.chats.append((self._chat_of(node), node.place))

    def _chat_of(self, node: Node) -> Stated | None:
        if node.value is None:
            return None
        return records.read_record("chat", node, self.context, self.problems)

    def _unset(self, node: Node, of: Node) -> None:
        """In TOML, which has no null: the keys of the document that are emptied."""
        for each in node.value if isinstance(node.value, list) else [node]:
            if each.value == "chat-settings" and "chat-settings" not in (of.value or ()):
                self.wanted.chats.append((None, each.place))
            else:
                self.problems.add(each.place, f"{each.kind} cannot be unset here")

    def _objects(self, document: Document, noun: str, node: Node) -> None:
        """A list of objects, in which the name of a table stands for its rows; or such a name."""
        self.wanted.listed.setdefault(noun, node.place)
        self._part += 1
        part = self._part
        if isinstance(node.value, str):
            self._table(document, noun, node)
            return
        for each in records.items_of(node, f"{noun}s", self.problems):
            if isinstance(each.value, str) and noun == "agent":
                self._table(document, noun, each)
            elif isinstance(each.value, dict):
                stated = self._object(document, noun, each)
                stated.part = part
                self.wanted.objects[noun].append(stated)
            else:
                self.problems.add(
                    each.place, f"{each.kind} is not a mapping of the fields of {noun}s"
                )

    def _object(self, document: Document, noun: str, node: Node) -> Stated:
        lists = {"members": "member", "people": "person"}
        tables = {
            key: self._named(document, nested, each)
            for key, nested in lists.items()
            if isinstance(node.value, dict)
            and (each := node.value.get(key)) is not None
            and isinstance(each.value, str)
        }
        return records.read_record(noun, node, self.context, self.problems, tables)

    def _table(self, document: Document, noun: str, node: Node) -> None:
        if noun != "agent":
            self.problems.add(node.place, f"{node.kind} is not a list of {noun}s")
            return
        self.wanted.objects[noun] += self._named(document, noun, node) or ()

    def _named(
        self, document: Document, noun: str, node: Node, owner: str = ""
    ) -> list[Stated] | None:
        """The rows of a table that a node names."""
        path = str(node.value)
        text = self.bundle.table(document, path, node.place, self.problems)
        if text is None:
            return None
        name = str(document.folder) + "/" + path if document.folder != "." else path
        table = read_table(text, name, self.problems)
        self._part += 1
        return read_rows(table, noun, self.context, self.problems, part=self._part, owner=owner)

    def _relations(self, document: Document, key: str, node: Node) -> None:
        noun = "member" if key == "members" else "person"
        if not isinstance(node.value, str):
            message = f"{key} of a document are a table: the name of a file"
            self.problems.add(node.place, message, f"or state {key} of each {TABLES[key]}")
            return
        rows = self._named(document, noun, node, TABLES[key]) or []
        getattr(self.wanted, key).extend(rows)
