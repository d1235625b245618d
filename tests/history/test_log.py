"""The log: who changed what and when, as people and programs ask for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import made_by, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

SET_UP = (
    "center add shop",
    "agent add Ana --extension 101",
    "agent add Boris --extension 102",
    "agent add Vera --role manager",
    "agent add Super --extension 104",
    "agent reports-to Ana Vera",
    "center assign shop Ana",
    "center assign shop Super --role supervisor",
    "group add sales --center shop",
    "group members add sales Ana",
    "hours set agent Boris mon-fri 09:00-17:00",
    "hours exception add agent Boris 2026-12-24 --closed --name Leave",
    "agent skill set Boris billing:5",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A center, people, and what was done to them."""
    return made_by(SET_UP, tmp_path_factory.mktemp("log") / "shop.db")


@pytest.fixture
def shop(made: bytes, tenant: Path) -> Path:
    """That tenant."""
    tenant.write_bytes(made)
    return tenant


def asked(run: Run, line: str) -> list[dict[str, Any]]:
    """What `log` answers to programs."""
    done = run(f"{line} -o json")
    assert done.exit_code == 0, done.stderr
    answer: list[dict[str, Any]] = json.loads(done.stdout)
    return answer


def names(run: Run, line: str) -> list[str]:
    """The objects that it names, the newest first."""
    return [entry["name"] for entry in asked(run, line)]


def test_a_line_says_when_who_what_and_by_which_command(shop: Path, run: Run) -> None:
    run("group edit sales --wrap-up 20")
    number = len(SET_UP) + 1
    ((at, who),) = rows(shop, "SELECT at, who FROM audit ORDER BY id DESC LIMIT 1")

    (line,) = asked(run, "log --limit 1")
    plain = run("log --limit 1")

    assert line == {
        "change": number,
        "at": at,
        "who": who,
        "command": "ccadmin group edit sales --wrap-up 20",
        "action": "updated",
        "kind": "group",
        "id": 1,
        "name": "sales",
        "fields": {"wrap_up": {"before": 0, "after": 20}},
        "undoes": None,
        "undone_by": None,
        "what": 'group "sales" updated: wrap_up 0 → 20',
    }
    assert plain.stdout == (
        "change\tat\twho\twhat\tcommand\n"
        f'{number}\t{at}\t{who}\tgroup "sales" updated: wrap_up 0 → 20\t'
        "ccadmin group edit sales --wrap-up 20\n"
    )
    assert plain.stderr == "note: these are the newest 1; --limit unlimited shows all\n"


def test_what_was_taken_back_says_so_and_by_what(shop: Path, run: Run) -> None:
    run("group edit sales --wrap-up 20")
    run("undo")
    number = len(SET_UP) + 1

    newer, older = asked(run, "log --limit 2")

    assert (newer["change"], newer["undoes"], newer["undone_by"]) == (number + 1, number, None)
    assert (older["change"], older["undoes"], older["undone_by"]) == (number, None, number + 1)
    assert newer["what"] == (f'group "sales" updated: wrap_up 20 → 0 (takes back {number})')
    assert older["what"].endswith(f"(taken back by {number + 1})")


def test_lines_are_chosen_by_noun_name_number_and_time(shop: Path, run: Run) -> None:
    assert names(run, "log --noun member") == ["Ana in sales"]
    assert names(run, "log --name ANA --noun agent") == ["Ana"]
    assert names(run, "log --name Ana") == ["Ana in sales", "Ana in shop", "Ana to Vera", "Ana"]
    assert names(run, "log --name Boris") == [
        "billing of Boris",
        "agent Boris 2026-12-24 (Leave)",
        "agent Boris",
        "Boris",
    ]
    assert names(run, "log --noun group --name '#1'") == ["sales"]
    assert names(run, "log --change 1") == ["shop"]
    assert names(run, "log --since 2999-01-01") == []
    assert len(names(run, "log --since 2020-01-01 --limit unlimited")) == len(SET_UP)
    assert names(run, "log --who nobody") == []


def test_since_includes_its_own_second(shop: Path, run: Run) -> None:
    ((at,),) = rows(shop, "SELECT at FROM audit ORDER BY id DESC LIMIT 1")

    assert names(run, f"log --since {at[:19]}Z")[:1] == ["billing of Boris"]


def test_twenty_lines_are_shown_unless_more_are_asked_for(shop: Path, run: Run) -> None:
    for seconds in range(10, 30):
        run(f"group edit sales --wrap-up {seconds}")

    assert len(asked(run, "log")) == 20
    assert len(asked(run, "log --limit unlimited")) == len(SET_UP) + 20
    assert asked(run, "log --limit 0") == []


@pytest.mark.parametrize(
    ("line", "status", "message"),
    [
        ("log --noun grup", 5, 'no change is about a "grup"'),
        ("log --since soon", 5, '"soon" is not a date and time'),
        ("log --limit few", 5, '--limit: limit "few" is not a whole number or unlimited'),
    ],
)
def test_what_cannot_be_asked_is_refused(
    shop: Path, run: Run, line: str, status: int, message: str
) -> None:
    done = run(line)

    assert (done.exit_code, done.stderr.splitlines()[0]) == (status, f"error: {message}")


def test_with_as_the_log_of_persons_is_for_them_managers_and_supervisors(
    shop: Path, run: Run
) -> None:
    everybodys = {"shop", "sales"}
    about_ana = {"Ana", "Ana in shop", "Ana in sales", "Ana to Vera"}
    about_boris = {"Boris", "agent Boris", "agent Boris 2026-12-24 (Leave)", "billing of Boris"}
    about_super = {"Super", "Super in shop"}

    assert set(names(run, "log --as Ana")) == everybodys | about_ana
    assert set(names(run, "log --as Boris")) == everybodys | about_boris
    assert set(names(run, "log --as Vera")) == everybodys | about_ana | {"Vera"}
    assert set(names(run, "log --as Super")) == everybodys | about_ana | about_super
    hidden = run("log --as Boris")
    assert hidden.stderr == "note: left out 7 of persons whose log is not yours to see\n"


def test_what_somebody_did_is_that_persons_log(shop: Path, run: Run) -> None:
    run("center role shop Super --role admin")
    run("--as Super group edit sales --wrap-up 20")

    assert names(run, "log --who super") == ["sales"]
    assert names(run, "--as Super log --who Super") == ["sales"]
    refused = run("--as Boris log --who Super")
    assert refused.exit_code == 77
    assert refused.stderr == (
        'error: "Boris" may not see the log of "Super"\n\n'
        "hint: that takes a manager of the person, or a supervisor of their center\n"
    )
    assert "sales" not in [
        entry["name"] for entry in asked(run, "--as Boris log") if entry["action"] == "updated"
    ]


def test_the_log_of_somebody_deleted_is_the_owners(shop: Path, run: Run) -> None:
    run("agent delete Ana --yes")

    assert "Ana" in names(run, "log")
    assert "Ana" not in names(run, "--as Vera log")


def test_a_new_tenant_has_an_empty_log(tenant: Path, run: Run) -> None:
    assert asked(run, "log") == []
    assert run("log -o table").stderr == "note: nothing to show\n"
