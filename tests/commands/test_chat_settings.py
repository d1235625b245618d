"""`ccadmin chat-settings`: every field, where its value comes from, and what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ccadmin.chat_fields import CHAT_FIELDS, Switch
from ccadmin.commands.chat_settings import ChatOptions
from ccadmin.console.cells import cell
from ccadmin.models import ChatSettings
from tests.contents import contents, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

BUSINESS = "--allocation business-server --callback-url https://desk.example.com/route"
EVERY_FIELD = {
    "welcome": "Hello",
    "manual_access_in_progress": "Searching",
    "transfer_successful": "Found",
    "transfer_failed": "Nobody",
    "allocation": "business-server",
    "callback_url": "https://desk.example.com:8443/route?tenant=1",
    "callback_timeout": 60,
    "callback_fallback": "user-selects-group",
    "service_mode": "manual",
    "accept_timeout": 20,
    "short_break": True,
    "break_length": 120,
    "max_users": 100,
    "queue_message": "Place $QueuePosition, $WaitNo in front, $5 a minute",
    "silence_timeout": 300,
    "timeout_closure": True,
    "timeout_message": "Still there?",
    "proactive_closure": True,
    "proactive_message": "Goodbye",
    "after_hours_reply": "Closed",
    "rating_by_agent": True,
    "rating_after_conversation": True,
    "rating_invitation": "How was it?",
    "rating_submission": "Thanks",
    "rating_validity": 3600,
}


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    """A tenant with the centers East and West, and no group."""
    for name in ("East", "West"):
        assert run(f"center add {name}").exit_code == 0
    return tenant


def as_options(fields: dict[str, Any]) -> str:
    words = []
    for name, value in fields.items():
        flag = name.replace("_", "-")
        if isinstance(value, bool):
            words.append(f"--{flag}" if value else f"--no-{flag}")
        else:
            words.append(f"--{flag} '{value}'")
    return " ".join(words)


def in_force(run: Run, options: str = "") -> dict[str, tuple[Any, str]]:
    shown = json.loads(run(f"chat-settings show {options} -o json").stdout)
    return {row["field"]: (row["value"], row["from"]) for row in shown}


def test_options_columns_and_the_table_of_fields_name_the_same_fields() -> None:
    columns = [name for name in ChatSettings.model_fields if name not in {"id", "center_id"}]

    assert list(CHAT_FIELDS) == list(ChatOptions.__dataclass_fields__) == columns
    assert list(CHAT_FIELDS) == list(EVERY_FIELD)


def test_every_field_can_be_set_switched_off_and_is_audited(shop: Path, run: Run) -> None:
    run("group add sales")

    result = run(f"chat-settings set {as_options(EVERY_FIELD)} -o json")

    (change,) = json.loads(result.stdout)["changes"]
    assert change == {
        "action": "updated",
        "kind": "chat-settings",
        "id": None,
        "name": "default",
        "fields": {k: {"before": None, "after": v} for k, v in EVERY_FIELD.items()},
        "notes": [],
    }
    assert rows(shop, f"SELECT {', '.join(EVERY_FIELD)} FROM chat_settings") == [
        tuple(EVERY_FIELD.values())
    ]
    ((kind, number, name, before, after),) = rows(
        shop,
        """SELECT kind, object_id, name, "before", "after" FROM audit
           WHERE kind = 'chat-settings'""",
    )
    assert (kind, number, name) == ("chat-settings", 0, "default")
    assert (json.loads(before), json.loads(after)) == ({}, EVERY_FIELD)

    switches = {n: False for n, field in CHAT_FIELDS.items() if isinstance(field.rule, Switch)}
    assert run(f"chat-settings set {as_options(switches)}").exit_code == 0
    assert in_force(run) == {
        **{name: (value, "tenant") for name, value in (EVERY_FIELD | switches).items()},
        "hours": ("always", "built-in"),
    }


def test_nothing_set_shows_the_built_in_default_of_every_field(shop: Path, run: Run) -> None:
    assert in_force(run, "--center East") == {
        **{name: (field.default, "built-in") for name, field in CHAT_FIELDS.items()},
        "hours": ("always", "built-in"),
    }


def test_fields_are_shown_section_by_section(shop: Path, run: Run) -> None:
    run("hours set chat default daily 08:00-22:00")
    run("chat-settings set --max-users 3 --short-break")
    run("chat-settings set --center East --welcome '' --max-users 4")

    lines = run("chat-settings show --center East").stdout.splitlines()

    assert lines == [
        "section\tfield\tvalue\tfrom",
        "prompts\twelcome\t\tcenter",
        *_built_in("prompts", "manual_access_in_progress transfer_successful transfer_failed"),
        *_built_in("allocation", "allocation callback_url callback_timeout callback_fallback"),
        *_built_in("service mode", "service_mode accept_timeout"),
        "service mode\tshort_break\tyes\ttenant",
        *_built_in("service mode", "break_length"),
        "queue\tmax_users\t4\tcenter",
        *_built_in("queue", "queue_message"),
        *_built_in("closure", "silence_timeout timeout_closure timeout_message"),
        *_built_in("closure", "proactive_closure proactive_message"),
        "working hours\thours\tdaily 08:00-22:00 Europe/Sofia\ttenant",
        *_built_in("working hours", "after_hours_reply"),
        *_built_in("rating", "rating_by_agent rating_after_conversation rating_invitation"),
        *_built_in("rating", "rating_submission rating_validity"),
    ]


def _built_in(section: str, names: str) -> list[str]:
    fields = [CHAT_FIELDS[name] for name in names.split()]
    return [f"{section}\t{field.name}\t{cell(field.default)}\tbuilt-in" for field in fields]


def test_the_same_fields_again_change_nothing(shop: Path, run: Run) -> None:
    run("chat-settings set --center East --welcome Hi --no-short-break")
    before = contents(shop)

    for line in (
        "set --center east --welcome ' Hi ' --no-short-break",
        "set --center East",
        "reset --center East max-users",
        "reset --center West --yes",
        "reset --yes",
    ):
        result = run(f"chat-settings {line}")
        assert (result.exit_code, result.stdout.split()[-1]) == (0, "unchanged")

    assert contents(shop) == before


def test_a_reset_names_what_it_clears_and_leaves_the_rest(shop: Path, run: Run) -> None:
    run("chat-settings set --center East --welcome Hi --max-users 2 --break-length 60")

    result = run("chat-settings reset --center East welcome break-length")

    assert result.stdout == (
        'chat-settings "East" updated: welcome Hi → (none), break_length 60 → (none)\n'
    )
    assert rows(shop, "SELECT center_id, welcome, break_length, max_users FROM chat_settings") == [
        (1, None, None, 2)
    ]


def test_a_reset_of_all_fields_keeps_the_hours(shop: Path, run: Run) -> None:
    run("hours set chat East daily 08:00-22:00")
    run("chat-settings set --center East --welcome Hi")

    assert run("chat-settings reset --center East --yes").exit_code == 0

    assert in_force(run, "--center East")["welcome"] == (
        CHAT_FIELDS["welcome"].default,
        "built-in",
    )
    assert in_force(run, "--center East")["hours"] == ("daily 08:00-22:00 Europe/Sofia", "center")


def test_deleting_a_center_removes_its_settings(shop: Path, run: Run) -> None:
    run("chat-settings set --welcome Hi")
    run("chat-settings set --center East --welcome Hello")

    assert run("center delete East --yes").exit_code == 0

    assert rows(shop, "SELECT center_id, welcome FROM chat_settings") == [(None, "Hi")]


def test_a_dry_run_keeps_nothing_and_asks_nothing(shop: Path, run: Run) -> None:
    run("chat-settings set --welcome Hi")
    before = contents(shop)

    results = [run(f"chat-settings {line} --dry-run") for line in ("set --max-users 2", "reset")]

    assert [result.stdout for result in results] == [
        'chat-settings "default" would be updated: max_users (none) → 2\n',
        'chat-settings "default" would be updated: welcome Hi → (none)\n',
    ]
    assert contents(shop) == before


def test_users_select_among_groups_only_while_one_is_enabled(shop: Path, run: Run) -> None:
    line = "chat-settings set --center East --allocation user-selects-group"
    run("group add sales --status disabled")

    refused = run(line)
    run("group edit sales --status enabled")

    assert refused.exit_code == 5
    assert refused.stderr == (
        "error: users cannot select a group while there is no enabled one\n\n"
        "hint: add one first: ccadmin group add NAME\n"
    )
    assert run(line).exit_code == 0
    assert in_force(run, "--center East")["allocation"] == ("user-selects-group", "center")


def test_a_business_server_may_have_the_address_of_the_tenant(shop: Path, run: Run) -> None:
    run("chat-settings set --callback-url https://desk.example.com/")

    assert run("chat-settings set --center East --allocation business-server").exit_code == 0

    assert in_force(run, "--center East")["callback_url"] == ("https://desk.example.com/", "tenant")


def test_an_address_that_a_center_needs_cannot_be_reset(shop: Path, run: Run) -> None:
    run("chat-settings set --callback-url https://desk.example.com/")
    run("chat-settings set --center East --allocation business-server")
    before = contents(shop)

    results = [run(f"chat-settings reset {word}") for word in ("callback-url", "--yes")]

    assert [(result.exit_code, result.stderr.splitlines()[0]) for result in results] == [
        (
            5,
            'error: chat of center "East" would be allocated by a business server without an address',
        )
    ] * 2
    assert contents(shop) == before


@pytest.mark.parametrize(
    ("line", "status", "message", "hint"),
    [
        (
            "set --queue-message 'You are $queueposition of ${WaitNo}'",
            5,
            'queue_message holds variables that stand for nothing: "$queueposition", "${WaitNo}"',
            'did you mean "$QueuePosition"?',
        ),
        (
            "set --queue-message 'Dear $Customer'",
            5,
            'queue_message holds variables that stand for nothing: "$Customer"',
            "it may hold $QueuePosition and $WaitNo",
        ),
        (
            "set --allocation business-server",
            5,
            "chat would be allocated by a business server without an address",
            "give its address with --callback-url, or choose another --allocation",
        ),
        (
            f"set {BUSINESS} --callback-fallback business-server",
            5,
            'callback_fallback "business-server" is not automatic or user-selects-group',
            "it is automatic unless it is set",
        ),
        (
            f"set {BUSINESS} --callback-fallback user-selects-group",
            5,
            "users cannot select a group while there is no enabled one",
            "add one first: ccadmin group add NAME",
        ),
        (
            "set --callback-timeout 61",
            5,
            'callback_timeout "61" is not a whole number from 1 to 60',
            "it is 5 unless it is set",
        ),
        (
            "set --welcome Hi --max-users 0",
            5,
            'max_users "0" is not a whole number from 1 to 100',
            "it is 5 unless it is set",
        ),
        (
            "set --silence-timeout 99999999999999999999",
            5,
            'silence_timeout "99999999999999999999" is not a whole number from 1 to 31536000',
            "it is 600 unless it is set",
        ),
        ("set --center Easst --welcome Hi", 3, 'center "Easst" not found', 'did you mean "East"?'),
        (
            "reset welcme",
            5,
            '"welcme" is not a field of the chat settings',
            'did you mean "welcome"?',
        ),
        (
            "reset hours",
            5,
            '"hours" is not a field of the chat settings',
            "take them away with: ccadmin hours clear chat NAME",
        ),
        (
            "reset",
            2,
            "nobody can be asked whether to reset all chat settings of the whole tenant",
            "add --yes",
        ),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    shop: Path, run: Run, *, line: str, status: int, message: str, hint: str
) -> None:
    run("chat-settings set --transfer-failed Sorry")
    before = contents(shop)

    result = run(f"chat-settings {line}")

    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr == f"error: {message}\n\nhint: {hint}\n"
    assert contents(shop) == before


@pytest.mark.parametrize(
    ("address", "shown", "problem"),
    [
        ("desk.example.com", None, "is not an http or https address"),
        ("ftp://desk.example.com/", None, "is not an http or https address"),
        ("https:///route", None, "is not an http or https address"),
        ("https://desk example.com/", None, "is not an http or https address"),
        ("https://desk.example.com:0/", None, "is not an http or https address"),
        (
            "https://desk.example.com:99999/",
            None,
            "is not an http or https address: Port out of range 0-65535",
        ),
        ("http://[::1/", None, "is not an http or https address: Invalid IPv6 URL"),
        (
            "https://ana:secret@desk.example.com/",
            "...@desk.example.com/",
            "holds a user name or password, which would be kept in plain text",
        ),
        (
            f"https://desk.example.com/{'x' * 2000}",
            None,
            "is longer than 2000 characters",
        ),
    ],
)
def test_the_address_of_a_business_server_is_checked(
    shop: Path, run: Run, address: str, shown: str | None, problem: str
) -> None:
    result = run(f"chat-settings set --allocation business-server --callback-url '{address}'")

    assert result.exit_code == 5
    assert result.stderr == (
        f'error: callback_url "{shown or address}" {problem}\n\n'
        'hint: write one such as "https://desk.example.com/route"\n'
    )
    assert rows(shop, "SELECT * FROM chat_settings") == []
