"""The rules of a tenant, held against all that documents would make of it at once.

They are the rules of the commands, of which each keeps its own when objects change one by one. Here
only what documents change is asked about: what a tenant held before them is no problem of theirs.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ccadmin.errors import RuleError
from ccadmin.tenant import ringing
from ccadmin.tenant.document.center_checks import check_centers, check_members
from ccadmin.tenant.document.chat_checks import check_chats
from ccadmin.tenant.document.license_checks import check_licenses
from ccadmin.tenant.document.lists import topic_key
from ccadmin.tenant.names import key_of
from ccadmin.tenant.ranges import MOST_CENTERS
from ccadmin.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from ccadmin.tenant.document.content import Record
    from ccadmin.tenant.document.merging import Merged

ARROW = " → "


def check(merged: Merged, *, existing_customers: bool = False) -> None:
    """Find everything that the rules refuse; the problems are in `merged.problems`.

    Args:
        merged: what there is and what is wanted.
        existing_customers: whether new agents may have the discontinued license.
    """
    _unique(merged)
    _hours(merged)
    _escalation(merged)
    _topics(merged)
    _ringing(merged)
    _reporting(merged)
    check_centers(merged)
    check_members(merged)
    _most_centers(merged)
    check_licenses(merged, existing_customers=existing_customers)
    check_chats(merged)


def changed(merged: Merged, noun: str) -> Iterator[tuple[int, Record, Record | None]]:
    """The objects of a noun that are new or other than before: id, as they are to be, as they were."""
    before = merged.before.chats if noun == "chat" else merged.before.of(noun)
    after = merged.after.chats if noun == "chat" else merged.after.of(noun)
    for number, record in after.items():
        if (was := before.get(number)) is not record:
            yield number, record, was


def _unique(merged: Merged) -> None:
    """What no two objects of a noun share."""
    for noun in ("center", "group", "flow"):
        _unshared(merged, noun, "name", key_of)
    _unshared(merged, "agent", "email", key_of)
    for noun, place in (("agent", "extension"), ("agent", "direct_number"), ("flow", "number")):
        _unshared(merged, noun, place, str)


def _unshared(merged: Merged, noun: str, place: str, key: Callable[[str], Hashable]) -> None:
    objects = merged.after.of(noun)
    if not any(
        was is None or was[place] != record[place] for _, record, was in changed(merged, noun)
    ):
        return
    owners: dict[Hashable, int] = {}
    for number, record in objects.items():
        if record[place] is None:
            continue
        owner = owners.setdefault(key(record[place]), number)
        if owner != number:
            # The one that a document states is told about the other.
            stated = number in merged.about[noun]
            told, other = (number, owner) if stated else (owner, number)
            word = place.replace("_", " ")
            merged.problems.add(
                merged.place(noun, told, place),
                f'{word} "{record[place]}" is that of {noun} "{objects[other]["name"]}" (#{other})',
            )


def _hours(merged: Merged) -> None:
    for noun in ("center", "agent", "group", "chat"):
        for number, record, _ in changed(merged, noun):
            if record["hours"] is None and record["hours_zone"] is not None:
                merged.problems.add(
                    merged.place(noun, number, "hours_zone", "hours"),
                    "hours-zone is that of hours, and there are none",
                    "state both, or neither",
                )


def _escalation(merged: Merged) -> None:
    """The way up never runs in a circle (S3)."""
    groups = merged.after.groups
    moved = [
        number
        for number, record, was in changed(merged, "group")
        if record["escalates_to_id"] is not None
        and (was is None or was["escalates_to_id"] != record["escalates_to_id"])
    ]
    above = {number: _up(record) for number, record in groups.items()}
    told: set[int] = set()
    for number in moved:
        circle = _circle(number, above)
        if circle is None or told & set(circle):
            continue
        told |= set(circle)
        path = ARROW.join(f'"{groups[each]["name"]}"' for each in circle)
        merged.problems.add(
            merged.place("group", number, "escalates_to_id"),
            f"escalation cannot run in a circle: {path}",
        )
    for number, record, _ in changed(merged, "group"):
        for place, leads in record.items():
            if place.startswith("on_") and isinstance(leads, tuple) and leads[1] == number:
                message = f'group "{record["name"]}" cannot overflow to itself'
                merged.problems.add(merged.place("group", number, place), message)


def _up(record: Record) -> tuple[int, ...]:
    return () if record["escalates_to_id"] is None else (record["escalates_to_id"],)


def _circle(start: int, lines: Mapping[int, Iterable[int]]) -> list[int] | None:
    """A way along the lines from the start back to it; None where there is none."""
    came: dict[int, int] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop(0)
        for following in lines.get(here, ()):
            if following == start:
                way = [here]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return [*reversed(way), start]
            if following not in came:
                came[following] = here
                waiting.append(following)
    return None


def _topics(merged: Merged) -> None:
    """A topic is the business of one group (S3)."""
    if not any(
        was is None or was["topics"] != r["topics"] for _, r, was in changed(merged, "group")
    ):
        return
    owners: dict[str, int] = {}
    for number, group in merged.after.groups.items():
        for topic in group["topics"]:
            owner = owners.setdefault(topic_key(topic), number)
            if owner != number:
                name = merged.after.groups[owner]["name"]
                merged.problems.add(
                    merged.place("group", number, "topics"),
                    f'group "{name}" is responsible for topic "{topic}" already',
                    "a topic leads to one group; make a rule for the other",
                )


def _ringing(merged: Merged) -> None:
    """No preference and no device that rings lacks its number (S1, S2)."""
    for number, record, was in changed(merged, "agent"):
        if was is not None and all(record[place] == was[place] for place in _RINGING):
            continue
        if record["ring"] is None and not record["devices"]:
            continue
        agent: Any = SimpleNamespace(**record)
        try:
            ringing.check(agent, record["devices"])
        except RuleError as problem:
            place = merged.place("agent", number, "ring", "devices", "phone", "extension")
            merged.problems.add(place, problem.message)


def _reporting(merged: Merged) -> None:
    """Reporting lines lead to managers, and never in a circle (S1)."""
    agents = merged.after.agents
    lines = {number: agent["reports_to"] for number, agent in agents.items() if agent["reports_to"]}
    for number, managers in lines.items():
        for manager in managers:
            _check_manager(merged, number, manager)
    moved = [
        number
        for number, record, was in changed(merged, "agent")
        if record["reports_to"] and (was is None or was["reports_to"] != record["reports_to"])
    ]
    told: set[int] = set()
    for number in moved:
        circle = None if number in told else _circle(number, lines)
        if circle is not None:
            told |= set(circle)
            path = ARROW.join(f'"{agents[each]["name"]}"' for each in circle if each in agents)
            place = merged.place("agent", number, "reports_to")
            merged.problems.add(place, f"reporting lines cannot run in a circle: {path}")


def _check_manager(merged: Merged, number: int, manager: int) -> None:
    agents = merged.after.agents
    name = agents[number]["name"]
    if manager not in agents:
        gone = merged.pruned["agent"][manager]["name"]
        message = f'agent "{gone}" cannot be deleted while "{name}" reports to them'
        merged.problems.add(merged.wanted.listed["agent"], message, "list both, or neither")
    elif agents[manager]["role"] != Role.MANAGER:
        own = merged.states("agent", number, "reports_to")
        place = merged.place("agent", number if own else manager, "reports_to", "role")
        message = (
            f'agent "{agents[manager]["name"]}" is not a manager, so "{name}" cannot report to them'
        )
        merged.problems.add(place, message, "state role: manager")


def _most_centers(merged: Merged) -> None:
    """S2: an agent is in at most so many centers."""
    touched = [
        n for n, r, was in changed(merged, "center") if was is None or was["people"] != r["people"]
    ]
    if not touched:
        return
    counts: dict[int, int] = {}
    for record in merged.after.centers.values():
        for agent in record["people"]:
            counts[agent] = counts.get(agent, 0) + 1
    for agent, count in counts.items():
        if count > MOST_CENTERS:
            name = merged.after.agents[agent]["name"]
            message = (
                f'agent "{name}" would be assigned to {count} centers, {MOST_CENTERS} is the most'
            )
            center = next(n for n in touched if agent in merged.after.centers[n]["people"])
            merged.problems.add(merged.place("center", center, "people"), message)


_RINGING = ("name", "ring", "phone", "extension", "devices")
