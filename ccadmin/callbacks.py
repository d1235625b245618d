"""Asks a business server who is to serve a chat (S4): a pure client that never decides itself.

    POST {"CallbackCommand", "SessionId", "ClientUserId", "EventTime"}  →
    {"ActionStatus": "OK", "ErrorCode": 0, "ErrorInfo": "", "AgentGroupId" or "AgentIdList"}

Whatever goes wrong comes back as a reason, for the caller to fall back on its own policy. The
whole exchange has one deadline, so that a server which sends a byte now and then is no way round
it; an answer may have 64 KiB; a redirect is followed to the same scheme, host and port only. The
environment's proxies and netrc are left alone: the address that was set is the one that is asked.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import httpx

COMMAND: Final = "AgentRouting"
"""What `CallbackCommand` says."""
LARGEST: Final = 65_536
"""Bytes that an answer may have; a list of a thousand people takes fewer."""
MOST_REDIRECTS: Final = 3
AT_ONCE: Final = 16
"""Questions that one server has to answer at the same time."""
_REPEATED: Final = frozenset({301, 302, 307, 308})
"""Redirects after which the same POST may be sent again (RFC 9110, 15.4); 303 asks for a GET."""


class Failure(StrEnum):
    """Why no answer of a business server could be used."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    STATUS = "status"
    REDIRECT = "redirect"
    TOO_LARGE = "too-large"
    NOT_JSON = "not-json"
    MALFORMED = "malformed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks: the chat session, the user in it, and since when (ms UTC)."""

    session: str
    user: str
    at: int

    def body(self) -> dict[str, str | int]:
        """The request as the server reads it."""
        return {
            "CallbackCommand": COMMAND,
            "SessionId": self.session,
            "ClientUserId": self.user,
            "EventTime": self.at,
        }


@dataclass(frozen=True, slots=True)
class Decision:
    """Whom the server names, as it names them: one group, or people to choose from."""

    group: str | None = None
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unusable:
    """No decision, why, and what was seen, in a phrase for people."""

    why: Failure
    detail: str


def ask(url: str, question: Question, *, timeout: float) -> Decision | Unusable:
    """Ask the server at an http or https address, for `timeout` seconds in all.

    Raises:
        RuleError: httpx, which asks, is not installed.
    """
    (answer,) = ask_all(url, [question], timeout=timeout)
    return answer


def ask_all(
    url: str,
    questions: Sequence[Question],
    *,
    timeout: float,
    answered: Callable[[int], None] = lambda _: None,
) -> list[Decision | Unusable]:
    """Ask one server many questions, a few at a time; each has a deadline of its own.

    While it goes on, `answered` is told how many are through.

    Raises:
        RuleError: httpx, which asks, is not installed.
    """
    try:
        import httpx  # noqa: F401 - so that its absence is known before anything is asked
    except ImportError:
        raise RuleError(
            "no-httpx",
            "business servers are asked by the package httpx, which is not installed",
            hint="pip install 'ccadmin[callbacks]'",
        ) from None
    answers = asyncio.run(_all_asked(url, questions, timeout, answered))
    return [each if isinstance(each, Unusable) else read_answer(each) for each in answers]


