"""`ccadmin hours`: what it prints, what it stores, and what it refuses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

SPLIT_DAYS = "mon-fri 09:00-12:00,13:00-17:00 sat 10:00-14:00"


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    """A tenant in Sofia: center East in Tokyo with group night, group sales alone, agent Ana."""
    for line in (
        "center add East --zone Asia/Tokyo",
        "group add night --center East",
        "group add sales",
        "agent add Ana --extension 101",
    ):
        assert run(line).exit_code == 0
    return tenant


def ranges(path: Path) -> list[Any]:
    return rows(path, "SELECT weekday, start_minute, end_minute FROM hours_range ORDER BY 1, 2")


def audit(path: Path) -> list[Any]:
    columns = 'action, kind, object_id, name, "before", "after"'
    return rows(path, f"SELECT {columns} FROM audit WHERE kind = 'hours' ORDER BY id")


def test_a_week_is_stored_range_by_range_and_audited_as_text(shop: Path, run: Run) -> None:
    result = run(f"hours set agent ana {SPLIT_DAYS} --zone europe/berlin")

    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        'hours "agent Ana" created\n',
        "",
    )
    assert ranges(shop) == [
        *((day, *times) for day in range(5) for times in ((540, 720), (780, 1020))),
        (5, 600, 840),
    ]
    assert rows(
        shop, "SELECT agent_id, group_id, center_id, chat_settings_id, zone FROM hours"
    ) == [(1, None, None, None, "Europe/Berlin")]
    assert audit(shop) == [
        (
            "created",
            "hours",
            1,
            "agent Ana",
            None,
            '{"hours": "mon-fri 09:00-12:00,13:00-17:00; sat 10:00-14:00", "zone": "Europe/Berlin"}',
        )
    ]


def test_the_same_week_again_changes_nothing(shop: Path, run: Run) -> None:
    run(f"hours set agent Ana {SPLIT_DAYS} --zone Europe/Berlin")
    before = contents(shop)

    result = run("hours set agent Ana sat 10:00-14:00 weekdays 13:00-17:00,09:00-12:00")

    assert result.stdout == 'hours "agent Ana" unchanged\n'
    assert contents(shop) == before


def test_another_week_replaces_the_old_one_and_keeps_its_zone(shop: Path, run: Run) -> None:
    run(f"hours set group sales {SPLIT_DAYS} --zone Europe/Berlin")

    result = run("hours set group sales sun 22:00-06:00")

    assert result.stdout == (
        'hours "group sales" updated: '
        "hours mon-fri 09:00-12:00,13:00-17:00; sat 10:00-14:00 → sun 22:00-06:00\n"
    )
    assert ranges(shop) == [(6, 1320, 1800)]
    assert rows(shop, "SELECT zone FROM hours") == [("Europe/Berlin",)]
    assert [row[0] for row in audit(shop)] == ["created", "updated"]


def test_overlapping_ranges_are_merged_and_that_is_said(shop: Path, run: Run) -> None:
    result = run("hours set group sales mon 09:00-12:00,11:00-13:00")

    assert ranges(shop) == [(0, 540, 780)]
    assert result.stderr == (
        "note: mon: 09:00-12:00,11:00-13:00 overlap and are read as 09:00-13:00\n"
    )


def test_cleared_hours_are_gone_with_their_ranges(shop: Path, run: Run) -> None:
    run("hours set center East daily 08:00-20:00")

    assert run("hours clear center East").stdout == 'hours "center East" deleted\n'
    assert run("hours clear center East").stdout == 'hours "center East" unchanged\n'
    assert rows(shop, "SELECT * FROM hours") == ranges(shop) == []
    assert audit(shop)[1:] == [
        (
            "deleted",
            "hours",
            1,
            "center East",
            '{"hours": "daily 08:00-20:00", "zone": null}',
            None,
        )
    ]


def test_the_week_is_shown_day_by_day_with_the_zone_of_the_center(shop: Path, run: Run) -> None:
    run("hours set group night mon,tue 22:00-06:00 sun closed")

    assert run("hours show group night --week 2026-03-25").stdout.splitlines() == [
        "field\tvalue",
        "owner\tgroup",
        "name\tnight",
        "hours\tmon,tue 22:00-06:00",
        'from\tgroup "night"',
        "zone\tAsia/Tokyo",
        'zone_from\tcenter "East"',
        "week\t2026-03-23",
        "monday\t22:00-06:00",
        "tuesday\t22:00-06:00",
        "wednesday\tclosed",
        "thursday\tclosed",
        "friday\tclosed",
        "saturday\tclosed",
        "sunday\tclosed",
        "exceptions\t",
    ]


@pytest.mark.parametrize(
    ("lines", "owner", "expected"),
    [
        ([], "agent Ana", ("always", "built-in", "Europe/Sofia", "tenant")),
        ([], "group night", ("always", "built-in", "Asia/Tokyo", 'center "East"')),
        ([], "group sales", ("always", "built-in", "Europe/Sofia", "tenant")),
        ([], "chat default", ("always", "built-in", "Europe/Sofia", "tenant")),
        (
            ["center East mon 09:00-10:00"],
            "group night",
            ("mon 09:00-10:00", 'center "East"', "Asia/Tokyo", 'center "East"'),
        ),
        (
            ["center East mon 09:00-10:00 --zone UTC"],
            "group night",
            ("mon 09:00-10:00", 'center "East"', "UTC", "hours"),
        ),
        (
            ["center East mon 09:00-10:00 --zone UTC", "group night closed"],
            "group night",
            ("closed", 'group "night"', "Asia/Tokyo", 'center "East"'),
        ),
        (
            ["center East mon 09:00-10:00"],
            "chat East",
            ("always", "built-in", "Asia/Tokyo", 'center "East"'),
        ),
        (
            ["chat default mon 09:00-10:00"],
            "chat East",
            ("mon 09:00-10:00", 'chat "default"', "Europe/Sofia", "tenant"),
        ),
        (
            ["chat default mon 09:00-10:00", "chat East tue 09:00-10:00"],
            "chat East",
            ("tue 09:00-10:00", 'chat "East"', "Asia/Tokyo", 'center "East"'),
        ),
        (
            ["center East mon 09:00-10:00"],
            "group sales",
            ("always", "built-in", "Europe/Sofia", "tenant"),
        ),
    ],
)
def test_who_has_no_hours_inherits_them_with_their_zone(
    shop: Path, run: Run, lines: list[str], owner: str, expected: tuple[str, ...]
) -> None:
    for line in lines:
        assert run(f"hours set {line}").exit_code == 0

    shown = json.loads(run(f"hours show {owner} -o json").stdout)

    assert tuple(shown[key] for key in ("hours", "from", "zone", "zone_from")) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (
            "2026-03-27 11:59",
            {
                "at": "2026-03-27T11:59:00+02:00",
                "state": "open",
                "why": "inside fri 09:00-12:00",
                "next_change": "2026-03-27T12:00:00+02:00",
            },
        ),
        (
            "2026-03-27T10:00:00Z",
            {
                "at": "2026-03-27T12:00:00+02:00",
                "state": "closed",
                "why": "outside the hours of friday, 09:00-12:00,13:00-17:00",
                "next_change": "2026-03-27T13:00:00+02:00",
            },
        ),
        (
            "2026-03-28 14:00",
            {
                "at": "2026-03-28T14:00:00+02:00",
                "state": "closed",
                "why": "outside the hours of saturday, 10:00-14:00",
                "next_change": "2026-03-30T09:00:00+03:00",
            },
        ),
    ],
)
def test_check_answers_in_the_owners_zone(
    shop: Path, run: Run, at: str, expected: dict[str, str]
) -> None:
    run(f"hours set group sales {SPLIT_DAYS}")

    result = run(f"hours check group sales --at '{at}' -o json")

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "owner": "group",
        "name": "sales",
        "from": 'group "sales"',
        "zone": "Europe/Sofia",
        **expected,
    }


def test_an_agent_without_hours_is_on_shift_at_all_times(shop: Path, run: Run) -> None:
    assert run("hours check agent Ana --at 2026-03-30").stdout.splitlines() == [
        "field\tvalue",
        "owner\tagent",
        "name\tAna",
        "at\t2026-03-30T00:00:00+03:00",
        "state\topen",
        "why\talways, because no hours are set",
        "from\tbuilt-in",
        "zone\tEurope/Sofia",
        "next_change\t",
    ]


def test_a_closed_week_is_no_missing_week(shop: Path, run: Run) -> None:
    run("hours set center East daily 08:00-20:00")
    run("hours set group night closed")

    checked = json.loads(run("hours check group night -o json").stdout)

    assert (checked["state"], checked["why"], checked["next_change"]) == (
        "closed",
        "there are no hours",
        None,
    )


def test_chat_hours_belong_to_the_chat_settings(shop: Path, run: Run) -> None:
    run("hours set chat default daily 08:00-22:00")
    run("hours set chat East daily 09:00-21:00")

    joined = "SELECT s.center_id FROM chat_settings s JOIN hours ON chat_settings_id = s.id"
    assert rows(shop, f"{joined} ORDER BY 1") == [(None,), (1,)]


def test_a_center_called_default_is_reached_by_its_id(shop: Path, run: Run) -> None:
    run("center add Default")
    run("hours set chat '#2' mon 09:00-10:00")

    assert json.loads(run("hours show chat default -o json").stdout)["hours"] == "always"
    assert json.loads(run("hours show chat '#2' -o json").stdout)["name"] == "Default"


@pytest.mark.parametrize(
    ("owner", "deletion"),
    [
        ("agent Ana", "agent delete Ana --yes"),
        ("group sales", "group delete sales --yes"),
        ("center West", "center delete West --yes"),
        ("chat West", "center delete West --yes"),
    ],
)
def test_hours_go_with_their_owner(shop: Path, run: Run, owner: str, deletion: str) -> None:
    run("center add West")
    run(f"hours set {owner} mon 09:00-10:00")
    assert ranges(shop) == [(0, 540, 600)]

    assert run(deletion).exit_code == 0

    assert rows(shop, "SELECT * FROM hours") == ranges(shop) == []


def test_a_dry_run_says_what_would_be_and_keeps_nothing(shop: Path, run: Run) -> None:
    before = contents(shop)

    result = run("hours set chat East daily 09:00-21:00 --dry-run")

    assert result.stdout == 'hours "chat East" would be created\n'
    assert contents(shop) == before


@pytest.mark.parametrize(
    ("line", "status", "message", "hint"),
    [
        ("set agent Ana", 2, 'missing argument "WEEK..."', "see ccadmin hours set --help"),
        (
            "set agent Anna mon 09:00-10:00",
            3,
            'agent "Anna" not found',
            'did you mean "Ana"?',
        ),
        (
            "set chat Eest mon 09:00-10:00",
            3,
            'center "Eest" not found',
            'did you mean "East"?',
        ),
        (
            "set agent Boris mon 09:00-10:00",
            4,
            'agent name "Boris" fits 2 agents: #2, #3',
            "name one by its id, or by its email address",
        ),
        (
            "set group sales mon 09:00-09:00",
            5,
            '"09:00-09:00" is not a range, because it ends where it starts',
            'for a whole day write "00:00-24:00", for none "closed"',
        ),
        (
            "set group sales mun 09:00-10:00 tue 9-10",
            5,
            """the hours have 2 problems
  hours: days: "mun" is not a day of the week
  hours: ranges: "9-10" is not a range of times such as "09:00-17:00\"""",
            'did you mean "sun"?',
        ),
        (
            "set group sales tue 09:00-10:00 --zone Sofia",
            5,
            '"Sofia" is not a time zone',
            'did you mean "Europe/Sofia"?',
        ),
        (
            "check group sales --at noon",
            5,
            '"noon" is not a date and time',
            """write "2026-03-30 09:00", "2026-03-30T09:00+03:00", "2026-03-30" or "now\"""",
        ),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    shop: Path, run: Run, *, line: str, status: int, message: str, hint: str
) -> None:
    run("agent add Boris --email boris@example.com")
    run("agent add Boris --extension 102")
    run("hours set group sales mon 09:00-12:00")
    before = contents(shop)

    result = run(f"hours {line}")

    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr == f"error: {message}\n\nhint: {hint}\n"
    assert contents(shop) == before
