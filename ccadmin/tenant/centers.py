"""Contact centers (S2): how they are made, changed, described and deleted."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import col, func, select

from ccadmin.arguments import IfExists, ServiceLevel
from ccadmin.changes import Change
from ccadmin.errors import ConflictError, RuleError, did_you_mean
from ccadmin.models import Agent, Center, CenterMember, ChatSettings, Group, Hours
from ccadmin.tenant.finding import find_group
from ccadmin.tenant.groups import DEFAULT_SERVICE_LEVEL, DEFAULT_STRATEGY
from ccadmin.tenant.names import clean_name, clean_text, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ccadmin.engine import Snapshot
    from ccadmin.store import Store

UNSETTABLE: Final = ("description", "zone", "routing-type", "default-group", "service-level")


def add(store: Store, name: str, fields: Mapping[str, Any], *, if_exists: IfExists) -> list[Change]:
    """Make a contact center.

    Raises:
        RuleError: the name or a field is refused.
        ConflictError: there is a center of that name and `if_exists` refuses it.
    """
    name = clean_name("center", name)
    existing = _named(store, name)
    if existing is not None:
        return _meet(store, existing, fields, if_exists=if_exists)
    center = Center(name=name, name_key=key_of(name))
    _apply(store, center, fields)
    store.session.add(center)
    store.session.flush()
    return [store.record(Change("center", center.id, name, None, describe(store, center)))]


def edit(
    store: Store, center: Center, fields: Mapping[str, Any], *, unset: Iterable[str] = ()
) -> list[Change]:
    """Change the fields that are given and clear those in `unset`; the rest stays.

    Raises:
        RuleError: a value is refused, or `unset` names a field that always has a value.
        ConflictError: the new name is taken.
        NotFoundError: there is no such default group.
    """
    before = describe(store, center)
    for field in unset:
        _clear(center, field)
    _apply(store, center, fields)
    store.session.flush()
    after = describe(store, center)
    mine = frozenset({before["name"]})
    return [store.record(Change("center", center.id, center.name, before, after, centers=mine))]


def remove(store: Store, center: Center) -> list[Change]:
    """Delete a center with its assignments, hours, chat settings and rules; its flows stay.

    Raises:
        ConflictError: groups belong to it; they are named.
    """
    from ccadmin.tenant import dangling

    _refuse_with_groups(store, center)
    loose = dangling.cut_loose(store, center)
    before = describe(store, center) | {"members": members(store, center)}
    store.session.delete(center)
    store.session.flush()
    mine = frozenset({center.name})
    gone = store.record(Change("center", center.id, center.name, before, None, centers=mine))
    return [gone, *loose]


def ending_with(store: Store, center: Center) -> list[str]:
    """What a deletion would end, one sentence each, for the question before it.

    Raises:
        ConflictError: groups belong to it, so there is nothing to ask.
    """
    from ccadmin.tenant import dangling

    _refuse_with_groups(store, center)
    sentences = [
        f'assignment of agent "{member["name"]}" would end' for member in members(store, center)
    ]
    if store.session.exec(select(Hours).where(Hours.center_id == center.id)).first():
        sentences.append("the center's hours would be deleted")
    if store.session.exec(select(ChatSettings).where(ChatSettings.center_id == center.id)).first():
        sentences.append("the center's chat settings would be deleted")
    return [*sentences, *dangling.going_with(store, center)]


def describe(store: Store, center: Center) -> dict[str, Any]:
    """Everything the center itself holds, as people read it; None where it inherits."""
    default = store.session.get(Group, center.default_group_id) if center.default_group_id else None
    own = center.service_percent, center.service_seconds
    return {
        "id": center.id,
        "name": center.name,
        "description": center.description,
        "zone": center.zone,
        "routing_type": center.routing_type and center.routing_type.value,
        "default_group": default and default.name,
        "service_level": None if None in own else f"{own[0]}/{own[1]}",
    }


def in_force(store: Store, center: Center) -> dict[str, Any]:
    """What holds in the center, and for those of its groups that say nothing themselves."""
    own = describe(store, center)
    return {
        "zone_in_force": own["zone"] or store.tenant().zone,
        "routing_type_in_force": own["routing_type"] or DEFAULT_STRATEGY.value,
        "service_level_in_force": own["service_level"] or str(DEFAULT_SERVICE_LEVEL),
    }


def overview(store: Store) -> list[dict[str, Any]]:
    """Every center with what is in force in it, its groups, and how many are assigned, by name."""
    per_center = select(CenterMember.center_id, func.count()).group_by(col(CenterMember.center_id))
    counts = dict(store.session.exec(per_center).all())
    centers = store.session.exec(select(Center).order_by(Center.name_key)).all()
    return [
        describe(store, center)
        | in_force(store, center)
        | {"groups": groups(store, center), "members": counts.get(center.id or 0, 0)}
        for center in centers
    ]


def card(store: Store, center: Center) -> dict[str, Any]:
    """All there is to say of one center: fields, what is in force, groups and people."""
    return (
        describe(store, center)
        | in_force(store, center)
        | {"groups": groups(store, center), "members": members(store, center)}
    )


def groups(store: Store, center: Center) -> Sequence[str]:
    """The names of the center's groups, in order."""
    own = select(Group.name).where(Group.center_id == center.id)
    return store.session.exec(own.order_by(Group.name_key)).all()


