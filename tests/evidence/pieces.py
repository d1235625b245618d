"""The small questions of `scenarios.json`: places in line, offers, orders of candidates, ratios.

Each is put to the engine, or to a report of a run, in ccadmin's words. What there is no word for is
named by `NotSaidError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.engine import (
    CHANNELS,
    NEVER,
    UNLIMITED,
    UNSET,
    Agent,
    ChatService,
    Contacts,
    Group,
    History,
    Member,
    Snapshot,
    rank,
    simulate,
)
from ccadmin.report.figures import summarise
from ccadmin.vocabulary import Channel, Strategy, Window

from .scenarios import NotSaidError, Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOW: Final = 1_000_000
SECOND: Final = 1000
ORDERED_BY: Final = {
    "level": None,
    "last_end": Strategy.LONGEST_IDLE,
    "answered": Strategy.CALL_COUNT,
    "position": None,
}
"""What candidates can be ordered by, in the order of the total order, with the strategy it takes."""
TARGET: Final = 20 * SECOND
RATIOS: Final = {
    (("answered_in_time",), ("answered",)): "service_level",
    (
        ("answered_in_time", "abandoned_in_time"),
        ("answered", "abandoned"),
    ): "service_level_abandoned_inside",
}
"""The figures of a report that are the ratio of such counts."""


def positions(scenario: Scenario) -> dict[str, Any]:
    """The place that each newcomer gets, and the line that the last one leaves, counted from 1.

    The line is the order in which one agent, busy with an earlier call, serves those who wait.
    """
    joins = scenario["joins"]
    if any(asked is not None for _, asked in joins):
        raise NotSaidError("position")
    lines = [line_of(joins[: count + 1], scenario["max_waiting"]) for count in range(len(joins))]
    places = [
        line.index(number) + 1 if number in line else None for number, line in numbered(lines)
    ]
    return {"positions": places, "line": lines[-1]}


def numbered(lines: list[list[int]]) -> list[tuple[int, list[int]]]:
    """Each line with the number of who came to it last."""
    return list(enumerate(lines, start=1))


def line_of(joins: Sequence[Sequence[int | None]], places: int) -> list[int]:
    """In which order those who joined are served."""
    count = len(joins)
    contacts = calls(
        arrived=range(count + 1),
        talk=[NOW] + [SECOND] * count,
        priority=[0] + [join[0] or 0 for join in joins],
    )
    group = Group(id=1, name="line", members=(Member(0),), max_waiting=places)
    given = simulate(Snapshot((group,), (Agent(id=1, name="agent"),)), contacts)
    served = [row for row in range(1, count + 1) if given.answered[row] != NEVER]
    return sorted(served, key=lambda row: given.answered[row])


def offer(scenario: Scenario) -> list[bool]:
    """Whether a new contact is offered to somebody who has these in hand, step by step."""
    limits = {channel: dict(words) for channel, words in scenario["channels"].items()}
    most = limits.pop("chat", {}).pop("max", 1)
    if any(limits.values()):
        raise NotSaidError("max")
    return [is_offered(step, most) for step in scenario["steps"]]


def is_offered(step: Mapping[str, Any], most: int) -> bool:
    """Whether the contact is answered at once that comes after those in hand."""
    held = [channel for channel, count in step["held"].items() for _ in range(count)]
    channels = [*held, step["new"]]
    contacts = calls(
        arrived=range(len(channels)),
        talk=[NOW] * len(channels),
        channel=[CHANNELS.index(Channel(channel)) for channel in channels],
    )
    group = Group(id=1, name="desk", members=(Member(0),), chat=ChatService(capacity=most))
    given = simulate(Snapshot((group,), (Agent(id=1, name="agent"),)), contacts)
    starts = [time - came for time, came in zip(given.answered, contacts.arrived, strict=True)]
    assert not any(starts[:-1]), "those in hand were answered as they came"
    return starts[-1] == 0


def sort(scenario: Scenario) -> list[str]:
    """The candidates in the total order."""
    by = [word for word, direction in scenario["by"] if direction == "asc"]
    unknown = [word for word, _ in scenario["by"] if word not in ORDERED_BY or word not in by]
    if unknown or by != [word for word in ORDERED_BY if word in by]:
        raise NotSaidError(*unknown[:1])
    (strategy,) = (found for word in by if (found := ORDERED_BY[word]))
    agents = scenario["agents"]
    members = tuple(
        Member(index, tier=words.get("level", 1), position=words.get("position", 0) + 1)
        for index, words in enumerate(agents)
    )
    group = Group(id=1, name="desk", strategy=strategy, members=members, window=Window.ALL)
    snapshot = Snapshot((group,), people([words["id"] for words in agents]))
    work = [
        (index, words.get("last_end", NOW // 2))
        for index, words in enumerate(agents)
        for _ in range(words.get("answered", 1))
    ]
    ranking = rank(snapshot, 0, NOW, history=answered(work))
    return [agents[candidate.member.agent]["id"] for candidate in ranking.candidates]


def rotate(scenario: Scenario) -> tuple[list[str], list[str]]:
    """Who is picked from those who are allowed each time, and the order that is left."""
    names: list[str] = scenario["start"]
    members = tuple(Member(index, position=index + 1) for index in range(len(names)))
    group = Group(id=1, name="desk", strategy=Strategy.ROUND_ROBIN, members=members)
    snapshot = Snapshot((group,), people(names))
    work: list[tuple[int, int]] = []
    for turn, allowed in enumerate(scenario["allowed"]):
        away = [index for index, name in enumerate(names) if name not in allowed]
        ranking = rank(snapshot, 0, NOW, history=answered(work), unavailable=away)
        first = next(each for each in ranking.candidates if each.excluded is None)
        work.append((first.member.agent, turn + 1))
    ranking = rank(snapshot, 0, NOW, history=answered(work))
    return [names[who] for who, _ in work], [
        names[each.member.agent] for each in ranking.candidates
    ]


def ratio(scenario: Scenario) -> dict[str, float | None]:
    """The named ratios, as a report gives them of a run that comes to these counts."""
    counts, found = scenario["counts"], {}
    for name, formula in scenario["formulas"].items():
        above, below = (tuple(words) for words in formula)
        if (above, below) not in RATIOS:
            raise NotSaidError(name)
        found[name] = RATIOS[above, below]
    contacts = callers(**counts)
    group = Group(id=1, name="desk", members=(Member(0),), service_level=(80, TARGET))
    snapshot = Snapshot((group,), people(["agent"]))
    totals = summarise(simulate(snapshot, contacts), contacts, snapshot).totals
    assert (totals.answered, totals.abandoned) == (counts["answered"], counts["abandoned"])
    return {name: getattr(totals, figure) for name, figure in found.items()}


def callers(
    *, answered_in_time: int, answered: int, abandoned_in_time: int, abandoned: int
) -> Contacts:
    """Callers of one agent: one whose talk keeps the others waiting, and some who come later."""
    late = answered - answered_in_time
    rows = [
        (0, 100, UNLIMITED),
        *[(10, 1, UNLIMITED)] * late,
        *[(20, 1, 5 * SECOND)] * abandoned_in_time,
        *[(20, 1, 40 * SECOND)] * (abandoned - abandoned_in_time),
        *[(200 + 10 * number, 1, UNLIMITED) for number in range(answered_in_time - 1)],
    ]
    return calls(
        arrived=[came * SECOND for came, _, _ in rows],
        talk=[talk * SECOND for _, talk, _ in rows],
        patience=[patience for _, _, patience in rows],
    )


def answered(work: list[tuple[int, int]]) -> History:
    """Calls of one ms in the only group: who answered each, and when it ended."""
    return History(
        agent=[who for who, _ in work],
        group=[0] * len(work),
        answered=[ended - 1 for _, ended in work],
        ended=[ended for _, ended in work],
        wrap_up=[0] * len(work),
    )


def people(names: Sequence[str]) -> tuple[Agent, ...]:
    """Agents of these names."""
    return tuple(Agent(id=index + 1, name=name) for index, name in enumerate(names))


def calls(
    *,
    arrived: Sequence[int],
    talk: Sequence[int],
    patience: Sequence[int] | None = None,
    priority: Sequence[int] | None = None,
    channel: Sequence[int] | None = None,
) -> Contacts:
    """Contacts of the only group; times in ms."""
    count = len(arrived)
    return Contacts(
        arrived=list(arrived),
        group=[0] * count,
        talk=talk,
        patience=patience or [UNLIMITED] * count,
        wrap_up=[UNSET] * count,
        priority=priority or [0] * count,
        channel=channel,
    )
