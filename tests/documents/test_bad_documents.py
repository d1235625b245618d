"""Documents that are refused: every problem with its place, what it is, and the way out; nothing is changed."""

from __future__ import annotations

from typing import Final

import pytest

from ccadmin.errors import ProblemsError
from tests.contents import rows
from tests.documents.tenants import applied, new_tenant

BAD: Final = (
    (
        "groups: [{nam: sales}]",
        [
            'c.yaml:1:11: a group has no field "nam" (did you mean "name"?)',
        ],
    ),
    (
        "groups:\n  - {name: sales, wrap-up: long, strategy: fastest, max-wait: -1}\n  - name: ''",
        [
            'c.yaml:2:28: wrap-up: "long" is not a whole number from 0 to 1000000000',
            'c.yaml:2:44: strategy: "fastest" is not one of random, call-duration, call-count, priority, longest-idle, round-robin, linear, skills, ring-all, least-loaded',
            'c.yaml:2:63: max-wait: limit "-1" is not a whole number or unlimited (the largest number is 1000000000)',
            "c.yaml:3:11: name: a group name has 1 to 64 characters, this one has 0 (give it a name)",
        ],
    ),
    (
        "groups: {name: sales}\nagents: [[Ana]]\ntenant: x",
        [
            "c.yaml:1:9: a mapping is not a list of groups",
            "c.yaml:2:10: a list is not a mapping of the fields of agents",
            'c.yaml:3:9: "x" is not a mapping of the fields of a tenant',
        ],
    ),
    (
        "groups:\n  - name: sales\n    name: support\n  - {name: a}\n  - {name: A}",
        [
            'c.yaml:3:5: "name" stands here twice (first on line 2)',
        ],
    ),
    (
        "groups: [{name: sales, escalates-to: suport, members: [Ana, Ghost]}, {name: support}]\nagents: [{name: Anna}]",
        [
            'c.yaml:1:24: escalates-to: group "suport" not found (did you mean "support"?)',
            'c.yaml:1:56: agent "Ana" not found (did you mean "Anna"?)',
            'c.yaml:1:61: agent "Ghost" not found',
        ],
    ),
    (
        "groups: [{name: a, escalates-to: b}, {name: b, escalates-to: a}]",
        [
            'c.yaml:1:20: escalation cannot run in a circle: "a" → "b" → "a"',
        ],
    ),
    (
        "agents: [{name: Ana}, {name: Boris, reports-to: [Ana]}]",
        [
            'c.yaml:1:37: agent "Ana" is not a manager, so "Boris" cannot report to them (state role: manager)',
        ],
    ),
    (
        "agents: [{name: Ana, extension: 101}, {name: Boris, extension: 0101}, {name: Vera, extension: 101}]",
        [
            'c.yaml:1:84: extension "101" is that of agent "Ana" (#1)',
        ],
    ),
    (
        "centers: [{name: shop, people: [Ana]}]\nagents: [{name: Ana, license: voice}, {name: Boris}]\ngroups: [{name: sales, center: shop, members: [Boris]}]",
        [
            'c.yaml:2:22: license "voice" does not cover contact centers, and agent "Ana" is assigned to "shop" (give them another: contact-center or sales)',
            'c.yaml:3:38: agent "Boris" is a member of group "sales", but not assigned to its center "shop" (add them to the people of "shop")',
        ],
    ),
    (
        "licenses: {sales: 1}\nagents: [{name: Ana, license: sales}, {name: Boris, license: sales}]",
        [
            'c.yaml:1:12: license "sales" would be that of 2 agents, and has 1 seat (state more seats under licenses)',
        ],
    ),
    (
        "agents: [{name: Ana, ring: mobile-only, extension: 101}]",
        [
            'c.yaml:1:22: ring preference "mobile-only" needs the phone of agent "Ana"',
        ],
    ),
    (
        "groups: [{name: sales}",
        [
            "c.yaml:2:1: no YAML: did not find expected ',' or ']'",
        ],
    ),
    (
        "groups:\n\t- name: sales",
        [
            "c.yaml:2:1: no YAML: found character that cannot start any token (indent with blanks, and quote what begins with a sign)",
        ],
    ),
    (
        "groups: !!set {a}\n<<: {a: b}",
        [
            'c.yaml:1:9: tag "tag:yaml.org,2002:set" is not read (leave it out)',
            "c.yaml:1:9: a mapping is not a list of groups",
            "c.yaml:2:1: merge keys are not read (write the fields out)",
            'c.yaml:2:1: a document holds no "<<" (a document holds version, tenant, licenses, centers, agents, groups, flows, rules, chat-settings, members, people)',
        ],
    ),
    (
        "groups: *nobody",
        [
            'c.yaml:1:9: alias "nobody" stands for nothing before it',
        ],
    ),
    (
        "version: 2",
        [
            'c.yaml:1:10: version "2" of documents is not known (this ccadmin reads version 1)',
        ],
    ),
    (
        "agents: nope.csv\nmembers: ../up.csv",
        [
            'c.yaml:1:9: table "nope.csv" is not in the plan',
            'c.yaml:2:10: table "../up.csv" does not lie beside the document or below it (name it relative to the document)',
        ],
    ),
    (
        "flows: [{name: main, menu: {12: voicemail, 1: group:nope, 2: fly}}]",
        [
            'c.yaml:1:29: "12" is no key of a telephone (the keys are 0123456789*#, each in quotes)',
            'c.yaml:1:62: key 2: "fly" is not group:NAME, voicemail or hang-up (a menu of its own is a mapping of greeting and menu)',
        ],
    ),
    (
        "groups: [{name: a}]\nrules: [{to: a}, {if: [topic=x], to: a}, {if: [topic], to: a}]",
        [
            "c.yaml:2:9: a rule without conditions is the default, and stands at the end",
        ],
    ),
    (
        "groups: [{name: a, exceptions: [{dates: 2026-02-30, kind: closed}, {dates: 2026-03-01}]}]",
        [
            'c.yaml:1:33: "2026-02-30" is not a date (write "2026-12-24", "2026-12-24..2026-12-31", or "12-24" with --yearly)',
            "c.yaml:1:68: the exception has no kind",
        ],
    ),
    (
        "agents: [{name: Ana, hours: mon-fri 17:00-17:00}, {name: B, hours: 17:30}]",
        [
            'c.yaml:1:29: hours: "17:00-17:00" is not a range, because it ends where it starts (for a whole day write "00:00-24:00", for none "closed")',
            'c.yaml:1:68: hours: "17:30" is not a day, with which hours begin; "17:30" is not a range of times such as "09:00-17:00" (write days, then ranges: mon-fri 09:00-12:00,13:00-17:00 sat 10:00-14:00)',
        ],
    ),
    (
        "chat-settings: {queue-message: $Position, max-users: 500, allocation: user-selects-group}",
        [
            'c.yaml:1:32: queue-message: queue_message holds variables that stand for nothing: "$Position" (did you mean "$QueuePosition"?)',
            'c.yaml:1:54: max-users: "500" is not a whole number from 1 to 100',
        ],
    ),
    (
        "agents: [{id: 7}, {id: x, name: Ana}]",
        [
            'c.yaml:1:24: id: "x" is not the id of an object (ids are whole numbers from 1)',
        ],
    ),
    (
        "groups: [{name: a, topics: [x]}, {name: b, topics: [X]}]",
        [
            'c.yaml:1:44: group "a" is responsible for topic "X" already (a topic leads to one group; make a rule for the other)',
        ],
    ),
    (
        "hello: world",
        [
            'c.yaml:1:1: a document holds no "hello" (a document holds version, tenant, licenses, centers, agents, groups, flows, rules, chat-settings, members, people)',
        ],
    ),
)


