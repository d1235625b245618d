"""Whether the groups have the people for the contacts of a file, hour by hour, by Erlang A (S3)."""

from __future__ import annotations

from functools import cache
from math import ceil, inf
from typing import TYPE_CHECKING, NamedTuple

from ccadmin import calendars, contacts
from ccadmin.contacts import Reading
from ccadmin.planning.demand import HOUR, Demand, demand
from ccadmin.planning.staffing import Target, people_needed
from ccadmin.tenant import hours, ways_in
from ccadmin.tenant.checks.findings import Finding, line
from ccadmin.tenant.groups import service_level_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.calendars import Week
    from ccadmin.models import Group
    from ccadmin.tenant.checks.view import View

_SECOND = 1000
_ALMOST_ALL = 0.999
"""A service level of 100 per cent is taken as this: no number of people promises more."""


class Hour(NamedTuple):
    """An hour of one group: how many people its contacts need, and how many are on shift."""

    at: int
    contacts: int
    needed: int
    on_shift: int


def findings(view: View, path: str) -> Iterator[Finding]:
    """The worst hour of each group that has fewer people on shift than its volume needs.

    Raises:
        CcadminError: the file is refused.
    """
    entrances = ways_in.entrances(view.store)
    file = contacts.read(path, Reading(entrances=entrances, zone=view.store.tenant().zone))
    weeks = hours.weeks(view.store)
    by_index = sorted(view.groups, key=lambda group: group.id or 0)
    for index, asked in demand(file.contacts).items():
        group = by_index[index]
        worst = _worst_hour(view, group, asked, weeks)
        if worst is not None:
            yield _finding(group, asked, worst, weeks.zone_of_group[group.id or 0], view)


def _worst_hour(view: View, group: Group, asked: Demand, weeks: hours.Weeks) -> Hour | None:
    """The hour with the most people missing, the earliest of several; None when nobody is."""
    level = _level(view, group)
    target = Target(min(level[0] / 100, _ALMOST_ALL), level[1] * _SECOND)
    handling = max(1.0, asked.talk + group.wrap_up * _SECOND)
    needed = cache(
        lambda count: people_needed(count / HOUR, handling, target, patience=asked.patience)
    )
    week = weeks.groups[group.id or 0]
    people = [weeks.agents.get(place.agent.id or 0) for place in view.serving(group)]
    open_hours = [
        Hour(at, count, needed(count), _on_shift(people, at))
        for at, count in sorted(asked.hours.items())
        if week is None or calendars.open_time(week, at, at + HOUR)
    ]
    short = [hour for hour in open_hours if hour.on_shift < hour.needed]
    return max(short, key=lambda hour: hour.needed - hour.on_shift, default=None)


def _on_shift(people: list[Week | None], at: int) -> int:
    """How many are on shift in an hour, those who are for part of it as their share of it."""
    worked = sum(
        HOUR if week is None else calendars.open_time(week, at, at + HOUR) for week in people
    )
    return worked // HOUR


def _level(view: View, group: Group) -> tuple[int, int]:
    center = next((each for each in view.centers if each.id == group.center_id), None)
    level = service_level_of(group, center)
    return level.percent, level.seconds


def _finding(group: Group, asked: Demand, worst: Hour, zone: str, view: View) -> Finding:
    percent, seconds = _level(view, group)
    form = "C" if asked.patience == inf else "A"
    missing = worst.needed - worst.on_shift
    each = ceil(asked.talk / _SECOND)
    return Finding(
        "too-few-people",
        "group",
        group.name,
        f"the hour from {calendars.format_instant(worst.at, zone)} brings {worst.contacts} "
        f"contacts of {each} s: {percent}/{seconds} takes {worst.needed} people by Erlang {form}, "
        f"{worst.on_shift} {'is' if worst.on_shift == 1 else 'are'} on shift",
        line("group", "members", "add", group.name, *["AGENT"] * missing),
    )
