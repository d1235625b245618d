"""Files that are not what they should be: tenants, settings, contacts, and where output goes."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from ccadmin.migrations import LATEST
from tests.contents import made_by
from tests.refusals import CENTRE, files, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

PROGRAM: Final = (sys.executable, "-m", "ccadmin")


def _missing(folder: Path) -> None:
    (folder / "tenant.db").unlink()


def _empty(folder: Path) -> None:
    (folder / "tenant.db").write_bytes(b"")


def _folder(folder: Path) -> None:
    _missing(folder)
    (folder / "tenant.db").mkdir()


def _text(folder: Path) -> None:
    (folder / "tenant.db").write_text("id,arrived\n" * 500, encoding="utf-8")


def _sql(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "tenant.db")
    connection.execute(statement)
    connection.commit()
    connection.close()


def _stranger(folder: Path) -> None:
    _missing(folder)
    _sql(folder, "CREATE TABLE elsewhere (id INTEGER)")


def _newer(folder: Path) -> None:
    _sql(folder, "PRAGMA user_version = 99")


_INIT = "make one with: ccadmin tenant init"
SPOILT: Final = (
    (_missing, 6, 'no tenant at "tenant.db"', _INIT),
    (_empty, 6, '"tenant.db" is not a tenant of ccadmin', _INIT),
    (_folder, 6, '"tenant.db" is a folder, not a tenant file', "name the file in it"),
    (_text, 6, '"tenant.db" is not a tenant of ccadmin', _INIT),
    (_stranger, 6, '"tenant.db" is not a tenant of ccadmin', _INIT),
    (
        _newer,
        6,
        f'"tenant.db" has schema 99, this ccadmin knows {LATEST}',
        "upgrade ccadmin to open it",
    ),
)

_SETTINGS = 'a settings file holds db = "PATH" or tenant = "NAME"'
SETTINGS: Final = (
    (
        b'db = "tenant.db',
        'cannot read settings "{folder}/ccadmin.toml": Unterminated string (at end of document)',
        f"{_SETTINGS}, as TOML",
    ),
    (
        'tenant = "Магазин"'.encode("cp1251"),
        (
            "cannot read settings \"{folder}/ccadmin.toml\": 'utf-8' codec can't decode "
            "byte 0xcc in position 10: invalid continuation byte"
        ),
        f"{_SETTINGS}, as TOML",
    ),
    (
        b'database = "tenant.db"',
        'settings "{folder}/ccadmin.toml": database is not understood',
        _SETTINGS,
    ),
    (b"tenant = 5", 'settings "{folder}/ccadmin.toml": tenant is not understood', _SETTINGS),
)

VARIABLES: Final = (
    (
        {"CCADMIN_DB": "", "CCADMIN_TENANT": "a/b"}, 5,
        'tenant name "a/b" cannot be a file name',
        "use letters, digits and dashes, or name a file with --db PATH",
    ),
    (
        {"CCADMIN_DB": "", "CCADMIN_TENANT": "shop", "CCADMIN_DATA": "data"}, 6,
        'no tenant at "data/shop.db"', _INIT,
    ),
    (
        {"CCADMIN_DB": "", "CCADMIN_DATA": "tenant.db/data"}, 6,
        'cannot make the data folder "tenant.db/data": Not a directory',
        "name another with CCADMIN_DATA, or a file with --db PATH",
    ),
    (
        {"CCADMIN_BUSY_SECONDS": "soon"}, 5,
        'CCADMIN_BUSY_SECONDS is "soon", not a number of seconds from 0 to 3600',
        "unset it to wait five seconds",
    ),
)  # fmt: skip

ROWS = "id,arrived,group,talk\n"
_SKIP = "correct the file, or route the rest with --on-error skip --rejects FILE"
CONTACTS: Final = (
    (
        f"{ROWS}1,2026-03-02T09:00:00[Mars/Base],sales,60\n", 5,
        ('1 of 1 row in "calls.csv" cannot be routed\n'
        '  calls.csv:2: arrived: "2026-03-02T09:00:00[Mars/Base]" is not a time from 1970 to 2199 '
        "such as 2026-03-02T09:15:00+02:00, or without offset in Europe/Sofia"),
        _SKIP,
    ),
    (
        f"{ROWS}1,2026-03-02 09:00,sals,60\n", 5,
        ('1 of 1 row in "calls.csv" cannot be routed\n'
        '  calls.csv:2: group: "sals" is not a group; did you mean "sales"?'),
        _SKIP,
    ),
    (
        f"{ROWS}1,2026-03-02 09:00,sales,-5\n2,2026-03-02 09:00,sales,ten\n", 5,
        ('2 of 2 rows in "calls.csv" cannot be routed\n'
        '  calls.csv:2: talk: "-5" is not a duration up to ten years: seconds, m:ss or h:mm:ss '
        "(--talk draws those that are missing)\n"
        '  calls.csv:3: talk: "ten" is not a duration up to ten years: seconds, m:ss or h:mm:ss '
        "(--talk draws those that are missing)"),
        _SKIP,
    ),
    (
        f"{ROWS}1,2026-03-02 09:00,sales,5\n1,2026-03-02 09:01,sales,5\n", 5,
        ('1 of 2 rows in "calls.csv" cannot be routed\n'
        '  calls.csv:3: id: "1" is not an id of its own: line 2 has it already'),
        _SKIP,
    ),
    (
        "", 5, '"calls.csv" holds no contacts',
        "give it a header line with the column names, then one line for each contact",
    ),
    (
        "id,group,talk\n1,sales,5\n", 5,
        '"calls.csv" has no column "arrived"; it has "id", "group", "talk"',
        'name the column of the arrival times, such as --column arrived="id"',
    ),
    (
        "arrived,group\n2026-03-02 09:00,sales\n", 5,
        'no column says how long people talk: there is no "talk"',
        "name it with --column talk=NAME, or draw the times with --talk 180 or exp:180",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(CENTRE, tmp_path_factory.mktemp("template") / "tenant.db")


@pytest.fixture
def folder(tmp_path: Path, template: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which commands run, with a small centre in `tenant.db`."""
    (tmp_path / "tenant.db").write_bytes(template)
    monkeypatch.setenv("CCADMIN_DB", "tenant.db")
    return tmp_path


