from __future__ import annotations

import csv
import io
import json
from array import array
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ccadmin import engine
from ccadmin.contacts import Entrances, Reading, parse_distribution, read
from ccadmin.contacts.delimited import _read_plain, _read_records, read_delimited
from ccadmin.engine import GROUP_DELETED, NO_ROUTE, UNLIMITED, UNSET, Contacts
from tests.contact_files import ENTRANCES, MONDAY, read_text, saved

if TYPE_CHECKING:
    from pathlib import Path

FULL = """\
id,arrived,channel,group,center,talk,patience,wrap_up,priority,resolved,caller,real_agent,mood
a,2026-03-02T09:00:00Z,call,sales,,60,30,5,2,yes,+359 2 1,Ann,good
b,2026-03-02T09:00:01.5Z,,,SOFIA,1:30,,,,no,,,
c,2026-03-02T11:00:02+02:00,Call,#9,,0:01:00.25,0,0,-1,,=1+1,,bad
"""


def _columns(contacts: Contacts) -> dict[str, list[int]]:
    names = ("arrived", "group", "talk", "patience", "wrap_up", "priority")
    return {name: list(getattr(contacts, name)) for name in names}


def _in_each_format(folder: Path, text: str) -> dict[str, str]:
    """The same contacts as CSV, TSV, NDJSON and Parquet."""
    rows = list(csv.DictReader(io.StringIO(text)))
    lines = "".join(f"{json.dumps({k: v or None for k, v in row.items()})}\n" for row in rows)
    parquet = folder / "calls.parquet"
    pl.read_csv(text.encode(), infer_schema=False).write_parquet(parquet)
    return {
        "csv": saved(folder, text),
        "semicolons": saved(folder, text.replace(",", ";"), "semicolons.csv"),
        "tabs": saved(folder, text.replace(",", "\t"), "tabs.tsv"),
        "windows": saved(folder, "\ufeff" + text.replace("\n", "\r\n"), "windows.csv"),
        "no end of line": saved(folder, text.rstrip("\n"), "unended.csv"),
        "ndjson": saved(folder, lines, "calls.ndjson"),
        "jsonl": saved(folder, lines, "calls.jsonl"),
        "parquet": str(parquet),
    }


def test_every_column_of_a_full_file_is_read(tmp_path: Path) -> None:
    file = read_text(tmp_path, FULL)
    assert _columns(file.contacts) == {
        "arrived": [MONDAY, MONDAY + 1_500, MONDAY + 2_000],
        "group": [0, 1, 1],
        "talk": [60_000, 90_000, 60_250],
        "patience": [30_000, UNLIMITED, 0],
        "wrap_up": [5_000, UNSET, 0],
        "priority": [2, 0, -1],
    }
    assert list(file.contacts.ids or ()) == ["a", "b", "c"]
    assert list(file.contacts.resolved or ()) == [1, 0, UNSET]
    assert file.carried.to_dict(as_series=False) == {
        "caller": ["+359 2 1", None, "=1+1"],
        "real_agent": ["Ann", None, None],
        "mood": ["good", None, "bad"],
    }
    assert file.unknown == ("mood",)
    assert file.rejected.height == 0


def test_every_format_and_dialect_holds_the_same_contacts(tmp_path: Path) -> None:
    paths = _in_each_format(tmp_path, FULL)
    expected = read(paths["csv"], Reading(ENTRANCES))
    for dialect, path in paths.items():
        file = read(path, Reading(ENTRANCES))
        assert (dialect, _columns(file.contacts)) == (dialect, _columns(expected.contacts))
        assert (dialect, file.ids.to_list()) == (dialect, expected.ids.to_list())
        assert (dialect, file.carried.rows()) == (dialect, expected.carried.rows())


def test_the_engine_gets_machine_integers(tmp_path: Path) -> None:
    contacts = read_text(tmp_path, FULL).contacts
    assert contacts.arrived == array("q", [MONDAY, MONDAY + 1_500, MONDAY + 2_000])


