"""An agenda: what lies ahead and cannot be called off, in a calendar with a heap for today's page.

A calendar has so many pages that hardly more than one entry stands on each, and so costs the same
however many people are busy (Brown 1988). Only what stands on the page that is open has to be in order:
that is a heap. So wherever everything happens at once an entry costs what it costs in a heap, and
nothing worse.

One holds the ends of talk, of wrap-ups and of breaks, another the chats that silence will close. The
arrivals, the schedule and the timers of those who wait are streams of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, forest

if TYPE_CHECKING:
    from .columns import Column
    from .forest import Forest


class Agenda:
    """The calendar; `first` is when the first entry happens, or FOREVER.

    An entry is a node, by time as `major`, then by what happens as `minor`. That is one number, so that
    ties are decided at a glance: a kind of `codes`, then the contact or the agent it happens to, then
    the membership it is about. Somebody who went up a group may be worked after by two at once.

    A page is 1 << `width` ms, and page p stands on sheet p modulo their number, which is a power of two;
    `last` is the last one. The entries of a `sheet` are chained as siblings, `later` of them in all, and
    may be of different rounds. Everything up to the open `page` is in the heap at `root`. Free nodes are
    chained from `free`.
    """

    __slots__ = ("entries", "first", "free", "last", "later", "page", "root", "sheet", "width")

    def __init__(self, entries: Forest, sheet: Column, width: int) -> None:
        self.entries = entries
        self.sheet = sheet
        self.last = len(sheet) - 1
        self.width = width
        self.page = 0
        self.root = codes.NONE
        self.first = codes.FOREVER
        self.later = 0
        self.free = codes.NONE
        chain(self, 0)


def put(agenda: Agenda, time: int, kind: int, subject: int, member: int) -> None:
    """Note what happens at that time, and to whom."""
    if agenda.free == codes.NONE:
        enlarge(agenda)
    entries = agenda.entries
    row = agenda.free
    agenda.free = entries.sibling[row]
    entries.major[row] = time
    entries.minor[row] = kind | (subject << codes.MEMBER_BITS) | member
    page = time >> agenda.width
    if page <= agenda.page:
        agenda.root = forest.added(entries, agenda.root, row)
        agenda.first = entries.major[agenda.root]
        return
    sheet = agenda.sheet
    slot = page & agenda.last
    entries.sibling[row] = sheet[slot]
    sheet[slot] = row
    agenda.later += 1
    if agenda.root == codes.NONE:
        turn(agenda)


def take(agenda: Agenda) -> int:
    """Remove the first entry and return what happens."""
    entries = agenda.entries
    row = agenda.root
    root = forest.gathered(entries, entries.child[row])
    entries.sibling[row] = agenda.free
    agenda.free = row
    agenda.root = root
    if root == codes.NONE:
        turn(agenda)
    else:
        agenda.first = entries.major[root]
    return entries.minor[row]


def turn(agenda: Agenda) -> None:
    """Open the next page that has an entry; the one that is open has none."""
    if agenda.later == 0:
        agenda.first = codes.FOREVER
        return
    sheet = agenda.sheet
    last = agenda.last
    page = agenda.page
    round_ends = page + last + 1
    root = codes.NONE
    while root == codes.NONE:
        page += 1
        while sheet[page & last] == codes.NONE:
            page += 1
        if page > round_ends:
            page = first_page(agenda)
        root = opened(agenda, page)
    agenda.page = page
    agenda.root = root
    agenda.first = agenda.entries.major[root]


def opened(agenda: Agenda, page: int) -> int:
    """The root of a heap of what stands on the page; what is of other rounds stays in the sheet."""
    entries = agenda.entries
    slot = page & agenda.last
    row = agenda.sheet[slot]
    agenda.sheet[slot] = codes.NONE
    root = codes.NONE
    while row != codes.NONE:
        following = entries.sibling[row]
        if entries.major[row] >> agenda.width == page:
            root = forest.added(entries, root, row)
            agenda.later -= 1
        else:
            entries.sibling[row] = agenda.sheet[slot]
            agenda.sheet[slot] = row
        row = following
    return root


def first_page(agenda: Agenda) -> int:
    """The page of the earliest entry that is not in the heap: nothing was found in a whole round."""
    entries = agenda.entries
    earliest = codes.FOREVER
    for slot in range(len(agenda.sheet)):
        row = agenda.sheet[slot]
        while row != codes.NONE:
            earliest = min(earliest, entries.major[row])
            row = entries.sibling[row]
    return earliest >> agenda.width


def enlarge(agenda: Agenda) -> None:
    """Double the room."""
    room = len(agenda.entries.major)
    forest.enlarge(agenda.entries)
    chain(agenda, room)


def chain(agenda: Agenda, first: int) -> None:
    """Chain the nodes from the first one on as free."""
    entries = agenda.entries
    for row in range(len(entries.major) - 1, first - 1, -1):
        entries.sibling[row] = agenda.free
        agenda.free = row
