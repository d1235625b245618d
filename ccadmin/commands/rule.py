"""`ccadmin rule`: routing rules: what is known of a contact decides its group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from typer import Argument, Option

from ccadmin.arguments import IfExists
from ccadmin.call import Call
from ccadmin.console import Section
from ccadmin.grammar import Noun
from ccadmin.vocabulary import Needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ccadmin.models import Center
    from ccadmin.store import Store

app = Noun(
    "rule",
    "Routing rules: what is known of a contact that names no group decides where it goes. The "
    "first rule that matches wins; then the group that is responsible for the contact's topic; "
    "then the default at the end.",
    examples=[
        "ccadmin rule add --if topic=billing --if language=bg,en --to billing",
        "ccadmin rule add --if number^=+3592 --to sofia",
        "ccadmin rule add --to reception",
        "ccadmin rule test topic=billing language=de",
    ],
)

LIST_COLUMNS: Final = {"of": "of", "place": "place", "if": "if", "to": "to"}
TEST_COLUMNS: Final = {"place": "place", "if": "if", "to": "to", "why": "why"}

Which = Annotated[str, Argument(metavar="RULE", help="Its place in the list, or its #id")]
OfCenter = Annotated[
    str | None, Option("--center", metavar="NAME", help="The list of a center, not the tenant's")
]
Conditions = Annotated[
    list[str] | None,
    Option(
        "--if",
        metavar="CONDITION",
        help="topic=billing, language=bg,en, number^=+3592 (starts with), or topic alone for any; "
        "may be repeated, then all must hold",
    ),
]


@app.verb(
    "add",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin rule add --if topic=billing --to billing",
        "ccadmin rule add --if customer_type=vip --if language=bg,en --to vip --place 1",
        "ccadmin rule add --to reception --center shop",
    ],
)
def add(
    call: Call,
    *,
    to: Annotated[str, Option("--to", metavar="GROUP", help="Where it leads")],
    conditions: Conditions = None,
    center: OfCenter = None,
    place: Annotated[
        int | None, Option(metavar="N", help="Before the rule that is there (default: last)")
    ] = None,
    if_not_exists: Annotated[
        bool, Option("--if-not-exists", help="Leave one with these conditions")
    ] = False,
    or_update: Annotated[
        bool, Option("--or-update", help="Let one with these conditions lead there")
    ] = False,
) -> None:
    """Add a rule; one without conditions is the default at the end."""
    from ccadmin.entering.conditions import parse_condition
    from ccadmin.tenant import rules

    asked = [parse_condition(text) for text in conditions or ()]
    if_exists = IfExists.of(if_not_exists=if_not_exists, or_update=or_update)
    with call.changing() as tenant:
        owner = _center(tenant, center)
        changes = rules.add(tenant, owner, asked, to, place=place, if_exists=if_exists)
    call.show(*changes)


@app.verb(
    "edit",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin rule edit 2 --to sales",
        "ccadmin rule edit '#7' --if topic=billing,refunds --if language=bg",
    ],
)
def edit(
    call: Call,
    rule: Which,
    *,
    to: Annotated[str | None, Option("--to", metavar="GROUP", help="Where it leads")] = None,
    conditions: Conditions = None,
    center: OfCenter = None,
) -> None:
    """Let a rule lead elsewhere, or ask other conditions instead of all it asked."""
    from ccadmin.entering.conditions import parse_condition
    from ccadmin.tenant import rules

    asked = [parse_condition(text) for text in conditions] if conditions else None
    with call.changing() as tenant:
        row = rules.find_rule(tenant, _center(tenant, center), rule)
        changes = rules.edit(tenant, row, conditions=asked, to=to)
    call.show(*changes)


@app.verb(
    "delete",
    needs=Needs.CENTER_ADMIN,
    examples=["ccadmin rule delete 2", "ccadmin rule delete '#7'"],
)
def delete(
    call: Call,
    rule: Which,
    *,
    center: OfCenter = None,
    if_exists: Annotated[bool, Option("--if-exists", help="No error when it is gone")] = False,
) -> None:
    """Delete a rule; those behind it close up."""
    from ccadmin.errors import NotFoundError
    from ccadmin.tenant import rules

    with call.changing() as tenant:
        owner = _center(tenant, center)
        try:
            row = rules.find_rule(tenant, owner, rule)
        except NotFoundError as missing:
            if not if_exists:
                raise
            call.console.note(missing.message)
            return
        changes = rules.remove(tenant, row)
    call.show(*changes)


@app.verb(
    "list",
    needs=Needs.NOTHING,
    examples=["ccadmin rule list", "ccadmin rule list --center shop -o json"],
)
def list_rules(call: Call, *, center: OfCenter = None) -> None:
    """List the rules in their order: those of the tenant, then those of each center."""
    from ccadmin.tenant import rules

    with call.reading() as tenant:
        rows = rules.overview(tenant, _center(tenant, center))
    call.console.rows(rows, LIST_COLUMNS)


@app.verb(
    "move", needs=Needs.CENTER_ADMIN, examples=["ccadmin rule move 3 1", "ccadmin rule move '#7' 2"]
)
def move(
    call: Call,
    rule: Which,
    place: Annotated[int, Argument(metavar="PLACE", help="Its new place, counted from 1")],
    *,
    center: OfCenter = None,
) -> None:
    """Give a rule another place in its list."""
    from ccadmin.tenant import rules

    with call.changing() as tenant:
        row = rules.find_rule(tenant, _center(tenant, center), rule)
        changes = rules.move(tenant, row, place)
    call.show(*changes)


@app.verb(
    "test",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin rule test topic=billing location=Sofia",
        "ccadmin rule test topic=billing --center shop -o json",
    ],
)
def try_out(
    call: Call,
    known: Annotated[
        list[str] | None,
        Argument(metavar="NAME=VALUE...", help="What is known of the contact"),
    ] = None,
    *,
    center: OfCenter = None,
) -> None:
    """Say where a contact goes by rules, topics and the default, and why."""
    from ccadmin.tenant import rule_tests

    attributes = rule_tests.read_known(known or ())
    with call.reading() as tenant:
        answer = rule_tests.answer(tenant, _center(tenant, center), attributes)
    section = Section("steps", _verdict(answer), answer["steps"], TEST_COLUMNS)
    call.console.report(answer, [section])


def _verdict(answer: Mapping[str, Any]) -> str:
    to = f"goes to {answer['to']}" if answer["to"] else "goes nowhere, and is not answered"
    return f"{answer['contact'] or 'a contact of which nothing is known'} {to}"


def _center(tenant: Store, name: str | None) -> Center | None:
    from ccadmin.tenant.finding import find_center

    return None if name is None else find_center(tenant, name)
