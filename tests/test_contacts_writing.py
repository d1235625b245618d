from __future__ import annotations

import csv
import io
import json
import os
import stat
import threading
from typing import TYPE_CHECKING

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from ccadmin.contacts import (
    ContactFile,
    Reading,
    check_target,
    outcome_table,
    read,
    write,
    write_rejects,
    write_table,
)
from ccadmin.engine import (
    Agent,
    Group,
    Member,
    Options,
    Outcomes,
    Overflow,
    Snapshot,
    simulate,
)
from ccadmin.errors import CcadminError, NotFoundError, RuleError
from ccadmin.vocabulary import OverflowAction, Trigger
from tests.contact_files import ENTRANCES, read_text

if TYPE_CHECKING:
    from pathlib import Path

CENTRE = Snapshot(
    groups=(
        Group(
            id=7,
            name="Sales",
            members=(Member(agent=0),),
            max_wait=5_000,
            overflow={Trigger.TIMEOUT: Overflow(OverflowAction.GROUP, 1)},
            wrap_up=3_000,
        ),
        Group(id=9, name="Поддръжка", members=(Member(agent=1),)),
    ),
    agents=(Agent(id=1, name="Ann Lee"), Agent(id=12, name="Ann Lee")),
)
CALLS = """\
id,arrived,group,talk,patience,resolved,wait,caller
a,2026-03-02T09:00:00Z,Sales,60,,yes,x,+1
b,2026-03-02T09:00:01.5Z,Sales,10,,no,y,"=1+1"
c,2026-03-02T09:00:02Z,,10,,,z,"p ""q"", r"
d,2026-03-02T09:00:07Z,Поддръжка,10,2,,,
e,2026-03-02T09:00:30Z,Complaints,10,,,,-2
f,2026-03-02T09:00:50Z,Sales,10,,,,@x
"""
EXPECTED = """\
id,channel,arrived,first_group,last_group,outcome,reason,answered,ended,agent,device,wait,ring,talk,wrap_up,offers,misses,hops,level_reached,resolved,caller,input_wait
a,call,2026-03-02T09:00:00.000Z,Sales,Sales,answered,,2026-03-02T09:00:00.000Z,2026-03-02T09:01:00.000Z,Ann Lee #1,extension,0.0,0.0,60.0,3.0,1,0,0,0,true,+1,x
b,call,2026-03-02T09:00:01.500Z,Sales,Поддръжка,answered,,2026-03-02T09:00:06.500Z,2026-03-02T09:00:16.500Z,Ann Lee #12,extension,5.0,0.0,10.0,0.0,1,0,1,0,false,=1+1,y
c,call,2026-03-02T09:00:02.000Z,,,unanswered,no-route,,2026-03-02T09:00:02.000Z,,,0.0,,,,0,0,0,,false,"p ""q"", r",z
d,call,2026-03-02T09:00:07.000Z,Поддръжка,Поддръжка,abandoned,patience,,2026-03-02T09:00:09.000Z,,,2.0,,,,0,0,0,,false,,
e,call,2026-03-02T09:00:30.000Z,,,unanswered,group-deleted,,2026-03-02T09:00:30.000Z,,,0.0,,,,0,0,0,,false,-2,
f,call,2026-03-02T09:00:50.000Z,Sales,Sales,waiting,horizon,,,,,4.0,,,,0,0,0,,false,@x,
"""


def _run(folder: Path) -> tuple[ContactFile, Outcomes]:
    file = read_text(folder, CALLS)
    until = file.contacts.arrived[-1] + 4_000
    return file, simulate(CENTRE, file.contacts, Options(until=until, compiled=False))


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_outcomes_become_one_row_for_each_contact(tmp_path: Path) -> None:
    file, outcomes = _run(tmp_path)
    path = tmp_path / "out.csv"
    write(str(path), file, outcomes, CENTRE)
    assert path.read_text() == EXPECTED


def test_every_format_holds_the_same_table(tmp_path: Path) -> None:
    file, outcomes = _run(tmp_path)
    for suffix in (".tsv", ".parquet", ".ndjson", ".jsonl"):
        write(str(tmp_path / f"out{suffix}"), file, outcomes, CENTRE)
    table = outcome_table(file, outcomes, CENTRE)
    assert_frame_equal(pl.read_parquet(tmp_path / "out.parquet"), table)
    tabs = (tmp_path / "out.tsv").read_text()
    assert list(csv.DictReader(io.StringIO(tabs), delimiter="\t")) == _rows(EXPECTED)
    lines = (tmp_path / "out.ndjson").read_text()
    assert lines == (tmp_path / "out.jsonl").read_text()
    assert json.loads(lines.splitlines()[1]) == {
        "id": "b",
        "channel": "call",
        "arrived": "2026-03-02T09:00:01.500Z",
        "first_group": "Sales",
        "last_group": "Поддръжка",
        "outcome": "answered",
        "reason": None,
        "answered": "2026-03-02T09:00:06.500Z",
        "ended": "2026-03-02T09:00:16.500Z",
        "agent": "Ann Lee #12",
        "device": "extension",
        "wait": 5.0,
        "ring": 0.0,
        "talk": 10.0,
        "wrap_up": 0.0,
        "offers": 1,
        "misses": 0,
        "hops": 1,
        "level_reached": 0,
        "resolved": False,
        "input_wait": "y",
        "caller": "=1+1",
    }


