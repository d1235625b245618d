"""Reads dated exceptions from documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccadmin import calendars
from ccadmin.calendars import Dated, Dates
from ccadmin.documents.nodes import shortened
from ccadmin.errors import RuleError, did_you_mean
from ccadmin.tenant.dated import clean_title
from ccadmin.tenant.document.content import Special, by_date
from ccadmin.tenant.document.fields import FIELDS
from ccadmin.tenant.names import clean_text
from ccadmin.vocabulary import DatedKind

if TYPE_CHECKING:
    from ccadmin.documents.nodes import Node, Place, Problems
    from ccadmin.tenant.document.shapes import Context


def read_exceptions(node: Node, context: Context, problems: Problems) -> tuple[Special, ...] | None:
    """The exceptions of one owner, in the order of their dates; None stands for a problem."""
    if not isinstance(node.value, list):
        problems.add(node.place, f"{node.kind} is not a list of exceptions")
        return None
    found: dict[tuple[object, ...], tuple[Special, Place]] = {}
    for each in node.value:
        special = _read(each, context, problems)
        if special is None:
            continue
        if special.identity in found:
            first = found[special.identity][1].line
            message = f"exceptions on {special.dated.dates} of one kind and name stand here twice"
            problems.add(each.place, message, f"first on line {first}; give each a name")
        found[special.identity] = special, each.place
    return by_date(special for special, _ in found.values())


def _read(node: Node, context: Context, problems: Problems) -> Special | None:
    if not isinstance(node.value, dict):
        problems.add(node.place, f"{node.kind} is not a mapping of the fields of an exception")
        return None
    known, values, before = FIELDS["exception"], {}, len(problems)
    for key, each in node.value.items():
        if key not in known:
            message = f'an exception has no field "{shortened(key)}"'
            listed = f"the fields are {', '.join(known)}"
            problems.add(node.keys[key], message, did_you_mean(key, known) or listed)
            continue
        try:
            shape = known[key].shape
            values[key] = None if each.value is None or shape is None else shape.take(each, context)
        except RuleError as problem:
            problems.add(each.place, f"{key}: {problem.message}", problem.hint)
    missing = [key for key in ("dates", "kind") if values.get(key) is None]
    if len(problems) == before and missing:
        problems.add(node.place, f"the exception has no {' and no '.join(missing)}")
    if len(problems) > before:
        return None
    try:
        return _special(values)
    except RuleError as problem:
        problems.add(node.place, problem.message, problem.hint)
        return None


def _special(values: dict[str, Any]) -> Special:
    """The exception that such values make, by the rules of `hours exception add`."""
    kind, text = DatedKind(values["kind"]), values["dates"]
    yearly = "-" in text and not text.strip()[:4].isdigit()
    dates = calendars.parse_dates(text, yearly=yearly)
    if values.get("since") is not None:
        if not yearly:
            raise RuleError("bad-dates", "since goes with yearly dates", hint="such as 12-24")
        dates = Dates(dates.first, dates.last, values["since"])
    times = values.get("times")
    if times is None and kind in {DatedKind.OPEN, DatedKind.ALSO}:
        raise RuleError("no-ranges", f"{kind} needs times", hint="such as 10:00-14:00")
    if times is not None and kind is DatedKind.HOLIDAY:
        raise RuleError("no-ranges", "a holiday is all day", hint="closed may have times")
    ranges = () if times is None else calendars.parse_ranges(times)[0]
    name, origin = values.get("name"), values.get("origin")
    title = None if name is None else clean_title(name)
    return Special(
        Dated(kind, dates, ranges, title), None if origin is None else clean_text("origin", origin)
    )
