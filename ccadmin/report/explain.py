"""Why a contact went where it went: everything that happened to it and every decision about it.

An explanation is a value, made of the contact's own events and of what the engine's witness wrote
down; `sentences.py` has the words. It holds for any contact, whether it was answered or not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ccadmin.calendars import format_duration, format_instant
from ccadmin.contacts.outcome_table import agent_names
from ccadmin.engine import DECISION_KINDS, EVENT_KINDS, OUTCOMES, REASONS, TESTS
from ccadmin.report import sentences
from ccadmin.report.sentences import Scene, Standing
from ccadmin.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccadmin.engine import Contacts, Outcomes, Snapshot
    from ccadmin.vocabulary import Strategy


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to the contact, or was decided about it.

    Attributes:
        time: ms.
        what: the kind of the event, or of the decision: `offered`, `nobody` or `passed-over`.
        group: name of the group, or None.
        agent: name of the person concerned, or None.
        other: id of the contact that went first where this one was passed over, or None.
        rule: what decided between first and second: a strategy, `tier`, `longest-idle`, `position`,
            `agent-id`, or `only` for a single candidate; between contacts `weight`, `priority`,
            `age` or `row`; None where nothing was to be decided.
        text: the same in a sentence.
        candidates: all members of the group in the total order, those who could take it first.
        strategy: of the group, where there are candidates.
    """

    time: int
    what: str
    group: str | None
    agent: str | None
    other: str | None
    rule: str | None
    text: str
    candidates: tuple[Standing, ...] = ()
    strategy: Strategy | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of one contact, step by step.

    Attributes:
        id: of the contact.
        outcome: how it ended.
        reason: why, where nobody answered it.
        verdict: the same in a few words.
        steps: everything that happened to it or was decided about it, in order.
        people: the ids of all agents who are named.
    """

    id: str
    outcome: str
    reason: str | None
    verdict: str
    steps: tuple[Step, ...]
    people: frozenset[int]


def explanation(  # noqa: PLR0913 - what was simulated, what came of it, and how to tell it
    snapshot: Snapshot,
    contacts: Contacts,
    outcomes: Outcomes,
    row: int,
    *,
    ids: Sequence[str],
    zone: str,
    way: str | None = None,
) -> Explanation:
    """Explain the contact of that row.

    Args:
        snapshot: the centre that was simulated.
        contacts: all contacts of the run.
        outcomes: of a run whose `Options.explain` was the row.
        row: of the contact.
        ids: what each contact is called.
        zone: in which the sentences tell times.
        way: why it enters where it does, in words; None where the file says so.
    """
    scene = Scene(snapshot, contacts, ids, agent_names(snapshot.agents), zone)
    decided = _decisions(scene, outcomes, row)
    steps: list[Step] = []
    for number, step in _events(scene, outcomes, row):
        steps.extend(decided.pop(number, ()))
        came = step.what == "arrived" and way is not None
        steps.append(replace(step, text=f"{step.text}: {way}") if came else step)
    steps.extend(step for rest in decided.values() for step in rest)
    steps.extend(_left_open(scene, outcomes, row))
    return Explanation(
        id=ids[row],
        outcome=OUTCOMES[outcomes.outcome[row]].value,
        reason=REASONS[outcomes.reason[row]].value or None,
        verdict=_verdict(scene, outcomes, row),
        steps=tuple(steps),
        people=_people(snapshot, outcomes),
    )


def document(explained: Explanation, *, zone: str) -> dict[str, Any]:
    """The explanation for programs."""
    return {
        "format_version": 1,
        "id": explained.id,
        "outcome": explained.outcome,
        "reason": explained.reason,
        "verdict": explained.verdict,
        "steps": step_records(explained, zone=zone),
        "candidates": candidate_records(explained, zone=zone),
    }


def step_records(explained: Explanation, *, zone: str) -> list[dict[str, Any]]:
    """All steps, counted from 1, without their candidates."""
    return [
        {"step": number} | step_record(step, zone=zone)
        for number, step in enumerate(explained.steps, start=1)
    ]


def step_record(step: Step, *, zone: str) -> dict[str, Any]:
    """One step for programs, without its candidates."""
    return {
        "time": format_instant(step.time, zone),
        "what": step.what,
        "group": step.group,
        "agent": step.agent,
        "other": step.other,
        "rule": step.rule,
        "text": step.text,
    }


def candidate_records(explained: Explanation, *, zone: str) -> list[dict[str, Any]]:
    """The candidates of all decisions; `step` counts the steps of the explanation from 1."""
    return [
        {
            "step": number,
            "place": place,
            "name": one.name,
            "tier": one.tier,
            "key": one.key,
            "key_in_words": step.strategy and sentences.key(step.strategy, one, zone),
            "idle_since": format_instant(one.since, zone),
            "position": one.position,
            "excluded": one.excluded,
        }
        for number, step in enumerate(explained.steps, start=1)
        for place, one in enumerate(step.candidates, start=1)
    ]


def _verdict(scene: Scene, outcomes: Outcomes, row: int) -> str:
    """What became of it, as the headline of the explanation."""
    outcome = OUTCOMES[outcomes.outcome[row]].value
    until = outcomes.answered[row] if outcomes.agent[row] >= 0 else outcomes.ended[row]
    if outcomes.joined[row] < 0 and outcomes.ended[row] < 0:
        return "it would have arrived after the end of the run"
    waited = format_duration((until if until >= 0 else outcomes.end) - scene.contacts.arrived[row])
    if outcomes.agent[row] >= 0:
        return f"{outcome} by {scene.agent_name(outcomes.agent[row])} after {waited}"
    return f"{outcome} ({REASONS[outcomes.reason[row]].value}) after {waited}"


def _left_open(scene: Scene, outcomes: Outcomes, row: int) -> Iterator[Step]:
    """The end of the run, for a contact that is still there."""
    group = outcomes.last_group[row]
    if OUTCOMES[outcomes.outcome[row]] is Outcome.WAITING and outcomes.joined[row] >= 0:
        text = f"the run ends, and it still waits in {scene.group_name(group)}"
        yield Step(outcomes.end, "run-ended", scene.group_name(group), None, None, None, text)


def _people(snapshot: Snapshot, outcomes: Outcomes) -> frozenset[int]:
    """The ids of all whom the contact's events and the decisions about it name."""
    log, decisions = outcomes.events, outcomes.decisions
    named = {*(log.agent if log else ())}
    if decisions is not None:
        named.update(decisions.agent, decisions.choices.agent)
    return frozenset(snapshot.agents[agent].id for agent in named if agent >= 0)


