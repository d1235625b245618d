"""A run, the file of its outcomes and the file of its events tell the same, as far as they can."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given, settings

from ccadmin.contacts.outcome_table import agent_names, outcome_table
from ccadmin.contacts.reading import ContactFile
from ccadmin.contacts.table import Table, numbers
from ccadmin.engine import simulate
from ccadmin.events import event_table, replayed
from ccadmin.report.figures import Cut, figures, summarise
from ccadmin.report.outcomes_file import OutcomesFile, columns_of
from ccadmin.report.record_of_events import record_of_events
from ccadmin.report.record_of_file import record_of_file
from ccadmin.report.summary import Counted
from tests.acd.centres import centres

if TYPE_CHECKING:
    from ccadmin.engine import Contacts, Outcomes
    from ccadmin.report.summary import Summary
    from tests.acd.centres import Centre

pytestmark = pytest.mark.no_cover  # they compare at full speed; other tests cover the lines
CUT = Cut(interval_minutes=1)


def _run(centre: Centre) -> tuple[Outcomes, Summary]:
    outcomes = simulate(centre.snapshot, centre.contacts, centre.options)
    return outcomes, summarise(outcomes, centre.contacts, centre.snapshot, interval_minutes=1)


def _file_of(contacts: Contacts) -> ContactFile:
    """Contacts as though a file had held them, ratings among what is carried through."""
    rows = len(contacts.arrived)
    ids = pl.Series([*contacts.ids] if contacts.ids else [str(n) for n in range(1, rows + 1)])
    carried = pl.DataFrame()
    if contacts.rating is not None:
        ratings = pl.Series("rating", [*contacts.rating], dtype=pl.Int64).replace(0, None)
        after = [*(contacts.rated_after or [0] * rows)]
        carried = pl.DataFrame([ratings, pl.Series("rated_after", after) / 1000])
    empty = pl.DataFrame()
    return ContactFile(
        "made", contacts, ids, asked=empty, carried=carried, unknown=(), rejected=empty
    )


@settings(deadline=None, max_examples=80)
@given(centres())
def test_a_file_of_events_tells_all_that_the_run_does(centre: Centre) -> None:
    outcomes, summary = _run(centre)
    snapshot = centre.snapshot
    until = centre.options.until
    log = event_table(_file_of(centre.contacts), outcomes, snapshot, until=until)
    names = agent_names(snapshot.agents)
    record = record_of_events(replayed(log), snapshot, agents=names)
    assert figures(record, snapshot, CUT) == summary


@settings(deadline=None, max_examples=80)
@given(centres())
def test_a_file_of_outcomes_tells_what_one_row_a_contact_can(centre: Centre) -> None:
    """Where nobody moved and every offer was answered that is all; the totals nearly always."""
    outcomes, summary = _run(centre)
    snapshot = centre.snapshot
    table = outcome_table(_file_of(centre.contacts), outcomes, snapshot)
    columns = columns_of(Table(table, numbers(1, table.height)), "made")
    names = agent_names(snapshot.agents)
    record = record_of_file(OutcomesFile("made", columns), snapshot, agents=names)
    record = replace(record, start=outcomes.start, end=outcomes.end)
    found = figures(record, snapshot, CUT)
    moved, vain = len(outcomes.visits.contact), sum(outcomes.offers) - sum(outcomes.talks)
    if not moved and not vain:
        assert replace(found, gaps=()) == summary
        return
    assert found.counted is (Counted.CONTACTS if moved else Counted.VISITS)
    assert len(found.gaps) == bool(moved) + bool(vain) + _escalated(outcomes)
    first = None if _escalated(outcomes) else summary.totals.quality.first_response_time
    quality = replace(summary.totals.quality, first_response_time=first)
    assert found.totals == replace(summary.totals, quality=quality)
    assert found.offering == summary.offering
    assert found.queue == (None if _escalated(outcomes) else summary.queue)
    if not moved:
        assert [g.figures for g in found.groups] == [g.figures for g in summary.groups]
        assert [a.quality for a in found.agents] == [a.quality for a in summary.agents]


def _escalated(outcomes: Outcomes) -> bool:
    return any(answered >= 0 for answered in outcomes.visits.answered)
