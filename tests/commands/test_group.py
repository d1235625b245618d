"""`ccadmin group` from the outside: what it prints, and the rows that it leaves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.contents import contents, made_by, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

CENTRE: Final = (
    "center add shop --routing-type call-count --service-level 90/15",
    "group add sales",
    "group add support --center shop",
    "agent add Ana --email ana@example.com",
    "agent add Boris",
    "agent add Clara",
    "center assign shop Ana",
)
AUDIT: Final = (
    "SELECT action, kind, object_id, name, before, after FROM audit WHERE id > 7 ORDER BY id"
)
MEMBERS: Final = (
    "SELECT group_id, agent_id, weight, status, tier, position, wrap_up FROM member ORDER BY 1, 6"
)
SALES: Final[dict[str, Any]] = {
    "id": 1,
    "name": "sales",
    "description": None,
    "kind": None,
    "topics": [],
    "skills": None,
    "status": "enabled",
    "strategy": None,
    "center": None,
    "service_level": None,
    "escalates_to": None,
    "max_waiting": "unlimited",
    "max_wait": "unlimited",
    "on_full": "hang-up",
    "on_timeout": "hang-up",
    "on_closed": "hang-up",
    "on_nobody_staffed": "hang-up",
    "wrap_up": 0,
    "wrap_up_scope": "agent",
    "ring_time": 20,
    "on_no_answer": "next",
    "weight": 0,
    "order": "strict",
    "age_point": 60,
    "tier_wait": 0,
    "skill_relax": 0,
    "window": "day",
    "scope": "group",
    "late_joiner": "zero",
    "at_closing": "stay",
}
"""A group about which nothing was said."""

FIELDS: Final = (
    ("--name Европа", "name", "Европа"),
    ("--description 'For new customers'", "description", "For new customers"),
    ("--kind skill-level", "kind", "skill-level"),
    ("--skills 'English , billing:10'", "skills", "billing:10,English:1"),
    ("--escalates-to support", "escalates_to", "support"),
    ("--on-no-answer retry", "on_no_answer", "retry"),
    ("--on-no-answer break", "on_no_answer", "break:300"),
    ("--on-no-answer break:60", "on_no_answer", "break:60"),
    ("--status disabled", "status", "disabled"),
    ("--strategy round-robin", "strategy", "round-robin"),
    ("--center shop", "center", "shop"),
    ("--service-level '100 % / 0 s'", "service_level", "100/0"),
    ("--max-waiting 0", "max_waiting", "0"),
    ("--max-wait 1000000000", "max_wait", "1000000000"),
    ("--on-full group:support", "on_full", "group:support"),
    ("--on-timeout voicemail", "on_timeout", "voicemail"),
    ("--on-closed callback", "on_closed", "callback"),
    ("--on-nobody-staffed 'group:#2'", "on_nobody_staffed", "group:support"),
    ("--wrap-up 1000000000", "wrap_up", 1_000_000_000),
    ("--wrap-up-scope group", "wrap_up_scope", "group"),
    ("--ring-time 1", "ring_time", 1),
    ("--weight -1000", "weight", -1000),
    ("--weight 1000", "weight", 1000),
    ("--order ageing", "order", "ageing"),
    ("--age-point 0", "age_point", 0),
    ("--tier-wait 30", "tier_wait", 30),
    ("--skill-relax 45", "skill_relax", 45),
    ("--window rolling:366d", "window", "rolling:366d"),
    ("--window SHIFT", "window", "shift"),
    ("--scope agent", "scope", "agent"),
    ("--late-joiner mean", "late_joiner", "mean"),
    ("--at-closing leave", "at_closing", "leave"),
)
"""Every option of a group, the field that it sets, and what the field then is."""

CLEARED: Final = (
    ("description", "--description x", "description"),
    ("strategy", "--strategy linear", "strategy"),
    ("kind", "--kind location", "kind"),
    ("topics", "--topics billing", "topics"),
    ("skills", "--skills billing", "skills"),
    ("escalates-to", "--escalates-to support", "escalates_to"),
    ("center", "--center shop", "center"),
    ("service-level", "--service-level 90/10", "service_level"),
    ("max-waiting", "--max-waiting 5", "max_waiting"),
    ("max_wait", "--max-wait 5", "max_wait"),
    ("on-full", "--on-full voicemail", "on_full"),
    ("on-timeout", "--on-timeout group:support", "on_timeout"),
    ("on-closed", "--on-closed callback", "on_closed"),
    ("on_nobody_staffed", "--on-nobody-staffed voicemail", "on_nobody_staffed"),
)
"""Every field that `--unset` clears, and an option that sets it."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(CENTRE, tmp_path_factory.mktemp("template") / "tenant.db")


