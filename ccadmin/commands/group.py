"""`ccadmin group`: groups of agents, their routing and their members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from typer import Argument, Option

from ccadmin import arguments
from ccadmin.arguments import (
    CounterWindow,
    IfExists,
    Limit,
    OnNoAnswer,
    OverflowTo,
    ServiceLevel,
    Skills,
    Topics,
)
from ccadmin.call import Call, given
from ccadmin.grammar import Noun
from ccadmin.vocabulary import (
    AtClosing,
    GroupKind,
    LateJoiner,
    Needs,
    Order,
    Scope,
    Status,
    Strategy,
)

app = Noun(
    "group",
    "Groups of agents: how contacts are routed to them, and who their members are.",
    examples=[
        "ccadmin group add sales --strategy longest-idle --service-level 80/20",
        "ccadmin group members add sales Ana Boris --weight 5",
        "ccadmin group list -o json",
    ],
)

LIMITS: Final = "Limits and overflow"
ROUTING: Final = "Routing options"
LIST_COLUMNS: Final = {
    "name": "name",
    "strategy_in_force": "strategy",
    "status": "status",
    "center": "center",
    "members": "members",
    "service_level_in_force": "target",
}
MEMBER_COLUMNS: Final = ("name", "tier", "position", "weight", "status", "wrap_up")

Name = Annotated[str, Argument(metavar="NAME", help="The group's name, or its #id")]
Agents = Annotated[list[str], Argument(metavar="AGENT...", help="Names, email addresses or #ids")]


@dataclass(frozen=True, slots=True)
class GroupOptions:
    """The fields of a group; what is left out stays as it is."""

    strategy: Annotated[
        Strategy | None,
        Option(help="Who is offered a contact (default: its center's routing type)"),
    ] = None
    status: Annotated[
        Status | None, Option(help="Whether it takes new contacts; what is in it drains")
    ] = None
    description: Annotated[str | None, Option(metavar="TEXT", help="What it is for")] = None
    kind: Annotated[GroupKind | None, Option(help="What it is formed by")] = None
    topics: Annotated[
        Topics | None,
        Option(
            parser=arguments.read_topics,
            metavar="A,B,...",
            help="The kinds of problem that it is responsible for",
        ),
    ] = None
    skills: Annotated[
        Skills | None,
        Option(
            parser=arguments.read_skills,
            metavar="NAME:LEVEL,...",
            help="What its work calls for, such as billing:3,english (levels 1 to 10)",
        ),
    ] = None
    escalates_to: Annotated[
        str | None, Option(metavar="GROUP", help="The next group up, for what is not solved here")
    ] = None
    center: Annotated[
        str | None, Option(metavar="NAME", help="The contact center it belongs to")
    ] = None
    service_level: Annotated[
        ServiceLevel | None,
        Option(
            parser=arguments.read_service_level,
            metavar="PER-CENT/SECONDS",
            help="The share to be answered in time (default 80/20)",
        ),
    ] = None
    max_waiting: Annotated[
        Limit | None,
        Option(
            parser=arguments.read_limit,
            metavar="N|unlimited",
            help="How many may wait; 0 means taken at once or overflow",
            rich_help_panel=LIMITS,
        ),
    ] = None
    max_wait: Annotated[
        Limit | None,
        Option(
            parser=arguments.read_limit,
            metavar="SECONDS|unlimited",
            help="How long one may wait here",
            rich_help_panel=LIMITS,
        ),
    ] = None
    on_full: Annotated[
        OverflowTo | None,
        Option(
            parser=arguments.read_overflow,
            metavar="ACTION",
            help="Where a contact goes when too many wait: "
            "voicemail, callback, hang-up or group:NAME",
            rich_help_panel=LIMITS,
        ),
    ] = None
    on_timeout: Annotated[
        OverflowTo | None,
        Option(
            parser=arguments.read_overflow,
            metavar="ACTION",
            help="Where it goes after the longest wait",
            rich_help_panel=LIMITS,
        ),
    ] = None
    on_closed: Annotated[
        OverflowTo | None,
        Option(
            parser=arguments.read_overflow,
            metavar="ACTION",
            help="Where it goes outside the hours",
            rich_help_panel=LIMITS,
        ),
    ] = None
    on_nobody_staffed: Annotated[
        OverflowTo | None,
        Option(
            parser=arguments.read_overflow,
            metavar="ACTION",
            help="Where it goes when no member is on shift now or later today",
            rich_help_panel=LIMITS,
        ),
    ] = None
    at_closing: Annotated[
        AtClosing | None,
        Option(help="What becomes of those who wait at closing time", rich_help_panel=LIMITS),
    ] = None
    wrap_up: Annotated[
        int | None,
        Option(metavar="SECONDS", help="After-contact work (default 0)", rich_help_panel=ROUTING),
    ] = None
    wrap_up_scope: Annotated[
        Scope | None,
        Option(help="Whether wrap-up blocks the agent everywhere or here", rich_help_panel=ROUTING),
    ] = None
    ring_time: Annotated[
        int | None,
        Option(metavar="SECONDS", help="How long it rings (20)", rich_help_panel=ROUTING),
    ] = None
    on_no_answer: Annotated[
        OnNoAnswer | None,
        Option(
            parser=arguments.read_no_answer,
            metavar="next|retry|break[:SECONDS]",
            help="When a member lets it ring out: the next one, the same, or a break (300 s)",
            rich_help_panel=ROUTING,
        ),
    ] = None
    weight: Annotated[
        int | None,
        Option(
            metavar="N", help="Its contacts before those of lighter groups (-1000 to 1000, default 0)",
            rich_help_panel=ROUTING,
        ),
    ] = None  # fmt: skip
    order: Annotated[
        Order | None,
        Option(help="Priority first, or as so much age in the queue", rich_help_panel=ROUTING),
    ] = None
    age_point: Annotated[
        int | None,
        Option(
            metavar="SECONDS", help="Age that one point of priority is worth when ageing",
            rich_help_panel=ROUTING,
        ),
    ] = None  # fmt: skip
    tier_wait: Annotated[
        int | None,
        Option(
            metavar="SECONDS", help="Wait before each further tier of members opens",
            rich_help_panel=ROUTING,
        ),
    ] = None  # fmt: skip
    skill_relax: Annotated[
        int | None,
        Option(
            metavar="SECONDS", help="Ask one level less of every skill after each such wait",
            rich_help_panel=ROUTING,
        ),
    ] = None  # fmt: skip
    window: Annotated[
        CounterWindow | None,
        Option(
            parser=arguments.read_window,
            metavar="day|shift|rolling:Nd|all",
            help="How far back counters of calls and talk reach",
            rich_help_panel=ROUTING,
        ),
    ] = None
    scope: Annotated[
        Scope | None,
        Option(help="Count what members did here, or everywhere", rich_help_panel=ROUTING),
    ] = None
    late_joiner: Annotated[
        LateJoiner | None,
        Option(help="What counters start from when a shift begins late", rich_help_panel=ROUTING),
    ] = None


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


Assign = Annotated[bool, Option("--assign", help="Assign outsiders to the group's center too")]


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
    from ccadmin.tenant import escalation, groups, members
    from ccadmin.tenant.finding import find_group

    with call.reading() as tenant:
        row = find_group(tenant, group)
        record = groups.describe(tenant, row) | groups.in_force(tenant, row)
        record["escalation"] = escalation.drawn(tenant, row)
        record["virtual"] = row.id in members.virtual_groups(tenant)
        people = members.overview(tenant, row)
        record["members"] = [member["name"] for member in people]
    call.console.card(record, layouts.GROUP, {"members": people})
    if record["virtual"]:
        call.console.note(f'"{row.name}" is a virtual agent group: all its members are virtual')


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
