"""Who may do what: actions by roles, and `--as` over every command."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer

from ccadmin import cli
from ccadmin.vocabulary import Needs, Permission
from tests.contents import contents, made_by, rows

if TYPE_CHECKING:
    from tests.conftest import Run

SET_UP = (
    "center add shop",
    "center add other",
    "agent add Agent --extension 101",
    "agent add Super --extension 102",
    "agent add Admin --extension 103",
    "agent add Boss --role manager",
    "agent add Stranger --extension 105",
    "agent reports-to Agent Boss",
    "center assign shop Agent",
    "center assign shop Super --role supervisor",
    "center assign shop Admin --role admin",
    "group add sales --center shop",
    "group add free",
    "group members add sales Agent Super",
    "group members add free Stranger",
)

IN_CENTER = {
    Permission.HANDLE_CONTACTS: {"Agent", "Super", "Admin"},
    Permission.LISTEN_IN: {"Super", "Admin"},
    Permission.BARGE_IN: {"Super", "Admin"},
    Permission.TAKE_OVER: {"Super", "Admin"},
    Permission.DASHBOARD: {"Super", "Admin"},
    Permission.SET_ALERTS: {"Super", "Admin"},
    Permission.EDIT_SETTINGS: {"Admin"},
    Permission.ASSIGN_PEOPLE: {"Admin"},
    Permission.CALL_OUT: {"Agent", "Super", "Admin"},
}
"""The table of S2, as who of these five has each right in center "shop"."""

EVERYBODY = ("Agent", "Super", "Admin", "Boss", "Stranger")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A center with one person of each role, a manager, and a stranger."""
    return made_by(SET_UP, tmp_path_factory.mktemp("access") / "shop.db")


@pytest.fixture
def shop(tenant: Path, made: bytes) -> Path:
    """That center as the tenant of a test."""
    tenant.write_bytes(made)
    return tenant


def _may(run: Run, line: str) -> bool:
    result = run(f"access can {line} -o json")
    allowed: bool = json.loads(result.stdout)["allowed"]
    assert result.exit_code == (0 if allowed else 77)
    return allowed


@pytest.mark.parametrize("permission", IN_CENTER)
def test_roles_in_a_center_give_the_rights_of_the_table(
    shop: Path, run: Run, permission: Permission
) -> None:
    allowed = {who for who in EVERYBODY if _may(run, f"{who} {permission} shop")}
    elsewhere = {who for who in EVERYBODY if _may(run, f"{who} {permission} other")}

    assert allowed == IN_CENTER[permission]
    assert elsewhere == set()


def test_a_person_is_seen_by_self_supervisors_and_managers(shop: Path, run: Run) -> None:
    assert {who for who in EVERYBODY if _may(run, f"{who} see-person Agent")} == {
        "Agent",
        "Super",
        "Admin",
        "Boss",
    }
    assert {who for who in EVERYBODY if _may(run, f"{who} see-person Stranger")} == {"Stranger"}


def test_a_group_is_seen_by_supervisors_and_by_managers_of_members(shop: Path, run: Run) -> None:
    assert {who for who in EVERYBODY if _may(run, f"{who} see-group sales")} == {
        "Super",
        "Admin",
        "Boss",
    }
    assert {who for who in EVERYBODY if _may(run, f"{who} see-group free")} == set()


def test_calling_out_takes_a_direct_number_or_a_center(shop: Path, run: Run) -> None:
    assert not _may(run, "Agent call-out")
    assert run("agent edit Agent --direct-number '+359 2 981 1234'").exit_code == 0
    assert _may(run, "Agent call-out")


def test_everything_that_somebody_may_do_is_listed_with_the_reason(shop: Path, run: Run) -> None:
    result = run("access list Boss")

    assert result.stdout == (
        "permission\twhat\twhy\n"
        'see-person\tAgent\tmanager of "Agent"\n'
        "see-person\tBoss\tone's own\n"
        'see-group\tsales\tmanager of a member of "sales"\n'
    )


def test_a_permission_about_something_needs_its_name(shop: Path, run: Run) -> None:
    result = run("access can Agent see-person")

    assert result.exit_code == 5
    assert result.stderr == (
        "error: see-person is about a person, and none is named\n\n"
        "hint: ccadmin access can WHO see-person PERSON\n"
    )


