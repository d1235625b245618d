"""`ccadmin center` from the outside: what it prints, what it writes, and what it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.contents import contents, made_by, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

AUDIT = "SELECT action, kind, object_id, name, before, after FROM audit ORDER BY id"
ASSIGNED = "SELECT center_id, agent_id, role FROM center_member ORDER BY 1, 2"


SHOP = (
    "center add shop --zone Europe/London --routing-type call-count --service-level 90/15",
    "center add support --description 'After the sale'",
    "group add sales --center shop",
    "agent add Ana --email ana@example.com",
    "agent add Boris",
    "agent add Clara",
    "center assign shop Ana --role supervisor",
    "center assign shop Boris",
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(SHOP, tmp_path_factory.mktemp("template") / "tenant.db")


@pytest.fixture
def shop(tenant: Path, template: bytes) -> Path:
    """Two centers, the first with a group, a supervisor and an agent; Clara is in neither."""
    tenant.write_bytes(template)
    return tenant


def test_a_new_center_is_a_row_an_audit_row_and_a_sentence(tenant: Path, run: Run) -> None:
    result = run(
        "center add ' Shop ' --description 'What we sell' --zone europe/london"
        " --routing-type round-robin --service-level 90/15"
    )

    assert (result.exit_code, result.stdout, result.stderr) == (0, 'center "Shop" created\n', "")
    assert rows(tenant, "SELECT * FROM center") == [
        (1, "Shop", "shop", "What we sell", "Europe/London", "round-robin", None, 90, 15)
    ]
    assert rows(tenant, AUDIT) == [
        (
            "created", "center", 1, "Shop", None,
            '{"default_group": null, "description": "What we sell", "id": 1, "name": "Shop", "routing_type": "round-robin", "service_level": "90/15", "zone": "Europe/London"}',
        )
    ]  # fmt: skip


def test_add_keeps_or_updates_a_center_that_exists(shop: Path, run: Run) -> None:
    before = contents(shop)
    kept = run("center add SHOP --zone UTC --if-not-exists")
    assert kept.stdout == 'center "shop" unchanged\n'
    assert run("center add shop --zone Europe/London --or-update").stdout == (
        'center "shop" unchanged\n'
    )
    assert contents(shop) == before

    updated = run("center add shop --zone UTC --or-update")
    assert updated.stdout == 'center "shop" updated: zone Europe/London → UTC\n'


def test_edit_changes_what_is_given_and_clears_what_is_unset(shop: Path, run: Run) -> None:
    result = run(
        "center edit shop --name Store --default-group sales --unset zone --unset service-level"
        " --unset routing-type --description Counter"
    )
    assert result.stdout == (
        'center "Store" updated: name shop → Store, description (none) → Counter, '
        "zone Europe/London → (none), routing_type call-count → (none), "
        "default_group (none) → sales, service_level 90/15 → (none)\n"
    )
    assert rows(shop, "SELECT * FROM center WHERE id = 1") == [
        (1, "Store", "store", "Counter", None, None, 1, None, None)
    ]
    cleared = run("center edit store --unset default-group --unset description")
    assert cleared.stdout == (
        'center "Store" updated: description Counter → (none), default_group sales → (none)\n'
    )


def test_agents_are_assigned_as_agents_unless_a_role_is_given(shop: Path, run: Run) -> None:
    assigned = run("center assign support ana@example.com Clara")
    assert assigned.stdout == (
        'assignment "Ana in support" created\nassignment "Clara in support" created\n'
    )
    again = run("center assign shop Ana Boris Clara")
    assert again.stdout == (
        'assignment "Ana in shop" unchanged\n'
        'assignment "Boris in shop" unchanged\n'
        'assignment "Clara in shop" created\n'
    )
    promoted = run("center assign shop Boris --role admin")
    assert promoted.stdout == 'assignment "Boris in shop" updated: role agent → admin\n'
    assert rows(shop, ASSIGNED) == [
        (1, 1, "supervisor"), (1, 2, "admin"), (1, 3, "agent"), (2, 1, "agent"), (2, 3, "agent"),
    ]  # fmt: skip
    assert rows(shop, AUDIT)[-1] == (
        "updated", "assignment", 1, "Boris in shop",
        '{"agent_id": 2, "role": "agent"}', '{"agent_id": 2, "role": "admin"}',
    )  # fmt: skip


def test_one_command_puts_agents_into_several_centers_and_one_takes_them_out(
    shop: Path, run: Run
) -> None:
    run("center add billing")
    assigned = run("center assign support Clara Ana --also billing --also shop --role admin")
    assert assigned.stdout == (
        'assignment "Clara in support" created\n'
        'assignment "Ana in support" created\n'
        'assignment "Clara in billing" created\n'
        'assignment "Ana in billing" created\n'
        'assignment "Clara in shop" created\n'
        'assignment "Ana in shop" updated: role supervisor → admin\n'
    )
    run("group members add sales Ana Boris Clara")

    gone = run("center unassign shop Clara Ana --also billing --also support")
    assert gone.stdout == (
        'assignment "Clara in shop" deleted\n'
        'assignment "Ana in shop" deleted\n'
        'assignment "Clara in billing" deleted\n'
        'assignment "Ana in billing" deleted\n'
        'assignment "Clara in support" deleted\n'
        'assignment "Ana in support" deleted\n'
    )
    assert gone.stderr == 'note: "Clara" left group "sales"\nnote: "Ana" left group "sales"\n'
    assert rows(shop, ASSIGNED) == [(1, 2, "agent")]
    assert rows(shop, "SELECT group_id, agent_id FROM member") == [(1, 2)]
    assert run("center unassign shop Ana").stdout == 'assignment "Ana in shop" unchanged\n'


def test_role_changes_those_who_are_assigned(shop: Path, run: Run) -> None:
    result = run("center role shop Ana Boris --role admin")
    assert result.stdout == (
        'assignment "Ana in shop" updated: role supervisor → admin\n'
        'assignment "Boris in shop" updated: role agent → admin\n'
    )
    assert rows(shop, ASSIGNED) == [(1, 1, "admin"), (1, 2, "admin")]


class Refusal(NamedTuple):
    """A line that is refused, with what its user is told."""

    line: str
    status: int
    message: str
    hint: str


REFUSALS = [
    Refusal(
        "center add Shop", 4,
        'center "shop" exists already',
        "change it with: ccadmin center edit, or add --or-update",
    ),
    Refusal(
        f"center add {'x' * 65}", 5,
        "a center name has 1 to 64 characters, this one has 65",
        "shorten it",
    ),
    Refusal(
        "center add new --zone Europe/Sofa", 5,
        '"Europe/Sofa" is not a time zone',
        'did you mean "Europe/Sofia"?',
    ),
    Refusal(
        "center add new --service-level 120/20", 5,
        '--service-level: service level "120/20" is not PER-CENT/SECONDS',
        "80/20 means 80 per cent answered within 20 seconds",
    ),
    Refusal(
        "center edit support --name SHOP", 4,
        'center "shop" exists already',
        "choose another name",
    ),
    Refusal(
        "center edit support --zone UTC --default-group sales", 5,
        'group "sales" does not belong to center "support"',
        "put it there first: ccadmin group edit sales --center support",
    ),
    Refusal(
        "center edit shop --default-group sale", 3,
        'group "sale" not found',
        'did you mean "sales"?',
    ),
    Refusal(
        "center edit shop --unset zone --unset nme", 5,
        '"nme" cannot be unset',
        "these can: description, zone, routing-type, default-group, service-level",
    ),
    Refusal(
        "center delete shop --yes", 4,
        'center "shop" still has groups: "sales"',
        "delete them, or take each out with: ccadmin group edit sales --unset center",
    ),
    Refusal(
        "center delete support", 2,
        'nobody can be asked whether to delete center "support"',
        "add --yes",
    ),
    Refusal("center show shoop", 3, 'center "shoop" not found', 'did you mean "shop"?'),
    Refusal(
        "center assign support Clara Ana --also shp", 3,
        'center "shp" not found',
        'did you mean "shop"?',
    ),
    Refusal("center assign support Clara Anna", 3, 'agent "Anna" not found', 'did you mean "Ana"?'),
    Refusal(
        "center role shop Ana Clara --role admin", 3,
        'agent "Clara" is not assigned to center "shop"',
        "assign them with that role: ccadmin center assign shop Clara --role admin",
    ),
]  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS, ids=[refusal.line for refusal in REFUSALS])
def test_a_refused_line_names_the_way_out_and_leaves_nothing_behind(
    shop: Path, run: Run, refusal: Refusal
) -> None:
    before = contents(shop)
    result = run(f"{refusal.line} --quiet")
    assert (result.exit_code, result.stdout) == (refusal.status, "")
    assert result.stderr == f"error: {refusal.message}\n\nhint: {refusal.hint}\n"
    assert contents(shop) == before


def test_an_unknown_role_is_a_refused_value(shop: Path, run: Run) -> None:
    before = contents(shop)
    result = run("center assign shop Clara --role supervisr")
    assert result.exit_code == 5
    assert result.stderr.endswith('hint: did you mean "supervisor"?\n')
    assert contents(shop) == before


def test_a_center_that_is_gone_can_be_deleted_again_when_asked(shop: Path, run: Run) -> None:
    assert run("center delete support --yes").stdout == 'center "support" deleted\n'
    result = run("center delete support --yes --if-exists")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == 'note: center "support" does not exist\n'
    assert run("center delete support --yes").exit_code == 3


def test_a_dry_run_says_it_and_leaves_everything(shop: Path, run: Run) -> None:
    before = contents(shop)
    said = run("center unassign shop Ana --dry-run").stdout
    assert said == 'assignment "Ana in shop" would be deleted\n'
    said = run("center delete support --dry-run").stdout
    assert said == 'center "support" would be deleted\n'
    assert contents(shop) == before


def test_the_list_reads_well_and_holds_full_records(shop: Path, run: Run) -> None:
    assert run("center list").stdout == (
        "name\tzone_in_force\trouting_type_in_force\tservice_level_in_force\tgroups\tmembers\n"
        "shop\tEurope/London\tcall-count\t90/15\tsales\t2\n"
        "support\tEurope/Sofia\tlongest-idle\t80/20\t\t0\n"
    )
    assert json.loads(run("center list -o json").stdout)[1] == {
        "id": 2,
        "name": "support",
        "description": "After the sale",
        "zone": None,
        "routing_type": None,
        "default_group": None,
        "service_level": None,
        "zone_in_force": "Europe/Sofia",
        "routing_type_in_force": "longest-idle",
        "service_level_in_force": "80/20",
        "groups": [],
        "members": 0,
    }
    table = run("center list -o table").stdout
    assert [line.rstrip() for line in table.splitlines() if line.strip()] == [
        "name     zone           routing       level  groups  people",
        "─" * 60,
        "shop     Europe/London  call-count    90/15  sales        2",
        "support  Europe/Sofia   longest-idle  80/20               0",
    ]


def test_the_card_of_a_center_names_its_groups_and_people(shop: Path, run: Run) -> None:
    assert json.loads(run("center show shop -o json").stdout) == {
        "id": 1,
        "name": "shop",
        "description": None,
        "zone": "Europe/London",
        "routing_type": "call-count",
        "default_group": None,
        "service_level": "90/15",
        "zone_in_force": "Europe/London",
        "routing_type_in_force": "call-count",
        "service_level_in_force": "90/15",
        "groups": ["sales"],
        "members": [
            {"id": 1, "name": "Ana", "role": "supervisor"},
            {"id": 2, "name": "Boris", "role": "agent"},
        ],
        "hours": None,
        "hours_in_force": "always",
        "hours_zone": "Europe/London",
    }
    lines = run("center show shop").stdout.splitlines()
    (people,) = [line for line in lines if line.startswith("members")]
    assert people == "members\tAna (id 1, role supervisor), Boris (id 2, role agent)"


def test_a_change_is_an_envelope_for_programs(shop: Path, run: Run) -> None:
    result = run("center unassign shop Ana -o json")
    assert json.loads(result.stdout) == {
        "format_version": 1,
        "status": "ok",
        "changes": [
            {
                "action": "deleted",
                "kind": "assignment",
                "id": 1,
                "name": "Ana in shop",
                "fields": {
                    "agent_id": {"before": 1, "after": None},
                    "role": {"before": "supervisor", "after": None},
                    "groups": {"before": [], "after": None},
                },
                "notes": [],
            }
        ],
        "errors": [],
    }
