"""The grammar: a command is a function, its options are dataclasses, its help is a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import pytest
import typer
from typer import Argument, Option
from typer.testing import CliRunner

from ccadmin.call import Call, GlobalOptions, given
from ccadmin.errors import RuleError, UsageError
from ccadmin.grammar import Noun, word
from ccadmin.misuse import in_our_words
from ccadmin.vocabulary import Needs, Status, Strategy

if TYPE_CHECKING:
    from typer.testing import Result


def _even(text: str) -> int:
    if int(text) % 2:
        raise RuleError("odd", f'"{text}" is odd', hint="take the next one")
    return int(text)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a thing."""

    strategy: Annotated[Strategy | None, Option(help="Who is first")] = None
    status: Annotated[Status | None, Option(help="Whether it is on")] = None
    size: Annotated[
        int | None, Option(parser=_even, metavar="N", help="How big", rich_help_panel="Size")
    ] = None
    label: Annotated[str | None, Option(help="A text without a name of its own")] = None
    secret: Annotated[str | None, Option(hidden=True)] = None


app = Noun("thing", "Things, for this test.", examples=["ccadmin thing make a b"])
seen: list[tuple[object, ...]] = []


@app.verb(
    "make",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin thing make a",
        "ccadmin thing make a b --strategy longest-idle --status enabled --size 4 --label long",
    ],
)
def make(
    call: Call,
    names: Annotated[list[str], Argument(metavar="NAME...", help="What they are called")],
    fields: Fields,
    *,
    level: Annotated[int, Option(min=1, max=9, metavar="1-9", help="How high")] = 1,
    least: Annotated[int, Option(min=2, help="At least")] = 2,
    share: Annotated[float, Option(metavar="X", help="How much")] = 1.0,
    force: Annotated[bool, Option("--force", "-f", help="Whatever happens")] = False,
) -> None:
    """Make things.

    A second paragraph belongs to the page of the verb only.
    """
    seen.append((names, fields, level, least, share, force, call.options.dry_run))


@app.verb("drop", needs=Needs.NOTHING, examples=["ccadmin thing drop"])
def drop(call: Call, name: Annotated[str | None, Argument(metavar="NAME")] = None) -> None:
    """Drop a thing."""
    seen.append((name,))


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    seen.clear()


def _run(*words: str) -> Result:
    return CliRunner().invoke(app, words, prog_name="ccadmin thing")


def test_a_verb_receives_its_arguments_its_fields_as_one_value_and_its_flags() -> None:
    result = _run(
        "make", "a", "b", "--status", "disabled", "--size", "4", "--level", "9", "-f", "--dry-run"
    )

    assert result.exit_code == 0
    assert seen == [
        (["a", "b"], Fields(status=Status.DISABLED, size=4), 9, 2, 1.0, True, True),
    ]


def test_only_the_fields_that_were_given_count() -> None:
    assert given(Fields(status=Status.ENABLED, size=0)) == {"status": "enabled", "size": 0}
    assert given(Fields()) == {}


def test_a_help_page_is_usage_purpose_examples_and_panels() -> None:
    page = _run("make", "--help").stdout

    assert page.split("Global options:")[0] == (
        "Usage: ccadmin thing make [OPTIONS] NAME...\n"
        "\n"
        "  Make things.\n"
        "\n"
        "  A second paragraph belongs to the page of the verb only.\n"
        "\n"
        "Examples:\n"
        "  ccadmin thing make a\n"
        "  ccadmin thing make a b --strategy longest-idle --status enabled --size 4 \\\n"
        "      --label long\n"
        "\n"
        "Arguments:\n"
        "  NAME...  What they are called\n"
        "\n"
        "Options:\n"
        "  --level 1-9                How high\n"
        "  --least N                  At least\n"
        "  --share X                  How much\n"
        "  -f, --force                Whatever happens\n"
        "  --strategy STRATEGY        Who is first: random, call-duration, call-count,\n"
        "                             priority, longest-idle, round-robin, linear,\n"
        "                             skills, ring-all or least-loaded\n"
        "  --status enabled|disabled  Whether it is on\n"
        "  --label TEXT               A text without a name of its own\n"
        "\n"
        "Size:\n"
        "  --size N  How big\n"
        "\n"
    )


