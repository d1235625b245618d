"""What the engine refuses: values that contradict each other, or that no 64-bit clock can hold.

The commands and the database let none of this through. Whoever builds a snapshot by hand learns
here what is wrong, where, and what would be right.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from ccadmin.acd import codes, intake
from ccadmin.errors import RuleError
from ccadmin.vocabulary import Order, OverflowAction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.engine import Agent, Contacts, Group, Snapshot

LONGEST: Final = intake.LONGEST
LATEST: Final = intake.LATEST
HEAVIEST: Final = 1 << 31
"""Weights of groups are nearer to 0 than this, positions and weights of members below it."""
SPANS: Final = ("age_point", "tier_wait", "max_wait", "wrap_up", "skill_relax", "break_length")
ALWAYS: Final = ("group", "talk", "patience", "wrap_up", "priority")
SOMETIMES: Final = (
    "ids",
    "channel",
    "needs",
    "level",
    "silent_after",
    "resolved",
    "rating",
    "rated_after",
)
COLUMNS: Final = {
    intake.ARRIVED: ("arrived", "milliseconds from 1970 to 4199"),
    intake.GROUP: ("group", "the index of a group, or one of ENDS_AT_THE_DOOR"),
    intake.TALK: ("talk", "0 or more milliseconds, at most 34 years"),
    intake.PATIENCE: ("patience", "UNLIMITED or 0 or more milliseconds, at most 34 years"),
    intake.WRAP_UP: ("wrap_up", "UNSET or 0 or more milliseconds, at most 34 years"),
    intake.PRIORITY: ("priority", "a whole number of at most 31 bits"),
    intake.CHANNEL: ("channel", "an index into CHANNELS"),
    intake.NEEDS: ("needs", "an index into the requirements, or NO_NEEDS"),
    intake.LEVEL: ("level", "0 to 100 groups up"),
    intake.SILENT_AFTER: ("silent_after", "UNLIMITED or 0 or more milliseconds, at most 34 years"),
}
MOST_PROFICIENT: Final = 127
"""Proficiencies and levels are bytes to the distributor; a tenant has 1 to 10."""
MOST_IN_HAND: Final = 1 << 16
"""No capacity is larger."""


def check_snapshot(snapshot: Snapshot) -> None:
    """Check the groups and the agents' hours.

    Raises:
        RuleError: a value is out of its range, or names what is not there.
    """
    for agent in snapshot.agents:
        check_agent(snapshot, agent)
    for group in snapshot.groups:
        check_group(snapshot, group)


def check_agent(snapshot: Snapshot, agent: Agent) -> None:
    """Check one person: hours, delays, skills and capacity."""
    place = f'agent "{agent.name}"'
    spans = [(shift.start, shift.end) for shift in agent.shifts or ()]
    check_spans(f"the shifts of {place}", spans)
    for name in ("extension", "mobile", "accept"):
        within(place, f"delay at {name}", getattr(agent, name) or 0, most=LONGEST)
    if agent.capacity is not None:
        within(place, "capacity", agent.capacity, least=1, most=MOST_IN_HAND)
    check_skills(snapshot, place, agent.skills)


def check_skills(snapshot: Snapshot, place: str, skills: Mapping[int, int]) -> None:
    """Check that skills are those of the snapshot, each at a level that can be."""
    for skill, level in skills.items():
        if not is_index(skill, snapshot.skills):
            raise refusal(
                f"{place}: skill {skill} is no skill of the snapshot",
                hint="give the index of a skill",
            )
        within(place, f'level of skill "{snapshot.skills[skill]}"', level, most=MOST_PROFICIENT)


def check_requirements(snapshot: Snapshot, contacts: Contacts) -> None:
    """Check what contacts can require.

    Raises:
        RuleError: nothing, an unknown skill, or a level that cannot be.
    """
    for index, each in enumerate(contacts.requirements):
        place = f"requirement {index}"
        if not each or any(level < 1 for _, level in each):
            raise refusal(f"{place} requires a skill at no level", hint="give levels of at least 1")
        check_skills(snapshot, place, dict(each))


def check_lengths(contacts: Contacts) -> None:
    """Check that all columns of the contacts are equally long.

    Raises:
        RuleError: one is not.
    """
    count = len(contacts.arrived)
    columns = {name: getattr(contacts, name) for name in (*ALWAYS, *SOMETIMES)}
    lengths = {name: len(column) for name, column in columns.items() if column is not None}
    for name, length in lengths.items():
        if length != count:
            raise refusal(
                f'the contact column "{name}" has {length} rows, and "arrived" has {count}',
                hint="give every column one row for each contact",
            )


def check_contacts(snapshot: Snapshot, contacts: Contacts, found: Any) -> None:
    """Check what a look through the contacts found.

    Raises:
        RuleError: a contact holds what cannot be, or all together would outlast the clock.
    """
    if found.row != codes.NONE:
        name, expected = COLUMNS[found.column]
        value = getattr(contacts, name)[found.row]
        raise refusal(
            f'contact {found.row}: {name} "{value}" is not possible', hint=f"it must be {expected}"
        )
    check_requirements(snapshot, contacts)
    wrap_ups = [group.wrap_up for group in snapshot.groups]
    wrap_ups += [row.wrap_up or 0 for group in snapshot.groups for row in group.members]
    waits = [group.max_wait or 0 for group in snapshot.groups]
    steps = [row.tier * group.tier_wait for group in snapshot.groups for row in group.members]
    steps += [MOST_PROFICIENT * group.skill_relax for group in snapshot.groups]
    rings = [2 * group.ring_time + group.chat.accept_timeout for group in snapshot.groups]
    work = found.talks * (found.work + len(contacts.arrived) * max(wrap_ups, default=0))
    rest = found.patience + max(waits, default=0) + max(steps, default=0) + max(rings, default=0)
    ages = [group.age_point for group in snapshot.groups if group.order is Order.AGEING]
    gained = found.priority * max(ages, default=0)
    if max(found.last + work + rest, gained) >= codes.FOREVER >> (1 + codes.TIMER_BITS):
        raise refusal(
            "the contacts together would last longer than a 64-bit clock can count",
            hint="look for durations, priorities or age-points that are far too large",
        )


def check_group(snapshot: Snapshot, group: Group) -> None:
    """Check one group: its rules, its members and its hours."""
    place = f'group "{group.name}"'
    within(place, "weight", group.weight, least=-HEAVIEST)
    within(place, "window-days", group.window_days, least=1)
    within(place, "max-waiting", group.max_waiting or 0, most=codes.FOREVER)
    for name in SPANS:
        within(place, name.replace("_", "-"), getattr(group, name) or 0, most=LONGEST)
    for name in ("accept_timeout", "short_break", "silence_timeout"):
        within(place, name.replace("_", "-"), getattr(group.chat, name) or 0, most=LONGEST)
    within(place, "ring-time", group.ring_time, least=1, most=LONGEST)
    within(place, "accept-timeout", group.chat.accept_timeout, least=1, most=LONGEST)
    within(place, "capacity", group.chat.capacity, least=1, most=MOST_IN_HAND)
    check_skills(snapshot, place, group.skills)
    check_spans(f"the chat hours of {place}", group.chat.open or ())
    if group.escalates_to is not None and not is_index(group.escalates_to, snapshot.groups):
        raise refusal(
            f"{place} escalates to no group of the snapshot", hint="give the index of a group"
        )
    check_spans(f"the open hours of {place}", group.open or ())
    check_spans(f"the days of {place}", list(pairwise(group.days)))
    for trigger, rule in group.overflow.items():
        if rule.action is OverflowAction.GROUP and not is_index(rule.group, snapshot.groups):
            raise refusal(
                f"{place}: the overflow on {trigger} leads to no group of the snapshot",
                hint="give the index of a group, or hang up",
            )
    check_members(snapshot, group)


def check_members(snapshot: Snapshot, group: Group) -> None:
    """Check the members of one group."""
    place = f'group "{group.name}"'
    seen: set[int] = set()
    for member in group.members:
        if not is_index(member.agent, snapshot.agents):
            raise refusal(
                f"{place}: member {member.agent} is no agent of the snapshot",
                hint="give the index of an agent",
            )
        seat = f'{place}, member "{snapshot.agents[member.agent].name}"'
        if member.agent in seen:
            raise refusal(f"{seat} is a member twice", hint="make it one membership")
        seen.add(member.agent)
        within(seat, "weight", member.weight, least=1)
        within(seat, "tier", member.tier, least=1)
        within(seat, "wrap-up", member.wrap_up or 0, most=LONGEST)


def check_watched(contacts: Contacts, watched: int | None) -> None:
    """Check that the contact to explain is one of them."""
    if watched is not None and not is_index(watched, contacts.arrived):
        raise refusal(
            f"contact {watched} is to be explained, and there is no such row",
            hint=f"give a row from 0 to {len(contacts.arrived) - 1}",
        )


def check_spans(place: str, spans: Sequence[tuple[int, int]]) -> None:
    """Check that spans of time are not empty, follow each other, and stay on the clock."""
    before = -LATEST
    for start, end in spans:
        if not before <= start < end <= LATEST:
            if not -LATEST <= start < end <= LATEST:
                raise refusal(
                    f"{place} hold the span from {start} to {end}",
                    hint="a span must end after it starts, both in milliseconds since 1970",
                )
            raise refusal(
                f"{place} are not in order: {start} comes after {before}",
                hint="sort the spans and join those that overlap",
            )
        before = end


def within(place: str, name: str, value: int, *, least: int = 0, most: int = HEAVIEST) -> None:
    """Check that a value lies in its range."""
    if not least <= value <= most:
        raise refusal(
            f"{place}: {name} {value} is out of range",
            hint=f"give a whole number from {least} to {most}",
        )


def is_index(value: int | None, rows: Sequence[object]) -> bool:
    """Whether the value is the index of one of the rows."""
    return value is not None and 0 <= value < len(rows)


def refusal(message: str, *, hint: str) -> RuleError:
    """What is raised for anything here."""
    return RuleError("snapshot", message, hint=hint)
