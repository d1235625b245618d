"""The front door: where words lead, what help says, and how every run ends."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import typer

from ccadmin import __version__, cli, store
from ccadmin.call import system_user
from ccadmin.cli import COMMANDS, app
from ccadmin.console import Format
from ccadmin.errors import ExitStatus
from ccadmin.help import topics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Run

WIDTHS: Final = (80, 100)


def _tree(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """A command and all below it, each with the words that lead to it."""
    yield path, command
    context = typer.Context(command, info_name=path)
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        yield from _tree(command.get_command(context, name), f"{path} {name}")


TREE: Final = dict(_tree(typer.main.get_command(app), "ccadmin"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", TREE)
def test_help_fits_its_terminal_and_shows_examples_first(
    run: Run, monkeypatch: pytest.MonkeyPatch, path: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    line = path.removeprefix("ccadmin").strip()

    long, short = run(f"{line} --help"), run(f"{line} -h")

    assert (long.exit_code, long.stderr, short.stdout) == (0, "", long.stdout)
    lines = long.stdout.splitlines()
    assert lines[0].startswith(f"Usage: {path} ")
    assert [text for text in lines if len(text) > width] == []
    headings = [text for text in lines if re.fullmatch(r"[A-Z][^ ].*:", text)]
    assert headings[0] == "Examples:"
    assert headings[-1] in {"Global options:", "Commands:"}
    assert re.findall(r"[{}<>]|\[x|x[<>]=|\bTEXT\b: ", long.stdout) == []


@pytest.mark.parametrize("path", [path for path, command in TREE.items() if command.epilog])
def test_every_example_is_a_line_that_the_program_takes(path: str) -> None:
    for example in TREE[path].epilog.splitlines():
        _parse(shlex.split(example))


def test_the_examples_of_the_program_are_lines_that_it_takes() -> None:
    for example in cli.EXAMPLES:
        _parse(shlex.split(example))


def _parse(words: list[str]) -> None:
    """Read a command line without running it; a mistake in it raises, asking for help does not."""
    assert words[0] == "ccadmin"
    command: Any = TREE["ccadmin"]
    context = command.make_context("ccadmin", words[1:])
    while hasattr(command, "resolve_command"):
        rest = [*context._protected_args, *context.args]  # noqa: SLF001 - Typer has no other way
        name, command, rest = command.resolve_command(context, rest)
        with suppress(typer.Exit):
            context = command.make_context(name, rest, parent=context)


def test_every_word_of_the_table_has_its_module() -> None:
    nouns = {path.split()[1] for path in TREE if " " in path}

    assert nouns == set(COMMANDS)
    assert {path.stem.replace("_", "-") for path in _modules()} == set(COMMANDS)


def test_every_change_takes_the_global_options() -> None:
    for path, command in TREE.items():
        if not hasattr(command, "list_commands"):
            names = {name for p in command.params for name in p.opts}
            assert {"--db", "--tenant", "-o", "--fields", "--dry-run", "--yes"} <= names, path


def test_alone_the_program_shows_its_help(run: Run) -> None:
    alone, asked = run(""), run("--help")

    assert (alone.exit_code, alone.stdout, alone.stderr) == (0, asked.stdout, "")
    assert run("-o json").stdout == asked.stdout


@pytest.mark.parametrize("noun", ["group", "group members"])
def test_a_noun_alone_shows_its_help(run: Run, noun: str) -> None:
    alone = run(noun)

    assert (alone.exit_code, alone.stdout) == (0, run(f"{noun} --help").stdout)


@pytest.mark.parametrize("words", ["group", "group members add", "route", "help"])
def test_help_takes_the_words_of_a_command(run: Run, words: str) -> None:
    helped = run(f"help {words}")

    assert (helped.exit_code, helped.stdout) == (0, run(f"{words} --help").stdout)


@pytest.mark.parametrize("flag", ["-V", "--version"])
def test_the_version_is_one_line(run: Run, flag: str) -> None:
    child = subprocess.run(
        [sys.executable, "-m", "ccadmin", flag], capture_output=True, text=True, check=True
    )

    assert run(flag).stdout == child.stdout == f"ccadmin {__version__}\n"


def test_the_version_command_says_what_it_runs_on(run: Run) -> None:
    short, long = (json.loads(run(f"version {flag} -o json").stdout) for flag in ("", "--verbose"))

    assert short == {"ccadmin": __version__}
    assert list(long)[:3] == ["ccadmin", "python", "sqlite"]
    assert long["ccadmin"] == __version__


def test_a_global_option_may_stand_before_the_noun_and_after_the_verb_and_the_later_wins(
    tenant: Path, run: Run
) -> None:
    run("group add sales")
    other = tenant.with_name("other.db")
    store.create(other, name="other", zone="UTC", region="ZZ")

    assert run("-o name group list").stdout == "sales\n"
    assert run("group list -o name").stdout == "sales\n"
    assert run("-o json group list -o name").stdout == "sales\n"
    assert run("-o name --fields id group list -o csv").stdout == "id\n1\n"
    assert run("--db nowhere.db tenant show --db other.db --fields name -o csv").stdout == (
        "name\nother\n"
    )
    assert run("--dry-run group add new").stdout == 'group "new" would be created\n'


@pytest.mark.parametrize(
    "line",
    [
        "-o json group shw",
        "group shw -o json",
        "group shw --output json",
        "group shw --output=json",
        "-ojson group shw",
    ],
)
def test_an_error_has_the_format_that_the_line_asks_for_even_where_it_does_not_parse(
    run: Run, line: str
) -> None:
    result = run(line)

    assert (result.exit_code, result.stdout) == (2, "")
    assert json.loads(result.stderr) == {
        "format_version": 1,
        "status": "error",
        "changes": [],
        "errors": [
            {
                "code": "unknown-command",
                "message": 'there is no command "ccadmin group shw"',
                "hint": 'did you mean "show"?',
                "exit_status": 2,
            }
        ],
    }


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (
            ValueError("of a kind that nobody foresaw"),
            1,
            (
                "error: ValueError: of a kind that nobody foresaw\n\n"
                "hint: run it again with --debug and report what it prints\n"
            ),
        ),
        (KeyboardInterrupt(), 130, "interrupted: nothing was changed\n"),
        (
            PermissionError(13, "Permission denied", "/etc/thing"),
            1,
            (
                "error: PermissionError: [Errno 13] Permission denied: '/etc/thing'\n\n"
                "hint: run it again with --debug and report what it prints\n"
            ),
        ),
        (
            OSError(28, "No space left on device"),
            1,
            (
                "error: cannot write the output: No space left on device\n\n"
                "hint: print it elsewhere; what the command was to change is changed\n"
            ),
        ),
        (BrokenPipeError(32, "Broken pipe"), 0, ""),
    ],
)
def test_whatever_happens_has_its_exit_status(
    tenant: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    *,
    raised: BaseException,
    status: int,
    said: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr("ccadmin.tenant.groups.overview", fail)
    monkeypatch.setattr("ccadmin.cli._give_up_on", lambda stream: None)
    before = tenant.read_bytes()

    result = run("group list")

    assert (result.exit_code, result.stdout, result.stderr) == (status, "", said)
    assert tenant.read_bytes() == before


@pytest.mark.parametrize("line", ["group show nope --debug", "--debug group show nope"])
def test_a_traceback_is_shown_when_asked_for(tenant: Path, run: Run, line: str) -> None:
    result = run(line)

    first, traceback = result.stderr.split("Traceback (most recent call last):\n")
    assert first == 'error: group "nope" not found\n\nhint: see them with: ccadmin group list\n'
    assert traceback.endswith('ccadmin.errors.NotFoundError: group "nope" not found\n')


def test_the_audit_log_names_a_user_even_where_the_system_knows_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "ana")
    known = system_user()

    def unknown() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", unknown)
    monkeypatch.setattr("os.getuid", lambda: 4711)

    assert (known, system_user()) == ("ana", "uid 4711")


# --- topics -------------------------------------------------------------------------------------


def test_help_lists_its_topics(run: Run) -> None:
    result = run("help")

    assert result.stdout.splitlines() == [
        "name\tabout",
        *(f"{name}\t{about}" for name, about in topics.TOPICS.items()),
    ]


@pytest.mark.parametrize("topic", topics.TOPICS)
def test_a_topic_is_plain_text_that_fits_a_terminal(run: Run, topic: str) -> None:
    result = run(f"help {topic}")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == topics.text(topic) + "\n"
    assert [line for line in result.stdout.splitlines() if len(line) > 80] == []


def test_every_topic_has_its_file_and_every_file_its_topic() -> None:
    folder = Path(topics.__file__).parent

    assert {path.stem for path in folder.glob("*.txt")} == set(topics.TOPICS)
    assert set(topics.TOPICS) == set(re.findall(r"[a-z-]+", COMMANDS["help"].split(":")[1]))


def test_the_environment_topic_names_every_variable_that_the_program_reads() -> None:
    root = Path(cli.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in root.rglob("*.py"))
    read = set(re.findall(r'environ(?:\.get\(|\[)"(\w+)"', source))

    assert read >= {"CCADMIN_DB", "CCADMIN_TENANT", "CCADMIN_DATA", "CCADMIN_BUSY_SECONDS"}
    assert _terms("environment", r"[A-Z_]{3,}") == read | {"COLUMNS", cli.COMPLETION}
    assert set(re.findall(r"(?<!_)CCADMIN_[A-Z_]+", source)) <= read


def test_the_exit_codes_topic_lists_every_exit_status() -> None:
    assert _terms("exit-codes", r"\d+") == {str(int(status)) for status in ExitStatus}


def test_the_formats_topic_lists_every_format(run: Run) -> None:
    listed = topics.text("formats").split("-o chooses the format:")[1].split("\n\n")[1]

    assert re.findall(r"(?m)^  (\w+)  ", listed) == [str(each) for each in Format]


def test_the_calls_topic_lists_every_column_that_is_read() -> None:
    from ccadmin.contacts.fields import CARRIED, FIELDS

    assert _terms("calls", r"[a-z_]+") == {*FIELDS, *CARRIED}


def test_the_routing_topic_explains_every_strategy() -> None:
    from ccadmin.vocabulary import Strategy

    part = topics.text("routing").split("Strategies, and whom each puts first:")[1]
    listed = re.findall(r"(?m)^  ([a-z-]+)  ", part)

    assert set(listed) == {str(each) for each in Strategy}


def _terms(topic: str, pattern: str) -> set[str]:
    """The words that a topic explains: those that begin an indented line, before two blanks."""
    return set(re.findall(rf"(?m)^  ({pattern})  +\S", topics.text(topic)))


def _modules() -> list[Path]:
    folder = Path(cli.__file__).parent / "commands"
    return [path for path in folder.iterdir() if not path.name.startswith("__")]
