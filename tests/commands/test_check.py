"""`ccadmin check`: a calm tenant, one finding for each thing that is wrong, and the fix that ends it."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from ccadmin.tenant.checks import CODES
from tests.commands.check_cases import CALM, CASES, DISABLED, Case
from tests.contents import contents, made_by
from tests.refusals import said

if TYPE_CHECKING:
    from tests.conftest import Run

PAGE: Final = Path(__file__).parents[2] / "docs" / "explanation" / "checks.md"


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(CALM, tmp_path_factory.mktemp("calm") / "tenant.db")


@pytest.fixture
def shop(tenant: Path, calm: bytes) -> Path:
    """A tenant in which nothing stands out."""
    tenant.write_bytes(calm)
    return tenant


def do(tenant: Path, run: Run, step: str) -> None:
    if re.match("INSERT|UPDATE", step):
        with closing(sqlite3.connect(tenant)) as connection, connection:
            connection.execute(step)
    else:
        result = run(step)
        assert result.exit_code == 0, (step, result.stderr)


def found(run: Run, options: str = "") -> list[dict[str, Any]]:
    result = run(f"check {options} -o json")
    assert result.exit_code == 0, result.stderr
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


def test_nothing_stands_out_in_a_calm_tenant(shop: Path, run: Run) -> None:
    assert found(run) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_finding_says_what_is_wrong_and_its_fix_ends_it(shop: Path, run: Run, case: Case) -> None:
    for step in case.steps:
        do(shop, run, step)

    assert found(run) == [
        {
            "code": case.code,
            "severity": CODES[case.code].value,
            "kind": case.kind,
            "name": case.name,
            "finding": case.finding,
            "fix": case.fix,
        }
    ]

    fix = case.fix.removeprefix("ccadmin ")
    for placeholder, value in case.meaning.items():
        fix = fix.replace(placeholder, value)
    do(shop, run, fix)
    assert found(run) == []


def test_every_code_has_a_case_and_a_place_in_the_documentation() -> None:
    headings = re.findall(r"^### `(.+)`$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert {case.code for case in CASES} | {"too-few-people"} == set(CODES)
    assert headings == list(CODES)


def test_a_tenant_that_names_no_way_in_has_no_unreachable_groups(shop: Path, run: Run) -> None:
    run("group add chiefs --center shop --description Chiefs --escalates-to support")
    run("group members add chiefs Ana")

    assert found(run) == []


@pytest.mark.parametrize(
    "way_in",
    [
        "center edit shop --default-group chiefs",
        "group edit chiefs --topics hard",
        "group edit support --on-full group:chiefs",
        "group edit support --escalates-to chiefs",
        "chat-settings set --center shop --allocation user-selects-group",
    ],
)
def test_a_way_in_makes_a_group_reachable(shop: Path, run: Run, way_in: str) -> None:
    run("group add chiefs --center shop --description Chiefs")
    run("group members add chiefs Ana")
    run("group edit sales --topics new")
    if "escalates" not in way_in:
        run("group edit chiefs --escalates-to support")
    assert [row["code"] for row in found(run, "--severity warning")] == ["unreachable-group"]

    assert run(way_in).exit_code == 0

    assert found(run) == []


def test_groups_that_are_disabled_are_left_in_peace(shop: Path, run: Run) -> None:
    run("group add 'Group 1' --status disabled")

    assert found(run) == []


def test_agents_who_share_a_name_are_named_by_id_in_the_fix(shop: Path, run: Run) -> None:
    run("agent add Ana")
    run("group members add support '#3' --assign")

    assert [row["fix"] for row in found(run)] == ["ccadmin agent edit '#3' --phone NUMBER"]


MESSY: Final = (
    DISABLED,
    "group members edit sales Ana Boris --status disabled",
    "group edit sales --unset description",
)


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ("", ["disabled-target", "no-members", "no-responsibility"]),
        ("--severity warning", ["disabled-target", "no-members"]),
        ("--severity error", ["disabled-target"]),
        ("--code no-members --code no-responsibility", ["no-members", "no-responsibility"]),
        ("--code vague-name", []),
    ],
)
def test_findings_are_sorted_and_narrowed(
    shop: Path, run: Run, options: str, codes: list[str]
) -> None:
    for step in MESSY:
        do(shop, run, step)

    assert [row["code"] for row in found(run, options)] == codes


def test_an_unknown_code_is_refused_with_the_nearest_one(shop: Path, run: Run) -> None:
    result = run("check --code vague-names")

    assert (result.exit_code, result.stderr) == (
        5,
        said('there is no finding "vague-names"', 'did you mean "vague-name"?'),
    )


def test_the_exit_status_is_nine_for_errors_when_asked_for(shop: Path, run: Run) -> None:
    calm = run("check --exit-code").exit_code
    do(shop, run, "group edit sales --unset description")
    advised = run("check --exit-code").exit_code
    do(shop, run, DISABLED)

    assert (calm, advised) == (0, 0)
    assert run("check").exit_code == 0
    assert run("check --exit-code").exit_code == 9
    assert run("check --exit-code --code no-responsibility").exit_code == 0


def test_looking_changes_nothing(shop: Path, run: Run) -> None:
    for step in MESSY:
        do(shop, run, step)
    before = contents(shop)

    run("check")

    assert contents(shop) == before


def test_a_terminal_shows_the_fix_on_a_line_of_its_own(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    do(shop, run, "group edit support --unset description")

    result = run("check -o table")

    assert result.stdout == (
        "advice  no-responsibility\n"
        '  group "support": neither topics nor a description say what\n'
        "  it is responsible for\n"
        "  ccadmin group edit support --description TEXT\n"
    )
    assert result.stderr == "note: error: 0, warning: 0, advice: 1\n"


def calls(folder: Path, rows: int, *, minute: int = 1, talk: int = 300, patience: str = "") -> Path:
    """A file of calls to sales, one a minute from Monday 10:00 in Sofia on."""
    path = folder / "calls.csv"
    lines = [
        f"2026-03-30T{10 + i * minute // 60}:{i * minute % 60:02}:00,sales,{talk},{patience}"
        for i in range(rows)
    ]
    path.write_text("\n".join(["arrived,group,talk,patience", *lines]), encoding="utf-8")
    return path


def test_a_volume_that_needs_more_people_names_the_hour_and_how_many(
    shop: Path, run: Run, tmp_path: Path
) -> None:
    file = calls(tmp_path, 60)

    rows = found(run, f"--contacts {file}")

    assert rows == [
        {
            "code": "too-few-people",
            "severity": "warning",
            "kind": "group",
            "name": "sales",
            "finding": "the hour from 2026-03-30T10:00:00+03:00 brings 60 contacts of 300 s: "
            "90/15 takes 9 people by Erlang C, 2 are on shift",
            "fix": "ccadmin group members add sales AGENT AGENT AGENT AGENT AGENT AGENT AGENT",
        }
    ]
    assert found(run) == []


def test_people_who_join_end_it(shop: Path, run: Run, tmp_path: Path) -> None:
    file = calls(tmp_path, 12, minute=5)
    (row,) = found(run, f"--contacts {file}")
    assert row["finding"].endswith("takes 3 people by Erlang C, 2 are on shift")
    do(shop, run, "agent add Clara --extension 23")
    do(shop, run, "center assign shop Clara")

    do(shop, run, row["fix"].removeprefix("ccadmin ").replace("AGENT", "Clara"))

    assert found(run, f"--contacts {file}") == []


def test_patience_hours_wrap_up_and_the_target_change_how_many_are_needed(
    shop: Path, run: Run, tmp_path: Path
) -> None:
    def needed(**given: Any) -> str:
        rows = found(run, f"--code too-few-people --contacts {calls(tmp_path, 60, **given)}")
        return ", ".join(row["finding"].partition(" takes ")[2] for row in rows)

    assert needed() == "9 people by Erlang C, 2 are on shift"
    assert needed(patience="60") == "8 people by Erlang A, 2 are on shift"
    do(shop, run, "group edit sales --wrap-up 120")
    assert needed() == "12 people by Erlang C, 2 are on shift"
    do(shop, run, "group edit sales --wrap-up 0 --service-level 50/60")
    assert needed() == "6 people by Erlang C, 2 are on shift"
    do(shop, run, "hours set agent Ana mon 10:30-18:00")
    do(shop, run, "hours set agent Boris mon 10:30-18:00")
    assert needed() == "6 people by Erlang C, 1 is on shift"
    do(shop, run, "hours set group sales mon 12:00-18:00")
    assert needed() == ""


def test_a_file_that_cannot_be_read_is_named(shop: Path, run: Run) -> None:
    result = run("check --contacts nowhere.csv")

    assert result.exit_code == 3
    assert 'file "nowhere.csv"' in result.stderr
