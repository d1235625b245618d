"""A week of an owner's hours as it is shown: as a record for programs, as a picture for people."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Any, Final

from ccadmin import calendars
from ccadmin.calendars.dates import date_of, day_number
from ccadmin.calendars.picture import LEGEND, draw_week, hours_text
from ccadmin.calendars.plan import weekday_of
from ccadmin.calendars.weeks import DAY_NAMES, DAYS
from ccadmin.tenant import exception_rows, exceptions
from ccadmin.tenant.hours import ALWAYS, BUILT_IN, always, in_force

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccadmin.store import Store
    from ccadmin.tenant.hours import InForce
    from ccadmin.tenant.owners import Owner

_COLUMNS: Final = 80
"""As wide as the picture of a week."""
AHEAD: Final = 8
"""Weeks, that of the picture included, whose dated exceptions are shown with it."""


def monday_of(text: str | None, zone: str) -> int:
    """The Monday, in days since 1970-01-01, of the week of a date; None is today in the zone.

    Raises:
        RuleError: the date cannot be read.
    """
    if text is None:
        today = calendars.format_instant(calendars.parse_instant("now", zone), zone)[:10]
    else:
        today = calendars.parse_dates(text).first
    day = day_number(today)
    return max(day - weekday_of(day), day_number("0001-01-01"))


def show(store: Store, owner: Owner, week: str | None, *, in_words: bool = False) -> dict[str, Any]:
    """The hours in force, those that begin on each date of a week, and the exceptions ahead.

    Args:
        store: the tenant.
        owner: whose hours are shown.
        week: any date of the week as typed; None is this week.
        in_words: whether each exception is a line of text instead of a record.

    Raises:
        RuleError: the date cannot be read.
    """
    found = in_force(store, owner)
    monday = monday_of(week, found.zone)
    ahead = list(_ahead(found, monday))
    return {
        "owner": owner.kind.value,
        "name": owner.name,
        "hours": found.text,
        "from": BUILT_IN if found.source is None else str(found.source),
        "zone": found.zone,
        "zone_from": found.zone_source,
        "week": date_of(monday),
        **{name: _day(found, monday + day) for day, name in enumerate(DAY_NAMES)},
        "exceptions": _lines(ahead, owner, gap=" ") if in_words else ahead,
    }


def on_card(store: Store, owner: Owner) -> dict[str, Any]:
    """The hours for the card of an owner: its own, those in force, and their zone."""
    found = in_force(store, owner)
    return {
        "hours": found.text if found.source == owner else None,
        "hours_in_force": found.text,
        "hours_zone": found.zone,
    }


def draw(store: Store, owner: Owner, week: str | None) -> str:
    """The same as a drawing of the week, 80 columns wide, with the exceptions ahead below it.

    Raises:
        RuleError: the date cannot be read.
    """
    found = in_force(store, owner)
    monday = monday_of(week, found.zone)
    lines = [
        *wrap(_headline(owner, found), _COLUMNS, subsequent_indent="  ", break_on_hyphens=False),
        f"zone {found.zone} ({found.zone_source}), week of {date_of(monday)}",
        "",
        *draw_week(found.week or always(found.zone), monday),
        "",
        LEGEND,
    ]
    if ahead := list(_ahead(found, monday)):
        lines += ["", f"exceptions in the {AHEAD} weeks from {date_of(monday)}"]
        lines += _lines(ahead, owner)
    return "\n".join(lines)


def _headline(owner: Owner, found: InForce) -> str:
    """Whose hours they are, where they come from when they are not the owner's, and the week."""
    if found.source is None:
        return f"{owner}: always open"
    inherited = "" if str(found.source) == str(owner) else f", hours of {found.source}"
    return f"{owner}{inherited}: {found.text}"


def listed(store: Store, owner: Owner) -> list[dict[str, Any]]:
    """Every dated exception that holds for an owner, the inherited ones first, each with its owner."""
    found = in_force(store, owner)
    return [
        exceptions.row(each.dated, of) | {"origin": each.origin}
        for of, layer in zip(found.layers, found.week.dated if found.week else (), strict=True)
        for each in exception_rows.own(store, of)
        if each.dated in layer
    ]


def _day(found: InForce, day: int) -> str:
    return ALWAYS if found.week is None else hours_text(found.week, day)


def _ahead(found: InForce, monday: int) -> Iterator[dict[str, Any]]:
    """The exceptions that hold on a date of the weeks shown, in the order of their first one."""
    if found.week is None:
        return
    said = [
        (each, of)
        for of, layer in zip(found.layers, found.week.dated, strict=True)
        for each in layer
    ]
    seen: set[int] = set()
    for day in range(monday, monday + AHEAD * len(DAYS)):
        for index, (each, of) in enumerate(said):
            if index not in seen and (date := date_of(day)) and each.dates.hold_on(date):
                seen.add(index)
                yield {"date": date} | exceptions.row(each, of)


def _lines(rows: Sequence[dict[str, Any]], owner: Owner, *, gap: str = "") -> list[str]:
    """Exceptions in words, `2026-12-24  closed 12:00-18:00  Christmas Eve`, one below the other.

    A gap stands between the words of a line, instead of as much as lets the lines form columns.
    """
    cells = [
        (
            row["dates"],
            " ".join(filter(None, (row["kind"], row["times"]))),
            row["name"] or "",
            "" if row["from"] == str(owner) else f"({row['from']})",
        )
        for row in rows
    ]
    if gap:
        return [gap.join(filter(None, each)) for each in cells]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(f"{text:<{width}}" for text, width in zip(each, widths, strict=True)).rstrip()
        for each in cells
    ]
