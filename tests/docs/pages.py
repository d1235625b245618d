"""The pages of the documentation as transcripts: every `console` block of a page, in its order.

    python -m tests.docs.pages [--check] [PAGE...]

plays pages and writes down what the commands print, for a review by eye. With `--check` it writes
nothing, starts every command as a process of its own, at a terminal and in the home of somebody who
has never run the program, and says which page tells something else.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from contextlib import chdir, suppress
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent, indent
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final
from unittest import mock

from typer.testing import CliRunner

from ccadmin.cli import app
from ccadmin.console import Console
from tests.scenarios.transcript import INDENT, WIDTH, play

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typer.testing import Result

ROOT: Final = Path(__file__).resolve().parents[2]
FENCE: Final = re.compile(r"^ *```(\w*)[^\n]*\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
"""A block of a page: the language it is in, and its lines."""


_ENGINE: Final = re.compile(
    r"(?:^warning: the compiled engine is stale .*\n)?^(note: .*), interpreted engine$",
    re.MULTILINE,
)
_STYLED: Final = re.compile(r"\x1b\[[0-9;]*m")
"""Bold and colour, of which a page shows nothing."""

_COMPILED: Final = r"\1, compiled engine"
"""Pages show what people see who have a compiler, wherever they are played."""


def pages() -> list[Path]:
    """Every page that people read, by its path below the project."""
    written = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    made = {ROOT / "docs" / "reference", ROOT / "docs" / "_build"}
    return [page.relative_to(ROOT) for page in written if made.isdisjoint(page.parents)]


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """The language and the lines of every block of a page."""
    for found in FENCE.finditer((ROOT / page).read_text(encoding="utf-8")):
        yield found[1], found[2]


def played(page: Path, run: Callable[[str], Result] | None = None) -> str:
    """The page as it would have to be: its commands run one after the other in an empty folder.

    They print as on a terminal of 80 columns without colour; `run` is what runs those of ours,
    and by default this process itself.
    """

    def anew(found: re.Match[str]) -> str:
        if found[1] != "console":
            return found[0]
        told = play(indent(found[2], INDENT), run or _here, _shell)
        return f"```console\n{_ENGINE.sub(_COMPILED, dedent(told))}```"

    with (
        TemporaryDirectory() as folder,
        chdir(folder),
        mock.patch.dict(os.environ, _environment(Path(folder)), clear=True),
        mock.patch.object(Console, "on_terminal", new=True),
    ):
        return FENCE.sub(anew, (ROOT / page).read_text(encoding="utf-8"))


def _environment(folder: Path) -> dict[str, str]:
    """What the commands of a page see: nothing of the machine, and the project's examples."""
    (folder / "examples").symlink_to(ROOT / "examples")
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "CCADMIN_DATA": str(folder / ".data"),
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }


def _here(line: str) -> Result:
    return CliRunner().invoke(app, shlex.split(line))


def _at_terminal(line: str) -> Result:
    """Run a line as a process whose output is a terminal; what it says beside it comes last."""
    ours, theirs = os.openpty()
    child = subprocess.Popen(
        ["ccadmin", *shlex.split(line)], stdin=subprocess.DEVNULL, stdout=theirs,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    os.close(theirs)
    printed = b""
    with suppress(OSError):  # how Linux says that the other end is closed
        while read := os.read(ours, 65536):
            printed += read
    _, said = child.communicate()
    os.close(ours)
    output = _STYLED.sub("", printed.decode().replace("\r\n", "\n")) + said
    return SimpleNamespace(output=output, exit_code=child.returncode)  # type: ignore[return-value] # all that a transcript looks at


def _shell(line: str) -> tuple[str, int]:
    done = subprocess.run(
        ["/bin/sh", "-c", line], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False,
    )  # fmt: skip
    return done.stdout, done.returncode


def main(arguments: list[str]) -> int:
    """Write pages anew, or check them; 1 when one of them tells something else."""
    check = "--check" in arguments
    named = [Path(name) for name in arguments if name != "--check"]
    stale = 0
    for page in named or [each for each in pages() if "console" in dict(blocks(each))]:
        before = (ROOT / page).read_text(encoding="utf-8")
        after = played(page, _at_terminal if check else None)
        if not check:
            (ROOT / page).write_text(after, encoding="utf-8")
        elif after == before:
            sys.stdout.write(f"{page}: {after.count(chr(10) + '$ ')} commands, as told\n")
            sys.stdout.flush()
        else:
            lines = unified_diff(before.splitlines(), after.splitlines(), "told", "found")
            sys.stdout.write("\n".join([f"{page} tells something else:", *lines, ""]))
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
