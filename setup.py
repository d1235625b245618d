"""Compiles the distributor, where Cython and a C compiler are at hand; all else is in pyproject.

The modules of `ccadmin/acd` become one, which says in its last line from which source it was made, and
are compiled into `ccadmin/acd/native`, beside the source and not in its place: so the C compiler sees
whom each function calls. Where that fails, the engine runs the source. `CCADMIN_DEBUG_BUILD=1`
keeps every check of bounds in the compiled code; `CCADMIN_NO_EXTENSION=1` compiles nothing.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from setuptools import Extension, setup

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent
SOURCE = ROOT / "ccadmin" / "acd"
PACKAGE = "ccadmin.acd.native"
NAME = "distributor"
UNCOMPILED = {"egg_info", "dist_info", "sdist", "clean"}
"""Commands that do not ask for compiled code; building calls some of them on its way."""


def extensions() -> list[Extension]:
    """What to compile, in the form that setuptools takes."""
    if os.environ.get("CCADMIN_NO_EXTENSION") or not UNCOMPILED.isdisjoint(sys.argv):
        return []
    try:
        from Cython.Build import cythonize
    except ImportError:
        sys.stderr.write("Cython is not installed: the distributor will run interpreted\n")
        return []
    write_joined()
    checked = bool(os.environ.get("CCADMIN_DEBUG_BUILD"))
    directives: dict[str, Any] = {
        "annotation_typing": False,
        "boundscheck": checked,
        "cdivision": not checked,
        "infer_types": True,
        "initializedcheck": checked,
        "language_level": 3,
        "wraparound": False,
    }
    compiled: list[Extension] = cythonize(  # type: ignore[no-untyped-call]  # Cython has no types
        [Extension(f"{PACKAGE}.{NAME}", [source(NAME, ".py")])],
        compiler_directives=directives,
        quiet=True,
    )
    for extension in compiled:
        extension.optional = True
        if os.name == "posix" and not checked:
            extension.extra_compile_args = ["-g0", "-Wno-unused-const-variable"]
    return compiled


def write_joined() -> None:
    """Write the one module and its declarations below `build/`."""
    sys.path.insert(0, str(ROOT))
    from ccadmin.acd.loading import MODULES, fingerprint

    folder = ROOT / source("", "")
    folder.mkdir(parents=True, exist_ok=True)
    for package in (folder, folder.parent, folder.parent.parent):
        write(package / "__init__.py", "")
    code, types = [], []
    for name in MODULES:
        declared = SOURCE / f"{name}.pxd"
        if declared.exists():
            code.append(renamed(name))
            types += declarations(name, declared.read_text(encoding="utf-8"))
        else:
            types += constants(name)
    code.append(f'MADE_FROM = "{fingerprint(SOURCE)}"')
    write(folder / f"{NAME}.py", "\n\n".join(code) + "\n")
    write(folder / f"{NAME}.pxd", "\n".join(types) + "\n")


def renamed(name: str) -> str:
    """The source of a module whose functions and constants bear its name: `agenda.put` is `agenda__put`."""
    tree = ast.parse((SOURCE / f"{name}.py").read_text(encoding="utf-8"))
    joined = Joined(name, tree)
    body = [joined.visit(node) for node in tree.body]
    tree.body = [node for node in body if node is not None]
    return ast.unparse(ast.fix_missing_locations(tree))


class Joined(ast.NodeTransformer):
    """Gives what a module defines, and what it takes from its siblings, names that are its own."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name = name
        self.own: set[str] = set()
        self.siblings: set[str] = set()
        self.local: set[str] = set()
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                self.own.add(node.name)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                self.own |= stored(node)
            elif isinstance(node, ast.ImportFrom) and node.level:
                self.siblings |= {each.name for each in node.names}

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST | None:
        """What comes from a sibling is at hand already."""
        return None if node.level or node.module == "__future__" else node

    def visit_If(self, node: ast.If) -> ast.AST | None:
        """Types are declared apart."""
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """As above."""
        return ast.Assign([self.visit(node.target)], self.visit(node.value))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function; what it assigns is its own and keeps its name."""
        arguments = [*node.args.args, *node.args.kwonlyargs]
        for argument in arguments:
            argument.annotation = None
        node.returns = None
        is_method = node.name not in self.own
        self.local = stored(node) | {argument.arg for argument in arguments}
        self.generic_visit(node)
        self.local = set()
        node.name = node.name if is_method else f"{self.name}__{node.name}"
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """What a sibling defines."""
        if isinstance(node.value, ast.Name) and node.value.id in self.siblings - self.local:
            return ast.Name(f"{node.value.id}__{node.attr}", node.ctx)
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """What this module defines."""
        if node.id in self.own - self.local:
            node.id = f"{self.name}__{node.id}"
        return node


def stored(tree: ast.AST) -> set[str]:
    """The names that are assigned to."""
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {node.id for node in names if isinstance(node.ctx, ast.Store)}


def declarations(name: str, text: str) -> Iterator[str]:
    """The lines of a module's declarations, with the same names; classes keep theirs."""
    for line in text.splitlines():
        if line.startswith("from "):
            continue
        if line.startswith(("cdef class", " ")) or not line:
            yield line
        elif "(" in line:
            yield re.sub(r"(\w+)\(", rf"{name}__\1(", line, count=1)
        else:
            kind, names = re.fullmatch(r"(cdef (?:\w+ )*long(?:\[::1\])? )(.*)", line).groups()
            yield kind + ", ".join(f"{name}__{each}" for each in names.split(", "))


def constants(name: str) -> Iterator[str]:
    """Declarations of a module that holds nothing but numbers: constants of C, which it folds in."""
    module = import_module(f"ccadmin.acd.{name}")
    numbers = {key: value for key, value in vars(module).items() if type(value) is int}
    yield "cdef extern from *:"
    yield '    """'
    for key, value in numbers.items():
        yield f"    static const long long {name}__{key} = {value}LL;"
    yield '    """'
    for key in numbers:
        yield f"    const long long {name}__{key}"


def write(path: Path, text: str) -> None:
    """Write a file unless it holds just that: what has not changed is not compiled again."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def source(name: str, suffix: str) -> str:
    """The path below the project of a copied source."""
    return "/".join(["build", "sources", *PACKAGE.split("."), f"{name}{suffix}"])


setup(ext_modules=extensions())
