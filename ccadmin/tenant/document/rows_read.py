"""Reads tables of agents, members and assignments: each row a record, each column a field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ccadmin.documents.nodes import Node, shortened
from ccadmin.errors import RuleError, did_you_mean
from ccadmin.tenant.document.fields import FIELDS, WITH_ID
from ccadmin.tenant.document.records import read_id, told
from ccadmin.tenant.document.stated import Stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ccadmin.documents.nodes import Place, Problems
    from ccadmin.documents.tables import Table
    from ccadmin.tenant.document.fields import Field
    from ccadmin.tenant.document.shapes import Context


class _Column(NamedTuple):
    """One column: where it is, and its field."""

    at: int
    field: Field


class _Row(Stated):
    """A record of a table; where it stands is looked up when somebody asks."""

    __slots__ = ("_names", "_number", "_table")

    def __init__(
        self,
        noun: str,
        table: Table,
        names: Mapping[str, int],
        part: int,
        row: tuple[int, dict[str, Any]],
    ) -> None:
        self.noun, self.part, self.id = noun, part, None
        self._table, self._names = table, names
        self._number, self.values = row

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self._table.place_of_row(self._number)

    def at(self, name: str) -> Place:
        """Where a field stands, else where the first cell does."""
        return self._table.place(self._number, self._names.get(name, 0))


OWNER = "owner"
"""Under this the name of the group or center of a row stands in the values."""


def read_rows(  # noqa: PLR0913 - what a table is read by
    table: Table, noun: str, context: Context, problems: Problems, *, part: int, owner: str = ""
) -> list[Stated]:
    """The records of a table, which is read column by column: a text that comes often is read once.

    Args:
        table: the table.
        noun: whose fields its columns are.
        context: what reading depends on.
        problems: takes what is wrong.
        part: of which list of the document its rows are.
        owner: `group` or `center` where a column says whose each row is.
    """
    columns, ids, owners = _columns(table, noun, owner, problems)
    if columns is None or not table.rows:
        return []
    cells = list(zip(*table.rows, strict=True))
    names = {column.field.place: column.at for column in columns}
    read: dict[str, Sequence[Any]] = {
        column.field.place: _read(table, column, cells[column.at], context, problems)
        for column in columns
    }
    if owners is not None:
        read[OWNER] = cells[owners]
    rows = enumerate(_by_row(read, len(table.rows)))
    found: list[Stated] = [_Row(noun, table, names, part, row) for row in rows]
    if ids is not None:
        for number, text in enumerate(cells[ids]):
            if text.strip():
                found[number].id = read_id(Node(text, table.place(number, ids)), problems)
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
            columns[name] = _Column(index, known[name])
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


def _read(
    table: Table, column: _Column, texts: Sequence[str], context: Context, problems: Problems
) -> list[Any]:
    """What the cells of a column stand for; `_LEFT_OUT` where one states nothing or is refused."""
    field = column.field
    known: dict[str, Any] = {}
    refused: dict[str, tuple[str, str | None]] = {}
    for text in dict.fromkeys(texts):
        known[text] = _LEFT_OUT
        if not text or text.isspace():
            if field.required:
                refused[text] = f"{field.name} cannot be empty", None
            elif field.name != "position":
                known[text] = field.default
            continue
        try:
            value = field.shape.of(text, context)  # type: ignore[union-attr] # columns have one
        except RuleError as problem:
            refused[text] = f"{field.name}: {told(problem)}", problem.hint
        else:
            known[text] = field.default if value is None else value
    if refused:
        for number, text in enumerate(texts):
            if text in refused:
                problems.add(table.place(number, column.at), *refused[text])
    return [known[text] for text in texts]


def _by_row(read: Mapping[str, Sequence[Any]], count: int) -> Iterator[dict[str, Any]]:
    """The values of each row by their places, without those that are left out."""
    if not read:
        return ({} for _ in range(count))
    rows = (dict(zip(read, values, strict=True)) for values in zip(*read.values(), strict=True))
    if not any(_LEFT_OUT in values for values in read.values()):
        return rows
    return ({p: value for p, value in row.items() if value is not _LEFT_OUT} for row in rows)


_LEFT_OUT: Final = object()
