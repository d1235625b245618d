"""The client of a business server, against real servers on loopback that behave well and badly."""

from __future__ import annotations

import gzip
import json
import socket
import sys
from typing import TYPE_CHECKING, Any

import pytest

from ccadmin.callbacks import LARGEST, Decision, Failure, Question, Unusable, ask, read_answer
from ccadmin.errors import RuleError
from tests.business_server import OK, answering, send, serving

if TYPE_CHECKING:
    from tests.business_server import Behave

QUESTION = Question(session="s-1", user="u-7", at=1_774_861_200_000)
PATIENT = 30.0
"""Seconds that no test waits for."""


def hang(handler: Any) -> None:
    handler.closing.wait(PATIENT)


def drip_the_header(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.closing.wait(0.02):
        handler.wfile.write(b"x")
        handler.wfile.flush()


def drip_the_body(handler: Any) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.closing.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def fifty_megabytes(handler: Any) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(50):
        handler.wfile.write(b" " * 1_000_000)


def redirect(place: str, status: int) -> Behave:
    def behave(handler: Any) -> None:
        if handler.path == "/route":
            send(handler, b"", status=status, Location=place)
        else:
            send(handler, json.dumps(OK | {"AgentGroupId": "sales"}).encode())

    return behave


def test_a_question_has_the_four_fields_and_an_answer_may_name_a_group() -> None:
    with serving(answering(OK | {"AgentGroupId": "sales"})) as server:
        answer = ask(server.url, QUESTION, timeout=PATIENT)

    assert answer == Decision(group="sales")
    assert server.asked == [
        (
            "/route",
            {
                "CallbackCommand": "AgentRouting",
                "SessionId": "s-1",
                "ClientUserId": "u-7",
                "EventTime": 1_774_861_200_000,
            },
        )
    ]


def test_an_answer_may_name_people_to_choose_from_each_once() -> None:
    named = OK | {"AgentGroupId": "", "AgentIdList": ["Ana", "Борис", "Ana"]}
    with serving(answering(named)) as server:
        assert ask(server.url, QUESTION, timeout=PATIENT) == Decision(people=("Ana", "Борис"))


@pytest.mark.parametrize(
    "behave", [hang, drip_the_header, drip_the_body], ids=lambda behave: behave.__name__
)
def test_a_server_has_one_deadline_for_all_that_it_sends(behave: Behave) -> None:
    with serving(behave) as server:
        answer = ask(server.url, QUESTION, timeout=0.3)

    assert answer == Unusable(Failure.TIMEOUT, "no whole answer within 0.3 s")


@pytest.mark.parametrize(
    ("behave", "expected"),
    [
        (answering({}, status=500), Unusable(Failure.STATUS, "status 500")),
        (answering(OK, status=204), Unusable(Failure.STATUS, "status 204")),
        (answering(OK, status=303, Location="/there"), Unusable(Failure.STATUS, "status 303")),
        (
            lambda handler: send(handler, b"<html>busy</html>"),
            Unusable(Failure.NOT_JSON, "the answer is not JSON"),
        ),
        (
            fifty_megabytes,
            Unusable(Failure.TOO_LARGE, "the answer has more than 65536 bytes"),
        ),
        (
            lambda handler: send(
                handler, gzip.compress(b" " * 50_000_000, 1), Content_Encoding="gzip"
            ),
            Unusable(Failure.MALFORMED, "the answer is compressed, which was not asked for"),
        ),
        (
            redirect("http://localhost:1/there", 307),
            Unusable(Failure.REDIRECT, "redirected elsewhere, to http://localhost:1/there"),
        ),
        (
            redirect("//example.com/there", 301),
            Unusable(Failure.REDIRECT, "redirected elsewhere, to //example.com/there"),
        ),
        (redirect("/route", 308), Unusable(Failure.REDIRECT, "redirected more than 3 times")),
        (
            redirect("http://[", 302),
            Unusable(Failure.REDIRECT, "redirected elsewhere, to http://["),
        ),
    ],
)
def test_an_answer_that_is_no_use_says_why(behave: Behave, expected: Unusable) -> None:
    with serving(behave) as server:
        assert ask(server.url, QUESTION, timeout=PATIENT) == expected


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_the_same_host_is_asked_the_same_question(status: int) -> None:
    with serving(redirect("/there", status)) as server:
        assert ask(server.url, QUESTION, timeout=PATIENT) == Decision(group="sales")

    assert server.asked == [("/route", QUESTION.body()), ("/there", QUESTION.body())]


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        answer = ask(f"http://127.0.0.1:{taken.getsockname()[1]}/", QUESTION, timeout=PATIENT)

    assert isinstance(answer, Unusable)
    assert answer.why is Failure.UNREACHABLE


def test_a_server_that_hangs_up_is_unreachable() -> None:
    with serving(lambda handler: None) as server:
        answer = ask(server.url, QUESTION, timeout=PATIENT)

    assert isinstance(answer, Unusable)
    assert answer.why is Failure.UNREACHABLE


def test_proxies_of_the_environment_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with serving(answering(OK | {"AgentGroupId": "sales"})) as server:
        assert ask(server.url, QUESTION, timeout=PATIENT) == Decision(group="sales")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ([], Unusable(Failure.MALFORMED, "the answer is not a JSON object")),
        (
            {"AgentGroupId": "sales"},
            Unusable(
                Failure.MALFORMED, "ActionStatus has to be a text, and ErrorCode a whole number"
            ),
        ),
        (
            OK | {"ErrorCode": "0", "AgentGroupId": "sales"},
            Unusable(
                Failure.MALFORMED, "ActionStatus has to be a text, and ErrorCode a whole number"
            ),
        ),
        (
            OK | {"ErrorCode": True, "AgentGroupId": "sales"},
            Unusable(
                Failure.MALFORMED, "ActionStatus has to be a text, and ErrorCode a whole number"
            ),
        ),
        (OK, Unusable(Failure.MALFORMED, "the answer names neither a group nor people")),
        (
            OK | {"AgentGroupId": "", "AgentIdList": []},
            Unusable(Failure.MALFORMED, "the answer names neither a group nor people"),
        ),
        (
            OK | {"AgentGroupId": "sales", "AgentIdList": ["Ana"]},
            Unusable(Failure.MALFORMED, "the answer names both a group and people"),
        ),
        (OK | {"AgentGroupId": 7}, Unusable(Failure.MALFORMED, "AgentGroupId is not a text")),
        (
            OK | {"AgentIdList": "Ana"},
            Unusable(Failure.MALFORMED, "AgentIdList is not a list of texts"),
        ),
        (
            OK | {"AgentIdList": ["Ana", 7]},
            Unusable(Failure.MALFORMED, "AgentIdList is not a list of texts"),
        ),
        (
            {"ActionStatus": "FAIL", "ErrorCode": 10, "ErrorInfo": "no route"},
            Unusable(Failure.REFUSED, 'the server says FAIL, error 10: "no route"'),
        ),
        (
            {"ActionStatus": "FAIL", "AgentGroupId": "sales"},
            Unusable(Failure.REFUSED, "the server says FAIL, error 0"),
        ),
    ],
)
def test_an_answer_is_read_strictly(answer: Any, expected: Unusable) -> None:
    assert read_answer(json.dumps(answer).encode()) == expected


@pytest.mark.parametrize("body", [b"", b"\xff", b"[" * 60_000, b"{}{}"])
def test_what_is_not_json_is_no_answer(body: bytes) -> None:
    assert read_answer(body) == Unusable(Failure.NOT_JSON, "the answer is not JSON")


def test_an_answer_of_the_largest_size_is_read() -> None:
    good = json.dumps(OK | {"AgentGroupId": "sales"}).encode()
    with serving(lambda handler: send(handler, good.ljust(LARGEST))) as server:
        assert ask(server.url, QUESTION, timeout=PATIENT) == Decision(group="sales")
    with serving(lambda handler: send(handler, good.ljust(LARGEST + 1))) as server:
        answer = ask(server.url, QUESTION, timeout=PATIENT)

    assert answer == Unusable(Failure.TOO_LARGE, "the answer has more than 65536 bytes")


def test_without_httpx_the_way_to_install_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)

    with pytest.raises(RuleError) as refused:
        ask("http://127.0.0.1:1/", QUESTION, timeout=PATIENT)

    assert (refused.value.code, refused.value.hint) == (
        "no-httpx",
        "pip install 'ccadmin[callbacks]'",
    )