@pytest.mark.parametrize("line", ["group list", "group add new"])
@pytest.mark.parametrize(("spoil", "status", "message", "hint"), SPOILT)
def test_a_file_that_is_no_tenant_is_refused_and_left_alone(
    folder: Path,
    run: Run,
    *,
    line: str,
    spoil: Callable[[Path], None],
    status: int,
    message: str,
    hint: str,
) -> None:
    spoil(folder)
    before = files(folder)

    result = run(line)

    assert (result.exit_code, result.stdout, result.stderr) == (
        status,
        "",
        said(message, hint),
    )
    assert files(folder) == before


@pytest.mark.parametrize("line", ["group list", "tenant set --name x", "tenant init --db new.db"])
@pytest.mark.parametrize(("content", "message", "hint"), SETTINGS)
def test_a_settings_file_that_is_not_understood_is_named(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, *, line: str, content: bytes,
    message: str, hint: str,
) -> None:  # fmt: skip
    monkeypatch.delenv("CCADMIN_DB")
    (folder / "ccadmin.toml").write_bytes(content)
    before = files(folder)
    if "--db" in line:  # a path that is named needs no settings
        assert run(line).exit_code == 0
        return

    result = run(line)

    assert (result.exit_code, result.stdout, result.stderr) == (
        5,
        "",
        said(message.format(folder=folder), hint),
    )
    assert files(folder) == before


@pytest.mark.parametrize(("variables", "status", "message", "hint"), VARIABLES)
def test_a_variable_that_is_wrong_is_named(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, *, variables: dict[str, str],
    status: int, message: str, hint: str,
) -> None:  # fmt: skip
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    before = files(folder)

    result = run("group list")

    assert (result.exit_code, result.stdout, result.stderr) == (
        status,
        "",
        said(message, hint),
    )
    assert files(folder) == before


