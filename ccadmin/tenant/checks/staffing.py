"""Whether somebody is there whenever a group or a flow is open, over a typical week.

Dated exceptions and holidays are left out: what is asked is whether the plan itself has a hole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ccadmin import calendars
from ccadmin.calendars import Range, Week, format_week
from ccadmin.calendars.weeks import MINUTES
from ccadmin.calendars.zones import offset_at
from ccadmin.entering.keys import AFTER_HOURS
from ccadmin.tenant import branches, flows, hours, ways_in
from ccadmin.tenant.checks.findings import Finding, line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ccadmin.tenant.checks.view import View

Intervals = list[tuple[int, int]]
"""Times `[start, end)` in ms UTC, sorted and disjoint."""

_MINUTE: Final = 60_000
_DAY: Final = MINUTES * _MINUTE
_THURSDAY: Final = 3
"""The weekday of day 0, 1 January 1970."""


def findings(view: View) -> Iterator[Finding]:
    """Groups that are open while no member is on shift, flows while every group is closed."""
    weeks = hours.weeks(view.store)
    now = calendars.parse_instant("now", "UTC")
    yield from _groups(view, weeks, now)
    yield from _flows(view, weeks, now)


def _groups(view: View, weeks: hours.Weeks, now: int) -> Iterator[Finding]:
    for group in view.enabled:
        people = [weeks.agents.get(place.agent.id or 0) for place in view.serving(group)]
        if not people or None in people:
            continue
        zone = weeks.zone_of_group[group.id or 0]
        start, end = _typical_week(zone, now)
        week = weeks.groups[group.id or 0]
        opening = [(start, end)] if week is None else _open(week, start, end)
        staffed = _union(piece for own in people if own for piece in _open(own, start, end))
        gaps = _without(opening, staffed)
        if gaps:
            both = _without(opening, gaps)
            yield Finding(
                "nobody-on-shift",
                "group",
                group.name,
                f"it is open while no member is on shift: {_told(gaps, zone)} {zone}",
                line(
                    "hours",
                    "set",
                    "group",
                    group.name,
                    *_told(both, zone).replace(";", "").split(),
                    "--zone",
                    zone,
                )
                if both
                else line("group", "edit", group.name, "--status", "disabled"),
            )


def _flows(view: View, weeks: hours.Weeks, now: int) -> Iterator[Finding]:
    """What a flow lets in while no group that its keys lead to is open: holes of groups are theirs."""
    names = {group.id or 0: group.name for group in view.enabled}
    for flow in flows.all_flows(view.store):
        behind = {
            row.group_id
            for keys, row in branches.branches_of(view.store, flow).items()
            if row.group_id in names and keys != AFTER_HOURS
        }
        found = ways_in.hours_in_force(view.store, flow)
        start, end = _typical_week(found.zone, now)
        open_times = {
            names[number]: _open(week, start, end)
            for number in behind
            if number is not None and (week := weeks.groups[number]) is not None
        }
        if not behind or len(open_times) < len(behind):
            continue  # a group without hours is never closed
        opening = [(start, end)] if found.week is None else _open(found.week, start, end)
        gaps = _without(opening, _union(piece for own in open_times.values() for piece in own))
        if gaps:
            longest = max(open_times, key=lambda name: (_length(open_times[name]), name))
            yield Finding(
                "nobody-on-shift",
                "flow",
                flow.name,
                "it is open while every group behind it is closed: "
                f"{_told(gaps, found.zone)} {found.zone}",
                line("flow", "edit", flow.name, "--hours", f"group:{longest}"),
            )


def _length(intervals: Intervals) -> int:
    return sum(end - start for start, end in intervals)


def _typical_week(zone: str, now: int) -> tuple[int, int]:
    """The seven days from the next Monday on, from midnight to midnight in the zone."""
    today = (now + offset_at(zone, now)) // _DAY
    monday = today + 7 - (today + _THURSDAY) % 7
    start, end = (
        next(at for at in calendars.local_days(zone, day * _DAY - _DAY, day * _DAY + _DAY)
             if (at + offset_at(zone, at)) // _DAY == day)
        for day in (monday, monday + 7)
    )  # fmt: skip
    return start, end


def _open(week: Week, start: int, end: int) -> Intervals:
    return list(calendars.open_intervals(replace(week, dated=()), start, end))


def _union(pieces: Iterable[tuple[int, int]]) -> Intervals:
    joined: Intervals = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _without(whole: Intervals, parts: Intervals) -> Intervals:
    """What is left of the whole when the parts are taken out."""
    left: Intervals = []
    for start, end in whole:
        at = start
        for first, last in parts:
            if last <= at or first >= end:
                continue
            if first > at:
                left.append((at, first))
            at = max(at, last)
        if at < end:
            left.append((at, end))
    return left


def _told(intervals: Intervals, zone: str) -> str:
    """Times as weekly ranges on the zone's clock, as `hours set` reads them."""
    ranges = []
    for begin, end in intervals:
        at = begin + offset_at(zone, begin)
        until = end + offset_at(zone, end - 1)
        while at < until:
            day = at // _DAY
            last = min(until, (day + 1) * _DAY)
            first_minute, last_minute = (ms % _DAY // _MINUTE for ms in (at, last - 1))
            ranges.append(Range((day + _THURSDAY) % 7, first_minute, last_minute + 1))
            at = last
    return format_week(ranges)