def test_only_arrivals_and_talk_times_are_needed(tmp_path: Path) -> None:
    file = read_text(tmp_path, "arrived,talk\n2026-03-02 09:00,60\n2026-03-02 08:59,30\n")
    assert file.contacts == Contacts(
        arrived=array("q", [MONDAY, MONDAY - 60_000]),
        group=array("q", [NO_ROUTE, NO_ROUTE]),
        talk=array("q", [60_000, 30_000]),
        patience=array("q", [UNLIMITED, UNLIMITED]),
        wrap_up=array("q", [UNSET, UNSET]),
        priority=array("q", [0, 0]),
        ids=None,
    )
    assert file.ids.to_list() == ["1", "2"]
    assert file.carried.width == 0


WHOLE = """\
arrived,channel,talk,skills,level,silent_after,resolved,rating,rated_after
2026-03-02T09:00:00Z,chat,60,billing:3;english,2,1:30,no,5,0:10:00
2026-03-02T09:00:01Z, Email ,60,English : 4 ; billing,,,,,
2026-03-02T09:00:02Z,,60,,0,,yes,,
2026-03-02T09:00:03Z,ticket,60,ENGLISH;billing:3;,1,,,1,90
"""


def test_what_few_files_have_is_read_in_every_format(tmp_path: Path) -> None:
    paths = _in_each_format(tmp_path, WHOLE)
    del paths["semicolons"]  # which are what lists of skills are made with
    for dialect, path in paths.items():
        contacts = read(path, Reading(ENTRANCES)).contacts
        assert (dialect, contacts) == (
            dialect,
            replace(
                contacts,
                channel=array("b", [1, 2, 0, 3]),
                needs=array("i", [0, 1, -1, 0]),
                requirements=(((0, 3), (1, 1)), ((0, 1), (1, 4))),
                level=array("b", [2, 0, 0, 1]),
                silent_after=array("q", [90_000, UNLIMITED, UNLIMITED, UNLIMITED]),
                resolved=array("b", [0, UNSET, 1, UNSET]),
                rating=array("b", [5, 0, 0, 1]),
                rated_after=array("q", [600_000, 0, 0, 90_000]),
            ),
        )


def test_ratings_go_through_to_the_outcomes_as_they_came(tmp_path: Path) -> None:
    file = read_text(tmp_path, WHOLE)
    assert file.carried.to_dict(as_series=False) == {
        "rating": ["5", None, None, "1"],
        "rated_after": ["0:10:00", None, None, "90"],
    }
    assert file.unknown == ()


def test_a_column_that_says_nothing_about_anybody_is_none(tmp_path: Path) -> None:
    contacts = read_text(
        tmp_path,
        "arrived,talk,channel,skills,level,silent_after,resolved,rating,rated_after\n"
        "2026-03-02 09:00,60,call,,0,,,,\n2026-03-02 08:59,30,,,,,,,0\n",
    ).contacts
    names = ("channel", "needs", "level", "silent_after", "resolved", "rating", "rated_after")
    assert {name: getattr(contacts, name) for name in names} == dict.fromkeys(names)
    assert contacts.requirements == ()


levels = st.integers(1, 10)


@pytest.mark.no_cover  # at full speed; other tests cover the lines
@settings(deadline=None)
@given(
    needed=st.lists(st.dictionaries(st.integers(0, 1), levels, min_size=1), min_size=1, max_size=6)
)
def test_whatever_skills_are_required_come_back_from_the_file(
    tmp_path_factory: pytest.TempPathFactory, needed: list[dict[int, int]]
) -> None:
    cells = [
        ";".join(f"{ENTRANCES.skills[skill]}:{level}" for skill, level in each.items())
        for each in needed
    ]
    text = "arrived,talk,skills\n" + "".join(f"2026-03-02 09:00,60,{cell}\n" for cell in cells)
    contacts = read_text(tmp_path_factory.mktemp("needs"), text).contacts
    told = [contacts.requirements[place] for place in contacts.needs or ()]
    assert told == [tuple(sorted(each.items())) for each in needed]
    assert len(set(contacts.requirements)) == len(contacts.requirements)


