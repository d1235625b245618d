"""Lays a snapshot and its contacts out as the distributor's columns.

This is the one place that knows both the words of the engine and the numbers of `acd/`. Rows that
belong together lie side by side: an agent's memberships, a group's tiers, a tier's ready slots.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ccadmin.acd import codes, draws
from ccadmin.vocabulary import (
    AtClosing,
    LateJoiner,
    Order,
    OverflowAction,
    Scope,
    Status,
    Strategy,
    Trigger,
    Window,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ccadmin.acd.loading import Build
    from ccadmin.engine import Agent, Contacts, Group, Member, Options, Snapshot

    Column: TypeAlias = Sequence[int]

STRATEGIES: Final = tuple(Strategy)
WINDOWS: Final = tuple(Window)
LATE_JOINERS: Final = tuple(LateJoiner)
ACTIONS: Final = tuple(OverflowAction)
COUNTED: Final = (Strategy.CALL_COUNT, Strategy.CALL_DURATION)
FIRST_ROOM: Final = 64
"""Places in the waiting room, and rows of the log, at first; both double whenever they are full."""
STANDING: Final = (
    "waiting",
    "newcomers",
    "staffed",
    "today",
    "crowd",
    "crowd_sum",
    "least",
    "second",
    "touched",
)
"""The columns of groups that say how they stand, all 0 at first."""
BYTES: Final = 8
LONG_AGO: Final = -codes.FOREVER


@dataclass(frozen=True, slots=True)
class Membership:
    """One member and where the distributor keeps it: its group, and its tier's number there."""

    group: int
    member: Member
    standing: int
    depth: int
    enabled: bool


def lay_out(
    build: Build, snapshot: Snapshot, contacts: Contacts, options: Options
) -> tuple[Any, dict[str, Column]]:
    """The floor, ready to run, and the columns in which it will leave what becomes of contacts."""
    memberships = [
        row for group in range(len(snapshot.groups)) for row in members_of(snapshot, group)
    ]
    memberships.sort(key=lambda row: row.member.agent)
    results = {
        name: blank(build, len(contacts.arrived), value) for name, value in UNDECIDED.items()
    }
    start = min(contacts.arrived, default=0)
    pools, pool_of = pool_columns(memberships)
    columns = member_columns(snapshot, memberships, pool_of)
    groups, last_start = group_columns(snapshot, memberships)
    floor = build.floor.Floor(
        contacts=build.columns.Contacts(contact_columns(build, snapshot, contacts)),
        results=build.columns.Results(results),
        agents=build.columns.Agents(made(build, agent_columns(snapshot, memberships, start))),
        members=build.columns.Members(made(build, columns)),
        pools=build.columns.Pools(made(build, pools)),
        groups=build.columns.Groups(made(build, groups)),
        schedule=build.columns.Schedule(made(build, schedule_columns(snapshot))),
        agenda=build.agenda.Agenda(agenda_columns(build, snapshot, memberships)),
        room=room(build, sum(depths + 1 for depths in tiers_per_group(snapshot))),
        visits=build.records.Visits(rows(build, ("contact", "group", "joined", "left", "reason"))),
        log=build.records.Log(rows(build, ("time", "kind", "contact", "group", "agent"))),
        columns={
            "ready": blank(build, len(memberships)),
            "roster": column(build, roster(memberships)),
            "bucket": blank(build, sum(days_kept(snapshot, row) for row in memberships)),
            "last_start": column(build, last_start),
            "freed": blank(build, len(snapshot.agents)),
            "touched": blank(build, len(snapshot.groups)),
        },
        seed=options.seed & draws.MASK,
        start=start,
        until=codes.FOREVER if options.until is None else options.until,
        logging=options.log,
    )
    build.loop.begin(floor)
    return floor, results


