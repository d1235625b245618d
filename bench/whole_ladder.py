"""What each feature of the second trace costs when it is on, and what all of them cost when off."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bench import trace, whole_trace
from bench.measure import Spread, by_turns, seconds
from ccadmin.engine import NO_NEEDS, UNLIMITED, Contacts, Group, Options, Snapshot, simulate
from ccadmin.engine.inputs import DEFAULT_CHAT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COMPILED: Final = Options(compiled=True)
STEPS: Final[tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]] = (
    ("and shifts, opening hours, closing time", ("open", "at_closing"), ("shifts",), ()),
    (
        "and all ten strategies, windows, late joiners",
        ("strategy", "window", "window_days", "scope", "late_joiner", "skills"),
        (),
        (),
    ),
    (
        "and limits, overflow, tiers that open with time",
        ("max_waiting", "max_wait", "overflow", "tier_wait"),
        (),
        (),
    ),
    ("and wrap-up by group", ("wrap_up_scope",), (), ()),
    ("and required skills that relax", ("skill_relax",), ("skills",), ("needs",)),
    ("and chats, emails, tickets beside calls", ("chat",), ("capacity",), ("channel",)),
    (
        "and ringing devices, no-answer, breaks",
        ("ring_time", "on_no_answer", "break_length"),
        ("ring", "extension", "mobile", "accept"),
        (),
    ),
    ("and escalation", ("escalates_to",), (), ("level",)),
    ("and silence: every feature on", (), (), ("silent_after",)),
)
"""Each with the fields of groups, agents and contacts that it switches on, one on top of the other."""


def whole_ladder(rounds: int, *, size: int = 300_000) -> dict[str, Any]:
    """Nanoseconds a contact, from calls alone to every feature, and of features that are off."""
    full = whole_trace.centre()
    contacts = whole_trace.contacts(full, size)
    plain = trace.centre()
    calls = trace.contacts(plain, size)
    costs = by_turns(
        {
            **dict(_steps(full, contacts)),
            "first trace": _timed(plain, calls),
            "first trace, with every column there and empty": _timed(plain, _unused(calls)),
        },
        rounds,
    )
    nanoseconds = {
        name: Spread.of([1e9 * took / size for took in times]) for name, times in costs.items()
    }
    off = [name for name in nanoseconds if name.startswith("first trace")]
    return {
        "ns a contact": {name: each for name, each in nanoseconds.items() if name not in off},
        "ns a contact, switched off": {name: nanoseconds[name] for name in off},
    }


def _steps(full: Snapshot, contacts: Contacts) -> Iterator[tuple[str, Callable[[], float]]]:
    """The second trace, at first as if it were the first one, then with one thing more each time."""
    plain = trace.centre()
    centre = replace(
        full,
        groups=plain.groups,
        agents=plain.agents,
        cross_channel=False,
    )
    handled = replace(
        contacts, channel=None, needs=None, requirements=(), level=None, silent_after=None
    )
    yield "calls alone, as in the first trace", _timed(centre, handled)
    for name, of_groups, of_agents, of_contacts in STEPS:
        centre = replace(
            centre,
            groups=tuple(
                _with(group, other, of_groups)
                for group, other in zip(centre.groups, full.groups, strict=True)
            ),
            agents=tuple(
                replace(agent, **{field: getattr(other, field) for field in of_agents})
                for agent, other in zip(centre.agents, full.agents, strict=True)
            ),
            cross_channel=centre.cross_channel or "channel" in of_contacts,
        )
        handled = replace(handled, **{field: getattr(contacts, field) for field in of_contacts})
        if "needs" in of_contacts:
            handled = replace(handled, requirements=contacts.requirements)
        if "ring" in of_agents:
            centre = replace(centre, groups=tuple(map(_manual, centre.groups, full.groups)))
        yield name, _timed(centre, handled)


def _with(group: Group, other: Group, fields: tuple[str, ...]) -> Group:
    """The group with some fields as the other has them; a chat is taken at once until things ring."""
    taken = replace(group, **{field: getattr(other, field) for field in fields})
    if "chat" in fields:
        taken = replace(taken, chat=replace(other.chat, manual=False))
    return taken


def _manual(group: Group, other: Group) -> Group:
    if group.chat == DEFAULT_CHAT:
        return group
    return replace(group, chat=other.chat)


def _unused(calls: Contacts) -> Contacts:
    """The same calls, with a column for everything that they might have had, and had not."""
    size = len(calls.arrived)
    return replace(
        calls,
        channel=array("b", bytes(size)),
        level=array("b", bytes(size)),
        needs=array("i", [NO_NEEDS]) * size,
        silent_after=array("q", [UNLIMITED]) * size,
    )


def _timed(centre: Snapshot, contacts: Contacts) -> Callable[[], float]:
    return lambda: seconds(lambda: simulate(centre, contacts, COMPILED))
