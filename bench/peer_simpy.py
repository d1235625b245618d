"""The same centre as a SimPy user would write it: one process a call, an event or a time-out each.

It takes the values that `ccadmin.engine` takes and names the same agent and the same millisecond
for every call of `bench.trace`; it knows no hours, no overflow, and of the strategies all but
`random`. The order of events within one millisecond is that of `docs/explanation/routing.md`: a
millisecond has as many ticks as there are classes of events, and SimPy's clock counts ticks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

import simpy

from ccadmin.engine import NEVER, NOBODY, UNLIMITED, UNSET, Contacts, Group, Member, Snapshot
from ccadmin.vocabulary import Order, Strategy

if TYPE_CHECKING:
    from collections.abc import Generator

Rank: TypeAlias = tuple[int, ...]


class Tick(IntEnum):
    """The classes of events of one millisecond, in their order."""

    TALK_ENDS = 0
    WRAP_UP_ENDS = 1
    DAY_BEGINS = 2
    OFFERS = 3
    PATIENCE_ENDS = 4
    ARRIVALS = 5


TICKS: Final = len(Tick)


@dataclass(slots=True)
class Person:
    """An agent: where he serves, and when he was last released."""

    index: int
    released: int
    seats: list[Seat] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Seat:
    """One person's place in one queue, with what he has done there today."""

    person: Person
    queue: Queue
    member: Member
    wrap_up: int
    calls: int = 0
    talked: int = 0


@dataclass(slots=True, eq=False)
class Caller:
    """One call in its queue; `offered` succeeds with the seat that takes it."""

    row: int
    offered: simpy.Event
    gone: bool = False


class Queue:
    """One group: who is free in it, who waits, and whom its strategy prefers."""

    def __init__(self, group: Group, people: list[Person]) -> None:
        self.group = group
        self.free: set[Seat] = set()
        self.waiting: list[tuple[Rank, Caller]] = []
        self.last_offered = {member.tier: 0 for member in group.members}
        for member in group.members:
            wrap_up = group.wrap_up if member.wrap_up is None else member.wrap_up
            seat = Seat(people[member.agent], self, member, wrap_up)
            seat.person.seats.append(seat)
            self.free.add(seat)

    def first(self) -> tuple[Rank, Caller] | None:
        """The caller in front, once those who gave up are out of the way."""
        while self.waiting and self.waiting[0][1].gone:
            heappop(self.waiting)
        return self.waiting[0] if self.waiting else None

    def best(self) -> Seat:
        """Whom the strategy ranks first among those who are free."""
        return min(self.free, key=self._rank)

    def _rank(self, seat: Seat) -> Rank:
        member = seat.member
        match self.group.strategy:
            case Strategy.CALL_COUNT:
                key = seat.calls
            case Strategy.CALL_DURATION:
                key = seat.talked
            case Strategy.PRIORITY:
                key = -member.weight
            case Strategy.LINEAR:
                key = member.position
            case Strategy.ROUND_ROBIN:
                passed = member.position <= self.last_offered[member.tier]
                key = member.position + (len(self.group.members) if passed else 0)
            case _:
                key = 0
        return member.tier, key, seat.person.released, member.position, seat.person.index


