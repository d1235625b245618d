"""Everything that is known to happen, as one sorted stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccadmin.acd import codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccadmin.engine import Agent, Snapshot


def schedule_columns(snapshot: Snapshot) -> dict[str, list[int]]:
    """Everything that is known to happen, in order."""
    rows = sorted(scheduled(snapshot))
    rows.append((codes.FOREVER, codes.DAY_TURNS, codes.NONE))
    return {
        "time": [time for time, _, _ in rows],
        "kind": [kind for _, kind, _ in rows],
        "subject": [subject for _, _, subject in rows],
    }


def scheduled(snapshot: Snapshot) -> Iterator[tuple[int, int, int]]:
    """Turns of days, shifts and openings, each as time, kind and subject."""
    for index, agent in enumerate(snapshot.agents):
        for start, end, opens in duties(agent):
            yield start, codes.SHIFT_OPENS if opens else codes.SHIFT_RESUMES, index
            yield end, codes.SHIFT_ENDS, index
    for index, group in enumerate(snapshot.groups):
        for day in group.days:
            yield day, codes.DAY_TURNS, index
        for start, end in joined(group.open):
            yield start, codes.GROUP_OPENS, index
            yield end, codes.GROUP_CLOSES, index
        for start, end in joined(group.chat.open):
            yield start, codes.CHAT_OPENS, index
            yield end, codes.CHAT_CLOSES, index


def duties(agent: Agent) -> Iterator[tuple[int, int, bool]]:
    """The agent's times on duty as start, end and whether a shift opens; what touches is one."""
    held: tuple[int, int, bool] | None = None
    for shift in agent.shifts or ():
        if held and held[1] == shift.start and not shift.opens:
            held = (held[0], shift.end, held[2])
            continue
        if held:
            yield held
        held = (shift.start, shift.end, shift.opens)
    if held:
        yield held


def joined(spans: Sequence[tuple[int, int]] | None) -> Iterator[tuple[int, int]]:
    """Open intervals, of which those that touch are one."""
    held: tuple[int, int] | None = None
    for start, end in spans or ():
        if held and held[1] == start:
            held = (held[0], end)
            continue
        if held:
            yield held
        held = (start, end)
    if held:
        yield held
