"""What the clock reads in a time zone: stretches of constant offset, local days, report rows.

`zoneinfo` knows the offset at an instant but not when it changes next, so the changes are found by
looking at one instant a day and bisecting where two neighbours differ. The shortest stretch in the
tz database lasts 95 hours (Freetown, 1939), so none is missed. Everything else in this package is
integer arithmetic on stretches.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple
from zoneinfo import ZoneInfo

from ccadmin.errors import RuleError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

MINUTE: Final = 60_000
"""Milliseconds in a minute."""
DAY: Final = 86_400_000
"""Milliseconds that the clock of one day reads."""
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The instant 0."""
FIRST_INSTANT: Final = (datetime(1, 1, 2, tzinfo=UTC) - EPOCH) // timedelta(milliseconds=1)
"""The earliest instant, in ms, that every zone can write as a date."""
LAST_INSTANT: Final = (datetime(9999, 12, 31, tzinfo=UTC) - EPOCH) // timedelta(milliseconds=1)
"""The latest instant, in ms, that every zone can write as a date."""
SETTLING: Final = 4 * DAY
"""How far before and after an instant a local day or a range that touches it can reach: a range of
48 hours, and the 24 hours by which a place that changes sides of the date line repeats a day."""

_BLOCK: Final = 512 * DAY


class Stretch(NamedTuple):
    """The instants `[start, end)`, in ms, at which a zone's clock is `offset` ms ahead of UTC."""

    start: int
    end: int
    offset: int


def parse_zone(text: str) -> str:
    """An IANA zone in its own spelling, for what people type in any.

    Raises:
        RuleError: `unknown-zone`, with the nearest name as the hint.
    """
    names = _zone_names()
    key = text.strip().casefold()
    if key in names:
        return names[key]
    city = key.replace(" ", "_")
    near = next((name for each, name in names.items() if each.endswith(f"/{city}")), None)
    hint = f'did you mean "{near}"?' if near else did_you_mean(city, names.values())
    raise RuleError(
        "unknown-zone",
        f'"{text}" is not a time zone',
        hint=hint or 'use a name of the IANA database, such as "Europe/Sofia" or "UTC"',
    )


def stretches(zone: str, start: int, end: int) -> tuple[Stretch, ...]:
    """The stretches of constant offset that cover `[start, end)` ms, in order, cut to it."""
    found: list[Stretch] = []
    for index in range(start // _BLOCK, -(-end // _BLOCK)):
        for stretch in _block(zone, index):
            first, last = max(stretch.start, start), min(stretch.end, end)
            if first >= last:
                continue
            if found and found[-1].offset == stretch.offset:
                first = found.pop().start
            found.append(Stretch(first, last, stretch.offset))
    return tuple(found)


def local_days(zone: str, start: int, end: int) -> tuple[int, ...]:
    """The starts, in ms, of the local days that `[start, end)` touches, the one of `start` first.

    A day starts when the clock first reads it: at the change where midnight does not exist, at the
    first of two midnights. A date that a place skipped has no start.
    """
    pieces = stretches(zone, start - SETTLING, max(end, start + 1))
    reached = (pieces[0].start + pieces[0].offset) // DAY
    starts = []
    for piece in pieces:
        first = (piece.start + piece.offset) // DAY
        last = (piece.end + piece.offset - 1) // DAY
        for day in range(max(first, reached + 1), last + 1):
            starts.append(max(day * DAY - piece.offset, piece.start))
            reached = day
    return _touching(starts, start)


def local_intervals(zone: str, start: int, end: int, *, minutes: int) -> tuple[int, ...]:
    """The starts, in ms, of the report rows that `[start, end)` touches, the one of `start` first.

    Rows begin where the clock reads a multiple of `minutes` since midnight, and where it is
    changed: an hour that the clock repeats is two rows, one that it skips is none, and no row
    holds times from both sides of a change.

    Raises:
        RuleError: `bad-interval`, a day is not a whole number of such rows.
    """
    if minutes <= 0 or DAY % (minutes * MINUTE):
        raise RuleError(
            "bad-interval",
            f'"{minutes}" minutes do not divide a day into equal rows',
            hint="use 15, 30 or 60",
        )
    row = minutes * MINUTE
    starts: list[int] = []
    for piece in stretches(zone, start - SETTLING, max(end, start + 1)):
        first = -(-(piece.start + piece.offset) // row) * row - piece.offset
        if first > piece.start:
            starts.append(piece.start)
        starts.extend(range(first, piece.end, row))
    return _touching(starts, start)


def offset_at(zone: str, instant: int) -> int:
    """How many ms the clock of the zone is ahead of UTC at an instant in ms."""
    within = min(max(instant, FIRST_INSTANT), LAST_INSTANT)
    moment = (EPOCH + timedelta(milliseconds=within)).astimezone(ZoneInfo(zone))
    return (moment.utcoffset() or timedelta()) // timedelta(milliseconds=1)


def _touching(starts: list[int], start: int) -> tuple[int, ...]:
    """From the last that is not after `start` on."""
    current = max(each for each in starts if each <= start)
    return tuple(each for each in starts if each >= current)


@lru_cache(maxsize=1024)
def _block(zone: str, index: int) -> tuple[Stretch, ...]:
    """The stretches of one fixed part of the time line, found once for each process."""
    begin, end = index * _BLOCK, (index + 1) * _BLOCK
    changes = list(_changes(zone, begin, end))
    bounds = [begin, *changes, end]
    return tuple(Stretch(first, last, offset_at(zone, first)) for first, last in pairwise(bounds))


def _changes(zone: str, begin: int, end: int) -> Iterator[int]:
    """The instants in `(begin, end]` at which the offset changes."""
    before = offset_at(zone, begin)
    for day in range(begin, end, DAY):
        after = offset_at(zone, day + DAY)
        if after != before:
            yield _bisect(zone, day, day + DAY)
        before = after


def _bisect(zone: str, early: int, late: int) -> int:
    """The first ms in `(early, late]` with another offset than at `early`."""
    before = offset_at(zone, early)
    while late - early > 1:
        middle = (early + late) // 2
        if offset_at(zone, middle) == before:
            early = middle
        else:
            late = middle
    return late


@cache
def _zone_names() -> dict[str, str]:
    """Every zone by its casefolded name.

    From the list that the tzdata package carries: asking `zoneinfo.available_timezones` opens six
    hundred files, and its answer holds names that only this machine knows.
    """
    from importlib.resources import files

    listed = (files("tzdata") / "zones").read_text(encoding="utf-8")
    return {name.casefold(): name for name in listed.split()}
