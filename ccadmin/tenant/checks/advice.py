"""The advice of S3: names, responsibilities, service levels, similar skill, a way up."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sqlmodel import select

from ccadmin.models import Topic
from ccadmin.tenant import skills
from ccadmin.tenant.checks.findings import Finding, line
from ccadmin.tenant.group_skills import skills_of
from ccadmin.tenant.names import key_of
from ccadmin.vocabulary import GroupKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ccadmin.models import Agent, Center, Group
    from ccadmin.tenant.checks.view import View

FAR_APART: Final = 4
"""Levels of proficiency between the best and the least member at which S3's "similar" ends."""
LAST_TIER: Final = 9

_EMPTY_WORDS: Final = (
    "group", "team", "department", "dept", "queue", "unit", "section", "squad", "agents",
    "group of agents", "agent group", "new group", "test", "untitled", "default",
    "група", "екип", "отдел", "опашка", "звено", "агенти", "група агенти", "нова група", "тест",
    "группа", "команда", "gruppe", "abteilung", "grupo", "equipo", "groupe", "équipe",
)  # fmt: skip
"""What a group is called that is not named for anything, in the languages of its likely users."""
_LEVELS: Final = ("level", "tier", "ниво", "нива", "уровень")
"""Words with which a number does say something, where the group is one by level of skill."""
_MARK: Final = r"[\s\-_.:#№]*(?:\d+|[ivx]+|[^\W\d_])?[\s)]*"
"""A number, a roman one, or one letter, which tells a group from others and nothing else."""
_VAGUE: Final = re.compile(f"(?:{'|'.join(map(re.escape, _EMPTY_WORDS))}){_MARK}|{_MARK}")
_LEVEL: Final = re.compile(f"(?:{'|'.join(_LEVELS)}){_MARK}")


def findings(view: View) -> Iterator[Finding]:
    """What could be set up better, group by group; disabled groups are left in peace."""
    topics = set(view.store.session.exec(select(Topic.group_id)).all())
    centers = {center.id: center for center in view.centers}
    below = {group.escalates_to_id for group in view.groups}
    enabled = view.enabled
    for group in enabled:
        if is_vague(group.name, group.kind):
            yield _about(
                "vague-name",
                group,
                "its name does not say what it is for",
                line("group", "edit", group.name, "--name", "NAME"),
            )
        if len(enabled) > 1 and group.escalates_to_id is None and group.id not in below:
            yield _about(
                "no-way-up",
                group,
                "what it cannot solve has no group to go up to",
                line("group", "edit", group.name, "--escalates-to", "GROUP"),
            )
        if group.description is None and group.id not in topics:
            yield _about(
                "no-responsibility",
                group,
                "neither topics nor a description say what it is responsible for",
                line("group", "edit", group.name, "--description", "TEXT"),
            )
        if not _has_service_level(group, centers.get(group.center_id)):
            yield _about(
                "no-service-level",
                group,
                "neither it nor its center states a service level; 80/20 is taken",
                line("group", "edit", group.name, "--service-level", "80/20"),
            )
    yield from _skills(view)


def is_vague(name: str, kind: GroupKind | None) -> bool:
    """Whether a name only counts groups: `Group 1`, `Team A`, or a `Level 1` of no kind."""
    key = key_of(name)
    if _LEVEL.fullmatch(key):
        return kind is not GroupKind.SKILL_LEVEL
    return _VAGUE.fullmatch(key) is not None


def _has_service_level(group: Group, center: Center | None) -> bool:
    return any(owner and owner.service_percent is not None for owner in (group, center))


def _skills(view: View) -> Iterator[Finding]:
    """Skills that nobody in a group has as it calls for, and members far apart in one tier."""
    levels = skills.levels(view.store)
    for group in view.enabled:
        places = view.serving(group)
        for name, least in skills_of(view.store, group).needed if places else ():
            key = key_of(name)
            own = {
                place.agent.id: levels.get(place.agent.id or 0, {}).get(key, 0) for place in places
            }
            if max(own.values()) < least:
                best = max(places, key=lambda place: own[place.agent.id])
                yield _about(
                    "nobody-skilled",
                    group,
                    f'its work calls for "{name}" at {least}, which no member has',
                    line("agent", "skill", "set", view.word(best.agent), f"{name}:{least}"),
                )
            yield from _far_apart(view, group, name, own)


def _far_apart(
    view: View, group: Group, skill: str, own: Mapping[int | None, int]
) -> Iterator[Finding]:
    """S3 asks for similar skill in a group; tiers are the groups within a group."""
    by_tier: dict[int, list[Agent]] = defaultdict(list)
    for place in view.serving(group):
        by_tier[place.member.tier].append(place.agent)
    for tier, peers in by_tier.items():
        low, high = (chosen(peers, key=lambda agent: own[agent.id]) for chosen in (min, max))
        if own[high.id] - own[low.id] >= FAR_APART:
            below = str(min(LAST_TIER, max(by_tier) + 1))
            yield _about(
                "uneven-skills",
                group,
                f'in "{skill}" "{high.name}" has {own[high.id]} and "{low.name}" {own[low.id]}, '
                f"both in tier {tier}",
                line("group", "members", "edit", group.name, view.word(low), "--tier", below),
            )


def _about(code: str, group: Group, sentence: str, fix: str) -> Finding:
    return Finding(code, "group", group.name, sentence, fix)
