"""`ccadmin batch` from the outside: lines one by one, or all or none, and what each is told of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ccadmin import store
from tests.contents import contents, rows

if TYPE_CHECKING:
    from tests.conftest import Run

LINES = """\
# the shop
group add sales --wrap-up 20
ccadmin agent add 'Ana Petrova' --extension 101   # with or without the program's name

group members add sales "Ana Petrova" --weight 5
group list -o name
"""
NAMES = "SELECT name FROM team ORDER BY id"
REVISIONS = "SELECT id, who, command FROM revision ORDER BY id"
AUDIT = "SELECT revision_id, who, command, action, kind, name FROM audit ORDER BY id"


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A file of command lines."""
    path = tmp_path / "lines.txt"
    path.write_text(LINES, encoding="utf-8")
    return path


def write(text: str) -> None:
    Path("lines.txt").write_text(text, encoding="utf-8")


def numbered(path: Path) -> list[tuple[int, str]]:
    return [(number, command) for number, _, command in rows(path, REVISIONS)]


def test_lines_run_in_their_order_and_each_is_a_change_of_its_own(
    tenant: Path, run: Run, lines: Path
) -> None:
    done = run("batch lines.txt")

    assert (done.exit_code, done.stdout, done.stderr) == (
        0,
        (
            'group "sales" created\nagent "Ana Petrova" created\n'
            'member "Ana Petrova in sales" created\nsales\n'
        ),
        "note: 4 lines\n",
    )
    assert numbered(tenant) == [
        (1, "ccadmin group add sales --wrap-up 20"),
        (2, "ccadmin agent add 'Ana Petrova' --extension 101"),
        (3, "ccadmin group members add sales 'Ana Petrova' --weight 5"),
    ]
    assert rows(tenant, "SELECT weight, position FROM member") == [(5, 1)]
    assert run("undo -q").stdout == 'member "Ana Petrova in sales" deleted\n'


def test_all_lines_as_one_are_one_change_with_the_lines_in_the_log(
    tenant: Path, run: Run, lines: Path
) -> None:
    before = contents(tenant)
    done = run("batch --atomic lines.txt")

    assert (done.exit_code, done.stderr) == (0, "note: 4 lines\n")
    assert done.stdout.endswith('member "Ana Petrova in sales" created\nsales\n')
    assert numbered(tenant) == [(1, "ccadmin batch --atomic lines.txt")]
    assert [(number, command, name) for number, _, command, _, _, name in rows(tenant, AUDIT)] == [
        (1, "ccadmin group add sales --wrap-up 20", "sales"),
        (1, "ccadmin agent add 'Ana Petrova' --extension 101", "Ana Petrova"),
        (1, "ccadmin group members add sales 'Ana Petrova' --weight 5", "Ana Petrova in sales"),
    ]
    undone = run("undo")
    assert undone.stdout == (
        'member "Ana Petrova in sales" deleted\nagent "Ana Petrova" deleted\n'
        'group "sales" deleted\n'
    )
    assert undone.stderr == "note: took back change 1: ccadmin batch --atomic lines.txt\n"
    after = contents(tenant)
    for name in ("team", "agent", "member"):
        assert after[name] == before[name] == []


@pytest.mark.parametrize(
    ("flags", "kept", "said"),
    [
        ("", ["first"], "; what was done before it stays"),
        ("--atomic", [], "; nothing was changed"),
        ("--dry-run", [], "; nothing was changed"),
    ],
)
def test_the_first_error_ends_it_and_names_file_line_and_command(
    tenant: Path, run: Run, *, flags: str, kept: list[str], said: str
) -> None:
    write("group add first\n\ngroup edit frist --wrap-up 3\ngroup add third\n")
    before = tenant.read_bytes()

    done = run(f"batch {flags} lines.txt")

    assert done.exit_code == 3
    assert done.stderr == (
        'error: lines.txt:3: group "frist" not found, in "ccadmin group edit frist --wrap-up 3"'
        f'{said}\n\nhint: did you mean "first"?\n'
    )
    assert done.stdout == ('group "first" created\n' if kept else "")
    assert [name for (name,) in rows(tenant, NAMES)] == kept
    assert (tenant.read_bytes() == before) is not bool(kept)


