"""A summary as records: figures in seconds and shares for programs, short words for people."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any, Final

from ccadmin.calendars import format_instant
from ccadmin.report.definitions import BY_NAME, Unit
from ccadmin.report.summary import Figures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.report.summary import Offering, Quality, Queue, Summary, Work

BRIEF: Final = (
    "offered",
    "answered",
    "abandoned",
    "refused",
    "service_level",
    "average_speed_of_answer",
    "longest_wait",
    "average_handling_time",
    "queued_share",
    "abandonment_rate",
    "occupancy",
)
"""What every run is asked for first."""

_SECOND: Final = 1000


def document(summary: Summary, *, zone: str) -> dict[str, Any]:
    """The whole summary for programs: seconds, shares from 0 to 1, RFC 3339; None is undefined."""
    return {
        "totals": totals(summary),
        "endings": endings(summary),
        "channels": channels(summary),
        "centers": centers(summary),
        "groups": groups(summary),
        "agents": agents(summary),
        "intervals": intervals(summary, zone=zone),
    }


def totals(summary: Summary) -> dict[str, Any]:
    """Every figure of the run as a whole."""
    return _ordered(
        _figures(summary.totals)
        | _queue(summary.queue)
        | _offering(summary.offering)
        | _work(summary.work)
    )


def endings(summary: Summary) -> list[dict[str, Any]]:
    """How many contacts came to each outcome and reason."""
    return [
        {"outcome": e.outcome.value, "reason": e.reason.value, "contacts": e.count}
        for e in summary.totals.endings
    ]


def channels(summary: Summary) -> list[dict[str, Any]]:
    """A row for each channel by which contacts came."""
    return [
        {"name": each.channel.value} | _ordered(_figures(each.figures) | _offering(each.offering))
        for each in summary.channels
    ]


def centers(summary: Summary) -> list[dict[str, Any]]:
    """A row for each center, over the contacts that ended in its groups."""
    return [
        {"name": each.name} | _ordered(_figures(each.figures) | _offering(each.offering))
        for each in summary.centers
    ]


def groups(summary: Summary) -> list[dict[str, Any]]:
    """A row for each group, over its visits."""
    return [
        {"name": group.name, "target": f"{group.target * 100:.0f}/{group.target_wait // _SECOND}"}
        | _ordered(
            _figures(group.figures)
            | {"overflowed": group.overflowed, "escalated": group.escalated}
            | _queue(group.queue)
            | _offering(group.offering)
            | _work(group.work)
            | {"adherence": _rounded(group.adherence)}
        )
        for group in summary.groups
    ]


def agents(summary: Summary) -> list[dict[str, Any]]:
    """A row for each agent who could be offered a contact."""
    return [
        {"name": agent.name}
        | _ordered(
            {
                "answered": agent.answered,
                "ring": _seconds(agent.ring),
                "talk": _seconds(agent.talk),
                "wrap_up": _seconds(agent.wrap_up),
                "average_handling_time": _seconds(agent.average_handling_time),
            }
            | _quality(agent.quality)
            | _offering(agent.offering)
            | _work(agent.work)
        )
        for agent in summary.agents
    ]


def intervals(summary: Summary, *, zone: str) -> list[dict[str, Any]]:
    """A row for each interval of arrivals; `start` is local to the zone, with its offset."""
    return [
        {"start": format_instant(each.start, zone)}
        | _ordered(
            _figures(each.figures)
            | _queue(each.queue)
            | _offering(each.offering)
            | _work(each.work)
        )
        for each in summary.intervals
    ]


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as people read it: per cents, seconds with one decimal, shifts in hours."""
    return {field: _shown(field, value) for field, value in row.items()}


def shown_by_name(row: Mapping[str, Any]) -> dict[str, Any]:
    """One figure as people read it: its title, its value, its unit."""
    name = row["figure"]
    return {"figure": BY_NAME[name].title, "value": in_words(name, row["value"])}


def in_words(name: str, value: Any) -> str:
    """The value of a figure with its unit; a dash for what is undefined or unknown."""
    unit = " s" if BY_NAME[name].unit is Unit.SECONDS and name not in _HOURS else ""
    return "–" if value is None else f"{_shown(name, value)}{unit}"


def _shown(field: str, value: Any) -> Any:
    if field == "start":
        return value[5:16].replace("T", " ")
    definition = BY_NAME.get(field)
    if definition is None or not isinstance(value, int | float):
        return value
    match definition.unit:
        case Unit.SHARE:
            return f"{value * 100:.1f} %"
        case Unit.SECONDS:
            return _hours(value) if field in _HOURS else f"{value:.1f}"
    return f"{value:.2f}" if isinstance(value, float) else value


def _figures(figures: Figures) -> dict[str, Any]:
    own = {name: getattr(figures, name) for name in _OF_FIGURES}
    return _in_units(own) | _quality(figures.quality)


def _quality(quality: Quality) -> dict[str, Any]:
    return _in_units(asdict(quality))


def _queue(queue: Queue | None) -> dict[str, Any]:
    if queue is None:
        return {"mean_queue": None, "longest_queue": None}
    return {"mean_queue": _rounded(queue.mean_queue), "longest_queue": queue.longest_queue}


def _offering(offering: Offering) -> dict[str, Any]:
    return asdict(offering) | {"miss_rate": _rounded(offering.miss_rate)}


def _work(work: Work) -> dict[str, Any]:
    shares = {"occupancy": _rounded(work.occupancy), "utilisation": _rounded(work.utilisation)}
    return {name: _seconds(time) for name, time in asdict(work).items()} | shares


def _in_units(record: Mapping[str, Any]) -> dict[str, Any]:
    """Times in seconds, shares to a millionth."""
    return {
        name: _seconds(value) if BY_NAME[name].unit is Unit.SECONDS else _rounded(value)
        for name, value in record.items()
    }


def _ordered(record: Mapping[str, Any]) -> dict[str, Any]:
    """The figures in the order of their definitions."""
    return {name: record[name] for name in BY_NAME if name in record}


def _seconds(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else round(milliseconds / _SECOND, 3)


def _rounded(share: float | None) -> float | None:
    """A count as it is, a share to a millionth: more digits would only be noise."""
    return round(share, 6) if isinstance(share, float) else share


def _hours(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


_HOURS: Final = frozenset({"scheduled", "staffed", "busy", "load", "ring", "talk", "wrap_up"})
"""Times of whole shifts, which people read in hours and minutes."""
_OF_FIGURES: Final = tuple(
    each.name for each in fields(Figures) if each.name not in {"quality", "endings"}
)