def test_an_outcomes_file_can_be_read_as_contacts_again(tmp_path: Path) -> None:
    file, outcomes = _run(tmp_path)
    path = tmp_path / "out.csv"
    write(str(path), file, outcomes, CENTRE)
    columns = {"group": "first_group", "real_wait": "wait", "real_agent": "agent"}
    answered = path.read_text().splitlines(keepends=True)[:3]
    path.write_text("".join(answered))
    again = read(str(path), Reading(ENTRANCES, columns=columns))
    for column in ("arrived", "group", "talk"):
        before = list(getattr(file.contacts, column))[:2]
        assert (column, list(getattr(again.contacts, column))) == (column, before)
    assert again.carried["real_wait"].to_list() == ["0.0", "5.0"]


def test_an_outcome_file_replaces_the_one_before_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("before")
    path.chmod(0o640)
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    write_table(str(link), pl.DataFrame({"a": [1]}))
    assert path.read_text() == "a\n1\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.csv", "out.csv"]


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_table(str(tmp_path / "out.csv"), pl.DataFrame({"a": [1]}))
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o640


@pytest.mark.parametrize("name", ["out.csv", "out.ndjson", "out.parquet"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    path.write_text("before")
    full = os.fdopen

    def on_a_full_disk(handle: int, mode: str) -> object:
        os.close(handle)
        return full(os.open("/dev/full", os.O_WRONLY), mode)

    monkeypatch.setattr("ccadmin.contacts.writing.os.fdopen", on_a_full_disk)
    with pytest.raises(CcadminError) as caught:
        write_table(str(path), pl.DataFrame({"a": range(10_000)}))
    assert caught.value.code == "cannot-write"
    assert caught.value.message == f'"{path}" cannot be written: no space left on device'
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [(name, "before")]


def test_a_full_device_is_an_error_with_a_hint() -> None:
    with pytest.raises(CcadminError) as caught:
        write_table("/dev/full", pl.DataFrame({"a": [1]}))
    assert caught.value.message == '"/dev/full" cannot be written: no space left on device'
    assert caught.value.hint == "write somewhere else; nothing half-written was left behind"


def test_a_reader_that_stops_reading_is_no_fault_of_the_table(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    threading.Timer(0.2, os.close, [reader]).start()
    with pytest.raises(BrokenPipeError):
        write_table(str(pipe), pl.DataFrame({"a": range(500_000)}))


@pytest.mark.parametrize("path", ["-", "/dev/stdout"])
def test_standard_output_gets_csv(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr("sys.stdout", stream)
    write_table(path, pl.DataFrame({"a": [1]}))
    assert stream.buffer.seek(0) == 0
    assert stream.buffer.read() == b"a\n1\n"


def test_lists_and_structs_are_json_where_a_format_knows_none(tmp_path: Path) -> None:
    table = pl.DataFrame({"l": [[1, 2], None], "s": [{"x": "q"}, None]})
    write_table(str(tmp_path / "out.csv"), table)
    assert _rows((tmp_path / "out.csv").read_text()) == [
        {"l": "[1,2]", "s": '{"x":"q"}'},
        {"l": "", "s": ""},
    ]


def test_rejects_of_a_good_file_are_an_empty_table(tmp_path: Path) -> None:
    write_rejects(str(tmp_path / "rejects.csv"), read_text(tmp_path, CALLS))
    header = (tmp_path / "rejects.csv").read_text()
    assert header == "id,arrived,group,talk,patience,resolved,wait,caller,line,problem\n"


def test_a_target_in_no_folder_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        check_target(str(tmp_path / "no" / "out.csv"))
    assert caught.value.message == f'folder "{tmp_path}/no" not found'


@pytest.mark.parametrize(("name", "code"), [("", "is-a-folder"), ("out.doc", "unknown-format")])
def test_a_target_that_cannot_be_a_table_is_refused(tmp_path: Path, name: str, code: str) -> None:
    with pytest.raises(RuleError) as caught:
        check_target(str(tmp_path / name))
    assert caught.value.code == code


def test_the_file_that_is_read_is_not_written_over(tmp_path: Path) -> None:
    source = tmp_path / "calls.csv"
    source.write_text("x")
    (tmp_path / "link.csv").symlink_to(source)
    check_target(str(tmp_path / "out.csv"), source=str(source))
    check_target("-", source=str(source))
    with pytest.raises(RuleError) as caught:
        check_target(str(tmp_path / "link.csv"), source=str(source))
    assert caught.value.code == "same-file"
