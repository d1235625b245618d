from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from ccadmin.contacts import OnError, Reading, parse_distribution, read, write_rejects
from ccadmin.errors import (
    CcadminError,
    ExitStatus,
    NotFoundError,
    Problem,
    ProblemsError,
    RuleError,
)
from tests.contact_files import ENTRANCES, MONDAY, bad_cells, read_text, saved

if TYPE_CHECKING:
    from pathlib import Path

A_TIME = "a time from 1970 to 2199 such as 2026-03-02T09:15:00+02:00, or without offset in UTC"
A_DURATION = "a duration up to ten years: seconds, m:ss or h:mm:ss"
A_TALK_TIME = f"{A_DURATION} (--talk draws those that are missing)"
SKILLS = "made of skills of this tenant, which has no"
SKILL_LIST = "a list of skills such as billing:3;english, each once, levels 1 to 10"
HEAD = "id,arrived,group,talk\n"
GOOD = "2026-03-02T09:00:00Z,Sales,60"


def _refused(folder: Path, text: str | bytes, *, name: str = "calls.csv") -> CcadminError:
    with pytest.raises(CcadminError) as caught:
        read_text(folder, text, name=name)
    return caught.value


def _problems(
    folder: Path, text: str, *, name: str = "calls.csv"
) -> list[tuple[int, str, str, str]]:
    error = _refused(folder, text, name=name)
    cells = bad_cells(error)
    assert {cell.file for cell in cells} == {str(folder / name)}
    return [(each.line, each.column, each.value, each.expected) for each in cells]


def test_every_problem_of_a_file_is_named_with_its_line(tmp_path: Path) -> None:
    text = f'{HEAD}1,{GOOD}\n"2",yesterday,"Sal\nes",x\n\n1,{GOOD}\n,{GOOD}\n5,{GOOD},too,long\n6,short\n'
    assert _problems(tmp_path, text) == [
        (3, "arrived", "yesterday", A_TIME),
        (3, "group", "Sal\\nes", 'a group; did you mean "Sales"?'),
        (3, "talk", "x", A_TALK_TIME),
        (6, "id", "1", "an id of its own: line 2 has it already"),
        (7, "id", "", "an id (leave the column out to number the rows)"),
        (8, "row", f"5,{GOOD},too,long", "a record of 4 fields like the header (it has 6)"),
        (9, "row", "6,short", "a record of 4 fields like the header (it has 2)"),
    ]


def test_the_error_counts_the_rows_and_says_the_way_out(tmp_path: Path) -> None:
    error = _refused(tmp_path, f"{HEAD}1,{GOOD}\n2,x,y,z\n")
    assert (error.code, error.exit_status) == ("bad-contacts", ExitStatus.REFUSED)
    assert error.message == f'1 of 2 rows in "{tmp_path}/calls.csv" cannot be routed'
    assert error.hint == "correct the file, or route the rest with --on-error skip --rejects FILE"


