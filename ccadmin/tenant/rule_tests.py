"""What the rules, topics and defaults of a tenant do with one contact, and why (S3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.conditions import TOPIC, parse_attribute
from ccadmin.directions import By, with_channel
from ccadmin.engine import GROUP_DELETED, NO_ROUTE
from ccadmin.errors import RuleError
from ccadmin.models import Group
from ccadmin.tenant import rules
from ccadmin.tenant.ways_in import directions, group_index

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.conditions import Condition
    from ccadmin.directions import Decision
    from ccadmin.models import Center
    from ccadmin.store import Store

MATCHES: Final = "matches"
NOT_ASKED: Final = "not asked any more"
STANDS_BY: Final = "the default, where nothing else decides"
SYNTAX: Final = "write what is known as topic=billing location=Sofia"


def read_known(words: Sequence[str]) -> dict[str, str]:
    """The attributes of a contact as people type them.

    Raises:
        RuleError: a word is no NAME=VALUE, or a name comes twice.
    """
    known: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise RuleError("attribute", f'"{word}" is not NAME=VALUE', hint=SYNTAX)
        attribute = parse_attribute(name, word)
        if attribute in known:
            raise RuleError("attribute", f'"{attribute}" is given twice', hint="give it once")
        known[attribute] = value
    return known


def answer(store: Store, center: Center | None, known: Mapping[str, str]) -> dict[str, Any]:
    """Where a contact with these attributes goes, and what each rule makes of it."""
    index = group_index(store)
    decided = directions(store, index)[center.id if center else None].decide(known)
    listed = []
    over = False
    for row in rules.rules_of(store, center):
        told = rules.describe(store, row)
        failing = _failing(rules.conditions_of(store, row), known)
        if not told["if"]:
            why = MATCHES if decided.by in {By.DEFAULT, By.NOTHING} else STANDS_BY
        elif over:
            why = NOT_ASKED
        else:
            why = failing or MATCHES
            over = failing is None
        listed.append(told | {"why": why})
    return {
        "contact": " ".join(f"{name}={value}" for name, value in known.items()),
        "of": f"center {center.name}" if center else rules.TENANT,
        "to": _group(store, decided, index, listed),
        "by": decided.by.value,
        "why": _why(decided, known, center),
        "rules": listed,
    }


def _failing(conditions: Sequence[Condition], known: Mapping[str, str]) -> str | None:
    """Why the first condition that fails does so, None where all hold."""
    everything = with_channel(known)
    for condition in conditions:
        value = everything.get(condition.attribute)
        if not condition.holds(value):
            found = f'is "{value}"' if value and value.strip() else "is not known"
            return f"not {condition}: {condition.attribute} {found}"
    return None


def _group(
    store: Store,
    decided: Decision,
    index: Mapping[int | None, int],
    listed: Sequence[Mapping[str, Any]],
) -> str | None:
    if decided.to == NO_ROUTE:
        return None
    if decided.to == GROUP_DELETED:
        return next(str(rule["to"]) for rule in listed if rule["why"] == MATCHES)
    found = next(group_id for group_id, place in index.items() if place == decided.to)
    return store.session.get_one(Group, found).name


def _why(decided: Decision, known: Mapping[str, str], center: Center | None) -> str:
    match decided.by:
        case By.RULE:
            return f"rule {(decided.rule or 0) + 1} matches"
        case By.TOPIC:
            return f'it is responsible for topic "{known[TOPIC].strip()}"'
        case By.DEFAULT:
            return f"the default of {f'center {center.name}' if center else 'the tenant'}"
        case By.NOTHING:
            return "no rule matches, no group has its topic, and there is no default"
