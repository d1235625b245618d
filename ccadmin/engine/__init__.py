"""The public face of the simulation: what goes in, what comes out, and `simulate` between them.

Everything here is a value. `tenant/snapshot.py` makes a `Snapshot` from the database, `contacts.py`
makes `Contacts` from a file, tests write both by hand. All times are integer milliseconds since the
Unix epoch, UTC; all durations are integer milliseconds. The rules are those of
`docs/explanation/routing.md`; the code that keeps them is in `acd/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from ccadmin.engine import sampling
from ccadmin.engine.asking import (
    DEFAULT_CALL,
    Call,
    Candidate,
    History,
    Ranking,
)
from ccadmin.engine.decisions import DECISION_KINDS, TESTS, Choices, Decisions
from ccadmin.engine.inputs import (
    AFTER_HOURS_HANG_UP,
    AFTER_HOURS_VOICEMAIL,
    CHANNELS,
    DEFAULT_CHAT,
    DEFAULT_OPTIONS,
    ENDS_AT_THE_DOOR,
    FLOW_DEAD_END,
    FLOW_HANG_UP,
    FLOW_VOICEMAIL,
    GROUP_DELETED,
    NO_NEEDS,
    NO_ROUTE,
    UNLIMITED,
    UNSET,
    Agent,
    ChatService,
    Contacts,
    Group,
    Member,
    Options,
    Overflow,
    Shift,
    Snapshot,
)
from ccadmin.engine.results import (
    DEVICES,
    EVENT_KINDS,
    NEVER,
    NOBODY,
    OUTCOMES,
    REASONS,
    RING_RESULTS,
    Events,
    Outcomes,
    Rings,
    Visits,
)
from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

__all__ = [
    "AFTER_HOURS_HANG_UP",
    "AFTER_HOURS_VOICEMAIL",
    "CHANNELS",
    "DECISION_KINDS",
    "DEFAULT_CALL",
    "DEFAULT_CHAT",
    "DEFAULT_OPTIONS",
    "DEVICES",
    "ENDS_AT_THE_DOOR",
    "EVENT_KINDS",
    "FLOW_DEAD_END",
    "FLOW_HANG_UP",
    "FLOW_VOICEMAIL",
    "GROUP_DELETED",
    "NEVER",
    "NOBODY",
    "NO_NEEDS",
    "NO_ROUTE",
    "OUTCOMES",
    "REASONS",
    "RING_RESULTS",
    "TESTS",
    "UNLIMITED",
    "UNSET",
    "Agent",
    "Call",
    "Candidate",
    "ChatService",
    "Choices",
    "Contacts",
    "Decisions",
    "Distribution",
    "Events",
    "Group",
    "History",
    "Member",
    "Options",
    "Outcomes",
    "Overflow",
    "Ranking",
    "Rings",
    "Shift",
    "Snapshot",
    "Visits",
    "build_state",
    "rank",
    "sample",
    "simulate",
]

STRIDE: Final = 50_000
"""Arrivals between two looks at the keyboard: a compiled run can be interrupted."""
Distribution: TypeAlias = sampling.Distribution
"""What durations are drawn from."""
sample = sampling.sample
"""Draws one duration for each contact."""


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
    decisions = None
    if options.explain is not None:
        choices = Choices(**floor.candidates.rows())
        decisions = Decisions(**floor.decisions.rows(), choices=choices)
    return Outcomes(
        **columns,
        visits=Visits(**floor.visits.rows()),
        rings=Rings(**floor.rings.rows()),
        events=Events(**floor.log.rows()) if options.log or decisions else None,
        decisions=decisions,
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
