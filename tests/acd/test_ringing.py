"""Ringing by hand: who is asked again, and when, for every kind of contact and in any group."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ccadmin.engine import CHANNELS, DEVICES, ChatService
from ccadmin.vocabulary import Channel, NoAnswer, Strategy

from .story import Story, calls, people, team

if TYPE_CHECKING:
    from ccadmin.engine import Agent

ONE = calls("""
    arrived  talk  group
          0    60      1
""")


def slow(*agents: Agent) -> tuple[Agent, ...]:
    """People who would take 40 s to answer anything."""
    return tuple(replace(agent, extension=40_000, accept=40_000) for agent in agents)


@pytest.mark.parametrize("channel", [Channel.CALL, Channel.CHAT])
def test_whoever_did_not_answer_is_asked_again_once_all_others_were(channel: Channel) -> None:
    chat = ChatService(manual=True, accept_timeout=10_000)
    desk = replace(team("Desk", 0, 1, ring_time=10_000), chat=chat)
    contacts = replace(ONE, channel=[tuple(Channel).index(channel)], patience=[35_000])
    told = Story((replace(desk, name="Front"), desk), slow(*people("Ann", "Ben")), contacts)
    assert told.tell() == [
        "0: 1 arrives; 1 rings at Ann",
        "10: Ann misses 1; 1 rings at Ben",
        "20: Ben misses 1; 1 rings at Ann",  # all were tried, and a new round begins
        "30: Ann misses 1; 1 rings at Ben",
        "35: 1 stops ringing at Ben; 1 gives up",
    ]


def test_nobody_is_asked_again_while_somebody_on_duty_was_not_even_if_busy() -> None:
    ann, ben = people("Ann", "Ben", Ben=[(0, 50)])
    told = Story(
        (team("Front", 1), team("Desk", 0, 1, ring_time=10_000)),
        (*slow(ann), ben),
        calls("""
            arrived  talk  group  patience
                  0    90      0        -1
                  1    60      1        60
        """),
    )
    assert told.tell() == [
        "0: Ben comes; 1 arrives; Ben takes 1",
        "1: 2 arrives; 2 rings at Ann",
        "11: Ann misses 2",  # Ben talks, and has not been tried
        "50: Ben goes; 2 rings at Ann",  # nobody else is on duty any more
        "60: Ann misses 2; 2 rings at Ann",
        "61: 2 stops ringing at Ann; 2 gives up",
        "90: Ben ends 1",
    ]


def test_with_retry_the_first_is_asked_again_and_with_break_away_for_so_long() -> None:
    agents = slow(*people("Ann"))
    contacts = replace(ONE, group=[0], patience=[30_000])
    desk = team("Desk", 0, ring_time=8_000, on_no_answer=NoAnswer.RETRY)
    assert Story((desk,), agents, contacts).tell() == [
        "0: 1 arrives; 1 rings at Ann",
        "8: Ann misses 1; 1 rings at Ann",
        "16: Ann misses 1; 1 rings at Ann",
        "24: Ann misses 1; 1 rings at Ann",
        "30: 1 stops ringing at Ann; 1 gives up",
    ]
    away = replace(desk, on_no_answer=NoAnswer.BREAK, break_length=10_000)
    assert Story((away,), agents, contacts).tell() == [
        "0: 1 arrives; 1 rings at Ann",
        "8: Ann misses 1; Ann takes a break",
        "18: Ann is back; 1 rings at Ann",
        "26: Ann misses 1; Ann takes a break",
        "30: 1 gives up",
        "36: Ann is back",
    ]


def test_retry_asks_the_same_person_though_another_is_free() -> None:
    desk = team("Desk", 0, 1, ring_time=10_000, on_no_answer=NoAnswer.RETRY)
    contacts = replace(ONE, group=[0], patience=[25_000])
    assert Story((desk,), slow(*people("Ann", "Ben")), contacts).tell() == [
        "0: 1 arrives; 1 rings at Ann",
        "10: Ann misses 1; 1 rings at Ann",
        "20: Ann misses 1; 1 rings at Ann",
        "25: 1 stops ringing at Ann; 1 gives up",
    ]


@pytest.mark.parametrize("has_phone", [True, False])
def test_an_email_rings_at_nobody_where_calls_ring(has_phone: bool) -> None:
    """Calls and emails fill the same slot, whether or not somebody else takes only one of them."""
    ann, ben, cleo = people("Ann", "Ben", "Cleo", Cleo=[(100, 200)])
    agents = (
        replace(ann, extension=5_000),
        replace(ben, extension=2_000),
        replace(cleo, takes_calls=has_phone),
    )
    contacts = replace(
        calls("""
            arrived  talk
                  0    20
                  1    20
                  2    20
                  3    20
        """),
        channel=[CHANNELS.index(each) for each in ("email", "call", "ticket", "call")],
    )
    desk = team("Desk", 0, 1, 2, strategy=Strategy.RING_ALL, ring_time=15_000)
    story = Story((desk,), agents, contacts)
    assert story.tell() == [
        "0: 1 arrives; Ann takes 1",  # though Ben would pick up a call sooner
        "1: 2 arrives; 2 rings at Ben",
        "2: 3 arrives; 3 waits",
        "3: Ben takes 2; 4 arrives; 4 waits",
        "20: Ann ends 1; Ann takes 3",
        "23: Ben ends 2; 4 rings at Ben",
        "25: Ben takes 4",
        "40: Ann ends 3",
        "45: Ben ends 4",
    ]
    assert [DEVICES[each] for each in story.outcomes().device] == ["", "extension", "", "extension"]
