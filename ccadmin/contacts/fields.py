"""The columns of a contacts file, and how the text of each becomes a number.

Every function here takes a column of the file, text or typed, and returns one of equal length that
is null where the value is blank or cannot be read; `blank` tells the two apart.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from ccadmin.contacts.faults import as_text
from ccadmin.engine import CHANNELS
from ccadmin.entering.keys import read_keys
from ccadmin.vocabulary import Channel

FIELDS: Final = (
    "id",
    "arrived",
    "channel",
    "group",
    "flow",
    "number",
    "keys",
    "center",
    "talk",
    "patience",
    "wrap_up",
    "priority",
    "skills",
    "level",
    "resolved",
    "silent_after",
    "rating",
    "rated_after",
)
"""The columns that mean something to the distributor, or to the figures."""
ATTRIBUTES: Final = ("topic", "location", "customer_type", "language")
"""What rules usually look at; they may look at any column."""
CARRIED: Final = (*ATTRIBUTES, "caller", "real_agent", "real_wait", "rating", "rated_after")
"""Columns that are known, and carried through untouched; figures of outcomes read the ratings."""
KNOWN: Final = tuple(dict.fromkeys((*FIELDS, *CARRIED)))
"""Every column that is known."""

MOST_MS: Final = 10 * 366 * 86_400_000
"""No duration is longer than ten years: beyond it a file means another unit."""
MOST_PRIORITY: Final = 1_000_000
"""Priorities count minutes of waiting in groups that age: a million of them is two years."""
MOST_LEVEL: Final = 100
"""No contact has to go further up than so many groups."""
BEST_RATING: Final = 5

A_DURATION: Final = "a duration up to ten years: seconds, m:ss or h:mm:ss"
A_PRIORITY: Final = f"a whole number from -{MOST_PRIORITY} to {MOST_PRIORITY}"
A_LEVEL: Final = f"a number of groups to go up, 0 to {MOST_LEVEL}"
A_RATING: Final = f"a rating from 1 to {BEST_RATING}"
KEYS: Final = "keys of a telephone: 0 to 9, * and #"
A_TRUTH: Final = '"yes" or "no"'
A_CHANNEL: Final = f"a channel: {', '.join(CHANNELS[:-1])} or {CHANNELS[-1]}"

_CLOCK: Final = r"^(?:(\d+):)?(\d+):([0-5]\d(?:\.\d+)?)$"
_YES: Final = ("yes", "y", "true", "1")
_NO: Final = ("no", "n", "false", "0")


def blank(values: pl.Series) -> pl.Series:
    """Where a column says nothing: no value, or text of blanks."""
    if values.dtype == pl.String:
        return values.is_null() | (values.str.strip_chars() == "")
    return values.is_null()


def durations(values: pl.Series) -> pl.Series:
    """Milliseconds of durations: seconds, `m:ss`, `h:mm:ss`, or a typed file's own durations."""
    if isinstance(values.dtype, pl.Duration):
        milliseconds = values.dt.total_milliseconds().cast(pl.Float64)
    elif values.dtype.is_numeric():
        milliseconds = values.cast(pl.Float64) * 1000
    elif values.dtype == pl.String:
        milliseconds = _seconds(values) * 1000
    else:
        milliseconds = pl.repeat(None, len(values), dtype=pl.Float64, eager=True)
    accepted = milliseconds.round().is_between(0, MOST_MS)
    return pl.select(pl.when(accepted).then(milliseconds).round().cast(pl.Int64)).to_series()


def priorities(values: pl.Series) -> pl.Series:
    """Whole numbers, positive or not."""
    return _whole(values, -MOST_PRIORITY, MOST_PRIORITY)


def levels(values: pl.Series) -> pl.Series:
    """How many groups up a contact must go."""
    return _whole(values, 0, MOST_LEVEL)


def ratings(values: pl.Series) -> pl.Series:
    """What users thought of it."""
    return _whole(values, 1, BEST_RATING)


def _whole(values: pl.Series, least: int, most: int) -> pl.Series:
    """Whole numbers of a range; a fraction is refused, `2.0` is not."""
    if values.dtype != pl.String and not values.dtype.is_numeric():
        return pl.repeat(None, len(values), dtype=pl.Int64, eager=True)
    text = values.str.strip_chars() if values.dtype == pl.String else values
    number = text.cast(pl.Float64, strict=False)
    accepted = number.is_between(least, most) & (number.floor() == number)
    return pl.select(pl.when(accepted).then(number).cast(pl.Int64)).to_series()


def pressed(values: pl.Series) -> pl.Series:
    """The keys in each text, such as `12` or `1 2`; null where something is no key."""
    words = as_text(values)
    different = words.unique().drop_nulls()
    keys = {word: read_keys(word) for word in different}
    return words.replace_strict(keys, default=None, return_dtype=pl.String).fill_null(
        pl.select(pl.when(blank(words)).then(pl.lit(""))).to_series()
    )


def truths(values: pl.Series) -> pl.Series:
    """Yes or no."""
    if values.dtype == pl.Boolean:
        return values
    words = values.cast(pl.String, strict=False).str.strip_chars().str.to_lowercase()
    return pl.select(
        pl.when(words.is_in(_YES))
        .then(pl.lit(value=True))
        .when(words.is_in(_NO))
        .then(pl.lit(value=False))
    ).to_series()


def channels(values: pl.Series) -> pl.Series:
    """The index of each channel in `engine.CHANNELS`; a call where nothing is said."""
    words = as_text(values).str.strip_chars().str.to_lowercase().fill_null("")
    indexes = {channel.value: index for index, channel in enumerate(CHANNELS)}
    return words.replace_strict(
        {"": indexes[Channel.CALL], **indexes}, default=None, return_dtype=pl.Int64
    )


def _seconds(text: pl.Series) -> pl.Series:
    """Seconds of durations in text; most are plain numbers, so the rest is looked at apart."""
    seconds = text.cast(pl.Float64, strict=False)
    rest = seconds.is_null() & text.is_not_null()
    if not rest.any():
        return seconds
    stripped = text.filter(rest).str.strip_chars()
    clock = stripped.str.extract_groups(_CLOCK).struct.unnest().cast(pl.Float64, strict=False)
    hours, minutes, remainder = (clock[name] for name in clock.columns)
    # Minutes count past 59 only where no hours stand before them.
    within = hours.is_null() | (minutes < 60)  # noqa: PLR2004 - minutes of an hour
    total = (hours.fill_null(0) * 60 + minutes) * 60 + remainder
    read = stripped.cast(pl.Float64, strict=False).fill_null(
        pl.select(pl.when(within).then(total)).to_series()
    )
    return seconds.scatter(rest.arg_true(), read)