@pytest.fixture
def shop(tenant: Path, template: bytes) -> Path:
    """Two groups, the second in a center to which only Ana is assigned; nobody is a member."""
    tenant.write_bytes(template)
    return tenant


def test_a_new_group_is_audited_and_told_with_all_its_fields(shop: Path, run: Run) -> None:
    result = run("group add Billing -o json")

    billing = SALES | {"id": 3, "name": "Billing"}
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "format_version": 1,
        "status": "ok",
        "changes": [
            {
                "action": "created",
                "kind": "group",
                "id": 3,
                "name": "Billing",
                "fields": {
                    key: {"before": None, "after": value}
                    for key, value in billing.items()
                    if value is not None
                },
                "notes": [],
            }
        ],
        "errors": [],
    }
    ((action, kind, number, name, before, after),) = rows(shop, AUDIT)
    assert (action, kind, number, name, before) == ("created", "group", 3, "Billing", None)
    assert json.loads(after) == billing


def test_a_group_with_no_field_given_has_the_defaults(shop: Path, run: Run) -> None:
    inherited = {
        "strategy_in_force": "longest-idle",
        "service_level_in_force": "80/20",
        "escalation": None,
        "virtual": False,
        "hours": None,
        "hours_in_force": "always",
        "hours_zone": "Europe/Sofia",
    }

    assert json.loads(run("group show SALES -o json").stdout) == SALES | inherited | {"members": []}


@pytest.mark.parametrize(("option", "field", "value"), FIELDS)
def test_every_field_can_be_given_to_add_and_to_edit_alike(
    shop: Path, run: Run, option: str, field: str, value: object
) -> None:
    edited = run(f"group edit sales {option}")
    run("group delete support --yes") if field == "name" else None
    shown = json.loads(run("group show '#1' -o json").stdout)

    assert edited.exit_code == 0
    assert {key: shown[key] for key in SALES} == SALES | {field: value}
    if field != "name":
        added = run(f"group add new {option}")
        new = json.loads(run("group show new -o json").stdout)
        assert added.exit_code == 0
        assert {key: new[key] for key in SALES} == SALES | {field: value, "id": 3, "name": "new"}


@pytest.mark.parametrize(("unset", "option", "field"), CLEARED)
def test_a_field_that_is_cleared_is_as_if_it_had_never_been_given(
    shop: Path, run: Run, unset: str, option: str, field: str
) -> None:
    run(f"group edit sales {option}")

    cleared = run(f"group edit sales --unset {unset} -o json")

    (change,) = json.loads(cleared.stdout)["changes"]
    assert {key: both["after"] for key, both in change["fields"].items()} == {field: SALES[field]}
    shown = json.loads(run("group show sales -o json").stdout)
    assert {key: shown[key] for key in SALES} == SALES


def test_an_edit_tells_and_audits_exactly_what_differs(shop: Path, run: Run) -> None:
    result = run("group edit sales --weight 5 --on-full voicemail --ring-time 20")

    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        'group "sales" updated: on_full hang-up → voicemail, weight 0 → 5\n',
        "",
    )
    ((action, _kind, _id, _name, before, after),) = rows(shop, AUDIT)
    assert action == "updated"
    assert json.loads(before) == SALES
    assert json.loads(after) == SALES | {"weight": 5, "on_full": "voicemail"}


def test_a_second_run_of_the_same_command_changes_nothing(shop: Path, run: Run) -> None:
    lines = (
        "group edit sales --weight 5 --on-full voicemail --unset description",
        "group add sales --or-update --weight 5",
        "group add sales --if-not-exists --weight 99",
        "group delete nope --if-exists",
        "group members add sales Boris --weight 5",
        "group members edit sales Boris --tier 2",
    )
    for line in lines:
        run(line)
    before = contents(shop)
    results = [run(line) for line in (*lines[:5], "group members edit sales Boris --tier 2")]

    assert [(result.exit_code, result.stdout, result.stderr) for result in results] == [
        (0, 'group "sales" unchanged\n', ""),
        (0, 'group "sales" unchanged\n', ""),
        (0, 'group "sales" unchanged\n', ""),
        (0, "", 'note: group "nope" does not exist\n'),
        (0, 'member "Boris in sales" unchanged\n', ""),
        (0, 'member "Boris in sales" unchanged\n', ""),
    ]
    assert contents(shop) == before


def test_add_or_update_changes_what_exists(shop: Path, run: Run) -> None:
    result = run("group add SALES --or-update --weight 7")

    assert result.stdout == 'group "sales" updated: weight 0 → 7\n'
    assert rows(shop, "SELECT name, weight FROM team WHERE id = 1") == [("sales", 7)]


