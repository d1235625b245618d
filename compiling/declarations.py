"""What the `.pxd` files beside the modules of the distributor say: classes, functions, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

RECORDS: Final = "# a record a row"
"""Stands behind the name of a class whose columns become one array of records."""
APART: Final = "# apart"
"""Stands behind the columns of such a class that have rows of their own."""
SELDOM: Final = "# seldom"
"""Stands behind a function that is called for fewer than one in thirty contacts, whatever happens to them."""


@dataclass(frozen=True, slots=True)
class Field:
    """One attribute: a column of that type, another structure, or a number."""

    name: str
    type: str
    is_column: bool
    is_readonly: bool
    is_apart: bool

    @property
    def is_narrow(self) -> bool:
        """Whether its values have fewer bits than the numbers of the distributor are to have."""
        return "long long" not in self.type


@dataclass(frozen=True, slots=True)
class Structure:
    """One class; `in_records` says that its columns are kept as an array of records."""

    name: str
    fields: Mapping[str, Field]
    in_records: bool

    @property
    def is_plain(self) -> bool:
        """Whether it holds numbers only, and stays a class that Python sees as it is."""
        return not any(field.is_column or field.type[0].isupper() for field in self.fields.values())

    @property
    def records(self) -> list[str]:
        """The columns that are kept in the records, in their order."""
        return [name for name in self.fields if self.is_in_record(name)]

    def is_in_record(self, name: str) -> bool:
        """Whether that attribute is a column that is kept in the records."""
        field = self.fields.get(name)
        return self.in_records and field is not None and field.is_column and not field.is_apart


@dataclass(frozen=True, slots=True)
class Function:
    """One function: its parameters' types by name, what it returns, and how it tells an error."""

    name: str
    parameters: Mapping[str, str]
    returns: str
    errors: str
    is_public: bool
    is_seldom: bool


@dataclass(frozen=True, slots=True)
class Declarations:
    """All that one module declares; `numbers` are its own constants, with their types."""

    structures: Mapping[str, Structure]
    functions: Mapping[str, Function]
    numbers: Mapping[str, str]


def read(path: Path) -> Declarations:
    """What the file declares.

    Raises:
        ValueError: a line of it is of no known form.
    """
    structures: dict[str, Structure] = {}
    functions: dict[str, Function] = {}
    numbers: dict[str, str] = {}
    fields: dict[str, Field] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("from "):
            continue
        if declared := re.match(r"cdef class (\w+):", line):
            fields = {}
            name = declared[1]
            structures[name] = Structure(name, fields, line.endswith(RECORDS))
        elif line.startswith("    cdef "):
            fields |= {field.name: field for field in fields_of(line)}
        elif declared := re.fullmatch(r"(cp?def) (.*?)(\w+)\((.*)\)(.*)", line):
            kind, returns, name, parameters, rest = declared.groups()
            errors, _, remark = rest.partition("  #")
            functions[name] = Function(
                name,
                dict(typed(parameters)),
                returns.strip(),
                errors.strip(),
                is_public=kind == "cpdef",
                is_seldom=f"#{remark}" == SELDOM,
            )
        elif declared := re.fullmatch(r"cdef ((?:\w+ )*long(?:\[::1\])?) (.*)", line):
            numbers |= dict.fromkeys(declared[2].split(", "), declared[1])
        else:
            raise ValueError(f"{path}: {line}")
    return Declarations(structures, functions, numbers)


def fields_of(line: str) -> Iterator[Field]:
    """The attributes that one line of a class declares."""
    declared, _, remark = line.partition("  #")
    text = declared.strip().removeprefix("cdef ")
    is_readonly = text.startswith("readonly ")
    names = text.removeprefix("readonly ").split(", ")
    kind, _, first = names[0].rpartition(" ")
    for name in (first, *names[1:]):
        yield Field(
            name,
            kind.removesuffix("[::1]"),
            kind.endswith("[::1]"),
            is_readonly,
            f"#{remark}" == APART,
        )


def typed(parameters: str) -> Iterator[tuple[str, str]]:
    """The names of parameters with their types."""
    for parameter in parameters.split(", "):
        if parameter:
            kind, _, name = parameter.rpartition(" ")
            yield name, kind
