"""`chat-settings try-callback`: a real question to a real server, and whom the chat would go to."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.business_server import OK, answering, serving
from tests.contents import contents
from tests.refusals import said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

TRY = "chat-settings try-callback --session s-1 --user u-7"


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    """Two groups in use and one that is not, the center East, and agents, two of one name."""
    for line in (
        "group add sales",
        "group add support",
        "group add old --status disabled",
        "center add East",
        "agent add Ana --email ana@example.com",
        "agent add Boris",
        "agent add Boris",
    ):
        assert run(line).exit_code == 0, line
    return tenant


def tried(run: Run, answer: Any, settings: str = "", **extra: Any) -> dict[str, Any]:
    with serving(answering(answer, **extra)) as server:
        line = f"chat-settings set --allocation business-server --callback-url {server.url}"
        assert run(f"{line} {settings}").exit_code == 0
        result = run(f"{TRY} -o json")
    assert result.exit_code == 0, result.stderr
    record: dict[str, Any] = json.loads(result.stdout)
    ((_, asked),) = server.asked
    assert record.pop("server") == server.url
    assert record.pop("asked") == asked
    assert (asked["SessionId"], asked["ClientUserId"]) == ("s-1", "u-7")
    return record


@pytest.mark.parametrize(
    ("named", "group", "people"),
    [
        ({"AgentGroupId": "SALES"}, "sales", []),
        ({"AgentGroupId": "#2"}, "support", []),
        ({"AgentIdList": ["ana@example.com", "#3"]}, None, ["Ana", "Boris"]),
    ],
)
def test_the_server_decides_by_names_emails_and_ids(
    shop: Path, run: Run, named: dict[str, Any], group: str | None, people: list[str]
) -> None:
    assert tried(run, OK | named) == {
        "decided_by": "business-server",
        "allocation": "business-server",
        "group": group,
        "people": people,
        "reason": None,
        "detail": None,
    }


@pytest.mark.parametrize(
    ("answer", "status", "reason", "detail"),
    [
        (OK | {"AgentGroupId": "sails"}, 200, "unknown-name", 'group "sails" not found'),
        (OK | {"AgentGroupId": "old"}, 200, "group-disabled", 'group "old" is disabled'),
        (
            OK | {"AgentIdList": ["Ana", "Zoe"]}, 200,
            "unknown-name", 'agent "Zoe" not found',
        ),
        (
            OK | {"AgentIdList": ["Boris"]}, 200,
            "unknown-name", 'agent name "Boris" fits 2 agents: #2, #3',
        ),
        (OK, 200, "malformed", "the answer names neither a group nor people"),
        ({}, 500, "status", "status 500"),
    ],
)  # fmt: skip
def test_the_fallback_is_used_and_the_reason_is_recorded(
    shop: Path, run: Run, *, answer: Any, status: int, reason: str, detail: str
) -> None:
    assert tried(run, answer, status=status) == {
        "decided_by": "fallback",
        "allocation": "automatic",
        "group": None,
        "people": [],
        "reason": reason,
        "detail": detail,
    }


def test_a_fallback_to_the_users_choice_lists_the_enabled_groups(shop: Path, run: Run) -> None:
    record = tried(run, {}, "--callback-fallback user-selects-group", status=500)

    assert (record["allocation"], record["groups"]) == (
        "user-selects-group",
        ["sales", "support"],
    )


def test_a_center_asks_its_own_server(shop: Path, run: Run) -> None:
    run("chat-settings set --callback-url http://127.0.0.1:9/ --callback-timeout 1")
    with serving(answering(OK | {"AgentGroupId": "sales"})) as server:
        run(f"chat-settings set --center East --callback-url {server.url}")
        result = run(f"{TRY} --center East -o json")

    assert json.loads(result.stdout)["group"] == "sales"
    assert len(server.asked) == 1


def test_asking_changes_nothing(shop: Path, run: Run) -> None:
    with serving(answering(OK | {"AgentGroupId": "sales"})) as server:
        run(f"chat-settings set --callback-url {server.url}")
        before = contents(shop)
        assert run(TRY).exit_code == 0

    assert contents(shop) == before


def test_without_an_address_there_is_nobody_to_ask(shop: Path, run: Run) -> None:
    result = run(TRY)

    assert (result.exit_code, result.stderr) == (
        5,
        said(
            "no business server is set, so there is nobody to ask",
            "set one: ccadmin chat-settings set --callback-url URL",
        ),
    )


def test_without_httpx_the_command_says_how_to_install_it(
    shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    run("chat-settings set --callback-url http://127.0.0.1:9/")

    result = run(TRY)

    assert (result.exit_code, result.stderr) == (
        5,
        said(
            "business servers are asked by the package httpx, which is not installed",
            "pip install 'ccadmin[callbacks]'",
        ),
    )
