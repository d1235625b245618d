"""A whole day that has been simulated: its state at any instant, found without replaying all before.

Every so many events a keyframe keeps the state. Any instant is then a search for the last keyframe
before it, and the events from there on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ccadmin.contacts import agent_names
from ccadmin.wallboard.state import TALK_ENDS, Carrier, Count, State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccadmin.engine import Contacts, Events, Outcomes, Snapshot

FEWEST: Final = 1_000
"""Events from one keyframe to the next, at least."""
MOST_KEYFRAMES: Final = 256
"""Keyframes of a day, at most: of a very long one they lie further apart."""


@dataclass(frozen=True, slots=True)
class Day:
    """What was simulated and what happened.

    Attributes:
        snapshot: the centre.
        contacts: all contacts of the run.
        outcomes: what became of them.
        events: the log of the run.
        ids: what each contact is called.
        agent_names: what each agent is called, so that no two are called alike.
        zone: in which times are told.
        start: ms of the first event.
        end: ms of the last.
        apart: events from one keyframe to the next.
    """

    snapshot: Snapshot
    contacts: Contacts
    outcomes: Outcomes
    events: Events
    ids: Sequence[str]
    agent_names: Sequence[str]
    zone: str
    start: int
    end: int
    apart: int
    keyframes: tuple[State, ...]
    carrier: Carrier

    def position(self, time: int) -> int:
        """How many events there have been when an instant is over."""
        return bisect_right(self.events.time, time)

    def state(self, position: int) -> State:
        """The state after so many events, which the caller may carry on."""
        frame = min(position // self.apart, len(self.keyframes) - 1)
        state = self.keyframes[frame].copy()
        self.carrier.carry(state, frame * self.apart, position)
        return state

    def carry(self, state: State, first: int, last: int) -> None:
        """Carry a state on that has seen `first` events, until it has seen `last`."""
        self.carrier.carry(state, first, last)


def day(  # noqa: PLR0913 - what was simulated, what came of it, and how to tell it
    snapshot: Snapshot,
    contacts: Contacts,
    outcomes: Outcomes,
    *,
    ids: Sequence[str],
    zone: str,
    reached: Callable[[int], None] = lambda _: None,
) -> Day:
    """Replay a run once.

    Args:
        snapshot: the centre that was simulated.
        contacts: all contacts of the run.
        outcomes: of a run that kept its log.
        ids: what each contact is called.
        zone: in which times are told.
        reached: is told now and then how many events are through.

    Raises:
        AssertionError: the run kept no log.
    """
    events = outcomes.events
    if events is None:
        raise AssertionError("a run without a log has no day to show")
    count = len(events.time)
    apart = max(FEWEST, -(-count // MOST_KEYFRAMES))
    carrier = Carrier(events, snapshot.groups, _wraps(outcomes, events))
    state = _beginning(snapshot, outcomes.start)
    keyframes = [state.copy()]
    for first in range(0, count - apart + 1, apart):
        carrier.carry(state, first, first + apart)
        keyframes.append(state.copy())
        reached(first + apart)
    return Day(
        snapshot=snapshot,
        contacts=contacts,
        outcomes=outcomes,
        events=events,
        ids=ids,
        agent_names=agent_names(snapshot.agents),
        zone=zone,
        start=outcomes.start,
        end=max(outcomes.end, outcomes.start),
        apart=apart,
        keyframes=tuple(keyframes),
        carrier=carrier,
    )


def _beginning(snapshot: Snapshot, start: int) -> State:
    """The state before the first event: nobody waits, and some are on shift already."""
    state = State([{} for _ in snapshot.groups], [Count() for _ in snapshot.groups])
    for agent, person in enumerate(snapshot.agents):
        shifts = person.shifts
        if shifts is None or any(shift.start <= start < shift.end for shift in shifts):
            state.on_shift.add(agent)
    return state


def _wraps(outcomes: Outcomes, events: Events) -> bytearray:
    """For each row of the log, whether the talk that ends there is followed by wrap-up.

    The talks of a contact end in the order in which its visits led on, and the last is its outcome.
    """
    visits = outcomes.visits
    earlier: dict[int, deque[int]] = {}
    for contact, answered, wrap_up in zip(
        visits.contact, visits.answered, visits.wrap_up, strict=True
    ):
        if answered >= 0:
            earlier.setdefault(contact, deque()).append(wrap_up)
    wraps = bytearray(len(events.time))
    for row, kind in enumerate(events.kind):
        if kind in TALK_ENDS:
            contact = events.contact[row]
            before = earlier.get(contact)
            wraps[row] = (before.popleft() if before else outcomes.wrap_up[contact]) > 0
    return wraps
