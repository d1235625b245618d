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
from ccadmin.models import Center, Group, Member, Overflow
from ccadmin.tenant import chat_service, group_skills, hours, people, skills
from ccadmin.tenant.groups import service_level_of, strategy_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.calendars import Week
    from ccadmin.store import Store
    from ccadmin.vocabulary import Trigger

_SECOND = 1000


def take(store: Store, start: int, end: int, *, use_status: bool = False) -> engine.Snapshot:
    """The tenant as the distributor sees it, its hours expanded over `[start, end)` ms UTC.

    With `use_status` those who are on a break or offline now are never on duty.
    """
    weeks = hours.weeks(store)
    open_over = cache(lambda week: calendars.open_intervals(week, start, end))
    shifts_over = cache(lambda week: calendars.shifts(week, start, end))
    days_over = cache(lambda zone: calendars.local_days(zone, start, end))
    rows = store.session.exec(select(Group).order_by(col(Group.id))).all()
    centers = {center.id: center for center in store.session.exec(select(Center))}

    def shifts_of(agent_id: int) -> tuple[engine.Shift, ...] | None:
        week = weeks.agents.get(agent_id)
        return None if week is None else shifts_over(week)

    known = skills.names(store)
    skill_index = {key: index for index, key in enumerate(known)}
    agents = people.seen(store, shifts_of, skill_index, use_status=use_status)
    group_index = {group.id: i for i, group in enumerate(rows)}
    members = _members(store, {agent.id: i for i, agent in enumerate(agents)})
    overflows = _overflows(store, group_index)

    def opening(week: Week | None) -> tuple[tuple[int, int], ...] | None:
        if week is None or (intervals := open_over(week)) == ((start, end),):
            return None  # the end of the horizon is no closing time
        return intervals

    service_of = chat_service.services(store, centers, start, end)
    called_for = group_skills.levels(store)

    def group(row: Group) -> engine.Group:
        own = row.id or 0
        service, hours_open = service_of(row.center_id), opening(weeks.groups[own])
        above = None if row.escalates_to_id is None else group_index[row.escalates_to_id]
        return replace(
            _group(row, centers.get(row.center_id), members[own], overflows[own]),
            open=hours_open,
            days=days_over(weeks.zone_of_group[own]),
            escalates_to=above,
            skills={skill_index[key]: level for key, level in called_for.get(own, {}).items()},
            chat=replace(service, open=chat_service.both(hours_open, service.open)),
        )

    return engine.Snapshot(
        groups=tuple(group(row) for row in rows),
        agents=agents,
        skills=tuple(known.values()),
        cross_channel=store.tenant().cross_channel,
    )


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
        ring_time=row.ring_time * _SECOND,
        on_no_answer=row.on_no_answer,
        break_length=row.break_length * _SECOND,
        skill_relax=row.skill_relax * _SECOND,
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
