"""Compiles the distributor, where Cython and a C compiler are at hand; all else is in pyproject.

The modules of `ccadmin/acd` are copied, each with a last line that says from which source it was
made, and compiled into `ccadmin/acd/native`, beside the source and not in its place. A module that
cannot be compiled is left out, and the engine runs the source. `CCADMIN_DEBUG_BUILD=1` keeps every
check of bounds in the compiled code; `CCADMIN_NO_EXTENSION=1` compiles nothing.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from setuptools import Extension, setup

ROOT = Path(__file__).parent
SOURCE = ROOT / "ccadmin" / "acd"
PACKAGE = "ccadmin.acd.native"
UNCOMPILED = {"egg_info", "dist_info", "sdist", "clean"}
"""Commands that do not ask for compiled code; building calls some of them on its way."""
SHARED = "_shared"
"""Cython's own code for columns, compiled once for all modules."""


def extensions() -> list[Extension]:
    """What to compile, in the form that setuptools takes."""
    if os.environ.get("CCADMIN_NO_EXTENSION") or not UNCOMPILED.isdisjoint(sys.argv):
        return []
    try:
        from Cython.Build import cythonize
    except ImportError:
        sys.stderr.write("Cython is not installed: the distributor will run interpreted\n")
        return []
    names = copy_sources()
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
    modules = [Extension(f"{PACKAGE}.{name}", [source(name, ".py")]) for name in names]
    modules.append(Extension(f"{PACKAGE}.{SHARED}", [source(SHARED, ".c")]))
    compiled: list[Extension] = cythonize(  # type: ignore[no-untyped-call]  # Cython has no types
        modules,
        compiler_directives=directives,
        shared_utility_qualified_name=f"{PACKAGE}.{SHARED}",
        quiet=True,
    )
    for extension in compiled:
        extension.optional = True
        if os.name == "posix" and not checked:
            extension.extra_compile_args = ["-g0", "-Wno-unused-const-variable"]
    return compiled


def copy_sources() -> tuple[str, ...]:
    """Copy what is compiled below `build/`, sealed with its origin; returns the modules' names."""
    sys.path.insert(0, str(ROOT))
    from ccadmin.acd.loading import MODULES, fingerprint

    made_from = fingerprint(SOURCE)
    folder = ROOT / source("", "")
    folder.mkdir(parents=True, exist_ok=True)
    for package in (folder, folder.parent, folder.parent.parent):
        write(package / "__init__.py", "")
    for name in MODULES:
        text = (SOURCE / f"{name}.py").read_text(encoding="utf-8")
        declared = SOURCE / f"{name}.pxd"
        if declared.exists():
            write(folder / f"{name}.pxd", declared.read_text(encoding="utf-8"))
        else:
            write(folder / f"{name}.pxd", constants(name))
            text = f'"""The constants of {name}, which are declared beside this file."""\n'
        write(folder / f"{name}.py", f'{text}\nMADE_FROM = "{made_from}"\n')
    return MODULES


def constants(name: str) -> str:
    """Declarations of a module that holds nothing but numbers: constants of C, which it folds in."""
    module = import_module(f"ccadmin.acd.{name}")
    numbers = {key: value for key, value in vars(module).items() if type(value) is int}
    in_c = [f"    static const long long {key} = {value}LL;" for key, value in numbers.items()]
    names = [f"    const long long {key}" for key in numbers]
    return "\n".join(["cdef extern from *:", '    """', *in_c, '    """', *names, ""])


def write(path: Path, text: str) -> None:
    """Write a file unless it holds just that: what has not changed is not compiled again."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def source(name: str, suffix: str) -> str:
    """The path below the project of a copied source."""
    return "/".join(["build", "sources", *PACKAGE.split("."), f"{name}{suffix}"])


setup(
    ext_modules=extensions(),
    options={"build_ext": {"parallel": str(os.cpu_count() or 1)}},
)
