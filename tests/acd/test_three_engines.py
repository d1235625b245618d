"""Three engines on the same random centres: interpreted, compiled, and one too plain to be wrong.

The first two are one source and must agree to the last byte. The third, in `reference/`, was written
apart from it, from the rules alone, and must agree event by event. `CCADMIN_CENTRES` says on how many.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings

from ccadmin import engine
from ccadmin.engine import OUTCOMES, REASONS, RING_RESULTS, Outcomes

from .centres import Centre, centres
from .reference import row_of, simulated
from .tally import Tally
from .unfolding import told

if TYPE_CHECKING:
    from .reference.world import Ring, Visit

EXAMPLES: Final = int(os.environ.get("CCADMIN_CENTRES", "200"))

same_every_time = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)

pytestmark = pytest.mark.no_cover  # they compare at full speed; other tests cover the lines

needs_compiled = pytest.mark.skipif(
    engine.build_state() != "compiled",
    reason=f"the compiled distributor is {engine.build_state()}",
)


@needs_compiled
def test_the_compiled_engine_gives_what_the_interpreted_one_gives() -> None:
    tally = Tally()

    @given(centres())
    @same_every_time
    def compare(centre: Centre) -> None:
        compiled = outcomes(centre, compiled=True)
        interpreted = outcomes(centre, compiled=False)
        assert compiled.mode == "compiled"
        assert replace(compiled, mode="interpreted") == interpreted
        tally.add(centre, interpreted)

    compare()
    tally.check(EXAMPLES)


def test_the_engine_does_event_by_event_what_the_rules_say() -> None:
    tally = Tally()

    @given(centres())
    @same_every_time
    def compare(centre: Centre) -> None:
        given = outcomes(centre, compiled=False)
        expected = simulated(centre.snapshot, centre.contacts, centre.options)
        assert told(given) == expected.events
        assert rows(given) == [row_of(contact) for contact in expected.contacts]
        assert visits(given) == expected.visits
        assert rings(given) == expected.rings
        assert (given.start, given.end) == (expected.start, expected.end)
        tally.add(centre, given)

    compare()
    tally.check(EXAMPLES)


def outcomes(centre: Centre, *, compiled: bool) -> Outcomes:
    """What the engine makes of the centre in that mode."""
    options = replace(centre.options, compiled=compiled)
    return engine.simulate(centre.snapshot, centre.contacts, options)


def rows(given: Outcomes) -> list[tuple[object, ...]]:
    """One tuple a contact, with the words of outcomes and reasons."""
    columns = (
        [OUTCOMES[outcome] for outcome in given.outcome],
        [REASONS[reason] for reason in given.reason],
        given.first_group,
        given.last_group,
        given.joined,
        given.answered,
        given.ended,
        given.agent,
        given.wrap_up,
        given.hops,
        given.device,
        given.ring,
        given.offers,
        given.misses,
        given.talks,
    )
    return list(zip(*columns, strict=True))


def visits(given: Outcomes) -> list[Visit]:
    """The stays that led on to another group, with the words of their reasons."""
    stays = given.visits
    columns = (
        stays.contact,
        stays.group,
        stays.joined,
        stays.left,
        [str(REASONS[reason]) for reason in stays.reason],
        stays.answered,
        stays.agent,
        stays.wrap_up,
        stays.ring,
        stays.device,
    )
    return list(zip(*columns, strict=True))


def rings(given: Outcomes) -> list[Ring]:
    """What rang and was not answered, with the words of the results."""
    rung = given.rings
    results = [RING_RESULTS[result] for result in rung.result]
    columns = (rung.contact, rung.group, rung.agent, rung.started, rung.ended, results)
    return list(zip(*columns, strict=True))
