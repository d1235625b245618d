"""Instants and durations as people type and read them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from time import time_ns
from typing import Final
from zoneinfo import ZoneInfo

from ccadmin.calendars.zones import EPOCH, FIRST_INSTANT, LAST_INSTANT
from ccadmin.errors import RuleError

_MS: Final = timedelta(milliseconds=1)
_WHOLE_DATE: Final = re.compile(r"\d{4}([-/]?\d{2}[-/]?\d{2}|-?\d{3}|-?W\d{2}-?\d)([T ]|$)")
_CLOCK: Final = re.compile(r"(?:(\d{1,9}):(?=[0-5]\d:))?(\d{1,9}):([0-5]\d)(?:\.(\d{1,3}))?")
_SECONDS: Final = re.compile(r"(\d{1,15})(?:\.(\d{1,3}))?")
_UNITS: Final = re.compile(
    r"(?=.)(?:(\d{1,9})h)? ?(?:(\d{1,9})m)? ?(?:(\d{1,15})s)? ?(?:(\d{1,15})ms)?"
)
_LONGEST: Final = LAST_INSTANT - FIRST_INSTANT


def parse_instant(text: str, zone: str, *, now: int | None = None) -> int:
    """The instant, in ms, that somebody names.

    Accepted are ISO 8601 with an offset, or local to `zone`; a date alone, which is its local
    midnight; and `now`. A local time that the clock skips is read with the offset in force before
    the jump, one that it repeats as the first of the two (RFC 5545, section 3.3.5; Pendulum would
    take the second).

    Args:
        text: what was typed.
        zone: an IANA name, as `parse_zone` returns it.
        now: the instant in ms that `now` stands for; None asks the clock.

    Raises:
        RuleError: `bad-instant`.
    """
    typed = text.strip()
    if typed.casefold() == "now":
        return time_ns() // 1_000_000 if now is None else now
    moment = _read_moment(typed)
    if moment is None:
        raise RuleError(
            "bad-instant",
            f'"{text}" is not a date and time',
            hint='write "2026-03-30 09:00", "2026-03-30T09:00+03:00", "2026-03-30" or "now"',
        )
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone), fold=0)
    instant = (moment - EPOCH) // _MS
    if not FIRST_INSTANT <= instant <= LAST_INSTANT:
        raise RuleError(
            "bad-instant",
            f'"{text}" is at the very edge of the calendar',
            hint="use a date from 0001-01-03 to 9999-12-29",
        )
    return instant


def format_instant(instant: int, zone: str = "UTC") -> str:
    """An instant in ms as RFC 3339 in a zone: `2026-03-30T09:00:00+03:00`, in UTC with a Z.

    Milliseconds are shown when there are any.
    """
    moment = (EPOCH + instant * _MS).astimezone(UTC if zone == "UTC" else ZoneInfo(zone))
    text = moment.isoformat(timespec="milliseconds" if instant % 1000 else "seconds")
    return text.replace("+00:00", "Z") if moment.tzinfo is UTC else text


def parse_duration(text: str) -> int:
    """A duration in ms, typed as seconds, as `m:ss` or `h:mm:ss`, or with units.

    For example `90`, `7.5`, `1:30`, `0:02:00`, `2m`, `1h30m`, `500ms`.

    Raises:
        RuleError: `bad-duration`.
    """
    typed = text.strip().casefold()
    if match := _SECONDS.fullmatch(typed):
        duration = _sum(None, None, match[1], match[2])
    elif match := _CLOCK.fullmatch(typed):
        duration = _sum(*match.groups())
    elif match := _UNITS.fullmatch(typed):
        hours, minutes, seconds, thousandths = match.groups()
        duration = _sum(hours, minutes, seconds, None) + int(thousandths or 0)
    else:
        duration = -1
    if not 0 <= duration <= _LONGEST:
        raise RuleError(
            "bad-duration",
            f'"{text}" is not a duration',
            hint='write seconds ("90"), minutes and seconds ("1:30"), "0:02:00", "2m" or "1h30m"',
        )
    return duration


def format_duration(duration: int) -> str:
    """A duration in ms as `h:mm:ss`, with milliseconds when there are any; negative with a sign."""
    seconds, thousandths = divmod(abs(duration), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{thousandths:03}" if thousandths else ""
    return f"{'-' if duration < 0 else ''}{hours}:{minutes:02}:{seconds:02}{fraction}"


def _read_moment(typed: str) -> datetime | None:
    """The date and time that Pendulum reads, naive without an offset; None for anything else."""
    if not _WHOLE_DATE.match(typed):
        return None
    import pendulum

    try:
        read = pendulum.parse(typed, exact=True, tz=None)
    except ValueError:
        return None
    if isinstance(read, pendulum.DateTime):
        # Pendulum's own arithmetic would choose the second of two equal readings.
        return datetime.combine(read.date(), read.time(), read.tzinfo)
    return datetime.combine(read, time.min) if isinstance(read, pendulum.Date) else None


def _sum(hours: str | None, minutes: str | None, seconds: str | None, fraction: str | None) -> int:
    """The parts of a duration, together in ms."""
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "").ljust(3, "0"))
