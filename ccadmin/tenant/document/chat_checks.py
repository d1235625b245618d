"""The rules of chat settings for documents (S4): fields that need a group or an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccadmin.chat_fields import CHAT_FIELDS
from ccadmin.tenant.document.content import TENANT_WIDE
from ccadmin.vocabulary import Allocation, Status

if TYPE_CHECKING:
    from ccadmin.tenant.document.merging import Merged


def check_chats(merged: Merged) -> None:
    """Find settings that lack what they need; what no document changes is left alone."""
    enabled = any(group["status"] == Status.ENABLED for group in merged.after.groups.values())
    for owner, record in merged.after.chats.items():
        was = merged.before.chats.get(owner)
        if was is record:
            continue
        for field in ("allocation", "callback_fallback"):
            selects = record[field] == Allocation.USER_SELECTS_GROUP
            if selects and not enabled and (was is None or was[field] != record[field]):
                merged.problems.add(
                    merged.place("chat", owner, field),
                    "users cannot select a group while there is no enabled one",
                )
    for owner in merged.after.chats:
        if _asks_changed(merged, owner) and _asks_nobody(merged, owner):
            merged.problems.add(
                merged.place("chat", owner if owner in merged.chats else TENANT_WIDE, *_ASKING),
                "chat would be allocated by a business server without an address",
                "state callback-url, or another allocation",
            )


def _asks_changed(merged: Merged, owner: int) -> bool:
    """Whether a setting changes that says whom to ask, its own or one that it inherits."""
    for each in (owner, TENANT_WIDE):
        record, was = merged.after.chats[each], merged.before.chats.get(each)
        if any((was or {}).get(field) != record[field] for field in _ASKING):
            return True
    return False


def _asks_nobody(merged: Merged, owner: int) -> bool:
    return (
        _in_force(merged, owner, "allocation") == Allocation.BUSINESS_SERVER
        and _in_force(merged, owner, "callback_url") is None
    )


def _in_force(merged: Merged, owner: int, field: str) -> Any:
    for each in (owner, TENANT_WIDE):
        value = merged.after.chats[each][field]
        if value is not None:
            return value
    return CHAT_FIELDS[field].default


_ASKING = ("allocation", "callback_url")
