"""The state of a centre in the middle of a day, carried on by one event after the other.

Contacts wait in a group from the instant at which they join it until somebody answers or they leave,
and so also while it rings. What has happened is counted by group, each visit, as reports do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ccadmin.engine import EVENT_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccadmin.engine import Events, Group

_KINDS: Final = {name: index for index, name in enumerate(EVENT_KINDS)}


@dataclass(slots=True)
class Count:
    """What has become of the visits to one group so far."""

    offered: int = 0
    answered: int = 0
    in_time: int = 0
    abandoned: int = 0
    moved: int = 0
    other: int = 0

    def copy(self) -> Count:
        """The same numbers, to be counted on."""
        return Count(
            self.offered, self.answered, self.in_time, self.abandoned, self.moved, self.other
        )


@dataclass(slots=True)
class State:
    """Who waits and who works; times are ms, contacts, groups and agents are indexes.

    Attributes:
        waiting: for each group the contacts that wait, with when they joined: the longest first.
        counts: for each group what has happened.
        at: the group in which each contact waits.
        talking: by contact, who talks to it, in which group, since when.
        ringing: by agent, which contact rings, in which group, since when.
        wrapping: by agent and contact, since when that work is done.
        breaks: by agent, since when.
        on_shift: the agents whose shift is on.
    """

    waiting: list[dict[int, int]]
    counts: list[Count]
    at: dict[int, int] = field(default_factory=dict)
    talking: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    ringing: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    wrapping: dict[tuple[int, int], int] = field(default_factory=dict)
    breaks: dict[int, int] = field(default_factory=dict)
    on_shift: set[int] = field(default_factory=set)

    def copy(self) -> State:
        """The same state, to be carried on by itself."""
        return State(
            waiting=[dict(each) for each in self.waiting],
            counts=[each.copy() for each in self.counts],
            at=dict(self.at),
            talking=dict(self.talking),
            ringing=dict(self.ringing),
            wrapping=dict(self.wrapping),
            breaks=dict(self.breaks),
            on_shift=set(self.on_shift),
        )


@dataclass(frozen=True, slots=True)
class Carrier:
    """Carries a state on by the rows of a log.

    Attributes:
        events: the log.
        groups: those of the snapshot, whose targets say what is answered in time.
        wraps: whether the talk that ends in each row of the log is followed by wrap-up.
    """

    events: Events
    groups: tuple[Group, ...]
    wraps: bytearray

    def carry(self, state: State, first: int, last: int) -> None:
        """Apply the rows from `first` up to and without `last`."""
        events, doers = self.events, _DOERS
        for row in range(first, last):
            if (do := doers[events.kind[row]]) is not None:
                do(self, state, row)

    def arrived(self, state: State, row: int) -> None:
        """A contact comes, to a group or to none."""
        group = self.events.group[row]
        if group >= 0:
            self._join(state, row, self.events.contact[row], group)

    def queued(self, state: State, row: int) -> None:
        """A contact waits: in the group that it came for, or in the next."""
        self._join(state, row, self.events.contact[row], self.events.group[row])

    def rang(self, state: State, row: int) -> None:
        """It rings for an agent."""
        events = self.events
        contact, group = events.contact[row], events.group[row]
        self._join(state, row, contact, group)
        state.ringing[events.agent[row]] = (contact, group, events.time[row])

    def stopped(self, state: State, row: int) -> None:
        """It rings no longer for an agent who has not answered."""
        state.ringing.pop(self.events.agent[row], None)

    def answered(self, state: State, row: int) -> None:
        """An agent talks to a contact."""
        events = self.events
        contact, group, agent = events.contact[row], events.group[row], events.agent[row]
        self._join(state, row, contact, group)
        waited = events.time[row] - self._leave(state, contact)
        count = state.counts[group]
        count.answered += 1
        count.in_time += waited <= self.groups[group].service_level[1]
        state.ringing.pop(agent, None)
        state.talking[contact] = (agent, group, events.time[row])

    def talk_ended(self, state: State, row: int) -> None:
        """A talk is over, and what is to be done after it begins."""
        events = self.events
        contact = events.contact[row]
        state.talking.pop(contact, None)
        if self.wraps[row]:
            state.wrapping[events.agent[row], contact] = events.time[row]

    def wrap_up_ended(self, state: State, row: int) -> None:
        """The work after a talk is done."""
        state.wrapping.pop((self.events.agent[row], self.events.contact[row]), None)

    def overflowed(self, state: State, row: int) -> None:
        """A contact leaves a group for another, without an answer."""
        self._out(state, row).moved += 1

    def abandoned(self, state: State, row: int) -> None:
        """A contact gives up."""
        self._out(state, row).abandoned += 1

    def ended(self, state: State, row: int) -> None:
        """A contact ends otherwise without an answer; one that came for no group is in no count."""
        if self.events.group[row] >= 0:
            self._out(state, row).other += 1

    def shift_started(self, state: State, row: int) -> None:
        """An agent comes."""
        state.on_shift.add(self.events.agent[row])

    def shift_ended(self, state: State, row: int) -> None:
        """An agent goes, or stays for the talk that is on."""
        state.on_shift.discard(self.events.agent[row])

    def break_started(self, state: State, row: int) -> None:
        """An agent is given a break."""
        state.breaks[self.events.agent[row]] = self.events.time[row]

    def break_ended(self, state: State, row: int) -> None:
        """A break is over."""
        state.breaks.pop(self.events.agent[row], None)

    def _join(self, state: State, row: int, contact: int, group: int) -> None:
        if state.at.get(contact) != group:
            state.at[contact] = group
            state.waiting[group][contact] = self.events.time[row]
            state.counts[group].offered += 1

    def _out(self, state: State, row: int) -> Count:
        """Take a contact out of the group that the row names; the count of that group."""
        contact, group = self.events.contact[row], self.events.group[row]
        self._join(state, row, contact, group)
        self._leave(state, contact)
        return state.counts[group]

    @staticmethod
    def _leave(state: State, contact: int) -> int:
        """Take a contact out of the group in which it waits; when it had joined it."""
        return state.waiting[state.at.pop(contact)].pop(contact)


_BY_NAME: Final[dict[str, Callable[[Carrier, State, int], None]]] = {
    "arrived": Carrier.arrived,
    "queued": Carrier.queued,
    "rang": Carrier.rang,
    "missed": Carrier.stopped,
    "cancelled": Carrier.stopped,
    "withdrawn": Carrier.stopped,
    "answered": Carrier.answered,
    "talk-ended": Carrier.talk_ended,
    "closed-by-timeout": Carrier.talk_ended,
    "wrap-up-ended": Carrier.wrap_up_ended,
    "overflowed": Carrier.overflowed,
    "abandoned": Carrier.abandoned,
    "voicemail": Carrier.ended,
    "callback": Carrier.ended,
    "refused": Carrier.ended,
    "unanswered": Carrier.ended,
    "shift-started": Carrier.shift_started,
    "shift-ended": Carrier.shift_ended,
    "break-started": Carrier.break_started,
    "break-ended": Carrier.break_ended,
}
_DOERS: Final = tuple(_BY_NAME.get(name) for name in EVENT_KINDS)
TALK_ENDS: Final = (_KINDS["talk-ended"], _KINDS["closed-by-timeout"])