def _events(scene: Scene, outcomes: Outcomes, row: int) -> Iterator[tuple[int, Step]]:
    """The contact's own events as steps, each with its row in the log."""
    log = outcomes.events
    if log is None:
        return
    for number, contact in enumerate(log.contact):
        if contact == row:
            kind = EVENT_KINDS[log.kind[number]]
            group, agent = log.group[number], log.agent[number]
            text = sentences.event(scene, outcomes, row, number)
            yield (
                number,
                Step(
                    time=log.time[number],
                    what=kind,
                    group=scene.group_name(group),
                    agent=scene.agent_name(agent),
                    other=None,
                    rule=None,
                    text=text,
                ),
            )


def _decisions(scene: Scene, outcomes: Outcomes, row: int) -> dict[int, list[Step]]:
    """The decisions as steps, by the row of the log that follows each among the contact's own."""
    decisions = outcomes.decisions
    log = outcomes.events
    steps: dict[int, list[Step]] = {}
    if decisions is None or log is None:
        return steps
    own = [number for number, contact in enumerate(log.contact) if contact == row]
    for number, kind in enumerate(DECISION_KINDS[kind] for kind in decisions.kind):
        following = next(
            (event for event in own if event >= decisions.event[number]), len(log.time)
        )
        standings = _standings(scene, outcomes, number)
        if kind == "passed-over":
            rule, text = sentences.passed_over(
                scene,
                row,
                decisions.group[number],
                decisions.rival[number],
                decisions.rival_group[number],
                decisions.agent[number],
            )
        elif kind == "offered":
            rule, text = sentences.offered(scene, decisions.group[number], standings)
        else:
            rule = None
            text = sentences.nobody(
                scene, decisions.group[number], standings, decisions.waiting[number]
            )
        rival = decisions.rival[number]
        steps.setdefault(following, []).append(
            Step(
                time=decisions.time[number],
                what=kind,
                group=scene.group_name(decisions.group[number]),
                agent=scene.agent_name(decisions.agent[number]),
                other=scene.ids[rival] if rival >= 0 else None,
                rule=rule,
                text=text,
                candidates=standings,
                strategy=scene.snapshot.groups[decisions.group[number]].strategy,
            )
        )
    return steps


def _standings(scene: Scene, outcomes: Outcomes, number: int) -> tuple[Standing, ...]:
    """The candidates of that decision: those who could take it in the total order, then the rest."""
    decisions = outcomes.decisions
    if decisions is None:
        return ()
    choices = decisions.choices
    ends = [*decisions.first[1:], len(choices.agent)]
    members = {
        member.agent: member for member in scene.snapshot.groups[decisions.group[number]].members
    }
    found = []
    for row in range(decisions.first[number], ends[number]):
        member = members[choices.agent[row]]
        one = Standing(
            name=scene.agent_name(member.agent) or "",
            tier=member.tier,
            weight=member.weight,
            key=choices.key[row],
            since=choices.since[row],
            position=member.position,
            excluded=TESTS[choices.excluded[row]] or None,
        )
        rank = (one.excluded is not None, one.tier, one.key, one.since, choices.standing[row])
        found.append((rank, one))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))
