"""`ccadmin rule` and topics from the outside: lists in order, what they decide, what they refuse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest

from tests.contents import contents, made_by, rows

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

RULES: Final = "SELECT id, center_id, place, group_id, group_name FROM rule ORDER BY 2, 3"
CONDITIONS: Final = "SELECT * FROM rule_condition ORDER BY 1, 2"
AUDIT: Final = (
    "SELECT action, kind, object_id, name, before, after FROM audit WHERE kind = 'rule' ORDER BY id"
)
SHOP: Final = (
    "center add shop",
    "group add sales --center shop --topics orders",
    "group add billing --topics 'Refunds , billing'",
    "group add vip",
    "center edit shop --default-group sales",
    "rule add --if topic=billing --if language=bg,en --to billing",
    "rule add --to sales",
    "rule add --if customer-type=gold --to vip",
    "rule add --if location --to vip --center shop",
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made_by(SHOP, tmp_path_factory.mktemp("template") / "tenant.db")


@pytest.fixture
def shop(tenant: Path, template: bytes) -> Path:
    """Two rules and a default of the tenant, one rule of its center, and topics."""
    tenant.write_bytes(template)
    return tenant


def first_groups(run: Run, folder: Path, header: str, *lines: str) -> list[str | None]:
    """The group that each contact enters first, None where it enters none."""
    text = [f"arrived,talk,{header}", *(f"2026-03-02T10:00:00Z,60,{line}" for line in lines)]
    (folder / "calls.csv").write_text("\n".join(text))
    result = run("route --simulate calls.csv --out done.ndjson --quiet")
    assert result.exit_code == 0, result.stderr
    done = [json.loads(line) for line in (folder / "done.ndjson").read_text().splitlines()]
    return [each["first_group"] for each in done]


def answers(run: Run, known: str) -> list[tuple[Any, ...]]:
    """The steps of a test, then where the contact goes and by what."""
    answer = json.loads(run(f"rule test {known} -o json").stdout)
    steps = [(step["place"], step["to"], step["why"]) for step in answer["steps"]]
    return [*steps, (answer["to"], answer["by"])]


def test_rules_are_rows_audit_rows_and_sentences(shop: Path, run: Run) -> None:
    made = run("rule add --if number^='+359 2,+35932' --if Segment --to vip --place 2")

    assert made.stdout == 'rule "number^=+359 2,+35932, Segment" created\n'
    assert rows(shop, RULES) == [
        (1, None, 1, 2, "billing"),
        (5, None, 2, 3, "vip"),
        (3, None, 3, 3, "vip"),
        (2, None, 4, 1, "sales"),
        (4, 1, 1, 3, "vip"),
    ]
    assert rows(shop, CONDITIONS) == [
        (1, 1, "topic", "is", "billing"),
        (1, 2, "language", "is", "bg\nen"),
        (3, 1, "customer_type", "is", "gold"),
        (4, 1, "location", "present", ""),
        (5, 1, "number", "starts-with", "+359 2\n+35932"),
        (5, 2, "Segment", "present", ""),
    ]
    assert rows(shop, AUDIT)[-1] == (
        "created", "rule", 5, "number^=+359 2,+35932, Segment", None,
        '{"id": 5, "if": ["number^=+359 2,+35932", "Segment"], "of": "tenant", "place": 2, "to": "vip"}',
    )  # fmt: skip


def test_rules_are_listed_in_their_order_the_default_last(shop: Path, run: Run) -> None:
    assert run("rule list").stdout == (
        "of\tplace\tif\tto\n"
        "tenant\t1\ttopic=billing, language=bg,en\tbilling\n"
        "tenant\t2\tcustomer_type=gold\tvip\n"
        "tenant\t3\t\tsales\n"
        "center shop\t1\tlocation\tvip\n"
    )
    assert json.loads(run("rule list --center shop -o json").stdout) == [
        {"id": 4, "of": "center shop", "place": 1, "if": ["location"], "to": "vip"}
    ]


def test_contacts_without_a_group_are_routed_by_rules_then_topics_then_the_default(
    shop: Path, run: Run, tmp_path: Path
) -> None:
    assert first_groups(
        run, tmp_path, "topic,language,customer_type,center,location",
        "billing,bg,gold,,", "billing,de,Gold,,", "REFUNDS,,,,", "orders,,,,", ",,,,",
        "billing,bg,gold,shop,", "billing,bg,gold,shop,Sofia", "orders,,,shop,",
    ) == ["billing", "vip", "billing", "sales", "sales", "sales", "vip", "sales"]  # fmt: skip


def test_without_a_default_nobody_answers_and_a_deleted_group_answers_nobody(
    shop: Path, run: Run, tmp_path: Path
) -> None:
    run("rule delete 3")
    deleted = run("group delete billing --yes")
    header, lines = "topic,language", ("billing,bg", "refunds,", "other,")

    assert deleted.stdout == (
        'group "billing" deleted\n'
        'rule "topic=billing, language=bg,en" updated: to billing → billing (deleted)\n'
    )
    assert deleted.stderr == (
        'note: rule "topic=billing, language=bg,en" leads to it, and its contacts would not be'
        " answered\n"
        'note: topic "billing" would be nobody\'s\n'
        'note: topic "Refunds" would be nobody\'s\n'
        "note: callers who are sent to it are not answered after its deletion\n"
    )
    assert first_groups(run, tmp_path, header, *lines) == [None, None, None]
    done = [json.loads(line) for line in (tmp_path / "done.ndjson").read_text().splitlines()]
    assert [(each["outcome"], each["reason"]) for each in done] == [
        ("unanswered", "group-deleted"),
        ("unanswered", "no-route"),
        ("unanswered", "no-route"),
    ]
    assert rows(shop, RULES)[0] == (1, None, 1, None, "billing")


class Field(NamedTuple):
    """A line that changes one thing, and where a contact goes before and after it."""

    line: str
    contact: str
    before: str | None
    after: str | None


FIELDS: Final = [
    Field("rule edit 1 --to vip", "billing,bg,,,", "billing", "vip"),
    Field("rule edit 1 --if topic=billing --if language=de", "billing,de,gold,,", "vip", "billing"),
    Field("rule edit 2 --if language^=b", "refunds,bg,,,", "billing", "vip"),
    Field("rule edit 2 --if location", "refunds,bg,,,Sofia", "billing", "vip"),
    Field("rule move 2 1", "billing,bg,gold,,", "billing", "vip"),
    Field("rule delete 1", "billing,bg,gold,,", "billing", "vip"),
    Field("rule delete '#2'", ",,,,", "sales", None),
    Field("rule add --if channel=call --to vip --place 1", "billing,bg,,,", "billing", "vip"),
    Field("rule edit 3 --to vip", ",,,,", "sales", "vip"),
    Field("rule add --to vip --center shop", ",,,shop,", "sales", "vip"),
    Field("rule add --if topic=orders --to billing --or-update", "orders,,,,", "sales", "billing"),
    Field("group edit vip --topics other", "other,,,,", "sales", "vip"),
    Field("group edit billing --topics billing", "refunds,,,,", "billing", "sales"),
    Field("center edit shop --unset default-group", ",,,shop,", "sales", None),
]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.line)
def test_one_change_makes_the_difference(
    shop: Path, run: Run, tmp_path: Path, field: Field
) -> None:
    header = "topic,language,customer_type,center,location"
    before = first_groups(run, tmp_path, header, field.contact)
    (tmp_path / "done.ndjson").unlink()
    assert run(field.line).exit_code == 0
    after = first_groups(run, tmp_path, header, field.contact)

    assert (before, after) == ([field.before], [field.after])


def test_a_test_says_what_each_step_makes_of_a_contact(shop: Path, run: Run) -> None:
    assert answers(run, "topic=billing language=de") == [
        (1, "billing", 'not language=bg,en: language is "de"'),
        (2, "vip", "not customer_type=gold: customer_type is not known"),
        ("topic", "billing", "matches"),
        ("default", "sales", "not asked any more"),
        ("billing", "topic"),
    ]
    assert answers(run, "topic=Billing language=BG customer-type=gold") == [
        (1, "billing", "matches"),
        (2, "vip", "not asked any more"),
        ("topic", None, "not asked any more"),
        ("default", "sales", "not asked any more"),
        ("billing", "rule"),
    ]
    assert answers(run, "topic=other") == [
        (1, "billing", 'not topic=billing: topic is "other"'),
        (2, "vip", "not customer_type=gold: customer_type is not known"),
        ("topic", None, "no group is responsible for it"),
        ("default", "sales", "matches"),
        ("sales", "default"),
    ]
    assert answers(run, "--center shop topic=billing") == [
        (1, "vip", "not location: location is not known"),
        ("topic", None, "no group is responsible for it"),
        ("default", "sales", "matches"),
        ("sales", "default"),
    ]
    run("rule delete 3")
    assert answers(run, "") == [
        (1, "billing", "not topic=billing: topic is not known"),
        (2, "vip", "not customer_type=gold: customer_type is not known"),
        ("default", None, "there is none, so nobody answers"),
        (None, "nothing"),
    ]


def test_a_test_on_a_deleted_group_says_so(shop: Path, run: Run) -> None:
    run("group delete billing --yes --quiet")
    assert answers(run, "topic=billing language=bg")[0] == (1, "billing (deleted)", "matches")


def test_moves_close_up_and_the_default_stays_last(shop: Path, run: Run) -> None:
    run("rule add --if a=1 --to vip")
    assert run("rule move 3 1").stdout == 'rule "a=1" updated: place 3 → 1\n'
    order = "SELECT id FROM rule WHERE center_id IS NULL ORDER BY place"
    assert rows(shop, order) == [(5,), (1,), (3,), (2,)]
    assert run("rule move '#5' 3").stdout == 'rule "a=1" updated: place 1 → 3\n'
    assert rows(shop, order) == [(1,), (3,), (5,), (2,)]
    assert run("rule move 3 3").stdout == 'rule "a=1" unchanged\n'


def test_add_keeps_or_updates_a_rule_with_the_same_conditions(shop: Path, run: Run) -> None:
    before = contents(shop)
    line = "rule add --if language=bg,en --if topic=billing --to"
    assert run(f"{line} vip --if-not-exists").stdout.endswith(" unchanged\n")
    assert run(f"{line} billing --or-update").stdout.endswith(" unchanged\n")
    assert contents(shop) == before
    assert run(f"{line} vip --or-update").stdout == (
        'rule "topic=billing, language=bg,en" updated: to billing → vip\n'
    )


def test_the_rules_of_a_center_go_with_it_and_its_flows_stay(shop: Path, run: Run) -> None:
    for line in (
        "rule add --to vip --center shop",
        "center edit shop --unset default-group",
        "group edit sales --unset center",
        "flow add main --center shop",
        "flow add night --hours center:shop",
    ):
        assert run(line).exit_code == 0
    result = run("center delete shop --yes")

    assert result.stderr == (
        'note: rule "location of center shop" would be deleted\n'
        'note: rule "default of center shop" would be deleted\n'
        'note: flow "main" would belong to no center\n'
        'note: flow "night" keeps its hours, and would keep those of its own center, if any\n'
    )
    assert result.stdout == (
        'center "shop" deleted\n'
        'rule "location of center shop" deleted\n'
        'rule "default of center shop" deleted\n'
        'flow "main" updated: center shop → (none)\n'
        'flow "night" updated: hours center:shop → (none)\n'
    )
    assert [row[0] for row in rows(shop, RULES)] == [1, 3, 2]
    assert [row[0] for row in rows(shop, CONDITIONS)] == [1, 1, 3]
    assert rows(shop, "SELECT name, center_id, hours_center_id FROM flow") == [
        ("main", None, None),
        ("night", None, None),
    ]


def test_topics_are_shown_replaced_and_cleared(shop: Path, run: Run) -> None:
    assert json.loads(run("group show billing -o json").stdout)["topics"] == ["billing", "Refunds"]
    assert run("group edit billing --topics BILLING,invoices").stdout == (
        'group "billing" updated: topics billing, Refunds → BILLING, invoices\n'
    )
    assert rows(shop, "SELECT * FROM topic ORDER BY 1") == [
        ("billing", "BILLING", 2), ("invoices", "invoices", 2), ("orders", "orders", 1),
    ]  # fmt: skip
    assert run("group edit billing --unset topics").stdout == (
        'group "billing" updated: topics BILLING, invoices → (none)\n'
    )


class Refusal(NamedTuple):
    """A line that is refused, with what its user is told."""

    line: str
    status: int
    message: str
    hint: str


SYNTAX: Final = "write topic=billing, language=bg,en, number^=+3592, or topic alone for any topic"
REFUSALS: Final = [
    Refusal("rule add --to sale", 3, 'group "sale" not found', 'did you mean "sales"?'),
    Refusal("rule add --if topic= --to sales", 5, 'condition "topic=" compares "topic" with nothing', SYNTAX),
    Refusal("rule add --if '=x' --to sales", 5, '"=x" names no attribute of a contact', SYNTAX),
    Refusal("rule add --to vip", 4, "rule 3 is the default already", "let it lead elsewhere: ccadmin rule edit '#2' --to GROUP"),
    Refusal("rule add --if customer_type=gold --to sales", 4, "rule 2 has the same conditions already", "let it lead elsewhere: ccadmin rule edit '#3' --to GROUP"),
    Refusal("rule edit 1 --if customer-type=gold", 4, "rule 2 has the same conditions already", "let it lead elsewhere: ccadmin rule edit '#3' --to GROUP"),
    Refusal("rule add --if a --to vip --place 4", 5, 'there is no place "4" for a rule with conditions', "the places are 1 to 3"),
    Refusal("rule move 1 3", 5, 'there is no place "3" for a rule with conditions', "the places are 1 to 2"),
    Refusal("rule move 3 1", 5, "the default stays at the end of its list", "give it conditions instead: ccadmin rule add --if CONDITION --to GROUP"),
    Refusal("rule edit 3 --if topic", 5, "the default at the end of a list has no conditions", "add a rule of its own: ccadmin rule add --if CONDITION --to GROUP"),
    Refusal("rule add --to vip --center shop --place 1", 5, "a rule without conditions is the default, and stands at the end", "give it conditions with --if, or no --place"),
    Refusal("rule delete 9", 3, 'the tenant has no rule "9"', "see their places and ids with: ccadmin rule list --fields place,id,if,to"),
    Refusal("rule delete 2 --center shop", 3, 'center "shop" has no rule "2"', "see their places and ids with: ccadmin rule list --fields place,id,if,to"),
    Refusal("rule test topic", 5, '"topic" is not NAME=VALUE', "write what is known as topic=billing location=Sofia"),
    Refusal("rule test topic=a topic=b", 5, '"topic" is given twice', "give it once"),
    Refusal("group edit vip --topics ORDERS", 4, 'group "sales" is responsible for topic "orders" already', "a topic leads to one group; give it another name, or make a rule"),
    Refusal("group edit vip --topics a,,b", 5, '--topics: "a,,b" has an empty topic', "write them as billing,complaints; --unset topics takes all away"),
]  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.line)
def test_a_refused_line_names_the_way_out_and_leaves_nothing_behind(
    shop: Path, run: Run, refusal: Refusal
) -> None:
    before = contents(shop)
    result = run(f"{refusal.line} --quiet")
    assert (result.exit_code, result.stdout) == (refusal.status, "")
    assert result.stderr == f"error: {refusal.message}\n\nhint: {refusal.hint}\n"
    assert contents(shop) == before
