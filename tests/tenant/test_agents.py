"""The rules of agents: how calls ring, who reports to whom, and what a name may be."""

from __future__ import annotations

import re
import unicodedata
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ccadmin import store
from ccadmin.arguments import IfExists
from ccadmin.errors import RuleError
from ccadmin.models import Agent
from ccadmin.tenant import agents, directory, reporting, ringing
from ccadmin.tenant.finding import find_agent
from ccadmin.vocabulary import Ring, Role

if TYPE_CHECKING:
    from pathlib import Path

    from ccadmin.store import Store

PHONE = "+359888123456"
NUMBERS = {"nothing": {}, "a phone": {"phone": PHONE}, "an extension": {"extension": "101"},
           "both": {"phone": PHONE, "extension": "101"}}  # fmt: skip
RINGS = {
    # what is stated:    with nothing, a phone, an extension, both
    None: (None, Ring.MOBILE_ONLY, Ring.EXTENSION_ONLY, Ring.SIMULTANEOUS),
    Ring.SIMULTANEOUS: ("refused", "refused", "refused", Ring.SIMULTANEOUS),
    Ring.EXTENSION_FIRST: ("refused", "refused", "refused", Ring.EXTENSION_FIRST),
    Ring.EXTENSION_ONLY: ("refused", "refused", Ring.EXTENSION_ONLY, Ring.EXTENSION_ONLY),
    Ring.MOBILE_ONLY: ("refused", Ring.MOBILE_ONLY, "refused", Ring.MOBILE_ONLY),
}
CASES = [
    (stated, numbers, outcome)
    for stated, outcomes in RINGS.items()
    for numbers, outcome in zip(NUMBERS, outcomes, strict=True)
]


@pytest.mark.parametrize(("stated", "numbers", "outcome"), CASES)
def test_calls_ring_as_stated_or_at_every_number_there_is(
    tenant: Path, stated: Ring | None, numbers: str, outcome: Ring | str | None
) -> None:
    fields: dict[str, Any] = NUMBERS[numbers] | ({"ring": stated} if stated else {})
    with store.changing(tenant, command="test", who="test") as opened:
        if outcome == "refused":
            with pytest.raises(RuleError) as refused:
                add(opened, "Ana", **fields)
            assert refused.value.code == "ring-needs-number"
        else:
            agent = add(opened, "Ana", **fields)
            granted = {"extension": "desk-phone", "phone": "mobile"}
            assert ringing.in_force(agent, ()) == {
                "ring_in_force": outcome,
                "rings_on": [
                    granted[number]
                    for number in ("extension", "phone")
                    if isinstance(outcome, Ring) and number in ringing.NUMBERS_OF[outcome]
                ],
                "takes_calls": outcome is not None,
            }


@pytest.mark.parametrize(
    ("stated", "removed", "hint"),
    [
        (Ring.SIMULTANEOUS, ["phone"], "--ring extension-only or --unset ring"),
        (Ring.SIMULTANEOUS, ["extension"], "--ring mobile-only or --unset ring"),
        (Ring.EXTENSION_FIRST, ["phone", "extension"], "--unset ring"),
        (Ring.EXTENSION_ONLY, ["extension"], "--ring mobile-only or --unset ring"),
        (Ring.MOBILE_ONLY, ["phone"], "--ring extension-only or --unset ring"),
    ],
)
def test_a_number_that_the_preference_needs_stays(
    tenant: Path, stated: Ring, removed: list[str], hint: str
) -> None:
    with store.changing(tenant, command="test", who="test") as opened:
        agent = add(opened, "Ana", ring=stated, **NUMBERS["both"])
        with pytest.raises(RuleError) as refused:
            agents.edit(opened, agent, {}, unset=removed)
    assert refused.value.message == (
        f'cannot remove the {" and ".join(removed)} of agent "Ana": '
        f'ring preference "{stated}" needs it'
    )
    assert refused.value.hint == f"change the preference too: {hint}"


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tenant that stays empty: every example of a property is rolled back."""
    path = tmp_path_factory.mktemp("lasting") / "tenant.db"
    store.create(path, name="test", zone="UTC", region="BG")
    return path


@given(lines=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
@settings(max_examples=40, deadline=None)
def test_reporting_lines_are_taken_unless_they_would_close_a_circle(
    lasting: Path, lines: list[tuple[int, int]]
) -> None:
    with store.changing(lasting, command="test", who="test", dry_run=True) as opened:
        people = [add(opened, f"M{number}", role=Role.MANAGER) for number in range(6)]
        kept: set[tuple[int, int]] = set()
        for below, above in lines:
            if is_acyclic(kept | {(below, above)}):
                reporting.report_to(opened, people[below], [people[above]])
                kept.add((below, above))
            else:
                with pytest.raises(RuleError) as refused:
                    reporting.report_to(opened, people[below], [people[above]])
                assert refused.value.code == "reporting-circle"
                assert_is_circle(refused.value.message, kept, below, above)
        for number, person in enumerate(people):
            direct = {below for below, above in kept if above == number}
            indirect = everybody_below(kept, number) - direct
            assert names(reporting.reports_of(opened, person)) == direct
            assert names(reporting.reports_through_others(opened, person)) == indirect
            own = {above for below, above in kept if below == number}
            assert names(reporting.managers_of(opened, person)) == own


printable = st.characters(codec="utf-8").filter(str.isprintable)


@pytest.mark.no_cover  # at full speed; other tests cover the lines
@example(text="Zoe\u0308")
@example(text=" \u1112\u1161\u11ab ")
@given(text=st.text(printable, min_size=1, max_size=64))
@settings(max_examples=60, deadline=None)
def test_every_printable_name_is_kept_and_found(lasting: Path, text: str) -> None:
    name = unicodedata.normalize("NFC", text).strip()
    with store.changing(lasting, command="test", who="test", dry_run=True) as opened:
        if not 1 <= len(name) <= 64 or re.fullmatch("#[0-9]+", name):
            with pytest.raises(RuleError):
                add(opened, text)
            return
        agent = add(opened, text)
        for typed in (text, name, name.swapcase() if name.isascii() else name, f"#{agent.id}"):
            assert directory.card(opened, find_agent(opened, typed))["name"] == name


def add(opened: Store, name: str, **fields: Any) -> Agent:
    (change,) = agents.add(opened, name, fields, if_exists=IfExists.REFUSE)
    agent = opened.session.get(Agent, change.id)
    assert agent is not None
    return agent


def is_acyclic(lines: set[tuple[int, int]]) -> bool:
    above: dict[int, set[int]] = {}
    for low, high in lines:
        above.setdefault(low, set()).add(high)
    try:
        TopologicalSorter(above).prepare()
    except CycleError:
        return False
    return True


def everybody_below(lines: set[tuple[int, int]], top: int) -> set[int]:
    found: set[int] = set()
    while more := {low for low, high in lines if high in found | {top}} - found:
        found |= more
    return found


def assert_is_circle(message: str, kept: set[tuple[int, int]], below: int, above: int) -> None:
    """The message shows the line that is refused, then lines that there are, back to its start."""
    path = [int(name.strip('"M')) for name in message.split(": ")[1].split(" → ")]
    refused, *there = pairwise(path)
    assert refused == (below, above)
    assert path[-1] == below
    assert set(there) <= kept


def names(people: Any) -> set[int]:
    return {int(person.name[1:]) for person in people}
