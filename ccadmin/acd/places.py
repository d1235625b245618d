"""The waiting room, as large as the longest queue was and not as the file is.

Its places are taken, freed and used again. A place is kept while an offer rings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import columns, forest, timers
from .codes import NONE

if TYPE_CHECKING:
    from .columns import Columns
    from .diary import Diary
    from .forest import Forest
    from .lines import Lines


class Room:
    """The places, each with its contact, group and line, which is NONE while an offer rings.

    What may take the contact: `kind` of work, so many `tiers`, the skills `needs` after so many
    `steps` of relaxing; `offers` counts those of this stay. `ringing` is the first membership for
    which an offer rings, since `rung_at`; `tried` the first entry of those that missed one, in
    `member_tried` and chained by `next_tried`.

    `timers` are those of the places, of which so many are `taken`. Free places and newcomers (those who joined at
    this instant before any offer) are chained by `link` from `free`, and from `first_newcomer`.
    """

    __slots__ = (
        "contact",
        "first_newcomer",
        "free",
        "free_tried",
        "group",
        "kind",
        "last_newcomer",
        "line",
        "lines",
        "link",
        "member_tried",
        "needs",
        "newcomer",
        "next_tried",
        "offers",
        "order",
        "ringing",
        "rung_at",
        "steps",
        "taken",
        "tiers",
        "timers",
        "tried",
    )

    def __init__(self, order: Forest, timers: Diary, lines: Lines, places: Columns) -> None:
        self.order = order
        self.timers = timers
        self.lines = lines
        self.contact = places["contact"]
        self.group = places["group"]
        self.line = places["line"]
        self.newcomer = places["newcomer"]
        self.link = places["link"]
        self.kind = places["kind"]
        self.tiers = places["tiers"]
        self.needs = places["needs"]
        self.steps = places["steps"]
        self.offers = places["offers"]
        self.ringing = places["ringing"]
        self.rung_at = places["rung_at"]
        self.tried = places["tried"]
        self.member_tried = places["member_tried"]
        self.next_tried = places["next_tried"]
        self.taken = 0
        self.free = NONE
        self.free_tried = NONE
        self.first_newcomer = NONE
        self.last_newcomer = NONE
        chain(self, 0)
        chain_tried(self, 0)


def enlarge(room: Room) -> None:
    """Double the room."""
    places = len(room.contact)
    forest.enlarge(room.order)
    timers.enlarge(room.timers)
    room.contact = columns.doubled(room.contact)
    room.group = columns.doubled(room.group)
    room.line = columns.doubled(room.line)
    room.newcomer = columns.doubled(room.newcomer)
    room.link = columns.doubled(room.link)
    room.kind = columns.doubled(room.kind)
    room.tiers = columns.doubled(room.tiers)
    room.needs = columns.doubled(room.needs)
    room.steps = columns.doubled(room.steps)
    room.offers = columns.doubled(room.offers)
    room.ringing = columns.doubled(room.ringing)
    room.rung_at = columns.doubled(room.rung_at)
    room.tried = columns.doubled(room.tried)
    chain(room, places)


def chain(room: Room, first: int) -> None:
    """Chain the places from the first one on as free."""
    for place in range(len(room.contact) - 1, first - 1, -1):
        room.link[place] = room.free
        room.free = place


def chain_tried(room: Room, first: int) -> None:
    """Chain the entries of those tried from the first one on as free."""
    for entry in range(len(room.member_tried) - 1, first - 1, -1):
        room.next_tried[entry] = room.free_tried
        room.free_tried = entry


def try_once(room: Room, place: int, member: int) -> None:
    """Remember that the member has been tried for the contact at that place."""
    if room.free_tried == NONE:
        entries = len(room.member_tried)
        room.member_tried = columns.doubled(room.member_tried)
        room.next_tried = columns.doubled(room.next_tried)
        chain_tried(room, entries)
    entry = room.free_tried
    room.free_tried = room.next_tried[entry]
    room.member_tried[entry] = member
    room.next_tried[entry] = room.tried[place]
    room.tried[place] = entry


def is_tried(room: Room, place: int, member: int) -> bool:
    """Whether the member has been tried for the contact at that place."""
    entry = room.tried[place]
    while entry != NONE:
        if room.member_tried[entry] == member:
            return True
        entry = room.next_tried[entry]
    return False


def forget_tried(room: Room, place: int) -> None:
    """Let a new round begin for the contact at that place."""
    while room.tried[place] != NONE:
        entry = room.tried[place]
        room.tried[place] = room.next_tried[entry]
        room.next_tried[entry] = room.free_tried
        room.free_tried = entry
