"""Durations drawn from a distribution, keyed like every draw, in integers only.

A uniform variate is 64 hashed bits. The exponential is minus its logarithm; Erlang is the mean of
several; the lognormal raises 2 to a normal variate made by the method of Box and Muller. Tables
are computed here from integers. Beside the whole milliseconds of the result, a draw errs by less
than a millionth of itself plus 2**-26 of the mean; none is longer than LONGEST.
"""

from __future__ import annotations

from array import array
from math import isqrt
from typing import Final

from . import draws

PARAMETER_LIMIT: Final = 1 << 31
"""Means, deviations and bounds are below this many ms (24.8 days), so that products fit 64 bits."""
LONGEST: Final = 1 << 40
"""A lognormal draw is cut here, at 34.8 years: its tail has no end."""
BITS: Final = 26
"""Logarithms are kept in units of 2**-BITS from here on."""
HALF: Final = 1 << (BITS - 1)
LN2: Final = 1488522236
"""ln 2 in units of 2**-31."""
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


def lognormal_parameters(mean: int, deviation: int) -> tuple[int, int]:
    """The location and scale of `lognormal` for a positive mean and a deviation in ms.

    From s² = ln(1 + (deviation / mean)²) and m = ln mean - s² / 2, both divided by ln 2.
    """
    square = mean * mean
    variance = log2_of_ratio(square + deviation * deviation, square)  # s² / ln 2
    location = log2_of_ratio(mean, 1) - variance // 2
    scale = isqrt((variance << (BITS + 31)) // LN2)  # sqrt(s² / ln² 2)
    return location, scale


def log2_of_ratio(above: int, below: int) -> int:
    """log2(above / below) for above >= below > 0, in units of 2**-BITS, bit by bit."""
    whole = (above // below).bit_length() - 1
    rest = (above << (64 - whole)) // below
    logarithm = whole
    for _ in range(BITS):
        rest = (rest * rest) >> 64
        bit = rest >> 65
        rest >>= bit
        logarithm = 2 * logarithm + bit
    return logarithm


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
    part = exponent & ((1 << BITS) - 1)
    step = part >> 16
    rise = ((POWERS[step + 1] - POWERS[step]) * (part & 0xFFFF)) >> 16
    shift = TABLE_BITS - whole
    return (POWERS[step] + rise + (1 << (shift - 1))) >> shift


def powers() -> array[int]:
    """2 ** (i / STEPS) for i in 0 .. STEPS, in units of 2**-TABLE_BITS."""
    unit = 120
    root = 2 << unit
    for _ in range(STEPS.bit_length() - 1):
        root = isqrt(root << unit)
    power = 1 << unit
    table = []
    for _ in range(STEPS + 1):
        table.append(power >> (unit - TABLE_BITS))
        power = (power * root) >> unit
    return array("q", table)


def cosines() -> array[int]:
    """cos(i / STEPS quarter turns) for i in 0 .. STEPS, in units of 2**-TABLE_BITS.

    The first step is found by halving a right angle, the others by the recurrence of Chebyshev.
    """
    unit = 120
    first = 0
    for _ in range(STEPS.bit_length() - 1):
        first = isqrt(((1 << unit) + first) << (unit - 1))
    before, here = first, 1 << unit
    table = []
    for _ in range(STEPS + 1):
        table.append(max(here, 0) >> (unit - TABLE_BITS))
        before, here = here, ((first * here) >> (unit - 1)) - before
    return array("q", table)


POWERS = powers()
COSINES = cosines()
