"""The rules of contact centers: at most 100 for each agent, and what ends with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ccadmin import store
from ccadmin.arguments import IfExists
from ccadmin.tenant import assignments, centers
from ccadmin.tenant.finding import find_agent, find_center
from tests.contents import contents, rows

if TYPE_CHECKING:
    from pathlib import Path

    from ccadmin.models import Center
    from ccadmin.store import Store
    from tests.conftest import Run


@pytest.fixture
def hundred(tenant: Path, run: Run) -> Path:
    """Ana, and Boris, who is in none of the 101 centers."""
    run("agent add Ana")
    run("agent add Boris")
    with store.changing(tenant, command="test", who="test") as opened:
        for number in range(1, 102):
            centers.add(opened, f"c{number}", {}, if_exists=IfExists.REFUSE)
    return tenant


def assign(opened: Store, center: Center, name: str) -> None:
    assignments.assign(opened, center, [find_agent(opened, name)])


def test_an_agent_belongs_to_a_hundred_centers_and_not_to_one_more(hundred: Path, run: Run) -> None:
    with store.changing(hundred, command="test", who="test") as opened:
        for number in range(1, 101):
            assign(opened, find_center(opened, f"c{number}"), "Ana")
    full = contents(hundred)
    assert len(full["center_member"]) == 100

    result = run("center assign c101 Boris Ana --role admin")

    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == (
        'error: agent "Ana" is assigned to 100 centers, the most there can be\n\n'
        "hint: make room first: ccadmin center unassign CENTER Ana\n"
    )
    assert contents(hundred) == full


def test_a_full_agent_keeps_changing_roles_and_can_move(hundred: Path, run: Run) -> None:
    with store.changing(hundred, command="test", who="test") as opened:
        for number in range(1, 101):
            assign(opened, find_center(opened, f"c{number}"), "Ana")

    assert run("center assign c100 Ana --role admin").exit_code == 0
    assert run("center assign c101 Ana").exit_code == 4
    assert run("center unassign c1 Ana --also c2").exit_code == 0
    assert run("center assign c101 Ana").exit_code == 0
    assert rows(hundred, "SELECT count(*), sum(role = 'admin') FROM center_member") == [(99, 1)]


def test_a_hundred_and_first_center_leaves_license_number_and_seats_alone(
    hundred: Path, run: Run
) -> None:
    run("agent add Vera --license voice --direct-number 024001234")
    run("license seats sales 0")
    with store.changing(hundred, command="test", who="test") as opened:
        for number in range(1, 101):
            assign(opened, find_center(opened, f"c{number}"), "Ana")
    before = contents(hundred)

    result = run("center assign c101 Vera Ana --upgrade sales --release-number --purchase")

    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.startswith('error: agent "Ana" is assigned to 100 centers')
    assert contents(hundred) == before


def test_one_command_fills_the_hundred_and_one_more_center_refuses_it_whole(
    hundred: Path, run: Run
) -> None:
    before = contents(hundred)
    every = " ".join(f"--also c{number}" for number in range(2, 101))

    assert run(f"center assign c1 Boris {every} --also c101").exit_code == 4
    assert contents(hundred) == before
    assert run(f"center assign c1 Boris {every}").exit_code == 0
    assert rows(hundred, "SELECT count(*) FROM center_member") == [(100,)]


def test_leaving_a_center_ends_the_memberships_in_its_groups_and_in_no_other(
    tenant: Path, run: Run
) -> None:
    for line in (
        "center add shop",
        "center add support",
        "group add sales --center shop",
        "group add returns --center shop",
        "group add helpdesk --center support",
        "group add crew",
        "agent add Ana",
        "agent add Boris",
    ):
        run(line)
    for group in ("sales", "returns", "helpdesk", "crew"):
        run(f"group members add {group} Boris Ana --assign")

    result = run("center unassign shop Ana")

    assert result.stdout == 'assignment "Ana in shop" deleted\n'
    assert result.stderr == 'note: "Ana" left group "returns"\nnote: "Ana" left group "sales"\n'
    left = "SELECT t.name FROM member m JOIN team t ON t.id = m.group_id WHERE agent_id = 1"
    assert rows(tenant, f"{left} ORDER BY 1") == [("crew",), ("helpdesk",)]
    assert rows(tenant, "SELECT count(*) FROM member WHERE agent_id = 2") == [(4,)]
    assert rows(tenant, "SELECT center_id FROM center_member WHERE agent_id = 1") == [(2,)]
    assert rows(tenant, "SELECT before, after FROM audit ORDER BY id DESC LIMIT 1") == [
        ('{"agent_id": 1, "groups": ["returns", "sales"], "role": "agent"}', None)
    ]


def test_a_deleted_center_takes_its_assignments_hours_and_chat_settings_along(
    tenant: Path, run: Run
) -> None:
    for line in (
        "center add shop",
        "center add support",
        "agent add Ana",
        "center assign shop Ana --also support",
        "hours set center shop mon-fri 09:00-17:00",
        "hours set center support mon-fri 09:00-17:00",
        "chat-settings set --center shop --welcome Hello",
    ):
        assert run(line).exit_code == 0, line

    result = run("center delete shop --yes")

    assert result.stdout == 'center "shop" deleted\n'
    assert result.stderr == (
        'note: assignment of agent "Ana" would end\n'
        "note: the center's hours would be deleted\n"
        "note: the center's chat settings would be deleted\n"
    )
    after = contents(tenant)
    assert [row[1] for row in after["center"]] == ["support"]
    assert after["center_member"] == [(2, 1, "agent")]
    assert after["chat_settings"] == []
    assert [row[3] for row in after["hours"]] == [2]
    assert len(after["hours_range"]) == 5


def test_the_default_group_stays_in_its_center(tenant: Path, run: Run) -> None:
    for line in (
        "center add shop",
        "center add support",
        "group add sales --center shop",
        "center edit shop --default-group sales",
    ):
        run(line)
    before = contents(tenant)

    for line in ("group edit sales --unset center", "group edit sales --center support"):
        result = run(line)
        assert result.exit_code == 4
        assert result.stderr == (
            'error: group "sales" is the default of center "shop"\n\n'
            "hint: end that first: ccadmin center edit shop --unset default-group\n"
        )
    assert contents(tenant) == before

    run("group delete sales --yes")
    assert rows(tenant, "SELECT default_group_id FROM center WHERE name = 'shop'") == [(None,)]
