"""Weekly hours: what is set is what is shown, and a whole tenant is read as owner by owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from ccadmin import store
from ccadmin.calendars import Range, Week, format_week, parse_week
from ccadmin.changes import Action
from ccadmin.models import Agent, Center, Group
from ccadmin.tenant import hours, hours_shown
from ccadmin.tenant.owners import Owner, chat_as_owner, find_owner
from ccadmin.vocabulary import HoursOwner
from tests.calendars.weeks import WEEKS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOME = "Europe/Sofia"
ZONES = st.sampled_from([None, "UTC", "Asia/Tokyo", "America/St_Johns"])
HOURS = st.none() | st.tuples(
    st.sampled_from([(), (Range(0, 540, 1020),), (Range(4, 1320, 1800), Range(5, 600, 840))]), ZONES
)
"""Own hours, or None: ranges, and a zone of their own or none."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tenant that every example finds empty, because examples are dry runs."""
    path = tmp_path_factory.mktemp("hours") / "tenant.db"
    store.create(path, name="test", zone=HOME, region="BG")
    return path


@pytest.fixture
def opened(tenant: Path) -> Iterator[store.Store]:
    with store.changing(tenant, command="", who="") as changing:
        yield changing


def add_center(opened: store.Store, name: str, zone: str | None = None) -> Center:
    center = Center(name=name, name_key=name.casefold(), zone=zone)
    opened.session.add(center)
    opened.session.flush()
    return center


def add_group(opened: store.Store, name: str, center: Center | None = None) -> Group:
    group = Group(name=name, name_key=name.casefold(), center_id=center.id if center else None)
    opened.session.add(group)
    opened.session.flush()
    return group


def add_agent(opened: store.Store, name: str) -> Agent:
    agent = Agent(name=name, name_key=name.casefold())
    opened.session.add(agent)
    opened.session.flush()
    return agent


def set_own(opened: store.Store, owner: Owner, own: Any) -> None:
    if own is not None:
        hours.set_week(opened, owner, [format_week(own[0])], zone=own[1])


@settings(max_examples=50, deadline=None)
@given(ranges=WEEKS, zone=ZONES, kind=st.sampled_from(HoursOwner))
def test_what_is_shown_can_be_typed_again(
    empty: Path, ranges: tuple[Range, ...], zone: str | None, kind: HoursOwner
) -> None:
    typed = [format_week(ranges)]
    with store.changing(empty, command="", who="", dry_run=True) as opened:
        add_center(opened, "x")
        add_group(opened, "x")
        add_agent(opened, "x")
        owner = find_owner(opened, kind, "x")

        first = hours.set_week(opened, owner, typed, zone=zone)
        found = hours.in_force(opened, owner)
        shown = hours_shown.show(opened, owner, None)
        again = hours.set_week(opened, owner, shown["hours"].split(), zone=shown["zone"])

    merged, _ = parse_week(typed, zone=zone or HOME)
    assert first.after == {"hours": format_week(merged.ranges), "zone": zone}
    assert (found.week, found.source) == (merged, owner)
    assert again.action is (Action.UNCHANGED if zone else Action.UPDATED)
    assert again.after == {"hours": shown["hours"], "zone": zone or HOME}


@settings(max_examples=40, deadline=None)
@given(
    agents=st.lists(HOURS, max_size=3),
    centers=st.lists(st.tuples(HOURS, ZONES), min_size=1, max_size=2),
    groups=st.lists(st.tuples(HOURS, st.integers(-1, 1)), max_size=4),
    chat=HOURS,
)
def test_the_hours_of_a_tenant_are_those_of_its_owners_one_by_one(
    empty: Path,
    agents: list[Any],
    centers: list[Any],
    groups: list[Any],
    chat: Any,
) -> None:
    def week(own: Any, zone: str | None) -> Week:
        return Week(own[0], own[1] or zone or HOME)

    expected_agents: dict[int, Week | None] = {}
    expected_groups: dict[int, Week | None] = {}
    expected_zones: dict[int, str] = {}
    with store.changing(empty, command="", who="", dry_run=True) as opened:
        set_own(opened, chat_as_owner(None), chat)
        rows, made = [], []
        for number, (own, zone) in enumerate(centers):
            rows.append(add_center(opened, f"c{number}", zone))
            set_own(opened, find_owner(opened, HoursOwner.CENTER, f"c{number}"), own)
            set_own(opened, chat_as_owner(rows[-1]), chat)
        for number, own in enumerate(agents):
            agent = add_agent(opened, f"a{number}")
            set_own(opened, find_owner(opened, HoursOwner.AGENT, f"a{number}"), own)
            expected_agents[agent.id or 0] = own and week(own, None)
        for number, (own, place) in enumerate(groups):
            inside = 0 <= place < len(rows)
            inherited, zone = centers[place] if inside else (None, None)
            group = add_group(opened, f"g{number}", rows[place] if inside else None)
            made.append(group)
            set_own(opened, find_owner(opened, HoursOwner.GROUP, group.name), own)
            found = own or inherited
            expected_groups[group.id or 0] = found and week(found, zone)
            expected_zones[group.id or 0] = (found and found[1]) or zone or HOME
        in_bulk = hours.weeks(opened)
        one_by_one = {
            group.id: hours.in_force(opened, find_owner(opened, HoursOwner.GROUP, group.name))
            for group in made
        }

    assert in_bulk == hours.Weeks(expected_agents, expected_groups, expected_zones)
    assert {number: found.week for number, found in one_by_one.items()} == in_bulk.groups
    assert {number: found.zone for number, found in one_by_one.items()} == in_bulk.zone_of_group


def test_no_query_is_made_for_each_owner(opened: store.Store) -> None:
    seen: list[str] = []
    event.listen(
        opened.session.get_bind(), "before_cursor_execute", lambda *about: seen.append(about[2])
    )
    center = add_center(opened, "East")
    for number in range(20):
        add_agent(opened, f"a{number}")
        add_group(opened, f"g{number}", center)
        set_own(opened, find_owner(opened, HoursOwner.AGENT, f"a{number}"), ((), None))
    opened.session.commit()
    seen.clear()

    found = hours.weeks(opened)

    assert (len(found.agents), len(found.groups)) == (20, 20)
    selects = [statement for statement in seen if statement.startswith("SELECT")]
    # The tenant, ranges, hours, exceptions, agents, groups with their centers.
    assert len(selects) == 6


def test_a_group_that_leaves_its_center_leaves_its_hours_too(opened: store.Store) -> None:
    center = add_center(opened, "East", "Asia/Tokyo")
    group = add_group(opened, "sales", center)
    hours.set_week(opened, find_owner(opened, HoursOwner.CENTER, "East"), ["always"])
    inside = hours.in_force(opened, find_owner(opened, HoursOwner.GROUP, "sales"))

    group.center_id = None
    opened.session.flush()
    outside = hours.in_force(opened, find_owner(opened, HoursOwner.GROUP, "sales"))

    assert inside.week == parse_week(["always"], zone="Asia/Tokyo")[0]
    assert outside == hours.InForce(None, None, HOME, "tenant")
