"""`ccadmin report`: figures of what `route` has written, and what they leave open."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ccadmin.report.definitions import DEFINITIONS

if TYPE_CHECKING:
    from tests.conftest import Run

CALLS = """\
id,arrived,channel,group,talk,patience,level,rating
a,2026-03-02 09:00:00,call,sales,60,30,0,5
b,2026-03-02 09:00:10,call,sales,60,30,0,
c,2026-03-02 09:00:20,call,sales,60,,0,3
d,2026-03-02 10:30:00,call,support,60,,1,
e,2026-03-02 18:00:00,chat,sales,60,30,0,
"""
"""Ana takes a at 09:00:00, Boris b at 09:00:10, and c waits for Ana until 09:01:00.

Cleo talks to d from 10:30:00 to 10:31:00; then it goes up to sales, where Boris talks to it for
another minute. At 18:00 nobody is on shift any more.
"""


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    """Two agents, two groups of one center, and one run of five contacts in files."""
    for line in (
        "center add shop",
        "agent add Ana --extension 101 --role manager",
        "agent add Boris --extension 102",
        "agent add Cleo --extension 103",
        "agent reports-to Boris Ana",
        "center assign shop Ana Boris Cleo",
        "hours set agent Ana mon-fri 09:00-17:00",
        "hours set agent Boris mon-fri 09:00-17:00",
        "hours set agent Cleo mon-fri 09:00-17:00",
        "group add sales --center shop --service-level 80/30",
        "group add support --center shop --escalates-to sales",
        "group members add sales Ana Boris",
        "group members add support Cleo",
    ):
        result = run(line)
        assert result.exit_code == 0, result.stderr
    Path("calls.csv").write_text(CALLS, encoding="utf-8")
    result = run("route --simulate calls.csv --out out.csv --events events.csv -o json")
    assert result.exit_code == 0, result.stderr
    Path("route.json").write_text(result.stdout, encoding="utf-8")
    return tenant


def _json(run: Run, line: str) -> dict[str, Any]:
    result = run(f"{line} -o json")
    assert result.exit_code == 0, result.stderr
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def _rows(run: Run, line: str) -> list[dict[str, str]]:
    result = run(f"{line} -o csv")
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_events_tell_what_route_told(shop: Path, run: Run) -> None:
    told = json.loads(Path("route.json").read_text(encoding="utf-8"))
    found = _json(run, "report events.csv")
    for name in ("totals", "endings", "channels", "centers", "groups", "agents", "start", "end"):
        assert found[name] == told[name]
    assert (found["contacts"], found["unknown"], found["groups_count"]) == (5, [], "visits")


def test_outcomes_tell_the_totals_and_say_what_they_do_not_know(shop: Path, run: Run) -> None:
    """The one contact that went up hides its first answer, and the queue and hours with it."""
    told = json.loads(Path("route.json").read_text(encoding="utf-8"))
    result = run("report out.csv -o json")
    found = json.loads(result.stdout)
    hidden = {
        *("first_response_time", "mean_queue", "longest_queue", "occupancy", "utilisation"),
        *("scheduled", "staffed", "busy", "load"),
    }
    for name, value in told["totals"].items():
        assert found["totals"][name] == (None if name in hidden else value), name
    assert found["endings"] == told["endings"]
    assert found["groups_count"] == "contacts"
    assert found["unknown"] == [
        (
            "1 contact went from group to group: groups count each contact where it ended, and not the "
            "visits before"
        ),
        (
            "1 contact went up after an answer: the first answer, the queue over time and the work of "
            "each agent are not in the file"
        ),
    ]
    assert result.stderr == "".join(f"note: {gap}\n" for gap in found["unknown"])


def test_without_a_tenant_hours_are_unknown_and_t_is_assumed(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CCADMIN_DB")
    document = _json(run, "report events.csv")
    assert [group["target"] for group in document["groups"]] == ["80/20", "80/20"]
    assert document["totals"]["occupancy"] is None
    assert document["centers"] == []
    assert document["unknown"] == [
        (
            "no tenant is named: hours, occupancy, utilisation and adherence are not known, and T is "
            "20 s in all groups unless --target says otherwise"
        )
    ]
    aimed = _json(run, "report events.csv --target 90/45")
    assert [group["target"] for group in aimed["groups"]] == ["90/45", "90/45"]
    assert not (shop.parent / "data").exists()


def test_every_part_is_a_table_of_its_own(shop: Path, run: Run) -> None:
    for show, names in (
        ("channels", ["call", "chat"]),
        ("centers", ["shop"]),
        ("groups", ["sales", "support"]),
        ("agents", ["Ana", "Boris", "Cleo"]),
        ("service", ["sales", "support", "Ana", "Boris", "Cleo"]),
        ("offers", ["sales", "support", "Ana", "Boris", "Cleo"]),
    ):
        rows = _rows(run, f"report events.csv --show {show}")
        assert [row["name"] for row in rows] == names
    assert {row["figure"] for row in _rows(run, "report events.csv --show totals")} < {
        each.name for each in DEFINITIONS
    }
    hours = _rows(run, "report events.csv --show intervals")
    assert [(row["start"], row["offered"]) for row in hours if row["offered"] != "0"] == [
        ("2026-03-02T09:00:00+02:00", "3"),
        ("2026-03-02T10:00:00+02:00", "1"),
        ("2026-03-02T18:00:00+02:00", "1"),
    ]


@pytest.mark.parametrize(
    ("options", "offered", "groups"),
    [
        ("--group sales", 5, ["sales"]),
        ("--group SUPPORT", 0, ["support"]),
        ("--channel chat", 1, ["sales", "support"]),
        ("--channel chat --channel call", 5, ["sales", "support"]),
        ("--from '2026-03-02 10:00'", 2, ["sales", "support"]),
        ("--until '2026-03-02 09:00:20'", 2, ["sales", "support"]),
        ("--from 07:00 --timezone UTC", None, []),
        ("--from 2026-03-02T07:00:20Z --until 2026-03-02T08:30:00Z", 1, ["sales", "support"]),
    ],
)
def test_filters_choose_contacts(
    shop: Path, run: Run, options: str, offered: int | None, groups: list[str]
) -> None:
    """The one contact of support went up to sales and ended there."""
    result = run(f"report events.csv {options} -o json")
    if offered is None:
        assert result.exit_code == 5
        return
    document = json.loads(result.stdout)
    assert document["totals"]["offered"] == document["contacts"] == offered
    assert [group["name"] for group in document["groups"]] == groups


def test_an_agent_alone_is_seen_with_the_hours_of_that_agent(shop: Path, run: Run) -> None:
    """Cleo talked for a minute to the contact that then went up; nothing ended with her."""
    whole = _json(run, "report events.csv")["agents"]
    ana = _json(run, "report events.csv --agent ana")
    assert ana["agents"] == [row for row in whole if row["name"] == "Ana"]
    assert ana["totals"]["scheduled"] == ana["agents"][0]["scheduled"]


def test_a_variant_of_the_service_level_takes_the_place_of_the_plain_one(
    shop: Path, run: Run
) -> None:
    rows = _rows(run, "report events.csv --show groups --service-level of-offered")
    document = _json(run, "report events.csv")
    assert [row["service_level_of_offered"] for row in rows] == [
        str(group["service_level_of_offered"]) for group in document["groups"]
    ]
    plain = _json(run, "report events.csv --short-abandon 30")["totals"]
    assert plain["service_level_without_short_abandons"] == plain["service_level"]


def test_two_files_stand_side_by_side(shop: Path, run: Run) -> None:
    Path("fewer.csv").write_text("\n".join(CALLS.splitlines()[:4]) + "\n", encoding="utf-8")
    run("route --simulate fewer.csv --events fewer-events.csv -o json")
    document = _json(run, "report events.csv fewer-events.csv")
    offered = document["differences"]["totals"][0]
    assert offered == {"figure": "offered", "first": 5, "second": 3, "difference": -2}
    assert document["first"] == _json(run, "report events.csv")
    assert document["second"]["totals"]["offered"] == 3
    rows = _rows(run, "report events.csv fewer-events.csv --show groups")
    assert [row for row in rows if row["figure"] == "offered"] == [
        {"name": "sales", "figure": "offered", "first": "5", "second": "3", "difference": "-2"},
        {"name": "support", "figure": "offered", "first": "1", "second": "0", "difference": "-1"},
    ]


def test_a_comparison_reads_as_points_and_signs(shop: Path, run: Run) -> None:
    result = run("report events.csv events.csv --show totals -o table --fields figure,difference")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["offered", "0"] in lines
    assert ["service", "level", "0.0", "points"] in lines


def test_a_comparison_says_each_name_once(shop: Path, run: Run) -> None:
    result = run("report events.csv events.csv --show groups -o table --fields name,figure")
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert [line for line in lines if not line.startswith(" ")][-2:] == [
        "sales    offered",
        "support  offered",
    ]
    assert lines.count("         answered") == 2


def test_a_comparison_tells_intervals_by_the_clock(shop: Path, run: Run) -> None:
    line = "report events.csv events.csv --show intervals --interval 60 --fields name,figure"
    names = [
        row.split()[:2] for row in run(f"{line} -o table").stdout.splitlines() if "offered" in row
    ]
    assert names[0] == ["03-02", "09:00"]
    assert run(f"{line} -o csv").stdout.splitlines()[1] == "2026-03-02T09:00:00+02:00,offered"


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("line", ["report events.csv", "report out.csv", "report --definitions"])
def test_no_line_is_wider_than_the_terminal(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch, width: int, line: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = run(f"{line} --interval 30 -o table")
    assert result.exit_code == 0
    assert max(len(each) for each in result.stdout.splitlines()) <= width


def test_the_definitions_are_those_of_every_figure(run: Run) -> None:
    rows = json.loads(run("report --definitions -o json").stdout)
    assert rows == [
        {"name": d.name, "title": d.title, "unit": d.unit.value, "definition": d.formula}
        for d in DEFINITIONS
    ]
    assert run("report --definitions").stdout.startswith(
        "title\tunit\tdefinition\noffered\tcontacts\tAll contacts that arrived; "
    )


@pytest.mark.parametrize(
    ("line", "status", "message"),
    [
        ("report", 2, "name one file of outcomes, or two to compare"),
        ("report a b c", 2, "name one file of outcomes, or two to compare"),
        ("report out.csv -o csv", 2, "-o csv holds one table, and there are several"),
        ("report outt.csv", 3, 'file "outt.csv" not found'),
        ("report out.csv --group sals", 3, 'no group "sals" in the file'),
        ("report out.csv --agent Bors", 3, 'no agent "Bors" in the file'),
        ("report calls.csv", 5, ('"calls.csv" is no file of outcomes: it has no column '
         '"first_group"')),
        ("report empty.csv", 5, '"empty.csv" holds no contacts'),
        ("report out.csv --from yesterday", 5, '"yesterday" is not a date and time'),
        ("report out.csv --until 2026-03-01", 5, 'no contact in "out.csv" is left by the filters'),
        ("report out.csv --target 80", 5, '--target: service level "80" is not PER-CENT/SECONDS'),
        ("report out.csv --timezone Sofia", 5, '"Sofia" is not a time zone'),
    ],
)  # fmt: skip
def test_what_cannot_be_reported_is_refused(
    shop: Path, run: Run, line: str, status: int, message: str
) -> None:
    Path("empty.csv").write_text("", encoding="utf-8")
    result = run(line)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr.splitlines()[0] == f"error: {message}"


def test_somebody_sees_the_figures_that_the_table_of_rights_allows(shop: Path, run: Run) -> None:
    """Ana manages Boris, who is a member of sales; Cleo sees herself alone."""
    ana = _json(run, "report events.csv --as Ana")
    assert [agent["name"] for agent in ana["agents"]] == ["Ana", "Boris"]
    assert [group["name"] for group in ana["groups"]] == ["sales"]
    assert ana["totals"] == _json(run, "report events.csv")["totals"]
    assert run("report events.csv --as Cleo").stderr == (
        'note: "Cleo" may not see the figures of 2 of the agents and 2 of the groups, which are '
        "left out\n"
    )
    for asked, place in (("--agent Boris", "Boris"), ("--group sales", "sales")):
        result = run(f"report events.csv --as Cleo {asked}")
        assert result.exit_code == 77
        assert result.stderr.startswith(
            f'error: "Cleo" may not see the figures of "{place}": neither '
        )
    cleo = _json(run, "report events.csv --as Cleo --agent Cleo")
    assert [(agent["name"], agent["answered"]) for agent in cleo["agents"]] == [("Cleo", 1)]
