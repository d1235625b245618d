"""The state of the distributor: named columns of integers, one class for each thing that has rows.

Interpreted, a column is a list; compiled, it is an array as wide as its values need. Nothing here
knows a name or a date. Times are ms, and a column that may hold nothing holds `NONE` there.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableSequence, Sequence

    Column: TypeAlias = MutableSequence[int]
    Columns: TypeAlias = Mapping[str, Column]


class Contacts:
    """What is given, a row a contact; `order` lists the rows by arrival, empty if they are so.

    `key` is what random draws are keyed by, empty where that is the row. `channel`, `needs`, `level`
    and `silent_after` are empty where no contact has any; whether some do is told by `are_mixed`,
    `need_skills`, `go_up` and `fall_silent`.
    """

    __slots__ = (
        "are_mixed",
        "arrived",
        "channel",
        "fall_silent",
        "go_up",
        "group",
        "key",
        "level",
        "need_skills",
        "needs",
        "order",
        "patience",
        "priority",
        "silent_after",
        "talk",
        "wrap_up",
    )

    def __init__(self, columns: Columns) -> None:
        self.arrived = columns["arrived"]
        self.group = columns["group"]
        self.talk = columns["talk"]
        self.patience = columns["patience"]
        self.wrap_up = columns["wrap_up"]
        self.priority = columns["priority"]
        self.channel = columns["channel"]
        self.needs = columns["needs"]
        self.level = columns["level"]
        self.silent_after = columns["silent_after"]
        self.order = columns["order"]
        self.key = columns["key"]
        self.are_mixed = len(columns["channel"]) > 0
        self.need_skills = len(columns["needs"]) > 0
        self.go_up = len(columns["level"]) > 0
        self.fall_silent = len(columns["silent_after"]) > 0


class Results:
    """What becomes of each contact, a row a contact; `ring` is how long the answered offer rang."""

    __slots__ = (
        "agent",
        "answered",
        "device",
        "ended",
        "first_group",
        "hops",
        "joined",
        "last_group",
        "misses",
        "offers",
        "outcome",
        "reason",
        "ring",
        "talks",
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
        self.device = columns["device"]
        self.ring = columns["ring"]
        self.offers = columns["offers"]
        self.misses = columns["misses"]
        self.talks = columns["talks"]


class Agents:
    """The people: memberships of agent a are rows first_member[a] to first_member[a + 1].

    In hand are `calls`, which is all that is no chat, and `chats`; `ringing` is the place of the
    contact that rings for the agent. `hindrances` counts all that keeps him from being offered anything:
    wrap-ups that keep him from every group, something that rings, a break, being off shift, and having
    become free before the offers of this instant.
    `shared` says that what they do in one membership counts in another; `counts_calls` and
    `counts_talk` say that some group of theirs counts that. `flags` are those that their groups show
    while somebody waits there.

    `since` is the last release, or for somebody who never served the start of the shift; `freed`
    marks those who became free at this instant and wait for the offers.
    """

    __slots__ = (
        "calls",
        "chats",
        "counts_calls",
        "counts_talk",
        "first_member",
        "flags",
        "freed",
        "hindrances",
        "id",
        "on_break",
        "on_shift",
        "ringing",
        "served",
        "shared",
        "since",
    )

    def __init__(self, columns: Columns) -> None:
        self.id = columns["id"]
        self.first_member = columns["first_member"]
        self.on_shift = columns["on_shift"]
        self.on_break = columns["on_break"]
        self.ringing = columns["ringing"]
        self.calls = columns["calls"]
        self.chats = columns["chats"]
        self.since = columns["since"]
        self.served = columns["served"]
        self.freed = columns["freed"]
        self.hindrances = columns["hindrances"]
        self.shared = columns["shared"]
        self.counts_calls = columns["counts_calls"]
        self.counts_talk = columns["counts_talk"]
        self.flags = columns["flags"]


class Members:
    """The memberships, an agent's side by side, with a row for each kind of work in the group.

    Here is what is looked at all the time, so that it lies side by side in memory; the rest of it are
    the `Terms`, with the same rows.

    `standing` is the place in the group by position, then agent id, from 0. `depth` counts the
    tiers below this one in the group, and `pool` is that tier. Whoever has fewer than `most_calls` and
    `most_chats` in hand may take more of its work, and nobody has fewer where it is not enabled.
    `kinds` rows are one membership.

    `key` is what the group's strategy compares as far as that depends on nobody else: a constant, or
    the counter. `varies` says that it is worked out anew each time, as a turn or a load. `falls` says
    that what is compared may get smaller while somebody is busy. `blocked` counts the wrap-ups that
    keep the agent from this group only.

    `enlisted` says that the pool lists the member as ready, as ranked by `major` and `minor`; the lists
    are in the slots of `listed`, of which each pool has its own.
    """

    __slots__ = (
        "agent",
        "blocked",
        "depth",
        "enlisted",
        "falls",
        "group",
        "key",
        "kind",
        "kinds",
        "listed",
        "major",
        "minor",
        "most_calls",
        "most_chats",
        "pool",
        "standing",
        "varies",
    )

    def __init__(self, columns: Columns) -> None:
        self.agent = columns["agent"]
        self.group = columns["group"]
        self.kind = columns["kind"]
        self.kinds = columns["kinds"]
        self.pool = columns["pool"]
        self.depth = columns["depth"]
        self.standing = columns["standing"]
        self.most_calls = columns["most_calls"]
        self.most_chats = columns["most_chats"]
        self.varies = columns["varies"]
        self.falls = columns["falls"]
        self.blocked = columns["blocked"]
        self.key = columns["key"]
        self.enlisted = columns["enlisted"]
        self.major = columns["major"]
        self.minor = columns["minor"]
        self.listed = columns["listed"]


class Terms:
    """What else a membership says, with the rows of `Members`.

    The rows of one membership begin with `first_kind`. `enabled` is false as well for people who take
    no calls, where the work is calls, and `disabled` says that the membership is; `counted` is whoever
    may take anything in this run. `capacity` is how many chats a full load is. An offer is picked up
    after `picks_up`, NONE if never, on `device`; else it rings for `rings_for`. `bucket` is the first
    day of the counter, and `ringing` chains those for whom the same contact rings.
    """

    __slots__ = (
        "bucket",
        "capacity",
        "counted",
        "device",
        "disabled",
        "enabled",
        "first_kind",
        "picks_up",
        "ringing",
        "rings_for",
        "weight",
        "wrap_up",
    )

    def __init__(self, columns: Columns) -> None:
        self.first_kind = columns["first_kind"]
        self.weight = columns["weight"]
        self.wrap_up = columns["wrap_up"]
        self.capacity = columns["capacity"]
        self.picks_up = columns["picks_up"]
        self.rings_for = columns["rings_for"]
        self.device = columns["device"]
        self.enabled = columns["enabled"]
        self.counted = columns["counted"]
        self.disabled = columns["disabled"]
        self.bucket = columns["bucket"]
        self.ringing = columns["ringing"]


class Pools:
    """One kind of work in one tier of one group, lower tiers first, with those listed as ready for it.

    These are listed[p] members, in the slots of `Members.listed` from front[p] on. The slots of a pool
    are those from first[p] to end[p], twice as many as it has members. Round-robin turns in
    each tier by itself, for all kinds of work together: in the row of the tier's first pool, which
    is `tier_row`, `turn` is the standing of the last one offered, `lap` counts the rounds.
    """

    __slots__ = ("end", "first", "front", "lap", "listed", "tier", "tier_row", "turn")

    def __init__(self, columns: Columns) -> None:
        self.first = columns["first"]
        self.end = columns["end"]
        self.front = columns["front"]
        self.tier = columns["tier"]
        self.tier_row = columns["tier_row"]
        self.listed = columns["listed"]
        self.turn = columns["turn"]
        self.lap = columns["lap"]


class Groups:
    """The groups, with what they are and how they stand.

    The rules are columns named as in the snapshot; `ageing` says that order is, and `action` and
    `target` have a row for each trigger of each group. Pools of group g are rows first_pool[g] to
    first_pool[g + 1], `kinds` for each tier, of which that for kind k comes at kind_row[3 g + k]: it
    is the one for the kind served_as[3 g + k], as paperwork may share that for calls. The first
    rows of its memberships are listed from first_member[g] in `Floor.roster`.
    `open_tiers` are open from the beginning. `first_line` chains the lines in which somebody waits.

    `waiting` counts those who wait, whether something rings for them or not; `staffed` and
    `staffed_calls` count the enabled members on shift. `crowd` to `second` describe the counters of
    those at the instant `crowd_at`. `day` is the row of today in `Floor.last_start`, `today` the
    bucket of it among `days`. `touched` marks groups that wait for the offers.
    """

    __slots__ = (
        "action",
        "age_point",
        "ageing",
        "break_length",
        "chat_open",
        "crowd",
        "crowd_at",
        "crowd_sum",
        "day",
        "days",
        "disabled",
        "escalates_to",
        "first_line",
        "first_member",
        "first_pool",
        "kind_row",
        "kinds",
        "late_joiner",
        "least",
        "leave",
        "max_wait",
        "max_waiting",
        "newcomers",
        "on_no_answer",
        "open",
        "open_tiers",
        "per_agent",
        "second",
        "served_as",
        "short_break",
        "silence",
        "skill_relax",
        "staffed",
        "staffed_calls",
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
        self.skill_relax = columns["skill_relax"]
        self.window = columns["window"]
        self.days = columns["days"]
        self.per_agent = columns["per_agent"]
        self.late_joiner = columns["late_joiner"]
        self.max_waiting = columns["max_waiting"]
        self.max_wait = columns["max_wait"]
        self.action = columns["action"]
        self.target = columns["target"]
        self.on_no_answer = columns["on_no_answer"]
        self.break_length = columns["break_length"]
        self.short_break = columns["short_break"]
        self.silence = columns["silence"]
        self.escalates_to = columns["escalates_to"]
        self.wrap_up_per_group = columns["wrap_up_per_group"]
        self.leave = columns["leave"]
        self.kinds = columns["kinds"]
        self.kind_row = columns["kind_row"]
        self.served_as = columns["served_as"]
        self.first_pool = columns["first_pool"]
        self.first_member = columns["first_member"]
        self.open_tiers = columns["open_tiers"]
        self.first_line = columns["first_line"]
        self.open = columns["open"]
        self.chat_open = columns["chat_open"]
        self.waiting = columns["waiting"]
        self.newcomers = columns["newcomers"]
        self.staffed = columns["staffed"]
        self.staffed_calls = columns["staffed_calls"]
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
    view = memoryview(column)  # type: ignore[arg-type]  # compiled, it has a buffer
    rows = array(view.format)
    rows.frombytes(view.cast("B"))
    rows.frombytes(view.cast("B"))
    return rows


def kept(column: Column, size: int) -> Sequence[int]:
    """The first rows of the column, for those outside."""
    if isinstance(column, list):
        return array("q", column[:size])
    return memoryview(column)[:size]  # type: ignore[arg-type]  # as above
