"""Contacts and outcomes that tests of figures write by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccadmin.engine import (
    NEVER,
    NOBODY,
    OUTCOMES,
    REASONS,
    UNLIMITED,
    Agent,
    Contacts,
    Group,
    Options,
    Outcomes,
    Rings,
    Snapshot,
    Visits,
    simulate,
)
from ccadmin.report.figures import summarise
from ccadmin.vocabulary import Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.report.summary import Summary

SECOND: Final = 1_000
MINUTE: Final = 60_000
NOON: Final = 1_772_452_800_000
"""ms of 2026-03-02T12:00:00Z."""


def contacts_at(
    *arrived: int, group: int = 0, talk: int = 10, patience: int = UNLIMITED
) -> Contacts:
    """Contacts that arrive so many seconds after noon."""
    count = len(arrived)
    return Contacts(
        arrived=[NOON + second * SECOND for second in arrived],
        group=[group] * count,
        talk=[talk * SECOND] * count,
        patience=[patience] * count,
        wrap_up=[-1] * count,
        priority=[0] * count,
    )


def summed_up(snapshot: Snapshot, contacts: Contacts, until: int | None = None) -> Summary:
    """The figures of a run."""
    outcomes = simulate(snapshot, contacts, Options(compiled=False, until=until))
    return summarise(outcomes, contacts, snapshot)


def made(waits: Sequence[int], answered: Sequence[bool]) -> tuple[Outcomes, Contacts, Snapshot]:
    """Outcomes as they might come from the engine: waits in seconds, answered or abandoned."""
    contacts = contacts_at(*[0] * len(waits))
    left = [NOON + wait * SECOND for wait in waits]
    kinds = [Outcome.ANSWERED if each else Outcome.ABANDONED for each in answered]
    reasons = [Reason.NONE if each else Reason.PATIENCE for each in answered]
    outcomes = Outcomes(
        outcome=[OUTCOMES.index(kind) for kind in kinds],
        reason=[REASONS.index(reason) for reason in reasons],
        first_group=[0] * len(waits),
        last_group=[0] * len(waits),
        joined=contacts.arrived,
        answered=[at if each else NEVER for at, each in zip(left, answered, strict=True)],
        ended=left,
        agent=[row if each else NOBODY for row, each in enumerate(answered)],
        wrap_up=[0] * len(waits),
        hops=[0] * len(waits),
        device=[0] * len(waits),
        ring=[0] * len(waits),
        offers=[0] * len(waits),
        misses=[0] * len(waits),
        talks=[int(each) for each in answered],
        visits=Visits(*[[]] * 10),
        rings=Rings(*[[]] * 6),
        events=None,
        decisions=None,
        start=NOON,
        end=max(left, default=NOON),
        mode="interpreted",
    )
    agents = tuple(Agent(id=row + 1, name=f"Agent {row}") for row in range(len(waits)))
    return outcomes, contacts, Snapshot(groups=(Group(id=1, name="Sales"),), agents=agents)
