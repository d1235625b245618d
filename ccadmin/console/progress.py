"""How far a long command has come: a bar that comes late, and leaves nothing behind."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final, Self, TextIO

if TYPE_CHECKING:
    from types import TracebackType

SILENT: Final = 0.5
"""Seconds without a bar; most commands are done by then and nothing flickers."""


class Progress:
    """A bar on standard error: on a terminal only, and only after half a second.

    It is drawn with the stage's rate and the time left where contacts are counted.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._began = time.monotonic()
        self._title = ""
        self._of: int | None = None
        self._stage_began = self._began
        self._bar: Any = None
        self._task: Any = None

    def stage(self, title: str, *, of: int | None = None) -> None:
        """A stage begins; `of` is how many contacts go through it, where they are counted."""
        self._title, self._of, self._stage_began = title, of, time.monotonic()
        if self._bar is not None:
            self._bar.remove_task(self._task)
            self._task = self._bar.add_task(title, total=of, rate="")
        self._show()

    def reached(self, count: int) -> None:
        """So many contacts are through the stage."""
        self._show()
        if self._bar is not None:
            rate = count / max(time.monotonic() - self._stage_began, 0.001)
            self._bar.update(self._task, completed=count, rate=f"{rate:,.0f}/s")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wipe the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _show(self) -> None:
        quick = time.monotonic() - self._began < SILENT
        if self._bar is not None or quick or not self._stream.isatty():
            return
        from rich import progress
        from rich.console import Console as Terminal

        self._bar = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.TextColumn("{task.fields[rate]}"),
            progress.TimeRemainingColumn(),
            console=Terminal(file=self._stream),
            transient=True,
        )
        self._bar.start()
        self._task = self._bar.add_task(self._title, total=self._of, rate="")
