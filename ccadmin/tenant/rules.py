"""Routing rules (S3): ordered lists of the tenant and of its centers, and what they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlmodel import col, select

from ccadmin.arguments import IfExists
from ccadmin.changes import Change
from ccadmin.entering.conditions import Condition
from ccadmin.entry_models import Rule, RuleCondition
from ccadmin.errors import ConflictError, NotFoundError, RuleError
from ccadmin.models import Center, Group
from ccadmin.tenant.finding import center_names, find_group
from ccadmin.tenant.names import id_in
from ccadmin.tenant.words import DEFAULT, DELETED, TENANT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.store import Store

_OUT_OF_THE_WAY: Final = 1_000_000


def add(  # noqa: PLR0913 - one parameter an option
    store: Store,
    center: Center | None,
    conditions: Sequence[Condition],
    to: str,
    *,
    place: int | None = None,
    if_exists: IfExists = IfExists.REFUSE,
) -> list[Change]:
    """Put a rule into the list of a center, or of the tenant; without conditions it is the default.

    It comes last, but before the default; a place puts it before the rule that is there.

    Raises:
        ConflictError: the list has a rule with the same conditions, and `if_exists` refuses it.
        RuleError: there is no such place.
        NotFoundError: there is no such group.
    """
    group = find_group(store, to)
    listed = rules_of(store, center)
    for rule in listed:
        if set(conditions_of(store, rule)) == set(conditions):
            return _meet(store, rule, to, if_exists=if_exists)
    own = [rule for rule in listed if conditions_of(store, rule)]
    if not conditions:
        place = _default_place(len(listed) + 1, place)
    else:
        place = _checked_place(len(own) + 1 if place is None else place, len(own) + 1)
    rule = Rule(
        center_id=center.id if center else None,
        place=_OUT_OF_THE_WAY,
        group_id=group.id,
        group_name=group.name,
    )
    store.session.add(rule)
    store.session.flush()
    _state(store, rule, conditions)
    _arrange(store, [*listed[: place - 1], rule, *listed[place - 1 :]])
    return [_recorded(store, rule, None, describe(store, rule))]


def edit(
    store: Store,
    rule: Rule,
    *,
    conditions: Sequence[Condition] | None = None,
    to: str | None = None,
) -> list[Change]:
    """Let a rule ask other conditions, or lead to another group; None leaves either as it is.

    Raises:
        ConflictError: another rule of the list has the same conditions.
        RuleError: the default would get conditions.
        NotFoundError: there is no such group.
    """
    before = describe(store, rule)
    if conditions is not None:
        if not before["if"]:
            raise RuleError(
                "default-rule",
                "the default at the end of a list has no conditions",
                hint="add a rule of its own: ccadmin rule add --if CONDITION --to GROUP",
            )
        center = store.session.get(Center, rule.center_id) if rule.center_id else None
        for other in rules_of(store, center):
            if other.id != rule.id and set(conditions_of(store, other)) == set(conditions):
                _refuse_twin(store, other)
        _state(store, rule, conditions)
    if to is not None:
        group = find_group(store, to)
        rule.group_id, rule.group_name = group.id, group.name
    store.session.flush()
    return [_recorded(store, rule, before, describe(store, rule))]


def move(store: Store, rule: Rule, place: int) -> list[Change]:
    """Give a rule another place in its list; those in between close up.

    Raises:
        RuleError: there is no such place, or it is the default, which stays at the end.
    """
    before = describe(store, rule)
    center = store.session.get(Center, rule.center_id) if rule.center_id else None
    listed = list(rules_of(store, center))
    if not before["if"]:
        raise RuleError(
            "default-rule",
            "the default stays at the end of its list",
            hint="give it conditions instead: ccadmin rule add --if CONDITION --to GROUP",
        )
    most = len([each for each in listed if conditions_of(store, each)])
    listed.remove(rule)
    listed.insert(_checked_place(place, most) - 1, rule)
    _arrange(store, listed)
    return [_recorded(store, rule, before, describe(store, rule))]


def remove(store: Store, rule: Rule) -> list[Change]:
    """Delete a rule; those behind it close up."""
    center = store.session.get(Center, rule.center_id) if rule.center_id else None
    gone = _recorded(store, rule, describe(store, rule), None)
    store.session.delete(rule)
    store.session.flush()
    _arrange(store, rules_of(store, center))
    return [gone]


def _recorded(
    store: Store,
    rule: Rule,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> Change:
    """Record a change, which is for the admins of the rule's center."""
    centers = center_names(store, rule.center_id)
    return store.record(Change("rule", rule.id, title(store, rule), before, after, centers=centers))


