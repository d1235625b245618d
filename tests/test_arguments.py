"""Values that people type as one word: each form that is read, and each that is refused."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccadmin.arguments import (
    CounterWindow,
    IfExists,
    Limit,
    OverflowTo,
    ServiceLevel,
    read_limit,
    read_overflow,
    read_service_level,
    read_window,
)
from ccadmin.errors import RuleError, UsageError
from ccadmin.vocabulary import OverflowAction, Window

if TYPE_CHECKING:
    from collections.abc import Callable


@given(st.none() | st.integers(0, 1_000_000_000))
def test_a_limit_reads_as_it_is_written(most: int | None) -> None:
    assert read_limit(str(Limit(most))) == Limit(most)


@given(st.integers(1, 100), st.integers(0, 999_999))
def test_a_service_level_reads_as_it_is_written(percent: int, seconds: int) -> None:
    level = ServiceLevel(percent, seconds)

    assert read_service_level(str(level)) == level
    assert read_service_level(f" {percent} % / {seconds}s ") == level


@given(st.sampled_from(Window), st.integers(1, 366))
def test_a_window_reads_as_it_is_written(window: Window, days: int) -> None:
    stated = CounterWindow(window, days if window is Window.ROLLING else 1)

    assert read_window(str(stated)) == stated
    assert read_window(f" {str(stated).upper()} ") == stated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("voicemail", OverflowTo(OverflowAction.VOICEMAIL)),
        ("Hang-Up ", OverflowTo(OverflowAction.HANG_UP)),
        ("callback", OverflowTo(OverflowAction.CALLBACK)),
        ("group:sales", OverflowTo(OverflowAction.GROUP, "sales")),
        ("GROUP: Level 2: night ", OverflowTo(OverflowAction.GROUP, "Level 2: night")),
    ],
)
def test_an_overflow_is_an_action_or_a_group(text: str, expected: OverflowTo) -> None:
    assert read_overflow(text) == expected
    assert read_overflow(str(expected)) == expected


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (read_limit, "", "limit"),
        (read_limit, "-1", "limit"),
        (read_limit, "1.5", "limit"),
        (read_limit, "1000000001", "limit"),
        (read_limit, "9" * 5000, "limit"),
        (read_limit, "unlimitd", "limit"),
        (read_service_level, "0/20", "service-level"),
        (read_service_level, "101/20", "service-level"),
        (read_service_level, "80", "service-level"),
        (read_service_level, "80/20/5", "service-level"),
        (read_service_level, "80/1000000", "service-level"),
        (read_window, "rolling", "window"),
        (read_window, "rolling:0d", "window"),
        (read_window, "rolling:367d", "window"),
        (read_window, "rolling:7", "window"),
        (read_window, "", "window"),
        (read_overflow, "", "overflow"),
        (read_overflow, "group", "overflow"),
        (read_overflow, "group: ", "overflow"),
        (read_overflow, "voicemail:sales", "overflow"),
    ],
)
def test_any_other_text_is_refused_with_a_way_out(
    read: Callable[[str], object], text: str, code: str
) -> None:
    with pytest.raises(RuleError) as caught:
        read(text)

    assert caught.value.code == code
    assert f'"{text}"' in caught.value.message
    assert caught.value.hint is not None


@given(st.text())
def test_no_text_at_all_brings_a_reader_down(text: str) -> None:
    for read in (read_limit, read_service_level, read_window, read_overflow):
        with suppress(RuleError):
            assert str(read(text))


def test_flags_say_what_add_does_with_what_exists() -> None:
    assert IfExists.of(if_not_exists=False, or_update=False) is IfExists.REFUSE
    assert IfExists.of(if_not_exists=True, or_update=False) is IfExists.KEEP
    assert IfExists.of(if_not_exists=False, or_update=True) is IfExists.UPDATE
    with pytest.raises(UsageError) as caught:
        IfExists.of(if_not_exists=True, or_update=True)
    assert caught.value.code == "contradiction"
