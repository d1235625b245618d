"""Weekly hours (S1, S4): how they are set and cleared, and whose are in force.

Dated exceptions lie over them (`exceptions.py`). A group takes the week of its center where it has
none of its own, and then all of the center's exceptions too; over a week of its own only closings
and holidays of the center hold. Its own exceptions lie over both, so that a group can say that it
is open while its center is closed. Chat settings of a center stand to the tenant-wide ones in the
same way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam
from sqlmodel import SQLModel, col, delete, insert, select

from ccadmin import calendars
from ccadmin.calendars import Range, Week, format_instant, format_week, parse_week, parse_zone
from ccadmin.calendars.weeks import CLOSED, DAYS, MINUTES
from ccadmin.calendars.zones import LAST_INSTANT
from ccadmin.changes import Change
from ccadmin.models import Agent, Center, Group, Hours, HoursRange
from ccadmin.tenant import exception_rows, exceptions
from ccadmin.tenant.owners import asked_for_hours, hours_of, make_hours, zone_of
from ccadmin.vocabulary import HoursOwner

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.store import Store
    from ccadmin.tenant.exception_rows import Layer
    from ccadmin.tenant.owners import Owner

ALWAYS: Final = "always"
"""What people read where nobody asked has hours: open, or on shift, at all times."""
BUILT_IN: Final = "built-in"
"""Where `always` comes from."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The hours that hold for an owner.

    Attributes:
        week: the hours with the dated exceptions, None for always without any.
        source: whose week it is, None for always.
        zone: the owner's IANA zone, that of `week` where there is one.
        zone_source: who says so: the hours themselves, a center, or the tenant.
        layers: whose exceptions the layers of `week.dated` are.
    """

    week: Week | None
    source: Owner | None
    zone: str
    zone_source: str
    layers: tuple[Owner, ...] = ()

    @property
    def text(self) -> str:
        """The week in one line, as it could be typed: `mon-fri 09:00-17:00` or `always`."""
        if self.week is None or self.source is None:
            return ALWAYS
        return format_week(self.week.ranges)


@dataclass(frozen=True, slots=True)
class Weeks:
    """The hours in force of a whole tenant with their exceptions, by id; a week of None is always.

    Attributes:
        agents: every agent's own hours.
        groups: every group's hours, else its center's.
        zone_of_group: the zone of those hours, else the center's, else the tenant's.
    """

    agents: Mapping[int, Week | None]
    groups: Mapping[int, Week | None]
    zone_of_group: Mapping[int, str]


def set_week(
    store: Store, owner: Owner, words: Sequence[str], *, zone: str | None = None
) -> Change:
    """Give an owner these hours instead of all it had; a zone of None stays as it is.

    Ranges that overlap are merged, and the change notes it.

    Args:
        store: the tenant.
        owner: whose hours they are.
        words: the week as typed, such as `["mon-fri", "09:00-17:00"]`.
        zone: an IANA name in any case.

    Raises:
        RuleError: the hours or the zone cannot be read.
    """
    hours = hours_of(store, owner)
    before = None if hours is None else _describe(store, hours)
    named = hours.zone if zone is None and hours is not None else zone and parse_zone(zone)
    week, notes = parse_week(words, zone=named or zone_of(store, owner, None)[0])
    if hours is None:
        hours = make_hours(store, owner)
    hours.zone = named
    store.session.flush()
    store.session.connection().execute(_CLEARED, {"hours": hours.id})
    ranges = [
        {"hours_id": hours.id, "weekday": r.weekday, "start_minute": r.start, "end_minute": r.end}
        for r in week.ranges
    ]
    if ranges:
        store.session.connection().execute(_RANGES, ranges)
    after = {"hours": format_week(week.ranges), "zone": named}
    return store.record(
        Change("hours", owner.id, _title(owner), before, after, notes, owner.centers)
    )


def clear(store: Store, owner: Owner) -> Change:
    """Take an owner's own week away; it inherits again, or is open always.

    Dated exceptions stay, and the change notes how many.
    """
    kept = len(exception_rows.own(store, owner))
    notes = [f"{kept} dated exceptions stay"] if kept else []
    hours = hours_of(store, owner)
    if hours is None:
        return Change("hours", owner.id, _title(owner), None, None, notes)
    before = _describe(store, hours)
    store.session.delete(hours)
    store.session.flush()
    return store.record(
        Change("hours", owner.id, _title(owner), before, None, notes, owner.centers)
    )


def in_force(store: Store, owner: Owner) -> InForce:
    """The hours that hold for an owner: its own, else those that it inherits, else always."""
    asked = asked_for_hours(owner)
    week, source, (zone, zone_source) = None, None, zone_of(store, owner, None)
    for each in asked:
        if (hours := hours_of(store, each)) is not None:
            source, (zone, zone_source) = each, zone_of(store, each, hours)
            week = Week(_ranges(store, hours), zone)
            break
    found = [
        (each, layer)
        for each in reversed(asked)
        if (layer := _as_inherited(exceptions.layer_of(store, each), each, owner, source))
    ]
    return InForce(
        with_layers(week, zone, [layer for _, layer in found]),
        source,
        zone,
        zone_source,
        tuple(each for each, _ in found),
    )


def with_layers(week: Week | None, zone: str, layers: Sequence[Layer]) -> Week | None:
    """A week, or always in a zone, with dated exceptions laid over it; empty layers are none."""
    dated = tuple(filter(None, layers))
    if not dated:
        return week
    return replace(week or always(zone), dated=dated)


def always(zone: str) -> Week:
    """Always, as a week: exceptions need something to lie over, a picture something to draw."""
    return Week(tuple(Range(weekday, 0, MINUTES) for weekday in range(len(DAYS))), zone)


def check(store: Store, owner: Owner, at: str) -> dict[str, Any]:
    """Whether an owner is open at a time, why, by whose hours, and when that changes next.

    Args:
        store: the tenant.
        owner: whose hours are asked for.
        at: an instant as typed, local to the owner's zone unless it has an offset, or `now`.

    Raises:
        RuleError: the instant cannot be read.
    """
    found = in_force(store, owner)
    instant = calendars.parse_instant(at, found.zone)
    answer = calendars.Answer(open=True, why="", next_change=None)
    if found.week is not None:
        answer = calendars.check(found.week, instant)
    source = found.source if answer.layer is None else found.layers[answer.layer]
    change = answer.next_change
    return {
        "owner": owner.kind.value,
        "name": owner.name,
        "at": format_instant(instant, found.zone),
        "state": "open" if answer.open else CLOSED,
        "why": answer.why if source else "always, because no hours are set",
        "from": BUILT_IN if source is None else str(source),
        "zone": found.zone,
        # A change after the year 9999 has no date that could be shown.
        "next_change": None
        if change is None or change > LAST_INSTANT
        else format_instant(change, found.zone),
    }


def weeks(store: Store) -> Weeks:
    """The hours in force of every agent and group, read in six queries however many there are."""
    home = store.tenant().zone
    own, layers = _all_own(store), exception_rows.layers(store)
    agents = store.session.exec(select(Agent.id)).all()
    groups = store.session.exec(
        select(Group.id, Group.center_id, Center.zone).join(
            Center, col(Group.center_id) == col(Center.id), isouter=True
        )
    ).all()
    week_of_group: dict[int, Week | None] = {}
    zone_of_group: dict[int, str] = {}
    for group, center, center_zone in groups:
        mine, above = (HoursOwner.GROUP, group or 0), (HoursOwner.CENTER, center or 0)
        zone = center_zone or home
        stored = own.get(mine) or own.get(above)
        inherited = layers.get(above, ())
        laid = [exceptions.closings(inherited) if mine in own else inherited, layers.get(mine, ())]
        zone_of_group[group or 0] = in_zone = (stored and stored.zone) or zone
        week_of_group[group or 0] = with_layers(
            stored.week(zone) if stored else None, in_zone, laid
        )
    week_of_agent: dict[int, Week | None] = {}
    for agent in agents:
        mine = (HoursOwner.AGENT, agent or 0)
        week = stored.week(home) if (stored := own.get(mine)) else None
        week_of_agent[agent or 0] = with_layers(week, home, [layers.get(mine, ())])
    return Weeks(week_of_agent, week_of_group, zone_of_group)


@dataclass(frozen=True, slots=True)
class _Stored:
    """Hours as stored: a zone of None is the owner's."""

    zone: str | None
    ranges: tuple[Range, ...]

    def week(self, home: str) -> Week:
        return Week(self.ranges, self.zone or home)


