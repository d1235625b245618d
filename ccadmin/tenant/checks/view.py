"""What the checks look at: the groups of a tenant with their people, read once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlmodel import col, select

from ccadmin.models import Agent, Center, Group, Member, Overflow
from ccadmin.vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from ccadmin.store import Store


class Place(NamedTuple):
    """One agent in one group."""

    member: Member
    agent: Agent


@dataclass(frozen=True, slots=True)
class View:
    """A tenant as the checks see it, everything by name.

    Attributes:
        store: for what only one check asks.
        groups: every group.
        places: group id -> its members, in their order.
        agents: every agent.
        centers: every center.
        overflows: every overflow that leads to a group.
        shared: the keys of names that several agents have.
    """

    store: Store
    groups: Sequence[Group]
    places: Mapping[int, Sequence[Place]]
    agents: Sequence[Agent]
    centers: Sequence[Center]
    overflows: Sequence[Overflow]
    shared: Container[str]

    @property
    def enabled(self) -> list[Group]:
        """The groups that take contacts."""
        return [group for group in self.groups if group.status is Status.ENABLED]

    def serving(self, group: Group) -> list[Place]:
        """The members who are offered contacts."""
        places = self.places.get(group.id or 0, ())
        return [place for place in places if place.member.status is Status.ENABLED]

    def by_id(self) -> dict[int, Group]:
        """The groups by their ids."""
        return {group.id or 0: group for group in self.groups}

    def word(self, agent: Agent) -> str:
        """How a command line names an agent: by name, or by id where others have that name."""
        return f"#{agent.id}" if agent.name_key in self.shared else agent.name


def look(store: Store) -> View:
    """Read the tenant: five queries, however large it is."""
    session = store.session
    agents = session.exec(select(Agent).order_by(Agent.name_key, col(Agent.id))).all()
    by_id = {agent.id: agent for agent in agents}
    places: dict[int, list[Place]] = defaultdict(list)
    for member in session.exec(select(Member).order_by(col(Member.tier), col(Member.position))):
        places[member.group_id].append(Place(member, by_id[member.agent_id]))
    return View(
        store=store,
        groups=session.exec(select(Group).order_by(Group.name_key)).all(),
        places=dict(places),
        agents=agents,
        centers=session.exec(select(Center).order_by(Center.name_key)).all(),
        overflows=session.exec(select(Overflow).where(col(Overflow.target_id).is_not(None))).all(),
        shared={key for key, count in Counter(a.name_key for a in agents).items() if count > 1},
    )
