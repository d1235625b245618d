"""What comes of asking a business server (S4): the group or people it names, or the fallback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlmodel import select

from ccadmin.callbacks import Decision, Question, Unusable, ask
from ccadmin.errors import ConflictError, NotFoundError, RuleError
from ccadmin.models import Group
from ccadmin.tenant import chat_settings
from ccadmin.tenant.finding import find_agent, find_group
from ccadmin.vocabulary import Allocation, Status

if TYPE_CHECKING:
    from ccadmin.models import Agent, Center
    from ccadmin.store import Store


class Refused(NamedTuple):
    """Why what a server names cannot be used, and what was seen."""

    reason: str
    detail: str


def allocate(store: Store, center: Center | None, question: Question) -> dict[str, Any]:
    """Ask the server that the settings in force name, and say where the chat would go.

    Returns:
        A record: `server`, what was `asked`, `decided_by` (business-server or fallback), the
        `allocation` that holds then, the `group` or the `people` of it, and for a fallback the
        `reason` (a word of `callbacks.Failure`, unknown-name or group-disabled) and its `detail`.

    Raises:
        RuleError: no server's address is set, or httpx is not installed.
    """
    settings = chat_settings.in_force(store, center)
    url = settings["callback_url"].value
    if url is None:
        raise RuleError(
            "chat-no-callback-url",
            "no business server is set, so there is nobody to ask",
            hint="set one: ccadmin chat-settings set --callback-url URL",
        )
    record = {"server": str(url), "asked": question.body()}
    answer = ask(str(url), question, timeout=float(settings["callback_timeout"].value or 0))
    told = _named(store, answer) if isinstance(answer, Decision) else _failure(answer)
    if "reason" not in told:
        by = {"decided_by": "business-server", "allocation": Allocation.BUSINESS_SERVER.value}
        return record | by | {"group": None, "people": [], "reason": None, "detail": None} | told
    fallback = Allocation(str(settings["callback_fallback"].value))
    by = {"decided_by": "fallback", "allocation": fallback.value}
    return record | by | _by_policy(store, fallback) | told


def found(store: Store, decision: Decision) -> Group | tuple[Agent, ...] | Refused:
    """The group or people of an answer, all of whom have to be known; a disabled group takes none."""
    try:
        if decision.group is None:
            return tuple(find_agent(store, name) for name in decision.people)
        group = find_group(store, decision.group)
    except (NotFoundError, ConflictError) as unknown:
        return Refused("unknown-name", unknown.message)
    if group.status is Status.DISABLED:
        return Refused("group-disabled", f'group "{group.name}" is disabled')
    return group


def _named(store: Store, decision: Decision) -> dict[str, Any]:
    match found(store, decision):
        case Refused(reason, detail):
            return {"reason": reason, "detail": detail}
        case Group() as group:
            return {"group": group.name}
        case people:
            return {"people": [person.name for person in people]}


def _failure(answer: Unusable) -> dict[str, Any]:
    return {"reason": answer.why.value, "detail": answer.detail}


def _by_policy(store: Store, fallback: Allocation) -> dict[str, Any]:
    """Whom the fallback leads to: the groups that a user may select, or nobody in particular."""
    row: dict[str, Any] = {"group": None, "people": []}
    if fallback is Allocation.USER_SELECTS_GROUP:
        enabled = select(Group.name).where(Group.status == Status.ENABLED)
        row["groups"] = list(store.session.exec(enabled.order_by(Group.name_key)))
    return row
