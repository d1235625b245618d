"""What opens above the wall: a question, a choice of contacts, and an explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Label, Static

from ccadmin.console.cells import visible
from ccadmin.wallboard.screen.tables import Cells
from ccadmin.wallboard.screen.words import CLOCK, FAINT, clock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.app import ComposeResult

    from ccadmin.report.explain import Explanation
    from ccadmin.wallboard.board import Waiting

EVENTS: Final = {"time": ("time", 8), "contact": ("contact", 12), "text": ("what", None)}
"""The columns of what happens, and of those who wait."""


class Question(ModalScreen[str | None]):
    """One line to be typed; what is refused is said below it, and nothing is lost."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "back")]

    def __init__(self, asked: str, example: str, refused: Callable[[str], str | None]) -> None:
        super().__init__()
        self._asked, self._example, self._refused = asked, example, refused

    def compose(self) -> ComposeResult:
        """The question, the line, and room for what is wrong with it."""
        with Vertical(classes="dialog small"):
            yield Label(Text(self._asked))
            yield Input(placeholder=self._example)
            yield Label("", id="refused")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the answer, unless it is refused."""
        problem = self._refused(event.value)
        if problem is None:
            self.dismiss(event.value)
        else:
            self.query_one("#refused", Label).update(Text(visible(problem)))


class Choice(ModalScreen[int | None]):
    """Some contacts, of which one is picked."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "back")]

    def __init__(
        self, title: str, found: Sequence[Waiting], told: Callable[[Waiting], Mapping[str, Text]]
    ) -> None:
        super().__init__()
        self._title, self._found, self._told = title, found, told

    def compose(self) -> ComposeResult:
        """The table of those who may be picked."""
        with Vertical(classes="dialog"):
            yield Label(Text(visible(self._title), "bold"))
            yield Cells("choice", EVENTS)
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(Cells)
        table.lay_out(self.size.width * 9 // 10 - 5)
        table.put([one.contact for one in self._found], self._found, self._told)
        table.focus()

    def on_cells_picked(self, event: Cells.Picked) -> None:
        """Take the contact."""
        event.stop()
        self.dismiss(event.key)


class Told(ModalScreen[None]):
    """What happened to a contact and why, step by step, with those who stood by at each decision."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "back", key_display="esc"),
        Binding("up,down", "scroll", "scroll", key_display="↑↓", show=True),
    ]

    def __init__(self, explained: Explanation, zone: str) -> None:
        super().__init__()
        self._explained, self._zone = explained, zone

    def compose(self) -> ComposeResult:
        """The verdict, then the steps."""
        with VerticalScroll(classes="dialog"):
            title = f"Contact {visible(self._explained.id)}: {visible(self._explained.verdict)}"
            yield Static(Text(title, "bold"))
            yield Static(told(self._explained, self._zone))
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Let the keys scroll."""
        self.query_one(VerticalScroll).focus()


def told(explained: Explanation, zone: str) -> Text:
    """The steps of an explanation as text; below each decision the members in their order."""
    text = Text()
    for step in explained.steps:
        text.append(f"\n{clock(step.time, zone)}  ", CLOCK).append(visible(step.text))
        for place, one in enumerate(step.candidates, start=1):
            why = f"  {one.excluded}" if one.excluded else ""
            style = FAINT if one.excluded else "bold" if place == 1 else ""
            idle = f"tier {one.tier}, idle since {clock(one.since, zone)}"
            text.append(f"\n          {place:>3} {visible(one.name)}  ", style)
            text.append(f"{idle}{why}", FAINT)
    return text
