"""Everything there is at one instant of the reference, and what it writes down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccadmin.engine import NEVER, NOBODY
from ccadmin.vocabulary import Channel, Order, Reason

from .state import Contact, Person, Place, Seat, read_contacts, read_team

if TYPE_CHECKING:
    from ccadmin.engine import Contacts, Options, Snapshot
    from ccadmin.vocabulary import Trigger

    from .state import Ringing, Team

Event = tuple[int, str, int, int, int, int]
"""Time, kind, contact, group, agent, detail; what is absent is -1."""
Visit = tuple[int, int, int, int, str, int, int, int, int, int]
"""Contact, group, joined, left, reason, answered, agent, wrap-up, ring, device."""
Ring = tuple[int, int, int, int, int, str]
"""Contact, group, agent, started, ended, result."""


@dataclass(frozen=True)
class Deed:
    """Something that a counter may count, with the shift and the groups' days it falls into."""

    kind: str
    amount: int
    seat: Seat
    shift: int
    days: tuple[int, ...]


@dataclass(eq=False)
class World:
    """The state of a simulation; `end` is the last instant at which something could happen."""

    snapshot: Snapshot
    seed: int
    start: int
    now: int
    end: int
    contacts: list[Contact]
    people: list[Person]
    teams: list[Team]
    chats_or_mail: bool
    events: list[Event] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    rings: list[Ring] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    newcomers: list[Contact] = field(default_factory=list)
    logs: bool = True

    def queued(self) -> list[Contact]:
        """Those who stand in a queue, by row."""
        return [contact for contact in self.contacts if contact.place is Place.QUEUED]

    def waiting(self) -> list[Contact]:
        """Those who stand in a queue or for whom something rings, by row."""
        return [contact for contact in self.contacts if contact.waits]

    def seats(self) -> list[Seat]:
        """All memberships."""
        return [seat for team in self.teams for seat in team.seats]

    def team_of(self, contact: Contact) -> Team:
        """The group that the contact is in."""
        return self.teams[contact.group]

    def rank(self, contact: Contact) -> tuple[int, int, int, int]:
        """What orders contacts across all groups, smaller first."""
        rule = self.team_of(contact).rule
        if rule.order is Order.AGEING:
            aged = contact.arrives - contact.priority * rule.age_point
            return -rule.weight, 0, aged, contact.row
        return -rule.weight, -contact.priority, contact.arrives, contact.row

    def note(
        self, kind: str, contact: int = -1, group: int = -1, agent: int = -1, detail: int = -1
    ) -> None:
        """Write an event down; what happens before the first arrival is not told."""
        if self.logs:
            self.events.append((self.now, kind, contact, group, agent, detail))

    def note_end(self, contact: Contact) -> None:
        """Write down that a contact ended without an answer."""
        reason = list(Reason).index(contact.reason)
        self.note(str(contact.outcome), contact.row, contact.group, NOBODY, reason)

    def note_ring(self, ring: Ringing, result: str) -> None:
        """Write down that something rang and was not answered."""
        row, group, agent = ring.contact.row, ring.seat.team.index, ring.seat.person.index
        self.note(result, row, group, agent)
        self.rings.append((row, group, agent, ring.started, self.now, result))

    def note_visit(self, contact: Contact, trigger: Trigger | None) -> None:
        """Write down that the contact leaves its group for another."""
        self.visits.append(
            (
                contact.row,
                contact.group,
                contact.joined,
                self.now,
                "" if trigger is None else str(trigger),
                contact.answered,
                contact.agent,
                contact.wrap_up,
                contact.ring,
                contact.device,
            )
        )

    def do(self, kind: str, amount: int, seat: Seat) -> None:
        """Let counters count something."""
        days = tuple(team.day for team in self.teams)
        self.deeds.append(Deed(kind, amount, seat, seat.person.shift, days))


def world_of(snapshot: Snapshot, contacts: Contacts, options: Options) -> World:
    """The world before anything has happened."""
    start = min(contacts.arrived, default=0)
    people = [
        Person(index, agent, since=start, on_shift=agent.shifts is None)
        for index, agent in enumerate(snapshot.agents)
    ]
    everyone = read_contacts(contacts)
    return World(
        snapshot=snapshot,
        seed=options.seed,
        start=start,
        now=start,
        end=start,
        contacts=everyone,
        people=people,
        teams=[read_team(snapshot, people, index) for index in range(len(snapshot.groups))],
        chats_or_mail=any(contact.channel is not Channel.CALL for contact in everyone),
    )


def row_of(contact: Contact) -> tuple[object, ...]:
    """The contact's outcome, in the order of the columns of `Outcomes`."""
    return (
        contact.outcome,
        contact.reason,
        contact.first_group,
        contact.group,
        contact.joined,
        contact.answered,
        contact.ended,
        contact.agent,
        contact.wrap_up,
        contact.hops,
        contact.device,
        contact.ring,
        contact.offers,
        contact.misses,
        contact.talks,
    )


def blank(contact: Contact) -> None:
    """Forget what happened to the contact in the group before."""
    contact.answered, contact.agent = NEVER, NOBODY
    contact.wrap_up = contact.ring = contact.device = 0
    contact.offers_here = contact.relaxed = 0
    contact.tried = set()
