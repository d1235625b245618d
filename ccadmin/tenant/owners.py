"""Who may have weekly hours: agents, groups, centers, and chat settings (S1, S4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam
from sqlmodel import select

from ccadmin.models import Center, ChatSettings, Hours
from ccadmin.tenant.finding import find_agent, find_center, find_group
from ccadmin.tenant.names import key_of
from ccadmin.tenant.words import TENANT_WIDE
from ccadmin.vocabulary import HoursOwner

if TYPE_CHECKING:
    from ccadmin.models import Agent, Group
    from ccadmin.store import Store


@dataclass(frozen=True, slots=True)
class Owner:
    """Whoever may have weekly hours.

    Attributes:
        kind: what it is.
        id: of the agent, group or center; of chat settings their center's, None tenant-wide.
        name: as people know it.
        center: the center whose zone it keeps; None where that is the tenant's.
    """

    kind: HoursOwner
    id: int | None
    name: str
    center: Center | None = None

    @property
    def centers(self) -> frozenset[str]:
        """The center whose admin may change its hours; none where that is the owner's alone."""
        return frozenset({self.center.name} if self.center else ())

    def __str__(self) -> str:
        return f'{self.kind} "{self.name}"'


def find_owner(store: Store, kind: HoursOwner, name: str) -> Owner:
    """The owner of that name or `#id`; the tenant-wide chat settings are called `default`.

    Raises:
        NotFoundError: there is none; the hint is the nearest name.
        ConflictError: the name fits several agents; their ids are listed.
    """
    match kind:
        case HoursOwner.AGENT:
            return agent_as_owner(find_agent(store, name))
        case HoursOwner.GROUP:
            return group_as_owner(store, find_group(store, name))
        case HoursOwner.CENTER:
            return center_as_owner(find_center(store, name))
        case HoursOwner.CHAT:
            tenant_wide = key_of(name) == TENANT_WIDE
            return chat_as_owner(None if tenant_wide else find_center(store, name))


def agent_as_owner(agent: Agent) -> Owner:
    """An agent as the owner of his hours."""
    return Owner(HoursOwner.AGENT, agent.id, agent.name)


def group_as_owner(store: Store, group: Group) -> Owner:
    """A group as the owner of its hours, or of those of its center."""
    center = store.session.get(Center, group.center_id) if group.center_id else None
    return Owner(HoursOwner.GROUP, group.id, group.name, center)


def center_as_owner(center: Center) -> Owner:
    """A center as the owner of its hours."""
    return Owner(HoursOwner.CENTER, center.id, center.name, center)


def chat_as_owner(center: Center | None) -> Owner:
    """The chat settings of a center, or the tenant-wide ones, as the owner of their hours."""
    if center is None:
        return Owner(HoursOwner.CHAT, None, TENANT_WIDE)
    return Owner(HoursOwner.CHAT, center.id, center.name, center)


def asked_for_hours(owner: Owner) -> tuple[Owner, ...]:
    """Whose hours hold for an owner: the first in this order that has any, else it is always.

    Group → center; chat settings of a center → tenant-wide ones; agents and centers only their own.
    """
    if owner.kind is HoursOwner.GROUP and owner.center is not None:
        return owner, center_as_owner(owner.center)
    if owner.kind is HoursOwner.CHAT and owner.center is not None:
        return owner, chat_as_owner(None)
    return (owner,)


def hours_of(store: Store, owner: Owner) -> Hours | None:
    """The owner's own hours, None where it inherits."""
    column, number = place_of(store, owner)
    if number is None:
        return None
    return store.session.exec(_HOURS[column], params={"owner": number}).first()


def make_hours(store: Store, owner: Owner) -> Hours:
    """Hours without any range for an owner that has none."""
    column, number = made_place_of(store, owner)
    hours = Hours()
    setattr(hours, column, number)
    store.session.add(hours)
    store.session.flush()
    return hours


def place_of(store: Store, owner: Owner) -> tuple[str, int | None]:
    """The column that names an owner in the tables of hours, and the id that stands there.

    The id is None for chat settings of which nothing was ever set.
    """
    if owner.kind is not HoursOwner.CHAT:
        return f"{owner.kind}_id", owner.id
    settings = chat_settings_of(store, owner.id)
    return "chat_settings_id", settings.id if settings else None


def made_place_of(store: Store, owner: Owner) -> tuple[str, int | None]:
    """As `place_of`; chat settings of which nothing was ever set come into being."""
    column, number = place_of(store, owner)
    return column, make_chat_settings(store, owner.id).id if number is None else number


def zone_of(store: Store, owner: Owner, hours: Hours | None) -> tuple[str, str]:
    """The zone of an owner with these hours, and who says so.

    It is that of the hours, else that of the owner's center, else the tenant's.
    """
    if hours is not None and hours.zone is not None:
        return hours.zone, "hours"
    if owner.center is not None and owner.center.zone is not None:
        return owner.center.zone, f'center "{owner.center.name}"'
    return store.tenant().zone, "tenant"


def chat_settings_of(store: Store, center_id: int | None) -> ChatSettings | None:
    """The chat settings of a center, or the tenant-wide ones, where any were ever set."""
    wanted = select(ChatSettings).where(ChatSettings.center_id == center_id)
    return store.session.exec(wanted).first()


def make_chat_settings(store: Store, center_id: int | None) -> ChatSettings:
    """Chat settings that inherit every field, for a center or tenant-wide."""
    settings = ChatSettings(center_id=center_id)
    store.session.add(settings)
    store.session.flush()
    return settings


_HOURS: Final = {
    column: select(Hours).where(getattr(Hours, column) == bindparam("owner"))
    for column in ("agent_id", "group_id", "center_id", "chat_settings_id")
}
"""Made once: every line of a batch about hours asks one of them."""
