"""The rules of groups and names, asked without a command line."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from ccadmin import store
from ccadmin.arguments import IfExists, Limit, OverflowTo
from ccadmin.errors import CcadminError, ConflictError, NotFoundError, RuleError
from ccadmin.history_models import Audit
from ccadmin.models import Agent, Center, Group, Overflow
from ccadmin.tenant import groups, members
from ccadmin.tenant.finding import find_agent, find_center, find_group
from ccadmin.tenant.names import clean_name, clean_text, id_in, key_of
from ccadmin.vocabulary import OverflowAction

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ccadmin.store import Store


@pytest.fixture
def opened(tenant: Path) -> Iterator[Store]:
    """A tenant with two groups, an empty center and two agents of one name, in a transaction."""
    with store.changing(tenant, command="", who="") as opened:
        for name in ("sales", "Поддръжка"):
            groups.add(opened, name, {}, if_exists=IfExists.REFUSE)
        opened.session.add(Center(name="shop", name_key="shop"))
        for email in ("ana@example.com", None):
            opened.session.add(Agent(name="Ana", name_key="ana", email=email, email_key=email))
        opened.session.flush()
        yield opened


@pytest.mark.parametrize(
    ("field", "least", "most"),
    [(field, *ends) for field, ends in groups.RANGES.items()],
)
def test_a_number_is_taken_up_to_its_edges_and_no_further(
    opened: Store, field: str, least: int, most: int
) -> None:
    group = find_group(opened, "sales")
    for value in (least, most):
        groups.edit(opened, group, {field: value})
        assert groups.describe(opened, group)[field] == value

    for value in (least - 1, most + 1):
        with pytest.raises(RuleError) as caught:
            groups.edit(opened, group, {field: value})
        assert caught.value.code == f"group-{field.replace('_', '-')}"
        assert caught.value.hint == (
            f"the {field.replace('_', '-')} of a group is {least} to {most}"
        )


def test_the_database_holds_the_same_ranges(opened: Store) -> None:
    checks = str(Group.__table__.constraints)  # type: ignore[attr-defined] # added by SQLModel

    for field in groups.RANGES:
        assert f"{field}_range" in checks


def test_an_overflow_that_hangs_up_leaves_no_row(opened: Store) -> None:
    sales = find_group(opened, "sales")
    groups.edit(opened, sales, {"on_full": OverflowTo(OverflowAction.GROUP, "поддръжка")})
    groups.edit(opened, sales, {"on_full": OverflowTo(OverflowAction.VOICEMAIL)})
    rows = opened.session.exec(select(Overflow)).all()
    kept = [(row.group_id, row.trigger, row.action, row.target_id) for row in rows]
    groups.edit(opened, sales, {"on_full": OverflowTo(OverflowAction.HANG_UP)})
    groups.edit(opened, sales, {"on_closed": OverflowTo(OverflowAction.HANG_UP)})

    assert kept == [(1, "full", "voicemail", None)]
    assert opened.session.exec(select(Overflow)).all() == []


def test_a_group_keeps_its_own_name_in_another_case(opened: Store) -> None:
    sales = find_group(opened, "sales")

    (change,) = groups.edit(opened, sales, {"name": "SALES"})

    assert change.fields == {"name": ("sales", "SALES")}
    assert find_group(opened, "sales").id == sales.id


def test_a_refused_field_leaves_no_audit_row(tenant: Path) -> None:
    fields: dict[str, Any] = {"max_wait": Limit(5), "weight": 5000}
    with (
        pytest.raises(RuleError),
        store.changing(tenant, command="", who="") as opened,
    ):
        groups.add(opened, "new", fields, if_exists=IfExists.REFUSE)

    with store.reading(tenant) as opened:
        assert opened.session.exec(select(Audit)).all() == []
        assert opened.session.exec(select(Group)).all() == []


def test_what_points_at_a_group_is_counted_and_named(opened: Store) -> None:
    sales, support = find_group(opened, "sales"), find_group(opened, "поддръжка")
    last = "callers who are sent to it are not answered after its deletion"
    alone = groups.pointing_at(opened, sales)
    groups.edit(opened, support, {"on_full": OverflowTo(OverflowAction.GROUP, "sales")})
    people = [find_agent(opened, "#1"), find_agent(opened, "#2")]
    members.add(opened, sales, people, {})

    assert alone == [last]
    assert groups.pointing_at(opened, sales) == [
        'group "Поддръжка" overflows to it and would hang up instead',
        "2 memberships would end",
        last,
    ]


# --- names --------------------------------------------------------------------------------------


@pytest.mark.no_cover  # at full speed; other tests cover the lines
@given(st.text(max_size=80))
def test_a_name_is_kept_trimmed_composed_and_printable_or_refused(text: str) -> None:
    trimmed = unicodedata.normalize("NFC", text).strip()
    if not 1 <= len(trimmed) <= 64 or not trimmed.isprintable() or id_in(trimmed):
        with pytest.raises(RuleError):
            clean_name("group", text)
        return

    name = clean_name("group", text)

    assert name == trimmed
    assert clean_name("group", name) == name
    assert id_in(name) is None


@given(st.text(max_size=80))
def test_a_name_is_found_however_it_is_typed(text: str) -> None:
    for typed in (text.upper().lower(), f"  {text} ", unicodedata.normalize("NFD", text)):
        assert key_of(typed) in {key_of(text), key_of(text.upper().lower())}


@pytest.mark.parametrize(
    ("text", "kept"),
    [("  two\nlines ", "two\nlines"), ("", None), (" \n ", None), ("x" * 1000, "x" * 1000)],
)
def test_free_text_is_trimmed_and_nothing_is_none(text: str, kept: str | None) -> None:
    assert clean_text("description", text) == kept


@pytest.mark.parametrize(
    ("text", "code"), [("x" * 1001, "text-length"), ("a\x1b[2J", "text-characters")]
)
def test_free_text_that_is_long_or_would_drive_a_terminal_is_refused(text: str, code: str) -> None:
    with pytest.raises(RuleError) as caught:
        clean_text("description", text)

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "number"),
    [("#12", 12), (" #12 ", 12), ("12", None), ("#", None), ("#1a", None), ("#١٢", None),
     ("#" + "9" * 18, 10**18 - 1), ("#" + "9" * 19, None)],
)  # fmt: skip
def test_an_id_is_a_sign_and_digits(text: str, number: int | None) -> None:
    assert id_in(text) == number


@pytest.mark.parametrize("typed", ["поддръжка", " ПОДДРЪЖКА ", "#2"])
def test_a_group_is_found_by_name_in_any_case_and_by_id(opened: Store, typed: str) -> None:
    assert find_group(opened, typed).name == "Поддръжка"


def test_a_center_is_found_by_name_and_by_id(opened: Store) -> None:
    assert find_center(opened, "SHOP") is find_center(opened, "#1")


def test_an_agent_is_found_by_email_and_by_id_and_a_shared_name_is_ambiguous(
    opened: Store,
) -> None:
    assert find_agent(opened, "ANA@example.com").id == find_agent(opened, "#1").id == 1
    with pytest.raises(ConflictError) as caught:
        find_agent(opened, "ana")
    assert caught.value.message == 'agent name "ana" fits 2 agents: #1, #2'


@pytest.mark.parametrize(
    ("kind", "typed", "hint"),
    [
        ("group", "sals", 'did you mean "sales"?'),
        ("group", "#7", "see them with: ccadmin group list"),
        ("center", "sho", 'did you mean "shop"?'),
        ("center", "#7", "see them with: ccadmin center list"),
        ("agent", "ana@exmple.com", 'did you mean "ana@example.com"?'),
        ("agent", "#7", "see them with: ccadmin agent list"),
    ],
)
def test_what_is_not_found_is_named_with_the_nearest(
    opened: Store, kind: str, typed: str, hint: str
) -> None:
    find = {"group": find_group, "center": find_center, "agent": find_agent}[kind]

    with pytest.raises(NotFoundError) as caught:
        find(opened, typed)

    assert (caught.value.code, caught.value.message, caught.value.hint) == (
        f"{kind}-not-found",
        f'{kind} "{typed}" not found',
        hint,
    )
    assert isinstance(caught.value, CcadminError)
