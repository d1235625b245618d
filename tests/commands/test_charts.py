"""`--show charts` of route and report: pictures for people, the same figures for programs."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

CALLS = """\
id,arrived,group,talk,patience
a,2026-03-02 09:00:00,sales,60,30
b,2026-03-02 09:00:10,sales,60,30
c,2026-03-02 09:20:00,sales,600,
d,2026-03-02 09:20:00,sales,60,
e,2026-03-02 10:10:00,sales,60,0
"""
PICTURES = """\

Contacts by time of arrival, 15 min each, 2026-03-02, Europe/Sofia
█ answered  ▒ gave up
     2┤▒▒▒▒▒▒▒▒▒▒▒▒▒ █████████████
      │▒▒▒▒▒▒▒▒▒▒▒▒▒ █████████████
      │▒▒▒▒▒▒▒▒▒▒▒▒▒ █████████████
      │▒▒▒▒▒▒▒▒▒▒▒▒▒ █████████████
     1┤█████████████ █████████████                             █████████████
      │█████████████ █████████████                             █████████████
      │█████████████ █████████████                             █████████████
     0┤█████████████ █████████████                             █████████████
      └──────┬─────────────┬─────────────┬─────────────┬─────────────┬──────
           09:00         09:15         09:30         09:45         10:00

Service level, target 80 %
 100 %┤█████████████                                           █████████████
      │█████████████───────────────────────────────────────────█████████████
      │█████████████                                           █████████████
      │█████████████                                           █████████████
  50 %┤█████████████ █████████████                             █████████████
      │█████████████ █████████████                             █████████████
      │█████████████ █████████████                             █████████████
   0 %┤█████████████ █████████████                             █████████████
      └──────┬─────────────┬─────────────┬─────────────┬─────────────┬──────
           09:00         09:15         09:30         09:45         10:00

Mean wait of those who arrived then, seconds
   400┤
      │
      │              █████████████
      │              █████████████
   200┤              █████████████
      │              █████████████
      │              █████████████
     0┤█████████████ █████████████
      └──────┬─────────────┬─────────────┬─────────────┬─────────────┬──────
           09:00         09:15         09:30         09:45         10:00

Most who waited at the same time
     2┤
      │
      │
      │
     1┤█████████████ █████████████
      │█████████████ █████████████
      │█████████████ █████████████
     0┤█████████████ █████████████
      └──────┬─────────────┬─────────────┬─────────────┬─────────────┬──────
           09:00         09:15         09:30         09:45         10:00

Service level by group
sales ███████████████████████████████████████              75.0 %, missed 80/20

Occupancy by agent
Ana ████████████▍                                                        18.3 %
"""


@pytest.fixture
def shop(tenant: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One agent, one group, and a terminal of eighty columns without colours."""
    for line in ("agent add Ana --extension 101", "group add sales", "group members add sales Ana"):
        assert run(line).exit_code == 0
    Path("calls.csv").write_text(CALLS, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    return tenant


def test_a_run_is_drawn_as_bars_by_time_and_by_name(shop: Path, run: Run) -> None:
    result = run("route --simulate calls.csv --show charts -o table")

    assert result.exit_code == 0, result.stderr
    assert result.stdout == PICTURES


def test_colours_change_nothing_but_the_colour(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "route --simulate calls.csv --show charts -o table"
    plain = run(line).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run(line).stdout
    monkeypatch.setenv("TERM", "dumb")

    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert run(line).stdout == plain


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
def test_pictures_keep_to_the_terminal(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    result = run("route --simulate calls.csv --show charts -o table")

    pictures = [line for line in result.stdout.splitlines() if re.search("[█▒┤┬]", line)]
    assert len(pictures) > 20
    assert max(map(len, pictures)) <= min(columns, 120)


def test_programs_get_the_figures_behind_the_pictures(shop: Path, run: Run) -> None:
    assert run("route --simulate calls.csv --out done.csv").exit_code == 0
    document = json.loads(run("route --simulate calls.csv --show charts -o json").stdout)
    reported = json.loads(run("report done.csv --show charts -o json").stdout)

    assert [(each["start"][11:16], each["offered"]) for each in document["intervals"]] == [
        ("09:00", 2), ("09:15", 2), ("09:30", 0), ("09:45", 0), ("10:00", 1)
    ]  # fmt: skip
    assert reported["intervals"] == document["intervals"]


def test_a_long_time_gets_longer_bars(shop: Path, run: Run) -> None:
    rows = "".join(f"2026-03-{day:02} 10:00:00,sales,60\n" for day in range(1, 31))
    Path("month.csv").write_text(f"arrived,group,talk\n{rows}", encoding="utf-8")
    result = run("route --simulate month.csv --show charts -o table --interval 15")

    title, _legend, *_bars, times = result.stdout.split("\n\n")[0].split("\n")[1:]
    assert title == (
        "Contacts by time of arrival, 24 h each, 2026-03-01 to 2026-03-30, Europe/Sofia"
    )
    assert times.split() == ["03-01", "03-09", "03-17", "03-25"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("route --simulate calls.csv --show charts", "-o plain holds no charts"),
        ("route --simulate calls.csv --show charts -o csv", "-o csv holds no charts"),
        ("report done.csv --show charts", "-o plain holds no charts"),
        ("report a.csv b.csv --show charts -o table", "charts are drawn of one file at a time"),
    ],
)
def test_charts_are_refused_where_there_is_no_room_for_them(
    shop: Path, run: Run, line: str, said: str
) -> None:
    result = run(line)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: {said}\n\nhint: ")


def test_without_the_library_charts_say_what_to_install(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "plotext", None)
    result = run("route --simulate calls.csv --show charts -o table -q")

    assert result.exit_code == 5
    assert result.stderr == (
        'error: charts need the library "plotext", which is not installed\n\n'
        "hint: pip install 'ccadmin[charts]'\n"
    )
