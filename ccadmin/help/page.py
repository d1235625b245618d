"""The layout of a help page: usage, purpose, examples, then arguments and options by panel.

Examples come before options, because that is what people look for. An option shows the words it
takes when they are few, and names them in its description when they are many.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ccadmin.misuse import expectation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GLOBAL_PANEL: Final = "Global options"
_WIDEST_CHOICE: Final = 16
_WIDEST_NAME: Final = 28
_PANELS: Final = {"Arguments": 0, "Options": 1, GLOBAL_PANEL: 3}
"""Arguments first, then options as declared, then the command's own panels, the global ones last."""


def usage(command: Any, context: Any) -> list[str]:
    """The pieces of the usage line: options, then every argument by its plain name."""
    arguments = [p for p in command.get_params(context) if p.param_type_name == "argument"]
    names = [p.metavar or (p.name or "").upper() for p in arguments]
    return ["[OPTIONS]"] + [
        name if p.required else f"[{name}]" for p, name in zip(arguments, names, strict=True)
    ]


def write_examples(formatter: Any, lines: Sequence[str]) -> None:
    """Write examples, one a line; what is too long goes on below, still fit to be copied."""
    if not lines:
        return
    with formatter.section("Examples"):
        for line in lines:
            for part in _folded(line, formatter.width - formatter.current_indent):
                formatter.write(f"{' ' * formatter.current_indent}{part}\n")


def write_parameters(formatter: Any, parameters: Iterable[Any]) -> None:
    """Write arguments and options under the headings of their panels."""
    panels: dict[str, list[tuple[str, str]]] = {}
    for parameter in parameters:
        if not getattr(parameter, "hidden", False):
            panels.setdefault(panel(parameter), []).append(entry(parameter))
    for name in sorted(panels, key=lambda name: _PANELS.get(name, 2)):
        with formatter.section(name):
            _write_definitions(formatter, panels[name])


def write_verbs(formatter: Any, verbs: Iterable[tuple[str, str]]) -> None:
    """Write a table of words and what each one does, in whole sentences."""
    with formatter.section("Commands"):
        rows = [(name, " ".join(text.split("\n\n")[0].split()).rstrip(".")) for name, text in verbs]
        _write_definitions(formatter, rows)


def panel(parameter: Any) -> str:
    """The heading below which a parameter stands."""
    if parameter.param_type_name == "argument":
        return "Arguments"
    if parameter.name == "help":
        return GLOBAL_PANEL
    return getattr(parameter, "rich_help_panel", None) or "Options"


def entry(parameter: Any) -> tuple[str, str]:
    """One line of a panel: the names of a parameter with its value, and what it is for."""
    if parameter.param_type_name == "argument":
        name, text = parameter.metavar or parameter.name.upper(), parameter.help or ""
        choices = [str(choice) for choice in getattr(parameter.type, "choices", ())]
        told = not choices or any(choice in f"{name} {text}" for choice in choices)
        return name, text if told else f"{text}: {expectation(parameter.type)}"
    names = ", ".join(sorted(parameter.opts, key=len))
    if parameter.name == "help":
        return names, "Show this help"
    text = (parameter.help or "").strip().rstrip(".")
    if parameter.is_flag:
        return "/".join([names, *parameter.secondary_opts]), text
    choices = [str(choice) for choice in getattr(parameter.type, "choices", ())]
    value = parameter.metavar or "|".join(choices)
    if choices and len(value) > _WIDEST_CHOICE:
        value = parameter.name.replace("_", "-").upper()
        text = f"{text}: {expectation(parameter.type)}"
    return f"{names} {value or ('N' if expectation(parameter.type) else 'TEXT')}", text


def _write_definitions(formatter: Any, rows: Sequence[tuple[str, str]]) -> None:
    """Two columns; unlike Typer's own, no word is broken at its hyphen, for people copy them."""
    from textwrap import fill

    indent = " " * formatter.current_indent
    column = min(max(len(name) for name, _ in rows), _WIDEST_NAME) + 2
    hanging = indent + " " * column
    for name, text in rows:
        start = f"{indent}{name:{column}}"
        if len(name) > _WIDEST_NAME:
            formatter.write(f"{start.rstrip()}\n")
            start = hanging
        lines = fill(
            text,
            formatter.width,
            initial_indent=start,
            subsequent_indent=hanging,
            break_on_hyphens=False,
            break_long_words=False,
        )
        formatter.write(f"{lines or start.rstrip()}\n")


def _folded(line: str, width: int) -> list[str]:
    """The line in parts of at most that width where it can be: an option stays with its value."""
    parts: list[str] = []
    for piece in re.split(r" (?=-)", line):
        if parts and len(parts[-1]) + len(piece) + len(" \\") <= width:
            parts[-1] += f" {piece}"
        else:
            parts.append(f"    {piece}" if parts else piece)
    return [f"{part} \\" for part in parts[:-1]] + parts[-1:]
