"""`ccadmin flow` from the outside: menus and keys as rows, as a tree, and as callers meet them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest

from tests.contents import contents, made_by, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

AUDIT: Final = "SELECT action, kind, object_id, name, before, after FROM audit ORDER BY id"
BRANCHES: Final = (
    "SELECT flow_id, keys, action, group_id, group_name, greeting FROM flow_branch ORDER BY 1, 2"
)
SHOP: Final = (
    "center add shop --zone Europe/London",
    "hours set center shop mon-fri 09:00-17:00",
    "group add sales --center shop",
    "group add billing",
    "flow add main --number '02 987 6543' --greeting 'Welcome to the shop'",
    "flow option main 1 group:sales",
    "flow option main 2 menu --greeting 'For billing press 1'",
    "flow option main 21 group:billing",
    "flow option main 20 voicemail",
    "flow option main '*' hang-up",
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(SHOP, tmp_path_factory.mktemp("template") / "tenant.db")


@pytest.fixture
def shop(tenant: Path, template: bytes) -> Path:
    """A flow with a sub-menu, and two groups, one of them in a center with hours."""
    tenant.write_bytes(template)
    return tenant


def routed(run: Run, folder: Path, header: str, row: str) -> list[tuple[str, str, int]]:
    """How contacts end that say so, one arriving by day in winter and one in the evening."""
    times = ("2026-03-02T10:00:00Z", "2026-03-02T18:00:00Z")
    lines = [f"arrived,talk,{header}", *(f"{time},60,{row}" for time in times)]
    (folder / "calls.csv").write_text("\n".join(lines))
    result = run("route --simulate calls.csv -o json")
    assert result.exit_code == 0, result.stderr
    endings = json.loads(result.stdout)["endings"]
    return [(each["outcome"], each["reason"], each["contacts"]) for each in endings]


def shown(run: Run, line: str) -> Any:
    """The document that a line prints."""
    return json.loads(run(f"{line} -o json").stdout)


def test_a_flow_and_its_options_are_rows_audit_rows_and_sentences(tenant: Path, run: Run) -> None:
    run("group add sales")
    made = run(
        "flow add ' Main ' --number '02/987 65 43' --greeting Hello --hours group:sales --repeats 1"
        " --otherwise group:SALES --after-hours voicemail"
    )
    option = run("flow option main 2 menu --greeting 'Press 1'")

    assert (made.stdout, option.stdout) == (
        'flow "Main" created\n',
        'option "2 of Main" created\n',
    )
    assert rows(tenant, "SELECT * FROM flow") == [
        (1, "Main", "main", "+35929876543", "Hello", 1, None, 1, None)
    ]
    assert rows(tenant, BRANCHES) == [
        (1, "2", "menu", None, None, "Press 1"),
        (1, "after-hours", "voicemail", None, None, None),
        (1, "otherwise", "group", 1, "sales", None),
    ]
    assert rows(tenant, AUDIT)[1:] == [
        (
            "created", "flow", 1, "Main", None,
            '{"after_hours": "voicemail", "center": null, "greeting": "Hello", "hours": "group:sales", "id": 1, "name": "Main", "number": "+35929876543", "otherwise": "group:sales", "repeats": 1}',
        ),
        ("created", "option", 1, "2 of Main", None, '{"greeting": "Press 1", "leads_to": "menu"}'),
    ]  # fmt: skip


def test_a_tree_and_what_is_checked_keep_to_a_narrow_terminal(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("flow add 客户 --greeting 欢迎致电客户服务中心请按一或者等待")
    run("flow option 客户 2 menu --greeting 'Bills and payments: press 1'")
    monkeypatch.setenv("COLUMNS", "32")
    run("group add 客户服务中心")

    assert (
        run("flow show 客户").stdout
        == """\
客户  (no number)
"欢迎致电客户服务中心请按一或者
等待"
├─ 2  menu "Bills and payments:
│     press 1" (no keys)
└─ otherwise, after 2 repeats
   (nothing: a dead end)
! menu 2 has no keys
! without a key, or with wrong
  ones, a caller is not
  answered: no otherwise
