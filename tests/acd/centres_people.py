"""The people of random centres, the hours that they and the groups keep, and how chats are served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.engine import Agent, ChatService, Shift
from ccadmin.vocabulary import Ring

from .centres_demand import SECOND, SKILLS, at

if TYPE_CHECKING:
    from random import Random

__all__ = ["SKILLS", "agent", "chat_service", "opening"]
DELAYS: Final = [0, 2, 5, 5, 8, 8, 10, 15, 25]
"""Seconds until somebody answers a telephone or accepts a chat."""
NO_DEVICE: Final = 0.06
NOT_RINGING: Final = 0.1


def agent(rng: Random, index: int) -> Agent:
    """Somebody with telephones, skills, and half of the time with hours."""
    return Agent(
        id=index * 7 % 11,
        name=f"agent {index}",
        takes_calls=rng.random() >= NO_DEVICE,
        shifts=shifts(rng) if rng.random() < 0.6 else None,
        ring=rng.choice(list(Ring)),
        extension=None if rng.random() < NOT_RINGING else rng.choice(DELAYS) * SECOND,
        mobile=None if rng.random() < NOT_RINGING else rng.choice(DELAYS) * SECOND,
        accept=rng.choice(DELAYS) * SECOND,
        capacity=rng.choice([None, None, 1, 2, 4]),
        skills={skill: rng.randint(1, 10) for skill in range(len(SKILLS)) if rng.random() < 0.6},
    )


def shifts(rng: Random) -> tuple[Shift, ...]:
    """Up to eight ranges, some of which touch."""
    ranges = []
    start = rng.randint(-50, 30)
    for number in range(rng.choice([0, 3, 5, 6, 8, 8])):
        end = start + rng.randint(1, 50)
        opens = number == 0 or rng.random() < 0.5
        ranges.append(Shift(at(start), at(end), opens=opens))
        start = end + rng.choice([0, 0, 5, 10])
    return tuple(ranges)


def chat_service(rng: Random) -> ChatService:
    """Chats that must be accepted, or not; with every limit, or without."""
    return ChatService(
        manual=rng.random() < 0.5,
        accept_timeout=rng.choice([5, 10, 20]) * SECOND,
        short_break=rng.choice([0, 0, 10]) * SECOND,
        capacity=rng.choice([1, 2, 3]),
        silence_timeout=rng.choice([None, 0, 5 * SECOND, 20 * SECOND]),
        open=opening(rng),
        rating_validity=rng.choice([None, 60 * SECOND]),
    )


def opening(rng: Random) -> tuple[tuple[int, int], ...] | None:
    """Always open more often than not; else up to three intervals, which may touch."""
    if rng.random() < 0.75:
        return None
    start = rng.randint(-60, 40)
    intervals = []
    for _ in range(rng.choice([0, 1, 2, 3, 3, 3])):
        end = start + rng.randint(20, 120)
        intervals.append((at(start), at(end)))
        start = end + rng.choice([0, 10, 20])
    return tuple(intervals)
