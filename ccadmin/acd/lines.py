"""Lines of a group: those who wait for the same kind of work, tiers and skills stand in one.

Whoever may take the first of a line may take all of it, so that an agent looks at the heads only. A
group has few lines at a time, made as somebody comes to stand in them and gone with the last. A
contact whom some have been tried for has a line of its own, because not everybody may take it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import columns
from .codes import FLAGS, NONE

if TYPE_CHECKING:
    from .columns import Columns, Groups


class Lines:
    """The lines; those of a group are chained by `following`, and so are the free ones from `free`.

    `root` is the place of the first contact, `tiers` how many of the group's tiers are open, `needs`
    the skills that are required. `owner` is the place that has the line for itself, or NONE.

    A group shows its flag, which is bit g modulo FLAGS of `flags`, while it has a line: so somebody who
    becomes free sees at a glance whether to look at any group. `shown` counts who shows each.
    """

    __slots__ = (
        "flags",
        "following",
        "free",
        "group",
        "kind",
        "needs",
        "owner",
        "previous",
        "root",
        "shown",
        "tiers",
    )

    def __init__(self, columns: Columns) -> None:
        self.root = columns["root"]
        self.group = columns["group"]
        self.kind = columns["kind"]
        self.tiers = columns["tiers"]
        self.needs = columns["needs"]
        self.owner = columns["owner"]
        self.following = columns["following"]
        self.previous = columns["previous"]
        self.shown = columns["shown"]
        self.flags = 0
        self.free = NONE
        chain(self, 0)


def found(  # noqa: PLR0913, PLR0917 - what makes a line one
    lines: Lines, groups: Groups, group: int, kind: int, tiers: int, needs: int, owner: int
) -> int:
    """The line of that kind in the group, made if there is none."""
    line = groups.first_line[group]
    while line != NONE:
        if (
            lines.kind[line] == kind
            and lines.tiers[line] == tiers
            and lines.needs[line] == needs
            and lines.owner[line] == owner
        ):
            return line
        line = lines.following[line]
    if lines.free == NONE:
        enlarge(lines)
    line = lines.free
    lines.free = lines.following[line]
    first = groups.first_line[group]
    lines.following[line] = first
    lines.previous[line] = NONE
    if first != NONE:
        lines.previous[first] = line
    else:
        show(lines, group)
    groups.first_line[group] = line
    lines.root[line] = NONE
    lines.group[line] = group
    lines.kind[line] = kind
    lines.tiers[line] = tiers
    lines.needs[line] = needs
    lines.owner[line] = owner
    return line


def close(lines: Lines, groups: Groups, line: int) -> None:
    """Do away with a line in which nobody stands any longer."""
    following = lines.following[line]
    previous = lines.previous[line]
    if following != NONE:
        lines.previous[following] = previous
    if previous != NONE:
        lines.following[previous] = following
    else:
        groups.first_line[lines.group[line]] = following
        if following == NONE:
            hide(lines, lines.group[line])
    lines.following[line] = lines.free
    lines.free = line


def show(lines: Lines, group: int) -> None:
    """Let the group, which had no line, show its flag."""
    bit = group % FLAGS
    lines.shown[bit] += 1
    lines.flags |= 1 << bit


def hide(lines: Lines, group: int) -> None:
    """Let the group, which has no line any longer, take down its flag, unless others show the same."""
    bit = group % FLAGS
    lines.shown[bit] -= 1
    if lines.shown[bit] == 0:
        lines.flags ^= 1 << bit


def enlarge(lines: Lines) -> None:
    """Double the room."""
    room = len(lines.root)
    lines.root = columns.doubled(lines.root)
    lines.group = columns.doubled(lines.group)
    lines.kind = columns.doubled(lines.kind)
    lines.tiers = columns.doubled(lines.tiers)
    lines.needs = columns.doubled(lines.needs)
    lines.owner = columns.doubled(lines.owner)
    lines.following = columns.doubled(lines.following)
    lines.previous = columns.doubled(lines.previous)
    chain(lines, room)


def chain(lines: Lines, first: int) -> None:
    """Chain the rows from the first one on as free."""
    for line in range(len(lines.root) - 1, first - 1, -1):
        lines.following[line] = lines.free
        lines.free = line
