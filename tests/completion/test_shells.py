"""Completion in the shells themselves: typed, completed by the tab key, and read off the screen."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from select import select
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Run

AWKWARD: Final = ("Ana Maria", "Ana's $(touch caught) `touch caught`", "Боряна")
"""Names that a shell would take for several words, or obey."""

PATIENCE: Final = 60.0


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


@pytest.fixture
def environment(tenant: Path, run: Run, tmp_path: Path) -> dict[str, str]:
    """What a shell of a test sees: our program first, and a home with nothing in it."""
    for name in AWKWARD:
        assert run(f"agent add {shlex.quote(name)}").exit_code == 0
    assert run("group add sales").exit_code == 0
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "CCADMIN_DB": str(tenant),
        "HOME": str(tmp_path),
        "TERM": "dumb",
        "COLUMNS": "200",
        "LC_ALL": "C.UTF-8",
        "PS1": "$ ",
    }


class Terminal:
    """A shell at a terminal, of which the test is the keyboard and the screen."""

    def __init__(self, *command: str, environment: dict[str, str]) -> None:
        self.ours, theirs = os.openpty()
        self.shell = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
            start_new_session=True,
        )  # fmt: skip
        os.close(theirs)

    def type(self, keys: str, until: str) -> str:
        """Press keys and wait for something on the screen; returns all that was shown since."""
        os.write(self.ours, keys.encode())
        shown, end = b"", time.monotonic() + PATIENCE
        while until.encode() not in shown:
            if not select([self.ours], [], [], max(0.0, end - time.monotonic()))[0]:
                raise AssertionError(shown.decode(errors="replace"))
            shown += os.read(self.ours, 65536)
        return shown.decode(errors="replace")

    def close(self) -> None:
        self.shell.kill()
        self.shell.wait()
        os.close(self.ours)


@pytest.fixture(params=[pytest.param(name, marks=needs(name)) for name in ("bash", "zsh")])
def terminal(request: pytest.FixtureRequest, environment: dict[str, str]) -> Iterator[Terminal]:
    """An interactive bash or zsh with nothing in it but our script."""
    command, begin = {
        "bash": (["bash", "--norc", "--noprofile", "-i"], ""),
        "zsh": (["zsh", "-f", "-i"], "autoload -Uz compinit; compinit -u -D; "),
    }[request.param]
    script = f'eval "$(_CCADMIN_COMPLETE=source_{request.param} ccadmin)"'
    opened = Terminal(*command, environment=environment)
    opened.type(f"{begin}{script}; echo rea''dy\n", "ready\r\n")
    yield opened
    opened.close()


def test_the_tab_key_completes_a_line_that_then_does_what_it_says(terminal: Terminal) -> None:
    terminal.type("ccadmin group edit sales --on-full group:sa\t", "group:sales ")
    terminal.type("\x15ccadmin ag\t", "agent ")
    terminal.type("show Ana\\'\t", "caught")
    shown = terminal.type("-o name\n", "touch caught`\r\n")

    assert "error" not in shown
    assert not Path("caught").exists()


@needs("fish")
def test_fish_is_offered_words_options_values_and_names(environment: dict[str, str]) -> None:
    lines = ("ccadmin gro", "ccadmin group edit sales --strategy lin", "ccadmin agent show Ana")
    asked = "; echo ---; ".join(f"complete -C '{line}'" for line in lines)
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"_CCADMIN_COMPLETE=source_fish ccadmin | source; {asked}"],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
        start_new_session=True, timeout=PATIENCE,
    )  # fmt: skip

    groups, strategies, agents = done.stdout.split("---\n")
    assert groups == "group\tGroups of agents, their routing and their members\n"
    assert strategies == "linear\n"
    assert agents.splitlines() == ["Ana Maria", "Ana's $(touch caught) `touch caught`"]
    assert (done.stderr, Path("caught").exists()) == ("", False)


@pytest.mark.parametrize(
    ("shell", "script"),
    [("bash", ".bash_completions/ccadmin.sh"), ("zsh", ".zfunc/_ccadmin"),
     ("fish", ".config/fish/completions/ccadmin.fish")],
)  # fmt: skip
def test_the_script_is_installed_and_shown_for_the_shell_that_asks(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str, script: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("shellingham.detect_shell", lambda: (shell, f"/bin/{shell}"))

    shown, installed = run("--show-completion"), run("--install-completion")

    assert (shown.exit_code, installed.exit_code) == (0, 0)
    assert (tmp_path / script).read_text(encoding="utf-8").strip() == shown.stdout.strip()
    assert f"_CCADMIN_COMPLETE=complete_{shell}" in shown.stdout