UNDECIDED: Final = {
    "outcome": codes.WAITING,
    "reason": codes.HORIZON,
    "first_group": codes.NONE,
    "last_group": codes.NONE,
    "joined": codes.NONE,
    "answered": codes.NONE,
    "ended": codes.NONE,
    "agent": codes.NONE,
    "wrap_up": 0,
    "hops": 0,
}
"""A contact's outcome before anything happened to it, and after, if the horizon comes first."""


def contact_columns(build: Build, snapshot: Snapshot, contacts: Contacts) -> dict[str, Column]:
    """What is given of each contact; sorted by arrival through `order`, if need be."""
    arrived = contacts.arrived
    in_order = all(one <= other for one, other in pairwise(arrived))
    order = () if in_order else sorted(range(len(arrived)), key=arrived.__getitem__)
    key: Column = column(build, ())
    if any(group.strategy is Strategy.RANDOM for group in snapshot.groups):
        key = (
            build.draws.keys_of_rows(len(arrived))
            if contacts.ids is None
            else draws.keys_of_texts(contacts.ids)
        )
    else:
        key = array("Q")
    return {
        "arrived": column(build, arrived),
        "group": column(build, contacts.group),
        "talk": column(build, contacts.talk),
        "patience": column(build, contacts.patience),
        "wrap_up": column(build, contacts.wrap_up),
        "priority": column(build, contacts.priority),
        "order": column(build, order),
        "key": key,
    }


def agent_columns(
    snapshot: Snapshot, memberships: Sequence[Membership], start: int
) -> dict[str, list[int]]:
    """The people, of whom those without hours are on duty from the beginning."""
    count = len(snapshot.agents)
    held = [0] * count
    for row in memberships:
        held[row.member.agent] += 1
    return {
        "id": [agent.id for agent in snapshot.agents],
        "first_member": list(accumulate(held, initial=0)),
        "on_shift": [int(agent.shifts is None) for agent in snapshot.agents],
        "hand": [codes.FREE] * count,
        "contact": [codes.NONE] * count,
        "member": [codes.NONE] * count,
        "since": [start] * count,
        "served": [0] * count,
        "freed": [0] * count,
    }


def member_columns(
    snapshot: Snapshot,
    memberships: Sequence[Membership],
    pool_of: Mapping[tuple[int, int], int],
) -> dict[str, list[int]]:
    """The memberships, in the order of their agents."""
    count = len(memberships)
    kept = [days_kept(snapshot, row) for row in memberships]
    return {
        "agent": [row.member.agent for row in memberships],
        "group": [row.group for row in memberships],
        "pool": [pool_of[row.group, row.depth] for row in memberships],
        "depth": [row.depth for row in memberships],
        "standing": [row.standing for row in memberships],
        "weight": [row.member.weight for row in memberships],
        "wrap_up": [
            snapshot.groups[row.group].wrap_up if row.member.wrap_up is None else row.member.wrap_up
            for row in memberships
        ],
        "enabled": [int(row.enabled) for row in memberships],
        "blocked": [0] * count,
        "key": [0] * count,
        "since": [0] * count,
        "slot": [codes.NONE] * count,
        "counter": [0] * count,
        "bucket": list(accumulate(kept, initial=0))[:-1],
    }


def pool_columns(
    memberships: Sequence[Membership],
) -> tuple[dict[str, list[int]], dict[tuple[int, int], int]]:
    """The tiers of all groups, and the row of each by group and depth."""
    tiers = sorted({(row.group, row.depth, row.member.tier) for row in memberships})
    row_of = {(group, depth): row for row, (group, depth, _) in enumerate(tiers)}
    sizes = [0] * len(tiers)
    for row in memberships:
        sizes[row_of[row.group, row.depth]] += 1
    columns = {
        "first": list(accumulate(sizes, initial=0))[:-1],
        "tier": [tier for _, _, tier in tiers],
        "ready": [0] * len(tiers),
        "turn": [codes.NONE] * len(tiers),
        "lap": [0] * len(tiers),
    }
    return columns, row_of


