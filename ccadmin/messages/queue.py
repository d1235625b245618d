"""What a user reads while waiting: that a person is being found, and each change of the place.

A contact waits in its group from the moment it is queued, or rings at somebody, until it is answered
or leaves; its place counts those who rank before it there, whatever their channel. What changes back
within one instant is told to nobody, and who is answered in the very instant of joining has not
waited.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Final

from ccadmin.engine import EVENT_KINDS
from ccadmin.messages.prompts import Message
from ccadmin.vocabulary import Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from ccadmin.engine import Contacts, Group

JOINS: Final = ("queued", "rang")
LEAVES: Final = (
    "answered", "overflowed", "abandoned", "voicemail", "callback", "refused", "unanswered",
)  # fmt: skip
KINDS: Final = (*JOINS, *LEAVES)
"""The events that let a contact wait, or wait no longer."""
Rank = tuple[int, int, int]
"""What orders the contacts of one group: priority, age, row."""


class Queue:
    """Those who wait in one group, first come first, and what each chat among them was told last."""

    def __init__(self, index: int, group: Group, contacts: Contacts) -> None:
        self.index = index
        self._group = group
        self._contacts = contacts
        self._line: list[Rank] = []
        self._joined: set[int] = set()
        self._told: dict[int, int] = {}
        self._changed = 0

    def join(self, contact: int) -> None:
        """Let a contact wait from now on, unless it does already."""
        if contact not in self._joined:
            rank = self._rank(contact)
            self._note(bisect_left(self._line, rank))
            insort(self._line, rank)
            self._joined.add(contact)

    def leave(self, contact: int) -> None:
        """Let a contact wait no longer, if it did."""
        if contact in self._joined:
            self._joined.remove(contact)
            place = bisect_left(self._line, self._rank(contact))
            self._note(place)
            del self._line[place]
            self._told.pop(contact, None)

    def settle(self, time: int, order: int, chats: AbstractSet[int]) -> list[Message]:
        """What the chats are told at the end of an instant: those whose place is another now."""
        messages = []
        for place in range(self._changed, len(self._line)):
            contact = self._line[place][2]
            if contact not in chats or self._told.get(contact) == place + 1:
                continue
            told = Message(time, order, contact, self.index, "queue_message", place + 1)
            if contact not in self._told:
                messages.append(told._replace(name="manual_access_in_progress", place=0))
            messages.append(told)
            self._told[contact] = place + 1
        self._changed = len(self._line)
        return messages

    def _note(self, place: int) -> None:
        self._changed = min(self._changed, place)

    def _rank(self, contact: int) -> Rank:
        """As the distributor orders the contacts of a group."""
        contacts = self._contacts
        priority, arrived = contacts.priority[contact], contacts.arrived[contact]
        if self._group.order is Order.AGEING:
            return 0, arrived - priority * self._group.age_point, contact
        return -priority, arrived, contact


def waiting(
    events: Iterable[tuple[int, int, int, int, int]],
    groups: Sequence[Group],
    contacts: Contacts,
    chats: AbstractSet[int],
) -> list[Message]:
    """The messages of chats that wait, in order of time.

    Args:
        events: rows `order, time, kind, contact, group` of the groups in which chats wait, in order.
        groups: of the snapshot.
        contacts: all contacts of the run.
        chats: the rows of those that are chats.
    """
    messages: list[Message] = []
    queues: dict[int, Queue] = {}
    touched: dict[int, Queue] = {}
    now = last = 0
    for order, time, code, contact, group in events:
        if time != now:
            for queue in touched.values():
                messages += queue.settle(now, last, chats)
            touched.clear()
            now = time
        if group not in queues:
            queues[group] = Queue(group, groups[group], contacts)
        queue = touched[group] = queues[group]
        if EVENT_KINDS[code] in JOINS:
            queue.join(contact)
        else:
            queue.leave(contact)
        last = order
    for queue in touched.values():
        messages += queue.settle(now, last, chats)
    return messages
