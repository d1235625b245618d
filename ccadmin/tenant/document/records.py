"""Reads records of a document: mappings whose keys are the fields of a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccadmin.documents.nodes import shortened
from ccadmin.documents.writing import UNSET
from ccadmin.errors import Problem, ProblemsError, RuleError, did_you_mean
from ccadmin.tenant.document import dated_read, menus_read
from ccadmin.tenant.document.content import Bell
from ccadmin.tenant.document.fields import FIELDS, SHORT, WITH_ID, Field
from ccadmin.tenant.document.lists import PlacedError
from ccadmin.tenant.document.shapes import NoAnswer
from ccadmin.tenant.document.stated import Stated
from ccadmin.tenant.names import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ccadmin.documents.nodes import Node, Place, Problems
    from ccadmin.tenant.document.shapes import Context

LARGEST_ID: Final = 1_000_000_000
Tables = dict[str, list[Stated] | None]


def read_record(
    noun: str, node: Node, context: Context, problems: Problems, tables: Tables | None = None
) -> Stated:
    """Read a mapping, or the one word that stands for a record of this noun.

    Args:
        noun: whose fields they are.
        node: the mapping.
        context: what reading depends on.
        problems: takes what is wrong.
        tables: the rows of tables that stand for lists of the record, by key.
    """
    before = len(problems)
    stated = Stated(noun, node.place, {}, {})
    if isinstance(node.value, str) and noun in SHORT:
        field = FIELDS[noun][SHORT[noun]]
        _take(stated, field, node, context, problems)
        _finish(stated, problems, complain=False)
        return stated
    if not isinstance(node.value, dict):
        problems.add(node.place, f"{node.kind} is not a mapping of the fields of a {noun}")
        return stated
    stated = Stated(
        noun,
        node.place,
        {},
        {FIELDS[noun][k].place: p for k, p in node.keys.items() if k in FIELDS[noun]},
    )
    for key, each in node.value.items():
        if key == UNSET:
            _unset(stated, each, node, problems)
        elif key == "id" and noun in WITH_ID:
            stated.id = read_id(each, problems)
        elif (known := FIELDS[noun].get(key)) is None:
            problems.add(
                node.keys[key],
                f'a {noun} has no field "{shortened(key)}"'.replace("a agent", "an agent").replace(
                    "a exc", "an exc"
                ),
                _known(noun, key),
            )
        elif tables and key in tables:
            if (rows := tables[key]) is not None:
                stated.values[known.place] = rows
        else:
            _take(stated, known, each, context, problems)
    _finish(stated, problems, complain=len(problems) == before)
    return stated


def read_list(noun: str, node: Node, context: Context, problems: Problems) -> list[Stated] | None:
    """Read a list of records; nothing is an empty list, None stands for a problem."""
    if node.value is None:
        return []
    if not isinstance(node.value, list):
        problems.add(node.place, f"{node.kind} is not a list of {_PLURALS.get(noun, f'{noun}s')}")
        return None
    return [read_record(noun, each, context, problems) for each in node.value]


def items_of(node: Node, what: str, problems: Problems) -> Iterable[Node]:
    """The items of a list; nothing has none."""
    if node.value is None:
        return ()
    if not isinstance(node.value, list):
        problems.add(node.place, f"{node.kind} is not a list of {what}")
        return ()
    return node.value


def _take(stated: Stated, field: Field, node: Node, context: Context, problems: Problems) -> None:
    """Read the value of one field into the record."""
    if node.value is None:
        _empty(stated, field, node.place, problems)
        return
    if field.nested:
        value = _nested(field, node, context, problems)
        if value is not None:
            stated.values[field.place] = value
        return
    try:
        value = field.shape.take(node, context) if field.shape else None
    except PlacedError as problem:
        problems.add(problem.place, f"{field.name}: {problem.message}", problem.hint)
    except RuleError as problem:
        problems.add(node.place, f"{field.name}: {told(problem)}", problem.hint)
    else:
        stated.values[field.place] = (
            field.default if value is None and field.default is not None else value
        )


def told(problem: RuleError) -> str:
    """What a refusal says, with all its parts where it has several."""
    if isinstance(problem, ProblemsError):
        return "; ".join(
            f'"{each.value}" is not {each.expected}'
            for each in problem.problems
            if isinstance(each, Problem)
        )
    return problem.message


def _nested(field: Field, node: Node, context: Context, problems: Problems) -> Any:
    match field.nested:
        case "exception":
            return dated_read.read_exceptions(node, context, problems)
        case "chat":
            return read_record("chat", node, context, problems)
        case "menu":
            return menus_read.read_menu(node, context, problems)
        case "if":
            return menus_read.read_conditions(node, problems)
        case "device":
            found = read_list("device", node, context, problems)
            return None if found is None else _devices(found, problems)
        case noun:
            return read_list(noun, node, context, problems)


def _devices(found: list[Stated], problems: Problems) -> list[Stated]:
    """Devices without a name of their own are called by their kind; no two are called the same."""
    names: dict[str, Place] = {}
    for stated in found:
        kind = stated.values.get("kind")
        if stated.values.get("name") is None and kind is not None:
            stated.values["name"] = kind
        name = stated.values.get("name")
        if name is not None and names.setdefault(key_of(name), stated.place) != stated.place:
            problems.add(stated.place, f'device "{name}" stands here twice', "give one a name")
    return found


def _empty(stated: Stated, field: Field, place: Place, problems: Problems) -> None:
    """Take a field back to what a new object has."""
    if field.required:
        hint = '# begins a comment; quote an id: "#12"' if field.name == "agent" else None
        problems.add(place, f"{field.name} cannot be empty", hint)
        return
    stated.values[field.place] = [] if field.nested and field.default == () else field.default


def _unset(stated: Stated, node: Node, of: Node, problems: Problems) -> None:
    for each in node.value if isinstance(node.value, list) else [node]:
        known = FIELDS[stated.noun]
        if not isinstance(each.value, str) or each.value not in known:
            near = did_you_mean(str(each.value), known)
            problems.add(each.place, f"{each.kind} is no field of a {stated.noun}", near)
        elif each.value in (of.value or ()):
            problems.add(each.place, f"{each.kind} is both set and unset")
        else:
            _empty(stated, known[each.value], each.place, problems)


def read_id(node: Node, problems: Problems) -> int | None:
    """An id as documents state it, with or without its #."""
    text = node.value if isinstance(node.value, str) else ""
    digits = text.strip().removeprefix("#")
    if (
        digits.isascii()
        and digits.isdigit()
        and len(digits) < _DIGITS
        and 0 < int(digits) <= LARGEST_ID
    ):
        return int(digits)
    problems.add(
        node.place, f"id: {node.kind} is not the id of an object", "ids are whole numbers from 1"
    )
    return None


