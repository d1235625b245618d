r"""Shell transcripts: prose, and indented by four the commands with all that they print.

    $ ccadmin group add sales          a command; `\` at its end goes on in the next line
    > --strategy random                such a line, or a line of what is typed into a file
    group "sales" created              what is printed, on both streams as it comes
    ! exit 4                           the status, where it is not 0
    $ cat > calls.csv                  writes the lines behind `>` to a file; with `<<END` behind
                                       it the last of them is END, as a shell wants it
    $ export CCADMIN_DB=shop.db        sets a variable
    $ ccadmin ... | wc -l              goes to a shell, as every other command does, where the
                                       player has one

A transcript is held to the program by playing it: what comes back must be the same text.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typer.testing import Result

FOLDER: Final = Path(__file__).parent
WIDTH: Final = "80"
"""COLUMNS of whoever plays a transcript, lest tables depend on the terminal at hand."""
INDENT: Final = "    "
_COMMAND: Final = f"{INDENT}$ "
_MORE: Final = f"{INDENT}> "
_OURS: Final = "ccadmin "
_WRITE: Final = "cat > "
_EXPORT: Final = "export "


def play(
    text: str,
    run: Callable[[str], Result],
    shell: Callable[[str], tuple[str, int]] | None = None,
) -> str:
    """The transcript as the program would write it now.

    Args:
        text: a transcript.
        run: runs one command line without the leading `ccadmin`, in the folder of this process.
        shell: runs a line that takes a shell, and returns what it prints and its status.

    Raises:
        ValueError: a command takes a shell, and there is none.
    """
    played: list[str] = []
    lines = text.splitlines()
    while lines:
        line = lines.pop(0)
        if not line.startswith(_COMMAND):
            played.append(line)
            continue
        typed = [line]
        while lines and lines[0].startswith(_MORE):
            typed.append(lines.pop(0))
        while lines and _is_printed(lines[0]):
            lines.pop(0)
        played += [*typed, *_indented(_perform(typed, run, shell)), ""]
    return "\n".join(played).rstrip("\n") + "\n"


def _is_printed(line: str) -> bool:
    """Whether this line belongs to what the command before it printed."""
    return not line or (line.startswith(INDENT) and not line.startswith(_COMMAND))


def _perform(
    typed: list[str],
    run: Callable[[str], Result],
    shell: Callable[[str], tuple[str, int]] | None,
) -> Iterator[str]:
    first, rest = typed[0].removeprefix(_COMMAND), [line.removeprefix(_MORE) for line in typed[1:]]
    if first.startswith(_WRITE):
        name, _, end = first.removeprefix(_WRITE).partition(" <<")
        lines = rest[:-1] if end else rest
        Path(name).write_text("\n".join([*lines, ""]), encoding="utf-8")
        return
    line = " ".join(part.removesuffix("\\").strip() for part in [first, *rest])
    if line.startswith(_EXPORT):
        name, _, value = shlex.split(line)[1].partition("=")
        os.environ[name] = os.path.expandvars(value)
        return
    if line.startswith(_OURS) and not _takes_shell(line):
        result = run(line.removeprefix(_OURS))
        printed, status = result.output, result.exit_code
    elif shell is not None:
        printed, status = shell(line)
    else:
        raise ValueError(first)
    yield from printed.splitlines()
    if status:
        yield f"! exit {status}"


def _takes_shell(line: str) -> bool:
    """Whether a line has pipes, redirections or several commands."""
    return any(set(word) <= set("|&;<>()") for word in shlex.shlex(line, punctuation_chars=True))


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return ((INDENT + line).rstrip() for line in lines)
