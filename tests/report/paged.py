"""A centre whose names are markup and formulas, run once for all tests of pages."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from typer.testing import CliRunner

from ccadmin import store
from ccadmin.cli import app

if TYPE_CHECKING:
    from tests.conftest import Run

SCRIPT: Final = "<script>alert(1)</script>"
IMAGE: Final = '"><img src=x onerror=alert(2)>'
FORMULA: Final = "=1+1"
MIXED: Final = "support & <b>sales</b>"
LINES: Final = (
    f"agent add {FORMULA} --extension 101",
    f"agent add {shlex.quote(IMAGE)} --extension 102",
    "agent add Cleo --extension 103 --extension-delay 25",
    f"hours set agent {FORMULA} mon-fri 08:00-12:00",
    f"group add {shlex.quote(SCRIPT)} --wrap-up 20",
    f"group add {shlex.quote(MIXED)} --service-level 90/30 --escalates-to {shlex.quote(SCRIPT)}",
    "group add late --max-wait 20 --on-timeout voicemail",
    f"group members add {shlex.quote(SCRIPT)} {FORMULA} Cleo",
    f"group members add {shlex.quote(MIXED)} {shlex.quote(IMAGE)}",
    "group members add late Cleo",
)
HEADING: Final = "id,arrived,channel,group,talk,patience,level,rating"


def calls() -> str:
    """Contacts of a morning: three groups, two channels, a few that go up, some that give up."""
    rows = [HEADING]
    for number in range(160):
        minute, second = divmod(number * 97 % 10_800, 60)
        group = (SCRIPT, MIXED, SCRIPT, "late")[number % 4]
        cells = [
            "</script>" if number == 0 else f"c{number}",
            f"2026-03-02 {8 + minute // 60:02}:{minute % 60:02}:{second:02}",
            "chat" if number % 7 == 0 else "call",
            group,
            str(60 + number * 37 % 240),
            str(20 + number * 53 % 400),
            "1" if group == MIXED and number % 3 == 0 else "0",
            str(1 + number % 5) if number % 6 == 0 else "",
        ]
        rows.append(",".join(cells))
    return "\n".join(rows) + "\n"


def build(folder: Path) -> None:
    """Set the centre up in a folder, as `tenant.db`, and run it: `out.csv`, `events.csv`.

    `fewer.csv` is what comes of three contacts in four.
    """
    store.create(folder / "tenant.db", name="test", zone="Europe/Sofia", region="BG")
    (folder / "calls.csv").write_text(calls(), encoding="utf-8")
    kept = [line for number, line in enumerate(calls().splitlines()) if number % 4 != 2]
    (folder / "some.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    run_in(
        folder,
        *LINES,
        "route --simulate calls.csv --out out.csv --events events.csv",
        "route --simulate some.csv --out fewer.csv",
    )


def run_in(folder: Path, *lines: str) -> None:
    """Run command lines in such a folder."""
    runner = CliRunner()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("CCADMIN_DB", str(folder / "tenant.db"))
        for line in lines:
            result = runner.invoke(app, shlex.split(line))
            assert result.exit_code == 0, result.stderr


def page_of(run: Run, line: str) -> str:
    """The page that a command line writes."""
    result = run(f"{line} --html page.html")
    assert result.exit_code == 0, result.stderr
    return Path("page.html").read_text(encoding="utf-8")


def data_of(page: str) -> dict[str, Any]:
    """What a page holds for its script."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    held: dict[str, Any] = json.loads(found[1])
    return held
