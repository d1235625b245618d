"""The scenarios of kind `rule`: statements to be played by hand, each by its id.

What is about configuration goes through the command line, with minutes for the seconds of the source.
"""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from ccadmin.vocabulary import Order, Strategy
from tests.acd.story import Story, calls, people, team

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.conftest import Run


DAY: Final = 86_400
"""How many seconds of age a point of the peer's priority is worth: more than anybody waits."""


@pytest.mark.usefixtures("tenant")
def test_ast_15_a_document_makes_the_membership_what_it_says_and_leaves_who_stays_alone(
    run: Run,
) -> None:
    for line in (
        "agent add Ann",
        "agent add Ben",
        "agent add Cy",
        "group add desk",
        "group members add desk Ann Ben",
        "group members edit desk Ben --weight 7",
    ):
        assert run(line).exit_code == 0
    document = "groups:\n  - name: desk\n    members: [Cy, Ben]\n"

    done = run("apply -f - --yes", stdin=document)
    seen = json.loads(run("group members list desk -o json").stdout)

    assert done.exit_code == 0
    assert {member["name"]: member["weight"] for member in seen} == {"Cy": 1, "Ben": 7}


@pytest.mark.usefixtures("tenant")
def test_waz_11_callers_of_a_closed_group_go_where_it_sends_them_and_are_not_abandoned(
    run: Run,
) -> None:
    for line in (
        "agent add Ann --extension 101",
        "group add evening",
        "group members add evening Ann",
        "group add desk --on-closed group:evening",
        "hours set group desk mon 09:00-10:00",
    ):
        assert run(line).exit_code == 0
    rows = [("c1", "2026-03-02T12:00:00", "desk", 60), ("c2", "2026-03-02T12:05:00", "desk", 60)]
    write("calls.csv", ["id", "arrived", "group", "talk"], rows)

    told = run("route --simulate calls.csv --out outcomes.csv --events events.csv -o json")
    groups = {group["name"]: group for group in json.loads(told.stdout)["groups"]}

    closed = [row for row in read("events.csv") if row["detail"] == "closed"]
    assert [(row["id"], row["kind"], row["group"]) for row in closed] == [
        ("c1", "overflowed", "desk"),
        ("c2", "overflowed", "desk"),
    ]
    assert {row["last_group"] for row in read("outcomes.csv")} == {"evening"}
    assert [groups["desk"][key] for key in ("answered", "abandoned", "overflowed")] == [0, 0, 2]


@pytest.mark.usefixtures("tenant")
def test_waz_13_a_time_sheet_counts_log_ins_once_and_wrap_up_where_there_is_any(run: Run) -> None:
    # Logged in from 0 to 5 and from 10 to 13, on a pause from 3 to 5 and from 10 to 12: a pause is
    # off hours. Who is in already logs in once more at 1.
    for line in (
        "agent add Ann --extension 101",
        "hours set agent Ann mon 09:00-09:03,09:01-09:03,09:12-09:13",
        "group add first --wrap-up 120",
        "group add second",
        "group members add first Ann",
        "group members add second Ann",
    ):
        assert run(line).exit_code == 0
    rows = [
        ("c1", "2026-03-02T09:00:00", "first", 2 * 60),
        ("c2", "2026-03-02T09:12:00", "second", 3 * 60),
    ]
    write("calls.csv", ["id", "arrived", "group", "talk"], rows)

    (sheet,) = json.loads(run("route --simulate calls.csv -o json").stdout)["agents"]

    seen = {key: sheet[key] / 60 for key in ("scheduled", "talk", "wrap_up")}
    assert seen == {"scheduled": (5 + 3) - 4, "talk": 5, "wrap_up": 2}


@pytest.mark.parametrize(("came", "following"), [(50, [3, 1]), (70, [1, 3])])
def test_amz_08_a_high_priority_goes_first_and_age_counts_within_one(
    came: int, following: Sequence[int]
) -> None:
    # The peer's priorities 5, 5 with 60 s of age, and 1, which is the highest; the agent is free at
    # 200. Seconds of age make the second older than the first, or not.
    contacts = calls(f"""
        arrived  talk  priority
              0   200         0
              0    10         0
             99    10  {4 * DAY}
        {came}     10        60
    """)
    desk = team("Desk", 0, order=Order.AGEING, age_point=1)

    assert answered(Story((desk,), people("Ann"), contacts)) == [0, 2, *following]


def test_fs_11_round_robin_goes_on_after_the_last_one_offered() -> None:
    contacts = calls("""
        arrived  talk  patience
              0     1        -1
             10     1         5
             20     1        -1
    """)
    agents = [replace(person, extension=0) for person in people("a1", "a2", "a3")]
    agents[1] = replace(agents[1], extension=10**9)
    desk = team("Desk", 0, 1, 2, strategy=Strategy.ROUND_ROBIN)

    assert Story((desk,), tuple(agents), contacts).tell() == [
        "0: 1 arrives; a1 takes 1",
        "1: a1 ends 1",
        "10: 2 arrives; 2 rings at a2",
        "15: 2 stops ringing at a2; 2 gives up",
        "20: 3 arrives; a3 takes 3",  # after the last one who answered it would be a2
        "21: a3 ends 3",
    ]


def answered(story: Story) -> list[int]:
    """The contacts in the order of their answers, counted from 0."""
    given = story.outcomes()
    return sorted(range(len(given.answered)), key=lambda row: given.answered[row])


def write(path: str, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table of contacts in the current folder."""
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def read(path: str) -> list[dict[str, str]]:
    """The rows of a table in the current folder."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
