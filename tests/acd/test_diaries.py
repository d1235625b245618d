"""Diaries, timers and heaps, held against sorting: whatever is done, the first is the first."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin.acd import agenda, codes, diary, forest, timers
from ccadmin.engine import Contacts
from ccadmin.engine.layout import page_width

several = settings(max_examples=80, deadline=None)
FEW: Final = st.integers(0, 3)
"""Few different values make many ties."""
TIMES: Final = st.integers(0, 9)
PLACES: Final = 12


def empty_diary(*, room: int, sheets: int, width: int) -> diary.Diary:
    """A diary of so many sheets, a power of two, whose pages are 1 << width ms."""
    entries = {name: [0] * room for name in ("kind", "subject", "member", "following")}
    entries["time"] = [codes.FOREVER] * room
    return diary.Diary(entries, [codes.NONE] * sheets, width)


@given(
    st.lists(
        st.one_of(st.none(), st.tuples(st.one_of(TIMES, st.integers(0, 999)), FEW, FEW)),
        max_size=60,
    ),
    st.sampled_from([1, 2, 8]),
    st.sampled_from([0, 2, 12]),
)
@several
def test_an_agenda_gives_back_what_comes_first(
    doings: list[tuple[int, int, int] | None], sheets: int, width: int
) -> None:
    plan = empty_diary(room=2, sheets=sheets, width=width)
    expected: list[tuple[int, int, int, int]] = []
    now = 0
    for doing in [*doings, *[None] * len(doings)]:
        if doing is not None:
            length, subject, member = doing
            kind = codes.TALK_END if subject % 2 else codes.BREAK_END
            agenda.put(plan, now + length, kind, subject, member)
            expected = sorted([*expected, (now + length, kind, subject, member)])
        elif expected:
            now = plan.first
            row = agenda.take(plan)
            taken = plan.kind[row], plan.subject[row], plan.member[row]
            assert (now, *taken) == expected.pop(0)
        assert plan.first == (expected[0][0] if expected else codes.FOREVER)


@pytest.mark.parametrize("count", [2, 3, 5, 9, 17, 40, 200])
def test_an_agenda_of_many_entries_gives_them_back_in_order(count: int) -> None:
    plan = empty_diary(room=4, sheets=4, width=1)
    shuffled = Random(count)
    entries = [(shuffled.randrange(count), row) for row in range(count)]
    for time, row in entries:
        agenda.put(plan, time, codes.TALK_END, row, 0)
    taken = []
    for _ in entries:
        time = plan.first
        taken.append((time, plan.subject[agenda.take(plan)]))
    assert taken == sorted(entries)
    assert plan.first == codes.FOREVER


def test_an_entry_beyond_all_rounds_is_found_without_turning_every_page() -> None:
    plan = empty_diary(room=2, sheets=4, width=0)
    years = 1 << 40

    agenda.put(plan, years, codes.TALK_END, 1, 0)
    agenda.put(plan, 3, codes.TALK_END, 2, 0)
    agenda.put(plan, years + 4, codes.TALK_END, 3, 0)

    taken = [(plan.first, plan.subject[agenda.take(plan)]) for _ in range(3)]
    assert taken == [(3, 2), (years, 1), (years + 4, 3)]


@given(
    st.lists(
        st.tuples(
            st.integers(0, PLACES - 1),
            st.one_of(st.none(), st.tuples(st.one_of(TIMES, st.integers(0, 999)), FEW)),
        ),
        max_size=60,
    ),
    st.sampled_from([1, 2, 8]),
    st.sampled_from([0, 2, 12]),
)
@several
def test_the_first_timer_is_the_first_however_they_are_set_and_stopped(
    doings: list[tuple[int, tuple[int, int] | None]], sheets: int, width: int
) -> None:
    clocks = empty_diary(room=2, sheets=sheets, width=width)
    while len(clocks.time) < PLACES:
        timers.enlarge(clocks)
    running: dict[int, tuple[int, int, int]] = {}
    for place, setting in doings:
        running.pop(place, None)
        if setting is None:
            timers.stop(clocks, place)
        else:
            due, kind = setting
            moment = timers.moment(due, kind) if due != 9 else codes.FOREVER
            timers.start(clocks, place, moment, PLACES - place)
            if due != 9:
                running[place] = (due, kind, PLACES - place)
        first = min(running, key=lambda each: running[each], default=None)
        assert clocks.first == (codes.FOREVER if first is None else running[first][0])
        assert first is None or diary.first_entry(clocks) == first
        assert first is None or timers.first_kind(clocks) == running[first][1]
    while running:
        first = diary.first_entry(clocks)
        assert running.pop(first) <= min(running.values(), default=(1000, 0, 0))
        timers.stop(clocks, first)
    assert clocks.first == codes.FOREVER


@given(st.lists(st.tuples(FEW, FEW), max_size=20), st.lists(st.integers(0, 99), max_size=40))
@several
def test_the_root_of_a_heap_is_its_first_node_whichever_is_taken_out(
    keys: list[tuple[int, int]], turns: list[int]
) -> None:
    count = len(keys)
    trees = forest.Forest(
        {
            "major": [key[0] for key in keys],
            "minor": [key[1] for key in keys],
            "row": list(range(count)),
            **{name: [codes.NONE] * count for name in ("child", "sibling", "previous")},
        }
    )
    root = codes.NONE
    inside: set[int] = set()
    for node in [turn % count for turn in turns if count]:
        if node in inside:
            root = forest.removed(trees, root, node)
            inside.remove(node)
        else:
            root = forest.added(trees, root, node)
            inside.add(node)
        assert root == min(inside, key=lambda each: (*keys[each], each), default=codes.NONE)


def test_one_call_years_before_the_others_makes_no_page_longer() -> None:
    usual = [1_767_571_200_000 + 1_000 * row for row in range(400)]
    straying = [0, *usual]

    widths = []
    for arrived in (usual, straying):
        none = [0] * len(arrived)
        contacts = Contacts(arrived, none, none, none, none, none)
        widths.append(page_width(contacts, (), work=0, sheets=2048))

    assert widths == [10, 10]
