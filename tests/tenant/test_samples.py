"""Generated tenants: the same for the same seed, of any size, and such that `check` has nothing to say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin.tenant.samples import LEAST, document
from tests.contents import contents, rows

if TYPE_CHECKING:
    from tests.conftest import Run

NAMES = "SELECT name FROM agent ORDER BY id"


def test_a_small_sample_has_these_people_and_groups_wherever_it_is_made(
    tmp_path: Path, run: Run
) -> None:
    done = run("tenant init --db shop.db --sample small")

    assert (done.exit_code, done.stdout, done.stderr) == (
        0,
        'tenant "shop" created\n',
        "note: a sample with 1 center, 3 groups, 12 agents, 1 flow; --seed 1 makes the same again\n",
    )
    shop = Path("shop.db")
    assert [name for (name,) in rows(shop, NAMES)] == [
        "Ada Clarke", "Magda Hansen", "Tara Kaya", "Ana Khan", "Diana Becker", "Viktor Evans",
        "Anton Young", "Leon Demir", "Dimitar Adeyemi", "Felix Lambert", "Grace Meyer", "Yana Smith",
    ]  # fmt: skip
    members = "SELECT team.name, count(*) FROM member JOIN team ON team.id = group_id GROUP BY 1"
    assert rows(shop, members) == [("sales", 5), ("specialists", 1), ("support", 6)]
    assert rows(shop, "SELECT name, zone, region FROM tenant") == [("shop", "Europe/London", "GB")]
    assert rows(shop, "SELECT command FROM revision") == [
        ("ccadmin tenant init --db shop.db --sample small",)
    ]


@pytest.mark.parametrize("size", ["small", "400"])
def test_check_has_nothing_to_say_and_everybody_is_in_a_group(
    tmp_path: Path, run: Run, size: str
) -> None:
    run(f"tenant init --db shop.db --sample {size}")

    assert run("--db shop.db check -o json -q").stdout == "[]\n"
    outside = "SELECT name FROM agent WHERE id NOT IN (SELECT agent_id FROM member)"
    assert rows(Path("shop.db"), outside) == []
    for table in ("agent_skill", "reporting", "hours_range", "flow_branch", "topic", "rule"):
        assert rows(Path("shop.db"), f"SELECT count(*) > 0 FROM {table}") == [(1,)], table


def test_the_same_seed_makes_the_same_and_another_one_another(tmp_path: Path, run: Run) -> None:
    for name, flags in (("a", "--seed 5"), ("b", "--seed 5"), ("c", "--seed 6")):
        assert run(f"tenant init --db {name}.db --name x --sample 30 {flags}").exit_code == 0
    exported = {name: run(f"--db {name}.db export --ids").stdout for name in "abc"}

    assert exported["a"] == exported["b"] != exported["c"]


def test_a_sample_has_the_zone_that_is_asked_for(tmp_path: Path, run: Run) -> None:
    run("tenant init --db shop.db --sample small --zone Europe/Sofia --region BG --name Shop")

    assert rows(Path("shop.db"), "SELECT name, zone, region FROM tenant") == [
        ("Shop", "Europe/Sofia", "BG")
    ]


@settings(max_examples=40)
@given(agents=st.integers(LEAST, 700), seed=st.integers())
def test_names_numbers_and_addresses_are_given_once_at_any_size(agents: int, seed: int) -> None:
    made = document(agents, seed)

    for field in ("name", "email", "extension"):
        assert len({person[field] for person in made["agents"]}) == agents
    for noun in ("groups", "centers", "flows"):
        assert len({each["name"] for each in made[noun]}) == len(made[noun])
    assert made == document(agents, seed)


def test_there_are_names_enough_for_the_largest() -> None:
    people = document(20_000, 1)["agents"]
    assert len({person["name"] for person in people}) == 20_000
    assert len({person["email"] for person in people}) == 20_000


@pytest.mark.parametrize(
    ("flags", "status", "said"),
    [
        ("--sample medium", 5, 'a sample is small, large, or of 3 to 100000 agents, not "medium"'),
        ("--sample 2", 5, 'a sample is small, large, or of 3 to 100000 agents, not "2"'),
        ("--sample 100001", 5, 'a sample is small, large, or of 3 to 100000 agents, not "100001"'),
        ("--seed 4", 2, "--seed is that of a sample"),
    ],
)
def test_what_is_no_sample_makes_no_tenant(
    tmp_path: Path, run: Run, *, flags: str, status: int, said: str
) -> None:
    done = run(f"tenant init --db shop.db {flags}")

    assert (done.exit_code, done.stderr.splitlines()[0]) == (status, f"error: {said}")
    assert list(Path().iterdir()) == []


def test_a_sample_that_is_only_tried_leaves_nothing(tmp_path: Path, run: Run) -> None:
    done = run("tenant init --db shop.db --sample small --dry-run -o json")

    (change,) = json.loads(done.stdout)["changes"]
    assert (done.exit_code, change["notes"]) == (
        0,
        ["a sample with 1 center, 3 groups, 12 agents, 1 flow; --seed 1 makes the same again"],
    )
    assert list(Path().iterdir()) == []


def test_one_undo_empties_it(tmp_path: Path, run: Run) -> None:
    run("tenant init --db shop.db --sample small")
    assert run("--db shop.db undo").exit_code == 0

    left = contents(Path("shop.db"))
    assert all(left[name] == [] for name in ("agent", "team", "center", "flow", "rule", "hours"))
