"""The state of a day at any instant, against what the engine says became of each contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccadmin.engine import simulate
from ccadmin.report.figures import summarise
from ccadmin.wallboard import day as days
from ccadmin.wallboard.day import Day, day
from ccadmin.wallboard.playback import SPEEDS, Playback
from tests.acd.centres import centres
from tests.report import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.acd.centres import Centre
    from tests.report.plain import Stay


@settings(deadline=None, max_examples=60)
@given(centres(), st.data())
def test_a_state_is_what_the_outcomes_say_of_that_instant(
    centre: Centre, data: st.DataObject
) -> None:
    played, stays = _day(centre), list(_stays(centre))
    # What would happen in the very instant of a horizon does not.
    last = max(played.start, played.end - 1)
    now = data.draw(st.integers(played.start, last), label="now")
    state = played.state(played.position(now))

    for group in range(len(centre.snapshot.groups)):
        assert state.waiting[group] == {
            stay.contact: stay.joined
            for stay in stays
            if stay.group == group and stay.joined is not None and stay.joined <= now
            if now < stay.left
        }
    assert state.talking == {
        stay.contact: (stay.agent, stay.group, stay.left)
        for stay in stays
        if stay.was_answered and stay.left <= now < stay.talked
    }
    assert state.wrapping == {
        (stay.agent, stay.contact): stay.talked
        for stay in stays
        if stay.was_answered and stay.talked <= now < stay.released
    }
    assert state.on_shift == {
        agent
        for agent, person in enumerate(centre.snapshot.agents)
        if person.shifts is None or any(s.start <= now < s.end for s in person.shifts)
    }


@settings(deadline=None, max_examples=60)
@given(centres())
def test_what_is_counted_in_the_end_is_what_a_report_counts(centre: Centre) -> None:
    played = _day(centre)
    summary = summarise(played.outcomes, centre.contacts, centre.snapshot)
    counts = played.state(len(played.events.time)).counts

    assert [(c.offered, c.answered, c.abandoned, c.moved) for c in counts] == [
        (g.figures.offered, g.figures.answered, g.figures.abandoned, g.overflowed)
        for g in summary.groups
    ]
    assert [c.in_time / c.answered if c.answered else None for c in counts] == [
        g.figures.service_level for g in summary.groups
    ]


@settings(deadline=None, max_examples=40)
@given(centres(), st.data())
def test_any_instant_is_the_same_by_keyframe_step_or_play(
    centre: Centre, data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(days, "FEWEST", data.draw(st.sampled_from([1, 2, 7, 50]), label="apart"))
        played = _day(centre)
    playback = Playback.of(played)
    for _ in range(data.draw(st.integers(1, 6), label="moves")):
        match data.draw(st.sampled_from(["jump", "play", "step", "faster", "slower"]), label="do"):
            case "jump":
                playback.jump(data.draw(st.integers(played.start - 99, played.end + 99)))
            case "play":
                playback.playing = True
                playback.pass_by(data.draw(st.floats(0, 10)))
            case "step":
                playback.step()
            case "faster":
                playback.faster()
            case _:
                playback.slower()
        whole = played.keyframes[0].copy()
        played.carry(whole, 0, played.position(int(playback.now)))
        assert playback.position == played.position(int(playback.now))
        assert playback.state == whole
        assert playback.speed in SPEEDS
        assert played.start <= playback.now <= played.end


def _day(centre: Centre) -> Day:
    outcomes = simulate(centre.snapshot, centre.contacts, centre.options)
    ids = [str(row) for row in range(len(centre.contacts.arrived))]
    return day(centre.snapshot, centre.contacts, outcomes, ids=ids, zone="UTC")


def _stays(centre: Centre) -> Iterator[Stay]:
    outcomes = simulate(centre.snapshot, centre.contacts, centre.options)
    for row in range(len(centre.contacts.arrived)):
        yield from plain.stays_of(outcomes, centre.contacts, centre.snapshot, row)
