"""`ccadmin license`, and what a license lets people do (S2): seats, upgrades, numbers, calling out."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from ccadmin import console
from tests.contents import contents, made_by, rows
from tests.refusals import said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

OFFICE = (
    "center add shop",
    "center add support",
    "agent add Ana",
    "agent add Vera --license voice --direct-number 024001234",
    "agent add Boris --license voice",
    "agent add Olga --license voice-call-center-addon --existing-customer",
    "group add sales --center shop",
    "group add crew",
    "group members add crew Boris",
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(OFFICE, tmp_path_factory.mktemp("template") / "tenant.db")


@pytest.fixture
def office(tenant: Path, template: bytes) -> Path:
    """Ana may enter centers, Olga too; Vera and Boris have voice, Vera with a direct number."""
    tenant.write_bytes(template)
    return tenant


def _agents(path: Path) -> list[tuple[Any, ...]]:
    return rows(path, "SELECT name, license, direct_number FROM agent ORDER BY id")


def _inventory(run: Run) -> dict[str, tuple[str, int, str, int]]:
    return {
        row["name"]: (row["seats"], row["used"], row["free"], row["additional_numbers"])
        for row in json.loads(run("license list -o json").stdout)
    }


def test_the_inventory_counts_seats_used_free_and_billed_numbers(office: Path, run: Run) -> None:
    run("license seats contact-center 3")
    run("agent edit Ana --direct-number 024005678")

    assert run("license list").stdout == (
        "name\tcovers_centers\tseats\tused\tfree\tadditional_numbers\n"
        "voice\tno\tunlimited\t2\tunlimited\t0\n"
        "contact-center\tyes\t3\t1\t2\t1\n"
        "sales\tyes\tunlimited\t0\tunlimited\t0\n"
        "voice-call-center-addon\tyes\t1\t1\t0\t0\n"
    )
    table = run("license list -o table").stdout
    assert max(len(line) for line in table.splitlines()) <= 80


def test_seats_are_set_changed_and_made_unlimited_again(office: Path, run: Run) -> None:
    assert run("license seats sales 5").stdout == ('license "sales" updated: seats unlimited → 5\n')
    assert run("license seats sales 5").stdout == 'license "sales" unchanged\n'
    assert rows(office, "SELECT * FROM license_seats") == [("sales", 5)]
    assert run("license seats sales unlimited").stdout == (
        'license "sales" updated: seats 5 → unlimited\n'
    )
    assert rows(office, "SELECT * FROM license_seats") == []
    audit = "SELECT action, name, before, after FROM audit WHERE kind = 'license' ORDER BY id"
    assert rows(office, audit) == [
        ("updated", "sales", '{"seats": "unlimited"}', '{"seats": "5"}'),
        ("updated", "sales", '{"seats": "5"}', '{"seats": "unlimited"}'),
    ]


def test_the_last_seat_is_given_and_no_other(office: Path, run: Run) -> None:
    run("license seats contact-center 2")

    assert run("agent add Clara").exit_code == 0
    before = contents(office)
    refused = run("agent add Dora")

    assert refused.exit_code == 4
    assert refused.stderr == said(
        'license "contact-center" has 0 of 2 seats free, 1 is needed',
        "add --purchase to buy 1, or have more: ccadmin license seats contact-center 3",
    )
    assert contents(office) == before

    bought = run("agent add Dora --purchase")
    assert bought.stdout == (
        'license "contact-center" updated: seats 2 → 3\nagent "Dora" created\n'
    )
    assert _inventory(run)["contact-center"] == ("3", 3, "0", 0)


def test_a_deleted_agent_frees_the_seat(office: Path, run: Run) -> None:
    run("license seats contact-center 1")
    assert run("agent add Clara").exit_code == 4
    run("agent delete Ana --yes")
    assert run("agent add Clara").exit_code == 0


def test_nothing_is_bought_while_a_seat_is_free(office: Path, run: Run) -> None:
    run("license seats sales 1")
    result = run("center assign shop Boris --upgrade sales --purchase")
    assert result.stdout == (
        'agent "Boris" updated: license voice → sales\nassignment "Boris in shop" created\n'
    )
    assert _inventory(run)["sales"] == ("1", 1, "0", 0)


@pytest.mark.parametrize("kind", ["contact-center", "sales"])
def test_an_upgrade_keeps_the_number_and_has_it_billed(office: Path, run: Run, kind: str) -> None:
    result = run(f"center assign shop Vera --upgrade {kind} --keep-number")

    assert result.stdout == (
        f'agent "Vera" updated: license voice → {kind}\nassignment "Vera in shop" created\n'
    )
    assert result.stderr == (
        'note: direct number "+35924001234" is billed as an additional number\n'
    )
    assert _agents(office)[1] == ("Vera", kind, "+35924001234")
    assert _inventory(run)[kind][3] == 1
    assert _shown(run, "Vera") == {
        "additional_number": True,
        "calls_out_from": ["shop", "+35924001234"],
    }
    assert rows(office, "SELECT action, kind, name FROM audit ORDER BY id DESC LIMIT 2") == [
        ("created", "assignment", "Vera in shop"), ("updated", "agent", "Vera"),
    ]  # fmt: skip


def test_an_upgrade_releases_the_number_which_is_then_free(office: Path, run: Run) -> None:
    result = run("center assign shop Vera --upgrade contact-center --release-number")

    assert result.stdout.splitlines()[0] == (
        'agent "Vera" updated: license voice → contact-center, direct_number +35924001234 → (none)'
    )
    assert result.stderr == 'note: direct number "+35924001234" is released\n'
    assert _inventory(run)["contact-center"][3] == 0
    assert _shown(run, "Vera") == {"additional_number": False, "calls_out_from": ["shop"]}
    assert run("agent edit Boris --direct-number 024001234").exit_code == 0


def test_one_command_upgrades_several_for_several_centers(office: Path, run: Run) -> None:
    result = run("center assign shop Ana Vera Boris --also support --upgrade sales --keep-number")

    assert result.stdout == (
        'agent "Vera" updated: license voice → sales\n'
        'agent "Boris" updated: license voice → sales\n'
        'assignment "Ana in shop" created\n'
        'assignment "Vera in shop" created\n'
        'assignment "Boris in shop" created\n'
        'assignment "Ana in support" created\n'
        'assignment "Vera in support" created\n'
        'assignment "Boris in support" created\n'
    )
    assert [license_ for _, license_, _ in _agents(office)] == [
        "contact-center", "sales", "sales", "voice-call-center-addon",
    ]  # fmt: skip
    again = run("center assign shop Ana Vera Boris --upgrade contact-center --keep-number")
    assert [line.rsplit(" ", 1)[1] for line in again.stdout.splitlines()] == ["unchanged"] * 3


def test_who_has_the_discontinued_license_enters_centers_and_keeps_it(
    office: Path, run: Run
) -> None:
    assert run("center assign shop Olga").stdout == 'assignment "Olga in shop" created\n'
    assert run("agent edit Olga --license voice-call-center-addon --name Olya").stdout == (
        'agent "Olya" updated: name Olga → Olya\n'
    )
    left = run("agent edit Olya --license sales")
    assert left.stdout == 'agent "Olya" updated: license voice-call-center-addon → sales\n'
    assert run("agent edit Olya --license voice-call-center-addon").exit_code == 5


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("agent edit Ana --extension 101", []),
        ("center assign shop Ana --also support", ["shop", "support"]),
        ("agent edit Ana --direct-number 024005678", ["+35924005678"]),
    ],
)
def test_where_people_call_out_from(office: Path, run: Run, line: str, places: list[str]) -> None:
    assert run(line).exit_code == 0
    assert _shown(run, "Ana")["calls_out_from"] == places


def test_a_voice_user_calls_out_with_a_direct_number_only(office: Path, run: Run) -> None:
    assert _shown(run, "Vera")["calls_out_from"] == ["+35924001234"]
    assert _shown(run, "Boris")["calls_out_from"] == []


def test_the_list_finds_those_of_a_license(office: Path, run: Run) -> None:
    assert run("agent list --license voice -o name").stdout == "Boris\nVera\n"
    assert run("agent list --license sales -o name").stdout == ""


class Refusal(NamedTuple):
    """A line that is refused, with what its user is told."""

    line: str
    status: int
    message: str
    hint: str


UPGRADE = "or sales; --purchase buys seats that are missing"
GONE = 'license "voice-call-center-addon" is discontinued: '
NOT_GRANTED = Refusal(
    "", 5,
    GONE + "who has it keeps it, nobody else is given it",
    "choose contact-center or sales; somebody who has it already is entered with: "
    "ccadmin agent add NAME --license voice-call-center-addon --existing-customer",
)  # fmt: skip
REFUSALS = [
    Refusal(
        "center assign shop Ana Boris", 5,
        'license "voice" does not cover contact centers: "Boris" needs an upgrade, '
        "1 seat of contact-center (unlimited free) or of sales (unlimited free)",
        f"upgrade with: ccadmin center assign shop Boris --upgrade contact-center, {UPGRADE}",
    ),
    Refusal(
        "center assign shop Boris Vera --yes", 5,
        'license "voice" does not cover contact centers: "Boris", "Vera" need an upgrade, '
        "2 seats of contact-center (unlimited free) or of sales (unlimited free)",
        "upgrade with: ccadmin center assign shop Boris Vera --upgrade contact-center, or sales, "
        "with --keep-number or --release-number for direct numbers; "
        "--purchase buys seats that are missing",
    ),
    Refusal(
        "group members add sales Boris --assign", 5,
        'license "voice" does not cover contact centers: "Boris" needs an upgrade, '
        "1 seat of contact-center (unlimited free) or of sales (unlimited free)",
        f"upgrade with: ccadmin center assign shop Boris --upgrade contact-center, {UPGRADE}",
    ),
    Refusal(
        "group edit crew --center shop --assign", 5,
        'license "voice" does not cover contact centers: "Boris" needs an upgrade, '
        "1 seat of contact-center (unlimited free) or of sales (unlimited free)",
        f"upgrade with: ccadmin center assign shop Boris --upgrade contact-center, {UPGRADE}",
    ),
    Refusal(
        "center assign shop Boris Vera --upgrade sales", 5,
        'a direct number would be billed as an additional one: "Vera" +35924001234',
        "add --keep-number to have it so, or --release-number to give it back",
    ),
    Refusal(
        "center assign shop Vera --upgrade sales --keep-number --release-number", 2,
        "--keep-number keeps what --release-number gives back",
        "give one of the two",
    ),
    Refusal(
        "agent edit Vera --license contact-center", 5,
        'a direct number would be billed as an additional one: "Vera" +35924001234',
        "add --keep-number to have it so, or --release-number to give it back",
    ),
    NOT_GRANTED._replace(line="agent add Dora --license voice-call-center-addon"),
    NOT_GRANTED._replace(line="agent edit Ana --license voice-call-center-addon"),
    Refusal(
        "agent add Dora --existing-customer", 5,
        'license "contact-center" is granted, nobody has to have had it before',
        "leave --existing-customer out, or say --license voice-call-center-addon",
    ),
    Refusal(
        "license seats voice-call-center-addon 5", 5,
        GONE + "its seats are those of the people who have it",
        "choose voice, contact-center, sales",
    ),
    Refusal(
        "license seats voice 1", 4,
        'license "voice" is that of 2 agents, more than 1',
        "see them with: ccadmin agent list --license voice",
    ),
    Refusal(
        "license seats voice many", 5,
        'NUMBER: limit "many" is not a whole number or unlimited',
        "the largest number is 1000000000",
    ),
    Refusal(
        "agent edit Ana --direct-number 024001234", 4,
        'direct number "+35924001234" is that of agent "Vera" (#2)',
        "choose another, or free it: ccadmin agent edit '#2' --unset direct-number",
    ),
]  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS, ids=[refusal.line for refusal in REFUSALS])
def test_a_refused_line_names_the_way_out_and_leaves_nothing_behind(
    office: Path, run: Run, refusal: Refusal
) -> None:
    before = contents(office)
    result = run(f"{refusal.line} --quiet")
    assert (result.exit_code, result.stdout) == (refusal.status, "")
    assert result.stderr == said(refusal.message, refusal.hint)
    assert contents(office) == before


def test_too_few_seats_refuse_all_of_an_assignment(office: Path, run: Run) -> None:
    run("license seats sales 1")
    before = contents(office)
    result = run("center assign shop Ana Boris Vera --upgrade sales --release-number")
    assert (result.exit_code, result.stderr) == (
        4,
        said(
            'license "sales" has 1 of 1 seats free, 2 are needed',
            "add --purchase to buy 1, or have more: ccadmin license seats sales 2",
        ),
    )
    assert contents(office) == before


def test_who_is_in_a_center_keeps_a_license_for_it(office: Path, run: Run) -> None:
    run("center assign shop Ana --also support")
    before = contents(office)
    result = run("agent edit Ana --license voice")
    assert (result.exit_code, result.stderr) == (
        4,
        said(
            'license "voice" does not cover contact centers, '
            'and agent "Ana" is assigned to "shop", "support"',
            "take them out first: ccadmin center unassign shop Ana",
        ),
    )
    assert contents(office) == before
    run("center unassign shop Ana --also support")
    assert run("agent edit Ana --license voice").exit_code == 0


def test_a_dry_run_upgrades_nobody(office: Path, run: Run) -> None:
    before = contents(office)
    run("license seats sales 0 --dry-run")
    result = run("center assign shop Vera --upgrade sales --keep-number --dry-run")
    assert result.stdout == (
        'agent "Vera" would be updated: license voice → sales\n'
        'assignment "Vera in shop" would be created\n'
    )
    assert contents(office) == before


def test_a_direct_number_given_with_a_license_is_kept_with_it(office: Path, run: Run) -> None:
    result = run("agent edit Vera --license sales --direct-number 024009999")
    assert result.stdout == (
        'agent "Vera" updated: license voice → sales, direct_number +35924001234 → +35924009999\n'
    )
    assert result.stderr == (
        'note: direct number "+35924009999" is billed as an additional number\n'
    )
    ended = run("agent edit Vera --unset direct-number")
    assert ended.stderr == (
        'note: direct number "+35924009999" is no longer billed as an additional number\n'
    )


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input can be asked, standard output is still a pipe."""
    monkeypatch.setattr(console, "_is_terminal", lambda stream: stream is sys.stdin)


