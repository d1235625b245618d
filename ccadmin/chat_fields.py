"""The table of chat settings (S4): every field, its section, its default and what it may hold.

The command line takes its options from here, `tenant/chat_settings.py` its rules, and the reference
its pages. It loads nothing, so that `--help` stays quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ccadmin.vocabulary import Allocation, ServiceMode

if TYPE_CHECKING:
    from collections.abc import Mapping

QUEUE_VARIABLES: Final = ("$QueuePosition", "$WaitNo")
"""S4: the place in the queue, and how many wait in front."""
YEAR: Final = 31_536_000
"""Seconds; nothing that chat waits for takes longer."""


class Section(StrEnum):
    """The sections of the settings page, in its order (S4)."""

    PROMPTS = "prompts"
    ALLOCATION = "allocation"
    SERVICE_MODE = "service mode"
    QUEUE = "queue"
    CLOSURE = "closure"
    WORKING_HOURS = "working hours"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class Message:
    """Text for the chat user, in which these variables stand for figures; empty sends nothing."""

    variables: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "TEXT"


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `least` to `most`, in `unit`."""

    least: int
    most: int
    unit: str = "SECONDS"

    def __str__(self) -> str:
        return self.unit


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[Allocation, ...] | tuple[ServiceMode, ...]

    def __str__(self) -> str:
        return "|".join(self.words)


@dataclass(frozen=True, slots=True)
class Address:
    """The http or https address of a server, without credentials."""

    def __str__(self) -> str:
        return "URL"


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""

    def __str__(self) -> str:
        return "on|off"


Rule = Message | Whole | OneOf | Address | Switch
Value = str | int | bool | Allocation | ServiceMode


@dataclass(frozen=True, slots=True)
class ChatField:
    """One field of the chat settings.

    Attributes:
        name: the column, and the option with dashes.
        section: where it stands on the settings page.
        default: what holds where neither the center nor the tenant says anything.
        rule: what it may hold; as text the placeholder of its value.
        help: what it is for.
    """

    name: str
    section: Section
    default: Value | None
    rule: Rule
    help: str


OFF: Final = False
_SELECTABLE: Final = (Allocation.AUTOMATIC, Allocation.USER_SELECTS_GROUP)

_TABLE: Final = (
    ChatField(
        "welcome", Section.PROMPTS, "Welcome! How can we help you?", Message(),
        "The first message to everybody who enters",
    ),
    ChatField(
        "manual_access_in_progress", Section.PROMPTS,
        "One moment, please: we are finding somebody to help you.", Message(),
        "Sent when a user asks for a person",
    ),
    ChatField(
        "transfer_successful", Section.PROMPTS, "You are now talking to one of our team.",
        Message(), "Sent when a person has been found",
    ),
    ChatField(
        "transfer_failed", Section.PROMPTS,
        "Nobody can take your chat at the moment. Please try again later.", Message(),
        "Sent when no person could be found",
    ),
    ChatField(
        "allocation", Section.ALLOCATION, Allocation.AUTOMATIC, OneOf(tuple(Allocation)),
        "How a chat finds the person or group that serves it",
    ),
    ChatField(
        "callback_url", Section.ALLOCATION, None, Address(), "The business server that is asked",
    ),
    ChatField(
        "callback_timeout", Section.ALLOCATION, 5, Whole(1, 60),
        "How long the business server may take",
    ),
    ChatField(
        "callback_fallback", Section.ALLOCATION, Allocation.AUTOMATIC, OneOf(_SELECTABLE),
        "The allocation when the business server fails",
    ),
    ChatField(
        "service_mode", Section.SERVICE_MODE, ServiceMode.AUTOMATIC, OneOf(tuple(ServiceMode)),
        "Whether a chat begins by itself, or when somebody connects",
    ),
    ChatField(
        "accept_timeout", Section.SERVICE_MODE, 30, Whole(1, YEAR),
        "How long a chat is on offer to one person in manual service",
    ),
    ChatField(
        "short_break", Section.SERVICE_MODE, OFF, Switch(),
        "Put a person who lets that time pass on a short break",
    ),
    ChatField(
        "break_length", Section.SERVICE_MODE, 300, Whole(1, YEAR), "How long a short break lasts",
    ),
    ChatField(
        "max_users", Section.QUEUE, 5, Whole(1, 100, "N"),
        "The most users that one person serves at the same time",
    ),
    ChatField(
        "queue_message", Section.QUEUE,
        "You are number $QueuePosition in the queue; $WaitNo are waiting in front of you.",
        Message(QUEUE_VARIABLES), "Sent while queuing; may hold $QueuePosition and $WaitNo",
    ),
    ChatField(
        "silence_timeout", Section.CLOSURE, 600, Whole(1, YEAR),
        "A chat ends after so much silence of the user",
    ),
    ChatField(
        "timeout_closure", Section.CLOSURE, OFF, Switch(), "Send a message when that happens",
    ),
    ChatField(
        "timeout_message", Section.CLOSURE,
        "We have not heard from you for a while and have closed this chat.", Message(),
        "The message after silence",
    ),
    ChatField(
        "proactive_closure", Section.CLOSURE, OFF, Switch(),
        "Send a message when the user or the person ends the chat",
    ),
    ChatField(
        "proactive_message", Section.CLOSURE, "This chat has ended. Thank you for your visit.",
        Message(), "The message at such an end",
    ),
    ChatField(
        "after_hours_reply", Section.WORKING_HOURS,
        "We are closed at the moment. Please come back during our working hours.", Message(),
        "The automatic reply outside the hours that hours set chat gives",
    ),
    ChatField(
        "rating_by_agent", Section.RATING, OFF, Switch(), "Let agents invite users to rate",
    ),
    ChatField(
        "rating_after_conversation", Section.RATING, OFF, Switch(),
        "Invite the user to rate when the chat has ended",
    ),
    ChatField(
        "rating_invitation", Section.RATING, "How satisfied are you with this chat?", Message(),
        "The invitation to rate",
    ),
    ChatField(
        "rating_submission", Section.RATING, "Thank you for your rating.", Message(),
        "The thanks for a rating",
    ),
    ChatField(
        "rating_validity", Section.RATING, 86_400, Whole(1, YEAR),
        "How long an invitation can be answered",
    ),
)  # fmt: skip

CHAT_FIELDS: Final[Mapping[str, ChatField]] = {field.name: field for field in _TABLE}
"""Every field by its name, in the order of the settings page."""
