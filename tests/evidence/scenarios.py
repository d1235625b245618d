"""The queues of `scenarios.json`, said in ccadmin's words and played by the engine.

The file speaks in neutral words, which its `reading` explains. Each of them is turned into a setting
of the same meaning; where ccadmin says it by other means, the `Turn` is written down, and where it
has no means at all, `NotSaidError` names the word. Nothing here knows what a scenario expects.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from ccadmin.engine import (
    NEVER,
    NOBODY,
    OUTCOMES,
    REASONS,
    RING_RESULTS,
    UNLIMITED,
    UNSET,
    Agent,
    Contacts,
    Group,
    Member,
    Options,
    Outcomes,
    Overflow,
    Shift,
    Snapshot,
    simulate,
)
from ccadmin.vocabulary import (
    NoAnswer,
    Order,
    Outcome,
    OverflowAction,
    Reason,
    Scope,
    Strategy,
    Trigger,
    Window,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Scenario = dict[str, Any]
UNIT: Final = 10_000
"""Ms of one unit of a scenario's time, so that its four decimals are whole."""
START: Final = 100_000_000
"""The instant, in ms, that a scenario calls 0."""
LONG_AFTER: Final = 1_000_000
"""A time, in units, at which everything that a scenario tells of is over."""
STRATEGIES: Final = {
    "linear": Strategy.LINEAR,
    "longest_idle": Strategy.LONGEST_IDLE,
    "round_robin": Strategy.ROUND_ROBIN,
    "least_talk": Strategy.CALL_DURATION,
}
GROUP_WORDS: Final = {
    *("strategy", "wrap", "max_wait", "max_waiting", "max_in_system", "order", "escalate"),
    *("overflow", "join_empty", "ring_timeout", "retry"),
}
AGENT_WORDS: Final = {
    *("id", "groups", "wrap", "wrap_scope", "paused", "shifts", "answer_after", "idle_since"),
}
SEAT_WORDS: Final = {"penalty", "level", "delay", "priority"}
CALL_WORDS: Final = {"id", "at", "group", "talk", "patience", "urgency", "bonus"}


class Turn(StrEnum):
    """How ccadmin says what it has no word for."""

    EMPTY = "callers may wait where nobody is: somebody else comes to the group when all is over"
    PAUSED = "an agent who is paused comes when all is over"
    RETRY = "the pause after a ring that nobody answered is part of the ring time"
    IN_SYSTEM = "so many in the system: that less the agents may wait"
    LIFO = "last in, first out: each caller has a higher priority than the one before"
    HAND_ON = "who loses patience goes to another group: the group's longest wait sends him on"
    BONUS = "seconds of seniority: priority in an ageing group, each point worth a unit of time"
    IDLE = "idle since before the start: an earlier call of a group of the agent's own"
    DELAY = "how long a caller must have waited for an agent: the wait after which his tier opens"


class NotSaidError(Exception):
    """A word of the file for which ccadmin has no means."""


@dataclass(frozen=True)
class Played:
    """What the engine made of a scenario.

    Attributes:
        calls: of each call its `agent`, `start`, `end`, `left`, `outcome`, `rung` and `missed`.
        order: the calls by start.
        agents: the agents by start.
        counts: how many calls came to each outcome.
        turns: what had to be said by other means.
    """

    calls: Mapping[str, Mapping[str, Any]]
    order: list[str]
    agents: list[str]
    counts: Mapping[str, int]
    turns: frozenset[Turn]


