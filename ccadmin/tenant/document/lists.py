"""What the fields of a document may hold, continued: lists and mappings of values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ccadmin import arguments
from ccadmin.entering.conditions import TOPIC, compared
from ccadmin.errors import RuleError
from ccadmin.tenant.document.content import in_order
from ccadmin.tenant.document.shapes import Context, Plain, Shape
from ccadmin.tenant.names import clean_name, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ccadmin.documents.nodes import Node
    from ccadmin.tenant.document.naming import Naming


class PlacedError(RuleError):
    """A refusal that knows which part of a value it is about."""

    def __init__(self, node: Node, problem: RuleError) -> None:
        super().__init__(problem.code, problem.message, hint=problem.hint)
        self.place = node.place


@dataclass(frozen=True)
class Skills(Shape):
    """Skills with levels 1 to 10: a mapping, or text as `billing:5,english`."""

    remembered = True

    @property
    def expected(self) -> str:
        return "a mapping of skills to levels from 1 to 10"

    def take(self, node: Node, context: Context) -> tuple[tuple[str, int], ...]:
        if not isinstance(node.value, dict):
            if node.value == []:
                return ()
            found: tuple[tuple[str, int], ...] = super().take(node, context)
            return found
        levels = {}
        for name, level in node.value.items():
            if not isinstance(level.value, str) or not _is_level(level.value):
                refusal = RuleError("skills", f"{level.kind} is not a level from 1 to 10")
                raise PlacedError(level, refusal)
            if "," in name:
                refusal = RuleError("skills", f'skill "{name}" holds a comma')
                raise PlacedError(level, refusal)
            levels[name] = int(level.value)
        return _cleaned(levels.items())

    def read(self, text: str, context: Context) -> tuple[tuple[str, int], ...]:
        del context
        return _cleaned(arguments.read_skills(text).needed) if text.strip() else ()

    def write(self, value: Any, naming: Naming) -> Plain:
        del naming
        return dict(value)

    def schema(self) -> dict[str, Any]:
        level = {"type": "integer", "minimum": 1, "maximum": 10}
        mapping = {"type": "object", "additionalProperties": level}
        return {"anyOf": [mapping, {"type": "string"}, {"type": "array", "maxItems": 0}]}


def _is_level(text: str) -> bool:
    return text.strip() in _LEVELS


def _cleaned(levels: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    cleaned = [(clean_name("skill", name), level) for name, level in levels]
    keys = [key_of(name) for name, _ in cleaned]
    for (name, _), key in zip(cleaned, keys, strict=True):
        if keys.count(key) > 1:
            raise RuleError("skills", f'skill "{name}" is named twice')
    return in_order(cleaned)


@dataclass(frozen=True)
class Topics(Shape):
    """The kinds of problem that a group is responsible for: a list, or text with commas."""

    @property
    def expected(self) -> str:
        return "a list of topics"

    def take(self, node: Node, context: Context) -> tuple[str, ...]:
        if not isinstance(node.value, list):
            found: tuple[str, ...] = super().take(node, context)
            return found
        for each in node.value:
            if not isinstance(each.value, str):
                raise PlacedError(each, RuleError("topics", f"{each.kind} is not a topic"))
        return self._of([str(each.value) for each in node.value])

    def read(self, text: str, context: Context) -> tuple[str, ...]:
        del context
        return self._of(arguments.read_topics(text).names) if text.strip() else ()

    @staticmethod
    def _of(names: Iterable[str]) -> tuple[str, ...]:
        by_key = {topic_key(name): name for name in (clean_name("topic", each) for each in names)}
        return tuple(name for _, name in sorted(by_key.items()))

    def write(self, value: Any, naming: Naming) -> Plain:
        del naming
        return list(value)

    def schema(self) -> dict[str, Any]:
        name = {"type": "string", "minLength": 1, "maxLength": 64}
        return {"anyOf": [{"type": "array", "items": name}, {"type": "string"}]}


def topic_key(name: str) -> str:
    """The form in which topics are compared."""
    return compared(TOPIC, name) or ""


BETWEEN: Final = ";"
"""Between references in one cell of a table; who has it in the name is named by email or #id."""


@dataclass(frozen=True)
class References(Shape):
    """Other objects: a list of names, or text with `;` between them."""

    noun: str

    @property
    def expected(self) -> str:
        return f"a list of {self.noun}s"

    def take(self, node: Node, context: Context) -> tuple[str, ...]:
        if not isinstance(node.value, list):
            found: tuple[str, ...] = super().take(node, context)
            return found
        for each in node.value:
            if not isinstance(each.value, str):
                refusal = RuleError(
                    "document-kind", f"{each.kind} is not the name of a {self.noun}"
                )
                raise PlacedError(each, refusal)
        return tuple(str(each.value) for each in node.value)

    def read(self, text: str, context: Context) -> tuple[str, ...]:
        del context
        return tuple(name.strip() for name in text.split(BETWEEN)) if text.strip() else ()

    def settle(self, value: Any, naming: Naming) -> tuple[int, ...]:
        return tuple(sorted({naming.find(self.noun, name) for name in value}))

    def write(self, value: Any, naming: Naming) -> Plain:
        return sorted((naming.call(self.noun, number) for number in value), key=key_of)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}


_LEVELS: Final = frozenset(map(str, range(1, 11)))
