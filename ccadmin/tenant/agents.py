"""Agents (S1, S2): how people are added, changed and deleted."""

from __future__ import annotations

import re
import unicodedata
from shlex import quote
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import col, select

from ccadmin.arguments import IfExists
from ccadmin.changes import Change
from ccadmin.errors import ConflictError, RuleError, did_you_mean
from ccadmin.models import Agent, Hours
from ccadmin.tenant import reporting, ringing
from ccadmin.tenant.directory import describe, relations
from ccadmin.tenant.names import clean_name, key_of
from ccadmin.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ccadmin.store import Store

UNSETTABLE: Final = ("email", "phone", "extension", "ring")
LONGEST_EMAIL: Final = 254
"""The longest address that fits into the path of a mail (RFC 5321, 4.5.3.1.3)."""


def add(store: Store, name: str, fields: Mapping[str, Any], *, if_exists: IfExists) -> list[Change]:
    """Add an agent; names need not be unique, email addresses are.

    Whether the agent exists is a matter of the email address, or of the name where none is given
    and `if_exists` has a use for one that exists.

    Raises:
        RuleError: the name or a field is refused.
        ConflictError: the email address or the extension is taken, or the name fits several
            agents of which one is to be kept or updated.
    """
    name = clean_name("agent", name)
    existing = _same_agent(store, name, fields.get("email"), if_exists=if_exists)
    if existing is None:
        return [_make(store, name, fields)]
    if if_exists is IfExists.UPDATE:
        return edit(store, existing, {"name": name, **fields})
    state = describe(existing)
    return [Change("agent", existing.id, existing.name, state, state)]


def edit(
    store: Store, agent: Agent, fields: Mapping[str, Any], *, unset: Collection[str] = ()
) -> list[Change]:
    """Change the fields that are given and clear those in `unset`; the rest stays.

    Raises:
        RuleError: a value is refused, the ring preference would lack a number that it needs, or
            `unset` names a field that always has a value.
        ConflictError: the email address or the extension is taken, or a manager with reports
            would become an agent.
    """
    before = describe(agent)
    for field in unset:
        _clear(agent, field)
    _apply(store, agent, fields)
    ringing.check(agent, removed=unset)
    store.session.flush()
    return [store.record(Change("agent", agent.id, agent.name, before, describe(agent)))]


def remove(store: Store, agent: Agent) -> list[Change]:
    """Delete an agent with all memberships, assignments, reporting and hours.

    Raises:
        ConflictError: it is a manager to whom somebody reports (S1).
    """
    reporting.refuse_with_reports(store, agent, "be deleted")
    gone = Change("agent", agent.id, agent.name, describe(agent) | relations(store, agent), None)
    store.session.delete(agent)
    store.session.flush()
    return [store.record(gone)]


def ending_with(store: Store, agent: Agent) -> list[str]:
    """What a deletion would end, one sentence each, for the question before it.

    Raises:
        ConflictError: it is a manager to whom somebody reports, so there is nothing to ask.
    """
    reporting.refuse_with_reports(store, agent, "be deleted")
    related = relations(store, agent)
    sentences = [
        *(f'membership in group "{group["name"]}" would end' for group in related["groups"]),
        *(f'assignment to center "{each["name"]}" would end' for each in related["centers"]),
        *(f'reporting to "{manager["name"]}" would end' for manager in related["reports_to"]),
    ]
    if store.session.exec(select(Hours).where(Hours.agent_id == agent.id)).first():
        sentences.append("the agent's hours would be deleted")
    return sentences


def _same_agent(store: Store, name: str, email: str | None, *, if_exists: IfExists) -> Agent | None:
    if email is not None:
        owner = _with_email(store, _clean_email(email))
        if owner is not None and if_exists is IfExists.REFUSE:
            raise _email_taken(owner)
        return owner
    found = () if if_exists is IfExists.REFUSE else _named(store, name)
    if len(found) > 1:
        ids = ", ".join(f"#{agent.id}" for agent in found)
        raise ConflictError(
            "ambiguous-name",
            f'agent name "{name}" fits {len(found)} agents: {ids}',
            hint="say which by --email, or change one by its id with: ccadmin agent edit",
        )
    return found[0] if found else None


