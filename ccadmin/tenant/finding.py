"""How an object is found by what people call it: a name, an email address or `#id`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from sqlalchemy import bindparam
from sqlmodel import col, select

from ccadmin.errors import ConflictError, NotFoundError, did_you_mean
from ccadmin.models import Agent, Center, Group
from ccadmin.tenant.names import id_in, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import BindParameter

    from ccadmin.store import Store


def find_group(store: Store, name: str) -> Group:
    """The group of that name or `#id`.

    Raises:
        NotFoundError: there is none; the hint is the nearest name.
    """
    if number := id_in(name):
        found = store.session.get(Group, number)
    else:
        found = store.session.exec(_GROUP, params={"key": key_of(name)}).first()
    return found or _missing("group", name, store.session.exec(select(Group.name)).all())


def find_center(store: Store, name: str) -> Center:
    """The contact center of that name or `#id`.

    Raises:
        NotFoundError: there is none; the hint is the nearest name.
    """
    if number := id_in(name):
        found = store.session.get(Center, number)
    else:
        found = store.session.exec(_CENTER, params={"key": key_of(name)}).first()
    return found or _missing("center", name, store.session.exec(select(Center.name)).all())


def find_agent(store: Store, name: str) -> Agent:
    """The agent of that name, email address or `#id` (S2: a name or an email finds the agent).

    Raises:
        NotFoundError: there is none; the hint is the nearest name.
        ConflictError: the name fits several agents; their ids are listed.
    """
    if number := id_in(name):
        found = [agent] if (agent := store.session.get(Agent, number)) else []
    else:
        found = list(store.session.exec(_AGENTS, params={"key": key_of(name)}))
    if len(found) > 1:
        ids = ", ".join(f"#{agent.id}" for agent in found)
        raise ConflictError(
            "ambiguous-name",
            f'agent name "{name}" fits {len(found)} agents: {ids}',
            hint="name one by its id, or by its email address",
        )
    if found:
        return found[0]
    rows = store.session.exec(select(Agent.name, Agent.email)).all()
    return _missing("agent", name, [word for row in rows for word in row if word])


def center_names(store: Store, *center_ids: int | None) -> frozenset[str]:
    """The names of those contact centers; who is in none adds nothing."""
    found = (store.session.get(Center, number) for number in center_ids if number is not None)
    return frozenset(center.name for center in found if center is not None)


def _missing(kind: str, name: str, known: Sequence[str]) -> NoReturn:
    hint = did_you_mean(name, known) or f"see them with: ccadmin {kind} list"
    raise NotFoundError(f"{kind}-not-found", f'{kind} "{name}" not found', hint=hint)


_KEY: Final[BindParameter[str]] = bindparam("key")
_GROUP: Final = select(Group).where(Group.name_key == _KEY)
_CENTER: Final = select(Center).where(Center.name_key == _KEY)
_AGENTS: Final = (
    select(Agent)
    .where((col(Agent.name_key) == _KEY) | (col(Agent.email_key) == _KEY))
    .order_by(col(Agent.id))
)
"""Made once: every line of a batch asks one of them, and making one takes longer than asking it."""
