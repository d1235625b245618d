"""`ccadmin agent skill`: what is kept, what is shown, and whom a filter finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.contents import contents, made_by, rows
from tests.refusals import said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

PEOPLE = (
    "agent add Ana",
    "agent add Boris",
    "agent add Clara",
    "agent skill set Ana billing:5 English:10",
    "agent skill set Boris BILLING:4 english:1",
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(PEOPLE, tmp_path_factory.mktemp("template") / "tenant.db")


@pytest.fixture
def people(tenant: Path, template: bytes) -> Path:
    """Ana and Boris with the same two skills at other levels; Clara has none."""
    tenant.write_bytes(template)
    return tenant


def test_skills_are_set_and_changed_one_by_one(tenant: Path, run: Run) -> None:
    run("agent add Ana")
    made = run("agent skill set Ana billing:5 ' Български ':10")
    assert made.stdout == 'skill "billing of Ana" created\nskill "Български of Ana" created\n'
    changed = run("agent skill set Ana BILLING:6 български:10")
    assert changed.stdout == (
        'skill "billing of Ana" updated: proficiency 5 → 6\nskill "Български of Ana" unchanged\n'
    )
    assert rows(tenant, "SELECT * FROM agent_skill ORDER BY name") == [
        (1, "billing", "billing", 6),
        (1, "български", "Български", 10),
    ]
    audit = "SELECT action, object_id, name, before, after FROM audit WHERE kind = 'skill'"
    assert rows(tenant, audit)[-1] == (
        "updated", 1, "billing of Ana",
        '{"agent_id": 1, "proficiency": 5, "skill": "billing"}',
        '{"agent_id": 1, "proficiency": 6, "skill": "billing"}',
    )  # fmt: skip


def test_skills_are_removed_by_name(people: Path, run: Run) -> None:
    gone = run("agent skill remove Ana BILLING french --if-exists")
    assert gone.stdout == 'skill "billing of Ana" deleted\nskill "french of Ana" unchanged\n'
    assert json.loads(run("agent show Ana --fields skills -o json").stdout) == {
        "skills": [{"name": "English", "proficiency": 10}]
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("billing", "Ana Boris"),
        ("billing:4", "Ana Boris"),
        ("billing:5", "Ana"),
        ("billing:6", ""),
        ("billing,english:2", "Ana"),
        ("ENGLISH:1", "Ana Boris"),
        ("french", ""),
    ],
)
def test_a_filter_finds_those_who_have_every_skill_at_its_level_or_better(
    people: Path, run: Run, asked: str, found: str
) -> None:
    assert run(f"agent list --skill {asked} -o name").stdout.split() == found.split()


def test_lists_show_skills_with_their_levels(people: Path, run: Run) -> None:
    assert run("agent list --fields name,skills").stdout == (
        "name\tskills\nAna\tbilling:5, English:10\nBoris\tBILLING:4, english:1\nClara\t\n"
    )


class Refusal(NamedTuple):
    """A line that is refused, with what its user is told."""

    line: str
    status: int
    message: str
    hint: str


LEVELS = "billing:3,english calls for billing at 3 or better, and for some english"
REFUSALS = [
    Refusal(
        "agent skill set Clara billing", 5,
        'skill "billing" has no level',
        "write it as billing:5, with a level from 1 to 10",
    ),
    Refusal(
        "agent skill set Clara billing:0", 5,
        'skill "billing:0" is not NAME or NAME:LEVEL with a level from 1 to 10', LEVELS,
    ),
    Refusal(
        "agent skill set Clara english:1 billing:11", 5,
        'skill "billing:11" is not NAME or NAME:LEVEL with a level from 1 to 10', LEVELS,
    ),
    Refusal(
        f"agent skill set Clara ok:1 {'x' * 65}:5", 5,
        "a skill name has 1 to 64 characters, this one has 65",
        "shorten it",
    ),
    Refusal(
        "agent skill remove Ana english billng", 3,
        'agent "Ana" has no skill "billng"',
        'did you mean "billing"?',
    ),
    Refusal(
        "agent skill remove Clara billing", 3,
        'agent "Clara" has no skill "billing"',
        "there is none to remove",
    ),
]  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS, ids=[refusal.line for refusal in REFUSALS])
def test_a_refused_line_names_the_way_out_and_leaves_nothing_behind(
    people: Path, run: Run, refusal: Refusal
) -> None:
    before = contents(people)
    result = run(f"{refusal.line} --quiet")
    assert (result.exit_code, result.stdout) == (refusal.status, "")
    assert result.stderr == said(refusal.message, refusal.hint)
    assert contents(people) == before
