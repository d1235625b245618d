"""The wall itself: groups, agents, what happens, and the keys that play it."""

from __future__ import annotations

from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Footer, Static

from ccadmin import calendars
from ccadmin.console.cells import visible
from ccadmin.errors import CcadminError
from ccadmin.vocabulary import Theme
from ccadmin.wallboard import ticker
from ccadmin.wallboard.board import board, waiting
from ccadmin.wallboard.screen import words
from ccadmin.wallboard.screen.dialogs import EVENTS, Choice, Question, Told
from ccadmin.wallboard.screen.tables import Cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from ccadmin.report.explain import Explanation
    from ccadmin.wallboard.board import Board, Sight
    from ccadmin.wallboard.playback import Playback

FRAMES: Final = 10
"""Pictures a second: more are not seen, and cost on a slow line."""
TICKS: Final = 60
"""Events that the ticker holds."""
WIDE: Final = 110
"""Columns from which on agents get the half of the width."""
_THEMES: Final = {
    Theme.DARK: "textual-dark",
    Theme.LIGHT: "textual-light",
    Theme.TERMINAL: "ansi-dark",
}


class Wallboard(App[None]):
    """A day on a wall.

    Args:
        playback: the day and its clock.
        name: of the file, as it is shown.
        find: the row of the contact with an id, or an error that says which there are.
        explain: explains the contact of a row; may take a while, and may refuse.
        sight: what may be seen; None: everything.
        theme: the colours.
    """

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "play_or_pause", "play", priority=True),
        Binding("plus,equals_sign", "faster", "speed", key_display="+-"),
        Binding("minus", "slower", show=False),
        Binding("left", "earlier", "5 min", key_display="←→", priority=True),
        Binding("right", "later", show=False, priority=True),
        Binding("n", "step", "next"),
        Binding("j", "ask_time", "jump"),
        Binding("e", "ask_contact", "explain"),
        Binding("t", "next_theme", "theme"),
        Binding("q", "quit", "quit"),
    ]

    def __init__(  # noqa: PLR0913 - what is shown, and how
        self,
        playback: Playback,
        *,
        name: str,
        find: Callable[[str], int],
        explain: Callable[[int], Explanation],
        sight: Sight | None = None,
        theme: Theme = Theme.DARK,
    ) -> None:
        super().__init__()
        self.playback = playback
        self._file = name
        self.find = find
        self.explain = explain
        self.sight = sight
        self.wanted_theme = theme
        self._last = monotonic()
        self._ticked = -1
        self._hung = False

    def compose(self) -> ComposeResult:
        """From top to bottom: the clock, the sums, groups beside agents, and what happens."""
        yield Static(id="headline")
        yield Static(id="passed")
        yield Static(id="totals")
        yield Static(id="people")
        with Horizontal(id="middle"):
            yield Cells("groups", _GROUPS)
            yield Cells("agents", _AGENTS)
        yield Cells("events", EVENTS)
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Start the clock."""
        self.theme = _THEMES[self.wanted_theme]
        self.query_one("#groups").focus()
        self._last = monotonic()
        self._hung = True
        self.set_interval(1 / FRAMES, self._frame)
        self.draw()

    def on_resize(self, event: events.Resize) -> None:
        """Use the width that there is."""
        width = event.size.width
        wide = width >= WIDE
        wall = self.screen_stack[0]
        wall.query_one("#middle").set_class(wide, "wide")
        agents = width // 2 if wide else _NARROW
        wall.query_one("#agents", Cells).lay_out(agents - 2, () if wide else ("since", "contact"))
        groups = width - agents - 1
        wall.query_one("#groups", Cells).lay_out(groups, () if wide else ("talking",))
        wall.query_one("#events", Cells).lay_out(width - 1)
        self._ticked = -1
        self.draw()

    def _frame(self) -> None:
        """Let as much time pass as has, unless something lies above the wall."""
        now = monotonic()
        seconds, self._last = now - self._last, now
        if len(self.screen_stack) == 1 and self.playback.playing:
            self.playback.pass_by(seconds)
            self.draw()

    # --- drawing --------------------------------------------------------------------------------

    def draw(self) -> None:
        """Show the state as it is."""
        wall = self.screen_stack[0]
        if not self._hung or len(wall.query(_PARTS)) < _PARTS.count("#"):
            return  # it is not up yet, or is being taken down, part by part
        now = int(self.playback.now)
        shown = board(self.playback.day, self.playback.state, now, self.sight)
        width = max(self.size.width, 1)
        wall.query_one("#headline", Static).update(words.headline(self.playback, self._file, width))
        wall.query_one("#passed", Static).update(words.passed(self.playback, width))
        wall.query_one("#totals", Static).update(words.totals(shown))
        wall.query_one("#people", Static).update(words.people(shown))
        self._draw_tables(shown)

    def _draw_tables(self, shown: Board) -> None:
        wall, day = self.screen_stack[0], self.playback.day
        groups, agents = wall.query_one("#groups", Cells), wall.query_one("#agents", Cells)
        groups.put([row.group for row in shown.groups], shown.groups, words.group_cells)
        told = partial(words.agent_cells, day=day)
        agents.put([row.agent for row in shown.agents], shown.agents, told)
        if self.playback.position != self._ticked:
            self._ticked = self.playback.position
            ticks = ticker.ticks(day, self.playback.position, TICKS, self.sight)
            told = partial(words.tick_cells, day=day)
            wall.query_one("#events", Cells).put([tick.contact for tick in ticks], ticks, told)

    # --- keys -----------------------------------------------------------------------------------

    def action_play_or_pause(self) -> None:
        """Stop the clock, or let it run."""
        self.playback.toggle()
        self.draw()

    def action_faster(self) -> None:
        """Let time pass faster."""
        self.playback.faster()
        self.draw()

    def action_slower(self) -> None:
        """Let time pass slower."""
        self.playback.slower()
        self.draw()

    def action_step(self) -> None:
        """Stop, and go to the next event."""
        self.playback.step()
        self.draw()

    def action_earlier(self) -> None:
        """Go five minutes back."""
        self._go(self.playback.now - _FIVE_MINUTES)

    def action_later(self) -> None:
        """Go five minutes on."""
        self._go(self.playback.now + _FIVE_MINUTES)

    def action_next_theme(self) -> None:
        """Take the next colours."""
        known = list(_THEMES.values())
        self.theme = known[(known.index(self.theme) + 1) % len(known)]

    def action_ask_time(self) -> None:
        """Ask for an instant, and go there."""
        self.push_screen(Question("Jump to", "10:30, or 2026-03-02 10:30", self._no_time), self._at)

    def action_ask_contact(self) -> None:
        """Ask for a contact, and explain it."""
        asked = Question("Explain contact", "its id", self._no_contact)
        self.push_screen(asked, self._tell_of)

    def on_cells_picked(self, event: Cells.Picked) -> None:
        """Explain the contact that the row is about; of a group, one of those who wait."""
        table = event.table
        if table.id == "groups":
            self._choose(event.key)
        elif table.id == "agents":
            contacts = table.rows[table.cursor].contacts
            if contacts:
                self.tell(contacts[0])
        elif event.key >= 0:
            self.tell(event.key)

    # --- what they lead to ----------------------------------------------------------------------

    def _go(self, time: float) -> None:
        if len(self.screen_stack) == 1:
            self.playback.jump(time)
            self.draw()

    def _at(self, text: str | None) -> None:
        if text is not None:
            self._go(self.read_time(text))

    def read_time(self, text: str) -> int:
        """An instant as people type it; a time of day alone is on the day that the clock shows.

        Raises:
            CcadminError: it cannot be read.
        """
        zone = self.playback.day.zone
        typed = text.strip()
        if ":" in typed and "-" not in typed and "T" not in typed.upper():
            date = calendars.format_instant(int(self.playback.now), zone)[:10]
            typed = f"{date} {typed}"
        return calendars.parse_instant(typed, zone)

    def _no_time(self, text: str) -> str | None:
        try:
            self.read_time(text)
        except CcadminError as problem:
            return problem.message
        return None

    def _no_contact(self, text: str) -> str | None:
        try:
            self.find(text)
        except CcadminError as problem:
            return "; ".join(part for part in (problem.message, problem.hint) if part)
        return None

    def _tell_of(self, text: str | None) -> None:
        if text is not None:
            self.tell(self.find(text))

    def _picked(self, contact: int | None) -> None:
        if contact is not None:
            self.tell(contact)

    def _choose(self, group: int) -> None:
        """Let one be picked of those who wait in a group."""
        day = self.playback.day
        found = waiting(self.playback.state, group)
        if not found:
            self.notify(f"nobody waits in {visible(day.snapshot.groups[group].name)}", timeout=2)
            return
        title = f"Waiting in {day.snapshot.groups[group].name}"
        choice = Choice(title, found, partial(words.waiting_cells, day=day))
        self.push_screen(choice, self._picked)

    @work(thread=True, exclusive=True)
    def tell(self, contact: int) -> None:
        """Explain a contact; the run is made once more for it, so this goes on beside the wall."""
        try:
            explained = self.explain(contact)
        except CcadminError as problem:
            self.call_from_thread(self.notify, visible(problem.message), severity="error")
            return
        self.call_from_thread(self.push_screen, Told(explained, self.playback.day.zone))


_FIVE_MINUTES: Final = 300_000
_NARROW: Final = 33
_PARTS: Final = "#headline, #passed, #totals, #people, #groups, #agents, #events"
_GROUPS: Final = {
    "name": ("group", None),
    "waiting": ("wait", 4),
    "longest": ("longest", 7),
    "talking": (" talk", 5),
    "answered": (" answ", 5),
    "abandoned": ("lost", 4),
    "level": ("  level", 8),
}
_AGENTS: Final = {
    "name": ("agent", None),
    "doing": ("doing", 9),
    "since": ("since", 8),
    "contact": ("contact", 12),
}
