"""Names and numbers that pass from one object to another in one change, and back with one undo."""

from __future__ import annotations

import pytest

from tests.contents import rows
from tests.documents.tenants import applied, exported, new_tenant, take_back

NUMBERS = "agents: [{id: 1, name: a, email: a@x.org, extension: 101, direct-number: 02 987 6541}, {id: 2, name: b, email: b@x.org, extension: 102, direct-number: 02 987 6542}]"
TURNED = "agents: [{id: 1, name: b, email: b@x.org, extension: 102, direct-number: 02 987 6542}, {id: 2, name: a, email: a@x.org, extension: 101, direct-number: 02 987 6541}]"


@pytest.mark.parametrize(
    ("before", "after", "query", "found"),
    [
        ("centers: [{id: 1, name: a}]", "centers: [{id: 5, name: a}]", "SELECT id, name_key FROM center", [(5, "a")]),
        ("groups: [{id: 1, name: a}]", "groups: [{id: 5, name: A}]", "SELECT id, name_key FROM team ORDER BY id", [(5, "a")]),
        ("flows: [{id: 1, name: a}]", "flows: [{id: 5, name: a}]", "SELECT id, name_key FROM flow", [(5, "a")]),
        ("centers: [{id: 1, name: a}, {id: 2, name: b}]", "centers: [{id: 2, name: a}]", "SELECT id, name_key FROM center", [(2, "a")]),
        ("groups: [{id: 1, name: a}, {id: 2, name: b}]", "groups: [{id: 1, name: b}, {id: 2, name: a}]", "SELECT id, name_key FROM team ORDER BY id", [(1, "b"), (2, "a")]),
        ("groups: [{name: a, topics: [x]}, {name: b}]", "groups: [{name: a, topics: []}, {name: b, topics: [x]}]", "SELECT name, group_id FROM topic", [("x", 2)]),
        ("groups: [{name: a, escalates-to: b}, {name: b}]", "groups: [{name: a, escalates-to: null}, {name: b, escalates-to: a}]", "SELECT id, escalates_to_id FROM team ORDER BY id", [(1, None), (2, 1)]),
        (NUMBERS, TURNED, "SELECT id, name, extension FROM agent ORDER BY id", [(1, "b", "102"), (2, "a", "101")]),
    ],
)  # fmt: skip
def test_what_is_one_objects_alone_passes_to_another(
    before: str, after: str, query: str, found: list[tuple[object, ...]]
) -> None:
    with new_tenant() as path:
        applied(path, {"c.yaml": before})
        document = exported(path)
        applied(path, {"c.yaml": after})

        assert rows(path, query) == found

        take_back(path)

        assert exported(path) == document
