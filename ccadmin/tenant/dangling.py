"""What a deletion leaves behind: flows and rules that lead to a group no more (S0), or lose a center."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from ccadmin.changes import Change
from ccadmin.entry_models import Flow, FlowBranch, Rule
from ccadmin.tenant import branches, flows, rules
from ccadmin.tenant.finding import center_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.models import Center, Group
    from ccadmin.store import Store


def leading_to(store: Store, group: Group) -> list[str]:
    """Which flows and rules lead to a group or keep its hours, one sentence each."""
    sentences = [
        f'flow "{flow.name}" leads to it ({row.keys}), and would answer nobody there'
        for flow, row in _branches(store, group)
    ]
    sentences += [
        f'rule "{rules.title(store, rule)}" leads to it, and its contacts would not be answered'
        for rule in _rules(store, group)
    ]
    sentences += [
        f'flow "{flow.name}" keeps its hours, and would keep those of its center, if any'
        for flow in _keeping_hours(store, group)
    ]
    return sentences


def let_dangle(store: Store, group: Group) -> list[Change]:
    """Cut flows and rules loose from a group; they keep the name that it has now."""
    changes: list[Change] = []
    for flow, row in _branches(store, group):
        before = {"leads_to": branches.leads_to(store, row)}
        row.group_id, row.group_name = None, group.name
        after = {"leads_to": branches.leads_to(store, row)}
        name = branches.name_of(flow, row.keys)
        changes.append(
            store.record(
                Change("option", flow.id, name, before, after, centers=_centers(store, flow))
            )
        )
    for rule in _rules(store, group):
        stood = rules.describe(store, rule)
        rule.group_id, rule.group_name = None, group.name
        stands = rules.describe(store, rule)
        name = rules.title(store, rule)
        changes.append(
            store.record(
                Change("rule", rule.id, name, stood, stands, centers=_centers(store, rule))
            )
        )
    for flow in _keeping_hours(store, group):
        flow.hours_group_id = None
        kept, left = {"hours": f"group:{group.name}"}, {"hours": None}
        changes.append(
            store.record(
                Change("flow", flow.id, flow.name, kept, left, centers=_centers(store, flow))
            )
        )
    store.session.flush()
    return changes


def _centers(store: Store, row: Flow | Rule) -> frozenset[str]:
    return center_names(store, row.center_id)


def going_with(store: Store, center: Center) -> list[str]:
    """What the deletion of a center does to flows and rules, one sentence each."""
    sentences = [
        f'rule "{rules.title(store, rule)}" would be deleted'
        for rule in rules.rules_of(store, center)
    ]
    sentences += [
        f'flow "{flow.name}" would belong to no center' for flow in _of_center(store, center)
    ]
    sentences += [
        f'flow "{flow.name}" keeps its hours, and would keep those of its own center, if any'
        for flow in _keeping_hours_of(store, center)
    ]
    return sentences


def cut_loose(store: Store, center: Center) -> list[Change]:
    """Delete the rules of a center, and take its flows out of it."""
    changes: list[Change] = []
    for rule in rules.rules_of(store, center):
        changes += rules.remove(store, rule)
    touched = {flow.id: flow for flow in _of_center(store, center)}
    touched |= {flow.id: flow for flow in _keeping_hours_of(store, center)}
    for flow in touched.values():
        before, centers = flows.describe(store, flow), _centers(store, flow)
        if flow.center_id == center.id:
            flow.center_id = None
        if flow.hours_center_id == center.id:
            flow.hours_center_id = None
        after = flows.describe(store, flow)
        change = Change("flow", flow.id, flow.name, before, after, centers=centers)
        changes.append(store.record(change))
    store.session.flush()
    return changes


def _of_center(store: Store, center: Center) -> Sequence[Flow]:
    own = select(Flow).where(Flow.center_id == center.id)
    return store.session.exec(own.order_by(Flow.name_key)).all()


def _keeping_hours_of(store: Store, center: Center) -> Sequence[Flow]:
    keeping = select(Flow).where(Flow.hours_center_id == center.id)
    return store.session.exec(keeping.order_by(Flow.name_key)).all()


def _branches(store: Store, group: Group) -> Sequence[tuple[Flow, FlowBranch]]:
    return store.session.exec(
        select(Flow, FlowBranch)
        .join(FlowBranch, col(FlowBranch.flow_id) == col(Flow.id))
        .where(FlowBranch.group_id == group.id)
        .order_by(Flow.name_key, FlowBranch.keys)
    ).all()


def _rules(store: Store, group: Group) -> Sequence[Rule]:
    leading = select(Rule).where(Rule.group_id == group.id)
    return store.session.exec(leading.order_by(col(Rule.center_id), col(Rule.place))).all()


def _keeping_hours(store: Store, group: Group) -> Sequence[Flow]:
    keeping = select(Flow).where(Flow.hours_group_id == group.id)
    return store.session.exec(keeping.order_by(Flow.name_key)).all()