ADMINS_WORK = (
    "center edit shop --description busy",
    "center assign shop Stranger",
    "center role shop Agent --role supervisor",
    "center unassign shop Agent",
    "group add more --center shop",
    "group edit sales --max-wait 60",
    "group delete sales --yes",
    "group members add sales Admin",
    "group members edit sales Agent --weight 5",
    "group members remove sales Agent",
    "hours set group sales mon-fri 09:00-17:00",
    "hours set center shop mon-fri 09:00-17:00",
    "hours exception add group sales 2026-12-24 --closed",
    "chat-settings set --center shop --welcome Hello",
)
OWNERS_WORK = (
    "agent add New",
    "agent edit Agent --extension 109",
    "agent delete Stranger --yes",
    "agent reports-to Super Boss",
    "agent status Agent break",
    "center add third",
    "center edit other --description mine",
    "group add loose",
    "group edit free --max-wait 60",
    "hours set agent Agent mon-fri 09:00-17:00",
    "hours set group free mon-fri 09:00-17:00",
    "chat-settings set --welcome Hello",
    "license seats sales 3",
    "tenant set --zone UTC",
    "tenant delete --yes",
)


@pytest.mark.parametrize("line", ADMINS_WORK)
def test_what_is_in_a_center_is_its_admins_to_change(shop: Path, run: Run, line: str) -> None:
    before = contents(shop)
    for who in ("Agent", "Super", "Boss", "Stranger"):
        refused = run(f"--as {who} {line}")
        assert (refused.exit_code, contents(shop)) == (77, before), refused.stderr

    allowed = run(f"--as Admin {line}")

    assert allowed.exit_code == 0, allowed.stderr
    assert contents(shop) != before
    assert ("Admin",) in rows(shop, "SELECT DISTINCT who FROM audit")


@pytest.mark.parametrize("line", OWNERS_WORK)
def test_everything_else_is_the_owners(shop: Path, run: Run, line: str) -> None:
    before = contents(shop)

    for who in ("Admin", "Boss"):
        result = run(f"--as {who} {line}")
        assert (result.exit_code, contents(shop)) == (77, before), result.stderr

    assert run(line).exit_code == 0


def test_nobody_becomes_admin_by_the_change_itself(shop: Path, run: Run) -> None:
    result = run("--as Super center role shop Super --role admin")

    assert result.exit_code == 77
    assert result.stderr == (
        'error: "Super" may not change assignment "Super in shop": '
        'that takes admin of center "shop"\n\n'
        "hint: ask an admin of the center; the owner of the file leaves --as out\n"
    )


def test_the_variable_names_the_person_too(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCADMIN_AS", "Agent")
    assert run("group edit sales --max-wait 60").exit_code == 77
    assert run("group list").exit_code == 0
    monkeypatch.setenv("CCADMIN_AS", "Nobody")
    assert run("group list").exit_code == 3


def test_figures_of_others_stay_out_of_a_run(shop: Path, run: Run) -> None:
    Path("calls.csv").write_text(
        "arrived,group,talk\n2026-03-02 10:00,sales,60\n2026-03-02 10:00,free,60\n",
        encoding="utf-8",
    )

    def seen(who: str) -> tuple[list[str], list[str]]:
        result = run(f"--as {who} route --simulate calls.csv -o json")
        assert result.exit_code == 0, result.stderr
        document: dict[str, Any] = json.loads(result.stdout)
        return (
            [agent["name"] for agent in document["agents"]],
            [group["name"] for group in document["groups"]],
        )

    assert seen("Agent") == (["Agent"], [])
    assert seen("Super") == (["Agent", "Super"], ["sales"])
    assert seen("Boss") == (["Agent"], ["sales"])
    refused = run("--as Boss route --simulate calls.csv --out done.csv")
    assert (refused.exit_code, Path("done.csv").exists()) == (77, False)


def _commands(command: Any, path: str = "") -> dict[str, Any]:
    if not hasattr(command, "list_commands"):
        return {path: command}
    found: dict[str, Any] = {}
    context = typer.Context(command)
    for name in command.list_commands(context):
        found |= _commands(command.get_command(context, name), f"{path} {name}".strip())
    return found


def test_every_command_declares_what_it_needs() -> None:
    commands = _commands(typer.main.get_command(cli.app))

    declared = {path: command.callback.needs for path, command in commands.items()}

    assert set(declared.values()) == set(Needs)
    changing = {p for p, needs in declared.items() if needs in (Needs.CENTER_ADMIN, Needs.OWNER)}
    reading = {
        "list", "show", "check", "test", "preview", "try-callback", "version", "help", "can", "log",
        "report", "schema", "batch", "route", "wallboard",
    }  # fmt: skip
    assert {p for p in declared if p.split()[-1] not in reading} == changing


def test_each_of_the_tried_lines_is_a_command() -> None:
    commands = _commands(typer.main.get_command(cli.app))
    lines = [*ADMINS_WORK, *OWNERS_WORK]

    tried = {p for p in commands for line in lines if line.startswith(f"{p} ")}

    assert {shlex.split(line)[0] for line in lines} <= {p.split()[0] for p in tried}
