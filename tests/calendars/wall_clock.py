"""The reference for opening hours: look at a clock on the wall, and at nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from ccadmin.calendars import Week


class WallClock:
    """Answers for one instant by the time and weekday that the clock reads there."""

    def __init__(self, week: Week) -> None:
        self.ranges = week.ranges
        self.zone = ZoneInfo(week.zone)

    def is_open(self, instant: int) -> bool:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=instant)
        reading = moment.astimezone(self.zone)
        minute = reading.hour * 60 + reading.minute
        today, yesterday = reading.weekday(), (reading.weekday() - 1) % 7
        return any(
            (each.weekday == today and each.start <= minute < each.end)
            or (each.weekday == yesterday and each.start <= minute + 1_440 < each.end)
            for each in self.ranges
        )
