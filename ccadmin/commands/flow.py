"""`ccadmin flow`: call flows: the number that is dialled, menus and keys, and the way after hours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from typer import Argument, Option

from ccadmin import arguments
from ccadmin.arguments import FlowTo, HoursOf, IfExists
from ccadmin.call import Call, given
from ccadmin.console import Format
from ccadmin.grammar import Noun
from ccadmin.vocabulary import Needs

app = Noun(
    "flow",
    "Call flows: the number that is dialled, what is said, and which key leads where.",
    examples=[
        "ccadmin flow add main --number '+359 2 987 6543' --greeting 'Welcome to the shop'",
        "ccadmin flow option main 1 group:sales",
        "ccadmin flow option main 2 menu --greeting 'For billing press 1'",
        "ccadmin flow option main 21 group:billing",
        "ccadmin flow show main --keys 21",
    ],
)

LIST_COLUMNS: Final = {
    "name": "name",
    "number": "number",
    "center": "center",
    "hours": "hours of",
    "options": "options",
    "problems": "problems",
}

Name = Annotated[str, Argument(metavar="FLOW", help="The flow's name, or its #id")]


@dataclass(frozen=True, slots=True)
class FlowOptions:
    """The fields of a flow; what is left out stays as it is."""

    number: Annotated[str | None, Option(metavar="NUMBER", help="The number that callers dial")] = (
        None
    )
    greeting: Annotated[
        str | None, Option(metavar="TEXT", help="What is said in the first menu")
    ] = None
    center: Annotated[
        str | None, Option(metavar="NAME", help="The contact center it belongs to")
    ] = None
    hours: Annotated[
        HoursOf | None,
        Option(
            parser=arguments.read_hours_of,
            metavar="group:NAME|center:NAME",
            help="Whose hours it keeps (default: its center's, else always)",
        ),
    ] = None
    repeats: Annotated[
        int | None,
        Option(metavar="0-9", help="How often a menu is said again without a good key (2)"),
    ] = None
    otherwise: Annotated[
        FlowTo | None,
        Option(
            parser=arguments.read_flow_target,
            metavar="TARGET",
            help="Where a caller gets who presses no key, or wrong ones too often: "
            "group:NAME, voicemail or hang-up",
        ),
    ] = None
    after_hours: Annotated[
        FlowTo | None,
        Option(
            parser=arguments.read_flow_target,
            metavar="TARGET",
            help="Where a caller gets outside the hours (default: the menu, at all hours)",
        ),
    ] = None


@app.verb(
    "add",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin flow add main --number 029876543 --greeting 'Welcome to the shop'",
        "ccadmin flow add main --hours center:shop --after-hours voicemail --otherwise group:sales",
    ],
)
def add(
    call: Call,
    name: Annotated[str, Argument(metavar="NAME", help="1 to 64 characters, unique")],
    options: FlowOptions,
    *,
    if_not_exists: Annotated[bool, Option("--if-not-exists", help="Leave one that exists")] = False,
    or_update: Annotated[bool, Option("--or-update", help="Change one that exists")] = False,
) -> None:
    """Make a call flow; its menu gets its keys by flow option."""
    from ccadmin.tenant import flows

    if_exists = IfExists.of(if_not_exists=if_not_exists, or_update=or_update)
    with call.changing() as tenant:
        changes = flows.add(tenant, name, given(options), if_exists=if_exists)
    call.show(*changes)


@app.verb(
    "edit",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin flow edit main --greeting 'Good morning' --repeats 1",
        "ccadmin flow edit main --unset after-hours --unset number",
    ],
)
def edit(
    call: Call,
    flow: Name,
    options: FlowOptions,
    *,
    name: Annotated[str | None, Option(metavar="NAME", help="Its new name")] = None,
    unset: Annotated[
        list[str] | None, Option(metavar="FIELD", help="Clear a field; may be repeated")
    ] = None,
) -> None:
    """Change a call flow; what is left out stays as it is."""
    from ccadmin.tenant import flows

    fields = given(options) | ({"name": name} if name is not None else {})
    with call.changing() as tenant:
        changes = flows.edit(tenant, flows.find_flow(tenant, flow), fields, unset=unset or ())
    call.show(*changes)


@app.verb(
    "option",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin flow option main 1 group:sales",
        "ccadmin flow option main 2 menu --greeting 'For billing press 1'",
        "ccadmin flow option main 21 group:billing",
        "ccadmin flow option main '*' hang-up",
        "ccadmin flow option main 2 --remove",
    ],
)
def option(
    call: Call,
    flow: Name,
    keys: Annotated[
        str, Argument(metavar="KEYS", help="0-9, *, #; 21 is key 1 in the menu behind key 2")
    ],
    target: Annotated[
        FlowTo | None,
        Argument(
            parser=arguments.read_flow_target,
            metavar="TARGET",
            help="group:NAME, menu, voicemail or hang-up",
        ),
    ] = None,
    *,
    greeting: Annotated[str | None, Option(metavar="TEXT", help="What is said in the menu")] = None,
    remove: Annotated[
        bool, Option("--remove", help="Take the key away, and a menu with all in it")
    ] = False,
) -> None:
    """Let a key of a menu lead somewhere."""
    from ccadmin.errors import UsageError
    from ccadmin.tenant import branches, flows

    if remove == (target is not None) or (remove and greeting is not None):
        raise UsageError(
            "option-what",
            "a key either leads to a target or is removed",
            hint="ccadmin flow option FLOW KEYS TARGET, or ccadmin flow option FLOW KEYS --remove",
        )
    with call.changing() as tenant:
        row = flows.find_flow(tenant, flow)
        if target is None:
            changes = branches.remove_option(tenant, row, keys)
        else:
            changes = branches.set_option(tenant, row, keys, target, greeting=greeting)
    call.show(*changes)


@app.verb(
    "delete",
    needs=Needs.CENTER_ADMIN,
    examples=["ccadmin flow delete main", "ccadmin flow delete main --yes"],
)
def delete(
    call: Call,
    flow: Name,
    *,
    if_exists: Annotated[bool, Option("--if-exists", help="No error when it is gone")] = False,
) -> None:
    """Delete a call flow with its menus."""
    from ccadmin.errors import NotFoundError
    from ccadmin.tenant import flows

    with call.changing() as tenant:
        try:
            row = flows.find_flow(tenant, flow)
        except NotFoundError:
            if not if_exists:
                raise
            call.console.note(f'flow "{flow}" does not exist')
            return
        if row.number:
            call.console.note(f"who dials {row.number} would reach no flow")
        if not call.options.dry_run:
            call.console.confirm(f'delete flow "{row.name}"')
        changes = flows.remove(tenant, row)
    call.show(*changes)


@app.verb(
    "list",
    needs=Needs.NOTHING,
    examples=["ccadmin flow list", "ccadmin flow list --fields name,number -o csv"],
)
def list_flows(call: Call) -> None:
    """List the call flows; flow show says what the problems of one are."""
    from ccadmin.tenant import flow_cards

    with call.reading() as tenant:
        rows = flow_cards.overview(tenant)
    call.console.rows(rows, LIST_COLUMNS)


@app.verb(
    "show",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin flow show main",
        "ccadmin flow show main --keys 21 --at '2026-03-02 19:30'",
        "ccadmin flow show main -o json",
    ],
)
def show(
    call: Call,
    flow: Name,
    *,
    keys: Annotated[
        str | None,
        Option(metavar="KEYS", help="Say where a caller gets who presses these, '' for none"),
    ] = None,
    at: Annotated[
        str | None,
        Option(metavar="TIME", help="When, with --keys (now); local to the flow's hours"),
    ] = None,
) -> None:
    """Show a call flow as a tree, or where a caller gets to and why."""
    from ccadmin.errors import UsageError
    from ccadmin.tenant import flow_cards, flows

    if keys is None and at is not None:
        raise UsageError(
            "at-without-keys", "--at goes with --keys", hint="--keys '' is a caller without a key"
        )
    with call.reading() as tenant:
        row = flows.find_flow(tenant, flow)
        if keys is not None:
            call.console.record(flow_cards.followed(tenant, row, keys, at or "now"))
            return
        card = flow_cards.card(tenant, row)
    if call.console.chosen in (Format.TABLE, Format.PLAIN) and call.console.fields is None:
        from shutil import get_terminal_size

        from ccadmin.console.trees import drawn

        call.console.text("\n".join(drawn(card, width=get_terminal_size().columns)))
    else:
        call.console.record(card)
