"""Chats without a group in a simulation: how each allocation policy lets them in (S4)."""

from __future__ import annotations

import csv
import json
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.business_server import OK, answering, send, serving

if TYPE_CHECKING:
    from tests.conftest import Run

CHATS = """\
id,arrived,channel,group,center,topic,talk,caller
a,2026-03-02 09:00:00,chat,,,billing,60,u-1
b,2026-03-02 09:05:00,chat,support,,,60,
c,2026-03-02 09:10:00,call,,,billing,60,
d,2026-03-02 09:15:00,chat,,East,,60,
e,2026-03-02 09:20:00,chat,,,,60,
"""
"""a and c lead to sales by their topic, d to east by its center, e nowhere; b has selected."""


@pytest.fixture
def shop(tenant: Path, run: Run) -> Path:
    """Sales for billing, support, and the group of the center East."""
    for line in (
        "center add East",
        "agent add Ana --extension 101",
        "agent add Boris --extension 102",
        "agent add Vera --extension 103",
        "center assign East Vera",
        "group add sales --topics billing --wrap-up 7",
        "group members add sales Ana --tier 2",
        "group add support",
        "group members add support Boris",
        "group add closed --status disabled",
        "group add east --center East",
        "group members add east Vera",
        "center edit East --default-group east",
    ):
        result = run(line)
        assert result.exit_code == 0, (line, result.stderr)
    Path("chats.csv").write_text(CHATS, encoding="utf-8")
    return tenant


def _routed(run: Run, options: str = "") -> tuple[list[str], str, dict[str, Any]]:
    """Where each contact ended, the notes that were made, and the document."""
    result = run(f"route --simulate chats.csv --out out.csv -o json {options}")
    assert result.exit_code == 0, result.stderr
    with Path("out.csv").open(encoding="utf-8") as stream:
        rows = [
            f"{row['id']} {row['last_group']} {row['agent'] or row['reason']}"
            for row in csv.DictReader(stream)
        ]
    return rows, result.stderr, json.loads(result.stdout)


def test_automatic_leads_chats_like_all_else(shop: Path, run: Run) -> None:
    rows, notes, document = _routed(run)
    assert rows == [
        "a sales Ana",
        "b support Boris",
        "c sales Ana",
        "d east Vera",
        "e  no-route",
    ]
    assert "fallback" not in notes
    assert "callbacks" not in document


def test_a_chat_without_a_group_goes_nowhere_where_users_select(shop: Path, run: Run) -> None:
    run("chat-settings set --allocation user-selects-group")
    run("chat-settings set --center East --allocation automatic")
    rows, _, _ = _routed(run)
    assert rows == [
        "a  no-route",
        "b support Boris",
        "c sales Ana",
        "d east Vera",
        "e  no-route",
    ]


def test_without_leave_no_server_is_asked_and_the_fallback_holds(shop: Path, run: Run) -> None:
    with serving(answering(OK | {"AgentGroupId": "support"})) as server:
        run(f"chat-settings set --allocation business-server --callback-url {server.url}")
        run("chat-settings set --center East --callback-fallback user-selects-group")
        rows, notes, document = _routed(run)
    assert server.asked == []
    assert rows == [
        "a sales Ana",
        "b support Boris",
        "c sales Ana",
        "d  no-route",
        "e  no-route",
    ]
    assert (
        "note: 3 chats used the fallback of a business server, which was not asked "
        "(--allow-callbacks asks)\n"
    ) in notes
    assert document["callbacks"] == {"chats": 3, "decided": 0, "fallbacks": {"not-asked": 3}}


def test_a_server_is_asked_once_about_each_of_its_chats(shop: Path, run: Run) -> None:
    with serving(answering(OK | {"AgentGroupId": "#2"})) as server:
        run(f"chat-settings set --allocation business-server --callback-url {server.url}")
        rows, notes, _ = _routed(run, "--allow-callbacks")
    asked = sorted(tuple(body.values()) for _, body in server.asked)
    assert asked == [
        ("AgentRouting", "a", "u-1", 1_772_434_800_000),
        ("AgentRouting", "d", "d", 1_772_435_700_000),
        ("AgentRouting", "e", "e", 1_772_436_000_000),
    ]
    assert rows == [
        "a support Boris",
        "b support Boris",
        "c sales Ana",
        "d support Boris",
        "e support Boris",
    ]
    assert "note: business servers decided 3 of 3 chats\n" in notes


def test_people_become_a_group_with_the_rules_of_the_one_that_was_meant(
    shop: Path, run: Run
) -> None:
    run("agent edit Ana --capacity 1")
    with serving(answering(OK | {"AgentIdList": ["Ana", "Boris"]})) as server:
        run(f"chat-settings set --allocation business-server --callback-url {server.url}")
        Path("chats.csv").write_text(
            "id,arrived,channel,topic,talk\n"
            + "".join(
                f"{n},2026-03-02 09:00:00,chat,{topic},60\n" for n, topic in enumerate("bb--")
            ),
            encoding="utf-8",
        )
        Path("chats.csv").write_text(
            Path("chats.csv").read_text(encoding="utf-8").replace(",b,", ",billing,"),
            encoding="utf-8",
        )
        rows, _, document = _routed(run, "--allow-callbacks")
    # Boris keeps no tier of sales and comes first; from where nothing leads, both have tier 1.
    assert rows == [
        "0 sales: Ana, Boris Boris",
        "1 sales: Ana, Boris Boris",
        "2 Ana, Boris Ana",
        "3 Ana, Boris Boris",
    ]
    with Path("out.csv").open(encoding="utf-8") as stream:
        assert [row["wrap_up"] for row in csv.DictReader(stream)] == ["7.0", "7.0", "0.0", "0.0"]
    assert document["callbacks"] == {"chats": 4, "decided": 4, "fallbacks": {}}


def test_each_reason_for_the_fallback_is_counted(shop: Path, run: Run) -> None:
    turns = count()

    def behave(handler: Any) -> None:
        turn = next(turns)
        answers: list[dict[str, Any]] = [
            {"AgentGroupId": "nobody"},
            {"AgentGroupId": "closed"},
            {"AgentIdList": ["Ana", "Anna"]},
            {"AgentGroupId": "sales", "AgentIdList": ["Ana"]},
        ]
        if turn < len(answers):
            send(handler, json.dumps(OK | answers[turn]).encode())
        elif turn == len(answers):
            send(handler, b"", status=500)
        else:
            handler.closing.wait(30)

    rows = "".join(f"{n},2026-03-02 09:0{n}:00,chat,billing,60\n" for n in range(6))
    Path("chats.csv").write_text(f"id,arrived,channel,topic,talk\n{rows}", encoding="utf-8")
    with serving(behave) as server:
        run(f"chat-settings set --allocation business-server --callback-url {server.url}")
        run("chat-settings set --callback-timeout 1")
        ended, notes, document = _routed(run, "--allow-callbacks")
    assert ended == [f"{n} sales Ana" for n in range(6)]
    assert document["callbacks"] == {
        "chats": 6,
        "decided": 0,
        "fallbacks": {
            "group-disabled": 1,
            "malformed": 1,
            "status": 1,
            "timeout": 1,
            "unknown-name": 2,
        },
    }
    assert (
        "note: business servers decided 0 of 6 chats; 6 used the fallback: "
        "1 group-disabled, 1 malformed, 1 status, 1 timeout, 2 unknown-name\n"
    ) in notes