def group_columns(
    snapshot: Snapshot, memberships: Sequence[Membership]
) -> tuple[dict[str, list[int]], list[int]]:
    """The groups, and for each of their days when the last member's shift starts."""
    groups = snapshot.groups
    count = len(groups)
    tiers = tiers_per_group(snapshot)
    starts = last_starts(snapshot, memberships)
    rules = {
        "strategy": [STRATEGIES.index(group.strategy) for group in groups],
        "disabled": [int(group.status is Status.DISABLED) for group in groups],
        "weight": [group.weight for group in groups],
        "age_point": [group.age_point if group.order is Order.AGEING else 0 for group in groups],
        "tier_wait": [group.tier_wait for group in groups],
        "window": [window_code(group) for group in groups],
        "days": [window_days(group) for group in groups],
        "per_agent": [int(group.scope is Scope.AGENT) for group in groups],
        "late_joiner": [LATE_JOINERS.index(group.late_joiner) for group in groups],
        "max_waiting": [limit(group.max_waiting) for group in groups],
        "max_wait": [limit(group.max_wait) for group in groups],
        "action": [action for group in groups for action, _ in overflows(group)],
        "target": [target for group in groups for _, target in overflows(group)],
        "wrap_up_per_group": [int(group.wrap_up_scope is Scope.GROUP) for group in groups],
        "leave": [int(group.at_closing is AtClosing.LEAVE) for group in groups],
        "first_pool": list(accumulate(tiers, initial=0)),
        "first_member": list(accumulate((len(group.members) for group in groups), initial=0)),
        "first_line": list(accumulate((number + 1 for number in tiers), initial=0)),
        "open": [int(group.open is None) for group in groups],
        "day": list(accumulate((len(days) for days in starts), initial=0))[:-1],
        "crowd_at": [LONG_AGO] * count,
    }
    standing = {name: [0] * count for name in STANDING}
    return rules | standing, [start for days in starts for start in days]


def schedule_columns(snapshot: Snapshot) -> dict[str, list[int]]:
    """Everything that is known to happen, in order."""
    rows = sorted(scheduled(snapshot))
    rows.append((codes.FOREVER, codes.DAY_TURNS, codes.NONE))
    return {
        "time": [time for time, _, _ in rows],
        "kind": [kind for _, kind, _ in rows],
        "subject": [subject for _, _, subject in rows],
    }


def scheduled(snapshot: Snapshot) -> Iterator[tuple[int, int, int]]:
    """Turns of days, shifts and openings, each as time, kind and subject."""
    for index, agent in enumerate(snapshot.agents):
        for start, end, opens in duties(agent):
            yield start, codes.SHIFT_OPENS if opens else codes.SHIFT_RESUMES, index
            yield end, codes.SHIFT_ENDS, index
    for index, group in enumerate(snapshot.groups):
        for day in group.days:
            yield day, codes.DAY_TURNS, index
        for start, end in openings(group):
            yield start, codes.GROUP_OPENS, index
            yield end, codes.GROUP_CLOSES, index


def duties(agent: Agent) -> Iterator[tuple[int, int, bool]]:
    """The agent's times on duty as start, end and whether a shift opens; what touches is one."""
    held: tuple[int, int, bool] | None = None
    for shift in agent.shifts or ():
        if held and held[1] == shift.start and not shift.opens:
            held = (held[0], shift.end, held[2])
            continue
        if held:
            yield held
        held = (shift.start, shift.end, shift.opens)
    if held:
        yield held


def openings(group: Group) -> Iterator[tuple[int, int]]:
    """The group's open intervals; those that touch are one."""
    held: tuple[int, int] | None = None
    for start, end in group.open or ():
        if held and held[1] == start:
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held


def last_starts(snapshot: Snapshot, memberships: Sequence[Membership]) -> list[list[int]]:
    """For each group and local day (the first is before all others) the last start of a shift."""
    latest = [[LONG_AGO] * (len(group.days) + 1) for group in snapshot.groups]
    for row in memberships:
        if row.enabled:
            days = snapshot.groups[row.group].days
            for shift in snapshot.agents[row.member.agent].shifts or ():
                day = bisect_right(days, shift.start)
                latest[row.group][day] = max(latest[row.group][day], shift.start)
    return latest


