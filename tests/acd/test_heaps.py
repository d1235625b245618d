"""The heaps of the distributor, held against sorting: whatever is done, the first is the first."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin.acd import agenda, codes, columns, forest, ready, timers

several = settings(max_examples=80, deadline=None)
FEW: Final = st.integers(0, 3)
"""Few different values make many ties."""
TIMES: Final = st.integers(0, 9)
PLACES: Final = 12


def members(keys: list[tuple[int, int]], slots: int) -> columns.Members:
    """So many members, each with what ranks him, none of whom is listed in any of the slots."""
    nothing: dict[str, list[int]] = {name: [] for name in columns.Members.__slots__}
    return columns.Members(
        nothing
        | {
            "listed": [codes.NONE] * slots,
            "slot": [codes.NONE] * len(keys),
            "major": [major for major, _ in keys],
            "minor": [minor for _, minor in keys],
            "standing": list(range(len(keys))),
        }
    )


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


@given(
    st.lists(st.tuples(FEW, FEW), min_size=1, max_size=20),
    st.integers(0, 3),
    st.lists(st.integers(0, 99), max_size=60),
)
@several
def test_whoever_ranks_first_of_the_listed_stands_first_whoever_comes_and_goes(
    keys: list[tuple[int, int]], first: int, turns: list[int]
) -> None:
    # Whose turn it is becomes listed, or goes if he stands first; else whoever stands first sinks.
    count = len(keys)
    keys = list(keys)
    pool = members(keys, first + count)
    inside: set[int] = set()
    for member in [turn % count for turn in turns]:
        if member not in inside:
            ready.rise(pool, first, len(inside), member)
            inside.add(member)
        elif pool.listed[first] == member:
            inside.remove(member)
            ready.take_first(pool, first, len(inside))
        else:
            leader = pool.listed[first]
            keys[leader] = (1 + max(major for major, _ in keys), 0)
            pool.major[leader], pool.minor[leader] = keys[leader]
            ready.sink(pool, first, len(inside), 0, leader)
        slots = range(first, first + len(inside))
        assert {pool.listed[slot] for slot in slots} == inside
        assert all(pool.slot[pool.listed[slot]] == slot for slot in slots)
        if inside:
            assert pool.listed[first] == min(inside, key=lambda each: (*keys[each], each))
        else:
            assert pool.slot == [codes.NONE] * count


@pytest.mark.parametrize("count", [2, 3, 5, 9, 17, 40, 200])
def test_many_who_are_listed_come_in_order_however_far_the_first_of_them_sinks(count: int) -> None:
    shuffled = Random(count)
    keys = [shuffled.randrange(count) for _ in range(count)]
    pool = members([(key, 0) for key in keys], count)
    for member in range(count):
        ready.rise(pool, 0, member, member)
    for _ in range(3 * count):
        leader = pool.listed[0]
        assert (keys[leader], leader) == min(zip(keys, range(count), strict=True))
        keys[leader] += shuffled.randrange(count)
        pool.major[leader] = keys[leader]
        ready.sink(pool, 0, count, 0, leader)
    taken = []
    for left in reversed(range(count)):
        taken.append(pool.listed[0])
        ready.take_first(pool, 0, left)
    assert taken == sorted(range(count), key=lambda member: (keys[member], member))


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