@pytest.mark.parametrize(
    "line",
    [
        "group add new --weight 3",
        "group add sales --or-update --weight 3",
        "group edit sales --on-full voicemail",
        "group delete sales",
        "group members add sales Ana Boris",
        "group members add support Boris --assign",
    ],
)
def test_a_dry_run_says_what_would_change_and_changes_nothing(
    shop: Path, run: Run, line: str
) -> None:
    before = shop.read_bytes()

    dry = run(f"{line} --dry-run -o json")
    unchanged = shop.read_bytes() == before
    wet = run(f"{line} --yes -o json")

    assert (dry.exit_code, wet.exit_code, unchanged) == (0, 0, True)
    assert json.loads(dry.stdout) == json.loads(wet.stdout) | {"status": "dry-run"}
    assert shop.read_bytes() != before


def test_a_dry_run_is_told_in_the_conditional(shop: Path, run: Run) -> None:
    lines = ("group add new", "group edit sales --weight 1", "group delete sales",
             "group edit sales --weight 0")  # fmt: skip

    assert [run(f"{line} --dry-run").stdout for line in lines] == [
        'group "new" would be created\n',
        'group "sales" would be updated: weight 0 → 1\n',
        'group "sales" would be deleted\n',
        'group "sales" unchanged\n',
    ]


def test_deleting_a_group_says_what_points_at_it_and_mends_it(shop: Path, run: Run) -> None:
    for line in (
        "group edit support --on-full group:sales --on-timeout group:sales --on-closed voicemail",
        "group edit sales --center shop",
        "center edit shop --default-group sales",
        "group members add sales Ana --weight 3",
        "hours set group sales mon-fri 09:00-17:00",
    ):
        assert run(line).exit_code == 0, line

    result = run("group delete sales --yes")

    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        (
            'group "sales" deleted\n'
            'group "support" updated: on_full group:sales → hang-up, on_timeout group:sales → hang-up\n'
            'center "shop" updated: default_group sales → (none)\n'
        ),
        (
            'note: group "support" overflows to it and would hang up instead\n'
            'note: center "shop" would have no default group\n'
            "note: 1 membership would end\n"
            "note: the group's hours would be deleted\n"
            "note: callers who are sent to it are not answered after its deletion\n"
        ),
    )
    assert rows(shop, "SELECT id, name FROM team") == [(2, "support")]
    assert rows(shop, "SELECT group_id, trigger, action FROM overflow") == [
        (2, "closed", "voicemail")
    ]
    assert rows(shop, MEMBERS) == []
    assert rows(shop, "SELECT default_group_id FROM center") == [(None,)]
    assert rows(shop, "SELECT count(*) FROM hours") == [(0,)]
    support, center, sales = rows(shop, AUDIT)[-3:]
    assert (support[:4], center[:4], sales[:4]) == (
        ("updated", "group", 2, "support"),
        ("updated", "center", 1, "shop"),
        ("deleted", "group", 1, "sales"),
    )
    assert json.loads(sales[4])["members"] == [_member(1, "Ana", "ana@example.com", weight=3)]


def test_the_id_of_a_deleted_group_is_never_given_again(shop: Path, run: Run) -> None:
    run("group delete support --yes")
    run("group add support")

    assert rows(shop, "SELECT id, name FROM team ORDER BY id") == [(1, "sales"), (3, "support")]


def test_a_group_inherits_what_it_does_not_say_from_its_center(shop: Path, run: Run) -> None:
    shown = json.loads(run("group list -o json").stdout)

    assert [
        (g["name"], g["strategy_in_force"], g["service_level_in_force"], g["members"])
        for g in shown
    ] == [("sales", "longest-idle", "80/20", 0), ("support", "call-count", "90/15", 0)]


def test_names_are_trimmed_composed_and_found_in_any_case(shop: Path, run: Run) -> None:
    decomposed = "  Cafe\u0301 Дружба  "

    run(f"group add '{decomposed}'")

    assert rows(shop, "SELECT name, name_key FROM team WHERE id = 3") == [
        ("Café Дружба", "café дружба")
    ]
    assert run("group show 'CAFÉ ДРУЖБА' -o name").stdout == "Café Дружба\n"


def test_a_name_of_sixty_four_characters_is_kept_whole(shop: Path, run: Run) -> None:
    name = "я" * 64

    assert run(f"group add {name}").exit_code == 0
    assert rows(shop, "SELECT name FROM team WHERE id = 3") == [(name,)]


