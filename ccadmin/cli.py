"""The front door: which module answers which word, and what every error turns into.

Nothing here loads a command before it is called, so that `--help` stays quick. Every error that
leaves a command passes through `Root.main`, and nowhere else does the program choose its status.
"""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn, TextIO

import typer
from typer import Option
from typer.core import TyperGroup

from ccadmin import __version__
from ccadmin.call import Call
from ccadmin.console import Format
from ccadmin.errors import CcadminError, ExitStatus, UnexpectedError, UsageError, did_you_mean
from ccadmin.grammar import SETTINGS, KeptParser, flattened
from ccadmin.help import page
from ccadmin.misuse import in_our_words
from ccadmin.vocabulary import Needs

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: Final = {
    "tenant": "The file that holds a centre: make, set, show, delete",
    "center": "Contact centers and the people assigned to them",
    "group": "Groups of agents, their routing and their members",
    "agent": "The people who take contacts",
    "license": "What people are licensed for, and seats",
    "hours": "Working hours of agents, groups, centers and chat",
    "flow": "Call flows: numbers, menus and keys",
    "rule": "Which contact goes to which group",
    "chat-settings": "What a chat user reads, and how chats are served",
    "access": "Who may do what, and why",
    "check": "What stands out in a tenant, and the line that would end it",
    "route": "Simulate contacts, or ask who would take a call now",
    "report": "The figures of what route has written, of one file or of two",
    "plan": "What documents would change, to be read before it is done",
    "apply": "Make the tenant what documents say: YAML, JSON, TOML, CSV",
    "export": "The whole tenant as a document that can be kept in git",
    "schema": "What a document may say, for editors",
    "wallboard": "Watch a simulated day on a live board, and ask why",
    "log": "What was changed, when, by whom and by which command",
    "undo": "Take back the last change, or one before it",
    "batch": "Run the command lines of a file, one by one or all or none",
    "version": "The version, and what this installation can do",
    "help": "Topics: environment, exit-codes, error-codes, formats, calls, documents, routing",
}
"""Every word after `ccadmin`, in the order of the help; the module has its name."""

COMPLETION: Final = "_CCADMIN_COMPLETE"
"""The variable by which the script of a shell asks what may stand at the cursor."""

EXAMPLES: Final = (
    "ccadmin tenant init --db shop.db --zone Europe/Sofia --region BG",
    "ccadmin --db shop.db group add sales --service-level 80/20",
    "ccadmin --db shop.db route --simulate calls.csv",
)


