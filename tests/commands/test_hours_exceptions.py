"""`ccadmin hours exception` and the picture of a week: what is kept, inherited, shown and refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents, made_by, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

EVE = "2026-12-24"


CENTRE = (
    "center add East",
    "hours set center East mon-fri 09:00-17:00",
    "group add sales --center East",
    "group add night --center East",
    "hours set group night daily 22:00-06:00",
    "agent add Ana --extension 101",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(CENTRE, tmp_path_factory.mktemp("template") / "tenant.db")


@pytest.fixture
def shop(tenant: Path, made: bytes) -> Path:
    """Center East, on weekdays from nine to five, with group sales and, on nights, group night."""
    tenant.write_bytes(made)
    return tenant


def stored(path: Path) -> list[Any]:
    columns = "kind, first, last, since, name, start_minute, end_minute"
    return rows(
        path,
        f"SELECT {columns} FROM hours_exception LEFT JOIN hours_exception_range"
        " ON id = exception_id ORDER BY id, start_minute",
    )


def state(run: Run, owner: str, at: str) -> tuple[str, str, str]:
    result = run(f"hours check {owner} --at '{at}' -o json")
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    return answer["state"], answer["why"], answer["from"]


@pytest.mark.parametrize(
    ("words", "row"),
    [
        (f"{EVE} --closed", ("closed", EVE, EVE, None, None, None, None)),
        (f"{EVE} --closed --name 'Christmas Eve'",
         ("closed", EVE, EVE, None, "Christmas Eve", None, None)),
        (f"{EVE} --closed 12:00-18:00", ("closed", EVE, EVE, None, None, 720, 1080)),
        (f"{EVE} --open 22:00-06:00", ("open", EVE, EVE, None, None, 1320, 1800)),
        (f"--also {EVE} 18:00-20:00", ("also", EVE, EVE, None, None, 1080, 1200)),
        ("12-24 --yearly --closed", ("closed", "12-24", "12-24", None, None, None, None)),
        (f"{EVE} --yearly --closed", ("closed", "12-24", "12-24", 2026, None, None, None)),
        (f"{EVE}..2026-12-31 --closed", ("closed", EVE, "2026-12-31", None, None, None, None)),
    ],
)  # fmt: skip
def test_an_exception_is_kept_as_it_was_meant(
    shop: Path, run: Run, words: str, row: tuple[Any, ...]
) -> None:
    result = run(f"hours exception add group sales {words}")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith('exception "group sales ')
    assert result.stdout.endswith(" created\n")
    assert stored(shop) == [row]


def test_each_exception_leaves_an_audit_row(shop: Path, run: Run) -> None:
    run(f"hours exception add group sales {EVE} --open 10:00-14:00 --name Short")
    run(f"hours exception add group sales {EVE} --open 10:00-13:00 --name Short")
    again = run(f"hours exception add group sales {EVE} --open 10:00-13:00 --name Short")
    run(f"hours exception remove group sales {EVE}")

    assert again.stdout == f'exception "group sales {EVE} (Short)" unchanged\n'
    columns = (
        "action, object_id, json_extract(\"before\", '$.times'), json_extract(\"after\", '$.times')"
    )
    assert rows(shop, f"SELECT {columns} FROM audit WHERE kind = 'exception' ORDER BY id") == [
        ("created", 1, None, "10:00-14:00"),
        ("updated", 1, "10:00-14:00", "10:00-13:00"),
        ("deleted", 1, "10:00-13:00", None),
    ]
    assert stored(shop) == []
    assert rows(shop, "SELECT * FROM hours_exception_range") == []


@pytest.mark.parametrize(
    ("owner", "at", "expected"),
    [
        ("center East", f"{EVE} 10:00",
         ("closed", 'holiday on 2026-12-24 ("Eve")', 'center "East"')),
        # The week is the center's: all that is said of the center holds.
        ("group sales", f"{EVE} 10:00",
         ("closed", 'holiday on 2026-12-24 ("Eve")', 'center "East"')),
        ("group sales", "2026-12-23 12:30",
         ("closed", "closed 12:00-13:00 on 2026-12-23", 'center "East"')),
        ("group sales", "2026-12-22 18:30",
         ("open", "inside 18:00-19:00 on 2026-12-22", 'center "East"')),
        # A week of its own: closings and holidays hold, other hours do not.
        ("group night", f"{EVE} 23:00",
         ("closed", 'holiday on 2026-12-24 ("Eve")', 'center "East"')),
        ("group night", f"{EVE} 05:00", ("open", "inside wed 22:00-06:00", 'group "night"')),
        ("group night", "2026-12-22 18:30",
         ("closed", "outside the hours of tuesday, 22:00-06:00", 'group "night"')),
        ("agent Ana", f"{EVE} 10:00",
         ("open", "always, because no hours are set", "built-in")),
    ],
)  # fmt: skip
def test_what_holds_for_a_center_holds_for_its_groups(
    shop: Path, run: Run, owner: str, at: str, expected: tuple[str, str, str]
) -> None:
    path = shop.parent / "eve.ics"
    path.write_text(calendar("DTSTART;VALUE=DATE:20261224", summary="Eve"), encoding="utf-8")
    for line in (
        f"hours exception import center East '{path}' --kind holiday",
        "hours exception add center East 2026-12-23 --closed 12:00-13:00",
        "hours exception add center East 2026-12-22 --also 18:00-19:00",
    ):
        assert run(line).exit_code == 0

    assert state(run, owner, at) == expected


def test_a_group_says_for_itself_that_it_is_open_while_its_center_is_closed(
    shop: Path, run: Run
) -> None:
    run(f"hours exception add center East {EVE} --closed")
    run(f"hours exception add group sales {EVE} --open 10:00-14:00 --name Short")

    assert state(run, "group sales", f"{EVE} 11:00") == (
        "open",
        f'inside 10:00-14:00 on {EVE} ("Short")',
        'group "sales"',
    )
    assert state(run, "group night", f"{EVE} 23:00")[0] == "closed"


def test_a_group_that_leaves_its_center_leaves_its_holidays(shop: Path, run: Run) -> None:
    run(f"hours exception add center East {EVE} --closed")
    assert run("group edit night --unset center").exit_code == 0

    assert state(run, "group night", f"{EVE} 23:00")[0] == "open"


def test_who_is_open_always_may_be_closed_on_a_date(shop: Path, run: Run) -> None:
    run(f"hours exception add agent Ana {EVE} --closed 12:00-18:00 --name Dentist")

    checked = json.loads(run("hours check agent Ana --at '2026-12-01' -o json").stdout)
    assert (checked["why"], checked["next_change"]) == (
        "always, because no hours are set",
        f"{EVE}T12:00:00+02:00",
    )
    assert state(run, "agent Ana", f"{EVE} 12:00") == (
        "closed",
        f'closed 12:00-18:00 on {EVE} ("Dentist")',
        'agent "Ana"',
    )


def test_chat_of_a_center_has_the_closings_of_chat_everywhere(shop: Path, run: Run) -> None:
    run("hours set chat East daily 08:00-20:00")
    run(f"hours exception add chat default {EVE} --closed")

    assert state(run, "chat East", f"{EVE} 10:00")[2] == 'chat "default"'
    assert state(run, "chat default", f"{EVE} 10:00")[0] == "closed"


def test_a_change_after_the_year_9999_is_not_named(shop: Path, run: Run) -> None:
    run("hours exception add group sales 9999-12-30 --closed")

    result = run("hours check group sales --at 9999-12-29 -o json")

    assert json.loads(result.stdout)["next_change"] == "9999-12-29T09:00:00+02:00"
    assert json.loads(run("hours check group night --at '9999-12-30 23:00' -o json").stdout) == {
        "owner": "group",
        "name": "night",
        "at": "9999-12-30T23:00:00+02:00",
        "state": "open",
        "why": "inside thu 22:00-06:00",
        "from": 'group "night"',
        "zone": "Europe/Sofia",
        "next_change": None,
    }


@pytest.mark.parametrize(
    ("first", "second", "note"),
    [
        ("--closed --name Eve", "--open 10:00-14:00",
         f'closed all day ("Eve") on {EVE} beats it; remove that to be open'),
        ("--open 10:00-14:00", "--open 15:00-16:00 --name More",
         f"open 10:00-14:00 on {EVE} holds beside it"),
    ],
)  # fmt: skip
def test_what_else_stands_on_a_date_is_said(
    shop: Path, run: Run, first: str, second: str, note: str
) -> None:
    run(f"hours exception add group sales {EVE} {first}")

    result = run(f"hours exception add group sales {EVE} {second}")

    assert result.stderr == f"note: {note}\n"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("2026-12-24", ["12-24", "2026-12-26", "2026-12-20"]),
        ("12-24 --yearly", ["2026-12-24", "2026-12-26", "2026-12-20"]),
        ("2026-12-24..2026-12-26", ["12-24", "2026-12-20"]),
        ("2026-01-01..2026-12-31", ["12-24"]),
        ("2026-01-01..2026-12-31 --name boxing", ["12-24", "2026-12-24", "2026-12-20"]),
        ("2026-01-01..2026-12-31 --kind also", ["12-24", "2026-12-24", "2026-12-20"]),
    ],
)
def test_what_lies_within_the_dates_is_removed(
    shop: Path, run: Run, words: str, left: list[str]
) -> None:
    for line in (
        "12-24 --yearly --closed",
        "2026-12-24 --closed",
        "2026-12-26 --also 10:00-12:00 --name Boxing",
        "2026-12-20..2026-12-22 --closed",
    ):
        assert run(f"hours exception add group sales {line}").exit_code == 0

    assert run(f"hours exception remove group sales {words}").exit_code == 0

    assert [row[1] for row in stored(shop)] == left


def test_what_is_not_there_is_removed_without_a_word_when_asked(shop: Path, run: Run) -> None:
    result = run("hours exception remove group sales 2026-12-24 --if-exists")

    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize("deletion", ["agent delete Ana --yes", "center delete West --yes"])
def test_exceptions_go_with_their_owner(shop: Path, run: Run, deletion: str) -> None:
    run("center add West")
    owner = " ".join(deletion.split()[::2][:1] + deletion.split()[2:3])
    run(f"hours exception add {owner} {EVE} --open 10:00-14:00")
    assert len(stored(shop)) == 1

    assert run(deletion).exit_code == 0

    assert stored(shop) == rows(shop, "SELECT * FROM hours_exception_range") == []


def test_clearing_a_week_keeps_the_exceptions_and_says_so(shop: Path, run: Run) -> None:
    run(f"hours exception add group night {EVE} --closed")

    result = run("hours clear group night")

    assert result.stderr == "note: 1 dated exceptions stay\n"
    assert len(stored(shop)) == 1


def test_all_that_holds_is_listed_with_whose_it_is(shop: Path, run: Run) -> None:
    run(f"hours exception add center East {EVE} --closed --name Eve")
    run("hours exception add center East 2026-12-23 --open 10:00-12:00")
    run("hours exception add group night 12-31 --yearly --closed 22:00-23:00")

    assert run("hours exception list group night").stdout.splitlines() == [
        "dates\tkind\ttimes\tname\tfrom",
        f'{EVE}\tclosed\t\tEve\tcenter "East"',
        '12-31 yearly\tclosed\t22:00-23:00\t\tgroup "night"',
    ]


def test_a_week_is_drawn_with_the_exceptions_ahead(shop: Path, run: Run) -> None:
    run(f"hours exception add center East {EVE} --closed --name 'Christmas Eve'")
    run("hours exception add group sales 2026-12-22 --also 18:15-20:00")
    run("hours exception add group sales 12-31 --yearly --open 10:00-14:00")

    result = run(f"hours show group sales --week {EVE} -o table")

    assert result.stdout == (
        'group "sales", hours of center "East": mon-fri 09:00-17:00\n'
        "zone Europe/Sofia (tenant), week of 2026-12-21\n"
        "\n"
        "       0     3     6     9     12    15    18    21    24\n"
        "mon 21 ··················████████████████··············  09:00-17:00\n"
        "tue 22 ··················████████████████··▒███········  open also 18:15-20:00\n"
        "wed 23 ··················████████████████··············  09:00-17:00\n"
        "thu 24 ················································  Christmas Eve\n"
        "fri 25 ··················████████████████··············  09:00-17:00\n"
        "sat 26 ················································  closed\n"
        "sun 27 ················································  closed\n"
        "\n"
        "█ open   ▒ partly   · closed\n"
        "\n"
        "exceptions in the 8 weeks from 2026-12-21\n"
        "2026-12-22    also 18:15-20:00\n"
        '2026-12-24    closed            Christmas Eve  (center "East")\n'
        "12-31 yearly  open 10:00-14:00\n"
    )


def test_a_night_is_drawn_over_midnight_and_a_changed_clock_is_seen(shop: Path, run: Run) -> None:
    run("hours set group night sat 22:00-06:00")

    drawn = run("hours show group night --week 2026-03-29 -o table").stdout.splitlines()

    assert drawn[9:12] == [
        "sat 28 ············································████  22:00-06:00",
        "sun 29 ██████  ████····································  until 06:00",
        "2026-03-29 is 23:00 hours long: the clock is changed",
    ]


def test_hours_of_its_own_are_told_without_saying_so_in_lines_of_eighty_columns(
    shop: Path, run: Run
) -> None:
    run("hours set group night mon-thu 08:00-12:00,13:00-17:30 fri 08:00-12:00,13:00-15:00")

    drawn = run(f"hours show group night --week {EVE} -o table").stdout.splitlines()

    assert drawn[:3] == [
        'group "night": mon-thu 08:00-12:00,13:00-17:30; fri 08:00-12:00,13:00-15:00',
        "zone Europe/Sofia (tenant), week of 2026-12-21",
        "",
    ]
    week = "mon-thu 08:00-12:00,13:00-17:30 fri 08:00-12:00 sat 13:00-15:00,16:00-17:00"
    run(f"hours set group night {week}")
    assert run(f"hours show group night --week {EVE} -o table").stdout.splitlines()[:3] == [
        'group "night": mon-thu 08:00-12:00,13:00-17:30; fri 08:00-12:00; sat',
        "  13:00-15:00,16:00-17:00",
        "zone Europe/Sofia (tenant), week of 2026-12-21",
    ]


def test_always_is_drawn_too(shop: Path, run: Run) -> None:
    drawn = run(f"hours show agent Ana --week {EVE} -o table").stdout.splitlines()

    assert drawn[0] == 'agent "Ana": always open'
    assert drawn[4] == f"mon 21 {'█' * 48}  00:00-24:00"


def test_programs_read_the_dates_of_a_week(shop: Path, run: Run) -> None:
    run(f"hours exception add center East {EVE} --closed --name 'Christmas Eve'")

    shown = json.loads(run(f"hours show group sales --week {EVE} -o json").stdout)

    assert {
        key: shown[key] for key in ("hours", "week", "wednesday", "thursday", "exceptions")
    } == {
        "hours": "mon-fri 09:00-17:00",
        "week": "2026-12-21",
        "wednesday": "09:00-17:00",
        "thursday": "closed",
        "exceptions": [
            {
                "date": EVE,
                "dates": EVE,
                "kind": "closed",
                "times": None,
                "name": "Christmas Eve",
                "from": 'center "East"',
            }
        ],
    }


@pytest.mark.parametrize(
    ("line", "status", "message", "hint"),
    [
        (f"add group sales {EVE}", 2, "there is no word for what happens on those dates",
         "give one of --closed, --open and --also"),
        (f"add group sales {EVE} --closed --open 10:00-14:00", 2,
         "there is more than one word for what happens on those dates",
         "give one of --closed, --open and --also"),
        (f"add group sales {EVE} --open", 5, "--open needs the ranges in which it is open",
         f'write them, such as "{EVE} --open 10:00-14:00"'),
        ("add group sales 2026-02-29 --closed", 5, '"2026-02-29" is not a date',
         'write "2026-12-24", "2026-12-24..2026-12-31", or "12-24" with --yearly'),
        ("add group sales 12-24 --closed", 5, '"12-24" has no year',
         'write "2026-12-24", or add --yearly'),
        (f"add group sales {EVE} --open 9-5", 5,
         '"9-5" is not a range of times such as "09:00-17:00"',
         'write ranges such as "09:00-12:00,13:00-17:00"'),
        (f"add group sales {EVE} --closed --name '{'x' * 201}'", 5,
         "the name of an exception is one line of at most 200 characters", "shorten it"),
        (f"add group salse {EVE} --closed", 3, 'group "salse" not found',
         'did you mean "sales"?'),
        (f"remove group sales {EVE}", 3, f'group "sales" has no such exception on {EVE}',
         'there is "12-24 yearly"; name it with --yearly'),
        ("remove group sales 2026-08-02", 3,
         'group "sales" has no such exception on 2026-08-02',
         '"2026-08-01..2026-08-15" covers it; name those dates to remove them all'),
        ("remove group sales 2026-06-01", 3,
         'group "sales" has no such exception on 2026-06-01',
         'see them with: ccadmin hours exception list group "sales"'),
        ("import group sales missing.ics", 3, 'file "missing.ics" not found',
         "name an iCalendar file that exists"),
    ],
)  # fmt: skip
def test_what_is_refused_leaves_nothing_behind(
    shop: Path, run: Run, *, line: str, status: int, message: str, hint: str
) -> None:
    run("hours exception add group sales 12-24 --yearly --closed")
    run("hours exception add group sales 2026-08-01..2026-08-15 --closed")
    before = contents(shop)

    result = run(f"hours exception {line}")

    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr == f"error: {message}\n\nhint: {hint}\n"
    assert contents(shop) == before


def calendar(*lines: str, summary: str) -> str:
    event = ["BEGIN:VEVENT", "UID:1", f"SUMMARY:{summary}", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *event, "END:VCALENDAR", ""])
