"""A fresh tenant for each test, and a way to run command lines against it."""

from __future__ import annotations

import os
import shlex
import shutil
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings
from typer.testing import CliRunner

from ccadmin import store
from ccadmin.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result


# A machine that is busy with other things makes no test fail; in CI Hypothesis' own profile for it
# is in force, which draws the same examples each time.
settings.register_profile("patient", deadline=None)
if "CI" not in os.environ:
    settings.load_profile("patient")


class Run(Protocol):
    """Runs one command line, without the leading `ccadmin`."""

    def __call__(self, line: str, *, stdin: str | None = None) -> Result: ...


@pytest.fixture(autouse=True)
def _own_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine that runs the tests reaches the program under test."""
    for name in list(os.environ):
        if name.startswith("CCADMIN_"):
            monkeypatch.delenv(name)
    for name in ("FORCE_COLOR", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CCADMIN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def _new_tenant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a new tenant, made once and copied for each test."""
    path = tmp_path_factory.mktemp("new") / "tenant.db"
    store.create(path, name="test", zone="Europe/Sofia", region="BG")
    return path


@pytest.fixture
def tenant(_new_tenant: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a new tenant, which commands of this test find by CCADMIN_DB."""
    path = tmp_path / "tenant.db"
    shutil.copy(_new_tenant, path)
    monkeypatch.setenv("CCADMIN_DB", str(path))
    return path


@pytest.fixture
def run() -> Run:
    """Run a command line in this process through the front door."""
    runner = CliRunner()

    def invoke(line: str, *, stdin: str | None = None) -> Result:
        return runner.invoke(app, shlex.split(line), input=stdin)

    return invoke
