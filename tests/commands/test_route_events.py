"""`route --events FILE`: every event of every contact, in words, and enough to replay them."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ccadmin.errors import CcadminError
from ccadmin.events import read_events, replayed

if TYPE_CHECKING:
    from tests.conftest import Run

CONTACTS = """\
id,arrived,channel,group,talk,wrap_up,level,patience,skills,rating,rated_after
a,2026-03-02 09:00:00,call,sales,60,5,1,,,4,0:30
b,2026-03-02 09:00:10,chat,sales,60,,,5,,,
c,2026-03-02 09:00:20,call,sales,60,,,,bg:9,,
d,2026-03-02 09:30:00,email,,60,,,,,,
"""
EVENTS = """\
09:00:00 arrived a sales   call level 1 rated 4 after 30.0
09:00:00 rang a sales Ana
09:00:03 answered a sales Ana extension
09:00:10 arrived b sales   chat level 0
09:00:10 queued b sales
09:00:15 abandoned b sales  patience
09:00:20 arrived c sales   call level 0
09:00:20 queued c sales
09:00:30 skills-relaxed c sales  levels less 1
09:00:30 overflowed c sales  timeout
09:00:30 rang c level 2 Boris
09:00:50 missed c level 2 Boris
09:00:50 break-started  level 2 Boris 90 s
09:01:03 talk-ended a sales Ana
09:01:03 escalated a sales
09:01:03 queued a level 2
09:01:08 wrap-up-ended a sales Ana
09:02:00 run-ended
09:30:00 arrived d    email level 0
"""
"""Ana takes 3 s to pick up, Boris would take 21 s at a ring time of 20; the run ends at 09:02."""


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    """Sales, which hands on to level 2 after 10 s and after a talk that has solved nothing."""
    for line in (
        "agent add Ana --extension 101 --extension-delay 3",
        "agent skill set Ana bg:1",
        "agent add Boris --extension 102 --extension-delay 21",
        "agent skill set Boris bg:9",
        "group add 'level 2' --on-no-answer break:90",
        "group members add 'level 2' Boris",
        "group add sales --escalates-to 'level 2' --max-wait 10 --on-timeout group:'level 2' --skill-relax 10",
        "group members add sales Ana",
    ):
        result = run(line)
        assert result.exit_code == 0, (line, result.stderr)
    Path("calls.csv").write_text(CONTACTS, encoding="utf-8")
    return tenant


def test_every_event_is_told_in_words(shop: Path, run: Run) -> None:
    result = run(
        "route --simulate calls.csv --events events.csv --until '2026-03-02 09:02' --out out.csv"
    )
    assert result.exit_code == 0, result.stderr
    with Path("events.csv").open(encoding="utf-8") as stream:
        told = [_told(row) for row in csv.DictReader(stream)]
    assert told == EVENTS.splitlines()


def _told(row: dict[str, str]) -> str:
    assert row["time"].startswith("2026-03-02T0")
    assert row["time"].endswith(".000Z")
    local = f"{int(row['time'][11:13]) + 2:02}{row['time'][13:19]}"
    words = [row["kind"], row["id"], row["group"], row["agent"], row["detail"]]
    if row["kind"] == "arrived":
        words += [row["channel"], f"level {row['level']}"]
        words += [f"rated {row['rating']} after {row['rated_after']}"] if row["rating"] else []
    return " ".join([local, *words]).rstrip()


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".ndjson"])
@pytest.mark.parametrize("until", ["", "--until '2026-03-02 09:02'"])
def test_the_file_of_events_alone_gives_the_file_of_outcomes(
    shop: Path, run: Run, suffix: str, until: str
) -> None:
    line = f"route --simulate calls.csv --events events{suffix} --out out.parquet {until}"
    assert run(line).exit_code == 0
    outcomes = pl.read_parquet("out.parquet")

    again = replayed(read_events(f"events{suffix}")).outcomes

    ratings = pl.col("rating").cast(pl.Int64), pl.Series("rated_after", [30.0, None, None, None])
    assert_frame_equal(again, outcomes.with_columns(ratings))


def test_a_phone_that_nobody_can_answer_stops_ringing_two_weeks_after_the_last_arrival(
    shop: Path, run: Run
) -> None:
    assert (
        run("route --simulate calls.csv --events events.parquet --out out.parquet").exit_code == 0
    )
    outcomes = pl.read_parquet("out.parquet").rows_by_key("id", named=True, unique=True)
    assert (outcomes["c"]["outcome"], outcomes["c"]["last_group"]) == ("waiting", "level 2")
    last = pl.read_parquet("events.parquet").row(-1, named=True)
    assert (last["time"], last["kind"]) == (datetime(2026, 3, 16, 7, 30, tzinfo=UTC), "run-ended")


def test_a_run_without_the_option_writes_what_it_did_before(shop: Path, run: Run) -> None:
    run("route --simulate calls.csv --out with.csv --events events.csv")
    run("route --simulate calls.csv --out without.csv")
    assert Path("with.csv").read_bytes() == Path("without.csv").read_bytes()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--events out.csv --out out.csv", '--events and --out both name "out.csv"'),
        ("--events calls.csv", '"calls.csv" is also the file that is read'),
        ("--events calls.txt", 'the format of "calls.txt" cannot be told from its name'),
        ("--events no/events.csv", 'folder "no" not found'),
    ],
)
def test_a_place_that_cannot_be_is_refused_before_anything_runs(
    shop: Path, run: Run, line: str, message: str
) -> None:
    result = run(f"route --simulate calls.csv {line}")
    assert (result.exit_code != 0, result.stderr.splitlines()[0]) == (True, f"error: {message}")
    assert Path("calls.csv").read_text(encoding="utf-8") == CONTACTS
    assert not Path("out.csv").exists()


def test_somebody_who_may_not_see_who_took_what_gets_no_events(shop: Path, run: Run) -> None:
    result = run("route --simulate calls.csv --events events.csv --as Ana")
    assert result.exit_code == 77
    assert not Path("events.csv").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("time,kind\n", '"events.csv" holds no contacts'),
        ("time,kind,id\n1,2,3\n", '"events.csv" has no column "group"'),
        ("@missing kind", 'events.csv:3: kind: "rangg" is none'),
        ("@bad time", 'events.csv:2: time: "soon" is none'),
        ("@cut off", '"events.csv" has 0 rows "run-ended", and needs one'),
    ],
)
def test_what_is_no_whole_file_of_events_is_refused(
    shop: Path, run: Run, text: str, message: str
) -> None:
    path = Path("events.csv")
    if text.startswith("@"):
        run("route --simulate calls.csv --events events.csv")
        whole = path.read_text(encoding="utf-8")
        text = {
            "@missing kind": whole.replace(",rang,", ",rangg,", 1),
            "@bad time": whole.replace("2026-03-02T07:00:00.000Z", "soon", 1),
            "@cut off": whole[: whole.index("run-ended") - 25],
        }[text]
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CcadminError) as caught:
        read_events("events.csv")
    assert caught.value.message == message
