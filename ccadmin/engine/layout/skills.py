"""What contacts require, with every step of relaxing, and what people hold."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from ccadmin.acd import codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.engine import Snapshot

Requirement: TypeAlias = tuple[tuple[int, int], ...]


def need_columns(requirements: Sequence[Requirement]) -> dict[str, list[int]]:
    """The sets that contacts name, as they are given, and after them those that relaxing makes.

    Every level of a set falls by one at each step, and at 0 the skill is dropped.
    """
    sets = list(requirements)
    row_of: dict[Requirement, int] = {}
    relaxed: list[int] = []
    for each in sets:  # grows as it is gone through
        easier = tuple((skill, level - 1) for skill, level in each if level > 1)
        if not easier:
            relaxed.append(codes.NONE)
            continue
        if easier not in row_of:
            row_of[easier] = len(sets)
            sets.append(easier)
        relaxed.append(row_of[easier])
    return {
        "first": list(accumulate((len(each) for each in sets), initial=0)),
        "relaxed": relaxed,
        "skill": [skill for each in sets for skill, _ in each],
        "level": [level for each in sets for _, level in each],
    }


def proficiencies(snapshot: Snapshot) -> list[int]:
    """What each agent holds of each skill, an agent's side by side; 0 is nothing."""
    skills = range(len(snapshot.skills))
    return [agent.skills.get(skill, 0) for agent in snapshot.agents for skill in skills]
