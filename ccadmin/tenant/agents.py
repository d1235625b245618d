"""Agents (S1, S2): how people are added, changed and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam
from sqlmodel import col, select

from ccadmin.arguments import IfExists
from ccadmin.changes import Change
from ccadmin.errors import ConflictError
from ccadmin.models import Agent, Hours
from ccadmin.tenant import agent_fields, direct_numbers, licenses, reporting, ringing
from ccadmin.tenant.agent_fields import describe
from ccadmin.tenant.devices import bells_of
from ccadmin.tenant.direct_numbers import DirectNumber
from ccadmin.tenant.directory import relations
from ccadmin.tenant.licenses import NO_TERMS
from ccadmin.tenant.names import clean_name, key_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ccadmin.store import Store
    from ccadmin.tenant.licenses import Terms


def add(
    store: Store,
    name: str,
    fields: Mapping[str, Any],
    *,
    if_exists: IfExists,
    terms: Terms = NO_TERMS,
) -> list[Change]:
    """Add an agent; names need not be unique, email addresses are.

    Whether the agent exists is a matter of the email address, or of the name where none is given
    and `if_exists` has a use for one that exists.

    Args:
        store: the tenant.
        name: 1 to 64 characters.
        fields: the other fields; without a license it is `contact-center`, without a ring
            preference calls ring at every number there is.
        if_exists: what to do about an agent who is there.
        terms: how the license is granted.

    Raises:
        RuleError: the name or a field is refused.
        ConflictError: the email address, the extension or the direct number is taken, no seat of
            the license is free, or the name fits several agents of which one is to be kept or
            updated.
    """
    name = clean_name("agent", name)
    existing = _same_agent(store, name, fields.get("email"), if_exists=if_exists)
    if existing is None:
        return _make(store, name, fields, terms=terms)
    if if_exists is IfExists.UPDATE:
        return edit(store, existing, {"name": name, **fields}, terms=terms)
    state = describe(existing)
    return [Change("agent", existing.id, existing.name, state, state)]


def edit(
    store: Store,
    agent: Agent,
    fields: Mapping[str, Any],
    *,
    unset: Collection[str] = (),
    terms: Terms = NO_TERMS,
) -> list[Change]:
    """Change the fields that are given and clear those in `unset`; the rest stays.

    A direct number that is given together with a license is kept with it.

    Raises:
        RuleError: a value is refused, the ring preference or a device would lack a number that it
            needs, the license needs `terms` for the direct number, or `unset` names a field that
            always has a value.
        ConflictError: the email address, the extension or the direct number is taken, no seat of
            the license is free, or a manager with reports would become an agent.
    """
    before = describe(agent)
    bells = bells_of(store, agent)
    reached = ringing.takes_calls(agent, bells)
    for field in unset:
        agent_fields.clear(agent, field)
    own = {field: value for field, value in fields.items() if field != "license"}
    agent_fields.apply(store, agent, own)
    changes = []
    if "license" in fields:
        number = terms.number or (DirectNumber.KEEP if "direct_number" in fields else None)
        decided = licenses.Terms(number=number, purchase=terms.purchase)
        changes = licenses.grant(store, [agent], fields["license"], decided)
    ringing.check(agent, bells, removed=unset)
    store.session.flush()
    notes = direct_numbers.billing(before, agent)
    if reached and (silent := ringing.why_silent(agent, bells)):
        notes.append(f'"{agent.name}" takes no calls: {silent}')
    made = Change("agent", agent.id, agent.name, before, describe(agent), notes)
    return [*changes, store.record(made)]


def remove(store: Store, agent: Agent) -> list[Change]:
    """Delete an agent with all devices, skills, memberships, assignments, reporting and hours.

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
    if agent.direct_number is not None:
        sentences.append(f'direct number "{agent.direct_number}" would be released')
    if store.session.exec(select(Hours).where(Hours.agent_id == agent.id)).first():
        sentences.append("the agent's hours would be deleted")
    return sentences


def _same_agent(store: Store, name: str, email: str | None, *, if_exists: IfExists) -> Agent | None:
    if email is not None:
        owner = agent_fields.with_email(store, email)
        if owner is not None and if_exists is IfExists.REFUSE:
            raise agent_fields.email_taken(owner)
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


def _make(store: Store, name: str, fields: Mapping[str, Any], *, terms: Terms) -> list[Change]:
    namesakes = [f'"{other.name}" #{other.id}' for other in _named(store, name)]
    agent = Agent(name=name, name_key=key_of(name))
    kind = fields.get("license", agent.license)
    own = {field: value for field, value in fields.items() if field != "license"}
    agent_fields.apply(store, agent, own)
    ringing.check(agent, ())
    changes = licenses.enter(store, agent, kind, terms)
    store.session.add(agent)
    store.session.flush()
    notes = direct_numbers.billing({"license": None, "direct_number": None}, agent)
    if namesakes:
        notes.append(f"others have this name: {', '.join(namesakes)}; the new one is #{agent.id}")
    return [*changes, store.record(Change("agent", agent.id, name, None, describe(agent), notes))]


def _named(store: Store, name: str) -> Sequence[Agent]:
    return store.session.exec(_NAMED, params={"key": key_of(name)}).all()


_NAMED: Final = select(Agent).where(Agent.name_key == bindparam("key")).order_by(col(Agent.id))
"""Made once: every line of a batch that adds somebody asks it."""
