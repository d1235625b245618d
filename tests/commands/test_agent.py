"""`ccadmin agent` from the outside: what it prints, what it writes, and what it refuses."""

from __future__ import annotations

import json
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.contents import contents, made_by, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

AUDIT = "SELECT action, kind, object_id, name, before, after FROM audit ORDER BY id"
NEW = {
    "virtual": False,
    "license": "contact-center",
    "direct_number": None,
    "capacity": None,
    "extension_delay": 0,
    "mobile_delay": 0,
    "chat_delay": 0,
    "status": "available",
    "status_reason": None,
    "status_since": None,
}
"""The fields of somebody of whom nothing else was said."""


PEOPLE = (
    "agent add Ana --email Ana@example.com --phone '0888 123 456' --extension 101",
    "agent add Boris --email boris@example.com --extension 102 --role manager",
    "agent add Clara",
    "agent add Clara --email clara@example.com",
    "center add shop",
    "group add sales --center shop",
    "center assign shop Ana --role supervisor",
    "group members add sales Ana --weight 5 --tier 2",
    "agent reports-to Ana Boris",
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(PEOPLE, tmp_path_factory.mktemp("template") / "tenant.db")


@pytest.fixture
def people(tenant: Path, template: bytes) -> Path:
    """Ana with everything, Boris a manager, two called Clara, a group and a center."""
    tenant.write_bytes(template)
    return tenant


def test_an_added_agent_is_a_row_an_audit_row_and_a_sentence(tenant: Path, run: Run) -> None:
    result = run(
        "agent add ' Ana ' --email Ana@Example.com --phone '0888 123 456' --extension 101"
        " --ring extension-first --role manager"
    )

    assert (result.exit_code, result.stdout, result.stderr) == (0, 'agent "Ana" created\n', "")
    assert rows(tenant, "SELECT * FROM agent") == [
        (1, "Ana", "ana", "Ana@Example.com", "ana@example.com", "+359888123456", "101",
         "extension-first", "manager", "contact-center", None, 0, None, 0, 0, 0, "available", None, None),
    ]  # fmt: skip
    ((*audited, after),) = rows(tenant, AUDIT)
    assert audited == ["created", "agent", 1, "Ana", None]
    assert json.loads(after) == NEW | {
        "id": 1,
        "name": "Ana",
        "email": "Ana@Example.com",
        "phone": "+359888123456",
        "extension": "101",
        "ring": "extension-first",
        "role": "manager",
    }


def test_names_may_be_shared_and_that_is_said(tenant: Path, run: Run) -> None:
    run("agent add Люба")
    result = run("agent add ЛЮБА")

    assert result.stdout == 'agent "ЛЮБА" created\n'
    assert result.stderr == 'note: others have this name: "Люба" #1; the new one is #2\n'
    refused = run("agent show люба")
    assert refused.exit_code == 4
    assert refused.stderr == (
        'error: agent name "люба" fits 2 agents: #1, #2\n\n'
        "hint: name one by its id, or by its email address\n"
    )


@pytest.mark.parametrize(
    "name",
    ["--yes", 'O\'Neil "Bo"', "12", "Иван Петров", "山田 太郎", "👩", "[bold]x[/]", "x" * 64],
)
def test_a_name_is_shown_as_it_was_typed(tenant: Path, run: Run, name: str) -> None:
    assert run(f"agent add -- {quote(name)}").exit_code == 0
    shown = run("agent show '#1' --fields name -o json")
    assert json.loads(shown.stdout) == {"name": name}
    assert run(f"agent delete --yes -- {quote(name)}").exit_code == 0
    assert rows(tenant, "SELECT * FROM agent") == []


def test_add_keeps_or_updates_the_agent_of_that_email_else_of_that_name(
    people: Path, run: Run
) -> None:
    before = contents(people)
    assert run("agent add Ana --if-not-exists").stdout == 'agent "Ana" unchanged\n'
    assert run(
        "agent add Anna --email ANA@example.com --if-not-exists --extension 9999"
    ).stdout == ('agent "Ana" unchanged\n')
    assert run("agent add Ana --or-update --extension 101").stdout == 'agent "Ana" unchanged\n'
    assert contents(people) == before

    renamed = run("agent add Anna --email Ana@example.com --or-update --extension 201")
    assert renamed.stdout == 'agent "Anna" updated: name Ana → Anna, extension 101 → 201\n'
    new = run("agent add Boris --email another@example.com --or-update")
    assert new.stdout == 'agent "Boris" created\n'
    assert rows(people, "SELECT id, name, extension FROM agent") == [
        (1, "Anna", "201"), (2, "Boris", "102"), (3, "Clara", None), (4, "Clara", None),
        (5, "Boris", None),
    ]  # fmt: skip


def test_edit_changes_what_is_given_and_clears_what_is_unset(people: Path, run: Run) -> None:
    result = run(
        "agent edit ana@example.com --name 'Ana Petrova' --unset email --ring mobile-only"
        " --unset extension"
    )

    assert result.stdout == (
        'agent "Ana Petrova" updated: name Ana → Ana Petrova, email Ana@example.com → (none), '
        "extension 101 → (none), ring (none) → mobile-only\n"
    )
    own = "SELECT id, name, name_key, email, email_key, phone, extension, ring, role FROM agent"
    assert rows(people, f"{own} WHERE id = 1") == [
        (1, "Ana Petrova", "ana petrova", None, None, "+359888123456", None, "mobile-only", "agent"),
    ]  # fmt: skip
    run("agent edit Boris --email ana@example.com")
    assert rows(people, "SELECT email_key FROM agent WHERE id = 2") == [("ana@example.com",)]


def test_a_dry_run_says_it_and_leaves_everything(people: Path, run: Run) -> None:
    before = contents(people)
    edited = run("agent edit Ana --extension 333 --dry-run")
    assert edited.stdout == 'agent "Ana" would be updated: extension 101 → 333\n'
    assert run("agent add Dora --dry-run").stdout == 'agent "Dora" would be created\n'
    assert run("agent delete Ana --dry-run").stdout == 'agent "Ana" would be deleted\n'
    assert contents(people) == before


class Refusal(NamedTuple):
    """A line that is refused, with what its user is told."""

    line: str
    status: int
    message: str
    hint: str


REFUSALS = [
    Refusal("agent add ''", 5, "an agent name has 1 to 64 characters, this one has 0", "give it a name"),
    Refusal(
        "agent add Dora --email ANA@EXAMPLE.COM", 4,
        'email "Ana@example.com" is that of agent "Ana" (#1)',
        "change that agent with: ccadmin agent edit Ana@example.com",
    ),
    Refusal(
        "agent edit Boris --email ana@example.com", 4,
        'email "Ana@example.com" is that of agent "Ana" (#1)',
        "change that agent with: ccadmin agent edit Ana@example.com",
    ),
    Refusal(
        "agent add Dora --email dora", 5,
        '"dora" is not an email address',
        "write it as ana@example.com, with at most 254 characters",
    ),
    Refusal(
        "agent add Dora --extension 101", 4,
        'extension "101" is that of agent "Ana" (#1)',
        "choose another, or free it: ccadmin agent edit '#1' --unset extension",
    ),
    Refusal(
        "agent add Dora --extension 1", 5,
        'extension "1" is not 2 to 8 digits',
        "a number that callers dial from outside goes into --phone",
    ),
    Refusal(
        "agent add Dora --extension 123456789", 5,
        'extension "123456789" is not 2 to 8 digits',
        "a number that callers dial from outside goes into --phone",
    ),
    Refusal(
        "agent add Dora --extension ١٢٣", 5,
        'extension "١٢٣" is not 2 to 8 digits',
        "a number that callers dial from outside goes into --phone",
    ),
    Refusal(
        "agent add Dora --phone 08881", 5,
        '"08881" is not a phone number of region BG',
        "write it as +35943012345, or with + and the code of another country",
    ),
    Refusal(
        "agent add Dora --phone 0888123456 --ring simultaneous", 5,
        'ring preference "simultaneous" needs the extension of agent "Dora"',
        "add --extension NUMBER or use --ring mobile-only",
    ),
    Refusal(
        "agent edit Boris --ring extension-first", 5,
        'ring preference "extension-first" needs the phone of agent "Boris"',
        "add --phone NUMBER or use --ring extension-only",
    ),
    Refusal(
        "agent add Clara --if-not-exists", 4,
        'agent name "Clara" fits 2 agents: #3, #4',
        "say which by --email, or change one by its id with: ccadmin agent edit",
    ),
    Refusal(
        "agent edit Ana --unset role", 5,
        '"role" cannot be unset',
        "these can: email, phone, extension, ring, direct-number, capacity",
    ),
    Refusal(
        "agent edit Ana --name Bob --unset extnsion", 5,
        '"extnsion" cannot be unset',
        'did you mean "extension"?',
    ),
    Refusal("agent edit Anna --role manager", 3, 'agent "Anna" not found', 'did you mean "Ana"?'),
    Refusal("agent delete '#99' --yes", 3, 'agent "#99" not found', "see them with: ccadmin agent list"),
    Refusal(
        "agent delete Ana", 2,
        'nobody can be asked whether to delete agent "Ana"',
        "add --yes",
    ),
    Refusal(
        "agent delete Boris --yes", 4,
        'agent "Boris" cannot be deleted while others report to them: "Ana"',
        "end such a line first: ccadmin agent reports-to Ana Boris --remove",
    ),
    Refusal(
        "agent edit Boris --role agent", 4,
        'agent "Boris" cannot become an agent while others report to them: "Ana"',
        "end such a line first: ccadmin agent reports-to Ana Boris --remove",
    ),
    Refusal(
        "agent reports-to Boris Ana", 5,
        'agent "Ana" is not a manager, so nobody can report to them',
        "make them one first: ccadmin agent edit Ana --role manager",
    ),
    Refusal(
        "agent reports-to Boris Boris", 5,
        'reporting lines cannot run in a circle: "Boris" → "Boris"',
        "name another manager",
    ),
    Refusal("agent list --group sale", 3, 'group "sale" not found', 'did you mean "sales"?'),
    Refusal("agent list --center show", 3, 'center "show" not found', 'did you mean "shop"?'),
]  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS, ids=[refusal.line for refusal in REFUSALS])
def test_a_refused_line_names_the_way_out_and_leaves_nothing_behind(
    people: Path, run: Run, refusal: Refusal
) -> None:
    before = contents(people)
    result = run(f"{refusal.line} --quiet")
    assert (result.exit_code, result.stdout) == (refusal.status, "")
    assert result.stderr == f"error: {refusal.message}\n\nhint: {refusal.hint}\n"
    assert contents(people) == before


