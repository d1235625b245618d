"""Every output format, whole; and what people are told, asked and spared."""

# ruff: noqa: RUF001 - names are Cyrillic as often as Latin (S3)

from __future__ import annotations

import io
from typing import Any, Final

import pytest

from ccadmin.changes import Change
from ccadmin.console import Console, Format, Section
from ccadmin.console.cells import cell, visible
from ccadmin.errors import ConflictError, Problem, ProblemsError, RuleError, UsageError

ROWS: Final[list[dict[str, Any]]] = [
    {"id": 1, "name": "sales", "weight": 5, "open": True, "center": None, "members": ["Ana"]},
    {"id": 2, "name": "поддръжка\x1b[31m", "weight": -10, "open": False, "center": "shop,\n2",
     "members": ["Ana", "Boris"]},
]  # fmt: skip
COLUMNS: Final = {"name": "group", "weight": "weight", "open": "open", "members": "members"}


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _console(format_: Format | None = None, *, terminal: bool = False, **how: Any) -> Console:
    kind = Terminal if terminal else io.StringIO
    return Console(format=format_, out=kind(), err=kind(), **how)


def _shown(format_: Format, **how: Any) -> str:
    console = _console(format_, **how)
    console.rows(ROWS, COLUMNS)
    return _out(console)


PLAIN: Final = (
    "name\tweight\topen\tmembers\nsales\t5\tyes\tAna\nподдръжка\\x1b[31m\t-10\tno\tAna, Boris\n"
)
JSON: Final = """\
[
  {
    "id": 1,
    "name": "sales",
    "weight": 5,
    "open": true,
    "center": null,
    "members": [
      "Ana"
    ]
  },
  {
    "id": 2,
    "name": "поддръжка\\u001b[31m",
    "weight": -10,
    "open": false,
    "center": "shop,\\n2",
    "members": [
      "Ana",
      "Boris"
    ]
  }
]
"""
JSONL: Final = (
    '{"id": 1, "name": "sales", "weight": 5, "open": true, "center": null, "members": ["Ana"]}\n'
    '{"id": 2, "name": "поддръжка\\u001b[31m", "weight": -10, "open": false, '
    '"center": "shop,\\n2", "members": ["Ana", "Boris"]}\n'
)
CSV: Final = 'name,weight,open,members\nsales,5,yes,Ana\nподдръжка\x1b[31m,-10,no,"Ana, Boris"\n'
YAML: Final = """\
- id: 1
  name: sales
  weight: 5
  open: true
  center: null
  members:
  - Ana
- id: 2
  name: "поддръжка\\e[31m"
  weight: -10
  open: false
  center: 'shop,

    2'
  members:
  - Ana
  - Boris
"""


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        (Format.PLAIN, PLAIN),
        (Format.JSON, JSON),
        (Format.JSONL, JSONL),
        (Format.CSV, CSV),
        (Format.YAML, YAML),
        (Format.NAME, "sales\nподдръжка\\x1b[31m\n"),
    ],
)
def test_a_list_in_each_format_for_programs(format_: Format, expected: str) -> None:
    assert _shown(format_) == expected


def test_a_pipe_gets_tabs_and_a_terminal_gets_a_table() -> None:
    assert (_console().chosen, _console(terminal=True).chosen) == (Format.PLAIN, Format.TABLE)
    assert _console(Format.JSON, terminal=True).chosen is Format.JSON


TABLE: Final = """\
group              weight  open  members
────────────────────────────────────────────
sales                   5  yes   Ana
поддръжка\\x1b[31m     -10  no    Ana, Boris
"""
NARROW: Final = """\
group           weight  open  members
─────────────────────────────────────────
sales                5  yes   Ana
поддръжка\\x1b[     -10  no    Ana, Boris
31m
"""