def test_the_page_of_a_noun_lists_its_verbs_by_their_first_sentence() -> None:
    assert (
        _run("--help").stdout
        == _run().stdout
        == (
            "Usage: ccadmin thing COMMAND ...\n"
            "\n"
            "  Things, for this test.\n"
            "\n"
            "Examples:\n"
            "  ccadmin thing make a b\n"
            "\n"
            "Commands:\n"
            "  make  Make things\n"
            "  drop  Drop a thing\n"
        )
    )


def test_an_argument_that_may_be_left_out_stands_in_brackets() -> None:
    assert _run("drop", "-h").stdout.startswith("Usage: ccadmin thing drop [OPTIONS] [NAME]\n")


def test_a_name_that_is_too_long_for_its_column_stands_on_its_own_line() -> None:
    @word("route", needs=Needs.NOTHING, examples=["ccadmin route"])
    def route(
        call: Call,
        *,
        a: Annotated[str, Option("--a-name-that-is-very-long", metavar="X", help="Says all")] = "",
    ) -> None:
        """Go."""

    page = CliRunner().invoke(route, ["--help"], prog_name="ccadmin route").stdout
    assert "\n  --a-name-that-is-very-long X  Says all\n" in page


@pytest.mark.parametrize(
    ("words", "kind", "message", "hint"),
    [
        (["make", "a", "--size", "3"], RuleError, '--size: "3" is odd', "take the next one"),
        (
            ["make", "a", "--level", "10"],
            RuleError,
            '--level: "10" is not a whole number from 1 to 9',
            "see ccadmin thing make --help",
        ),
        (
            ["make", "a", "--least", "x"],
            RuleError,
            '--least: "x" is not a whole number from 2',
            "see ccadmin thing make --help",
        ),
        (
            ["make", "a", "--share", "x"],
            RuleError,
            '--share: "x" is not a number',
            "see ccadmin thing make --help",
        ),
        (
            ["make", "a", "--status", "enabeld"],
            RuleError,
            '--status: "enabeld" is not one of enabled or disabled',
            'did you mean "enabled"?',
        ),
        (["make"], UsageError, 'missing argument "NAME..."', "see ccadmin thing make --help"),
        (["make", "a", "--sise", "4"], UsageError, 'there is no option "--sise"',
         'did you mean "--size"?'),
        (["drop", "--db"], UsageError, 'option "--db" needs a value', "see ccadmin --help"),
        (["drop", "a", "b", "c"], UsageError, 'unexpected "b c" at the end of the command',
         "see ccadmin thing drop --help"),
        (["mak"], UsageError, 'there is no command "ccadmin thing mak"', 'did you mean "make"?'),
        (["zzz"], UsageError, 'there is no command "ccadmin thing zzz"',
         "the commands are make, drop"),
    ],
)  # fmt: skip
def test_what_a_line_got_wrong_is_said_in_our_words(
    words: list[str], kind: type[Exception], message: str, hint: str
) -> None:
    error = _error_of(words)

    assert (type(error), getattr(error, "message", ""), getattr(error, "hint", "")) == (
        kind,
        message,
        hint,
    )
    assert seen == []


def test_a_complaint_that_names_no_parameter_is_passed_on() -> None:
    error = in_our_words(typer.BadParameter("It will not do."))

    assert (error.message, error.hint) == ("it will not do", "see ccadmin --help")


def _error_of(words: list[str]) -> Exception:
    command = typer.main.get_command(app)
    try:
        with command.make_context("ccadmin thing", list(words)) as context:
            command.invoke(context)
    except typer.TyperException as problem:
        return in_our_words(problem)
    except (RuleError, UsageError) as problem:
        return problem
    raise AssertionError


@pytest.mark.parametrize(
    ("before", "after", "together"),
    [
        (GlobalOptions(db="a"), GlobalOptions(), GlobalOptions(db="a")),
        (GlobalOptions(db="a"), GlobalOptions(db="b"), GlobalOptions(db="b")),
        (
            GlobalOptions(db="a", yes=True),
            GlobalOptions(tenant="t", quiet=True),
            GlobalOptions(db="a", tenant="t", yes=True, quiet=True),
        ),
    ],
)
def test_the_later_of_two_global_options_wins(
    before: GlobalOptions, after: GlobalOptions, together: GlobalOptions
) -> None:
    assert before.then(after) == together
