"""How the compiled engine's cost a contact grows with contacts and with people.

Set-up and loop are timed apart: setting up goes once through the contacts and the people, while the
loop is what each contact costs. Each figure is the least of a few runs, since whatever else the
machine does can only add to it.
"""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bench import trace, whole_trace
from bench.measure import Spread, by_turns
from ccadmin.acd import loading
from ccadmin.engine import Contacts, Options, Snapshot
from ccadmin.engine.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COMPILED: Final = Options(compiled=True)
CONTACTS: Final = (10_000, 100_000, 1_000_000)
CENTRES: Final = ((10, 1), (100, 20), (1_000, 20), (10_000, 20), (10_000, 400))
"""Agents and groups of the plain trace; the last two differ in how many share a group."""
WHOLE_CENTRES: Final = ((100, 20), (1_000, 20), (10_000, 20))


class Cost(NamedTuple):
    """Seconds of the processor: to set the floor up, and to let everything happen."""

    set_up: float
    loop: float


def cost(snapshot: Snapshot, contacts: Contacts) -> Cost:
    """What one run takes, by its two parts.

    Raises:
        AssertionError: there is no compiled engine.
    """
    build = loading.native()
    if build is None:
        raise AssertionError("build the compiled engine first")
    start = process_time()
    floor, _ = lay_out(build, snapshot, contacts, COMPILED)
    ready = process_time()
    build.loop.run(floor, len(contacts.arrived))
    return Cost(ready - start, process_time() - ready)


def growth(rounds: int, *, calls: int = 300_000) -> dict[str, Any]:
    """Nanoseconds a contact in the loop, by contacts and by agents, for both traces."""
    found: dict[str, Any] = {}
    for name, module in (("first trace", trace), ("every feature on", whole_trace)):
        centre = module.centre()
        full = module.contacts(centre, CONTACTS[-1])
        by_contacts = {f"{size:,} contacts": (centre, trace.first(full, size)) for size in CONTACTS}
        found[name] = _least(by_contacts, rounds)
        by_agents = {}
        for agents, groups in CENTRES if module is trace else WHOLE_CENTRES:
            larger = module.centre(agents, groups)
            label = f"{agents:,} agents in {groups} groups"
            by_agents[label] = (larger, module.contacts(larger, calls))
        found[name] |= _least(by_agents, rounds)
        found[name] |= _tenfold(found[name], module is trace)
    return found


def _least(
    runs: Mapping[str, tuple[Snapshot, Contacts]], rounds: int
) -> dict[str, dict[str, Spread]]:
    """Nanoseconds of the loop a contact, and milliseconds of the set-up; the first is the least."""
    variants: dict[str, Callable[[], tuple[Cost, int]]] = {
        name: _costing(*run) for name, run in runs.items()
    }
    costs = by_turns(variants, rounds)
    return {
        name: {
            "loop, ns a contact": Spread.of([1e9 * each.loop / size for each, size in pairs]),
            "set-up, ms": Spread.of([1e3 * each.set_up for each, _ in pairs]),
        }
        for name, pairs in costs.items()
    }


def _costing(snapshot: Snapshot, contacts: Contacts) -> Callable[[], tuple[Cost, int]]:
    return lambda: (cost(snapshot, contacts), len(contacts.arrived))


def _tenfold(found: Mapping[str, Any], is_first: bool) -> dict[str, Spread]:  # noqa: FBT001 - one of two traces
    """What ten times as many people add, in ns a contact, from the least of each.

    What grows with a logarithm grows by the same amount with every factor of ten.
    """
    sizes = [(10, 1)] * is_first + [(100, 20), (1_000, 20), (10_000, 20)]
    least = [
        found[f"{agents:,} agents in {groups} groups"]["loop, ns a contact"].least
        for agents, groups in sizes
    ]
    added: dict[str, Spread] = {}
    for (few, _), (many, _), before, after in zip(sizes, sizes[1:], least, least[1:], strict=False):
        added[f"ns that {many:,} agents add to {few:,}"] = Spread.of([after - before])
    return added


def large(*, times: int = 10) -> dict[str, Any]:
    """Ten million contacts: through the first trace, and with every feature on and 10,000 people."""
    plain = trace.centre()
    first = trace.repeated(trace.contacts(plain, 1_000_000), times)
    everything = whole_trace.centre(10_000, 400)
    busy = trace.repeated(whole_trace.contacts(everything, 1_000_000), times)
    found = {}
    for name, centre, contacts in (
        ("first trace, 500 agents", plain, first),
        ("every feature on, 10,000 agents", everything, busy),
    ):
        took = cost(centre, contacts)
        found[name] = {
            "s in all": Spread.of([sum(took)]),
            "contacts a second": Spread.of([len(contacts.arrived) / sum(took)]),
        }
    return found
