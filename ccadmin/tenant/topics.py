"""Topics (S3): the kinds of problem that a group is responsible for, each the business of one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam
from sqlmodel import col, delete, select

from ccadmin.entering.conditions import TOPIC, compared
from ccadmin.errors import ConflictError
from ccadmin.models import Group, Topic
from ccadmin.tenant.names import clean_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.store import Store


def set_topics(store: Store, group: Group, names: Sequence[str]) -> None:
    """Make a group responsible for these topics, and for no other.

    Raises:
        RuleError: a topic is no name.
        ConflictError: another group is responsible for one of them.
    """
    store.session.exec(delete(Topic).where(col(Topic.group_id) == group.id))
    for name in names:
        clean = clean_name("topic", name)
        key = compared(TOPIC, clean) or ""
        taken = store.session.get(Topic, key)
        if taken is not None and taken.group_id != group.id:
            other = store.session.get_one(Group, taken.group_id)
            raise ConflictError(
                "topic-taken",
                f'group "{other.name}" is responsible for topic "{taken.name}" already',
                hint="a topic leads to one group; give it another name, or make a rule",
            )
        if taken is None:
            store.session.add(Topic(name_key=key, name=clean, group_id=group.id or 0))
            store.session.flush()


def topics_of(store: Store, group: Group) -> list[str]:
    """The topics that a group is responsible for, in order."""
    return list(store.session.exec(_OF_GROUP, params={"group": group.id}))


def topics_by_center(
    store: Store, group_index: Mapping[int | None, int]
) -> Mapping[int | None, Mapping[str, int]]:
    """The topics of each center's groups, and under None those of all groups of the tenant.

    Each topic as it is compared leads to the index of its group.
    """
    found: dict[int | None, dict[str, int]] = defaultdict(dict)
    rows = store.session.exec(
        select(Topic.name_key, Topic.group_id, Group.center_id).join(
            Group, col(Topic.group_id) == col(Group.id)
        )
    )
    for key, group, center in rows:
        found[None][key] = group_index[group]
        if center is not None:
            found[center][key] = group_index[group]
    return found


_OF_GROUP: Final = (
    select(Topic.name).where(Topic.group_id == bindparam("group")).order_by(Topic.name_key)
)
"""Made once: every line of a batch about groups asks it."""
