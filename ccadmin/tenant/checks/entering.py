"""Flows and rules that lead nowhere, and rules that no contact ever comes to (S0, S3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from ccadmin.entering.keys import AFTER_HOURS, OTHERWISE
from ccadmin.entry_models import Flow, FlowBranch
from ccadmin.tenant import branches, flows, rules
from ccadmin.tenant.checks.findings import Finding, line
from ccadmin.vocabulary import Comparison, FlowAction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccadmin.entering.conditions import Condition
    from ccadmin.entry_models import Rule
    from ccadmin.models import Center
    from ccadmin.tenant.checks.view import View


def findings(view: View) -> Iterator[Finding]:
    """Flows that dangle, or end where nothing is said; rules that dangle or are shadowed."""
    yield from _dangling_flows(view)
    yield from _dead_ends(view)
    lists: list[Center | None] = [None, *view.centers]
    for center in lists:
        listed = rules.rules_of(view.store, center)
        yield from _dangling_rules(view, listed)
        yield from _shadowed_rules(view, listed)


def _dangling_flows(view: View) -> Iterator[Finding]:
    rows = view.store.session.exec(
        select(Flow, FlowBranch)
        .join(FlowBranch, col(FlowBranch.flow_id) == col(Flow.id))
        .where(FlowBranch.action == FlowAction.GROUP, col(FlowBranch.group_id).is_(None))
        .order_by(Flow.name_key, FlowBranch.keys)
    )
    for flow, row in rows:
        if row.keys in (OTHERWISE, AFTER_HOURS):
            where, fix = row.keys, line("flow", "edit", flow.name, f"--{row.keys}", "voicemail")
        else:
            where = f"key {row.keys}"
            fix = line("flow", "option", flow.name, row.keys, "voicemail")
        sentence = f'{where} leads to group "{row.group_name}", which is deleted: nobody answers'
        yield Finding("dangling-flow", "flow", flow.name, sentence, fix)


def _dead_ends(view: View) -> Iterator[Finding]:
    for flow in flows.all_flows(view.store):
        rows = branches.branches_of(view.store, flow)
        for keys, row in rows.items():
            inside = [other for other in rows if other != keys and other.startswith(keys)]
            if row.action is FlowAction.MENU and not inside:
                yield Finding(
                    "empty-menu",
                    "flow",
                    flow.name,
                    f"the menu behind key {keys} has no keys",
                    line("flow", "option", flow.name, keys, "voicemail"),
                )
        if OTHERWISE not in rows:
            yield Finding(
                "no-otherwise",
                "flow",
                flow.name,
                "a caller without a key, or with a wrong one, is not answered in the end",
                line("flow", "edit", flow.name, "--otherwise", "voicemail"),
            )


def _dangling_rules(view: View, listed: Sequence[Rule]) -> Iterator[Finding]:
    for rule in listed:
        if rule.group_id is None:
            yield Finding(
                "dangling-rule",
                "rule",
                rules.title(view.store, rule),
                f'it leads to group "{rule.group_name}", which is deleted: nobody answers',
                line("rule", "edit", f"#{rule.id}", "--to", "GROUP"),
            )


def _shadowed_rules(view: View, listed: Sequence[Rule]) -> Iterator[Finding]:
    """Rules whose every contact an earlier one of their list takes, as far as one can tell."""
    asked = [(rule, rules.conditions_of(view.store, rule)) for rule in listed]
    for place, (rule, conditions) in enumerate(asked):
        for earlier, wider in asked[:place]:
            if conditions and all(
                any(implies(own, other) for own in conditions) for other in wider
            ):
                yield Finding(
                    "shadowed-rule",
                    "rule",
                    rules.title(view.store, rule),
                    f'rule {earlier.place}, "{rules.title(view.store, earlier)}", '
                    "takes every contact that would come to it",
                    line("rule", "move", f"#{rule.id}", str(earlier.place)),
                )
                break


def implies(own: Condition, other: Condition) -> bool:
    """Whether every value that passes one condition passes the other as well."""
    if own.attribute != other.attribute:
        return False
    if other.comparison is Comparison.PRESENT:
        return True
    if own.comparison is Comparison.PRESENT:
        return False
    if own.comparison is Comparison.STARTS_WITH and other.comparison is Comparison.IS:
        return False
    # What starts with +3592 starts with +359 too, and a word that is wanted passes as a value.
    return all(other.holds(word) for word in own.wanted)
