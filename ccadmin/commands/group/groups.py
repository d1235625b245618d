"""`ccadmin group`: groups of agents and their routing."""

from __future__ import annotations

from typing import Annotated, Final

from typer import Argument, Option

from ccadmin.arguments import IfExists
from ccadmin.call import Call, given
from ccadmin.commands.group.noun import Name, app
from ccadmin.commands.group.options import Assign, GroupOptions
from ccadmin.vocabulary import GroupKind, Needs

LIST_COLUMNS: Final = {
    "name": "name",
    "strategy_in_force": "strategy",
    "status": "status",
    "center": "center",
    "members": "members",
    "service_level_in_force": "target",
}


@app.verb(
    "add",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin group add sales",
        "ccadmin group add support --strategy call-count --max-waiting 20 --on-full group:sales",
    ],
)
def add(
    call: Call,
    name: Annotated[str, Argument(metavar="NAME", help="1 to 64 characters, unique")],
    options: GroupOptions,
    *,
    assign: Assign = False,
    if_not_exists: Annotated[bool, Option("--if-not-exists", help="Leave one that exists")] = False,
    or_update: Annotated[bool, Option("--or-update", help="Change one that exists")] = False,
) -> None:
    """Make a group."""
    from ccadmin.tenant import groups

    if_exists = IfExists.of(if_not_exists=if_not_exists, or_update=or_update)
    with call.changing() as tenant:
        changes = groups.add(tenant, name, given(options), if_exists=if_exists, assign=assign)
    call.show(*changes)


@app.verb(
    "edit",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin group edit sales --name 'Sales Europe' --max-wait 120 --on-timeout voicemail",
        "ccadmin group edit sales --unset description --unset center",
    ],
)
def edit(
    call: Call,
    group: Name,
    options: GroupOptions,
    *,
    name: Annotated[str | None, Option(metavar="NAME", help="Its new name")] = None,
    unset: Annotated[
        list[str] | None, Option(metavar="FIELD", help="Clear a field; may be repeated")
    ] = None,
    assign: Assign = False,
) -> None:
    """Change a group; what is left out stays as it is."""
    from ccadmin.tenant import groups
    from ccadmin.tenant.finding import find_group

    fields = given(options) | ({"name": name} if name is not None else {})
    with call.changing() as tenant:
        row = find_group(tenant, group)
        changes = groups.edit(tenant, row, fields, unset=unset or (), assign=assign)
    call.show(*changes)


@app.verb(
    "delete",
    needs=Needs.CENTER_ADMIN,
    examples=["ccadmin group delete sales", "ccadmin group delete sales --yes"],
)
def delete(
    call: Call,
    group: Name,
    *,
    if_exists: Annotated[bool, Option("--if-exists", help="No error when it is gone")] = False,
) -> None:
    """Delete a group: callers who are sent to it are not answered any more."""
    from ccadmin.errors import NotFoundError
    from ccadmin.tenant import groups
    from ccadmin.tenant.finding import find_group

    with call.changing() as tenant:
        try:
            row = find_group(tenant, group)
        except NotFoundError:
            if not if_exists:
                raise
            call.console.note(f'group "{group}" does not exist')
            return
        for sentence in groups.pointing_at(tenant, row):
            call.console.note(sentence)
        if not call.options.dry_run:
            call.console.confirm(f'delete group "{row.name}"')
        changes = groups.remove(tenant, row)
    call.show(*changes)


@app.verb(
    "list",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin group list",
        "ccadmin group list --kind location",
        "ccadmin group list --fields name,members -o csv",
    ],
)
def list_groups(
    call: Call,
    *,
    kind: Annotated[GroupKind | None, Option(help="Only groups formed by this")] = None,
) -> None:
    """List the groups, with what is in force for each."""
    from ccadmin.tenant import groups

    with call.reading() as tenant:
        rows = groups.overview(tenant, kind=kind)
    call.console.rows(rows, LIST_COLUMNS)


@app.verb(
    "show",
    needs=Needs.NOTHING,
    examples=["ccadmin group show sales", "ccadmin group show '#3' -o yaml"],
)
def show(call: Call, group: Name) -> None:
    """Show a group: every field, what it inherits, and its members."""
    from ccadmin.console import layouts
    from ccadmin.tenant import escalation, groups, hours_shown, members
    from ccadmin.tenant.finding import find_group
    from ccadmin.tenant.owners import group_as_owner

    with call.reading() as tenant:
        row = find_group(tenant, group)
        record = groups.describe(tenant, row) | groups.in_force(tenant, row)
        record |= hours_shown.on_card(tenant, group_as_owner(tenant, row))
        record["escalation"] = escalation.drawn(tenant, row)
        record["virtual"] = row.id in members.virtual_groups(tenant)
        people = members.overview(tenant, row)
        record["members"] = [member["name"] for member in people]
    call.console.card(record, layouts.GROUP, {"members": people})
    if record["virtual"]:
        call.console.note(f'"{row.name}" is a virtual agent group: all its members are virtual')
