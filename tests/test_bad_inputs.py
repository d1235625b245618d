"""Bad inputs, each with the whole of what people then read, and nothing half-written."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from tests.contents import made_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

CENTRE: Final = (
    "center add shop",
    "group add sales",
    "group add support --center shop",
    "agent add Ana",
    "agent add Boris",
    "agent add Boris",
    "group members add sales Ana",
)
ESCAPE: Final = "\x1b"
PROGRAM: Final = (sys.executable, "-m", "ccadmin")


class Bad(NamedTuple):
    """A command line, the exit status that it ends with, its message and its hint."""

    line: str
    status: int
    message: str
    hint: str


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


NAMES: Final = (
    Bad(
        "group add ''", 5,
        "a group name has 1 to 64 characters, this one has 0", "give it a name",
    ),
    Bad(
        "group add '   '", 5,
        "a group name has 1 to 64 characters, this one has 0", "give it a name",
    ),
    Bad(
        f"group add {'x' * 65}", 5,
        "a group name has 1 to 64 characters, this one has 65", "shorten it",
    ),
    Bad(
        "group edit sales --name ''", 5,
        "a group name has 1 to 64 characters, this one has 0", "give it a name",
    ),
    Bad(
        f"group add 'sa{ESCAPE}[31mles'", 5,
        'group name "sa\\x1b[31mles" holds the character U+001B',
        "use letters, digits, spaces and signs that can be printed",
    ),
    Bad(
        "group add 'sa\nles'", 5,
        'group name "sa\\nles" holds the character U+000A',
        "use letters, digits, spaces and signs that can be printed",
    ),
    Bad(
        "group add 'sa\u202eles'", 5,
        'group name "sa\\u202eles" holds the character RIGHT-TO-LEFT OVERRIDE',
        "use letters, digits, spaces and signs that can be printed",
    ),
    Bad(
        "group add 'sa\udcffles'", 5,
        'group name "sa\\udcffles" holds the character U+DCFF',
        "use letters, digits, spaces and signs that can be printed",
    ),
    Bad(
        "group add '#12'", 5,
        'group name "#12" would be taken for an id',
        "a # followed by digits always means an id; choose another name",
    ),
    Bad(
        "group add '#123456789012345678901234'", 5,
        'group name "#123456789012345678901234" would be taken for an id',
        "a # followed by digits always means an id; choose another name",
    ),
    Bad(
        f"group edit sales --description 'a{ESCAPE}]0;title\x07'", 5,
        'description "a\\x1b]0;title\\x07" holds the character U+001B',
        "use letters, signs and line ends only",
    ),
    Bad(
        f"group edit sales --description {'x' * 1001}", 5,
        "description has 1001 characters, at most 1000 are kept", "shorten it",
    ),
)  # fmt: skip

OBJECTS: Final = (
    Bad("group show sals", 3, 'group "sals" not found', 'did you mean "sales"?'),
    Bad(
        f"group show 'sa{ESCAPE}[2Jles'", 3,
        'group "sa\\x1b[2Jles" not found', 'did you mean "sales"?',
    ),
    Bad(
        "group show 'sa\udcffles'", 3,
        'group "sa\\udcffles" not found', 'did you mean "sales"?',
    ),
    Bad("group show '#99'", 3, 'group "#99" not found', "see them with: ccadmin group list"),
    Bad(
        "group show '#1234567890123456789012'", 3,
        'group "#1234567890123456789012" not found', "see them with: ccadmin group list",
    ),
    Bad("group show zzz", 3, 'group "zzz" not found', "see them with: ccadmin group list"),
    Bad("group delete suport --yes", 3, 'group "suport" not found', 'did you mean "support"?'),
    Bad(
        "group edit sales --center shp", 3,
        'center "shp" not found', 'did you mean "shop"?',
    ),
    Bad(
        "group members add sales Anna", 3,
        'agent "Anna" not found', 'did you mean "Ana"?',
    ),
    Bad(
        "group members edit sales '#2' --weight 2", 3,
        'agent "Boris" is no member of group "sales"',
        "see them with: ccadmin group members list sales",
    ),
    Bad(
        "group members remove sales Ana '#2'", 3,
        'agent "Boris" is no member of group "sales"',
        "see them with: ccadmin group members list sales",
    ),
    Bad("help envirment", 3, 'help topic "envirment" not found', 'did you mean "environment"?'),
)  # fmt: skip

CONFLICTS: Final = (
    Bad(
        "group add Sales", 4,
        'group "sales" exists already',
        "change it with: ccadmin group edit, or add --or-update",
    ),
    Bad(
        "group edit sales --name Support", 4,
        'group "support" exists already', "choose another name",
    ),
    Bad(
        "group members add sales Boris", 4,
        'agent name "Boris" fits 2 agents: #2, #3',
        "name one by its id, or by its email address",
    ),
    Bad(
        "group members add support Ana", 4,
        'not assigned to center "shop" of group "support": "Ana"',
        "assign them first, or add --assign to do both",
    ),
    Bad(
        "group edit sales --center shop", 4,
        'members of group "sales" are not assigned to center "shop": "Ana"',
        "assign them first, or add --assign to do both",
    ),
    Bad(
        "tenant init --db tenant.db", 4,
        '"tenant.db" exists already',
        "use it as it is, add --if-not-exists, or name another place",
    ),
)  # fmt: skip

VALUES: Final = (
    Bad(
        "group edit sales --strategy longst-idle", 5,
        '--strategy: "longst-idle" is not one of random, call-duration, call-count, priority, '
        "longest-idle, round-robin or linear",
        'did you mean "longest-idle"?',
    ),
    Bad(
        "group edit sales --weight ten", 5,
        '--weight: "ten" is not a whole number', "see ccadmin group edit --help",
    ),
    Bad(
        "group edit sales --weight 1001", 5,
        'weight "1001" is out of range', "the weight of a group is -1000 to 1000",
    ),
    Bad(
        "group edit sales --wrap-up -1", 5,
        'wrap-up "-1" is out of range', "the wrap-up of a group is 0 to 1000000000",
    ),
    Bad(
        "group add new --wrap-up 99999999999999999999", 5,
        'wrap-up "99999999999999999999" is out of range',
        "the wrap-up of a group is 0 to 1000000000",
    ),
    Bad(
        "group edit sales --ring-time 0", 5,
        'ring-time "0" is out of range', "the ring-time of a group is 1 to 1000000000",
    ),
    Bad(
        "group edit sales --max-waiting -1", 5,
        '--max-waiting: limit "-1" is not a whole number or unlimited',
        "the largest number is 1000000000",
    ),
    Bad(
        "group edit sales --max-wait 1000000001", 5,
        '--max-wait: limit "1000000001" is not a whole number or unlimited',
        "the largest number is 1000000000",
    ),
    Bad(
        "group edit sales --service-level 101/20", 5,
        '--service-level: service level "101/20" is not PER-CENT/SECONDS',
        "80/20 means 80 per cent answered within 20 seconds",
    ),
    Bad(
        "group edit sales --window rolling:0d", 5,
        '--window: counter window "rolling:0d" is not day, shift, all or rolling:DAYSd',
        "rolling:7d counts the last seven days, 366 at most",
    ),
    Bad(
        "group edit sales --on-full voicmail", 5,
        '--on-full: overflow "voicmail" is not voicemail, callback, hang-up or group:NAME',
        'did you mean "voicemail"?',
    ),
    Bad(
        "group edit sales --on-full group:", 5,
        '--on-full: overflow "group:" is not voicemail, callback, hang-up or group:NAME',
        "group:support hands on to group support",
    ),
    Bad(
        "group edit sales --on-full group:SALES", 5,
        'group "sales" cannot overflow to itself',
        "name another group, voicemail, callback or hang-up",
    ),
    Bad(
        "group edit sales --on-closed group:suport", 3,
        'group "suport" not found', 'did you mean "support"?',
    ),
    Bad(
        "group edit sales --unset service_levl", 5,
        '"service_levl" cannot be unset', 'did you mean "service-level"?',
    ),
    Bad(
        "group edit sales --unset weight", 5,
        '"weight" cannot be unset',
        "these can: description, strategy, center, service-level, max-waiting, max-wait, on-full, "
        "on-timeout, on-closed, on-nobody-staffed",
    ),
    Bad(
        "group members edit sales Ana --weight 101", 5,
        'weight "101" is out of range', "the weight of a member is 1 to 100",
    ),
    Bad(
        "group members edit sales Ana --tier 10", 5,
        'tier "10" is out of range', "the tier of a member is 1 to 9",
    ),
    Bad(
        "tenant set --zone Sofia", 5,
        '"Sofia" is not a time zone', 'did you mean "Europe/Sofia"?',
    ),
    Bad(
        "tenant init --db new.db --region XX", 5,
        '"XX" is no region of the phone numbering plan', "use two letters such as BG",
    ),
    Bad(
        "group list --fields name,strategi", 5,
        'there is no field "strategi"', 'did you mean "strategy"?',
    ),
    Bad(
        "group show sales --fields ''", 5,
        'there is no field ""',
        "the fields are id, name, description, status, strategy, center, service_level, "
        "max_waiting, max_wait, on_full, on_timeout, on_closed, on_nobody_staffed, wrap_up, "
        "wrap_up_scope, ring_time, weight, order, age_point, tier_wait, window, scope, "
        "late_joiner, at_closing, strategy_in_force, service_level_in_force, members",
    ),
    Bad(
        "group list -o jsn", 5,
        '--output: "jsn" is not one of table, plain, json, jsonl, csv, yaml or name',
        'did you mean "json"?',
    ),
)  # fmt: skip

GRAMMAR: Final = (
    Bad("grop list", 2, 'there is no command "grop"', 'did you mean "group"?'),
    Bad(
        "zzz", 2,
        'there is no command "zzz"', "the commands are listed by ccadmin --help",
    ),
    Bad("group lst", 2, 'there is no command "ccadmin group lst"', 'did you mean "list"?'),
    Bad(
        "group members zzz", 2,
        'there is no command "ccadmin group members zzz"',
        "the commands are add, edit, remove, list",
    ),
    Bad("group list --outpt json", 2, 'there is no option "--outpt"', 'did you mean "--output"?'),
    Bad("group list -x", 2, 'there is no option "-x"', "see ccadmin group list --help"),
    Bad(
        "group --db x list", 2,
        'there is no option "--db"', "write --db before the noun, or after the verb",
    ),
    Bad("group list -o", 2, 'option "-o" needs a value', "see ccadmin --help"),
    Bad("group list --debug=1", 2, 'option "--debug" takes no value', "see ccadmin --help"),
    Bad("group add", 2, 'missing argument "NAME"', "see ccadmin group add --help"),
    Bad(
        "group members add sales", 2,
        'missing argument "AGENT..."', "see ccadmin group members add --help",
    ),
    Bad(
        "group show sales force", 2,
        'unexpected "force" at the end of the command', "see ccadmin group show --help",
    ),
    Bad(
        "group add new --if-not-exists --or-update", 2,
        "--if-not-exists leaves what exists, --or-update changes it", "give one of the two",
    ),
    Bad(
        "tenant delete", 2,
        'nobody can be asked whether to delete tenant "test" at "tenant.db" for good', "add --yes",
    ),
    Bad(
        "route", 2,
        "name either a file to simulate or a group to ask about",
        "ccadmin route --simulate FILE, or ccadmin route --group NAME --at TIME",
    ),
)  # fmt: skip

PLACES: Final = (
    Bad("--db '' group list", 5, "--db is empty", "name a file, or leave --db out"),
    Bad(
        "--db none.db group list", 6,
        'no tenant at "none.db"', "make one with: ccadmin tenant init",
    ),
    Bad(
        "--db none.db tenant delete --yes", 6,
        'no tenant at "none.db"', "make one with: ccadmin tenant init",
    ),
    Bad(
        "--db 'no\udcffne.db' group list", 6,
        'no tenant at "no\\udcffne.db"', "make one with: ccadmin tenant init",
    ),
    Bad(
        "tenant init --db none/x.db", 6,
        'cannot make a file in "none": No such file or directory',
        "name a folder that exists and that you may write to",
    ),
)  # fmt: skip

_INIT = "make one with: ccadmin tenant init"
SPOILT: Final = (
    (_missing, 6, 'no tenant at "tenant.db"', _INIT),
    (_empty, 6, '"tenant.db" is not a tenant of ccadmin', _INIT),
    (_folder, 6, '"tenant.db" is a folder, not a tenant file', "name the file in it"),
    (_text, 6, '"tenant.db" is not a tenant of ccadmin', _INIT),
    (_stranger, 6, '"tenant.db" is not a tenant of ccadmin', _INIT),
    (_newer, 6, '"tenant.db" has schema 99, this ccadmin knows 1', "upgrade ccadmin to open it"),
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
        "cannot read settings \"{folder}/ccadmin.toml\": 'utf-8' codec can't decode "
        + "byte 0xcc in position 10: invalid continuation byte",
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


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(CENTRE, tmp_path_factory.mktemp("template") / "tenant.db")


@pytest.fixture
def folder(tmp_path: Path, template: bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which commands run, with a small centre in `tenant.db`."""
    (tmp_path / "tenant.db").write_bytes(template)
    monkeypatch.setenv("CCADMIN_DB", "tenant.db")
    return tmp_path


