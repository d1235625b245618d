"""What must hold whatever the centre: conservation, order, shifts, patience, keyed draws."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ccadmin import engine
from ccadmin.engine import (
    EVENT_KINDS,
    NEVER,
    NOBODY,
    OUTCOMES,
    REASONS,
    UNLIMITED,
    UNSET,
    Agent,
    Contacts,
    Group,
    Member,
    Options,
    Outcomes,
    Snapshot,
)
from ccadmin.vocabulary import AtClosing, Order, Outcome, Reason, Scope, Strategy

from .centres import Centre, centres

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS: Final = ("arrived", "group", "talk", "patience", "wrap_up", "priority")

same_every_time = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@given(centres())
@same_every_time
def test_every_contact_has_one_outcome_with_its_times_and_reason(centre: Centre) -> None:
    given = simulated(centre)

    assert len(given.outcome) == len(centre.contacts.arrived)
    for row, arrived in enumerate(centre.contacts.arrived):
        outcome = OUTCOMES[given.outcome[row]]
        is_answered = outcome is Outcome.ANSWERED
        assert (given.agent[row] != NOBODY) == is_answered
        assert (given.answered[row] != NEVER) == is_answered
        assert (REASONS[given.reason[row]] is Reason.NONE) == is_answered
        assert (given.ended[row] == NEVER) == (outcome is Outcome.WAITING)
        if is_answered:
            assert arrived <= given.joined[row] <= given.answered[row]
            assert given.ended[row] == given.answered[row] + centre.contacts.talk[row]


@given(centres())
@same_every_time
def test_nobody_has_two_contacts_at_once_nor_is_offered_one_in_wrap_up(centre: Centre) -> None:
    given = simulated(centre)

    for agent in range(len(centre.snapshot.agents)):
        taken = [row for row in in_order_of_answer(given) if given.agent[row] == agent]
        for one, following in pairwise(taken):
            group = centre.snapshot.groups[given.last_group[one]]
            blocks_all = group.wrap_up_scope is Scope.AGENT
            is_same_group = given.last_group[one] == given.last_group[following]
            rest = given.wrap_up[one] if blocks_all or is_same_group else 0
            assert given.answered[following] >= given.ended[one] + rest


@given(centres())
@same_every_time
def test_nobody_is_offered_anything_outside_a_shift(centre: Centre) -> None:
    given = simulated(centre)

    for row, agent in enumerate(given.agent):
        shifts = None if agent == NOBODY else centre.snapshot.agents[agent].shifts
        if shifts is not None:
            assert any(shift.start <= given.answered[row] < shift.end for shift in shifts)


@given(centres())
@same_every_time
def test_no_stay_in_a_queue_is_longer_than_patience_or_the_groups_maximum(centre: Centre) -> None:
    given = simulated(centre)
    visits = given.visits
    stays = list(zip(visits.contact, visits.group, visits.joined, visits.left, strict=True))
    for row, group in enumerate(given.last_group):
        left = given.answered[row] if given.answered[row] != NEVER else given.ended[row]
        if group != NOBODY and left != NEVER:
            stays.append((row, group, given.joined[row], left))

    for row, group, joined, left in stays:
        patience = centre.contacts.patience[row]
        longest = centre.snapshot.groups[group].max_wait
        assert patience == UNLIMITED or left - joined <= patience
        assert longest is None or left - joined <= longest


@given(centres())
@same_every_time
def test_nobody_of_a_lower_rank_is_served_while_the_person_could_serve_a_higher_one(
    centre: Centre,
) -> None:
    given = simulated(centre)
    seats = {
        (member.agent, index): member
        for index, group in enumerate(centre.snapshot.groups)
        for member in group.members
    }

    for served, agent in enumerate(given.agent):
        if agent == NOBODY:
            continue
        at = given.answered[served]
        for waiting in standing_in_queue(given, at):
            seat = seats.get((agent, given.last_group[waiting]))
            if seat is not None and may_take(centre, given, seat, contact=waiting, at=at):
                assert rank(centre, given, served) < rank(centre, given, waiting)


@given(
    strategies=st.lists(st.sampled_from(Strategy), min_size=2, max_size=2),
    seed=st.integers(0, 1000),
)
@same_every_time
def test_among_equals_no_strategy_changes_who_waits_how_long(
    strategies: list[Strategy], seed: int
) -> None:
    # Talk and wrap-up are the contact's, so whoever answers is free again at the same time.
    contacts = busy_hour(seed)
    answered = [
        engine.simulate(one_pool(strategy), contacts, Options(compiled=False)).answered
        for strategy in strategies
    ]

    assert answered[0] == answered[1]


@given(st.integers(0, 39), st.integers(0, 1000))
@same_every_time
def test_removing_a_contact_that_nobody_met_changes_no_other_draw(gone: int, seed: int) -> None:
    # Everybody is free for everybody, so that a contact meets nothing of another but its draws.
    contacts = replace(
        busy_hour(seed),
        arrived=[1_000_000 * row for row in range(40)],
        ids=[f"call {row}" for row in range(40)],
    )
    centre = one_pool(Strategy.RANDOM)
    rest = without(contacts, gone)

    agents = list(engine.simulate(centre, contacts, Options(seed=seed, compiled=False)).agent)

    del agents[gone]
    assert list(engine.simulate(centre, rest, Options(seed=seed, compiled=False)).agent) == agents


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
    snapshot = replace(centre.snapshot, groups=groups)
    count = len(centre.contacts.arrived)
    apart = [arrived + row for row, arrived in enumerate(centre.contacts.arrived)]
    contacts = replace(
        centre.contacts,
        arrived=apart,
        priority=[0] * count,
        ids=[str(row) for row in range(count)],
    )
    order = list(range(count))
    random.shuffle(order)
    shuffled = picked(contacts, order)

    given = engine.simulate(snapshot, contacts, centre.options)
    again = engine.simulate(snapshot, shuffled, centre.options)

    for name in ("outcome", "reason", "answered", "ended", "agent", "hops"):
        column = getattr(given, name)
        assert list(getattr(again, name)) == [column[row] for row in order]


def simulated(centre: Centre) -> Outcomes:
    """What becomes of the centre's contacts, in whichever build there is."""
    return engine.simulate(centre.snapshot, centre.contacts, centre.options)


