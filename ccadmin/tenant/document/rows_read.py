"""Reads tables of agents, members and assignments: each row a record, each column a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ccadmin.documents.nodes import Node, shortened
from ccadmin.errors import RuleError, did_you_mean
from ccadmin.tenant.document.fields import FIELDS, WITH_ID
from ccadmin.tenant.document.records import read_id, told
from ccadmin.tenant.document.stated import Stated

if TYPE_CHECKING:
    from ccadmin.documents.nodes import Place, Problems
    from ccadmin.documents.tables import Table
    from ccadmin.tenant.document.fields import Field
    from ccadmin.tenant.document.shapes import Context


class _Column(NamedTuple):
    """One column: where it is, its field, and what texts of it were read as, where that pays."""

    at: int
    field: Field
    known: dict[str, Any]


OWNER = "owner"
"""Under this the name of the group or center of a row stands in the values."""


def read_rows(  # noqa: PLR0913 - what a table is read by
    table: Table, noun: str, context: Context, problems: Problems, *, part: int, owner: str = ""
) -> list[Stated]:
    """The records of a table.

    Args:
        table: the table.
        noun: whose fields its columns are.
        context: what reading depends on.
        problems: takes what is wrong.
        part: of which list of the document its rows are.
        owner: `group` or `center` where a column says whose each row is.
    """
    columns, ids, owners = _columns(table, noun, owner, problems)
    if columns is None:
        return []
    names = {column.field.place: column.at for column in columns}
    found = []
    for number, cells in enumerate(table.rows):

        def at(name: str, number: int = number) -> Place:
            return table.place(number, names.get(name, 0))

        values = _values((table, number), columns, context, problems)
        stated = Stated(noun, table.place_of_row(number), values, at, part)
        if ids is not None and cells[ids].strip():
            stated.id = _id(table, number, ids, problems)
        if owners is not None:
            values[OWNER] = cells[owners]
        found.append(stated)
    return found


def _columns(
    table: Table, noun: str, owner: str, problems: Problems
) -> tuple[list[_Column] | None, int | None, int | None]:
    """The fields of the columns, and which column holds ids, and which owners."""
    known = {name: field for name, field in FIELDS[noun].items() if field.shape is not None}
    words = [*known, *(["id"] if noun in WITH_ID else []), *([owner] if owner else [])]
    columns: dict[str, _Column] = {}
    special: dict[str, int] = {}
    for index, text in enumerate(table.columns):
        name = text.casefold().replace("_", "-").replace(" ", "-")
        if name in columns or name in special:
            problems.add(table.header(index), f'column "{name}" stands here twice')
        elif name in known:
            columns[name] = _Column(index, known[name], {})
        elif name in words:
            special[name] = index
        else:
            message = f'there is no column "{shortened(text)}" in a table of {noun}s'
            hint = did_you_mean(name, words) or f"the columns are {', '.join(words)}"
            problems.add(table.header(index), message.replace("persons", "people"), hint)
    needed = [
        f.name for f in known.values() if f.required and not ("id" in special and noun in WITH_ID)
    ]
    missing = [
        name
        for name in [*needed, *([owner] if owner else [])]
        if name not in columns and name not in special
    ]
    if table.columns and missing:
        problems.add(table.header(0), f"the table has no column {' and no column '.join(missing)}")
    if missing:
        return None, None, None
    return list(columns.values()), special.get("id"), special.get(owner)


def _values(
    row: tuple[Table, int], columns: list[_Column], context: Context, problems: Problems
) -> dict[str, Any]:
    table, number = row
    cells = table.rows[number]
    values: dict[str, Any] = {}
    for index, field, known in columns:
        text = cells[index]
        if text in known:
            values[field.place] = known[text]
            continue
        if not text or text.isspace():
            if field.required:
                problems.add(table.place(number, index), f"{field.name} cannot be empty")
            elif field.name != "position":
                values[field.place] = field.default
            continue
        try:
            value = field.shape.of(text, context)  # type: ignore[union-attr] # columns have one
        except RuleError as problem:
            problems.add(table.place(number, index), f"{field.name}: {told(problem)}", problem.hint)
            continue
        values[field.place] = read = field.default if value is None else value
        if field.shape and field.shape.remembered:
            known[text] = read
    return values


def _id(table: Table, number: int, column: int, problems: Problems) -> int | None:
    return read_id(Node(table.rows[number][column], table.place(number, column)), problems)