def test_an_error_of_the_first_line_says_no_more_than_it_knows(tenant: Path, run: Run) -> None:
    write("group show nobody")
    done = run("batch lines.txt")

    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr == (
        'error: lines.txt:1: group "nobody" not found, in "ccadmin group show nobody"\n\n'
        "hint: see them with: ccadmin group list\n"
    )


def test_with_keep_going_the_others_are_run_and_the_first_status_is_told(
    tenant: Path, run: Run
) -> None:
    write("group add one\ngroup shw one\ngroup show two\ngroup add two\n")

    done = run("batch --keep-going lines.txt")

    assert (done.exit_code, done.stdout) == (2, 'group "one" created\ngroup "two" created\n')
    assert done.stderr == (
        'error: lines.txt:2: there is no command "ccadmin group shw", in "ccadmin group shw one"\n'
        '\nhint: did you mean "show"?\n'
        'error: lines.txt:3: group "two" not found, in "ccadmin group show two"\n'
        "\nhint: see them with: ccadmin group list\n"
        "note: 4 lines, 2 failed\n"
    )
    assert rows(tenant, NAMES) == [("one",), ("two",)]


def test_what_fails_leaves_nothing_behind_and_what_was_done_before_it_does(
    tenant: Path, run: Run
) -> None:
    """The second line is refused after its first row is written, inside a transaction that goes on."""
    write(
        "agent add Ana\nagent add Boris\ngroup add sales\n"
        "group members add sales Ana Nobody\ngroup members add sales Boris\n"
    )
    done = run("batch --keep-going lines.txt")

    assert done.exit_code == 3
    assert rows(tenant, "SELECT agent_id, position FROM member") == [(2, 1)]
    assert [number for number, _ in numbered(tenant)] == [1, 2, 3, 4]
    assert rows(tenant, "SELECT max(revision_id) FROM row_before") == [(4,)]


@pytest.mark.parametrize("flags", ["--atomic", "--atomic --dry-run", "--dry-run", ""])
def test_a_line_that_is_only_tried_changes_nothing_and_those_around_it_do(
    tenant: Path, run: Run, flags: str
) -> None:
    write("group add one\ngroup add two --dry-run\ngroup edit one --wrap-up 9\n")

    done = run(f"batch {flags} lines.txt")

    would = "would be " if "dry" in flags else ""
    assert (done.exit_code, done.stdout) == (
        0,
        (
            f'group "one" {would}created\ngroup "two" would be created\n'
            f'group "one" {would}updated: wrap_up 0 → 9\n'
        ),
    )
    kept = [] if "dry" in flags else [("one", 9)]
    assert rows(tenant, "SELECT name, wrap_up FROM team") == kept
    numbers = {"": [1, 2], "--atomic": [1]}.get(flags, [])
    assert [number for number, _ in numbered(tenant)] == numbers
    assert {revision for revision, *_ in rows(tenant, AUDIT)} == set(numbers)


def test_what_the_database_clears_in_a_row_that_was_changed_before_is_taken_back_whole(
    tenant: Path, run: Run
) -> None:
    """One change touches the center twice: by a line, and along its reference to the group."""
    for line in ("center add shop", "group add sales --center shop", "group add other"):
        run(line)
    before = contents(tenant)
    write(
        "center edit shop --default-group sales --zone Europe/Athens\n"
        "group edit other --escalates-to sales\ngroup delete sales --yes\n"
    )

    done = run("batch --atomic lines.txt")

    assert done.exit_code == 0, done.stderr
    assert rows(tenant, "SELECT zone, default_group_id FROM center") == [("Europe/Athens", None)]
    assert run("undo").exit_code == 0
    after = contents(tenant)
    assert (after["center"], after["team"]) == (before["center"], before["team"])


def test_lines_that_change_nothing_are_no_change(tenant: Path, run: Run) -> None:
    run("group add one")
    write("group edit one --wrap-up 0\ngroup add one --if-not-exists\ngroup list -o name\n")
    before = tenant.read_bytes()

    for flags in ("", "--atomic"):
        assert run(f"batch {flags} lines.txt").exit_code == 0
        assert tenant.read_bytes() == before


