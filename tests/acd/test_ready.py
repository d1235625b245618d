"""The lists of those who are ready: in order whoever comes, goes or ranks elsewhere all at once."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin.acd import codes, columns, ready
from ccadmin.engine.layout.people import SLOTS

KEYS: Final = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12)
"""What ranks each member; few different values make many ties."""
POOL: Final = 1
BEFORE: Final = 3
"""Slots of another pool that come before those of this one."""


class List:
    """One pool among others, whose members are rated by these keys, then in the order of their rows."""

    def __init__(self, keys: list[tuple[int, int]]) -> None:
        slots = SLOTS * len(keys)
        nobody: dict[str, list[int]] = {name: [] for name in columns.Members.__slots__}
        self.members = columns.Members(
            nobody
            | {
                "listed": [codes.NONE] * (BEFORE + slots + BEFORE),
                "enlisted": [0] * len(keys),
                "major": [major for major, _ in keys],
                "minor": [minor for _, minor in keys],
                "standing": list(range(len(keys))),
            }
        )
        nothing: dict[str, list[int]] = {name: [] for name in columns.Pools.__slots__}
        self.pools = columns.Pools(
            nothing
            | {
                "first": [0, BEFORE],
                "end": [BEFORE, BEFORE + slots],
                "front": [0, BEFORE],
                "listed": [0, 0],
            }
        )

    def insert(self, member: int) -> None:
        ready.insert(self.members, self.pools, POOL, member)

    def take(self, member: int) -> None:
        ready.take(self.members, self.pools, POOL, member)

    def take_first(self) -> None:
        ready.take_first(self.members, self.pools, POOL)

    def rate(self, member: int, key: tuple[int, int]) -> None:
        self.members.major[member], self.members.minor[member] = key

    def rank(self, member: int) -> tuple[int, int, int]:
        return self.members.major[member], self.members.minor[member], member

    @property
    def inside(self) -> list[int]:
        front = self.pools.front[POOL]
        return list(self.members.listed[front : front + self.pools.listed[POOL]])

    def check(self, expected: set[int]) -> None:
        assert self.inside == sorted(expected, key=self.rank)
        assert {row for row, listed in enumerate(self.members.enlisted) if listed} == expected
        assert self.members.listed[:BEFORE] == [codes.NONE] * BEFORE
        assert self.members.listed[-BEFORE:] == [codes.NONE] * BEFORE


@given(KEYS, st.lists(st.tuples(st.integers(0, 99), st.integers(0, 4)), max_size=80))
@settings(max_examples=200, deadline=None)
def test_a_list_is_in_order_whoever_comes_goes_or_is_rated_anew(
    keys: list[tuple[int, int]], turns: list[tuple[int, int]]
) -> None:
    # Whose turn it is becomes listed, or goes, from wherever he stands; or the first goes, and comes
    # back behind all others at times, as somebody does who has been busy meanwhile.
    pool = List(keys)
    expected: set[int] = set()
    for turn, what in turns:
        member = turn % len(keys)
        if member not in expected:
            pool.insert(member)
            expected.add(member)
        elif what < 2:
            pool.take(member)
            expected.remove(member)
        else:
            member = pool.inside[0]
            pool.take_first()
            pool.rate(member, (what, turn))
            if what == 2:
                expected.remove(member)
            else:
                pool.insert(member)
        pool.check(expected)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 9, 40])
def test_everybody_in_turn_goes_from_the_front_to_the_back_time_and_again(count: int) -> None:
    shuffled = Random(count)
    pool = List([(0, minor) for minor in range(count)])
    everybody = set(range(count))
    for member in shuffled.sample(range(count), count):
        pool.insert(member)
    for now in range(count, 6 * count):
        member = pool.inside[0]
        assert pool.rank(member) == min(pool.rank(other) for other in everybody)
        pool.take_first()
        pool.rate(member, (0, now))
        pool.insert(member)
        pool.check(everybody)
