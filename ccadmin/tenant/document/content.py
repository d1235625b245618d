"""Everything that a tenant holds, as plain values in memory that are compared by ==.

An object is a record by field, with references as ids. Words are plain text here, not enums, because
ten thousand agents have many of them. `loading.py` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ccadmin.chat_fields import CHAT_FIELDS
from ccadmin.tenant.dated import identity
from ccadmin.tenant.names import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ccadmin.calendars import Dated
    from ccadmin.entering.conditions import Condition

Record = dict[str, Any]
"""One object: field -> value."""

TENANT_WIDE: Final = 0
"""The place of the tenant's own rules and chat settings among those of its centers."""


class Joined(NamedTuple):
    """A membership; a wrap-up of None is the group's."""

    weight: int = 1
    status: str = "enabled"
    tier: int = 1
    position: int = 0
    wrap_up: int | None = None


class Bell(NamedTuple):
    """A device of an agent."""

    name: str
    kind: str
    rings: bool = True


class Special(NamedTuple):
    """A dated exception, and who wrote it: None for a person."""

    dated: Dated
    origin: str | None = None

    @property
    def identity(self) -> tuple[object, ...]:
        """What makes two exceptions of an owner the same."""
        return (self.origin is None, *identity(self.dated, self.origin))


class Leads(NamedTuple):
    """Where a branch or an overflow leads; a group that is no more has a name and no id."""

    action: str
    group: int | None = None
    name: str | None = None
    greeting: str | None = None


class Routed(NamedTuple):
    """A routing rule: what it asks, and its group; one that is no more has a name and no id."""

    conditions: tuple[Condition, ...]
    group: int | None
    name: str | None
    id: int = 0


@dataclass(slots=True)
class Rows:
    """Where in the tables the parts of a content are that have an id and no name."""

    hours: dict[tuple[str, int], int] = field(default_factory=dict)
    exceptions: dict[tuple[str, int], dict[tuple[object, ...], int]] = field(default_factory=dict)
    chats: dict[int, int] = field(default_factory=dict)

    def copy(self) -> Rows:
        """The same, to be added to."""
        return Rows(dict(self.hours), dict(self.exceptions), dict(self.chats))


@dataclass(slots=True)
class Content:
    """Everything that a tenant holds.

    Attributes:
        tenant: name, zone, region, cross_channel.
        seats: how many seats of each license there are; unlimited where it says nothing.
        centers, agents, groups, flows: each object by its id.
        chats: the chat settings of each center by its id, and the tenant's under `TENANT_WIDE`.
        rules: the routing rules, likewise.
        rows: ids of what has no name.
        following: the next id of each table.
        fresh: whether the tenant begins with what is to be done.
    """

    tenant: Record
    seats: dict[str, int]
    centers: dict[int, Record]
    agents: dict[int, Record]
    groups: dict[int, Record]
    flows: dict[int, Record]
    chats: dict[int, Record]
    rules: dict[int, tuple[Routed, ...]]
    rows: Rows
    following: dict[str, int]
    fresh: bool = False

    def of(self, kind: str) -> dict[int, Record]:
        """The objects of a noun by id."""
        objects: dict[int, Record] = getattr(self, f"{kind}s")
        return objects

    def copy(self) -> Content:
        """The same, to be changed by putting other records into it; the records are shared."""
        return replace(
            self,
            tenant=dict(self.tenant),
            seats=dict(self.seats),
            centers=dict(self.centers),
            agents=dict(self.agents),
            groups=dict(self.groups),
            flows=dict(self.flows),
            chats=dict(self.chats),
            rules=dict(self.rules),
            rows=self.rows.copy(),
            following=self.following.copy(),
        )


def blank_chat(center: int) -> Record:
    """Chat settings of which nothing was ever set."""
    return dict.fromkeys(CHAT_FIELDS) | NO_HOURS | {"center": center}


def trigger_field(trigger: str) -> str:
    """The field of a group that says where contacts overflow to."""
    return f"on_{trigger.replace('-', '_')}"


def in_order(skills: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Skills by their keys."""
    return tuple(sorted(skills, key=lambda skill: key_of(skill[0])))


def by_date(exceptions: Iterable[Special]) -> tuple[Special, ...]:
    """Dated exceptions as people list them."""

    def order(special: Special) -> tuple[object, ...]:
        dates = special.dated.dates
        rest = special.dated.name or "", special.origin or "", special.dated.ranges
        return dates.first, dates.last, dates.since or 0, special.dated.kind, *rest

    return tuple(sorted(exceptions, key=order))


NO_HOURS: Final[Record] = {"hours": None, "hours_zone": None, "exceptions": ()}
"""The fields of an owner without hours."""
