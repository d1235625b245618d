"""What is called seldom, said so that the C compiler knows: it keeps that, and the way there, apart.

Cython has no word for it, so it is put into the prototypes that Cython has written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ccadmin.acd.loading import MODULES
from compiling.declarations import read

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

WORD: Final = "SELDOM"
DEFINED: Final = f"""
cdef extern from *:
    \"\"\"
    #ifdef __GNUC__
    #define {WORD} __attribute__((cold))
    #else
    #define {WORD}
    #endif
    \"\"\"
"""
"""What defines the word, where Cython can read it; compilers that do not know it go without."""
PROTOTYPE: Final = re.compile(r"^(static .*_([a-z]+__[a-z_]+)\(.*\));( /\*proto\*/)$", re.MULTILINE)


def names(folder: Path) -> set[str]:
    """The functions that are declared so in that folder, as they are called in the one text."""
    return {
        f"{module}__{function.name}"
        for module in MODULES
        if (folder / f"{module}.pxd").exists()
        for function in read(folder / f"{module}.pxd").functions.values()
        if function.is_seldom
    }


def marked(code: str, names: AbstractSet[str]) -> str:
    """The C with that word in the prototypes of those functions, once."""
    return PROTOTYPE.sub(
        lambda found: f"{found[1]} {WORD};{found[3]}" if found[2] in names else found[0], code
    )
