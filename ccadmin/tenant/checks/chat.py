"""Chat settings that can no longer do what they say (S4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from ccadmin.models import ChatSettings
from ccadmin.tenant.checks.findings import Finding, line
from ccadmin.tenant.words import TENANT_WIDE
from ccadmin.vocabulary import Allocation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.tenant.checks.view import View


def findings(view: View) -> Iterator[Finding]:
    """Users who are to select a group where there is no enabled one any more."""
    if view.enabled:
        return
    names = {center.id: center.name for center in view.centers}
    for settings in view.store.session.exec(select(ChatSettings)):
        center = names.get(settings.center_id)
        whose = [] if center is None else ["--center", center]
        for field in ("allocation", "callback_fallback"):
            if getattr(settings, field) == Allocation.USER_SELECTS_GROUP:
                option = f"--{field.replace('_', '-')}"
                yield Finding(
                    "chat-no-group",
                    "chat-settings",
                    center or TENANT_WIDE,
                    f"{field} lets users select a group, and no group is enabled",
                    line("chat-settings", "set", *whose, option, "automatic"),
                )
