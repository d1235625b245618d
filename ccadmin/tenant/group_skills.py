"""The skills that a group's work calls for (S3), each with the least proficiency in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam
from sqlmodel import col, delete, select

from ccadmin.arguments import Skills
from ccadmin.models import Group, GroupSkill
from ccadmin.tenant.names import clean_name, key_of

if TYPE_CHECKING:
    from ccadmin.store import Store


def set_skills(store: Store, group: Group, skills: Skills) -> None:
    """Let a group call for these skills instead of those it called for.

    Raises:
        RuleError: a skill's name is refused.
    """
    store.session.exec(delete(GroupSkill).where(col(GroupSkill.group_id) == group.id))
    for name, level in skills.needed:
        clean = clean_name("skill", name)
        store.session.add(
            GroupSkill(group_id=group.id or 0, name_key=key_of(clean), name=clean, level=level)
        )
    store.session.flush()


def levels(store: Store) -> dict[int, dict[str, int]]:
    """The level of every skill that a group calls for, by group id and by the skill's key."""
    found: dict[int, dict[str, int]] = {}
    for row in store.session.exec(select(GroupSkill)):
        found.setdefault(row.group_id, {})[row.name_key] = row.level
    return found


def skills_of(store: Store, group: Group) -> Skills:
    """The skills that a group calls for, by name."""
    rows = store.session.exec(_OF_GROUP, params={"group": group.id})
    return Skills(tuple((name, level) for name, level in rows))


_OF_GROUP: Final = (
    select(GroupSkill.name, GroupSkill.level)
    .where(GroupSkill.group_id == bindparam("group"))
    .order_by(GroupSkill.name_key)
)
"""Made once: every line of a batch about groups asks it."""
