"""What a run looks like: pictures as values, which `console/charts.py` draws.

By time of arrival: what became of contacts, the service level beside its target, how long they
waited and how many at once. Then the service level of each group, and the occupancy of each agent;
where there are many agents, how many have which occupancy.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ccadmin.calendars import format_instant
from ccadmin.vocabulary import Interval, Show

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccadmin.report.parts import Style
    from ccadmin.report.summary import IntervalFigures, Summary

FINEST: Final = 15
"""Minutes of the shortest bars by time, where no length was asked for."""
MOST_BARS: Final = 36
"""Bars by time that can be told from each other in eighty columns."""
MOST_NAMES: Final = 24
"""Agents up to so many have a bar each; of more it is said how many have which occupancy."""
_TENTHS: Final = 10
_DAY: Final = 86_400_000


class Tone(StrEnum):
    """What a bar stands for, which is how it is drawn."""

    GOOD = "good"
    BAD = "bad"
    OTHER = "other"
    PLAIN = "plain"


class Scale(StrEnum):
    """What the heights of bars count."""

    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True)
class Series:
    """Bars of one kind; None where there is nothing to show."""

    name: str
    tone: Tone
    heights: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ByTime:
    """Bars by time, the series of each instant one on top of the other.

    Attributes:
        title: what stands above.
        starts: the time of day of each bar, or its date.
        scale: what the heights count.
        series: from the lowest up.
        targets: heights at which a line is drawn.
    """

    title: str
    starts: tuple[str, ...]
    scale: Scale
    series: tuple[Series, ...]
    targets: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with a name: how long of 1, and what is said beside it."""

    name: str
    length: float | None
    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class ByName:
    """Bars below each other."""

    title: str
    bars: tuple[Bar, ...]


def interval(asked: Interval | None, show: Show) -> int | None:
    """The minutes of the intervals that are needed for what is shown; None for none."""
    if asked is None:
        return {Show.CHARTS: FINEST, Show.INTERVALS: int(Interval.HOUR)}.get(show)
    return int(asked)


def charts(summary: Summary, style: Style) -> list[ByTime | ByName]:
    """The pictures of a summary with intervals; those of which the source tells nothing are missing."""
    made: list[ByTime | ByName] = []
    if summary.intervals:
        made += _by_time(summary, style)
    levels = tuple(_levels(summary, style))
    if levels:
        made.append(ByName("Service level by group", levels))
    if summary.work.occupancy is not None:
        made.append(_occupancy(summary))
    return made


def _by_time(summary: Summary, style: Style) -> list[ByTime]:
    intervals = summary.intervals
    starts = _starts(intervals, style.zone)

    def heights(value: Callable[[IntervalFigures], float | None]) -> tuple[float | None, ...]:
        return tuple(value(each) for each in intervals)

    def one(title: str, scale: Scale, value: Callable[[IntervalFigures], float | None]) -> ByTime:
        series = Series(title, Tone.PLAIN, heights(value))
        return ByTime(title, starts, scale, (series,))

    level = style.level_field
    contacts = (
        Series("answered", Tone.GOOD, heights(lambda each: each.figures.answered)),
        Series("gave up", Tone.BAD, heights(lambda each: each.figures.abandoned)),
        Series("other", Tone.OTHER, heights(_others)),
    )
    known = tuple(series for series in contacts if any(series.heights))
    made = [
        ByTime(
            f"Contacts by time of arrival, {_when(intervals, style.zone)}",
            starts,
            Scale.COUNT,
            known,
        )
    ]
    targets = tuple(sorted({group.target for group in summary.groups}))
    reached = Series("service level", Tone.PLAIN, heights(lambda e: getattr(e.figures, level)))
    made.append(ByTime(f"Service level, {_aim(targets)}", starts, Scale.SHARE, (reached,), targets))
    made.append(
        one(
            "Mean wait of those who arrived then, seconds",
            Scale.SECONDS,
            lambda e: _seconds(e.figures.mean_wait),
        )
    )
    if summary.queue is not None:
        longest = lambda each: each.queue and each.queue.longest_queue  # noqa: E731 - as above
        made.append(one("Most who waited at the same time", Scale.COUNT, longest))
    return made


def _others(each: IntervalFigures) -> int:
    """Those who neither were answered nor gave up."""
    figures = each.figures
    return figures.offered - figures.answered - figures.abandoned


def _seconds(milliseconds: float | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000


def _aim(targets: Sequence[float]) -> str:
    shares = [f"{target * 100:.0f}" for target in targets]
    return f"target {' and '.join(shares[:: max(len(shares) - 1, 1)])} %"


def _starts(intervals: Sequence[IntervalFigures], zone: str) -> tuple[str, ...]:
    """What stands below each bar: the time of day, or the date where bars are days."""
    days = intervals[0].end - intervals[0].start >= _DAY - 3_600_000  # a day in spring is shorter
    local = [format_instant(each.start, zone) for each in intervals]
    return tuple(text[5:10] if days else text[11:16] for text in local)


def _when(intervals: Sequence[IntervalFigures], zone: str) -> str:
    """By how long intervals, from when on."""
    minutes = (intervals[0].end - intervals[0].start) // 60_000
    length = f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"
    first = format_instant(intervals[0].start, zone)[:10]
    last = format_instant(intervals[-1].start, zone)[:10]
    span = first if first == last else f"{first} to {last}"
    return f"{length} each, {span}, {zone}"


def _levels(summary: Summary, style: Style) -> list[Bar]:
    bars = []
    for group in summary.groups:
        level = getattr(group.figures, style.level_field)
        aim = f"{group.target * 100:.0f}/{group.target_wait // 1000}"
        told = "–" if level is None else f"{level * 100:.1f} %"
        missed = level is not None and level < group.target
        text = f"{told}, {'missed' if missed else 'target'} {aim}"
        bars.append(Bar(group.name, level, text, Tone.BAD if missed else Tone.GOOD))
    return bars


def _occupancy(summary: Summary) -> ByName:
    known = [(agent.name, agent.work.occupancy) for agent in summary.agents]
    if len(known) <= MOST_NAMES:
        bars = [
            Bar(n, share, "–" if share is None else f"{share * 100:.1f} %") for n, share in known
        ]
        return ByName("Occupancy by agent", tuple(bars))
    tenths = Counter(
        min(int(share * _TENTHS), _TENTHS - 1) for _, share in known if share is not None
    )
    most = max(tenths.values(), default=1)
    rows = (
        Bar(
            f"{tenth * 10} to {tenth * 10 + 10} %",
            tenths[tenth] / most,
            f"{tenths[tenth]} agents" if tenths[tenth] != 1 else "1 agent",
        )
        for tenth in range(_TENTHS)
    )
    return ByName(f"Occupancy of {len(known)} agents", tuple(rows))
