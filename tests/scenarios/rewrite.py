"""Write the transcripts anew, for a review by eye: `python -m tests.scenarios.rewrite [NAME...]`."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from ccadmin import store
from ccadmin.cli import app
from tests.scenarios.transcript import FOLDER, WIDTH, play

if TYPE_CHECKING:
    from typer.testing import Result


def rewrite(story: Path) -> None:
    """Play a transcript in a folder and a tenant of its own, and keep what the commands print."""
    runner = CliRunner()

    def run(line: str) -> Result:
        return runner.invoke(app, shlex.split(line))

    with TemporaryDirectory() as folder, chdir(folder):
        path = Path(folder) / "tenant.db"
        store.create(path, name="test", zone="Europe/Sofia", region="BG")
        os.environ.update(CCADMIN_DB=str(path), COLUMNS=WIDTH)
        told = play(story.read_text(encoding="utf-8"), run)
    story.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    for each in sorted(FOLDER.glob("*.txt")):
        if each.stem in sys.argv[1:] or not sys.argv[1:]:
            rewrite(each)
