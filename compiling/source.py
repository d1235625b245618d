"""The one text that Cython compiles, put together from the modules of the distributor."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from typing import TYPE_CHECKING, Final

from ccadmin.acd.loading import MODULES, fingerprint
from compiling import joining, seldom, structures
from compiling.declarations import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from compiling.declarations import Structure

NUMBERS: Final = "codes"
"""The module that holds nothing but numbers and declares nothing."""
IMPORTS: Final = (
    "from array import array",
    "from math import isqrt",
    "from libc.stdlib cimport abort",
    "from libc.string cimport memcpy",
    "from ccadmin.acd import exact",
)
HELPERS: Final = """
cdef inline long long counted(bint truth) noexcept:
    return truth

cdef inline long long within(long long row, long long rows) noexcept:
    if not 0 <= row < rows:
        print("a column of", rows, "rows was asked for row", row, flush=True)
        abort()
    return row
"""


def text(folder: Path, *, checked: bool) -> str:
    """The source of the compiled module, made from the modules in that folder.

    `checked` lets the program stop where a row is asked for that a column does not have.
    """
    return "\n".join([*lines(folder, checked=checked), f'MADE_FROM = "{fingerprint(folder)}"', ""])


def lines(folder: Path, *, checked: bool) -> Iterator[str]:
    """Imports and constants, then all structures, all classes, and what each module does."""
    codes = {name: (folder / f"{name}.py").read_text(encoding="utf-8") for name in MODULES}
    trees = {
        name: joining.numbered(ast.parse(code), NUMBERS)
        for name, code in codes.items()
        if name != NUMBERS
    }
    declared = {name: read(folder / f"{name}.pxd") for name in trees}
    every = {each.name: each for of in declared.values() for each in of.structures.values()}
    pointed = structures.inner_first(
        {name: each for name, each in every.items() if not each.is_plain}
    )
    yield from (*IMPORTS, seldom.DEFINED, HELPERS, structures.ROOM)
    yield from constants(NUMBERS)
    for structure in pointed:
        yield from structures.layout(structure)
    yield from structures.finders(pointed)
    functions = [
        line
        for name, tree in trees.items()
        for line in ("", *joining.functions(name, tree, declared[name], every, checked=checked))
    ]
    growing = set(re.findall(r"as_(\w+)\(.*\.double__(\w+)\(\)", "\n".join(functions)))
    for name, tree in trees.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                structure = declared[name].structures[node.name]
                yield ""
                if structure.is_plain:
                    yield from plain(structure, node, joining.Renaming(name, tree))
                else:
                    yield from structures.owner(structure, node, name, growing)
    yield from functions


def plain(structure: Structure, tree: ast.ClassDef, renaming: joining.Renaming) -> Iterator[str]:
    """A class of numbers, which Python sees as it is."""
    yield f"cdef class {structure.name}:"
    for field in structure.fields.values():
        yield f"    cdef {'readonly ' if field.is_readonly else ''}{field.type} {field.name}"
    for method in tree.body:
        if isinstance(method, ast.FunctionDef):
            method.returns = None
            code = ast.unparse(renaming.visit(method))
            yield from (f"    {line}" for line in code.splitlines())


def constants(name: str) -> Iterator[str]:
    """A module that holds nothing but numbers: constants of C, which it folds in."""
    module = import_module(f"ccadmin.acd.{name}")
    numbers = {key: value for key, value in vars(module).items() if type(value) is int}
    yield "cdef extern from *:"
    yield '    """'
    for key, value in numbers.items():
        yield f"    static const long long {name}__{key} = {value}LL;"
    yield '    """'
    for key in numbers:
        yield f"    const long long {name}__{key}"
