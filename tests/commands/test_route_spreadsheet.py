"""A file of calls as a spreadsheet saves it: semicolons, names of its own, the day first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

SHEET = """\
Call ID;Start;Queue;Duration (s);Agent
1001;2.3.2026 9:15;Sales;185;Ana
1002;02.03.2026 09:16:30;SALES;00:01:35;Ana
"""
COLUMNS = (
    " --column id='Call ID' --column arrived=Start --column group=Queue"
    " --column talk='Duration (s)'"
)


def test_calls_are_routed_as_the_spreadsheet_wrote_them(tenant: Path, run: Run) -> None:
    for line in ("agent add Ana --extension 101", "group add sales", "group members add sales Ana"):
        run(line)
    (tenant.parent / "calls.csv").write_text(SHEET)

    result = run(f"route --simulate calls.csv --timezone Europe/Sofia --out out.csv{COLUMNS}")

    assert result.exit_code == 0
    out = pl.read_csv(tenant.parent / "out.csv", infer_schema=False)
    assert out.select("id", "arrived", "last_group", "agent", "wait").rows() == [
        ("1001", "2026-03-02T07:15:00.000Z", "sales", "Ana", "0.0"),
        ("1002", "2026-03-02T07:16:30.000Z", "sales", "Ana", "95.0"),
    ]