"""
    )
    found = run("check --code no-members -o table").stdout.split("\n\n")
    assert found[-1] == (
        "warning  no-members\n"
        '  group "客户服务中心": it has\n'
        "  no members\n"
        "  ccadmin group members add '客户服务中心' AGENT\n"
    )


def test_a_flow_is_shown_as_a_tree(shop: Path, run: Run) -> None:
    run("flow edit main --hours center:shop --after-hours voicemail --otherwise group:sales")
    run(
        "flow option main 2 menu --greeting 'Bills and payments are dealt with by our people in"
        " Plovdiv: press 1 to speak to them, or 0 to leave them a message'"
    )
    assert (
        run("flow show main").stdout
        == """\
main  +35929876543
"Welcome to the shop"
├─ 1  group sales
├─ 2  menu "Bills and payments are dealt with by our people in Plovdiv: press 1
│     to speak to them, or 0 to leave them a message"
│     ├─ 0  voicemail
│     └─ 1  group billing
├─ *  hang-up
├─ otherwise, after 2 repeats  group sales
└─ outside mon-fri 09:00-17:00 (Europe/London)  voicemail
"""
    )


def test_programs_get_the_tree_nested(shop: Path, run: Run) -> None:
    def target(key: str, leads_to: str, **more: Any) -> dict[str, Any]:
        nothing: dict[str, Any] = {"group": None, "deleted": False, "greeting": None, "menu": []}
        return {"key": key, "leads_to": leads_to} | nothing | more

    assert shown(run, "flow show main") == {
        "id": 1,
        "name": "main",
        "number": "+35929876543",
        "greeting": "Welcome to the shop",
        "center": None,
        "hours": None,
        "repeats": 2,
        "otherwise": None,
        "after_hours": None,
        "hours_in_force": "always",
        "always_open": True,
        "zone": "Europe/Sofia",
        "menu": [
            target("1", "group", group="sales"),
            target(
                "2",
                "menu",
                greeting="For billing press 1",
                menu=[target("0", "voicemail"), target("1", "group", group="billing")],
            ),
            target("*", "hang-up"),
        ],
        "problems": ["without a key, or with wrong ones, a caller is not answered: no otherwise"],
    }


def test_flows_are_listed_with_how_much_is_wrong(shop: Path, run: Run) -> None:
    run("flow add night --center shop --otherwise voicemail --hours group:sales")
    assert run("flow list").stdout == (
        "name\tnumber\tcenter\thours\toptions\tproblems\n"
        "main\t+35929876543\t\t\t5\t1\n"
        "night\t\tshop\tgroup:sales\t0\t1\n"
    )


def test_where_a_caller_gets_to_is_said_with_each_step(shop: Path, run: Run) -> None:
    run("flow edit main --repeats 1 --hours center:shop --after-hours voicemail")
    answer = {"name": "main", "at": "2026-03-02T10:00:00+00:00", "hours": "open", "then": None}

    def asked(keys: str) -> dict[str, Any]:
        found: dict[str, Any] = shown(
            run, f"flow show main --keys '{keys}' --at '2026-03-02 10:00'"
        )
        return found

    assert asked("9 21 5") == answer | {
        "keys": "9215",
        "leads_to": "group:billing",
        "why": [
            "9 is no key of the first menu",
            "2 leads to menu 2",
            "1 is taken in menu 2",
            "5 is not heard any more",
        ],
    }
    assert asked("2994") == answer | {
        "keys": "2994",
        "leads_to": "nowhere: a dead end",
        "why": [
            "2 leads to menu 2",
            "9 is no key of menu 2",
            "9 is no key of menu 2",
            "4 is not heard any more",
            "nothing is said about what happens otherwise",
        ],
    }
    run("flow edit main --otherwise group:sales")
    run("group edit sales --status disabled")
    assert asked("") == answer | {
        "keys": "",
        "leads_to": "group:sales",
        "why": ["no key in the first menu"],
        "then": "the group is disabled and takes no new contact",
    }
    assert shown(run, "flow show main --keys 1 --at '2026-03-02 17:00'") == answer | {
        "keys": "1",
        "at": "2026-03-02T17:00:00+00:00",
        "hours": "closed",
        "leads_to": "voicemail",
        "why": ["outside the hours"],
    }


class Field(NamedTuple):
    """A change of one field, and how two callers end without it and with it."""

    line: str
    entry: tuple[str, str]
    before: list[tuple[str, str, int]]
    after: list[tuple[str, str, int]]


CLOSED: Final = ("refused", "nobody-staffed", 1)
BOTH: Final = [("refused", "nobody-staffed", 2)]
DEAD: Final = [("unanswered", "flow-dead-end", 2)]
FIELDS: Final = [
    Field("flow edit main --otherwise voicemail", ("flow,keys", "main,9"), DEAD, [("voicemail", "flow", 2)]),
    Field("flow edit main --otherwise hang-up", ("flow,keys", "main,"), DEAD, [("refused", "flow", 2)]),
    Field("flow edit main --otherwise group:billing", ("flow,keys", "main,7"), DEAD, BOTH),
    Field("flow edit main --repeats 0", ("flow,keys", "main,921"), BOTH, DEAD),
    Field("flow edit main --after-hours voicemail --hours center:shop", ("flow,keys", "main,21"), BOTH, [("voicemail", "closed", 1), CLOSED]),
    Field("flow edit main --after-hours hang-up --hours group:sales", ("flow,keys", "main,21"), BOTH, [("refused", "closed", 1), CLOSED]),
    Field("flow edit main --after-hours voicemail --center shop", ("flow,keys", "main,21"), BOTH, [("voicemail", "closed", 1), CLOSED]),
    Field("flow edit main --after-hours voicemail", ("flow,keys", "main,21"), BOTH, BOTH),
    Field("flow edit main --hours center:shop", ("flow,keys", "main,21"), BOTH, BOTH),
    Field("flow option main 3 voicemail", ("number,keys", "02 987 6543,3"), DEAD, [("voicemail", "flow", 2)]),
    Field("flow option main 21 --remove", ("number,keys", "+35929876543,21"), BOTH, DEAD),
    Field("flow option main 2 --remove", ("number,keys", "+35929876543,20"), [("voicemail", "flow", 2)], DEAD),
    Field("group delete billing --yes", ("number,keys", "35929876543,21"), BOTH, [("unanswered", "group-deleted", 2)]),
    Field("group edit billing --status disabled", ("number,keys", "35929876543,21"), BOTH, [("unanswered", "group-disabled", 2)]),
]  # fmt: skip


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.line)
def test_one_field_makes_the_difference(shop: Path, run: Run, tmp_path: Path, field: Field) -> None:
    before = routed(run, tmp_path, *field.entry)
    assert run(field.line).exit_code == 0
    after = routed(run, tmp_path, *field.entry)

    assert (sorted(before), sorted(after)) == (sorted(field.before), sorted(field.after))


def test_a_number_that_is_given_or_taken_decides_which_flow_answers(
    shop: Path, run: Run, tmp_path: Path
) -> None:
    run("flow add night --otherwise voicemail")
    run("flow edit main --unset number")
    run("flow edit night --number 029876543")
    assert routed(run, tmp_path, "number,keys", "02 987 6543,1") == [("voicemail", "flow", 2)]


def test_the_deletion_of_a_group_leaves_flows_dangling_and_says_so(shop: Path, run: Run) -> None:
    run("flow edit main --otherwise group:sales --hours group:sales --after-hours group:sales")
    result = run("group delete sales --yes")

    assert result.stdout == (
        'group "sales" deleted\n'
        'option "1 of main" updated: leads_to group:sales → group:sales (deleted)\n'
        'option "after-hours of main" updated: leads_to group:sales → group:sales (deleted)\n'
        'option "otherwise of main" updated: leads_to group:sales → group:sales (deleted)\n'
        'flow "main" updated: hours group:sales → (none)\n'
    )
    assert result.stderr == (
        'note: flow "main" leads to it (1), and would answer nobody there\n'
        'note: flow "main" leads to it (after-hours), and would answer nobody there\n'
        'note: flow "main" leads to it (otherwise), and would answer nobody there\n'
        'note: flow "main" keeps its hours, and would keep those of its center, if any\n'
        "note: callers who are sent to it are not answered after its deletion\n"
    )
    assert rows(shop, BRANCHES)[0] == (1, "*", "hang-up", None, None, None)
    assert rows(shop, BRANCHES)[1] == (1, "1", "group", None, "sales", None)
    assert (
        run("flow show main").stdout
        == """\
