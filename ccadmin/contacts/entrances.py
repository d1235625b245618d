"""Where a contact may enter: the words of a contacts file, and what they lead to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar
from unicodedata import normalize

from ccadmin.engine import GROUP_DELETED
from ccadmin.entering.conditions import NUMBER, compared
from ccadmin.entering.directions import Directions
from ccadmin.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from ccadmin.entering.menus import CallFlow

Thing = TypeVar("Thing", bound=object)


@dataclass(frozen=True, slots=True)
class Entrances:
    """What a tenant's contacts may name, and what decides for those that name no way in.

    Names are given as stored; they are matched as the tenant matches them: trimmed, in NFC, without
    regard to case.

    Attributes:
        groups: name of a group -> its index in `Snapshot.groups`.
        group_ids: stable id of a group -> the same index; a file writes it `#12`.
        deleted: names of groups that the tenant once had and has no more.
        flows: name of a call flow -> the flow.
        flow_ids: stable id of a flow -> the same.
        numbers: number of a flow, in each way that files write it -> the flow.
        centers: name of a center -> what decides for the contacts that name it.
        center_ids: stable id of a center -> the same.
        directions: what decides for the contacts that name nothing.
        skills: names of the skills that may be required, as in `Snapshot.skills`.
    """

    groups: Mapping[str, int]
    group_ids: Mapping[int, int] = field(default_factory=dict)
    deleted: AbstractSet[str] = frozenset()
    flows: Mapping[str, CallFlow] = field(default_factory=dict)
    flow_ids: Mapping[int, CallFlow] = field(default_factory=dict)
    numbers: Mapping[str, CallFlow] = field(default_factory=dict)
    centers: Mapping[str, Directions] = field(default_factory=dict)
    center_ids: Mapping[int, Directions] = field(default_factory=dict)
    directions: Directions = field(default_factory=Directions)
    skills: tuple[str, ...] = ()

    @property
    def all_flows(self) -> tuple[CallFlow, ...]:
        """Every flow; the words of a `flow` or `number` column lead to its index here."""
        return tuple(self.flows.values())

    @property
    def all_directions(self) -> tuple[Directions, ...]:
        """The tenant's first, then those of each center; where a `center` column leads."""
        return (self.directions, *self.centers.values())

    @property
    def reads(self) -> frozenset[str]:
        """The attributes that any directions look at."""
        return frozenset().union(*(each.reads for each in self.all_directions))


@dataclass(frozen=True, slots=True)
class Way:
    """Where one word leads, as a number, or None for nowhere; `expected` where that is wrong."""

    leads: int | None
    expected: str = ""


def ways_by_group(entrances: Entrances, words: list[str]) -> dict[str, Way]:
    """The group index, or `GROUP_DELETED`, that each word of a `group` column leads to."""
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


def ways_by_flow(entrances: Entrances, words: list[str]) -> dict[str, Way]:
    """The place in `all_flows` that each word of a `flow` column leads to."""
    return _ways_by_name("call flow", entrances.flows, entrances.flow_ids, words)


def ways_by_number(entrances: Entrances, words: list[str]) -> dict[str, Way]:
    """The place in `all_flows` that each number leads to, as people write numbers.

    Where rules look at the number that was dialled, one without a flow is theirs to decide on.
    """
    flows = list(entrances.all_flows)
    for_rules = NUMBER in entrances.reads

    def way(word: str) -> Way:
        key = compared(NUMBER, word) or ""
        flow = entrances.numbers.get(key)
        if flow is not None:
            return Way(flows.index(flow))
        return Way(
            None, "" if for_rules else _expected("number of a call flow", key, entrances.numbers)
        )

    return {word: way(word) for word in words}


def ways_by_center(entrances: Entrances, words: list[str]) -> dict[str, Way]:
    """The place in `all_directions` that each word of a `center` column leads to."""
    ways = _ways_by_name("center", entrances.centers, entrances.center_ids, words)
    return {
        word: way if way.leads is None else Way(way.leads + 1)  # the tenant's stand first
        for word, way in ways.items()
    }


def matched(name: str) -> str:
    """The form in which two names are compared."""
    return normalize("NFC", name.strip()).casefold()


def _ways_by_name(
    noun: str, named: Mapping[str, Thing], by_id: Mapping[int, Thing], words: list[str]
) -> dict[str, Way]:
    """The place among the named things that each word leads to, by name or `#id`."""
    things = list(named.values())
    by_key = {matched(name): thing for name, thing in named.items()}

    def way(word: str) -> Way:
        number, key = _stable_id(word), matched(word)
        thing = by_id.get(number) if number is not None else None
        thing = by_key.get(key) if thing is None else thing
        if thing is None:
            return Way(None, _expected(noun, key, named))
        return Way(things.index(thing))

    return {word: way(word) for word in words}


def _stable_id(word: str) -> int | None:
    digits = word.strip().removeprefix("#")
    return int(digits) if word.strip().startswith("#") and digits.isdecimal() else None


def _expected(noun: str, key: str, names: Iterable[str]) -> str:
    near = did_you_mean(key, names)
    return f"a {noun}; {near}" if near else f"a {noun} of this tenant"
