"""`ccadmin check`: a calm tenant, one finding for each thing that is wrong, and the fix that ends it."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest

from ccadmin.tenant.checks import CODES
from tests.contents import contents, made_by
from tests.refusals import said

if TYPE_CHECKING:
    from tests.conftest import Run

PAGE: Final = Path(__file__).parents[2] / "docs" / "explanation" / "checks.md"
CALM: Final = (
    "center add shop --service-level 90/15",
    "agent add Ana --phone 0888123456",
    "agent add Boris --extension 21",
    "group add sales --center shop --description 'New customers'",
    "group add support --center shop --description 'Old customers'",
    "group edit sales --escalates-to support",
    "group members add sales Ana Boris --assign",
    "group members add support Boris",
    "center role shop Ana --role admin",
)
"""Command lines that make a tenant in which nothing stands out."""
RING: Final = "UPDATE team SET escalates_to_id = 1 WHERE id = 2"
DISABLED: Final = "group edit support --status disabled"


class Case(NamedTuple):
    """What is done to a calm tenant, what is found then, and what the capitals of the fix mean.

    A step is a command line, or SQL where no command would do such a thing.
    """

    code: str
    kind: str
    name: str
    finding: str
    fix: str
    steps: tuple[str, ...]
    meaning: dict[str, str] = {}  # noqa: RUF012 - a default of a value that nobody changes


CASES: Final = (
    Case(
        "escalation-circle", "group", "sales",
        "escalation runs in a circle: sales → support → sales",
        "ccadmin group edit support --unset escalates-to",
        (RING,),
    ),
    Case(
        "reporting-circle", "agent", "Ana",
        "reporting lines run in a circle: Ana → Boris → Ana",
        "ccadmin agent reports-to Boris Ana --remove",
        ("INSERT INTO reporting VALUES (1, 2), (2, 1)",),
    ),
    Case(
        "disabled-target", "group", "support",
        'it is disabled and takes no new contact, but group "sales" overflows and '
        'group "sales" escalates and center "shop" leads by default to it',
        "ccadmin group edit support --status enabled",
        (DISABLED, "group edit sales --on-full group:support --on-closed group:support",
         "center edit shop --default-group support", "group edit sales --topics new"),
    ),
    Case(
        "chat-no-group", "chat-settings", "default",
        "allocation lets users select a group, and no group is enabled",
        "ccadmin chat-settings set --allocation automatic",
        ("chat-settings set --allocation user-selects-group",
         "group edit sales --status disabled", DISABLED),
    ),
    Case(
        "chat-no-group", "chat-settings", "shop",
        "callback_fallback lets users select a group, and no group is enabled",
        "ccadmin chat-settings set --center shop --callback-fallback automatic",
        ("chat-settings set --center shop --callback-fallback user-selects-group",
         "group edit sales --status disabled", DISABLED),
    ),
    Case(
        "seats-exceeded", "license", "contact-center",
        "2 people have it, and there are 1 seats",
        "ccadmin license seats contact-center 2",
        ("INSERT INTO license_seats VALUES ('contact-center', 1)",),
    ),
    Case(
        "license-lacking", "agent", "Boris",
        'license "voice" does not cover the contact centers that they are in',
        "ccadmin agent edit Boris --license contact-center",
        ("UPDATE agent SET license = 'voice' WHERE id = 2",),
    ),
    Case(
        "overflow-loop", "group", "sales",
        "overflow can run in a circle: sales → support → sales",
        "ccadmin group edit support --on-full voicemail --on-timeout voicemail",
        ("group edit sales --on-full group:support",
         "group edit support --on-full group:sales --on-timeout group:sales"),
    ),
    Case(
        "empty-menu", "flow", "main", "the menu behind key 2 has no keys",
        "ccadmin flow option main 2 voicemail",
        ("flow add main --otherwise hang-up", "flow option main 1 group:sales",
         "flow option main 2 menu"),
    ),
    Case(
        "no-otherwise", "flow", "main",
        "a caller without a key, or with a wrong one, is not answered in the end",
        "ccadmin flow edit main --otherwise voicemail",
        ("flow add main", "flow option main 1 group:sales"),
    ),
    Case(
        "unreachable-group", "group", "chiefs",
        "no flow, rule, topic, overflow or escalation leads to it",
        "ccadmin rule add --if CONDITION --to chiefs",
        ("group edit sales --topics new", "group add chiefs --center shop --description Chiefs",
         "group edit chiefs --escalates-to support", "group members add chiefs Ana"),
        {"CONDITION": "customer_type=vip"},
    ),
    Case(
        "dangling-rule", "rule", "topic=old",
        'it leads to group "gone", which is deleted: nobody answers',
        "ccadmin rule edit '#1' --to GROUP",
        ("group add gone", "rule add --if topic=old --to gone", "group delete gone --yes",
         "rule add --to sales"),
        {"GROUP": "support"},
    ),
    Case(
        "shadowed-rule", "rule", "topic=bill, language=bg",
        'rule 1, "topic=repair,bill", takes every contact that would come to it',
        "ccadmin rule move '#2' 1",
        ("rule add --if topic=repair,bill --to sales",
         "rule add --if topic=bill --if language=bg --to support"),
    ),
    Case(
        "dangling-flow", "flow", "main",
        'key 2 leads to group "gone", which is deleted: nobody answers',
        "ccadmin flow option main 2 voicemail",
        ("group add gone", "flow add main --otherwise hang-up", "flow option main 1 group:sales",
         "flow option main 2 group:gone", "group delete gone --yes"),
    ),
    Case(
        "dangling-flow", "flow", "main",
        'otherwise leads to group "gone", which is deleted: nobody answers',
        "ccadmin flow edit main --otherwise voicemail",
        ("group add gone", "flow add main --otherwise group:gone",
         "flow option main 1 group:sales", "group delete gone --yes"),
    ),
    Case(
        "no-members", "group", "support", "it has no members",
        "ccadmin group members add support AGENT",
        ("group members remove support Boris",),
        {"AGENT": "Ana"},
    ),
    Case(
        "no-members", "group", "support", "all its members are disabled",
        "ccadmin group members edit support Boris --status enabled",
        ("group members edit support Boris --status disabled",),
    ),
    Case(
        "takes-no-calls", "agent", "Ana",
        "no call reaches this member of a group: neither a phone nor an extension",
        "ccadmin agent edit Ana --phone NUMBER",
        ("agent edit Ana --unset phone",),
        {"NUMBER": "0888123456"},
    ),
    Case(
        "takes-no-calls", "agent", "Ana",
        'no call reaches this member of a group: no device rings for ring preference "mobile-only"',
        "ccadmin agent edit Ana --phone NUMBER",
        ("UPDATE agent SET ring = 'mobile-only', phone = NULL, extension = '22' WHERE id = 1",),
        {"NUMBER": "0888123456"},
    ),
    Case(
        "takes-no-calls", "agent", "Boris",
        'no call reaches this member of a group: no device rings for ring preference '
        '"extension-only"',
        "ccadmin agent device edit Boris laptop --ring",
        ("agent device add Boris laptop --no-ring",),
    ),
    Case(
        "takes-no-calls", "agent", "Ana",
        'no call reaches this member of a group: no device rings for ring preference "mobile-only"',
        "ccadmin agent device add Ana mobile",
        ("agent edit Ana --extension 22 --ring mobile-only", "agent device add Ana laptop"),
    ),
    Case(
        "nobody-on-shift", "group", "support",
        "it is open while no member is on shift: mon-fri 08:00-09:00,12:00-13:00; "
        "sat 10:00-24:00; sun 00:00-02:00 Europe/Sofia",
        "ccadmin hours set group support mon-fri 09:00-12:00,13:00-17:00 --zone Europe/Sofia",
        ("hours set group support mon-fri 08:00-17:00 sat 10:00-26:00",
         "hours set agent Boris mon-fri 09:00-12:00,13:00-18:00"),
    ),
    Case(
        "nobody-on-shift", "group", "support",
        "it is open while no member is on shift: sun 10:00-12:00 Europe/London",
        "ccadmin group edit support --status disabled",
        ("hours set group support sun 10:00-12:00 --zone Europe/London",
         "hours set agent Boris mon-fri 09:00-17:00", "group edit sales --unset escalates-to",
         "group add chiefs --center shop --description Chiefs", "group members add chiefs Ana",
         "group edit sales --escalates-to chiefs", "group edit support --escalates-to chiefs"),
    ),
    Case(
        "nobody-on-shift", "flow", "main",
        "it is open while every group behind it is closed: mon-fri 08:00-09:00,17:00-18:00 "
        "Europe/Sofia",
        "ccadmin flow edit main --hours group:support",
        ("hours set group sales mon-fri 10:00-17:00", "hours set group support mon-fri 09:00-17:00",
         "hours set center shop mon-fri 08:00-18:00", "flow add main --hours center:shop --otherwise hang-up",
         "flow option main 1 group:sales", "flow option main 2 group:support"),
    ),
    Case(
        "nobody-skilled", "group", "sales",
        'its work calls for "English" at 5, which no member has',
        "ccadmin agent skill set Boris English:5",
        ("group edit sales --skills English:5", "agent skill set Boris english:4",
         "agent skill set Ana english:3"),
    ),
    Case(
        "center-no-admin", "center", "shop",
        "nobody in it has the role admin, so nobody may change its settings",
        "ccadmin center role shop Ana --role admin",
        ("center role shop Ana --role supervisor",),
    ),
    Case(
        "center-no-admin", "center", "East",
        "nobody in it has the role admin, so nobody may change its settings",
        "ccadmin center assign East AGENT --role admin",
        ("center add East",),
        {"AGENT": "Boris"},
    ),
    Case(
        "vague-name", "group", "Екип Б", "its name does not say what it is for",
        "ccadmin group edit 'Екип Б' --name NAME",
        ("group edit support --name 'Екип Б'",),
        {"NAME": "Фактуриране"},
    ),
    Case(
        "vague-name", "group", "Level 2", "its name does not say what it is for",
        "ccadmin group edit 'Level 2' --name NAME",
        ("group edit support --name 'Level 2' --kind location",),
        {"NAME": "Berlin"},
    ),
    Case(
        "uneven-skills", "group", "sales",
        'in "English" "Boris" has 7 and "Ana" 3, both in tier 1',
        "ccadmin group members edit sales Ana --tier 2",
        ("group edit sales --skills English:5", "agent skill set Boris English:7",
         "agent skill set Ana English:3"),
    ),
    Case(
        "no-way-up", "group", "chiefs", "what it cannot solve has no group to go up to",
        "ccadmin group edit chiefs --escalates-to GROUP",
        ("group add chiefs --center shop --description Chiefs", "group members add chiefs Ana"),
        {"GROUP": "support"},
    ),
    Case(
        "no-responsibility", "group", "support",
        "neither topics nor a description say what it is responsible for",
        "ccadmin group edit support --description TEXT",
        ("group edit support --unset description",),
        {"TEXT": "Repairs"},
    ),
    Case(
        "no-service-level", "group", "chiefs",
        "neither it nor its center states a service level; 80/20 is taken",
        "ccadmin group edit chiefs --service-level 80/20",
        ("group add chiefs --description Chiefs --escalates-to support",
         "group members add chiefs Ana"),
    ),
)  # fmt: skip


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