@pytest.mark.parametrize(
    "bad",
    [*NAMES, *OBJECTS, *CONFLICTS, *VALUES, *GRAMMAR, *PLACES],
    ids=lambda bad: ascii(bad.line),
)
def test_a_bad_input_is_refused_in_these_words_and_changes_nothing(
    folder: Path, run: Run, bad: Bad
) -> None:
    before = _files(folder)

    result = run(bad.line)

    assert (result.exit_code, result.stdout, result.stderr) == (
        bad.status,
        "",
        _said(bad.message, bad.hint),
    )
    assert _files(folder) == before


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
    before = _files(folder)

    result = run(line)

    assert (result.exit_code, result.stdout, result.stderr) == (
        status,
        "",
        _said(message, hint),
    )
    assert _files(folder) == before


@pytest.mark.parametrize("line", ["group list", "tenant set --name x", "tenant init --db new.db"])
@pytest.mark.parametrize(("content", "message", "hint"), SETTINGS)
def test_a_settings_file_that_is_not_understood_is_named(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, *, line: str, content: bytes,
    message: str, hint: str,
) -> None:  # fmt: skip
    monkeypatch.delenv("CCADMIN_DB")
    (folder / "ccadmin.toml").write_bytes(content)
    before = _files(folder)
    if "--db" in line:  # a path that is named needs no settings
        assert run(line).exit_code == 0
        return

    result = run(line)

    assert (result.exit_code, result.stdout, result.stderr) == (
        5,
        "",
        _said(message.format(folder=folder), hint),
    )
    assert _files(folder) == before


@pytest.mark.parametrize(("variables", "status", "message", "hint"), VARIABLES)
def test_a_variable_that_is_wrong_is_named(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, *, variables: dict[str, str],
    status: int, message: str, hint: str,
) -> None:  # fmt: skip
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    before = _files(folder)

    result = run("group list")

    assert (result.exit_code, result.stdout, result.stderr) == (
        status,
        "",
        _said(message, hint),
    )
    assert _files(folder) == before


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
            _said(
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
        _said('"tenant.db" has lost its tenant row', "restore it from a copy"),
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
        _said(
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
        _said('cannot read "tenant.db": Permission denied', "ask its owner for read permission"),
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_under_the_output_is_no_success(folder: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        child = subprocess.run(
            [*PROGRAM, "group", "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert (child.returncode, child.stderr) == (
        1,
        _said(
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


def _said(message: str, hint: str) -> str:
    return f"error: {message}\n\nhint: {hint}\n"


def _files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with what it holds."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
