"""Overflow, worked by hand: every trigger, every action, and the limit of hops."""

from __future__ import annotations

import pytest

from ccadmin.engine import Overflow
from ccadmin.vocabulary import OverflowAction, Reason, Status, Trigger

from .story import SECOND, Story, calls, on_every_trigger, people, team, to_group

CALL = calls("""
    arrived  talk
          0    60
          5    10
""")


@pytest.mark.parametrize(
    ("action", "ending"),
    [
        (OverflowAction.VOICEMAIL, "2 to voicemail (full)"),
        (OverflowAction.CALLBACK, "2 to callback (full)"),
        (OverflowAction.HANG_UP, "2 refused (full)"),
    ],
)
def test_an_action_that_ends_the_contact_gives_the_trigger_as_its_reason(
    action: OverflowAction, ending: str
) -> None:
    desk = team("Desk", 0, max_waiting=0, overflow={Trigger.FULL: Overflow(action)})

    assert Story((desk,), people("Ann"), CALL).tell() == [
        "0: 1 arrives; Ann takes 1",
        f"5: 2 arrives; {ending}",
        "60: Ann ends 1",
    ]


def test_an_overflow_that_is_not_set_hangs_up() -> None:
    assert Story((team("Desk", 0, max_waiting=0),), people("Ann"), CALL).tell()[1] == (
        "5: 2 arrives; 2 refused (full)"
    )


