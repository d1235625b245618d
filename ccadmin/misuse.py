"""What Typer says about a command line, put into the program's own words.

A line that does not follow the grammar is a usage error. A line that does, with a value that an
option does not take, is refused like any other value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import typer

from ccadmin.errors import RuleError, UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.errors import CcadminError


def in_our_words(problem: typer.TyperException, *, everywhere: Sequence[str] = ()) -> CcadminError:
    """The error that stands for one of Typer's.

    Args:
        problem: what Typer raised.
        everywhere: the options that every verb takes, and the program itself, but no noun.
    """
    context = getattr(problem, "ctx", None)
    see = f"see {context.command_path if context else 'ccadmin'} --help"
    if hasattr(problem, "possibilities"):
        return _unknown_option(problem.option_name, context, everywhere=everywhere, see=see)  # type: ignore[attr-defined] # they come together
    if isinstance(problem, typer.BadParameter) and not hasattr(problem, "param_type"):
        return _bad_value(problem, see)
    message = problem.format_message().strip().replace("'", '"').removesuffix(".")
    message = message[:1].lower() + message[1:]
    for theirs, ours in _PHRASES.items():
        message = re.sub(theirs, ours, message, flags=re.DOTALL)
    return UsageError("usage", message, hint=see)


def option_name(parameter: Any) -> str:
    """The name of an option or argument as an error says it: the longest of an option's names."""
    if parameter.param_type_name == "argument":
        return str(parameter.human_readable_name)
    return str(max(parameter.opts, key=len))


def expectation(kind: Any) -> str:
    """What a parameter of that type takes, in words; empty for text of any kind."""
    if choices := getattr(kind, "choices", ()):
        *others, last = (str(choice) for choice in choices)
        return f"{', '.join(others)} or {last}" if others else last
    least, most = getattr(kind, "min", None), getattr(kind, "max", None)
    if least is not None:
        return f"a whole number from {least}" + (f" to {most}" if most is not None else "")
    return {"int": "a whole number", "float": "a number"}.get(kind.name, "")


def _bad_value(problem: typer.BadParameter, see: str) -> RuleError:
    parameter, message = problem.param, problem.message.rstrip(".")
    expected = expectation(parameter.type) if parameter else ""
    found = re.match(r"'?(.*?)'? is not ", message, flags=re.DOTALL)
    if parameter is None or found is None or not expected:
        return RuleError("bad-value", message[:1].lower() + message[1:], hint=see)
    choices = getattr(parameter.type, "choices", ())
    near = did_you_mean(found[1], choices)
    expected = f"one of {expected}" if choices else expected
    said = f'{option_name(parameter)}: "{found[1]}" is not {expected}'
    return RuleError("bad-value", said, hint=near or see)


def _unknown_option(name: str, context: Any, *, everywhere: Sequence[str], see: str) -> UsageError:
    known = [] if context is None else _options_of(context)
    hint = did_you_mean(name, known) or see
    if name in everywhere:
        hint = f"write {name} before the noun, or after the verb"
    return UsageError("usage", f'there is no option "{name}"', hint=hint)


def _options_of(context: Any) -> list[str]:
    return [o for p in context.command.get_params(context) for o in p.opts if o.startswith("--")]


_PHRASES: Final = {
    r"got unexpected extra argument\(s\) \((.*)\)$": r'unexpected "\1" at the end of the command',
    r"requires an argument$": "needs a value",
    r"does not take a value$": "takes no value",
}
"""Typer's sentences, by pattern, and ours."""
