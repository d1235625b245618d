"""What goes into a simulation: a centre at one moment, the contacts, and how to run.

Everything is a value. `tenant/snapshot.py` makes a `Snapshot` from the database, `contacts/` makes
`Contacts` from a file, tests write both by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ccadmin.vocabulary import (
    AtClosing,
    Channel,
    LateJoiner,
    NoAnswer,
    Order,
    OverflowAction,
    Ring,
    Scope,
    Status,
    Strategy,
    Trigger,
    Window,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NO_ROUTE: Final = -1
"""A contact that names no group: it ends `unanswered`, reason `no-route`."""
GROUP_DELETED: Final = -2
"""A contact for a group that the tenant once had: `unanswered`, reason `group-deleted`."""
FLOW_DEAD_END: Final = -3
"""A contact whose flow leads nowhere: `unanswered`, reason `flow-dead-end`."""
FLOW_VOICEMAIL: Final = -4
"""A contact whom a menu leads to voicemail: `voicemail`, reason `flow`."""
FLOW_HANG_UP: Final = -5
"""A contact on whom a menu hangs up: `refused`, reason `flow`."""
AFTER_HOURS_VOICEMAIL: Final = -6
"""A contact outside the hours of its flow: `voicemail`, reason `closed`."""
AFTER_HOURS_HANG_UP: Final = -7
"""A contact on whom its flow hangs up outside its hours: `refused`, reason `closed`."""
ENDS_AT_THE_DOOR: Final = range(AFTER_HOURS_HANG_UP, 0)
"""What may stand for a group where a contact enters none."""
UNLIMITED: Final = -1
"""The patience of a contact that never gives up, and the silence of a user who never falls silent."""
UNSET: Final = -1
"""A contact's wrap-up where the membership or the group decides it, and `resolved` left to the rules."""
CHANNELS: Final = tuple(Channel)
"""The channel column of contacts holds indexes into this tuple."""
NO_NEEDS: Final = -1
"""The needs of a contact that requires no skill."""


@dataclass(frozen=True, slots=True)
class Overflow:
    """Where a contact goes that a group does not keep; `group` indexes `Snapshot.groups`."""

    action: OverflowAction = OverflowAction.HANG_UP
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One agent in one group; `agent` indexes `Snapshot.agents`, a wrap-up of None is the group's."""

    agent: int
    weight: int = 1
    tier: int = 1
    position: int = 1
    status: Status = Status.ENABLED
    wrap_up: int | None = None


@dataclass(frozen=True, slots=True)
class ChatService:
    """How a group serves chats: the settings in force for its center (S4).

    Attributes:
        manual: whether a person must accept a chat; otherwise it starts with the offer.
        accept_timeout: ms that a person has for that; then the chat goes on to another.
        short_break: ms of the break that follows a missed chat, 0 for none.
        capacity: most chats that one person has in hand, unless the person has a limit of their own.
        silence_timeout: ms of the user's silence after which a chat is closed, None for never.
        open: when chats are let in: sorted, disjoint `[start, end)` intervals in which both the
            group and the chat settings are open, or None for always.
        rating_validity: ms after the end within which a rating counts; None: nobody is asked for one.
    """

    manual: bool = False
    accept_timeout: int = 30_000
    short_break: int = 0
    capacity: int = 1
    silence_timeout: int | None = None
    open: tuple[tuple[int, int], ...] | None = None
    rating_validity: int | None = None


DEFAULT_CHAT: Final = ChatService()


@dataclass(frozen=True, slots=True)
class Group:
    """One group as the distributor sees it; `None` in a limit means unlimited.

    Attributes:
        ring_time: ms that a call rings at one number.
        on_no_answer: what follows when a member lets a call ring out; `break_length` ms of a break.
        skills: what the group's work calls for, as index into `Snapshot.skills` -> level; used by
            the strategy `skills` for contacts that require none.
        skill_relax: ms after which every required level falls by one, again and again; 0 for never.
        escalates_to: index of the next group up.
        chat: how it serves chats.
        open: sorted, disjoint `[start, end)` intervals of the horizon, or None for always.
        days: the starts of the local days of the group's zone that the horizon touches, sorted;
            counter windows of `day` and `rolling` reset there.
        window_days: how many local days a `rolling` window spans, today included.
        overflow: an absent trigger hangs up.
        service_level: target share in per cent, and the wait in ms up to which it is kept.
    """

    id: int
    name: str
    strategy: Strategy = Strategy.LONGEST_IDLE
    status: Status = Status.ENABLED
    members: tuple[Member, ...] = ()
    weight: int = 0
    order: Order = Order.STRICT
    age_point: int = 60_000
    tier_wait: int = 0
    window: Window = Window.DAY
    window_days: int = 1
    scope: Scope = Scope.GROUP
    late_joiner: LateJoiner = LateJoiner.ZERO
    max_waiting: int | None = None
    max_wait: int | None = None
    overflow: Mapping[Trigger, Overflow] = field(default_factory=dict)
    wrap_up: int = 0
    wrap_up_scope: Scope = Scope.AGENT
    at_closing: AtClosing = AtClosing.STAY
    open: tuple[tuple[int, int], ...] | None = None
    days: tuple[int, ...] = ()
    service_level: tuple[int, int] = (80, 20_000)
    ring_time: int = 20_000
    on_no_answer: NoAnswer = NoAnswer.NEXT
    break_length: int = 0
    skills: Mapping[int, int] = field(default_factory=dict)
    skill_relax: int = 0
    escalates_to: int | None = None
    chat: ChatService = DEFAULT_CHAT


