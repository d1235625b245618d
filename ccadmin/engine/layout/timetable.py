"""Everything that is known to happen, as one sorted stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.acd import codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccadmin.engine import Agent, Snapshot


SUBJECT_BITS: Final = 32
KIND_BITS: Final = 8


def schedule_columns(snapshot: Snapshot) -> dict[str, list[int]]:
    """Everything that is known to happen, in order.

    Time, kind and subject are sorted as one number, which takes half as long as sorting by three.
    """
    rows = sorted(scheduled(snapshot))
    kind, subject = (1 << KIND_BITS) - 1, (1 << SUBJECT_BITS) - 1
    return {
        "time": [*[row >> (SUBJECT_BITS + KIND_BITS) for row in rows], codes.FOREVER],
        "kind": [*[(row >> SUBJECT_BITS) & kind for row in rows], codes.DAY_TURNS],
        "subject": [*[row & subject for row in rows], codes.NONE],
    }


def scheduled(snapshot: Snapshot) -> Iterator[int]:
    """Turns of days, shifts and openings."""
    for index, agent in enumerate(snapshot.agents):
        shifts = list(duties(agent))
        begun = [start for start, _, opens in shifts if opens]
        resumed = [start for start, _, opens in shifts if not opens]
        yield from moments(begun, codes.SHIFT_OPENS, index)
        yield from moments(resumed, codes.SHIFT_RESUMES, index)
        yield from moments([end for _, end, _ in shifts], codes.SHIFT_ENDS, index)
    for index, group in enumerate(snapshot.groups):
        yield from moments(group.days, codes.DAY_TURNS, index)
        hours = list(joined(group.open))
        yield from moments([start for start, _ in hours], codes.GROUP_OPENS, index)
        yield from moments([end for _, end in hours], codes.GROUP_CLOSES, index)
        hours = list(joined(group.chat.open))
        yield from moments([start for start, _ in hours], codes.CHAT_OPENS, index)
        yield from moments([end for _, end in hours], codes.CHAT_CLOSES, index)


def moments(times: Sequence[int], kind: int, subject: int) -> list[int]:
    """What happens at each of the times as one number, which sorts as time, kind and subject do."""
    what = (kind << SUBJECT_BITS) | subject
    return [(time << (KIND_BITS + SUBJECT_BITS)) | what for time in times]


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
