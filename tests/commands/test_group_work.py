"""What a group is for: its kind, the skills its work calls for, the way up, and no-answer."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

import pytest

from tests.contents import contents, rows
from tests.refusals import said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

LEVELS = ("one", "two", "three", "four", "five")


@pytest.fixture
def ladder(tenant: Path, run: Run) -> Path:
    """Five groups, each of which escalates to the next."""
    for name in LEVELS:
        assert run(f"group add {name}").exit_code == 0
    for below, above in itertools.pairwise(LEVELS):
        assert run(f"group edit {below} --escalates-to {above}").exit_code == 0
    return tenant


def shown(run: Run, group: str) -> dict[str, object]:
    record: dict[str, object] = json.loads(run(f"group show {group} -o json").stdout)
    return record


def test_the_way_up_is_drawn_from_each_group_to_the_top(ladder: Path, run: Run) -> None:
    assert [shown(run, name)["escalation"] for name in LEVELS] == [
        "one → two → three → four → five",
        "two → three → four → five",
        "three → four → five",
        "four → five",
        None,
    ]
    assert [shown(run, name)["escalates_to"] for name in LEVELS] == [*LEVELS[1:], None]


@pytest.mark.parametrize(
    ("top", "path", "hint"),
    [
        ("one", '"one" → "one"', "name another group"),
        (
            "two",
            '"two" → "one" → "two"',
            "end that first: ccadmin group edit one --unset escalates-to",
        ),
        (
            "five",
            '"five" → "one" → "two" → "three" → "four" → "five"',
            "end that first: ccadmin group edit four --unset escalates-to",
        ),
    ],
    ids=["of one", "of two", "of five"],
)
def test_a_circle_is_refused_with_its_path_shown(
    ladder: Path, run: Run, top: str, path: str, hint: str
) -> None:
    if top == "two":
        assert run("group edit two --unset escalates-to").exit_code == 0
    before = contents(ladder)

    result = run(f"group edit {top} --escalates-to one")

    assert (result.exit_code, result.stderr) == (
        5,
        said(f"escalation cannot run in a circle: {path}", hint),
    )
    assert contents(ladder) == before


def test_a_group_cannot_be_added_above_itself(tenant: Path, run: Run) -> None:
    result = run("group add sales --escalates-to sales")

    assert (result.exit_code, result.stderr) == (
        5,
        said('escalation cannot run in a circle: "sales" → "sales"', "name another group"),
    )
    assert rows(tenant, "SELECT count(*) FROM team") == [(0,)]


def test_a_deleted_group_ends_the_escalation_which_is_said_before(ladder: Path, run: Run) -> None:
    result = run("group delete three --yes")

    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        'group "three" deleted\ngroup "two" updated: escalates_to three → (none)\n',
        (
            'note: group "two" escalates to it and would have no group above it\n'
            "note: callers who are sent to it are not answered after its deletion\n"
        ),
    )
    assert rows(ladder, "SELECT name, escalates_to_id FROM team ORDER BY id") == [
        ("one", 2),
        ("two", None),
        ("four", 5),
        ("five", None),
    ]
    assert shown(run, "one")["escalation"] == "one → two"


def test_a_group_above_that_does_not_exist_is_named(ladder: Path, run: Run) -> None:
    result = run("group edit five --escalates-to tow")

    assert (result.exit_code, result.stderr) == (
        3,
        said('group "tow" not found', 'did you mean "two"?'),
    )


def test_groups_are_listed_by_kind(tenant: Path, run: Run) -> None:
    for line in (
        "group add sales --kind department",
        "group add 'level 1' --kind skill-level",
        "group add Europe --kind location",
        "group add VIP --kind customer-type",
        "group add other",
        "group add billing --kind department",
    ):
        assert run(line).exit_code == 0, line

    kinds = ("department", "skill-level", "location", "customer-type")
    listed = {kind: run(f"group list --kind {kind} -o name").stdout.split("\n") for kind in kinds}

    assert listed == {
        "department": ["billing", "sales", ""],
        "skill-level": ["level 1", ""],
        "location": ["Europe", ""],
        "customer-type": ["VIP", ""],
    }
    assert len(run("group list -o name").stdout.splitlines()) == 6


def test_skills_replace_those_before_and_keep_their_levels(tenant: Path, run: Run) -> None:
    run("group add support --skills 'Фактури:3, english'")
    first = shown(run, "support")["skills"]
    run("group edit support --skills billing:10")

    assert first == "english:1,Фактури:3"
    assert rows(tenant, "SELECT group_id, name_key, name, level FROM group_skill") == [
        (1, "billing", "billing", 10)
    ]
    assert rows(tenant, "SELECT count(*) FROM audit WHERE kind = 'group'") == [(2,)]


@pytest.mark.parametrize(
    ("option", "message", "hint"),
    [
        *(
            (
                f"--skills {text}",
                f'--skills: skill "{word}" is not NAME or NAME:LEVEL with a level from 1 to 10',
                "billing:3,english calls for billing at 3 or better, and for some english",
            )
            for text, word in (
                ("billing:0", "billing:0"),
                ("billing:11", "billing:11"),
                ("billing:", "billing:"),
                ("billing:three", "billing:three"),
                ("english,", ""),
                (":3", ":3"),
            )
        ),
        (
            "--skills english,English:2",
            '--skills: skill "English" is named twice',
            "name it once, with one level",
        ),
        (
            f"--skills {'x' * 65}",
            "a skill name has 1 to 64 characters, this one has 65",
            "shorten it",
        ),
        *(
            (
                f"--on-no-answer {text}",
                f'--on-no-answer: "{text}" is not next, retry, break or break:SECONDS',
                hint,
            )
            for text, hint in (
                ("brake", 'did you mean "break"?'),
                ("break:0", 'did you mean "break"?'),
                ("break:", 'did you mean "break"?'),
                ("next:5", 'did you mean "next"?'),
                ("voicemail", "break:300 is a break of five minutes"),
            )
        ),
    ],
)
def test_what_cannot_be_read_is_refused(
    tenant: Path, run: Run, option: str, message: str, hint: str
) -> None:
    before = contents(tenant)

    result = run(f"group add support {option}")

    assert (result.exit_code, result.stderr) == (5, said(message, hint))
    assert contents(tenant) == before


def test_a_break_keeps_its_length_until_another_is_given(tenant: Path, run: Run) -> None:
    run("group add support --on-no-answer break:60")
    seen = []
    for then in ("next", "break", "retry", "break:90"):
        run(f"group edit support --on-no-answer {then}")
        seen.append(shown(run, "support")["on_no_answer"])

    assert seen == ["next", "break:60", "retry", "break:90"]
