"""`ccadmin version`: which ccadmin this is, and what this installation can do."""

from __future__ import annotations

import platform
from typing import Annotated

from typer import Option

from ccadmin import __version__
from ccadmin.call import Call
from ccadmin.grammar import word
from ccadmin.vocabulary import Needs


@word(
    "version",
    needs=Needs.NOTHING,
    examples=["ccadmin version", "ccadmin version --verbose -o json"],
)
def app(
    call: Call,
    *,
    verbose: Annotated[bool, Option("--verbose", "-v", help="Say what it runs on")] = False,
) -> None:
    """Show the version."""
    if not verbose:
        call.console.record({"ccadmin": __version__})
        return
    import sqlite3

    from ccadmin.engine import build_state

    call.console.record(
        {
            "ccadmin": __version__,
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "compiled_engine": build_state(),
        }
    )
