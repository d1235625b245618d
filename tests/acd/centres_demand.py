"""The contacts of random centres, and the grid of seconds on which everything lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from ccadmin.engine import CHANNELS, ENDS_AT_THE_DOOR, NO_NEEDS, UNLIMITED, UNSET, Contacts
from ccadmin.vocabulary import Channel

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

EPOCH: Final = 1_750_000_000_000
SECOND: Final = 1000
SPAN: Final = 300
"""Seconds in which contacts arrive."""
SKILLS: Final = ("billing", "english", "night")
OFTEN: Final = [Channel.CALL] * 5 + [Channel.CHAT] * 4 + [Channel.EMAIL, Channel.TICKET]
TALKS: Final = [0, 5, 5, 10, 20, 40]
PATIENCE: Final = [0, 10, 20, 30, 60, 120]

Value = TypeVar("Value")


def demand(rng: Random, groups: int, agents: int, count: int) -> Contacts:
    """Contacts, in order of arrival or not, mostly more than the people can serve."""
    span = min(SPAN, 1 + count * rng.choice([10, 20, 40, 80]) // (agents + 1))
    arrived = [at(rng.randint(0, span)) for _ in range(count)]
    if rng.random() < 0.7:
        arrived.sort()
    where = [*range(groups)] * 90 + [*ENDS_AT_THE_DOOR]
    forgiving = [UNLIMITED] * rng.choice([0, 3, 5])
    needs = tuple(requirement(rng) for _ in range(4))
    one_in_three = [NO_NEEDS] * 8 + [*range(4)]
    return Contacts(
        arrived=arrived,
        group=pick(rng, where, count),
        talk=seconds(pick(rng, TALKS, count)),
        patience=seconds(pick(rng, [*forgiving, *PATIENCE], count)),
        wrap_up=seconds(pick(rng, [UNSET, UNSET, 0, 5, 20], count)),
        priority=pick(rng, [0, 0, 0, 1, 5, -2], count),
        ids=[f"contact {number}" for number in range(count)] if rng.random() < 0.5 else None,
        channel=channels(rng, count),
        needs=pick(rng, one_in_three, count) if rng.random() < 0.8 else None,
        requirements=needs,
        level=pick(rng, [0, 0, 0, 1, 2], count) if rng.random() < 0.8 else None,
        silent_after=seconds(pick(rng, [UNLIMITED, 0, 5, 15], count)),
        resolved=pick(rng, [UNSET, 0, 1], count),
        rating=pick(rng, [0, 0, 1, 5], count),
        rated_after=seconds(pick(rng, [0, 30, 90], count)),
    )


def channels(rng: Random, count: int) -> list[int] | None:
    """All kinds of contacts, or calls alone."""
    if rng.random() < 0.2:
        return None
    return [CHANNELS.index(channel) for channel in pick(rng, OFTEN, count)]


def requirement(rng: Random) -> tuple[tuple[int, int], ...]:
    """One or two skills with the levels that are wanted."""
    skills = rng.sample(range(len(SKILLS)), rng.choice([1, 1, 2]))
    return tuple((skill, rng.choice([1, 2, 3, 5, 8])) for skill in sorted(skills))


def pick(rng: Random, values: Sequence[Value], count: int) -> list[Value]:
    """So many values, each chosen anew."""
    return [rng.choice(values) for _ in range(count)]


def seconds(values: Sequence[int]) -> list[int]:
    """The same in milliseconds; what is below 0 is no duration and stays."""
    return [value if value < 0 else value * SECOND for value in values]


def at(second: int) -> int:
    """The instant that many seconds after the first possible arrival."""
    return EPOCH + second * SECOND
