"""TOML as nodes: the standard library reads it, and a second look finds where everything stands.

`tomllib` says what is wrong and where, but not where what is right stands. Once it has read a text,
the text is known to be TOML, so that finding the keys and values again takes little: strings, comments
and brackets have only to be told apart.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any, Final

from ccadmin.documents.nodes import DEEPEST, Node, Place, Problems

_ERROR: Final = re.compile(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_BLANK: Final = re.compile(r"[ \t\r\n]*(?:#[^\n]*[ \t\r\n]*)*")
_STRING: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2}(?!"))|\'\'\'.*?\'\'\'(?:\'{0,2}(?!\'))'
    r"|\"(?:\\.|[^\"\\])*\"|'[^']*'",
    re.DOTALL,
)
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_WORD: Final = re.compile(r"[^,\]\}\r\n#]+")

Path = tuple[str | int, ...]


def read_toml(text: str, file: str, problems: Problems) -> list[Node]:
    """The document in a text, none where it is blank."""
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        problems.add(*_told(str(problem), text, file))
        return []
    except RecursionError:
        problems.add(Place(file, 1, 1), f"more than {DEEPEST} lists or mappings in each other")
        return []
    if not value:
        return []
    finder = _Finder(text)
    finder.find()
    return [_node(value, (), file, finder)]


def _told(message: str, text: str, file: str) -> tuple[Place, str]:
    said = _ERROR.fullmatch(message)
    lines = text.count("\n") + 1
    line = int(said[2]) if said and said[2] else lines
    column = int(said[3]) if said and said[3] else len(text) - text.rfind("\n")
    what = said[1] if said else message
    return Place(file, line, column), f"no TOML: {what[:1].lower()}{what[1:]}"


def _node(value: Any, path: Path, file: str, finder: _Finder) -> Node:
    """The node of a value that tomllib read."""
    place = Place(file, *finder.at(finder.values.get(path, 0)))
    if isinstance(value, dict):
        keys = {key: Place(file, *finder.at(finder.keys.get((*path, key), 0))) for key in value}
        inside = {key: _node(each, (*path, key), file, finder) for key, each in value.items()}
        return Node(inside, place, keys)
    if isinstance(value, list):
        return Node(
            [_node(each, (*path, number), file, finder) for number, each in enumerate(value)], place
        )
    if isinstance(value, bool):
        return Node("true" if value else "false", place)
    return Node(value if isinstance(value, str) else str(value), place)


class _Finder:
    """Walks through a text that is known to be TOML, and notes where keys and values begin."""

    _ROOT: Path = ()

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, index: int) -> tuple[int, int]:
        """Line and column of an index."""
        from bisect import bisect_right

        line = bisect_right(self._lines, index)
        return line, index - self._lines[line - 1] + 1

    def find(self) -> None:
        """Note every key and value of the text."""
        at, table = self._skip(0), self._ROOT
        while at < len(self.text):
            if self.text.startswith("[", at):
                at, table = self._header(at)
            else:
                at = self._pair(at, table)
            at = self._skip(at)

    def _header(self, at: int) -> tuple[int, Path]:
        many = self.text.startswith("[[", at)
        words, end = self._dotted(at + 1 + many)
        path: Path = ()
        for number, (key, place) in enumerate(words, start=1):
            path = (*path, key)
            self.keys.setdefault(path, place)
            self.values.setdefault(path, place)
            if path in self._counts and number < len(words):
                path = (*path, self._counts[path] - 1)
        if many:
            number = self._counts.get(path, 0)
            self._counts[path] = number + 1
            path = (*path, number)
            self.values[path] = at
        elif path in self._counts:
            path = (*path, self._counts[path] - 1)
        return end + 1 + many, path

    def _pair(self, at: int, table: Path) -> int:
        words, at = self._dotted(at)
        path = table
        for key, place in words:
            path = (*path, key)
            self.keys.setdefault(path, place)
            self.values.setdefault(path, place)
        return self._value(self._skip(at + 1), path)

    def _dotted(self, at: int) -> tuple[list[tuple[str, int]], int]:
        """The parts of a dotted key, and the index of what follows: `=` or `]`."""
        words = []
        while True:
            at = self._skip(at)
            quoted = _STRING.match(self.text, at)
            match = quoted or _BARE.match(self.text, at)
            if match is None:  # no TOML, which cannot be
                raise AssertionError(at)
            key = next(iter(tomllib.loads(f"{match[0]} = 0"))) if quoted else match[0]
            words.append((key, at))
            at = self._skip(match.end())
            if not self.text.startswith(".", at):
                return words, at
            at += 1

    def _value(self, at: int, path: Path) -> int:
        self.values[path] = at
        if self.text.startswith("[", at):
            return self._array(at + 1, path)
        if self.text.startswith("{", at):
            return self._inline(at + 1, path)
        match = _STRING.match(self.text, at) or _WORD.match(self.text, at)
        return match.end() if match else at + 1

    def _array(self, at: int, path: Path) -> int:
        number, at = 0, self._skip(at)
        while not self.text.startswith("]", at):
            at = self._skip(self._value(at, (*path, number)))
            number += 1
            if self.text.startswith(",", at):
                at = self._skip(at + 1)
        return at + 1

    def _inline(self, at: int, path: Path) -> int:
        at = self._skip(at)
        while not self.text.startswith("}", at):
            at = self._skip(self._pair(at, path))
            if self.text.startswith(",", at):
                at = self._skip(at + 1)
        return at + 1

    def _skip(self, at: int) -> int:
        return _BLANK.match(self.text, at).end()  # type: ignore[union-attr] # it always matches
