"""Two summaries side by side: each figure of the first, of the second, and the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.report import tables
from ccadmin.report.definitions import BY_NAME, Unit
from ccadmin.report.parts import PLAIN_LEVEL, Part, brief
from ccadmin.vocabulary import Show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ccadmin.report.parts import Style
    from ccadmin.report.summary import Summary

_OF_EACH: Final = (
    *("offered", "answered", "abandoned", PLAIN_LEVEL, "average_speed_of_answer"),
    *("longest_wait", "average_handling_time", "occupancy"),
)
"""What is compared of each group, channel, center and interval."""
_OF_AGENTS: Final = ("answered", "average_handling_time", "occupancy")
_SIDES: Final = ("first", "second")


def compared(first: Summary, second: Summary, style: Style) -> list[Part]:
    """The tables of a comparison; what only one of the two has stands beside nothing."""
    zone = style.zone
    pairs: dict[Show, tuple[str, Callable[[Summary], list[dict[str, Any]]], Sequence[str]]] = {
        Show.CHANNELS: ("By channel", tables.channels, _OF_EACH),
        Show.CENTERS: ("By center", tables.centers, _OF_EACH),
        Show.GROUPS: ("By group", tables.groups, _OF_EACH),
        Show.AGENTS: ("By agent", tables.agents, _OF_AGENTS),
        Show.INTERVALS: (
            f"By arrival, {zone}",
            lambda summary: [
                {"name": row["start"]} | row for row in tables.intervals(summary, zone=zone)
            ],
            _OF_EACH,
        ),
    }
    found = []
    if style.show in {Show.ALL, Show.TOTALS}:
        found.append(_totals(first, second, style))
    for show, (title, rows_of, figures) in pairs.items():
        named = [style.level_field if name == PLAIN_LEVEL else name for name in figures]
        rows = _rows(rows_of(first), rows_of(second), named)
        wanted = style.show is show or (style.show is Show.ALL and _worth_it(show, first, second))
        if wanted:
            columns = {"name": show.value.removesuffix("s"), "figure": "figure", **_COLUMNS}
            found.append(Part(show, title, rows, columns, _named_once(rows, show)))
    return found


def _worth_it(show: Show, first: Summary, second: Summary) -> bool:
    """Whether a table says more than the totals do."""
    if show is Show.AGENTS:
        return False
    least = 1 if show in {Show.CHANNELS, Show.CENTERS} else 0
    return max(len(getattr(summary, show.value)) for summary in (first, second)) > least


def _totals(first: Summary, second: Summary, style: Style) -> Part:
    records = [tables.totals(summary) for summary in (first, second)]
    names = list(records[0])
    if style.show is Show.ALL:
        wanted = {*brief(first, style), *brief(second, style)}
        names = [name for name in names if name in wanted]
    rows = [_row(name, *(record[name] for record in records)) for name in names]
    return Part(Show.TOTALS, "All contacts", rows, {"figure": "figure", **_COLUMNS}, _shown)


def _rows(
    first: Sequence[Mapping[str, Any]], second: Sequence[Mapping[str, Any]], figures: Sequence[str]
) -> list[dict[str, Any]]:
    """A row for each name and figure, in the order of the names in the first, then the second."""
    sides = [{row["name"]: row for row in rows} for rows in (first, second)]
    return [
        {"name": name} | _row(figure, *(side.get(name, {}).get(figure) for side in sides))
        for name in dict.fromkeys([*sides[0], *sides[1]])
        for figure in figures
        if any(side.get(name, {}).get(figure) is not None for side in sides)
    ]


def _row(figure: str, first: float | None, second: float | None) -> dict[str, Any]:
    apart = None if first is None or second is None else round(second - first, 6)
    return {"figure": figure, "first": first, "second": second, "difference": apart}


def _named_once(
    rows: Sequence[Mapping[str, Any]], show: Show
) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """How people read these rows: the name stands beside the first of its figures alone."""
    leading = {row["name"]: row["figure"] for row in reversed(rows)}

    def told(row: Mapping[str, Any]) -> dict[str, Any]:
        name = row["name"]
        if leading[name] != row["figure"]:
            name = ""
        elif show is Show.INTERVALS:
            name = tables.shown({"start": name})["start"]
        return _shown(row) | {"name": name}

    return told


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as people read it: titles, units, and a sign before each difference."""
    name = row["figure"]
    told = dict(row) | {"figure": BY_NAME[name].title}
    told |= {side: tables.in_words(name, row[side]) for side in _SIDES}
    apart = row["difference"]
    sign = "" if apart is None or not apart else "+" if apart > 0 else "−"
    size = None if apart is None else abs(apart)
    text = tables.in_words(name, size)
    if apart is not None and BY_NAME[name].unit is Unit.SHARE:
        text = f"{abs(apart) * 100:.1f} points"
    return told | {"difference": f"{sign}{text}"}


_COLUMNS: Final = {"first": "first", "second": "second", "difference": "difference"}
