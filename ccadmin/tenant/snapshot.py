"""What the engine sees of a tenant: the one place where configuration turns into its values.

Groups and agents are taken in the order of their ids. Hours are expanded over a horizon that the
caller names, because the engine never sees a wall clock.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select as select_columns
from sqlmodel import col, select

from ccadmin import calendars, engine
from ccadmin.models import Agent, Audit, Center, Group, Member, Overflow
from ccadmin.tenant import hours
from ccadmin.tenant.groups import service_level_of, strategy_of
from ccadmin.tenant.names import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.calendars import Week
    from ccadmin.contacts import Entrances
    from ccadmin.store import Store
    from ccadmin.vocabulary import Trigger

_SECOND = 1000


def entrances(store: Store) -> Entrances:
    """Where the contacts of a file may enter: groups, centers, and groups that are no more."""
    from ccadmin.contacts import Entrances

    groups = store.session.exec(select(Group.id, Group.name).order_by(col(Group.id))).all()
    index = {group_id: i for i, (group_id, _) in enumerate(groups)}
    centers = store.session.exec(select(Center.id, Center.name, Center.default_group_id)).all()
    living = {key_of(name) for _, name in groups}
    gone = select(Audit.name).where(Audit.kind == "group", Audit.action == "deleted").distinct()
    return Entrances(
        groups={name: index[group_id] for group_id, name in groups},
        group_ids={group_id: i for group_id, i in index.items() if group_id is not None},
        centers={name: index.get(default) for _, name, default in centers},
        center_ids={
            center_id: index.get(default) for center_id, _, default in centers if center_id
        },
        deleted={name for name in store.session.exec(gone) if key_of(name) not in living},
    )


def take(store: Store, start: int, end: int) -> engine.Snapshot:
    """The tenant as the distributor sees it, its hours expanded over `[start, end)` ms UTC."""
    weeks = hours.weeks(store)
    open_over = cache(lambda week: calendars.open_intervals(week, start, end))
    shifts_over = cache(lambda week: calendars.shifts(week, start, end))
    days_over = cache(lambda zone: calendars.local_days(zone, start, end))
    rows = store.session.exec(select(Group).order_by(col(Group.id))).all()
    centers = {center.id: center for center in store.session.exec(select(Center))}
    people = store.session.exec(
        select(Agent.id, Agent.name, Agent.phone, Agent.extension).order_by(col(Agent.id))
    ).all()
    group_index = {group.id: i for i, group in enumerate(rows)}
    members = _members(store, {agent_id: i for i, (agent_id, *_) in enumerate(people)})
    overflows = _overflows(store, group_index)

    def opening(week: Week | None) -> tuple[tuple[int, int], ...] | None:
        return None if week is None or _never_closes(week, start) else open_over(week)

    groups = [
        _group(row, centers.get(row.center_id), members[row.id or 0], overflows[row.id or 0])
        for row in rows
    ]
    return engine.Snapshot(
        groups=tuple(
            replace(
                group,
                open=opening(weeks.groups[group.id]),
                days=days_over(weeks.zone_of_group[group.id]),
            )
            for group in groups
        ),
        agents=tuple(
            engine.Agent(
                id=agent_id or 0,
                name=name,
                takes_calls=bool(phone or extension),
                shifts=None
                if (week := weeks.agents.get(agent_id or 0)) is None
                else shifts_over(week),
            )
            for agent_id, name, phone, extension in people
        ),
    )


def _never_closes(week: Week, start: int) -> bool:
    """Whether the hours go round the clock, so that the horizon's end is no closing time."""
    return calendars.is_open(week, start) and calendars.next_change(week, start) is None


def _group(
    row: Group,
    center: Center | None,
    members: tuple[engine.Member, ...],
    overflow: Mapping[Trigger, engine.Overflow],
) -> engine.Group:
    level = service_level_of(row, center)
    return engine.Group(
        id=row.id or 0,
        name=row.name,
        strategy=strategy_of(row, center),
        status=row.status,
        members=members,
        weight=row.weight,
        order=row.order,
        age_point=row.age_point * _SECOND,
        tier_wait=row.tier_wait * _SECOND,
        window=row.window,
        window_days=row.window_days,
        scope=row.scope,
        late_joiner=row.late_joiner,
        max_waiting=row.max_waiting,
        max_wait=None if row.max_wait is None else row.max_wait * _SECOND,
        overflow=overflow,
        wrap_up=row.wrap_up * _SECOND,
        wrap_up_scope=row.wrap_up_scope,
        at_closing=row.at_closing,
        service_level=(level.percent, level.seconds * _SECOND),
    )


def _members(
    store: Store, agent_index: Mapping[int | None, int]
) -> Mapping[int, tuple[engine.Member, ...]]:
    found: dict[int, list[engine.Member]] = defaultdict(list)
    columns: tuple[Any, ...] = (
        Member.group_id, Member.agent_id, Member.weight, Member.tier, Member.position,
        Member.status, Member.wrap_up,
    )  # fmt: skip
    # Plain rows, not objects: a tenant may have tens of thousands of memberships.
    query = select_columns(*columns).order_by(col(Member.position), col(Member.agent_id))
    for row in store.session.connection().execute(query):
        found[row.group_id].append(
            engine.Member(
                agent=agent_index[row.agent_id],
                weight=row.weight,
                tier=row.tier,
                position=row.position,
                status=row.status,
                wrap_up=None if row.wrap_up is None else row.wrap_up * _SECOND,
            )
        )
    return defaultdict(tuple, {group_id: tuple(them) for group_id, them in found.items()})


def _overflows(
    store: Store, group_index: Mapping[int | None, int]
) -> Mapping[int, dict[Trigger, engine.Overflow]]:
    found: dict[int, dict[Trigger, engine.Overflow]] = defaultdict(dict)
    for row in store.session.exec(select(Overflow)):
        target = None if row.target_id is None else group_index[row.target_id]
        found[row.group_id][row.trigger] = engine.Overflow(row.action, target)
    return found
