"""Random centres with every feature, and contacts that press hard enough for most to meet one.

Times lie on a grid of whole seconds and spans are short, so that things happen at the same instant
all the time: that is where two engines differ first. A centre is made from a seed and three sizes;
Hypothesis shrinks the sizes.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from ccadmin.engine import (
    ENDS_AT_THE_DOOR,
    UNLIMITED,
    UNSET,
    Agent,
    Contacts,
    Group,
    Member,
    Options,
    Overflow,
    Shift,
    Snapshot,
)
from ccadmin.vocabulary import (
    AtClosing,
    LateJoiner,
    Order,
    OverflowAction,
    Scope,
    Status,
    Strategy,
    Trigger,
    Window,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

EPOCH: Final = 1_750_000_000_000
SECOND: Final = 1000
SPAN: Final = 300
"""Seconds in which contacts arrive."""


@dataclass(frozen=True, slots=True)
class Centre:
    """Everything that one simulation takes."""

    snapshot: Snapshot
    contacts: Contacts
    options: Options


def centres() -> st.SearchStrategy[Centre]:
    """Centres of up to five groups and eight people, with up to ninety contacts."""
    return st.builds(
        centre,
        seed=st.integers(0, 2**32 - 1),
        groups=st.sampled_from([1, 2, 3, 5]),
        agents=st.sampled_from([1, 2, 3, 5, 8]),
        contacts=st.sampled_from([5, 15, 30, 60, 90]),
    )


def centre(*, seed: int, groups: int, agents: int, contacts: int) -> Centre:
    """The centre of that seed and those sizes."""
    rng = Random(seed)
    people = tuple(agent(rng, index) for index in range(agents))
    loops = rng.random() < 0.1
    snapshot = Snapshot(
        groups=tuple(group(rng, index, groups, agents, loops=loops) for index in range(groups)),
        agents=people,
    )
    until = EPOCH + rng.randint(20, SPAN) * SECOND if rng.random() < 0.3 else None
    return Centre(
        snapshot=snapshot,
        contacts=demand(rng, groups, agents, contacts),
        options=Options(seed=rng.randint(0, 2**64 - 1), until=until, log=True),
    )


def agent(rng: Random, index: int) -> Agent:
    """Somebody, half of the time with hours: up to three ranges, which may touch."""
    shifts: list[Shift] = []
    if rng.random() < 0.5:
        start = rng.randint(-50, 100)
        for number in range(rng.randint(0, 3)):
            end = start + rng.randint(1, 120)
            opens = number == 0 or rng.random() < 0.5
            shifts.append(Shift(at(start), at(end), opens=opens))
            start = end + rng.choice([0, 0, 5, 30, 60])
        return Agent(index * 7 % 11, f"agent {index}", rng.random() < 0.95, tuple(shifts))
    return Agent(index * 7 % 11, f"agent {index}", rng.random() < 0.95)


def group(rng: Random, index: int, groups: int, agents: int, *, loops: bool) -> Group:
    """A group of some of the people, with rules of every kind."""
    crew = rng.sample(range(agents), rng.randint(min(1, agents), agents))
    tiered = rng.random() < 0.4
    return Group(
        id=index + 1,
        name=f"group {index}",
        strategy=rng.choice(list(Strategy)),
        status=Status.DISABLED if rng.random() < 0.05 else Status.ENABLED,
        members=tuple(member(rng, who, tiered=tiered) for who in crew),
        weight=rng.choice([0, 0, 0, 1, -1]),
        order=rng.choice(list(Order)),
        age_point=rng.choice([1, 5, 60]) * SECOND,
        tier_wait=rng.choice([0, 0, 5, 20]) * SECOND,
        window=rng.choice(list(Window)),
        window_days=rng.randint(1, 3),
        scope=rng.choice(list(Scope)),
        late_joiner=rng.choice(list(LateJoiner)),
        max_waiting=0 if loops else rng.choice([None, None, None, None, 0, 1, 3]),
        max_wait=rng.choice([None, None, None, 0, 10, 30, 60]),
        overflow=overflow(rng, groups, loops=loops),
        wrap_up=rng.choice([0, 0, 5, 15]) * SECOND,
        wrap_up_scope=rng.choice(list(Scope)),
        at_closing=rng.choice(list(AtClosing)),
        open=opening(rng),
        days=tuple(sorted(at(day) for day in rng.sample(range(-60, SPAN), rng.randint(0, 4)))),
    )


def member(rng: Random, who: int, *, tiered: bool) -> Member:
    """One membership, sometimes at the same position as another."""
    return Member(
        agent=who,
        weight=rng.choice([1, 1, 2, 5, 100]),
        tier=rng.randint(1, 3) if tiered else 1,
        position=rng.randint(1, 6),
        status=Status.DISABLED if rng.random() < 0.1 else Status.ENABLED,
        wrap_up=rng.choice([None, None, 0, 10 * SECOND]),
    )


def overflow(rng: Random, groups: int, *, loops: bool) -> dict[Trigger, Overflow]:
    """What to do for some of the triggers; in a centre with loops, on to a group for all."""
    rules = {}
    for trigger in Trigger:
        action = rng.choice(list(OverflowAction))
        if loops or action is OverflowAction.GROUP:
            rules[trigger] = Overflow(OverflowAction.GROUP, rng.randrange(groups))
        elif rng.random() < 0.8:
            rules[trigger] = Overflow(action)
    return rules


def opening(rng: Random) -> tuple[tuple[int, int], ...] | None:
    """Always open more often than not; else up to three intervals, which may touch."""
    if rng.random() < 0.75:
        return None
    start = rng.randint(-50, 100)
    intervals = []
    for _ in range(rng.randint(0, 3)):
        end = start + rng.randint(20, 150)
        intervals.append((at(start), at(end)))
        start = end + rng.choice([0, 10, 40])
    return tuple(intervals)


def demand(rng: Random, groups: int, agents: int, count: int) -> Contacts:
    """Contacts, in order of arrival or not, about three times as many as the people can serve."""
    span = min(SPAN, 1 + count * 10 // (agents + 1))
    arrived = [at(rng.randint(0, span)) for _ in range(count)]
    if rng.random() < 0.7:
        arrived.sort()
    where = [*range(groups)] * 90 + [*ENDS_AT_THE_DOOR]
    return Contacts(
        arrived=arrived,
        group=pick(rng, where, count),
        talk=[value * SECOND for value in pick(rng, [0, 5, 10, 20, 40, 60], count)],
        patience=[
            value if value == UNLIMITED else value * SECOND
            for value in pick(rng, [UNLIMITED, UNLIMITED, UNLIMITED, 0, 10, 30, 60, 120], count)
        ],
        wrap_up=[
            value if value == UNSET else value * SECOND
            for value in pick(rng, [UNSET, UNSET, 0, 5, 20], count)
        ],
        priority=pick(rng, [0, 0, 0, 1, 5, -2], count),
        ids=[f"contact {number}" for number in range(count)] if rng.random() < 0.5 else None,
    )


def pick(rng: Random, values: Sequence[int], count: int) -> list[int]:
    """So many values, each chosen anew."""
    return [rng.choice(values) for _ in range(count)]


def at(second: int) -> int:
    """The instant that many seconds after the first possible arrival."""
    return EPOCH + second * SECOND
