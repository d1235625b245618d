"""The queues of delays that last equally long, held against sorting, and what ties mean to a centre."""

from __future__ import annotations

from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin.acd import codes, delays
from ccadmin.engine import Member
from ccadmin.vocabulary import Scope

from .story import SECOND, Story, calls, people, team

several = settings(max_examples=80, deadline=None)
QUEUES: Final = 3
DOINGS: Final = st.lists(
    st.one_of(
        st.none(), st.tuples(st.integers(0, QUEUES - 1), st.integers(0, 4), st.integers(0, 4))
    ),
    max_size=60,
)
"""Either take the first, or put into a queue, at a time, what has that rank among its like."""


def empty(*, room: int = 2) -> delays.Delays:
    """Queues with nothing in them, and room for so many entries."""
    ends = {name: [codes.NONE] * QUEUES for name in ("head", "tail")}
    return delays.Delays(ends | {name: [0] * room for name in ("time", "what", "following")})


@given(DOINGS)
@several
def test_the_queues_give_back_what_comes_first_and_refuse_what_is_out_of_order(
    doings: list[tuple[int, int, int] | None],
) -> None:
    ends = empty()
    inside: list[list[tuple[int, int]]] = [[] for _ in range(QUEUES)]
    for doing in [*doings, *[None] * len(doings)]:
        if doing is not None:
            queue, time, rank = doing
            what = QUEUES * rank + queue  # the same thing never ends twice at once
            fits = not inside[queue] or inside[queue][-1] <= (time, what)
            assert delays.put(ends, queue, time, what) is fits
            if fits:
                inside[queue].append((time, what))
        elif any(inside):
            first = min(entries[0] for entries in inside if entries)
            assert (ends.first, delays.first_what(ends)) == first
            assert delays.take(ends) == first[1]
            assert inside[first[1] % QUEUES].pop(0) == first
        assert ends.first == min(
            (entries[0][0] for entries in inside if entries), default=codes.FOREVER
        )


def test_rows_that_are_free_again_are_used_before_there_is_more_room() -> None:
    ends = empty(room=2)
    for time in range(20):
        assert delays.put(ends, 0, time, 7)
        assert delays.put(ends, 1, time, 8)
        assert [delays.take(ends), delays.take(ends)] == [7, 8]
    assert len(ends.time) == 2
    for time in range(3):
        assert delays.put(ends, 2, time, time)
    assert len(ends.time) == len(ends.what) == len(ends.following) == 4
    assert [delays.take(ends) for _ in range(3)] == [0, 1, 2]
    assert (ends.first, ends.soonest) == (codes.FOREVER, codes.NONE)


def test_at_one_instant_talks_end_first_and_then_wrap_ups_of_any_length_by_contact() -> None:
    # Ann's is as long as usual, Dee's as long as usual for her, and Ben's as call 2 asks.
    contacts = calls("""
        arrived  talk  wrap_up
              0    10       -1
              0    12        3
              0    15       -1
              0     8       -1
    """)
    desk = team("Desk", 0, 1, 2, Member(3, wrap_up=7 * SECOND), wrap_up=5)

    assert Story((desk,), people("Ann", "Ben", "Cy", "Dee"), contacts).tell()[1:] == [
        "8: Dee ends 4",
        "10: Ann ends 1",
        "12: Ben ends 2",
        "15: Cy ends 3; Ann is done with Desk; Ben is done with Desk; Dee is done with Desk",
        "20: Cy is done with Desk",
    ]


def test_wrap_ups_that_keep_from_everything_end_before_those_that_began_with_them() -> None:
    # Ann's and Cy's are for Sales only, and equally long: Ben's is noted between them.
    contacts = calls("""
        arrived  group  talk
              0      0    10
              0      1    10
              0      0    10
    """)
    groups = (
        team("Sales", 0, 2, wrap_up=5, wrap_up_scope=Scope.GROUP),
        team("Help", 1, wrap_up=5),
    )

    assert Story(groups, people("Ann", "Ben", "Cy"), contacts).tell()[1:] == [
        "10: Ann ends 1; Ben ends 2; Cy ends 3",
        "15: Ben is done with Help; Ann is done with Sales; Cy is done with Sales",
    ]
