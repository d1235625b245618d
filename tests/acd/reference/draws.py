"""The lots of the strategy `random`, from their definition in `docs/explanation/routing.md`."""

from __future__ import annotations

from decimal import Decimal, getcontext, localcontext
from functools import cache
from typing import Final

BITS: Final = 2**64
GOLDEN: Final = 0x9E3779B97F4A7C15
UNIT: Final = 2**40
DIGITS: Final = 40


def scattered(value: int) -> int:
    """The finaliser of splitmix64."""
    value %= BITS
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 % BITS
    value = (value ^ value >> 27) * 0x94D049BB133111EB % BITS
    return value ^ value >> 31


def key_of_row(row: int) -> int:
    """The key of a contact without an id."""
    return scattered(row + GOLDEN)


def key_of_id(text: str) -> int:
    """The key of a contact with an id: its FNV-1a hash, scattered."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 % BITS
    return scattered(value)


def lot(seed: int, contact: int, agent: int, attempt: int, weight: int) -> int:
    """What an agent draws for a contact of that key; the smallest lot wins."""
    shared = scattered(scattered(scattered(seed + GOLDEN) ^ contact) + attempt)
    return minus_log2(scattered(shared + agent * GOLDEN)) * 2**16 // weight


def minus_log2(drawn: int) -> int:
    """-log2(drawn / 2**64) in units of 2**-40, between 1,024 exact points on straight lines."""
    drawn = max(drawn, 1)
    zeros = 64 - drawn.bit_length()
    after_the_first_bit = (drawn << zeros) - 2**63
    step, rest = divmod(after_the_first_bit, 2**53)
    low, high = exact_log2(step), exact_log2(step + 1)
    log2 = low + (high - low) * (rest // 2**21) // 2**32
    return (zeros + 1) * UNIT - log2


@cache
def exact_log2(step: int) -> int:
    """log2(1 + step / 1024) in units of 2**-40, cut off."""
    with localcontext(getcontext()) as digits:
        digits.prec = DIGITS
        log2 = (1 + Decimal(step) / 1024).ln() / Decimal(2).ln()
        return int(log2 * UNIT)
