"""Classes of columns as Cython is given them: a structure of C, and who owns what it points to.

A class of the distributor becomes a structure `Name_s`, which holds a pointer to the first row of
each column and the number of rows, and a class `Name` around it, which Python makes and which keeps
the columns alive. Functions are given the structure, so that no object is counted on the way to a
number. A structure lies within the one that has it as a field: it moves there as the outer one is
made, and the class of the inner one keeps the memory of the outer one alive. A class whose columns have the same rows may keep them as one array of records: what belongs
to one agent then lies side by side in memory.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from compiling.declarations import Field, Structure

LINE: Final = 64
"""Bytes that the processor fetches at once: a record fills whole lines."""
ROOM: Final = f"""
cdef char* room_for_records(dict held, size_t size) except NULL:
    cdef bytearray rows = bytearray(size + {LINE})
    held["records"] = rows
    return <char*> ((<size_t> <char*> rows + {LINE - 1}) // {LINE} * {LINE})
"""
"""Makes the room of a class, which begins where a line does."""


def inner_first(structures: Mapping[str, Structure]) -> list[Structure]:
    """The structures, each after those that lie within it."""
    ordered: dict[str, Structure] = {}

    def add(structure: Structure) -> None:
        for field in structure.fields.values():
            if field.type in structures:
                add(structures[field.type])
        ordered.setdefault(structure.name, structure)

    for structure in structures.values():
        add(structure)
    return list(ordered.values())


def layout(structure: Structure) -> Iterator[str]:
    """The structure, and the record of a row if it has such."""
    columns = [field for field in structure.fields.values() if field.is_column]
    records = [structure.fields[name] for name in structure.records]
    if records:
        yield from record(structure.name, records)
    yield f"cdef struct {structure.name}_s:"
    yield "    void* held_by"
    if records:
        yield f"    {structure.name}_record* records"
        yield "    long long records__rows"
    for field in structure.fields.values():
        if field.is_column and field not in records:
            yield f"    {mutable(field)}* {field.name}"
        elif field.type[0].isupper():
            yield f"    {field.type}_s {field.name}"
        elif not field.is_column:
            yield f"    {field.type} {field.name}"
    for field in columns:
        if field not in records:
            yield f"    long long {field.name}__rows"


def record(name: str, fields: list[Field]) -> Iterator[str]:
    """The record of a row, in the order of the declarations: what is used together comes first."""
    yield f"cdef struct {name}_record:"
    size = 0
    for field in fields:
        size += -size % width(field) + width(field)
        yield f"    {mutable(field)} {field.name}"
    if unused := padding(size):
        yield f"    char unused[{unused}]"


def padding(size: int) -> int:
    """The bytes that a record lacks to fill lines, or a line together with its neighbours."""
    whole = next((part for part in (8, 16, 32) if size <= part), LINE)
    return -size % whole


def width(field: Field) -> int:
    """The bytes of a value."""
    return 1 if "char" in field.type else 4 if field.type == "int" else 8


def mutable(field: Field) -> str:
    """The type of a value, as the structure keeps it."""
    return field.type.removeprefix("const ")


def owner(
    structure: Structure, tree: ast.ClassDef, module: str, growing: Collection[tuple[str, str]]
) -> Iterator[str]:
    """The class around the structure; its methods come from the source.

    The columns that are growing can be doubled.
    """
    name = structure.name
    yield f"cdef class {name}:"
    yield f"    cdef {name}_s* s"
    yield "    cdef dict held"
    for method in tree.body:
        if isinstance(method, ast.FunctionDef):
            yield ""
            yield f"    def {method.name}({ast.unparse(arguments(method))}):"
            body = opened(structure, method, module) if method.name == "__init__" else shown(method)
            yield from (f"        {line}" for line in body)
    for field in structure.fields.values():
        if field.is_readonly:
            value = f'held["{field.name}"]' if field.type[0].isupper() else f"s.{field.name}"
            yield from ("", "    @property", f"    def {field.name}(self):")
            yield f"        return self.{value}"
    yield from moving(structure)
    for field in structure.fields.values():
        if (name, field.name) in growing:
            yield from doubling(field)
    if (name, "records") in growing:
        yield from doubling_records(name)
    yield from ("", f"cdef inline {name} as_{name}(void* owner):", f"    return <{name}> owner")


def arguments(method: ast.FunctionDef) -> ast.arguments:
    """The parameters without what Python says of their types."""
    for argument in (*method.args.args, *method.args.kwonlyargs):
        argument.annotation = None
    return method.args


def opened(structure: Structure, method: ast.FunctionDef, module: str) -> Iterator[str]:
    """The body of `__init__`: each assignment to an attribute as its kind wants it, then the calls."""
    yield f"cdef bytearray itself = bytearray(sizeof({structure.name}_s))"
    yield 'self.held = {"itself": itself}'
    yield f"self.s = <{structure.name}_s*> <char*> itself"
    yield "self.s.held_by = <void*> self"
    records = structure.records
    if records:
        yield f"cdef {structure.name}_record* records"
        yield "cdef Py_ssize_t row"
        yield from (f"cdef {structure.fields[each].type}[::1] {each}__column" for each in records)
    for statement in method.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Attribute):
            field = structure.fields[statement.targets[0].attr]
            yield from kept(structure, field, ast.unparse(statement.value))
    if records:
        yield from copied(structure, records)
    for statement in method.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            called = re.sub(r"\bself\b", "self.s", ast.unparse(statement))
            yield f"{module}__{called}"


def kept(structure: Structure, field: Field, value: str) -> Iterator[str]:
    """One attribute as it is first set."""
    name = field.name
    if structure.is_in_record(name):
        yield f"{name}__column = {value}"
    elif field.is_column:
        yield f'self.held["{name}"] = {value}'
        rows = f'{taking(field)}(self.held, "{name}", &self.s.{name}__rows)'
        yield f"self.s.{name} = {rows}"
    elif field.type[0].isupper():
        yield f'self.held["{name}"] = {value}'
        yield f"(<{field.type}?> {value}).move(&self.s.{name}, itself)"
    else:
        yield f"self.s.{name} = {value}"


def copied(structure: Structure, records: list[str]) -> Iterator[str]:
    """The columns become records, which begin where the processor's lines of memory do."""
    first = records[0]
    kind = f"{structure.name}_record"
    yield f"self.s.records__rows = {first}__column.shape[0]"
    size = f"self.s.records__rows * sizeof({kind})"
    yield f"records = self.s.records = <{kind}*> room_for_records(self.held, {size})"
    yield f"for row in range({first}__column.shape[0]):"
    yield from (f"    records[row].{each} = {each}__column[row]" for each in records)


def shown(method: ast.FunctionDef) -> Iterator[str]:
    """The body of a method that shows columns: they are those that are held."""
    for statement in method.body:
        text = re.sub(
            r"columns\.kept\(self\.(\w+)", r'columns__kept(self.held["\1"]', ast.unparse(statement)
        )
        yield from re.sub(r"self\.(?!held)", "self.s.", text).splitlines()


def taking(field: Field) -> str:
    """The name of the function that finds the first row of such a column."""
    return "rows_of_" + field.type.replace(" ", "_")


def finders(structures: Iterable[Structure]) -> Iterator[str]:
    """A function for each type of value, which finds the first row of a column."""
    fields = [field for each in structures for field in each.fields.values() if field.is_column]
    for field in {taking(field): field for field in fields}.values():
        kind = mutable(field)
        yield f"cdef {kind}* {taking(field)}(dict held, str name, long long* rows) except? NULL:"
        yield f"    cdef {field.type}[::1] column = held[name]"
        yield "    rows[0] = column.shape[0]"
        yield f"    return <{kind}*> &column[0] if column.shape[0] else NULL"
        yield ""


def moving(structure: Structure) -> Iterator[str]:
    """A method that lets the structure, and all within it, lie in another one from now on."""
    yield ""
    yield f"    cdef int move(self, {structure.name}_s* where, bytearray outer) except -1:"
    yield "        where[0] = self.s[0]"
    yield "        self.s = where"
    yield '        self.held["itself"] = outer'
    for field in structure.fields.values():
        if field.type[0].isupper():
            inner = f'(<{field.type}> self.held["{field.name}"])'
            yield f"        {inner}.move(&where.{field.name}, outer)"
    yield "        return 0"


def doubling(field: Field) -> Iterator[str]:
    """A method that gives a column twice as many rows."""
    yield ""
    yield f"    cdef int double__{field.name}(self) except -1:"
    yield f'        self.held["{field.name}"] = columns__doubled(self.held["{field.name}"])'
    rows = f'{taking(field)}(self.held, "{field.name}", &self.s.{field.name}__rows)'
    yield f"        self.s.{field.name} = {rows}"
    yield "        return 0"


def doubling_records(name: str) -> Iterator[str]:
    """A method that makes twice as many records, the new ones like the old."""
    yield ""
    yield "    cdef int double__records(self) except -1:"
    yield '        cdef object before = self.held["records"]'
    yield f"        cdef size_t size = self.s.records__rows * sizeof({name}_record)"
    yield f"        cdef {name}_record* rows = <{name}_record*> room_for_records(self.held, 2 * size)"
    yield "        memcpy(rows, self.s.records, size)"
    yield "        memcpy(rows + self.s.records__rows, self.s.records, size)"
    yield "        self.s.records = rows"
    yield "        self.s.records__rows *= 2"
    yield "        return 0"