def test_a_circle_of_managers_is_refused_with_its_path(people: Path, run: Run) -> None:
    for line in (
        "agent edit Ana --role manager",
        "agent add Dora --role manager",
        "agent reports-to Dora Ana",
    ):
        assert run(line).exit_code == 0, line
    before = contents(people)

    result = run("agent reports-to Boris '#4' Dora -o json")
    assert result.exit_code == 5
    result = run("agent reports-to Boris Dora")

    assert result.stderr == (
        'error: reporting lines cannot run in a circle: "Boris" → "Dora" → "Ana" → "Boris"\n\n'
        "hint: end such a line first: ccadmin agent reports-to Ana Boris --remove\n"
    )
    assert contents(people) == before


def test_reporting_is_added_and_ended_and_both_can_be_repeated(people: Path, run: Run) -> None:
    run("agent add Dora --role manager")
    added = run("agent reports-to Ana Boris Dora")
    assert added.stdout == ('reporting "Ana to Boris" unchanged\nreporting "Ana to Dora" created\n')
    assert rows(people, "SELECT * FROM reporting") == [(1, 2), (1, 5)]

    ended = run("agent reports-to Ana Dora '#4' --remove")
    assert ended.stdout == ('reporting "Ana to Dora" deleted\nreporting "Ana to Clara" unchanged\n')
    assert rows(people, "SELECT * FROM reporting") == [(1, 2)]
    state = '{"agent_id": 1, "manager_id": 5}'
    assert rows(people, AUDIT)[-2:] == [
        ("created", "reporting", 1, "Ana to Dora", None, state),
        ("deleted", "reporting", 1, "Ana to Dora", state, None),
    ]


