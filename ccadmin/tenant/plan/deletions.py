"""What is to be deleted, and what goes with it, one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccadmin.changes import Change
from ccadmin.tenant.plan import described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.tenant.document.content import Content, Record
    from ccadmin.tenant.document.merging import Merged
    from ccadmin.tenant.plan.described import Describer, Kept


def deletions(merged: Merged, before: Describer) -> Iterator[Change]:
    """The changes that delete objects: flows, groups, agents, then centers with their rules."""
    content = merged.before
    for number, record in merged.pruned.get("flow", {}).items():
        state = before.flow(record) | {
            "options": {
                keys: before.leads_to(leads)
                for keys, leads in record["branches"].items()
                if keys.isascii() and not keys.isalpha()
            }
        }
        centers = frozenset({state["center"]} if state["center"] else ())
        yield Change("flow", number, record["name"], state, None, centers=centers)
    for number, record in merged.pruned.get("group", {}).items():
        state = before.group(record) | {"members": _members(content, record)}
        centers = frozenset({state["center"]} if state["center"] else ())
        notes = _ending_with_group(content, number, record)
        yield Change("group", number, record["name"], state, None, notes, centers)
    for number, record in merged.pruned.get("agent", {}).items():
        state = before.agent(record) | _relations(content, number, record)
        notes = _ending_with_agent(content, number, record)
        yield Change("agent", number, record["name"], state, None, notes)
    for number, record in merged.pruned.get("center", {}).items():
        centers = frozenset({record["name"]})
        for place, rule in enumerate(content.rules.get(number, ()), start=1):
            title = before.rule_title(number, rule)
            gone = before.rule(number, place, rule)
            yield Change("rule", rule.id, title, gone, None, centers=centers)
        state = before.center(record) | {"members": _people(content, record)}
        notes = [f"{_count(len(record['people']), 'assignment')} would end"]
        yield Change("center", number, record["name"], state, None, notes, centers)


def _ending_with_group(content: Content, number: int, record: Record) -> list[str]:
    led = [
        f'flow "{flow["name"]}" leads to "{record["name"]}" ({keys}), and would answer nobody there'
        for flow in content.flows.values()
        for keys, leads in flow["branches"].items()
        if leads.group == number
    ]
    ruled = sum(rule.group == number for rules in content.rules.values() for rule in rules)
    notes = [f"{_count(len(record['members']), 'membership')} would end", *led]
    if ruled:
        notes.append(f"{_count(ruled, 'rule')} would lead nowhere")
    return notes


def _ending_with_agent(content: Content, number: int, record: Record) -> list[str]:
    groups = sum(number in group["members"] for group in content.groups.values())
    centers = sum(number in center["people"] for center in content.centers.values())
    notes = []
    if groups:
        notes.append(f"{_count(groups, 'membership')} of {record['name']} would end")
    if centers:
        notes.append(f"{_count(centers, 'assignment')} of {record['name']} would end")
    return notes


def _members(content: Content, record: Record) -> list[Kept]:
    ordered = sorted(record["members"].items(), key=lambda m: (m[1].tier, m[1].position, m[0]))
    return [
        {
            "agent_id": number,
            "name": content.agents[number]["name"],
            "email": content.agents[number]["email"],
            **joined._asdict(),
        }
        for number, joined in ordered
    ]


def _people(content: Content, record: Record) -> list[Kept]:
    return [
        {"id": number, "name": content.agents[number]["name"], "role": role}
        for number, role in record["people"].items()
    ]


def _relations(content: Content, number: int, record: Record) -> Kept:
    """What belongs to an agent, so that it can be put back."""
    return {
        "devices": [described.device(number, bell) for bell in record["devices"]],
        "skills": [{"name": name, "proficiency": level} for name, level in record["skills"]],
        "groups": [
            {"name": group["name"], **group["members"][number]._asdict()}
            for group in content.groups.values()
            if number in group["members"]
        ],
        "centers": [
            {"name": center["name"], "role": center["people"][number]}
            for center in content.centers.values()
            if number in center["people"]
        ],
        "reports_to": [
            {"id": manager, "name": content.agents[manager]["name"]}
            for manager in record["reports_to"]
        ],
    }


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
