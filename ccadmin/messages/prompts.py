"""The texts in force for the chats of a group, and one message to one user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Prompts:
    """The chat settings that a user reads; an empty text, or a message switched off, sends nothing.

    Attributes:
        rating_validity: ms after the end within which a rating is taken; None: nobody is invited.
    """

    welcome: str = ""
    manual_access_in_progress: str = ""
    queue_message: str = ""
    transfer_successful: str = ""
    transfer_failed: str = ""
    after_hours_reply: str = ""
    timeout_message: str = ""
    proactive_message: str = ""
    rating_invitation: str = ""
    rating_submission: str = ""
    rating_validity: int | None = None


class Message(NamedTuple):
    """One message; of those at one instant the lower `order` is read first.

    Attributes:
        time: ms.
        order: the row of the event log that it follows.
        contact: row of the chat.
        group: index of the group whose settings it is from, or -1 outside all groups.
        name: the field of the chat settings.
        place: in the queue, from 1; 0 for a message that tells none.
    """

    time: int
    order: int
    contact: int
    group: int
    name: str
    place: int = 0
