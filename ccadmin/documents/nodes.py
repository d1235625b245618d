"""What a document holds, before anybody asks what it means: values, and where each one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ccadmin.errors import DocumentProblem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_NODES: Final = 5_000_000
"""More values than that no document holds; a few lines of YAML could stand for any number."""
DEEPEST: Final = 100
"""Lists and mappings within each other; a document of ours needs less than a third."""


class Place(NamedTuple):
    """Where something stands: line and column count from 1, in characters."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Node:
    """One value of a document.

    Attributes:
        value: the text as written, None for nothing, a list, or a mapping by key.
        place: where it begins.
        keys: of a mapping, where each key stands.
    """

    __slots__ = ("keys", "place", "value")

    def __init__(
        self,
        value: str | list[Node] | dict[str, Node] | None,
        place: Place,
        keys: dict[str, Place] | None = None,
    ) -> None:
        self.value = value
        self.place = place
        self.keys = keys or {}

    @property
    def kind(self) -> str:
        """What it is, as messages say it."""
        if isinstance(self.value, dict):
            return "a mapping"
        if isinstance(self.value, list):
            return "a list"
        return "nothing" if self.value is None else f'"{shortened(self.value)}"'

    def plain(self) -> object:
        """The value without its places."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


class Problems:
    """What is wrong in documents, gathered so that all of it is told at once."""

    def __init__(self, found: Iterable[DocumentProblem] = ()) -> None:
        self._found: dict[tuple[Place, str], DocumentProblem] = {}
        for each in found:
            self.add(Place(each.file, each.line, each.at), each.message, each.hint)

    def add(self, place: Place, message: str, hint: str | None = None) -> None:
        """Something is wrong there; the same is not said twice of one place."""
        self._found.setdefault((place, message), DocumentProblem(*place, message, hint))

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[DocumentProblem]:
        return iter(sorted(self._found.values(), key=lambda p: (p.file, p.line, p.at)))

    def refuse(self, hint: str | None = None) -> None:
        """End here if there is anything.

        Raises:
            ProblemsError: with all of it, in the order of the files.
        """
        if not self._found:
            return
        found = tuple(self)
        count = f"{len(found)} problem{'s' * (len(found) > 1)}"
        files = list(dict.fromkeys(problem.file for problem in found))
        where = f'"{files[0]}"' if len(files) == 1 else f"{len(files)} files"
        raise ProblemsError(
            "bad-document", f"{count} in {where}, nothing was changed", found, hint=hint or _HINT
        )


def shortened(text: str, most: int = 60) -> str:
    """Text that a message can quote."""
    return text if len(text) <= most else f"{text[: most - 3]}..."


_HINT: Final = "every field is told by: ccadmin help documents, and by: ccadmin schema"
