"""The log of a run alone gives what the engine gave: outcomes, visits and rings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from polars.testing import assert_frame_equal

from ccadmin import engine
from ccadmin.contacts import outcome_table, write_table
from ccadmin.contacts.arrays import column_of
from ccadmin.contacts.outcome_table import TIME, agent_names
from ccadmin.contacts.reading import ContactFile
from ccadmin.engine import DEVICES, REASONS, RING_RESULTS
from ccadmin.events import event_table, read_events, replayed
from tests.acd.centres import Centre, centre, centres

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ccadmin.engine import Contacts, Outcomes, Snapshot


def file_of(contacts: Contacts) -> ContactFile:
    """Contacts as though a file had held them."""
    rows = len(contacts.arrived)
    ids = pl.Series([*contacts.ids] if contacts.ids else [str(n) for n in range(1, rows + 1)])
    return ContactFile("made", contacts, ids, pl.DataFrame(), pl.DataFrame(), (), pl.DataFrame())


def run(made: Centre) -> tuple[pl.DataFrame, Outcomes]:
    """The events of a run, as a table, and what the engine says."""
    outcomes = engine.simulate(made.snapshot, made.contacts, made.options)
    until = made.options.until
    return event_table(file_of(made.contacts), outcomes, made.snapshot, until=until), outcomes


def in_order_of_arrival(table: pl.DataFrame) -> pl.DataFrame:
    return table.sort("arrived", maintain_order=True)


@pytest.mark.no_cover  # at full speed; other tests cover the lines
@given(made=centres())
def test_the_replay_gives_the_outcomes_of_the_engine(made: Centre) -> None:
    events, outcomes = run(made)
    expected = outcome_table(file_of(made.contacts), outcomes, made.snapshot)

    again = replayed(events)

    rated = ["rating", "rated_after"] if "rating" in again.outcomes.columns else []
    assert_frame_equal(again.outcomes.drop(rated), in_order_of_arrival(expected))
    assert (again.start, again.end) == (outcomes.start, outcomes.end)


@pytest.mark.no_cover  # at full speed; other tests cover the lines
@given(made=centres())
def test_the_replay_gives_the_visits_and_rings_of_the_engine(made: Centre) -> None:
    events, outcomes = run(made)
    ids = file_of(made.contacts).ids
    visits, rings = outcomes.visits, outcomes.rings
    names = Names(made.snapshot, ids)
    answered = pl.select(at=column_of("", visits.answered)).with_columns(
        at=pl.when(pl.col("at") >= 0).then("at")
    )["at"]
    talked = answered.is_not_null()

    again = replayed(events)

    expected = pl.select(
        id=names.contact(visits.contact),
        group=names.group(visits.group),
        joined=column_of("", visits.joined).cast(TIME),
        left=column_of("", visits.left).cast(TIME),
        reason=named([reason.value or None for reason in REASONS], visits.reason),
        answered=answered.cast(TIME),
        agent=names.agent(visits.agent),
        device=named([device or None for device in DEVICES], visits.device),
        ring=pl.when(talked).then(column_of("", visits.ring)) / 1000,
        talk=(column_of("", visits.left) - answered) / 1000,
        wrap_up=pl.when(talked).then(column_of("", visits.wrap_up)) / 1000,
    )
    assert_frame_equal(again.visits, expected)
    assert_frame_equal(
        again.rings,
        pl.select(
            id=names.contact(rings.contact),
            group=names.group(rings.group),
            agent=names.agent(rings.agent),
            started=column_of("", rings.started).cast(TIME),
            ended=column_of("", rings.ended).cast(TIME),
            result=named([*RING_RESULTS], rings.result),
        ),
    )


class Names:
    """The names behind the indexes of one run."""

    def __init__(self, snapshot: Snapshot, ids: pl.Series) -> None:
        self.ids = ids.to_list()
        self.groups = [group.name for group in snapshot.groups]
        self.agents = agent_names(snapshot.agents)

    def contact(self, rows: Sequence[int]) -> pl.Series:
        return named(self.ids, rows)

    def group(self, rows: Sequence[int]) -> pl.Series:
        return named(self.groups, rows)

    def agent(self, rows: Sequence[int]) -> pl.Series:
        return named(self.agents, rows)


def named(names: Sequence[str | None], rows: Sequence[int]) -> pl.Series:
    return pl.Series([names[row] if row >= 0 else None for row in rows], dtype=pl.String)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".parquet", ".ndjson"])
def test_a_file_of_events_comes_back_as_it_was(tmp_path: Path, suffix: str) -> None:
    events, _ = run(centre(seed=7, groups=3, agents=3, contacts=60))
    path = str(tmp_path / f"events{suffix}")

    write_table(path, events)

    assert_frame_equal(read_events(path), events)