def in_order_of_answer(given: Outcomes) -> list[int]:
    """The answered contacts; talks of no length let one person take several in one instant."""
    log = given.events
    assert log is not None
    answered = EVENT_KINDS.index("answered")
    return [row for row, kind in zip(log.contact, log.kind, strict=True) if kind == answered]


def standing_in_queue(given: Outcomes, at: int) -> list[int]:
    """The contacts that stand in their last queue at that instant and leave it later."""
    rows = []
    for row, joined in enumerate(given.joined):
        left = given.answered[row] if given.answered[row] != NEVER else given.ended[row]
        is_queued = given.last_group[row] != NOBODY and joined != NEVER
        if is_queued and joined < at and (left == NEVER or left > at):
            rows.append(row)
    return rows


def may_take(centre: Centre, given: Outcomes, seat: Member, *, contact: int, at: int) -> bool:
    """Whether the member, who is free at that instant, could take the contact."""
    group = given.last_group[contact]
    rule = centre.snapshot.groups[group]
    opens = given.joined[contact] + (seat.tier - 1) * rule.tier_wait
    wraps_up_here = any(
        agent == seat.agent
        and given.last_group[row] == group
        and given.ended[row] <= at < given.ended[row] + given.wrap_up[row]
        for row, agent in enumerate(given.agent)
    )
    return seat.status == "enabled" and opens < at and not wraps_up_here


def rank(centre: Centre, given: Outcomes, row: int) -> tuple[int, int, int, int]:
    """What orders contacts across all groups, smaller first."""
    rule = centre.snapshot.groups[given.last_group[row]]
    priority, arrived = centre.contacts.priority[row], centre.contacts.arrived[row]
    if rule.order is Order.AGEING:
        return -rule.weight, 0, arrived - priority * rule.age_point, row
    return -rule.weight, -priority, arrived, row


def one_pool(strategy: Strategy) -> Snapshot:
    """A group of five equals who are always there."""
    members = tuple(Member(agent, position=agent + 1) for agent in range(5))
    group = Group(id=1, name="Desk", strategy=strategy, members=members)
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


def without(contacts: Contacts, gone: int) -> Contacts:
    """The contacts but one."""
    return picked(contacts, [row for row in range(len(contacts.arrived)) if row != gone])


def picked(contacts: Contacts, rows: Sequence[int]) -> Contacts:
    """These contacts, in this order."""
    columns: dict[str, Any] = {
        name: [getattr(contacts, name)[row] for row in rows] for name in COLUMNS
    }
    ids = contacts.ids
    return Contacts(**columns, ids=None if ids is None else [ids[row] for row in rows])
