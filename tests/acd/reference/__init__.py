"""A second distributor, as plain as can be, written from the rules of routing and nothing else."""

from .simulation import simulated
from .world import World, row_of

__all__ = ["World", "row_of", "simulated"]