def test_a_long_list_of_problems_is_cut_and_counted(tmp_path: Path) -> None:
    text = HEAD + "".join(f"{row},x,Sales,y\n" for row in range(50))
    error = _refused(tmp_path, text)
    assert isinstance(error, ProblemsError)
    assert error.message == (
        f'50 of 50 rows in "{tmp_path}/calls.csv" cannot be routed; the first 20 of 100 problems'
    )
    assert [problem.line for problem in error.problems] == [
        line for line in range(2, 12) for _ in "xy"
    ]


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("talk", "-1", A_TALK_TIME),
        ("talk", "nan", A_TALK_TIME),
        ("talk", "inf", A_TALK_TIME),
        ("talk", "", A_TALK_TIME),
        ("talk", "316224001", A_TALK_TIME),
        ("talk", "1:60", A_TALK_TIME),
        ("talk", "1:60:00", A_TALK_TIME),
        ("talk", "1,5", A_TALK_TIME),
        ("patience", "-0.5", A_DURATION),
        ("patience", "long", A_DURATION),
        ("wrap_up", "1e400", A_DURATION),
        ("priority", "1.5", "a whole number from -1000000 to 1000000"),
        ("priority", "high", "a whole number from -1000000 to 1000000"),
        ("priority", "1000001", "a whole number from -1000000 to 1000000"),
        ("resolved", "perhaps", '"yes" or "no"'),
        ("channel", "fax", "a channel: call, chat, email or ticket"),
        ("level", "-1", "a number of groups to go up, 0 to 100"),
        ("level", "101", "a number of groups to go up, 0 to 100"),
        ("level", "1.5", "a number of groups to go up, 0 to 100"),
        ("rating", "0", "a rating from 1 to 5"),
        ("rating", "6", "a rating from 1 to 5"),
        ("rating", "good", "a rating from 1 to 5"),
        ("silent_after", "soon", A_DURATION),
        ("rated_after", "-1", A_DURATION),
        ("skills", "biling", f'{SKILLS} "biling"; did you mean "billing"?'),
        ("skills", "english;xyz:2", f'{SKILLS} "xyz"'),
        ("skills", ":3", f'{SKILLS} ""'),
        ("skills", "billing:0", SKILL_LIST),
        ("skills", "billing:11", SKILL_LIST),
        ("skills", "billing:", SKILL_LIST),
        ("skills", "billing:x", SKILL_LIST),
        ("skills", "billing;Billing:2", SKILL_LIST),
        ("skills", ";", SKILL_LIST),
        ("group", "Sals", 'a group; did you mean "Sales"?'),
        ("group", "xyz", "a group of this tenant"),
        ("group", "#8", "a group of this tenant"),
        ("group", "7", "a group of this tenant"),
        ("center", "Sofja", 'a center; did you mean "Sofia"?'),
        ("center", "#9", "a center of this tenant"),
        ("arrived", "2026-02-30T00:00:00Z", A_TIME),
        ("arrived", "2026-03-02T09:00:00 Mars/Olympus", A_TIME),
        ("arrived", "", A_TIME),
    ],
)
def test_a_bad_value_is_named_with_what_was_expected(
    tmp_path: Path, column: str, value: str, expected: str
) -> None:
    fields = {"arrived": "2026-03-02T09:00:00Z", "talk": "60", column: f'"{value}"'}
    text = f"{','.join(fields)}\n{','.join(fields.values())}\n"
    assert _problems(tmp_path, text) == [(2, column, value, expected)]


def test_a_value_with_control_characters_is_shown_escaped_and_cut(tmp_path: Path) -> None:
    text = f"{HEAD}1,\x1b[31mred\x07\u202e,Sales,60\n2,{'x' * 100},Sales,60\n"
    assert [value for _, _, value, _ in _problems(tmp_path, text)] == [
        "\\x1b[31mred\\x07\\u202e",
        "x" * 79 + "…",
    ]


def test_a_quote_that_is_not_closed_is_found_where_it_opens(tmp_path: Path) -> None:
    text = f'{HEAD}1,{GOOD}\n2,"2026-03-02T09:00:00Z,Sales,60\n3,{GOOD}\n'
    assert _problems(tmp_path, text) == [
        (
            3,
            "row",
            f'2,"2026-03-02T09:00:00Z,Sales,60\\n3,{GOOD}',
            "a record with each quote closed",
        )
    ]


def test_text_behind_a_closing_quote_spoils_only_its_line(tmp_path: Path) -> None:
    text = f'{HEAD}"1"x,{GOOD}\n2,{GOOD}\n3,bad,Sales,60\n'
    assert _problems(tmp_path, text) == [
        (2, "row", f'"1"x,{GOOD}', "a record with each quote closed"),
        (4, "arrived", "bad", A_TIME),
    ]


def test_lines_of_ndjson_that_are_no_objects_are_named(tmp_path: Path) -> None:
    text = '{"arrived":"2026-03-02 09:00","talk":1}\n\n[1]\n{"arrived":\n{"arrived":"x","talk":2}\n'
    assert _problems(tmp_path, text, name="calls.ndjson") == [
        (3, "row", "[1]", "a JSON object"),
        (4, "row", '{"arrived":', "a JSON object"),
        (5, "arrived", "x", A_TIME),
    ]


def test_columns_of_types_that_mean_nothing_are_bad_in_every_row(tmp_path: Path) -> None:
    path = tmp_path / "calls.parquet"
    pl.DataFrame(
        {
            "arrived": [1_772_442_000],
            "channel": [1],
            "group": [["Sales"]],
            "talk": [True],
            "priority": [False],
        }
    ).write_parquet(path)
    with pytest.raises(ProblemsError) as caught:
        read(str(path), Reading(ENTRANCES))
    assert [(each.line, each.column, each.value) for each in bad_cells(caught.value)] == [
        (1, "arrived", "1772442000"),
        (1, "channel", "1"),
        (1, "group", "['Sales']"),
        (1, "talk", "true"),
        (1, "priority", "false"),
    ]


