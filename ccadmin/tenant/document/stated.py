"""What documents say, read and checked value by value, but not yet held against the tenant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.documents.nodes import Place


class Stated:
    """One record of a document: the fields that it states, each with its place.

    Attributes:
        noun: what it is about.
        values: the fields that are stated, by their place in a record of the content; what `null`
            emptied has its default. References are names still.
        id: the id that is stated, or None.
        part: of which list it is; within one list nothing may be stated twice.
    """

    __slots__ = ("_place", "_places", "id", "noun", "part", "values")

    def __init__(
        self,
        noun: str,
        place: Place,
        values: dict[str, Any],
        places: Mapping[str, Place],
        part: int = 0,
    ) -> None:
        self.noun = noun
        self.values = values
        self.id: int | None = None
        self.part = part
        self._place, self._places = place, places

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self._place

    def at(self, name: str) -> Place:
        """Where a field is stated, else where the record begins."""
        return self._places.get(name, self._place)


@dataclass(slots=True)
class Wanted:
    """All that documents say.

    Attributes:
        tenant: what holds for the whole tenant, once a document that says it.
        seats: license -> seats, with the place.
        objects: centers, agents, groups and flows, in the order of the documents.
        listed: the nouns whose list is stated, so that what is not in it may be pruned.
        chats: chat settings of the tenant; None empties all.
        rules: lists of the tenant's rules.
        members: memberships by the name of their group, from tables of their own.
        people: assignments by the name of their center, likewise.
    """

    tenant: list[Stated] = field(default_factory=list)
    seats: list[tuple[str, int | None, Place]] = field(default_factory=list)
    objects: dict[str, list[Stated]] = field(
        default_factory=lambda: {noun: [] for noun in ("center", "agent", "group", "flow")}
    )
    listed: dict[str, Place] = field(default_factory=dict)
    chats: list[tuple[Stated | None, Place]] = field(default_factory=list)
    rules: list[tuple[list[Stated], Place]] = field(default_factory=list)
    members: list[Stated] = field(default_factory=list)
    people: list[Stated] = field(default_factory=list)