@pytest.mark.parametrize(("text", "problems"), BAD, ids=[text[:30] for text, _ in BAD])
def test_everything_that_is_wrong_is_told_with_its_place(text: str, problems: list[str]) -> None:
    with new_tenant() as path:
        before = path.read_bytes()
        with pytest.raises(ProblemsError) as refused:
            applied(path, {"c.yaml": text})

        assert [str(problem) for problem in refused.value.problems] == problems
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("c.json", '{"groups": [{"name": "a", "wrap-up": true}]}', 'c.json:1:38: wrap-up: "true" is not a whole number from 0 to 1000000000'),
        ("c.json", '{"groups": [1,]}', "c.json:1:15: no JSON: a value is expected"),
        ("c.toml", '[[groups]]\nname = "a"\nweight = 5000', 'c.toml:3:10: weight: "5000" is not a whole number from -1000 to 1000'),
        ("c.toml", "groups = [", "c.toml:1:11: no TOML: invalid value"),
    ],
)  # fmt: skip
def test_other_formats_tell_places_too(name: str, text: str, problem: str) -> None:
    with new_tenant() as path, pytest.raises(ProblemsError) as refused:
        applied(path, {name: text})

    assert [str(each) for each in refused.value.problems] == [problem]


def test_a_cell_of_a_table_has_its_line_and_column() -> None:
    texts = {
        "c.yaml": "agents: agents.csv\nmembers: members.csv\ngroups: [{name: sales}]",
        "agents.csv": 'name;extension;hours\n"Ana ""A"" Petrova";1;mon-fri 9\nBoris;102;\nVera;103\n',
        "members.csv": "group,agent,weight\nsales,Boris,500\nsale,Boris,1\n",
    }
    with new_tenant() as path, pytest.raises(ProblemsError) as refused:
        applied(path, texts)

    assert [str(each) for each in refused.value.problems] == [
        'agents.csv:2:21: extension: extension "1" is not 2 to 8 digits (a number that callers dial from outside goes into --phone)',
        'agents.csv:2:23: hours: "9" is not a range of times such as "09:00-17:00" (write days, then ranges: mon-fri 09:00-12:00,13:00-17:00 sat 10:00-14:00)',
        "agents.csv:4:1: the record has 2 cells, the header 3 (quote cells that hold the separator)",
        'members.csv:2:13: weight: "500" is not a whole number from 1 to 100',
    ]


@pytest.mark.parametrize(("name", "text"), [
    ("c.yaml", "agents: [{name: 17:30, extension: 0123, phone: +359888123456, status-reason: no}]"),
    ("c.yaml", "agents: [{name: '17:30', extension: \"0123\", phone: '+359888123456', status-reason: 'no'}]"),
    ("c.json", '{"agents": [{"name": "17:30", "extension": "0123", "phone": "+359888123456", "status-reason": "no"}]}'),
    ("c.toml", 'agents = [{name = "17:30", extension = "0123", phone = "+359888123456", status-reason = "no"}]'),
])  # fmt: skip
def test_what_is_written_is_what_is_read(name: str, text: str) -> None:
    with new_tenant() as path:
        applied(path, {name: text})

        assert rows(path, "SELECT name, extension, phone, status_reason FROM agent") == [
            ("17:30", "0123", "+359888123456", "no")
        ]
