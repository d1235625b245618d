"""`ccadmin agent`: who is there, how calls ring at them, what they may do, whom they report to."""

from __future__ import annotations

from typing import Annotated, Final

from typer import Argument, Option

from ccadmin import arguments
from ccadmin.arguments import IfExists, Skills
from ccadmin.call import Call, given
from ccadmin.commands.agent.noun import Name, app
from ccadmin.commands.agent.options import LICENSE, AgentOptions, Purchase
from ccadmin.vocabulary import AgentStatus, License, Needs

LIST_COLUMNS: Final = {
    "id": "id",
    "name": "name",
    "email": "email",
    "extension": "ext",
    "role": "role",
    "groups": "groups",
}


@app.verb(
    "add",
    needs=Needs.OWNER,
    examples=[
        "ccadmin agent add Ana --email ana@example.com --extension 101",
        "ccadmin agent add 'Boris Iliev' --phone 0888123456 --role manager",
        "ccadmin agent add Ana --email ana@example.com --extension 102 --or-update",
        "ccadmin agent add Robo --virtual --capacity 50",
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
    purchase: Purchase = False,
    existing_customer: Annotated[
        bool,
        Option(
            "--existing-customer",
            help="Had the discontinued voice-call-center-addon before",
            rich_help_panel=LICENSE,
        ),
    ] = False,
) -> None:
    """Add an agent."""
    from ccadmin.tenant import agents
    from ccadmin.tenant.licenses import Terms

    if_exists = IfExists.of(if_not_exists=if_not_exists, or_update=or_update)
    terms = Terms(purchase=purchase, existing_customer=existing_customer)
    with call.changing() as tenant:
        changes = agents.add(tenant, name, given(options), if_exists=if_exists, terms=terms)
    call.show(*changes)


@app.verb(
    "edit",
    needs=Needs.OWNER,
    examples=[
        "ccadmin agent edit Ana --name 'Ana Petrova' --ring extension-first",
        "ccadmin agent edit ana@example.com --unset phone --unset ring",
        "ccadmin agent edit '#3' --license contact-center --keep-number",
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
    purchase: Purchase = False,
    keep_number: Annotated[
        bool,
        Option(
            "--keep-number",
            help="Have the direct number billed beside a new license",
            rich_help_panel=LICENSE,
        ),
    ] = False,
    release_number: Annotated[
        bool,
        Option(
            "--release-number",
            help="Give it back with a new license",
            rich_help_panel=LICENSE,
        ),
    ] = False,
) -> None:
    """Change an agent; what is left out stays as it is."""
    from ccadmin.tenant import agents
    from ccadmin.tenant.direct_numbers import DirectNumber
    from ccadmin.tenant.finding import find_agent
    from ccadmin.tenant.licenses import Terms

    fields = given(options) | ({"name": name} if name is not None else {})
    number = DirectNumber.of(keep=keep_number, release=release_number)
    terms = Terms(number=number, purchase=purchase)
    with call.changing() as tenant:
        row = find_agent(tenant, agent)
        changes = agents.edit(tenant, row, fields, unset=unset or (), terms=terms)
    call.show(*changes)


@app.verb(
    "delete",
    needs=Needs.OWNER,
    examples=["ccadmin agent delete Ana", "ccadmin agent delete '#3' --yes"],
)
def delete(
    call: Call,
    agent: Name,
    *,
    if_exists: Annotated[bool, Option("--if-exists", help="No error when it is gone")] = False,
) -> None:
    """Delete an agent, who leaves every group and center; managers with reports are kept."""
    from ccadmin.errors import NotFoundError
    from ccadmin.tenant import agents
    from ccadmin.tenant.finding import find_agent

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
    needs=Needs.NOTHING,
    examples=[
        "ccadmin agent list --group sales",
        "ccadmin agent list --center support --search petrov",
        "ccadmin agent list --skill billing:5,english --status available",
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
    skill: Annotated[
        Skills | None,
        Option(
            parser=arguments.read_skills,
            metavar="SKILL[:LEVEL],...",
            help="Able to do each of these, at that level or better",
        ),
    ] = None,
    status: Annotated[AgentStatus | None, Option(help="With this status now")] = None,
    license_: Annotated[License | None, Option("--license", help="With this license")] = None,
) -> None:
    """List the agents, all of them or those whom every filter lets pass."""
    from ccadmin.tenant import directory
    from ccadmin.tenant.finding import find_center, find_group

    with call.reading() as tenant:
        inside = find_group(tenant, group) if group else None
        assigned = find_center(tenant, center) if center else None
        filters = directory.Filters(
            group=inside,
            center=assigned,
            search=search,
            skills=skill,
            status=status,
            license=license_,
        )
        rows = directory.overview(tenant, filters)
    call.console.rows(rows, LIST_COLUMNS)


@app.verb(
    "show",
    needs=Needs.NOTHING,
    examples=["ccadmin agent show Ana", "ccadmin agent show '#3' -o yaml"],
)
def show(call: Call, agent: Name) -> None:
    """Show an agent: every field, what follows from it, groups, centers, managers and reports."""
    from ccadmin.console import layouts
    from ccadmin.tenant import answering, devices, directory, hours_shown, ringing
    from ccadmin.tenant.finding import find_agent
    from ccadmin.tenant.owners import agent_as_owner

    with call.reading() as tenant:
        row = find_agent(tenant, agent)
        record = directory.card(tenant, row)
        record |= hours_shown.on_card(tenant, agent_as_owner(row))
        silent = ringing.why_silent(row, devices.bells_of(tenant, row))
        late = answering.too_late(tenant, row)
    call.console.card(record, layouts.AGENT)
    if silent is not None:
        call.console.note(f'"{record["name"]}" takes no calls: {silent}')
    for sentence in late:
        call.console.note(sentence)


@app.verb(
    "reports-to",
    needs=Needs.OWNER,
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
    from ccadmin.tenant.finding import find_agent

    change = reporting.stop_reporting if remove else reporting.report_to
    with call.changing() as tenant:
        person = find_agent(tenant, agent)
        changes = change(tenant, person, [find_agent(tenant, name) for name in managers])
    call.show(*changes)
