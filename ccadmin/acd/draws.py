"""Random draws that are keyed instead of sequenced.

Every draw is a hash of what it is for: the seed, the contact, the agent, the attempt. So the same
input gives the same bytes on every machine, and removing one contact changes no other draw.
Only integers are used, because the last bit of a floating logarithm differs between machines.

The mixer is the finaliser of splitmix64 (Steele, Lea and Flood 2014); texts are hashed by FNV-1a.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final

from ccadmin.acd import exact

if TYPE_CHECKING:
    from collections.abc import Sequence

MASK: Final = (1 << 64) - 1
GOLDEN: Final = 0x9E3779B97F4A7C15
FIRST_FACTOR: Final = 0xBF58476D1CE4E5B9
SECOND_FACTOR: Final = 0x94D049BB133111EB
TEXT_START: Final = 0xCBF29CE484222325
TEXT_FACTOR: Final = 0x100000001B3
STEPS: Final = 1024
"""The logarithm is tabled at 1 + i / STEPS and interpolated between: it errs by less than 2e-7."""
FRACTION_BITS: Final = 40
WHOLE: Final = 64 << 40
LOW_HALF: Final = (1 << 32) - 1


def mix(value: int) -> int:
    """Scatter 64 bits over 64 bits, one to one."""
    value = ((value ^ (value >> 30)) * FIRST_FACTOR) & MASK
    value = ((value ^ (value >> 27)) * SECOND_FACTOR) & MASK
    return value ^ (value >> 31)


def key_of_row(row: int) -> int:
    """The 64-bit key of a contact that has no id but its row number."""
    return mix((row + GOLDEN) & MASK)


def key_of_text(text: bytes) -> int:
    """The 64-bit key of a contact's id, or of the purpose of a draw, from its UTF-8 bytes."""
    key = TEXT_START
    for byte in text:
        key = ((key ^ byte) * TEXT_FACTOR) & MASK
    return mix(key)


def keys_of_rows(count: int) -> array[int]:
    """One key per contact of a file whose contacts have no ids."""
    keys = array("Q", bytes(8 * count))
    for row in range(count):
        keys[row] = key_of_row(row)
    return keys


def keys_of_texts(texts: Sequence[str]) -> array[int]:
    """One key per contact, from the contacts' ids."""
    keys = array("Q", bytes(8 * len(texts)))
    for row in range(len(texts)):
        keys[row] = key_of_text(texts[row].encode())
    return keys


def keyed(seed: int, purpose: int, contact_keys: array[int]) -> array[int]:
    """64 fresh bits per contact for one purpose, itself a key."""
    drawn = array("Q", bytes(8 * len(contact_keys)))
    for row in range(len(contact_keys)):
        drawn[row] = lottery(seed, contact_keys[row], purpose)
    return drawn


def lottery(seed: int, contact_key: int, attempt: int) -> int:
    """What all the lots of one offer have in common; attempts count from 0."""
    return mix((mix(mix((seed + GOLDEN) & MASK) ^ contact_key) + attempt) & MASK)


def lot(common: int, agent_id: int, weight: int) -> int:
    """The key by which `random` ranks one agent for one offer, smaller first.

    An exponential variate divided by the weight: the least of them falls to each agent with a
    probability proportional to the weight.
    """
    drawn = mix((common + agent_id * GOLDEN) & MASK)
    return (minus_log2(drawn) << 16) // weight


def minus_log2(drawn: int) -> int:
    """-log2(drawn / 2**64) in units of 2**-FRACTION_BITS; a drawn 0 counts as 1."""
    if drawn == 0:
        return WHOLE
    zeros = leading_zeros(drawn)
    drawn = (drawn << zeros) & MASK
    step = (drawn >> 53) & (STEPS - 1)
    rest = (drawn >> 21) & LOW_HALF
    low = LOG2[step]
    logarithm = low + (((LOG2[step + 1] - low) * rest) >> 32)
    return WHOLE - ((63 - zeros) << FRACTION_BITS) - logarithm


def leading_zeros(value: int) -> int:
    """How many of the 64 bits stand before the first one that is set."""
    zeros = 0
    width = 32
    while width > 0:
        if value >> (64 - width) == 0:
            zeros += width
            value = (value << width) & MASK
        width >>= 1
    return zeros


LOG2 = exact.logarithms(STEPS, FRACTION_BITS)
