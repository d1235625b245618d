"""Runs ccadmin commands, many in this one process or one in a child of its own.

A command in this process goes through the same front door as one in a shell, without paying for
a new interpreter each time; what it prints is thrown away unless it fails.
"""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Shell:
    """Commands on one tenant's file."""

    def __init__(self, database: Path) -> None:
        self.database = database

    def run(self, *words: str) -> str:
        """Runs one command on the tenant and gives what it wrote to standard output.

        Raises:
            RuntimeError: the command ended with a status other than 0; the text is its own.
        """
        from typer.main import get_command

        from ccadmin.cli import app

        out, err = io.StringIO(), io.StringIO()
        line = [*words, "--db", str(self.database)]
        with redirect_stdout(out), redirect_stderr(err):
            try:
                get_command(app).main(line)
            except SystemExit as end:
                status = end.code
        if status not in (0, None):
            raise RuntimeError(f"ccadmin {' '.join(line)}\nended with {status}: {err.getvalue()}")
        return out.getvalue()


def command_line(*words: str) -> list[str]:
    """The same command for a child process."""
    return [sys.executable, "-m", "ccadmin", *words]
