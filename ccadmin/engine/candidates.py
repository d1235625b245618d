"""Who would take a call at one instant, and why not the others.

The floor is brought to that instant by its schedule and by what is known to have been answered,
and then asked for the very keys that a simulation compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.acd import codes, counters, loading, schedule, witness
from ccadmin.acd import ranking as order
from ccadmin.engine import (
    TESTS,
    UNLIMITED,
    UNSET,
    Candidate,
    Contacts,
    History,
    Options,
    Ranking,
)
from ccadmin.engine.layout import lay_out
from ccadmin.vocabulary import Reason, Scope

if TYPE_CHECKING:
    from collections.abc import Collection

    from ccadmin.engine import Call, Group, Snapshot

CALL: Final = 0
"""The row of the call in question, the only contact."""
TALK_ENDED: Final = 1
RELEASED: Final = 2
ANSWERED: Final = 7
"""What a history tells, numbered as the classes at one instant; the schedule is class 3."""
NOTHING: Final = History((), (), (), (), ())


def ranking(  # noqa: PLR0913 - as `engine.rank`, which documents it
    snapshot: Snapshot,
    group: int,
    at: int,
    *,
    call: Call,
    history: History | None,
    unavailable: Collection[int],
) -> Ranking:
    """Who would take the call, as a list of candidates in the total order."""
    past = NOTHING if history is None else history
    floor = opened(snapshot, past, group=group, at=at, call=call)
    seats = {
        (floor.members.agent[seat], floor.members.group[seat]): seat
        for seat in range(len(floor.members.agent))
    }
    replay(floor, past, seats, at)
    take_in_hand(floor, snapshot, past, seats, at)
    for agent in unavailable:
        floor.agents.on_break[agent] = 1
    tiers = open_tiers(snapshot.groups[group], waited=call.waited)
    candidates = []
    for member in snapshot.groups[group].members:
        seat = seats[member.agent, group]
        failing = witness.first_failing(floor, seat, codes.NONE, codes.NONE, tiers)
        candidate = Candidate(
            member=member,
            key=witness.key(floor, CALL, seat, codes.NONE, codes.NONE),
            since=floor.agents.since[member.agent],
            excluded=TESTS[failing] or None,
        )
        candidates.append((standing(floor, seat, candidate), candidate))
    candidates.sort(key=lambda pair: pair[0])
    return Ranking(
        turned_away=turned_away(floor, group, at),
        candidates=tuple(candidate for _, candidate in candidates),
    )


def opened(snapshot: Snapshot, past: History, *, group: int, at: int, call: Call) -> Any:
    """The floor as its horizon begins, with the call in question as its only contact."""
    starts = [
        at,
        *(time for time in past.answered if time >= 0),
        *(shift.start for agent in snapshot.agents for shift in agent.shifts or ()),
        *(start for one in snapshot.groups for start, _ in one.open or ()),
        *(day for one in snapshot.groups for day in one.days),
    ]
    contact = Contacts(
        arrived=[min(starts)],
        group=[group],
        talk=[0],
        patience=[UNLIMITED],
        wrap_up=[UNSET],
        priority=[0],
        ids=[call.id] if call.id else None,
    )
    floor, _ = lay_out(loading.interpreted(), snapshot, contact, Options(seed=call.seed))
    return floor


def replay(floor: Any, past: History, seats: dict[tuple[int, int], int], at: int) -> None:
    """Let the schedule and the history pass, up to and including the instant."""
    deeds = []
    for row, answered in enumerate(past.answered):
        if past.agent[row] >= 0 and answered >= 0:
            ended = past.ended[row]
            deeds.append((answered, ANSWERED, row))
            deeds.append((ended, TALK_ENDED, row))
            deeds.append((ended + past.wrap_up[row], RELEASED, row))
    for time, kind, row in sorted(deeds):
        if time > at:
            break
        let_pass(floor, time, inclusive=kind == ANSWERED)
        agent = past.agent[row]
        seat = seats.get((agent, past.group[row]))
        if kind == RELEASED:
            floor.agents.since[agent] = time
            floor.agents.served[agent] = 1
        elif seat is not None and kind == ANSWERED:
            order.offered(floor, seat)
            counters.count(floor, codes.CALL_COUNT, seat, 1)
        elif seat is not None:
            talk = past.ended[row] - past.answered[row]
            counters.count(floor, codes.CALL_DURATION, seat, talk)
    let_pass(floor, at, inclusive=True)


def let_pass(floor: Any, until: int, *, inclusive: bool) -> None:
    """Let the schedule happen up to an instant."""
    while floor.schedule.time[floor.turns] < until + inclusive:
        floor.now = floor.schedule.time[floor.turns]
        schedule.turn(floor)


def take_in_hand(
    floor: Any, snapshot: Snapshot, past: History, seats: dict[tuple[int, int], int], at: int
) -> None:
    """Let people talk, and wrap up, as the history has it at that instant."""
    for row, answered in enumerate(past.answered):
        agent, group = past.agent[row], past.group[row]
        if agent < 0 or not 0 <= answered <= at < past.ended[row] + past.wrap_up[row]:
            continue
        seat = seats.get((agent, group))
        only_there = group >= 0 and snapshot.groups[group].wrap_up_scope is Scope.GROUP
        if at < past.ended[row]:
            floor.agents.calls[agent] += 1
        elif not only_there:
            floor.agents.hindrances[agent] += 1
        elif seat is not None:
            floor.members.blocked[seat] += 1


def open_tiers(group: Group, *, waited: int) -> int:
    """How many of the group's tiers are open to a call that has waited so long, in ms."""
    tiers = {member.tier for member in group.members}
    return sum((tier - 1) * group.tier_wait <= waited for tier in tiers)


def standing(floor: Any, seat: int, candidate: Candidate) -> tuple[int, int, int, int]:
    """The total order: tier, strategy key, longest idle, position and agent id."""
    return candidate.member.tier, candidate.key, candidate.since, floor.members.standing[seat]


def turned_away(floor: Any, group: int, at: int) -> Reason | None:
    """Why the group lets nobody in at that instant, by the tests at its door."""
    groups = floor.groups
    if groups.disabled[group]:
        return Reason.GROUP_DISABLED
    if not groups.open[group]:
        return Reason.CLOSED
    if groups.staffed_calls[group] == 0 and floor.last_call_start[groups.day[group]] <= at:
        return Reason.NOBODY_STAFFED
    return None
