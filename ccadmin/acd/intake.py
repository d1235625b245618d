"""Looking through the contacts once: what cannot be, in which order they come, how long it may take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .codes import CALL, CLOSED_TO_HANG_UP, FOREVER, KINDS, NONE, PAPERWORK

if TYPE_CHECKING:
    from .columns import Column, Contacts

LONGEST: Final = 1 << 40
"""No single duration is longer than this many ms, 34.8 years."""
LATEST: Final = 1 << 46
"""No contact arrives later than this, in the year 4199."""
HIGHEST: Final = 1 << 31
"""No priority is further from 0."""
CHANNELS: Final = 4
MOST_LEVELS: Final = 100
"""No contact must go further up than this."""

# Columns.
SOUND: Final = 0
ARRIVED: Final = 1
GROUP: Final = 2
TALK: Final = 3
PATIENCE: Final = 4
WRAP_UP: Final = 5
PRIORITY: Final = 6
CHANNEL: Final = 7
NEEDS: Final = 8
LEVEL: Final = 9
SILENT_AFTER: Final = 10


class Intake:
    """What was found: the first bad row and its column, or SOUND.

    `first` is the earliest arrival, `in_order` whether the rows follow each other in time, `work`
    the sum of talk and wrap-up, `patience` the longest patience, `priority` the one furthest from 0,
    `talks` in how many groups a contact may be talked to.
    """

    __slots__ = (
        "column",
        "first",
        "in_order",
        "last",
        "patience",
        "priority",
        "row",
        "talks",
        "work",
    )

    def __init__(self) -> None:
        self.column = SOUND
        self.row = NONE
        self.first = 0
        self.last = 0
        self.in_order = True
        self.work = 0
        self.patience = 0
        self.priority = 0
        self.talks = 1


def look_through(contacts: Contacts, groups: int, sets: int, entered: Column) -> Intake:
    """Look at every contact, up to the first one that cannot be.

    `entered` has a row for each group and kind of work; those that some contact enters get a 1.
    """
    intake = Intake()
    arrivals = contacts.arrived
    entries = contacts.group
    talks = contacts.talk
    patiences = contacts.patience
    wrap_ups = contacts.wrap_up
    priorities = contacts.priority
    last = work = longest = firmest = 0
    first = FOREVER
    for row in range(len(contacts.arrived)):
        arrived = arrivals[row]
        group = entries[row]
        talk = talks[row]
        patience = patiences[row]
        wrap_up = wrap_ups[row]
        priority = priorities[row]
        if not (
            0 <= arrived <= LATEST
            and 0 <= talk <= LONGEST
            and NONE <= patience <= LONGEST
            and NONE <= wrap_up <= LONGEST
            and -HIGHEST <= priority <= HIGHEST
            and CLOSED_TO_HANG_UP <= group < groups
        ):
            intake.row = row
            intake.column = fault(contacts, row, groups)
            break
        if arrived < last:
            intake.in_order = False
            first = min(first, arrived)
        else:
            last = arrived
        if patience > longest:  # noqa: PLR1730 - a call of max() for each contact takes its time
            longest = patience
        if priority != 0:
            firmest = max(firmest, abs(priority))
        if work < FOREVER:
            work += talk
            if wrap_up > 0:
                work += wrap_up
    if len(contacts.arrived) > 0:
        intake.first = min(first, arrivals[0])
    intake.last = last
    intake.work = work
    intake.patience = longest
    intake.priority = firmest
    if intake.column == SOUND:
        look_further(contacts, sets, intake)
        mark_entered(contacts, entered)
    return intake


def look_further(contacts: Contacts, sets: int, intake: Intake) -> None:
    """Look at the columns that a file may lack."""
    longest = 1
    for row in range(len(contacts.channel)):
        if not 0 <= contacts.channel[row] < CHANNELS:
            intake.row = row
            intake.column = CHANNEL
            return
    for row in range(len(contacts.needs)):
        if not NONE <= contacts.needs[row] < sets:
            intake.row = row
            intake.column = NEEDS
            return
    for row in range(len(contacts.level)):
        if not 0 <= contacts.level[row] <= MOST_LEVELS:
            intake.row = row
            intake.column = LEVEL
            return
        longest = max(longest, contacts.level[row] + 1)
    for row in range(len(contacts.silent_after)):
        if not NONE <= contacts.silent_after[row] <= LONGEST:
            intake.row = row
            intake.column = SILENT_AFTER
            return
    intake.talks = longest


def mark_entered(contacts: Contacts, entered: Column) -> None:
    """Mark the groups that contacts enter, each with the kind of work that they are."""
    groups = contacts.group
    if not contacts.are_mixed:
        for row in range(len(contacts.group)):
            if groups[row] >= 0:
                entered[KINDS * groups[row] + CALL] = 1
        return
    for row in range(len(contacts.group)):
        kind = min(contacts.channel[row], PAPERWORK)
        if groups[row] >= 0 and kind >= 0:
            entered[KINDS * groups[row] + kind] = 1


def fault(contacts: Contacts, row: int, groups: int) -> int:  # noqa: PLR0911 - one a column
    """The first column of the row that holds what cannot be, or SOUND."""
    if not 0 <= contacts.arrived[row] <= LATEST:
        return ARRIVED
    if not CLOSED_TO_HANG_UP <= contacts.group[row] < groups:
        return GROUP
    if not 0 <= contacts.talk[row] <= LONGEST:
        return TALK
    if not NONE <= contacts.patience[row] <= LONGEST:
        return PATIENCE
    if not NONE <= contacts.wrap_up[row] <= LONGEST:
        return WRAP_UP
    if not -HIGHEST <= contacts.priority[row] <= HIGHEST:
        return PRIORITY
    return SOUND
