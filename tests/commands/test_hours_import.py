"""`ccadmin hours exception import`: events of an iCalendar file as dates that a tenant keeps."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents, rows

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from tests.conftest import Run


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    assert run("center add East").exit_code == 0
    return tenant


def event(*lines: str, uid: str | None = "1", summary: str = "Party") -> list[str]:
    about = [f"SUMMARY:{summary}"] + ([f"UID:{uid}"] if uid else [])
    return ["BEGIN:VEVENT", *about, *lines, "END:VEVENT"]


def take(run: Run, path: Path, *events: list[str], more: str = "") -> Result:
    lines = [line for each in events for line in each]
    text = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""])
    (path.parent / "party.ics").write_text(text, encoding="utf-8", newline="")
    return run(f"hours exception import center East party.ics {more}")


def stored(path: Path) -> list[Any]:
    return rows(
        path,
        "SELECT kind, first, last, since, start_minute, end_minute FROM hours_exception"
        " LEFT JOIN hours_exception_range ON id = exception_id ORDER BY first, start_minute",
    )


ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0500", "TZOFFSETTO:+0500", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["DTSTART;VALUE=DATE:20261224"], [("2026-12-24", "2026-12-24", None, None, None)]),
        (["DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"],
         [("2026-12-24", "2026-12-26", None, None, None)]),
        (["DTSTART:20261224T120000", "DTEND:20261224T180000"],
         [("2026-12-24", "2026-12-24", None, 720, 1080)]),
        (["DTSTART:20261224T120000Z", "DURATION:PT1H30M"],
         [("2026-12-24", "2026-12-24", None, 840, 930)]),
        (["DTSTART;TZID=America/New_York:20261224T200000",
          "DTEND;TZID=America/New_York:20261224T220000"],
         [("2026-12-25", "2026-12-25", None, 180, 300)]),
        (["DTSTART;TZID=Ours:20261224T120000", "DTEND;TZID=Ours:20261224T130000"],
         [("2026-12-24", "2026-12-24", None, 540, 600)]),
        (["DTSTART:20261224T220000", "DTEND:20261225T060000"],
         [("2026-12-24", "2026-12-24", None, 1320, 1800)]),
        (["DTSTART:20261224T220030", "DTEND:20261224T235930"],
         [("2026-12-24", "2026-12-24", None, 1320, 1440)]),
        (["DTSTART:20261224T220000", "DTEND:20261227T060000"],
         [("2026-12-24", "2026-12-24", None, 1320, 1440),
          ("2026-12-25", "2026-12-26", None, 0, 1440),
          ("2026-12-27", "2026-12-27", None, 0, 360)]),
        (["DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=YEARLY"],
         [("12-24", "12-24", 2026, None, None)]),
        (["DTSTART;VALUE=DATE:20281224", "DTEND;VALUE=DATE:20290103",
          "RRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=12;BYMONTHDAY=24;WKST=MO"],
         [("12-24", "01-02", 2028, None, None)]),
        (["DTSTART;TZID=Europe/Sofia:20261224T120000", "DURATION:PT2H", "RRULE:FREQ=YEARLY"],
         [("12-24", "12-24", 2026, 720, 840)]),
        (["DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=YEARLY;COUNT=2"],
         [("2026-12-24", "2026-12-24", None, None, None),
          ("2027-12-24", "2027-12-24", None, None, None)]),
        (["DTSTART:20261005T120000", "DURATION:PT1H",
          "RRULE:FREQ=WEEKLY;UNTIL=20261019T120000", "EXDATE:20261012T120000",
          "RDATE:20261020T150000"],
         [("2026-10-05", "2026-10-05", None, 720, 780),
          ("2026-10-19", "2026-10-19", None, 720, 780),
          ("2026-10-20", "2026-10-20", None, 900, 960)]),
        # Twelve in New York is seven in Sofia, but six while only one of the two has changed.
        (["DTSTART;TZID=America/New_York:20261019T120000", "DURATION:PT1H",
          "RRULE:FREQ=WEEKLY;UNTIL=20261102T235959Z"],
         [("2026-10-19", "2026-10-19", None, 1140, 1200),
          ("2026-10-26", "2026-10-26", None, 1080, 1140),
          ("2026-11-02", "2026-11-02", None, 1140, 1200)]),
    ],
)  # fmt: skip
def test_an_event_closes_its_dates_on_the_owners_clock(
    shop: Path, run: Run, lines: list[str], kept: list[Any]
) -> None:
    result = take(run, shop, list(ZONE), event(*lines))

    assert (result.exit_code, result.stderr) == (0, "")
    assert stored(shop) == [("closed", *each) for each in kept]


@pytest.mark.parametrize(
    ("kind", "lines", "kept"),
    [
        ("open", ["DTSTART;VALUE=DATE:20261224"], ("open", 0, 1440)),
        ("also", ["DTSTART:20261224T120000", "DURATION:PT1H"], ("also", 720, 780)),
        ("holiday", ["DTSTART;VALUE=DATE:20261224"], ("holiday", None, None)),
    ],
)
def test_events_may_be_other_than_closings(
    shop: Path, run: Run, kind: str, lines: list[str], kept: tuple[Any, ...]
) -> None:
    assert take(run, shop, event(*lines), more=f"--kind {kind}").exit_code == 0

    assert [(row[0], *row[4:]) for row in stored(shop)] == [kept]


@pytest.mark.parametrize("uid", ["1", None])
def test_the_same_file_again_changes_nothing(shop: Path, run: Run, uid: str | None) -> None:
    party = event("DTSTART;VALUE=DATE:20261224", uid=uid)
    take(run, shop, party)
    before = contents(shop)

    assert take(run, shop, party).stdout == (
        'exception "center East 2026-12-24 (Party)" unchanged\n'
    )
    assert contents(shop) == before


def test_an_event_that_was_moved_takes_its_old_date_away(shop: Path, run: Run) -> None:
    run("hours exception add center East 2026-12-24 --closed")
    take(run, shop, event("DTSTART;VALUE=DATE:20261224"))

    result = take(run, shop, event("DTSTART;VALUE=DATE:20261228", summary="Late party"))

    assert result.stdout.splitlines() == [
        'exception "center East 2026-12-28 (Late party)" created',
        'exception "center East 2026-12-24 (Party)" deleted',
    ]
    assert [row[1] for row in stored(shop)] == ["2026-12-24", "2026-12-28"]


def test_an_event_that_is_cancelled_takes_its_dates_away(shop: Path, run: Run) -> None:
    take(run, shop, event("DTSTART;VALUE=DATE:20261224"))

    take(run, shop, event("DTSTART;VALUE=DATE:20261224", "STATUS:CANCELLED"))

    assert stored(shop) == []


def test_a_single_time_of_a_rule_may_be_moved(shop: Path, run: Run) -> None:
    result = take(
        run, shop,
        event("DTSTART;VALUE=DATE:20261005", "RRULE:FREQ=WEEKLY;COUNT=3"),
        event("DTSTART;VALUE=DATE:20261014", "RECURRENCE-ID;VALUE=DATE:20261012"),
    )  # fmt: skip

    assert result.exit_code == 0
    assert [row[1] for row in stored(shop)] == ["2026-10-05", "2026-10-14", "2026-10-19"]


def test_times_of_one_event_on_one_date_are_one_exception(shop: Path, run: Run) -> None:
    take(run, shop, event(
        "DTSTART:20261005T100000", "DURATION:PT1H", "RRULE:FREQ=HOURLY;INTERVAL=2;COUNT=2"
    ))  # fmt: skip

    assert [row[4:] for row in stored(shop)] == [(600, 660), (720, 780)]
    assert rows(shop, "SELECT count(*) FROM hours_exception") == [(1,)]


def test_a_name_of_several_lines_is_kept_as_one(shop: Path, run: Run) -> None:
    take(run, shop, event("DTSTART;VALUE=DATE:20261224", summary="A\\, b\\n c\t" + "x" * 300))

    (name,) = rows(shop, "SELECT name FROM hours_exception")[0]
    assert name == f"A, b c {'x' * 193}"


def test_an_empty_calendar_is_said_to_be_empty(shop: Path, run: Run) -> None:
    result = take(run, shop)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "note: the file holds no event\n"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["DTSTART;VALUE=DATE:2026122"],
         '6: DTSTART: "" is not what iCalendar expects: Expected time, got: 2026122'),
        ([], '3: DTSTART: "" is not there, and an event has to begin'),
        (["DTSTART:20261224T120000"],
         '6: DTEND: "2026-12-24 12:00:00" is not after 2026-12-24 12:00:00, when the event begins'),
        (["DTSTART:20261224T120000", "DTEND:20261224T110000"],
         '7: DTEND: "2026-12-24 11:00:00" is not after 2026-12-24 12:00:00, when the event begins'),
        (["DTSTART;VALUE=DATE:20261224", "DTEND:20261224T110000"],
         '7: DTEND: "2026-12-24 11:00:00" is not of the kind of DTSTART'),
        (["DTSTART;TZID=Nowhere:20261224T120000", "DURATION:PT1H"],
         '6: DTSTART: "Nowhere" is not a zone of the IANA database or of the file'),
        (["DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=WEEKLY"],
         ('7: RRULE: "FREQ=WEEKLY" is not a rule with an end,'
         " or one that comes on its date every year")),
        (["DTSTART;VALUE=DATE:20261224", "RRULE:FREQ=DAILY;COUNT=5000"],
         '7: RRULE: "FREQ=DAILY;COUNT=5000" is not a rule with at most 1000 dates'),
        (["DTSTART;VALUE=DATE:20261224", "nonsense"],
         '7: line: "nonsense" is not a "NAME:value" line'),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_over_is_named_with_its_line(
    shop: Path, run: Run, lines: list[str], problem: str
) -> None:
    before = contents(shop)

    result = take(run, shop, event(*lines))

    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr == (
        f'error: "party.ics" has a problem\n  party.ics:{problem}\n\nhint: nothing was taken over\n'
    )
    assert contents(shop) == before


def test_all_problems_of_a_file_are_named_at_once(shop: Path, run: Run) -> None:
    result = take(
        run, shop,
        event("DTSTART;VALUE=DATE:20261224", uid="1"),
        event("DTSTART:20261224T120000", "DURATION:PT1H", uid="2"),
        event("DTSTART:20261225T120000", "DURATION:PT1H", uid="3"),
        more="--kind holiday",
    )  # fmt: skip

    assert result.stderr == (
        'error: "party.ics" has 2 problems\n'
        '  party.ics:11: DTSTART: "2026-12-24 12:00:00" is not all day, as holidays are\n'
        '  party.ics:17: DTSTART: "2026-12-25 12:00:00" is not all day, as holidays are\n'
        "\n"
        "hint: nothing was taken over\n"
    )
    assert stored(shop) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", ('"bad.ics" has a problem\n  bad.ics:1: line: "" is not the beginning of a calendar,'
         ' "BEGIN:VCALENDAR"')),
        (b"date,name\n", ('"bad.ics" has a problem\n  bad.ics:1: line: "date,name" is not a'
         ' "NAME:value" line')),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
         '"bad.ics" has a problem\n  bad.ics:3: END: "VCALENDAR" is not what was begun last'),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n",
         ('"bad.ics" has 2 problems\n  bad.ics:1: BEGIN: "VCALENDAR" is not ended\n'
         '  bad.ics:2: BEGIN: "VEVENT" is not ended')),
        (b"BEGIN:VCALENDAR\nX:\xff\nEND:VCALENDAR\n",
         '"bad.ics" is not UTF-8: byte 0xff on line 2'),
        (b" " * 10_000_001, '"bad.ics" is larger than 10 MB'),
    ],
)  # fmt: skip
def test_what_is_no_calendar_is_refused(shop: Path, run: Run, data: bytes, message: str) -> None:
    (shop.parent / "bad.ics").write_bytes(data)

    result = run("hours exception import center East bad.ics")

    assert result.exit_code == 5
    assert result.stderr.partition("\n\nhint: ")[0] == f"error: {message}"


def test_a_folder_is_no_calendar(shop: Path, run: Run) -> None:
    result = run("hours exception import center East .")

    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        5,
        'error: "." cannot be read: is a directory',
    )


def test_without_the_library_the_way_to_it_is_said(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)

    result = take(run, shop, event("DTSTART;VALUE=DATE:20261224"))

    assert result.exit_code == 5
    assert result.stderr == (
        'error: iCalendar files need the library "icalendar", which is not installed\n'
        "\n"
        "hint: pip install 'ccadmin[calendar]'\n"
    )