def test_a_full_queue_sends_on_and_the_next_place_is_free_again_after_an_answer() -> None:
    contacts = calls("""
        arrived  talk
              0    20
              1    20
              2    20
             25    20
    """)
    groups = (
        team("Desk", 0, max_waiting=1, overflow={Trigger.FULL: to_group(1)}),
        team("Help", 1),
    )

    assert Story(groups, people("Ann", "Ben"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "1: 2 arrives; 2 waits",
        "2: 3 arrives; 3 leaves Desk; Ben takes 3",
        "20: Ann ends 1; Ann takes 2",
        "22: Ben ends 3",
        "25: 4 arrives; 4 waits",
        "40: Ann ends 2; Ann takes 4",
        "60: Ann ends 4",
    ]


def test_the_maximum_wait_begins_anew_in_each_queue_and_age_does_not() -> None:
    # 2 leaves Desk at 15 and Help at 45. There it ranks before 3, which came to Help earlier.
    contacts = calls("""
        arrived  group  talk
              0      0    60
              5      0    10
              1      1    60
             10      1    10
    """)
    groups = (
        team("Desk", 0, max_wait=10, overflow={Trigger.TIMEOUT: to_group(1)}),
        team("Help", 1, max_wait=50),
    )

    assert Story(groups, people("Ann", "Ben"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "1: 3 arrives; Ben takes 3",
        "5: 2 arrives; 2 waits",
        "10: 4 arrives; 4 waits",
        "15: 2 leaves Desk; 2 waits",
        "60: Ann ends 1; 4 refused (timeout)",
        "61: Ben ends 3; Ben takes 2",
        "71: Ben ends 2",
    ]


def test_patience_begins_anew_in_each_queue() -> None:
    contacts = calls("""
        arrived  talk  patience
              0    90        -1
              5    10        20
    """)
    groups = (
        team("Desk", 0, max_wait=10, overflow={Trigger.TIMEOUT: to_group(1)}),
        team("Help"),
    )
    groups = (groups[0], team("Help", 0))

    assert Story(groups, people("Ann"), contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "5: 2 arrives; 2 waits",
        "15: 2 leaves Desk; 2 waits",
        "35: 2 gives up",
        "90: Ann ends 1",
    ]


def test_a_maximum_wait_at_the_end_of_patience_overflows_first() -> None:
    contacts = calls("""
        arrived  talk  patience
              0    60        -1
              5    10        10
    """)
    groups = (
        team("Desk", 0, max_wait=10, overflow={Trigger.TIMEOUT: to_group(1)}),
        team("Help", 1),
    )

    assert Story(groups, people("Ann", "Ben"), contacts).tell()[2:] == [
        "15: 2 leaves Desk; Ben takes 2",
        "25: Ben ends 2",
        "60: Ann ends 1",
    ]


def test_a_maximum_wait_of_0_lets_nobody_wait() -> None:
    assert Story((team("Desk", 0, max_wait=0),), people("Ann"), CALL).tell()[1] == (
        "5: 2 arrives; 2 waits; 2 refused (timeout)"
    )


def test_after_ten_hops_the_eleventh_is_refused() -> None:
    groups = (
        team("Desk", 0, max_waiting=0, overflow=on_every_trigger(to_group(1))),
        team("Help", 0, max_waiting=0, overflow=on_every_trigger(to_group(0))),
    )
    story = Story(groups, people("Ann"), CALL)

    outcomes = story.outcomes()

    there_and_back = "2 leaves Desk; 2 leaves Help"
    assert story.tell()[1] == (
        "5: 2 arrives; " + "; ".join([there_and_back] * 5) + "; 2 refused (too-many-hops)"
    )
    assert list(outcomes.hops) == [0, 10]
    assert list(outcomes.visits.contact) == [1] * 10
    assert list(outcomes.visits.group) == [0, 1] * 5
    assert list(outcomes.visits.joined) == list(outcomes.visits.left) == [5 * SECOND] * 10


def test_an_overflow_into_a_disabled_group_ends_unanswered() -> None:
    groups = (
        team("Desk", 0, max_waiting=0, overflow={Trigger.FULL: to_group(1)}),
        team("Help", 0, status=Status.DISABLED),
    )

    assert Story(groups, people("Ann"), CALL).tell()[1] == (
        "5: 2 arrives; 2 leaves Desk; 2 unanswered (group-disabled)"
    )


def test_contacts_whose_flow_leads_to_no_group_end_where_it_ends() -> None:
    contacts = calls("""
        arrived  group
              0     -3
              1     -4
              2     -5
              3     -6
              4     -7
    """)
    story = Story((team("Desk", 0),), people("Ann"), contacts)

    outcomes = story.outcomes()

    assert story.tell() == [
        "0: 1 arrives; 1 unanswered (flow-dead-end)",
        "1: 2 arrives; 2 to voicemail (flow)",
        "2: 3 arrives; 3 refused (flow)",
        "3: 4 arrives; 4 to voicemail (closed)",
        "4: 5 arrives; 5 refused (closed)",
    ]
    assert list(outcomes.first_group) == [-1] * 5
    assert list(outcomes.ended) == [second * SECOND for second in range(5)]


def test_contacts_for_no_group_a_deleted_one_and_a_disabled_one_are_not_answered() -> None:
    contacts = calls("""
        arrived  group
              0     -1
              1     -2
              2      0
    """)
    story = Story((team("Desk", 0, status=Status.DISABLED),), people("Ann"), contacts)

    outcomes = story.outcomes()

    assert story.tell() == [
        "0: 1 arrives; 1 unanswered (no-route)",
        "1: 2 arrives; 2 unanswered (group-deleted)",
        "2: 3 arrives; 3 unanswered (group-disabled)",
    ]
    assert list(outcomes.first_group) == [-1, -1, 0]
    assert list(outcomes.last_group) == [-1, -1, 0]
    assert list(outcomes.ended) == [0, 1 * SECOND, 2 * SECOND]


def test_a_group_without_anybody_is_never_staffed() -> None:
    overflow = {Trigger.NOBODY_STAFFED: Overflow(OverflowAction.VOICEMAIL)}

    assert Story((team("Desk", overflow=overflow),), (), CALL).tell() == [
        "0: 1 arrives; 1 to voicemail (nobody-staffed)",
        "5: 2 arrives; 2 to voicemail (nobody-staffed)",
    ]


def test_every_trigger_has_its_reason() -> None:
    assert [Reason(trigger) for trigger in Trigger] == [
        Reason.FULL,
        Reason.TIMEOUT,
        Reason.CLOSED,
        Reason.NOBODY_STAFFED,
    ]
