"""Times of arrival: ISO 8601 with an offset, or local to a zone, as milliseconds UTC.

A date with dots, as spreadsheets of half the world write it, has the day first: `2.3.2026 9:15`. One
with slashes could be read in two ways, and so is not read.
A local time that the zone has twice is its first occurrence; one that it skips is read with the
offset before the jump, as `calendars` reads the times that people type.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, cast

import polars as pl

from ccadmin.calendars.zones import DAY, stretches

if TYPE_CHECKING:
    from collections.abc import Callable

EARLIEST: Final = 0
"""ms of 1970-01-01T00:00Z; the engine keeps negative times for what never happened."""
LATEST: Final = 7_258_118_400_000
"""ms of 2200-01-01T00:00Z, the first instant that is refused."""

_CLOCK: Final = len("2026-03-02T09:15:00")
_TAIL: Final = re.compile(r"(?:[.,](\d{1,9}))?(Z|z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?")
_RARE: Final = (
    r"^\s*(\d{4}-\d\d-\d\d)[Tt ]+(\d\d:\d\d)(:\d\d)?([.,]\d+)?(?: ?([Zz]|[+-]\d[0-9:]+))?\s*$"
)
_DOTTED: Final = r"^\s*(\d\d?)\.(\d\d?)\.(\d{4}),? +(\d\d?):(.*)$"


def arrivals(values: pl.Series, zone: str) -> pl.Series:
    """Milliseconds UTC of each time; null where it is blank, no time, or outside 1970 to 2199."""
    if isinstance(values.dtype, pl.Datetime):
        moments = values.dt.epoch("ms")
        utc = moments if values.dtype.time_zone else _from_wall_clock(moments, zone)
    elif values.dtype == pl.String:
        utc = _from_text(values, zone)
    else:
        utc = pl.repeat(None, len(values), dtype=pl.Int64, eager=True)
    return _only(utc, utc.is_between(EARLIEST, LATEST, closed="left"))


def _from_text(values: pl.Series, zone: str) -> pl.Series:
    """Read the usual layout at once, then the rest after writing it in the usual layout."""
    utc = _from_usual_layout(values, zone)
    rest = utc.is_null() & values.is_not_null()
    if not rest.any():
        return utc
    read = _from_usual_layout(_rewritten(values.filter(rest)), zone)
    return utc.scatter(rest.arg_true(), read)


def _rewritten(values: pl.Series) -> pl.Series:
    """Rarer layouts in the usual one: blanks around, a small t, no seconds, a blank before Z, dots."""
    parts = _undotted(values).str.extract_groups(_RARE).struct.unnest()
    return parts.select(
        pl.concat_str(
            pl.col("1"),
            pl.lit("T"),
            pl.col("2"),
            pl.col("3").fill_null(":00"),
            pl.col("4").fill_null(""),
            pl.col("5").fill_null(""),
        )
    ).to_series()


def _undotted(values: pl.Series) -> pl.Series:
    """Dates with dots, the day first, as ISO 8601 has them; whatever else is left as it is."""
    day, month, year, hour, rest = values.str.extract_groups(_DOTTED).struct.unnest()
    two = [part.str.zfill(2) for part in (month, day, hour)]
    iso = year + "-" + two[0] + "-" + two[1] + " " + two[2] + ":" + rest
    return iso.fill_null(values)


def _from_usual_layout(values: pl.Series, zone: str) -> pl.Series:
    """Read `2026-03-02T09:15:00`, or with a blank for the T, then a fraction and an offset.

    Polars reads text with `%z` three times slower than the clock and its tail apart.
    """
    clock = _wall_clock(values)
    tails = values.str.slice(_CLOCK)
    fraction, offset = _mapped(tails, _fraction), _mapped(tails, _offset)
    utc = clock - offset
    local = offset.is_null() & clock.is_not_null()
    if local.any():
        utc = utc.zip_with(~local, _from_wall_clock(_only(clock, local), zone))
    return utc + fraction


def _wall_clock(values: pl.Series) -> pl.Series:
    """The first 19 characters as ms, as though the clock showed UTC; null where it is no clock."""
    first = values.drop_nulls().head(1)
    divider = " " if len(first) and first[0][10:11] == " " else "T"
    heads = values.str.slice(0, _CLOCK)
    clock = heads.str.to_datetime(
        f"%Y-%m-%d{divider}%H:%M:%S", time_unit="ms", strict=False, exact=True
    ).dt.epoch("ms")
    # Left to itself Polars also takes single digits and, for a leap second, the minute after it.
    whole = (heads.str.len_bytes() == _CLOCK) & ~heads.str.ends_with(":60")
    near = clock.is_between(EARLIEST - DAY, LATEST + DAY)
    return _only(clock, whole & near)


def _from_wall_clock(clock: pl.Series, zone: str) -> pl.Series:
    """UTC ms of wall clock times of a zone; times out of range become null."""
    clock = _only(clock, clock.is_between(EARLIEST - DAY, LATEST + DAY))
    if clock.null_count() == len(clock):
        return clock
    first, last = cast("int", clock.min()), cast("int", clock.max())
    pieces = stretches(zone, first - DAY, last + DAY)
    # At a jump forward the old offset holds up to the first time that the new clock shows, at one
    # backward up to the last that the old clock showed: in both cases the larger of two readings.
    changes = [new.start + max(old.offset, new.offset) for old, new in pairwise(pieces)]
    offsets = pl.Series([piece.offset for piece in pieces], dtype=pl.Int64)
    if not changes:
        return clock - pieces[0].offset
    piece = pl.Series(changes, dtype=pl.Int64).search_sorted(clock.fill_null(0), side="right")
    return clock - offsets.gather(piece)


def _fraction(tail: str) -> int | None:
    """The ms that a time's tail adds; None for a tail that cannot be read."""
    match = _TAIL.fullmatch(tail)
    return int((match[1] or "0").ljust(3, "0")[:3]) if match else None


def _offset(tail: str) -> int | None:
    """The offset in ms that a time's tail names; None where it names none."""
    match = _TAIL.fullmatch(tail)
    if match is None or match[2] is None:
        return None
    if match[2] in "Zz":
        return 0
    digits = match[2][1:].replace(":", "").ljust(4, "0")
    offset = (int(digits[:2]) * 60 + int(digits[2:])) * 60_000
    return -offset if match[2].startswith("-") else offset


def _mapped(values: pl.Series, function: Callable[[Any], int | None]) -> pl.Series:
    """Apply a function once to each different value."""
    different = values.unique().drop_nulls()
    results = pl.Series([function(value) for value in different], dtype=pl.Int64)
    if len(different) == 1 and not values.null_count():
        return pl.repeat(results[0], len(values), dtype=pl.Int64, eager=True)
    return values.replace_strict(different, results, default=None, return_dtype=pl.Int64)


def _only(values: pl.Series, wanted: pl.Series) -> pl.Series:
    """The values where they are wanted, null elsewhere."""
    return pl.select(pl.when(wanted).then(values).alias(values.name)).to_series()
