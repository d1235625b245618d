"""`ccadmin route --simulate`: a file in, figures and outcomes out, and everything named that is odd."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

CALLS = """\
id,arrived,group,talk,patience,vip
a,2026-03-02 09:00:00,sales,60,30,no
b,2026-03-02 09:00:10,sales,60,30,yes
c,2026-03-02 09:00:20,sales,60,,no
d,2026-03-02 18:00:00,sales,60,30,no
"""
OUTCOMES = """\
id,channel,arrived,first_group,last_group,outcome,reason,answered,ended,agent,device,wait,\
ring,talk,wrap_up,offers,misses,hops,level_reached,resolved,vip
a,call,2026-03-02T07:00:00.000Z,sales,sales,answered,,2026-03-02T07:00:00.000Z,\
2026-03-02T07:01:00.000Z,Ana,extension,0.0,0.0,60.0,0.0,1,0,0,0,true,no
b,call,2026-03-02T07:00:10.000Z,sales,sales,abandoned,patience,,2026-03-02T07:00:40.000Z,,\
,30.0,,,,0,0,0,,false,yes
c,call,2026-03-02T07:00:20.000Z,sales,sales,answered,,2026-03-02T07:01:00.000Z,\
2026-03-02T07:02:00.000Z,Ana,extension,40.0,0.0,60.0,0.0,1,0,0,0,true,no
d,call,2026-03-02T16:00:00.000Z,sales,sales,refused,nobody-staffed,,\
2026-03-02T16:00:00.000Z,,,0.0,,,,0,0,0,,false,no
"""
"""Ana takes a; b gives up at 09:00:40; c waits for Ana until 09:01:00; d finds nobody on shift."""


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    """One agent on shift from nine to five, and one group."""
    for line in (
        "agent add Ana --extension 101",
        "agent add Boris",
        "hours set agent Ana mon-fri 09:00-17:00",
        "hours set agent Boris mon-fri 09:00-10:00",
        "group add sales",
        "group members add sales Ana Boris",
    ):
        result = run(line)
        assert result.exit_code == 0, result.stderr
    Path("calls.csv").write_text(CALLS, encoding="utf-8")
    return tenant


def _json(run: Run, line: str) -> dict[str, Any]:
    result = run(f"{line} -o json")
    assert result.exit_code == 0, result.stderr
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def test_the_document_holds_the_run_and_every_figure(shop: Path, run: Run) -> None:
    document = _json(run, "route --simulate calls.csv --engine interpreted")

    assert {k: document[k] for k in ("file", "contacts", "rejected", "engine", "seed", "zone")} == {
        "file": "calls.csv",
        "contacts": 4,
        "rejected": 0,
        "engine": "interpreted",
        "seed": 0,
        "zone": "Europe/Sofia",
    }
    assert document["start"] == "2026-03-02T07:00:00Z"
    assert document["endings"] == [
        {"outcome": "answered", "reason": "", "contacts": 2},
        {"outcome": "abandoned", "reason": "patience", "contacts": 1},
        {"outcome": "refused", "reason": "nobody-staffed", "contacts": 1},
    ]
    totals = document["totals"]
    assert (totals["offered"], totals["answered"], totals["abandoned"]) == (4, 2, 1)
    assert totals["average_speed_of_answer"] == 20.0
    assert totals["longest_wait"] == 40.0
    assert totals["service_level"] == 0.5
    assert [(a["name"], a["answered"], a["talk"]) for a in document["agents"]] == [
        ("Ana", 2, 120.0)
    ]
    assert [g["name"] for g in document["groups"]] == ["sales"]
    assert document["intervals"] == []


def test_outcomes_are_written_with_what_the_file_carried(shop: Path, run: Run) -> None:
    result = run("route --simulate calls.csv --out done.csv")

    assert result.exit_code == 0, result.stderr
    assert Path("done.csv").read_text(encoding="utf-8") == OUTCOMES


def test_what_is_odd_is_said_on_standard_error(shop: Path, run: Run) -> None:
    result = run("route --simulate calls.csv --engine interpreted --show endings")

    assert result.stderr == (
        "note: carried through untouched: vip\n"
        "warning: nothing rings, so no calls: Boris\n"
        "note: 4 contacts, interpreted engine\n"
    )
    assert result.stdout == (
        "outcome\treason\tcontacts\n"
        "answered\t\t2\n"
        "abandoned\tpatience\t1\n"
        "refused\tnobody-staffed\t1\n"
    )


def test_a_simulation_changes_nothing_in_the_tenant(shop: Path, run: Run) -> None:
    before = shop.read_bytes()
    assert run("route --simulate calls.csv").exit_code == 0
    assert shop.read_bytes() == before


def test_columns_zone_and_durations_come_from_options(shop: Path, run: Run) -> None:
    Path("raw.csv").write_text("begin,queue\n02.03. nine,sales\n", encoding="utf-8")
    bad = run("route --simulate raw.csv --column arrived=begin --column group=queue --talk 60")
    assert bad.exit_code == 5
    Path("raw.csv").write_text("begin,queue\n2026-03-02 12:00,sales\n", encoding="utf-8")

    line = "route --simulate raw.csv --column arrived=begin --column group=queue --talk 1:00"
    document = _json(run, f"{line} --patience 10 --timezone Asia/Tokyo")

    assert document["zone"] == "Asia/Tokyo"
    assert document["start"] == "2026-03-02T03:00:00Z"
    assert document["endings"] == [
        {"outcome": "abandoned", "reason": "patience", "contacts": 1},
    ]


def test_bad_rows_stop_the_run_or_are_set_aside(shop: Path, run: Run) -> None:
    Path("bad.csv").write_text(CALLS.replace("b,2026", "b,2o26"), encoding="utf-8")

    stopped = run("route --simulate bad.csv --out done.csv")
    assert stopped.exit_code == 5
    assert 'bad.csv:3: arrived: "2o26-03-02 09:00:10" is not ' in stopped.stderr
    assert not Path("done.csv").exists()

    skipped = run("route --simulate bad.csv --on-error skip --rejects left.csv --out done.csv")
    assert skipped.exit_code == 0, skipped.stderr
    assert "warning: 1 bad rows were left out, kept in left.csv" in skipped.stderr
    assert len(Path("done.csv").read_text(encoding="utf-8").splitlines()) == 4
    header, row = Path("left.csv").read_text(encoding="utf-8").splitlines()
    assert header == "id,arrived,group,talk,patience,vip,line,problem"
    assert row.startswith("b,2o26-03-02 09:00:10,sales,60,30,yes,3,")


def test_rows_by_time_of_arrival_are_local(shop: Path, run: Run) -> None:
    document = _json(run, "route --simulate calls.csv --interval 60")

    assert [(row["start"], row["offered"]) for row in document["intervals"] if row["offered"]] == [
        ("2026-03-02T09:00:00+02:00", 3),
        ("2026-03-02T18:00:00+02:00", 1),
    ]


def test_the_horizon_leaves_contacts_waiting(shop: Path, run: Run) -> None:
    document = _json(run, "route --simulate calls.csv --until '2026-03-02 09:00:30'")

    assert {(e["outcome"], e["reason"]): e["contacts"] for e in document["endings"]} == {
        ("answered", ""): 1,
        ("waiting", "horizon"): 3,
    }


def test_a_file_on_standard_input_is_csv(shop: Path, run: Run) -> None:
    result = run("route --simulate - --show endings -o csv", stdin=CALLS)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[1] == "answered,,2"


def test_calls_of_a_deleted_group_are_unanswered(shop: Path, run: Run) -> None:
    assert run("group delete sales --yes").exit_code == 0

    document = _json(run, "route --simulate calls.csv")

    assert document["endings"] == [
        {"outcome": "unanswered", "reason": "group-deleted", "contacts": 4}
    ]


@pytest.mark.parametrize(
    ("line", "status", "code"),
    [
        ("route", 2, "route-what"),
        ("route --simulate calls.csv --group sales", 2, "route-what"),
        ("route --simulate calls.csv --at now", 2, "at-without-group"),
        ("route --simulate none.csv", 3, "file-not-found"),
        ("route --simulate calls.csv --out none/done.csv", 3, "folder-not-found"),
        ("route --simulate calls.csv --out calls.csv", 5, "same-file"),
        ("route --simulate calls.csv --out done.txt", 5, "unknown-format"),
        ("route --simulate calls.csv --column arrived", 5, "column-pair"),
        ("route --simulate calls.csv --talk soon", 5, "bad-distribution"),
        ("route --simulate calls.csv --timezone Mars/Base", 5, "unknown-zone"),
        ("route --simulate calls.csv --until whenever", 5, "bad-instant"),
        ("route --simulate calls.csv --interval 7", 5, "bad-value"),
        ("route --group nobody", 3, "group-not-found"),
    ],
)
def test_what_cannot_be_run_is_refused(
    shop: Path, run: Run, line: str, status: int, code: str
) -> None:
    result = run(f"{line} -o json")

    assert (result.exit_code, json.loads(result.stderr)["errors"][0]["code"]) == (status, code)


def test_one_table_formats_want_one_table(shop: Path, run: Run) -> None:
    result = run("route --simulate calls.csv -o csv --quiet")

    assert result.exit_code == 2
    assert result.stderr.startswith("error: -o csv holds one table, and there are several\n")
