"""Lays a snapshot and its contacts out as the distributor's columns.

This is the one place that knows both the words of the engine and the numbers of `acd/`. Rows that
belong together lie side by side: an agent's memberships, a group's tiers, a tier's ready slots.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Final

from ccadmin.acd import codes, draws
from ccadmin.engine.layout.groups import group_columns, last_starts
from ccadmin.engine.layout.kinds import kinds_of
from ccadmin.engine.layout.people import (
    agent_columns,
    days_kept,
    member_columns,
    memberships_of,
    pool_columns,
    roster,
)
from ccadmin.engine.layout.skills import need_columns, proficiencies
from ccadmin.engine.layout.soundness import (
    check_contacts,
    check_lengths,
    check_snapshot,
    check_watched,
)
from ccadmin.engine.layout.storage import FIRST_ROOM, blank, column, given, growing, made
from ccadmin.engine.layout.timetable import schedule_columns
from ccadmin.vocabulary import Strategy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.acd.loading import Build
    from ccadmin.engine import Contacts, Options, Snapshot
    from ccadmin.engine.layout.storage import Column

GIVEN: Final = dict.fromkeys(("arrived", "group", "talk", "patience", "wrap_up", "priority"), "q")
OPTIONAL: Final = {"channel": "b", "needs": "i", "level": "b", "silent_after": "q"}
"""The typecodes of the contacts' columns: those that all have, and those that may be absent."""
VISIT: Final = {
    "contact": "i",
    "group": "i",
    "joined": "q",
    "left": "q",
    "reason": "b",
    "answered": "q",
    "agent": "i",
    "wrap_up": "q",
    "ring": "q",
    "device": "b",
}
RING: Final = {
    "contact": "i",
    "group": "i",
    "agent": "i",
    "started": "q",
    "ended": "q",
    "result": "b",
}
EVENT: Final = {
    "time": "q",
    "kind": "b",
    "contact": "i",
    "group": "i",
    "agent": "i",
    "detail": "q",
}
DECISION: Final = {
    "time": "q",
    "kind": "b",
    "group": "i",
    "agent": "i",
    "rival": "i",
    "rival_group": "i",
    "tiers": "i",
    "waiting": "q",
    "first": "q",
    "event": "q",
}
CANDIDATE: Final = {"agent": "i", "excluded": "b", "key": "q", "since": "q", "standing": "i"}
"""The typecodes of the tables that a run writes."""
PLACE: Final = {
    "contact": "i",
    "group": "i",
    "line": "i",
    "newcomer": "b",
    "link": "i",
    "kind": "b",
    "tiers": "i",
    "needs": "i",
    "steps": "i",
    "offers": "i",
    "ringing": "i",
    "rung_at": "q",
    "tried": "i",
    "member_tried": "i",
    "next_tried": "i",
}
LINE: Final = dict.fromkeys(
    ("root", "group", "tiers", "needs", "owner", "following", "previous"), "i"
) | {"kind": "b"}
ENTRY: Final = {"time": "q", "kind": "b", "subject": "i", "member": "i", "following": "i"}
NODE: Final = {"major": "q", "minor": "q"} | dict.fromkeys(
    ("row", "child", "sibling", "previous"), "i"
)
AGENT: Final = dict.fromkeys(
    ("first_member", "ringing", "hindrances", "calls", "chats", "flags"), "i"
) | dict.fromkeys(
    ("on_shift", "on_break", "served", "freed", "shared", "counts_calls", "counts_talk"), "b"
)
MEMBER: Final = dict.fromkeys(
    (
        "agent",
        "group",
        "first_kind",
        "pool",
        "depth",
        "standing",
        "most_calls",
        "most_chats",
        "blocked",
        "bucket",
        "ringing",
        "listed",
    ),
    "i",
) | dict.fromkeys(
    ("kind", "kinds", "device", "enabled", "disabled", "counted", "varies", "falls", "enlisted"),
    "b",
)
POOL: Final = dict.fromkeys(("first", "end", "front", "listed", "tier", "tier_row"), "i")
"""The typecodes of what is touched all the time: narrow columns find room nearer to the processor."""
SHEETS_AN_AGENT: Final = 4
"""Agents who are always busy have as many ends ahead as they are: this is so many rounds of them."""
THINNER: Final = 2
"""Fewer wait than are served, so that their pages are longer by that power of two."""
UNDECIDED: Final = {
    "outcome": ("b", codes.WAITING),
    "reason": ("b", codes.HORIZON),
    "first_group": ("i", codes.NONE),
    "last_group": ("i", codes.NONE),
    "joined": ("q", codes.NONE),
    "answered": ("q", codes.NONE),
    "ended": ("q", codes.NONE),
    "agent": ("i", codes.NONE),
    "wrap_up": ("q", 0),
    "hops": ("b", 0),
    "device": ("b", 0),
    "ring": ("q", 0),
    "offers": ("i", 0),
    "misses": ("i", 0),
    "talks": ("b", 0),
}
"""The typecodes of the outcomes, and a contact's outcome before anything happened to it, and after,
if the horizon comes first."""


