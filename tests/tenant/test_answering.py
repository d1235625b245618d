"""Answer delays against ring times: when a call is answered, and where nobody is quick enough."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccadmin.models import Agent
from ccadmin.tenant import answering, ringing
from ccadmin.tenant.ringing import TAKEN_FOR_GRANTED, Bell
from ccadmin.vocabulary import DeviceKind, Ring

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.conftest import Run

LAPTOP = Bell("laptop", DeviceKind.LAPTOP, rings=True)
SILENT = Bell("laptop", DeviceKind.LAPTOP, rings=False)
MOBILE = Bell("mobile", DeviceKind.MOBILE, rings=True)


def ana(ring: Ring | None, extension: int, mobile: int, *, virtual: bool = False) -> Agent:
    """Somebody with both numbers, a preference and delays in seconds."""
    return Agent(
        name="Ana",
        name_key="ana",
        phone="+359888123456",
        extension="101",
        ring=ring,
        extension_delay=extension,
        mobile_delay=mobile,
        virtual=virtual,
    )


@pytest.mark.parametrize(
    ("ring", "extension", "mobile", "answered"),
    [
        # what is stated, seconds to the extension and to the mobile, answered with 20 s of ringing
        (None, 5, 8, 5),
        (Ring.SIMULTANEOUS, 8, 5, 5),
        (Ring.SIMULTANEOUS, 20, 30, 20),
        (Ring.SIMULTANEOUS, 21, 20, 20),
        (Ring.SIMULTANEOUS, 21, 21, None),
        (Ring.EXTENSION_FIRST, 20, 0, 20),
        (Ring.EXTENSION_FIRST, 21, 0, 20),
        (Ring.EXTENSION_FIRST, 21, 20, 40),
        (Ring.EXTENSION_FIRST, 21, 21, None),
        (Ring.EXTENSION_ONLY, 20, 0, 20),
        (Ring.EXTENSION_ONLY, 21, 0, None),
        (Ring.MOBILE_ONLY, 0, 20, 20),
        (Ring.MOBILE_ONLY, 0, 21, None),
    ],
)
def test_a_call_is_answered_as_the_preference_and_the_delays_have_it(
    ring: Ring | None, extension: int, mobile: int, answered: int | None
) -> None:
    assert answering.seconds_to_answer(ana(ring, extension, mobile), (), 20) == answered


@pytest.mark.parametrize(
    ("ring", "devices", "answered"),
    [
        (Ring.SIMULTANEOUS, [LAPTOP], 5),
        (Ring.SIMULTANEOUS, [MOBILE], 8),
        (Ring.SIMULTANEOUS, [SILENT, MOBILE], 8),
        (Ring.EXTENSION_FIRST, [SILENT, MOBILE], 8),
        (Ring.EXTENSION_FIRST, [LAPTOP], 5),
        (Ring.EXTENSION_ONLY, [MOBILE], None),
        (Ring.MOBILE_ONLY, [SILENT], None),
    ],
)
def test_only_devices_that_ring_are_answered(
    ring: Ring, devices: Sequence[Bell], answered: int | None
) -> None:
    assert answering.seconds_to_answer(ana(ring, 5, 8), devices, 20) == answered


def test_a_virtual_agent_answers_at_once() -> None:
    assert answering.seconds_to_answer(ana(None, 90, 90, virtual=True), (SILENT,), 20) == 0


bells = st.lists(
    st.builds(Bell, st.just("one"), st.sampled_from(DeviceKind), st.booleans()), max_size=4
)


@given(
    ring=st.none() | st.sampled_from(Ring),
    extension=st.integers(0, 40),
    mobile=st.integers(0, 40),
    ring_time=st.integers(1, 40),
    devices=bells,
)
def test_a_slower_agent_is_never_answered_by_sooner_and_longer_ringing_never_hurts(
    ring: Ring | None, extension: int, mobile: int, ring_time: int, devices: list[Bell]
) -> None:
    def seconds(extra: int, longer: int) -> float:
        agent = ana(ring, extension + extra, mobile + extra)
        answered = answering.seconds_to_answer(agent, devices, ring_time + longer)
        return float("inf") if answered is None else answered

    assert seconds(extra=1, longer=0) >= seconds(extra=0, longer=0)
    assert (seconds(extra=0, longer=1) == float("inf")) <= (
        seconds(extra=0, longer=0) == float("inf")
    )


@given(ring=st.none() | st.sampled_from(Ring), devices=bells)
def test_one_more_device_that_rings_never_makes_an_agent_silent(
    ring: Ring | None, devices: list[Bell]
) -> None:
    agent = ana(ring, 0, 0)
    for more in (LAPTOP, MOBILE):
        assert ringing.takes_calls(agent, [*devices, more]) >= bool(
            devices and ringing.takes_calls(agent, devices)
        )
    both = ringing.rings_on(agent, TAKEN_FOR_GRANTED)
    assert ringing.rings_on(agent, ()) == both


@pytest.mark.parametrize(
    ("delays", "seconds", "note"),
    [
        ("--extension-delay 20", 20, ""),
        ("--extension-delay 21", None, 'note: "Ana" answers no call in group "sales": it rings 20 s\n'),
        ("--extension-delay 21 --mobile-delay 7", 7, ""),
    ],
)  # fmt: skip
def test_the_delay_of_each_number_shows_in_how_soon_calls_are_answered(
    tenant: Path, run: Run, delays: str, seconds: int | None, note: str
) -> None:
    phone = "--phone 0888123456" if "mobile" in delays else ""
    run(f"agent add Ana --extension 101 {phone} {delays}")
    run("group add sales --ring-time 20")
    run("group members add sales Ana")

    shown = run("agent show Ana --fields answers_after -o json")

    assert json.loads(shown.stdout) == {"answers_after": [{"name": "sales", "seconds": seconds}]}
    assert shown.stderr == note


@pytest.mark.parametrize(
    ("delay", "settings", "note"),
    [
        (30, "--service-mode manual --accept-timeout 30", ""),
        (31, "--service-mode manual --accept-timeout 30",
         'note: "Ana" accepts no chat in center "shop": it is handed on after 30 s\n'),
        (31, "--service-mode automatic --accept-timeout 30", ""),
    ],
)  # fmt: skip
def test_the_delay_of_chats_is_held_against_the_accept_timeout_of_manual_service(
    tenant: Path, run: Run, delay: int, settings: str, note: str
) -> None:
    for line in (
        f"agent add Ana --extension 101 --chat-delay {delay}",
        "center add shop",
        "center assign shop Ana",
        f"chat-settings set --center shop {settings}",
    ):
        assert run(line).exit_code == 0, line
    assert run("agent show Ana").stderr == note


@pytest.mark.parametrize(
    ("option", "problem"),
    [
        ("--extension-delay -1", 'extension-delay "-1" is out of range'),
        ("--mobile-delay 1000000001", 'mobile-delay "1000000001" is out of range'),
        ("--chat-delay -5", 'chat-delay "-5" is out of range'),
        ("--capacity 0", 'capacity "0" is out of range'),
        ("--capacity 101", 'capacity "101" is out of range'),
    ],
)
def test_a_number_out_of_its_range_is_refused(
    tenant: Path, run: Run, option: str, problem: str
) -> None:
    result = run(f"agent add Ana {option}")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (5, f"error: {problem}")
