"""The lists of objects as documents want them: members, people, devices, menus, rules.

A list that is stated is the whole list. Of an item that was in it before, what is left out stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccadmin.entering.keys import AFTER_HOURS, OTHERWISE
from ccadmin.errors import RuleError
from ccadmin.tenant.document.content import TENANT_WIDE, Joined, Leads, Routed
from ccadmin.tenant.document.fields import BRANCHES
from ccadmin.tenant.document.records import bells_of
from ccadmin.tenant.document.reference_shapes import Target
from ccadmin.tenant.document.rows_read import OWNER

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccadmin.documents.nodes import Place, Problems
    from ccadmin.tenant.document.menus_read import Branch
    from ccadmin.tenant.document.merging import Merged
    from ccadmin.tenant.document.naming import Naming
    from ccadmin.tenant.document.stated import Stated


def settle_lists(merged: Merged, naming: Naming) -> None:
    """Set every list that documents state."""
    members = _lists_of(merged, "group", "members", merged.wanted.members, naming)
    for number, said in members.items():
        before = merged.after.groups[number]["members"]
        merged.change("group", number, {"members": _members(said, before, naming, merged.problems)})
        if said and not merged.states("group", number, "members"):
            merged.tabled[number] = said[0].place
    people = _lists_of(merged, "center", "people", merged.wanted.people, naming)
    for number, said in people.items():
        before = merged.after.centers[number]["people"]
        merged.change("center", number, {"people": _people(said, before, naming, merged.problems)})
    for number, said in merged.about["agent"].items():
        for stated in said:
            if "devices" in stated.values and number in merged.after.agents:
                bells = merged.after.agents[number]["devices"]
                merged.change(
                    "agent", number, {"devices": bells_of(stated.values["devices"], bells)}
                )
    for number, said in merged.about["flow"].items():
        if number in merged.after.flows:
            _flow(merged, number, said, naming)
    _rules(merged, naming)


def _lists_of(
    merged: Merged, noun: str, place: str, rows: list[Stated], naming: Naming
) -> dict[int, list[Stated]]:
    """The stated list of each object, from the object itself or from a table of all."""
    objects, found = merged.after.of(noun), {}
    for number, said in merged.about[noun].items():
        for stated in said:
            if place in stated.values and number in objects:
                found[number] = stated.values[place]
    tables: dict[int, list[Stated]] = {}
    for row in rows:
        try:
            number = naming.find(noun, row.values.get(OWNER, ""))
        except RuleError as problem:
            merged.problems.add(row.at(OWNER), f"{noun}: {problem.message}", problem.hint)
            continue
        if number in found:
            merged.problems.add(
                row.place,
                f'{place} of {noun} "{naming.name(noun, number)}" are stated otherwise',
                f"at {merged.place(noun, number, place)}",
            )
        tables.setdefault(number, []).append(row)
    return found | tables


def _refer(
    noun: str, stated: Stated, naming: Naming, problems: Problems, *, field: str = ""
) -> int | None:
    """The id of whom a field of a record names; None stands for a problem."""
    name = stated.values.get(field or noun)
    if name is None:
        return None
    try:
        return naming.find(noun, name)
    except RuleError as problem:
        problems.add(stated.at(field or noun), problem.message, problem.hint)
        return None


def _members(
    said: list[Stated], before: dict[int, Joined], naming: Naming, problems: Problems
) -> dict[int, Joined]:
    members: dict[int, Joined] = {}
    last = 0
    for stated in said:
        agent = _refer("agent", stated, naming, problems)
        if agent is None:
            continue
        values = stated.values
        if agent in members:
            problems.add(stated.place, f'member "{values["agent"]}" stands here twice')
        joined = before.get(agent, _NEWCOMER)
        last = values.get("position") or last + 1
        wanted = Joined(
            values.get("weight", joined.weight),
            values.get("status", joined.status),
            values.get("tier", joined.tier),
            last,
            values.get("wrap_up", joined.wrap_up),
        )
        members[agent] = joined if joined == wanted else wanted
    return members


def _people(
    said: list[Stated], before: dict[int, str], naming: Naming, problems: Problems
) -> dict[int, str]:
    people: dict[int, str] = {}
    for stated in said:
        agent = _refer("agent", stated, naming, problems)
        if agent is None:
            continue
        if agent in people:
            problems.add(stated.place, f'agent "{stated.values["agent"]}" stands here twice')
        people[agent] = stated.values.get("role", before.get(agent, "agent"))
    return people


def _flow(merged: Merged, number: int, said: list[Stated], naming: Naming) -> None:
    branches = dict(merged.after.flows[number]["branches"])

    def settled(leads: Leads | None, place: Place) -> Leads | None:
        try:
            return None if leads is None else _TARGET.settle(leads, naming)
        except RuleError as problem:
            merged.problems.add(place, problem.message, problem.hint)
            return None

    for stated in said:
        if "menu" in stated.values:
            branches = _menu(stated.values["menu"] or {}, branches, settled)
        for place, word in (("otherwise", OTHERWISE), ("after_hours", AFTER_HOURS)):
            if place not in stated.values:
                continue
            leads = settled(stated.values[place], stated.at(place))
            if leads is None:
                branches.pop(word, None)
            else:
                branches[word] = leads
    merged.change("flow", number, {"branches": branches})


def _menu(
    said: dict[str, Branch],
    before: dict[str, Leads],
    settled: Callable[[Leads | None, Place], Leads | None],
) -> dict[str, Leads]:
    branches = {word: leads for word, leads in before.items() if word in _WORDS}
    for keys, (leads, place, greets) in said.items():
        known = before.get(keys)
        if leads.action == "menu" and not greets and known is not None:
            # A menu that says nothing of its greeting keeps the one that it has.
            branches[keys] = leads._replace(greeting=known.greeting)
        elif (led := settled(leads, place)) is not None:
            branches[keys] = led
    return branches


def _rules(merged: Merged, naming: Naming) -> None:
    """Routing rules; one with the same conditions as before is the same rule."""
    lists: dict[int, list[tuple[list[Stated], Place]]] = {}
    if merged.wanted.rules:
        lists[TENANT_WIDE] = merged.wanted.rules
    for number, said in merged.about["center"].items():
        for stated in said:
            if "rules" in stated.values and number in merged.after.centers:
                own = stated.values["rules"], stated.at("rules")
                lists.setdefault(number, []).append(own)
    for owner, stated_lists in lists.items():
        (rules, first), *others = stated_lists
        for _, place in others:
            merged.problems.add(place, "rules are stated otherwise", f"at {first}")
        listed = _routed(rules, naming, merged)
        known = {frozenset(rule.conditions): rule for rule in merged.before.rules.get(owner, ())}
        merged.after.rules[owner] = tuple(
            _as_before(rule, known.get(frozenset(rule.conditions)), merged) for rule in listed
        )


def _as_before(rule: Routed, before: Routed | None, merged: Merged) -> Routed:
    """The rule with the id that it has, or with a new one."""
    if before is not None:
        return rule._replace(id=before.id)
    number = merged.after.following["rule"]
    merged.after.following["rule"] += 1
    return rule._replace(id=number)


def _routed(rules: list[Stated], naming: Naming, merged: Merged) -> list[Routed]:
    listed: list[Routed] = []
    problems = merged.problems
    for place, stated in enumerate(rules, start=1):
        values: dict[str, Any] = stated.values
        conditions = tuple(values.get("if") or ())
        if any(set(rule.conditions) == set(conditions) for rule in listed):
            same = "has the same conditions as another" if conditions else "is a second default"
            problems.add(stated.place, f"the rule {same} of this list")
        elif not conditions and place < len(rules):
            problems.add(
                stated.place, "a rule without conditions is the default, and stands at the end"
            )
        if (values.get("to") is None) == (values.get("deleted") is None):
            problems.add(stated.place, "a rule leads to one group", "write to: NAME")
            continue
        group = (
            None
            if values.get("to") is None
            else _refer("group", stated, naming, problems, field="to")
        )
        if group is None and values.get("deleted") is None:
            continue
        listed.append(Routed(conditions, group, values.get("deleted")))
    return listed


_NEWCOMER = Joined()
_TARGET = Target(BRANCHES, dangling=True)
_WORDS = frozenset({OTHERWISE, AFTER_HOURS})
