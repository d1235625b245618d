"""The centre of the tests of pages, built once and copied for each."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.report import paged

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the centre, its contacts and what came of them."""
    folder = tmp_path_factory.mktemp("paged")
    paged.build(folder)
    return folder


@pytest.fixture(scope="session")
def pages(built: Path) -> Path:
    """The folder with the pages of both files, `events.html` and `out.html`, and `compared.html`."""
    paged.run_in(
        built,
        "report events.csv --html events.html",
        "report out.csv --html out.html",
        "report out.csv fewer.csv --html compared.html",
    )
    return built


@pytest.fixture
def made(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tenant of a copy of that folder, in which the test runs."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("CCADMIN_DB", str(tmp_path / "tenant.db"))
    return tmp_path / "tenant.db"
