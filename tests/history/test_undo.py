"""Undo: everything as it was, and nothing taken back on which something later depends."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from ccadmin import cli
from ccadmin.migrations import LATEST
from ccadmin.vocabulary import Needs
from tests.contents import contents, made_by, rows
from tests.history.changing import CALENDAR, CHANGES, DOCUMENT, PEOPLE, SET_UP, held

if TYPE_CHECKING:
    from tests.conftest import Run

NOT_A_CHANGE_OF_CONTENT = {
    "tenant init", "tenant delete", "tenant migrate", "tenant backup", "tenant restore", "undo", "export", "plan",
}  # fmt: skip
"""Owners' and admins' commands that make, replace, take back, read or plan whole states."""
KEYS = "SELECT id, at, who, command, undoes FROM revision ORDER BY id"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tenant with a row in every table."""
    path = tmp_path_factory.mktemp("undo") / "full.db"
    made_by(SET_UP, path)
    return path


@pytest.fixture
def full(made: Path, tenant: Path) -> Path:
    """That tenant, ready to be changed."""
    tenant.write_bytes(made.read_bytes())
    Path("days.ics").write_text(CALENDAR, encoding="utf-8")
    Path("more.yaml").write_text(DOCUMENT, encoding="utf-8")
    Path("people.csv").write_text(PEOPLE, encoding="utf-8")
    return tenant


def test_the_tenant_has_a_row_in_every_table(full: Path) -> None:
    assert {name for name, found in held(full).items() if not found} == set()


def test_every_command_that_changes_content_is_tried() -> None:
    found: dict[str, Any] = {}

    def walk(command: Any, path: str) -> None:
        if not hasattr(command, "list_commands"):
            found[path] = command.callback.needs
            return
        for name in command.list_commands(typer.Context(command)):
            walk(command.get_command(typer.Context(command), name), f"{path} {name}".strip())

    walk(typer.main.get_command(cli.app), "")
    changes = (Needs.CENTER_ADMIN, Needs.OWNER)
    changing = {path for path, needs in found.items() if needs in changes}
    tried = {path for path in changing for line in CHANGES if line.startswith(f"{path} ")}

    assert changing - NOT_A_CHANGE_OF_CONTENT == tried


@pytest.mark.parametrize("line", CHANGES)
def test_undo_restores_every_row_and_a_second_undo_brings_the_change_back(
    full: Path, run: Run, line: str
) -> None:
    before = held(full)
    done = run(line)
    after = held(full)

    undone = run("undo")
    restored = held(full)
    again = run("undo")

    assert (done.exit_code, undone.exit_code, again.exit_code) == (0, 0, 0), undone.stderr
    assert before != after, "the line changes nothing"
    assert restored == before
    assert held(full) == after
    assert rows(full, "PRAGMA foreign_key_check") == []
    last = len(SET_UP) + 1
    assert [row[4] for row in rows(full, KEYS)[-3:]] == [None, last, last + 1]


@pytest.mark.parametrize("line", CHANGES)
def test_every_change_has_audit_rows_and_none_is_written_where_nothing_changes(
    full: Path, run: Run, line: str
) -> None:
    assert run(line).exit_code == 0
    number = len(SET_UP) + 1
    assert rows(full, f"SELECT count(*) > 0 FROM audit WHERE revision_id = {number}") == [(1,)]

    dry = full.read_bytes()
    run(f"{line} --dry-run")

    assert full.read_bytes() == dry


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from(CHANGES), min_size=2, max_size=5))
def test_taking_back_all_changes_in_turn_leads_back_to_the_beginning(
    full: Path, run: Run, made: Path, lines: list[str]
) -> None:
    full.write_bytes(made.read_bytes())
    states = [held(full)]
    numbers = [len(SET_UP)]
    for line in lines:
        run(line)  # one may be refused after another, and then changes nothing
        ((last,),) = rows(full, "SELECT max(id) FROM revision")
        if last > numbers[-1]:
            numbers.append(last)
            states.append(held(full))
    for number, state in zip(reversed(numbers[1:]), reversed(states[:-1]), strict=True):
        done = run(f"undo {number}")
        assert done.exit_code == 0, done.stderr
        assert held(full) == state


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.sampled_from(CHANGES), second=st.sampled_from(CHANGES))
@example(
    first="hours exception remove group support 2026-12-24",
    second="hours exception add group support 2026-12-24 --closed 12:00-14:00 --name 'Christmas Eve'",
)
def test_an_earlier_change_is_taken_back_whole_or_not_at_all(
    full: Path, run: Run, made: Path, first: str, second: str
) -> None:
    """What is left is what the later change alone would have made, or everything is as it was."""
    number = len(SET_UP) + 1
    full.write_bytes(made.read_bytes())
    run(first)
    second_done = run(second).exit_code == 0
    both = held(full)
    assume(second_done and rows(full, "SELECT max(id) FROM revision") == [(number + 1,)])

    done = run(f"undo {number}")

    left = held(full)
    assert rows(full, "PRAGMA foreign_key_check") == []
    if done.exit_code:
        assert (done.exit_code, left) == (4, both)
        assert f'change {number + 1} ("ccadmin {second}") depends on it' in done.stderr
        return
    full.write_bytes(made.read_bytes())
    assert run(second).exit_code == 0
    assert sizes(left) == sizes(held(full))


