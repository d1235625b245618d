"""`chat-settings preview`: what a user would read, in order, by the settings in force."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

Told = list[tuple[str, str | None]]


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    """A tenant with two groups in use, one disabled, and the center East."""
    for line in (
        "group add sales",
        "group add Билети",
        "group add old --status disabled",
        "center add East",
    ):
        assert run(line).exit_code == 0, line
    return tenant


def told(run: Run, options: str = "") -> Told:
    result = run(f"chat-settings preview {options} -o json")
    assert result.exit_code == 0, result.stderr
    return [(row["when"], row["text"]) for row in json.loads(result.stdout)]


def changed(run: Run, settings: str) -> Told:
    """What the preview tells after a change that it did not tell before."""
    before = told(run)
    assert run(f"chat-settings set {settings}").exit_code == 0
    return [row for row in told(run) if row not in before]


def test_a_user_reads_the_built_in_texts_from_entry_to_the_end(shop: Path, run: Run) -> None:
    queue = "You are number {} in the queue; {} are waiting in front of you."

    assert told(run) == [
        ("the user enters", "Welcome! How can we help you?"),
        (
            "the user asks for a person",
            "One moment, please: we are finding somebody to help you.",
        ),
        ("the person who has not served for the longest time is chosen", None),
        ("everybody serves 5 already", queue.format(3, 2)),
        ("the queue moves up", queue.format(2, 1)),
        ("the queue moves up", queue.format(1, 0)),
        ("somebody is free, and the chat begins", "You are now talking to one of our team."),
        (
            "nobody takes the chat, or the user has waited too long",
            "Nobody can take your chat at the moment. Please try again later.",
        ),
        ("the user is silent for 600 s: the chat ends", None),
    ]


def test_places_in_the_queue_stand_where_the_variables_stood(shop: Path, run: Run) -> None:
    assert changed(
        run, "--max-users 1 --queue-message '$WaitNo/$QueuePosition/$WaitNo for $5'"
    ) == [
        ("everybody serves 1 already", "2/3/2 for $5"),
        ("the queue moves up", "1/2/1 for $5"),
        ("the queue moves up", "0/1/0 for $5"),
    ]
    assert [text for _, text in told(run, "--position 1")].count("0/1/0 for $5") == 1


def test_manual_service_waits_for_a_click_and_moves_on_without_one(shop: Path, run: Run) -> None:
    assert changed(run, "--service-mode manual --accept-timeout 20") == [
        ("nobody connects for 20 s: it goes to another person", None),
        ('a person clicks "Connect"', "You are now talking to one of our team."),
    ]
    assert changed(run, "--short-break --break-length 90") == [
        (
            (
                "nobody connects for 20 s: it goes to another person, "
                "and the first is put on a break of 90 s"
            ),
            None,
        ),
    ]


def test_a_user_selects_from_the_groups_that_are_enabled(shop: Path, run: Run) -> None:
    assert changed(run, "--allocation user-selects-group") == [
        ("the user selects a group", "sales | Билети"),
    ]


def test_a_business_server_decides_before_its_fallback(shop: Path, run: Run) -> None:
    assert changed(
        run,
        "--allocation business-server --callback-url https://desk.example.com/"
        " --callback-timeout 2 --callback-fallback user-selects-group",
    ) == [
        ("the business server https://desk.example.com/ decides within 2 s", None),
        ("when it fails, the user selects a group", "sales | Билети"),
    ]


def test_after_hours_the_reply_ends_the_chat(shop: Path, run: Run) -> None:
    before = told(run)
    run("hours set chat default mon-fri 09:00-17:00")

    assert [row for row in told(run) if row not in before] == [
        (
            "it is outside mon-fri 09:00-17:00 Europe/Sofia: the chat ends here",
            "We are closed at the moment. Please come back during our working hours.",
        ),
    ]


def test_closure_and_rating_are_told_where_they_are_switched_on(shop: Path, run: Run) -> None:
    assert changed(run, "--timeout-closure --proactive-closure --silence-timeout 60") == [
        (
            "the user is silent for 60 s: the chat ends",
            "We have not heard from you for a while and have closed this chat.",
        ),
        (
            "the user or the person ends the chat",
            "This chat has ended. Thank you for your visit.",
        ),
    ]
    assert changed(run, "--rating-by-agent --rating-validity 60") == [
        ("the person asks for it", "How satisfied are you with this chat?"),
        ("the user has rated within 60 s", "Thank you for your rating."),
    ]
    assert changed(run, "--rating-after-conversation") == [
        (
            "the person asks for it or the chat has ended",
            "How satisfied are you with this chat?",
        ),
    ]


def test_an_empty_text_sends_nothing(shop: Path, run: Run) -> None:
    assert changed(run, "--welcome '' --transfer-failed ''") == [
        ("the user enters", "(nothing is sent)"),
        ("nobody takes the chat, or the user has waited too long", "(nothing is sent)"),
    ]


def test_a_center_reads_its_own_texts_and_inherits_the_others(shop: Path, run: Run) -> None:
    run("chat-settings set --welcome Hello --transfer-failed Sorry")
    run("chat-settings set --center East --welcome 'Hello from East'")

    rows = json.loads(run("chat-settings preview --center East -o json").stdout)

    assert [
        (r["text"], r["from"]) for r in rows if r["step"] in {"welcome", "transfer_failed"}
    ] == [
        ("Hello from East", "center"),
        ("Sorry", "tenant"),
    ]
    assert ("the user enters", "Hello") in told(run)
