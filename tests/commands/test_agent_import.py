"""`ccadmin agent import`: many agents from a table, all of them or all but the bad rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from tests.contents import contents, rows
from tests.refusals import files, said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

PEOPLE: Final = """\
Name;Email;Extension;Phone;Skills;Reports-to;Role;Hours
Max;max@example.com;201;0888 111 222;billing:5,english;Zoe;;mon-fri 09:00-17:00
Zoe;zoe@example.com;0202;;;;manager;
"""
BAD: Final = """\
name,email,extension,skills
Ana,ana@example.com,101,
"Tim ""T"" Tom",tim,1,billing:50
Boris,boris@example.com
Vera,vera@example.com,103,
"""
PROBLEMS: Final = (
    'email: "tim" is not an email address (write it as ana@example.com, with at most 254 characters)',
    'extension: extension "1" is not 2 to 8 digits (a number that callers dial from outside goes into --phone)',
    (
        'skills: skill "billing:50" is not NAME or NAME:LEVEL with a level from 1 to 10 '
        "(billing:3,english calls for billing at 3 or better, and for some english)"
    ),
)
SHORT: Final = "the record has 2 cells, the header 4 (quote cells that hold the separator)"
WAY_OUT: Final = "correct the file, or import the rest with --on-error skip --rejects FILE"


@pytest.fixture
def folder(tenant: Path) -> Path:
    """The folder of a new tenant, with two tables in it."""
    (tenant.parent / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tenant.parent / "bad.csv").write_text(BAD, encoding="utf-8")
    return tenant.parent


def test_a_table_becomes_agents_in_one_change(folder: Path, tenant: Path, run: Run) -> None:
    before = contents(tenant)["agent"]
    tried = run("agent import people.csv --dry-run")
    result = run("agent import people.csv")

    assert tried.stdout == result.stdout.replace("created", "would be created")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        (
            'agent "Max" created\nagent "Zoe" created\nskill "billing of Max" created\n'
            'skill "english of Max" created\nreporting "Max to Zoe" created\n'
            'hours "agent Max" created\n'
        ),
        "note: 2 objects created\n",
    )
    assert rows(tenant, "SELECT id, name, email, extension, phone, role FROM agent") == [
        (1, "Max", "max@example.com", "201", "+359888111222", "agent"),
        (2, "Zoe", "zoe@example.com", "0202", None, "manager"),
    ]
    assert rows(tenant, "SELECT count(*) FROM revision") == [(1,)]

    assert run("undo").exit_code == 0
    assert contents(tenant)["agent"] == before


def test_who_is_there_is_refused_left_or_changed(folder: Path, tenant: Path, run: Run) -> None:
    run("agent import people.csv")
    (folder / "people.csv").write_text(PEOPLE.replace(";0202;", ";0203;"), encoding="utf-8")
    again = run("agent import people.csv")
    left = run("agent import people.csv --if-not-exists")
    changed = run("agent import people.csv --or-update")

    assert (again.exit_code, again.stderr) == (
        5,
        (
            'error: 2 problems in "people.csv", nothing was changed\n'
            '  people.csv:2:1: agent "Max" is there already (#1) (--or-update, or --if-not-exists)\n'
            '  people.csv:3:1: agent "Zoe" is there already (#2) (--or-update, or --if-not-exists)\n'
            f"\nhint: {WAY_OUT}\n"
        ),
    )
    assert left.stdout == 'tenant "test" unchanged\n'
    assert changed.stdout == 'agent "Zoe" updated: extension 0202 → 0203\n'


def test_every_bad_row_is_told_at_once_and_nothing_is_changed(
    folder: Path, tenant: Path, run: Run
) -> None:
    before = files(folder)
    result = run("agent import bad.csv")

    places = ("3:17", "3:21", "3:23")
    told = [f"bad.csv:{at}: {problem}" for at, problem in zip(places, PROBLEMS, strict=True)]
    assert (result.exit_code, result.stderr) == (
        5,
        'error: 4 problems in "bad.csv", nothing was changed\n'
        + "".join(f"  {line}\n" for line in [*told, f"bad.csv:4:1: {SHORT}"])
        + f"\nhint: {WAY_OUT}\n",
    )
    assert files(folder) == before


def test_bad_rows_are_skipped_and_kept_for_correction(folder: Path, tenant: Path, run: Run) -> None:
    result = run("agent import bad.csv --on-error skip --rejects rejects.csv")

    assert (result.exit_code, result.stdout) == (0, 'agent "Ana" created\nagent "Vera" created\n')
    assert result.stderr == (
        'note: 2 objects created\nwarning: 2 rows were skipped, kept in "rejects.csv"\n'
    )
    problems = "; ".join(PROBLEMS).replace('"', '""')
    assert (folder / "rejects.csv").read_text(encoding="utf-8") == (
        "name,email,extension,skills,line,problem\n"
        f'"Tim ""T"" Tom",tim,1,billing:50,3,"{problems}"\n'
        f'Boris,boris@example.com,4,"{SHORT}"\n'
    )


def test_who_stands_on_a_bad_row_is_skipped_with_it(folder: Path, tenant: Path, run: Run) -> None:
    table = "name,extension,role,reports-to\nZoe,x,manager,\nMax,201,,Zoe\nKim,202,,\n"
    result = run("agent import - --on-error skip", stdin=table)

    assert (result.stdout, result.stderr) == (
        'agent "Kim" created\n',
        "note: 1 object created\nwarning: 2 rows were skipped\n",
    )


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("", "stdin:1:1: the table is empty (begin it with a line of field names)"),
        ("name\n", "stdin:1:1: the table has no agent (put one on each line below)"),
        ('name\n"Ana\n', 'stdin:2:1: no record of a table: unexpected end of data (close each quote, and write a quote inside quotes twice: "")'),
        ("name,name\na,b\n", 'stdin:1:6: column "name" stands here twice'),
        ("name\nAna\nAna\n", 'stdin:3:1: agent "Ana" stands here twice (first at stdin:2:1)'),
    ],
)  # fmt: skip
def test_a_table_that_is_none_is_refused(
    folder: Path, tenant: Path, run: Run, table: str, problem: str
) -> None:
    before = tenant.read_bytes()
    result = run("agent import -", stdin=table)

    assert (result.exit_code, result.stderr) == (
        5,
        f'error: 1 problem in "stdin", nothing was changed\n  {problem}\n\nhint: {WAY_OUT}\n',
    )
    assert tenant.read_bytes() == before


def test_empty_lines_are_no_rows_wherever_they_stand(folder: Path, tenant: Path, run: Run) -> None:
    result = run("agent import -", stdin="\n\nname,email\n\n,\nKim,kim@example.com\n \n")

    assert (result.exit_code, result.stdout) == (0, 'agent "Kim" created\n')
    assert rows(tenant, "SELECT name, email FROM agent") == [("Kim", "kim@example.com")]


def test_rejects_need_rows_that_are_skipped(folder: Path, tenant: Path, run: Run) -> None:
    result = run("agent import bad.csv --rejects rejects.csv")

    assert (result.exit_code, result.stderr) == (
        2,
        said(
            "--rejects keeps rows that were skipped, and bad rows stop the import",
            "add --on-error skip",
        ),
    )
