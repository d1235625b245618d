"""Dated exceptions of a whole tenant: the same in bulk as owner by owner, and seen by the engine."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin import engine, store
from ccadmin.calendars import Dated, Dates, Range
from ccadmin.tenant import exceptions, hours, snapshot
from ccadmin.tenant.exception_rows import layers, own, put
from ccadmin.tenant.owners import chat_as_owner, find_owner
from ccadmin.vocabulary import DatedKind, HoursOwner
from tests.tenant.test_hours import add_agent, add_center, add_group

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

EVE = Dates("2026-12-24", "2026-12-24")
YEARLY = Dates("12-31", "01-02", 2026)
EXCEPTIONS = st.lists(
    st.sampled_from(
        [
            Dated(DatedKind.CLOSED, EVE, name="Eve"),
            Dated(DatedKind.CLOSED, YEARLY, ((720, 780), (1320, 1800))),
            Dated(DatedKind.HOLIDAY, YEARLY, name="New year"),
            Dated(DatedKind.OPEN, EVE, ((600, 840),)),
            Dated(DatedKind.ALSO, EVE, ((1080, 1200),)),
        ]
    ),
    unique=True,
    max_size=3,
)
WEEK = st.sampled_from([None, "closed", "mon-fri 09:00-17:00"])


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tenant that every example finds empty, because examples are dry runs."""
    path = tmp_path_factory.mktemp("dated") / "tenant.db"
    store.create(path, name="test", zone="Europe/Sofia", region="BG")
    return path


@settings(max_examples=40, deadline=None)
@given(
    weeks=st.tuples(WEEK, WEEK, WEEK),
    dated=st.tuples(EXCEPTIONS, EXCEPTIONS, EXCEPTIONS, EXCEPTIONS),
)
def test_the_exceptions_of_a_tenant_are_those_of_its_owners_one_by_one(
    empty: Path, weeks: tuple[str | None, ...], dated: tuple[list[Dated], ...]
) -> None:
    with store.changing(empty, command="", who="", dry_run=True) as opened:
        add_group(opened, "g", add_center(opened, "c", "Asia/Tokyo"))
        add_agent(opened, "a")
        kinds = (HoursOwner.CENTER, HoursOwner.GROUP, HoursOwner.AGENT)
        owners = [find_owner(opened, kind, kind[0]) for kind in kinds]
        for owner, week in zip(owners, weeks, strict=True):
            if week is not None:
                hours.set_week(opened, owner, [week])
        for owner, said in zip([*owners, chat_as_owner(None)], dated, strict=True):
            put(opened, owner, said)

        in_bulk = hours.weeks(opened)
        _, group, agent = [hours.in_force(opened, owner) for owner in owners]
        read = layers(opened)
        one_by_one = {(o.kind, o.id): exceptions.layer_of(opened, o) for o in owners}

    assert (in_bulk.groups[1], in_bulk.zone_of_group[1]) == (group.week, group.zone)
    assert in_bulk.agents[1] == agent.week
    assert {key: set(said) for key, said in one_by_one.items()} == {
        (owner.kind, owner.id): set(said) for owner, said in zip(owners, dated, strict=False)
    }
    assert read == {key: said for key, said in one_by_one.items() if said}


def test_equal_exceptions_of_many_are_one_value(empty: Path) -> None:
    with store.changing(empty, command="", who="", dry_run=True) as opened:
        for number in range(3):
            agent = add_agent(opened, f"a{number}")
            owner = find_owner(opened, HoursOwner.AGENT, agent.name)
            put(opened, owner, [Dated(DatedKind.CLOSED, EVE, name="Eve")])
            assert len(own(opened, owner)) == 1

        found = layers(opened)

    assert len({id(said) for layer in found.values() for said in layer}) == 1


def at(day: int, hour: int) -> int:
    """Milliseconds of an hour in December 2026, UTC."""
    return int(datetime(2026, 12, day, hour, tzinfo=UTC).timestamp()) * 1000


def taken(run: Run, tenant: Path, *lines: str) -> engine.Snapshot:
    for line in (
        "tenant set --zone UTC",
        "center add East",
        "group add sales --center East",
        "agent add Ana --extension 101",
        *lines,
    ):
        assert run(line).exit_code == 0, line
    with store.reading(tenant) as opened:
        return snapshot.take(opened, at(23, 0), at(26, 0))


@pytest.mark.parametrize(
    ("lines", "open_"),
    [
        ([], None),
        # Closed long after the horizon: its end is no closing time.
        (["hours exception add group sales 2027-06-01 --closed"], None),
        (["hours exception add group sales 2026-12-24 --closed"],
         ((at(23, 0), at(24, 0)), (at(25, 0), at(26, 0)))),
        (["hours set center East daily 09:00-17:00",
          "hours exception add center East 2026-12-24 --open 10:00-12:00",
          "hours exception add group sales 12-25 --yearly --closed"],
         ((at(23, 9), at(23, 17)), (at(24, 10), at(24, 12)))),
    ],
)  # fmt: skip
def test_the_engine_sees_a_group_closed_on_its_dates(
    run: Run, tenant: Path, lines: list[str], open_: Any
) -> None:
    assert taken(run, tenant, *lines).groups[0].open == open_


def test_the_engine_sees_an_agent_on_shift_by_date(run: Run, tenant: Path) -> None:
    seen = taken(
        run, tenant,
        "hours set agent Ana daily 22:00-06:00",
        "hours exception add agent Ana 2026-12-24 --closed --name Leave",
    )  # fmt: skip

    assert seen.agents[0].shifts == (
        engine.Shift(at(22, 22), at(23, 6), opens=True),
        engine.Shift(at(23, 22), at(24, 6), opens=True),
        engine.Shift(at(25, 22), at(26, 6), opens=True),
    )


def test_always_and_a_closing_are_a_week_with_a_layer(empty: Path) -> None:
    with store.changing(empty, command="", who="", dry_run=True) as opened:
        owner = find_owner(opened, HoursOwner.AGENT, add_agent(opened, "a").name)
        put(opened, owner, [Dated(DatedKind.CLOSED, EVE)])

        found = hours.in_force(opened, owner)

    assert (found.source, found.text, found.layers) == (None, "always", (owner,))
    assert found.week is not None
    assert found.week.ranges == tuple(Range(day, 0, 1_440) for day in range(7))
