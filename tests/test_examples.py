"""The examples run as they stand, and the README shows what they print."""

from __future__ import annotations

import runpy
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def generate() -> dict[str, Any]:
    """The script that writes the generated blocks."""
    return runpy.run_path(str(ROOT / "docs" / "generate.py"))


def test_the_readme_shows_what_the_demo_prints(generate: dict[str, Any]) -> None:
    page = (ROOT / "README.md").read_text(encoding="utf-8")

    assert page == generate["with_block"](page, "demo", generate["demo"]()), "run: make docs"


def test_a_page_without_the_block_is_refused(generate: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no block demo"):
        generate["with_block"]("nothing here", "demo", "")


def test_the_pipeline_step_prints_what_is_expected_and_leaves_nothing_behind(
    tmp_path: Path, generate: dict[str, Any]
) -> None:
    step = ROOT / "examples" / "seed-ci" / "step.sh"
    environment = generate["environment"]() | {"TMPDIR": str(tmp_path)}
    done = subprocess.run(
        ["sh", str(step)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == step.with_name("expected.txt").read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == []


def test_a_centre_in_git_is_made_reviewed_changed_and_taken_back(
    tmp_path: Path, generate: dict[str, Any]
) -> None:
    example = ROOT / "examples" / "centre-in-git"
    done = subprocess.run(
        ["sh", str(example / "run.sh")],
        cwd=tmp_path,
        env=generate["environment"](),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout == (example / "expected.txt").read_text(encoding="utf-8")
