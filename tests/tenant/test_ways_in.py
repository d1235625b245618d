"""How contacts enter a tenant: what a file may name, and what decides for those who name nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccadmin import store
from ccadmin.engine import GROUP_DELETED
from ccadmin.entering.conditions import parse_condition
from ccadmin.entering.directions import Directions, Rule
from ccadmin.entering.keys import AFTER_HOURS, OTHERWISE
from ccadmin.entering.menus import Target
from ccadmin.tenant import ways_in
from ccadmin.vocabulary import FlowAction

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

SHOP = (
    "center add shop --zone Europe/London",
    "hours set center shop mon 09:00-10:00",
    "center add empty",
    "group add old --topics gone",
    "group add sales --center shop --topics orders",
    "group add support --topics bills",
    "center edit shop --default-group sales",
    "flow add main --number '+359 2 987 6543' --repeats 1 --center shop",
    "flow edit main --otherwise group:old --after-hours hang-up",
    "flow option main 2 menu",
    "flow option main 21 group:support",
    "flow add plain",
    "rule add --if topic=x --to old",
    "rule add --to support",
    "rule add --if language=bg --to support --center shop",
    "group delete old --yes",
    "group add older",
    "group delete older --yes",
    "group add older",
)


def test_entrances_know_groups_flows_numbers_centers_and_what_was(tenant: Path, run: Run) -> None:
    for line in SHOP:
        result = run(line)
        assert result.exit_code == 0, (line, result.stderr)

    with store.reading(tenant) as opened:
        ways = ways_in.entrances(opened)

    assert (ways.groups, ways.group_ids) == (
        {"sales": 0, "support": 1, "older": 2},
        {2: 0, 3: 1, 5: 2},
    )
    assert ways.deleted == {"old"}
    assert ways.directions == Directions(
        rules=(Rule((parse_condition("topic=x"),), GROUP_DELETED),),
        topics={"orders": 0, "bills": 1},
        default=1,
    )
    shop = Directions(
        rules=(Rule((parse_condition("language=bg"),), 1),), topics={"orders": 0}, default=0
    )
    assert ways.centers == {"shop": shop, "empty": Directions()}
    assert ways.center_ids == {1: shop, 2: Directions()}
    main, plain = ways.flows["main"], ways.flows["plain"]
    assert ways.flow_ids == {1: main, 2: plain}
    assert ways.numbers == dict.fromkeys(
        ("+35929876543", "35929876543", "0035929876543", "029876543"), main
    )
    assert (main.branches, main.repeats) == (
        {
            "2": Target(FlowAction.MENU),
            "21": Target(FlowAction.GROUP, 1),
            OTHERWISE: Target(FlowAction.GROUP, GROUP_DELETED),
            AFTER_HOURS: Target(FlowAction.HANG_UP),
        },
        1,
    )
    assert (plain.branches, plain.repeats, plain.opening(0, 1)) == ({}, 2, None)
    # Monday 2026-03-02, 09:00 to 10:00 in London.
    assert main.opening(1_772_400_000_000, 1_772_500_000_000) == (
        (1_772_442_000_000, 1_772_445_600_000),
    )
