"""Gives numbers to what has an id and no name, before anything is written: a plan can say them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.tenant.document.content import Record
    from ccadmin.tenant.document.merging import Merged

    Owned = tuple[tuple[str, int], Record, Record | None]

OWNERS: Final = ("agent_id", "group_id", "center_id", "chat_settings_id")
"""The columns that say whose hours a row holds."""


def number(merged: Merged) -> None:
    """Number the chat settings, hours and dated exceptions that are new."""
    rows, following = merged.after.rows, merged.after.following
    for owner, record in merged.after.chats.items():
        holds = any(value not in (None, ()) for name, value in record.items() if name != "center")
        if holds and owner not in rows.chats and merged.before.chats.get(owner) is not record:
            rows.chats[owner] = following["chat_settings"]
            following["chat_settings"] += 1
    for place, record, was in owners(merged):
        if record["hours"] is not None and (was is None or was["hours"] is None):
            rows.hours[place] = following["hours"]
            following["hours"] += 1
        known = dict(merged.before.rows.exceptions.get(place, {}))
        for special in record["exceptions"]:
            if special.identity not in known:
                known[special.identity] = following["hours_exception"]
                following["hours_exception"] += 1
        if known:
            rows.exceptions[place] = known


def owners(merged: Merged) -> Iterator[Owned]:
    """Whose hours may change: column and id as the tables name them, and both records."""
    for noun in ("center", "agent", "group"):
        before = merged.before.of(noun)
        for each, record in merged.after.of(noun).items():
            if (was := before.get(each)) is not record:
                yield (f"{noun}_id", each), record, was
    for owner, record in merged.after.chats.items():
        if (was := merged.before.chats.get(owner)) is not record:
            yield ("chat_settings_id", merged.after.rows.chats.get(owner, 0)), record, was
