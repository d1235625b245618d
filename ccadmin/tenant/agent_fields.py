"""The fields of an agent: how each is checked, set, cleared and described (S1, S2, S3)."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam
from sqlmodel import select

from ccadmin.errors import ConflictError, RuleError, did_you_mean
from ccadmin.models import Agent
from ccadmin.tenant import reporting
from ccadmin.tenant.addresses import clean_email, clean_extension
from ccadmin.tenant.names import clean_name, key_of
from ccadmin.tenant.ranges import LONGEST, check_ranges
from ccadmin.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.store import Store

UNSETTABLE: Final = ("email", "phone", "extension", "ring", "direct-number", "capacity")
RANGES: Final = {
    "capacity": (1, 100),
    "extension_delay": (0, LONGEST),
    "mobile_delay": (0, LONGEST),
    "chat_delay": (0, LONGEST),
}


def apply(store: Store, agent: Agent, fields: Mapping[str, Any]) -> None:
    """Set the fields that are given; the license is not among them, as it takes a seat.

    Raises:
        RuleError: a value is refused.
        ConflictError: the email address, the extension or the direct number is taken, or a
            manager with reports would become an agent.
    """
    check_ranges("agent", fields, RANGES)
    for field, value in fields.items():
        match field:
            case "name":
                name = clean_name("agent", value)
                agent.name, agent.name_key = name, key_of(name)
            case "email":
                _set_email(store, agent, value)
            case "phone":
                agent.phone = _phone(store, value)
            case "extension":
                _set_extension(store, agent, value)
            case "direct_number":
                _set_direct_number(store, agent, value)
            case _:
                if field == "role" and value is Role.AGENT:
                    reporting.refuse_with_reports(store, agent, "become an agent")
                setattr(agent, field, value)


def clear(agent: Agent, field: str) -> None:
    """Clear a field that may be empty.

    Raises:
        RuleError: the field always has a value, or there is no such field.
    """
    name = field.replace("_", "-")
    if name not in UNSETTABLE:
        raise RuleError(
            "unset",
            f'"{field}" cannot be unset',
            hint=did_you_mean(name, UNSETTABLE) or f"these can: {', '.join(UNSETTABLE)}",
        )
    setattr(agent, name.replace("-", "_"), None)
    if name == "email":
        agent.email_key = None


def describe(agent: Agent) -> dict[str, Any]:
    """Everything the agent itself holds; None where it follows from something else.

    A ring preference of None follows the numbers, a capacity of None the center's chat settings;
    delays are seconds; a `status_since` of None means since the agent was added.
    """
    return {
        "id": agent.id,
        "name": agent.name,
        "email": agent.email,
        "phone": agent.phone,
        "extension": agent.extension,
        "ring": agent.ring and agent.ring.value,
        "role": agent.role.value,
        "virtual": agent.virtual,
        "license": agent.license.value,
        "direct_number": agent.direct_number,
        "capacity": agent.capacity,
        "extension_delay": agent.extension_delay,
        "mobile_delay": agent.mobile_delay,
        "chat_delay": agent.chat_delay,
        "status": agent.status.value,
        "status_reason": agent.status_reason,
        "status_since": agent.status_since,
    }


def with_email(store: Store, text: str) -> Agent | None:
    """The agent of that email address.

    Raises:
        RuleError: it is no email address.
    """
    key = key_of(clean_email(text))
    return store.session.exec(select(Agent).where(Agent.email_key == key)).first()


def email_taken(owner: Agent) -> ConflictError:
    """The error for an email address that somebody has."""
    return ConflictError(
        "email-taken",
        f'email "{owner.email}" is that of agent "{owner.name}" (#{owner.id})',
        hint=f"change that agent with: ccadmin agent edit {quote(owner.email or '')}",
    )


def _set_email(store: Store, agent: Agent, text: str) -> None:
    owner = with_email(store, text)
    if owner is not None and owner.id != agent.id:
        raise email_taken(owner)
    agent.email = clean_email(text)
    agent.email_key = key_of(agent.email)


def _set_extension(store: Store, agent: Agent, text: str) -> None:
    extension = clean_extension(text)
    _refuse_taken(store, agent, "extension", extension)
    agent.extension = extension


def _set_direct_number(store: Store, agent: Agent, text: str) -> None:
    number = _phone(store, text)
    _refuse_taken(store, agent, "direct_number", number)
    agent.direct_number = number


def _phone(store: Store, text: str) -> str:
    from ccadmin.tenant.phones import parse_phone

    return parse_phone(text, store.tenant().region)


def _refuse_taken(store: Store, agent: Agent, field: str, value: str) -> None:
    owner = store.session.exec(_HOLDER[field], params={"value": value}).first()
    if owner is not None and owner.id != agent.id:
        word = field.replace("_", "-")
        raise ConflictError(
            f"{word}-taken",
            f'{word.replace("-", " ")} "{value}" is that of agent "{owner.name}" (#{owner.id})',
            hint=f"choose another, or free it: ccadmin agent edit '#{owner.id}' --unset {word}",
        )


_HOLDER: Final = {
    field: select(Agent).where(getattr(Agent, field) == bindparam("value"))
    for field in ("extension", "direct_number")
}
"""Made once: every line of a batch that gives somebody a number asks one of them."""