def test_lines_come_from_a_pipe_and_errors_name_stdin(tenant: Path, run: Run) -> None:
    done = run("batch -", stdin="\ufeffgroup add one\r\ngroup add one\r\n")

    assert (done.exit_code, done.stdout) == (4, 'group "one" created\n')
    assert done.stderr.startswith('error: stdin:2: group "one" exists already, in "ccadmin ')
    assert rows(tenant, REVISIONS)[0][2] == "ccadmin group add one"


@pytest.mark.parametrize("flags", ["", "--atomic", "--keep-going", "--dry-run"])
def test_a_file_without_lines_does_nothing(tenant: Path, run: Run, flags: str) -> None:
    before = tenant.read_bytes()
    write("\n# nothing but words\n   \nccadmin\n")

    done = run(f"batch {flags} lines.txt")
    structured = run(f"batch {flags} lines.txt -o json -q")

    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "note: 0 lines\n")
    assert (json.loads(structured.stdout), structured.stderr) == ([], "")
    assert tenant.read_bytes() == before


def test_a_line_whose_quotes_do_not_end_is_found_before_anything_is_run(
    tenant: Path, run: Run
) -> None:
    write("group add one\ngroup add 'two\nagent add Ana\\\n")
    done = run("batch lines.txt")

    assert (done.exit_code, done.stdout, rows(tenant, NAMES)) == (5, "", [])
    assert done.stderr == (
        'error: "lines.txt" has lines that cannot be read, nothing was run\n'
        "  lines.txt:2:1: the quote does not end in this line\n"
        "  lines.txt:3:1: nothing follows the backslash at the end\n"
        "\nhint: a quote must end in the line in which it begins\n"
    )


def test_a_file_that_is_not_there_is_told_with_the_nearest_name(tenant: Path, run: Run) -> None:
    write("group add one")
    done = run("batch line.txt")

    assert (done.exit_code, done.stderr) == (
        3,
        'error: file "line.txt" not found\n\nhint: did you mean "lines.txt"?\n',
    )


@pytest.mark.parametrize(
    ("line", "description"),
    [
        ("group add a --description 'C# and F#'  # two", "C# and F#"),
        ("group add a --description C#", "C#"),
        ('group add a --description "say \\"#1\\""', 'say "#1"'),
        ("group add a --description '#1'", "#1"),
        ("group add a --description \\#1 #x", "#1"),
        ("group add a --description 'it'\\''s #1'", "it's #1"),
        ("group add a --description один#два", "один#два"),
        ("group add a --description $HOME*;x|y", "$HOME*;x|y"),
    ],
)
def test_words_are_those_of_a_shell_and_a_comment_begins_where_a_word_does(
    tenant: Path, run: Run, line: str, description: str
) -> None:
    write(line)
    done = run("batch lines.txt")

    assert done.exit_code == 0, done.stderr
    assert rows(tenant, "SELECT description FROM team") == [(description,)]


def test_a_line_finds_an_object_by_its_quoted_id(tenant: Path, run: Run) -> None:
    write("group add one\ngroup edit '#1' --name two\n")
    assert run("batch --atomic lines.txt").exit_code == 0
    assert rows(tenant, NAMES) == [("two",)]


# --- what programs read -------------------------------------------------------------------------


def test_programs_read_what_became_of_every_line(tenant: Path, run: Run) -> None:
    write("group add one\ngroup list\ngroup list -o name\ngroup show nope\ngroup --help\n")
    asked = {
        format_: run(f"batch --keep-going lines.txt -o {format_}")
        for format_ in ("json", "yaml", "jsonl")
    }
    import yaml

    first = json.loads(asked["json"].stdout)
    assert [each.exit_code for each in asked.values()] == [3, 4, 4]
    assert [(each["line"], each["exit_status"]) for each in first] == [
        (1, 0), (2, 0), (3, 0), (4, 3), (5, 0),
    ]  # fmt: skip
    assert first[0]["command"] == "ccadmin group add one"
    assert first[0]["result"]["changes"][0]["action"] == "created"
    assert [group["name"] for group in first[1]["result"]] == ["one"]
    assert first[2]["result"] == "one\n"
    assert (first[3]["result"], first[3]["error"]) == (
        None,
        {
            "code": "group-not-found",
            "message": 'group "nope" not found',
            "hint": "see them with: ccadmin group list",
            "exit_status": 3,
        },
    )
    assert first[4]["result"].startswith("Usage: ccadmin group COMMAND")
    second: list[Any] = yaml.safe_load(asked["yaml"].stdout)
    third = [json.loads(line) for line in asked["jsonl"].stdout.splitlines()]
    assert second == third
    assert [each["result"] for each in second[1:]] == [each["result"] for each in first[1:]]


