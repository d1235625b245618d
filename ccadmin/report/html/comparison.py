"""The page of two reports side by side: each figure of both, how far they are apart, and charts of both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING, Any, Final

from ccadmin.calendars import format_instant
from ccadmin.report import parts, tables
from ccadmin.report.compare import compared
from ccadmin.report.html.data import definitions
from ccadmin.report.html.frame import framed, span
from ccadmin.report.html.page import in_steps, unsaid
from ccadmin.report.html.steps import finest
from ccadmin.vocabulary import Show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TypeAlias

    from ccadmin.report.html.data import About, Basis
    from ccadmin.report.parts import Part, Style
    from ccadmin.report.summary import Summary

    Rows: TypeAlias = Sequence[dict[str, Any]]

SCRIPTS: Final = ("around.js", "words.js", "charts.js", "comparison.js")
"""The script of the page, in the order in which its parts need each other."""
ALWAYS: Final = (Show.TOTALS, Show.GROUPS, Show.AGENTS, Show.INTERVALS)
TABLES: Final = (*ALWAYS, Show.CHANNELS, Show.CENTERS)
"""The tables of the page; there is always room for the first of them."""
_TIMED: Final = ("abandoned", "average_speed_of_answer", "longest_queue", "occupancy")
"""What charts show of each step, group and person, beside the service level."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two.

    Attributes:
        basis: what happened.
        summary: the figures of that, of whoever may be shown.
        about: where they come from; filters that were given hold for both.
    """

    basis: Basis
    summary: Summary
    about: About


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


def comparison(first: Side, second: Side, style: Style) -> str:
    """The whole page.

    Args:
        first: what the second is measured against.
        second: the other one.
        style: how tables are laid out.

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
        "command": _command(first.about),
        "zone": style.zone,
        "sides": [
            {"name": name, "contacts": side.about.contacts, "span": _span(side.summary, style.zone)}
            for name, side in zip(names, sides, strict=True)
        ],
        "notes": [
            f"{name}: {note}"
            for name, side in zip(names, sides, strict=True)
            for note in unsaid(side.summary, side.about)
        ],
        "tiles": _tiles(one, other, style),
        "parts": _tables(one, other, style),
    }
    return framed("comparison.html", SCRIPTS, data, told)


def _names(sides: Sequence[Side]) -> list[str]:
    """What the two are called: by the name of the file alone where that tells them apart."""
    short = [Path(side.about.source).name for side in sides]
    return short if len({*short}) > 1 else [side.about.source for side in sides]


def _command(about: About) -> str | None:
    """The line that prints the same figures: no filter on the page adds to what was given."""
    given = [
        word
        for option, values in about.given.items()
        for value in values
        for word in (option, value)
    ]
    return about.command and " ".join(filter(None, (about.command, join(given))))


def _span(summary: Summary, zone: str) -> str:
    return span(format_instant(summary.start, zone), format_instant(summary.end, zone))


def _tiles(one: Summary, other: Summary, style: Style) -> list[dict[str, Any]]:
    """What everybody looks for: the second value, and what it was."""
    (part,) = compared(one, other, replace(style, show=Show.TOTALS))
    wanted = {*parts.brief(one, style), *parts.brief(other, style)}
    rows = [(row, part.shown(row)) for row in part.rows if row["figure"] in wanted]
    return [{"name": row["figure"], **shown, "was": _was(row, shown)} for row, shown in rows]


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
        found[show.value] = _table(part) if part.rows and show in {*ALWAYS, *told} else None
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
    first, second = (tables.intervals(side, zone=style.zone) for side in (one, other))
    return {
        "level": style.level_field,
        "intervals": steps_of_both(first, second, figures),
        "groups": paired(tables.groups(one), tables.groups(other), "name", figures),
        "agents": paired(tables.agents(one), tables.agents(other), "name", figures),
        "definitions": definitions(),
    }


def paired(first: Rows, second: Rows, key: str, figures: Sequence[str]) -> list[dict[str, Any]]:
    """A row for each key of either, with its `first` and its `second` figures or None."""
    sides = [{row[key]: row for row in rows} for rows in (first, second)]
    return [
        {key: name}
        | {
            label: {figure: side[name].get(figure) for figure in figures} if name in side else None
            for label, side in zip(("first", "second"), sides, strict=True)
        }
        for name in dict.fromkeys([*sides[0], *sides[1]])
    ]


def steps_of_both(first: Rows, second: Rows, figures: Sequence[str]) -> list[dict[str, Any]]:
    """The steps of both in order; of two days that have none in common, paired by the clock."""
    rows = paired(first, _on_the_day_of(first, second), "start", figures)
    return sorted(rows, key=lambda row: datetime.fromisoformat(row["start"]))


def _on_the_day_of(first: Rows, second: Rows) -> Rows:
    """The second's steps as if they were of the first's day, where each is of one day of its own."""
    starts = [{row["start"] for row in rows} for rows in (first, second)]
    days = [{start[:10] for start in own} for own in starts]
    if starts[0] & starts[1] or any(len(own) != 1 for own in days):
        return second
    begins = first[0]["start"]
    return [row | {"start": f"{begins[:10]}{row['start'][10:19]}{begins[19:]}"} for row in second]