def test_a_deletion_says_what_ends_and_ends_it(people: Path, run: Run) -> None:
    run("hours set agent Ana mon-fri 09:00-17:00")
    result = run("agent delete Ana --yes")

    assert result.stdout == 'agent "Ana" deleted\n'
    assert result.stderr == (
        'note: membership in group "sales" would end\n'
        'note: assignment to center "shop" would end\n'
        'note: reporting to "Boris" would end\n'
        "note: the agent's hours would be deleted\n"
    )
    left = contents(people)
    for table in ("member", "center_member", "reporting", "hours", "hours_range"):
        assert left[table] == [], table
    assert run("agent delete Boris --yes").exit_code == 0


def test_deleting_what_is_gone_is_no_error_when_asked(people: Path, run: Run) -> None:
    before = contents(people)
    result = run("agent delete Anna --if-exists --yes")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == 'note: agent "Anna" does not exist\n'
    assert contents(people) == before


def test_a_manager_is_a_member_like_any_agent(people: Path, run: Run) -> None:
    run("center assign shop Boris")
    assert run("group members add sales Boris").stdout == 'member "Boris in sales" created\n'
    assert run("agent list --group sales -o name").stdout == "Ana\nBoris\n"


def test_the_list_reads_well_and_holds_full_records(people: Path, run: Run) -> None:
    assert run("agent list").stdout == (
        "id\tname\temail\textension\trole\tgroups\n"
        "1\tAna\tAna@example.com\t101\tagent\tsales\n"
        "2\tBoris\tboris@example.com\t102\tmanager\t\n"
        "3\tClara\t\t\tagent\t\n"
        "4\tClara\tclara@example.com\t\tagent\t\n"
    )
    assert json.loads(run("agent list --search ana@ -o json").stdout) == [
        NEW
        | {
            "id": 1,
            "name": "Ana",
            "email": "Ana@example.com",
            "phone": "+359888123456",
            "extension": "101",
            "ring": None,
            "role": "agent",
            "ring_in_force": "simultaneous",
            "rings_on": ["desk-phone", "mobile"],
            "takes_calls": True,
            "skills": [],
            "groups": ["sales"],
            "centers": ["shop"],
            "reports_to": ["Boris"],
        }
    ]
    table = run("agent list -o table").stdout
    assert [line.rstrip() for line in table.splitlines() if line.strip()] == [
        "id  name   email              ext  role     groups",
        "─" * 51,
        " 1  Ana    Ana@example.com    101  agent    sales",
        " 2  Boris  boris@example.com  102  manager",
        " 3  Clara                          agent",
        " 4  Clara  clara@example.com       agent",
    ]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("", "Ana Boris Clara Clara"),
        ("--search CLAR", "Clara Clara"),
        ("--search example.COM", "Ana Boris Clara"),
        ("--search %", ""),
        ("--group sales", "Ana"),
        ("--center shop", "Ana"),
        ("--center shop --search boris", ""),
    ],
)
def test_every_filter_must_let_an_agent_pass(
    people: Path, run: Run, filters: str, found: str
) -> None:
    assert run(f"agent list {filters} -o name").stdout.split() == found.split()


