"""The texts that chat users read, group by group: the settings in force for each group's center."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from ccadmin.messages.prompts import Prompts
from ccadmin.models import Center, Group
from ccadmin.tenant import chat_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ccadmin.engine import Snapshot
    from ccadmin.store import Store

_SECOND = 1000


def prompts(store: Store, seen: Snapshot, named: Mapping[int, int]) -> Callable[[int], Prompts]:
    """The texts in force in each group of a snapshot, by its index; tenant-wide ones for -1.

    Args:
        store: the tenant.
        seen: the snapshot.
        named: for groups that a business server made out of people alone, the place of the center
            of their chats, 0 for none; others belong to the center of the group of their id.
    """
    by_place = [None, *store.session.exec(select(Center).order_by(col(Center.id)))]
    centers = {center.id: center for center in by_place if center is not None}
    rows = store.session.exec(select(Group.id, Group.center_id))
    center_of = dict(rows.all())

    @cache
    def texts(center_id: int | None) -> Prompts:
        settings = chat_settings.in_force(store, centers.get(center_id))
        return _texts({name: setting.value for name, setting in settings.items()})

    def of_group(group: int) -> Prompts:
        if group < 0:
            return texts(None)
        if group in named:
            center = by_place[named[group]]
            return texts(center.id if center is not None else None)
        return texts(center_of.get(seen.groups[group].id))

    return of_group


def _texts(value: Mapping[str, Any]) -> Prompts:
    invited = value["rating_by_agent"] or value["rating_after_conversation"]
    return Prompts(
        welcome=value["welcome"],
        manual_access_in_progress=value["manual_access_in_progress"],
        queue_message=value["queue_message"],
        transfer_successful=value["transfer_successful"],
        transfer_failed=value["transfer_failed"],
        after_hours_reply=value["after_hours_reply"],
        timeout_message=value["timeout_message"] if value["timeout_closure"] else "",
        proactive_message=value["proactive_message"] if value["proactive_closure"] else "",
        rating_invitation=value["rating_invitation"],
        rating_submission=value["rating_submission"],
        rating_validity=value["rating_validity"] * _SECOND if invited else None,
    )
