"""Dated exceptions (S1): how they are added, taken over from a calendar, and taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ccadmin import calendars
from ccadmin.calendars import Dated
from ccadmin.calendars.dates import LEAP_DAY
from ccadmin.errors import NotFoundError, RuleError
from ccadmin.tenant.dated import clean_title, identity
from ccadmin.tenant.exception_rows import Layer, Stored, delete_all, own, put
from ccadmin.tenant.names import key_of
from ccadmin.vocabulary import DatedKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ccadmin.calendars import Dates
    from ccadmin.changes import Change
    from ccadmin.exchange.icalendar import Event
    from ccadmin.store import Store
    from ccadmin.tenant.owners import Owner


@dataclass(frozen=True, slots=True)
class Filter:
    """Which exceptions are meant; None is any.

    Attributes:
        kind: what they do.
        name: what they are called, in any case.
    """

    kind: DatedKind | None = None
    name: str | None = None

    def takes(self, dated: Dated) -> bool:
        """Whether an exception is meant."""
        return (self.kind is None or dated.kind is self.kind) and (
            self.name is None or key_of(dated.name or "") == key_of(self.name)
        )


def read(
    kind: DatedKind, dates: str, ranges: str | None, *, yearly: bool, name: str | None
) -> tuple[Dated, list[str]]:
    """A dated exception as typed, and notes on what may surprise.

    Raises:
        RuleError: the dates, the ranges or the name cannot be read, or hours are missing.
    """
    when = calendars.parse_dates(dates, yearly=yearly)
    if ranges is None and kind is not DatedKind.CLOSED:
        raise RuleError(
            "no-ranges",
            f"--{kind} needs the ranges in which it is open",
            hint=f'write them, such as "{dates} --{kind} 10:00-14:00"',
        )
    times, merged = calendars.parse_ranges(ranges) if ranges is not None else ((), ())
    notes = list(merged)
    if when.yearly and LEAP_DAY in {when.first, when.last}:
        notes.append("29 February comes in leap years only")
    return Dated(kind, when, times, None if name is None else clean_title(name)), notes


def add(store: Store, owner: Owner, dated: Dated, *, notes: Sequence[str] = ()) -> Change:
    """Add a dated exception; one of the same dates, kind and name gets these ranges instead.

    The change notes what else stands on those dates and beats it, or holds beside it.
    """
    beside = [
        note
        for each in own(store, owner)
        if each.origin is not None or identity(each.dated) != identity(dated)
        for note in _notes_on(dated, each.dated)
    ]
    (change,) = put(store, owner, [dated])
    return replace(change, notes=(*notes, *beside))


def take_over(store: Store, owner: Owner, events: Iterable[Event]) -> list[Change]:
    """Give an owner the dates of events, instead of those that it had from the same events."""
    changes = []
    for event in events:
        origin = f"ical:{event.uid}"

        def same_event(each: Stored, origin: str = origin) -> bool:
            return each.origin == origin

        changes += put(store, owner, event.dated, origin=origin, replacing=same_event)
    return changes


def remove(
    store: Store, owner: Owner, dates: Dates, only: Filter, *, if_exists: bool = False
) -> list[Change]:
    """Take away every dated exception of an owner that lies wholly within the dates.

    Args:
        store: the tenant.
        owner: whose they are.
        dates: once or yearly, as the exceptions themselves.
        only: which of them.
        if_exists: whether it is no error that there is none.

    Raises:
        NotFoundError: there is none; the hint says what is near.
    """
    wanted = [each for each in own(store, owner) if only.takes(each.dated)]
    found = [each for each in wanted if _within(each.dated.dates, dates)]
    if not found and not if_exists:
        raise NotFoundError(
            "exception-not-found",
            f"{owner} has no such exception on {dates}",
            hint=_way_out(owner, wanted, dates),
        )
    return delete_all(store, owner, found)


def layer_of(store: Store, owner: Owner) -> Layer:
    """What an owner's dated exceptions say, in the order of their dates."""
    return tuple(each.dated for each in own(store, owner))


def closings(layer: Layer) -> Layer:
    """The closings and holidays among them, which hold for inherited and for own hours alike."""
    return tuple(e for e in layer if e.kind in {DatedKind.CLOSED, DatedKind.HOLIDAY})


def row(dated: Dated, owner: Owner) -> dict[str, Any]:
    """A dated exception as lists show it."""
    return {
        "dates": str(dated.dates),
        "kind": dated.kind.value,
        "times": dated.times or None,
        "name": dated.name,
        "from": str(owner),
    }


def _notes_on(dated: Dated, other: Dated) -> list[str]:
    """What another exception of the same owner does to a new one on the same dates."""
    if not (_within(dated.dates, other.dates) or _within(other.dates, dated.dates)):
        return []
    named = f' ("{other.name}")' if other.name else ""
    opens = dated.kind in {DatedKind.OPEN, DatedKind.ALSO}
    if opens and other.closes_all_day:
        return [f"{other.title}{named} on {other.dates} beats it; remove that to be open"]
    if other.kind is dated.kind and dated.ranges and other.ranges:
        return [f"{other.title}{named} on {other.dates} holds beside it"]
    return []


def _within(inner: Dates, outer: Dates) -> bool:
    if inner.yearly != outer.yearly:
        return False
    same = (inner.first, inner.last) == (outer.first, outer.last)
    return same or (outer.first <= inner.first <= inner.last <= outer.last)


def _way_out(owner: Owner, stored: Sequence[Stored], dates: Dates) -> str:
    for each in stored:
        if _within(dates, each.dated.dates):
            return f'"{each.dated.dates}" covers it; name those dates to remove them all'
        if dates.yearly != each.dated.dates.yearly and each.dated.dates.first.endswith(
            dates.first[-5:]
        ):
            word = "without --yearly" if dates.yearly else "with --yearly"
            return f'there is "{each.dated.dates}"; name it {word}'
    return f'see them with: ccadmin hours exception list {owner.kind} "{owner.name}"'