@dataclass(frozen=True, slots=True)
class Shift:
    """One interval `[start, end)` on duty; `opens` is true for the first range of a local day."""

    start: int
    end: int
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Agent:
    """One person; `shifts` sorted and disjoint, None for on duty at all times.

    Attributes:
        takes_calls: false for somebody without any number that could ring.
        ring: the incoming-call preference.
        extension: ms after which the agent picks a call up on the extension; None when the
            extension does not ring.
        mobile: the same for the mobile number.
        accept: ms after which the agent accepts a chat in manual service.
        capacity: most chats in hand; None for the limit of the group's chat service.
        skills: index into `Snapshot.skills` -> proficiency 1 to 10.
    """

    id: int
    name: str
    takes_calls: bool = True
    shifts: tuple[Shift, ...] | None = None
    ring: Ring = Ring.SIMULTANEOUS
    extension: int | None = 0
    mobile: int | None = None
    accept: int = 0
    capacity: int | None = None
    skills: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A tenant at one moment, with its hours expanded over the horizon of a simulation.

    With `cross_channel` a person may have chats in hand beside a call, an email or a ticket.
    """

    groups: tuple[Group, ...]
    agents: tuple[Agent, ...]
    skills: tuple[str, ...] = ()
    cross_channel: bool = False


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contact columns of equal length, in file order.

    Attributes:
        arrived: ms; need not be sorted, ties are taken in file order.
        group: index into `Snapshot.groups`, or one of `ENDS_AT_THE_DOOR`.
        talk: ms of handling time.
        patience: ms, or `UNLIMITED`.
        wrap_up: ms, or `UNSET`.
        priority: higher is served first.
        ids: the explicit ids, which key the random draws; None keys them by row number.
        channel: index into `CHANNELS`; None: all are calls.
        needs: index into `requirements`, or `NO_NEEDS`; None: nobody requires a skill.
        requirements: what can be required: for each, pairs of an index into `Snapshot.skills` and
            the least level, 1 to 10, sorted by skill.
        level: how many groups up the contact must go to be resolved; None: 0.
        silent_after: ms of a chat after which the user falls silent, or `UNLIMITED`; None: never.
        resolved: whether it was resolved at the end, 1 or 0, or `UNSET`; None: unset.
        rating: the user's rating 1 to 5, 0 for none; None: nobody rates.
        rated_after: ms from the end to the rating; None: 0.
    """

    arrived: Sequence[int]
    group: Sequence[int]
    talk: Sequence[int]
    patience: Sequence[int]
    wrap_up: Sequence[int]
    priority: Sequence[int]
    ids: Sequence[str] | None = None
    channel: Sequence[int] | None = None
    needs: Sequence[int] | None = None
    requirements: tuple[tuple[tuple[int, int], ...], ...] = ()
    level: Sequence[int] | None = None
    silent_after: Sequence[int] | None = None
    resolved: Sequence[int] | None = None
    rating: Sequence[int] | None = None
    rated_after: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: `until` ends the simulation at that ms (None: when nothing is left to happen).

    Without `until`, a contact of endless patience that rings where nobody can answer in time never
    lets a run end. `seed` keys every random draw; `log` keeps an event log in the outcomes; `explain` is the row of a
    contact whose decisions are kept, with its own events; `compiled` picks the
    execution mode (None: compiled when the extension is there and fresh).
    """

    seed: int = 0
    until: int | None = None
    log: bool = False
    explain: int | None = None
    compiled: bool | None = None


DEFAULT_OPTIONS: Final = Options()