def test_columns_with_other_names_are_taken_from_where_the_options_say(tmp_path: Path) -> None:
    reading = Reading(ENTRANCES, columns={"arrived": "Start Time", "caller": "ANI", "talk": "dur"})
    file = read_text(
        tmp_path, "Start Time,ANI,dur,caller,arrived\n2026-03-02 09:00,1,60,x,y\n", reading
    )
    assert list(file.contacts.arrived) == [MONDAY]
    assert file.carried.to_dict(as_series=False) == {
        "caller": ["1"],
        "input_caller": ["x"],
        "arrived": ["y"],
    }
    assert file.unknown == ("caller", "arrived")


@pytest.mark.parametrize(
    ("group", "center", "expected"),
    [
        ("Sales", "", 0),
        (" sALES ", "", 0),
        ("поддръжка", "", 1),
        ("#7", "", 0),
        ("complaints", "", GROUP_DELETED),
        ("", "sofia", 1),
        ("", "#3", 1),
        ("", "Varna", NO_ROUTE),
        ("", "", NO_ROUTE),
        ("Sales", "Sofia", 0),
    ],
)
def test_a_contact_enters_where_its_group_or_its_center_leads(
    tmp_path: Path, group: str, center: str, expected: int
) -> None:
    text = f"arrived,talk,group,center\n2026-03-02 09:00,1,{group},{center}\n"
    assert list(read_text(tmp_path, text).contacts.group) == [expected]


def test_a_group_created_anew_under_a_deleted_name_is_that_group(tmp_path: Path) -> None:
    entrances = Entrances(groups={"Sales": 4}, deleted={"SALES"})
    text = "arrived,talk,group\n2026-03-02 09:00,1,sales\n"
    assert list(read_text(tmp_path, text, Reading(entrances)).contacts.group) == [4]


def test_missing_durations_are_drawn_and_keyed_by_the_id(tmp_path: Path) -> None:
    reading = Reading(
        ENTRANCES,
        talk=parse_distribution("exp:180"),
        patience=parse_distribution("uniform:10-20"),
        seed=5,
    )
    head = "id,arrived,talk\n"
    rows = [f"c{row},2026-03-02 09:00,{'' if row % 2 else 7}\n" for row in range(6)]
    file = read_text(tmp_path, head + "".join(rows), reading)
    ids = [f"c{row}" for row in range(6)]
    drawn = engine.sample(parse_distribution("exp:180"), seed=5, purpose="talk", count=6, ids=ids)
    expected = [drawn[row] if row % 2 else 7_000 for row in range(6)]
    assert list(file.contacts.talk) == expected
    assert all(10_000 <= patience <= 20_000 for patience in file.contacts.patience)
    shorter = read_text(tmp_path, head + "".join(rows[3:]), reading)
    assert list(shorter.contacts.talk) == expected[3:]
    assert list(shorter.contacts.patience) == list(file.contacts.patience)[3:]


def test_durations_without_ids_are_drawn_by_row(tmp_path: Path) -> None:
    talk = parse_distribution("exp:180")
    text = "arrived\n" + "2026-03-02 09:00\n" * 3
    file = read_text(tmp_path, text, Reading(ENTRANCES, talk=talk, seed=9))
    assert list(file.contacts.talk) == list(
        engine.sample(talk, seed=9, purpose="talk", count=3, ids=None)
    )


def test_typed_columns_of_parquet_are_taken_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "calls.parquet"
    pl.DataFrame(
        {
            "id": [10, 11],
            "arrived": [datetime(2026, 3, 2, 9, tzinfo=UTC)] * 2,
            "talk": [timedelta(seconds=1.5), timedelta(minutes=2)],
            "patience": [12.5, None],
            "wrap_up": [3, 4],
            "priority": [1.0, 2.0],
            "resolved": [True, False],
            "real_wait": [2.25, None],
            "tags": [["a", "b"], []],
        }
    ).write_parquet(path)
    file = read(str(path), Reading(ENTRANCES))
    assert _columns(file.contacts) == {
        "arrived": [MONDAY] * 2,
        "group": [NO_ROUTE] * 2,
        "talk": [1_500, 120_000],
        "patience": [12_500, UNLIMITED],
        "wrap_up": [3_000, 4_000],
        "priority": [1, 2],
    }
    assert file.ids.to_list() == ["10", "11"]
    assert list(file.contacts.resolved or ()) == [1, 0]
    assert file.carried.to_dict(as_series=False) == {
        "real_wait": [2.25, None],
        "tags": [["a", "b"], []],
    }


