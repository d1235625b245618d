"""Where contacts can get to: groups that nothing leads to, that lead in circles, or are disabled."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlmodel import col, select

from ccadmin.entry_models import FlowBranch, Rule
from ccadmin.models import ChatSettings, Topic
from ccadmin.tenant.checks.circles import circles
from ccadmin.tenant.checks.findings import Finding, line
from ccadmin.tenant.escalation import ARROW
from ccadmin.vocabulary import Allocation, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.tenant.checks.view import View


def findings(view: View) -> Iterator[Finding]:
    """Escalation circles, disabled targets, overflow loops, unreachable groups."""
    yield from _escalation_circles(view)
    yield from _disabled_targets(view)
    yield from _overflow_loops(view)
    yield from _unreachable(view)


def _escalation_circles(view: View) -> Iterator[Finding]:
    """No command makes one, but a file may have been changed by other hands."""
    up = {g.id or 0: [g.escalates_to_id] for g in view.groups if g.escalates_to_id}
    groups = view.by_id()
    for circle in circles(up):
        names = [groups[number].name for number in circle]
        yield Finding(
            "escalation-circle",
            "group",
            names[0],
            f"escalation runs in a circle: {ARROW.join([*names, names[0]])}",
            line("group", "edit", names[-1], "--unset", "escalates-to"),
        )


def _disabled_targets(view: View) -> Iterator[Finding]:
    leading = _leading(view)
    for group in view.groups:
        who = list(dict.fromkeys(leading.get(group.id or 0, ())))
        if who and group.status is Status.DISABLED:
            yield Finding(
                "disabled-target",
                "group",
                group.name,
                f"it is disabled and takes no new contact, but {' and '.join(who)} to it",
                line("group", "edit", group.name, "--status", "enabled"),
            )


def _leading(view: View) -> dict[int, list[str]]:
    """Group id -> who leads to it, each as the beginning of a sentence."""
    leading: dict[int | None, list[str]] = defaultdict(list)
    enabled = {group.id: group for group in view.enabled}
    for overflow in view.overflows:
        if source := enabled.get(overflow.group_id):
            leading[overflow.target_id].append(f'group "{source.name}" overflows')
    for group in view.enabled:
        leading[group.escalates_to_id].append(f'group "{group.name}" escalates')
    for center in view.centers:
        leading[center.default_group_id].append(f'center "{center.name}" leads by default')
    for entering, what in ((FlowBranch, "a flow leads"), (Rule, "a rule leads")):
        for number in view.store.session.exec(select(entering.group_id)):
            leading[number].append(what)
    return {number: who for number, who in leading.items() if number is not None}


def _overflow_loops(view: View) -> Iterator[Finding]:
    edges: dict[int, list[int]] = defaultdict(list)
    for overflow in view.overflows:
        edges[overflow.group_id].append(overflow.target_id or 0)
    groups = view.by_id()
    for circle in circles(edges):
        names = [groups[number].name for number in circle]
        last = circle[-1]
        options = [
            word
            for overflow in view.overflows
            if overflow.group_id == last and overflow.target_id == circle[0]
            for word in (f"--on-{overflow.trigger}", "voicemail")
        ]
        yield Finding(
            "overflow-loop",
            "group",
            names[0],
            f"overflow can run in a circle: {ARROW.join([*names, names[0]])}",
            line("group", "edit", names[-1], *options),
        )


def _unreachable(view: View) -> Iterator[Finding]:
    """Groups that no way in leads to, where the tenant says at all how contacts come in."""
    ways_in = _ways_in(view)
    if not ways_in:
        return
    edges: dict[int, list[int]] = defaultdict(list)
    for overflow in view.overflows:
        edges[overflow.group_id].append(overflow.target_id or 0)
    for group in view.groups:
        if group.escalates_to_id:
            edges[group.id or 0].append(group.escalates_to_id)
    reached, waiting = set(ways_in), list(ways_in)
    while waiting:
        for following in edges.get(waiting.pop(), ()):
            if following not in reached:
                reached.add(following)
                waiting.append(following)
    for group in view.enabled:
        if group.id not in reached:
            yield Finding(
                "unreachable-group",
                "group",
                group.name,
                "no flow, rule, topic, overflow or escalation leads to it",
                line("rule", "add", "--if", "CONDITION", "--to", group.name),
            )


def _ways_in(view: View) -> set[int]:
    """The groups that contacts can enter by; all of them where chat users may select one."""
    session = view.store.session
    found: set[int | None] = {center.default_group_id for center in view.centers}
    for entering in (FlowBranch, Rule, Topic):
        found |= set(session.exec(select(entering.group_id)).all())
    selecting = select(ChatSettings).where(
        col(ChatSettings.allocation) == Allocation.USER_SELECTS_GROUP
    )
    if session.exec(selecting).first() is not None:
        found |= {group.id for group in view.enabled}
    return {number for number in found if number is not None}
