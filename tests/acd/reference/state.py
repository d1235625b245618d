"""What the reference keeps: contacts, people, memberships and groups, and what is under way."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ccadmin.engine import CHANNELS, NEVER, NO_NEEDS, NOBODY, UNLIMITED, UNSET
from ccadmin.vocabulary import Channel, Outcome, Reason, Scope, Status

from . import draws

if TYPE_CHECKING:
    from ccadmin.engine import Agent, Contacts, Group, Member, Snapshot

ENDLESS: Final = 1 << 80
"""The time of what will not happen."""


class Place(StrEnum):
    """Where a contact is."""

    COMING = "coming"
    QUEUED = "queued"
    RINGING = "ringing"
    TALKING = "talking"
    GONE = "gone"


@dataclass(eq=False)
class Contact:
    """One contact: what the file says, what became of it, and its stay in the present group."""

    row: int
    arrives: int
    enters: int
    talk: int
    patience: int
    own_wrap_up: int
    priority: int
    channel: Channel
    needs: tuple[tuple[int, int], ...]
    level: int
    silent_after: int
    key: int

    place: Place = Place.COMING
    outcome: Outcome = Outcome.WAITING
    reason: Reason = Reason.HORIZON
    first_group: int = NOBODY
    ended: int = NEVER
    hops: int = 0
    offers: int = 0
    misses: int = 0
    talks: int = 0

    group: int = NOBODY
    joined: int = NEVER
    answered: int = NEVER
    agent: int = NOBODY
    wrap_up: int = 0
    ring: int = 0
    device: int = 0
    offers_here: int = 0
    tiers_told: int = 0
    relaxed: int = 0
    tried: set[int] = field(default_factory=set)
    newcomer: bool = False
    rings: list[Ringing] = field(default_factory=list)

    def required(self) -> list[tuple[int, int]]:
        """The skills still required, with the levels that have not been relaxed away."""
        levels = [(skill, level - self.relaxed) for skill, level in self.needs]
        return [(skill, level) for skill, level in levels if level > 0]

    @property
    def waits(self) -> bool:
        """Whether it waits for an answer, in the queue or while something rings."""
        return self.place in {Place.QUEUED, Place.RINGING}


@dataclass(eq=False)
class Person:
    """One agent."""

    index: int
    rule: Agent
    since: int
    on_shift: bool
    was_released: bool = False
    shift: int = 0
    break_ends: int = ENDLESS
    ringing: Ringing | None = None
    talks: list[Talk] = field(default_factory=list)
    wrap_ups: list[WrapUp] = field(default_factory=list)

    def in_hand(self) -> list[Contact]:
        """The contacts that ring at this person or talk to this person."""
        ringing = [] if self.ringing is None else [self.ringing.contact]
        return ringing + [talk.contact for talk in self.talks]

    @property
    def on_break(self) -> bool:
        return self.break_ends != ENDLESS


@dataclass(eq=False)
class Seat:
    """One membership; `standing` counts the group's members by position and agent id from 0."""

    person: Person
    team: Team
    rule: Member
    standing: int

    @property
    def enabled(self) -> bool:
        return self.rule.status is Status.ENABLED


@dataclass(eq=False)
class Team:
    """One group; `turns` holds for each tier the standing of whom round-robin offered last."""

    index: int
    rule: Group
    seats: list[Seat]
    open: bool
    chat_open: bool
    day: int = 0
    turns: dict[int, int] = field(default_factory=dict)

    def lets_in(self, channel: Channel) -> bool:
        """Whether it is open for the channel."""
        return self.chat_open if channel is Channel.CHAT else self.open


@dataclass(eq=False)
class Ringing:
    """One offer that rings; `answers` is endless for somebody who lets it ring out."""

    contact: Contact
    seat: Seat
    started: int
    answers: int
    rings_out: int
    device: int


@dataclass(eq=False)
class Talk:
    """One talk; `falls_silent` if its end is the closing of a chat whose user fell silent."""

    contact: Contact
    seat: Seat
    ends: int
    falls_silent: bool


@dataclass(eq=False)
class WrapUp:
    """After-contact work, which keeps from every group or from its own."""

    contact: Contact
    seat: Seat
    ends: int
    scope: Scope


def read_contacts(contacts: Contacts) -> list[Contact]:
    """The contacts of the columns."""
    return [read_contact(contacts, row) for row in range(len(contacts.arrived))]


def read_contact(contacts: Contacts, row: int) -> Contact:
    """The contact of that row; an absent column says what its absence says in `Contacts`."""
    needs = NO_NEEDS if contacts.needs is None else contacts.needs[row]
    ids, silent = contacts.ids, contacts.silent_after
    return Contact(
        row=row,
        arrives=contacts.arrived[row],
        enters=contacts.group[row],
        talk=contacts.talk[row],
        patience=ENDLESS if contacts.patience[row] == UNLIMITED else contacts.patience[row],
        own_wrap_up=contacts.wrap_up[row],
        priority=contacts.priority[row],
        channel=Channel.CALL if contacts.channel is None else CHANNELS[contacts.channel[row]],
        needs=() if needs == NO_NEEDS else contacts.requirements[needs],
        level=0 if contacts.level is None else contacts.level[row],
        silent_after=ENDLESS if silent is None or silent[row] == UNLIMITED else silent[row],
        key=draws.key_of_row(row) if ids is None else draws.key_of_id(ids[row]),
    )


def read_team(snapshot: Snapshot, people: list[Person], index: int) -> Team:
    """The group of that index with its members in their order."""
    rule = snapshot.groups[index]
    team = Team(index, rule, [], open=rule.open is None, chat_open=rule.chat.open is None)
    in_order = sorted(
        rule.members, key=lambda member: (member.position, snapshot.agents[member.agent].id)
    )
    for standing, member in enumerate(in_order):
        team.seats.append(Seat(people[member.agent], team, member, standing))
    return team


def wrap_up_of(contact: Contact, seat: Seat) -> int:
    """The contact's own, else the membership's, else the group's."""
    if contact.own_wrap_up != UNSET:
        return contact.own_wrap_up
    return seat.team.rule.wrap_up if seat.rule.wrap_up is None else seat.rule.wrap_up
