"""The call lists of `asterisk_observed.json`, replayed with settings that match.

What the peer calls by other names: its penalty is a tier, its `maxlen` the limit of the queue, its
`retry` a pause after a ring that nobody answered, which is part of the ring time here. Its clock ticks
once a second, and whoever has hung up is given the next call on the next tick: that is a second of
wrap-up, unless its own is longer. Callers whom nobody answered were watched for 75 s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ccadmin.engine import (
    NEVER,
    RING_RESULTS,
    UNSET,
    Agent,
    Contacts,
    Group,
    Member,
    Snapshot,
    simulate,
)
from ccadmin.vocabulary import NoAnswer, Strategy, Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CallList = dict[str, Any]
SECOND: Final = 1000
TICK: Final = 1
"""Seconds by which a wait or a ring may differ."""
STRATEGIES: Final = {
    "leastrecent": Strategy.LONGEST_IDLE,
    "fewestcalls": Strategy.CALL_COUNT,
    "rrmemory": Strategy.ROUND_ROBIN,
    "rrordered": Strategy.ROUND_ROBIN,
    "linear": Strategy.LINEAR,
}
HASHED: Final = {"leastrecent", "fewestcalls"}
"""The strategies that break ties by the members' hash: here the last of the list comes first."""
WATCHED: Final = re.compile(r"never-answered-in-(\d+)-s")
ALWAYS_WATCHED: Final = 75


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the engine made of one call; times in seconds from the start of the run.

    `agent` is the number of who answered it, or None; `wait` lasts until then or until nobody
    watched any longer; `missed_by` numbers those who let it ring out.
    """

    came: int
    agent: int | None
    wait: int
    ring: int
    talk: int
    missed_by: tuple[int, ...]


def replay(given: CallList, policy: NoAnswer) -> list[Replayed]:
    """The calls of a list, with that policy for whoever lets a call ring out."""
    contacts = contacts_of(given)
    outcomes = simulate(snapshot_of(given, policy), contacts)
    rings = outcomes.rings
    missed: list[list[int]] = [[] for _ in given["calls"]]
    for call, agent, result in zip(rings.contact, rings.agent, rings.result, strict=True):
        if RING_RESULTS[result] == "missed":
            missed[call].append(agent)
    rows = []
    for row, came in enumerate(contacts.arrived):
        answered = outcomes.answered[row]
        left = outcomes.ended[row] if answered == NEVER else answered
        rows.append(
            Replayed(
                came=came // SECOND,
                agent=None if answered == NEVER else outcomes.agent[row],
                wait=(left - came) // SECOND,
                ring=outcomes.ring[row] // SECOND,
                talk=contacts.talk[row] // SECOND,
                missed_by=tuple(missed[row]),
            )
        )
    return rows


def snapshot_of(given: CallList, policy: NoAnswer) -> Snapshot:
    """The queue and its agents."""
    queue, agents = given["queue"], given["agents"]
    penalties = sorted({agent["penalty"] for agent in agents})
    places = range(len(agents), 0, -1) if queue["strategy"] in HASHED else range(1, len(agents) + 1)
    group = Group(
        id=1,
        name=given["id"],
        strategy=STRATEGIES[queue["strategy"]],
        members=tuple(
            Member(index, tier=1 + penalties.index(agent["penalty"]), position=place)
            for index, (agent, place) in enumerate(zip(agents, places, strict=True))
        ),
        window=Window.ALL,
        wrap_up=max(queue["wrapuptime"], TICK) * SECOND,
        max_waiting=queue["maxlen"] or None,
        ring_time=(queue["timeout"] + queue["retry"]) * SECOND,
        on_no_answer=policy,
    )
    people = (
        Agent(id=index + 1, name=agent["name"], extension=agent["pickup"] * SECOND)
        for index, agent in enumerate(agents)
    )
    return Snapshot((group,), tuple(people))


def contacts_of(given: CallList) -> Contacts:
    """The callers, each of whom was watched for as long as whoever was never answered."""
    calls = given["calls"]
    return Contacts(
        arrived=[call["at"] * SECOND for call in calls],
        group=[0] * len(calls),
        talk=[call["talk"] * SECOND for call in calls],
        patience=[ALWAYS_WATCHED * SECOND] * len(calls),
        wrap_up=[UNSET] * len(calls),
        priority=[call.get("priority", 0) for call in calls],
    )


def observed(given: CallList) -> list[Replayed]:
    """What the peer did, in the same form."""
    names = [agent["name"] for agent in given["agents"]]
    rows = []
    for call in given["calls"]:
        seen = call["observed"]
        watched = WATCHED.fullmatch(seen["outcome"])
        rows.append(
            Replayed(
                came=call["at"],
                agent=None if watched else names.index(seen["agent"]),
                wait=int(watched[1]) if watched else seen["wait"],
                ring=0 if watched else seen["ring"],
                talk=call["talk"],
                missed_by=tuple(names.index(name) for name in seen.get("missed_by", ())),
            )
        )
    return rows


def differences(given: CallList, replayed: Sequence[Replayed]) -> list[str]:
    """The ids of the calls that the peer treated otherwise, ticks and ties allowed for.

    Where the peer chose another agent who was equal so far, the two change names from there on.
    """
    names = list(range(len(given["agents"])))
    found = []
    for row, (own, other) in enumerate(zip(replayed, observed(given), strict=True)):
        if own.agent is not None and other.agent is not None:
            chosen = names.index(other.agent)
            if chosen != own.agent and are_equal(given, replayed, row, own.agent, chosen):
                names[own.agent], names[chosen] = names[chosen], names[own.agent]
        named = None if own.agent is None else names[own.agent]
        missed = tuple(names[agent] for agent in own.missed_by)
        apart = max(abs(own.wait - other.wait), abs(own.ring - other.ring))
        if (named, missed) != (other.agent, other.missed_by) or apart > TICK:
            found.append(given["calls"][row]["id"])
    return found


def are_equal(
    given: CallList, replayed: Sequence[Replayed], row: int, one: int, other: int
) -> bool:
    """Whether nothing but a tie, or a second, stood between two agents when a call was answered."""
    agents, strategy = given["agents"], given["queue"]["strategy"]
    same_rules = all(agents[one][key] == agents[other][key] for key in ("penalty", "pickup"))
    now = replayed[row].came + replayed[row].wait
    work = [list(answered_before(replayed, now, agent)) for agent in (one, other)]
    if strategy == "fewestcalls":
        return same_rules and len(work[0]) == len(work[1])
    if strategy == "leastrecent":
        released = [max(ends, default=0) for ends in work]
        return same_rules and abs(released[0] - released[1]) <= TICK
    return False


def answered_before(replayed: Sequence[Replayed], now: int, agent: int) -> Iterator[int]:
    """When each call ended that the agent had answered before that second."""
    for call in replayed:
        if call.agent == agent and call.came + call.wait < now:
            yield call.came + call.wait + call.talk
