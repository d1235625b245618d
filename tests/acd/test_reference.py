"""The reference stands apart from the engine that it is held against: it shares words and values alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
THAT_RUN: Final = {"build_state", "rank", "sample", "simulate"}
"""What of the engine's public face is no value."""


def test_it_imports_words_and_values_and_nothing_that_distributes() -> None:
    modules, names = set(), set()
    for path in (HERE / "reference").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules.add(str(node.module))
                names |= {name.name for name in node.names}

    assert modules - sys.stdlib_module_names == {"ccadmin.engine", "ccadmin.vocabulary"}
    assert names & THAT_RUN == set()


def test_loading_it_loads_no_part_of_the_distributor() -> None:
    script = "import sys, tests.acd.reference; print(*(m for m in sys.modules if 'acd' in m))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = set(done.stdout.split())
    assert "tests.acd.reference.simulation" in loaded
    assert {module for module in loaded if module.startswith("ccadmin.acd")} == set()
