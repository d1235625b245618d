"""Compiles the distributor, where Cython and a C compiler are at hand; all else is in pyproject.

`compiling` makes one source of the modules of `ccadmin/acd`, and that is compiled into
`ccadmin/acd/native`, beside the modules and not in their place. Where that fails, the engine runs the
modules. `CCADMIN_DEBUG_BUILD=1` checks the bounds of every column in the compiled code;
`CCADMIN_NO_EXTENSION=1` compiles nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from setuptools import Extension, setup

ROOT = Path(__file__).parent
SOURCE = ROOT / "ccadmin" / "acd"
MODULE = "ccadmin.acd.native.distributor"
PLACE = "build/compiled/distributor.pyx"
INLINE = "--param=max-inline-insns-auto=100"
"""Functions three times as long as usual are written out where they are called (GCC; others ignore it)."""
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
    checked = bool(os.environ.get("CCADMIN_DEBUG_BUILD"))
    write_source(checked=checked)
    compiled: list[Extension] = cythonize(  # type: ignore[no-untyped-call]  # Cython has no types
        [Extension(MODULE, [PLACE])],
        compiler_directives={
            "auto_pickle": False,
            "boundscheck": checked,
            "cdivision": not checked,
            "infer_types": True,
            "initializedcheck": checked,
            "language_level": 3,
            "wraparound": False,
        },
        quiet=True,
    )
    for extension in compiled:
        extension.optional = True
        if os.name == "posix" and not checked:
            extension.extra_compile_args = ["-g0", "-Wno-unused-const-variable", INLINE]
    mark_seldom()
    return compiled


def write_source(*, checked: bool) -> None:
    """Write what Cython reads."""
    sys.path.insert(0, str(ROOT))
    from compiling.source import text

    write(ROOT / PLACE, text(SOURCE, checked=checked))


def mark_seldom() -> None:
    """Tell the C compiler which functions are called seldom."""
    from compiling.seldom import marked, names

    path = (ROOT / PLACE).with_suffix(".c")
    write(path, marked(path.read_text(encoding="utf-8"), names(SOURCE)))


def write(path: Path, text: str) -> None:
    """Write a file, unless just that is in it: what has not changed is not compiled again."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


setup(ext_modules=extensions())
