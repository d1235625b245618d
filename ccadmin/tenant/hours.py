"""Weekly hours (S1, S4): how they are set and cleared, and whose are in force."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import col, delete, select

from ccadmin import calendars
from ccadmin.calendars import Range, Week, format_instant, format_week, parse_week, parse_zone
from ccadmin.calendars.weeks import CLOSED, DAY_NAMES, format_ranges
from ccadmin.changes import Change
from ccadmin.models import Agent, Center, Group, Hours, HoursRange
from ccadmin.tenant.owners import asked_for_hours, hours_of, make_hours, zone_of
from ccadmin.vocabulary import HoursOwner

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.store import Store
    from ccadmin.tenant.owners import Owner

ALWAYS: Final = "always"
"""What people read where nobody asked has hours: open, or on shift, at all times."""
BUILT_IN: Final = "built-in"
"""Where `always` comes from."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The hours that hold for an owner.

    Attributes:
        week: the hours, None for always.
        source: whose they are, None for always.
        zone: the owner's IANA zone, that of `week` where there is one.
        zone_source: who says so: the hours themselves, a center, or the tenant.
    """

    week: Week | None
    source: Owner | None
    zone: str
    zone_source: str


@dataclass(frozen=True, slots=True)
class Weeks:
    """The hours in force of a whole tenant, by id; a week of None is always.

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
    store.session.exec(delete(HoursRange).where(col(HoursRange.hours_id) == hours.id))
    store.session.add_all(
        HoursRange(
            hours_id=hours.id or 0, weekday=r.weekday, start_minute=r.start, end_minute=r.end
        )
        for r in week.ranges
    )
    store.session.flush()
    after = _describe(store, hours)
    return store.record(Change("hours", owner.id, _title(owner), before, after, notes))


def clear(store: Store, owner: Owner) -> Change:
    """Take an owner's own hours away; it inherits again, or is open always."""
    hours = hours_of(store, owner)
    if hours is None:
        return Change("hours", owner.id, _title(owner), None, None)
    before = _describe(store, hours)
    store.session.delete(hours)
    store.session.flush()
    return store.record(Change("hours", owner.id, _title(owner), before, None))


def in_force(store: Store, owner: Owner) -> InForce:
    """The hours that hold for an owner: its own, else those that it inherits, else always."""
    for source in asked_for_hours(owner):
        if (hours := hours_of(store, source)) is not None:
            zone, zone_source = zone_of(store, source, hours)
            return InForce(Week(_ranges(store, hours), zone), source, zone, zone_source)
    zone, zone_source = zone_of(store, owner, None)
    return InForce(None, None, zone, zone_source)


def show(store: Store, owner: Owner) -> dict[str, Any]:
    """The week in force as people read it, as a whole and day by day, and where it comes from."""
    found = in_force(store, owner)
    return {
        "owner": owner.kind.value,
        "name": owner.name,
        "hours": text_of(found.week),
        "from": BUILT_IN if found.source is None else str(found.source),
        "zone": found.zone,
        "zone_from": found.zone_source,
        **{name: _day_text(found.week, day) for day, name in enumerate(DAY_NAMES)},
    }


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
    if found.week is None:
        answer = calendars.Answer(
            open=True, why="always, because no hours are set", next_change=None
        )
    else:
        answer = calendars.check(found.week, instant)
    change = answer.next_change
    return {
        "owner": owner.kind.value,
        "name": owner.name,
        "at": format_instant(instant, found.zone),
        "state": "open" if answer.open else CLOSED,
        "why": answer.why,
        "from": BUILT_IN if found.source is None else str(found.source),
        "zone": found.zone,
        "next_change": None if change is None else format_instant(change, found.zone),
    }


def weeks(store: Store) -> Weeks:
    """The hours in force of every agent and group, read in five queries however many there are."""
    home = store.tenant().zone
    own = _all_own(store)
    agents = store.session.exec(select(Agent.id)).all()
    groups = store.session.exec(
        select(Group.id, Group.center_id, Center.zone).join(
            Center, col(Group.center_id) == col(Center.id), isouter=True
        )
    ).all()
    week_of_group: dict[int, Week | None] = {}
    zone_of_group: dict[int, str] = {}
    for group, center, center_zone in groups:
        zone = center_zone or home
        stored = own.get((HoursOwner.GROUP, group)) or own.get((HoursOwner.CENTER, center))
        week_of_group[group or 0] = stored.week(zone) if stored else None
        zone_of_group[group or 0] = (stored and stored.zone) or zone
    week_of_agent = {
        agent or 0: stored.week(home) if (stored := own.get((HoursOwner.AGENT, agent))) else None
        for agent in agents
    }
    return Weeks(week_of_agent, week_of_group, zone_of_group)


def text_of(week: Week | None) -> str:
    """A week in one line, as it could be typed: `mon-fri 09:00-17:00`, `closed` or `always`."""
    return ALWAYS if week is None else format_week(week.ranges)


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


def _day_text(week: Week | None, weekday: int) -> str:
    if week is None:
        return ALWAYS
    return format_ranges(r for r in week.ranges if r.weekday == weekday) or CLOSED


def _ranges(store: Store, hours: Hours) -> tuple[Range, ...]:
    wanted = select(HoursRange).where(HoursRange.hours_id == hours.id)
    rows = store.session.exec(
        wanted.order_by(col(HoursRange.weekday), col(HoursRange.start_minute))
    )
    return tuple(Range(row.weekday, row.start_minute, row.end_minute) for row in rows)


def _all_own(store: Store) -> dict[tuple[HoursOwner, int | None], _Stored]:
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
    own: dict[tuple[HoursOwner, int | None], _Stored] = {}
    for hours in store.session.exec(select(Hours).where(col(Hours.chat_settings_id).is_(None))):
        stored = _Stored(hours.zone, ranges.get(hours.id or 0, ()))
        if hours.agent_id is not None:
            own[HoursOwner.AGENT, hours.agent_id] = stored
        elif hours.group_id is not None:
            own[HoursOwner.GROUP, hours.group_id] = stored
        else:
            own[HoursOwner.CENTER, hours.center_id] = stored
    return own
