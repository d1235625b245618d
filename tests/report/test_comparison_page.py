"""A page of two reports: the figures of both, how far they are apart, and charts of both."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ccadmin import store
from ccadmin.report.compare import compared
from ccadmin.report.html.comparison import steps_of_both
from ccadmin.report.parts import Style
from ccadmin.review import Viewer, Wanted, review
from ccadmin.vocabulary import Show
from tests.report.paged import MIXED, SCRIPT, data_of, page_of

if TYPE_CHECKING:
    from tests.conftest import Run

TWO = "report out.csv fewer.csv"


def rows_of(page: str, part: str) -> list[list[str]]:
    """The cells of a table of the page, by rows; a name stands in the first row of its figures."""
    (table,) = re.findall(rf'<table data-part="{part}">.*?</thead>(.*?)</table>', page, re.DOTALL)
    rows = []
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        words = [html.unescape(re.sub(r"</?button[^>]*>", "", cell)) for cell in cells]
        rows.append(words if "rowgroup" in row or part == "totals" else ["", *words])
    return rows


def test_its_tables_are_those_of_the_comparison(made: Path, run: Run) -> None:
    page = page_of(run, f"{TWO} --interval 60")
    with store.reading(made) as tenant:
        first, second = (
            review(name, Wanted("Europe/Sofia", 60), Viewer(tenant)).summary
            for name in ("out.csv", "fewer.csv")
        )
    for show in ("totals", "channels", "groups", "agents", "intervals"):
        (part,) = compared(first, second, Style("Europe/Sofia", 60, Show(show)))
        told = [[str(part.shown(row)[name]) for name in part.columns] for row in part.rows]
        assert rows_of(page, show) == told
        assert told
    assert 'data-part="centers"' not in page


def test_it_tells_at_a_glance_what_has_changed(made: Path, run: Run) -> None:
    page = page_of(run, TWO)
    (head,) = re.findall(r"<h1>(.*?)</h1>", page)
    assert head == "out.csv and fewer.csv"
    facts = re.findall(r"<span>(first|second): <b>(.*?)</b></span>\n<span><b>(\d+)</b>", page)
    assert facts == [("first", "out.csv", "160"), ("second", "fewer.csv", "120")]
    tiles = re.findall(r'data-tile="(\w+)">.*?<dd>(.*?)</dd>\n<dd class="was">(.*?)</dd>', page)
    told = {name: (value, was) for name, value, was in tiles}
    assert told["offered"] == ("120", "−40, from 160")
    assert told["refused"] == ("0", "as in the first")
    assert told["occupancy"] == ("–", "as in the first")


def test_what_only_one_of_them_has_is_said(made: Path, run: Run) -> None:
    head, *rows = Path("fewer.csv").read_text(encoding="utf-8").splitlines()
    lost = [row for row in rows if ",abandoned," in row]
    Path("lost.csv").write_text("\n".join([head, *lost]) + "\n", encoding="utf-8")
    tile = r'data-tile="average_speed_of_answer">.*?<dd>(.*?)</dd>\n<dd class="was">(.*?)</dd>'
    ((told, was),) = re.findall(tile, page_of(run, "report fewer.csv lost.csv"))
    assert told == "–"
    assert re.fullmatch(r"from \d+\.\d s", was)


def test_the_line_that_prints_the_same_has_all_that_was_given(made: Path, run: Run) -> None:
    line = f"{TWO} --timezone UTC --target 90/10 --channel chat --channel call --from 2026-03-02"
    page = page_of(run, line)
    assert f'<code id="command">ccadmin {line}</code>' in page


def test_files_of_one_name_are_told_apart(made: Path, run: Run) -> None:
    Path("after").mkdir()
    Path("after/out.csv").write_bytes(Path("fewer.csv").read_bytes())
    page = page_of(run, "report out.csv after/out.csv")
    assert "<h1>out.csv and after/out.csv</h1>" in page


def test_no_name_is_markup_and_only_its_own_scripts_run(made: Path, run: Run) -> None:
    page = page_of(run, TWO)
    assert page.count("<script") == page.count("</script>") == 3
    assert {group["name"] for group in data_of(page)["groups"]} == {SCRIPT, MIXED, "late"}
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert re.findall(r"https?://[^\s\"'`)]+", page.partition("<script>")[0]) == []


def test_it_holds_nothing_of_those_whom_its_reader_may_not_see(made: Path, run: Run) -> None:
    page = page_of(run, f"{TWO} --as Cleo")
    held = data_of(page)
    assert [row["name"] for row in held["agents"]] == ["Cleo"]
    assert held["groups"] == []
    assert "=1+1" not in page
    assert page.count("may not see the figures of 2 of the agents and 3 of the groups") == 2


def test_charts_show_both_of_each_step_and_name() -> None:
    first = [step("2026-03-02T09:00:00+02:00", 3), step("2026-03-02T09:30:00+02:00", 4)]
    second = [step("2026-03-02T09:15:00+02:00", 5), step("2026-03-02T09:30:00+02:00", 6)]
    assert steps_of_both(first, second, ["abandoned"]) == [
        both("2026-03-02T09:00:00+02:00", 3, None),
        both("2026-03-02T09:15:00+02:00", None, 5),
        both("2026-03-02T09:30:00+02:00", 4, 6),
    ]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param(
            ["2026-03-30T09:00:00+03:00"], [("2026-03-02T09:00:00+02:00", 0, 0)], id="another day"
        ),
        pytest.param(
            ["2026-03-03T09:00:00+02:00", "2026-03-04T09:00:00+02:00"],
            [
                ("2026-03-02T09:00:00+02:00", 0, None),
                ("2026-03-03T09:00:00+02:00", None, 0),
                ("2026-03-04T09:00:00+02:00", None, 1),
            ],
            id="two other days",
        ),
        pytest.param([], [("2026-03-02T09:00:00+02:00", 0, None)], id="nothing"),
    ],
)
def test_two_days_are_paired_by_the_clock(
    second: list[str], expected: list[tuple[str, int | None, int | None]]
) -> None:
    first = [step("2026-03-02T09:00:00+02:00", 0)]
    others = [step(start, number) for number, start in enumerate(second)]
    found = steps_of_both(first, others, ["abandoned"])
    assert found == [both(start, one, other) for start, one, other in expected]


def test_steps_are_in_order_where_the_clock_is_put_back() -> None:
    first = [step("2026-10-25T03:00:00+02:00", 2), step("2026-10-25T04:00:00+02:00", 3)]
    second = [step("2026-10-25T03:00:00+03:00", 1), step("2026-10-25T04:00:00+02:00", 4)]
    starts = [row["start"] for row in steps_of_both(first, second, ["abandoned"])]
    assert starts == [
        "2026-10-25T03:00:00+03:00",
        "2026-10-25T03:00:00+02:00",
        "2026-10-25T04:00:00+02:00",
    ]


def step(start: str, abandoned: int) -> dict[str, Any]:
    """One step of a report."""
    return {"start": start, "abandoned": abandoned, "offered": 9}


def both(start: str, first: int | None, second: int | None) -> dict[str, Any]:
    """One step of both."""
    sides = [None if value is None else {"abandoned": value} for value in (first, second)]
    return {"start": start, "first": sides[0], "second": sides[1]}