def test_numbers_of_json_are_numbers_and_blank_lines_are_skipped(tmp_path: Path) -> None:
    text = '{"arrived":"2026-03-02 09:00","talk":60}\n\n{"arrived":"2026-03-02 09:00","talk":"1:00","x":{"y":1}}\n'
    file = read_text(tmp_path, text, name="calls.ndjson")
    assert list(file.contacts.talk) == [60_000, 60_000]
    assert file.carried["x"].to_list() == [None, '{"y": 1}']


def test_contacts_are_read_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    text = io.TextIOWrapper(io.BytesIO(b"arrived,talk\n2026-03-02 09:00,60\n"))
    monkeypatch.setattr("sys.stdin", text)
    file = read("-", Reading(ENTRANCES))
    assert (file.name, list(file.contacts.talk)) == ("stdin", [60_000])


def test_quoted_line_ends_blank_lines_and_nameless_columns_are_no_trouble(tmp_path: Path) -> None:
    text = '\n"arrived",talk,,note\n\n2026-03-02 09:00,60,1,"two\nlines, ""quoted"""\n\n'
    file = read_text(tmp_path, text)
    assert file.carried.to_dict(as_series=False) == {
        "column_3": ["1"],
        "note": ['two\nlines, "quoted"'],
    }


@pytest.mark.parametrize("name", ["*", "^a.*$", "count", "", "key"])
def test_a_column_may_have_any_name(tmp_path: Path, name: str) -> None:
    text = f"arrived,talk,{name},arrived2\n2026-03-02 09:00,60,1,2\n"
    assert read_text(tmp_path, text).carried.rows() == [("1", "2")]


_FIELD = st.text(st.sampled_from('ab" ,;\n\r\té'), max_size=6)


@settings(deadline=None)
@given(st.lists(st.lists(_FIELD, min_size=2, max_size=2), min_size=1, max_size=6))
def test_both_ways_of_reading_csv_give_what_was_written(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["one", "two"], *rows])
    table = read_delimited(text.getvalue().encode(), "x.csv", tabs=False)
    assert [[field or "" for field in row] for row in table.rows.rows()] == rows
    assert table.fault is None


@example('","')
@example("a\n,,")
@example(',"""')
@example(",a\n,a,")
@given(st.text(st.sampled_from('ab",\n\r'), max_size=30))
def test_the_fast_way_reads_any_text_like_the_careful_one_or_not_at_all(text: str) -> None:
    data = f"one,two\n{text}".encode()
    fast = _read_plain(data, ",", ["one", "two"])
    if fast is None:
        return
    careful = _read_records(data, ",", ["one", "two"])
    assert careful.fault is None
    assert [_blanks(row) for row in fast.rows.rows()] == [_blanks(r) for r in careful.rows.rows()]
    assert fast.lines.to_list() == careful.lines.to_list()


def _blanks(row: tuple[Any, ...]) -> list[Any]:
    return [field or None for field in row]


def test_more_rows_than_one_chunk_are_read_record_by_record(tmp_path: Path) -> None:
    rows = "".join(f'2026-03-02 09:00,{row % 7},"a\nb"\n' for row in range(50_003))
    file = read_text(tmp_path, f"arrived,talk,note\n{rows}")
    assert list(file.contacts.talk) == [row % 7 * 1000 for row in range(50_003)]


def test_more_objects_than_one_chunk_are_read_line_by_line(tmp_path: Path) -> None:
    line = '{{"arrived":"2026-03-02 09:00","talk":{}}}\n\n'
    text = "".join(line.format(row % 7) for row in range(50_003))
    file = read_text(tmp_path, text, name="calls.ndjson")
    assert list(file.contacts.talk) == [row % 7 * 1000 for row in range(50_003)]


def test_a_reading_is_a_value() -> None:
    assert replace(Reading(ENTRANCES), seed=3) == Reading(ENTRANCES, seed=3)
