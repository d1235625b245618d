"""`ccadmin group members`: who is in a group, and in which order they are offered contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from typer import Argument, Option

from ccadmin.call import Call, given
from ccadmin.commands.group.noun import Name, app
from ccadmin.commands.group.options import Assign
from ccadmin.grammar import Noun
from ccadmin.vocabulary import Needs, Status

MEMBER_COLUMNS: Final = ("name", "tier", "position", "weight", "status", "wrap_up")

Agents = Annotated[list[str], Argument(metavar="AGENT...", help="Names, email addresses or #ids")]


@dataclass(frozen=True, slots=True)
class MemberOptions:
    """The fields of a membership; what is left out stays as it is."""

    weight: Annotated[int | None, Option(metavar="1-100", help="Share or rank (default 1)")] = None
    status: Annotated[Status | None, Option(help="Whether the member is offered contacts")] = None
    tier: Annotated[int | None, Option(metavar="1-9", help="Lower tiers first (default 1)")] = None
    position: Annotated[int | None, Option(metavar="N", help="Place among equals")] = None
    wrap_up: Annotated[
        int | None, Option(metavar="SECONDS", help="Instead of the group's wrap-up")
    ] = None


membership = Noun(
    "members",
    "Who is in a group, and in which order they are offered contacts.",
    examples=["ccadmin group members add sales Ana Boris", "ccadmin group members list sales"],
)
app.add_typer(membership)


@membership.verb(
    "add",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin group members add sales Ana Boris --weight 5",
        "ccadmin group members add sales ana@example.com --tier 2 --assign",
    ],
)
def add_members(
    call: Call, group: Name, agents: Agents, options: MemberOptions, *, assign: Assign = False
) -> None:
    """Put agents into a group; who is in it already gets the options that are given."""
    from ccadmin.tenant import members
    from ccadmin.tenant.finding import find_agent, find_group

    with call.changing() as tenant:
        row = find_group(tenant, group)
        people = [find_agent(tenant, name) for name in agents]
        changes = members.add(tenant, row, people, given(options), assign=assign)
    call.show(*changes)


@membership.verb(
    "edit",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin group members edit sales Ana --status disabled",
        "ccadmin group members edit sales Ana Boris --group-wrap-up",
    ],
)
def edit_members(
    call: Call,
    group: Name,
    agents: Agents,
    options: MemberOptions,
    *,
    group_wrap_up: Annotated[
        bool, Option("--group-wrap-up", help="Back to the group's wrap-up")
    ] = False,
) -> None:
    """Change memberships; what is left out stays as it is."""
    from ccadmin.errors import UsageError
    from ccadmin.tenant import members
    from ccadmin.tenant.finding import find_agent, find_group

    if group_wrap_up and options.wrap_up is not None:
        raise UsageError(
            "contradiction",
            "--group-wrap-up takes the wrap-up back that --wrap-up gives",
            hint="give one of the two",
        )
    fields = given(options) | ({"wrap_up": None} if group_wrap_up else {})
    with call.changing() as tenant:
        row = find_group(tenant, group)
        people = [find_agent(tenant, name) for name in agents]
        changes = members.edit(tenant, row, people, fields)
    call.show(*changes)


@membership.verb(
    "remove", needs=Needs.CENTER_ADMIN, examples=["ccadmin group members remove sales Ana"]
)
def remove_members(
    call: Call,
    group: Name,
    agents: Agents,
    *,
    if_exists: Annotated[bool, Option("--if-exists", help="No error for outsiders")] = False,
) -> None:
    """Take agents out of a group."""
    from ccadmin.tenant import members
    from ccadmin.tenant.finding import find_agent, find_group

    with call.changing() as tenant:
        row = find_group(tenant, group)
        people = [find_agent(tenant, name) for name in agents]
        changes = members.remove(tenant, row, people, if_exists=if_exists)
    call.show(*changes)


@membership.verb("list", needs=Needs.NOTHING, examples=["ccadmin group members list sales"])
def list_members(call: Call, group: Name) -> None:
    """List the members of a group, in the order in which equals are offered contacts."""
    from ccadmin.tenant import members
    from ccadmin.tenant.finding import find_group

    with call.reading() as tenant:
        rows = members.overview(tenant, find_group(tenant, group))
    call.console.rows(rows, MEMBER_COLUMNS)
