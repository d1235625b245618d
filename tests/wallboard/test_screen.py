"""The wall on screens of several sizes, driven by its keys."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from ccadmin.errors import NotPermittedError
from ccadmin.vocabulary import Theme
from ccadmin.wallboard.board import Sight
from ccadmin.wallboard.screen.tables import Cells

from .wall import SECOND, START, large, on_screen, seen, small, told, wall

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from ccadmin.report.explain import Explanation

NARROW = """\
2026-03-02 09:00:35  ‖ paused 60×                                      calls.csv
━━━━────────────────────────────────────────────────────────────────────────────
waiting 3  longest 0:25  answered 1  gave up 0  level 100.0 %
● 1 talking  ◉ 0 ringing  ◐ 0 wrap-up  ◌ 0 break  ○ 0 idle  · 1 off shift
group        wait longest  answ lost   level   │agent                doing
sales           2    0:25     1    – 100.0 %   │● Ana                talking
[red]support    1    0:05     –    –       –   │· Boris              off shift
                                               │
                                               │
                                               │
                                               │
                                               │
                                               │
                                               │
                                               │
                                               │
────────────────────────────────────────────────────────────────────────────────
time     contact      what
09:00:30 c3           it waits in [red]support
09:00:30 c3           it arrives for [red]support
09:00:20 c2           it waits in sales
09:00:20 c2           it arrives for sales
09:00:10 c1           it waits in sales
←→ 5 min ⏎ why space play +- speed n next j jump e explain t theme q quit
"""
TOLD = """\
2026-03-02 09:00:35  ‖ paused 60×                                      calls.csv
━━━━────────────────────────────────────────────────────────────────────────────
wait╭──────────────────────────────────────────────────────────────────────╮
● 1 │ Contact c2: answered by Ana after 0:00:50                            │
grou│                                                                      │
sale│ 09:00:20  it arrives for sales                                       │
[red│ 09:00:20  nobody in sales can take it: Ana is busy; 1 other waits    │ft
    │ there                                                                │
    │             1 Ana  tier 1, idle since 09:00:00  busy                 │
    │ 09:00:20  it waits in sales                                          │
    │ 09:01:10  Ana is the only one who can take it                        │
    │             1 Ana  tier 1, idle since 09:01:10                       │
    │ 09:01:10  Ana answers on the extension, 0:00:50 after it arrived     │
    │ 09:01:40  Ana has ended the talk                                     │
    │ 09:01:50  Ana is done with the work after it                         │
    │                                                                      │
────│                                                                      │────
time│                                                                      │
09:0│                                                                      │
09:0│                                                                      │
09:0╰──────────────────────────────────────────────────────────────────────╯
09:00:20 c2           it arrives for sales
09:00:10 c1           it waits in sales
esc back
"""
CHOICE = """\
2026-03-02 09:00:35  ‖ paused 60×                                      calls.csv
━━━━────────────────────────────────────────────────────────────────────────────
wait╭──────────────────────────────────────────────────────────────────────╮
● 1 │ Waiting in [red]support                                              │
grou│ time     contact      what                                           │
sale│ 09:00:30 c3                                                          │
[red│                                                                      │ft
    │                                                                      │
    │                                                                      │
    │                                                                      │
    │                                                                      │
    │                                                                      │
    │                                                                      │
    │                                                                      │
    │                                                                      │
    │                                                                      │
────│                                                                      │────
time│                                                                      │
09:0│                                                                      │
09:0│                                                                      │
09:0╰──────────────────────────────────────────────────────────────────────╯
09:00:20 c2           it arrives for sales
09:00:10 c1           it waits in sales
⏎ why esc back
"""


def test_the_wall_of_a_small_terminal() -> None:
    board = wall(small(), at=35)

    async def look(_: Pilot[None]) -> None:
        assert seen(board) == NARROW

    on_screen(board, (80, 24), look)


def test_a_wide_terminal_shows_more_of_each() -> None:
    board = wall(small(), at=125)

    async def look(pilot: Pilot[None]) -> None:
        lines = seen(board).splitlines()
        assert len(lines) == 40
        assert "wait longest  talk  answ lost" in lines[4]
        assert lines[6].split("│")[1].split() == ["●", "Boris", "talking", "09:02:05", "c3"]
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "talk" not in seen(board).splitlines()[4]

    on_screen(board, (120, 40), look)


def test_keys_play_pause_step_and_go_to_a_time() -> None:
    board = wall(small())
    playback = board.playback

    async def play(pilot: Pilot[None]) -> None:
        await pilot.press("space")
        assert playback.playing
        while playback.now == START:
            await pilot.pause(0.05)
        await pilot.press("space")
        stopped = playback.now
        await pilot.pause(0.25)
        assert (playback.playing, playback.now) == (False, stopped)
        await pilot.press("plus", "plus", "minus")
        assert playback.speed == 120
        await pilot.press("left", "n")
        assert (playback.now, playback.position) == (START + 10 * SECOND, 4)
        await pilot.press("right")
        assert playback.now == START + 310 * SECOND
        await pilot.press("j", *"09:99", "enter")
        assert '"2026-03-02 09:99" is not a date and time' in seen(board)
        await pilot.press(*["backspace"] * 5, *"09:02", "enter")
        await pilot.pause()
        assert playback.now == START + 120 * SECOND
        assert seen(board).startswith("2026-03-02 09:02:00  ‖ paused 120×")
        await pilot.press("j", *"2026-03-05", "space", *"10:00", "enter")
        await pilot.pause()
        assert seen(board).startswith("2026-03-02 09:11:10  ■ the end 120×")
        await pilot.press("space")
        assert (playback.playing, playback.now < START + 600 * SECOND) == (True, True)

    on_screen(board, (80, 24), play)


def test_a_contact_is_explained_by_its_id_from_a_queue_an_agent_or_an_event() -> None:
    board = wall(small(), at=35)

    async def ask(pilot: Pilot[None]) -> None:
        await pilot.press("e", "x", "enter")
        assert 'contact "x" not found' in seen(board)
        await pilot.press("backspace", *"c2", "enter")
        assert await told(board, pilot) == TOLD
        await pilot.press("escape", "down", "enter")
        assert await told(board, pilot) == CHOICE
        await pilot.press("enter")
        assert "Contact c3: answered by Boris after 0:01:35" in await told(board, pilot)
        await pilot.press("escape", "tab", "enter")
        assert "Contact c0: answered by Ana after 0:00:00" in await told(board, pilot)
        await pilot.press("escape", "tab", "down", "enter")
        assert "Contact c3: answered by Boris" in await told(board, pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert seen(board).startswith("2026-03-02 09:00:35")

    on_screen(board, (80, 24), ask)


def test_time_stands_still_below_a_question_and_quit_ends() -> None:
    board = wall(small())

    async def ask(pilot: Pilot[None]) -> None:
        await pilot.press("space", "j")
        before = board.playback.now
        await pilot.pause(0.3)
        assert board.playback.now == before
        await pilot.press("escape", "t", "t")
        assert board.theme == "ansi-dark"
        await pilot.press("q")
        await pilot.pause()
        assert not board.is_running

    on_screen(board, (80, 24), ask)


@pytest.mark.parametrize("part", ["#headline", "#people", "#agents", "#events"])
def test_nothing_is_drawn_once_the_wall_is_being_taken_down(part: str) -> None:
    board = wall(small())

    async def take_down(pilot: Pilot[None]) -> None:
        await board.query_one(part).remove()
        board.playback.pass_by(60)
        before = board.query_one("#totals").render()
        board.draw()
        assert board.query_one("#totals").render() is before

    on_screen(board, (80, 24), take_down)


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 12)])
def test_five_hundred_agents_are_scrolled_through(size: tuple[int, int]) -> None:
    board = wall(large(), at=150, theme=Theme.LIGHT)

    async def scroll(pilot: Pilot[None]) -> None:
        agents = board.query_one("#agents", Cells)
        doing = [row.doing for row in agents.rows]
        counted = seen(board).splitlines()[3].split()
        assert len(doing) == 500
        assert counted[1] == str(doing.count("talking"))
        agents.focus()
        await pilot.press("end")
        await pilot.pause()
        assert agents.cursor == 499
        assert "Agent 499" in seen(board)
        assert "Agent 000" not in seen(board)
        await pilot.press("pageup", "home", "pagedown", "up")
        await pilot.pause()
        assert agents.cursor == agents.size.height - 2
        board.playback.jump(board.playback.now + 60 * SECOND)
        board.draw()
        await pilot.pause()
        lines = seen(board).splitlines()
        assert len(lines) == size[1]
        assert max(map(len, lines)) <= size[0]

    on_screen(board, size, scroll)


def test_a_click_puts_the_cursor_and_a_second_one_picks() -> None:
    board = wall(small(), at=35)

    async def click(pilot: Pilot[None]) -> None:
        await pilot.click("#events", offset=(3, 3))
        assert board.query_one("#events", Cells).cursor == 2
        await pilot.click("#events", offset=(3, 3))
        assert "Contact c2" in await told(board, pilot)

    on_screen(board, (80, 24), click)


def test_somebody_sees_only_whom_he_may_see() -> None:
    def refuse(row: int) -> Explanation:
        assert threading.current_thread() is not threading.main_thread()
        raise NotPermittedError("not-permitted", f"row {row} is not for you")

    sight = Sight(groups=frozenset({0}), agents=frozenset({0}), people=frozenset({1}))
    board = wall(small(), at=130, sight=sight, explain=refuse)

    async def look(pilot: Pilot[None]) -> None:
        picture = seen(board)
        assert "Ana" in picture
        assert "sales" in picture
        assert "Boris" not in picture
        assert "support" not in picture
        assert "c3" not in picture
        await pilot.press("e", *"c3", "enter")
        assert "row 3 is not for you" in await told(board, pilot, "row 3")

    on_screen(board, (120, 40), look)
