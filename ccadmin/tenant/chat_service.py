"""How groups serve chats, as the engine sees it: the settings in force for each group's center."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ccadmin import calendars, engine
from ccadmin.tenant import chat_settings, hours
from ccadmin.tenant.owners import chat_as_owner
from ccadmin.vocabulary import ServiceMode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ccadmin.models import Center
    from ccadmin.store import Store

_SECOND = 1000


def services(
    store: Store, centers: Mapping[int | None, Center], start: int, end: int
) -> Callable[[int | None], engine.ChatService]:
    """The chat service of each center by its id, and with None the tenant-wide one.

    Its `open` are the chat hours over `[start, end)` ms alone, whatever the groups' own hours.
    """

    @cache
    def service(center_id: int | None) -> engine.ChatService:
        center = centers.get(center_id)
        settings = chat_settings.in_force(store, center)
        week = hours.in_force(store, chat_as_owner(center)).week
        value: dict[str, Any] = {name: setting.value for name, setting in settings.items()}
        invited = value["rating_by_agent"] or value["rating_after_conversation"]
        return engine.ChatService(
            manual=value["service_mode"] == ServiceMode.MANUAL,
            accept_timeout=value["accept_timeout"] * _SECOND,
            short_break=value["break_length"] * _SECOND if value["short_break"] else 0,
            capacity=value["max_users"],
            silence_timeout=value["silence_timeout"] * _SECOND,
            open=None if week is None else calendars.open_intervals(week, start, end),
            rating_validity=value["rating_validity"] * _SECOND if invited else None,
        )

    return service


def both(
    one: tuple[tuple[int, int], ...] | None, other: tuple[tuple[int, int], ...] | None
) -> tuple[tuple[int, int], ...] | None:
    """The times at which both are open; None stands for always."""
    if one is None or other is None:
        return other if one is None else one
    shared = []
    here = there = 0
    while here < len(one) and there < len(other):
        start = max(one[here][0], other[there][0])
        end = min(one[here][1], other[there][1])
        if start < end:
            shared.append((start, end))
        if one[here][1] <= other[there][1]:
            here += 1
        else:
            there += 1
    return tuple(shared)