SECONDS = st.integers(0, 900)
ANY_CHANGE = st.one_of(
    st.builds(
        "group edit {} --wrap-up {} --weight {} --max-wait {} --service-level {}/{}".format,
        st.sampled_from(["sales", "support", "'#4'"]), SECONDS, st.integers(-9, 9), SECONDS,
        st.integers(1, 100), SECONDS,
    ),
    st.builds(
        "agent edit {} --extension {} --mobile-delay {} --capacity {}".format,
        st.sampled_from(["Ana", "Boris", "Vera"]), st.integers(200, 99_999_999), SECONDS,
        st.integers(1, 100),
    ),
    st.builds("agent add 'Person {}' --capacity {}".format, SECONDS, st.integers(1, 100)),
    st.builds("agent skill set Ana billing:{} skill{}:{}".format, *[st.integers(1, 10)] * 3),
    st.builds("agent device add Boris laptop --name 'laptop {}'".format, SECONDS),
    st.builds(
        "hours set agent Ana {} {:02}:{:02}-{:02}:00".format,
        st.sampled_from(["mon", "tue-sat", "mon,sun"]), st.integers(0, 11), st.integers(0, 59),
        st.integers(12, 24),
    ),
    st.builds(
        "hours exception add group support 2027-{:02}-{:02} --closed".format,
        st.integers(1, 12), st.integers(1, 28),
    ),
    st.builds(
        "group members add {} Georgi Boris --weight {} --tier {} --position {}".format,
        st.sampled_from(["sales", "empty"]), st.integers(1, 100), st.integers(1, 9),
        st.integers(1, 900),
    ),
    st.builds("group members remove {} Ana".format, st.sampled_from(["sales", "support"])),
    st.builds("group delete {} --yes".format, st.sampled_from(["sales", "support", "specialists"])),
    st.builds("agent delete {} --yes".format, st.sampled_from(["Ana", "Boris", "Georgi", "Robot"])),
    st.builds("center edit shop --service-level {}/{}".format, st.integers(1, 100), SECONDS),
    st.builds("chat-settings set --max-users {} --silence-timeout {}".format, *[st.integers(1, 99)] * 2),
    st.builds("license seats sales {}".format, st.integers(4, 400)),
    st.builds("flow option main {} group:sales".format, st.integers(3, 9)),
    st.builds("rule add --if number^=+{} --to sales --place {}".format, SECONDS, st.integers(1, 3)),
    st.builds("tenant set --name 'Tenant {}'".format, SECONDS),
)  # fmt: skip
"""Changes over every noun, with values of their own."""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=ANY_CHANGE)
def test_undo_after_any_single_change_restores_the_previous_export(
    full: Path, run: Run, made: Path, line: str
) -> None:
    full.write_bytes(made.read_bytes())
    before = run("export --ids").stdout
    done = run(line)
    assert done.exit_code == 0, done.stderr
    changed = run("export --ids").stdout

    undone = run("undo")

    assert undone.exit_code == 0, undone.stderr
    assert run("export --ids").stdout == before != changed


def sizes(state: dict[str, list[tuple[Any, ...]]]) -> dict[str, int]:
    """How many rows each table has: ids and times differ between two ways to the same tenant."""
    return {name: len(found) for name, found in state.items()}


