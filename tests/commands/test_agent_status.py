"""`ccadmin agent status`: what it keeps, and who reads it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ccadmin.tenant import statuses
from tests.contents import contents, rows

if TYPE_CHECKING:
    from tests.conftest import Run

CALLS = "arrived,group,talk\n2026-03-02 09:00:00,sales,60\n2026-03-02 09:05:00,sales,60\n"


@pytest.fixture
def shop(tenant: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ana and Boris in one group, and a clock that strikes once for each change of status."""
    clock = iter(f"2026-03-02T0{hour}:00:00.000Z" for hour in range(10))
    monkeypatch.setattr(statuses, "now_text", lambda: next(clock))
    for line in (
        "agent add Ana --extension 101",
        "agent add Boris --extension 102",
        "group add sales --strategy linear",
        "group members add sales Ana Boris",
    ):
        assert run(line).exit_code == 0, line
    Path("calls.csv").write_text(CALLS, encoding="utf-8")
    return tenant


def _kept(path: Path) -> tuple[Any, ...]:
    (row,) = rows(path, "SELECT status, status_reason, status_since FROM agent WHERE id = 1")
    return row


def test_a_status_keeps_since_when_and_why(shop: Path, run: Run) -> None:
    assert _kept(shop) == ("available", None, None)

    result = run("agent status Ana break --reason ' lunch '")

    assert result.stdout == (
        'agent "Ana" updated: status available → break, status_reason (none) → lunch, '
        "status_since (none) → 2026-03-02T00:00:00.000Z\n"
    )
    assert run("agent status Ana").stdout == (
        "field\tvalue\nid\t1\nname\tAna\nstatus\tbreak\nreason\tlunch\n"
        "since\t2026-03-02T00:00:00.000Z\n"
    )


def test_the_same_status_again_keeps_since_when(shop: Path, run: Run) -> None:
    run("agent status Ana break --reason lunch")
    before = contents(shop)
    assert run("agent status Ana break").stdout == 'agent "Ana" unchanged\n'
    assert contents(shop) == before

    run("agent status Ana break --reason dentist")
    assert _kept(shop) == ("break", "dentist", "2026-03-02T00:00:00.000Z")
    run("agent status Ana offline")
    assert _kept(shop) == ("offline", None, "2026-03-02T01:00:00.000Z")
    run("agent status Ana available")
    assert _kept(shop) == ("available", None, "2026-03-02T02:00:00.000Z")


def test_a_reason_needs_a_status(shop: Path, run: Run) -> None:
    result = run("agent status Ana --reason lunch")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: --reason goes with a status\n\n"
        "hint: ccadmin agent status AGENT break --reason TEXT\n"
    )
    typo = run("agent status Ana brek")
    assert (typo.exit_code, typo.stderr.splitlines()[-1]) == (5, 'hint: did you mean "break"?')


@pytest.mark.parametrize(
    ("status", "takes", "note"),
    [
        ("available", "Ana", ""),
        ("break", "Boris",
         'note: "Ana" has status break since 2026-03-02T00:00:00.000Z (lunch)\n'),
        ("offline", "Boris",
         'note: "Ana" has status offline since 2026-03-02T00:00:00.000Z (lunch)\n'),
    ],
)  # fmt: skip
def test_who_takes_a_call_now_depends_on_the_status(
    shop: Path, run: Run, status: str, takes: str, note: str
) -> None:
    run(f"agent status Ana {status} --reason lunch")

    result = run("route --group sales --at '2026-03-02 10:00'")
    answer = json.loads(run("route --group sales --at '2026-03-02 10:00' -o json").stdout)

    assert (answer["takes"], result.stderr) == (takes, note)
    excluded = {each["name"]: each["excluded"] for each in answer["candidates"]}
    assert excluded == {"Ana": None if takes == "Ana" else "unavailable", "Boris": None}


def test_a_simulation_ignores_the_status_unless_it_is_told(shop: Path, run: Run) -> None:
    def answered_by(options: str) -> tuple[list[str], str]:
        result = run(f"route --simulate calls.csv --out done.csv {options}")
        lines = Path("done.csv").read_text(encoding="utf-8").splitlines()
        agent = lines[0].split(",").index("agent")
        return [line.split(",")[agent] for line in lines[1:]], result.stderr

    assert answered_by("")[0] == ["Ana", "Ana"]
    run("agent status Ana break")

    people, said = answered_by("")
    assert people == ["Ana", "Ana"]
    assert "note: status is ignored without --use-status: Ana (break)\n" in said

    people, said = answered_by("--use-status")
    assert people == ["Boris", "Boris"]
    assert "note: left out for the whole run: Ana (break)\n" in said


def test_a_simulation_in_which_everybody_is_away_finds_nobody_staffed(shop: Path, run: Run) -> None:
    run("agent status Ana break")
    run("agent status Boris offline")

    result = run("route --simulate calls.csv --use-status --show endings")

    assert result.stdout == "outcome\treason\tcontacts\nrefused\tnobody-staffed\t2\n"


def test_the_list_finds_those_of_a_status(shop: Path, run: Run) -> None:
    run("agent status Ana break")
    assert run("agent list --status break -o name").stdout == "Ana\n"
    assert run("agent list --status available -o name").stdout == "Boris\n"
    assert run("agent list --status offline -o name").stdout == ""
