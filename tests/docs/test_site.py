"""The site is built without a warning, and its reference and manual page name everything there is."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import typer

from ccadmin.cli import app
from ccadmin.help import topics
from ccadmin.help.page import GLOBAL_PANEL, panel
from tests.docs.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The manual page, built with every page of the site read and every warning an error."""
    pytest.importorskip("sphinx", reason="Sphinx is not installed")
    built = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "man",
         "-d", str(built / "doctrees"), str(ROOT / "docs"), str(built)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return built / "ccadmin.1"


def test_the_site_is_read_without_a_warning_and_the_manual_page_has_its_parts(
    manual: Path,
) -> None:
    text = manual.read_text(encoding="utf-8")
    parts = re.findall(r'(?m)^\.SH (?:"(.*?)"|(.*))$', text)

    assert [one or other for one, other in parts] == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS", "ENVIRONMENT",
        "ERROR CODES", "FILES", "ROUTING", "SEE ALSO", "Author", "Copyright",
    ]  # fmt: skip


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_manual_page_is_set_without_a_complaint(manual: Path) -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-k", "-z", str(manual)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")


def test_the_reference_names_every_command_option_value_and_example() -> None:
    pages: dict[str, str] = runpy.run_path(str(ROOT / "docs" / "reference.py"))["pages"]()
    shown = pages["manual.md"]
    missing = [
        (path, expected)
        for path, command in _commands()
        for expected in _expected(path, command)
        if expected not in shown or expected not in _page(pages, path)
    ]

    assert missing == []
    assert {name.removeprefix("topics/") for name in pages if name.startswith("topics/")} == {
        f"{topic}.md" for topic in topics.TOPICS
    }


def test_every_option_and_argument_says_what_it_is_for() -> None:
    silent = [
        (path, parameter.name)
        for path, command in _commands()
        for parameter in command.params
        if parameter.name != "help" and not parameter.help
    ]

    assert silent == []


def _commands() -> Iterator[tuple[str, Any]]:
    todo: list[tuple[str, Any]] = [("ccadmin", typer.main.get_command(app))]
    while todo:
        path, command = todo.pop()
        if path != "ccadmin":
            yield path, command
        names = command.list_commands(None) if hasattr(command, "list_commands") else ()
        todo.extend((f"{path} {name}", command.get_command(None, name)) for name in names)


def _expected(path: str, command: Any) -> Iterator[str]:
    yield f"{path.removeprefix('ccadmin ')}\n"
    yield from (command.epilog or "").splitlines()
    for parameter in command.params:
        if panel(parameter) != GLOBAL_PANEL:
            option = parameter.param_type_name == "option"
            choices = [str(choice) for choice in getattr(parameter.type, "choices", ())]
            yield from [*parameter.opts, *choices] if option else choices[:1]


def _page(pages: dict[str, str], path: str) -> str:
    return pages[f"commands/{path.split()[1]}.md"]
