"""How contacts enter a tenant: what its groups, flows, rules and topics are to a contacts file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from ccadmin import calendars
from ccadmin.engine import GROUP_DELETED, NO_ROUTE
from ccadmin.entering.directions import Directions, Rule
from ccadmin.entering.menus import CallFlow, Target
from ccadmin.history_models import Audit
from ccadmin.models import Center, Group
from ccadmin.tenant import chat_settings, flows, hours, rules, skills
from ccadmin.tenant.branches import branches_of
from ccadmin.tenant.names import key_of
from ccadmin.tenant.owners import center_as_owner, find_owner
from ccadmin.tenant.topics import topics_by_center
from ccadmin.vocabulary import Allocation, FlowAction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.contacts import Entrances
    from ccadmin.entering.menus import Intervals
    from ccadmin.entry_models import Flow
    from ccadmin.store import Store
    from ccadmin.tenant.hours import InForce

    GroupIndex = Mapping[int | None, int]


def entrances(store: Store) -> Entrances:
    """Where the contacts of a file may enter: groups, flows and centers, and who decides for others."""
    from ccadmin.contacts import Entrances

    index = group_index(store)
    groups = store.session.exec(select(Group.id, Group.name).order_by(col(Group.id))).all()
    living = {key_of(name) for _, name in groups}
    gone = select(Audit.name).where(Audit.kind == "group", Audit.action == "deleted").distinct()
    call_flows = [(flow, call_flow(store, flow, index)) for flow in flows.all_flows(store)]
    centers = store.session.exec(select(Center).order_by(col(Center.id))).all()
    decided = directions(store, index)
    return Entrances(
        groups={name: index[group_id] for group_id, name in groups},
        group_ids={group_id: place for group_id, place in index.items() if group_id is not None},
        deleted={name for name in store.session.exec(gone) if key_of(name) not in living},
        flows={flow.name: call for flow, call in call_flows},
        flow_ids={flow.id or 0: call for flow, call in call_flows},
        numbers={
            spelling: call for flow, call in call_flows for spelling in _spellings(store, flow)
        },
        centers={center.name: decided[center.id] for center in centers},
        center_ids={center.id or 0: decided[center.id] for center in centers},
        directions=decided[None],
        skills=tuple(skills.names(store).values()),
    )


def group_index(store: Store) -> GroupIndex:
    """The id of each group -> its index in the snapshot."""
    ids = store.session.exec(select(Group.id).order_by(col(Group.id)))
    return {group_id: place for place, group_id in enumerate(ids)}


def directions(store: Store, index: GroupIndex) -> Mapping[int | None, Directions]:
    """What decides for the contacts of each center, and under None for those of the tenant."""
    topics = topics_by_center(store, index)
    centers: list[Center | None] = [None, *store.session.exec(select(Center)).all()]
    found = {}
    for center in centers:
        own = [
            Rule(rules.conditions_of(store, rule), index.get(rule.group_id, GROUP_DELETED))
            for rule in rules.rules_of(store, center)
        ]
        # The default group of a center stands in for a default among its rules.
        group = center.default_group_id if center else None
        defaults = [rule.to for rule in own if not rule.conditions]
        chat = chat_settings.in_force(store, center)
        found[center.id if center else None] = Directions(
            rules=tuple(rule for rule in own if rule.conditions),
            topics=topics.get(center.id if center else None, {}),
            default=(*defaults, index.get(group, NO_ROUTE))[0],
            allocation=Allocation(str(chat["allocation"].value)),
            fallback=Allocation(str(chat["callback_fallback"].value)),
        )
    return found


def call_flow(store: Store, flow: Flow, index: GroupIndex) -> CallFlow:
    """A flow as callers meet it."""
    branches = {
        keys: Target(row.action, index.get(row.group_id, GROUP_DELETED))
        if row.action is FlowAction.GROUP
        else Target(row.action)
        for keys, row in branches_of(store, flow).items()
    }
    week = hours_in_force(store, flow).week

    def opening(start: int, end: int) -> Intervals | None:
        return None if week is None else calendars.open_intervals(week, start, end)

    return CallFlow(flow.name, branches, flow.repeats, opening)


def hours_in_force(store: Store, flow: Flow) -> InForce:
    """The hours that a flow keeps: those that it names, else its center's, else always."""
    named = flows.hours_of(store, flow)
    if named is not None:
        return hours.in_force(store, find_owner(store, named.kind, named.name))
    center = store.session.get(Center, flow.center_id) if flow.center_id else None
    if center is not None:
        return hours.in_force(store, center_as_owner(center))
    return hours.InForce(None, None, store.tenant().zone, "tenant")


def _spellings(store: Store, flow: Flow) -> tuple[str, ...]:
    """How files write the number of a flow, without blanks and dashes."""
    if flow.number is None:
        return ()
    from ccadmin.tenant.phones import spellings

    return spellings(flow.number, store.tenant().region)
