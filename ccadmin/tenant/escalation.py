"""The way up (S3): the next group above each, never in a circle, and the chain that follows."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from sqlmodel import col, select

from ccadmin.errors import RuleError
from ccadmin.models import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.store import Store

ARROW = " → "
"""Between two groups of a chain, as people read it."""


def lead_up(store: Store, group: Group, above: Group | None) -> None:
    """Let a group escalate to another, or end its escalation with None.

    Raises:
        RuleError: the chain would come back to the group; the message shows its path.
    """
    if above is not None:
        path = [group, above, *chain(store, above)]
        if group in path[1:]:
            _refuse(path[: path.index(group, 1) + 1])
    group.escalates_to_id = None if above is None else above.id
    store.session.flush()


def chain(store: Store, group: Group) -> list[Group]:
    """The groups above a group, the next one first; a circle is followed once round."""
    above: list[Group] = []
    step = _above(store, group)
    while step is not None and step not in above:
        above.append(step)
        step = _above(store, step)
    return above


def drawn(store: Store, group: Group) -> str | None:
    """The chain from a group to the top as people read it; None when nothing is above."""
    above = chain(store, group)
    return ARROW.join(each.name for each in (group, *above)) if above else None


def escalating_to(store: Store, group: Group) -> Sequence[Group]:
    """The groups right below a group, by name."""
    below = select(Group).where(col(Group.escalates_to_id) == group.id)
    return store.session.exec(below.order_by(Group.name_key)).all()


def _above(store: Store, group: Group) -> Group | None:
    return store.session.get(Group, group.escalates_to_id) if group.escalates_to_id else None


def _refuse(circle: Sequence[Group]) -> None:
    below = circle[-2]
    raise RuleError(
        "escalation-circle",
        "escalation cannot run in a circle: " + ARROW.join(f'"{each.name}"' for each in circle),
        hint="name another group"
        if len(circle) <= 2  # noqa: PLR2004 - a group and itself
        else f"end that first: ccadmin group edit {quote(below.name)} --unset escalates-to",
    )
