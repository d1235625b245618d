"""Chat settings: inheritance field by field equals a model of three dictionaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin import store
from ccadmin.changes import Action
from ccadmin.chat_fields import CHAT_FIELDS
from ccadmin.models import Center, Group
from ccadmin.tenant import chat_settings
from ccadmin.tenant.chat_settings import Setting
from ccadmin.vocabulary import Allocation, ServiceMode

if TYPE_CHECKING:
    from pathlib import Path

VALUES = {
    "welcome": st.sampled_from(["", "Hello", "Добър ден"]),
    "allocation": st.sampled_from([Allocation.AUTOMATIC, Allocation.USER_SELECTS_GROUP]),
    "service_mode": st.sampled_from(ServiceMode),
    "short_break": st.booleans(),
    "max_users": st.integers(1, 100),
    "rating_validity": st.integers(1, 31_536_000),
}
OWNERS = (None, "East", "West")
CHANGES = st.tuples(
    st.sampled_from(OWNERS),
    st.fixed_dictionaries({}, optional=VALUES) | st.lists(st.sampled_from([*CHAT_FIELDS])),
)
"""Of an owner: fields to set, or names of fields to reset."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tenant that every example finds empty, because examples are dry runs."""
    path = tmp_path_factory.mktemp("chat") / "tenant.db"
    store.create(path, name="test", zone="Europe/Sofia", region="BG")
    return path


@settings(max_examples=60)
@given(changes=st.lists(CHANGES, max_size=8))
def test_a_center_inherits_field_by_field(empty: Path, changes: list[Any]) -> None:
    own: dict[str | None, dict[str, Any]] = {owner: {} for owner in OWNERS}
    with store.changing(empty, command="", who="", dry_run=True) as opened:
        opened.session.add(Group(name="sales", name_key="sales"))
        centers: dict[str | None, Center | None] = {None: None}
        for name in ("East", "West"):
            centers[name] = center = Center(name=name, name_key=name.casefold())
            opened.session.add(center)
        opened.session.flush()
        for owner, what in changes:
            before = dict(own[owner])
            if isinstance(what, dict):
                own[owner] |= what
                change = chat_settings.set_fields(opened, centers[owner], what)
            else:
                kept = set(CHAT_FIELDS) - set(what) if what else set()
                own[owner] = {name: value for name, value in before.items() if name in kept}
                change = chat_settings.reset_fields(opened, centers[owner], what)
            assert (change.before, change.after) == (before, own[owner])
            unchanged = change.action is Action.UNCHANGED
            assert unchanged == (before == own[owner])
        found = {owner: chat_settings.in_force(opened, centers[owner]) for owner in OWNERS}

    for owner in OWNERS:
        expected = {
            name: Setting(own[owner][name], "center" if owner else "tenant")
            if name in own[owner]
            else Setting(own[None][name], "tenant")
            if name in own[None]
            else Setting(field.default, "built-in")
            for name, field in CHAT_FIELDS.items()
        }
        assert found[owner] == expected
