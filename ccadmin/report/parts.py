"""The tables of a report: which there are, which figures each shows, and under which headings.

A table shows what everybody looks for, and of the rest what a run has at all: escalations, ratings
and rings in vain appear where there are any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ccadmin.report import tables
from ccadmin.report.definitions import BY_NAME
from ccadmin.report.summary import Counted
from ccadmin.vocabulary import Channel, LevelVariant, Show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ccadmin.report.summary import Summary

PLAIN_LEVEL: Final = "service_level"
_COUNTS: Final[Mapping[str, str]] = {"answered": "answered", "abandoned": "gave up"}
_WAITS: Final[Mapping[str, str]] = {"average_speed_of_answer": "ASA", "longest_wait": "longest"}
_SERVICE: Final[Mapping[str, str]] = {
    "first_response_time": "first",
    "escalated": "up",
    "resolved": "resolved",
    "resolution_time": "within",
    "first_contact_resolution": "FCR",
    "csat": "CSAT",
    "response_rate": "rated",
    "utilisation": "utilised",
}
_OFFERS: Final[Mapping[str, str]] = {
    "offers": "offers",
    "answered": "answered",
    "misses": "missed",
    "miss_rate": "miss rate",
    "cut_short": "cut short",
    "ring": "ringing",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One table of a report, with the fields of `console.Section`."""

    name: Show
    title: str
    rows: Sequence[Mapping[str, Any]]
    columns: Mapping[str, str]
    shown: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict


@dataclass(frozen=True, slots=True)
class Style:
    """How a report is laid out.

    Attributes:
        zone: the IANA zone of local times.
        interval: minutes of the rows by time of day, None for none.
        show: the table that is wanted, or all.
        level: the service level that tables show.
    """

    zone: str
    interval: int | None = None
    show: Show = Show.ALL
    level: LevelVariant = LevelVariant.ANSWERED

    @property
    def level_field(self) -> str:
        """The name of the figure that `level` means."""
        return field_of(self.level)


def field_of(level: LevelVariant) -> str:
    """The name of the figure that a variant of the service level is."""
    if level is LevelVariant.ANSWERED:
        return PLAIN_LEVEL
    return f"{PLAIN_LEVEL}_{level.value.replace('-', '_')}"


def parts(summary: Summary, style: Style) -> list[Part]:
    """The tables that are wanted; of all, those that have something to tell."""
    makers: dict[Show, Callable[[], Part]] = {
        Show.TOTALS: lambda: _totals(summary, style),
        Show.ENDINGS: lambda: _endings(summary),
        Show.CHANNELS: lambda: _by_name(
            Show.CHANNELS, "By channel", tables.channels(summary), style, "channel"
        ),
        Show.CENTERS: lambda: _by_name(
            Show.CENTERS, "By center, each contact", tables.centers(summary), style, "center"
        ),
        Show.GROUPS: lambda: _groups(summary, style),
        Show.AGENTS: lambda: _agents(summary),
        Show.SERVICE: lambda: _service(summary),
        Show.OFFERS: lambda: _offers(summary),
        Show.INTERVALS: lambda: _intervals(summary, style),
    }
    if style.show is not Show.ALL:
        return [makers[style.show]()]
    told = {
        Show.CHANNELS: len(summary.channels) > 1,
        Show.CENTERS: len(summary.centers) > 1,
        Show.SERVICE: _has_service(summary),
        Show.OFFERS: bool(summary.offering.misses or summary.offering.cut_short)
        and summary.counted is Counted.VISITS,
        Show.INTERVALS: style.interval is not None,
    }
    return [make() for name, make in makers.items() if told.get(name, True)]


def brief(summary: Summary, style: Style) -> list[str]:
    """What a run comes to, at a glance; `--show totals` has every figure."""
    totals, quality = summary.totals, summary.totals.quality
    chats = any(each.channel is Channel.CHAT for each in summary.channels)
    told = {
        "closed_by_timeout": totals.closed_by_timeout > 0,
        "first_response_time": _escalated(summary),
        "resolved": quality.resolved != totals.answered,
        "first_contact_resolution": _has_service(summary) and quality.resolved > 0,
        "csat": quality.csat is not None,
        "response_rate": quality.csat is not None,
        "miss_rate": bool(summary.offering.misses),
        "utilisation": chats,
    }
    names = [name for name in BY_NAME if name in tables.BRIEF or told.get(name, False)]
    return [style.level_field if name == PLAIN_LEVEL else name for name in names]


