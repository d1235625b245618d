"""A page from figures: the template, its style and scripts, and the rules that browsers keep it to.

Everything is in the one file. The policy in its head lets a browser run the scripts that are in it
by their hashes, and nothing else: no other script, no style, no address is ever loaded.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ccadmin import __version__
from ccadmin.errors import RuleError
from ccadmin.report import parts, tables
from ccadmin.report.crew import crew
from ccadmin.report.figures import intervals
from ccadmin.report.html.data import document
from ccadmin.report.html.steps import finest
from ccadmin.report.tallies import added_up
from ccadmin.vocabulary import Show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from ccadmin.report.html.data import About, Basis
    from ccadmin.report.parts import Part, Style
    from ccadmin.report.summary import Summary

LARGEST: Final = 5_000_000
"""Bytes that no page exceeds."""
SCRIPTS: Final = (
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
    import polars as pl

    record = basis.record
    minutes = basis.cut.interval_minutes or finest(record)
    cut = replace(basis.cut, interval_minutes=minutes, most_intervals=None)
    added = added_up(record.arriving().visits, pl.col("group"), pl.col("agent"), short=cut.short)
    people = crew(record, basis.snapshot, added, cut.only)
    summary = replace(summary, intervals=intervals(record, people, cut))
    style = replace(style, interval=cut.interval_minutes)
    data = document(replace(basis, cut=cut), people, summary, about)
    return _rendered(data, summary, style, about)


def _rendered(data: Mapping[str, Any], summary: Summary, style: Style, about: About) -> str:
    from jinja2 import Environment, StrictUndefined

    look, script = asset("page.css"), "\n".join(asset(name) for name in SCRIPTS)
    script = f'(() => {{\n"use strict";\n{script}\n}})();'
    licence = asset("vendor/chart.LICENSE.txt").strip()
    library = f"/*!\n{licence}\n*/\n{_without_map(asset('vendor/chart.js'))}"
    every = _tables(summary, style)
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    text = environment.from_string(asset("page.html")).render(
        policy=_policy(style=look, scripts=(library, script)),
        version=__version__,
        chart_version=_version_of(library),
        about=data["about"],
        name=Path(about.source).name,
        span=_span(data["about"]["start"], data["about"]["end"]),
        notes=[*summary.gaps, *([about.kept_back] if about.kept_back else [])],
        step=data["fine"]["name"],
        tiles=[
            {
                "name": name,
                "title": data["definitions"][name]["title"],
                "value": tables.in_words(name, value),
            }
            for name, value in tables.totals(summary).items()
            if name in parts.brief(summary, style)
        ],
        parts=every,
        contacts=_contacts(data),
        definitions=data["definitions"],
        data=_as_it_is(_harmless(json.dumps(data, ensure_ascii=False, separators=(",", ":")))),
        style=_as_it_is(look),
        library=_as_it_is(library),
        script=_as_it_is(script),
    )
    size = len(text.encode())
    if size > LARGEST:
        raise RuleError(
            "page-too-large",
            f"the page would have {size / 1e6:.1f} MB, and no page is to be larger than 5 MB",
            hint="narrow it with --group, --agent, --channel, --from and --until, or a longer --interval",
        )
    return text


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


def _span(start: str, end: str) -> str:
    """From when to when, by the local clock, with one date where one is enough."""
    first, last = start[:16].replace("T", " "), end[:16].replace("T", " ")
    return f"{first} to {last[11:] if first[:10] == last[:10] else last}"


def _policy(*, style: str, scripts: Sequence[str]) -> str:
    """What a browser may do with the page: run the scripts and use the style that are in it."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _as_it_is(text: str) -> Markup:
    """Text that is ours, or `_harmless`, and so goes into a page without being escaped."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - see above


def _harmless(text: str) -> str:
    """JSON that no browser takes for markup, wherever it stands in a page."""
    return text.translate(_ESCAPES)


def asset(name: str) -> str:
    """A file that pages are made of: the template, the style, a script, or what comes from others."""
    return files("ccadmin.report.html").joinpath("assets", name).read_text(encoding="utf-8")


def _without_map(script: str) -> str:
    """A script without the address of its source map, which a page does not have."""
    return script.partition("//# sourceMappingURL=")[0]


def _version_of(library: str) -> str:
    found = re.search(r"Chart\.js v([\d.]+)", library)
    return found[1] if found else ""


_ESCAPES: Final = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}
