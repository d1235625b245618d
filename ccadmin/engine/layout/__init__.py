"""Lays a snapshot and its contacts out as the distributor's columns.

This is the one place that knows both the words of the engine and the numbers of `acd/`. Rows that
belong together lie side by side: an agent's memberships, a group's tiers, a tier's ready slots.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Final

from ccadmin.acd import codes, draws
from ccadmin.engine.layout.groups import group_columns, tiers_per_group
from ccadmin.engine.layout.people import (
    agent_columns,
    days_kept,
    member_columns,
    memberships_of,
    pool_columns,
    roster,
)
from ccadmin.engine.layout.soundness import check_contacts, check_lengths, check_snapshot
from ccadmin.engine.layout.storage import blank, column, given, growing, made
from ccadmin.engine.layout.timetable import schedule_columns
from ccadmin.vocabulary import Strategy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.acd.loading import Build
    from ccadmin.engine import Contacts, Options, Snapshot
    from ccadmin.engine.layout.people import Membership
    from ccadmin.engine.layout.storage import Column

GIVEN: Final = ("arrived", "group", "talk", "patience", "wrap_up", "priority")
VISIT: Final = ("contact", "group", "joined", "left", "reason")
EVENT: Final = ("time", "kind", "contact", "group", "agent")
PLACE: Final = ("contact", "group", "line", "newcomer", "link")
NODE: Final = ("major", "minor", "row", "child", "sibling", "previous")
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
    "device": 0,
    "ring": 0,
    "offers": 0,
    "misses": 0,
    "talks": 0,
}
"""A contact's outcome before anything happened to it, and after, if the horizon comes first."""


def lay_out(
    build: Build, snapshot: Snapshot, contacts: Contacts, options: Options
) -> tuple[Any, dict[str, Column]]:
    """The floor, ready to run, and the columns in which it will leave what becomes of contacts.

    Raises:
        RuleError: the snapshot or the contacts hold what cannot be.
    """
    check_snapshot(snapshot)
    intake, contact_columns = take_in(build, snapshot, contacts)
    memberships = memberships_of(snapshot)
    pools, pool_of = pool_columns(memberships)
    groups, last_start = group_columns(snapshot, memberships)
    results = {
        name: blank(build, len(contacts.arrived), value) for name, value in UNDECIDED.items()
    }
    columns = build.columns
    people = agent_columns(snapshot, memberships, intake.first)
    floor = build.floor.Floor(
        contacts=contact_columns,
        results=columns.Results(results),
        agents=columns.Agents(made(build, people)),
        members=columns.Members(made(build, member_columns(snapshot, memberships, pool_of))),
        pools=columns.Pools(made(build, pools)),
        groups=columns.Groups(made(build, groups)),
        schedule=columns.Schedule(made(build, schedule_columns(snapshot))),
        agenda=build.agenda.Agenda(agenda_columns(build, snapshot, memberships)),
        room=room(build, sum(number + 1 for number in tiers_per_group(snapshot))),
        visits=build.records.Visits(growing(build, VISIT)),
        log=build.records.Log(growing(build, EVENT)),
        columns={
            "ready": blank(build, len(memberships)),
            "roster": column(build, roster(memberships)),
            "bucket": blank(
                build, sum(days_kept(group) * len(group.members) for group in snapshot.groups)
            ),
            "last_start": column(build, last_start),
            "freed": blank(build, len(snapshot.agents)),
            "touched": blank(build, len(snapshot.groups)),
        },
        seed=options.seed & draws.MASK,
        start=intake.first,
        until=codes.FOREVER if options.until is None else min(options.until, codes.FOREVER),
        logging=options.log,
    )
    build.loop.begin(floor)
    return floor, results


def take_in(build: Build, snapshot: Snapshot, contacts: Contacts) -> tuple[Any, Any]:
    """What a look through the contacts found, and their columns, sorted if need be by `order`."""
    check_lengths(contacts)
    nothing = column(build, ())
    columns = {name: given(build, name, getattr(contacts, name)) for name in GIVEN}
    unsorted = build.columns.Contacts(columns | {"order": nothing, "key": array("Q")})
    intake = build.intake.look_through(unsorted, len(snapshot.groups))
    check_contacts(snapshot, contacts, intake)
    if not intake.in_order:
        arrived = columns["arrived"]
        columns["order"] = column(build, sorted(range(len(arrived)), key=arrived.__getitem__))
    key = keys(build, snapshot, contacts)
    return intake, build.columns.Contacts({"order": nothing} | columns | {"key": key})


def keys(build: Build, snapshot: Snapshot, contacts: Contacts) -> Column:
    """What the draws of each contact are keyed by; empty where no group draws."""
    if all(group.strategy is not Strategy.RANDOM for group in snapshot.groups):
        return array("Q")
    drawn: Column
    if contacts.ids is None:
        drawn = build.draws.keys_of_rows(len(contacts.arrived))
    else:
        drawn = build.draws.keys_of_texts(contacts.ids)
    return drawn


def agenda_columns(
    build: Build, snapshot: Snapshot, memberships: Sequence[Membership]
) -> dict[str, Column]:
    """Room for an entry of every agent and of every membership, and three that are always empty."""
    most = len(snapshot.agents) + len(memberships) + 3
    return {"time": blank(build, most, codes.FOREVER), "what": blank(build, most)}


def room(build: Build, lines: int) -> Any:
    """An empty waiting room."""
    places = growing(build, PLACE)
    places["root"] = blank(build, lines, codes.NONE)
    forest = build.forest.Forest
    return build.places.Room(forest(growing(build, NODE)), forest(growing(build, NODE)), places)