def test_other_fields_of_the_same_object_are_no_obstacle(full: Path, run: Run) -> None:
    run("group edit sales --wrap-up 45")
    run("group edit sales --max-wait 90")

    done = run(f"undo {len(SET_UP) + 1}")

    assert done.exit_code == 0, done.stderr
    assert rows(full, "SELECT wrap_up, max_wait FROM team WHERE name = 'sales'") == [(20, 90)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("group edit sales --wrap-up 45", "group edit sales --wrap-up 50"),
        ("group add new", "group members add new Ana"),
        ("group add new", "rule edit 1 --to new"),
        ("group add new", "group delete new --yes"),
        ("group delete empty --yes", "group add Empty"),
        ("agent edit Ana --extension 200", "agent add Petar --extension 101"),
        ("agent edit Georgi --role manager", "agent reports-to Ana Georgi"),
        (
            "group edit support --unset escalates-to",
            "group edit specialists --escalates-to support",
        ),
        ("agent delete Ana --yes", "agent add Petar --email ana@example.com"),
        ("group members remove support Ana", "center unassign shop Ana"),
        ("group edit empty --center shop", "center edit shop --default-group empty"),
        ("license seats sales unlimited", "agent add Petar --license sales"),
    ],
)
def test_a_change_on_which_a_later_one_depends_stays_and_names_it(
    full: Path, run: Run, first: str, second: str
) -> None:
    assert run("license seats sales 0").exit_code == 0
    assert (run(first).exit_code, run(second).exit_code) == (0, 0)
    before, number = contents(full), len(SET_UP) + 2

    done = run(f"undo {number}")

    assert (done.exit_code, contents(full)) == (4, before), done.stdout
    assert done.stderr.startswith(
        f"error: change {number} cannot be taken back, "
        f'change {number + 1} ("ccadmin {second}") depends on it'
    )
    assert done.stderr.endswith(
        f"hint: take those back first, the newest first: ccadmin undo {number + 1}\n"
    )
    assert run(f"undo {number + 1}").exit_code == 0
    assert run(f"undo {number}").exit_code == 0


def test_ids_of_hours_are_free_when_they_come_back(full: Path, run: Run) -> None:
    before = held(full)["hours"]
    run("hours clear agent Ana")
    run("hours set group sales mon-fri 09:00-17:00")

    done = run(f"undo {len(SET_UP) + 1}")

    assert done.exit_code == 0, done.stderr
    assert set(before) < set(held(full)["hours"])


def test_what_cannot_be_taken_back_is_said(full: Path, run: Run, tenant: Path) -> None:
    last = len(SET_UP)
    run("undo")
    missing, twice, zero = run("undo 999"), run(f"undo {last}"), run("undo 0")

    assert (missing.exit_code, twice.exit_code, zero.exit_code) == (3, 4, 5)
    assert missing.stderr == (
        f"error: there is no change 999\n\nhint: the last is {last + 1}; see them with: ccadmin log\n"
    )
    assert twice.stderr == (
        f"error: change {last} is taken back already, by change {last + 1}\n\n"
        f"hint: bring it back with: ccadmin undo {last + 1}\n"
    )


def test_a_new_tenant_has_nothing_to_take_back(tenant: Path, run: Run) -> None:
    done = run("undo")

    assert (done.exit_code, done.stderr) == (
        3,
        "error: nothing was changed yet\n\nhint: see the log with: ccadmin log\n",
    )


def test_a_change_from_before_a_migration_is_refused(full: Path, run: Run) -> None:
    with closing(sqlite3.connect(full)) as connection:
        connection.execute("UPDATE migration SET applied_at = '2999' WHERE version = ?", (LATEST,))
        connection.commit()

    done = run("undo")

    assert done.exit_code == 4
    assert done.stderr.startswith(f"error: change {len(SET_UP)} is older than the schema")


def test_undo_is_told_and_written_like_any_change(full: Path, run: Run) -> None:
    run("group edit sales --name Sales2 --wrap-up 45")
    number = len(SET_UP) + 1

    dry = run("undo --dry-run")
    done = run("undo -o json")

    assert dry.stdout == 'group "sales" would be updated: name Sales2 → sales, wrap_up 45 → 20\n'
    assert dry.stderr == (
        f"note: would take back change {number}: "
        "ccadmin group edit sales --name Sales2 --wrap-up 45\n"
    )
    (change,) = json.loads(done.stdout)["changes"]
    assert (change["action"], change["kind"], change["name"], change["fields"]) == (
        "updated",
        "group",
        "sales",
        {"name": {"before": "Sales2", "after": "sales"}, "wrap_up": {"before": 45, "after": 20}},
    )
    assert rows(full, "SELECT command, undoes FROM revision ORDER BY id DESC LIMIT 1") == [
        ("ccadmin undo -o json", number)
    ]
    audit = "SELECT action, kind, name, revision_id FROM audit ORDER BY id DESC LIMIT 1"
    assert rows(full, audit) == [("updated", "group", "sales", number + 1)]


def test_with_as_one_takes_back_what_one_may_change(full: Path, run: Run) -> None:
    run("center role shop Ana --role admin")
    run("group edit support --wrap-up 45")
    before = contents(full)
    for who, status in (("Vera", 77), ("Georgi", 77), ("Ana", 0)):
        done = run(f"--as {who} undo --dry-run")
        assert (done.exit_code, contents(full)) == (status, before), done.stderr
    assert run("--as Ana undo").exit_code == 0
    assert rows(full, "SELECT who FROM revision ORDER BY id DESC LIMIT 1") == [("Ana",)]
    run("group edit sales --wrap-up 46")

    refused = run("--as Ana undo")

    assert refused.exit_code == 77
    assert refused.stderr.startswith('error: "Ana" may not change group "sales"')
