"""The grammar of the command line: nouns, verbs, and help that shows examples first.

A command is a function whose first parameter is the `Call`. A parameter whose type is a dataclass
stands for all of that class's fields as options, so that `add` and `edit` share one declaration
and the command receives one value. Every command also takes the global options.
"""

from __future__ import annotations

import functools
import inspect
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup

from ccadmin.call import Call, GlobalOptions
from ccadmin.errors import RuleError, UsageError, did_you_mean
from ccadmin.help import page
from ccadmin.misuse import option_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccadmin.vocabulary import Needs

SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_GLOBALS: Final = "global_options"


class KeptParser:
    """Keeps the parser of a command, for the next line of a batch that calls it."""

    _parser: Any = None

    def make_parser(self, ctx: Any) -> Any:
        """The parser of the command's options, made once."""
        if self._parser is None:
            self._parser = super().make_parser(ctx)  # type: ignore[misc] # of the command's class
        self._parser.ctx = ctx
        return self._parser


class Command(KeptParser, TyperCommand):
    """A verb; its help shows the usage, what it does, examples, then the options by panel."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for parameter in self.params:
            _name_in_errors(parameter)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The usage line, without Typer's braces."""
        return page.usage(self, ctx)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Nothing: the epilog carries the examples, which come first."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the examples, the arguments, and the options panel by panel."""
        page.write_examples(formatter, (self.epilog or "").splitlines())
        page.write_parameters(formatter, self.get_params(ctx))


class NounGroup(KeptParser, TyperGroup):
    """A noun with its verbs; a mistyped verb is answered with the nearest one."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Nothing: the epilog carries the examples, which come first."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The usage line: a noun takes no option but --help, its verbs do."""
        return ["COMMAND ..."]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the examples, then the verbs."""
        page.write_examples(formatter, (self.epilog or "").splitlines())
        verbs = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        page.write_verbs(formatter, [(name, (verb and verb.help) or "") for name, verb in verbs])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the verb.

        Raises:
            UsageError: there is no such verb.
        """
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            known = self.list_commands(ctx)
            raise UsageError(
                "unknown-command",
                f'there is no command "{ctx.command_path} {name}"',
                hint=did_you_mean(name, known) or f"the commands are {', '.join(known)}",
            )
        return super().resolve_command(ctx, args)


class Noun(typer.Typer):
    """A noun of the command line, or a part of one such as `group members`."""

    def __init__(self, name: str, summary: str, *, examples: Sequence[str] = ()) -> None:
        super().__init__(
            name=name,
            help=summary,
            cls=NounGroup,
            epilog="\n".join(examples),
            context_settings=SETTINGS,
            add_completion=False,
            rich_markup_mode=None,
        )
        self.callback(invoke_without_command=True)(_help_when_alone)

    def verb(
        self, name: str, *, needs: Needs, examples: Sequence[str]
    ) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Register a command function under its verb, with lines that show how it is used.

        `needs` declares what it takes of somebody named by `--as`.
        """

        def register(function: Callable[..., None]) -> Callable[..., None]:
            self.command(
                name,
                cls=Command,
                help=(function.__doc__ or "").strip(),
                epilog="\n".join(examples),
                context_settings=SETTINGS,
            )(flattened(function, needs=needs))
            return function

        return register


def word(
    name: str, *, needs: Needs, examples: Sequence[str]
) -> Callable[[Callable[..., None]], typer.Typer]:
    """Make a command that stands alone, without a noun, such as `route`."""

    def make(function: Callable[..., None]) -> typer.Typer:
        app = typer.Typer(name=name, add_completion=False, rich_markup_mode=None)
        app.command(
            name,
            cls=Command,
            help=(function.__doc__ or "").strip(),
            epilog="\n".join(examples),
            context_settings=SETTINGS,
        )(flattened(function, needs=needs))
        return app

    return make


def flattened(function: Callable[..., None], *, needs: Needs) -> Callable[..., None]:
    """The function as Typer wants it: a context, then one parameter for each option."""
    hints = get_type_hints(function, include_extras=True)
    takes_call, *parameters = inspect.signature(function).parameters.values()
    groups: dict[str, type] = {_GLOBALS: GlobalOptions}
    flat = [inspect.Parameter("context", _KEYWORD, annotation=typer.Context)]
    for parameter in parameters:
        kind = hints[parameter.name]
        if is_dataclass(kind) and isinstance(kind, type):
            groups[parameter.name] = kind
        else:
            flat.append(parameter.replace(kind=_KEYWORD, annotation=kind))
    for group in (*list(groups.values())[1:], GlobalOptions):
        group_hints = get_type_hints(group, include_extras=True)
        flat += [_option(f, group_hints[f.name]) for f in fields(group)]

    @functools.wraps(function)
    def command(context: typer.Context, **values: Any) -> None:
        built = {
            name: group(**{f.name: values.pop(f.name) for f in fields(group)})
            for name, group in groups.items()
        }
        call = context.ensure_object(Call)
        call.needs = needs
        call.take(built.pop(_GLOBALS))
        function(call, **values, **built)

    del command.__wrapped__  # else inspect looks through to it
    command.needs = needs  # type: ignore[attr-defined] # so that a test can read it
    command.__signature__ = inspect.Signature(flat)  # type: ignore[attr-defined] # read by Typer
    command.__annotations__ = {p.name: p.annotation for p in flat}
    del takes_call
    return command


def _help_when_alone(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        context.ensure_object(Call).console.text(context.get_help())


def _option(declared: Field[Any], annotation: Any) -> inspect.Parameter:
    default = inspect.Parameter.empty if declared.default is MISSING else declared.default
    return inspect.Parameter(declared.name, _KEYWORD, default=default, annotation=annotation)


def _name_in_errors(parameter: Any) -> None:
    """Let the error of a value's reader say which option the value stood behind."""
    read = getattr(parameter.type, "func", None)
    if read is None:
        return

    def reading(text: str) -> Any:
        try:
            return read(text)
        except RuleError as problem:
            said = f"{option_name(parameter)}: {problem.message}"
            raise RuleError(problem.code, said, hint=problem.hint) from problem

    parameter.type.func = reading


_KEYWORD: Final = inspect.Parameter.KEYWORD_ONLY
