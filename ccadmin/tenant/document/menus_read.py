"""Reads the menus of call flows, and the conditions of routing rules, from documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccadmin.documents.nodes import shortened
from ccadmin.documents.writing import UNSET
from ccadmin.entering.conditions import parse_condition
from ccadmin.entering.keys import DEEPEST, KEYS
from ccadmin.errors import RuleError, did_you_mean
from ccadmin.tenant.document.content import Leads
from ccadmin.tenant.document.fields import BRANCHES, MENU
from ccadmin.tenant.document.reference_shapes import Target
from ccadmin.tenant.names import clean_text

if TYPE_CHECKING:
    from ccadmin.documents.nodes import Node, Place, Problems
    from ccadmin.entering.conditions import Condition
    from ccadmin.tenant.document.shapes import Context

Branch = tuple[Leads, "Place", bool]
"""Where a path of keys leads, where that is said, and whether a greeting is stated with it."""


def read_menu(node: Node, context: Context, problems: Problems) -> dict[str, Branch]:
    """Where each path of keys leads; groups are names still."""
    found: dict[str, Branch] = {}
    _menu(node, "", context, problems, found)
    return found


def _menu(
    node: Node, path: str, context: Context, problems: Problems, found: dict[str, Branch]
) -> None:
    if node.value is None:
        return
    if not isinstance(node.value, dict):
        problems.add(node.place, f"{node.kind} is not a mapping of keys", "such as 1: group:sales")
        return
    for key, each in node.value.items():
        if len(key) != 1 or key not in KEYS:
            message = f'"{shortened(key)}" is no key of a telephone'
            problems.add(node.keys[key], message, f"the keys are {KEYS}, each in quotes")
        elif len(path) >= DEEPEST:
            problems.add(node.keys[key], f"menus are at most {DEEPEST} deep")
        else:
            _branch(each, path + key, context, problems, found)


def _branch(
    node: Node, path: str, context: Context, problems: Problems, found: dict[str, Branch]
) -> None:
    if isinstance(node.value, dict):
        _submenu(node, path, context, problems, found)
        return
    try:
        found[path] = _TARGET.take(node, context), node.place, False
    except RuleError as problem:
        problems.add(node.place, f"key {path}: {problem.message}", problem.hint or _A_MENU)


def _submenu(
    node: Node, path: str, context: Context, problems: Problems, found: dict[str, Branch]
) -> None:
    parts: dict[str, Node] = node.value if isinstance(node.value, dict) else {}
    known = [field.name for field in MENU]
    for key in parts:
        if key == UNSET:
            _unset(parts, problems)
        elif key not in known:
            message = f'a menu has no field "{shortened(key)}"'
            problems.add(node.keys[key], message, did_you_mean(key, known) or _A_MENU)
    greeting, said = parts.get("greeting"), None
    if greeting is not None and greeting.value is not None:
        if isinstance(greeting.value, str):
            try:
                said = clean_text("greeting", greeting.value)
            except RuleError as problem:
                problems.add(greeting.place, problem.message, problem.hint)
        else:
            problems.add(greeting.place, f"greeting: {greeting.kind} is not text")
    greets = greeting is not None or UNSET in parts
    found[path] = Leads("menu", greeting=said), node.place, greets
    if "menu" in parts:
        _menu(parts["menu"], path, context, problems, found)


def _unset(parts: dict[str, Node], problems: Problems) -> None:
    """In TOML, which has no null: the greeting that a menu has no more."""
    node = parts[UNSET]
    for each in node.value if isinstance(node.value, list) else [node]:
        if each.value != "greeting":
            problems.add(each.place, f"{each.kind} cannot be unset here", "only a greeting can")
        elif "greeting" in parts:
            problems.add(each.place, '"greeting" is both set and unset')


def read_conditions(node: Node, problems: Problems) -> tuple[Condition, ...]:
    """What a rule asks: a list, or the text of one condition."""
    found: dict[Condition, None] = {}
    nodes: list[Any] = node.value if isinstance(node.value, list) else [node]
    for each in nodes:
        if not isinstance(each.value, str):
            problems.add(each.place, f"{each.kind} is not a condition", "such as topic=billing")
            continue
        try:
            found[parse_condition(each.value)] = None
        except RuleError as problem:
            problems.add(each.place, problem.message, problem.hint)
    return tuple(found)


_TARGET = Target(BRANCHES, dangling=True)
_A_MENU = "a menu of its own is a mapping of greeting and menu"
