"""Where a caller gets to in a call flow (S0, S1): hours, menus, keys, and what happens without one.

    outside the hours, with a branch for it ──→ after-hours
    else the first menu: a key with a branch ──→ group, voicemail, hang-up, or the next menu
         a key without one: the menu is repeated; after `repeats` times ──→ otherwise
         no key: likewise
    no otherwise ──→ dead end

A caller spends no time here: whoever presses keys is in a queue at the moment of arrival.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ccadmin.engine import (
    AFTER_HOURS_HANG_UP,
    AFTER_HOURS_VOICEMAIL,
    FLOW_DEAD_END,
    FLOW_HANG_UP,
    FLOW_VOICEMAIL,
    NO_ROUTE,
)
from ccadmin.entering.keys import AFTER_HOURS, OTHERWISE, ROOT
from ccadmin.vocabulary import FlowAction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Intervals = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a branch leads; `group` is an index into `Snapshot.groups`, or `GROUP_DELETED`."""

    action: FlowAction
    group: int = NO_ROUTE


@dataclass(frozen=True, slots=True)
class Walk:
    """A caller's way through a flow.

    Attributes:
        branch: the keys of the branch that was taken at last, `otherwise` or `after-hours`; None
            at a dead end.
        target: where it leads; None at a dead end.
        steps: what happened on the way, one sentence each.
    """

    branch: str | None
    target: Target | None
    steps: tuple[str, ...]

    @property
    def entry(self) -> int:
        """What the distributor takes: the group's index, or why the contact enters none."""
        closed = self.branch == AFTER_HOURS
        if self.target is None:
            return FLOW_DEAD_END
        if self.target.action is FlowAction.VOICEMAIL:
            return AFTER_HOURS_VOICEMAIL if closed else FLOW_VOICEMAIL
        if self.target.action is FlowAction.HANG_UP:
            return AFTER_HOURS_HANG_UP if closed else FLOW_HANG_UP
        return self.target.group


@dataclass(frozen=True, slots=True)
class CallFlow:
    """A call flow as callers meet it.

    Attributes:
        branches: path of keys, `otherwise` or `after-hours` -> where it leads.
        repeats: how often a menu is said again before the caller goes to `otherwise`.
        opening: open intervals within `[start, end)` ms UTC, None for always.
    """

    name: str
    branches: Mapping[str, Target] = field(default_factory=dict)
    repeats: int = 2
    opening: Callable[[int, int], Intervals | None] = lambda _start, _end: None

    @property
    def minds_hours(self) -> bool:
        """Whether there is a branch for callers outside the hours; without one they do not matter."""
        return AFTER_HOURS in self.branches

    def is_open(self, at: int) -> bool:
        """Whether the flow is within its hours at that instant, ms."""
        intervals = self.opening(at, at + 1)
        return intervals is None or bool(intervals)

    def walk(self, keys: str, *, after_hours: bool = False) -> Walk:
        """Follow a caller who presses these keys, one after the other."""
        if after_hours and self.minds_hours:
            return Walk(AFTER_HOURS, self.branches[AFTER_HOURS], ("outside the hours",))
        menu, again, steps = ROOT, 0, []
        for place, key in enumerate(keys):
            target = self.branches.get(menu + key)
            if target is None:
                again += 1
                steps.append(f"{key} is no key of {_called(menu)}")
                if again > self.repeats:
                    return self._otherwise((*steps, *_unheard(keys[place + 1 :])))
            elif target.action is FlowAction.MENU:
                menu, again = menu + key, 0
                steps.append(f"{key} leads to {_called(menu)}")
            else:
                steps.append(f"{key} is taken in {_called(menu)}")
                return Walk(menu + key, target, (*steps, *_unheard(keys[place + 1 :])))
        return self._otherwise((*steps, f"no {'further ' * bool(keys)}key in {_called(menu)}"))

    def _otherwise(self, steps: tuple[str, ...]) -> Walk:
        target = self.branches.get(OTHERWISE)
        if target is None:
            return Walk(None, None, (*steps, "nothing is said about what happens otherwise"))
        return Walk(OTHERWISE, target, steps)


def _called(menu: str) -> str:
    return f"menu {menu}" if menu else "the first menu"


def _unheard(keys: str) -> tuple[str, ...]:
    return (f"{keys} is not heard any more",) if keys else ()
