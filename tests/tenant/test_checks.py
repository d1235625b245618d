"""What `ccadmin check` knows: which names say nothing, and which conditions hold others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccadmin.entering.conditions import Condition, parse_condition
from ccadmin.tenant.checks.advice import is_vague
from ccadmin.tenant.checks.circles import circles
from ccadmin.tenant.checks.entering import implies
from ccadmin.vocabulary import Comparison, GroupKind

VAGUE = (
    "Group 1", "group1", "GROUP #2", "Team B", "team-3", "Queue IV", "Agents", "New group", "X", "7",
    "Група 1", "Екип Б", "отдел № 3", "Equipo 2", "Test",
)  # fmt: skip
TELLING = (
    "Техническа поддръжка - Предприятие", "Отдел фактуриране", "Sales", "Team Berlin", "VIP",
    "Group sales", "2nd line", "Europe", "Специалисти", "Билети", "Testing of devices",
)  # fmt: skip
CONDITIONS = st.builds(
    Condition,
    st.sampled_from(["topic", "number"]),
    st.sampled_from([Comparison.IS, Comparison.STARTS_WITH]),
    st.lists(st.text("12", min_size=1, max_size=3), min_size=1, max_size=3).map(tuple),
) | st.builds(Condition, st.just("topic"), st.just(Comparison.PRESENT))


@pytest.mark.parametrize("name", VAGUE)
def test_a_name_that_only_counts_is_vague(name: str) -> None:
    assert is_vague(name, None)
    assert is_vague(name, GroupKind.DEPARTMENT)


@pytest.mark.parametrize("name", TELLING)
def test_a_name_that_says_a_purpose_is_not_vague(name: str) -> None:
    assert not is_vague(name, None)


@pytest.mark.parametrize("name", ["Level 2", "Tier 3", "Ниво 1"])
def test_a_level_is_a_purpose_where_groups_are_formed_by_skill_level(name: str) -> None:
    assert is_vague(name, None)
    assert is_vague(name, GroupKind.LOCATION)
    assert not is_vague(name, GroupKind.SKILL_LEVEL)


@given(own=CONDITIONS, other=CONDITIONS, value=st.text("12", min_size=1, max_size=4))
def test_a_value_that_passes_a_condition_passes_what_it_implies(
    own: Condition, other: Condition, value: str
) -> None:
    if implies(own, other) and own.holds(value):
        assert other.holds(value)


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        ("topic=billing", "topic=BILLING,refunds", True),
        ("topic=billing,refunds", "topic=billing", False),
        ("topic=billing", "topic", True),
        ("topic", "topic=billing", False),
        ("number^=+3592", "number^=+359", True),
        ("number^=+359", "number^=+3592", False),
        ("number=+35921", "number^=+359", True),
        ("number^=+359", "number=+359", False),
        ("topic=billing", "language=billing", False),
    ],
)
def test_one_condition_implies_another(own: str, other: str, *, expected: bool) -> None:
    assert implies(parse_condition(own), parse_condition(other)) is expected


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ({}, []),
        ({1: [2], 2: [3]}, []),
        ({1: [1]}, [[1]]),
        ({1: [2], 2: [1]}, [[1, 2]]),
        ({1: [2], 2: [3], 3: [2]}, [[2, 3]]),
        ({1: [2], 2: [3], 3: [4], 4: [5], 5: [1, 4]}, [[1, 2, 3, 4, 5]]),
        ({1: [2], 2: [1], 3: [4], 4: [3]}, [[1, 2], [3, 4]]),
    ],
)
def test_one_circle_is_told_of_every_knot(
    edges: dict[int, list[int]], expected: list[list[int]]
) -> None:
    assert list(circles(edges)) == expected
