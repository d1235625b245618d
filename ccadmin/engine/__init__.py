"""The public face of the simulation: what goes in, what comes out, and `simulate` between them.

Everything here is a value. `tenant/snapshot.py` makes a `Snapshot` from the database, `contacts.py`
makes `Contacts` from a file, tests write both by hand. All times are integer milliseconds since the
Unix epoch, UTC; all durations are integer milliseconds. The rules are those of
`docs/explanation/routing.md`; the code that keeps them is in `acd/`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from ccadmin.engine import sampling
from ccadmin.errors import RuleError
from ccadmin.vocabulary import (
    AtClosing,
    LateJoiner,
    Order,
    Outcome,
    OverflowAction,
    Reason,
    Scope,
    Status,
    Strategy,
    Trigger,
    Window,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

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
"""The patience of a contact that never gives up."""
UNSET: Final = -1
"""A contact's wrap-up where the membership or the group decides it."""
NOBODY: Final = -1
"""The agent of a contact that nobody answered, the group of one that joined none."""
EVENT_KINDS: Final = (
    "arrived",
    "queued",
    "answered",
    "talk-ended",
    "wrap-up-ended",
    "overflowed",
    "tier-opened",
    "abandoned",
    "voicemail",
    "callback",
    "refused",
    "unanswered",
    "shift-started",
    "shift-ended",
    "group-opened",
    "group-closed",
    "day-turned",
)
"""The kind column of the event log holds indexes into this tuple."""
STRIDE: Final = 50_000
"""Arrivals between two looks at the keyboard: a compiled run can be interrupted."""
NEVER: Final = -1
"""The time of something that did not happen."""
OUTCOMES: Final = tuple(Outcome)
"""The outcome columns hold indexes into this tuple."""
REASONS: Final = tuple(Reason)
"""The reason columns hold indexes into this tuple."""


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
class Group:
    """One group as the distributor sees it; `None` in a limit means unlimited.

    Attributes:
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


@dataclass(frozen=True, slots=True)
class Shift:
    """One interval `[start, end)` on duty; `opens` is true for the first range of a local day."""

    start: int
    end: int
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Agent:
    """One person; `shifts` sorted and disjoint, None for on duty at all times.

    `takes_calls` is false for somebody without any number that could ring.
    """

    id: int
    name: str
    takes_calls: bool = True
    shifts: tuple[Shift, ...] | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A tenant at one moment, with its hours expanded over the horizon of a simulation."""

    groups: tuple[Group, ...]
    agents: tuple[Agent, ...]


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
    """

    arrived: Sequence[int]
    group: Sequence[int]
    talk: Sequence[int]
    patience: Sequence[int]
    wrap_up: Sequence[int]
    priority: Sequence[int]
    ids: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: `until` ends the simulation at that ms (None: when nothing is left to happen).

    `seed` keys every random draw; `log` keeps an event log in the outcomes; `compiled` picks the
    execution mode (None: compiled when the extension is there and fresh).
    """

    seed: int = 0
    until: int | None = None
    log: bool = False
    compiled: bool | None = None


DEFAULT_OPTIONS: Final = Options()


Distribution: TypeAlias = sampling.Distribution
"""What durations are drawn from."""
sample = sampling.sample
"""Draws one duration for each contact."""


@dataclass(frozen=True, slots=True)
class Visits:
    """The stays in groups that ended by overflowing into another group, in order of `left`.

    A contact's last stay is its outcome row, so contacts without hops have no row here.
    """

    contact: Sequence[int]
    group: Sequence[int]
    joined: Sequence[int]
    left: Sequence[int]
    reason: Sequence[int]


@dataclass(frozen=True, slots=True)
class Events:
    """The event log in order of happening; `kind` indexes `EVENT_KINDS`, absent parts are -1."""

    time: Sequence[int]
    kind: Sequence[int]
    contact: Sequence[int]
    group: Sequence[int]
    agent: Sequence[int]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """One row per contact, in file order, and what the run as a whole was.

    Attributes:
        outcome: index into `OUTCOMES`.
        reason: index into `REASONS`.
        first_group: index of the group it entered, or `NOBODY`.
        last_group: index of the group it ended in, or `NOBODY`.
        joined: ms at which it entered its last group (equals `arrived` without hops).
        answered: ms, or `NEVER`.
        ended: ms at which the contact left (end of talk when answered), or `NEVER` while waiting.
        agent: index of who answered, or `NOBODY`.
        wrap_up: ms of after-contact work, 0 when not answered.
        hops: how often it overflowed into another group.
        start: ms of the simulation's start, which is the first arrival.
        end: ms of the last event.
        mode: "compiled" or "interpreted".
    """

    outcome: Sequence[int]
    reason: Sequence[int]
    first_group: Sequence[int]
    last_group: Sequence[int]
    joined: Sequence[int]
    answered: Sequence[int]
    ended: Sequence[int]
    agent: Sequence[int]
    wrap_up: Sequence[int]
    hops: Sequence[int]
    visits: Visits
    events: Events | None
    start: int
    end: int
    mode: str


