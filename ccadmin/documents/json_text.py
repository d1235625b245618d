"""JSON as nodes: numbers, true and false stay the text that they are written as.

The standard library's reader tells no places, so this one reads the same language itself; strings
are left to the standard library. It keeps the open lists and mappings on a stack, so that no nesting
is too deep.
"""

from __future__ import annotations

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined] # as json itself
from typing import Any, Final

from ccadmin.documents.nodes import DEEPEST, Node, Place, Problems, shortened

_BLANK: Final = re.compile(r"[ \t\r\n]*")
_WORD: Final = re.compile(r"true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)
_VALUE: Final = "a value"


class _Broken(Exception):  # noqa: N818 - it never leaves this module
    """The text is no JSON; `at` is the index where that shows."""

    def __init__(self, at: int, message: str) -> None:
        super().__init__(message)
        self.at = at


def read_json(text: str, file: str, problems: Problems) -> list[Node]:
    """The document in a text, none where it is blank."""
    reader = _Reader(text, file, problems)
    try:
        return reader.read()
    except _Broken as problem:
        problems.add(reader.place(problem.at), f"no JSON: {problem}")
        return []


class _Reader:
    def __init__(self, text: str, file: str, problems: Problems) -> None:
        self.text, self.file, self.problems = text, file, problems
        self._open: list[Node] = []
        self._keys: list[str] = []
        self._line, self._start, self._counted = 1, 0, 0

    def place(self, at: int) -> Place:
        """The place of an index; asked for in rising order, except for errors."""
        if at < self._counted:
            self._line, self._start, self._counted = 1, 0, 0
        self._line += self.text.count("\n", self._counted, at)
        self._start = max(self._start, self.text.rfind("\n", self._counted, at) + 1)
        self._counted = at
        return Place(self.file, self._line, at - self._start + 1)

    def read(self) -> list[Node]:
        """The one value of the text."""
        at = self._skip(0)
        if at == len(self.text):
            return []
        node, at = self._value(at)
        while self._open:
            at = self._next(at)
        at = self._skip(at)
        if at < len(self.text):
            raise _Broken(at, "something follows its end")
        return [node] if node.value is not None else []

    def _value(self, at: int) -> tuple[Node, int]:
        """The value that begins there; lists and mappings stay open."""
        at = self._skip(at)
        first = self.text[at : at + 1]
        place = self.place(at)
        if first in {"{", "["} and first:
            node = Node({} if first == "{" else [], place)
            if len(self._open) >= DEEPEST:
                raise _Broken(at, f"more than {DEEPEST} lists or mappings in each other")
            self._open.append(node)
            self._keys.append("")
            return node, at + 1
        if first == '"':
            value, end = self._string(at)
            return Node(value, place), end
        word = _WORD.match(self.text, at)
        if word is None:
            raise _Broken(at, f"{_VALUE} is expected")
        return Node(None if word[0] == "null" else word[0], place), word.end()

    def _next(self, at: int) -> int:
        """Read on in the innermost open list or mapping: one more item, or its end."""
        holder: Any = self._open[-1].value
        end = "}" if isinstance(holder, dict) else "]"
        at = self._skip(at)
        if self.text.startswith(end, at):
            self._open.pop()
            self._keys.pop()
            return at + 1
        if holder:
            if not self.text.startswith(",", at):
                raise _Broken(at, f'"," or "{end}" is expected')
            at = self._skip(at + 1)
        if isinstance(holder, list):
            node, at = self._value(at)
            holder.append(node)
            return at
        return self._member(at, holder)

    def _member(self, at: int, holder: dict[str, Node]) -> int:
        if not self.text.startswith('"', at):
            raise _Broken(at, "a key in quotes is expected")
        place = self.place(at)
        key, after = self._string(at)
        keys = self._open[-1].keys
        if key in keys:
            first = keys[key].line
            self.problems.add(
                place, f'"{shortened(key)}" stands here twice', f"first on line {first}"
            )
        after = self._skip(after)
        if not self.text.startswith(":", after):
            raise _Broken(after, '":" is expected')
        keys[key] = place
        holder[key], after = self._value(after + 1)
        return after

    def _string(self, at: int) -> tuple[str, int]:
        try:
            value, end = scanstring(self.text, at + 1, True)  # noqa: FBT003 - strict
        except JSONDecodeError as problem:
            raise _Broken(problem.pos, problem.msg.lower()) from None
        if any("\ud800" <= c <= "\udfff" for c in value):
            raise _Broken(at, "half of a surrogate pair")
        return value, end

    def _skip(self, at: int) -> int:
        return _BLANK.match(self.text, at).end()  # type: ignore[union-attr] # it always matches
