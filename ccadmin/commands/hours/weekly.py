"""`ccadmin hours`: working hours of agents, groups, centers and chat, and the dates that differ."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Option

from ccadmin.call import Call
from ccadmin.commands.hours.owner import Kind, Name
from ccadmin.grammar import Noun
from ccadmin.vocabulary import Needs

app = Noun(
    "hours",
    "Weekly hours of agents, groups, centers and chat, and the dates on which they differ. A group "
    "without hours takes its center's, chat of a center the tenant-wide chat's; who has none at "
    "all is open always.",
    examples=[
        "ccadmin hours set group sales mon-fri 09:00-12:00,13:00-17:00 sat 10:00-14:00",
        "ccadmin hours exception add group sales 2026-12-24 --closed --name 'Christmas Eve'",
        "ccadmin hours holidays add center East BG --years 2026-2028",
        "ccadmin hours check group sales --at '2026-03-30 12:30'",
        "ccadmin hours set chat default daily 08:00-22:00 --zone Europe/Sofia",
    ],
)


@app.verb(
    "set",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin hours set agent Ana mon-fri 09:00-12:00,13:00-17:00 --zone Europe/Sofia",
        "ccadmin hours set group night daily 22:00-06:00",
        "ccadmin hours set center East weekdays 08:00-20:00 sat 10:00-14:00",
        "ccadmin hours set agent Boris closed",
    ],
)
def set_hours(
    call: Call,
    kind: Kind,
    name: Name,
    week: Annotated[
        list[str],
        Argument(metavar="WEEK...", help="Days, then their ranges, then more of both"),
    ],
    *,
    zone: Annotated[
        str | None,
        Option(metavar="ZONE", help="Time zone (default: the center's, else the tenant's)"),
    ] = None,
) -> None:
    """Set the whole week; it replaces the hours that were there, but keeps their zone."""
    from ccadmin.tenant import hours
    from ccadmin.tenant.owners import find_owner

    with call.changing() as tenant:
        change = hours.set_week(tenant, find_owner(tenant, kind, name), week, zone=zone)
    call.show(change)


@app.verb(
    "clear",
    needs=Needs.CENTER_ADMIN,
    examples=["ccadmin hours clear agent Ana", "ccadmin hours clear chat default"],
)
def clear(call: Call, kind: Kind, name: Name) -> None:
    """Take the hours and their zone away, so that those in force are inherited, or always."""
    from ccadmin.tenant import hours
    from ccadmin.tenant.owners import find_owner

    with call.changing() as tenant:
        change = hours.clear(tenant, find_owner(tenant, kind, name))
    call.show(change)


@app.verb(
    "show",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin hours show group sales",
        "ccadmin hours show group sales --week 2026-12-21",
        "ccadmin hours show chat East -o json",
    ],
)
def show(
    call: Call,
    kind: Kind,
    name: Name,
    *,
    week: Annotated[
        str | None, Option(metavar="DATE", help="Any date of the week (default: this week)")
    ] = None,
) -> None:
    """Draw a week of the hours in force, with the dated exceptions of the weeks that follow."""
    from ccadmin.console import Format
    from ccadmin.tenant import hours_shown
    from ccadmin.tenant.owners import find_owner

    drawn = call.console.chosen is Format.TABLE and call.console.fields is None
    in_words = call.console.chosen not in {Format.JSON, Format.JSONL, Format.YAML}
    with call.reading() as tenant:
        owner = find_owner(tenant, kind, name)
        if drawn:
            picture = hours_shown.draw(tenant, owner, week)
        else:
            record = hours_shown.show(tenant, owner, week, in_words=in_words)
    if drawn:
        call.console.text(picture)
    else:
        call.console.record(record)


@app.verb(
    "check",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin hours check agent Ana",
        "ccadmin hours check group sales --at '2026-03-30 12:30'",
        "ccadmin hours check center East --at 2026-03-30T09:00Z -o json",
    ],
)
def check(
    call: Call,
    kind: Kind,
    name: Name,
    *,
    at: Annotated[
        str,
        Option(metavar="TIME", help="Local to the owner's zone unless it has an offset"),
    ] = "now",
) -> None:
    """Say whether it is open at a time, why, and when that changes next."""
    from ccadmin.tenant import hours
    from ccadmin.tenant.owners import find_owner

    with call.reading() as tenant:
        record = hours.check(tenant, find_owner(tenant, kind, name), at)
    call.console.record(record)