@dataclass(frozen=True, slots=True)
class History:
    """Contacts that were answered before, in any order: columns of equal length, as in `Outcomes`.

    Rows that nobody answered are passed over, and so is what lies after the instant in question.
    """

    agent: Sequence[int]
    group: Sequence[int]
    answered: Sequence[int]
    ended: Sequence[int]
    wrap_up: Sequence[int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One member of a group as it stands when a call is to be given to somebody.

    Attributes:
        member: the membership; `member.agent` indexes `Snapshot.agents`.
        key: what the group's strategy compares, smaller first.
        since: ms of the last release, or of the shift's start for somebody who never served.
        excluded: the first test that the member fails, or None for somebody who may take it:
            `membership-disabled`, `unavailable`, `off-shift`, `no-device`, `busy`, `in-wrap-up`
            or `tier-closed`.
    """

    member: Member
    key: int
    since: int
    excluded: str | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who would take a call in a group: all its members in the total order.

    Attributes:
        turned_away: why the group would take no call at all (`group-disabled`, `closed` or
            `nobody-staffed`), or None.
        candidates: the first one who is not excluded takes it, the second is next.
    """

    turned_away: Reason | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """The call in question: how long it has waited in ms, and what draws lots for it."""

    waited: int = 0
    id: str = ""
    seed: int = 0


DEFAULT_CALL: Final = Call()


def rank(  # noqa: PLR0913 - each is a fact of its own
    snapshot: Snapshot,
    group: int,
    at: int,
    *,
    call: Call = DEFAULT_CALL,
    history: History | None = None,
    unavailable: Collection[int] = (),
) -> Ranking:
    """Say who would take a call in the group at that instant, who is next, and why not the others.

    Counters start at 0, and those who never served are idle since their shift began (without
    hours: since the snapshot's horizon did), unless a history says what they did.

    Args:
        snapshot: its hours reach from before the shifts that are on at that instant.
        group: index of the group.
        at: the instant, ms.
        call: the call, which matters to `random` and to tiers that open with time.
        history: what was answered before.
        unavailable: indexes of agents who are on a break or offline.

    Raises:
        RuleError: the snapshot contradicts itself.
    """
    from ccadmin.engine import candidates

    return candidates.ranking(
        snapshot, group, at, call=call, history=history, unavailable=unavailable
    )


def simulate(
    snapshot: Snapshot,
    contacts: Contacts,
    options: Options = DEFAULT_OPTIONS,
    *,
    arrivals: Callable[[int], None] = lambda _: None,
) -> Outcomes:
    """Distribute the contacts and say what became of each.

    The covered time is `[first arrival, until)`. What is still queued then is `waiting`, and so is
    what would have arrived later, with a `joined` of `NEVER`; a talk that began before counts as
    `answered`, and its `ended` may lie beyond. While it runs, `arrivals` is told now and then how
    many contacts have arrived.

    Raises:
        RuleError: the snapshot or the contacts contradict themselves or hold what cannot be, or the
            options ask for the compiled distributor and there is none that is fresh.
    """
    from ccadmin.acd import loading
    from ccadmin.engine.layout import lay_out
    from ccadmin.engine.layout.storage import as_array

    build = loading.chosen(compiled=options.compiled)
    if build is None:
        raise RuleError(
            "engine",
            f"the compiled distributor is {build_state()}",
            hint="install ccadmin again where there is a C compiler, or let the source run",
        )
    floor, results = lay_out(build, snapshot, contacts, options)
    arrived = 0
    while build.loop.run(floor, arrived):
        arrivals(arrived)
        arrived += STRIDE
    columns = {name: as_array(column) for name, column in results.items()}
    return Outcomes(
        **columns,
        visits=Visits(**floor.visits.rows()),
        events=Events(**floor.log.rows()) if options.log else None,
        start=floor.start,
        end=floor.end,
        mode=build.mode,
    )


def build_state() -> str:
    """What there is of the compiled distributor: `compiled`, `absent`, `broken` or `stale`.

    Only a `compiled` one is ever used: a stale one was made from another source than the one that
    is installed, a broken one does not load.
    """
    from ccadmin.acd import loading

    return loading.state()
