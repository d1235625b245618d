"""Memberships: which agent is in which group, with what weight, tier, place and wrap-up (S0)."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam
from sqlmodel import case, col, func, select

from ccadmin.changes import Change
from ccadmin.errors import ConflictError, NotFoundError, did_you_mean
from ccadmin.models import Agent, Center, CenterMember, Group, Member
from ccadmin.tenant import assignments
from ccadmin.tenant.finding import center_names
from ccadmin.tenant.ranges import LONGEST, check_ranges

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ccadmin.store import Store

RANGES: Final = {
    "weight": (1, 100),
    "tier": (1, 9),
    "position": (1, 1_000_000),
    "wrap_up": (0, LONGEST),
}


def add(
    store: Store,
    group: Group,
    agents: Sequence[Agent],
    fields: Mapping[str, Any],
    *,
    assign: bool = False,
) -> list[Change]:
    """Put agents into a group; who is a member already gets the fields that are given.

    Newcomers join at the end, in the order in which they are named, unless `fields` has a position.

    Raises:
        RuleError: a field is out of its range.
        ConflictError: somebody is outside the group's center and `assign` is not set (S2).
    """
    check_ranges("member", fields, RANGES)
    changes = _bring_inside(store, group, agents, assign=assign)
    position = store.session.exec(_LAST, params={"group": group.id}).one()
    for agent in agents:
        row = store.session.get(Member, (group.id, agent.id))
        before = None if row is None else _audited(row)
        if row is None:
            position += 1
            row = Member(group_id=group.id or 0, agent_id=agent.id or 0, position=position)
            store.session.add(row)
        after = _set(row, fields)
        changes.append(store.record(_change(store, group, agent, before, after)))
    store.session.flush()
    return changes


def edit(
    store: Store, group: Group, agents: Sequence[Agent], fields: Mapping[str, Any]
) -> list[Change]:
    """Change the memberships of agents; a wrap-up of None goes back to the group's.

    Raises:
        RuleError: a field is out of its range.
        NotFoundError: somebody is no member; nothing is changed.
    """
    check_ranges("member", fields, RANGES)
    rows = [(agent, _membership(store, group, agent)) for agent in agents]
    changes = [
        store.record(_change(store, group, agent, _audited(row), _set(row, fields)))
        for agent, row in rows
    ]
    store.session.flush()
    return changes


def remove(
    store: Store, group: Group, agents: Sequence[Agent], *, if_exists: bool = False
) -> list[Change]:
    """Take agents out of a group.

    Raises:
        NotFoundError: somebody is no member and `if_exists` is not set; nothing is changed.
    """
    changes = []
    for agent in agents:
        row = store.session.get(Member, (group.id, agent.id))
        if row is None and if_exists:
            changes.append(_change(store, group, agent, None, None))
            continue
        row = _membership(store, group, agent)
        gone = _change(store, group, agent, _audited(row), None)
        changes.append(store.record(gone))
        store.session.delete(row)
    store.session.flush()
    return changes


def overview(store: Store, group: Group) -> list[dict[str, Any]]:
    """The members of a group in the order in which equals are offered contacts."""
    rows = store.session.exec(
        select(Member, Agent)
        .join(Agent, col(Agent.id) == col(Member.agent_id))
        .where(Member.group_id == group.id)
        .order_by(col(Member.tier), col(Member.position), col(Member.agent_id))
    ).all()
    return [
        {"agent_id": agent.id, "name": agent.name, "email": agent.email, **describe(member)}
        for member, agent in rows
    ]


def virtual_groups(store: Store) -> set[int]:
    """The ids of the groups that have members, all of them virtual agents (S3)."""
    persons = func.sum(case((col(Agent.virtual), 0), else_=1))
    per_group = (
        select(Member.group_id)
        .join(Agent, col(Agent.id) == col(Member.agent_id))
        .group_by(col(Member.group_id))
        .having(persons == 0)
    )
    return set(store.session.exec(per_group))


def describe(member: Member) -> dict[str, Any]:
    """The fields of a membership; a wrap-up of None is the group's."""
    return {
        "weight": member.weight,
        "status": member.status.value,
        "tier": member.tier,
        "position": member.position,
        "wrap_up": member.wrap_up,
    }


def _audited(member: Member) -> dict[str, Any]:
    """What the audit log keeps: names may be shared, so the agent's id stands beside the fields."""
    return {"agent_id": member.agent_id, **describe(member)}


def _change(
    store: Store,
    group: Group,
    agent: Agent,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> Change:
    """The change of a membership between two states, for the admins of the group's center."""
    name, centers = f"{agent.name} in {group.name}", center_names(store, group.center_id)
    return Change("member", group.id, name, before, after, centers=centers)


def _set(row: Member, fields: Mapping[str, Any]) -> dict[str, Any]:
    for field, value in fields.items():
        setattr(row, field, value)
    return _audited(row)


def _membership(store: Store, group: Group, agent: Agent) -> Member:
    row = store.session.get(Member, (group.id, agent.id))
    if row is not None:
        return row
    names = [member["name"] for member in overview(store, group)]
    raise NotFoundError(
        "member-not-found",
        f'agent "{agent.name}" is no member of group "{group.name}"',
        hint=did_you_mean(agent.name, names)
        or f"see them with: ccadmin group members list {quote(group.name)}",
    )


def _bring_inside(
    store: Store, group: Group, agents: Iterable[Agent], *, assign: bool
) -> list[Change]:
    """A group of a center takes only people assigned to that center (S2)."""
    center = store.session.get(Center, group.center_id) if group.center_id else None
    if center is None:
        return []
    outside = [a for a in agents if store.session.get(CenterMember, (center.id, a.id)) is None]
    if outside and not assign:
        names = ", ".join(f'"{agent.name}"' for agent in outside)
        raise ConflictError(
            "outside-center",
            f'not assigned to center "{center.name}" of group "{group.name}": {names}',
            hint="assign them first, or add --assign to do both",
        )
    return assignments.assign(store, center, outside)


_LAST: Final = select(func.coalesce(func.max(Member.position), 0)).where(
    Member.group_id == bindparam("group")
)
"""Made once: every line of a batch that adds members asks it."""
