"""Who is there to take contacts: groups without members, silent agents, centers without an admin."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlmodel import select

from ccadmin.models import CenterMember, Reporting
from ccadmin.tenant import ringing
from ccadmin.tenant.checks.circles import circles
from ccadmin.tenant.checks.findings import Finding, line
from ccadmin.tenant.devices import bells
from ccadmin.tenant.escalation import ARROW
from ccadmin.vocabulary import CenterRole, Ring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.models import Agent
    from ccadmin.tenant.checks.view import View
    from ccadmin.tenant.ringing import Bell


def findings(view: View) -> Iterator[Finding]:
    """Groups without members, agents whom no call reaches, centers without an admin, circles."""
    yield from _empty_groups(view)
    yield from _silent_agents(view)
    yield from _centers_without_admin(view)
    yield from _reporting_circles(view)


def _empty_groups(view: View) -> Iterator[Finding]:
    for group in view.enabled:
        if view.serving(group):
            continue
        places = view.places.get(group.id or 0, ())
        if places:
            fix = line(
                "group", "members", "edit", group.name, view.word(places[0].agent),
                "--status", "enabled",
            )  # fmt: skip
            yield Finding("no-members", "group", group.name, "all its members are disabled", fix)
        else:
            fix = line("group", "members", "add", group.name, "AGENT")
            yield Finding("no-members", "group", group.name, "it has no members", fix)


def _silent_agents(view: View) -> Iterator[Finding]:
    members = {place.agent.id for places in view.places.values() for place in places}
    devices = bells(view.store)
    for agent in view.agents:
        own = devices.get(agent.id or 0, [])
        why = ringing.why_silent(agent, own)
        if why is not None and agent.id in members:
            yield Finding(
                "takes-no-calls",
                "agent",
                agent.name,
                f"no call reaches this member of a group: {why}",
                _way_to_ring(view, agent, own),
            )


def _way_to_ring(view: View, agent: Agent, own: list[Bell]) -> str:
    """Let a device ring that the preference rings at, or give the number that it needs."""
    word, ring = view.word(agent), ringing.ring_of(agent)
    if ring is None:
        return line("agent", "edit", word, "--phone", "NUMBER")
    missing = [n for n in ringing.NUMBERS_OF[ring] if getattr(agent, n) is None]
    if len(missing) == len(ringing.NUMBERS_OF[ring]):
        return line("agent", "edit", word, f"--{missing[0]}", "NUMBER")
    for bell in own:
        number = ringing.CARRIES[bell.kind]
        if number in ringing.NUMBERS_OF[ring] and getattr(agent, number):
            return line("agent", "device", "edit", word, bell.name, "--ring")
    kind = "mobile" if ring is Ring.MOBILE_ONLY or not agent.extension else "desk-phone"
    return line("agent", "device", "add", word, kind)


def _centers_without_admin(view: View) -> Iterator[Finding]:
    assigned: dict[int, list[CenterMember]] = defaultdict(list)
    for row in view.store.session.exec(select(CenterMember)):
        assigned[row.center_id].append(row)
    people = {agent.id: agent for agent in view.agents}
    for center in view.centers:
        there = assigned.get(center.id or 0, [])
        if any(row.role is CenterRole.ADMIN for row in there):
            continue
        supervisors = [row for row in there if row.role is CenterRole.SUPERVISOR]
        if supervisors:
            word = view.word(people[supervisors[0].agent_id])
            fix = line("center", "role", center.name, word, "--role", "admin")
        else:
            fix = line("center", "assign", center.name, "AGENT", "--role", "admin")
        sentence = "nobody in it has the role admin, so nobody may change its settings"
        yield Finding("center-no-admin", "center", center.name, sentence, fix)


def _reporting_circles(view: View) -> Iterator[Finding]:
    """No command makes one, but a file may have been changed by other hands."""
    above: dict[int, list[int]] = defaultdict(list)
    for row in view.store.session.exec(select(Reporting)):
        above[row.agent_id].append(row.manager_id)
    people = {agent.id or 0: agent for agent in view.agents}
    for circle in circles(above):
        names = [people[number].name for number in circle]
        last, first = view.word(people[circle[-1]]), view.word(people[circle[0]])
        yield Finding(
            "reporting-circle",
            "agent",
            names[0],
            f"reporting lines run in a circle: {ARROW.join([*names, names[0]])}",
            line("agent", "reports-to", last, first, "--remove"),
        )
