"""A page as text: what is in it, what is not, and what no name in it can do."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ccadmin import store
from ccadmin.report import parts
from ccadmin.report.definitions import DEFINITIONS
from ccadmin.report.html import cells as cells_module
from ccadmin.report.html.frame import LARGEST, asset
from ccadmin.report.html.page import SCRIPTS
from ccadmin.review import Viewer, Wanted, review
from ccadmin.vocabulary import Show
from tests.report.paged import MIXED, SCRIPT, data_of, page_of

if TYPE_CHECKING:
    from tests.conftest import Run

frame_module = import_module("ccadmin.report.html.frame")
CHART_JS = "4.6.1"


def test_no_name_is_markup_in_a_page(made: Path, run: Run) -> None:
    page = page_of(run, "report events.csv")
    assert page.count("<script") == 3
    assert page.count("</script>") == 3
    assert "alert(1)</script>" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert [group["name"] for group in data_of(page)["groups"]] == [
        SCRIPT,
        MIXED,
        "late",
    ]


def test_a_page_may_run_its_own_scripts_and_nothing_else(made: Path, run: Run) -> None:
    page = page_of(run, "report events.csv")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    told = policy[1].replace("&#39;", "'")
    assert told.startswith("default-src 'none'; ")
    inside = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    inside += re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    for text in inside:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in told
    assert len(re.findall("sha256-", told)) == len(inside) == 3
    assert "unsafe" not in told
    addresses = set(re.findall(r"https?://[^\s\"'`)]+", page.partition("<script>")[0]))
    assert addresses == set()
    assert re.findall(r'\s(?:src|srcset|on\w+)="', page.partition("<script>")[0]) == []


def test_the_same_file_gives_the_same_page(made: Path, run: Run) -> None:
    assert page_of(run, "report events.csv") == page_of(run, "report events.csv")
    result = run("report events.csv --html -")
    assert result.stdout == Path("page.html").read_text(encoding="utf-8")


def test_the_tables_are_those_of_the_report(made: Path, run: Run) -> None:
    page = page_of(run, "report events.csv --interval 15")
    with store.reading(made) as tenant:
        summary = review("events.csv", Wanted("Europe/Sofia", 15), Viewer(tenant)).summary
    for show in ("totals", "endings", "channels", "groups", "agents", "intervals"):
        (part,) = parts.parts(summary, parts.Style("Europe/Sofia", 15, Show(show)))
        shown = [part.shown(row) for row in part.rows]
        told = [["–" if row[n] is None else str(row[n]) for n in part.columns] for row in shown]
        assert rows_of(page, show) == told


def test_every_figure_is_defined_in_the_page(made: Path, run: Run) -> None:
    page = page_of(run, "report events.csv")
    held = data_of(page)["definitions"]
    assert held == {
        each.name: {"title": each.title, "unit": each.unit.value, "text": each.formula}
        for each in DEFINITIONS
    }
    for each in DEFINITIONS:
        assert f'id="figure-{each.name}"' in page
    assert set(re.findall(r'data-figure="(\w+)"', page.partition("<script>")[0])) <= set(held)


def test_what_is_not_known_is_said(made: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "What is not in here" not in page_of(run, "report events.csv")
    assert "went from group to group: groups count each" in page_of(run, "report out.csv")
    monkeypatch.delenv("CCADMIN_DB")
    page = page_of(run, "report out.csv")
    assert (
        "<li>no tenant is named: hours, occupancy, utilisation and adherence are not known" in page
    )


def test_lost_and_slow_contacts_are_told(made: Path, run: Run) -> None:
    """By a file of events step by step, by a file of outcomes as far as one row goes."""
    by_events = told_by(page_of(run, "report events.csv"))
    by_rows = told_by(page_of(run, "report out.csv"))
    assert list(by_events) == list(by_rows)
    assert by_events["c26"] == [
        f"it arrives for {SCRIPT}",
        "it rings for Cleo",
        "Cleo does not answer",
        "=1+1 answers on the extension, 0:02:34 after it arrived",
        "=1+1 has ended the talk",
        "=1+1 is done with the work after it",
    ]
    assert by_rows["c26"] == [
        f"it arrives for {SCRIPT}",
        "1 offer rings out",
        "=1+1 answers on the extension, 0:02:34 after it arrived",
        "=1+1 has ended the talk",
    ]
    assert by_events["c9"][3:] == [
        f"it was not solved in {MIXED} and goes to the next group up",
        f"it waits in {SCRIPT}",
        "it rings for Cleo",
        "Cleo does not answer",
        "it gives up 0:04:10 after it arrived: its patience is at an end",
    ]
    assert by_rows["c9"][1:] == [
        "1 offer rings out",
        "it is talked to in 1 group, and goes up",
        "it gives up 0:04:10 after it arrived: its patience is at an end",
    ]


def told_by(page: str) -> dict[str, list[str]]:
    """What a page tells of each contact."""
    return {each["id"]: [text for _, text, *_ in each["told"]] for each in data_of(page)["notable"]}


def test_filters_that_were_given_stand_in_the_line_that_tells_the_same(
    made: Path, run: Run
) -> None:
    line = "report events.csv --timezone UTC --target 90/10 --short-abandon 5 --service-level of-offered"
    about = data_of(page_of(run, f"{line} --channel chat --from 2026-03-02"))["about"]
    assert about["command"] == f"ccadmin {line}"
    assert about["given"]["--from"] == ["2026-03-02"]
    assert about["given"]["--channel"] == ["chat"]
    assert about["contacts"] == 23


@pytest.mark.parametrize(
    ("line", "status", "message"),
    [
        (
            "report out.csv --html page.txt",
            5,
            'the format of "page.txt" cannot be told from its name',
        ),
        ("report out.csv --html no/page.html", 3, 'folder "no" not found'),
        (
            "report out.csv events.csv --html out.csv",
            5,
            'the format of "out.csv" cannot be told from its name',
        ),
        (
            "report out.csv --html out.csv",
            5,
            'the format of "out.csv" cannot be told from its name',
        ),
        ("report outt.csv --html page.html", 3, 'file "outt.csv" not found'),
    ],
)
def test_a_page_that_cannot_be_is_refused_and_nothing_is_written(
    made: Path, run: Run, line: str, status: int, message: str
) -> None:
    before = {path: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    result = run(line)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (status, f"error: {message}")
    assert {path: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before


def test_a_page_of_a_run_tells_the_same_and_explains_decisions(made: Path, run: Run) -> None:
    result = run("route --simulate calls.csv --report run.html -o json")
    assert result.exit_code == 0, result.stderr
    assert "note: run.html: a page of 0." in result.stderr
    text = Path("run.html").read_text(encoding="utf-8")
    of_run, of_events = data_of(text), data_of(page_of(run, "report events.csv"))
    for name in (
        "groups",
        "agents",
        "contacts",
        "visits",
        "rings",
        "work",
        "queue",
        "steps",
        "span",
    ):
        assert of_run[name] == of_events[name]
    told = {each["id"]: each for each in of_run["notable"]}
    assert [each["id"] for each in of_run["notable"]] == [
        each["id"] for each in of_events["notable"]
    ]
    assert sum(each["decided"] for each in told.values()) == 40
    explained = json.loads(run("route --simulate calls.csv --explain c60 -o json").stdout)
    assert [text for _, text, *_ in told["c60"]["told"]] == [
        step["text"] for step in explained["steps"]
    ]
    stood = [item[2] for item in told["c60"]["told"] if len(item) > 2]
    assert stood[-1] == [["=1+1", ""], ["Cleo", "is busy"]]
    undecided = next(each for each in told.values() if not each["decided"])
    assert undecided["told"][0][1].startswith("it arrives for ")
    assert of_run["about"]["explain"] == "ccadmin route --simulate calls.csv --explain"
    assert of_run["about"]["command"] is None


def test_a_page_of_a_run_names_the_options_that_explain_the_same_run(made: Path, run: Run) -> None:
    line = "--simulate calls.csv --seed 7 --use-status --column 'talk=talk' --patience 1:00"
    run(f"route {line} --report run.html --events again.csv")
    about = data_of(Path("run.html").read_text(encoding="utf-8"))["about"]
    assert about["explain"] == (
        "ccadmin route --simulate calls.csv --column talk=talk --patience 1:00 --seed 7 --use-status "
        "--explain"
    )
    assert about["command"] == "ccadmin report again.csv"


def test_a_page_holds_nothing_of_those_whom_its_reader_may_not_see(made: Path, run: Run) -> None:
    """Cleo sees herself; that others answered is in the totals, not who and how long."""
    for line in (
        "report events.csv --html own.html",
        "route --simulate calls.csv --report own.html",
    ):
        result = run(f"{line} --as Cleo")
        assert result.exit_code == 0, result.stderr
        text = Path("own.html").read_text(encoding="utf-8")
        held = data_of(text)
        assert [name for name in held["agents"] if name] == ["Cleo"]
        assert held["groups"] == [{}, {}, {}]
        assert {*held["contacts"]["agent"], *(held["visits"] or {"agent": []})["agent"]} == {-1, 2}
        assert {*held["rings"]["agent"]} <= {-1, 2}
        assert {*held["contacts"]["group"], *held["queue"]["groups"]["group"]} == {-1}
        assert {*held["work"]["agents"]["agent"]} == {2}
        assert sum(held["contacts"]["contacts"]) == 160
        assert {each["agent"] for each in held["notable"]} <= {-1, 2}
        assert "=1+1" not in text
        assert (
            "&#34;Cleo&#34; may not see the figures of 2 of the agents and 3 of the groups" in text
        )


def test_a_page_that_would_be_too_large_is_not_written(
    made: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame_module, "LARGEST", 100_000)
    result = run("report events.csv --html large.html")
    assert result.exit_code == 5
    assert re.match(
        r"error: the page would have 0\.\d MB, and no page is to be larger than 5 MB\n\nhint: narrow it",
        result.stderr,
    )
    assert not Path("large.html").exists()


def test_steps_grow_until_the_sums_of_agents_have_room(
    made: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = data_of(page_of(run, "report events.csv"))
    assert (whole["fine"]["name"], whole["steps"]["name"]) == ("15 minutes", "15 minutes")
    monkeypatch.setattr(cells_module, "ROOM", 40)
    coarse = data_of(page_of(run, "report events.csv"))
    assert coarse["fine"] == whole["fine"]
    assert coarse["steps"]["name"] == "1 hour"
    assert set(coarse["steps"]["bounds"]) <= set(coarse["fine"]["bounds"])
    assert sum(coarse["by_time"]["contacts"]) == sum(coarse["contacts"]["contacts"]) == 160
    assert "agent" not in coarse["by_time"]


def test_the_library_is_the_one_that_its_authors_published() -> None:
    library = asset("vendor/chart.js")
    assert f"Chart.js v{CHART_JS}" in library
    assert hashlib.sha256(library.encode()).hexdigest() == asset("vendor/chart.sha256").split()[0]
    assert "Permission is hereby granted" in asset("vendor/chart.LICENSE.txt")


def test_no_script_of_ours_writes_markup() -> None:
    for name in SCRIPTS:
        text = asset(name)
        assert (
            re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text) == []
        )
    assert LARGEST <= 5_000_000


def rows_of(page: str, part: str) -> list[list[str]]:
    """The cells of a table as the page has them before its script runs."""
    table = re.search(rf'<table data-part="{part}">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
    assert table
    rows = re.findall(r"<tr>(.*?)</tr>", table[1], re.DOTALL)
    return [
        [html.unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]
