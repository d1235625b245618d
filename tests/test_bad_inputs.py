"""Bad command lines, each with the whole of what people then read, and nothing half-written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from ccadmin.tenant.groups import UNSETTABLE
from tests.contents import made_by
from tests.refusals import CENTRE, files, said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

ESCAPE: Final = "\x1b"


class Bad(NamedTuple):
    """A command line, the exit status that it ends with, its message and its hint."""

    line: str
    status: int
    message: str
    hint: str


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
        "longest-idle, round-robin, linear, skills, ring-all or least-loaded",
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
        '"weight" cannot be unset', f"these can: {', '.join(UNSETTABLE)}",
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
        "tenant show --fields ''", 5,
        'there is no field ""',
        "the fields are name, zone, region, cross_channel, created_at, groups, agents, centers, path, found_by",
    ),
    Bad(
        "group list -o jsn", 5,
        '--output: "jsn" is not one of table, plain, json, jsonl, csv, yaml, name or markdown',
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
    before = files(folder)

    result = run(bad.line)

    assert (result.exit_code, result.stdout, result.stderr) == (
        bad.status,
        "",
        said(bad.message, bad.hint),
    )
    assert files(folder) == before
