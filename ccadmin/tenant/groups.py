"""Groups (S0, S3): how they are made, changed, described and deleted."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam
from sqlmodel import col, delete, func, select

from ccadmin.arguments import (
    CounterWindow,
    IfExists,
    Limit,
    OnNoAnswer,
    OverflowTo,
    ServiceLevel,
    Skills,
)
from ccadmin.changes import Change
from ccadmin.errors import ConflictError, RuleError, did_you_mean
from ccadmin.models import Agent, Center, CenterMember, Group, Hours, Member, Overflow
from ccadmin.tenant import escalation, members, topics
from ccadmin.tenant.assignments import assign as assign_to_center
from ccadmin.tenant.finding import find_center, find_group
from ccadmin.tenant.group_skills import set_skills, skills_of
from ccadmin.tenant.names import clean_name, clean_text, key_of
from ccadmin.tenant.ranges import LONGEST, check_ranges
from ccadmin.vocabulary import CenterRole, NoAnswer, OverflowAction, Strategy, Trigger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ccadmin.store import Store
    from ccadmin.vocabulary import GroupKind

DEFAULT_SERVICE_LEVEL: Final = ServiceLevel(80, 20)
"""S3 asks for a target; this one holds where neither the group nor its center names any."""

DEFAULT_STRATEGY: Final = Strategy.LONGEST_IDLE
"""S4: who has not served for the longest time, where neither group nor center say otherwise."""

RANGES: Final = {
    "wrap_up": (0, LONGEST),
    "ring_time": (1, LONGEST),
    "weight": (-1000, 1000),
    "age_point": (0, LONGEST),
    "tier_wait": (0, LONGEST),
    "skill_relax": (0, LONGEST),
}

UNSETTABLE: Final = (
    "description", "kind", "topics", "skills", "strategy", "center", "service-level", "escalates-to",
    "max-waiting", "max-wait",
    *(f"on-{trigger}" for trigger in Trigger),
)  # fmt: skip


def add(
    store: Store, name: str, fields: Mapping[str, Any], *, if_exists: IfExists, assign: bool = False
) -> list[Change]:
    """Make a group.

    Raises:
        RuleError: the name or a field is refused.
        ConflictError: there is a group of that name and `if_exists` refuses it.
        NotFoundError: a center or an overflow group that a field names does not exist.
    """
    name = clean_name("group", name)
    existing = store.session.exec(select(Group).where(Group.name_key == key_of(name))).first()
    if existing is not None:
        return _meet(store, existing, fields, if_exists=if_exists, assign=assign)
    group = Group(name=name, name_key=key_of(name))
    store.session.add(group)
    store.session.flush()
    assigned = _apply(store, group, fields, assign=assign)
    return [
        _recorded(store, group, None, describe(store, group)),
        *assigned,
    ]


def edit(
    store: Store,
    group: Group,
    fields: Mapping[str, Any],
    *,
    unset: Iterable[str] = (),
    assign: bool = False,
) -> list[Change]:
    """Change the fields that are given and clear those in `unset`; the rest stays.

    Raises:
        RuleError: a value is refused, or `unset` names a field that always has a value.
        ConflictError: the new name is taken, members are outside the new center, or the group
            would leave the center whose default it is.
        NotFoundError: a center or an overflow group that a field names does not exist.
    """
    before = describe(store, group)
    for field in unset:
        _clear(store, group, field)
    assigned = _apply(store, group, fields, assign=assign)
    _check_default(store, group)
    return [
        _recorded(store, group, before, describe(store, group)),
        *assigned,
    ]


def remove(store: Store, group: Group) -> list[Change]:
    """Delete a group with its memberships and hours, and hang up what overflowed to it.

    Flows and rules keep the name of a deleted group and dangle (S0); overflows to it become
    hang-up, and a center whose default it was has none.
    """
    from ccadmin.tenant import dangling

    changes = []
    for other in _overflowing_to(store, group):
        before = describe(store, other)
        store.session.exec(
            delete(Overflow).where(
                col(Overflow.group_id) == other.id, col(Overflow.target_id) == group.id
            )
        )
        changes.append(_recorded(store, other, before, describe(store, other)))
    for below in escalation.escalating_to(store, group):
        before = describe(store, below)
        escalation.lead_up(store, below, None)
        changes.append(_recorded(store, below, before, describe(store, below)))
    for center in _entered_by(store, group):
        center.default_group_id = None
        both = {"default_group": group.name}, {"default_group": None}
        changes.append(
            store.record(
                Change("center", center.id, center.name, *both, centers=frozenset({center.name}))
            )
        )
    changes += dangling.let_dangle(store, group)
    before = describe(store, group) | {"members": members.overview(store, group)}
    store.session.delete(group)
    store.session.flush()
    return [_recorded(store, group, before, None), *changes]


def pointing_at(store: Store, group: Group) -> list[str]:
    """What a deletion would touch, one sentence each, for the question before it (S0)."""
    from ccadmin.tenant import dangling

    sentences = dangling.leading_to(store, group)
    sentences += [
        f'group "{other.name}" overflows to it and would hang up instead'
        for other in _overflowing_to(store, group)
    ]
    sentences += [
        f'group "{below.name}" escalates to it and would have no group above it'
        for below in escalation.escalating_to(store, group)
    ]
    sentences += [
        f'center "{center.name}" would have no default group'
        for center in _entered_by(store, group)
    ]
    count = len(store.session.exec(select(Member).where(Member.group_id == group.id)).all())
    if count:
        sentences.append(f"{count} membership{'s' * (count > 1)} would end")
    if store.session.exec(select(Hours).where(Hours.group_id == group.id)).first():
        sentences.append("the group's hours would be deleted")
    sentences += [f'topic "{name}" would be nobody\'s' for name in topics.topics_of(store, group)]
    sentences.append("callers who are sent to it are not answered after its deletion")
    return sentences


def describe(store: Store, group: Group) -> dict[str, Any]:
    """Everything the group itself holds, as people read it; None where it inherits."""
    center = store.session.get(Center, group.center_id) if group.center_id else None
    own = group.service_percent, group.service_seconds
    above = store.session.get(Group, group.escalates_to_id) if group.escalates_to_id else None
    on_no_answer = OnNoAnswer(group.on_no_answer, group.break_length)
    return {
        "id": group.id,
        "name": group.name,
        "description": group.description,
        "kind": group.kind and group.kind.value,
        "topics": topics.topics_of(store, group),
        "skills": str(skills_of(store, group)) or None,
        "status": group.status.value,
        "strategy": group.strategy and group.strategy.value,
        "center": center and center.name,
        "service_level": None if None in own else f"{own[0]}/{own[1]}",
        "escalates_to": above and above.name,
        "max_waiting": str(Limit(group.max_waiting)),
        "max_wait": str(Limit(group.max_wait)),
        **{f"on_{t.replace('-', '_')}": a for t, a in _overflows(store, group).items()},
        "wrap_up": group.wrap_up,
        "wrap_up_scope": group.wrap_up_scope.value,
        "ring_time": group.ring_time,
        "on_no_answer": str(on_no_answer),
        "weight": group.weight,
        "order": group.order.value,
        "age_point": group.age_point,
        "tier_wait": group.tier_wait,
        "skill_relax": group.skill_relax,
        "window": str(CounterWindow(group.window, group.window_days)),
        "scope": group.scope.value,
        "late_joiner": group.late_joiner.value,
        "at_closing": group.at_closing.value,
    }


def overview(store: Store, *, kind: GroupKind | None = None) -> list[dict[str, Any]]:
    """Every group, or those of a kind, with what is in force and how many members, by name."""
    per_group = select(Member.group_id, func.count()).group_by(col(Member.group_id))
    counts = dict(store.session.exec(per_group).all())
    chosen = select(Group).order_by(Group.name_key)
    if kind is not None:
        chosen = chosen.where(Group.kind == kind)
    virtual = members.virtual_groups(store)
    return [
        describe(store, group)
        | in_force(store, group)
        | {"virtual": group.id in virtual, "members": counts.get(group.id or 0, 0)}
        for group in store.session.exec(chosen)
    ]


def in_force(store: Store, group: Group) -> dict[str, Any]:
    """What the group inherits where it says nothing: strategy and service level."""
    center = store.session.get(Center, group.center_id) if group.center_id else None
    return {
        "strategy_in_force": strategy_of(group, center).value,
        "service_level_in_force": str(service_level_of(group, center)),
    }


def strategy_of(group: Group, center: Center | None) -> Strategy:
    """The group's strategy, else its center's routing type, else longest-idle."""
    inherited = center.routing_type if center else None
    return group.strategy or inherited or DEFAULT_STRATEGY


def service_level_of(group: Group, center: Center | None) -> ServiceLevel:
    """The group's service level, else its center's, else 80/20."""
    for owner in (group, center):
        if owner and owner.service_percent is not None and owner.service_seconds is not None:
            return ServiceLevel(owner.service_percent, owner.service_seconds)
    return DEFAULT_SERVICE_LEVEL


def _recorded(
    store: Store,
    group: Group,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> Change:
    """Record a change, which is for the admins of the centers where the group was and is."""
    centers = frozenset(each["center"] for each in (before, after) if each and each["center"])
    return store.record(Change("group", group.id, group.name, before, after, centers=centers))


def _meet(
    store: Store, group: Group, fields: Mapping[str, Any], *, if_exists: IfExists, assign: bool
) -> list[Change]:
    if if_exists is IfExists.REFUSE:
        raise ConflictError(
            "group-exists",
            f'group "{group.name}" exists already',
            hint="change it with: ccadmin group edit, or add --or-update",
        )
    if if_exists is IfExists.UPDATE:
        return edit(store, group, fields, assign=assign)
    state = describe(store, group)
    return [Change("group", group.id, group.name, state, state)]


def _apply(store: Store, group: Group, fields: Mapping[str, Any], *, assign: bool) -> list[Change]:
    check_ranges("group", fields, RANGES)
    assigned: list[Change] = []
    for field, value in fields.items():
        match field:
            case "name":
                _rename(store, group, value)
            case "center":
                assigned += _move(store, group, find_center(store, value), assign=assign)
            case "escalates_to":
                escalation.lead_up(store, group, find_group(store, value))
            case "description":
                group.description = clean_text("description", value)
            case "topics":
                topics.set_topics(store, group, value.names)
            case "skills":
                set_skills(store, group, value)
            case _:
                _set_value(store, group, field, value)
    store.session.flush()
    return assigned


def _set_value(store: Store, group: Group, field: str, value: Any) -> None:
    match value:
        case OverflowTo():
            trigger = Trigger(field.removeprefix("on_").replace("_", "-"))
            _set_overflow(store, group, trigger, value)
        case ServiceLevel(percent, seconds):
            group.service_percent, group.service_seconds = percent, seconds
        case CounterWindow(window, days):
            group.window, group.window_days = window, days
        case OnNoAnswer(then, seconds):
            group.on_no_answer = then
            if then is NoAnswer.BREAK:
                group.break_length = seconds or group.break_length
        case Limit(most):
            setattr(group, field, most)
        case _:
            setattr(group, field, value)


def _clear(store: Store, group: Group, field: str) -> None:
    name = field.replace("_", "-")
    if name not in UNSETTABLE:
        raise RuleError(
            "unset",
            f'"{field}" cannot be unset',
            hint=did_you_mean(name, UNSETTABLE) or f"these can: {', '.join(UNSETTABLE)}",
        )
    if name.startswith("on-"):
        trigger = Trigger(name.removeprefix("on-"))
        _set_overflow(store, group, trigger, OverflowTo(OverflowAction.HANG_UP))
    elif name == "service-level":
        group.service_percent = group.service_seconds = None
    elif name == "topics":
        topics.set_topics(store, group, ())
    elif name == "skills":
        set_skills(store, group, Skills(()))
    elif name == "escalates-to":
        escalation.lead_up(store, group, None)
    else:
        setattr(group, "center_id" if name == "center" else name.replace("-", "_"), None)


def _rename(store: Store, group: Group, text: str) -> None:
    name = clean_name("group", text)
    taken = store.session.exec(select(Group).where(Group.name_key == key_of(name))).first()
    if taken is not None and taken.id != group.id:
        raise ConflictError(
            "group-exists", f'group "{taken.name}" exists already', hint="choose another name"
        )
    group.name, group.name_key = name, key_of(name)


def _move(store: Store, group: Group, center: Center, *, assign: bool) -> list[Change]:
    """Put the group into a center; its members must be there too, or come along (S2)."""
    inside = select(CenterMember.agent_id).where(CenterMember.center_id == center.id)
    outside = store.session.exec(
        select(Agent)
        .join(Member, col(Member.agent_id) == col(Agent.id))
        .where(Member.group_id == group.id, col(Agent.id).not_in(inside))
        .order_by(Agent.name_key)
    ).all()
    if outside and not assign:
        names = ", ".join(f'"{agent.name}"' for agent in outside)
        raise ConflictError(
            "members-outside-center",
            f'members of group "{group.name}" are not assigned to center "{center.name}": {names}',
            hint="assign them first, or add --assign to do both",
        )
    group.center_id = center.id
    return assign_to_center(store, center, outside, role=CenterRole.AGENT)


def _check_default(store: Store, group: Group) -> None:
    """A center's default is one of its own groups, so that group stays."""
    default_of = select(Center).where(Center.default_group_id == group.id)
    center = store.session.exec(default_of).first()
    if center is not None and center.id != group.center_id:
        raise ConflictError(
            "default-group",
            f'group "{group.name}" is the default of center "{center.name}"',
            hint=f"end that first: ccadmin center edit {quote(center.name)} --unset default-group",
        )