def test_programs_are_told_where_a_batch_ended(tenant: Path, run: Run) -> None:
    write("group add one\ngroup show nope\ngroup add two\n")
    in_turn, as_one = run("batch lines.txt -o json"), run("batch --atomic lines.txt -o json")

    assert [each["exit_status"] for each in json.loads(in_turn.stdout)] == [0, 3]
    (error,) = json.loads(in_turn.stderr)["errors"]
    assert error["message"].startswith('lines.txt:2: group "nope" not found, in ')
    assert (as_one.exit_code, as_one.stdout) == (4, "")
    (error,) = json.loads(as_one.stderr)["errors"]
    assert (error["exit_status"], error["message"][:12]) == (4, "lines.txt:1:")


@pytest.mark.parametrize("flags", ["", "--atomic"])
def test_global_options_hold_for_every_line_and_a_line_may_say_otherwise(
    tenant: Path, run: Run, flags: str
) -> None:
    run("group add one")
    write("group list\ngroup list -o csv --fields id\ngroup delete one\n")

    done = run(f"batch {flags} lines.txt -o name --yes --quiet")

    assert (done.exit_code, done.stdout, done.stderr) == (0, "one\nid\n1\none\n", "")


@pytest.mark.parametrize("flags", ["", "--atomic"])
def test_a_line_never_asks(tenant: Path, run: Run, flags: str) -> None:
    run("group add one")
    write("group delete one")
    done = run(f"batch {flags} lines.txt", stdin="y\n")

    assert done.exit_code == 2
    assert "nobody can be asked whether to" in done.stderr
    assert done.stderr.endswith("hint: add --yes\n")


# --- rights -------------------------------------------------------------------------------------


@pytest.fixture
def staffed(tenant: Path, run: Run) -> Path:
    """A center with an admin, and a group in it and one outside."""
    for line in (
        "center add shop", "agent add Ana", "agent add Boris", "center assign shop Ana --role admin",
        "group add sales --center shop", "group add other",
    ):  # fmt: skip
        assert run(line).exit_code == 0
    return tenant


@pytest.mark.parametrize("flags", ["", "--atomic"])
def test_with_as_every_line_has_the_rights_of_that_person(
    staffed: Path, run: Run, flags: str
) -> None:
    write("group edit sales --wrap-up 7\n")
    allowed = run(f"--as Ana batch {flags} lines.txt")
    write("group edit sales --wrap-up 8\ngroup edit other --wrap-up 8\n")
    refused = run(f"--as Ana batch {flags} lines.txt")

    assert (allowed.exit_code, refused.exit_code) == (0, 77)
    assert refused.stderr.startswith('error: lines.txt:2: "Ana" may not change group "other"')
    kept = 7 if flags else 8
    assert rows(staffed, "SELECT wrap_up FROM team ORDER BY id") == [(kept,), (0,)]
    assert rows(staffed, f"{REVISIONS} DESC LIMIT 1")[0][1] == "Ana"
    assert rows(staffed, f"{AUDIT} DESC LIMIT 1")[0][1] == "Ana"