main  +35929876543
"Welcome to the shop"
├─ 1  group sales (deleted: callers are not answered)
├─ 2  menu "For billing press 1"
│     ├─ 0  voicemail
│     └─ 1  group billing
├─ *  hang-up
├─ otherwise, after 2 repeats  group sales (deleted: callers are not answered)
└─ after hours (never)  group sales (deleted: callers are not answered)
! 1 leads to group:sales (deleted): callers are not answered
! otherwise leads to group:sales (deleted): callers are not answered
! after-hours leads to group:sales (deleted): callers are not answered
! after-hours is never taken: there are no hours
"""
    )
    assert shown(run, "flow show main --keys 1")["then"] == (
        "the group is deleted, so the caller is not answered"
    )


def test_a_renamed_group_keeps_its_flows_and_a_new_one_of_the_name_gets_none(
    shop: Path, run: Run
) -> None:
    run("group edit sales --name trade")
    assert shown(run, "flow show main")["menu"][0]["group"] == "trade"
    run("group delete trade --yes")
    run("group add trade")
    first = shown(run, "flow show main")["menu"][0]
    assert (first["group"], first["deleted"]) == ("trade", True)
    assert run("flow option main 1 group:trade").stdout == (
        'option "1 of main" updated: leads_to group:trade (deleted) → group:trade\n'
    )


def test_a_menu_goes_with_all_that_is_in_it(shop: Path, run: Run) -> None:
    run("flow option main 22 menu")
    run("flow option main 221 voicemail")
    assert run("flow option main 2 --remove").stdout == (
        'option "221 of main" deleted\n'
        'option "20 of main" deleted\n'
        'option "21 of main" deleted\n'
        'option "22 of main" deleted\n'
        'option "2 of main" deleted\n'
    )
    assert rows(shop, BRANCHES) == [
        (1, "*", "hang-up", None, None, None),
        (1, "1", "group", 1, "sales", None),
    ]
    assert run("flow option main 2 --remove").stdout == 'option "2 of main" unchanged\n'


def test_a_deleted_flow_leaves_nothing(shop: Path, run: Run) -> None:
    result = run("flow delete main --yes")
    assert result.stdout == 'flow "main" deleted\n'
    assert result.stderr == "note: who dials +35929876543 would reach no flow\n"
    assert (rows(shop, "SELECT * FROM flow"), rows(shop, BRANCHES)) == ([], [])
    gone = run("flow delete main --yes --if-exists")
    assert (gone.exit_code, gone.stderr) == (0, 'note: flow "main" does not exist\n')


def test_add_keeps_or_updates_a_flow_that_exists_and_options_are_idempotent(
    shop: Path, run: Run
) -> None:
    before = contents(shop)
    assert run("flow add MAIN --repeats 5 --if-not-exists").stdout == 'flow "main" unchanged\n'
    assert run("flow option main 1 group:SALES").stdout == 'option "1 of main" unchanged\n'
    assert run("flow option main 2 menu").stdout == 'option "2 of main" unchanged\n'
    assert contents(shop) == before
    assert run("flow add main --repeats 5 --or-update").stdout == (
        'flow "main" updated: repeats 2 → 5\n'
    )


def test_what_is_unset_is_as_if_it_had_never_been_given(shop: Path, run: Run) -> None:
    run(
        "flow edit main --hours center:shop --center shop --otherwise voicemail --after-hours hang-up"
    )
    cleared = run(
        "flow edit main --unset hours --unset center --unset otherwise --unset after_hours"
        " --unset number --unset greeting"
    )
    assert cleared.stdout == (
        'flow "main" updated: number +35929876543 → (none), greeting Welcome to the shop → (none),'
        " center shop → (none), hours center:shop → (none), otherwise voicemail → (none),"
        " after_hours hang-up → (none)\n"
    )
    assert rows(shop, "SELECT * FROM flow") == [
        (1, "main", "main", None, None, 2, None, None, None)
    ]


class Refusal(NamedTuple):
    """A line that is refused, with what its user is told."""

    line: str
    status: int
    message: str
    hint: str


REFUSALS: Final = [
    Refusal("flow add Main", 4, 'flow "main" exists already', "change it with: ccadmin flow edit, or add --or-update"),
    Refusal("flow add new --number 029876543", 4, 'number "+35929876543" is dialled for flow "main" already', "give another number, or take it away there: ccadmin flow edit '#1' --unset number"),
    Refusal("flow add new --number 12", 5, '"12" is not a phone number of region BG', "write it as +35943012345, or with + and the code of another country"),
    Refusal("flow add new --repeats 10", 5, 'repeats "10" is out of range', "the repeats of a flow is 0 to 9"),
    Refusal("flow add new --otherwise menu", 5, "otherwise cannot lead to a menu", "it leads to group:NAME, voicemail or hang-up"),
    Refusal("flow add new --otherwise group:sale", 3, 'group "sale" not found', 'did you mean "sales"?'),
    Refusal("flow add new --hours agent:Ana", 5, '--hours: "agent:Ana" is not group:NAME or center:NAME', "center:shop keeps the hours of center shop"),
    Refusal("flow edit main --unset repeats", 5, '"repeats" cannot be unset', "these can: number, greeting, center, hours, otherwise, after-hours"),
    Refusal("flow show mian", 3, 'flow "mian" not found', 'did you mean "main"?'),
    Refusal("flow show main --keys 1a", 5, '"1a" holds what is no key', "the keys are 0123456789*#"),
    Refusal("flow show main --at now", 2, "--at goes with --keys", "--keys '' is a caller without a key"),
    Refusal("flow option main 31 voicemail", 4, '3 of flow "main" leads to no menu', "make it one first: ccadmin flow option '#1' '3' menu"),
    Refusal("flow option main 11 voicemail", 4, '1 of flow "main" leads to no menu', "make it one first: ccadmin flow option '#1' '1' menu"),
    Refusal("flow option main 2 voicemail", 4, 'menu 2 of flow "main" has options: 20, 21', "delete it with them first: ccadmin flow option '#1' '2' --remove"),
    Refusal("flow option main 3 voicemail --greeting Hi", 5, "only a menu says something", "leave --greeting out"),
    Refusal("flow option main x voicemail", 5, '"x" is no path of 1 to 9 keys', "the keys are 0123456789*#; 21 is key 1 in the menu behind key 2"),
    Refusal("flow option main 1234567890 menu", 5, '"1234567890" is no path of 1 to 9 keys', "the keys are 0123456789*#; 21 is key 1 in the menu behind key 2"),
    Refusal("flow option main 3 voicemal", 5, 'TARGET: "voicemal" is not group:NAME, menu, voicemail or hang-up', 'did you mean "voicemail"?'),
    Refusal("flow option main 3", 2, "a key either leads to a target or is removed", "ccadmin flow option FLOW KEYS TARGET, or ccadmin flow option FLOW KEYS --remove"),
    Refusal("flow delete main", 2, 'nobody can be asked whether to delete flow "main"', "add --yes"),
]  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.line)
def test_a_refused_line_names_the_way_out_and_leaves_nothing_behind(
    shop: Path, run: Run, refusal: Refusal
) -> None:
    before = contents(shop)
    result = run(f"{refusal.line} --quiet")
    assert (result.exit_code, result.stdout) == (refusal.status, "")
    assert result.stderr == f"error: {refusal.message}\n\nhint: {refusal.hint}\n"
    assert contents(shop) == before
