"""What each feature of the trace costs the compiled engine, one on top of the other."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bench import trace
from bench.measure import Spread, by_turns, seconds
from ccadmin.engine import UNLIMITED, Contacts, Options, Snapshot, simulate
from ccadmin.vocabulary import Order, Strategy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def ladder(rounds: int, *, calls: int = 500_000) -> dict[str, Any]:
    """Nanoseconds a call, from the plainest centre to the whole trace."""
    snapshot = trace.centre()
    contacts = trace.contacts(snapshot, calls)
    costs = by_turns(dict(_steps(snapshot, contacts)), rounds)
    return {
        "ns a call": {
            name: Spread.of([1e9 * took / calls for took in times]) for name, times in costs.items()
        }
    }


def _steps(full: Snapshot, contacts: Contacts) -> Iterator[tuple[str, Callable[[], float]]]:
    """Each rung takes one thing more from the whole trace."""
    size = len(contacts.arrived)
    calls = replace(
        contacts,
        patience=array("q", [UNLIMITED]) * size,
        wrap_up=array("q", [0]) * size,
        priority=array("q", [0]) * size,
    )
    centre = _plain(full)
    yield "longest-idle, no wrap-up, nobody gives up", _timed(centre, calls)
    centre = _taking(centre, full, "strategy")
    yield "and six strategies", _timed(centre, calls)
    centre = _taking(centre, full, "members", "weight")
    yield "and tiers and group weights", _timed(centre, calls)
    centre, calls = _taking(centre, full, "order"), replace(calls, priority=contacts.priority)
    yield "and priorities, some of them ageing", _timed(centre, calls)
    calls = replace(calls, wrap_up=contacts.wrap_up)
    yield "and wrap-up", _timed(full, calls)
    yield "and patience: the whole trace", _timed(full, contacts)


def _plain(full: Snapshot) -> Snapshot:
    """The same people in the same groups, without anything else."""
    return replace(
        full,
        groups=tuple(
            replace(
                group,
                strategy=Strategy.LONGEST_IDLE,
                members=tuple(replace(member, tier=1) for member in group.members),
                weight=0,
                order=Order.STRICT,
            )
            for group in full.groups
        ),
    )


def _taking(centre: Snapshot, full: Snapshot, *fields: str) -> Snapshot:
    """The centre with some fields of each group as they are in the full one."""
    return replace(
        centre,
        groups=tuple(
            replace(group, **{field: getattr(other, field) for field in fields})
            for group, other in zip(centre.groups, full.groups, strict=True)
        ),
    )


def _timed(centre: Snapshot, contacts: Contacts) -> Callable[[], float]:
    return lambda: seconds(lambda: simulate(centre, contacts, Options(compiled=True)))