def _make(store: Store, name: str, fields: Mapping[str, Any]) -> Change:
    namesakes = [f'"{other.name}" #{other.id}' for other in _named(store, name)]
    agent = Agent(name=name, name_key=key_of(name))
    _apply(store, agent, fields)
    ringing.check(agent)
    store.session.add(agent)
    store.session.flush()
    notes = [f"others have this name: {', '.join(namesakes)}; the new one is #{agent.id}"]
    made = Change("agent", agent.id, name, None, describe(agent), notes if namesakes else ())
    return store.record(made)


def _apply(store: Store, agent: Agent, fields: Mapping[str, Any]) -> None:
    for field, value in fields.items():
        match field:
            case "name":
                name = clean_name("agent", value)
                agent.name, agent.name_key = name, key_of(name)
            case "email":
                _set_email(store, agent, value)
            case "phone":
                from ccadmin.tenant.phones import parse_phone

                agent.phone = parse_phone(value, store.tenant().region)
            case "extension":
                _set_extension(store, agent, value)
            case _:
                if field == "role" and value is Role.AGENT:
                    reporting.refuse_with_reports(store, agent, "become an agent")
                setattr(agent, field, value)


def _clear(agent: Agent, field: str) -> None:
    if field not in UNSETTABLE:
        raise RuleError(
            "unset",
            f'"{field}" cannot be unset',
            hint=did_you_mean(field, UNSETTABLE) or f"these can: {', '.join(UNSETTABLE)}",
        )
    setattr(agent, field, None)
    if field == "email":
        agent.email_key = None


def _set_email(store: Store, agent: Agent, text: str) -> None:
    email = _clean_email(text)
    owner = _with_email(store, email)
    if owner is not None and owner.id != agent.id:
        raise _email_taken(owner)
    agent.email, agent.email_key = email, key_of(email)


def _set_extension(store: Store, agent: Agent, text: str) -> None:
    extension = text.strip()
    if not re.fullmatch("[0-9]{2,8}", extension):
        raise RuleError(
            "extension",
            f'extension "{text}" is not 2 to 8 digits',
            hint="a number that callers dial from outside goes into --phone",
        )
    owner = store.session.exec(select(Agent).where(Agent.extension == extension)).first()
    if owner is not None and owner.id != agent.id:
        raise ConflictError(
            "extension-taken",
            f'extension "{extension}" is that of agent "{owner.name}" (#{owner.id})',
            hint=f"choose another, or free it: ccadmin agent edit '#{owner.id}' --unset extension",
        )
    agent.extension = extension


def _clean_email(text: str) -> str:
    email = unicodedata.normalize("NFC", text).strip()
    shaped = re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*", email)
    if not (shaped and email.isprintable() and len(email) <= LONGEST_EMAIL):
        raise RuleError(
            "email",
            f'"{text}" is not an email address',
            hint="write it as ana@example.com, with at most 254 characters",
        )
    return email


def _email_taken(owner: Agent) -> ConflictError:
    return ConflictError(
        "email-taken",
        f'email "{owner.email}" is that of agent "{owner.name}" (#{owner.id})',
        hint=f"change that agent with: ccadmin agent edit {quote(owner.email or '')}",
    )


def _with_email(store: Store, email: str) -> Agent | None:
    return store.session.exec(select(Agent).where(Agent.email_key == key_of(email))).first()


def _named(store: Store, name: str) -> Sequence[Agent]:
    fits = select(Agent).where(Agent.name_key == key_of(name))
    return store.session.exec(fits.order_by(col(Agent.id))).all()
