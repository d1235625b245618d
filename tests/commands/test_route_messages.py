"""`route --messages FILE`: what every chat user would have read, worked out by hand (S4)."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from ccadmin.messages.table import COLUMNS

if TYPE_CHECKING:
    from tests.conftest import Run

TEXTS = (
    "chat-settings set --max-users 1 --welcome hello --manual-access-in-progress searching "
    "--queue-message 'place $QueuePosition, $WaitNo before you' --transfer-successful found "
    "--transfer-failed sorry --after-hours-reply closed --timeout-message silent "
    "--proactive-message bye --rating-invitation rate --rating-submission thanks"
)


@pytest.fixture
def desk(tenant: Path, run: Run) -> Path:
    """One group with Ana alone, who serves one chat at a time."""
    for line in (
        TEXTS,
        "agent add Ana --extension 101",
        "group add desk --wrap-up 0",
        "group members add desk Ana",
    ):
        result = run(line)
        assert result.exit_code == 0, (line, result.stderr)
    return tenant


def read_by_users(run: Run, rows: str, options: str = "", *, columns: str = "") -> list[str]:
    """The messages as lines: minutes and seconds after nine, id, group, text."""
    head = f"id,arrived,channel,group,talk{columns}\n"
    lines = [f"{row.strip()}\n" for row in rows.strip().splitlines()]
    timed = [line.replace(",", ",2026-03-02 09:", 1) for line in lines]
    Path("chats.csv").write_text(head + "".join(timed), encoding="utf-8")
    result = run(f"route --simulate chats.csv --messages said.csv {options}")
    assert result.exit_code == 0, result.stderr
    with Path("said.csv").open(encoding="utf-8") as stream:
        return [
            f"{row['time'][14:19]} {row['id']} {row['group']}: {row['text']}"
            for row in csv.DictReader(stream)
        ]


def test_the_place_is_told_on_joining_and_whenever_it_changes(desk: Path, run: Run) -> None:
    told = read_by_users(
        run,
        """
        a,00:00,chat,desk,60,,
        b,00:10,chat,desk,60,,
        c,00:20,chat,desk,60,25,
        d,00:30,chat,desk,60,,
        e,00:40,chat,desk,60,,5
        f,00:50,call,desk,60,,9
        """,
        columns=",patience,priority",
    )
    assert told == [
        "00:00 a desk: hello",
        "00:00 a desk: found",
        "00:10 b desk: hello",
        "00:10 b desk: searching",
        "00:10 b desk: place 1, 0 before you",
        "00:20 c desk: hello",
        "00:20 c desk: searching",
        "00:20 c desk: place 2, 1 before you",
        "00:30 d desk: hello",
        "00:30 d desk: searching",
        "00:30 d desk: place 3, 2 before you",
        # e has the higher priority, and everybody is told so.
        "00:40 e desk: hello",
        "00:40 e desk: searching",
        "00:40 e desk: place 1, 0 before you",
        "00:40 b desk: place 2, 1 before you",
        "00:40 c desk: place 3, 2 before you",
        "00:40 d desk: place 4, 3 before you",
        # c gives up; then the call goes before all of them.
        "00:45 c desk: sorry",
        "00:45 d desk: place 3, 2 before you",
        "00:50 e desk: place 2, 1 before you",
        "00:50 b desk: place 3, 2 before you",
        "00:50 d desk: place 4, 3 before you",
        # Ana takes the call first, then e, b and d.
        "01:00 e desk: place 1, 0 before you",
        "01:00 b desk: place 2, 1 before you",
        "01:00 d desk: place 3, 2 before you",
        "02:00 e desk: found",
        "02:00 b desk: place 1, 0 before you",
        "02:00 d desk: place 2, 1 before you",
        "03:00 b desk: found",
        "03:00 d desk: place 1, 0 before you",
        "04:00 d desk: found",
    ]


def test_a_chat_that_waits_for_somebody_to_connect_is_in_the_queue(desk: Path, run: Run) -> None:
    run("chat-settings set --service-mode manual --accept-timeout 20")
    run("agent edit Ana --chat-delay 8")
    told = read_by_users(run, "a,00:00,chat,desk,60\nb,00:05,chat,desk,60")
    assert told == [
        "00:00 a desk: hello",
        "00:00 a desk: searching",
        "00:00 a desk: place 1, 0 before you",
        "00:05 b desk: hello",
        "00:05 b desk: searching",
        "00:05 b desk: place 2, 1 before you",
        "00:08 a desk: found",
        "00:08 b desk: place 1, 0 before you",
        "01:16 b desk: found",
    ]


def test_each_end_has_its_message_where_it_is_switched_on(desk: Path, run: Run) -> None:
    run("agent edit Ana --capacity 9")
    run("chat-settings set --silence-timeout 30 --timeout-closure --proactive-closure")
    rows = "a,00:00,chat,desk,60,\nb,00:10,chat,desk,60,15\nc,00:20,chat,,60,"
    told = read_by_users(run, rows, columns=",silent_after")
    assert told == [
        "00:00 a desk: hello",
        "00:00 a desk: found",
        "00:10 b desk: hello",
        "00:10 b desk: found",
        "00:20 c : hello",
        "00:20 c : sorry",
        "00:55 b desk: silent",
        "01:00 a desk: bye",
    ]
    run("chat-settings set --no-timeout-closure --proactive-message ''")
    assert [line[6:] for line in read_by_users(run, rows, columns=",silent_after")] == [
        "a desk: hello",
        "a desk: found",
        "b desk: hello",
        "b desk: found",
        "c : hello",
        "c : sorry",
    ]


def test_a_rating_is_thanked_for_while_it_is_taken(desk: Path, run: Run) -> None:
    run("agent edit Ana --capacity 9")
    rows = """
        a,00:00,chat,desk,60,5,60
        b,00:10,chat,desk,60,5,61
        c,00:20,chat,desk,60,,
        d,00:30,call,desk,60,5,1
    """
    rated = ",rating,rated_after"
    ends = [line for line in read_by_users(run, rows, columns=rated) if line > "01"]
    assert ends == []  # nobody is invited
    for switch in ("--rating-by-agent", "--rating-after-conversation"):
        run(f"chat-settings set {switch} --rating-validity 60")
        ends = [line for line in read_by_users(run, rows, columns=rated) if line > "01"]
        assert ends == [
            "01:00 a desk: rate",
            "01:10 b desk: rate",
            "01:20 c desk: rate",
            "02:00 a desk: thanks",
        ]
        run("chat-settings reset rating-by-agent rating-after-conversation")


def test_after_hours_the_reply_comes_before_the_refusal(desk: Path, run: Run) -> None:
    run("hours set chat default mon-fri 09:01-17:00")
    assert read_by_users(run, "a,00:00,chat,desk,60\nb,01:00,chat,desk,60") == [
        "00:00 a desk: hello",
        "00:00 a desk: closed",
        "00:00 a desk: sorry",
        "01:00 b desk: hello",
        "01:00 b desk: found",
    ]


def test_a_chat_that_goes_up_reads_the_texts_of_each_center(desk: Path, run: Run) -> None:
    for line in (
        "center add East",
        "chat-settings set --center East --manual-access-in-progress eastward --transfer-successful east",
        "agent add Boris",
        "center assign East Boris",
        "group add experts --center East",
        "group members add experts Boris",
        "group edit desk --escalates-to experts",
        "chat-settings set --proactive-closure --rating-after-conversation",
    ):
        assert run(line).exit_code == 0, line
    told = read_by_users(
        run,
        "a,00:00,chat,desk,60,1\nb,00:10,chat,experts,100,0",
        columns=",level",
    )
    assert told == [
        "00:00 a desk: hello",
        "00:00 a desk: found",
        "00:10 b experts: hello",
        "00:10 b experts: east",
        "01:00 a experts: eastward",
        "01:00 a experts: place 1, 0 before you",
        "01:50 b experts: bye",
        "01:50 b experts: rate",
        "01:50 a experts: east",
        "02:50 a experts: bye",
        "02:50 a experts: rate",
    ]


def test_an_overflow_starts_another_queue_and_a_wait_of_nothing_tells_no_place(
    desk: Path, run: Run
) -> None:
    for line in (
        "group add spare",
        "agent add Vera",
        "group members add spare Vera",
        "group edit desk --max-wait 10 --on-timeout group:spare",
        "group add voicebox --max-waiting 0 --on-full voicemail",
        "group members add voicebox Ana",
    ):
        assert run(line).exit_code == 0, line
    told = read_by_users(
        run,
        """
        a,00:00,chat,desk,60
        b,00:10,chat,desk,60
        c,00:11,chat,desk,60
        d,00:12,chat,voicebox,60
        """,
    )
    assert [line for line in told if "hello" not in line] == [
        "00:00 a desk: found",
        "00:10 b desk: searching",
        "00:10 b desk: place 1, 0 before you",
        "00:11 c desk: searching",
        "00:11 c desk: place 2, 1 before you",
        "00:12 d voicebox: sorry",
        "00:20 b spare: found",
        "00:20 c desk: place 1, 0 before you",
        "00:21 c spare: searching",
        "00:21 c spare: place 1, 0 before you",
        "01:20 c spare: found",
    ]


def test_behind_the_horizon_nobody_reads_anything(desk: Path, run: Run) -> None:
    run("chat-settings set --rating-by-agent --proactive-closure")
    told = read_by_users(
        run,
        "a,00:00,chat,desk,60,5,60\nb,00:10,chat,desk,60,,",
        "--until '2026-03-02 09:01:01'",
        columns=",rating,rated_after",
    )
    assert told[-3:] == ["01:00 a desk: bye", "01:00 a desk: rate", "01:00 b desk: found"]


@pytest.mark.parametrize("suffix", [".parquet", ".ndjson"])
def test_other_formats_hold_the_same(desk: Path, run: Run, suffix: str) -> None:
    read_by_users(run, "a,00:00,chat,desk,60\nb,00:10,chat,desk,60")
    whole = pl.read_csv("said.csv", try_parse_dates=True, schema_overrides={"id": pl.String})
    assert run(f"route --simulate chats.csv --messages said{suffix}").exit_code == 0
    read = pl.read_parquet if suffix == ".parquet" else pl.read_ndjson
    again = read(f"said{suffix}")
    if suffix == ".ndjson":
        again = again.with_columns(pl.col("time").str.to_datetime(time_zone="UTC"))
    assert again.select(whole.columns).cast(whole.schema).equals(whole)


def test_a_file_without_chats_makes_a_file_without_messages(desk: Path, run: Run) -> None:
    assert read_by_users(run, "a,00:00,call,desk,60") == []
    assert Path("said.csv").read_text(encoding="utf-8").strip() == ",".join(COLUMNS)


def test_each_file_has_a_place_of_its_own(desk: Path, run: Run) -> None:
    read_by_users(run, "a,00:00,chat,desk,60")
    result = run("route --simulate chats.csv --messages out.csv --out out.csv")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (
        5,
        'error: --messages and --out both name "out.csv"',
    )


def test_messages_name_nobody_and_are_free_to_read(desk: Path, run: Run) -> None:
    run("agent add Boris")
    read_by_users(run, "a,00:00,chat,desk,60", "--as Boris")
    assert "Ana" not in Path("said.csv").read_text(encoding="utf-8")
