"""What a chat user would read, from entry to rating, by the settings in force (S4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlmodel import select

from ccadmin.models import Group
from ccadmin.tenant import chat_settings, hours
from ccadmin.tenant.owners import chat_as_owner
from ccadmin.vocabulary import Allocation, ServiceMode, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ccadmin.models import Center
    from ccadmin.store import Store
    from ccadmin.tenant.chat_settings import Setting

SAMPLE_POSITION: Final = 3
"""The place in the queue from which a preview lets the user move up."""
NOTHING: Final = "(nothing is sent)"


def preview(
    store: Store, center: Center | None, *, position: int = SAMPLE_POSITION
) -> list[dict[str, Any]]:
    """Every message in the order in which a user could read it, and what happens between them.

    Args:
        store: the tenant.
        center: whose settings are in force; None for the tenant-wide ones.
        position: the place in the queue at which the user begins to wait.

    Returns:
        Rows with `step`, `when` (what has to happen for it), `text` (what the user reads, None
        where the system only acts) and `from` (center, tenant or built-in).
    """
    settings = chat_settings.in_force(store, center)
    told = _Told(settings)
    return [
        told.message("welcome", "the user enters"),
        *_after_hours(store, center, told),
        *_asking(store, told),
        *_queue(told, position),
        *_service(told),
        told.message("transfer_failed", "nobody takes the chat, or the user has waited too long"),
        *_closure(told),
        *_rating(told),
    ]


class _Told:
    """The settings in force, told as rows."""

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self.settings = settings

    def value(self, name: str) -> Any:
        return self.settings[name].value

    def message(self, name: str, when: str, text: str | None = None) -> dict[str, Any]:
        value, source = self.settings[name]
        said = text if text is not None else value
        return {"step": name, "when": when, "text": said or NOTHING, "from": source}

    def event(self, name: str, when: str) -> dict[str, Any]:
        return {"step": name, "when": when, "text": None, "from": self.settings[name].source}


def _after_hours(store: Store, center: Center | None, told: _Told) -> Iterator[dict[str, Any]]:
    found = hours.in_force(store, chat_as_owner(center))
    if found.week is not None:
        hours_text = f"outside {found.text} {found.zone}" if found.source else "closed by a date"
        yield told.message("after_hours_reply", f"it is {hours_text}: the chat ends here")


def _asking(store: Store, told: _Told) -> Iterator[dict[str, Any]]:
    yield told.message("manual_access_in_progress", "the user asks for a person")
    asked = told.value("allocation")
    if asked == Allocation.BUSINESS_SERVER:
        seconds, url = told.value("callback_timeout"), told.value("callback_url")
        yield told.event("allocation", f"the business server {url} decides within {seconds} s")
        yield from _choice(store, told, "callback_fallback", "when it fails, ")
    else:
        yield from _choice(store, told, "allocation", "")


def _choice(store: Store, told: _Told, field: str, prefix: str) -> Iterator[dict[str, Any]]:
    if told.value(field) == Allocation.USER_SELECTS_GROUP:
        enabled = select(Group.name).where(Group.status == Status.ENABLED)
        names = store.session.exec(enabled.order_by(Group.name_key)).all()
        row = told.event(field, f"{prefix}the user selects a group")
        yield row | {"text": " | ".join(names) or "(there is no enabled group)"}
    else:
        when = f"{prefix}the person who has not served for the longest time is chosen"
        yield told.event(field, when)


def _queue(told: _Told, position: int) -> Iterator[dict[str, Any]]:
    most = told.value("max_users")
    for place in range(position, 0, -1):
        text = told.value("queue_message")
        for variable, number in (("$QueuePosition", place), ("$WaitNo", place - 1)):
            text = text.replace(variable, str(number))
        when = f"everybody serves {most} already" if place == position else "the queue moves up"
        yield told.message("queue_message", when, text)


def _service(told: _Told) -> Iterator[dict[str, Any]]:
    if told.value("service_mode") == ServiceMode.AUTOMATIC:
        yield told.message("transfer_successful", "somebody is free, and the chat begins")
        return
    elsewhere = f"nobody connects for {told.value('accept_timeout')} s: it goes to another person"
    if told.value("short_break"):
        elsewhere += f", and the first is put on a break of {told.value('break_length')} s"
    yield told.event("accept_timeout", elsewhere)
    yield told.message("transfer_successful", 'a person clicks "Connect"')


def _closure(told: _Told) -> Iterator[dict[str, Any]]:
    silence = f"the user is silent for {told.value('silence_timeout')} s: the chat ends"
    if told.value("timeout_closure"):
        yield told.message("timeout_message", silence)
    else:
        yield told.event("silence_timeout", silence)
    if told.value("proactive_closure"):
        yield told.message("proactive_message", "the user or the person ends the chat")


def _rating(told: _Told) -> Iterator[dict[str, Any]]:
    occasions = [
        when
        for field, when in (
            ("rating_by_agent", "the person asks for it"),
            ("rating_after_conversation", "the chat has ended"),
        )
        if told.value(field)
    ]
    if occasions:
        within = f"the user has rated within {told.value('rating_validity')} s"
        yield told.message("rating_invitation", " or ".join(occasions))
        yield told.message("rating_submission", within)
