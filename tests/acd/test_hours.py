"""Hours of agents and groups, and the horizon, worked by hand."""

from __future__ import annotations

from dataclasses import replace

from ccadmin.engine import OUTCOMES, REASONS, Member, Options, Overflow, Shift
from ccadmin.vocabulary import AtClosing, Outcome, OverflowAction, Reason, Status, Trigger

from .story import SECOND, Story, calls, people, team, to_group


def test_a_shift_begins_with_its_first_second_and_ends_before_its_last() -> None:
    contacts = calls("""
        arrived  talk  patience
              0     5        -1
             10     5        -1
             20     5         0
    """)
    story = Story((team("Desk", 0),), people("Ann", Ann=[(5, 20), (30, 40)]), contacts)

    assert story.tell() == [
        "0: 1 arrives; 1 waits",
        "5: Ann comes; Ann takes 1",
        "10: Ann ends 1; 2 arrives; Ann takes 2",
        "15: Ann ends 2",
        "20: Ann goes; 3 arrives; 3 waits; 3 gives up",
    ]


def test_a_talk_is_not_cut_by_the_end_of_the_shift_and_nothing_follows_it() -> None:
    contacts = calls("""
        arrived  talk  wrap_up  patience
              0    15       10        -1
              5    10        0        30
    """)
    story = Story((team("Desk", 0),), people("Ann", Ann=[(0, 10), (100, 110)]), contacts)

    assert story.tell() == [
        "0: Ann comes; 1 arrives; Ann takes 1",
        "5: 2 arrives; 2 waits",
        "10: Ann goes",
        "15: Ann ends 1",
        "25: Ann is done with Desk",
        "35: 2 gives up",
    ]


def test_whoever_never_served_is_idle_since_the_start_or_the_shift_whichever_is_later() -> None:
    # At 50 Ben is idle since 30, Ann since 40, Cy since 0: his shift of 5 before the start counts
    # from the start, which is the first arrival.
    contacts = calls("""
        arrived  talk
             10    99
             50     5
             51     5
             52     5
    """)
    desk = team("Desk", 3, 0, 1, 2)
    hours = people("Ann", "Ben", "Cy", "Dee", Ann=[(40, 90)], Ben=[(30, 90)], Cy=[(5, 90)])

    assert Story((desk,), hours, contacts).tell()[3:6] == [
        "50: 2 arrives; Cy takes 2",
        "51: 3 arrives; Ben takes 3",
        "52: 4 arrives; Ann takes 4",
    ]


def test_a_break_does_not_begin_a_new_shift_for_whoever_never_served() -> None:
    contacts = calls("""
        arrived  talk
              0    99
             50     5
             51     5
    """)
    ann, ben, cy = people("Ann", "Ben", "Cy", Ben=[(20, 90)])
    morning = Shift(10 * SECOND, 20 * SECOND)
    afternoon = Shift(30 * SECOND, 90 * SECOND, opens=False)
    ann = replace(ann, shifts=(morning, afternoon))

    # Ann's shift began at 10, though she came back from her break at 30; Ben's at 20.
    assert Story((team("Desk", 2, 1, 0),), (ann, ben, cy), contacts).tell()[4:6] == [
        "50: 2 arrives; Ann takes 2",
        "51: 3 arrives; Ben takes 3",
    ]


def test_a_closed_group_acts_at_once_and_opens_with_its_first_second() -> None:
    contacts = calls("""
        arrived  talk
              5     5
             10     5
             20     5
    """)
    overflow = {Trigger.CLOSED: Overflow(OverflowAction.CALLBACK)}
    desk = team("Desk", 0, open=[(10, 20)], overflow=overflow)

    assert Story((desk,), people("Ann"), contacts).tell() == [
        "5: 1 arrives; 1 to callback (closed)",
        "10: Desk opens; 2 arrives; Ann takes 2",
        "15: Ann ends 2",
        "20: Desk closes; 3 arrives; 3 to callback (closed)",
    ]


def test_who_waits_as_the_group_closes_stays() -> None:
    contacts = calls("""
        arrived  talk
              0    30
              5    10
    """)

    assert Story((team("Desk", 0, open=[(0, 20)]),), people("Ann"), contacts).tell() == [
        "0: Desk opens; 1 arrives; Ann takes 1",
        "5: 2 arrives; 2 waits",
        "20: Desk closes",
        "30: Ann ends 1; Ann takes 2",
        "40: Ann ends 2",
    ]


def test_with_at_closing_leave_all_who_wait_go_the_way_of_closed_by_rank() -> None:
    contacts = calls("""
        arrived  talk  priority
              0    30         0
              5    10         0
              6    10         1
    """)
    desk = team(
        "Desk",
        0,
        open=[(0, 20)],
        at_closing=AtClosing.LEAVE,
        overflow={Trigger.CLOSED: to_group(1)},
    )

    assert Story((desk, team("Night", 1)), people("Ann", "Ben"), contacts).tell() == [
        "0: Desk opens; 1 arrives; Ann takes 1",
        "5: 2 arrives; 2 waits",
        "6: 3 arrives; 3 waits",
        "20: Desk closes; 3 leaves Desk; 3 waits; 2 leaves Desk; 2 waits; Ben takes 3",
        "30: Ann ends 1; Ben ends 3; Ben takes 2",
        "40: Ben ends 2",
    ]


