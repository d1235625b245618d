"""What a user reads outside the queue: at the entry, at answers, at the end, and about ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.engine import EVENT_KINDS, REASONS
from ccadmin.messages.prompts import Message
from ccadmin.vocabulary import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ccadmin.engine import Contacts
    from ccadmin.messages.prompts import Prompts

FAILED: Final = ("abandoned", "voicemail", "callback", "refused", "unanswered")
"""The ends without an answer."""
ENDED: Final = {"talk-ended": "proactive_message", "closed-by-timeout": "timeout_message"}
"""The ends of a talk, and the closure that each calls for."""
KINDS: Final = ("arrived", "answered", "escalated", *FAILED, *ENDED)
"""The events of a chat that say something to its user."""


def conversation(
    events: Iterable[tuple[int, int, int, int, int, int]],
    contacts: Contacts,
    prompts: Callable[[int], Prompts],
    *,
    until: int | None,
) -> list[Message]:
    """The messages of chats, in no order.

    Args:
        events: rows `order, time, kind, contact, group, detail` of chats alone, in order.
        contacts: all contacts of the run.
        prompts: the texts in force in a group, by its index; -1 for outside all groups.
        until: the horizon in ms, at and behind which nobody reads anything; None for none.
    """
    messages: list[Message] = []
    closing: dict[int, list[Message]] = {}
    for order, time, code, contact, group, detail in events:
        kind = EVENT_KINDS[code]
        if kind == "escalated":  # the talk has ended, the chat has not
            closing.pop(contact, None)
            continue
        if kind in ENDED:
            left = Message(time, order, contact, group, ENDED[kind])
            closing[contact] = [left, *_rating(left, contacts, prompts(group))]
            continue
        names = _names(kind, detail)
        messages += [Message(time, order, contact, group, name) for name in names]
    messages += [message for messages in closing.values() for message in messages]
    return [one for one in messages if until is None or one.time < until]


def _names(kind: str, detail: int) -> list[str]:
    if kind == "arrived":
        return ["welcome"]
    if kind == "answered":
        return ["transfer_successful"]
    if REASONS[detail] is Reason.CLOSED:
        return ["after_hours_reply", "transfer_failed"]
    return ["transfer_failed"]


def _rating(left: Message, contacts: Contacts, prompts: Prompts) -> Iterator[Message]:
    """The invitation to rate, and the thanks for a rating that comes while it is taken."""
    if prompts.rating_validity is None:
        return
    yield left._replace(name="rating_invitation")
    if contacts.rating is None or not contacts.rating[left.contact]:
        return
    after = 0 if contacts.rated_after is None else contacts.rated_after[left.contact]
    if after <= prompts.rating_validity:
        yield left._replace(time=left.time + after, name="rating_submission")
