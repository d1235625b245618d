"""The state of the distributor: named columns of integers, one class for each thing that has rows.

Interpreted, a column is a list; compiled, it is an `array("q")`. Nothing here knows a name or a
date. Times are ms, and a column that may hold nothing holds `codes.NONE` there.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableSequence

    Column: TypeAlias = MutableSequence[int]
    Columns: TypeAlias = Mapping[str, Column]


class Contacts:
    """What is given, a row a contact; `order` lists the rows by arrival, empty if they are so.

    `key` is what random draws are keyed by, empty where nothing is drawn.
    """

    __slots__ = ("arrived", "group", "key", "order", "patience", "priority", "talk", "wrap_up")

    def __init__(self, columns: Columns) -> None:
        self.arrived = columns["arrived"]
        self.group = columns["group"]
        self.talk = columns["talk"]
        self.patience = columns["patience"]
        self.wrap_up = columns["wrap_up"]
        self.priority = columns["priority"]
        self.order = columns["order"]
        self.key = columns["key"]


class Results:
    """What becomes of each contact, a row a contact."""

    __slots__ = (
        "agent",
        "answered",
        "ended",
        "first_group",
        "hops",
        "joined",
        "last_group",
        "outcome",
        "reason",
        "wrap_up",
    )

    def __init__(self, columns: Columns) -> None:
        self.outcome = columns["outcome"]
        self.reason = columns["reason"]
        self.first_group = columns["first_group"]
        self.last_group = columns["last_group"]
        self.joined = columns["joined"]
        self.answered = columns["answered"]
        self.ended = columns["ended"]
        self.agent = columns["agent"]
        self.wrap_up = columns["wrap_up"]
        self.hops = columns["hops"]


class Agents:
    """The people: memberships of agent a are rows first_member[a] to first_member[a + 1].

    `shared` says that what they do in one group counts in another.

    `since` is the last release, or for somebody who never served the start of the shift; `freed`
    marks those who became free at this instant and wait for the offers.
    """

    __slots__ = (
        "contact",
        "first_member",
        "freed",
        "hand",
        "id",
        "member",
        "on_shift",
        "served",
        "shared",
        "since",
    )

    def __init__(self, columns: Columns) -> None:
        self.id = columns["id"]
        self.first_member = columns["first_member"]
        self.on_shift = columns["on_shift"]
        self.hand = columns["hand"]
        self.contact = columns["contact"]
        self.member = columns["member"]
        self.since = columns["since"]
        self.served = columns["served"]
        self.freed = columns["freed"]
        self.shared = columns["shared"]


class Members:
    """The memberships, an agent's side by side.

    `standing` is the place in the group by position, then agent id, from 0. `depth` counts the
    tiers below this one in the group, and `pool` is that tier. `enabled` is false as well for
    people who take no calls. `blocked` lasts while the wrap-up of this group goes on, where that
    blocks the agent for the group only. `key` and `slot` belong to the ready, `counter` and
    `bucket` (its first day) to the counters.
    """

    __slots__ = (
        "agent",
        "blocked",
        "bucket",
        "counter",
        "depth",
        "enabled",
        "group",
        "key",
        "pool",
        "since",
        "slot",
        "standing",
        "weight",
        "wrap_up",
    )

    def __init__(self, columns: Columns) -> None:
        self.agent = columns["agent"]
        self.group = columns["group"]
        self.pool = columns["pool"]
        self.depth = columns["depth"]
        self.standing = columns["standing"]
        self.weight = columns["weight"]
        self.wrap_up = columns["wrap_up"]
        self.enabled = columns["enabled"]
        self.blocked = columns["blocked"]
        self.key = columns["key"]
        self.since = columns["since"]
        self.slot = columns["slot"]
        self.counter = columns["counter"]
        self.bucket = columns["bucket"]


class Pools:
    """One tier of one group each, lower tiers first, with the heap of those who are ready.

    The heap of pool p takes ready[p] slots from first[p] in `Floor.ready`. Round-robin turns in
    each tier by itself: `turn` is the standing of the last one offered, `lap` counts the rounds.
    """

    __slots__ = ("first", "lap", "ready", "tier", "turn")

    def __init__(self, columns: Columns) -> None:
        self.first = columns["first"]
        self.tier = columns["tier"]
        self.ready = columns["ready"]
        self.turn = columns["turn"]
        self.lap = columns["lap"]


class Groups:
    """The groups, with what they are and how they stand.

    The rules are columns named as in the snapshot; `ageing` says that order is,
    and `action` and `target` have a row for each trigger of each group. Pools of group g are rows
    first_pool[g] to first_pool[g + 1], its members are listed from first_member[g] in
    `Floor.roster`. A group keeps one line of waiting contacts for each number of tiers that are
    open to them, from first_line[g] on; `open_tiers` are open from the beginning.

    `staffed` counts the enabled members on shift. `crowd` to `second` describe the counters of
    those at the instant `crowd_at`. `day` is the row of today in `Floor.last_start`, `today` the
    bucket of it among `days`. `touched` marks groups that wait for the offers.
    """

    __slots__ = (
        "action",
        "age_point",
        "ageing",
        "crowd",
        "crowd_at",
        "crowd_sum",
        "day",
        "days",
        "disabled",
        "first_line",
        "first_member",
        "first_pool",
        "late_joiner",
        "least",
        "leave",
        "max_wait",
        "max_waiting",
        "newcomers",
        "open",
        "open_tiers",
        "per_agent",
        "second",
        "staffed",
        "strategy",
        "target",
        "tier_wait",
        "today",
        "touched",
        "waiting",
        "weight",
        "window",
        "wrap_up_per_group",
    )

    def __init__(self, columns: Columns) -> None:
        self.strategy = columns["strategy"]
        self.disabled = columns["disabled"]
        self.weight = columns["weight"]
        self.ageing = columns["ageing"]
        self.age_point = columns["age_point"]
        self.tier_wait = columns["tier_wait"]
        self.window = columns["window"]
        self.days = columns["days"]
        self.per_agent = columns["per_agent"]
        self.late_joiner = columns["late_joiner"]
        self.max_waiting = columns["max_waiting"]
        self.max_wait = columns["max_wait"]
        self.action = columns["action"]
        self.target = columns["target"]
        self.wrap_up_per_group = columns["wrap_up_per_group"]
        self.leave = columns["leave"]
        self.first_pool = columns["first_pool"]
        self.first_member = columns["first_member"]
        self.first_line = columns["first_line"]
        self.open = columns["open"]
        self.open_tiers = columns["open_tiers"]
        self.waiting = columns["waiting"]
        self.newcomers = columns["newcomers"]
        self.staffed = columns["staffed"]
        self.day = columns["day"]
        self.today = columns["today"]
        self.crowd_at = columns["crowd_at"]
        self.crowd = columns["crowd"]
        self.crowd_sum = columns["crowd_sum"]
        self.least = columns["least"]
        self.second = columns["second"]
        self.touched = columns["touched"]


class Schedule:
    """What is known to happen, sorted by time, kind and subject; the last row is at FOREVER."""

    __slots__ = ("kind", "subject", "time")

    def __init__(self, columns: Columns) -> None:
        self.time = columns["time"]
        self.kind = columns["kind"]
        self.subject = columns["subject"]


def doubled(column: Column) -> Column:
    """The column with twice as many rows; what the new ones hold means nothing."""
    if isinstance(column, list):
        return column * 2
    return array("q", bytes(column)) * 2  # compiled: a memoryview


def kept(column: Column, size: int) -> array[int]:
    """The first rows of the column, for those outside."""
    if isinstance(column, list):
        return array("q", column[:size])
    return array("q", bytes(column))[:size]  # compiled: a memoryview
