"""What contacts require of people: sets of skills with the least level of each.

A row of `Needs` is one set; `relaxed` is the row of the set in which every level is one lower, and
NONE where nothing is left. A contact that requires nothing has NONE instead of a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .codes import NONE

if TYPE_CHECKING:
    from .columns import Columns


class Needs:
    """The sets: set s requires the skills of the rows first[s] to first[s + 1], each with a level.

    `proficiency` has a row for each agent and skill, the agent's side by side, `skills` many.
    """

    __slots__ = ("first", "level", "proficiency", "relaxed", "skill", "skills")

    def __init__(self, columns: Columns, skills: int) -> None:
        self.first = columns["first"]
        self.relaxed = columns["relaxed"]
        self.skill = columns["skill"]
        self.level = columns["level"]
        self.proficiency = columns["proficiency"]
        self.skills = skills


def are_met(needs: Needs, wanted: int, agent: int) -> bool:
    """Whether the agent holds every skill of the set at its level."""
    if wanted == NONE:
        return True
    skills = agent * needs.skills
    for row in range(needs.first[wanted], needs.first[wanted + 1]):
        if needs.proficiency[skills + needs.skill[row]] < needs.level[row]:
            return False
    return True


def proficiency(needs: Needs, wanted: int, agent: int) -> int:
    """The sum of the agent's proficiencies in the skills of the set."""
    skills = agent * needs.skills
    total = 0
    for row in range(needs.first[wanted], needs.first[wanted + 1]):
        total += needs.proficiency[skills + needs.skill[row]]
    return total