def lay_out(
    build: Build, snapshot: Snapshot, contacts: Contacts, options: Options
) -> tuple[Any, dict[str, Column]]:
    """The floor, ready to run, and the columns in which it will leave what becomes of contacts.

    Raises:
        RuleError: the snapshot or the contacts hold what cannot be.
    """
    check_snapshot(snapshot)
    check_watched(contacts, options.explain)
    entered = blank(build, codes.KINDS * len(snapshot.groups))
    intake, contact_columns, order = take_in(build, snapshot, contacts, entered)
    kinds = kinds_of(snapshot, entered)
    memberships = memberships_of(snapshot, kinds)
    pools, pool_of = pool_columns(memberships)
    first_days, last_call_start, last_start = last_starts(snapshot, memberships)
    results = {
        name: blank(build, len(contacts.arrived), value, code)
        for name, (code, value) in UNDECIDED.items()
    }
    watched = codes.NONE if options.explain is None else options.explain
    columns = build.columns
    sheets = 1 << (SHEETS_AN_AGENT * len(snapshot.agents)).bit_length()
    width = page_width(contacts, order, intake.work, sheets)
    people = agent_columns(snapshot, memberships, intake.first)
    seats = made(build, member_columns(snapshot, memberships, pool_of, kinds), MEMBER)
    floor = build.floor.Floor(
        contacts=contact_columns,
        results=columns.Results(results),
        agents=columns.Agents(made(build, people, AGENT)),
        members=columns.Members(seats),
        terms=columns.Terms(seats),
        pools=columns.Pools(made(build, pools, POOL)),
        groups=columns.Groups(made(build, group_columns(snapshot, kinds, first_days))),
        schedule=columns.Schedule(made(build, schedule_columns(snapshot))),
        agenda=diary(build, width, sheets),
        silences=diary(build, width, sheets),
        room=room(build, diary(build, width + THINNER, sheets)),
        needs=needs(build, snapshot, contacts),
        visits=build.records.Visits(growing(build, VISIT)),
        rings=build.records.Rings(growing(build, RING)),
        log=build.records.Log(growing(build, EVENT)),
        decisions=build.records.Decisions(growing(build, DECISION)),
        candidates=build.records.Candidates(growing(build, CANDIDATE)),
        columns={
            "roster": column(build, roster(memberships)),
            "bucket": blank(
                build, sum(days_kept(snapshot.groups[row.group]) for row in memberships)
            ),
            "last_start": column(build, last_start),
            "last_call_start": column(build, last_call_start),
            "freed": blank(build, len(snapshot.agents)),
            "touched": blank(build, len(snapshot.groups)),
        },
        seed=options.seed & draws.MASK,
        start=intake.first,
        until=codes.FOREVER if options.until is None else min(options.until, codes.FOREVER),
        logging=options.log or watched != codes.NONE,
        watched=watched,
        only=codes.NONE if options.log else watched,
        cross_channel=snapshot.cross_channel,
    )
    build.loop.begin(floor)
    return floor, results


def take_in(
    build: Build, snapshot: Snapshot, contacts: Contacts, entered: Column
) -> tuple[Any, Any, Column]:
    """What a look through the contacts found, their columns, and their order if that is not the rows'."""
    check_lengths(contacts)
    order = column(build, ())
    columns = {
        name: given(build, name, getattr(contacts, name), code) for name, code in GIVEN.items()
    }
    for name, code in OPTIONAL.items():
        values = getattr(contacts, name)
        columns[name] = given(build, name, () if values is None else values, code)
    unsorted = build.columns.Contacts(columns | {"order": order, "key": array("Q")})
    groups, sets = len(snapshot.groups), len(contacts.requirements)
    intake = build.intake.look_through(unsorted, groups, sets, entered)
    check_contacts(snapshot, contacts, intake)
    if not intake.in_order:
        arrived = columns["arrived"]
        order = column(build, sorted(range(len(arrived)), key=arrived.__getitem__))
    key = keys(build, snapshot, contacts)
    return intake, build.columns.Contacts(columns | {"order": order, "key": key}), order


def keys(build: Build, snapshot: Snapshot, contacts: Contacts) -> Column:
    """What the draws of each contact are keyed by; empty where that is its row, or no group draws."""
    draws_lots = any(group.strategy is Strategy.RANDOM for group in snapshot.groups)
    if contacts.ids is None or not draws_lots:
        return array("Q")
    drawn: Column = build.draws.keys_of_texts(contacts.ids)
    return drawn


def page_width(contacts: Contacts, order: Sequence[int], work: int, sheets: int) -> int:
    """How long a page is, as a power of two, for contacts that are so much work in ms.

    It is as long as from one contact to the next, so that hardly more than one ends on it: that is taken
    from the middle half of the contacts, lest one that came years before the others count. And the round
    is long enough for what a contact takes, even where nobody has to wait.
    """
    count = len(contacts.arrived)
    if not count:
        return 0
    early, late = count // 4, 3 * count // 4
    if order:
        early, late = order[early], order[late]
    gap = 2 * int(contacts.arrived[late] - contacts.arrived[early]) // count
    share = SHEETS_AN_AGENT * work // (count * sheets)
    return max(gap, share, 1).bit_length()


def diary(build: Build, width: int, sheets: int) -> Any:
    """An empty diary; what is not in use is at FOREVER."""
    rows = growing(build, ENTRY) | {"time": blank(build, FIRST_ROOM, codes.FOREVER)}
    return build.diary.Diary(rows, blank(build, sheets, codes.NONE, "i"), width)


def room(build: Build, timers: Any) -> Any:
    """An empty waiting room."""
    return build.places.Room(
        build.forest.Forest(growing(build, NODE)),
        timers,
        build.lines.Lines(growing(build, LINE) | {"shown": blank(build, codes.FLAGS, code="i")}),
        growing(build, PLACE),
    )


def needs(build: Build, snapshot: Snapshot, contacts: Contacts) -> Any:
    """What contacts require and agents hold; nothing of it where no contact requires a skill."""
    columns = made(build, need_columns(contacts.requirements))
    held: Sequence[int] = proficiencies(snapshot) if contacts.requirements else ()
    columns["proficiency"] = column(build, held, "b")
    return build.needs.Needs(columns, len(snapshot.skills))
