"""The words of an explanation, such as a support person repeats to a customer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ccadmin.calendars import format_duration, format_instant
from ccadmin.engine import DEVICES, EVENT_KINDS, REASONS
from ccadmin.vocabulary import Order, Reason, Strategy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.engine import Contacts, Group, Outcomes, Snapshot

NAMED: Final = 4
"""In a group of at most so many members each one is named, in a larger one they are counted."""
LOAD_UNIT: Final = 1 << 40
"""What the key of `least-loaded` counts as the whole of a person's capacity."""
LOT_UNIT: Final = 1 << 56
"""What the key of `random` counts as a lot of 1, which is a draw of one half at a weight of 1."""
TEST_WORDS: Final = {
    "membership-disabled": "is not active in the group",
    "unavailable": "is on a break",
    "off-shift": "is off shift",
    "no-device": "has no device that rings",
    "offer-outstanding": "is being rung for another contact",
    "busy": "is busy",
    "in-wrap-up": "is in wrap-up",
    "lacks-skills": "lacks the skills",
    "already-tried": "did not answer it before",
    "tier-closed": "is in a tier that is not open yet",
}
REASON_WORDS: Final = {
    Reason.FULL: "the queue is full",
    Reason.TIMEOUT: "it has waited for as long as the group lets it",
    Reason.CLOSED: "the group is closed",
    Reason.NOBODY_STAFFED: "nobody is on shift now or later today",
    Reason.PATIENCE: "its patience is at an end",
    Reason.GROUP_DELETED: "the group was deleted",
    Reason.GROUP_DISABLED: "the group is disabled",
    Reason.NO_ROUTE: "no group, flow or rule leads anywhere",
    Reason.TOO_MANY_HOPS: "it has been passed on too often",
    Reason.FLOW: "the menu has it so",
    Reason.FLOW_DEAD_END: "the menu leads nowhere",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A member as it stood when a decision was made; `excluded` names the test that it failed."""

    name: str
    tier: int
    weight: int
    key: int
    since: int
    position: int
    excluded: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """What the words are about: a centre, its contacts, what all are called, and where it is."""

    snapshot: Snapshot
    contacts: Contacts
    ids: Sequence[str]
    agents: Sequence[str]
    zone: str

    def group_name(self, group: int) -> str | None:
        """The name of the group, or None where there is none."""
        return self.snapshot.groups[group].name if group >= 0 else None

    def agent_name(self, agent: int) -> str | None:
        """The name of the agent, or None where there is none."""
        return self.agents[agent] if agent >= 0 else None

    def clock(self, instant: int) -> str:
        """The time of day, to the second."""
        return format_instant(instant, self.zone)[11:19]


def event(scene: Scene, outcomes: Outcomes, row: int, number: int) -> str:
    """What happened, by a row of the log."""
    log = outcomes.events
    assert log is not None  # noqa: S101 - whoever asks has read it
    kind, detail = EVENT_KINDS[log.kind[number]], log.detail[number]
    told = str(detail)
    if kind == "answered":
        told = DEVICES[detail]
    elif kind in _WITH_REASON:
        told = REASONS[detail].value
    return happened(
        kind,
        group=scene.group_name(log.group[number]),
        agent=scene.agent_name(log.agent[number]),
        detail=told,
        waited=log.time[number] - scene.contacts.arrived[row],
    )


def happened(
    kind: str, *, group: str | None, agent: str | None, detail: str | None, waited: int
) -> str:
    """What happened, by the words of a file of events.

    Args:
        kind: of the event.
        group: where, if anywhere.
        agent: who, if anybody.
        detail: the device of an answer, the reason of an end, or what else a kind tells.
        waited: ms since the contact arrived.
    """
    number = "".join(filter(str.isdigit, detail or ""))
    return _EVENTS[kind].format(
        group=group or "no group",
        agent=agent or "",
        device=f" on the {detail}" if kind == "answered" and detail else "",
        because=REASON_WORDS[Reason(detail)] if kind in _WITH_REASON and detail else "",
        number=number,
        lower="1 level" if number == "1" else f"{number} levels",
        waited=format_duration(waited),
    )


def offered(scene: Scene, group: int, standings: Sequence[Standing]) -> tuple[str, str]:
    """The rule that decided between first and second, and the sentence that says so."""
    able = [one for one in standings if one.excluded is None]
    first = able[0]
    if len(able) == 1:
        return "only", f"{first.name} is the only one who can take it"
    rules = scene.snapshot.groups[group]
    rule = _deciding(rules, first, able[1])
    second = able[1]
    clause = _CLAUSES[rule].format(
        one=first, other=second, mine=_told(first, scene.zone), theirs=_told(second, scene.zone)
    )
    return rule, f"{first.name} is first of {len(able)}: {clause}"


def key(strategy: Strategy, one: Standing, zone: str) -> str | None:
    """What the strategy compares of somebody, None for `ring-all`, which compares nothing."""
    return _KEYS[strategy].format(one=one, mine=_told(one, zone)) or None


def nobody(scene: Scene, group: int, standings: Sequence[Standing], waiting: int) -> str:
    """Why nobody can take it."""
    name = scene.group_name(group)
    others = {0: "", 1: "; 1 other waits there"}.get(waiting, f"; {waiting} others wait there")
    if not standings:
        return f"nobody is a member of {name}{others}"
    if len(standings) <= NAMED:
        told = [f"{one.name} {TEST_WORDS[one.excluded or '']}" for one in standings]
    else:
        counted = Counter(one.excluded or "" for one in standings)
        told = [f"{count} {test}" for test, count in counted.most_common()]
    return f"nobody in {name} can take it: {', '.join(told)}{others}"


def passed_over(  # noqa: PLR0913, PLR0917 - two contacts, each in its group
    scene: Scene, row: int, group: int, rival: int, rival_group: int, agent: int
) -> tuple[str, str]:
    """The rule that put another contact first, and the sentence that says so."""
    mine, theirs = scene.snapshot.groups[group], scene.snapshot.groups[rival_group]
    contacts = scene.contacts
    since = f"since {scene.clock(contacts.arrived[rival])}"
    if mine.weight != theirs.weight:
        rule = "weight"
        clause = f"{theirs.name} goes before {mine.name} (weight {theirs.weight} to {mine.weight})"
    elif _urgency(contacts, row, mine) != _urgency(contacts, rival, theirs):
        rule = "priority"
        clause = f"its priority is higher ({contacts.priority[rival]} to {contacts.priority[row]})"
        if Order.AGEING in {mine.order, theirs.order}:
            clause = "its priority counts before all ages"
    elif _birth(contacts, row, mine) != _birth(contacts, rival, theirs):
        rule = "age"
        clause = f"it has waited longer ({since})"
        if contacts.arrived[rival] >= contacts.arrived[row]:
            clause = f"with its priority of {contacts.priority[rival]} it counts as older ({since})"
    else:
        rule = "row"
        clause = "it came in the same instant and stands earlier in the file"
    who = scene.agent_name(agent)
    return rule, f"{who} is offered contact {scene.ids[rival]} first: {clause}"


def _urgency(contacts: Contacts, row: int, group: Group) -> int:
    """What is compared before age: the priority, or nothing where that counts as age."""
    return 0 if group.order is Order.AGEING else contacts.priority[row]


def _birth(contacts: Contacts, row: int, group: Group) -> int:
    """The instant from which its age counts."""
    gained = contacts.priority[row] * group.age_point if group.order is Order.AGEING else 0
    return contacts.arrived[row] - gained


def _deciding(group: Group, first: Standing, second: Standing) -> str:
    """The first part of the total order in which the two differ."""
    if first.tier != second.tier:
        return "tier"
    if first.key != second.key or group.strategy is Strategy.RING_ALL:
        return group.strategy.value
    if first.since != second.since:
        return Strategy.LONGEST_IDLE.value
    if first.position != second.position:
        return "position"
    return "agent-id"


def _told(one: Standing, zone: str) -> dict[str, str]:
    """What the sentences say of somebody's rank, which means something for one strategy each."""
    return {
        "idle": format_instant(one.since, zone)[11:19],
        "lot": f"{one.key / LOT_UNIT:.4f}",
        "place": str(one.key + 1),
        "talk": format_duration(abs(one.key)),
        "proficiency": str(-one.key),
        "load": f"{100 * one.key / LOAD_UNIT:.0f} %",
    }


_CLAUSES: Final[dict[str, str]] = {
    "tier": "tier {one.tier} goes before tier {other.tier} ({other.name})",
    "position": "all else is equal, and position {one.position} is before {other.position} "
    "({other.name})",
    "agent-id": "all else is equal, and the lower id decides against {other.name}",
    Strategy.LONGEST_IDLE: "idle since {mine[idle]}, {other.name} since {theirs[idle]}",
    Strategy.RANDOM: "the lots fell so (weight {one.weight}), then on {other.name} "
    "(weight {other.weight})",
    Strategy.CALL_COUNT: "{one.key} contacts counted, {other.name} {other.key}",
    Strategy.CALL_DURATION: "{mine[talk]} of talk counted, {other.name} {theirs[talk]}",
    Strategy.PRIORITY: "weight {one.weight}, {other.name} {other.weight}",
    Strategy.ROUND_ROBIN: "next in turn, then {other.name}",
    Strategy.LINEAR: "first on the list, then {other.name}",
    Strategy.SKILLS: "proficiencies add up to {mine[proficiency]}, "
    "those of {other.name} to {theirs[proficiency]}",
    Strategy.RING_ALL: "all of them are asked at once, and who answers first takes it",
    Strategy.LEAST_LOADED: "{mine[load]} of capacity in use, {other.name} {theirs[load]}",
}
_KEYS: Final[dict[str, str]] = {
    Strategy.LONGEST_IDLE: "idle since {mine[idle]}",
    Strategy.RANDOM: "lot {mine[lot]}",
    Strategy.CALL_COUNT: "{one.key} counted",
    Strategy.CALL_DURATION: "{mine[talk]} of talk",
    Strategy.PRIORITY: "weight {one.weight}",
    Strategy.SKILLS: "proficiency {mine[proficiency]}",
    Strategy.ROUND_ROBIN: "turn {mine[place]}",
    Strategy.LINEAR: "place {mine[place]} on the list",
    Strategy.LEAST_LOADED: "{mine[load]} in use",
    Strategy.RING_ALL: "",
}
_WITH_REASON: Final = {
    "overflowed",
    "abandoned",
    "voicemail",
    "callback",
    "refused",
    "unanswered",
}
_EVENTS: Final = {
    "arrived": "it arrives for {group}",
    "queued": "it waits in {group}",
    "answered": "{agent} answers{device}, {waited} after it arrived",
    "talk-ended": "{agent} has ended the talk",
    "wrap-up-ended": "{agent} is done with the work after it",
    "overflowed": "it leaves {group}: {because}",
    "tier-opened": "{number} tiers of {group} are open to it now",
    "abandoned": "it gives up {waited} after it arrived: {because}",
    "voicemail": "it goes to voicemail: {because}",
    "callback": "it is called back later: {because}",
    "refused": "it is refused: {because}",
    "unanswered": "it is not answered: {because}",
    "rang": "it rings for {agent}",
    "missed": "{agent} does not answer",
    "cancelled": "it rings no longer for {agent}",
    "withdrawn": "{agent} goes off shift while it rings",
    "skills-relaxed": "each skill is asked for {lower} lower now",
    "escalated": "it was not solved in {group} and goes to the next group up",
    "closed-by-timeout": "the chat with {agent} is closed: the user has been silent for too long",
}
TOLD: Final = frozenset(_EVENTS)
"""The kinds of events that there is a sentence for."""
