"""Build the sdist and a wheel from it, and try the wheel where nothing but its needs is installed.

    python release/check.py        leaves both in dist/

It ends with the first thing that is not as it must be. Run by `make package`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import ZipFile

ROOT: Final = Path(__file__).resolve().parent.parent
DIST: Final = ROOT / "dist"
DEVELOPMENT: Final = ("pytest", "sphinx", "cython", "simpy", "holidays", "httpx")
"""Packages of extras: the program must start and run without every one of them."""


def main() -> None:
    """Build, look inside, install, run, resolve the extras."""
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "build", "--outdir", str(DIST))
    (sdist,), (wheel,) = DIST.glob("*.tar.gz"), DIST.glob("*.whl")
    say(f"built {sdist.name} and {wheel.name}")
    look_inside(wheel)
    with TemporaryDirectory() as folder:
        python = clean_environment(Path(folder))
        install(python, str(wheel))
        run(python, "-m", "pip", "check")
        try_out(Path(python).parent, Path(folder))
        for extra in extras():
            install(python, f"{wheel}[{extra}]", "--dry-run")
            say(f"extra {extra} resolves")
    say("all is well")


def look_inside(wheel: Path) -> None:
    """A wheel without the compiled engine would be taken instead of the sdist, and never compile."""
    names = ZipFile(wheel).namelist()
    compiled = [name for name in names if "/native/" in name and name.endswith((".so", ".pyd"))]
    must(not wheel.stem.endswith("-none-any"), "the wheel is pure: no C compiler?")
    must(bool(compiled), "the engine is not compiled: no C compiler?")
    must(any(name.endswith("man/man1/ccadmin.1") for name in names), "no manual page: make docs")
    must("ccadmin/py.typed" in names, "no py.typed")
    topics = [name for name in names if re.fullmatch(r"ccadmin/help/[a-z-]+\.txt", name)]
    kept = list((ROOT / "ccadmin" / "help").glob("*.txt"))
    must(len(topics) == len(kept), f"{len(topics)} help topics of {len(kept)}")
    say(f"{len(compiled)} compiled parts of the engine, {len(topics)} help topics, a manual page")


def clean_environment(folder: Path) -> str:
    """A virtual environment with pip and nothing else; returns its interpreter."""
    venv.create(folder / "venv", with_pip=True)
    return str(folder / "venv" / "bin" / "python")


def install(python: str, *what: str) -> None:
    """Install with the versions that are tested together."""
    run(
        python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--constraint", str(ROOT / "constraints.txt"), *what,
    )  # fmt: skip


def try_out(programs: Path, folder: Path) -> None:
    """Run the program as its user would: what it is, the example centre, a question about a call."""
    python = str(programs / "python")
    for name in DEVELOPMENT:
        found = f"import importlib.util; print(importlib.util.find_spec('{name}'))"
        must(run(python, "-c", found).strip() == "None", f"{name} came with the wheel")
    home = folder / "home"
    home.mkdir()
    environment = {"PATH": f"{programs}:/usr/bin:/bin", "HOME": str(home), "COLUMNS": "80"}
    what = json.loads(
        run("ccadmin", "version", "--verbose", "-o", "json", cwd=home, env=environment)
    )
    must(what["compiled_engine"] == "compiled", f"the engine is {what['compiled_engine']}")
    example = ROOT / "examples" / "corner-shop"
    told = run("sh", str(example / "run.sh"), cwd=home, env=environment)
    must("Boris takes a call, next Vera" in told, "the example ended otherwise")
    explained = run(
        "ccadmin", "--db", "demo/corner-shop.db", "route", "--simulate", str(example / "calls.csv"),
        "--explain", "C042", "-o", "table", cwd=home, env=environment,
    )  # fmt: skip
    must("Contact C042: " in explained, "no call was explained")
    manual = programs.parent / "share" / "man" / "man1" / "ccadmin.1"
    must(manual.is_file(), "the manual page is not installed")
    say(f"ccadmin {what['ccadmin']} runs on Python {what['python']}, {what['compiled_engine']}")


def extras() -> list[str]:
    """The extras of the project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return list(project["optional-dependencies"])


def run(*command: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Run a command and return what it prints; what goes wrong is shown, and ends all."""
    where = None if env is None else {**env}
    program = shutil.which(command[0], path=None if where is None else where["PATH"])
    done = subprocess.run(  # noqa: S603 - our own commands
        [program or command[0], *command[1:]], cwd=cwd or ROOT, env=where or os.environ,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    must(done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


def must(so: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as it is meant
    """Go on only where it is so."""
    if not so:
        sys.exit(f"error: {otherwise}")


def say(text: str) -> None:
    """Tell how far it has come."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
