"""What whole numbers of any size compute once: tables of functions, parameters of distributions.

This module is never compiled, and the compiled build uses it as it is: C has no such numbers.
Fixed-point values are said to have so many bits, which stand behind the point.
"""

from __future__ import annotations

from array import array
from math import isqrt
from typing import Final

VARIATE_BITS: Final = 26
"""The bits of logarithms in `variates.py`, and so of the parameters there."""
GUARD: Final = 120
"""The bits of what tables are computed from, far more than any of them keeps."""
LN2: Final = 1488522236
"""ln 2 with 31 bits."""


def logarithms(steps: int, bits: int) -> array[int]:
    """log2(1 + i / steps) for i in 0 .. steps.

    Summed from ln((n + 1) / n) = 2 artanh(1 / (2n + 1)), of whose series 1024 steps need five terms.
    """
    total = 0
    sums = [total]
    for whole in range(steps, 2 * steps):
        odd = 2 * whole + 1
        for power in range(1, 11, 2):
            total += (2 << GUARD) // (power * odd**power)
        sums.append(total)
    return array("Q", [(part << bits) // total for part in sums])


def powers(steps: int, bits: int) -> array[int]:
    """2 ** (i / steps) for i in 0 .. steps, where steps is a power of two."""
    root = 2 << GUARD
    for _ in range(steps.bit_length() - 1):
        root = isqrt(root << GUARD)
    power = 1 << GUARD
    table = []
    for _ in range(steps + 1):
        table.append(power >> (GUARD - bits))
        power = (power * root) >> GUARD
    return array("q", table)


def cosines(steps: int, bits: int) -> array[int]:
    """cos(i / steps quarter turns) for i in 0 .. steps, where steps is a power of two.

    The first step is found by halving a right angle, the others by the recurrence of Chebyshev.
    """
    first = 0
    for _ in range(steps.bit_length() - 1):
        first = isqrt(((1 << GUARD) + first) << (GUARD - 1))
    before, here = first, 1 << GUARD
    table = []
    for _ in range(steps + 1):
        table.append(max(here, 0) >> (GUARD - bits))
        before, here = here, ((first * here) >> (GUARD - 1)) - before
    return array("q", table)


def lognormal_parameters(mean: int, deviation: int, bits: int) -> tuple[int, int]:
    """The location and scale, for powers of 2, of the lognormal with that mean and deviation.

    From s² = ln(1 + (deviation / mean)²) and m = ln mean - s² / 2, both divided by ln 2.
    """
    square = mean * mean
    variance = log2_of_ratio(square + deviation * deviation, square, bits)  # s² / ln 2
    location = log2_of_ratio(mean, 1, bits) - variance // 2
    scale = isqrt((variance << (bits + 31)) // LN2)  # sqrt(s² / ln² 2)
    return location, scale


def log2_of_ratio(above: int, below: int, bits: int) -> int:
    """log2(above / below) for above >= below > 0, bit by bit."""
    logarithm = (above // below).bit_length() - 1
    rest = (above << (GUARD - logarithm)) // below
    for _ in range(bits):
        rest = (rest * rest) >> GUARD
        bit = rest >> (GUARD + 1)
        rest >>= bit
        logarithm = 2 * logarithm + bit
    return logarithm
