"""What each figure means: the sentences that every output prints and `figures.md` repeats."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """What a figure is counted in, where people read it."""

    CONTACTS = "contacts"
    SHARE = "share"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: the name of its field, its heading, its unit, and how it is reckoned."""

    name: str
    title: str
    unit: Unit
    formula: str


DEFINITIONS: Final = (
    Definition(
        "offered",
        "offered",
        Unit.CONTACTS,
        "All contacts that arrived; for a group, all visits to it.",
    ),
    Definition("answered", "answered", Unit.CONTACTS, "Contacts that an agent talked to."),
    Definition(
        "abandoned",
        "abandoned",
        Unit.CONTACTS,
        "Contacts whose patience ran out while they were queued.",
    ),
    Definition(
        "voicemail", "voicemail", Unit.CONTACTS, "Contacts that overflowed into a voice mailbox."
    ),
    Definition(
        "callback", "callback", Unit.CONTACTS, "Contacts that overflowed into a promise to call."
    ),
    Definition(
        "refused",
        "refused",
        Unit.CONTACTS,
        "Contacts on which an overflow hung up, or that had moved on too often.",
    ),
    Definition(
        "unanswered",
        "unanswered",
        Unit.CONTACTS,
        "Contacts that found no group to queue in: it was disabled, deleted or never named.",
    ),
    Definition(
        "waiting",
        "waiting",
        Unit.CONTACTS,
        "Contacts without an end when the simulation ended.",
    ),
    Definition(
        "overflowed",
        "overflowed",
        Unit.CONTACTS,
        "Visits to a group that ended by moving on to another group.",
    ),
    Definition(
        "service_level",
        "service level",
        Unit.SHARE,
        "Contacts answered within T, T included ÷ all answered; T is that of the group they ended in.",
    ),
    Definition(
        "service_level_of_offered",
        "service level of offered",
        Unit.SHARE,
        "Contacts answered within T ÷ all offered.",
    ),
    Definition(
        "service_level_with_abandoned",
        "service level with abandoned",
        Unit.SHARE,
        "Contacts answered within T ÷ answered and abandoned.",
    ),
    Definition(
        "service_level_abandoned_inside",
        "service level, abandoned inside",
        Unit.SHARE,
        "Contacts answered or abandoned within T ÷ answered and abandoned.",
    ),
    Definition(
        "service_level_without_short_abandons",
        "service level without short abandons",
        Unit.SHARE,
        "Contacts answered within T ÷ answered, and abandoned later than T.",
    ),
    Definition(
        "average_speed_of_answer",
        "average speed of answer",
        Unit.SECONDS,
        "Wait of all answered contacts ÷ answered; who did not queue counts with 0.",
    ),
    Definition(
        "mean_wait",
        "mean wait",
        Unit.SECONDS,
        "Wait of all contacts, however they ended ÷ their number.",
    ),
    Definition(
        "mean_wait_of_queued",
        "mean wait of queued",
        Unit.SECONDS,
        "Wait of all contacts ÷ the number of those that waited longer than 0.",
    ),
    Definition("longest_wait", "longest wait", Unit.SECONDS, "The longest wait of any contact."),
    Definition(
        "average_handling_time",
        "average handling time",
        Unit.SECONDS,
        "Talk and wrap-up of answered contacts ÷ answered.",
    ),
    Definition(
        "queued_share",
        "share queued",
        Unit.SHARE,
        "Contacts that waited longer than 0 ÷ offered.",
    ),
    Definition("abandonment_rate", "abandonment rate", Unit.SHARE, "Abandoned ÷ offered."),
    Definition(
        "scheduled",
        "scheduled time",
        Unit.SECONDS,
        "The shifts of all agents who could be offered a contact, within the time reported on.",
    ),
    Definition(
        "staffed",
        "staffed time",
        Unit.SECONDS,
        "Scheduled time, and the time in which agents worked outside their shifts.",
    ),
    Definition(
        "busy",
        "busy time",
        Unit.SECONDS,
        "The time in which agents talked or wrapped up, within the time reported on.",
    ),
    Definition("occupancy", "occupancy", Unit.SHARE, "Busy time ÷ staffed time."),
    Definition("utilisation", "utilisation", Unit.SHARE, "Busy time ÷ scheduled time."),
    Definition("talk", "talk", Unit.SECONDS, "The time that an agent talked to contacts."),
    Definition(
        "wrap_up",
        "wrap-up",
        Unit.SECONDS,
        "The time that an agent worked on contacts after the talk.",
    ),
    Definition(
        "adherence",
        "adherence to weights",
        Unit.SHARE,
        "1 less half the sum, over the enabled members of a random group, of the distances between "
        "their share of its answered contacts and their share of its weights.",
    ),
)
"""Every figure that a `Summary` holds, in the order in which reports show them."""

BY_NAME: Final = {definition.name: definition for definition in DEFINITIONS}
"""The definitions by the names of the fields in `summary.py`."""
