"""A table on terminals of every width: wide, close, as records, and with names that are broken."""

from __future__ import annotations

import io
from typing import Any, Final

import pytest

from ccadmin.console import Console, Format

FIGURES: Final[list[dict[str, Any]]] = [
    {
        "group": "客户服务中心账单部",
        "calls": 12345,
        "level": "100.0 %",
        "AHT": "1054.0",
        "note": "",
    },
    {"group": "Rückerstattungen", "calls": 6, "level": "9.5 %", "AHT": "31.3", "note": "quiet"},
]
ROOMY: Final = """\
group               calls    level     AHT  note
──────────────────────────────────────────────────
客户服务中心账单部  12345  100.0 %  1054.0
Rückerstattungen        6    9.5 %    31.3  quiet
"""
CLOSE: Final = """\
group            calls   level    AHT note
───────────────────────────────────────────
客户服务中心账单 12345 100.0 % 1054.0
部
Rückerstattungen     6   9.5 %   31.3 quiet
"""
RECORDS: Final = """\
group 客户服务中心账单部
  calls 12345  level 100.0 %
  AHT 1054.0
group Rückerstattungen
  calls 6  level 9.5 %
  AHT 31.3  note quiet
"""
SLIVERS: Final = """\
group
  客户服务中心账
  单部
  calls 12345
  level 100.0 %
  AHT 1054.0
group
  Rückerstattunge
  n
  calls 6
  level 9.5 %
  AHT 31.3
  note quiet
"""


@pytest.mark.parametrize(
    ("width", "expected"), [(50, ROOMY), (43, CLOSE), (30, RECORDS), (17, SLIVERS)]
)
def test_where_columns_do_not_fit_they_stand_closer_and_then_each_row_is_a_record(
    monkeypatch: pytest.MonkeyPatch, width: int, expected: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = io.StringIO()

    Console(format=Format.TABLE, out=out, err=io.StringIO()).rows(FIGURES, list(FIGURES[0]))

    assert out.getvalue() == expected
