"""Parts of documents that are refused: menus, conditions, exceptions, skills, chats, each at its place."""

from __future__ import annotations

from typing import Final

import pytest

from ccadmin.errors import ProblemsError
from tests.documents.tenants import applied, new_tenant

BAD: Final = (
    (
        "c.yaml",
        "flows: [{name: main, menu: 7}, {name: two, menu: {1: {greeting: [x], menu: nine, greet: a}, 2: {greeting: ''}, 3: {menu: {4: hang-up}}}}]",
        [
            'c.yaml:1:28: "7" is not a mapping of keys (such as 1: group:sales)',
            "c.yaml:1:65: greeting: a list is not text",
            'c.yaml:1:76: "nine" is not a mapping of keys (such as 1: group:sales)',
            'c.yaml:1:82: a menu has no field "greet" (did you mean "greeting"?)',
        ],
    ),
    (
        "c.yaml",
        "groups: [{name: a}]\nrules: [{if: [[x], topic=], to: a}, {if: 5, to: group:a}, {if: topic=x, to: nobody}]",
        [
            "c.yaml:2:15: a list is not a condition (such as topic=billing)",
            'c.yaml:2:20: condition "topic=" compares "topic" with nothing (write topic=billing, language=bg,en, number^=+3592, or topic alone for any topic)',
        ],
    ),
    (
        "c.yaml",
        "groups: [{name: a, exceptions: x}, {name: b, exceptions: [y, {date: 2026-03-01, kind: closed}, {dates: 2026-03-01, kind: shut}, {dates: 2026-03-02, kind: open}, {dates: 2026-03-02, kind: holiday, times: 10:00-11:00}, {dates: 2026-03-02, kind: closed, since: 2026}, {dates: 2026-03-03, kind: closed}, {dates: 2026-03-03, kind: closed}]}]",
        [
            'c.yaml:1:32: "x" is not a list of exceptions',
            'c.yaml:1:59: "y" is not a mapping of the fields of an exception',
            'c.yaml:1:63: an exception has no field "date" (did you mean "dates"?)',
            'c.yaml:1:122: kind: "shut" is not one of closed, holiday, open, also',
            "c.yaml:1:129: open needs times (such as 10:00-14:00)",
            "c.yaml:1:162: a holiday is all day (closed may have times)",
            "c.yaml:1:218: since goes with yearly dates (such as 12-24)",
            "c.yaml:1:301: exceptions on 2026-03-03 of one kind and name stand here twice (first on line 1; give each a name)",
        ],
    ),
    (
        "c.yaml",
        "groups: [{name: a, topics: 5}, {name: b, topics: [[x]]}, {name: c, skills: [bg:99, {}]}, {name: d, members: [nobody, 7, {agent: x, tier: 12}]}]",
        [
            "c.yaml:1:51: topics: a list is not a topic",
            "c.yaml:1:76: skills: a list is not a mapping of skills to levels from 1 to 10",
            'c.yaml:1:138: tier: "12" is not a whole number from 1 to 9',
        ],
    ),
    (
        "c.yaml",
        "agents: [{name: Ana, skills: {bg: 11}}, {name: B, reports-to: C}, {name: D, reports-to: D}, {name: E, capacity: {fax: 1}, devices: [x]}]",
        [
            'c.yaml:1:35: skills: "11" is not a level from 1 to 10',
            "c.yaml:1:113: capacity: a mapping is not a whole number from 1 to 100",
            'c.yaml:1:133: kind: "x" is not one of desktop, laptop, mobile, desk-phone, room-phone, forwarding-number',
        ],
    ),
    (
        "c.yaml",
        "centers: [{name: s, default-group: g, zone: Mars/Base, people: [{agent: nobody, role: king}]}]",
        [
            'c.yaml:1:45: zone: "Mars/Base" is not a time zone (use a name of the IANA database, such as "Europe/Sofia" or "UTC")',
            'c.yaml:1:87: role: "king" is not one of agent, supervisor, admin',
        ],
    ),
    (
        "c.yaml",
        "version: 9\nunknown: 1",
        [
            'c.yaml:1:10: version "9" of documents is not known (this ccadmin reads version 1)',
            'c.yaml:2:1: a document holds no "unknown" (a document holds version, tenant, licenses, centers, agents, groups, flows, rules, chat-settings, members, people)',
        ],
    ),
    (
        "c.toml",
        '[[flows]]\nname = "m"\n[flows.menu.1]\nunset = ["greeting", "x"]\ngreeting = "a"\n',
        [
            'c.toml:4:10: "greeting" is both set and unset',
            'c.toml:4:22: "x" cannot be unset here (only a greeting can)',
        ],
    ),
    (
        "c.yaml",
        "chat-settings: {tenant: {allocation: user-selects-group}}",
        [
            'c.yaml:1:17: a chat has no field "tenant" (the fields are welcome, manual-access-in-progress, transfer-successful, transfer-failed, allocation, callback-url, callback-timeout, callback-fallback, service-mode, accept-timeout, short-break, break-length, max-users, queue-message, silence-timeout, timeout-closure, timeout-message, proactive-closure, proactive-message, after-hours-reply, rating-by-agent, rating-after-conversation, rating-invitation, rating-submission, rating-validity, hours, hours-zone, exceptions)'
        ],
    ),
    (
        "c.yaml",
        "chat-settings: {default: {allocation: user-selects-group}}",
        [
            'c.yaml:1:17: a chat has no field "default" (the fields are welcome, manual-access-in-progress, transfer-successful, transfer-failed, allocation, callback-url, callback-timeout, callback-fallback, service-mode, accept-timeout, short-break, break-length, max-users, queue-message, silence-timeout, timeout-closure, timeout-message, proactive-closure, proactive-message, after-hours-reply, rating-by-agent, rating-after-conversation, rating-invitation, rating-submission, rating-validity, hours, hours-zone, exceptions)'
        ],
    ),
    (
        "c.yaml",
        "chat-settings: [{allocation: user-selects-group}]",
        ["c.yaml:1:16: a list is not a mapping of the fields of a chat"],
    ),
    (
        "c.yaml",
        "chat-settings: [{allocation: business-server}]",
        ["c.yaml:1:16: a list is not a mapping of the fields of a chat"],
    ),
    (
        "c.yaml",
        "centers: [{name: s}]\nchat-settings: [{center: s, allocation: business-server}, {center: s}, {center: t}]",
        ["c.yaml:2:16: a list is not a mapping of the fields of a chat"],
    ),
    (
        "c.yaml",
        "licenses: [{license: gold, seats: -1}]",
        ["c.yaml:1:11: a list is not a mapping of licenses to seats"],
    ),
    (
        "c.yaml",
        "licenses: {gold: 1}",
        [
            'c.yaml:1:12: "gold" is no license that has seats (the licenses are voice, contact-center, sales)'
        ],
    ),
    (
        "c.yaml",
        "members: [{group: a, agent: Ana}]\npeople: [{center: s, agent: Ana}]",
        [
            "c.yaml:1:10: members of a document are a table: the name of a file (or state members of each group)",
            "c.yaml:2:9: people of a document are a table: the name of a file (or state people of each center)",
        ],
    ),
    (
        "c.yaml",
        "groups: [{name: a, escalates-to: b}, {name: b, escalates-to: a}]\nagents: [{name: A, reports-to: B}, {name: B, reports-to: A}]",
        [
            'c.yaml:1:20: escalation cannot run in a circle: "a" → "b" → "a"',
            'c.yaml:2:20: agent "B" is not a manager, so "A" cannot report to them (state role: manager)',
            'c.yaml:2:20: reporting lines cannot run in a circle: "A" → "B" → "A"',
            'c.yaml:2:46: agent "A" is not a manager, so "B" cannot report to them (state role: manager)',
        ],
    ),
)


@pytest.mark.parametrize(("name", "text", "problems"), BAD)
def test_every_problem_of_a_part_is_named_at_its_place(
    name: str, text: str, problems: list[str]
) -> None:
    with new_tenant() as path, pytest.raises(ProblemsError) as refused:
        applied(path, {name: text})

    assert [str(each) for each in refused.value.problems] == problems
