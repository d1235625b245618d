"""A small day and a large one, and what stands on a screen that shows one."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from ccadmin.engine import Agent, Contacts, Group, Member, Options, Shift, Snapshot, simulate
from ccadmin.errors import NotFoundError
from ccadmin.report.explain import explanation
from ccadmin.wallboard.day import Day, day
from ccadmin.wallboard.playback import Playback
from ccadmin.wallboard.screen.app import Wallboard

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.pilot import Pilot

    from ccadmin.report.explain import Explanation

START = 1_772_434_800_000
"""2026-03-02 09:00 in Sofia, 07:00 in UTC."""
SECOND = 1000


def small() -> Day:
    """Ana takes a, is rung for b, who gives up; Boris comes at 09:02; c waits for Ana, d for nobody."""
    snapshot = Snapshot(
        groups=(
            Group(1, "sales", members=(Member(0),), wrap_up=10 * SECOND, ring_time=30 * SECOND),
            Group(2, "[red]support", members=(Member(1, position=2),)),
        ),
        agents=(
            Agent(1, "Ana"),
            Agent(
                2,
                "Boris",
                extension=5 * SECOND,
                shifts=(Shift(START + 120 * SECOND, START + 900 * SECOND),),
            ),
        ),
    )
    return _day(
        snapshot,
        [(0, 0, 60, -1), (10, 0, 60, 30), (20, 0, 30, -1), (30, 1, 60, -1), (600, 0, 60, -1)],
    )


@cache
def large(agents: int = 500, groups: int = 20) -> Day:
    """Five hundred agents in twenty groups, and three contacts a second for five minutes."""
    people = tuple(Agent(n + 1, f"Agent {n:03}", extension=n % 7 * SECOND) for n in range(agents))
    snapshot = Snapshot(
        groups=tuple(
            Group(
                g + 1,
                f"queue {g:02}",
                wrap_up=20 * SECOND,
                members=tuple(
                    Member(a, position=n) for n, a in enumerate(range(g, agents, groups), start=1)
                ),
            )
            for g in range(groups)
        ),
        agents=people,
    )
    rows = [(n // 3, n * 7 % groups, 60 + n * 37 % 240, 20 + n % 50) for n in range(900)]
    return _day(snapshot, rows)


def wall(shown: Day, *, at: int = 0, **settings: Any) -> Wallboard:
    """A wall that shows a day, paused so many seconds after its beginning."""
    playback = Playback.of(shown, at=shown.start + at * SECOND)
    playback.playing = False
    told: dict[str, Any] = {
        "name": "calls.csv",
        "find": partial(_find, shown),
        "explain": partial(_explain, shown),
    }
    return Wallboard(playback, **told | settings)


def on_screen(
    board: Wallboard, size: tuple[int, int], act: Callable[[Pilot[None]], Awaitable[None]]
) -> None:
    """Show the wall on a screen of that size, and let somebody act on it."""

    async def run() -> None:
        async with board.run_test(size=size, notifications=True) as pilot:
            while not all(seen(board).splitlines()[line].strip() for line in (0, -1)):
                await pilot.pause(0.01)
            await act(pilot)

    asyncio.run(run())


def seen(board: Wallboard) -> str:
    """What stands on the screen, line by line, without what is blank at their ends."""
    strips = board.screen._compositor.render_strips()  # noqa: SLF001 - Textual has no other way
    return "".join(f"{strip.text.rstrip()}\n" for strip in strips)


async def told(board: Wallboard, pilot: Pilot[None], wanted: str = "") -> str:
    """What stands on the screen once an explanation has been worked out, and that is said."""
    await board.workers.wait_for_complete()
    await pilot.pause()
    for _ in range(100):
        if wanted in seen(board):
            break
        await pilot.pause(0.05)
    return seen(board)


def _day(snapshot: Snapshot, rows: Sequence[tuple[int, int, int, int]]) -> Day:
    contacts = Contacts(
        arrived=[START + row[0] * SECOND for row in rows],
        group=[row[1] for row in rows],
        talk=[row[2] * SECOND for row in rows],
        patience=[row[3] * SECOND if row[3] >= 0 else -1 for row in rows],
        wrap_up=[-1 for _ in rows],
        priority=[0 for _ in rows],
    )
    outcomes = simulate(snapshot, contacts, _OPTIONS)
    ids = [f"c{number}" for number in range(len(rows))]
    return day(snapshot, contacts, outcomes, ids=ids, zone="Europe/Sofia")


def _find(shown: Day, text: str) -> int:
    if text.strip() not in shown.ids:
        raise NotFoundError("contact-not-found", f'contact "{text}" not found')
    return list(shown.ids).index(text.strip())


def _explain(shown: Day, row: int) -> Explanation:
    outcomes = simulate(shown.snapshot, shown.contacts, replace(_OPTIONS, log=False, explain=row))
    return explanation(
        shown.snapshot, shown.contacts, outcomes, row, ids=shown.ids, zone=shown.zone
    )


_OPTIONS = Options(log=True, compiled=False)
