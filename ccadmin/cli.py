"""The front door: which module answers which word, and what every error turns into.

Nothing here loads a command before it is called, so that `--help` stays quick. Every error that
leaves a command passes through `Root.main`, and nowhere else does the program choose its status.
"""

from __future__ import annotations

import os
import re
import sys
from importlib import import_module
from traceback import format_exception
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer
from typer import Option
from typer.core import TyperGroup

from ccadmin import __version__
from ccadmin.call import Call
from ccadmin.console import Format
from ccadmin.errors import (
    CcadminError,
    ExitStatus,
    RuleError,
    UnexpectedError,
    UsageError,
    did_you_mean,
)
from ccadmin.grammar import SETTINGS, Command, flattened, write_examples

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: Final = {
    "tenant": "The file that holds a centre: make, set, show, delete",
    "center": "Contact centers and the people assigned to them",
    "group": "Groups of agents, their routing and their members",
    "agent": "The people who take contacts",
    "hours": "Working hours of agents, groups, centers and chat",
    "chat-settings": "What a chat user reads, and how chats are served",
    "route": "Simulate contacts, or ask who would take a call now",
    "version": "The version, and what this installation can do",
    "help": "Topics: environment, exit-codes, formats, calls, routing",
}
"""Every word after `ccadmin`, in the order of the help; the module has its name."""

EXAMPLES: Final = """\
ccadmin tenant init --db shop.db --zone Europe/Sofia --region BG
ccadmin group add sales --strategy longest-idle --service-level 80/20
ccadmin route --simulate calls.csv"""


class Root(TyperGroup):
    """The program itself: a table of commands that are loaded when they are called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every word of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load the module of a word and return its command, or None for an unknown word."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"ccadmin.commands.{cmd_name.replace('-', '_')}")
        return typer.main.get_command(module.app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the table without loading anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Examples first, then the commands, then the global options."""
        write_examples(formatter, EXAMPLES)
        self.format_commands(ctx, formatter)
        Command.format_options(self, ctx, formatter)  # type: ignore[arg-type] # same parameters

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command.

        Raises:
            UsageError: there is no such command.
        """
        if not args[0].startswith("-") and args[0] not in COMMANDS:
            raise UsageError(
                "unknown-command",
                f'there is no command "{args[0]}"',
                hint=did_you_mean(args[0], COMMANDS) or "the commands are listed by ccadmin --help",
            )
        return super().resolve_command(ctx, args)

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> NoReturn:  # type: ignore[override] # it exits
        """Run one command line and exit with its status."""
        del extra  # what Typer's test runner adds is about its own main
        words = list(sys.argv[1:] if args is None else args)
        call = Call(argv=words)
        call.console.format = _asked_format(words)
        try:
            status = self._run(words, call)
            call.console.out.flush()
        except BrokenPipeError:
            # The reader has seen enough (`| head`); the interpreter must not complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            status = ExitStatus.DONE
        except OSError as problem:
            call.console.err.write(f"error: cannot write the output: {problem.strerror}\n")
            status = ExitStatus.UNEXPECTED
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - lives until exit
        sys.exit(status)

    def _run(self, words: list[str], call: Call) -> int:
        try:
            with self.make_context("ccadmin", words, obj=call) as context:
                self.invoke(context)
        except typer.Exit as done:
            return done.exit_code
        except KeyboardInterrupt:
            call.console.err.write("interrupted: nothing was changed\n")
            return ExitStatus.INTERRUPTED
        except OSError as problem:
            if isinstance(problem, BrokenPipeError) or problem.filename is None:
                raise
            return _fail(call, words, UnexpectedError.of(problem), problem)
        except Exception as problem:  # noqa: BLE001 - this is the one place that catches all
            return _fail(call, words, _as_error(problem), problem)
        return ExitStatus.DONE


def program() -> NoReturn:
    """Run the command line of this process."""
    command: Any = typer.main.get_command(app)
    command.main()
    raise AssertionError


def _root(
    call: Call,
    *,
    version: Annotated[bool, Option("-V", "--version", help="Show the version")] = False,
) -> None:
    if version:
        call.console.text(f"ccadmin {__version__}")
        raise typer.Exit


def _fail(call: Call, words: Sequence[str], error: CcadminError, cause: Exception) -> int:
    call.console.error(error)
    if call.options.debug or "--debug" in words:
        call.console.err.write("".join(format_exception(cause)))
    return error.exit_status


def _as_error(problem: Exception) -> CcadminError:
    """What the program says about any exception; Typer's own words are put into ours."""
    if isinstance(problem, CcadminError):
        return problem
    if isinstance(problem, typer.TyperException):
        return _grammar_error(problem)
    return UnexpectedError.of(problem)


def _grammar_error(problem: typer.TyperException) -> CcadminError:
    message = problem.format_message().strip().removesuffix(".").replace("'", '"')
    message = message[:1].lower() + message[1:]
    command = getattr(problem, "ctx", None)
    help_hint = f"see {command.command_path} --help" if command else "see ccadmin --help"
    if isinstance(problem, typer.BadParameter) and "missing" not in message:
        parameter = problem.param
        choices = getattr(getattr(parameter, "type", None), "choices", ())
        wrong = re.match(r"\W(.+?)\W is not one of", problem.message)
        near = did_you_mean(wrong[1], choices) if wrong else None
        return RuleError(
            "bad-value", message.replace("invalid value for", "bad"), hint=near or help_hint
        )
    option = getattr(problem, "option_name", None)
    near = did_you_mean(option, _options_of(command)) if option and command else None
    return UsageError("usage", message.split(" (")[0].split(" did you")[0], hint=near or help_hint)


def _options_of(context: Any) -> list[str]:
    return [o for p in context.command.get_params(context) for o in p.opts if o.startswith("--")]


def _asked_format(words: Sequence[str]) -> Format | None:
    """The `-o` of a line that may not even parse, so that its error has that format too."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        value = following if word in {"-o", "--output"} else word.removeprefix("--output=")
        if value != word and value in list(Format):
            return Format(value)
    return None


app = typer.Typer(
    name="ccadmin",
    help="Administer a contact centre from a shell, and see who would have taken each call.",
    cls=Root,
    context_settings=SETTINGS,
    add_completion=False,
    rich_markup_mode=None,
)
app.callback(invoke_without_command=True)(flattened(_root))
