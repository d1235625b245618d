"""A diary: what lies ahead on pages, with a heap for the page that is open.

It has so many pages that hardly more than one entry stands on each, and so costs the same however many
there are (a calendar queue, Brown 1988). Only what stands on the open page has to be in order: that is
a heap. So where everything happens at once an entry costs what it costs in a heap, and nothing worse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import codes, forest

if TYPE_CHECKING:
    from .columns import Column
    from .forest import Forest


class Diary:
    """The pages; `first` is when the first entry happens, or FOREVER.

    An entry is a node, by time as `major`, then by what happens as `minor`.

    A page is 1 << `width` ms, and page p stands on sheet p modulo their number, which is a power of two;
    `last` is the last one. The entries of a `sheet` are chained as siblings, `later` of them in all, and
    may be of different rounds. Everything up to the open `page` is in the heap at `root`.
    """

    __slots__ = ("entries", "first", "last", "later", "page", "root", "sheet", "width")

    def __init__(self, entries: Forest, sheet: Column, width: int) -> None:
        self.entries = entries
        self.sheet = sheet
        self.last = len(sheet) - 1
        self.width = width
        self.page = 0
        self.root = codes.NONE
        self.first = codes.FOREVER
        self.later = 0


def write(diary: Diary, row: int) -> None:
    """Write an entry, whose time and what happens are set."""
    entries = diary.entries
    page = entries.major[row] >> diary.width
    if page <= diary.page:
        diary.root = forest.added(entries, diary.root, row)
        diary.first = entries.major[diary.root]
        return
    sheet = diary.sheet
    slot = page & diary.last
    following = sheet[slot]
    entries.sibling[row] = following
    entries.previous[row] = codes.NONE
    if following != codes.NONE:
        entries.previous[following] = row
    sheet[slot] = row
    diary.later += 1
    if diary.root == codes.NONE:
        turn(diary)


def strike(diary: Diary, row: int) -> None:
    """Strike an entry out, wherever it stands."""
    entries = diary.entries
    page = entries.major[row] >> diary.width
    if page <= diary.page:
        if row == diary.root:
            strike_first(diary)
        else:
            diary.root = forest.removed(entries, diary.root, row)
        return
    sibling = entries.sibling[row]
    previous = entries.previous[row]
    if sibling != codes.NONE:
        entries.previous[sibling] = previous
    if previous != codes.NONE:
        entries.sibling[previous] = sibling
    else:
        diary.sheet[page & diary.last] = sibling
    diary.later -= 1


def strike_first(diary: Diary) -> None:
    """Strike the first entry out."""
    entries = diary.entries
    child = entries.child[diary.root]
    if child == codes.NONE:
        turn(diary)
    else:
        diary.root = forest.gathered(entries, child)
        diary.first = entries.major[diary.root]


def turn(diary: Diary) -> None:
    """Open the next page that has an entry; the one that is open has none any more."""
    if diary.later == 0:
        diary.root = codes.NONE
        diary.first = codes.FOREVER
        return
    sheet = diary.sheet
    last = diary.last
    page = diary.page
    round_ends = page + last + 1
    root = codes.NONE
    while root == codes.NONE:
        page += 1
        while sheet[page & last] == codes.NONE:
            page += 1
        if page > round_ends:
            page = first_page(diary)
        root = opened(diary, page)
    diary.page = page
    diary.root = root
    diary.first = diary.entries.major[root]


def opened(diary: Diary, page: int) -> int:
    """The root of a heap of what stands on the page; what is of other rounds stays on the sheet."""
    entries = diary.entries
    slot = page & diary.last
    row = diary.sheet[slot]
    kept = codes.NONE
    root = codes.NONE
    while row != codes.NONE:
        following = entries.sibling[row]
        if entries.major[row] >> diary.width == page:
            root = forest.added(entries, root, row)
            diary.later -= 1
        else:
            entries.sibling[row] = kept
            entries.previous[row] = codes.NONE
            if kept != codes.NONE:
                entries.previous[kept] = row
            kept = row
        row = following
    diary.sheet[slot] = kept
    return root


def first_page(diary: Diary) -> int:
    """The page of the earliest entry that is not in the heap: nothing was found in a whole round."""
    entries = diary.entries
    earliest = codes.FOREVER
    for slot in range(len(diary.sheet)):
        row = diary.sheet[slot]
        while row != codes.NONE:
            earliest = min(earliest, entries.major[row])
            row = entries.sibling[row]
    return earliest >> diary.width