def read_answer(body: bytes) -> Decision | Unusable:
    """What an answer's body decides."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return Unusable(Failure.NOT_JSON, "the answer is not JSON")
    if not isinstance(answer, dict):
        return Unusable(Failure.MALFORMED, "the answer is not a JSON object")
    status = answer.get("ActionStatus")
    code = answer.get("ErrorCode", 0)
    if not isinstance(status, str) or isinstance(code, bool) or not isinstance(code, int):
        return Unusable(
            Failure.MALFORMED, "ActionStatus has to be a text, and ErrorCode a whole number"
        )
    if status != "OK" or code:
        info = answer.get("ErrorInfo")
        said = f': "{info[:200]}"' if isinstance(info, str) and info else ""
        return Unusable(Failure.REFUSED, f"the server says {status[:40]}, error {code}{said}")
    return _decision(answer)


def _decision(answer: Mapping[str, Any]) -> Decision | Unusable:
    group, people = answer.get("AgentGroupId"), answer.get("AgentIdList")
    if group is not None and not isinstance(group, str):
        return Unusable(Failure.MALFORMED, "AgentGroupId is not a text")
    if people is not None and not (
        isinstance(people, list) and all(isinstance(one, str) and one for one in people)
    ):
        return Unusable(Failure.MALFORMED, "AgentIdList is not a list of texts")
    if bool(group) == bool(people):
        which = "both a group and people" if group else "neither a group nor people"
        return Unusable(Failure.MALFORMED, f"the answer names {which}")
    return Decision(group or None, tuple(dict.fromkeys(people or ())))


async def _all_asked(
    url: str,
    questions: Sequence[Question],
    timeout: float,  # noqa: ASYNC109 - one deadline for each question
    answered: Callable[[int], None],
) -> list[bytes | Unusable]:
    """The body of each answer, in the order of the questions."""
    import ssl
    from http.cookiejar import CookieJar, DefaultCookiePolicy

    import httpx

    # The machine's own trust store, so that a server inside the house is trusted as elsewhere.
    verify = ssl.create_default_context() if urlsplit(url).scheme == "https" else True
    turn = asyncio.Semaphore(AT_ONCE)
    through = 0

    async def asked(question: Question) -> bytes | Unusable:
        nonlocal through
        async with turn:
            answer = await _asked(client, url, question, timeout)
        through += 1
        answered(through)
        return answer

    # What one user's answer sets is not sent with the next user's question.
    cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
    async with httpx.AsyncClient(
        timeout=None,  # noqa: S113 - the deadline of each question
        trust_env=False,
        verify=verify,
        cookies=cookies,
    ) as client:
        return await asyncio.gather(*(asked(question) for question in questions))


async def _asked(
    client: httpx.AsyncClient,
    url: str,
    question: Question,
    timeout: float,  # noqa: ASYNC109 - one deadline for all of the exchange
) -> bytes | Unusable:
    """The body of one answer."""
    import httpx

    try:
        async with asyncio.timeout(timeout):
            return await _posted(client, url, question)
    except TimeoutError:
        return Unusable(Failure.TIMEOUT, f"no whole answer within {timeout:g} s")
    except (httpx.HTTPError, httpx.InvalidURL, httpx.CookieConflict) as problem:
        return Unusable(Failure.UNREACHABLE, str(problem) or type(problem).__name__)


async def _posted(client: httpx.AsyncClient, url: str, question: Question) -> bytes | Unusable:
    """The body at the end of at most a few redirects, each of which stays where it began."""
    for _ in range(MOST_REDIRECTS + 1):
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        async with client.stream("POST", url, json=question.body(), headers=headers) as response:
            if response.status_code not in _REPEATED:
                return await _body(response)
            place = response.headers.get("Location", "")
        following = _within_origin(url, place)
        if following is None:
            return Unusable(Failure.REDIRECT, f"redirected elsewhere, to {place[:200]}")
        url = following
    return Unusable(Failure.REDIRECT, f"redirected more than {MOST_REDIRECTS} times")


async def _body(response: httpx.Response) -> bytes | Unusable:
    if response.status_code != 200:  # noqa: PLR2004 - OK
        return Unusable(Failure.STATUS, f"status {response.status_code}")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        return Unusable(Failure.MALFORMED, "the answer is compressed, which was not asked for")
    body = b""
    async for part in response.aiter_raw():
        body += part
        if len(body) > LARGEST:
            return Unusable(Failure.TOO_LARGE, f"the answer has more than {LARGEST} bytes")
    return body


def _within_origin(url: str, place: str) -> str | None:
    """The whole address of a place on the same scheme, host and port; None for any other."""
    try:
        following = urljoin(url, place)
        return following if _origin(following) == _origin(url) else None
    except ValueError:  # a port or an address that is none
        return None


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
