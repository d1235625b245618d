"""Random centres with every feature, and contacts that press hard enough for most to meet one.

Times lie on a grid of whole seconds and spans are short, so that things happen at the same instant
all the time: that is where two engines differ first. A centre is made from a seed and three sizes;
Hypothesis shrinks the sizes.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from ccadmin.engine import UNLIMITED, Contacts, Group, Member, Options, Overflow, Snapshot
from ccadmin.vocabulary import (
    AtClosing,
    LateJoiner,
    NoAnswer,
    Order,
    OverflowAction,
    Scope,
    Status,
    Strategy,
    Trigger,
    Window,
)

from .centres_demand import SECOND, SPAN, at, demand
from .centres_people import SKILLS, agent, chat_service, opening

ENDING: Final = [OverflowAction.VOICEMAIL, OverflowAction.CALLBACK]
TOP: Final = 3
"""The highest tier."""


@dataclass(frozen=True, slots=True)
class Centre:
    """Everything that one simulation takes."""

    snapshot: Snapshot
    contacts: Contacts
    options: Options


def centres() -> st.SearchStrategy[Centre]:
    """Centres of up to five groups and eight people, with up to seventy contacts."""
    return st.builds(
        centre,
        seed=st.integers(0, 2**32 - 1),
        groups=st.sampled_from([1, 2, 3, 5]),
        agents=st.sampled_from([1, 2, 4, 6, 8]),
        contacts=st.sampled_from([10, 30, 50, 70]),
    )


def centre(*, seed: int, groups: int, agents: int, contacts: int) -> Centre:
    """The centre of that seed and those sizes.

    Somebody who never answers could ring for ever at a contact that never gives up, so there is a
    horizon unless everybody gives up.
    """
    rng = Random(seed)
    people = tuple(agent(rng, index) for index in range(agents))
    loops = rng.random() < 0.06
    snapshot = Snapshot(
        groups=tuple(group(rng, index, groups, agents, loops=loops) for index in range(groups)),
        agents=people,
        skills=SKILLS,
        cross_channel=rng.random() < 0.4,
    )
    callers = demand(rng, groups, agents, contacts)
    latest = rng.randint(20, SPAN) if rng.random() < 0.3 else 4 * SPAN
    gives_up = UNLIMITED not in callers.patience
    return Centre(
        snapshot=snapshot,
        contacts=callers,
        options=Options(
            seed=rng.randint(0, 2**64 - 1), until=None if gives_up else at(latest), log=True
        ),
    )


def group(rng: Random, index: int, groups: int, agents: int, *, loops: bool) -> Group:
    """A group of some of the people, with rules of every kind."""
    crew = rng.sample(range(agents), rng.randint((agents + 1) // 2, agents))
    tiered = rng.random() < 0.35
    return Group(
        id=index + 1,
        name=f"group {index}",
        strategy=rng.choice([*Strategy, *[Strategy.RING_ALL] * 4]),
        status=Status.DISABLED if rng.random() < 0.03 else Status.ENABLED,
        members=tuple(member(rng, who, tiered=tiered) for who in crew),
        weight=rng.choice([0, 0, 0, 1, -1]),
        order=rng.choice(list(Order)),
        age_point=rng.choice([1, 5, 60]) * SECOND,
        tier_wait=rng.choice([0, 5, 10, 20]) * SECOND,
        max_waiting=0 if loops else rng.choice([None, None, None, None, None, 0, 1, 2, 3]),
        max_wait=rng.choice([None, None, None, 0, 10 * SECOND, 30 * SECOND, 60 * SECOND]),
        overflow=overflow(rng, groups, loops=loops),
        open=opening(rng),
        days=tuple(sorted(at(day) for day in rng.sample(range(-60, SPAN), rng.randint(0, 4)))),
        at_closing=rng.choice(list(AtClosing)),
        **counting(rng),
        **serving(rng, groups),
    )


def counting(rng: Random) -> dict[str, Any]:
    """What a group's counters look at, and how long work goes on after a contact."""
    return {
        "window": rng.choice(list(Window)),
        "window_days": rng.randint(1, 3),
        "scope": rng.choice(list(Scope)),
        "late_joiner": rng.choice(list(LateJoiner)),
        "wrap_up": rng.choice([0, 0, 5, 15]) * SECOND,
        "wrap_up_scope": rng.choice(list(Scope)),
    }


def serving(rng: Random, groups: int) -> dict[str, Any]:
    """How a group's offers ring, what it asks of people, and whom it sends contacts up to."""
    return {
        "ring_time": rng.choice([5, 10, 15]) * SECOND,
        "on_no_answer": rng.choice(list(NoAnswer)),
        "break_length": rng.choice([5, 20]) * SECOND,
        "skills": {skill: rng.randint(1, 10) for skill in range(len(SKILLS)) if rng.random() < 0.4},
        "skill_relax": rng.choice([0, 5, 10, 20]) * SECOND,
        "escalates_to": rng.randrange(groups) if rng.random() < 0.6 else None,
        "chat": chat_service(rng),
    }


def member(rng: Random, who: int, *, tiered: bool) -> Member:
    """One membership, sometimes at the same position as another."""
    return Member(
        agent=who,
        weight=rng.choice([1, 1, 2, 5, 100]),
        tier=rng.randint(1, TOP) if tiered else 1,
        position=rng.randint(1, 6),
        status=Status.DISABLED if rng.random() < 0.06 else Status.ENABLED,
        wrap_up=rng.choice([None, None, 0, 10 * SECOND]),
    )


def overflow(rng: Random, groups: int, *, loops: bool) -> dict[Trigger, Overflow]:
    """What to do for some of the triggers; in a centre with loops, on to a group for all."""
    rules = {}
    for trigger in Trigger:
        action = rng.choice([*OverflowAction, *ENDING])
        if loops or action is OverflowAction.GROUP:
            rules[trigger] = Overflow(OverflowAction.GROUP, rng.randrange(groups))
        elif rng.random() < 0.8:
            rules[trigger] = Overflow(action)
    return rules
