"""What a file of outcomes tells, and what it does not: every number by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from ccadmin.errors import NotFoundError, ProblemsError, RuleError
from ccadmin.report.figures import Cut, figures
from ccadmin.report.outcomes_file import NEEDED, read_outcomes
from ccadmin.report.record_of_file import record_of_file
from ccadmin.report.summary import Counted, Offering, Quality, Queue

if TYPE_CHECKING:
    from pathlib import Path

HEADER = (
    "id,channel,arrived,first_group,last_group,outcome,reason,answered,ended,agent,device,wait,"
    "ring,talk,wrap_up,offers,misses,hops,level_reached,resolved"
)
PLAIN = f"""{HEADER}
1,call,2026-03-02T09:00:00Z,sales,sales,answered,,2026-03-02T09:00:10Z,2026-03-02T09:01:10Z,Ann,extension,10,4,60,20,1,0,0,0,true
2,call,2026-03-02T09:00:30Z,sales,sales,answered,,2026-03-02T09:01:30Z,2026-03-02T09:02:00Z,Ann,extension,60,0,30,0,1,0,0,0,false
3,call,2026-03-02T09:00:40Z,sales,sales,abandoned,patience,,2026-03-02T09:01:00Z,,,20,,,,0,0,0,,false
4,call,2026-03-02T09:10:00Z,,,unanswered,no-route,,2026-03-02T09:10:00Z,,,0,,,,0,0,0,,false
"""
"""Ann answers two calls, in time and late; one caller gives up, one finds no group."""
MOVED = f"""{HEADER},rating
1,call,2026-03-02T09:00:00Z,sales,support,answered,,2026-03-02T09:01:00Z,2026-03-02T09:02:00Z,Bob,,60,0,60,10,1,0,1,0,true,5
2,chat,2026-03-02T09:00:00Z,sales,support,answered,,2026-03-02T09:05:00Z,2026-03-02T09:06:00Z,Bob,,100,0,260,15,3,1,0,1,true,2
3,chat,2026-03-02T09:00:00Z,sales,support,abandoned,patience,,2026-03-02T09:05:00Z,,,40,,260,15,2,0,0,0,false,
"""
"""One overflowed; two went up after an answer, of which one was answered again."""


def _file(tmp_path: Path, text: str, name: str = "out.csv") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_plain_file_tells_all_but_hours(tmp_path: Path) -> None:
    """Waits 10 s, 60 s, 20 s and 0 s, T = 20 s; handling 80 s and 30 s; one of two resolved.

    The queue: 10 + 60 + 20 s of waiting from 9:00:00 to 9:10:00, two at once from 9:00:40.
    """
    record = record_of_file(read_outcomes(_file(tmp_path, PLAIN)))
    summary = figures(record, None, Cut())
    totals = summary.totals
    assert (totals.offered, totals.answered, totals.abandoned, totals.unanswered) == (4, 2, 1, 1)
    assert (totals.service_level, totals.service_level_with_abandoned) == (1 / 2, 1 / 3)
    assert totals.service_level_without_short_abandons == 1 / 2
    assert (totals.average_speed_of_answer, totals.longest_wait) == (35_000, 60_000)
    assert (totals.average_handling_time, totals.mean_wait) == (55_000, 90_000 / 4)
    assert totals.quality == Quality(
        first_response_time=35_000.0,
        resolved=1,
        resolution_time=70_000.0,
        first_contact_resolution=1 / 2,
    )
    assert summary.offering == Offering(2, 0, 0)
    assert summary.queue == Queue(span=600_000, waited=90_000, longest_queue=2)
    assert (summary.work.scheduled, summary.work.occupancy) == (None, None)
    assert summary.counted is Counted.VISITS
    (sales,) = summary.groups
    assert (sales.name, sales.figures.offered, sales.overflowed) == ("sales", 3, 0)
    (ann,) = summary.agents
    assert (ann.name, ann.answered, ann.ring, ann.talk, ann.wrap_up) == (
        "Ann", 2, 4_000, 90_000, 20_000,
    )  # fmt: skip
    assert summary.gaps == (
        (
            "no tenant is named: hours, occupancy, utilisation and adherence are not known, "
            "and T is 20 s in all groups unless --target says otherwise"
        ),
    )


def test_another_target_and_another_short_abandon_move_the_service_levels(tmp_path: Path) -> None:
    """With T = 60 s both were answered in time; who gave up after 20 s is short up to 20 s only."""
    file = read_outcomes(_file(tmp_path, PLAIN))
    record = record_of_file(file, target=(90, 60_000))
    totals = figures(record, None, Cut(short=19_999)).totals
    assert totals.service_level == 1
    assert totals.service_level_without_short_abandons == 2 / 3
    assert figures(record, None, Cut(short=20_000)).totals.service_level_without_short_abandons == 1
    assert figures(record, None, Cut()).groups[0].target == 0.9


def test_what_the_file_does_not_tell_is_left_open_and_said(tmp_path: Path) -> None:
    """First answers of escalated contacts, misses by agent and the queue are not in such a file.

    Talk in earlier groups is: 260 s in all, of which 60 s with Bob. The second chat is resolved, but
    not by the first who talked to it.
    """
    summary = figures(record_of_file(read_outcomes(_file(tmp_path, MOVED))), None, Cut())
    totals = summary.totals
    assert (totals.offered, totals.answered, totals.abandoned) == (3, 2, 1)
    assert totals.average_speed_of_answer == 80_000
    assert totals.average_handling_time == (70_000 + 275_000) / 2
    assert totals.quality == Quality(
        first_response_time=None,
        resolved=2,
        resolution_time=(120_000 + 360_000) / 2,
        first_contact_resolution=1 / 3,
        csat=3.5,
        satisfied=1 / 2,
        response_rate=1.0,
    )
    assert summary.offering == Offering(offers=6, misses=1, cut_short=1)
    assert summary.queue is None
    assert summary.counted is Counted.CONTACTS
    (support,) = summary.groups
    assert (support.name, support.figures.offered, support.overflowed, support.escalated) == (
        "support", 3, None, None,
    )  # fmt: skip
    (bob,) = summary.agents
    assert (bob.answered, bob.ring, bob.talk, bob.wrap_up) == (2, None, 120_000, None)
    assert bob.offering == Offering(None, None, None)
    assert summary.gaps == (
        (
            "3 contacts went from group to group: groups count each contact where it ended, and not "
            "the visits before"
        ),
        (
            "2 offers were not answered: whom they rang, and so ringing, busy time and occupancy, is "
            "not in the file"
        ),
        (
            "2 contacts went up after an answer: the first answer, the queue over time and the work of "
            "each agent are not in the file"
        ),
        (
            "no tenant is named: hours, occupancy, utilisation and adherence are not known, and T is "
            "20 s in all groups unless --target says otherwise"
        ),
        "no tenant is named: every rating of a chat counts, however late",
    )


@pytest.mark.parametrize("name", ["out.csv", "out.tsv", "out.parquet", "out.ndjson"])
def test_every_format_tells_the_same(tmp_path: Path, name: str) -> None:
    rows = pl.read_csv(PLAIN.encode(), try_parse_dates=True)
    path = tmp_path / name
    match path.suffix:
        case ".parquet":
            rows.write_parquet(path)
        case ".ndjson":
            rows.write_ndjson(path)
        case ".tsv":
            rows.write_csv(path, separator="\t")
        case _:
            rows.write_csv(path)
    expected = figures(
        record_of_file(read_outcomes(_file(tmp_path, PLAIN, "plain.csv"))), None, Cut()
    )
    assert figures(record_of_file(read_outcomes(str(path))), None, Cut()) == expected


@pytest.mark.parametrize("column", NEEDED)
def test_a_file_without_one_of_the_columns_is_no_file_of_outcomes(
    tmp_path: Path, column: str
) -> None:
    path = _file(tmp_path, pl.read_csv(PLAIN.encode()).drop(column).write_csv())
    with pytest.raises(RuleError) as caught:
        read_outcomes(path)
    assert caught.value.message == f'"{path}" is no file of outcomes: it has no column "{column}"'


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("arrived", "yesterday", "a time such as 2026-03-02T09:15:00Z"),
        ("arrived", "", "a time such as 2026-03-02T09:15:00Z"),
        ("answered", "", "a time such as 2026-03-02T09:15:00Z, which an answered contact has"),
        ("outcome", "lost", ("one of answered, abandoned, voicemail, callback, refused, unanswered, "
         "waiting, closed-by-timeout")),
        ("channel", "fax", "one of call, chat, email, ticket"),
        ("talk", "long", "a duration up to ten years: seconds, m:ss or h:mm:ss"),
        ("wrap_up", "-1", "a duration up to ten years: seconds, m:ss or h:mm:ss"),
        ("offers", "1.5", "a whole number from 0"),
        ("misses", "-1", "a whole number from 0"),
        ("resolved", "perhaps", '"yes" or "no"'),
        ("agent", "", "a name, which an answered contact has"),
    ],
)  # fmt: skip
def test_a_value_that_route_never_writes_is_named_with_its_place(
    tmp_path: Path, column: str, value: str, expected: str
) -> None:
    rows: list[dict[str, Any]] = pl.read_csv(PLAIN.encode(), infer_schema=False).to_dicts()
    rows[1][column] = value
    path = _file(tmp_path, pl.DataFrame(rows).write_csv())
    with pytest.raises(ProblemsError) as caught:
        read_outcomes(path)
    assert caught.value.message == f'1 of 4 rows in "{path}" are no outcomes'
    assert [str(problem) for problem in caught.value.problems] == [
        f'{path}:3: {column}: "{value}" is not {expected}'
    ]


def test_no_file_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read_outcomes(str(tmp_path / "none.csv"))
    for text in ("", f"{HEADER}\n"):
        with pytest.raises(RuleError) as caught:
            read_outcomes(_file(tmp_path, text))
        assert caught.value.code == "no-contacts"
