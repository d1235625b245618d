"""What a chat setting may hold: the rules of `chat_fields`, kept (S4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NoReturn
from urllib.parse import urlsplit

from ccadmin.chat_fields import Address, Message, OneOf, Switch, Whole
from ccadmin.errors import RuleError, did_you_mean
from ccadmin.tenant.names import clean_text
from ccadmin.vocabulary import Allocation, Status

if TYPE_CHECKING:
    from ccadmin.chat_fields import ChatField, Value
    from ccadmin.store import Store

LONGEST_ADDRESS: Final = 2000


def clean(store: Store, field: ChatField, value: Value) -> Value:
    """A value as it is stored.

    Raises:
        RuleError: the rule of the field refuses it, or users would select a group where none is.
    """
    cleaned = checked(field, value)
    if isinstance(field.rule, OneOf) and value == Allocation.USER_SELECTS_GROUP:
        _need_a_group(store)
    return cleaned


def checked(field: ChatField, value: Value) -> Value:
    """A value as it is stored, whatever else the tenant holds.

    Raises:
        RuleError: the rule of the field refuses it.
    """
    match field.rule:
        case Message(variables):
            return _message(field, str(value), variables)
        case Address():
            return _address(str(value))
        case Whole(least, most):
            if not least <= int(value) <= most:
                _refuse(field, value, f"a whole number from {least} to {most}")
        case OneOf(words):
            if value not in words:
                _refuse(field, value, " or ".join(words))
        case Switch():
            pass
    return value


def _refuse(field: ChatField, value: Value, expected: str) -> NoReturn:
    raise RuleError(
        f"chat-{field.name.replace('_', '-')}",
        f'{field.name} "{value}" is not {expected}',
        hint=f"it is {field.default} unless it is set",
    )


def _message(field: ChatField, text: str, variables: tuple[str, ...]) -> str:
    cleaned = clean_text(field.name, text) or ""
    found = dict.fromkeys(_VARIABLE.findall(cleaned)) if variables else {}
    unknown = [word for word in found if word not in variables]
    if unknown:
        words = ", ".join(f'"{word}"' for word in unknown)
        raise RuleError(
            "chat-variable",
            f"{field.name} holds variables that stand for nothing: {words}",
            hint=did_you_mean("$" + unknown[0].strip("${}"), variables)
            or f"it may hold {' and '.join(variables)}",
        )
    return cleaned


def _address(text: str) -> str:
    """The address of a business server, as the standard library takes it apart."""
    problem = "is not an http or https address"
    try:
        parts = urlsplit(text)
        spaced = not text.isprintable() or any(c.isspace() for c in text)
        if spaced or parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
            pass
        elif parts.username is not None or parts.password is not None:
            problem = "holds a user name or password, which would be kept in plain text"
        elif len(text) > LONGEST_ADDRESS:
            problem = f"is longer than {LONGEST_ADDRESS} characters"
        else:
            return text
    except ValueError as cause:  # a port that is none, a broken IPv6 host
        problem += f": {cause}"
    raise RuleError(
        "chat-callback-url",
        f'callback_url "{_without_credentials(text)}" {problem}',
        hint='write one such as "https://desk.example.com/route"',
    )


def _without_credentials(text: str) -> str:
    """The text without what stands before an @, which belongs on no screen and in no log."""
    _, at, rest = text.rpartition("@")
    return f"...@{rest}" if at else text


def _need_a_group(store: Store) -> None:
    from sqlmodel import select

    from ccadmin.models import Group

    enabled = select(Group.id).where(Group.status == Status.ENABLED)
    if store.session.exec(enabled).first() is None:
        raise RuleError(
            "chat-no-group",
            "users cannot select a group while there is no enabled one",
            hint="add one first: ccadmin group add NAME",
        )


_VARIABLE: Final = re.compile(r"\$(?:\{[^}\s]*\}?|[^\W\d]\w*)")
