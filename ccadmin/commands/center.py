"""`ccadmin center`: contact centers, and the people assigned to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

from typer import Argument, Option

from ccadmin import arguments
from ccadmin.arguments import IfExists, ServiceLevel
from ccadmin.call import Call, given
from ccadmin.grammar import Noun
from ccadmin.vocabulary import CenterRole, Needs, Strategy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.models import Agent
    from ccadmin.store import Store
    from ccadmin.tenant.licenses import Terms

app = Noun(
    "center",
    "Contact centers: what their groups inherit, and the people assigned to them.",
    examples=[
        "ccadmin center add support --zone Europe/Sofia --routing-type call-count",
        "ccadmin center assign support Ana Boris --role supervisor",
        "ccadmin center show support",
    ],
)

LICENSES: Final = "Upgrade of those whose license covers no center"
LIST_COLUMNS: Final = {
    "name": "name",
    "zone_in_force": "zone",
    "routing_type_in_force": "routing",
    "service_level_in_force": "level",
    "groups": "groups",
    "members": "people",
}

Name = Annotated[str, Argument(metavar="CENTER", help="The center's name, or its #id")]
Agents = Annotated[list[str], Argument(metavar="AGENT...", help="Names, email addresses or #ids")]
Also = Annotated[
    list[str] | None,
    Option("--also", metavar="CENTER", help="The same in another center; may be repeated"),
]


@dataclass(frozen=True, slots=True)
class CenterOptions:
    """The fields of a center; what is left out stays as it is."""

    description: Annotated[str | None, Option(metavar="TEXT", help="What it is for")] = None
    zone: Annotated[
        str | None,
        Option(metavar="ZONE", help="Time zone, as Europe/Sofia (default: the tenant's)"),
    ] = None
    routing_type: Annotated[
        Strategy | None, Option(help="The strategy of its groups that name none")
    ] = None
    service_level: Annotated[
        ServiceLevel | None,
        Option(
            parser=arguments.read_service_level,
            metavar="PER-CENT/SECONDS",
            help="That of its groups that name none (default 80/20)",
        ),
    ] = None


class Upgrade(StrEnum):
    """The licenses to which somebody can be upgraded for a center (S2)."""

    CONTACT_CENTER = "contact-center"
    SALES = "sales"


@dataclass(frozen=True, slots=True)
class UpgradeOptions:
    """How those are upgraded whose license does not cover contact centers."""

    upgrade: Annotated[
        Upgrade | None,
        Option(help="Who needs one gets this license", rich_help_panel=LICENSES),
    ] = None
    keep_number: Annotated[
        bool,
        Option(
            "--keep-number",
            help="Direct numbers stay, each billed as additional",
            rich_help_panel=LICENSES,
        ),
    ] = False
    release_number: Annotated[
        bool,
        Option("--release-number", help="They are given back", rich_help_panel=LICENSES),
    ] = False
    purchase: Annotated[
        bool, Option("--purchase", help="Buy seats if none is free", rich_help_panel=LICENSES)
    ] = False


@app.verb(
    "add",
    needs=Needs.OWNER,
    examples=[
        "ccadmin center add support",
        "ccadmin center add support --zone Europe/Sofia --service-level 90/30 --or-update",
    ],
)
def add(
    call: Call,
    name: Annotated[str, Argument(metavar="NAME", help="1 to 64 characters, unique")],
    options: CenterOptions,
    *,
    if_not_exists: Annotated[bool, Option("--if-not-exists", help="Leave one that exists")] = False,
    or_update: Annotated[bool, Option("--or-update", help="Change one that exists")] = False,
) -> None:
    """Make a contact center."""
    from ccadmin.tenant import centers

    if_exists = IfExists.of(if_not_exists=if_not_exists, or_update=or_update)
    with call.changing() as tenant:
        changes = centers.add(tenant, name, given(options), if_exists=if_exists)
    call.show(*changes)


@app.verb(
    "edit",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin center edit support --name 'Support Europe' --routing-type round-robin",
        "ccadmin center edit support --default-group helpdesk",
        "ccadmin center edit support --unset zone --unset service-level",
    ],
)
def edit(
    call: Call,
    center: Name,
    options: CenterOptions,
    *,
    name: Annotated[str | None, Option(metavar="NAME", help="Its new name")] = None,
    default_group: Annotated[
        str | None, Option(metavar="GROUP", help="That of its groups where contacts enter it")
    ] = None,
    unset: Annotated[
        list[str] | None, Option(metavar="FIELD", help="Clear a field; may be repeated")
    ] = None,
) -> None:
    """Change a contact center; what is left out stays as it is."""
    from ccadmin.tenant import centers
    from ccadmin.tenant.finding import find_center

    own = {"name": name, "default_group": default_group}
    fields = given(options) | {field: text for field, text in own.items() if text is not None}
    with call.changing() as tenant:
        row = find_center(tenant, center)
        changes = centers.edit(tenant, row, fields, unset=unset or ())
    call.show(*changes)


@app.verb(
    "delete",
    needs=Needs.CENTER_ADMIN,
    examples=["ccadmin center delete support", "ccadmin center delete support --yes"],
)
def delete(
    call: Call,
    center: Name,
    *,
    if_exists: Annotated[bool, Option("--if-exists", help="No error when it is gone")] = False,
) -> None:
    """Delete a contact center with its assignments; one that has groups is kept."""
    from ccadmin.errors import NotFoundError
    from ccadmin.tenant import centers
    from ccadmin.tenant.finding import find_center

    with call.changing() as tenant:
        try:
            row = find_center(tenant, center)
        except NotFoundError:
            if not if_exists:
                raise
            call.console.note(f'center "{center}" does not exist')
            return
        for sentence in centers.ending_with(tenant, row):
            call.console.note(sentence)
        if not call.options.dry_run:
            call.console.confirm(f'delete center "{row.name}"')
        changes = centers.remove(tenant, row)
    call.show(*changes)


@app.verb(
    "list",
    needs=Needs.NOTHING,
    examples=["ccadmin center list", "ccadmin center list --fields name,groups -o csv"],
)
def list_centers(call: Call) -> None:
    """List the contact centers, with what is in force in each."""
    from ccadmin.tenant import centers

    with call.reading() as tenant:
        rows = centers.overview(tenant)
    call.console.rows(rows, LIST_COLUMNS)


@app.verb(
    "show",
    needs=Needs.NOTHING,
    examples=["ccadmin center show support", "ccadmin center show '#1' -o yaml"],
)
def show(call: Call, center: Name) -> None:
    """Show a contact center: every field, what is in force, its groups and its people."""
    from ccadmin.console import layouts
    from ccadmin.tenant import centers, hours_shown
    from ccadmin.tenant.finding import find_center
    from ccadmin.tenant.owners import center_as_owner

    with call.reading() as tenant:
        row = find_center(tenant, center)
        record = centers.card(tenant, row) | hours_shown.on_card(tenant, center_as_owner(row))
    call.console.card(record, layouts.CENTER)


@app.verb(
    "assign",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin center assign support Ana Boris",
        "ccadmin center assign support ana@example.com --role supervisor",
        "ccadmin center assign support Ana --also sales --also billing",
        "ccadmin center assign support Vera --upgrade contact-center --keep-number",
    ],
)
def assign(
    call: Call,
    center: Name,
    agents: Agents,
    upgrades: UpgradeOptions,
    *,
    role: Annotated[
        CenterRole | None, Option(help="agent if left out; who is assigned keeps the role then")
    ] = None,
    also: Also = None,
) -> None:
    """Assign agents to a contact center; each can be in at most 100.

    Somebody with the license voice is upgraded at once, if that is asked for.
    """
    from ccadmin.tenant import assignments
    from ccadmin.tenant.finding import find_agent, find_center

    with call.changing() as tenant:
        places = [find_center(tenant, name) for name in (center, *(also or ()))]
        people = [find_agent(tenant, name) for name in agents]
        terms = _terms(call, tenant, people, upgrades)
        changes = [
            change
            for place in places
            for change in assignments.assign(tenant, place, people, role=role, terms=terms)
        ]
    call.show(*changes)


@app.verb(
    "unassign",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin center unassign support Ana",
        "ccadmin center unassign support Ana --also sales --also billing",
    ],
)
def unassign(call: Call, center: Name, agents: Agents, *, also: Also = None) -> None:
    """Take agents out of a contact center; they leave its groups too, and which is said."""
    from ccadmin.tenant import assignments
    from ccadmin.tenant.finding import find_agent, find_center

    with call.changing() as tenant:
        places = [find_center(tenant, name) for name in (center, *(also or ()))]
        people = [find_agent(tenant, name) for name in agents]
        changes = [c for place in places for c in assignments.unassign(tenant, place, people)]
    call.show(*changes)


@app.verb(
    "role",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin center role support Ana --role admin",
        "ccadmin center role support Boris Clara --role agent",
    ],
)
def change_role(
    call: Call,
    center: Name,
    agents: Agents,
    *,
    role: Annotated[CenterRole, Option(help="What they are in this center from now on")],
) -> None:
    """Give another role to agents who are assigned to a contact center already."""
    from ccadmin.tenant import assignments
    from ccadmin.tenant.finding import find_agent, find_center

    with call.changing() as tenant:
        place = find_center(tenant, center)
        people = [find_agent(tenant, name) for name in agents]
        changes = assignments.change_role(tenant, place, people, role)
    call.show(*changes)


def _terms(call: Call, tenant: Store, people: Sequence[Agent], options: UpgradeOptions) -> Terms:
    """How people are upgraded: as the options say, and on a terminal as the user answers."""
    from ccadmin.tenant import licenses
    from ccadmin.tenant.direct_numbers import DirectNumber
    from ccadmin.tenant.licenses import Terms
    from ccadmin.vocabulary import License

    number = DirectNumber.of(keep=options.keep_number, release=options.release_number)
    kind = None if options.upgrade is None else License(options.upgrade)
    lacking = licenses.lacking(people)
    if lacking and kind is None:
        names = ", ".join(f'"{agent.name}"' for agent in lacking)
        cost = licenses.cost(tenant, lacking)
        answer = call.console.choose(f"upgrade {names}, {cost}", [*Upgrade])
        kind = None if answer is None else License(answer)
    numbers = ", ".join(agent.direct_number for agent in lacking if agent.direct_number)
    if numbers and kind and number is None:
        question = f"direct {numbers}: keep it, billed as additional, or release it"
        answer = call.console.choose(question, [*DirectNumber])
        number = None if answer is None else DirectNumber(answer)
    return Terms(to=kind, number=number, purchase=options.purchase)