def _known(noun: str, key: str) -> str:
    known: Mapping[str, Field] = FIELDS[noun]
    return did_you_mean(key, known) or f"the fields are {', '.join(known)}"


def _finish(stated: Stated, problems: Problems, *, complain: bool) -> None:
    """See to fields that go together."""
    missing = [
        f.name for f in FIELDS[stated.noun].values() if f.required and f.place not in stated.values
    ]
    if stated.noun in _WHOLE and missing and complain:
        problems.add(stated.place, f"the {stated.noun} has no {' and no '.join(missing)}")
    if isinstance(answer := stated.values.get("on_no_answer"), NoAnswer):
        stated.values["on_no_answer"] = answer.then
        if answer.seconds is not None:
            length = stated.values.setdefault("break_length", answer.seconds)
            if length != answer.seconds:
                said = f"on-no-answer has a break of {answer.seconds} s, break-length says {length}"
                problems.add(stated.at("on_no_answer"), said)


def bells_of(stated: Iterable[Stated], before: Iterable[Bell]) -> tuple[Bell, ...]:
    """The devices that are stated; what one leaves out it keeps."""
    kept = {key_of(bell.name): bell for bell in before}
    bells = []
    for each in stated:
        name = each.values["name"]
        known = kept.get(key_of(name), Bell(name, "", rings=True))
        bells.append(known._replace(**each.values))
    return tuple(sorted(bells, key=lambda bell: key_of(bell.name)))


_PLURALS: Final = {"person": "people"}
_WHOLE: Final = frozenset({"person", "member", "device"})
"""Records that say nothing without their required fields; other nouns may be named by their id."""
_DIGITS: Final = 11