@pytest.mark.usefixtures("on_terminal")
def test_on_a_terminal_the_upgrade_and_the_number_are_asked_for(office: Path, run: Run) -> None:
    result = run("center assign shop Vera Boris", stdin="sales\nkeep\n")

    assert result.exit_code == 0
    assert result.stderr == (
        'upgrade "Vera", "Boris", 2 seats of contact-center (unlimited free) or of sales '
        "(unlimited free)? [contact-center/sales] "
        "direct +35924001234: keep it, billed as additional, or release it? [keep/release] "
        'note: direct number "+35924001234" is billed as an additional number\n'
    )
    assert [row[1:] for row in _agents(office)[1:3]] == [("sales", "+35924001234"), ("sales", None)]


@pytest.mark.usefixtures("on_terminal")
@pytest.mark.parametrize("answers", ["\n", "no\n", "sales\nno\n", ""])
def test_an_answer_that_is_none_of_them_changes_nothing(
    office: Path, run: Run, answers: str
) -> None:
    before = contents(office)
    result = run("center assign shop Vera", stdin=answers)
    assert result.exit_code == 4
    assert result.stderr.endswith("error: nothing was changed\n")
    assert contents(office) == before


@pytest.mark.usefixtures("on_terminal")
def test_nobody_is_asked_who_needs_no_upgrade_or_wants_no_question(office: Path, run: Run) -> None:
    assert run("center assign shop Ana Olga").stderr == ""
    assert run("center assign shop Boris --no-input").exit_code == 5
    assert run("center assign shop Boris --yes").exit_code == 5


def _shown(run: Run, name: str) -> dict[str, Any]:
    fields = "additional_number,calls_out_from"
    shown: dict[str, Any] = json.loads(run(f"agent show {name} --fields {fields} -o json").stdout)
    return shown
