"""The reference for opening hours: look at a clock on the wall and a diary, and at nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ccadmin.vocabulary import DatedKind

if TYPE_CHECKING:
    from ccadmin.calendars import Dated, Week


class WallClock:
    """Answers for one instant by the time and date that the clock reads there."""

    def __init__(self, week: Week) -> None:
        self.week = week
        self.zone = ZoneInfo(week.zone)

    def is_open(self, instant: int) -> bool:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)
        reading = moment.astimezone(self.zone)
        today, minute = reading.date(), reading.hour * 60 + reading.minute
        return self._begun_on(today, minute) or self._begun_on(
            today - timedelta(days=1), minute + 1_440
        )

    def _begun_on(self, day: date, minute: int) -> bool:
        """Whether hours that begin on a day are open so many minutes after its midnight."""
        is_open = any(
            each.weekday == day.weekday() and each.start <= minute < each.end
            for each in self.week.ranges
        )
        for layer in self.week.dated:
            is_open = _after(layer, day, minute, is_open=is_open)
        return is_open


def _after(layer: tuple[Dated, ...], day: date, minute: int, *, is_open: bool) -> bool:
    """What a layer makes of the answer below it."""
    today = [each for each in layer if _holds(each, day)]
    if any(not each.ranges for each in today):
        return False
    once = [each for each in today if each.kind is DatedKind.OPEN and not each.dates.yearly]
    instead = once or [each for each in today if each.kind is DatedKind.OPEN]
    if instead:
        is_open = any(_reads(each, minute) for each in instead)
    if any(each.kind is DatedKind.ALSO and _reads(each, minute) for each in today):
        is_open = True
    return is_open and not any(
        each.kind is DatedKind.CLOSED
        and _holds(each, day + timedelta(days=shift))
        and _reads(each, minute - 1_440 * shift)
        for each in layer
        for shift in (-1, 0, 1)
    )


def _reads(each: Dated, minute: int) -> bool:
    return any(start <= minute < end for start, end in each.ranges)


def _holds(each: Dated, day: date) -> bool:
    """Whether an exception is on a day, by walking from its first date to its last."""
    dates = each.dates
    if not dates.yearly:
        return date.fromisoformat(dates.first) <= day <= date.fromisoformat(dates.last)
    for began in (day.year - 1, day.year):
        ends = began if dates.first <= dates.last else began + 1
        first, last = (began, dates.first), (ends, dates.last)
        here = (day.year, f"{day:%m-%d}")
        if first <= here <= last and (dates.since is None or began >= dates.since):
            return True
    return False
