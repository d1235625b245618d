"""Dated exceptions in the tenant's file: how they are read and written, owner by owner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select as select_columns
from sqlmodel import col, delete

from ccadmin.calendars import Dated, Dates
from ccadmin.changes import Change
from ccadmin.models import HoursException, HoursExceptionRange
from ccadmin.tenant.dated import identity
from ccadmin.tenant.owners import made_place_of, place_of
from ccadmin.vocabulary import HoursOwner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ccadmin.store import Store
    from ccadmin.tenant.owners import Owner

Layer = tuple[Dated, ...]
"""The dated exceptions of one owner."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A dated exception of an owner, as the tenant holds it.

    Attributes:
        id: the number of its row.
        dated: what it says.
        origin: who wrote it: `holidays:BG`, `ical:UID`, None for a person.
    """

    id: int
    dated: Dated
    origin: str | None


def own(store: Store, owner: Owner) -> list[Stored]:
    """The dated exceptions of an owner, in the order of their dates."""
    column, number = place_of(store, owner)
    if number is None:
        return []
    owned = col(getattr(HoursException, column)) == number
    return [stored for _, stored in _read(store, owned)]


def layers(store: Store) -> Mapping[tuple[HoursOwner, int], Layer]:
    """The dated exceptions of all agents, groups and centers, read in one query."""
    found: dict[tuple[HoursOwner, int], list[Dated]] = {}
    for owner, stored in _read(store, col(HoursException.chat_settings_id).is_(None)):
        found.setdefault(owner, []).append(stored.dated)
    return {owner: tuple(dated) for owner, dated in found.items()}


def put(
    store: Store,
    owner: Owner,
    dated: Iterable[Dated],
    *,
    origin: str | None = None,
    replacing: Callable[[Stored], bool] = lambda _: False,
) -> list[Change]:
    """Give an owner these dated exceptions, of which some may be there already.

    Args:
        store: the tenant.
        owner: whose they are.
        dated: the exceptions; of one origin no two have the same dates and kind.
        origin: who writes them; what has an origin keeps its row when its name changes.
        replacing: which of the others they take the place of, so that those go.
    """
    stored = own(store, owner)
    there = {identity(e.dated, e.origin): e for e in stored if e.origin == origin}
    kept: set[int] = set()
    changes = []
    for each in dated:
        change = _write(store, owner, each, there.get(identity(each, origin)), origin=origin)
        kept.add(change.id or 0)
        changes.append(change)
    gone = [each for each in stored if each.id not in kept and replacing(each)]
    return [*changes, *delete_all(store, owner, gone)]


def _write(
    store: Store, owner: Owner, dated: Dated, before: Stored | None, *, origin: str | None
) -> Change:
    after = _describe(dated, origin)
    earlier = _describe(before.dated, before.origin) if before else None
    row = None if before is None else store.session.get(HoursException, before.id)
    if after != earlier or row is None:
        row = row or _new_row(store, owner, dated, origin)
        row.name = dated.name
        store.session.add(row)
        store.session.flush()
        ranges = col(HoursExceptionRange.exception_id) == row.id
        store.session.exec(delete(HoursExceptionRange).where(ranges))
        store.session.add_all(
            HoursExceptionRange(exception_id=row.id or 0, start_minute=start, end_minute=end)
            for start, end in dated.ranges
        )
        store.session.flush()
    return store.record(
        Change("exception", row.id, _title(owner, dated), earlier, after, centers=owner.centers)
    )


def _new_row(store: Store, owner: Owner, dated: Dated, origin: str | None) -> HoursException:
    column, number = made_place_of(store, owner)
    row = HoursException(
        kind=dated.kind,
        first=dated.dates.first,
        last=dated.dates.last,
        since=dated.dates.since,
        origin=origin,
    )
    setattr(row, column, number)
    return row


def delete_all(store: Store, owner: Owner, stored: Iterable[Stored]) -> list[Change]:
    """Take these rows of an owner away."""
    for each in stored:
        store.session.delete(store.session.get(HoursException, each.id))
    store.session.flush()
    return [
        store.record(
            Change(
                "exception",
                each.id,
                _title(owner, each.dated),
                _describe(each.dated, each.origin),
                None,
                centers=owner.centers,
            )
        )
        for each in stored
    ]


def _read(store: Store, owned: Any) -> list[tuple[tuple[HoursOwner, int], Stored]]:
    """Plain rows, not objects: each of many agents may have the holidays of many years."""
    one = cache(Dated)  # owners share the same few exceptions
    dates = cache(Dates)
    columns: tuple[Any, ...] = (
        HoursException.id, HoursException.agent_id, HoursException.group_id,
        HoursException.center_id, HoursException.kind, HoursException.first, HoursException.last,
        HoursException.since, HoursException.name, HoursException.origin,
        HoursExceptionRange.start_minute, HoursExceptionRange.end_minute,
    )  # fmt: skip
    query = (
        select_columns(*columns)
        .join(
            HoursExceptionRange,
            col(HoursException.id) == col(HoursExceptionRange.exception_id),
            isouter=True,
        )
        .where(owned)
        .order_by(
            col(HoursException.first), col(HoursException.last), col(HoursException.id),
            col(HoursExceptionRange.start_minute),
        )
    )  # fmt: skip
    found = []
    rows = store.session.connection().execute(query)
    for number, lines in groupby(rows, key=itemgetter(0)):
        of_one = list(lines)
        _, agent, group, center, kind, first, last, since, name, origin, _, end = of_one[0]
        ranges = () if end is None else tuple(tuple(each[-2:]) for each in of_one)
        said = one(kind, dates(first, last, since), ranges, name)
        found.append((_owner(agent, group, center), Stored(number, said, origin)))
    return found


def _owner(agent: int | None, group: int | None, center: int | None) -> tuple[HoursOwner, int]:
    """Whose a row is; of chat settings, which nobody reads together, it says nothing."""
    if agent is not None:
        return HoursOwner.AGENT, agent
    return (HoursOwner.GROUP, group) if group is not None else (HoursOwner.CENTER, center or 0)


def _title(owner: Owner, dated: Dated) -> str:
    named = f" ({dated.name})" if dated.name else ""
    return f"{owner.kind} {owner.name} {dated.dates}{named}"


def _describe(dated: Dated, origin: str | None) -> dict[str, Any]:
    """A dated exception as the audit keeps it."""
    return {
        "dates": str(dated.dates),
        "kind": dated.kind.value,
        "times": dated.times or None,
        "name": dated.name,
        "origin": origin,
    }
