"""The pages of the reference, written from the commands, the help topics and nothing else.

Sphinx calls `write` before it reads the pages; what is written is not kept in the repository, so
it cannot be stale.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from ccadmin.cli import COMMANDS, EXAMPLES, app
from ccadmin.help import page, topics

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = Path(__file__).parent / "reference"
PURPOSE: Final = "administer a contact centre, and see who would have taken each call"
_DEEPEST: Final = 6


def write() -> None:
    """Write every page that has changed, and remove those of commands that are gone."""
    written = pages()
    for name, text in written.items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for folder in ("commands", "topics"):
        for path in (FOLDER / folder).glob("*.md"):
            if f"{folder}/{path.name}" not in written:
                path.unlink()


def pages() -> dict[str, str]:
    """The text of every page, by its path below `docs/reference/`."""
    program: Any = typer.main.get_command(app)
    shown = {f"commands/{word}.md": _page(program, word) for word in COMMANDS}
    shown |= {f"topics/{name}.md": _topic(name, about) for name, about in topics.TOPICS.items()}
    shown["options.md"] = "\n".join(_options_page(program))
    shown["manual.md"] = "\n".join(_manual(program))
    return shown


def _page(program: Any, word: str) -> str:
    """The page of a noun with all its verbs, or of a word that stands alone."""
    return "\n".join(_command(program.get_command(None, word), f"ccadmin {word}", depth=1))


def _command(command: Any, path: str, *, depth: int) -> Iterator[str]:
    """A command with its usage, purpose, examples and parameters, then what is inside it."""
    context = command.context_class(command, info_name=path, **command.context_settings)
    yield f"{'#' * min(depth, _DEEPEST)} {path.removeprefix('ccadmin ') if depth > 1 else path}\n"
    yield f"{_marked(_purpose(command))}\n"
    yield f"```text\n{' '.join([path, *command.collect_usage_pieces(context)])}\n```\n"
    if command.epilog:
        yield f"```sh\n{command.epilog.strip()}\n```\n"
    for panel, parameters in _panels(command).items():
        if panel not in {"Arguments", "Options"}:
            yield f"*{panel}*\n"
        yield from _definitions(parameters)
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        inside = command.get_command(context, name)
        yield from _command(inside, f"{path} {name}", depth=depth + 1)


def _purpose(command: Any) -> str:
    """What a command does: its docstring, a paragraph a line."""
    paragraphs = (command.help or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _panels(command: Any) -> dict[str, list[Any]]:
    """The parameters of a command by panel, as its help has them, without the global ones."""
    found: dict[str, list[Any]] = {}
    for parameter in command.params:
        panel = page.panel(parameter)
        if panel != page.GLOBAL_PANEL and not getattr(parameter, "hidden", False):
            found.setdefault(panel, []).append(parameter)
    return found


def _definitions(parameters: list[Any]) -> Iterator[str]:
    """Every parameter with its value, and below what it is for."""
    for parameter in parameters:
        names, text = page.entry(parameter)
        yield f"`{names}`\n: {_marked(text) or 'no more than its name'}\n"


def _options_page(program: Any) -> Iterator[str]:
    """The options that every command takes, and those of the program alone."""
    yield "# Global options\n"
    yield "Every command takes these, before the noun or after the verb; the later one wins.\n"
    yield from _definitions([p for p in program.params if page.panel(p) == page.GLOBAL_PANEL])
    yield "The program alone takes these:\n"
    yield from _definitions([p for p in program.params if page.panel(p) != page.GLOBAL_PANEL])


def _topic(name: str, about: str) -> str:
    """A help topic as `ccadmin help` prints it."""
    return f"# {name}\n\n{about}: `ccadmin help {name}`.\n\n```text\n{topics.text(name)}\n```\n"


def _manual(program: Any) -> Iterator[str]:
    """The manual page: everything in one place, with the headings that manual pages have."""
    yield "# ccadmin(1)\n"
    yield "## SYNOPSIS\n\n`ccadmin [OPTIONS] COMMAND ...`\n"
    yield f"## DESCRIPTION\n\n{_marked(_purpose(program))}\n"
    yield "```sh\n" + "\n".join(EXAMPLES) + "\n```\n"
    yield "## OPTIONS\n"
    yield "Every command takes these, before the noun or after the verb.\n"
    yield from _definitions(program.params)
    yield "## COMMANDS\n"
    for word in COMMANDS:
        yield from _command(program.get_command(None, word), f"ccadmin {word}", depth=3)
    for heading, topic in {
        "EXIT STATUS": "exit-codes", "ENVIRONMENT": "environment", "ERROR CODES": "error-codes",
        "FILES": "calls", "ROUTING": "routing",
    }.items():  # fmt: skip
        _, _, text = topics.text(topic).partition("\n\n")
        yield f"## {heading}\n\n```text\n{text}\n```\n"
    yield "## SEE ALSO\n\n`ccadmin help`, `ccadmin COMMAND --help`\n"


def _marked(text: str) -> str:
    """Plain text as Markdown: nothing in it is markup, but options and names in quotes are code."""
    plain = re.sub(r"([\\`*_{}\[\]<>#|~^$])", r"\\\1", text)
    return re.sub(r"(?<![\w`-])(--[a-z][a-z-]*)", r"`\1`", plain)
