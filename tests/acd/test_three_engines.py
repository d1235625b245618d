"""Three engines on the same random centres: interpreted, compiled, and one too plain to be wrong.

The first two are one source and must agree to the last byte. The third was written apart from it,
from the rules alone, and must agree event by event.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings

from ccadmin import engine
from ccadmin.engine import EVENT_KINDS, OUTCOMES, REASONS, Outcomes
from ccadmin.vocabulary import Outcome, Reason, Strategy

from .centres import Centre, centres
from .naive import simulated
from .naive_state import LOGGED

if TYPE_CHECKING:
    from .naive import Naive
    from .naive_state import Event
EXAMPLES: Final = 200
LEAST_SHARE: Final = 0.05
LEAST_WAITING: Final = 0.3

same_every_time = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)

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
    tally.check()


def test_the_engine_does_event_by_event_what_the_rules_say() -> None:
    tally = Tally()

    @given(centres())
    @same_every_time
    def compare(centre: Centre) -> None:
        given = outcomes(centre, compiled=False)
        expected = simulated(centre.snapshot, centre.contacts, centre.options)
        assert events(given) == expected.events
        assert rows(given) == expected_rows(expected)
        assert visits(given) == expected.visits
        assert (given.start, given.end) == (expected.start, expected.end)
        tally.add(centre, given)

    compare()
    tally.check()


class Tally:
    """How often the examples met each strategy, outcome and reason: equal answers to easy
    questions would prove little.
    """

    def __init__(self) -> None:
        self.centres = self.contacts = self.waited = 0
        self.seen: Counter[Strategy | Outcome | Reason] = Counter()

    def add(self, centre: Centre, given: Outcomes) -> None:
        """Count one example."""
        self.centres += 1
        self.contacts += len(given.outcome)
        self.waited += len({event[2] for event in events(given) if event[1] == "queued"})
        self.seen.update({group.strategy for group in centre.snapshot.groups})
        self.seen.update({OUTCOMES[outcome] for outcome in given.outcome})
        self.seen.update({REASONS[reason] for reason in given.reason})

    def check(self) -> None:
        """Print the tally and hold it to its floors."""
        words = [*Strategy, *Outcome, *Reason]
        shares = {word.name: self.seen[word] / self.centres for word in words}
        waited = self.waited / self.contacts
        print(f"{self.centres} centres, {self.contacts} contacts, {waited:.0%} of them waited")  # noqa: T201 - the tally is to be seen
        print(*(f"{name}: {share:.0%}" for name, share in shares.items()), sep="\n")  # noqa: T201 - as above
        assert self.centres >= EXAMPLES
        assert {name: share for name, share in shares.items() if share < LEAST_SHARE} == {}
        assert waited >= LEAST_WAITING


def outcomes(centre: Centre, *, compiled: bool) -> Outcomes:
    """What the engine makes of the centre in that mode."""
    options = replace(centre.options, compiled=compiled)
    return engine.simulate(centre.snapshot, centre.contacts, options)


def events(given: Outcomes) -> list[Event]:
    """The events that the plain engine writes down as well."""
    log = given.events
    assert log is not None
    rows = zip(
        log.time,
        (EVENT_KINDS[kind] for kind in log.kind),
        log.contact,
        log.group,
        log.agent,
        strict=True,
    )
    return [row for row in rows if row[1] in LOGGED]


def rows(given: Outcomes) -> list[tuple[object, ...]]:
    """One tuple a contact."""
    return [
        (
            OUTCOMES[given.outcome[row]],
            REASONS[given.reason[row]],
            given.first_group[row],
            given.last_group[row],
            given.joined[row],
            given.answered[row],
            given.ended[row],
            given.agent[row],
            given.wrap_up[row],
            given.hops[row],
        )
        for row in range(len(given.outcome))
    ]


def expected_rows(naive: Naive) -> list[tuple[object, ...]]:
    """The same of the plain engine."""
    return [
        (
            contact.outcome,
            contact.reason,
            contact.first_group,
            contact.last_group,
            contact.joined,
            contact.answered,
            contact.ended,
            contact.agent,
            contact.wrap_up,
            contact.hops,
        )
        for contact in naive.contacts
    ]


def visits(given: Outcomes) -> list[tuple[int, int, int, int, str]]:
    """The stays that overflowed, with the words of their reasons."""
    stays = given.visits
    reasons = [str(REASONS[reason]) for reason in stays.reason]
    return list(zip(stays.contact, stays.group, stays.joined, stays.left, reasons, strict=True))