@dataclass
class Translation:
    """A scenario on its way into ccadmin's words."""

    scenario: Scenario
    turns: set[Turn] = field(default_factory=set)

    def played(self) -> Played:
        """Translate, run and read.

        Raises:
            NotSaidError: ccadmin has no means for a word of the scenario.
        """
        snapshot = Snapshot(tuple(self.groups()), tuple(self.agents()))
        ids, contacts = self.contacts()
        until = instant(self.scenario.get("until", LONG_AFTER)) + 1
        given = simulate(snapshot, contacts, Options(log=True, until=until))
        names = [agent.name for agent in snapshot.agents]
        calls = dict(zip(ids, read(given, contacts, names), strict=True))
        own = {call["id"]: calls[call["id"]] for call in self.scenario["calls"]}
        by_start = sorted(
            (name for name, call in own.items() if call["start"] is not None),
            key=lambda name: own[name]["start"],
        )
        outcomes = [call["outcome"] for call in own.values()]
        return Played(
            calls=own,
            order=by_start,
            agents=[own[name]["agent"] for name in by_start],
            counts={outcome: outcomes.count(outcome) for outcome in set(outcomes)},
            turns=frozenset(self.turns),
        )

    def groups(self) -> Iterable[Group]:
        """The groups, then one for each agent who was idle before the start."""
        for index, (name, words) in enumerate(self.scenario["groups"].items()):
            known(words, GROUP_WORDS)
            yield Group(
                id=index + 1,
                name=name,
                strategy=STRATEGIES[words.get("strategy", "linear")],
                members=tuple(self.members(name)),
                window=Window.ALL,
                wrap_up=at(words.get("wrap", 0)),
                wrap_up_scope=self.wrap_up_scope(name),
                on_no_answer=NoAnswer.NEXT,
                ring_time=self.ring_time(words),
                **self.limits(name, words),
                **self.tiers(name, words),
                **self.ordering(name),
            )
        for agent, words in self.idle().items():
            yield Group(
                id=LONG_AFTER + agent, name=f"before {words['id']}", members=(Member(agent),)
            )

    def agents(self) -> Iterable[Agent]:
        """The people, then whoever comes when all is over."""
        for index, words in enumerate(self.scenario["agents"]):
            known(words, AGENT_WORDS)
            answers = words.get("answer_after", 0)
            yield Agent(
                id=index + 1,
                name=words["id"],
                extension=at(LONG_AFTER if answers is None else answers),
                shifts=self.shifts(words),
            )
        after = (Shift(instant(LONG_AFTER) + 1, instant(LONG_AFTER) + 2),)
        yield Agent(id=len(self.scenario["agents"]) + 1, name="somebody else", shifts=after)

    def contacts(self) -> tuple[list[str], Contacts]:
        """The calls, after those that kept somebody busy before the start, with the id of each."""
        earlier = [
            {"id": f"before {words['id']}", "at": words["idle_since"] - 1, "talk": 1}
            for words in self.idle().values()
        ]
        calls = [*earlier, *self.scenario["calls"]]
        for call in self.scenario["calls"]:
            known(call, CALL_WORDS)
        names = list(self.scenario["groups"])
        handed_on = {name for name in names if self.hands_on(name)}
        count, own = len(calls), len(earlier)
        return [call["id"] for call in calls], Contacts(
            arrived=[instant(call["at"]) for call in calls],
            group=[
                len(names) + row if row < own else names.index(call["group"])
                for row, call in enumerate(calls)
            ],
            talk=[at(call["talk"]) for call in calls],
            patience=[
                UNLIMITED
                if "patience" not in call or call.get("group") in handed_on
                else at(call["patience"])
                for call in calls
            ],
            wrap_up=[0] * own + [UNSET] * (count - own),
            priority=[0] * own + [self.priority(row) for row in range(count - own)],
        )

    def idle(self) -> dict[int, Mapping[str, Any]]:
        """The agents of whom it is said since when they have been idle, by number."""
        agents = enumerate(self.scenario["agents"])
        idle = {index: words for index, words in agents if "idle_since" in words}
        self.turns |= {Turn.IDLE} if idle else set()
        return idle

    def members(self, group: str) -> Iterable[Member]:
        """The members, in the order in which the agents are listed; then somebody who comes later."""
        delays = self.entries(group, "delay")
        ranks = {
            word: sorted(set(self.entries(group, word).values())) for word in ("penalty", "level")
        }
        position = 0
        for index, words in enumerate(self.scenario["agents"]):
            if group not in words["groups"]:
                continue
            seat = entry(words, group)
            known(seat, SEAT_WORDS)
            tier = 1 + bool(delays.get(index))
            for word, values in ranks.items():
                tier += values.index(seat[word]) if word in seat else 0
            position += 1
            wrap = words.get("wrap")
            yield Member(
                index, tier=tier, position=position, wrap_up=None if wrap is None else at(wrap)
            )
        if self.lets_wait_for_nobody(group):
            self.turns.add(Turn.EMPTY)
            yield Member(len(self.scenario["agents"]), tier=9, position=position + 1)

    def lets_wait_for_nobody(self, group: str) -> bool:
        """Whether somebody calls the group when none of its people is there or still comes."""
        own = [words for words in self.scenario["agents"] if group in words["groups"]]
        ends = [
            max((end for _, end in words.get("shifts", ())), default=LONG_AFTER)
            for words in own
            if not words.get("paused")
        ]
        called = [call["at"] for call in self.scenario["calls"] if call["group"] == group]
        joins = self.scenario["groups"][group].get("join_empty", True)
        return joins and any(time >= max(ends, default=0) for time in called)

    def entries(self, group: str, word: str) -> dict[int, Any]:
        """What the memberships of the group say under that word, by the number of the agent."""
        return {
            index: entry(words, group)[word]
            for index, words in enumerate(self.scenario["agents"])
            if group in words["groups"] and word in entry(words, group)
        }

    def shifts(self, words: Mapping[str, Any]) -> tuple[Shift, ...] | None:
        """When the agent is there; a paused one is not."""
        if words.get("paused"):
            self.turns.add(Turn.PAUSED)
            return ()
        if "shifts" not in words:
            return None
        return tuple(Shift(instant(start), instant(end)) for start, end in words["shifts"])

    def ring_time(self, words: Mapping[str, Any]) -> int:
        """How long it rings; the pause that follows a miss lasts as long for who never answers."""
        pause = words.get("retry", 0)
        if pause:
            answers = {agent.get("answer_after", 0) for agent in self.scenario["agents"]}
            if answers - {0, None}:
                raise NotSaidError("retry")
            self.turns.add(Turn.RETRY)
        return at(words.get("ring_timeout", 20) + pause)

    def wrap_up_scope(self, group: str) -> Scope:
        """Whether wrap-up keeps the group's people from other groups, too."""
        scopes = {
            words.get("wrap_scope", "agent")
            for words in self.scenario["agents"]
            if group in words["groups"]
        }
        if len(scopes) > 1:
            raise NotSaidError("wrap_scope")
        return Scope(scopes.pop()) if scopes else Scope.AGENT

    def limits(self, group: str, words: Mapping[str, Any]) -> dict[str, Any]:
        """How many may wait and how long, and where the others go."""
        limits: dict[str, Any] = {
            "max_waiting": words.get("max_waiting"),
            "max_wait": at(words["max_wait"]) if "max_wait" in words else None,
        }
        if "max_in_system" in words:
            self.turns.add(Turn.IN_SYSTEM)
            own = sum(group in agent["groups"] for agent in self.scenario["agents"])
            limits["max_waiting"] = words["max_in_system"] - own
        if self.hands_on(group):
            self.turns.add(Turn.HAND_ON)
            patience = {c.get("patience") for c in self.scenario["calls"] if c["group"] == group}
            if words["overflow"]["when"] != ["abandoned"] or len(patience) != 1:
                raise NotSaidError("overflow")
            limits["max_wait"] = at(patience.pop())
            target = list(self.scenario["groups"]).index(words["overflow"]["to"])
            limits["overflow"] = {Trigger.TIMEOUT: Overflow(OverflowAction.GROUP, target)}
        return limits

    def hands_on(self, group: str) -> bool:
        """Whether the group sends on whom it does not serve in time."""
        return "overflow" in self.scenario["groups"][group]

    def tiers(self, group: str, words: Mapping[str, Any]) -> dict[str, Any]:
        """When the tiers of the group open: steps of equal length from 0 on."""
        waits = {delay for delay in self.entries(group, "delay").values() if delay}
        if waits:
            self.turns.add(Turn.DELAY)
        if "escalate" in words:
            steps = [waited for waited, _ in words["escalate"]]
            waits |= {one - other for one, other in zip(steps[1:], steps, strict=False)}
        if len(waits) > 1:
            raise NotSaidError("delay")
        return {"tier_wait": at(waits.pop())} if waits else {}

    def ordering(self, group: str) -> dict[str, Any]:
        """How callers stand, and how high the group stands with its people."""
        ranks = set(self.entries(group, "priority").values())
        if len(ranks) > 1:
            raise NotSaidError("priority")
        order: dict[str, Any] = {"weight": -ranks.pop()} if ranks else {}
        if any("bonus" in call for call in self.scenario["calls"] if call["group"] == group):
            self.turns.add(Turn.BONUS)
            order |= {"order": Order.AGEING, "age_point": UNIT}
        return order

    def priority(self, row: int) -> int:
        """The priority of a call: its urgency, its seniority, or how late it comes to a stack."""
        call = self.scenario["calls"][row]
        order = self.scenario["groups"][call["group"]].get("order", "fifo")
        if order == "lifo":
            self.turns.add(Turn.LIFO)
            return row
        if order != "fifo" or {"urgency", "bonus"} <= set(call):
            raise NotSaidError("order")
        return int(call.get("urgency", 0) + call.get("bonus", 0))