@pytest.mark.parametrize("flags", ["", "--atomic"])
def test_rights_of_one_line_do_not_reach_the_next(staffed: Path, run: Run, flags: str) -> None:
    write(
        "group edit sales --wrap-up 7 --as Ana\ngroup edit other --wrap-up 8\n"
        "group edit sales --wrap-up 9 --as Boris\n"
    )
    done = run(f"batch {flags} lines.txt")

    assert done.exit_code == 77
    assert done.stderr.startswith('error: lines.txt:3: "Boris" may not change group "sales"')
    kept = [(0,), (0,)] if flags else [(7,), (8,)]
    assert rows(staffed, "SELECT wrap_up FROM team ORDER BY id") == kept


# --- lines that are more than one change of this tenant -------------------------------------------


def test_a_line_may_work_on_another_tenant(tenant: Path, run: Run) -> None:
    write(
        "tenant init --db other.db --if-not-exists\ngroup add one\ngroup add two --db other.db\n"
        "group add three\n"
    )
    assert run("batch lines.txt").exit_code == 0
    assert rows(tenant, NAMES) == [("one",), ("three",)]
    assert rows(Path("other.db"), NAMES) == [("two",)]


@pytest.mark.parametrize(
    "line",
    [
        "undo",
        "tenant init --db other.db",
        "tenant migrate",
        "tenant delete --yes",
        "tenant backup x.db",
        "tenant restore x.db",
        "group list --db other.db",
    ],
)
@pytest.mark.parametrize("flags", ["--atomic", "--dry-run"])
def test_what_has_a_transaction_of_its_own_is_no_part_of_one(
    tenant: Path, run: Run, line: str, flags: str
) -> None:
    store.create(Path("other.db"), name="other", zone="UTC", region="ZZ")
    run("group add one")
    before = contents(tenant)
    write(f"group add two\n{line}\n")

    done = run(f"batch {flags} lines.txt")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "error: lines.txt:2: this has a transaction of its own and cannot be part of a batch that "
        f'is one, in "ccadmin {line}"; nothing was changed\n\n'
        "hint: run it alone, or leave --atomic and --dry-run out\n"
    )
    assert contents(tenant) == before


def test_the_same_file_by_another_path_is_the_same_tenant(tenant: Path, run: Run) -> None:
    write(f"group add one --db {tenant.name}\ngroup add two\n")
    assert run("batch --atomic lines.txt").exit_code == 0
    assert rows(tenant, NAMES) == [("one",), ("two",)]


def test_undo_takes_back_the_line_before_it(tenant: Path, run: Run) -> None:
    write("group add one\ngroup add two\nundo\ngroup add three\n")
    done = run("batch lines.txt")

    assert done.exit_code == 0, done.stderr
    assert rows(tenant, NAMES) == [("one",), ("three",)]
    assert done.stderr == "note: took back change 2: ccadmin group add two\nnote: 4 lines\n"


def test_a_batch_is_no_line_of_a_batch(tenant: Path, run: Run) -> None:
    write("batch lines.txt")
    done = run("batch lines.txt")

    assert (done.exit_code, done.stderr.splitlines()[0]) == (
        2,
        'error: lines.txt:1: a line of a batch cannot be a batch, in "ccadmin batch lines.txt"',
    )


@pytest.mark.parametrize("flag", ["--atomic", "--dry-run"])
def test_keeping_on_contradicts_all_or_nothing(tenant: Path, run: Run, flag: str) -> None:
    write("group add one")
    done = run(f"batch --keep-going {flag} lines.txt")

    assert (done.exit_code, done.stderr) == (
        2,
        (
            "error: --keep-going keeps what others did, --atomic and --dry-run do not\n\n"
            "hint: give one of the two\n"
        ),
    )


def test_the_default_tenant_comes_into_being_with_the_first_line(
    tmp_path: Path, run: Run, lines: Path
) -> None:
    done = run("batch --atomic lines.txt")

    assert done.exit_code == 0, done.stderr
    assert rows(tmp_path / "data" / "default.db", NAMES) == [("sales",)]


@pytest.mark.parametrize("flags", ["", "--atomic", "--keep-going"])
def test_a_tenant_that_is_not_there_is_told_once(run: Run, lines: Path, flags: str) -> None:
    done = run(f"--db nowhere.db batch {flags} lines.txt")

    assert done.exit_code == 6
    assert 'no tenant at "nowhere.db"' in done.stderr
    assert not Path("nowhere.db").exists()
