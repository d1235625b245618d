"""The engine's public face: what it refuses, what it takes, and who would take a call."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest

from ccadmin.acd import codes
from ccadmin.engine import (
    EVENT_KINDS,
    GROUP_DELETED,
    NO_ROUTE,
    OUTCOMES,
    REASONS,
    Agent,
    Call,
    Contacts,
    Group,
    History,
    Member,
    Options,
    Overflow,
    Ranking,
    Shift,
    Snapshot,
    rank,
    simulate,
)
from ccadmin.engine.layout import groups as layout
from ccadmin.errors import ExitStatus, RuleError
from ccadmin.vocabulary import (
    Order,
    Outcome,
    OverflowAction,
    Reason,
    Scope,
    Status,
    Strategy,
    Trigger,
    Window,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

HOUR: Final = 3_600_000
MINUTE: Final = 60_000
ANN: Final = Agent(id=11, name="Ann")
BEN: Final = Agent(id=12, name="Ben")
DESK: Final = Group(id=1, name="Desk", members=(Member(0, position=1), Member(1, position=2)))
SNAPSHOT: Final = Snapshot((DESK,), (ANN, BEN))
ONE: Final = Contacts(
    arrived=[1000], group=[0], talk=[10], patience=[-1], wrap_up=[-1], priority=[0]
)
NONE: Final = Contacts([], [], [], [], [], [])
MODES: Final = {"source": False, "best": None}
"""The source, and the compiled distributor where there is one."""


def group(**fields: Any) -> Snapshot:
    """The snapshot with another desk."""
    return replace(SNAPSHOT, groups=(replace(DESK, **fields),))


def agent(*shifts: Shift) -> Snapshot:
    """The snapshot with other hours for Ann."""
    return replace(SNAPSHOT, agents=(replace(ANN, shifts=shifts), BEN))


REFUSED_SNAPSHOTS: Final = {
    'group "Desk": weight 4294967296 is out of range': group(weight=2**32),
    'group "Desk": window-days 0 is out of range': group(window_days=0),
    'group "Desk": max-waiting -1 is out of range': group(max_waiting=-1),
    'group "Desk": age-point -1 is out of range': group(age_point=-1),
    'group "Desk": tier-wait -1 is out of range': group(tier_wait=-1),
    'group "Desk": max-wait 2199023255552 is out of range': group(max_wait=2**41),
    'group "Desk": wrap-up -1 is out of range': group(wrap_up=-1),
    'group "Desk", member "Ann": weight 0 is out of range': group(members=(Member(0, weight=0),)),
    'group "Desk", member "Ann": tier 0 is out of range': group(members=(Member(0, tier=0),)),
    'group "Desk", member "Ann": wrap-up -5 is out of range': group(
        members=(Member(0, wrap_up=-5),)
    ),
    'group "Desk", member "Ben" is a member twice': group(members=(Member(1), Member(1))),
    'group "Desk": member 2 is no agent of the snapshot': group(members=(Member(2),)),
    'group "Desk": the overflow on full leads to no group of the snapshot': group(
        overflow={Trigger.FULL: Overflow(OverflowAction.GROUP)}
    ),
    'group "Desk": the overflow on closed leads to no group of the snapshot': group(
        overflow={Trigger.CLOSED: Overflow(OverflowAction.GROUP, 1)}
    ),
    'the open hours of group "Desk" hold the span from 5 to 5': group(open=((5, 5),)),
    'the open hours of group "Desk" are not in order: 5 comes after 9': group(
        open=((1, 9), (5, 10))
    ),
    'the days of group "Desk" hold the span from 7 to 7': group(days=(7, 7)),
    'the shifts of agent "Ann" hold the span from 9 to 1': agent(Shift(9, 1)),
    'the shifts of agent "Ann" are not in order: 3 comes after 4': agent(Shift(1, 4), Shift(3, 9)),
}
REFUSED_CONTACTS: Final = {
    'contact 0: arrived "-1" is not possible': {"arrived": [-1]},
    'contact 0: arrived "140737488355328" is not possible': {"arrived": [2**47]},
    'contact 0: group "1" is not possible': {"group": [1]},
    'contact 0: group "-8" is not possible': {"group": [-8]},
    'contact 0: talk "-1" is not possible': {"talk": [-1]},
    'contact 0: talk "2199023255552" is not possible': {"talk": [2**41]},
    'contact 0: patience "-2" is not possible': {"patience": [-2]},
    'contact 0: wrap_up "-2" is not possible': {"wrap_up": [-2]},
    'contact 0: priority "4294967296" is not possible': {"priority": [2**32]},
    'the contact column "talk" has 2 rows, and "arrived" has 1': {"talk": [1, 2]},
    'the contact column "ids" has 0 rows, and "arrived" has 1': {"ids": []},
    'the contact column "talk" holds something that is no 64-bit integer: int too big to convert': {
        "talk": [2**70]
    },
    'the contact column "talk" holds something that is no 64-bit integer: '
    "'float' object cannot be interpreted as an integer": {"talk": [1.5]},
}


@pytest.mark.parametrize("message", REFUSED_SNAPSHOTS)
def test_a_snapshot_that_contradicts_itself_is_refused_by_name_and_place(message: str) -> None:
    with pytest.raises(RuleError) as refused:
        simulate(REFUSED_SNAPSHOTS[message], ONE)

    assert refused.value.message == message
    assert refused.value.hint
    assert refused.value.exit_status is ExitStatus.REFUSED


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("message", REFUSED_CONTACTS)
def test_a_contact_that_cannot_be_is_refused_by_row_and_column(message: str, mode: str) -> None:
    columns: Any = REFUSED_CONTACTS[message]

    with pytest.raises(RuleError) as refused:
        simulate(SNAPSHOT, replace(ONE, **columns), Options(compiled=MODES[mode]))

    assert refused.value.message == message
    assert refused.value.hint


@pytest.mark.no_cover  # a million contacts are looked through at full speed
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("groups", "priority"),
    [({"wrap_up": 2**40}, 0), ({"order": Order.AGEING, "age_point": 2**40}, 2**31)],
)
def test_what_would_outlast_the_clock_is_refused(
    groups: dict[str, Any], priority: int, mode: str
) -> None:
    count = 2**20 if "wrap_up" in groups else 1
    contacts = Contacts(
        arrived=[0] * count,
        group=[0] * count,
        talk=[0] * count,
        patience=[-1] * count,
        wrap_up=[-1] * count,
        priority=[priority] * count,
    )

    with pytest.raises(RuleError, match="longer than a 64-bit clock can count"):
        simulate(group(**groups), contacts, Options(compiled=MODES[mode]))


@pytest.mark.parametrize("mode", MODES)
def test_the_longest_durations_that_are_taken_are_simulated_exactly(mode: str) -> None:
    longest = 2**40
    contacts = Contacts(
        arrived=[2**46, 2**46],
        group=[0, 0],
        talk=[longest, longest],
        patience=[longest, longest],
        wrap_up=[longest, longest],
        priority=[2**31, -(2**31)],
    )
    alone = group(members=(Member(0),), order=Order.AGEING, age_point=2**20)

    outcomes = simulate(alone, contacts, Options(compiled=MODES[mode]))

    assert [OUTCOMES[outcome] for outcome in outcomes.outcome] == [
        Outcome.ANSWERED,
        Outcome.ABANDONED,
    ]
    assert list(outcomes.ended) == [2**46 + longest, 2**46 + longest]
    assert outcomes.end == 2**46 + 2 * longest


@pytest.mark.parametrize("mode", MODES)
def test_no_contacts_no_agents_and_no_groups_are_nothing_to_do(mode: str) -> None:
    options = Options(compiled=MODES[mode], log=True)
    for snapshot in (SNAPSHOT, Snapshot((), (ANN,)), Snapshot((), ())):
        outcomes = simulate(snapshot, NONE, options)

        assert (len(outcomes.outcome), outcomes.start, outcomes.end) == (0, 0, 0)
        assert outcomes.events is not None
        assert len(outcomes.events.time) == 0


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("kind", [list, tuple, "q", "l", "i"])
def test_columns_may_be_lists_tuples_or_arrays_of_any_integers(kind: type | str, mode: str) -> None:
    def column(*values: int) -> Sequence[int]:
        return array(kind, values) if isinstance(kind, str) else kind(values)

    contacts = Contacts(
        arrived=column(5, 0),
        group=column(0, NO_ROUTE),
        talk=column(10, 10),
        patience=column(-1, -1),
        wrap_up=column(-1, -1),
        priority=column(0, 0),
    )

    outcomes = simulate(SNAPSHOT, contacts, Options(compiled=MODES[mode]))

    assert list(outcomes.ended) == [15, 0]
    assert list(outcomes.agent) == [0, -1]


def test_a_read_only_buffer_is_shared_and_left_alone() -> None:
    column = memoryview(array("q", [1000])).toreadonly()
    contacts = replace(ONE, arrived=column)

    outcomes = simulate(SNAPSHOT, contacts)

    assert list(outcomes.ended) == [1010]


def test_arrivals_are_told_while_it_runs_and_never_beyond_the_contacts() -> None:
    count = 120_000
    contacts = Contacts(
        arrived=range(count),
        group=[NO_ROUTE] * count,
        talk=[0] * count,
        patience=[0] * count,
        wrap_up=[0] * count,
        priority=[0] * count,
    )
    told: list[int] = []

    simulate(SNAPSHOT, contacts, arrivals=told.append)

    assert told == sorted(told)
    assert 0 < len(told) <= 5
    assert told[-1] <= count


def test_words_and_their_numbers_in_the_columns_belong_together() -> None:
    numbers = vars(codes)
    strategies = {strategy.name: strategy for strategy in Strategy}

    assert [numbers[name] for name in strategies] == list(range(len(Strategy)))
    assert tuple(Strategy) == layout.STRATEGIES
    assert [OUTCOMES[numbers[outcome.name]] for outcome in Outcome] == list(Outcome)
    assert [REASONS[codes.FIRST_TRIGGER_REASON + numbers[trigger.name]] for trigger in Trigger] == [
        Reason(trigger) for trigger in Trigger
    ]
    assert [OUTCOMES[layout.ACTIONS.index(action) + 1].value for action in layout.ACTIONS[1:]] == [
        "voicemail",
        "callback",
        "refused",
    ]
    assert REASONS[codes.PATIENCE_ENDED] is Reason.PATIENCE
    assert REASONS[codes.GROUP_DELETED] is Reason.GROUP_DELETED
    assert REASONS[codes.GROUP_DISABLED] is Reason.GROUP_DISABLED
    assert REASONS[codes.NO_ROUTE] is Reason.NO_ROUTE
    assert REASONS[codes.TOO_MANY_HOPS] is Reason.TOO_MANY_HOPS
    assert REASONS[codes.HORIZON] is Reason.HORIZON
    assert REASONS[codes.FLOW] is Reason.FLOW
    assert REASONS[codes.FLOW_DEAD_END] is Reason.FLOW_DEAD_END
    assert list(OUTCOMES[1:6]) == [EVENT_KINDS[codes.ENDED + index] for index in range(1, 6)]
    assert [codes.NONE, codes.DELETED] == [NO_ROUTE, GROUP_DELETED]


def test_a_ranking_names_the_first_test_that_each_member_fails() -> None:
    agents = (
        ANN,
        BEN,
        Agent(id=13, name="Cy", takes_calls=False),
        Agent(id=14, name="Dee", shifts=(Shift(12 * HOUR, 17 * HOUR),)),
        Agent(id=15, name="Eve"),
        Agent(id=16, name="Flo"),
        Agent(id=17, name="Gus"),
        Agent(id=18, name="Hal"),
    )
    members = (
        Member(0, position=1, status=Status.DISABLED),
        Member(1, position=2),
        Member(2, position=3),
        Member(3, position=4),
        Member(4, position=5, tier=2),
        Member(5, position=6),
        Member(6, position=7),
        Member(7, position=8),
    )
    desk = replace(DESK, members=members, tier_wait=30_000, strategy=Strategy.LINEAR)
    at = 9 * HOUR
    past = History(
        agent=[5, 6, -1],
        group=[0, 0, 0],
        answered=[at - MINUTE, at - 2 * MINUTE, -1],
        ended=[at + 1, at - MINUTE, -1],
        wrap_up=[0, MINUTE + 1, 0],
    )

    ranking = rank(Snapshot((desk,), agents), 0, at, history=past, unavailable={7})

    assert ranking.turned_away is None
    assert excluded(ranking) == {
        0: "membership-disabled",
        1: None,
        2: "no-device",
        3: "off-shift",
        5: "busy",
        6: "in-wrap-up",
        7: "unavailable",
        4: "tier-closed",
    }
    assert list(excluded(ranking)) == [0, 1, 2, 3, 5, 6, 7, 4]
    waited = rank(Snapshot((desk,), agents), 0, at, call=Call(waited=30_000))
    assert excluded(waited)[4] is None


def test_without_a_history_whoever_came_on_shift_first_is_idle_longest() -> None:
    hours = Shift(8 * HOUR, 17 * HOUR), Shift(7 * HOUR, 12 * HOUR)
    agents = (replace(ANN, shifts=(hours[0],)), replace(BEN, shifts=(hours[1],)))

    ranking = rank(Snapshot((DESK,), agents), 0, 9 * HOUR)

    assert [(row.member.agent, row.key) for row in ranking.candidates] == [
        (1, 7 * HOUR),
        (0, 8 * HOUR),
    ]


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        # Ann talked an hour for Desk on the first day, and again for 10 min; Ben 5 min for Desk
        # and an hour for Help on the second.
        ({"strategy": Strategy.CALL_COUNT, "window": Window.ALL}, {0: 2, 1: 1}),
        ({"strategy": Strategy.CALL_COUNT, "window": Window.DAY}, {0: 1, 1: 1}),
        (
            {"strategy": Strategy.CALL_COUNT, "window": Window.DAY, "scope": Scope.AGENT},
            {0: 1, 1: 2},
        ),
        (
            {"strategy": Strategy.CALL_DURATION, "window": Window.ALL},
            {0: 70 * MINUTE, 1: 5 * MINUTE},
        ),
        (
            {"strategy": Strategy.CALL_DURATION, "window": Window.ROLLING, "window_days": 1},
            {0: 10 * MINUTE, 1: 5 * MINUTE},
        ),
        ({"strategy": Strategy.LONGEST_IDLE}, {0: 35 * HOUR, 1: 34 * HOUR}),
        ({"strategy": Strategy.ROUND_ROBIN}, {0: 2 * 2, 1: 1 * 2 + 1}),
    ],
)
def test_a_history_gives_the_keys_that_a_simulation_would_have(
    fields: dict[str, Any], keys: dict[int, int]
) -> None:
    desk = replace(DESK, days=(0, 24 * HOUR), **fields)
    help_desk = replace(DESK, id=2, name="Help")
    past = History(
        agent=[0, 1, 1, 0],
        group=[0, 0, 1, 0],
        answered=[8 * HOUR, 26 * HOUR, 33 * HOUR, 35 * HOUR - 10 * MINUTE],
        ended=[9 * HOUR, 26 * HOUR + 5 * MINUTE, 34 * HOUR, 35 * HOUR],
        wrap_up=[0, 0, 0, 0],
    )

    ranking = rank(Snapshot((desk, help_desk), (ANN, BEN)), 0, 36 * HOUR, history=past)

    assert {row.member.agent: row.key for row in ranking.candidates} == keys


def test_what_lies_after_the_instant_is_not_yet_history() -> None:
    past = History([0], [0], [10 * HOUR], [11 * HOUR], [0])
    counting = group(strategy=Strategy.CALL_COUNT)

    assert rank(counting, 0, 9 * HOUR, history=past) == rank(counting, 0, 9 * HOUR)


def test_the_first_of_a_ranking_is_who_takes_the_call_in_a_simulation() -> None:
    drawing = group(strategy=Strategy.RANDOM)
    for number in range(20):
        call = Call(id=f"call {number}", seed=3)
        contacts = replace(ONE, ids=[call.id])

        taker = simulate(drawing, contacts, Options(seed=3)).agent[0]

        assert rank(drawing, 0, 1000, call=call).candidates[0].member.agent == taker


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": Status.DISABLED}, Reason.GROUP_DISABLED),
        ({"open": ((10 * HOUR, 11 * HOUR),)}, Reason.CLOSED),
        ({"members": ()}, Reason.NOBODY_STAFFED),
        ({"open": ((8 * HOUR, 11 * HOUR),)}, None),
    ],
)
def test_a_ranking_says_why_a_group_takes_no_call_at_all(
    fields: dict[str, Any], reason: Reason | None
) -> None:
    assert rank(group(**fields), 0, 9 * HOUR).turned_away is reason


def excluded(ranking: Ranking) -> dict[int, str | None]:
    """The failing test of each agent, in the order of the ranking."""
    return {row.member.agent: row.excluded for row in ranking.candidates}
