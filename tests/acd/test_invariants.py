"""What must hold whatever the centre, with every feature on: conservation, order, limits, keyed draws."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from random import Random
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ccadmin import engine
from ccadmin.engine import (
    CHANNELS,
    NEVER,
    NO_NEEDS,
    NOBODY,
    OUTCOMES,
    REASONS,
    UNLIMITED,
    UNSET,
    Agent,
    ChatService,
    Contacts,
    Distribution,
    Group,
    Member,
    Options,
    Outcomes,
    Snapshot,
)
from ccadmin.vocabulary import AtClosing, Channel, Outcome, Reason, Strategy

from .centres import Centre, centres
from .unfolding import ENDINGS, moments, offers, rank, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SECOND: Final = 1000
TALKED_TO: Final = {Outcome.ANSWERED, Outcome.CLOSED_BY_TIMEOUT}
DURATIONS: Final = {
    "talk": Distribution("lognormal", mean=180_000, deviation=90_000),
    "patience": Distribution("exp", mean=60_000),
}
FAR_APART: Final = 1000 * SECOND
Stay = tuple[int, int, int, int]
"""Contact, group, when it joined, when it was answered or left."""

same_every_time = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
fewer = settings(same_every_time, max_examples=20)


@given(centres())
@same_every_time
def test_every_contact_has_one_outcome_with_its_times_and_reason(centre: Centre) -> None:
    given = simulated(centre)

    assert len(given.outcome) == len(centre.contacts.arrived)
    for row, arrived in enumerate(centre.contacts.arrived):
        outcome = OUTCOMES[given.outcome[row]]
        was_answered = outcome in TALKED_TO
        assert (given.agent[row] != NOBODY) == was_answered
        assert (given.answered[row] != NEVER) == was_answered
        assert (REASONS[given.reason[row]] is Reason.NONE) == was_answered
        assert (given.ended[row] == NEVER) == (outcome is Outcome.WAITING)
        if was_answered:
            # The end of a shift does not cut a talk; only silence shortens one.
            whole = given.answered[row] + centre.contacts.talk[row]
            assert arrived <= given.joined[row] <= given.answered[row] <= given.ended[row]
            assert (given.ended[row] == whole) == (outcome is Outcome.ANSWERED)


@given(centres())
@same_every_time
def test_whatever_happens_to_a_contact_happens_once_and_is_counted_once(centre: Centre) -> None:
    given = simulated(centre)
    until = centre.options.until
    happened = Counter((kind, contact) for _, kind, contact, *_ in told(given))
    offered = Counter(contact for _, (_, _, contact, *_) in offers(centre, given))

    for row, arrived in enumerate(centre.contacts.arrived):
        outcome = OUTCOMES[given.outcome[row]]
        talks_on = outcome in TALKED_TO and until is not None and given.ended[row] >= until
        hung_up = happened["talk-ended", row] + happened["closed-by-timeout", row]
        left = Counter({kind: happened[kind, row] for kind in ENDINGS})
        assert happened["arrived", row] == (until is None or arrived < until)
        assert +left == ({outcome: 1} if outcome in ENDINGS and not talks_on else {})
        assert given.talks[row] == happened["answered", row] == hung_up + talks_on
        assert given.hops[row] == happened["overflowed", row]
        assert given.misses[row] == happened["missed", row]
        assert given.offers[row] == offered[row]


@given(centres())
@same_every_time
def test_the_queue_holds_as_much_waiting_over_time_as_the_stays_add_up_to(centre: Centre) -> None:
    given = simulated(centre)
    area, before = 0, given.start
    for moment, (time, *_) in moments(centre, given):
        area += len(moment.joined) * (time - before)
        before = time
    area += len(moment.joined) * (given.end - before)

    assert area == sum(left - joined for _, _, joined, left in stays(given))


@given(centres())
@same_every_time
def test_whoever_is_offered_a_contact_passes_every_test_of_the_rules(centre: Centre) -> None:
    # Membership, number, shift, break, one offer at a time, capacity, wrap-up, tier and skills.
    for moment, (_, _, contact, group, agent, _) in offers(centre, simulated(centre)):
        assert moment.obstacles(contact, group, agent) == set()


@given(centres())
@same_every_time
def test_no_stay_in_a_queue_is_longer_than_patience_or_the_groups_maximum(centre: Centre) -> None:
    for row, group, joined, left in stays(simulated(centre)):
        patience = centre.contacts.patience[row]
        longest = centre.snapshot.groups[group].max_wait
        assert patience == UNLIMITED or left - joined <= patience
        assert longest is None or left - joined <= longest


@given(centres())
@same_every_time
def test_nobody_of_a_lower_rank_is_served_while_the_person_could_serve_a_higher_one(
    centre: Centre,
) -> None:
    for moment, (_, _, served, group, agent, _) in offers(centre, simulated(centre)):
        for waiting, in_group in moment.queued.items():
            members = {member.agent for member in centre.snapshot.groups[in_group].members}
            if (
                waiting != served
                and agent in members
                and agent not in moment.tried[waiting]
                and not moment.obstacles(waiting, in_group, agent)
            ):
                assert rank(centre, served, group) < rank(centre, waiting, in_group)


@pytest.mark.parametrize("channel", Channel)
@given(
    strategies=st.lists(st.sampled_from(Strategy), min_size=2, max_size=2),
    seed=st.integers(0, 1000),
)
@same_every_time
def test_among_equals_no_strategy_changes_who_waits_how_long(
    channel: Channel, strategies: list[Strategy], seed: int
) -> None:
    # Talk and wrap-up are the contact's, so whoever answers is free again at the same time.
    contacts = replace(busy_hour(seed), channel=[CHANNELS.index(channel)] * 40)
    given = [
        engine.simulate(one_pool(strategy), contacts, Options(compiled=False))
        for strategy in strategies
    ]

    assert given[0].answered == given[1].answered
    assert given[0].ended == given[1].ended


@given(st.integers(0, 39), st.integers(0, 1000))
@fewer
def test_removing_a_contact_that_nobody_met_changes_nothing_of_any_other(
    gone: int, seed: int
) -> None:
    # Everybody is free again before the next contact comes, so that it meets nothing of another but
    # its draws; each rings at several people, some of whom never answer, and may go up.
    snapshot, contacts = calm_day(seed)
    rest = picked(contacts, [row for row in range(40) if row != gone])
    options = Options(seed=seed, log=True, compiled=False)

    whole = by_contact(contacts, engine.simulate(snapshot, contacts, options))
    less = by_contact(rest, engine.simulate(snapshot, rest, options))

    assert contacts.ids is not None
    del whole[contacts.ids[gone]]
    assert less == whole


@pytest.mark.parametrize("purpose", DURATIONS)
@given(st.integers(0, 39), st.integers(0, 1000))
@same_every_time
def test_removing_a_contact_changes_no_duration_that_is_drawn_for_another(
    purpose: str, gone: int, seed: int
) -> None:
    ids = [f"call {row}" for row in range(40)]
    rest = [text for text in ids if text != ids[gone]]

    whole, less = (dict(zip(keys, drawn(purpose, seed, keys), strict=True)) for keys in (ids, rest))

    del whole[ids[gone]]
    assert less == whole


@given(centres())
@same_every_time
def test_the_same_input_gives_the_same_output(centre: Centre) -> None:
    assert simulated(centre) == simulated(centre)


@given(centres(), st.randoms(use_true_random=False))
@same_every_time
def test_the_order_of_the_file_matters_to_contacts_of_one_instant_only(
    centre: Centre, random: Any
) -> None:
    # Each contact has a millisecond of its own, and nobody is sent on by a closing, which would
    # give several the same one.
    groups = tuple(replace(group, at_closing=AtClosing.STAY) for group in centre.snapshot.groups)
    count = len(centre.contacts.arrived)
    contacts = replace(
        centre.contacts,
        arrived=[arrived + row for row, arrived in enumerate(centre.contacts.arrived)],
        priority=[0] * count,
        ids=[str(row) for row in range(count)],
    )
    order = list(range(count))
    random.shuffle(order)
    snapshot = replace(centre.snapshot, groups=groups)

    given = engine.simulate(snapshot, contacts, centre.options)
    again = engine.simulate(snapshot, picked(contacts, order), centre.options)

    for name in ("outcome", "reason", "answered", "ended", "agent", "hops", "offers", "misses"):
        column = getattr(given, name)
        assert list(getattr(again, name)) == [column[row] for row in order]


def simulated(centre: Centre) -> Outcomes:
    """What becomes of the centre's contacts, in whichever build there is."""
    return engine.simulate(centre.snapshot, centre.contacts, centre.options)


