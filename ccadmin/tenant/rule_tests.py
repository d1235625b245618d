"""What the rules, topics and defaults of a tenant do with one contact, and why (S3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlmodel import select

from ccadmin.entering.conditions import TOPIC, compared, parse_attribute
from ccadmin.entering.directions import By, with_channel
from ccadmin.errors import RuleError
from ccadmin.models import Group
from ccadmin.tenant import rules
from ccadmin.tenant.ways_in import directions, group_index
from ccadmin.tenant.words import TENANT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ccadmin.entering.conditions import Condition
    from ccadmin.entering.directions import Decision
    from ccadmin.models import Center
    from ccadmin.store import Store

MATCHES: Final = "matches"
NOT_ASKED: Final = "not asked any more"
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
    """Where a contact with these attributes goes, and what each step on the way makes of it."""
    index = group_index(store)
    names = {index[group.id]: group.name for group in store.session.exec(select(Group))}
    decided = directions(store, index)[center.id if center else None].decide(known)
    steps = [*_rules(store, center, known), _topic(decided, known, names)]
    steps += [_default(store, center, decided)]
    told = [step for step in steps if step is not None]
    return {
        "contact": " ".join(f"{name}={value}" for name, value in known.items()),
        "of": f"center {center.name}" if center else TENANT,
        "to": next((step["to"] for step in told if step["why"] == MATCHES), None),
        "by": decided.by.value,
        "steps": told,
    }


def _rules(
    store: Store, center: Center | None, known: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Each rule with conditions, up to the one that matches and beyond."""
    over = False
    for row in rules.rules_of(store, center):
        told = rules.describe(store, row)
        if told["if"]:
            failing = _failing(rules.conditions_of(store, row), known)
            yield told | {"why": NOT_ASKED if over else failing or MATCHES}
            over = over or failing is None


def _topic(
    decided: Decision, known: Mapping[str, str], names: Mapping[int, str]
) -> dict[str, Any] | None:
    """What comes of the contact's topic; None where it has none."""
    if compared(TOPIC, known.get(TOPIC)) is None:
        return None
    step = {"place": "topic", "if": [f"{TOPIC}={known[TOPIC].strip()}"], "to": None}
    if decided.by is By.TOPIC:
        return step | {"to": names[decided.to], "why": MATCHES}
    return step | {"why": NOT_ASKED if decided.by is By.RULE else "no group is responsible for it"}


def _default(store: Store, center: Center | None, decided: Decision) -> dict[str, Any]:
    """What comes of the default."""
    own = [rule for rule in rules.rules_of(store, center) if not rules.conditions_of(store, rule)]
    if own:
        to = rules.describe(store, own[0])["to"]
    else:
        number = center.default_group_id if center else None
        to = store.session.get_one(Group, number).name if number else None
    why = {By.DEFAULT: MATCHES, By.NOTHING: "there is none, so nobody answers"}
    return {"place": "default", "if": [], "to": to, "why": why.get(decided.by, NOT_ASKED)}


def _failing(conditions: Sequence[Condition], known: Mapping[str, str]) -> str | None:
    """Why the first condition that fails does so, None where all hold."""
    everything = with_channel(known)
    for condition in conditions:
        value = everything.get(condition.attribute)
        if not condition.holds(value):
            found = f'is "{value}"' if value and value.strip() else "is not known"
            return f"not {condition}: {condition.attribute} {found}"
    return None
