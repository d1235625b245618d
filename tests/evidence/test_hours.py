"""The opening-hours traps of `hours.json`, every one of them.

Where ccadmin answers otherwise than the case, `DIFFERS` says so; where products disagree, the
choice stands in `docs/explanation/hours.md` beside the id. No case is left out in silence.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from ccadmin.calendars import (
    Dated,
    Week,
    add_open_time,
    format_instant,
    is_open,
    local_intervals,
    next_change,
    open_time,
    parse_dates,
    parse_instant,
    parse_ranges,
    parse_week,
)
from ccadmin.errors import RuleError
from ccadmin.vocabulary import DatedKind

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = ROOT.parent / "shared" / "evidence" / "hours.json"
PAGE: Final = ROOT / "docs" / "explanation" / "hours.md"

if not SOURCE.is_file():
    pytest.skip("the evidence folder is not beside the repository", allow_module_level=True)

EVIDENCE: Final[dict[str, Any]] = json.loads(SOURCE.read_text(encoding="utf-8"))
DIFFERS: Final = {"HR-11": "equal start and end are refused instead of read as 24 hours"}


def week_of(case: dict[str, Any]) -> Week:
    words = [f"{day} {typed(ranges)}" for day, ranges in case["weekly"].items()]
    week, _ = parse_week(words or ["closed"], zone=case["tz"])
    dated = [
        *(dated_on(DatedKind.OPEN, *each) for each in case.get("dates", {}).items()),
        *(dated_on(DatedKind.CLOSED, *each) for each in case.get("breaks", {}).items()),
        *(dated_on(DatedKind.HOLIDAY, day) for day in case.get("holidays", ())),
    ]
    return replace(week, dated=(tuple(dated),) if dated else ())


def typed(ranges: list[list[str]]) -> str:
    return ",".join("-".join(each) for each in ranges)


def dated_on(kind: DatedKind, day: str, ranges: list[list[str]] | None = None) -> Dated:
    return Dated(kind, parse_dates(day), parse_ranges(typed(ranges))[0] if ranges else ())


def by_id(section: str) -> list[Any]:
    return [pytest.param(case, id=case["id"]) for case in EVIDENCE[section]]


def agreed_cases() -> list[Any]:
    return [
        pytest.param(case, id=case["id"]) for case in EVIDENCE["cases"] if case["id"] not in DIFFERS
    ]


@pytest.mark.parametrize("case", agreed_cases())
def test_hours_answer_as_the_evidence_says(case: dict[str, Any]) -> None:
    week, zone = week_of(case), case["tz"]

    def at(text: str) -> int:
        local, _, elsewhere = text.rstrip("]").partition("[")
        return parse_instant(local, elsewhere or zone)

    answers = {
        "probes": [
            {"at": each["at"], "open": is_open(week, at(each["at"]))}
            for each in case.get("probes", ())
        ],
        "next": [next_change(week, at(each["from"])) for each in case.get("next", ())],
        "totals": [
            open_time(week, at(each["from"]), at(each["to"])) for each in case.get("totals", ())
        ],
        "add": [
            add_open_time(week, at(each["from"]), each["seconds"] * 1000)
            for each in case.get("add", ())
        ],
    }

    assert answers == {
        "probes": case.get("probes", []),
        "next": [at(each["change"]) for each in case.get("next", ())],
        "totals": [each["seconds"] * 1000 for each in case.get("totals", ())],
        "add": [at(each["to"]) for each in case.get("add", ())],
    }
    assert any(answers.values())


def test_equal_start_and_end_are_refused_where_a_peer_reads_a_whole_day() -> None:
    (case,) = (case for case in EVIDENCE["cases"] if case["id"] in DIFFERS)

    with pytest.raises(RuleError) as refused:
        week_of(case)

    assert (refused.value.code, refused.value.message) == (
        "bad-hours",
        '"22:00-22:00" is not a range, because it ends where it starts',
    )


def test_dates_holidays_and_breaks_are_all_among_the_cases() -> None:
    words = ("dates", "holidays", "breaks")
    cases = {word: {c["id"] for c in EVIDENCE["cases"] if word in c} for word in words}

    assert cases == {
        "dates": {"HR-01", "HR-03", "HR-21"},
        "holidays": {"HR-21", "HR-25", "HR-29"},
        "breaks": {"HR-21", "HR-23"},
    }


@pytest.mark.parametrize("case", by_id("resolve"))
def test_a_local_time_is_the_instant_that_the_evidence_says(case: dict[str, Any]) -> None:
    assert parse_instant(case["local"], case["tz"]) == parse_instant(case["utc"], "UTC")


@pytest.mark.parametrize("case", by_id("elapsed"))
def test_time_between_two_wall_clock_readings_is_elapsed_time(case: dict[str, Any]) -> None:
    start, end = (parse_instant(case[key], case["tz"]) for key in ("from", "to"))

    assert end - start == case["elapsed_seconds"] * 1000


@pytest.mark.parametrize("case", by_id("report_intervals"))
def test_report_rows_begin_where_the_evidence_says(case: dict[str, Any]) -> None:
    span = re.search(r"hourly .* local (\S+) (\S+) to (\S+)", case["what"])
    assert span is not None
    start, end = (parse_instant(f"{span[1]} {span[at]}", case["tz"]) for at in (2, 3))

    starts = local_intervals(case["tz"], start, end, minutes=60)

    # The evidence names a row by its local time to the minute.
    named = [
        re.sub(r":00(?=[+-])", "", format_instant(each, case["tz"]), count=1) for each in starts
    ]
    assert named == case["starts"]


def test_each_disputed_and_each_differing_case_is_explained_to_readers() -> None:
    sections = ("cases", "resolve", "elapsed", "report_intervals")
    disputed = {case["id"] for key in sections for case in EVIDENCE[key] if "disputed" in case}

    explained = set(re.findall(r"\b(?:HR|RS|EL|INT)-\d\d\b", PAGE.read_text(encoding="utf-8")))

    assert explained == disputed | set(DIFFERS)