def test_a_locked_tenant_is_named_after_the_time_that_was_asked_for(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCADMIN_BUSY_SECONDS", "0")
    before = (folder / "tenant.db").read_bytes()
    with closing(sqlite3.connect("tenant.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        results = [run(line) for line in ("group add new", "group list")]

    for result in results:
        assert (result.exit_code, result.stdout, result.stderr) == (
            6,
            "",
            said(
                '"tenant.db" is locked by another command',
                "try again when it has finished, or wait longer with CCADMIN_BUSY_SECONDS=60",
            ),
        )
    assert (folder / "tenant.db").read_bytes() == before


def test_a_tenant_without_its_own_row_is_called_damaged(folder: Path, run: Run) -> None:
    _sql(folder, "DELETE FROM tenant")

    result = run("tenant show")

    assert (result.exit_code, result.stderr) == (
        6,
        said('"tenant.db" has lost its tenant row', "restore it from a copy"),
    )


def test_a_read_only_file_is_read_and_not_changed(folder: Path) -> None:
    (folder / "tenant.db").chmod(0o400)
    folder.chmod(0o500)
    try:
        reading, changing = (_without_privilege(w) for w in ("group list -o name", "group add new"))
    finally:
        folder.chmod(0o700)

    assert (reading.returncode, reading.stdout, reading.stderr) == (0, "sales\nsupport\n", "")
    assert (changing.returncode, changing.stdout, changing.stderr) == (
        6,
        "",
        said(
            'cannot change "tenant.db": it or its folder is read-only',
            "work on a copy, or ask for write permission",
        ),
    )


def test_a_file_that_may_not_be_read_is_named(folder: Path) -> None:
    (folder / "tenant.db").chmod(0)

    child = _without_privilege("group list")

    assert (child.returncode, child.stdout, child.stderr) == (
        6,
        "",
        said('cannot read "tenant.db": Permission denied', "ask its owner for read permission"),
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_under_the_output_is_no_success(folder: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        child = subprocess.run(
            [*PROGRAM, "group", "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert (child.returncode, child.stderr) == (
        1,
        said(
            "cannot write the output: No space left on device",
            "print it elsewhere; what the command was to change is changed",
        ),
    )


def test_a_reader_that_has_seen_enough_is_no_error(folder: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, "help", "routing"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        said = child.stderr.read()

    assert (child.returncode, said) == (0, b"")


@pytest.mark.parametrize(("content", "status", "message", "hint"), CONTACTS)
def test_a_contacts_file_that_is_wrong_is_refused_as_a_whole(
    folder: Path, run: Run, *, content: str, status: int, message: str, hint: str
) -> None:
    (folder / "calls.csv").write_text(content, encoding="utf-8")
    before = files(folder)

    result = run("route --simulate calls.csv --out outcomes.csv")

    assert (result.exit_code, result.stdout, result.stderr) == (status, "", said(message, hint))
    assert files(folder) == before


def test_a_contacts_file_in_a_wrong_place_or_zone_is_refused(folder: Path, run: Run) -> None:
    (folder / "calls.csv").write_text(f"{ROWS}1,2026-03-02 09:00,sales,60\n", encoding="utf-8")
    (folder / "folder.csv").mkdir()
    before = files(folder)

    results = [
        run(f"route --simulate {line}")
        for line in ("cals.csv", "folder.csv", "calls.csv --timezone Mars/Base", "calls.txt")
    ]

    assert [(result.exit_code, result.stdout, result.stderr) for result in results] == [
        (
            3,
            "",
            said('file "cals.csv" not found', 'did you mean "calls.csv"?'),
        ),
        (
            5,
            "",
            said(
                '"folder.csv" cannot be read: is a directory',
                "name a file that you may read, or - for standard input",
            ),
        ),
        (
            5,
            "",
            said(
                '"Mars/Base" is not a time zone',
                'use a name of the IANA database, such as "Europe/Sofia" or "UTC"',
            ),
        ),
        (
            5,
            "",
            said(
                'the format of "calls.txt" cannot be told from its name',
                "give it a name that ends in .csv, .tsv, .parquet, .ndjson or .jsonl",
            ),
        ),
    ]
    assert files(folder) == before


def test_a_contacts_file_from_a_spreadsheet_is_read_like_any_other(folder: Path, run: Run) -> None:
    text = f"{ROWS}1,2026-03-02 09:00:00,sales,60\n"
    (folder / "unix.csv").write_text(text, encoding="utf-8")
    (folder / "windows.csv").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))

    unix, windows = (run(f"route --simulate {name}.csv --out {name}-out.csv --show endings")
                     for name in ("unix", "windows"))  # fmt: skip

    assert (unix.exit_code, windows.exit_code) == (0, 0)
    assert (
        windows.stdout == unix.stdout == "outcome\treason\tcontacts\nrefused\tnobody-staffed\t1\n"
    )
    assert (folder / "windows-out.csv").read_bytes() == (folder / "unix-out.csv").read_bytes()


def _without_privilege(line: str) -> subprocess.CompletedProcess[str]:
    """Run a command line as somebody whom file permissions hold, which they do not hold root."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("root passes all permissions, and there is no setpriv to drop them with")
        dropped = "-dac_override,-dac_read_search"
        prefix = [setpriv, f"--bounding-set={dropped}", f"--inh-caps={dropped}"]
    command = [*prefix, *PROGRAM, *shlex.split(line)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
