"""What each figure means: the sentences that every output prints and `figures.md` repeats."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """What a figure is counted in, where people read it."""

    CONTACTS = "contacts"
    OFFERS = "offers"
    SHARE = "share"
    SECONDS = "seconds"
    RATING = "1 to 5"


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
    Definition(
        "answered",
        "answered",
        Unit.CONTACTS,
        "Contacts that an agent talked to in the group in which they ended; for a group and an "
        "agent, all visits in which somebody talked to the contact, also those from which it "
        "went up to the next group.",
    ),
    Definition(
        "closed_by_timeout",
        "closed by time-out",
        Unit.CONTACTS,
        "Answered chats that ended because the user fell silent.",
    ),
    Definition(
        "abandoned",
        "abandoned",
        Unit.CONTACTS,
        "Contacts whose patience ran out while they were queued or ringing.",
    ),
    Definition(
        "voicemail",
        "voicemail",
        Unit.CONTACTS,
        "Contacts that overflowed into a voice mailbox.",
    ),
    Definition(
        "callback",
        "callback",
        Unit.CONTACTS,
        "Contacts that overflowed into a promise to call.",
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
        "Visits to a group that nobody answered and that ended by moving on to another group.",
    ),
    Definition(
        "escalated",
        "escalated",
        Unit.CONTACTS,
        "Answered visits after which the contact went up to the next group.",
    ),
    Definition(
        "service_level",
        "service level",
        Unit.SHARE,
        "Contacts answered within T, T included ÷ all answered; T is that of the group they "
        "ended in.",
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
        "Contacts answered within T ÷ answered, and abandoned later than a short abandon, which "
        "is T unless another time is given.",
    ),
    Definition(
        "average_speed_of_answer",
        "average speed of answer",
        Unit.SECONDS,
        "Wait of all answered contacts ÷ answered; who did not queue counts with 0.",
    ),
    Definition(
        "first_response_time",
        "first response time",
        Unit.SECONDS,
        "Time from the arrival to the first answer in any group ÷ contacts that anybody talked "
        "to; for a group and an agent, those whose first answer they gave.",
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
        "Talk and wrap-up of answered contacts, in all their groups ÷ answered; for a group and "
        "an agent, of the visits they answered.",
    ),
    Definition(
        "resolved",
        "resolved",
        Unit.CONTACTS,
        "Answered contacts that were talked to at the level they demanded and of which the file "
        "does not say otherwise; for a group and an agent, those that ended with them.",
    ),
    Definition(
        "resolution_time",
        "resolution time",
        Unit.SECONDS,
        "Time from the arrival to the end of the last talk of resolved contacts ÷ resolved.",
    ),
    Definition(
        "first_contact_resolution",
        "first-contact resolution",
        Unit.SHARE,
        "Contacts resolved by the first who talked to them ÷ contacts that anybody talked to; "
        "for a group and an agent, those whose first answer they gave.",
    ),
    Definition(
        "csat",
        "CSAT",
        Unit.RATING,
        "Sum of the ratings that count ÷ their number. A rating of an answered contact counts; "
        "that of a chat if its user was invited and rated within the validity.",
    ),
    Definition(
        "satisfied",
        "satisfied",
        Unit.SHARE,
        "Ratings of 4 and 5 ÷ ratings that count.",
    ),
    Definition(
        "response_rate",
        "response rate",
        Unit.SHARE,
        "Ratings that count ÷ answered contacts, less the chats whose users were not invited.",
    ),
    Definition(
        "queued_share",
        "share queued",
        Unit.SHARE,
        "Contacts that waited longer than 0 ÷ offered.",
    ),
    Definition("abandonment_rate", "abandonment rate", Unit.SHARE, "Abandoned ÷ offered."),
    Definition(
        "mean_queue",
        "mean queue",
        Unit.CONTACTS,
        "All time in which contacts waited, queued or ringing ÷ the time reported on.",
    ),
    Definition(
        "longest_queue",
        "longest queue",
        Unit.CONTACTS,
        "The most contacts that waited at once, queued or ringing.",
    ),
    Definition(
        "offers",
        "offers",
        Unit.OFFERS,
        "How often a contact was offered to an agent, by ringing or at once; each agent counts. What "
        "still rang when the simulation ended counts with no group and no agent.",
    ),
    Definition("misses", "misses", Unit.OFFERS, "Offers that an agent let ring out."),
    Definition(
        "cut_short",
        "rings cut short",
        Unit.OFFERS,
        "Offers that ended while they rang: the contact left, somebody else answered, the shift or "
        "the simulation ended. They are no misses.",
    ),
    Definition("miss_rate", "miss rate", Unit.SHARE, "Misses ÷ offers."),
    Definition(
        "scheduled",
        "scheduled time",
        Unit.SECONDS,
        "The shifts of all agents who could be offered a contact, within the time reported on; "
        "for a group, the shifts of its members and of whoever answered in it, whole.",
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
        "The time in which agents were rung, talked or wrapped up, within the time reported on; "
        "several things at once count once.",
    ),
    Definition(
        "load",
        "load",
        Unit.SECONDS,
        "Busy time, where chats that leave room for more count as chats in hand ÷ capacity.",
    ),
    Definition("occupancy", "occupancy", Unit.SHARE, "Busy time ÷ staffed time."),
    Definition("utilisation", "utilisation", Unit.SHARE, "Load ÷ scheduled time."),
    Definition(
        "ring",
        "ringing",
        Unit.SECONDS,
        "The time that an agent was rung, with an answer or not.",
    ),
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
        "1 less half the sum, over the enabled members of a random group, of the distances "
        "between their share of its answered contacts and their share of its weights.",
    ),
)
"""Every figure that a `Summary` holds, in the order in which reports show them."""

BY_NAME: Final = {definition.name: definition for definition in DEFINITIONS}
"""The definitions by the names of the fields in `summary.py`."""
