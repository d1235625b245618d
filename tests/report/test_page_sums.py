"""What a page adds up under a filter is what `report` reckons under the same filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin.engine import simulate
from ccadmin.report.crew import crew
from ccadmin.report.figures import Cut, figures
from ccadmin.report.html.cells import Shown, cells, columns, merged, same
from ccadmin.report.html.work import KINDS, queue_cells, work_cells
from ccadmin.report.record import Filter
from ccadmin.report.record_of_run import record_of_run
from ccadmin.report.summary import Queue, Work
from ccadmin.report.tallies import added_up, figures_of, tallies_of
from tests.acd.centres import centres

if TYPE_CHECKING:
    from ccadmin.report.html.cells import Cells
    from ccadmin.report.record import Record
    from ccadmin.report.summary import Figures
    from tests.acd.centres import Centre

MINUTES = 15


def _record(centre: Centre) -> Record:
    return record_of_run(
        simulate(centre.snapshot, centre.contacts, centre.options),
        centre.contacts,
        centre.snapshot,
    )


def _cells(record: Record, shown: Shown | None = None) -> Cells:
    return cells(record, "UTC", minutes=MINUTES, short=None, shown=shown or Shown())


def _passing(table: pl.DataFrame, only: Filter, steps: tuple[int, int]) -> pl.DataFrame:
    passes = pl.col("step").is_between(*steps, closed="left")
    chosen = (("group", only.groups), ("agent", only.agents), ("channel", only.channels))
    for name, some in chosen:
        if some:
            passes &= pl.col(name).is_in(list(some))
    return table.filter(passes)


def _summed(table: pl.DataFrame) -> Figures:
    return figures_of(tallies_of(table.with_columns(one=0), "one"))


@settings(deadline=None, max_examples=20)
@given(centres(), st.data())
def test_the_sums_of_a_page_give_the_figures_of_every_filter(
    centre: Centre, data: st.DataObject
) -> None:
    record = _record(centre)
    found = _cells(record)

    def some(count: int) -> frozenset[int]:
        return (
            data.draw(st.frozensets(st.integers(0, count - 1), max_size=2))
            if count
            else frozenset()
        )

    first = data.draw(st.integers(0, len(found.steps) - 1))
    last = data.draw(st.integers(first + 1, len(found.steps)))
    bounds = found.steps.bounds
    only = Filter(
        groups=some(len(record.groups)),
        agents=some(len(record.agents)),
        channels=some(4),
        since=bounds[first] if first else None,
        until=bounds[last] if last < len(found.steps) else None,
    )
    summary = figures(only.of(record), centre.snapshot, Cut(only=only))
    assert _summed(_passing(found.contacts, only, (first, last))) == summary.totals
    visits = _passing(found.visits, only, (first, last))
    for group in summary.groups:
        assert _summed(visits.filter(pl.col("group") == group.group)) == group.figures


@settings(deadline=None, max_examples=12)
@given(centres())
def test_work_and_queue_are_cut_at_the_steps_and_nothing_is_lost(centre: Centre) -> None:
    record = _record(centre)
    summary = figures(record, centre.snapshot, Cut(interval_minutes=MINUTES))
    found = _cells(record)
    visits = added_up(record.visits, pl.col("group"), pl.col("agent"))
    people = crew(record, centre.snapshot, visits, Filter())
    work = work_cells(people, found.fine, found.steps, None)
    assert work is not None
    for row, interval in zip(work.total.iter_rows(named=True), summary.intervals, strict=True):
        assert Work(**row) == interval.work
    rows = work.agents.group_by("agent").agg(pl.col(KINDS).sum()).rows_by_key("agent", named=True)
    for agent in summary.agents:
        (own,) = rows.get(agent.agent) or [dict.fromkeys(KINDS, 0)]
        told = {kind: getattr(agent.work, kind) for kind in KINDS}
        # Parts of chats are rounded to a ms in each step.
        assert abs(own.pop("load") - told.pop("load")) <= len(found.steps)
        assert own == told
    queue = queue_cells(record, found.fine, None)
    assert queue is not None
    for row, interval in zip(queue.total.iter_rows(named=True), summary.intervals, strict=True):
        span = interval.end - interval.start
        assert Queue(span, row["waited"], row["longest"]) == interval.queue
    for group in summary.groups:
        own_steps = queue.groups.filter(pl.col("group") == group.group)
        assert group.queue is not None
        assert own_steps["waited"].sum() == group.queue.waited
        assert (own_steps["longest"].max() or 0) == group.queue.longest_queue


@settings(deadline=None, max_examples=8)
@given(centres())
def test_contacts_and_visits_are_in_a_page_once_where_they_are_the_same(centre: Centre) -> None:
    found = _cells(_record(centre))
    if not same(found.contacts, found.visits):
        return
    both = merged(found.contacts, found.visits)
    inside = both.filter(pl.col("group") >= 0)
    assert inside.select(found.visits.columns).equals(found.visits)
    assert both.select(found.contacts.columns).equals(found.contacts)


@settings(deadline=None, max_examples=8)
@given(centres())
def test_whoever_may_not_be_seen_is_nobody_and_counts_all_the_same(centre: Centre) -> None:
    record = _record(centre)
    found = _cells(record, Shown(groups=set(), agents=set()))
    assert {*found.contacts["group"], *found.contacts["agent"]} <= {-1}
    assert _summed(found.contacts) == _summed(_cells(record).contacts)


def test_zeros_are_left_out_and_keys_are_not() -> None:
    table = pl.DataFrame(
        {"step": [0], "channel": [0], "wait": [0], "longest": [None], "contacts": [1]}
    )
    assert columns(table) == {"step": [0], "channel": [0], "longest": [None], "contacts": [1]}
