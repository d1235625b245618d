"""docs/explanation/coverage.md: what it names exists, and every field that can be set is named."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import typer

from ccadmin.cli import app
from ccadmin.help.page import GLOBAL_PANEL

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "explanation" / "coverage.md"
TABLES: Final = {
    "S0 Agent groups": 21,
    "S1 Agents and working hours": 25,
    "S2 Agents of contact centers": 28,
    "S3 Departments": 33,
    "S4 Session settings": 29,
    "Fields of ours": 43,
    "Nothing is lost": 9,
}
"""Every table with its number of rows: a row that is lost is noticed."""
FIELDS_OF: Final = (
    "group edit", "group members edit", "agent edit", "agent device edit", "agent status",
    "center edit", "tenant set", "flow edit", "flow option", "hours set", "hours exception add",
    "hours holidays add", "chat-settings set",
)  # fmt: skip
"""The commands that set fields; every option of theirs is in a row, or kept only, or is kept only."""


class Row(NamedTuple):
    """One line of a table: the statement, the commands that do it, and the tests that show it."""

    statement: str
    commands: tuple[str, ...]
    tests: tuple[str, ...]


def test_every_table_has_its_rows_and_every_row_a_command_and_a_test() -> None:
    counted = {title: len(rows_of(text)) for title, text in sections().items() if rows_of(text)}

    assert counted == TABLES
    assert [row for row in all_rows() if not (row.statement and row.commands and row.tests)] == []


def test_every_command_and_option_that_the_page_names_exists() -> None:
    named = [command for row in all_rows() for command in row.commands]
    named += code_in(items_of("Kept only"))

    assert [command for command in named if missing_in(command)] == []


def test_every_test_that_the_page_names_exists() -> None:
    assert [test for row in all_rows() for test in row.tests if not exists(test)] == []


@pytest.mark.parametrize("command", FIELDS_OF)
def test_every_field_that_can_be_set_is_in_a_row_or_kept_only(command: str) -> None:
    verb, noun = command.rsplit(" ", 1)[-1], command.rsplit(" ", 1)[0]
    same = {command, f"{noun} add"} if verb == "edit" else {command}
    lines = [line for row in all_rows() for line in row.commands]
    lines += code_in(items_of("Kept only"))
    named = {
        option
        for line in lines
        if line.split(" --")[0] in same
        for option in re.findall(r"--[a-z-]+", line)
    }

    assert sorted(options_of(command) - named) == []


def test_nothing_is_put_off() -> None:
    assert "Later" not in sections()
    assert [row for row in all_rows() if "later:" in row.statement] == []


def test_what_does_not_exist_is_noticed() -> None:
    assert missing_in("group fly") == "fly"
    assert missing_in("group add --wings") == "--wings"
    assert missing_in("group add --strategy") == ""
    assert not exists("tests/test_coverage_page.py::test_that_is_not_there")
    assert not exists("tests/test_of_nothing.py::test_anything")


def sections() -> dict[str, str]:
    """The text below each heading of the page."""
    _, *parts = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {title: text for title, _, text in (part.partition("\n") for part in parts)}


def items_of(title: str) -> str:
    """The list below a heading, without the sentence before it."""
    return "- " + sections()[title].partition("\n- ")[2]


def all_rows() -> list[Row]:
    """Every row of every table."""
    return [row for text in sections().values() for row in rows_of(text)]


def rows_of(text: str) -> list[Row]:
    """The rows of the table in a section, without its heading."""
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [
        Row(statement, code_in(commands), code_in(tests)) for statement, commands, tests in cells
    ]


def code_in(text: str) -> tuple[str, ...]:
    """What stands between backticks."""
    return tuple(re.findall(r"`([^`]+)`", text))


def missing_in(command: str) -> str:
    """The first word of a command line that the program does not know; nothing if it knows all."""
    known: Any = typer.main.get_command(app)
    for word in command.split():
        if word.startswith("--"):
            if word not in {name for option in known.params for name in option.opts}:
                return word
        else:
            known = known.get_command(None, word) if hasattr(known, "get_command") else None
            if known is None:
                return word
    return ""


def options_of(command: str) -> set[str]:
    """The options of a command, without those that every command has."""
    known: Any = typer.main.get_command(app)
    for word in command.split():
        known = known.get_command(None, word)
    return {
        option.opts[0]
        for option in known.params
        if option.param_type_name == "option" and option.rich_help_panel != GLOBAL_PANEL
    }


def exists(test: str) -> bool:
    """Whether `path::name` is a test function of this project."""
    path, _, name = test.partition("::")
    return name.startswith("test_") and name in functions_in(path)


@cache
def functions_in(path: str) -> frozenset[str]:
    """The names of the functions at the top of a file of tests; none if there is no such file."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    body = ast.parse(file.read_text(encoding="utf-8")).body
    return frozenset(node.name for node in body if isinstance(node, ast.FunctionDef))
