"""Durations drawn from a distribution, keyed like every draw, in integers only.

A uniform variate is 64 hashed bits. The exponential is minus its logarithm; Erlang is the mean of
several; the lognormal raises 2 to a normal variate made by the method of Box and Muller. Tables
are computed here from integers. Beside the whole milliseconds of the result, a draw errs by less
than a millionth of itself plus 2**-26 of the mean. Means, deviations and bounds are below 2**31 ms,
so that products fit 64 bits; no draw is longer than LONGEST.
"""

from __future__ import annotations

from array import array
from math import isqrt
from typing import Final

from ccadmin.acd import exact

from . import draws

LONGEST: Final = 1 << 40
"""A lognormal draw is cut here, at 34.8 years: its tail has no end."""
BITS = exact.VARIATE_BITS
"""Logarithms are kept in units of 2**-BITS from here on."""
HALF: Final = 1 << 25
"""One half in these units."""
FRACTION: Final = (1 << 26) - 1
STEPS: Final = 1024
TABLE_BITS: Final = 40


def fixed(mean: int, keys: array[int]) -> array[int]:
    """The same duration for every contact."""
    return array("q", [mean]) * len(keys)


def uniform(low: int, high: int, keys: array[int]) -> array[int]:
    """Every whole millisecond from low to high, both included, alike."""
    span = high - low + 1
    drawn = array("q", bytes(8 * len(keys)))
    for row in range(len(keys)):
        key = keys[row]
        drawn[row] = low + (((key >> 32) * span + (((key & draws.LOW_HALF) * span) >> 32)) >> 32)
    return drawn


def erlang(mean: int, stages: int, keys: array[int]) -> array[int]:
    """The sum of `stages` exponential durations with `mean` in all; one stage is exponential."""
    drawn = array("q", bytes(8 * len(keys)))
    for row in range(len(keys)):
        logarithms = 0
        for stage in range(stages):
            logarithms += minus_ln(again(keys[row], stage))
        drawn[row] = ((logarithms // stages) * mean + HALF) >> BITS
    return drawn


def lognormal(location: int, scale: int, keys: array[int]) -> array[int]:
    """2 to the power of a normal variate, whose mean and deviation come in units of 2**-BITS."""
    drawn = array("q", bytes(8 * len(keys)))
    for row in range(len(keys)):
        drawn[row] = power_of_two(location + ((scale * normal(keys[row])) >> BITS))
    return drawn


def again(key: int, number: int) -> int:
    """The draw with that number of the contact with that key."""
    return draws.mix((key + number * draws.GOLDEN) & draws.MASK)


def minus_ln(drawn: int) -> int:
    """-ln(drawn / 2**64) in units of 2**-BITS."""
    return ((draws.minus_log2(drawn) >> (draws.FRACTION_BITS - BITS)) * LN2) >> 31


def normal(key: int) -> int:
    """A standard normal variate in units of 2**-BITS: a radius times the cosine of an angle.

    The angle stays within a quarter turn and a further bit gives the sign, which has the same law.
    """
    radius = isqrt((2 * minus_ln(again(key, 0))) << BITS)
    turned = again(key, 1)
    step = turned >> 54
    rest = (turned >> 38) & 0xFFFF
    fall = ((COSINES[step] - COSINES[step + 1]) * rest) >> 16
    drawn = (radius * ((COSINES[step] - fall) >> (TABLE_BITS - BITS))) >> BITS
    return -drawn if turned & 1 else drawn


def power_of_two(exponent: int) -> int:
    """2 ** exponent, rounded, for an exponent in units of 2**-BITS; at most LONGEST."""
    whole = exponent >> BITS
    if whole >= TABLE_BITS:
        return LONGEST
    if whole < -1:
        return 0
    part = exponent & FRACTION
    step = part >> 16
    rise = ((POWERS[step + 1] - POWERS[step]) * (part & 0xFFFF)) >> 16
    doubled = (POWERS[step] + rise) >> (TABLE_BITS - whole - 1)
    return (doubled + 1) >> 1


LN2 = exact.LN2
POWERS = exact.powers(STEPS, TABLE_BITS)
COSINES = exact.cosines(STEPS, TABLE_BITS)
