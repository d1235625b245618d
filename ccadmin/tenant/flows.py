"""Call flows (S0, S1): the number, the greeting and the hours; how they are made and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlmodel import col, select

from ccadmin.arguments import FlowTo, HoursOf, IfExists
from ccadmin.changes import Change
from ccadmin.entering.keys import AFTER_HOURS, OTHERWISE
from ccadmin.entry_models import Flow
from ccadmin.errors import ConflictError, NotFoundError, RuleError, did_you_mean
from ccadmin.models import Center, Group
from ccadmin.tenant import branches
from ccadmin.tenant.finding import find_center, find_group
from ccadmin.tenant.names import clean_name, clean_text, id_in, key_of
from ccadmin.tenant.ranges import check_ranges
from ccadmin.vocabulary import HoursOwner

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ccadmin.store import Store

UNSETTABLE: Final = ("number", "greeting", "center", "hours", OTHERWISE, AFTER_HOURS)
RANGES: Final = {"repeats": (0, 9)}


def add(store: Store, name: str, fields: Mapping[str, Any], *, if_exists: IfExists) -> list[Change]:
    """Make a call flow.

    Raises:
        RuleError: the name or a field is refused.
        ConflictError: there is a flow of that name and `if_exists` refuses it, or one with that
            number.
        NotFoundError: a group or a center that a field names does not exist.
    """
    name = clean_name("flow", name)
    existing = _named(store, name)
    if existing is not None:
        return _meet(store, existing, fields, if_exists=if_exists)
    flow = Flow(name=name, name_key=key_of(name))
    store.session.add(flow)
    store.session.flush()
    _apply(store, flow, fields)
    return [_recorded(store, flow, None, describe(store, flow))]


def edit(
    store: Store, flow: Flow, fields: Mapping[str, Any], *, unset: Iterable[str] = ()
) -> list[Change]:
    """Change the fields that are given and clear those in `unset`; the rest stays.

    Raises:
        RuleError: a value is refused, or `unset` names a field that always has a value.
        ConflictError: the new name or number is another flow's.
        NotFoundError: a group or a center that a field names does not exist.
    """
    before = describe(store, flow)
    for field in unset:
        _clear(store, flow, field)
    _apply(store, flow, fields)
    return [_recorded(store, flow, before, describe(store, flow))]


def remove(store: Store, flow: Flow) -> list[Change]:
    """Delete a flow with its menus: who dials its number reaches nothing any more."""
    before = describe(store, flow) | {"options": branches.options(store, flow)}
    store.session.delete(flow)
    store.session.flush()
    return [_recorded(store, flow, before, None)]


def find_flow(store: Store, name: str) -> Flow:
    """The flow of that name or `#id`.

    Raises:
        NotFoundError: there is none; the hint is the nearest name.
    """
    number = id_in(name)
    found = store.session.get(Flow, number) if number else _named(store, name)
    if found is None:
        known = store.session.exec(select(Flow.name)).all()
        hint = did_you_mean(name, known) or "see them with: ccadmin flow list"
        raise NotFoundError("flow-not-found", f'flow "{name}" not found', hint=hint)
    return found


def all_flows(store: Store) -> list[Flow]:
    """Every flow, by name."""
    return list(store.session.exec(select(Flow).order_by(Flow.name_key)))


def describe(store: Store, flow: Flow) -> dict[str, Any]:
    """What the flow itself holds, as people read it; its options are told apart."""
    center = store.session.get(Center, flow.center_id) if flow.center_id else None
    own = hours_of(store, flow)
    return {
        "id": flow.id,
        "name": flow.name,
        "number": flow.number,
        "greeting": flow.greeting,
        "center": center and center.name,
        "hours": own and str(own),
        "repeats": flow.repeats,
        "otherwise": branches.told(store, flow, OTHERWISE),
        "after_hours": branches.told(store, flow, AFTER_HOURS),
    }


def hours_of(store: Store, flow: Flow) -> HoursOf | None:
    """Whose hours the flow names; None where it keeps those of its center, or has none."""
    if flow.hours_group_id is not None:
        group = store.session.get_one(Group, flow.hours_group_id)
        return HoursOf(HoursOwner.GROUP, group.name)
    if flow.hours_center_id is not None:
        center = store.session.get_one(Center, flow.hours_center_id)
        return HoursOf(HoursOwner.CENTER, center.name)
    return None


def _named(store: Store, name: str) -> Flow | None:
    return store.session.exec(select(Flow).where(Flow.name_key == key_of(name))).first()


def _recorded(
    store: Store,
    flow: Flow,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> Change:
    """Record a change, which is for the admins of the centers where the flow was and is."""
    centers = frozenset(each["center"] for each in (before, after) if each and each["center"])
    return store.record(Change("flow", flow.id, flow.name, before, after, centers=centers))


def _meet(
    store: Store, flow: Flow, fields: Mapping[str, Any], *, if_exists: IfExists
) -> list[Change]:
    if if_exists is IfExists.REFUSE:
        raise ConflictError(
            "flow-exists",
            f'flow "{flow.name}" exists already',
            hint="change it with: ccadmin flow edit, or add --or-update",
        )
    if if_exists is IfExists.UPDATE:
        return edit(store, flow, fields)
    state = describe(store, flow)
    return [Change("flow", flow.id, flow.name, state, state)]


def _apply(store: Store, flow: Flow, fields: Mapping[str, Any]) -> None:
    check_ranges("flow", fields, RANGES)
    for field, value in fields.items():
        match value:
            case FlowTo():
                branches.lead(store, flow, field.replace("_", "-"), value)
            case HoursOf(HoursOwner.GROUP, name):
                flow.hours_group_id, flow.hours_center_id = find_group(store, name).id, None
            case HoursOf(_, name):
                flow.hours_group_id, flow.hours_center_id = None, find_center(store, name).id
            case _ if field == "name":
                _rename(store, flow, value)
            case _ if field == "number":
                _set_number(store, flow, value)
            case _ if field == "center":
                flow.center_id = find_center(store, value).id
            case _ if field == "greeting":
                flow.greeting = clean_text("greeting", value)
            case _:
                setattr(flow, field, value)
    store.session.flush()


def _clear(store: Store, flow: Flow, field: str) -> None:
    name = field.replace("_", "-")
    match name:
        case "number" | "greeting":
            setattr(flow, name, None)
        case "center":
            flow.center_id = None
        case "hours":
            flow.hours_group_id = flow.hours_center_id = None
        case "otherwise" | "after-hours":
            branches.lead(store, flow, name, None)
        case _:
            raise RuleError(
                "unset",
                f'"{field}" cannot be unset',
                hint=did_you_mean(name, UNSETTABLE) or f"these can: {', '.join(UNSETTABLE)}",
            )


def _rename(store: Store, flow: Flow, text: str) -> None:
    name = clean_name("flow", text)
    taken = _named(store, name)
    if taken is not None and taken.id != flow.id:
        raise ConflictError(
            "flow-exists", f'flow "{taken.name}" exists already', hint="choose another name"
        )
    flow.name, flow.name_key = name, key_of(name)


def _set_number(store: Store, flow: Flow, text: str) -> None:
    """One number is dialled for one flow only."""
    from ccadmin.tenant.phones import parse_phone

    number = parse_phone(text, store.tenant().region)
    taken = store.session.exec(
        select(Flow).where(Flow.number == number, col(Flow.id) != flow.id)
    ).first()
    if taken is not None:
        raise ConflictError(
            "number-taken",
            f'number "{number}" is dialled for flow "{taken.name}" already',
            hint="give another number, or take it away there: "
            f"ccadmin flow edit '#{taken.id}' --unset number",
        )
    flow.number = number
