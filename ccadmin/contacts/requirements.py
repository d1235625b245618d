"""The skills that contacts require: `billing:3;english` is billing at least at 3, english at 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from ccadmin.contacts.entrances import Way, matched
from ccadmin.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Requirement: TypeAlias = tuple[tuple[int, int], ...]

BETWEEN: Final = ";"
HIGHEST: Final = 10
"""The highest proficiency of anybody."""
SYNTAX: Final = f"a list of skills such as billing:3;english, each once, levels 1 to {HIGHEST}"


class Requirements:
    """Everything that the contacts of a file require, each different set once.

    Attributes:
        sets: pairs of the index of a skill and the least level, sorted, as in `engine.Contacts`.
    """

    def __init__(self, skills: Sequence[str]) -> None:
        """`skills` are the names of the skills that there are, by their index."""
        self._names = skills
        self._indexes = {matched(name): index for index, name in enumerate(skills)}
        self._places: dict[Requirement, int] = {}

    @property
    def sets(self) -> tuple[Requirement, ...]:
        """Every set that was required, by its place."""
        return tuple(self._places)

    def ways(self, words: Iterable[str]) -> Mapping[str, Way]:
        """The place in `sets` that each word of a `skills` column stands for."""
        return {word: self._way(word) for word in words}

    def _way(self, word: str) -> Way:
        needed: dict[int, int] = {}
        for part in filter(str.strip, word.split(BETWEEN)):
            name, colon, level = part.partition(":")
            if colon and not _is_level(level):
                return Way(None, SYNTAX)
            index = self._indexes.get(matched(name))
            if index is None:
                return Way(None, self._unknown(name.strip()))
            if index in needed:
                return Way(None, SYNTAX)
            needed[index] = int(level) if colon else 1
        required = tuple(sorted(needed.items()))
        if not required:
            return Way(None, SYNTAX)
        return Way(self._places.setdefault(required, len(self._places)))

    def _unknown(self, name: str) -> str:
        near = did_you_mean(matched(name), self._names)
        told = f"; {near}" if near else ""
        return f'made of skills of this tenant, which has no "{name}"{told}'


def _is_level(text: str) -> bool:
    digits = text.strip()
    return digits.isascii() and digits.isdecimal() and 1 <= int(digits) <= HIGHEST
