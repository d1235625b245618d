"""The trace with every feature on: what the first trace has, and all that SimPy would not follow.

The same twenty groups and five hundred agents. All ten strategies; extensions and mobiles that ring
until somebody picks up, or nobody does; calls, chats in manual and automatic service, emails and
tickets, side by side; skills that contacts require and that relax; three levels of escalation;
limits with overflow to other groups; shifts, opening hours, late joiners; silence and ratings.
Everything is drawn from one seed, and some of it happens to about one contact in a hundred or more.
"""

from __future__ import annotations

import random
from array import array
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bench import trace
from ccadmin.engine import (
    CHANNELS,
    NO_NEEDS,
    UNLIMITED,
    Agent,
    ChatService,
    Contacts,
    Group,
    Overflow,
    Shift,
    Snapshot,
)
from ccadmin.vocabulary import (
    AtClosing,
    Channel,
    LateJoiner,
    NoAnswer,
    OverflowAction,
    Ring,
    Scope,
    Strategy,
    Trigger,
    Window,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

HOUR: Final = 3_600_000
SKILLS: Final = tuple(f"skill {number}" for number in range(1, 13))
REQUIREMENTS: Final = tuple(
    ((skill, level),) for skill in range(len(SKILLS)) for level in (2, 4)
) + tuple(((skill, 3), (skill + 1, 3)) for skill in range(len(SKILLS) - 1))
"""What contacts may require: one skill at level 2 or 4, or two at level 3."""
CHANNEL_WEIGHTS: Final = {Channel.CALL: 70, Channel.CHAT: 20, Channel.EMAIL: 6, Channel.TICKET: 4}
LOAD: Final = 0.34
"""Of the agents' time, if each had one thing in hand: shifts, rings and misses take the rest."""


def centre(
    agents: int = trace.AGENTS, groups: int = trace.GROUPS, *, days: int = 30, seed: int = 1
) -> Snapshot:
    """The groups and agents of the first trace, with everything switched on."""
    draw = random.Random(f"whole centre {seed}")
    plain = trace.centre(agents, groups, days=days, seed=seed)
    return replace(
        plain,
        groups=tuple(
            _group(group, index, groups, days) for index, group in enumerate(plain.groups)
        ),
        agents=tuple(_agent(agent, days, draw) for agent in plain.agents),
        skills=SKILLS,
        cross_channel=True,
    )


def contacts(snapshot: Snapshot, size: int, *, load: float = LOAD, seed: int = 1) -> Contacts:
    """Contacts of every channel, in order of arrival."""
    draw = random.Random(f"whole contacts {seed}")
    plain = trace.contacts(snapshot, size, load=load, seed=seed)
    channels = [CHANNELS.index(channel) for channel in CHANNEL_WEIGHTS]
    needs = [NO_NEEDS] * (3 * len(REQUIREMENTS)) + list(range(len(REQUIREMENTS)))
    return replace(
        plain,
        channel=_bytes(draw.choices(channels, list(CHANNEL_WEIGHTS.values()), k=size)),
        needs=array("i", draw.choices(needs, k=size)),
        requirements=REQUIREMENTS,
        level=_bytes(draw.choices((0, 1, 2), (92, 6, 2), k=size)),
        silent_after=array(
            "q",
            (
                int(draw.expovariate(1 / 60_000)) if draw.random() < 0.2 else UNLIMITED
                for _ in range(size)
            ),
        ),
    )


def _group(group: Group, index: int, groups: int, days: int) -> Group:
    """One group: what differs goes by its number, so that each mixture occurs."""
    nights = index % 10 == 7
    opening = None
    if nights:
        opening = tuple(
            (trace.START + day * trace.DAY, trace.START + day * trace.DAY + 22 * HOUR)
            for day in range(days)
        )
    return replace(
        group,
        strategy=tuple(Strategy)[index % len(Strategy)],
        tier_wait=15_000 if index % 4 == 1 else 0,
        window=(Window.DAY, Window.SHIFT, Window.ROLLING)[index % 3],
        window_days=3,
        scope=Scope.AGENT if index % 6 == 4 else Scope.GROUP,
        late_joiner=tuple(LateJoiner)[index % 3],
        wrap_up_scope=Scope.GROUP if index % 7 == 3 else Scope.AGENT,
        max_waiting=15 if index % 5 == 1 else None,
        max_wait=90_000 if index % 3 == 0 else None,
        overflow={
            Trigger.TIMEOUT: Overflow(OverflowAction.GROUP, (index + 7) % groups),
            Trigger.FULL: Overflow(OverflowAction.VOICEMAIL),
            Trigger.CLOSED: Overflow(OverflowAction.CALLBACK),
        },
        at_closing=AtClosing.LEAVE if nights else AtClosing.STAY,
        open=opening,
        ring_time=15_000,
        on_no_answer=tuple(NoAnswer)[index % 3],
        break_length=120_000,
        skills={index % len(SKILLS): 3},
        skill_relax=20_000,
        escalates_to=index + 1 if index % 3 != 2 and index + 1 < groups else None,
        chat=ChatService(
            manual=index % 2 == 0,
            accept_timeout=10_000,
            short_break=30_000 if index % 4 == 0 else 0,
            capacity=3,
            silence_timeout=120_000,
            open=opening,
        ),
    )


def _agent(agent: Agent, days: int, draw: random.Random) -> Agent:
    """One person: a shift of ten hours every day, numbers that ring, skills."""
    begins = draw.randrange(24)
    shifts = [
        Shift(start, start + 10 * HOUR)
        for start in (trace.START + day * trace.DAY + begins * HOUR for day in range(days))
    ]
    slow = draw.random() < 0.05
    mobile = draw.random() < 0.3
    return replace(
        agent,
        shifts=tuple(shifts),
        ring=draw.choice((Ring.SIMULTANEOUS, Ring.EXTENSION_FIRST))
        if mobile
        else Ring.EXTENSION_ONLY,
        extension=20_000 if slow else draw.choice((0, 2_000, 4_000, 8_000)),
        mobile=draw.choice((3_000, 6_000)) if mobile else None,
        accept=20_000 if slow else draw.choice((1_000, 3_000, 5_000)),
        capacity=draw.choice((None, None, 2, 4)),
        skills={skill: draw.randint(1, 10) for skill in draw.sample(range(len(SKILLS)), 6)},
    )


def _bytes(values: Sequence[int]) -> array[int]:
    return array("b", values)