def test_the_card_of_a_manager_shows_reports_direct_and_through_others(
    people: Path, run: Run
) -> None:
    run("agent add Dora --role manager")
    run("agent reports-to Boris Dora")
    shown = run("agent show Dora -o json")
    assert json.loads(shown.stdout) == NEW | {
        "id": 5,
        "name": "Dora",
        "email": None,
        "phone": None,
        "extension": None,
        "ring": None,
        "role": "manager",
        "ring_in_force": None,
        "rings_on": [],
        "takes_calls": False,
        "additional_number": False,
        "calls_out_from": [],
        "chats_at_once": [{"name": "default", "chats": 5, "from": "built-in"}],
        "answers_after": [],
        "devices": [],
        "skills": [],
        "groups": [],
        "centers": [],
        "reports_to": [],
        "reports": [{"id": 2, "name": "Boris"}],
        "reports_through_others": [{"id": 1, "name": "Ana"}],
        "hours": None,
        "hours_in_force": "always",
        "hours_zone": "Europe/Sofia",
    }
    assert shown.stderr == 'note: "Dora" takes no calls: neither a phone nor an extension\n'


def test_the_card_of_an_agent_says_where_and_how_the_agent_works(people: Path, run: Run) -> None:
    shown = run("agent show Ana")
    assert shown.stderr == ""
    assert shown.stdout == (
        "field\tvalue\n"
        "id\t1\n"
        "name\tAna\n"
        "email\tAna@example.com\n"
        "phone\t+359888123456\n"
        "extension\t101\n"
        "ring\t\n"
        "role\tagent\n"
        "virtual\tno\n"
        "license\tcontact-center\n"
        "direct_number\t\n"
        "capacity\t\n"
        "extension_delay\t0\n"
        "mobile_delay\t0\n"
        "chat_delay\t0\n"
        "status\tavailable\n"
        "status_reason\t\n"
        "status_since\t\n"
        "ring_in_force\tsimultaneous\n"
        "rings_on\tdesk-phone, mobile\n"
        "takes_calls\tyes\n"
        "additional_number\tno\n"
        "calls_out_from\tshop\n"
        "chats_at_once\tshop (chats 5, from built-in)\n"
        "answers_after\tsales (seconds 0)\n"
        "devices\t\n"
        "skills\t\n"
        "groups\tsales (weight 5, status enabled, tier 2, position 1)\n"
        "centers\tshop (role supervisor)\n"
        "reports_to\tBoris (id 2)\n"
        "reports\t\n"
        "reports_through_others\t\n"
        "hours\t\n"
        "hours_in_force\talways\n"
        "hours_zone\tEurope/Sofia\n"
    )
