"""Writes the generated blocks of README and docs anew, or with `--check` says which are stale.

A block stands between `<!-- NAME: written by `make docs` -->` and `<!-- end of NAME -->`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
EXAMPLE: Final = ROOT / "examples" / "corner-shop" / "run.sh"


def demo() -> str:
    """What `make demo` prints on a terminal of 80 columns."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603 - our own example
            ["/bin/sh", str(EXAMPLE)],
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
    lines = [line.rstrip() for line in done.stdout.strip("\n").splitlines()]
    return "```\n" + "\n".join(lines) + "\n```"


def environment() -> dict[str, str]:
    """The variables with which examples run: the program is found, and no setting reaches it.

    Nor does what measures the coverage of child processes: each command would take half as long again.
    """
    ours = ("CCADMIN_", "COVERAGE_")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(ours)},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        "NO_COLOR": "1",
    }


def with_block(text: str, name: str, content: str) -> str:
    """The page with the block of that name replaced.

    Raises:
        ValueError: the page has no such block.
    """
    begin, end = f"<!-- {name}: written by `make docs` -->", f"<!-- end of {name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if pattern.search(text) is None:
        message = f"no block {name}"
        raise ValueError(message)
    return pattern.sub(lambda _: f"{begin}\n{content}\n{end}", text)


def main() -> int:
    """Write the pages, or only compare them; 1 when something was stale and not written."""
    page = ROOT / "README.md"
    old = page.read_text(encoding="utf-8")
    new = with_block(old, "demo", demo())
    if "--check" in sys.argv[1:]:
        return int(new != old)
    page.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