@pytest.mark.parametrize(("width", "expected"), [(100, TABLE), (80, TABLE), (41, NARROW)])
def test_a_table_fits_its_terminal_and_breaks_names_before_words(
    monkeypatch: pytest.MonkeyPatch, width: int, expected: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    assert _shown(Format.TABLE) == expected


def test_titles_and_notes_are_broken_between_words_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    console = Console(format=Format.TABLE, out=io.StringIO(), err=Terminal())

    console.report(
        {}, [Section("a", "Who stood how when contact \x1b[2J was decided", ROWS, {"id": "id"})]
    )
    console.note("groups count each contact where it ended")

    assert _out(console) == (
        "\nWho stood how when contact\n\\x1b[2J was decided\nid\n───\n 1\n 2\n"
    )
    assert _err(console) == "note: groups count each\n      contact where it ended\n"


def test_an_object_on_a_terminal_is_a_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    console = _console(Format.TABLE)

    console.record(ROWS[1] | {"about": "what is said about it takes two lines"})

    assert _out(console) == (
        "id      2\n"
        "name    поддръжка\\x1b[31m\n"
        "weight  -10\n"
        "open    no\n"
        "center  shop,\\n2\n"
        "members Ana, Boris\n"
        "about   what is said about it takes two\n"
        "        lines\n"
    )


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        (Format.PLAIN, "field\tvalue\nname\tsales\nopen\tyes\n"),
        (Format.CSV, "name,open\nsales,yes\n"),
        (Format.JSON, '{\n  "name": "sales",\n  "open": true\n}\n'),
        (Format.JSONL, '{"name": "sales", "open": true}\n'),
        (Format.YAML, "name: sales\nopen: true\n"),
        (Format.NAME, "sales\n"),
        (Format.TABLE, "name sales\nopen yes\n"),
    ],
)
def test_an_object_in_each_format_with_the_fields_that_are_asked_for(
    format_: Format, expected: str
) -> None:
    console = _console(format_, fields=["name", "open"])

    console.record(ROWS[0])

    assert _out(console) == expected


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        (Format.PLAIN, "center\tid\n\t1\nshop,\\n2\t2\n"),
        (Format.CSV, 'center,id\n,1\n"shop,\n2",2\n'),
        (Format.JSONL, '{"center": null, "id": 1}\n{"center": "shop,\\n2", "id": 2}\n'),
    ],
)
def test_fields_are_picked_in_the_order_in_which_they_are_asked_for(
    format_: Format, expected: str
) -> None:
    assert _shown(format_, fields=["center", "id"]) == expected


def test_an_unknown_field_is_refused_where_there_is_anything_to_show() -> None:
    console = _console(Format.JSON, fields=["nam"])

    with pytest.raises(RuleError) as caught:
        console.rows(ROWS, COLUMNS)
    console.rows([], COLUMNS)

    assert (caught.value.code, caught.value.hint) == ("unknown-field", 'did you mean "name"?')
    assert _out(console) == "[]\n"


def test_an_empty_list_is_a_note_on_a_terminal_and_a_heading_in_a_pipe() -> None:
    terminal, pipe = _console(terminal=True), _console()

    terminal.rows([], COLUMNS)
    pipe.rows([], COLUMNS)

    assert (_out(terminal), _err(terminal)) == ("", "note: nothing to show\n")
    assert (_out(pipe), _err(pipe)) == ("name\tweight\topen\tmembers\n", "")


CHANGES: Final = (
    Change("group", 1, "sales", {"weight": 0, "center": None}, {"weight": 5, "center": "shop"}),
    Change("group", 2, "new\x07", None, {"weight": 1}, notes=["it has\ta note"]),
    Change("group", 3, "old", {"weight": 1}, None),
    Change("group", 4, "same", {"weight": 1}, {"weight": 1}),
)


def test_changes_are_told_in_sentences_and_their_notes_on_standard_error() -> None:
    console = _console()

    console.changes(CHANGES)

    assert _out(console) == (
        'group "sales" updated: weight 0 → 5, center (none) → shop\n'
        'group "new\\x07" created\n'
        'group "old" deleted\n'
        'group "same" unchanged\n'
    )
    assert _err(console) == "note: it has\\ta note\n"


def test_changes_are_an_envelope_for_programs() -> None:
    console = _console(Format.JSONL)

    console.changes(CHANGES[1:2], dry_run=True)

    assert _out(console) == (
        '{"format_version": 1, "status": "dry-run", "changes": [{"action": "created", '
        '"kind": "group", "id": 2, "name": "new\\u0007", "fields": {"weight": {"before": null, '
        '"after": 1}}, "notes": ["it has\\ta note"]}], "errors": []}\n'
    )


def test_the_names_of_what_changed_can_be_had_alone() -> None:
    console = _console(Format.NAME)

    console.changes(CHANGES)

    assert _out(console) == "sales\nnew\\x07\nold\nsame\n"


PROBLEMS: Final = ProblemsError(
    "bad-rows",
    "2 rows are wrong",
    [
        Problem("calls.csv", 3, "talk", "ten", "a duration"),
        Problem("calls.csv", 0, "arrived", "\x1b", "a column"),
    ],
    hint="correct them",
)


def test_an_error_names_every_place_and_the_way_out() -> None:
    console = _console()

    console.error(PROBLEMS)

    assert _err(console) == (
        "error: 2 rows are wrong\n"
        '  calls.csv:3: talk: "ten" is not a duration\n'
        '  calls.csv: arrived: "\\x1b" is not a column\n'
        "\n"
        "hint: correct them\n"
    )


def test_an_error_without_a_hint_is_one_line() -> None:
    console = _console()

    console.error(ConflictError("declined", "nothing was changed"))

    assert _err(console) == "error: nothing was changed\n"


def test_an_error_is_an_envelope_for_programs() -> None:
    console = _console(Format.JSON)

    console.error(PROBLEMS)

    assert _err(console) == (
        '{"format_version": 1, "status": "error", "changes": [], "errors": [{"code": "bad-rows", '
        '"message": "2 rows are wrong", "hint": "correct them", "exit_status": 5, "problems": '
        '[{"file": "calls.csv", "line": 3, "column": "talk", "value": "ten", "expected": '
        '"a duration"}, {"file": "calls.csv", "line": 0, "column": "arrived", "value": '
        '"\\u001b", "expected": "a column"}]}]}\n'
    )


