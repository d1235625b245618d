"""What follows from changes that documents state: what points at a deleted object, who leaves a center.

They are those of the commands: flows and rules dangle (S0), overflow becomes hang-up, escalation ends,
and leaving a center ends the memberships in its groups (S2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccadmin.tenant.document.content import trigger_field
from ccadmin.vocabulary import Trigger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.tenant.document.content import Leads, Record
    from ccadmin.tenant.document.merging import Merged


def draw(merged: Merged) -> None:
    """Let everything follow from what is stated."""
    _without_centers(merged)
    _without_groups(merged)
    _without_agents(merged)
    _leaving_centers(merged)
    _statuses(merged)


def _without_centers(merged: Merged) -> None:
    gone = merged.pruned.get("center", {})
    for number in gone:
        del merged.after.chats[number], merged.after.rules[number]
    if not gone:
        return
    for number, flow in list(merged.after.flows.items()):
        changes: Record = {}
        if flow["center_id"] in gone:
            changes["center_id"] = None
        if flow["hours"] is not None and flow["hours"][0] == "center" and flow["hours"][1] in gone:
            changes["hours"] = None
        merged.change("flow", number, changes)


def _without_groups(merged: Merged) -> None:
    gone = merged.pruned.get("group", {})
    if not gone:
        return
    overflows = [trigger_field(trigger) for trigger in Trigger]
    for number, group in list(merged.after.groups.items()):
        changes: Record = {
            place: None for place in overflows if group[place] and group[place].group in gone
        }
        if group["escalates_to_id"] in gone:
            changes["escalates_to_id"] = None
        merged.change("group", number, changes)
    for number, center in list(merged.after.centers.items()):
        if center["default_group_id"] in gone:
            merged.change("center", number, {"default_group_id": None})
    for number, flow in list(merged.after.flows.items()):
        changes = {"branches": {k: _cut(leads, gone) for k, leads in flow["branches"].items()}}
        if flow["hours"] is not None and flow["hours"][0] == "group" and flow["hours"][1] in gone:
            changes["hours"] = None
        merged.change("flow", number, changes)
    for owner, rules in merged.after.rules.items():
        merged.after.rules[owner] = tuple(
            rule._replace(group=None, name=gone[rule.group]["name"]) if rule.group in gone else rule
            for rule in rules
        )


def _cut(leads: Leads, gone: Mapping[int, Record]) -> Leads:
    """A branch that keeps the name of the group that it led to."""
    if leads.group not in gone:
        return leads
    return leads._replace(group=None, name=gone[leads.group or 0]["name"])


def _without_agents(merged: Merged) -> None:
    gone = merged.pruned.get("agent", {})
    if not gone:
        return
    for noun, place in (("group", "members"), ("center", "people")):
        for number, record in list(merged.after.of(noun).items()):
            left = {agent: each for agent, each in record[place].items() if agent not in gone}
            merged.change(noun, number, {place: left})


def _leaving_centers(merged: Merged) -> None:
    """Who leaves a center leaves its groups, unless a document says that they stay in them."""
    for number, center in merged.after.centers.items():
        before = merged.before.centers.get(number)
        if before is None or before["people"] == center["people"]:
            continue
        leaving = before["people"].keys() - center["people"].keys()
        for group, record in list(merged.after.groups.items()):
            if record["center_id"] == number and not _states_members(merged, group):
                members = {a: m for a, m in record["members"].items() if a not in leaving}
                merged.change("group", group, {"members": members})


def _states_members(merged: Merged, group: int) -> bool:
    return merged.states("group", group, "members") or group in merged.tabled


def _statuses(merged: Merged) -> None:
    """A status that changes begins now, and for no reason, unless a document says otherwise."""
    for number in merged.about["agent"]:
        agent, before = merged.after.agents.get(number), merged.before.agents.get(number)
        if agent is None or agent["status"] == (before or {"status": "available"})["status"]:
            continue
        changes: Record = {}
        if not merged.states("agent", number, "status_since"):
            changes["status_since"] = merged.now
        if not merged.states("agent", number, "status_reason"):
            changes["status_reason"] = None
        merged.change("agent", number, changes)