def _title(owner: Owner) -> str:
    return f"{owner.kind} {owner.name}"


def _describe(store: Store, hours: Hours) -> dict[str, Any]:
    """Hours as the audit keeps them; a zone of None is the owner's."""
    return {"hours": format_week(_ranges(store, hours)), "zone": hours.zone}


def _as_inherited(layer: Layer, of: Owner, owner: Owner, source: Owner | None) -> Layer:
    """What of somebody's exceptions holds for an owner, whose week comes from the source."""
    return exceptions.closings(layer) if of != owner == source else layer


def _ranges(store: Store, hours: Hours) -> tuple[Range, ...]:
    wanted = select(HoursRange.weekday, HoursRange.start_minute, HoursRange.end_minute)
    rows = store.session.exec(
        wanted.where(HoursRange.hours_id == hours.id).order_by(
            col(HoursRange.weekday), col(HoursRange.start_minute)
        )
    )
    return tuple(Range(*row) for row in rows)


def _all_own(store: Store) -> dict[tuple[HoursOwner, int], _Stored]:
    """Whose hours are stored, those of chat settings left out."""
    one = cache(Range)  # a thousand agents share the same few ranges
    rows = store.session.exec(
        select(
            HoursRange.hours_id, HoursRange.weekday, HoursRange.start_minute, HoursRange.end_minute
        ).order_by(col(HoursRange.hours_id), col(HoursRange.weekday), col(HoursRange.start_minute))
    ).all()
    ranges = {
        hours: tuple(one(*bounds) for _, *bounds in of_hours)
        for hours, of_hours in groupby(rows, key=lambda row: row[0])
    }
    own: dict[tuple[HoursOwner, int], _Stored] = {}
    for hours in store.session.exec(select(Hours).where(col(Hours.chat_settings_id).is_(None))):
        stored = _Stored(hours.zone, ranges.get(hours.id or 0, ()))
        if hours.agent_id is not None:
            own[HoursOwner.AGENT, hours.agent_id] = stored
        elif hours.group_id is not None:
            own[HoursOwner.GROUP, hours.group_id] = stored
        else:
            own[HoursOwner.CENTER, hours.center_id or 0] = stored
    return own


_OF_WEEKS: Final = SQLModel.metadata.tables["hours_range"]
_CLEARED: Final = delete(_OF_WEEKS).where(_OF_WEEKS.c.hours_id == bindparam("hours"))
_RANGES: Final = insert(_OF_WEEKS)
"""Made once, as every line of a batch about hours needs them."""
