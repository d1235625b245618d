"""What a set of random centres met: equal answers to easy questions would prove little."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ccadmin.engine import CHANNELS, DEVICES, EVENT_KINDS, OUTCOMES, REASONS, Outcomes
from ccadmin.vocabulary import Channel, Outcome, Reason, Strategy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .centres import Centre

OF_CENTRES: Final = 0.05
"""The least share of the centres in which each strategy, outcome and reason occurs."""
ENOUGH: Final = 100
"""Fewer centres say nothing about shares."""
OF_CONTACTS: Final = 0.01
"""The least share of the contacts that meet each kind of event, and each feature below."""
WAITING: Final = 0.3
"""The least share of the contacts that wait in a queue."""
FEATURES: Final = (
    *(f"answered {channel}" for channel in Channel),
    *(f"answered on {device or 'nothing that rings'}" for device in DEVICES),
    "rang at several at once",
    "rang again at the same person",
    "answered beside another chat",
    "answered beside a contact of another channel",
)


class Tally:
    """How often the examples met each strategy, outcome, reason, kind of event and feature.

    An event that concerns no contact, such as the start of a shift, counts once each time.
    """

    def __init__(self) -> None:
        self.centres = self.contacts = 0
        self.in_centres: Counter[str] = Counter()
        self.by_contacts: Counter[str] = Counter()

    def add(self, centre: Centre, given: Outcomes) -> None:
        """Count one example."""
        self.centres += 1
        self.contacts += len(given.outcome)
        words = {f"strategy {group.strategy}" for group in centre.snapshot.groups}
        words |= {f"outcome {OUTCOMES[outcome]}" for outcome in given.outcome}
        words |= {f"reason {REASONS[reason]}" for reason in given.reason}
        self.in_centres.update(words)
        self.by_contacts.update(word for word, _ in set(happened(given)))
        self.by_contacts.update(word for word, _ in set(features(centre, given)))

    def shares(self) -> dict[str, float]:
        """Each word's share, of the centres or of the contacts."""
        words = [
            *(f"strategy {strategy}" for strategy in Strategy),
            *(f"outcome {outcome}" for outcome in Outcome),
            *(f"reason {reason}" for reason in Reason),
        ]
        of_centres = {word: self.in_centres[word] / self.centres for word in words}
        met = [*EVENT_KINDS, *FEATURES]
        return of_centres | {word: self.by_contacts[word] / self.contacts for word in met}

    def check(self, examples: int) -> None:
        """Print the tally, and hold it to its floors where there are enough centres for shares."""
        shares = self.shares()
        print(f"{self.centres} centres, {self.contacts} contacts")  # noqa: T201 - the tally is to be seen
        print(*(f"{share:6.1%} {word}" for word, share in shares.items()), sep="\n")  # noqa: T201 - as above
        floors = {word: least_share(word) for word in shares}
        assert self.centres >= examples
        if examples < ENOUGH:
            return
        assert {word: share for word, share in shares.items() if share < floors[word]} == {}


def least_share(word: str) -> float:
    """The floor under a word's share."""
    if word == "queued":
        return WAITING
    return OF_CONTACTS if word in EVENT_KINDS or word in FEATURES else OF_CENTRES


def happened(given: Outcomes) -> Iterator[tuple[str, int]]:
    """Every kind of event with the contact that met it, or with a number below 0 of its own."""
    log = given.events
    assert log is not None
    for number, (kind, contact) in enumerate(zip(log.kind, log.contact, strict=True)):
        yield EVENT_KINDS[kind], contact if contact >= 0 else -1 - number


def features(centre: Centre, given: Outcomes) -> Iterator[tuple[str, int]]:
    """What shows only in several events together, with the contact that met it."""
    log = given.events
    assert log is not None
    kinds = [EVENT_KINDS[kind] for kind in log.kind]
    rows = list(zip(log.time, kinds, log.contact, log.agent, log.detail, strict=True))
    in_hand: Counter[tuple[int, Channel]] = Counter()
    rung: Counter[tuple[int, int]] = Counter()
    for _, kind, contact, agent, detail in rows:
        channel = channel_of(centre, contact)
        if kind == "answered":
            yield f"answered {channel}", contact
            yield f"answered on {DEVICES[detail] or 'nothing that rings'}", contact
            others = {other for other in Channel if in_hand[agent, other]}
            if channel is Channel.CHAT and channel in others:
                yield "answered beside another chat", contact
            if others - {channel}:
                yield "answered beside a contact of another channel", contact
            in_hand[agent, channel] += 1
        elif kind in {"talk-ended", "closed-by-timeout"}:
            in_hand[agent, channel] -= 1
        elif kind == "rang":
            rung[contact, agent] += 1
            if rung[contact, agent] > 1:
                yield "rang again at the same person", contact
    for one, following in pairwise(rows):
        if following[:3] == (one[0], "rang", one[2]) == one[:3]:
            yield "rang at several at once", one[2]


def channel_of(centre: Centre, contact: int) -> Channel:
    """The contact's channel; of an event without a contact it does not matter."""
    channels = centre.contacts.channel
    return Channel.CALL if channels is None or contact < 0 else CHANNELS[channels[contact]]
