"""The heaps of the distributor, held against sorting: whatever is done, the first is the first."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin.acd import agenda, codes, forest, timers

several = settings(max_examples=80, deadline=None)
FEW: Final = st.integers(0, 3)
"""Few different values make many ties."""
TIMES: Final = st.integers(0, 9)
PLACES: Final = 12


@given(st.lists(st.one_of(st.none(), st.tuples(TIMES, FEW, FEW)), max_size=60))
@several
def test_an_agenda_gives_back_what_comes_first(doings: list[tuple[int, int, int] | None]) -> None:
    room = 4
    plan = agenda.Agenda({"time": [codes.FOREVER] * room, "what": [0] * room})
    expected: list[tuple[int, int, int, int]] = []
    for doing in [*doings, *[None] * len(doings)]:
        if doing is not None:
            time, subject, member = doing
            kind = codes.TALK_END if subject % 2 else codes.BREAK_END
            agenda.put(plan, time, kind, subject, member)
            expected = sorted([*expected, (time, kind, subject, member)])
        elif expected:
            time = plan.first
            what = agenda.take(plan)
            subject, member = (what >> codes.MEMBER_BITS) & codes.SUBJECT, what & codes.MEMBER
            kind = codes.TALK_END if what < codes.WRAP_UP_END else codes.BREAK_END
            assert (time, kind, subject, member) == expected.pop(0)
        assert plan.first == (expected[0][0] if expected else codes.FOREVER)


@pytest.mark.parametrize("count", [2, 3, 5, 9, 17, 40, 200])
def test_an_agenda_of_many_entries_gives_them_back_in_order(count: int) -> None:
    plan = agenda.Agenda({"time": [codes.FOREVER] * 4, "what": [0] * 4})
    shuffled = Random(count)
    entries = [(shuffled.randrange(count), row) for row in range(count)]
    for time, row in entries:
        agenda.put(plan, time, codes.TALK_END, row, 0)
    taken = []
    for _ in entries:
        time = plan.first
        taken.append((time, (agenda.take(plan) >> codes.MEMBER_BITS) & codes.SUBJECT))
    assert taken == sorted(entries)
    assert plan.first == codes.FOREVER


@given(
    st.lists(
        st.tuples(st.integers(0, PLACES - 1), st.one_of(st.none(), st.tuples(TIMES, FEW))),
        max_size=60,
    )
)
@several
def test_the_first_timer_is_the_first_however_they_are_set_and_stopped(
    doings: list[tuple[int, tuple[int, int] | None]],
) -> None:
    names = ("due", "kind", "slot", "heap")
    clocks = timers.Timers({name: [0] * 2 for name in names} | {"contact": [0] * 2})
    while len(clocks.due) < PLACES:
        timers.enlarge(clocks)
    for place in range(PLACES):
        clocks.contact[place] = PLACES - place
    running: dict[int, tuple[int, int, int]] = {}
    for place, setting in doings:
        if setting is None:
            timers.stop(clocks, place)
            running.pop(place, None)
        else:
            due, clocks.kind[place] = setting
            clocks.due[place] = due if due < 9 else codes.FOREVER
            timers.start(clocks, place)
            running.pop(place, None)
            if due < 9:
                running[place] = (due, setting[1], PLACES - place)
        first = min(running, key=lambda each: running[each], default=None)
        assert clocks.size == len(running)
        assert clocks.first == (codes.FOREVER if first is None else running[first][0])
        assert first is None or clocks.heap[0] == first


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