def test_contacts_that_a_closing_group_sends_on_meet_the_limit_after_the_offers() -> None:
    # Night lets nobody wait. Of the two whom Desk sends at 20, one is taken by Ben, who is freed
    # in that second; the other is refused only then.
    contacts = calls("""
        arrived  group  talk
              0      0    30
              0      1    20
              5      0    10
              6      0    10
    """)
    desk = team(
        "Desk",
        0,
        open=[(0, 20)],
        at_closing=AtClosing.LEAVE,
        overflow={Trigger.CLOSED: to_group(1)},
    )
    night = team("Night", 1, max_waiting=0)

    assert Story((desk, night), people("Ann", "Ben"), contacts).tell()[3] == (
        "20: Ben ends 2; Desk closes; 3 leaves Desk; 3 waits; 4 leaves Desk; 4 waits; Ben takes 3;"
        " 4 refused (full)"
    )


def test_intervals_that_touch_are_one_and_do_not_close_between() -> None:
    contacts = calls("""
        arrived  talk
              0    30
              5    10
    """)
    desk = team("Desk", 0, open=[(0, 20), (20, 40)], at_closing=AtClosing.LEAVE)

    assert Story((desk,), people("Ann"), contacts).tell() == [
        "0: Desk opens; 1 arrives; Ann takes 1",
        "5: 2 arrives; 2 waits",
        "30: Ann ends 1; Ann takes 2",
        "40: Ann ends 2",
    ]


def test_nobody_is_staffed_when_no_shift_is_on_or_still_to_come_today() -> None:
    contacts = calls("""
        arrived  talk
              0     5
             25     5
             55     5
    """)
    desk = team("Desk", 0, days=[50, 100])
    story = Story((desk,), people("Ann", Ann=[(10, 20), (60, 70)]), contacts)

    assert story.tell() == [
        "0: 1 arrives; 1 waits",  # Ann comes later today
        "10: Ann comes; Ann takes 1",
        "15: Ann ends 1",
        "20: Ann goes",
        "25: 2 arrives; 2 refused (nobody-staffed)",  # tomorrow does not count
        "50: a day of Desk begins",
        "55: 3 arrives; 3 waits",  # tomorrow has become today
        "60: Ann comes; Ann takes 3",
        "65: Ann ends 3",
    ]


def test_without_days_the_rest_of_the_horizon_is_today() -> None:
    contacts = calls("""
        arrived  talk
             25     5
             71     5
    """)
    story = Story((team("Desk", 0),), people("Ann", Ann=[(10, 20), (60, 70)]), contacts)

    assert story.tell() == [
        "25: 1 arrives; 1 waits",
        "60: Ann comes; Ann takes 1",
        "65: Ann ends 1",
        "70: Ann goes",
        "71: 2 arrives; 2 refused (nobody-staffed)",
    ]


def test_disabled_members_and_people_without_a_device_are_never_offered_and_staff_nothing() -> None:
    contacts = calls("""
        arrived  group
              0      0
              0      1
    """)
    ann, ben = people("Ann", "Ben")
    groups = (team("Desk", Member(0, status=Status.DISABLED), 1), team("Help", 0))

    assert Story(groups, (ann, replace(ben, takes_calls=False)), contacts).tell() == [
        "0: 1 arrives; 1 refused (nobody-staffed); 2 arrives; Ann takes 2",
        "60: Ann ends 2",
    ]


def test_the_horizon_leaves_queued_and_later_contacts_waiting_and_running_talks_answered() -> None:
    contacts = calls("""
        arrived  talk
              0    50
             10    10
             30    10
    """)
    story = Story((team("Desk", 0),), people("Ann"), contacts)
    outcomes = story.outcomes(Options(until=30 * SECOND, compiled=False))

    assert [(row, outcomes.joined[row], outcomes.ended[row]) for row in range(3)] == [
        (0, 0, 50 * SECOND),
        (1, 10 * SECOND, -1),
        (2, -1, -1),
    ]
    assert [OUTCOMES[outcome] for outcome in outcomes.outcome] == [
        Outcome.ANSWERED,
        Outcome.WAITING,
        Outcome.WAITING,
    ]
    assert outcomes.end == 30 * SECOND


def test_whoever_goes_up_as_the_next_groups_first_shift_begins_finds_it_staffed() -> None:
    contacts = calls("""
        arrived  talk  level
              0    10      1
              5    20      1
    """)
    groups = (team("Desk", 0, 1, escalates_to=1), team("Back office", 2))
    agents = people("Ann", "Ben", "Cy", Cy=[(10, 25)])

    assert Story(groups, agents, contacts).tell() == [
        "0: 1 arrives; Ann takes 1",
        "5: 2 arrives; Ben takes 2",
        # Talks end before shifts begin, and offers follow both.
        "10: Ann ends 1; 1 goes up from Desk; 1 waits; Cy comes; Cy takes 1",
        "20: Cy ends 1",
        # They end before shifts end, too: call 2 still finds Cy there, and nobody afterwards.
        "25: Ben ends 2; 2 goes up from Desk; 2 waits; Cy goes",
    ]


def test_whoever_waits_when_nothing_is_left_to_happen_waits_at_the_horizon() -> None:
    contacts = calls("""
        arrived  talk
              0    30
             10    10
    """)
    story = Story((team("Desk", 0),), people("Ann", Ann=[(0, 20)]), contacts)
    outcomes = story.outcomes()

    assert story.tell() == [
        "0: Ann comes; 1 arrives; Ann takes 1",
        "10: 2 arrives; 2 waits",
        "20: Ann goes",
        "30: Ann ends 1",
    ]
    assert OUTCOMES[outcomes.outcome[1]] is Outcome.WAITING
    assert REASONS[outcomes.reason[1]] is Reason.HORIZON
    assert outcomes.end == 30 * SECOND
