"""`ccadmin agent`: the people who take contacts, how calls ring at them, and whom they report to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from typer import Argument, Option

from ccadmin.arguments import IfExists
from ccadmin.call import Call, given
from ccadmin.grammar import Noun
from ccadmin.vocabulary import Ring, Role

app = Noun(
    "agent",
    "The people who take contacts: their numbers, how calls ring, and whom they report to.",
    examples=[
        "ccadmin agent add Ana --email ana@example.com --phone '+359 888 123 456' --extension 101",
        "ccadmin agent reports-to Ana Boris",
        "ccadmin agent list --group sales",
    ],
)

LIST_COLUMNS: Final = {
    "id": "id",
    "name": "name",
    "email": "email",
    "extension": "ext",
    "role": "role",
    "groups": "groups",
}

Name = Annotated[str, Argument(metavar="AGENT", help="The agent's name, email address or #id")]


@dataclass(frozen=True, slots=True)
class AgentOptions:
    """The fields of an agent; what is left out stays as it is."""

    email: Annotated[
        str | None, Option(metavar="ADDRESS", help="Unique; finds the agent as the name does")
    ] = None
    phone: Annotated[
        str | None,
        Option(metavar="NUMBER", help="Mobile; without + it is of the tenant's region"),
    ] = None
    extension: Annotated[str | None, Option(metavar="DIGITS", help="2 to 8, unique")] = None
    ring: Annotated[
        Ring | None, Option(help="Where calls ring (default: at every number there is)")
    ] = None
    role: Annotated[Role | None, Option(help="Others may report to a manager")] = None


@app.verb(
    "add",
    examples=[
        "ccadmin agent add Ana --email ana@example.com --extension 101",
        "ccadmin agent add 'Boris Iliev' --phone 0888123456 --role manager",
        "ccadmin agent add Ana --email ana@example.com --extension 102 --or-update",
    ],
)
def add(
    call: Call,
    name: Annotated[str, Argument(metavar="NAME", help="1 to 64 characters, need not be unique")],
    options: AgentOptions,
    *,
    if_not_exists: Annotated[
        bool, Option("--if-not-exists", help="Leave one of that email, else of that name")
    ] = False,
    or_update: Annotated[
        bool, Option("--or-update", help="Change one of that email, else of that name")
    ] = False,
) -> None:
    """Add an agent."""
    from ccadmin.tenant import agents

    if_exists = IfExists.of(if_not_exists=if_not_exists, or_update=or_update)
    with call.changing() as tenant:
        changes = agents.add(tenant, name, given(options), if_exists=if_exists)
    call.show(*changes)


@app.verb(
    "edit",
    examples=[
        "ccadmin agent edit Ana --name 'Ana Petrova' --ring extension-first",
        "ccadmin agent edit ana@example.com --unset phone --unset ring",
        "ccadmin agent edit '#3' --role manager",
    ],
)
def edit(
    call: Call,
    agent: Name,
    options: AgentOptions,
    *,
    name: Annotated[str | None, Option(metavar="NAME", help="The new name")] = None,
    unset: Annotated[
        list[str] | None, Option(metavar="FIELD", help="Clear a field; may be repeated")
    ] = None,
) -> None:
    """Change an agent; what is left out stays as it is."""
    from ccadmin.tenant import agents
    from ccadmin.tenant.names import find_agent

    fields = given(options) | ({"name": name} if name is not None else {})
    with call.changing() as tenant:
        row = find_agent(tenant, agent)
        changes = agents.edit(tenant, row, fields, unset=unset or ())
    call.show(*changes)


@app.verb("delete", examples=["ccadmin agent delete Ana", "ccadmin agent delete '#3' --yes"])
def delete(
    call: Call,
    agent: Name,
    *,
    if_exists: Annotated[bool, Option("--if-exists", help="No error when it is gone")] = False,
) -> None:
    """Delete an agent, who leaves every group and center; managers with reports are kept."""
    from ccadmin.errors import NotFoundError
    from ccadmin.tenant import agents
    from ccadmin.tenant.names import find_agent

    with call.changing() as tenant:
        try:
            row = find_agent(tenant, agent)
        except NotFoundError:
            if not if_exists:
                raise
            call.console.note(f'agent "{agent}" does not exist')
            return
        for sentence in agents.ending_with(tenant, row):
            call.console.note(sentence)
        if not call.options.dry_run:
            call.console.confirm(f'delete agent "{row.name}"')
        changes = agents.remove(tenant, row)
    call.show(*changes)


@app.verb(
    "list",
    examples=[
        "ccadmin agent list --group sales",
        "ccadmin agent list --center support --search petrov",
        "ccadmin agent list --fields name,ring_in_force,reports_to -o csv",
    ],
)
def list_agents(
    call: Call,
    *,
    group: Annotated[str | None, Option(metavar="NAME", help="Members of this group")] = None,
    center: Annotated[
        str | None, Option(metavar="NAME", help="Assigned to this contact center")
    ] = None,
    search: Annotated[str, Option(metavar="TEXT", help="With this in name or email")] = "",
) -> None:
    """List the agents, all of them or those whom every filter lets pass."""
    from ccadmin.tenant import directory
    from ccadmin.tenant.names import find_center, find_group

    with call.reading() as tenant:
        inside = find_group(tenant, group) if group else None
        assigned = find_center(tenant, center) if center else None
        rows = directory.overview(tenant, group=inside, center=assigned, search=search)
    call.console.rows(rows, LIST_COLUMNS)


@app.verb("show", examples=["ccadmin agent show Ana", "ccadmin agent show '#3' -o yaml"])
def show(call: Call, agent: Name) -> None:
    """Show an agent: every field, how calls ring, groups, centers, managers and reports."""
    from ccadmin.tenant import directory
    from ccadmin.tenant.names import find_agent

    with call.reading() as tenant:
        record = directory.card(tenant, find_agent(tenant, agent))
    call.console.record(record)
    if not record["takes_calls"]:
        call.console.note(f'"{record["name"]}" takes no calls: neither a phone nor an extension')


@app.verb(
    "reports-to",
    examples=[
        "ccadmin agent reports-to Ana Boris",
        "ccadmin agent reports-to Ana Boris '#7'",
        "ccadmin agent reports-to Ana Boris --remove",
    ],
)
def reports_to(
    call: Call,
    agent: Name,
    managers: Annotated[
        list[str], Argument(metavar="MANAGER...", help="Agents with the role manager")
    ],
    *,
    remove: Annotated[
        bool, Option("--remove", help="End the reporting to these managers instead")
    ] = False,
) -> None:
    """Let an agent report to managers, beside those to whom the agent reports already."""
    from ccadmin.tenant import reporting
    from ccadmin.tenant.names import find_agent

    change = reporting.stop_reporting if remove else reporting.report_to
    with call.changing() as tenant:
        person = find_agent(tenant, agent)
        changes = change(tenant, person, [find_agent(tenant, name) for name in managers])
    call.show(*changes)
