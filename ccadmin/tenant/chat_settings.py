"""Chat settings (S4): tenant-wide, and per center where a center differs, field by field."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlmodel import col, select

from ccadmin.changes import Change
from ccadmin.chat_fields import CHAT_FIELDS, Section
from ccadmin.errors import RuleError, did_you_mean
from ccadmin.models import Center, ChatSettings
from ccadmin.tenant import hours
from ccadmin.tenant.chat_rules import clean
from ccadmin.tenant.owners import chat_as_owner, chat_settings_of, make_chat_settings
from ccadmin.tenant.words import TENANT_WIDE
from ccadmin.vocabulary import Allocation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ccadmin.chat_fields import ChatField, Value
    from ccadmin.store import Store


class Setting(NamedTuple):
    """The value of a field that is in force, and who says so: `center`, `tenant` or `built-in`."""

    value: Value | None
    source: str


def set_fields(store: Store, center: Center | None, fields: Mapping[str, Any]) -> Change:
    """Set fields for a center, or tenant-wide for None; the rest stays as it is.

    An empty message is a value of its own: nothing is sent, and nothing inherited.

    Raises:
        RuleError: a value is refused, or the fields do not go together.
    """
    values = {name: clean(store, CHAT_FIELDS[name], value) for name, value in fields.items()}
    return _change(store, center, values)


def reset_fields(store: Store, center: Center | None, names: Iterable[str] = ()) -> Change:
    """Clear fields, all when none is named: a center inherits them, the tenant has the built-in.

    Raises:
        RuleError: there is no such field, or those that stay do not go together.
    """
    cleared = [_named(name) for name in names] or list(CHAT_FIELDS)
    return _change(store, center, dict.fromkeys(cleared))


def in_force(store: Store, center: Center | None) -> dict[str, Setting]:
    """Every field with its value: the center's own, else the tenant's, else the built-in one."""
    rows = {"tenant": chat_settings_of(store, None)}
    if center is not None:
        rows = {"center": chat_settings_of(store, center.id)} | rows
    return {name: _setting(field, rows) for name, field in CHAT_FIELDS.items()}


def overview(store: Store, center: Center | None) -> list[dict[str, Any]]:
    """Every field in force and the working hours, section by section."""
    rows = [
        _row(CHAT_FIELDS[name].section, name, setting)
        for name, setting in in_force(store, center).items()
    ]
    place = next(i for i, row in enumerate(rows) if row["section"] == Section.WORKING_HOURS)
    rows.insert(place, _row(Section.WORKING_HOURS, "hours", _hours(store, center)))
    return rows


def _change(store: Store, center: Center | None, values: Mapping[str, Value | None]) -> Change:
    row = chat_settings_of(store, center.id if center else None)
    before = _own(row)
    if row is None and any(value is not None for value in values.values()):
        row = make_chat_settings(store, center.id if center else None)
    if row is not None:
        for name, value in values.items():
            setattr(row, name, value)
        store.session.flush()
        if not values.keys().isdisjoint({"allocation", "callback_url"}):
            _check_callbacks(store, center)
    name, number = (center.name, center.id) if center else (TENANT_WIDE, None)
    centers = frozenset({center.name} if center else ())
    return store.record(Change("chat-settings", number, name, before, _own(row), centers=centers))


def _own(row: ChatSettings | None) -> dict[str, Any]:
    """The fields that an owner sets itself, in the order of the settings page."""
    values = {name: getattr(row, name, None) for name in CHAT_FIELDS}
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _setting(field: ChatField, rows: Mapping[str, ChatSettings | None]) -> Setting:
    for source, row in rows.items():
        value: Value | None = getattr(row, field.name, None)
        if value is not None:
            return Setting(value, source)
    return Setting(field.default, hours.BUILT_IN)


def _hours(store: Store, center: Center | None) -> Setting:
    found = hours.in_force(store, chat_as_owner(center))
    if found.source is None:
        return Setting(hours.ALWAYS, hours.BUILT_IN)
    text = f"{found.text} {found.zone}"
    return Setting(text, "center" if found.source.center else "tenant")


def _row(section: Section, field: str, setting: Setting) -> dict[str, Any]:
    return {
        "field": field,
        "section": section.value,
        "value": _plain(setting.value),
        "from": setting.source,
    }


def _plain(value: Any) -> Any:
    """The value of a word, because not every format writes enums."""
    return value.value if isinstance(value, StrEnum) else value


def _named(text: str) -> str:
    name = text.strip().replace("-", "_").casefold()
    if name in CHAT_FIELDS:
        return name
    if name == "hours":
        hint: str | None = "take them away with: ccadmin hours clear chat NAME"
    else:
        hint = did_you_mean(name, CHAT_FIELDS)
    raise RuleError(
        "unknown-field",
        f'"{text}" is not a field of the chat settings',
        hint=hint or "they are listed by: ccadmin chat-settings show",
    )


def _check_callbacks(store: Store, changed: Center | None) -> None:
    """Whoever asks a business server has its address, also those who inherit what was changed."""
    owners = [changed]
    if changed is None:
        heirs = select(Center).join(ChatSettings, col(ChatSettings.center_id) == col(Center.id))
        owners += store.session.exec(heirs.order_by(Center.name_key)).all()
    for center in owners:
        settings = in_force(store, center)
        asks = settings["allocation"].value == Allocation.BUSINESS_SERVER
        if asks and settings["callback_url"].value is None:
            whose = f'chat of center "{center.name}"' if center else "chat"
            raise RuleError(
                "chat-no-callback-url",
                f"{whose} would be allocated by a business server without an address",
                hint="give its address with --callback-url, or choose another --allocation",
            )
