"""A table that is set anew all the time: only lines that differ and are in view are drawn.

Textual's own table draws every cell in view whenever one changes, which with five hundred agents
takes longer than a picture may last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from rich.segment import Segment
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual import events

Row = TypeVar("Row")
GAP: Final = 1
"""Columns between two cells."""
_LEAST: Final = 6
_HEAD: Final = 1
"""Lines of the headings, which stay where they are."""


class Cells(ScrollView, can_focus=True):
    """A table with a cursor over its rows.

    Args:
        name: the id of the widget.
        columns: the heading and the width of each column by its name; one without a width takes
            what is left.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"cells--head", "cells--cursor", "cells--rest"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move_pages(-1)", show=False),
        Binding("pagedown", "move_pages(1)", show=False),
        Binding("home", "move(-1_000_000)", show=False),
        Binding("end", "move(1_000_000)", show=False),
        Binding("enter", "pick", "why", key_display="⏎"),
    ]
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Picked(Message):
        """A row was picked; `key` says what it stands for."""

        table: Cells
        key: int

        @property
        def control(self) -> Cells:
            """The table."""
            return self.table

    def __init__(self, name: str, columns: Mapping[str, tuple[str, int | None]]) -> None:
        super().__init__(id=name)
        self._columns = columns
        self._laid_out: tuple[tuple[str, int], ...] = ()
        self._rows: Sequence[Any] = ()
        self._keys: Sequence[int] = ()
        self._cells: Callable[[Any], Mapping[str, Text]] = lambda _: {}

    def lay_out(self, width: int, leave: Sequence[str] = ()) -> None:
        """Fit the columns into a width, some of them left out."""
        shown = {name: of for name, of in self._columns.items() if name not in leave}
        fixed = sum((wide or 0) + GAP for _, wide in shown.values())
        rest = max(width - fixed, _LEAST)
        self._laid_out = tuple((name, wide or rest) for name, (_, wide) in shown.items())
        self.refresh()

    def put(
        self, keys: Sequence[int], rows: Sequence[Row], cells: Callable[[Row], Mapping[str, Text]]
    ) -> None:
        """Show these rows.

        Args:
            keys: what each row stands for.
            rows: values that are equal where they look alike.
            cells: how a row is told, by the names of columns.
        """
        known, self._rows, self._keys, self._cells = self._rows, rows, keys, cells
        if len(known) != len(rows):
            self.virtual_size = Size(0, len(rows) + _HEAD)
            self.cursor = min(self.cursor, max(len(rows) - 1, 0))
            self.refresh()
            return
        first = self.scroll_offset.y
        for place in range(first, min(first + self.size.height, len(rows))):
            if rows[place] != known[place]:
                self._draw_again(place)

    @property
    def rows(self) -> Sequence[Any]:
        """The rows that are shown."""
        return self._rows

    def render_line(self, y: int) -> Strip:
        """One line as it is seen: the headings, a row, or nothing."""
        width = self.size.width
        place = y - _HEAD + self.scroll_offset.y
        if y < _HEAD:
            head = {name: Text(self._columns[name][0]) for name, _ in self._laid_out}
            return self._strip(head, "cells--head", width)
        if place >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        look = ""
        if place == self.cursor:
            look = "cells--cursor" if self.has_focus else "cells--rest"
        return self._strip(self._cells(self._rows[place]), look, width)

    def _strip(self, named: Mapping[str, Text], look: str, width: int) -> Strip:
        line = Text(end="")
        for name, wide in self._laid_out:
            line.append_text(_fitted(named[name], wide)).append(" " * GAP)
        if look == "cells--cursor":
            line = Text(line.plain, end="")  # no colour is read as well on that of the cursor
        style = self.get_component_rich_style(look) if look else self.rich_style
        parts = Segment.apply_style(line.render(self.app.console), style)
        return Strip(parts).adjust_cell_length(width, style)

    # --- the cursor -----------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor = min(max(self.cursor + by, 0), max(len(self._rows) - 1, 0))

    def action_move_pages(self, by: int) -> None:
        """Move the cursor by what is in view."""
        self.action_move(by * max(self.size.height - _HEAD, 1))

    def action_pick(self) -> None:
        """Pick the row under the cursor."""
        if self._keys:
            self.post_message(self.Picked(self, self._keys[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor there, and pick the row with the second click."""
        place = event.y - _HEAD + self.scroll_offset.y
        if event.y >= _HEAD and place < len(self._rows):
            again = place == self.cursor
            self.cursor = place
            if again:
                self.action_pick()

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw both rows again, and bring the cursor into view."""
        self._draw_again(before)
        self._draw_again(now)
        room = max(self.size.height - _HEAD, 1)
        if now < self.scroll_offset.y:
            self.scroll_to(y=now, animate=False)
        elif now >= self.scroll_offset.y + room:
            self.scroll_to(y=now - room + 1, animate=False)

    def on_focus(self) -> None:
        """The cursor looks otherwise."""
        self._draw_again(self.cursor)

    def on_blur(self) -> None:
        """The cursor looks otherwise."""
        self._draw_again(self.cursor)

    def _draw_again(self, place: int) -> None:
        y = place - self.scroll_offset.y + _HEAD
        if _HEAD <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))


def _fitted(text: Text, width: int) -> Text:
    """The text as wide as its column: cut with an ellipsis, and to the right if it says so."""
    fitted = text.copy()
    fitted.truncate(width, overflow="ellipsis")
    fitted.align("right" if text.justify == "right" else "left", width)
    return fitted
