"""The clock of a day that is played: pause, speed, and going to an instant.

Time that passes in the room is handed in; nothing here looks at a clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ccadmin.wallboard.day import Day
    from ccadmin.wallboard.state import State

SPEEDS: Final = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 3600)
"""Seconds of the day that pass in a second, from which faster and slower choose."""


@dataclass(slots=True)
class Playback:
    """A day, and where its clock stands.

    Attributes:
        day: what is played.
        now: ms of the day.
        speed: seconds of the day that pass in a second.
        playing: whether it runs.
        position: how many events have happened.
        state: what they led to.
    """

    day: Day
    now: float
    speed: float
    playing: bool
    position: int
    state: State

    @classmethod
    def of(cls, day: Day, *, at: int | None = None, speed: float = 60) -> Playback:
        """A clock that runs, from an instant on; None: from the first event."""
        now = _within(day, day.start if at is None else at)
        position = day.position(int(now))
        return cls(day, now, speed, True, position, day.state(position))  # noqa: FBT003 - playing

    @property
    def over(self) -> bool:
        """Whether the day is at its end."""
        return self.now >= self.day.end

    def pass_by(self, seconds: float) -> None:
        """Let time pass in the room; at its end the day stops."""
        if not self.playing:
            return
        self.now = _within(self.day, self.now + seconds * self.speed * 1000)
        self._carry_on()
        if self.over:
            self.playing = False

    def toggle(self) -> None:
        """Stop the clock, or let it run; at the end of the day, from the beginning."""
        if not self.playing and self.over:
            self.jump(self.day.start)
        self.playing = not self.playing

    def faster(self) -> None:
        """Take the next higher speed."""
        self.speed = next((each for each in SPEEDS if each > self.speed), self.speed)

    def slower(self) -> None:
        """Take the next lower speed."""
        self.speed = next((each for each in reversed(SPEEDS) if each < self.speed), self.speed)

    def jump(self, time: float) -> None:
        """Go to an instant; before the day it is its beginning, after it its end."""
        self.now = _within(self.day, time)
        position = self.day.position(int(self.now))
        if not 0 <= position - self.position <= self.day.apart:
            self.position, self.state = position, self.day.state(position)
        self._carry_on()

    def step(self) -> None:
        """Stop, and go to the instant of the next event."""
        self.playing = False
        times = self.day.events.time
        if self.position < len(times):
            self.jump(times[self.position])

    def _carry_on(self) -> None:
        """Let happen what has happened by now."""
        position = self.day.position(int(self.now))
        if position - self.position > self.day.apart:
            self.state = self.day.state(position)
        else:
            self.day.carry(self.state, self.position, position)
        self.position = position


def _within(day: Day, time: float) -> float:
    return min(max(time, day.start), day.end)
