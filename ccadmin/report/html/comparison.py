"""The page of two reports side by side: each figure of both, how far they are apart, and charts of both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ccadmin.calendars import format_instant
from ccadmin.report import parts, tables
from ccadmin.report.compare import compared
from ccadmin.report.html.data import definitions
from ccadmin.report.html.frame import framed, span
from ccadmin.report.html.page import in_steps
from ccadmin.report.html.steps import finest
from ccadmin.vocabulary import Show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ccadmin.report.html.data import Basis
    from ccadmin.report.parts import Part, Style
    from ccadmin.report.summary import Summary

SCRIPTS: Final = ("around.js", "words.js", "charts.js", "comparison.js")
"""The script of the page, in the order in which its parts need each other."""
TABLES: Final = (
    *(Show.TOTALS, Show.CHANNELS, Show.CENTERS),
    *(Show.GROUPS, Show.AGENTS, Show.INTERVALS),
)
_TIMED: Final = ("abandoned", "average_speed_of_answer", "longest_queue", "occupancy")
"""What charts show of each step, group and person, beside the service level."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two.

    Attributes:
        source: the file, as messages call it.
        contacts: how many are counted.
        basis: what happened.
        summary: the figures of that, of whoever may be shown.
        notes: what is not in there, in sentences.
    """

    source: str
    contacts: int
    basis: Basis
    summary: Summary
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """The figures of both under one name, each with its `title` and how far they are apart."""

    name: str | None
    rows: list[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of both, as people read it.

    Attributes:
        name: which it is.
        title: what stands above it.
        heading: what its names are; None: it has no names.
        blocks: what stands under each name, or under none.
    """

    name: str
    title: str
    heading: str | None
    blocks: Sequence[Block]


def comparison(first: Side, second: Side, style: Style, command: str) -> str:
    """The whole page.

    Args:
        first: what the second is measured against.
        second: the other one.
        style: how tables are laid out.
        command: the command line that prints the same figures.

    Raises:
        RuleError: `page-too-large`, it would be larger than a mail takes.
    """
    sides = (first, second)
    minutes = style.interval or max(finest(side.basis.record) for side in sides)
    style = replace(style, interval=minutes)
    one, other = (in_steps(side.basis, side.summary, minutes)[2] for side in sides)
    data = _document(one, other, style)
    names = _names(sides)
    told = {
        "kind": "two contact centre reports compared",
        "name": " and ".join(names),
        "command": command,
        "zone": style.zone,
        "sides": [
            {"name": name, "contacts": side.contacts, "span": _span(side.summary, style.zone)}
            for name, side in zip(names, sides, strict=True)
        ],
        "notes": [
            f"{name}: {note}"
            for name, side in zip(names, sides, strict=True)
            for note in side.notes
        ],
        "tiles": _tiles(one, other, style),
        "parts": _tables(one, other, style),
    }
    return framed("comparison.html", SCRIPTS, data, told)


def _names(sides: Sequence[Side]) -> list[str]:
    """What the two are called: by the name of the file alone where that tells them apart."""
    short = [Path(side.source).name for side in sides]
    return short if len({*short}) > 1 else [side.source for side in sides]


def _span(summary: Summary, zone: str) -> str:
    return span(format_instant(summary.start, zone), format_instant(summary.end, zone))


def _tiles(one: Summary, other: Summary, style: Style) -> list[dict[str, Any]]:
    """What everybody looks for: the second value, and what it was."""
    (part,) = compared(one, other, replace(style, show=Show.TOTALS))
    wanted = {*parts.brief(one, style), *parts.brief(other, style)}
    return [
        {"name": row["figure"], **part.shown(row), "was": _was(row, part.shown(row))}
        for row in part.rows
        if row["figure"] in wanted
    ]


def _was(row: Mapping[str, Any], shown: Mapping[str, Any]) -> str:
    """How the first stands to the second, where both may be undefined."""
    if row["first"] == row["second"]:
        return "as in the first"
    if row["difference"] is None:
        return f"from {shown['first']}"
    return f"{shown['difference']}, from {shown['first']}"


def _tables(one: Summary, other: Summary, style: Style) -> dict[str, Table | None]:
    """Every table of both by its name; None for those that would say nothing."""
    told = {part.name for part in compared(one, other, replace(style, show=Show.ALL))}
    found: dict[str, Table | None] = {}
    for show in TABLES:
        (part,) = compared(one, other, replace(style, show=show))
        says = show in told or show in {Show.AGENTS, Show.INTERVALS}
        found[show.value] = _table(part) if says and part.rows else None
    return found


def _table(part: Part) -> Table:
    blocks: dict[str | None, Block] = {}
    for row in part.rows:
        told = dict(part.shown(row))
        block = blocks.setdefault(row.get("name"), Block(told.get("name"), []))
        block.rows.append(told | {"figure": row["figure"], "title": told["figure"]})
    return Table(part.name.value, part.title, part.columns.get("name"), [*blocks.values()])


def _document(one: Summary, other: Summary, style: Style) -> dict[str, Any]:
    """Everything that the script reads: what charts show, of both."""
    figures = (style.level_field, *_TIMED)

    def rows(of: Callable[[Summary], list[dict[str, Any]]], key: str) -> list[dict[str, Any]]:
        return paired(of(one), of(other), key, figures)

    return {
        "level": style.level_field,
        "intervals": rows(lambda side: tables.intervals(side, zone=style.zone), "start"),
        "groups": rows(tables.groups, "name"),
        "agents": rows(tables.agents, "name"),
        "definitions": definitions(),
    }


def paired(
    first: Sequence[Mapping[str, Any]],
    second: Sequence[Mapping[str, Any]],
    key: str,
    figures: Sequence[str],
) -> list[dict[str, Any]]:
    """A row for each name or step of either, with its `first` and its `second` figures or None.

    Steps of two days that have none in common are paired by the clock.
    """
    sides = [{row[key]: row for row in rows} for rows in (first, second)]
    if key == "start":
        sides[1] = _on_the_day_of(sides[0], sides[1])
    names = [*dict.fromkeys([*sides[0], *sides[1]])]
    if key == "start":
        names.sort(key=datetime.fromisoformat)
    return [
        {key: name}
        | {
            label: {figure: side[name].get(figure) for figure in figures} if name in side else None
            for label, side in zip(("first", "second"), sides, strict=True)
        }
        for name in names
    ]


def _on_the_day_of(
    first: Mapping[str, Mapping[str, Any]], second: Mapping[str, Mapping[str, Any]]
) -> dict[str, Mapping[str, Any]]:
    """The second's steps as if they were of the first's day, where each is of one day of its own."""
    days = [{start[:10] for start in side} for side in (first, second)]
    if first.keys() & second.keys() or any(len(own) != 1 for own in days):
        return dict(second)
    (day,) = days[0]
    offset = next(iter(first))[19:]
    return {f"{day}{start[10:19]}{offset}": row for start, row in second.items()}