def _set_overflow(store: Store, group: Group, trigger: Trigger, to: OverflowTo) -> None:
    target = find_group(store, to.group) if to.group else None
    if target is not None and target.id == group.id:
        raise RuleError(
            "overflow-to-itself",
            f'group "{group.name}" cannot overflow to itself',
            hint="name another group, voicemail, callback or hang-up",
        )
    row = store.session.get(Overflow, (group.id, trigger))
    if to.action is OverflowAction.HANG_UP:
        if row is not None:
            store.session.delete(row)
        store.session.flush()
        return
    if row is None:
        row = Overflow(group_id=group.id or 0, trigger=trigger, action=to.action)
        store.session.add(row)
    row.action, row.target_id = to.action, target.id if target else None
    store.session.flush()


def _overflows(store: Store, group: Group) -> dict[Trigger, str]:
    rows = store.session.exec(_OVERFLOWS, params={"group": group.id}).all()
    stated = {
        trigger: str(OverflowTo(OverflowAction(action), target)) for trigger, action, target in rows
    }
    return {t: stated.get(t, str(OverflowAction.HANG_UP)) for t in Trigger}


def _overflowing_to(store: Store, group: Group) -> Sequence[Group]:
    return store.session.exec(
        select(Group)
        .join(Overflow, col(Overflow.group_id) == col(Group.id))
        .where(Overflow.target_id == group.id)
        .order_by(Group.name_key)
        .distinct()
    ).all()


def _entered_by(store: Store, group: Group) -> Sequence[Center]:
    """The centers whose default group it is."""
    return store.session.exec(
        select(Center).where(Center.default_group_id == group.id).order_by(Center.name_key)
    ).all()


_OVERFLOWS: Final = (
    select(Overflow.trigger, Overflow.action, Group.name)
    .join(Group, col(Overflow.target_id) == col(Group.id), isouter=True)
    .where(Overflow.group_id == bindparam("group"))
)
"""Made once: every line of a batch about groups asks it."""