def _escalated(summary: Summary) -> bool:
    """Whether anybody was answered more than once."""
    first, last = summary.totals.quality.first_response_time, summary.totals.average_speed_of_answer
    return first is not None and first != last


def _has_service(summary: Summary) -> bool:
    """Whether the answers were not all first and last ones, or somebody rated them."""
    quality = summary.totals.quality
    return (
        quality.csat is not None
        or quality.resolved != summary.totals.answered
        or quality.first_contact_resolution not in {None, 1.0}
    )


def _totals(summary: Summary, style: Style) -> Part:
    record = tables.totals(summary)
    names = brief(summary, style) if style.show is Show.ALL else list(record)
    rows = [{"figure": name, "value": record[name]} for name in names]
    headings = {"figure": "figure", "value": "value"}
    return Part(Show.TOTALS, "All contacts", rows, headings, tables.shown_by_name)


def _endings(summary: Summary) -> Part:
    headings = {"outcome": "outcome", "reason": "reason", "contacts": "contacts"}
    return Part(Show.ENDINGS, "How they ended", tables.endings(summary), headings)


def _by_name(
    show: Show, title: str, rows: Sequence[Mapping[str, Any]], style: Style, heading: str
) -> Part:
    columns = {
        "name": heading,
        "offered": "offered",
        **_COUNTS,
        **_levels(style),
        "average_handling_time": "AHT",
    }
    return Part(show, title, rows, columns, tables.shown)


def _groups(summary: Summary, style: Style) -> Part:
    whole = summary.counted is Counted.VISITS
    title = "By group, each visit" if whole else "By group, each contact where it ended"
    columns = {
        "name": "group",
        "offered": "calls" if _calls_only(summary) else "all",
        **_COUNTS,
        "refused": "refused",
        **({"overflowed": "moved"} if whole else {}),
        **_levels(style),
        "average_handling_time": "AHT",
    }
    return Part(Show.GROUPS, title, tables.groups(summary), columns, tables.shown)


def _agents(summary: Summary) -> Part:
    columns = {
        "name": "agent",
        "answered": "answered",
        "talk": "talk",
        "wrap_up": "wrap-up",
        "average_handling_time": "AHT",
    }
    if summary.work.staffed is not None:
        columns |= {"staffed": "staffed", "occupancy": "occupancy"}
    whole = summary.counted is Counted.VISITS or summary.queue is not None
    title = "By agent" if whole else "By agent, each contact that they answered last"
    return Part(Show.AGENTS, title, tables.agents(summary), columns, tables.shown)


def _service(summary: Summary) -> Part:
    """First response, resolution, ratings and utilisation (S3), by group and agent."""
    known = [summary.totals.quality, *(agent.quality for agent in summary.agents)]
    told = {
        "escalated": any(group.escalated for group in summary.groups),
        "csat": any(quality.csat is not None for quality in known),
        "response_rate": any(quality.csat is not None for quality in known),
        "utilisation": summary.work.load is not None,
    }
    columns = {name: heading for name, heading in _SERVICE.items() if told.get(name, True)}
    return _both(Show.SERVICE, "Service by group and agent", summary, columns)


def _offers(summary: Summary) -> Part:
    return _both(Show.OFFERS, "Offers by group and agent", summary, _OFFERS)


def _both(show: Show, title: str, summary: Summary, columns: Mapping[str, str]) -> Part:
    """A table with the groups, then the agents."""
    rows = [{"of": "group"} | row for row in tables.groups(summary)]
    rows += [{"of": "agent"} | row for row in tables.agents(summary)]
    picked = [{name: row.get(name) for name in ("name", "of", *columns)} for row in rows]
    return Part(show, title, picked, {"name": "name", "of": "of", **columns}, tables.shown)


def _intervals(summary: Summary, style: Style) -> Part:
    columns = {
        "start": "from",
        "offered": "calls" if _calls_only(summary) else "all",
        **_COUNTS,
        **_levels(style),
        **({} if summary.queue is None else {"longest_queue": "queue"}),
        **({} if summary.work.staffed is None else {"occupancy": "occupancy"}),
    }
    rows = tables.intervals(summary, zone=style.zone)
    minutes = f", {style.interval} minutes" if style.interval else ""
    title = f"By arrival{minutes}, {style.zone}"
    return Part(Show.INTERVALS, title, rows, columns, tables.shown)


def _levels(style: Style) -> dict[str, str]:
    return {style.level_field: "level", **_WAITS}


def _calls_only(summary: Summary) -> bool:
    return [each.channel for each in summary.channels] == [Channel.CALL]
