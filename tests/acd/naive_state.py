"""What the plain second engine keeps: people, groups, contacts, and everything that was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ccadmin.acd import draws
from ccadmin.engine import (
    AFTER_HOURS_HANG_UP,
    AFTER_HOURS_VOICEMAIL,
    FLOW_DEAD_END,
    FLOW_HANG_UP,
    FLOW_VOICEMAIL,
    GROUP_DELETED,
    NO_ROUTE,
)
from ccadmin.vocabulary import Outcome, OverflowAction, Reason

if TYPE_CHECKING:
    from ccadmin.engine import Contacts, Group, Member
    from ccadmin.vocabulary import Strategy

NEVER: Final = 1 << 80
MOST_HOPS: Final = 10
LOGGED: Final = frozenset(
    {
        "arrived",
        "queued",
        "answered",
        "talk-ended",
        "wrap-up-ended",
        "overflowed",
        "abandoned",
        "voicemail",
        "callback",
        "refused",
        "unanswered",
    }
)
"""The kinds of events that this engine writes down."""
AT_THE_DOOR: Final = {
    NO_ROUTE: (Outcome.UNANSWERED, Reason.NO_ROUTE),
    GROUP_DELETED: (Outcome.UNANSWERED, Reason.GROUP_DELETED),
    FLOW_DEAD_END: (Outcome.UNANSWERED, Reason.FLOW_DEAD_END),
    FLOW_VOICEMAIL: (Outcome.VOICEMAIL, Reason.FLOW),
    FLOW_HANG_UP: (Outcome.REFUSED, Reason.FLOW),
    AFTER_HOURS_VOICEMAIL: (Outcome.VOICEMAIL, Reason.CLOSED),
    AFTER_HOURS_HANG_UP: (Outcome.REFUSED, Reason.CLOSED),
}
"""What becomes of a contact that enters no group."""
ENDS: Final = {
    OverflowAction.VOICEMAIL: Outcome.VOICEMAIL,
    OverflowAction.CALLBACK: Outcome.CALLBACK,
    OverflowAction.HANG_UP: Outcome.REFUSED,
}

Event = tuple[int, str, int, int, int]


@dataclass
class Contact:
    row: int
    arrived: int
    talk: int
    patience: int
    own_wrap_up: int
    priority: int
    key: int
    outcome: Outcome = Outcome.WAITING
    reason: Reason = Reason.HORIZON
    first_group: int = -1
    last_group: int = -1
    joined: int = -1
    answered: int = -1
    ended: int = -1
    agent: int = -1
    wrap_up: int = 0
    hops: int = 0
    queued: bool = False
    untested: bool = False


@dataclass
class Person:
    index: int
    id: int
    since: int
    on_shift: bool
    served: bool = False
    shift: int = 0
    contact: Contact | None = None
    member: Seat | None = None
    talks_until: int = NEVER
    wraps_until: int = NEVER


@dataclass
class Seat:
    """One membership."""

    person: Person
    group: Team
    rule: Member
    enabled: bool
    standing: int
    blocked_until: int = NEVER


@dataclass
class Team:
    """One group."""

    index: int
    rule: Group
    seats: list[Seat]
    open: bool
    day: int = 0
    turns: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Deed:
    """Something that a counter may count, with the day and shift that it falls into."""

    seat: Seat
    strategy: Strategy
    amount: int
    days: dict[int, int]
    shift: int
    only: Seat | None = None


def read_contact(contacts: Contacts, row: int) -> Contact:
    ids = contacts.ids
    return Contact(
        row=row,
        arrived=contacts.arrived[row],
        talk=contacts.talk[row],
        patience=contacts.patience[row],
        own_wrap_up=contacts.wrap_up[row],
        priority=contacts.priority[row],
        key=draws.key_of_row(row) if ids is None else draws.key_of_text(ids[row].encode()),
    )
