"""Everything that is known to happen, as one sorted stream."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from ccadmin.acd import codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ccadmin.engine import Agent, Snapshot


SUBJECT_BITS: Final = 32
SUBJECT: Final = (1 << SUBJECT_BITS) - 1


def schedule_columns(snapshot: Snapshot) -> dict[str, list[int]]:
    """Everything that is known to happen, in order.

    Many things happen at the same times: these are sorted, and then what happens at each.
    """
    happening = scheduled(snapshot)
    times: list[int] = []
    what: list[int] = []
    for time in sorted(happening):
        rows = happening[time]
        rows.sort()
        times += [time] * len(rows)
        what += rows
    return {
        "time": [*times, codes.FOREVER],
        "kind": [*[row >> SUBJECT_BITS for row in what], codes.DAY_TURNS],
        "subject": [*[row & SUBJECT for row in what], codes.NONE],
    }


def scheduled(snapshot: Snapshot) -> dict[int, list[int]]:
    """What happens at each time, kind and subject as one number: days, shifts and openings."""
    happening: defaultdict[int, list[int]] = defaultdict(list)

    def note(times: Iterable[int], kind: int, subject: int) -> None:
        what = (kind << SUBJECT_BITS) | subject
        for time in times:
            happening[time].append(what)

    for index, agent in enumerate(snapshot.agents):
        shifts = list(duties(agent))
        note([start for start, _, opens in shifts if opens], codes.SHIFT_OPENS, index)
        note([start for start, _, opens in shifts if not opens], codes.SHIFT_RESUMES, index)
        note([end for _, end, _ in shifts], codes.SHIFT_ENDS, index)
    for index, group in enumerate(snapshot.groups):
        note(group.days, codes.DAY_TURNS, index)
        hours = list(joined(group.open))
        note([start for start, _ in hours], codes.GROUP_OPENS, index)
        note([end for _, end in hours], codes.GROUP_CLOSES, index)
        hours = list(joined(group.chat.open))
        note([start for start, _ in hours], codes.CHAT_OPENS, index)
        note([end for _, end in hours], codes.CHAT_CLOSES, index)
    return happening


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
