"""Where a contact may enter: the words of a contacts file, and the groups that they lead to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unicodedata import normalize

from ccadmin.engine import GROUP_DELETED, NO_ROUTE
from ccadmin.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet


@dataclass(frozen=True, slots=True)
class Entrances:
    """The groups and centers that a tenant's contacts may name.

    Names are given as stored; they are matched as the tenant matches them: trimmed, in NFC, without
    regard to case.

    Attributes:
        groups: name of a group -> its index in `Snapshot.groups`.
        group_ids: stable id of a group -> the same index; a file writes it `#12`.
        centers: name of a center -> the index of its default group, None when it has none.
        center_ids: stable id of a center -> the same.
        deleted: names of groups that the tenant once had and has no more.
    """

    groups: Mapping[str, int]
    group_ids: Mapping[int, int] = field(default_factory=dict)
    centers: Mapping[str, int | None] = field(default_factory=dict)
    center_ids: Mapping[int, int | None] = field(default_factory=dict)
    deleted: AbstractSet[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Way:
    """Where one word leads: a group index, `NO_ROUTE` or `GROUP_DELETED`, or what was expected."""

    group: int | None
    expected: str = ""


def ways_by_group(entrances: Entrances, words: list[str]) -> dict[str, Way]:
    """Find where each word of a `group` column leads."""
    indexes = {matched(name): index for name, index in entrances.groups.items()}
    deleted = {matched(name) for name in entrances.deleted}

    def way(word: str) -> Way:
        number = _stable_id(word)
        if number is not None and number in entrances.group_ids:
            return Way(entrances.group_ids[number])
        key = matched(word)
        if key in indexes:
            return Way(indexes[key])
        if key in deleted:
            return Way(GROUP_DELETED)
        return Way(None, _expected("group", key, entrances.groups))

    return {word: way(word) for word in words}


def ways_by_center(entrances: Entrances, words: list[str]) -> dict[str, Way]:
    """Find where each word of a `center` column leads: to the default group of that center."""
    indexes = {matched(name): index for name, index in entrances.centers.items()}

    def way(word: str) -> Way:
        number, key = _stable_id(word), matched(word)
        if number is not None and number in entrances.center_ids:
            index = entrances.center_ids[number]
        elif key in indexes:
            index = indexes[key]
        else:
            return Way(None, _expected("center", key, entrances.centers))
        return Way(NO_ROUTE if index is None else index)

    return {word: way(word) for word in words}


def matched(name: str) -> str:
    """The form in which two names are compared."""
    return normalize("NFC", name.strip()).casefold()


def _stable_id(word: str) -> int | None:
    digits = word.strip().removeprefix("#")
    return int(digits) if word.strip().startswith("#") and digits.isdecimal() else None


def _expected(noun: str, key: str, names: Mapping[str, int] | Mapping[str, int | None]) -> str:
    near = did_you_mean(key, names)
    return f"a {noun}; {near}" if near else f"a {noun} of this tenant"
