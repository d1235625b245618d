"""`ccadmin hours holidays`: public holidays as dates that a tenant keeps."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.contents import contents, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    for line in ("center add East", "group add sales --center East"):
        assert run(line).exit_code == 0
    return tenant


def stored(path: Path) -> list[Any]:
    return rows(path, "SELECT first, kind, name, origin FROM hours_exception ORDER BY first")


def changes(run: Run, line: str) -> list[str]:
    result = run(f"hours holidays add center East {line} -o json")
    assert result.exit_code == 0, result.stderr
    return [change["action"] for change in json.loads(result.stdout)["changes"]]


def test_the_holidays_of_a_country_are_kept_with_the_days_off_in_lieu(shop: Path, run: Run) -> None:
    result = run("hours holidays add center East gb --subdivision eng --years 2026")

    assert result.exit_code == 0
    assert result.stderr == "note: holidays of GB-ENG from 2026 to 2026: 9 dates\n"
    assert stored(shop) == [
        (f"2026-{date}", "holiday", name, "holidays:GB-ENG")
        for date, name in (
            ("01-01", "New Year's Day"),
            ("04-03", "Good Friday"),
            ("04-06", "Easter Monday"),
            ("05-04", "May Day"),
            ("05-25", "Spring Bank Holiday"),
            ("08-31", "Late Summer Bank Holiday"),
            ("12-25", "Christmas Day"),
            ("12-26", "Boxing Day"),
            ("12-28", "Boxing Day (observed)"),
        )
    ]


def test_a_holiday_on_a_working_day_closes_a_group_by_its_name(shop: Path, run: Run) -> None:
    run("hours set group sales mon-fri 09:00-17:00")
    run("hours holidays add center East BG --years 2026")

    checked = json.loads(run("hours check group sales --at '2026-03-03 10:00' -o json").stdout)

    assert (checked["state"], checked["why"], checked["from"], checked["next_change"]) == (
        "closed",
        'holiday on 2026-03-03 ("Ден на Освобождението на България от османско иго")',
        'center "East"',
        "2026-03-04T09:00:00+02:00",
    )


def test_the_same_holidays_again_change_nothing(shop: Path, run: Run) -> None:
    assert set(changes(run, "DE --years 2026-2027")) == {"created"}
    before = contents(shop)

    assert set(changes(run, "deu --years 2026")) == {"unchanged"}
    assert contents(shop) == before


def test_another_language_renames_the_holidays_in_place(shop: Path, run: Run) -> None:
    run("hours holidays add center East BG --years 2026")
    dates = [row[0] for row in stored(shop)]

    assert set(changes(run, "BG --years 2026 --language en_us")) == {"updated"}
    assert [row[0] for row in stored(shop)] == dates
    assert ("2026-03-03", "holiday", "Liberation Day", "holidays:BG") in stored(shop)


def test_what_the_library_knows_no_more_goes_and_other_years_stay(shop: Path, run: Run) -> None:
    from ccadmin import store
    from ccadmin.calendars import Dated, Dates
    from ccadmin.tenant.exception_rows import put
    from ccadmin.tenant.owners import find_owner
    from ccadmin.vocabulary import DatedKind, HoursOwner

    run("hours exception add center East 2026-06-01 --closed")
    with store.changing(shop, command="", who="") as tenant:
        for day in ("2025-06-01", "2026-06-01"):
            holiday = Dated(DatedKind.HOLIDAY, Dates(day, day), name="Moved")
            put(
                tenant,
                find_owner(tenant, HoursOwner.CENTER, "East"),
                [holiday],
                origin="holidays:BG",
            )

    assert changes(run, "BG --years 2026").count("deleted") == 1

    assert [row[:3] for row in stored(shop) if row[0][5:] == "06-01"] == [
        ("2025-06-01", "holiday", "Moved"),
        ("2026-06-01", "closed", None),
    ]


def test_holidays_are_removed_by_kind_and_year(shop: Path, run: Run) -> None:
    run("hours exception add center East 2026-05-04 --closed")
    run("hours holidays add center East BG --years 2026-2027")

    removed = run("hours exception remove center East 2026-01-01..2026-12-31 --kind holiday")

    assert removed.exit_code == 0
    assert {row[0][:4] for row in stored(shop) if row[1] == "holiday"} == {"2027"}
    assert ("2026-05-04", "closed", None, None) in stored(shop)


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ("XX --years 2026", '"XX" is not a country such as BG',
         "use an ISO code such as BG, DE or US"),
        ("BG --years 2026 --subdivision Sofia", '"Sofia" is not a subdivision of BG',
         "there is no subdivision of BG"),
        ("AU --years 2026 --subdivision NWS", '"NWS" is not a subdivision of AU',
         'did you mean "NSW"?'),
        ("BG --years 2026 --language en", '"en" is not a language in which BG names its holidays',
         "there is bg, en_US, uk"),
        ("BG --years next", '"next" is not years', 'write "2026" or "2026-2028"'),
        ("BG --years 2028-2026", '"2028-2026" ends before it begins', "earlier year first"),
        ("BG --years 2099-2101", 'the holidays of BG are not known in all of "2099-2101"',
         "they are known from 1991 to 2100"),
    ],
)  # fmt: skip
def test_what_the_library_does_not_know_is_refused(
    shop: Path, run: Run, words: str, message: str, hint: str
) -> None:
    before = contents(shop)

    result = run(f"hours holidays add center East {words}")

    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr == f"error: {message}\n\nhint: {hint}\n"
    assert contents(shop) == before


def test_a_subdivision_is_known_by_its_full_name(shop: Path, run: Run) -> None:
    run("hours holidays add center East AU --subdivision 'new south wales' --years 2026")

    assert {row[3] for row in stored(shop)} == {"holidays:AU-NSW"}


def test_without_the_library_the_way_to_it_is_said(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)

    result = run("hours holidays add center East BG --years 2026")

    assert result.exit_code == 5
    assert result.stderr == (
        'error: public holidays need the library "holidays", which is not installed\n'
        "\n"
        "hint: pip install 'ccadmin[calendar]'\n"
    )