def of_groups(store: Store, seen: Snapshot) -> dict[int, str]:
    """The name of the center of each group that belongs to one, by its index in a snapshot."""
    rows = store.session.exec(
        select(Group.id, Center.name).join(Center, col(Group.center_id) == col(Center.id))
    )
    names = {group: name for group, name in rows if group is not None}
    return {i: names[group.id] for i, group in enumerate(seen.groups) if group.id in names}


def members(store: Store, center: Center) -> list[dict[str, Any]]:
    """The people assigned to the center and their roles there, by name."""
    rows = store.session.exec(
        select(Agent, CenterMember)
        .join(CenterMember, col(CenterMember.agent_id) == col(Agent.id))
        .where(CenterMember.center_id == center.id)
        .order_by(Agent.name_key, col(Agent.id))
    )
    return [{"id": agent.id, "name": agent.name, "role": row.role.value} for agent, row in rows]


def _named(store: Store, name: str) -> Center | None:
    return store.session.exec(select(Center).where(Center.name_key == key_of(name))).first()


def _meet(
    store: Store, center: Center, fields: Mapping[str, Any], *, if_exists: IfExists
) -> list[Change]:
    if if_exists is IfExists.REFUSE:
        raise ConflictError(
            "center-exists",
            f'center "{center.name}" exists already',
            hint="change it with: ccadmin center edit, or add --or-update",
        )
    if if_exists is IfExists.UPDATE:
        return edit(store, center, fields)
    state = describe(store, center)
    return [Change("center", center.id, center.name, state, state)]


def _apply(store: Store, center: Center, fields: Mapping[str, Any]) -> None:
    for field, value in fields.items():
        match field:
            case "name":
                _rename(store, center, value)
            case "description":
                center.description = clean_text("description", value)
            case "zone":
                from ccadmin.calendars import parse_zone

                center.zone = parse_zone(value)
            case "default_group":
                _set_default_group(center, find_group(store, value))
            case "service_level":
                level: ServiceLevel = value
                center.service_percent, center.service_seconds = level.percent, level.seconds
            case _:
                setattr(center, field, value)


def _clear(center: Center, field: str) -> None:
    name = field.replace("_", "-")
    match name:
        case "service-level":
            center.service_percent = center.service_seconds = None
        case "default-group":
            center.default_group_id = None
        case "description" | "zone" | "routing-type":
            setattr(center, name.replace("-", "_"), None)
        case _:
            raise RuleError(
                "unset",
                f'"{field}" cannot be unset',
                hint=did_you_mean(name, UNSETTABLE) or f"these can: {', '.join(UNSETTABLE)}",
            )


def _rename(store: Store, center: Center, text: str) -> None:
    name = clean_name("center", text)
    taken = _named(store, name)
    if taken is not None and taken.id != center.id:
        raise ConflictError(
            "center-exists", f'center "{taken.name}" exists already', hint="choose another name"
        )
    center.name, center.name_key = name, key_of(name)


def _set_default_group(center: Center, group: Group) -> None:
    """Only a group of the center will do: its people are those who are assigned to it."""
    if group.center_id != center.id:
        raise RuleError(
            "default-group-outside",
            f'group "{group.name}" does not belong to center "{center.name}"',
            hint="put it there first: ccadmin group edit "
            f"{quote(group.name)} --center {quote(center.name)}",
        )
    center.default_group_id = group.id


def _refuse_with_groups(store: Store, center: Center) -> None:
    own = groups(store, center)
    if own:
        names = ", ".join(f'"{name}"' for name in own)
        raise ConflictError(
            "center-has-groups",
            f'center "{center.name}" still has groups: {names}',
            hint="delete them, or take each out with: "
            f"ccadmin group edit {quote(own[0])} --unset center",
        )
