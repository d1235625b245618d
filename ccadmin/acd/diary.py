"""A diary: what lies ahead, on pages that are so thin that hardly more than one entry stands on each.

So an entry is written and found at the same cost however many there are (a calendar queue, Brown 1988).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import columns
from .codes import FOREVER, NONE

if TYPE_CHECKING:
    from .columns import Column, Columns


class Diary:
    """The pages; `first` is when the first entry happens, or FOREVER.

    An entry has a `time`; between those of one instant the `kind` of what happens decides, then the
    `subject` that it happens to, then the `member` it is about.

    A page is 1 << `width` ms, and page p stands on sheet p modulo their number, which is a power of two;
    `last` is the last one. The entries of a sheet, of all its pages, are chained in order by `following`,
    and the last of them has the first behind it: `sheet` tells the last one, or NONE. There are `size`
    entries in all, and the first of them is on `page`. Rows that are in no chain are chained from `free`,
    unless the rows are something of their own.
    """

    __slots__ = (
        "first",
        "following",
        "free",
        "kind",
        "last",
        "member",
        "page",
        "sheet",
        "size",
        "subject",
        "time",
        "width",
    )

    def __init__(self, entries: Columns, sheet: Column, width: int) -> None:
        self.time = entries["time"]
        self.kind = entries["kind"]
        self.subject = entries["subject"]
        self.member = entries["member"]
        self.following = entries["following"]
        self.sheet = sheet
        self.last = len(sheet) - 1
        self.width = width
        self.page = 0
        self.size = 0
        self.first = FOREVER
        self.free = NONE
        chain(self, 0)


def before(diary: Diary, one: int, other: int) -> bool:
    """Whether one entry comes before the other."""
    if diary.time[one] != diary.time[other]:
        return diary.time[one] < diary.time[other]
    if diary.kind[one] != diary.kind[other]:
        return diary.kind[one] < diary.kind[other]
    if diary.subject[one] != diary.subject[other]:
        return diary.subject[one] < diary.subject[other]
    return diary.member[one] < diary.member[other]


def write(diary: Diary, row: int) -> None:
    """Write an entry, whose time and what happens are set, where it belongs."""
    following = diary.following
    sheet = diary.sheet
    time = diary.time[row]
    page = time >> diary.width
    slot = page & diary.last
    tail = sheet[slot]
    diary.size += 1
    if tail == NONE:
        following[row] = row
        sheet[slot] = row
    elif time > diary.time[tail] or not before(diary, row, tail):
        following[row] = following[tail]
        following[tail] = row
        sheet[slot] = row
    else:
        previous = tail
        while before(diary, following[previous], row):
            previous = following[previous]
        following[row] = following[previous]
        following[previous] = row
    if time < diary.first:
        diary.first = time
        diary.page = page


def first_entry(diary: Diary) -> int:
    """The entry that comes first, where there is one."""
    return diary.following[diary.sheet[diary.page & diary.last]]


def strike(diary: Diary, row: int) -> None:
    """Strike out an entry, wherever it stands."""
    following = diary.following
    slot = (diary.time[row] >> diary.width) & diary.last
    previous = diary.sheet[slot]
    while following[previous] != row:
        previous = following[previous]
    diary.size -= 1
    if previous == row:
        diary.sheet[slot] = NONE
    else:
        following[previous] = following[row]
        if diary.sheet[slot] == row:
            diary.sheet[slot] = previous
    if diary.time[row] == diary.first:
        turn(diary)


def turn(diary: Diary) -> None:
    """Turn the pages, from the one with the last first entry on, to that with the first."""
    if diary.size == 0:
        diary.first = FOREVER
        return
    sheet = diary.sheet
    last = diary.last
    page = diary.page
    round_ends = page + last
    slot = page & last
    while True:
        turned = slot
        while sheet[slot] == NONE:
            slot = (slot + 1) & last
        page += (slot - turned) & last
        if page > round_ends:
            page = first_page(diary)
            slot = page & last
        time = diary.time[diary.following[sheet[slot]]]
        if time >> diary.width == page:
            break
        page += 1
        slot = page & last
    diary.page = page
    diary.first = time


def first_page(diary: Diary) -> int:
    """The page of the first entry, which no page of a whole round has."""
    first = FOREVER
    for slot in range(len(diary.sheet)):
        tail = diary.sheet[slot]
        if tail != NONE:
            first = min(first, diary.time[diary.following[tail]])
    return first >> diary.width


def enlarge(diary: Diary) -> None:
    """Double the room."""
    rows = len(diary.time)
    diary.time = columns.doubled(diary.time)
    diary.kind = columns.doubled(diary.kind)
    diary.subject = columns.doubled(diary.subject)
    diary.member = columns.doubled(diary.member)
    diary.following = columns.doubled(diary.following)
    chain(diary, rows)


def chain(diary: Diary, first: int) -> None:
    """Chain the rows from the first one on as free."""
    for row in range(len(diary.time) - 1, first - 1, -1):
        diary.following[row] = diary.free
        diary.free = row