@pytest.mark.parametrize(
    ("variables", "terminal", "coloured"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": ""}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, False),
    ],
)
def test_words_are_coloured_where_they_should_be(
    monkeypatch: pytest.MonkeyPatch, *, variables: dict[str, str], terminal: bool, coloured: bool
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    console = _console(terminal=terminal)

    console.error(ConflictError("taken", "it is taken", hint="take another"))
    console.warn("careful")

    plain = "error: it is taken\n\nhint: take another\nwarning: careful\n"
    painted = (
        "\x1b[31;1merror:\x1b[0m it is taken\n\n\x1b[36;1mhint:\x1b[0m take another\n"
        "\x1b[33;1mwarning:\x1b[0m careful\n"
    )
    assert _err(console) == (painted if coloured else plain)


def test_quiet_hides_notes_and_keeps_warnings() -> None:
    console = _console(quiet=True)

    console.note("by the way")
    console.warn("careful\x1b[2J")

    assert _err(console) == "warning: careful\\x1b[2J\n"


@pytest.mark.parametrize("answer", ["y\n", "YES\n", " yes \n", "y"])
def test_a_question_is_answered_with_yes(answer: str) -> None:
    console = _console(terminal=True, stdin=Terminal(answer))

    console.confirm("delete \x1b[2J")

    assert _err(console).rstrip("\n") == "delete \\x1b[2J? [y/N] "


@pytest.mark.parametrize(
    ("answer", "line_end"), [("n\n", ""), ("\n", ""), ("ja\n", ""), ("", "\n")]
)
def test_any_other_answer_and_none_at_all_mean_no(answer: str, line_end: str) -> None:
    console = _console(terminal=True, stdin=Terminal(answer))

    with pytest.raises(ConflictError) as caught:
        console.confirm("delete it")

    assert (caught.value.code, caught.value.message) == ("declined", "nothing was changed")
    assert _err(console) == f"delete it? [y/N] {line_end}"


@pytest.mark.parametrize(("stdin", "ask"), [(io.StringIO("y\n"), True), (Terminal("y\n"), False)])
def test_where_nobody_can_be_asked_the_flag_is_named(stdin: io.StringIO, *, ask: bool) -> None:
    console = _console(stdin=stdin, ask=ask)

    with pytest.raises(UsageError) as caught:
        console.confirm("delete it", flag="--force")

    assert (caught.value.code, caught.value.message, caught.value.hint) == (
        "unconfirmed",
        "nobody can be asked whether to delete it",
        "add --force",
    )
    assert _err(console) == ""


def test_yes_answers_without_asking() -> None:
    console = _console(assume_yes=True, stdin=io.StringIO())

    console.confirm("delete it")

    assert _err(console) == ""


def test_long_prose_goes_through_the_pager_of_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LINES", "4")
    monkeypatch.setenv("PAGER", "tr a-z A-Z")
    console = _console(terminal=True)

    console.text("one\ntwo\nthree")
    console.text("one\ntwo\nthree\nfour\nfive")

    assert (_out(console), capfd.readouterr().out) == (
        "one\ntwo\nthree\n",
        "ONE\nTWO\nTHREE\nFOUR\nFIVE",
    )


@pytest.mark.parametrize(
    ("pager", "terminal"), [("", True), ("no-such-pager", True), ("tr a-z A-Z", False)]
)
def test_without_a_pager_prose_is_printed_as_it_is(
    monkeypatch: pytest.MonkeyPatch, pager: str, *, terminal: bool
) -> None:
    monkeypatch.setenv("LINES", "1")
    monkeypatch.setenv("PAGER", pager)
    console = _console(terminal=terminal)

    console.text("one\ntwo\nthree")

    assert _out(console) == "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Продажби – 90 %", "Продажби – 90 %"),
        ("a\x1b[31m\x07\x7f\x9b", "a\\x1b[31m\\x07\\x7f\\x9b"),
        ("tab\tline\nreturn\r", "tab\\tline\\nreturn\\r"),
        ("\u202eabc\u2028", "\\u202eabc\\u2028"),
        ("\udcff", "\\udcff"),
        ("\U000e0001", "\\U000e0001"),
    ],
)
def test_no_terminal_obeys_what_is_shown(text: str, expected: str) -> None:
    assert visible(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        ([], ""),
        (("a", 1, None), "a, 1, "),
        ({"weight": 5, "tier": None}, "weight: 5, tier: "),
        ({"name": "sales", "weight": 5, "email": None}, "sales (weight 5)"),
        ({"name": "sales"}, "sales"),
    ],
)
def test_a_value_becomes_a_cell(value: object, expected: str) -> None:
    assert cell(value) == expected


def _out(console: Console) -> str:
    assert isinstance(console.out, io.StringIO)
    return console.out.getvalue()


def _err(console: Console) -> str:
    assert isinstance(console.err, io.StringIO)
    return console.err.getvalue()
