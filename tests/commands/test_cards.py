"""Cards of groups, agents and centers: every field has its place, at eighty columns and at more."""

from __future__ import annotations

import json
import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from ccadmin.console import layouts

if TYPE_CHECKING:
    from pathlib import Path

    from ccadmin.console.layouts import Layout
    from tests.conftest import Run

GROUP = """\
sales  group 1, enabled

What it is for
  center            shop
  open              mon-fri 09:00-17:00, Europe/Sofia (inherited)
  service level     90/10 (inherited)

Who takes a contact
  strategy          longest-idle (inherited)
  counters          day, by group, late joiners zero
  skills relax      every 30 s
  ringing           20 s, no answer: next
  wrap-up           0 s, by agent

Which contact is first
  weight            0
  order             strict
  priority          one point is 60 s of age where order is ageing

Where a contact goes that it does not keep
  waiting           5, then voicemail
  wait              unlimited
  closed            hang-up, who waits: stay
  nobody there      hang-up

Members
  agent  weight  status   tier  position  wrap-up
  Ana         1  enabled     1         1
  Boris       5  enabled     1         2       45

not set: about, kind, topics, skills, way up, next tier
"""
CENTER = """\
shop  center 1

What it is
  zone              Europe/Sofia (inherited)
  open              mon-fri 09:00-17:00, Europe/Sofia

What its groups inherit
  routing type      longest-idle (inherited)
  service level     90/10
  groups            sales

People
  person  role   id
  Ana     agent   1
  Boris   agent   2

not set: about, default group
"""


AGENT = """\
Boris  agent 2, agent, available

Reached at
  phone             +359881234567

Calls
  taken             yes
  ring              mobile-only (by the numbers there are)
  ring on           mobile
  picked up         extension 0 s, mobile 0 s
  answers           sales after 0 s
  calls out from    shop

Chats
  at once           shop 5 (built-in)
  accepted          after 0 s

Work
  license           contact-center
  on shift          always, Europe/Sofia (built-in)
  skills            billing 7, english 9
  reports to        Ana (id 1)

Groups
  group  weight  status   tier  position  wrap-up
  sales       5  enabled     1         2       45

Centers
  center  role
  shop    agent

not set: email, extension, direct number, own limit, billed number, virtual,
status since, reason, reports, through others, devices
"""


@pytest.fixture
def shop(tenant: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A center with one group of two people, on a terminal of eighty columns."""
    for line in (
        "center add shop --service-level 90/10",
        "agent add Ana --extension 101 --role manager",
        "agent add Boris --phone '088 123 4567'",
        "agent skill set Boris billing:7",
        "hours set center shop mon-fri 09:00-17:00",
        "center assign shop Ana Boris",
        "agent reports-to Boris Ana",
        "group add sales --center shop --max-waiting 5 --on-full voicemail --skill-relax 30",
        "group members add sales Ana Boris",
        "group members edit sales Boris --weight 5 --wrap-up 45",
    ):
        result = run(line)
        assert result.exit_code == 0, result.stderr
    monkeypatch.setenv("COLUMNS", "80")
    return tenant


def test_a_group_is_a_card_with_its_members(shop: Path, run: Run) -> None:
    assert run("group show sales -o table").stdout == GROUP


def test_an_agent_is_a_card_with_groups_and_centers(shop: Path, run: Run) -> None:
    run("agent skill set Boris english:9")

    assert run("agent show Boris -o table").stdout == AGENT


def test_a_card_says_whose_hours_hold(shop: Path, run: Run) -> None:
    """Own hours, with their zone, stand there bare; what is inherited or built in says so."""
    told = {}
    for line in ("agent show Boris", "group show sales", "center show shop"):
        run(f"hours set {line.replace(' show', '')} mon-thu 08:00-12:00 --zone Europe/Rome")
        card = run(f"{line} -o table").stdout
        told[line] = re.findall(r"^  (?:on shift|open) +(.*)$", card, re.MULTILINE)

    assert list(told.values()) == 3 * [["mon-thu 08:00-12:00, Europe/Rome"]]
    record = json.loads(run("agent show Boris -o json").stdout)
    assert (record["hours"], record["hours_zone"]) == ("mon-thu 08:00-12:00", "Europe/Rome")


def test_the_skills_that_a_group_calls_for_are_told_as_those_of_agents(
    shop: Path, run: Run
) -> None:
    run("group edit sales --skills english:3,billing:5")

    card = run("group show sales -o table").stdout.splitlines()

    assert card[3:5] == ["  skills            billing 5, english 3", "  center            shop"]


def test_a_center_is_a_card_with_its_people(shop: Path, run: Run) -> None:
    assert run("center show shop -o table").stdout == CENTER


@pytest.mark.parametrize(
    ("line", "layout"),
    [
        ("group show sales", layouts.GROUP),
        ("agent show Boris", layouts.AGENT),
        ("center show shop", layouts.CENTER),
    ],
)
def test_every_field_has_its_place(shop: Path, run: Run, line: str, layout: Layout) -> None:
    record = json.loads(run(f"{line} -o json").stdout)
    facts = [fact for facts in layout.blocks.values() for fact in facts]
    patterns = [layout.subtitle, *(fact.pattern for fact in facts)]
    placed = {name for pattern in patterns for _, name, _, _ in Formatter().parse(pattern)}
    placed |= {fact.own for fact in facts} | set(layout.tables) | {"name"}

    assert set(record) - placed == _ELSEWHERE.get(line.split(maxsplit=1)[0], set())


@pytest.mark.parametrize("line", ["group show sales", "agent show Boris", "center show shop"])
@pytest.mark.parametrize("columns", [60, 120])
def test_a_card_keeps_to_the_terminal_and_reads_the_same_without_colours(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch, line: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    plain = run(f"{line} -o table").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run(f"{line} -o table").stdout

    assert max(map(len, plain.splitlines())) <= columns
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == plain.split()


def test_some_fields_are_a_list_of_them_as_before(shop: Path, run: Run) -> None:
    assert run("group show sales -o table --fields name,members").stdout == (
        "name    sales\nmembers Ana, Boris\n"
    )


_ELSEWHERE = {"group": {"escalates_to", "virtual"}}
"""Fields that a card tells otherwise: `escalation` draws the way up, a note says who is virtual."""
