"""The rules of memberships, asked without a command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from ccadmin import store
from ccadmin.errors import ConflictError, NotFoundError, RuleError
from ccadmin.history_models import Audit
from ccadmin.models import Agent, Center, CenterMember, Group, Member
from ccadmin.tenant import members

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ccadmin.store import Store


@pytest.fixture
def opened(tenant: Path) -> Iterator[Store]:
    """A tenant in a transaction: a group of its own, one in a center with Ana, three agents."""
    with store.changing(tenant, command="", who="") as opened:
        opened.session.add(Center(id=1, name="shop", name_key="shop"))
        opened.session.flush()
        opened.session.add(Group(id=1, name="sales", name_key="sales"))
        opened.session.add(Group(id=2, name="it's on", name_key="it's on", center_id=1))
        for number, name in enumerate(("Ana", "Boris", "Clara"), start=1):
            opened.session.add(Agent(id=number, name=name, name_key=name.casefold()))
        opened.session.flush()
        opened.session.add(CenterMember(center_id=1, agent_id=1))
        opened.session.flush()
        yield opened


@pytest.mark.parametrize(("field", "least", "most"), [(f, *e) for f, e in members.RANGES.items()])
def test_a_number_is_taken_up_to_its_edges_and_no_further(
    opened: Store, field: str, least: int, most: int
) -> None:
    group, people = _group(opened, 1), _agents(opened, 1)
    for value in (least, most):
        members.add(opened, group, people, {field: value})
        assert members.overview(opened, group)[0][field] == value

    for value in (least - 1, most + 1):
        for change in (members.add, members.edit):
            with pytest.raises(RuleError) as caught:
                change(opened, group, people, {field: value})
            assert caught.value.code == f"member-{field.replace('_', '-')}"


def test_newcomers_stand_behind_the_last_even_after_somebody_left(opened: Store) -> None:
    sales = _group(opened, 1)
    members.add(opened, sales, _agents(opened, 3, 1), {})
    members.remove(opened, sales, _agents(opened, 3))
    members.add(opened, sales, _agents(opened, 3, 2), {})

    assert _order(opened, sales) == [("Ana", 2), ("Clara", 3), ("Boris", 4)]


def test_members_are_listed_by_tier_position_and_id(opened: Store) -> None:
    sales = _group(opened, 1)
    members.add(opened, sales, _agents(opened, 3, 2, 1), {})
    members.edit(opened, sales, _agents(opened, 3), {"tier": 2})
    members.edit(opened, sales, _agents(opened, 1, 2), {"position": 5})

    assert _order(opened, sales) == [("Ana", 5), ("Boris", 5), ("Clara", 1)]


def test_one_outsider_keeps_everybody_out_unless_all_are_assigned(opened: Store) -> None:
    group = _group(opened, 2)
    with pytest.raises(ConflictError) as caught:
        members.add(opened, group, _agents(opened, 1, 2, 3), {})

    assert caught.value.message == (
        'not assigned to center "shop" of group "it\'s on": "Boris", "Clara"'
    )
    assert opened.session.exec(select(Member)).all() == []
    changes = members.add(opened, group, _agents(opened, 1, 2, 3), {}, assign=True)
    assert [(change.kind, change.name) for change in changes] == [
        ("assignment", "Boris in shop"),
        ("assignment", "Clara in shop"),
        ("member", "Ana in it's on"),
        ("member", "Boris in it's on"),
        ("member", "Clara in it's on"),
    ]


def test_a_group_without_a_center_takes_anyone_and_assigns_nobody(opened: Store) -> None:
    members.add(opened, _group(opened, 1), _agents(opened, 2), {}, assign=True)

    assert len(opened.session.exec(select(CenterMember)).all()) == 1


def test_an_outsider_cannot_be_changed_and_the_hint_can_be_copied(opened: Store) -> None:
    group, ana = _group(opened, 2), _agents(opened, 1)
    with pytest.raises(NotFoundError):
        members.edit(opened, group, ana, {"weight": 2})
    with pytest.raises(NotFoundError) as caught:
        members.remove(opened, group, ana)

    assert (caught.value.message, caught.value.hint) == (
        'agent "Ana" is no member of group "it\'s on"',
        "see them with: ccadmin group members list 'it'\"'\"'s on'",
    )


def test_every_membership_that_changes_has_its_audit_row(opened: Store) -> None:
    sales = _group(opened, 1)
    members.add(opened, sales, _agents(opened, 1, 2), {"weight": 5})
    members.edit(opened, sales, _agents(opened, 1, 2), {"weight": 5})
    members.remove(opened, sales, _agents(opened, 2, 3), if_exists=True)

    plain = '"agent_id": {}, "position": {}, "status": "enabled", "tier": 1, "weight": 5, "wrap_up": null'
    ana, boris = (f"{{{plain.format(place, place)}}}" for place in (1, 2))
    rows = opened.session.exec(select(Audit).order_by(Audit.id)).all()  # type: ignore[arg-type] # a column
    assert [(row.action, row.name, row.before, row.after) for row in rows] == [
        ("created", "Ana in sales", None, ana),
        ("created", "Boris in sales", None, boris),
        ("deleted", "Boris in sales", boris, None),
    ]


def _group(opened: Store, number: int) -> Group:
    group = opened.session.get(Group, number)
    assert group is not None
    return group


def _agents(opened: Store, *numbers: int) -> Sequence[Agent]:
    found = [opened.session.get(Agent, number) for number in numbers]
    return [agent for agent in found if agent is not None]


def _order(opened: Store, group: Group) -> list[tuple[str, int]]:
    return [(row["name"], row["position"]) for row in members.overview(opened, group)]
