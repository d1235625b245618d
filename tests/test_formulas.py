"""Names in CSV that a spreadsheet would run, written so that it does not, and read back whole."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccadmin.formulas import bare, bare_columns, csv_cell, guarded, guarded_columns

if TYPE_CHECKING:
    from tests.conftest import Run

TEXTS = st.text(alphabet="=+-@'\t a1.(é|", max_size=6)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"),
        ("'=1+1", "''=1+1"),
        ("+359 88 123-4567", "+359 88 123-4567"),
        ("-12.5", "-12.5"),
        ("Ana", "Ana"),
        ("'Ana'", "'Ana'"),
        ("", ""),
    ],
)
def test_only_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str, written: str) -> None:
    assert guarded(text) == written


def test_a_number_is_written_as_it_is() -> None:
    assert csv_cell(-1e-06, "-1e-06") == "-1e-06"
    assert csv_cell("-1e-06", "-1e-06") == "'-1e-06"


@given(TEXTS)
def test_every_text_comes_back(text: str) -> None:
    assert bare(guarded(text)) == text


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_columns_are_written_as_single_texts_are(texts: list[str]) -> None:
    table = pl.DataFrame({"agent": texts, "count": range(len(texts))})
    written = guarded_columns(table, ("agent", "count", "none"))
    assert written["agent"].to_list() == [guarded(text) for text in texts]
    assert bare_columns(written, ("agent", "count")).equals(table)


def test_what_is_nothing_stays_nothing() -> None:
    table = pl.DataFrame({"agent": [None, "=1"]})
    assert guarded_columns(table, ["agent"])["agent"].to_list() == [None, "'=1"]
    assert bare_columns(table, ["agent"])["agent"].to_list() == [None, "=1"]


def test_an_agent_that_is_a_formula_harms_no_spreadsheet_and_is_found_again(
    tenant: Path, run: Run
) -> None:
    """In lists, outcomes, events and tables beside documents; ids are written as they came."""
    for line in (
        "agent add '=1+1' --extension 101",
        "group add '@sum'",
        "group members add '@sum' '=1+1'",
    ):
        assert run(line).exit_code == 0
    Path("calls.csv").write_text(
        "id,arrived,group,talk,note\n=7,2026-03-02 09:00,@sum,60,=A1\n", encoding="utf-8"
    )
    for suffix in ("csv", "tsv", "parquet", "ndjson"):
        done = run(f"route --simulate calls.csv --out out.{suffix} --events events.{suffix}")
        assert done.exit_code == 0, done.stderr
    told = [row["name"] for row in csv.DictReader(io.StringIO(run("agent list -o csv").stdout))]
    assert told == ["'=1+1"]
    (row,) = csv.DictReader(io.StringIO(Path("out.csv").read_text(encoding="utf-8")))
    assert [row[name] for name in ("id", "first_group", "last_group", "agent", "note")] == [
        *("=7", "'@sum", "'@sum", "'=1+1", "=A1")
    ]
    assert pl.read_parquet("out.parquet")["agent"].to_list() == ["=1+1"]
    reports = [
        json.loads(run(f"report {kind}.{suffix} -o json").stdout)
        for kind in ("out", "events")
        for suffix in ("csv", "tsv", "parquet", "ndjson")
    ]
    for report in reports:
        assert [agent["name"] for agent in report["agents"]] == ["=1+1"]
        assert [group["name"] for group in report["groups"]] == ["@sum"]
        assert report["totals"]["answered"] == 1
    answer = json.loads(
        run("route --group @sum --at '2026-03-02 10:00' --history out.csv -o json").stdout
    )
    assert answer["candidates"][0]["name"] == "=1+1"
    assert answer["candidates"][0]["idle_since"].startswith("2026-03-02T09:01:00")