class Centre:
    """The centre in operation: queues, people, and the offers that bring them together."""

    def __init__(self, env: simpy.Environment, snapshot: Snapshot, contacts: Contacts) -> None:
        self.env = env
        self.contacts = contacts
        start = contacts.arrived[0]
        self.people = [Person(index, start) for index in range(len(snapshot.agents))]
        self.queues = [Queue(group, self.people) for group in snapshot.groups]
        self.released: set[Queue] = set()
        self.answered = [NEVER] * len(contacts.arrived)
        self.agent = [NOBODY] * len(contacts.arrived)

    def at(self, time: int, tick: Tick) -> simpy.Event:
        """The moment of that class of events in that millisecond, or now if it has passed."""
        return self.env.timeout(max(0, time * TICKS + tick - self.env.now))

    def arrivals(self) -> Generator[simpy.Event, Any, None]:
        """Brings the calls in, in file order."""
        for row, arrived in enumerate(self.contacts.arrived):
            yield self.at(arrived, Tick.ARRIVALS)
            self.env.process(self.call(row))

    def midnights(self, days: tuple[int, ...]) -> Generator[simpy.Event, Any, None]:
        """Starts the counters anew each day."""
        for midnight in days:
            if midnight > self.contacts.arrived[0]:
                yield self.at(midnight, Tick.DAY_BEGINS)
                for person in self.people:
                    for seat in person.seats:
                        seat.calls = seat.talked = 0

    def call(self, row: int) -> Generator[simpy.Event, Any, None]:
        """The life of one call, from its arrival to the end of the wrap-up after it."""
        caller = self.join(row)
        patience = self.contacts.patience[row]
        if patience == UNLIMITED:
            yield caller.offered
        elif not caller.offered.triggered:
            arrived = self.contacts.arrived[row]
            yield caller.offered | self.at(arrived + patience, Tick.PATIENCE_ENDS)
            if not caller.offered.triggered:
                caller.gone = True
                return
        yield from self.serve(row, cast("Seat", caller.offered.value))

    def serve(self, row: int, seat: Seat) -> Generator[simpy.Event, Any, None]:
        """Talk, then wrap-up, then whoever may be served now."""
        talk, wrap_up = self.contacts.talk[row], self.contacts.wrap_up[row]
        talked_until = self.answered[row] + talk
        yield self.at(talked_until, Tick.TALK_ENDS)
        seat.talked += talk
        free_at = talked_until + (seat.wrap_up if wrap_up == UNSET else wrap_up)
        yield self.at(free_at, Tick.WRAP_UP_ENDS)
        seat.person.released = free_at
        for own in seat.person.seats:
            own.queue.free.add(own)
            self.released.add(own.queue)
        yield self.at(free_at, Tick.OFFERS)
        self.offer(self.released)
        self.released.clear()

    def join(self, row: int) -> Caller:
        """Queues the call and makes its own offer."""
        queue = self.queues[self.contacts.group[row]]
        caller = Caller(row, self.env.event())
        heappush(queue.waiting, (self._key(queue.group, row), caller))
        self.offer({queue})
        return caller

    def offer(self, queues: set[Queue]) -> None:
        """Pairs the first caller of these queues with his best person, until nothing changes.

        Only queues that have just gained a person or a caller can hold a new pair, and those
        who were released in one millisecond are offered together.
        """
        while True:
            fronts = [
                (front, queue)
                for queue in queues
                if queue.free and (front := queue.first()) is not None
            ]
            if not fronts:
                return
            (_, caller), queue = min(fronts, key=lambda pair: pair[0][0])
            heappop(queue.waiting)
            self._answer(caller, queue, queue.best())

    def _answer(self, caller: Caller, queue: Queue, seat: Seat) -> None:
        seat.calls += 1
        queue.last_offered[seat.member.tier] = seat.member.position
        for own in seat.person.seats:
            own.queue.free.remove(own)
        self.answered[caller.row] = int(self.env.now) // TICKS
        self.agent[caller.row] = seat.person.index
        caller.offered.succeed(seat)

    def _key(self, group: Group, row: int) -> Rank:
        arrived, priority = self.contacts.arrived[row], self.contacts.priority[row]
        if group.order is Order.AGEING:
            return -group.weight, 0, arrived - priority * group.age_point, row
        return -group.weight, -priority, arrived, row


def simulate(snapshot: Snapshot, contacts: Contacts) -> tuple[list[int], list[int]]:
    """Who answered each call and when: indexes of agents, and ms, as in `engine.Outcomes`."""
    env = simpy.Environment(initial_time=contacts.arrived[0] * TICKS)
    centre = Centre(env, snapshot, contacts)
    env.process(centre.arrivals())
    env.process(centre.midnights(snapshot.groups[0].days))
    env.run()
    return centre.agent, centre.answered