class Root(KeptParser, TyperGroup):
    """The program itself: a table of commands that are loaded when they are called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every word of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load the module of a word and return its command, or None for an unknown word."""
        if cmd_name not in COMMANDS:
            return None
        return _loaded(cmd_name)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """The words that begin so, with what each is for: out of the table, nothing is loaded."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        from typer._click.shell_completion import CompletionItem

        begun = [word for word in COMMANDS if word.startswith(incomplete)]
        return [CompletionItem(word, help=COMMANDS[word]) for word in begun]

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The usage line of the whole program."""
        return ["[OPTIONS] COMMAND ..."]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Examples first, then the table, for which nothing is loaded, then the global options."""
        page.write_examples(formatter, EXAMPLES)
        page.write_verbs(formatter, COMMANDS.items())
        page.write_parameters(formatter, self.get_params(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; `help group add` is `group add --help`.

        Raises:
            UsageError: there is no such command.
        """
        if args[0] == "help" and args[1:] and args[1] in COMMANDS:
            args = [*args[1:], "--help"]
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
        call = Call(argv=words, front=self.answer)
        if COMPLETION in os.environ:
            from ccadmin.completion import shells

            sys.exit(shells.answer(self, call, variable=COMPLETION))
        call.console.format = _asked_format(words)
        status: int = ExitStatus.DONE
        try:
            status = self._run(words, call)
            call.console.out.flush()
        except BrokenPipeError:
            # The reader has seen enough (`| head`).
            _give_up_on(sys.stdout)
        except OSError as problem:
            error = UnexpectedError(
                "output", f"cannot write the output: {problem.strerror}", hint=_LOST_OUTPUT
            )
            status = _fail(call, words, error, problem)
            _give_up_on(sys.stdout)
        sys.exit(status)

    def _run(self, words: list[str], call: Call) -> int:
        try:
            self._perform(call)
        except typer.Exit as done:
            return done.exit_code
        except KeyboardInterrupt as stopped:
            told = str(stopped) or ("the change was made" if call.kept else "nothing was changed")
            call.console.err.write(f"interrupted: {told}\n")
            return ExitStatus.INTERRUPTED
        except OSError as problem:
            if isinstance(problem, BrokenPipeError) or problem.filename is None:
                raise
            return _fail(call, words, UnexpectedError.of(problem), problem)
        except Exception as problem:  # noqa: BLE001 - this is the one place that catches all
            return _fail(call, words, self._as_error(problem), problem)
        return ExitStatus.DONE

    def answer(self, call: Call) -> int:
        """Run a call that is part of another, and return its status.

        Raises:
            CcadminError: whatever went wrong, in our words.
        """
        try:
            with redirect_stdout(call.console.out):  # to which Typer prints help
                self._perform(call)
        except typer.Exit as done:
            return done.exit_code
        except CcadminError:
            raise
        except Exception as problem:  # a batch names the line
            raise self._as_error(problem) from problem
        return ExitStatus.DONE

    def _perform(self, call: Call) -> None:
        with self.make_context("ccadmin", list(call.argv), obj=call) as context:
            self.invoke(context)
            if context.invoked_subcommand is None:
                call.console.text(context.get_help())

    def _as_error(self, problem: Exception) -> CcadminError:
        """What the program says about any exception."""
        if isinstance(problem, CcadminError):
            return problem
        if isinstance(problem, typer.TyperException):
            everywhere = [name for p in self.params if p.name not in _ONCE for name in p.opts]
            return in_our_words(problem, everywhere=everywhere)
        return UnexpectedError.of(problem)


@cache
def _loaded(word: str) -> Any:
    """The command of a word; made once, however many lines of a batch call it."""
    module = import_module(f"ccadmin.commands.{word.replace('-', '_')}")
    return typer.main.get_command(module.app)


def program() -> NoReturn:
    """Run the command line of this process."""
    command: Any = typer.main.get_command(app)
    command.main()
    raise AssertionError


def _root(
    call: Call,
    *,
    version: Annotated[
        bool, Option("-V", "--version", help="Show the version", rich_help_panel=page.GLOBAL_PANEL)
    ] = False,
) -> None:
    if version:
        call.console.text(f"ccadmin {__version__}")
        raise typer.Exit


def _fail(call: Call, words: Sequence[str], error: CcadminError, cause: Exception) -> int:
    call.console.error(error)
    if call.options.debug or "--debug" in words:
        from traceback import format_exception

        call.console.err.write("".join(format_exception(cause)))
    return error.exit_status


def _give_up_on(stream: TextIO) -> None:
    """Let what is left in a stream go nowhere, or the interpreter would complain of it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _asked_format(words: Sequence[str]) -> Format | None:
    """The `-o` of a line that may not even parse, so that its error has that format too."""
    asked = None
    for index, word in enumerate(words):
        value = word.removeprefix("--output=").removeprefix("-o")
        if word in {"-o", "--output"} and index + 1 < len(words):
            value = words[index + 1]
        if value != word and value in list(Format):
            asked = Format(value)
    return asked


_ONCE: Final = frozenset({"version", "install_completion", "show_completion"})
"""Options of the program itself that no verb takes."""

_LOST_OUTPUT: Final = "print it elsewhere; what the command was to change is changed"

app = typer.Typer(
    name="ccadmin",
    help="Administer a contact centre from a shell, and see who would have taken each call.",
    cls=Root,
    context_settings=SETTINGS,
    rich_markup_mode=None,
)
app.callback(invoke_without_command=True)(flattened(_root, needs=Needs.NOTHING))
