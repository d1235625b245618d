"""Places in the queue, held against counting everybody anew at every instant of random centres."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from hypothesis import given, settings

from ccadmin import engine
from ccadmin.engine import CHANNELS, EVENT_KINDS
from ccadmin.messages.queue import JOINS, KINDS, waiting
from ccadmin.vocabulary import Channel, Order
from tests.acd.centres import Centre, centres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccadmin.engine import Contacts, Events

Told = tuple[int, int, int, str, int]
"""Time, group, contact, name and place of a message."""


@given(centres())
@settings(max_examples=60, deadline=None)
def test_every_change_of_place_is_told_once(centre: Centre) -> None:
    log = engine.simulate(
        centre.snapshot, centre.contacts, replace(centre.options, log=True, compiled=False)
    ).events
    assert log is not None
    chats = chats_of(centre.contacts)
    told = waiting(rows(log), centre.snapshot.groups, centre.contacts, chats)

    assert sorted((m.time, m.group, m.contact, m.name, m.place) for m in told) == sorted(
        counted_anew(log, centre, chats)
    )
    assert [m[:2] for m in told] == sorted(m[:2] for m in told)


def rows(log: Events) -> Iterator[tuple[int, int, int, int, int]]:
    columns = zip(log.time, log.kind, log.contact, log.group, strict=True)
    for order, (time, kind, contact, group) in enumerate(columns):
        if EVENT_KINDS[kind] in KINDS and group >= 0:
            yield order, time, kind, contact, group


def chats_of(contacts: Contacts) -> frozenset[int]:
    if contacts.channel is None:
        return frozenset()
    chat = CHANNELS.index(Channel.CHAT)
    return frozenset(row for row, channel in enumerate(contacts.channel) if channel == chat)


def counted_anew(log: Events, centre: Centre, chats: frozenset[int]) -> Iterator[Told]:
    """The same by sorting everybody who waits in each group after each instant."""
    there: dict[int, int] = {}
    before: dict[tuple[int, int], int] = {}
    for time, events in groupby(rows(log), key=lambda row: row[1]):
        for _, _, kind, contact, group in events:
            if EVENT_KINDS[kind] in JOINS:
                there[contact] = group
            else:
                there.pop(contact, None)
                before.pop((group, contact), None)
        for group in {*there.values()}:
            line = sorted(c for c in there if there[c] == group)
            line.sort(key=lambda c: rank(centre, group, c))
            for place, contact in enumerate(line, start=1):
                if contact in chats and before.get((group, contact)) != place:
                    if (group, contact) not in before:
                        yield time, group, contact, "manual_access_in_progress", 0
                    yield time, group, contact, "queue_message", place
                    before[group, contact] = place


def rank(centre: Centre, group: int, contact: int) -> tuple[int, int]:
    rules, contacts = centre.snapshot.groups[group], centre.contacts
    priority, arrived = contacts.priority[contact], contacts.arrived[contact]
    if rules.order is Order.AGEING:
        return 0, arrived - priority * rules.age_point
    return -priority, arrived
