"""A tenant as documents want it: what they state, laid over what there is.

What is stated of one object is gathered from all documents first, so that their order is no matter.
Names come before everything that refers to them; then fields, then lists. Nothing is refused here for
what the whole would be: that is for `checks.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ccadmin.chat_fields import CHAT_FIELDS
from ccadmin.documents.nodes import Place, Problems
from ccadmin.errors import RuleError
from ccadmin.tenant.document import consequences, relations
from ccadmin.tenant.document.content import NO_HOURS, TENANT_WIDE, blank_chat
from ccadmin.tenant.document.fields import BY_PLACE, NOUNS
from ccadmin.tenant.document.identity import About, identify
from ccadmin.tenant.document.naming import NOUNS as NAMED
from ccadmin.tenant.document.naming import Naming
from ccadmin.tenant.document.shapes import Shape
from ccadmin.tenant.document.stated import Stated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ccadmin.tenant.document.content import Content, Record
    from ccadmin.tenant.document.stated import Wanted


@dataclass(slots=True)
class Merged:
    """What there is, what is wanted, and what of it was stated where.

    Attributes:
        before: the tenant.
        after: as it is to be; objects of which nothing changes are the same ones.
        about: noun -> id -> what is stated of the object.
        chats: the same for chat settings, by their center's id.
        pruned: noun -> what is to be deleted.
        unlisted: noun -> how many objects no document lists, where a document lists any.
        wanted: what the documents say.
        problems: takes what is wrong.
        now: this instant, for statuses that begin with the change.
        tabled: the groups whose members a table of the document states, each with the place.
    """

    before: Content
    after: Content
    about: dict[str, About]
    chats: About
    pruned: dict[str, dict[int, Record]]
    unlisted: dict[str, int]
    wanted: Wanted
    problems: Problems
    now: str
    tabled: dict[int, Place] = field(default_factory=dict)

    def change(self, noun: str, number: int, changes: Record) -> None:
        """Give an object other values; the one that the tenant holds stays as it is."""
        objects = self.after.chats if noun == "chat" else self.after.of(noun)
        record = objects[number]
        changed = {place: value for place, value in changes.items() if record[place] != value}
        if changed:
            objects[number] = {**record, **changed}

    def place(self, noun: str, number: int, *fields: str) -> Place:
        """Where one of these fields of an object is stated, else where the object is."""
        about = self.chats if noun == "chat" else self.about[noun]
        said = about.get(number, ())
        for name in fields:
            for stated in said:
                if name in stated.values:
                    return stated.at(name)
        if said:
            return said[0].place
        return self.wanted.listed.get(noun) or self.first_place()

    def states(self, noun: str, number: int, name: str) -> bool:
        """Whether a document states a field of an object."""
        about = self.chats if noun == "chat" else self.about[noun]
        return any(name in stated.values for stated in about.get(number, ()))

    def first_place(self) -> Place:
        """The beginning of the documents, for what no line of theirs is about."""
        places = [
            stated.place
            for about in self.about.values()
            for said in about.values()
            for stated in said
        ]
        return min(places, default=Place("documents", 1, 1))


def merge(
    before: Content, wanted: Wanted, problems: Problems, *, now: str, prune: bool = False
) -> Merged:
    """Lay what documents state over what a tenant holds."""
    after = before.copy()
    about = {noun: identify(noun, wanted.objects[noun], after, problems) for noun in NAMED}
    merged = Merged(before, after, about, {}, {}, {}, wanted, problems, now)
    _tenant(merged)
    _seats(merged)
    for noun in NAMED:
        _prune(merged, noun, prune=prune)
        _names(merged, noun)
    naming = Naming(after)
    for noun in NAMED:
        _fields(merged, noun, naming)
    _chats(merged)
    relations.settle_lists(merged, naming)
    consequences.draw(merged)
    return merged


def _tenant(merged: Merged) -> None:
    merged.after.tenant |= gathered(merged.wanted.tenant, merged.problems)


def _seats(merged: Merged) -> None:
    said: dict[str, tuple[int | None, Place]] = {}
    for kind, seats, place in merged.wanted.seats:
        first, there = said.setdefault(kind, (seats, place))
        if first != seats:
            merged.problems.add(place, f'seats of "{kind}" are stated otherwise', f"at {there}")
        if seats is None:
            merged.after.seats.pop(kind, None)
        else:
            merged.after.seats[kind] = seats


def gathered(said: Iterable[Stated], problems: Problems) -> Record:
    """All fields that are stated of one object; two that differ are a problem."""
    values: Record = {}
    origins: dict[str, Stated] = {}
    for stated in said:
        for place, value in stated.values.items():
            if place not in values:
                values[place], origins[place] = value, stated
            elif not _same(values[place], value):
                first = origins[place].at(place)
                message = f"{place.replace('_', '-')} is stated otherwise"
                problems.add(stated.at(place), message, f"at {first}")
    return values


def _same(one: Any, other: Any) -> bool:
    """Whether two statements agree; of lists of records no two do, as each is to be whole."""
    holds_records = isinstance(one, Stated) or (isinstance(one, list | dict) and bool(one))
    return not holds_records and one == other


def _prune(merged: Merged, noun: str, *, prune: bool) -> None:
    """Take away what a list does not hold, where that is wanted."""
    if noun not in merged.wanted.listed:
        return
    objects, about = merged.after.of(noun), merged.about[noun]
    left = [number for number in objects if number not in about]
    if prune:
        merged.pruned[noun] = {number: objects.pop(number) for number in left}
    elif left:
        merged.unlisted[noun] = len(left)


def _names(merged: Merged, noun: str) -> None:
    """Make what is new, and name everything as it will be called."""
    objects = merged.after.of(noun)
    for number, said in merged.about[noun].items():
        if number in objects and _is_so(objects[number], said):
            continue
        named: Record = {
            field: stated.values[field]
            for stated in said
            for field in ("name", "email")
            if field in stated.values
        }
        if number in objects:
            merged.change(noun, number, named)
        elif "name" in named:
            objects[number] = blank(noun, number) | named
            if noun == "center":
                merged.after.chats[number] = blank_chat(number)
                merged.after.rules[number] = ()


def blank(noun: str, number: int) -> Record:
    """A new object."""
    return _BLANK[noun] | {"id": number} | {place: {} for place in _MAPPINGS[noun]}


def _fields(merged: Merged, noun: str, naming: Naming) -> None:
    """Set every field that holds no records."""
    objects, referring = merged.after.of(noun), REFERRING[noun]
    for number, said in merged.about[noun].items():
        if number not in objects or _is_so(objects[number], said):
            continue
        values = said[0].values if len(said) == 1 else gathered(said, merged.problems)
        record, changes = objects[number], {}
        for place, value in values.items():
            if place in _LISTS:
                continue
            if place in referring and value is not None:
                try:
                    settled = referring[place].settle(value, naming)
                except RuleError as problem:
                    merged.problems.add(merged.place(noun, number, place), *_said(place, problem))
                    continue
            else:
                settled = value
            if record[place] != settled:
                changes[place] = settled
        if changes:
            objects[number] = {**record, **changes}


def _is_so(record: Record, said: Iterable[Stated]) -> bool:
    """Whether an object is all that is stated of it, and refers to nothing in it."""
    for stated in said:  # noqa: SIM110 - asked ten thousand times, where a generator takes longest
        if not stated.values.items() <= record.items():
            return False
    return True


def _chats(merged: Merged) -> None:
    """Chat settings of the tenant and of centers, field by field."""
    for stated, place in merged.wanted.chats:
        merged.chats.setdefault(TENANT_WIDE, []).append(stated or _emptied(place))
    for number, said in merged.about["center"].items():
        for stated in said:
            if "chat_settings" in stated.values and number in merged.after.centers:
                own = stated.values["chat_settings"] or _emptied(stated.at("chat_settings"))
                merged.chats.setdefault(number, []).append(own)
    for number, said in merged.chats.items():
        merged.change("chat", number, gathered(said, merged.problems))


def _emptied(place: Place) -> Stated:
    """Chat settings that say nothing of their own any more."""
    return Stated("chat", place, dict.fromkeys(CHAT_FIELDS) | NO_HOURS, {})


def _said(place: str, problem: RuleError) -> tuple[str, str | None]:
    word = place.removesuffix("_id").replace("_", "-")
    return f"{word}: {problem.message}", problem.hint


_LISTS: Final = frozenset(
    {"people", "members", "devices", "menu", "rules", "chat_settings", "otherwise", "after_hours"}
)
REFERRING: Final[dict[str, dict[str, Shape]]] = {
    noun: {
        place: field.shape
        for place, field in BY_PLACE[noun].items()
        if field.shape is not None
        and place not in _LISTS
        and type(field.shape).settle is not Shape.settle
    }
    for noun in NAMED
}
"""The fields of each noun that name other objects."""

_NOT_KEPT: Final = ("chat_settings", "rules", "menu", "otherwise", "after_hours")
_MAPPINGS: Final = {
    "center": ("people",),
    "agent": (),
    "group": ("members",),
    "flow": ("branches",),
}
"""The parts of a record that are mappings, of which each object has its own."""
_BLANK: Final[dict[str, Record]] = {
    noun: {field.place: field.default for field in NOUNS[noun] if field.place not in _NOT_KEPT}
    for noun in NAMED
}
"""What a new object has."""