def find_rule(store: Store, center: Center | None, word: str) -> Rule:
    """The rule at that place of a list, or with that `#id` wherever it is.

    Raises:
        NotFoundError: there is none.
    """
    number = id_in(word)
    if number is not None:
        found = store.session.get(Rule, number)
    else:
        listed = rules_of(store, center)
        found = next((rule for rule in listed if str(rule.place) == word.strip()), None)
    if found is None:
        where = f'center "{center.name}"' if center else "the tenant"
        raise NotFoundError(
            "rule-not-found",
            f'{where} has no rule "{word}"',
            hint="see their places and ids with: ccadmin rule list --fields place,id,if,to",
        )
    return found


def rules_of(store: Store, center: Center | None) -> Sequence[Rule]:
    """The list of a center, or of the tenant, in order."""
    own = select(Rule).where(col(Rule.center_id) == (center.id if center else None))
    if center is None:
        own = select(Rule).where(col(Rule.center_id).is_(None))
    return store.session.exec(own.order_by(col(Rule.place))).all()


def conditions_of(store: Store, rule: Rule) -> tuple[Condition, ...]:
    """What a rule asks; nothing for the default."""
    own = select(RuleCondition).where(RuleCondition.rule_id == rule.id)
    return tuple(
        Condition(row.attribute, row.comparison, tuple(filter(None, row.wanted.split("\n"))))
        for row in store.session.exec(own.order_by(col(RuleCondition.place)))
    )


def describe(store: Store, rule: Rule) -> dict[str, Any]:
    """A rule as people read it."""
    center = store.session.get(Center, rule.center_id) if rule.center_id else None
    group = store.session.get(Group, rule.group_id) if rule.group_id else None
    return {
        "id": rule.id,
        "of": f"center {center.name}" if center else TENANT,
        "place": rule.place,
        "if": [str(condition) for condition in conditions_of(store, rule)],
        "to": group.name if group else rule.group_name + DELETED,
    }


def title(store: Store, rule: Rule) -> str:
    """What messages call a rule: what it asks, and whose it is when not the tenant's."""
    told = describe(store, rule)
    name = ", ".join(told["if"]) or DEFAULT
    return name if told["of"] == TENANT else f"{name} of {told['of']}"


def overview(store: Store, center: Center | None = None) -> list[dict[str, Any]]:
    """The rules of a center; without one every list, that of the tenant first."""
    lists: list[Center | None] = [center]
    if center is None:
        lists += store.session.exec(select(Center).order_by(Center.name_key)).all()
    return [describe(store, rule) for each in lists for rule in rules_of(store, each)]


def _meet(store: Store, rule: Rule, to: str, *, if_exists: IfExists) -> list[Change]:
    if if_exists is IfExists.UPDATE:
        return edit(store, rule, to=to)
    if if_exists is IfExists.REFUSE:
        _refuse_twin(store, rule)
    state = describe(store, rule)
    return [Change("rule", rule.id, title(store, rule), state, state)]


def _refuse_twin(store: Store, rule: Rule) -> None:
    same = "has the same conditions" if conditions_of(store, rule) else "is the default"
    raise ConflictError(
        "rule-exists",
        f"rule {rule.place} {same} already",
        hint=f"let it lead elsewhere: ccadmin rule edit '#{rule.id}' --to GROUP",
    )


def _default_place(last: int, place: int | None) -> int:
    if place not in (None, last):
        raise RuleError(
            "default-rule",
            "a rule without conditions is the default, and stands at the end",
            hint="give it conditions with --if, or no --place",
        )
    return last


def _checked_place(place: int, most: int) -> int:
    if not 1 <= place <= most:
        raise RuleError(
            "rule-place",
            f'there is no place "{place}" for a rule with conditions',
            hint=f"the places are 1 to {most}" if most > 1 else "the one place is 1",
        )
    return place


def _state(store: Store, rule: Rule, conditions: Sequence[Condition]) -> None:
    for row in store.session.exec(select(RuleCondition).where(RuleCondition.rule_id == rule.id)):
        store.session.delete(row)
    store.session.flush()
    store.session.add_all(
        RuleCondition(
            rule_id=rule.id or 0,
            place=place,
            attribute=condition.attribute,
            comparison=condition.comparison,
            wanted="\n".join(condition.wanted),
        )
        for place, condition in enumerate(conditions, start=1)
    )
    store.session.flush()


def _arrange(store: Store, listed: Sequence[Rule]) -> None:
    """Number the rules in this order; no two may have one place, not even on the way."""
    for start in (_OUT_OF_THE_WAY + 1, 1):
        for place, rule in enumerate(listed, start=start):
            rule.place = place
        store.session.flush()