def test_bad_rows_can_be_skipped_and_are_kept_as_they_stand(tmp_path: Path) -> None:
    text = f"{HEAD[:-1]},note\n1,{GOOD},a\n2,yesterday,Sales,,b\n3,{GOOD}\n4,{GOOD},=d\n"
    file = read_text(tmp_path, text, Reading(ENTRANCES, on_error=OnError.SKIP))
    assert file.ids.to_list() == ["1", "4"]
    assert list(file.contacts.arrived) == [MONDAY, MONDAY]
    assert file.carried["note"].to_list() == ["a", "=d"]
    assert file.problems == (
        Problem(file.name, 3, "arrived", "yesterday", A_TIME),
        Problem(file.name, 3, "talk", "", A_TALK_TIME),
        Problem(
            file.name, 4, "row", f"3,{GOOD}", "a record of 5 fields like the header (it has 4)"
        ),
    )
    rejects = tmp_path / "rejects.csv"
    write_rejects(str(rejects), file)
    assert rejects.read_text() == (
        "id,arrived,group,talk,note,line,problem\n"
        f'2,yesterday,Sales,,b,3,"arrived: expected {A_TIME}; talk: expected {A_TALK_TIME}"\n'
        f"3,{GOOD},,4,row: expected a record of 5 fields like the header (it has 4)\n"
    )


def test_rows_without_ids_keep_their_numbers_when_others_are_skipped(tmp_path: Path) -> None:
    text = "arrived,talk,line\nbad,1,x\n2026-03-02 09:00,60,y\n"
    file = read_text(tmp_path, text, Reading(ENTRANCES, on_error=OnError.SKIP))
    assert file.ids.to_list() == ["2"]
    assert file.rejected.columns == ["arrived", "talk", "line", "line_", "problem"]


def test_a_file_without_any_good_row_is_refused_even_when_skipping(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        read_text(tmp_path, f"{HEAD}1,x,y,z\n", Reading(ENTRANCES, on_error=OnError.SKIP))
    assert caught.value.message == f'1 of 1 row in "{tmp_path}/calls.csv" cannot be routed'


def test_a_missing_talk_time_is_no_problem_when_it_can_be_drawn(tmp_path: Path) -> None:
    reading = Reading(ENTRANCES, talk=parse_distribution("90"))
    assert list(read_text(tmp_path, f"{HEAD}1,2026-03-02 09:00,,\n", reading).contacts.talk) == [
        90_000
    ]


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "calls.csv", ("no-contacts", '"{}" holds no contacts', "give it a header line with the column names, then one line for each contact")),
        (b"\xef\xbb\xbf\r\n \n", "calls.csv", ("no-contacts", '"{}" holds no contacts', "give it a header line with the column names, then one line for each contact")),
        (b"arrived,talk\n", "calls.csv", ("no-contacts", '"{}" holds no contacts', "give it a header line with the column names, then one line for each contact")),
        (b"", "calls.parquet", ("no-contacts", '"{}" holds no contacts', "give it a header line with the column names, then one line for each contact")),
        (b"no", "calls.parquet", ("not-parquet", '"{}" is no Parquet file, or is damaged', "write it again, or give it the suffix of the format that it has")),
        (b"[1]\n{}\n", "calls.ndjson", ("not-ndjson", '"{}" holds no JSON object with names in it', 'write one object a line, such as {{"arrived": "2026-03-02T09:15:00Z"}}')),
        (b"arrived,talk\n1,2\n", "calls.xlsx", ("unknown-format", 'the format of "{}" cannot be told from its name', "give it a name that ends in .csv, .tsv, .parquet, .ndjson or .jsonl")),
        (b"a,talk\n1,2\n", "calls.csv", ("missing-column", '"{}" has no column "arrived"; it has "a", "talk"', 'name the column of the arrival times, such as --column arrived="a"')),
        (b"id,call_start,talk\n1,2,3\n", "calls.csv", ("missing-column", '"{}" has no column "arrived"; it has "id", "call_start", "talk"', 'name the column of the arrival times, such as --column arrived="call_start"')),
        (b"arrived\n2026-03-02 09:00\n", "calls.csv", ("missing-column", 'no column says how long people talk: there is no "talk"', "name it with --column talk=NAME, or draw the times with --talk 180 or exp:180")),
        (b"arrived,talk,x,talk,x\n1,2,3,4,5\n", "calls.csv", ("duplicate-column", 'the header of "{}" names more than one column "talk", "x"', "rename all but one of them in the first line of the file")),
        (b'"arrived,talk\n1,2\n', "calls.csv", ("broken-header", 'the header of "{}" cannot be read', "close the quotes of its first line")),
        ("arrived,talk\n".encode("utf-16"), "calls.csv", ("not-utf-8", '"{}" is UTF-16', "convert it first, for example: iconv -f utf-16 -t utf-8 IN > OUT")),
        (b"arrived,talk\n\n1,\xe9\n", "calls.csv", ("not-utf-8", '"{}" is not UTF-8: byte 0xe9 on line 3', "convert it first, for example: iconv -f latin1 -t utf-8 IN > OUT")),
        (b"arrived,talk\n1,\x00\n", "calls.csv", ("nul-byte", '"{}" holds a NUL byte on line 2', "it is no text, or not UTF-8; export it again as UTF-8")),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_as_a_whole_is_refused(
    tmp_path: Path, content: bytes, name: str, expected: tuple[str, str, str]
) -> None:
    error = _refused(tmp_path, content, name=name)
    code, message, hint = expected
    assert (error.code, error.exit_status) == (code, ExitStatus.REFUSED)
    assert error.message == message.format(tmp_path / name)
    assert error.hint == hint.format()


