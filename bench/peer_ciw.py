"""The nearest model that Ciw can hold: a node a group, priority classes, reneging.

Ciw's servers belong to one node, so the agents in several groups, the six strategies, tiers,
ageing and group weights have no counterpart: each group gets its even share of the agents, and
queues by priority. Talk and wrap-up are one service. Rates and shares are those of `bench.trace`;
the draws are Ciw's own, so that only speed and rough figures can be compared, never single calls.
Pools of 25 instead of people shared by several groups make more callers wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import ciw

from bench import trace

if TYPE_CHECKING:
    from ccadmin.engine import Snapshot

SHARES: Final = {"high": 0.05, "raised": 0.10, "ordinary": 0.85}
RANKS: Final = {"high": 0, "raised": 1, "ordinary": 2}


def simulate(snapshot: Snapshot, size: int, *, load: float = trace.LOAD) -> tuple[float, float]:
    """Runs `size` calls; gives the share answered and the share of all that waited.

    Args:
        snapshot: gives the number of groups and of agents.
        size: calls that arrive; those still present at the end are not counted.
        load: offered work over the agents' time.
    """
    nodes = len(snapshot.groups)
    servers = len(snapshot.agents) // nodes
    handling = (trace.MEAN_TALK + sum(trace.WRAP_UPS) / len(trace.WRAP_UPS)) / 1000
    rate = load * servers / handling
    network = ciw.create_network(
        arrival_distributions={
            name: [ciw.dists.Exponential(rate * share)] * nodes for name, share in SHARES.items()
        },
        service_distributions={
            name: [ciw.dists.Exponential(1 / handling)] * nodes for name in SHARES
        },
        reneging_time_distributions={
            name: [ciw.dists.Exponential(1000 / trace.MEAN_PATIENCE)] * nodes for name in SHARES
        },
        routing={name: [[0.0] * nodes] * nodes for name in SHARES},
        priority_classes=RANKS,
        number_of_servers=[servers] * nodes,
    )
    ciw.seed(1)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(size, method="Arrive")
    records = simulation.get_all_records(only=["service", "renege"])
    served = [record for record in records if record.record_type == "service"]
    waited = len(records) - sum(record.waiting_time == 0 for record in served)
    return len(served) / len(records), waited / len(records)
