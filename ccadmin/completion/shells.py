"""How each shell says what was typed, and how it wants to be answered.

The scripts that a shell loads, and their installation, are Typer's. Typer's answers take names as
they are: one with a blank would be two words in bash, and zsh evaluates what it is told. Here every
name is written so that the shell takes it for the name that it is.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, Final

from typer import completion
from typer._click import shell_completion as finding
from typer._completion_classes import BashComplete, FishComplete, ZshComplete

from ccadmin.completion.candidates import offered

if TYPE_CHECKING:
    from typer._click.shell_completion import CompletionItem

_END: Final = "\x1f"
"""Stands where the cursor is, so that the last word is seen even when it is empty or open."""

_PLAIN_IN_BASH: Final = re.compile(r"([^\w@%+=:,./-])")


def answer(program: Any, call: Any, *, variable: str) -> int:
    """Print what may stand at the cursor; returns the exit status that the shell's script expects.

    Args:
        program: the root command.
        call: what its commands would be handed.
        variable: where the shell's script says what it asks, as `complete_bash`.
    """
    for shell in (Bash, Zsh, Fish):
        finding.add_completion_class(shell, shell.name)
    asked = os.environ[variable]
    return completion.shell_complete(program, {"obj": call}, "ccadmin", variable, asked)


class _Ours(finding.ShellComplete):
    """Adds the tenant's names to what Typer knows, and never fails."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What may stand at the cursor; nothing when the line is wrong or the tenant is."""
        try:
            context = finding._resolve_context(self.cli, self.ctx_args, self.prog_name, args)  # noqa: SLF001 - Typer has no other way in
            place, typed = finding._resolve_incomplete(context, args, incomplete)  # noqa: SLF001
            known = place.shell_complete(context, typed)
            if not known and hasattr(place, "param_type_name"):
                names = offered(context, place, typed)
                known = [finding.CompletionItem(n) for n in names if n.startswith(typed)]
        except Exception:  # noqa: BLE001 - whatever it is, the line is not finished
            return []
        return known


class Bash(_Ours, BashComplete):
    """Bash has cut the line into words, at colons too, and puts what it gets into the line."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor and the beginning of the one at it."""
        place = int(os.environ["COMP_CWORD"])
        raw = os.environ["COMP_WORDS"].split("\n")[1 : place + 1]
        self.raw = raw[-1] if len(raw) == place else ""
        line = " ".join(raw) if len(raw) == place else " ".join([*raw, ""])
        return _typed(re.sub(r" ?([:=@]) ?", r"\1", line))

    def format_completion(self, item: CompletionItem) -> str:
        """The word as it must stand in the line, from where bash began to replace it."""
        if self.raw[:1] in {'"', "'"}:
            return str(item.value)
        return _PLAIN_IN_BASH.sub(r"\\\1", item.value)

    def complete(self) -> str:
        """One word a line; bash replaces what stands behind the last colon only."""
        args, incomplete = self.get_completion_args()
        quoted = self.raw[:1] in {'"', "'"}
        kept = 0 if quoted else max(map(incomplete.rfind, ":=@")) + 1
        found = self.get_completions(args, incomplete)
        for item in found:
            if item.value.startswith(incomplete[:kept]):
                item.value = item.value[kept:]
        return "\n".join(map(self.format_completion, found))


class Zsh(_Ours, ZshComplete):
    """Zsh evaluates what it is told."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor and the beginning of the one at it."""
        return _behind_program(os.environ.get("_TYPER_COMPLETE_ARGS", ""))

    def complete(self) -> str:
        """A call of zsh's own function, with every word quoted; files when there is none."""
        found = self.get_completions(*self.get_completion_args())
        if not found:
            return "_files"
        words = " ".join(map(self.format_completion, found))
        return f"local -a offered; offered=({words}); _describe -V value offered"

    def format_completion(self, item: CompletionItem) -> str:
        """A word with its description, as one quoted word of zsh."""
        word = item.value.replace("\\", "\\\\").replace(":", "\\:")
        return _zsh_quoted(f"{word}:{item.help}" if item.help else word)


class Fish(_Ours, FishComplete):
    """Fish quotes by itself."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor and the beginning of the one at it."""
        return _behind_program(os.environ.get("_TYPER_COMPLETE_ARGS", ""))

    def format_completion(self, item: CompletionItem) -> str:
        """A word, and behind a tab its description."""
        return f"{item.value}\t{' '.join(item.help.split())}" if item.help else item.value


def _behind_program(line: str) -> tuple[list[str], str]:
    args, incomplete = _typed(line)
    return args[1:], incomplete


def _typed(line: str) -> tuple[list[str], str]:
    """The words of a line up to the cursor, and the last of them, open quotes and blanks included."""
    *args, last = finding.split_arg_string(line + _END)
    return args, last.removesuffix(_END)


def _zsh_quoted(text: str) -> str:
    """One word for zsh, without a blank at which the answer could be split."""
    safe = text.replace("\\", "\\\\").replace("'", "\\'")
    return "$'" + re.sub(r"\s", lambda found: f"\\x{ord(found[0]):02x}", safe) + "'"
