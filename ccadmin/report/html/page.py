"""The page of a report, from its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ccadmin.report import parts, tables
from ccadmin.report.crew import crew
from ccadmin.report.figures import intervals
from ccadmin.report.html.data import document
from ccadmin.report.html.frame import framed, span
from ccadmin.report.html.steps import finest
from ccadmin.report.tallies import added_up
from ccadmin.vocabulary import Show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.report.crew import Crew
    from ccadmin.report.html.data import About, Basis
    from ccadmin.report.parts import Part, Style
    from ccadmin.report.summary import Summary

SCRIPTS: Final = (
    "around.js",
    "figures.js",
    "records.js",
    "words.js",
    "charts.js",
    "tables.js",
    "filters.js",
    "page.js",
)
"""The script of a page, in the order in which its parts need each other."""
TABLES: Final = tuple(show for show in Show if show not in {Show.ALL, Show.CHARTS})
LISTED: Final = 10
"""So many slow and lost contacts are told at once."""


_NUMERIC: Final = re.compile(r"[-+−]?[\d.,:]+( ?%)?|–|")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the name of its figure, what stands above it, and whether it holds numbers."""

    name: str
    heading: str
    number: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table as people read it."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


def page(basis: Basis, summary: Summary, style: Style, about: About) -> str:
    """The whole page.

    Args:
        basis: what happened.
        summary: the figures of that, of whoever may be shown.
        style: how tables are laid out.
        about: what the page says of itself.

    Raises:
        RuleError: `page-too-large`, it would be larger than a mail takes.
    """
    minutes = basis.cut.interval_minutes or finest(basis.record)
    basis, people, summary = in_steps(basis, summary, minutes)
    style = replace(style, interval=minutes)
    data = document(basis, people, summary, about)
    return _rendered(data, summary, style, about)


def in_steps(basis: Basis, summary: Summary, minutes: int) -> tuple[Basis, Crew, Summary]:
    """What happened cut into steps of so many minutes, whoever worked then, and the figures by step."""
    import polars as pl

    record = basis.record
    cut = replace(basis.cut, interval_minutes=minutes, most_intervals=None)
    added = added_up(record.arriving().visits, pl.col("group"), pl.col("agent"), short=cut.short)
    people = crew(record, basis.snapshot, added, cut.only)
    summary = replace(summary, intervals=intervals(record, people, cut))
    return replace(basis, cut=cut), people, summary


def _rendered(data: Mapping[str, Any], summary: Summary, style: Style, about: About) -> str:
    told = {
        "kind": "contact centre report",
        "name": Path(about.source).name,
        "about": data["about"],
        "command": about.command,
        "span": span(data["about"]["start"], data["about"]["end"]),
        "notes": unsaid(summary, about),
        "step": data["fine"]["name"],
        "tiles": [
            {
                "name": name,
                "title": data["definitions"][name]["title"],
                "value": tables.in_words(name, value),
            }
            for name, value in tables.totals(summary).items()
            if name in parts.brief(summary, style)
        ],
        "parts": _tables(summary, style),
        "contacts": _contacts(data),
    }
    return framed("page.html", SCRIPTS, data, told)


def unsaid(summary: Summary, about: About) -> list[str]:
    """What a page does not tell, in sentences: what is unknown, and what its reader may not see."""
    return [*summary.gaps, *([about.kept_back] if about.kept_back else [])]


def _tables(summary: Summary, style: Style) -> dict[str, Table | None]:
    """Every table by its name; None for those that would say nothing."""
    told = {part.name for part in parts.parts(summary, replace(style, show=Show.ALL))}
    found: dict[str, Table | None] = {}
    for show in TABLES:
        (part,) = parts.parts(summary, replace(style, show=show))
        found[show.value] = _table(part) if show in told else None
    return found


def _table(part: Part) -> Table:
    shown = [part.shown(row) for row in part.rows]
    rows = [["–" if row[n] is None else str(row[n]) for n in part.columns] for row in shown]
    names = list(part.columns.items())
    columns = [
        Column(
            name, heading, number=index > 0 and all(_NUMERIC.fullmatch(row[index]) for row in rows)
        )
        for index, (name, heading) in enumerate(names)
    ]
    return Table(part.name.value, part.title, columns, rows)


def _contacts(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The first slow and lost contacts, as they stand in the page before anything is filtered."""
    lists = []
    for name, title in (("slow", "Answered last of all"), ("lost", "Lost")):
        some = [each for each in data["notable"] if each["lost"] is (name == "lost")][:LISTED]
        told = [
            {
                "id": each["id"],
                "wait": tables.in_words("longest_wait", each["wait"] / 1000),
                "at": each["at"],
                "where": data["groups"][each["group"]].get("name", "")
                if each["group"] >= 0
                else "",
                "told": each["told"],
            }
            for each in some
        ]
        lists.append({"name": name, "title": title, "some": told})
    return lists