def read(given: Outcomes, contacts: Contacts, names: list[str]) -> Iterable[dict[str, Any]]:
    """What became of each call, in the words and the time of the file.

    A call has rung at whom it rang for longer than an instant, and at whoever answered it.
    """
    rung: list[list[tuple[int, str]]] = [[] for _ in contacts.arrived]
    missed: list[list[str]] = [[] for _ in contacts.arrived]
    log = given.rings
    for call, who, began, ended, result in zip(
        log.contact, log.agent, log.started, log.ended, log.result, strict=True
    ):
        rung[call] += [(began, names[who])] if ended > began else []
        missed[call] += [names[who]] if RING_RESULTS[result] == "missed" else []
    for row, outcome in enumerate(OUTCOMES[each] for each in given.outcome):
        answered, left = (
            given.answered[row],
            None if outcome is Outcome.WAITING else given.ended[row],
        )
        if answered != NEVER:
            rung[row].append((answered - given.ring[row], names[given.agent[row]]))
        yield {
            "agent": names[given.agent[row]] if given.agent[row] != NOBODY else None,
            "start": None if answered == NEVER else units(answered),
            "end": None if answered == NEVER else units(given.ended[row]),
            "left": None if answered != NEVER or left is None else units(left),
            "outcome": word_of(outcome, REASONS[given.reason[row]]),
            "rung": [name for _, name in sorted(rung[row], key=lambda ring: ring[0])],
            "missed": missed[row],
        }


def word_of(outcome: Outcome, reason: Reason) -> str:
    """The file's word for an outcome: a caller whom the longest wait turns away has timed out."""
    return "timeout" if reason is Reason.TIMEOUT else str(outcome)


def known(words: Mapping[str, Any], vocabulary: set[str]) -> None:
    """Name the first word for which there are no means.

    Raises:
        NotSaidError: there is one.
    """
    for word in words:
        if word not in vocabulary:
            raise NotSaidError(word)


def entry(words: Mapping[str, Any], group: str) -> dict[str, Any]:
    """What an agent's membership in a group says; a plain list of groups says nothing."""
    groups = words["groups"]
    return dict(groups[group]) if isinstance(groups, dict) else {}


def at(duration: float) -> int:
    """A duration of the file in ms."""
    return round(duration * UNIT)


def instant(time: float) -> int:
    """A time of the file as the instant at which the engine has it."""
    return START + at(time)


def units(time: int) -> float:
    """An instant as the file would say it."""
    return (time - START) / UNIT
