"""What peers' tests and references pin, played by the engine; the page lists what differs, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from ccadmin.vocabulary import NoAnswer

from . import page, pieces, test_rules
from .asterisk import differences, observed, replay
from .scenarios import NotSaidError, Scenario, Translation

if TYPE_CHECKING:
    from collections.abc import Callable

if not page.EVIDENCE.is_dir():
    pytest.skip("the evidence folder is not beside the repository", allow_module_level=True)

SCENARIOS: Final = {each["id"]: each for each in page.scenarios()}
CALL_LISTS: Final = {each["id"]: each for each in page.call_lists()}
LISTED: Final = page.listed()
AT_LEAST: Final = 35
"""So many of the scenarios are to come out as their source says."""


def found_queue(scenario: Scenario) -> dict[str, Any]:
    """What the engine made of a queue, in the keys of what is expected; orders name the first to start."""
    played, found = Translation(scenario).played(), {}
    for key, value in scenario["expect"].items():
        if key in {"order", "agents"}:
            found[key] = getattr(played, key)[: len(value)]
        elif key == "counts":
            found[key] = dict(played.counts)
        else:
            found[key] = {word: played.calls[key][word] for word in value}
    return found


FOUND: Final[dict[str, Callable[[Scenario], Any]]] = {
    "queue": found_queue,
    "positions": pieces.positions,
    "offer": pieces.offer,
    "sort": pieces.sort,
    "rotate": pieces.rotate,
    "ratio": pieces.ratio,
}
"""How a scenario of each kind is played; rules are played by hand, and reports have no counterpart."""


def expected(scenario: Scenario) -> Any:
    """What the source of a scenario says."""
    match scenario["kind"]:
        case "offer":
            return [step["offered"] for step in scenario["steps"]]
        case "rotate":
            return scenario["expect"], scenario["after"]
        case _:
            return scenario["expect"]


def played_by_hand(name: str) -> bool:
    """Whether a test of its own plays the rule of that id."""
    prefix = f"test_{name.lower().replace('-', '_')}_"
    return any(each.startswith(prefix) for each in vars(test_rules))


@pytest.mark.parametrize(
    "name",
    [name for name, each in SCENARIOS.items() if each["kind"] in FOUND and name not in LISTED],
)
def test_a_scenario_comes_out_as_its_source_says(name: str) -> None:
    scenario = SCENARIOS[name]

    assert FOUND[scenario["kind"]](scenario) == expected(scenario)


def test_every_scenario_is_played_or_listed_with_its_reason() -> None:
    by_hand = {name for name in SCENARIOS if played_by_hand(name)}
    played = {name for name, each in SCENARIOS.items() if each["kind"] in FOUND} - set(LISTED)

    assert played | by_hand | set(LISTED) == SCENARIOS.keys() | (LISTED.keys() & CALL_LISTS.keys())
    assert by_hand & LISTED.keys() == set()
    assert {name for name in by_hand if SCENARIOS[name]["kind"] != "rule"} == set()
    assert len(played | by_hand) >= AT_LEAST


@pytest.mark.parametrize("name", [name for name in SCENARIOS if name in LISTED])
def test_nothing_is_listed_that_comes_out_as_its_source_says(name: str) -> None:
    scenario = SCENARIOS[name]
    if scenario["kind"] == "rule":
        assert not played_by_hand(name)
    elif scenario["kind"] == "report":
        assert "`edges`" in LISTED[name]
    else:
        with pytest.raises(NotSaidError) as refused:
            FOUND[scenario["kind"]](scenario)
        assert f"`{refused.value}`" in LISTED[name]


@pytest.mark.parametrize("name", [name for name in CALL_LISTS if name not in LISTED])
def test_a_call_list_of_asterisk_is_reproduced_to_the_second(name: str) -> None:
    given = CALL_LISTS[name]

    assert differences(given, replay(given, NoAnswer.RETRY)) == []


def test_the_listed_call_list_parts_when_a_caller_comes_in_the_pause_between_two_rings() -> None:
    (name,) = CALL_LISTS.keys() & LISTED.keys()
    given = CALL_LISTS[name]
    own, other = replay(given, NoAnswer.RETRY), observed(given)

    apart = differences(given, own)

    # The second caller rings the same agent again and again in both; in Asterisk until the sixth comes.
    assert apart == ["c02", "c06", "c07", "c08"]
    missed = other[1].missed_by
    assert own[1].missed_by[: len(missed)] == missed
    assert other[1].came + other[1].wait == other[5].came


def test_going_on_to_the_next_agent_saves_the_callers_whom_one_agent_kept_waiting() -> None:
    given = CALL_LISTS["OBS-leastrecent-noanswer"]
    seen, better = observed(given), replay(given, NoAnswer.NEXT)
    pause = given["queue"]["timeout"] + given["queue"]["retry"]

    assert [call.agent is None for call in seen].count(True) == 1
    assert [call.agent is None for call in better].count(True) == 0
    assert max(call.wait for call in better) == pause
    assert all(call.wait == pause * len(call.missed_by) for call in better)


def test_the_page_holds_what_was_computed() -> None:
    text = page.PAGE.read_text(encoding="utf-8")

    for name, block in page.blocks().items():
        begin, end = f"<!-- {name}: begin -->\n", f"\n<!-- {name}: end -->"
        assert text.partition(begin)[2].partition(end)[0] == block