def test_moving_a_group_into_a_center_takes_its_members_along_when_asked(
    shop: Path, run: Run
) -> None:
    run("group members add sales Clara Ana Boris")

    result = run("group edit sales --center shop --assign")

    assert (result.exit_code, result.stdout) == (
        0,
        (
            'group "sales" updated: center (none) → shop\n'
            'assignment "Boris in shop" created\n'
            'assignment "Clara in shop" created\n'
        ),
    )
    assert rows(shop, "SELECT agent_id, role FROM center_member ORDER BY 1") == [
        (1, "agent"),
        (2, "agent"),
        (3, "agent"),
    ]


# --- members ------------------------------------------------------------------------------------


def test_members_join_at_the_end_in_the_order_in_which_they_are_named(shop: Path, run: Run) -> None:
    run("group members add sales Clara ana@example.com")
    result = run("group members add sales '#2' Clara --weight 100 --tier 9 --wrap-up 30")

    assert result.stdout == (
        'member "Boris in sales" created\n'
        'member "Clara in sales" updated: weight 1 → 100, tier 1 → 9, wrap_up (none) → 30\n'
    )
    assert rows(shop, MEMBERS) == [
        (1, 3, 100, "enabled", 9, 1, 30),
        (1, 1, 1, "enabled", 1, 2, None),
        (1, 2, 100, "enabled", 9, 3, 30),
    ]
    assert json.loads(run("group members list sales -o json").stdout) == [
        _member(1, "Ana", "ana@example.com", position=2),
        _member(3, "Clara", weight=100, tier=9, position=1, wrap_up=30),
        _member(2, "Boris", weight=100, tier=9, position=3, wrap_up=30),
    ]


def test_an_agent_who_is_named_twice_joins_once(shop: Path, run: Run) -> None:
    result = run("group members add sales Boris '#2'")

    assert (result.exit_code, rows(shop, MEMBERS)) == (0, [(1, 2, 1, "enabled", 1, 1, None)])


def test_memberships_are_changed_and_go_back_to_the_wrap_up_of_the_group(
    shop: Path, run: Run
) -> None:
    run("group members add sales Ana Boris --wrap-up 10")

    changed = run("group members edit sales Ana Boris --status disabled --position 7")
    back = run("group members edit sales Ana --group-wrap-up --status enabled")

    assert changed.stdout == (
        'member "Ana in sales" updated: status enabled → disabled, position 1 → 7\n'
        'member "Boris in sales" updated: status enabled → disabled, position 2 → 7\n'
    )
    assert back.stdout == (
        'member "Ana in sales" updated: status disabled → enabled, wrap_up 10 → (none)\n'
    )
    assert rows(shop, f"{MEMBERS}, 2") == [
        (1, 1, 1, "enabled", 1, 7, None),
        (1, 2, 1, "disabled", 1, 7, 10),
    ]


def test_wrap_up_cannot_be_given_and_given_back_at_once(shop: Path, run: Run) -> None:
    run("group members add sales Ana")

    result = run("group members edit sales Ana --wrap-up 5 --group-wrap-up")

    assert (result.exit_code, result.stderr) == (
        2,
        (
            "error: --group-wrap-up takes the wrap-up back that --wrap-up gives\n\n"
            "hint: give one of the two\n"
        ),
    )


def test_a_group_of_a_center_takes_outsiders_only_with_assign(shop: Path, run: Run) -> None:
    refused = run("group members add support Ana Boris Clara")
    nobody = rows(shop, MEMBERS)
    taken = run("group members add support Ana Boris Clara --assign")

    assert (refused.exit_code, nobody) == (4, [])
    assert taken.stdout == (
        'assignment "Boris in shop" created\n'
        'assignment "Clara in shop" created\n'
        'member "Ana in support" created\n'
        'member "Boris in support" created\n'
        'member "Clara in support" created\n'
    )
    assert [row[:2] for row in rows(shop, MEMBERS)] == [(2, 1), (2, 2), (2, 3)]


def test_members_are_taken_out_and_outsiders_are_passed_over_when_asked(
    shop: Path, run: Run
) -> None:
    run("group members add sales Ana Boris")

    result = run("group members remove sales Ana Clara --if-exists")

    assert (result.exit_code, result.stdout) == (
        0,
        'member "Ana in sales" deleted\nmember "Clara in sales" unchanged\n',
    )
    assert rows(shop, MEMBERS) == [(1, 2, 1, "enabled", 1, 2, None)]
    assert [(row[0], row[3]) for row in rows(shop, AUDIT)] == [
        ("created", "Ana in sales"),
        ("created", "Boris in sales"),
        ("deleted", "Ana in sales"),
    ]


def _member(number: int, name: str, email: str | None = None, **given: object) -> dict[str, object]:
    plain = {"weight": 1, "status": "enabled", "tier": 1, "position": 1, "wrap_up": None}
    return {"agent_id": number, "name": name, "email": email, **plain, **given}