def members_of(snapshot: Snapshot, index: int) -> Iterator[Membership]:
    """The memberships of one group."""
    group = snapshot.groups[index]
    agents = snapshot.agents
    tiers = sorted({member.tier for member in group.members})
    by_position = sorted(
        group.members, key=lambda member: (member.position, agents[member.agent].id)
    )
    for standing, member in enumerate(by_position):
        enabled = member.status is Status.ENABLED and agents[member.agent].takes_calls
        yield Membership(index, member, standing, tiers.index(member.tier), enabled)


def roster(memberships: Sequence[Membership]) -> list[int]:
    """The rows of the memberships, group by group."""
    return sorted(range(len(memberships)), key=lambda row: memberships[row].group)


def tiers_per_group(snapshot: Snapshot) -> list[int]:
    """How many tiers each group has."""
    return [len({member.tier for member in group.members}) for group in snapshot.groups]


def overflows(group: Group) -> Iterator[tuple[int, int]]:
    """Action and target for each trigger, in their order; what is not said hangs up."""
    for trigger in Trigger:
        rule = group.overflow.get(trigger)
        if rule is None:
            yield ACTIONS.index(OverflowAction.HANG_UP), codes.NONE
        else:
            yield ACTIONS.index(rule.action), codes.NONE if rule.group is None else rule.group


def window_code(group: Group) -> int:
    """The window's number; a day is a rolling window of one."""
    window = Window.ROLLING if group.window is Window.DAY else group.window
    return WINDOWS.index(window)


def window_days(group: Group) -> int:
    """How many days a window keeps apart."""
    return group.window_days if group.window is Window.ROLLING else 1


def days_kept(snapshot: Snapshot, row: Membership) -> int:
    """How many buckets a membership's counter needs."""
    group = snapshot.groups[row.group]
    counted = group.strategy in COUNTED and window_code(group) == codes.ROLLING
    return window_days(group) if counted else 0


def limit(value: int | None) -> int:
    """A limit as the columns hold it."""
    return codes.NONE if value is None else value


def agenda_columns(
    build: Build, snapshot: Snapshot, memberships: Sequence[Membership]
) -> dict[str, Column]:
    """Room for an entry of every agent and of every membership, and one that is always empty."""
    most = len(snapshot.agents) + len(memberships) + 1
    return {"time": blank(build, most, codes.FOREVER), "what": blank(build, most)}


def room(build: Build, lines: int) -> Any:
    """An empty waiting room."""
    node = ("major", "minor", "row", "child", "sibling", "previous")
    places = rows(build, ("contact", "group", "line", "newcomer", "link"))
    places["root"] = blank(build, lines, codes.NONE)
    forest = build.forest.Forest
    return build.places.Room(forest(rows(build, node)), forest(rows(build, node)), places)


def rows(build: Build, names: Iterable[str]) -> dict[str, Column]:
    """Columns that grow as they fill."""
    return {name: blank(build, FIRST_ROOM) for name in names}


def made(build: Build, columns: Mapping[str, Sequence[int]]) -> dict[str, Column]:
    """Columns as the build keeps them."""
    return {name: column(build, values) for name, values in columns.items()}


def column(build: Build, values: Sequence[int]) -> Column:
    """Values as the build keeps them: a list, or 64-bit integers, shared where they are such."""
    if build.mode == "interpreted":
        return values if isinstance(values, list) else list(values)
    try:
        shared = memoryview(values)  # type: ignore[arg-type]  # whatever has no buffer is copied
    except TypeError:
        return array("q", values)
    is_fit = shared.format in ("q", "l") and shared.itemsize == BYTES and shared.c_contiguous
    return shared if is_fit and shared.ndim == 1 else array("q", values)


def blank(build: Build, count: int, value: int = 0) -> Column:
    """A column of so many equal values."""
    return [value] * count if build.mode == "interpreted" else array("q", [value]) * count
