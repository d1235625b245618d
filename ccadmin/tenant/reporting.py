"""Who reports to whom (S1): to any number of managers, and never in a circle."""

from __future__ import annotations

from collections import deque
from shlex import quote
from typing import TYPE_CHECKING

from sqlmodel import col, select

from ccadmin.changes import Change
from ccadmin.errors import ConflictError, RuleError
from ccadmin.models import Agent, Reporting
from ccadmin.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ccadmin.store import Store


def report_to(store: Store, agent: Agent, managers: Iterable[Agent]) -> list[Change]:
    """Let an agent report to managers; who is one of theirs already stays so.

    Raises:
        RuleError: somebody lacks the role manager, or the reporting lines would close a circle,
            which the message shows; nothing is changed.
    """
    changes = []
    for manager in managers:
        state = _state(agent, manager)
        known = store.session.get(Reporting, (agent.id, manager.id)) is not None
        if not known:
            _check_role(manager)
            _check_circle(store, agent, manager)
            store.session.add(Reporting(agent_id=agent.id or 0, manager_id=manager.id or 0))
            store.session.flush()
        before = state if known else None
        made = Change("reporting", agent.id, _title(agent, manager), before, state)
        changes.append(store.record(made))
    return changes


def stop_reporting(store: Store, agent: Agent, managers: Iterable[Agent]) -> list[Change]:
    """End the reporting of an agent to managers; where there is none nothing changes."""
    changes = []
    for manager in managers:
        row = store.session.get(Reporting, (agent.id, manager.id))
        if row is not None:
            store.session.delete(row)
            store.session.flush()
        before = None if row is None else _state(agent, manager)
        gone = Change("reporting", agent.id, _title(agent, manager), before, None)
        changes.append(store.record(gone))
    return changes


def managers_of(store: Store, agent: Agent) -> Sequence[Agent]:
    """The managers to whom an agent reports directly, by name."""
    own = select(Reporting.manager_id).where(Reporting.agent_id == agent.id)
    return _people(store, store.session.exec(own))


def reports_of(store: Store, manager: Agent) -> Sequence[Agent]:
    """Those who report to a manager directly, by name."""
    own = select(Reporting.agent_id).where(Reporting.manager_id == manager.id)
    return _people(store, store.session.exec(own))


def reports_through_others(store: Store, manager: Agent) -> Sequence[Agent]:
    """Those who report to a manager only by way of other managers, by name."""
    reports: dict[int, list[int]] = {}
    for line in store.session.exec(select(Reporting)):
        reports.setdefault(line.manager_id, []).append(line.agent_id)
    direct = reports.get(manager.id or 0, [])
    return _people(store, _paths(reports, direct).keys() - set(direct))


def refuse_with_reports(store: Store, agent: Agent, what: str) -> None:
    """Keep a manager to whom people report in place.

    Raises:
        ConflictError: somebody reports to the agent, who therefore cannot `what`.
    """
    reports = reports_of(store, agent)
    if reports:
        names = ", ".join(f'"{report.name}"' for report in reports)
        raise ConflictError(
            "has-reports",
            f'agent "{agent.name}" cannot {what} while others report to them: {names}',
            hint=_way_out(reports[0], agent),
        )


def _state(agent: Agent, manager: Agent) -> dict[str, int | None]:
    return {"agent_id": agent.id, "manager_id": manager.id}


def _title(agent: Agent, manager: Agent) -> str:
    return f"{agent.name} to {manager.name}"


def _check_role(manager: Agent) -> None:
    if manager.role is not Role.MANAGER:
        raise RuleError(
            "not-a-manager",
            f'agent "{manager.name}" is not a manager, so nobody can report to them',
            hint=f"make them one first: ccadmin agent edit {quote(manager.name)} --role manager",
        )


def _check_circle(store: Store, agent: Agent, manager: Agent) -> None:
    """Refuse when the manager reports to the agent, directly or through others."""
    above: dict[int, list[int]] = {}
    for line in store.session.exec(select(Reporting)):
        above.setdefault(line.agent_id, []).append(line.manager_id)
    path = _paths(above, [manager.id or 0]).get(agent.id or 0)
    if path is None:
        return
    people = {person.id: person for person in _people(store, path)}
    circle = [agent, *(people[number] for number in path)]
    raise RuleError(
        "reporting-circle",
        "reporting lines cannot run in a circle: " + " → ".join(f'"{p.name}"' for p in circle),
        hint=_way_out(*circle[-2:]) if len(path) > 1 else "name another manager",
    )


def _way_out(agent: Agent, manager: Agent) -> str:
    return (
        "end such a line first: ccadmin agent reports-to "
        f"{quote(agent.name)} {quote(manager.name)} --remove"
    )


def _paths(lines: Mapping[int, Iterable[int]], starts: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """A shortest path along the lines to everybody within reach, from the start to the person."""
    found: dict[int, tuple[int, ...]] = {start: (start,) for start in starts}
    waiting = deque(found)
    while waiting:
        reached = waiting.popleft()
        for following in lines.get(reached, ()):
            if following not in found:
                found[following] = (*found[reached], following)
                waiting.append(following)
    return found


def _people(store: Store, ids: Iterable[int]) -> Sequence[Agent]:
    chosen = select(Agent).where(col(Agent.id).in_(list(ids)))
    return store.session.exec(chosen.order_by(Agent.name_key, col(Agent.id))).all()
