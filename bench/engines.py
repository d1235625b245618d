"""The engine against its peers, on the same trace, and with everything on that they cannot follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bench import peer_ciw, peer_simpy, trace, whole_trace
from bench.measure import Spread, by_turns, ratios, seconds
from ccadmin.engine import Contacts, Options, Snapshot, simulate

if TYPE_CHECKING:
    from collections.abc import Callable

COMPILED: Final = Options(compiled=True)
INTERPRETED: Final = Options(compiled=False)
SIZES: Final = {
    "compiled": 1_000_000,
    "compiled, every feature on": 1_000_000,
    "interpreted": 100_000,
    "SimPy": 50_000,
    "Ciw": 10_000,
}
"""Calls of the trace that each one is given; rates are per call."""
CHECKED: Final = 250_000
"""Calls for which SimPy and the engine are compared; they run past a midnight."""


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
    part = {name: trace.first(full, size) for name, size in SIZES.items()}
    everything = whole_trace.centre()
    mixed = whole_trace.contacts(everything, SIZES["compiled, every feature on"])
    differing = same_answers(snapshot, trace.first(full, CHECKED))
    if differing:
        raise AssertionError(f"SimPy and the engine differ on {differing} calls")
    work: dict[str, Callable[[], object]] = {
        "compiled": lambda: simulate(snapshot, part["compiled"], COMPILED),
        "compiled, every feature on": lambda: simulate(everything, mixed, COMPILED),
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
            "every feature on, over SimPy on the first trace": ratios(
                rates["compiled, every feature on"], rates["SimPy"]
            ),
            "every feature on, over Ciw on its model": ratios(
                rates["compiled, every feature on"], rates["Ciw"]
            ),
            "interpreted over SimPy": ratios(rates["interpreted"], rates["SimPy"]),
            "compiled over interpreted": ratios(rates["compiled"], rates["interpreted"]),
        },
    }


def _timer(work: Callable[[], object]) -> Callable[[], float]:
    return lambda: seconds(work)