def stays(given: Outcomes) -> Iterator[Stay]:
    """Every stay in a group, until the answer or the way out of it, or until the run ends."""
    visits = given.visits
    rows = zip(
        visits.contact, visits.group, visits.joined, visits.answered, visits.left, strict=True
    )
    for contact, group, joined, answered, left in rows:
        yield contact, group, joined, left if answered == NEVER else answered
    for row, joined in enumerate(given.joined):
        if joined != NEVER:
            out = next(
                (time for time in (given.answered[row], given.ended[row]) if time != NEVER),
                given.end,
            )
            yield row, given.last_group[row], joined, out


def by_contact(contacts: Contacts, given: Outcomes) -> dict[str, list[tuple[Any, ...]]]:
    """What happened to each contact, by its id; when, counted from its arrival."""
    assert contacts.ids is not None
    happened: dict[str, list[tuple[Any, ...]]] = {text: [] for text in contacts.ids}
    for time, kind, contact, *rest in told(given):
        if contact != -1:
            since = time - contacts.arrived[contact]
            happened[contacts.ids[contact]].append((since, kind, *rest))
    return happened


def drawn(purpose: str, seed: int, ids: Sequence[str]) -> Sequence[int]:
    """The durations that are drawn for these contacts."""
    return engine.sample(DURATIONS[purpose], seed=seed, purpose=purpose, count=len(ids), ids=ids)


