"""The engine against its peers, and against itself as the centre grows."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING, Any, Final

from bench import peer_ciw, peer_simpy, trace
from bench.measure import Spread, by_turns, ratios, seconds
from ccadmin.engine import Contacts, Options, Snapshot, simulate

if TYPE_CHECKING:
    from collections.abc import Callable

COMPILED: Final = Options(compiled=True)
INTERPRETED: Final = Options(compiled=False)
SIZES: Final = {"compiled": 1_000_000, "interpreted": 100_000, "SimPy": 50_000, "Ciw": 10_000}
"""Calls of the trace that each one is given; rates are per call."""
CHECKED: Final = 250_000
"""Calls for which SimPy and the engine are compared; they run past a midnight."""
CONTACTS: Final = (10_000, 100_000, 1_000_000)
CENTRES: Final = ((10, 1), (100, 20), (1_000, 20), (10_000, 20), (1_000, 40), (10_000, 400))
"""Agents and groups of the scaling table."""


def same_answers(snapshot: Snapshot, contacts: Contacts) -> int:
    """How many calls the SimPy program and the engine treat differently; 0 is the only answer."""
    agents, times = peer_simpy.simulate(snapshot, contacts)
    ours = simulate(snapshot, contacts, Options())
    pairs = zip(agents, times, ours.agent, ours.answered, strict=True)
    return sum(agent != our or time != then for agent, time, our, then in pairs)


def peers(rounds: int) -> dict[str, Any]:
    """Rates of all engines on one trace, and their ratios round by round.

    Raises:
        AssertionError: SimPy and the engine disagree about a call.
    """
    snapshot = trace.centre()
    full = trace.contacts(snapshot, SIZES["compiled"])
    part = {name: first(full, size) for name, size in SIZES.items()}
    differing = same_answers(snapshot, first(full, CHECKED))
    if differing:
        raise AssertionError(f"SimPy and the engine differ on {differing} calls")
    work: dict[str, Callable[[], object]] = {
        "compiled": lambda: simulate(snapshot, part["compiled"], COMPILED),
        "interpreted": lambda: simulate(snapshot, part["interpreted"], INTERPRETED),
        "SimPy": lambda: peer_simpy.simulate(snapshot, part["SimPy"]),
        "Ciw": lambda: peer_ciw.simulate(snapshot, SIZES["Ciw"]),
    }
    timed = by_turns({name: _timer(call) for name, call in work.items()}, rounds)
    rates = {name: [SIZES[name] / took for took in times] for name, times in timed.items()}
    return {
        "calls": SIZES,
        "same answers as SimPy on": CHECKED,
        "rates": {name: Spread.of(values) for name, values in rates.items()},
        "ratios": {
            "compiled over SimPy": ratios(rates["compiled"], rates["SimPy"]),
            "compiled over Ciw": ratios(rates["compiled"], rates["Ciw"]),
            "interpreted over SimPy": ratios(rates["interpreted"], rates["SimPy"]),
            "compiled over interpreted": ratios(rates["compiled"], rates["interpreted"]),
        },
    }


def growth(rounds: int, *, calls: int = 1_000_000) -> dict[str, Any]:
    """Nanoseconds a call of the compiled engine, by calls and by agents."""
    snapshot = trace.centre()
    full = trace.contacts(snapshot, CONTACTS[-1])
    by_calls = by_turns(
        {str(size): _cost(snapshot, first(full, size)) for size in CONTACTS}, rounds
    )
    centres: dict[str, Callable[[], float]] = {}
    for agents, groups in CENTRES:
        centre = trace.centre(agents, groups)
        centres[f"{agents} agents, {groups} groups"] = _cost(centre, trace.contacts(centre, calls))
    by_agents = by_turns(centres, rounds)
    few, many = (
        by_agents[f"{agents} agents, {groups} groups"] for agents, groups in CENTRES[1:4:2]
    )
    return {
        "ns a call by calls": {name: Spread.of(costs) for name, costs in by_calls.items()},
        "ns a call by agents": {name: Spread.of(costs) for name, costs in by_agents.items()},
        "10,000 agents over 100": ratios(many, few),
        "log 10,000 over log 100": log10(10_000) / log10(100),
    }


def first(contacts: Contacts, size: int) -> Contacts:
    """The first calls of a trace."""
    return Contacts(
        contacts.arrived[:size],
        contacts.group[:size],
        contacts.talk[:size],
        contacts.patience[:size],
        contacts.wrap_up[:size],
        contacts.priority[:size],
    )


def _timer(work: Callable[[], object]) -> Callable[[], float]:
    return lambda: seconds(work)


def _cost(snapshot: Snapshot, contacts: Contacts) -> Callable[[], float]:
    def nanoseconds() -> float:
        took = seconds(lambda: simulate(snapshot, contacts, COMPILED))
        return took / len(contacts.arrived) * 1e9

    return nanoseconds
