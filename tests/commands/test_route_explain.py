"""`route --explain ID`: every decision about a contact, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

CALLS = """\
id,arrived,group,talk,patience
a,2026-03-02 09:00:00,sales,60,
b,2026-03-02 09:00:10,sales,60,
c,2026-03-02 09:00:20,sales,60,30
d,2026-03-02 09:00:30,support,60,
"""
TABLES = """
Contact c: abandoned (patience) after 0:00:30
step  time                 what happened, and why
────────────────────────────────────────────────────────────────────────────────
   1  2026-03-02 09:00:20  it arrives for sales
   2  2026-03-02 09:00:20  nobody in sales can take it: Ana is busy, Boris is
                           busy
   3  2026-03-02 09:00:20  it waits in sales
   4  2026-03-02 09:00:50  it gives up 0:00:30 after it arrived: its patience
                           is at an end

Who stood how when contact c was decided about
step  place  agent  tier  key         idle since  position  why not
────────────────────────────────────────────────────────────────────
   2      1  Ana       1  idle since    09:00:00         1  busy
   2      2  Boris     1  idle since    09:00:00         2  busy
"""


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    """Ana and Boris in sales, of the center East with Petra above them; Vera in support."""
    for line in (
        "center add East",
        "agent add Ana --extension 101",
        "agent add Boris --extension 102",
        "agent add Vera --extension 103",
        "agent add Petra --extension 104 --role manager",
        "center assign East Ana Boris Petra",
        "center role East Petra --role supervisor",
        "group add sales --center East",
        "group members add sales Ana Boris",
        "group add support",
        "group members add support Vera",
    ):
        result = run(line)
        assert result.exit_code == 0, (line, result.stderr)
    Path("calls.csv").write_text(CALLS, encoding="utf-8")
    return tenant


def explained(run: Run, options: str) -> Any:
    """The document for these options."""
    result = run(f"route --simulate calls.csv -o json {options}")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_programs_get_steps_and_candidates(shop: Path, run: Run) -> None:
    document = explained(run, "--explain a")
    assert [
        (step["time"], step["what"], step["rule"], step["text"]) for step in document["steps"]
    ] == [
        ("2026-03-02T09:00:00+02:00", "arrived", None, "it arrives for sales"),
        (
            "2026-03-02T09:00:00+02:00",
            "offered",
            "position",
            "Ana is first of 2: all else is equal, and position 1 is before 2 (Boris)",
        ),
        (
            "2026-03-02T09:00:00+02:00",
            "answered",
            None,
            "Ana answers on the extension, 0:00:00 after it arrived",
        ),
        ("2026-03-02T09:01:00+02:00", "talk-ended", None, "Ana has ended the talk"),
    ]
    assert [(one["step"], one["place"], one["name"]) for one in document["candidates"]] == [
        (2, 1, "Ana"),
        (2, 2, "Boris"),
    ]


def test_people_read_two_tables_with_a_verdict_above(shop: Path, run: Run) -> None:
    result = run("route --simulate calls.csv --explain c -o table -q")
    assert (result.exit_code, result.stdout) == (0, TABLES)


def test_in_markdown_each_table_has_its_heading(shop: Path, run: Run) -> None:
    result = run("route --simulate calls.csv --explain d -o markdown -q")
    assert result.stdout.splitlines()[:5] == [
        "",
        "### Contact d: answered by Vera after 0:00:00",
        "",
        "| step | time | text |",
        "|---|---|---|",
    ]
    assert "### Who stood how when contact d was decided about" in result.stdout.splitlines()


def test_several_contacts_are_told_in_the_order_asked(shop: Path, run: Run) -> None:
    document = explained(run, "--explain d --explain a")
    assert [(one["id"], one["verdict"]) for one in document["contacts"]] == [
        ("d", "answered by Vera after 0:00:00"),
        ("a", "answered by Ana after 0:00:00"),
    ]
    plain = run("route --simulate calls.csv --explain d --explain c -q").stdout
    assert [line for line in plain.splitlines() if line.startswith("#")] == [
        "# steps of d",
        "# candidates of d",
        "# steps of c",
        "# candidates of c",
    ]


def test_a_file_without_ids_is_asked_by_rows(shop: Path, run: Run) -> None:
    lines = [line.partition(",")[2] for line in CALLS.splitlines()]
    Path("calls.csv").write_text("\n".join(lines), encoding="utf-8")
    assert explained(run, "--explain 4")["verdict"] == "answered by Vera after 0:00:00"
    result = run("route --simulate calls.csv --explain 500")
    assert (result.exit_code, result.stderr) == (
        3,
        (
            'error: contact "500" not found in "calls.csv"\n\n'
            "hint: the file has no ids, so contacts are called by their rows: 1 to 4\n"
        ),
    )


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("C0031", 'did you mean "C0033"?'),
        ("c0033", 'did you mean "C0033"?'),
        ("C003", 'did you mean "C0033"?'),
        ("quite another", 'its ids are such as "B0000"'),
    ],
)
def test_an_unknown_contact_is_not_found_and_nothing_is_written(
    shop: Path, run: Run, wanted: str, hint: str
) -> None:
    rows = "".join(f"{name},2026-03-02 09:00:00,sales,60\n" for name in ("B0000", "C0033"))
    Path("calls.csv").write_text(f"id,arrived,group,talk\n{rows}", encoding="utf-8")
    result = run(f"route --simulate calls.csv --explain '{wanted}' --out out.csv")
    assert (result.exit_code, result.stderr) == (
        3,
        f'error: contact "{wanted}" not found in "calls.csv"\n\nhint: {hint}\n',
    )
    assert not Path("out.csv").exists()


def test_only_those_set_over_everybody_named_may_read_it(shop: Path, run: Run) -> None:
    line = "route --simulate calls.csv -q --explain"
    assert run(f"{line} a --as Petra").exit_code == 0
    assert run(f"{line} d --as Vera").exit_code == 0
    for who, contact, other in (("Petra", "d", "Vera"), ("Ana", "a", "Boris")):
        result = run(f"{line} {contact} --as {who}")
        assert (result.exit_code, result.stdout) == (77, "")
        assert result.stderr.startswith(
            f'error: "{who}" may not see which calls "{other}" took: neither manager of "{other}"'
        )


def test_watching_leaves_the_files_of_a_run_as_they_were(shop: Path, run: Run) -> None:
    run("route --simulate calls.csv --out plain.csv --events plain-events.csv")
    run("route --simulate calls.csv --out out.csv --events events.csv --explain c")
    assert Path("out.csv").read_bytes() == Path("plain.csv").read_bytes()
    assert Path("events.csv").read_bytes() == Path("plain-events.csv").read_bytes()


def test_a_format_of_one_table_is_refused_before_anything_runs(shop: Path, run: Run) -> None:
    result = run("route --simulate calls.csv --explain a -o csv --out out.csv")
    assert (result.exit_code, result.stderr) == (
        2,
        (
            "error: -o csv holds one table, and an explanation has two\n\n"
            "hint: -o json and -o plain hold both\n"
        ),
    )
    assert not Path("out.csv").exists()


def test_what_goes_with_a_file_is_refused_without_one(shop: Path, run: Run) -> None:
    result = run("route --group sales --explain a --out out.csv")
    assert (result.exit_code, result.stderr) == (
        2,
        "error: --out and --explain go with --simulate\n\nhint: ccadmin route --simulate FILE --out ...\n",
    )


WAYS = """\
id,arrived,channel,group,flow,number,keys,center,topic,language,talk
group,2026-03-02 09:00:00,call,sales,,,,,billing,de,60
menu,2026-03-02 09:00:00,call,,line,,71,,,,60
dialled,2026-03-02 09:00:00,call,,,+35924000000,,,,,60
late,2026-03-02 20:00:00,call,,line,,1,,,,60
rule,2026-03-02 09:00:00,call,,,,,,billing,de,60
topic,2026-03-02 09:00:00,call,,,,,,billing,en,60
nothing,2026-03-02 09:00:00,call,,,,,,weather,,60
center,2026-03-02 09:00:00,call,,,,,East,,,60
chosen,2026-03-02 09:00:00,chat,,,,,,billing,,60
asked,2026-03-02 09:00:00,chat,,,,,East,,,60
"""


def test_how_a_contact_found_its_group_stands_beside_its_arrival(shop: Path, run: Run) -> None:
    for line in (
        "flow add line --number +35924000000 --hours group:sales",
        "flow option line 1 group:sales",
        "flow edit line --otherwise voicemail --after-hours voicemail",
        "hours set group sales mon-fri 08:00-18:00",
        "rule add --if language=de --to support",
        "group edit sales --topics billing",
        "center edit East --default-group sales",
        "chat-settings set --allocation user-selects-group",
        "chat-settings set --center East --allocation business-server --callback-url https://example.com/",
    ):
        result = run(line)
        assert result.exit_code == 0, (line, result.stderr)
    Path("calls.csv").write_text(WAYS, encoding="utf-8")
    names = [line.partition(",")[0] for line in WAYS.splitlines()[1:]]
    document = explained(run, " ".join(f"--explain {name}" for name in names))
    assert [(one["id"], one["steps"][0]["text"]) for one in document["contacts"]] == [
        ("group", "it arrives for sales"),
        (
            "menu",
            (
                "it arrives for sales: in the call flow line, 7 is no key of the first menu, and 1 is "
                "taken in the first menu"
            ),
        ),
        (
            "dialled",
            "it arrives for no group: in the call flow line, no key in the first menu",
        ),
        ("late", "it arrives for no group: in the call flow line, outside the hours"),
        ("rule", "it arrives for support: rule 1 of the tenant decides, for language=de"),
        (
            "topic",
            (
                "it arrives for sales: no rule of the tenant fits, and that group is responsible for "
                "billing"
            ),
        ),
        (
            "nothing",
            (
                "it arrives for no group: no rule of the tenant fits, no group has its topic, and "
                "there is no default"
            ),
        ),
        (
            "center",
            (
                "it arrives for sales: no rule of center East fits and no group has its topic, so the "
                "default decides"
            ),
        ),
        ("chosen", "it arrives for no group: its user has selected no group"),
        (
            "asked",
            (
                "it arrives for sales: the business server of center East was to decide, with its "
                "fallback behind it"
            ),
        ),
    ]
