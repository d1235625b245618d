"""Distributions as people type them: `180`, `3:00`, `exp:180`, `lognormal:180,1.2`."""

from __future__ import annotations

import math
import re
from typing import Final

from ccadmin.calendars import parse_duration
from ccadmin.contacts.faults import shown
from ccadmin.engine import Distribution
from ccadmin.errors import RuleError, did_you_mean

KINDS: Final = {
    "exp": "exp:MEAN",
    "uniform": "uniform:LOW-HIGH",
    "lognormal": "lognormal:MEAN,SIGMA",
    "erlang": "erlang:STAGES,MEAN",
}
"""The named kinds, each with its form; a duration by itself is the same for every contact."""


def parse_distribution(text: str) -> Distribution:
    """A distribution of durations; each duration is seconds, `m:ss` or `h:mm:ss`.

    `lognormal:MEAN,SIGMA` takes the mean of the durations and the standard deviation of their
    natural logarithms, which is how studies of call centres state it; the standard deviation of the
    durations follows as mean * sqrt(exp(sigma * sigma) - 1). `erlang:STAGES,MEAN` is the sum of so many
    exponential stages, with the mean of the whole.

    Raises:
        RuleError: `bad-distribution`, naming what is accepted; `distribution` out of range.
    """
    kind, colon, rest = text.strip().partition(":")
    name = kind.strip().casefold()
    if not colon or name.replace(".", "").isdecimal():
        return Distribution("fixed", mean=_duration(text, text))
    if name not in KINDS:
        raise _refused(text, did_you_mean(name, KINDS))
    if name == "exp":
        return Distribution("exp", mean=_duration(rest, text))
    if name == "uniform":
        low, high = _two(rest, "-", text)
        return Distribution("uniform", low=_duration(low, text), high=_duration(high, text))
    first, second = _two(rest, ",", text)
    if name == "erlang":
        return Distribution("erlang", stages=_stages(first, text), mean=_duration(second, text))
    mean = _duration(first, text)
    return Distribution("lognormal", mean=mean, deviation=_deviation(mean, second, text))


def _duration(part: str, text: str) -> int:
    try:
        return parse_duration(part)
    except RuleError:
        raise _refused(text, None) from None


def _two(rest: str, separator: str, text: str) -> tuple[str, str]:
    parts = rest.split(separator)
    if len(parts) != len(("first", "second")):
        raise _refused(text, None)
    return parts[0], parts[1]


def _stages(part: str, text: str) -> int:
    if not re.fullmatch(r"\s*[0-9]{1,6}\s*", part):
        raise _refused(text, None)
    return int(part)


def _deviation(mean: int, part: str, text: str) -> int:
    """The standard deviation in ms of a lognormal whose logarithms deviate by sigma."""
    try:
        sigma = float(part)
        deviation = mean * math.sqrt(math.expm1(sigma * sigma))
    except (ValueError, OverflowError):
        raise _refused(text, None) from None
    if not (sigma >= 0 and math.isfinite(deviation)):
        raise _refused(text, None)
    return round(deviation)


def _refused(text: str, near: str | None) -> RuleError:
    forms = ", ".join(KINDS.values())
    return RuleError(
        "bad-distribution",
        f'"{shown(text)}" is not a distribution of durations',
        hint=near or f"give seconds, m:ss or h:mm:ss for all alike, or one of {forms}",
    )
