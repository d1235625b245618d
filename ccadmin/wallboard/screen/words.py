"""How a wall tells times, shares and states; all text of others goes through `visible` first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from ccadmin.calendars import format_instant
from ccadmin.console.cells import visible
from ccadmin.wallboard.board import Doing

if TYPE_CHECKING:
    from ccadmin.wallboard.board import AgentRow, Board, GroupRow, Waiting
    from ccadmin.wallboard.day import Day
    from ccadmin.wallboard.playback import Playback
    from ccadmin.wallboard.ticker import Tick

GOOD: Final = "#1d8b3c"
LATE: Final = "#a96b0e"
CLOCK: Final = "#16849c"
AWAY: Final = "#be44c1"
BAD: Final = "#e2343f"
FAINT: Final = "#797979"
"""Colours half as light as white, so that they are read as well on white as on black: 4.3 to 1."""
MARKS: Final = {
    Doing.TALKING: ("●", GOOD),
    Doing.RINGING: ("◉", LATE),
    Doing.WRAP_UP: ("◐", CLOCK),
    Doing.BREAK: ("◌", AWAY),
    Doing.IDLE: ("○", ""),
    Doing.OFF: ("·", FAINT),
}
"""A mark and a colour for what an agent is at; the mark tells it without the colour."""
_HOUR: Final = 3600


def clock(time: int, zone: str) -> str:
    """The time of day."""
    return format_instant(time, zone)[11:19]


def length(milliseconds: int | None) -> str:
    """How long, in minutes and seconds, or with hours."""
    if milliseconds is None:
        return "–"
    seconds = milliseconds // 1000
    if seconds < _HOUR:
        return f"{seconds // 60}:{seconds % 60:02}"
    return f"{seconds // _HOUR}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def share(value: float | None) -> str:
    """A share in per cent."""
    return "–" if value is None else f"{value * 100:.1f} %"


def headline(playback: Playback, name: str, width: int) -> Text:
    """The file, the time, and whether and how fast it passes."""
    day = playback.day
    when = format_instant(int(playback.now), day.zone)
    sign = "▶" if playback.playing else ("■ the end" if playback.over else "‖ paused")
    left = f"{when[:10]} {when[11:19]}  {sign} {playback.speed:g}×"
    right = visible(name)
    room = width - len(left) - 2
    shown = right if len(right) <= room else right[: max(room - 1, 0)] + "…"
    return Text(left, "bold").append(shown.rjust(max(room + 2, 0)), "not bold")


def passed(playback: Playback, width: int) -> Text:
    """How much of the day is over, as a line."""
    day = playback.day
    span = max(day.end - day.start, 1)
    done = round((playback.now - day.start) / span * width)
    return Text("━" * done, CLOCK).append("─" * (width - done), FAINT)


def totals(board: Board) -> Text:
    """All groups together."""
    whole = board.totals
    text = Text(f"waiting {whole.waiting}", f"bold {LATE}" if whole.waiting else "")
    text.append(f"  longest {length(whole.longest)}", "not bold default")
    text.append(f"  answered {whole.answered}", "not bold default")
    text.append(f"  gave up {whole.abandoned}  level {share(whole.level)}", "not bold default")
    return text


def people(board: Board) -> Text:
    """How many agents are at what."""
    text = Text()
    for doing in Doing:
        mark, colour = MARKS[doing]
        text.append(f"{mark} ", colour)
        text.append(f"{board.doing.get(doing, 0)} {doing}  ")
    return text


def group_cells(row: GroupRow) -> dict[str, Text]:
    """The cells of a group."""
    late = f"bold {LATE}" if row.waiting else ""
    level = share(row.level) + (" " if row.met else "!")
    return {
        "name": Text(visible(row.name), "bold"),
        "waiting": _number(row.waiting, late),
        "longest": Text(length(row.longest), late, justify="right"),
        "talking": _number(row.talking),
        "answered": _number(row.answered),
        "abandoned": _number(row.abandoned),
        "level": Text(level, "" if row.met else f"bold {BAD}", justify="right"),
    }


def agent_cells(row: AgentRow, day: Day) -> dict[str, Text]:
    """The cells of an agent; since when is a time of day, so that nothing changes but the state."""
    mark, colour = MARKS[row.doing]
    several = len(row.contacts) > 1
    whom = day.ids[row.contacts[0]] if row.contacts else ""
    return {
        "name": Text(f"{mark} ", colour).append(visible(row.name)),
        "doing": Text(f"{len(row.contacts)} chats" if several else str(row.doing), colour),
        "since": Text("" if row.since is None else clock(row.since, day.zone)),
        "contact": Text(visible(whom)),
    }


def tick_cells(tick: Tick, day: Day) -> dict[str, Text]:
    """The cells of an event."""
    contact = day.ids[tick.contact] if tick.contact >= 0 else ""
    return {
        "time": Text(clock(tick.time, day.zone)),
        "contact": Text(visible(contact), "bold"),
        "text": Text(visible(tick.text)),
    }


def waiting_cells(one: Waiting, day: Day) -> dict[str, Text]:
    """The cells of a contact that waits."""
    rings = "" if one.rings is None else f"rings for {visible(day.agent_names[one.rings])}"
    return {
        "time": Text(clock(one.since, day.zone)),
        "contact": Text(visible(day.ids[one.contact]), "bold"),
        "text": Text(rings),
    }


def _number(count: int, style: str = "") -> Text:
    return Text(str(count) if count else "–", style, justify="right")
