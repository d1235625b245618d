"""Everything that is known to happen, as one sorted stream."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from ccadmin.acd import codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccadmin.engine import Agent, Snapshot


SUBJECT_BITS: Final = 32
SUBJECT: Final = (1 << SUBJECT_BITS) - 1


def schedule_columns(snapshot: Snapshot) -> dict[str, list[int]]:
    """Everything that is known to happen, in order.

    Many things happen at the same times: these are sorted, and then what happens at each.
    """
    happening = scheduled(snapshot)
    times: list[int] = []
    rows: list[int] = []
    for time in sorted(happening):
        of_time = sorted(happening[time])
        times += [time] * len(of_time)
        rows += of_time
    return {
        "time": [*times, codes.FOREVER],
        "kind": [*[row >> SUBJECT_BITS for row in rows], codes.DAY_TURNS],
        "subject": [*[row & SUBJECT for row in rows], codes.NONE],
    }


def scheduled(snapshot: Snapshot) -> dict[int, list[int]]:
    """What happens at each time, kind and subject as one number: days, shifts and openings."""
    happening: defaultdict[int, list[int]] = defaultdict(list)
    for index, agent in enumerate(snapshot.agents):
        opening, resuming, ending = (
            what(kind, index) for kind in (codes.SHIFT_OPENS, codes.SHIFT_RESUMES, codes.SHIFT_ENDS)
        )
        for start, end, opens in duties(agent):
            happening[start].append(opening if opens else resuming)
            happening[end].append(ending)
    for index, group in enumerate(snapshot.groups):
        for day in group.days:
            happening[day].append(what(codes.DAY_TURNS, index))
        for start, end in joined(group.open):
            happening[start].append(what(codes.GROUP_OPENS, index))
            happening[end].append(what(codes.GROUP_CLOSES, index))
        for start, end in joined(group.chat.open):
            happening[start].append(what(codes.CHAT_OPENS, index))
            happening[end].append(what(codes.CHAT_CLOSES, index))
    return happening


def what(kind: int, subject: int) -> int:
    """What happens to whom, as one number."""
    return (kind << SUBJECT_BITS) | subject


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