def test_a_file_that_is_missing_is_not_found_and_its_neighbour_suggested(tmp_path: Path) -> None:
    saved(tmp_path, "x", "calls.csv")
    with pytest.raises(NotFoundError) as caught:
        read(str(tmp_path / "cals.csv"), Reading(ENTRANCES))
    assert caught.value.message == f'file "{tmp_path}/cals.csv" not found'
    assert caught.value.hint == 'did you mean "calls.csv"?'
    assert caught.value.exit_status == ExitStatus.NOT_FOUND


def test_a_file_in_a_folder_that_is_missing_is_not_found() -> None:
    with pytest.raises(NotFoundError) as caught:
        read("nowhere/calls.csv", Reading(ENTRANCES))
    assert caught.value.hint == "name a file that exists, or - for standard input"


@pytest.mark.parametrize("kind", ["folder", "loop", "NUL"])
def test_a_place_that_cannot_be_read_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "calls.csv"
    if kind == "folder":
        path.mkdir()
    elif kind == "loop":
        path.symlink_to(path)
    else:
        path = tmp_path / "a\0b.csv"
    with pytest.raises(RuleError) as caught:
        read(str(path), Reading(ENTRANCES))
    assert caught.value.code == "unreadable-file"
    assert caught.value.hint == "name a file that you may read, or - for standard input"


def test_a_zone_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        read_text(tmp_path, f"{HEAD}1,{GOOD}\n", Reading(ENTRANCES, zone="Europe/Sofa"))
    assert caught.value.hint == 'did you mean "Europe/Sofia"?'


@pytest.mark.parametrize(
    ("columns", "message", "hint"),
    [
        ({"arived": "x"}, 'contacts have no "arived"', 'did you mean "arrived"?'),
        (
            {"zzz": "x"},
            'contacts have no "zzz"',
            (
                'a column can be "id", "arrived", "channel", "group", "flow", "number", "keys", '
                '"center", "talk", "patience", "wrap_up", "priority", "skills", "level", '
                '"resolved", "silent_after", "rating", "rated_after", "topic", "location", '
                '"customer_type", "language", "caller", "real_agent", "real_wait"'
            ),
        ),
        (
            {"arrived": "arive"},
            '"{}" has no column "arive" to take "arrived" from',
            'did you mean "arrived"?',
        ),
        (
            {"talk": "zzz"},
            '"{}" has no column "zzz" to take "talk" from',
            'it has "id", "arrived", "group", "talk"',
        ),
    ],
)
def test_a_column_option_that_does_not_fit_is_refused(
    tmp_path: Path, columns: dict[str, str], message: str, hint: str
) -> None:
    with pytest.raises(RuleError) as caught:
        read_text(tmp_path, f"{HEAD}1,{GOOD}\n", Reading(ENTRANCES, columns=columns))
    assert caught.value.message == message.format(tmp_path / "calls.csv")
    assert caught.value.hint == hint