def one_pool(strategy: Strategy) -> Snapshot:
    """A group of five equals who are always there; each may have three chats in hand."""
    members = tuple(Member(agent, position=agent + 1) for agent in range(5))
    chat = ChatService(capacity=3)
    group = Group(id=1, name="Desk", strategy=strategy, members=members, chat=chat)
    return Snapshot((group,), tuple(Agent(id=index, name=f"{index}") for index in range(5)))


def busy_hour(seed: int) -> Contacts:
    """Forty contacts, more than five people can serve at once."""
    return Contacts(
        arrived=[row * 9_000 + (row * seed) % 7_000 for row in range(40)],
        group=[0] * 40,
        talk=[20_000 + (row * (seed + 17)) % 60_000 for row in range(40)],
        patience=[UNLIMITED if row % 3 else 15_000 for row in range(40)],
        wrap_up=[UNSET] * 40,
        priority=[row * seed % 4 for row in range(40)],
    )


def calm_day(seed: int) -> tuple[Snapshot, Contacts]:
    """Forty contacts of all channels, far apart, for groups that draw lots."""
    rng = Random(seed)
    people = tuple(
        Agent(
            id=index,
            name=f"{index}",
            extension=rng.choice([0, 5, 25]) * SECOND,
            accept=rng.choice([0, 5, 35]) * SECOND,
            skills={0: rng.randint(1, 10)} if rng.random() < 0.7 else {},
        )
        for index in range(6)
    )
    groups = tuple(
        Group(
            id=index + 1,
            name=f"group {index}",
            strategy=Strategy.RANDOM,
            members=tuple(Member(who, weight=rng.randint(1, 9)) for who in range(6)),
            chat=ChatService(manual=True, short_break=10 * SECOND),
            skill_relax=20 * SECOND,
            escalates_to=1 if index == 0 else None,
        )
        for index in range(2)
    )
    contacts = Contacts(
        arrived=[FAR_APART * row for row in range(40)],
        group=[rng.randrange(2) for _ in range(40)],
        talk=[rng.randint(5, 60) * SECOND for _ in range(40)],
        patience=[rng.randint(30, 200) * SECOND for _ in range(40)],
        wrap_up=[rng.choice([0, 30]) * SECOND for _ in range(40)],
        priority=[0] * 40,
        ids=[f"contact {row}" for row in range(40)],
        channel=[rng.randrange(len(CHANNELS)) for _ in range(40)],
        needs=[rng.choice([NO_NEEDS, 0]) for _ in range(40)],
        requirements=(((0, 5),),),
        level=[rng.choice([0, 1]) for _ in range(40)],
    )
    return Snapshot(groups, people, skills=("billing",)), contacts


def picked(contacts: Contacts, rows: Sequence[int]) -> Contacts:
    """These contacts, in this order."""
    columns: dict[str, Any] = {}
    for name in (each.name for each in fields(contacts) if each.name != "requirements"):
        column = getattr(contacts, name)
        columns[name] = None if column is None else [column[row] for row in rows]
    return replace(contacts, **columns)
