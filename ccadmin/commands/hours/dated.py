"""`ccadmin hours exception` and `ccadmin hours holidays`: the dates on which hours differ."""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Option

from ccadmin.call import Call
from ccadmin.commands.hours.owner import Kind, Name
from ccadmin.errors import UsageError
from ccadmin.grammar import Noun
from ccadmin.vocabulary import DatedKind, Needs

exception = Noun(
    "exception",
    "Dates on which hours differ, once or every year: closed, open instead, or open as well. A "
    "closing beats a holiday, a holiday beats a date, a date beats the week. What holds for a "
    "center holds for its groups, whose own exceptions come first.",
    examples=[
        "ccadmin hours exception add group sales 2026-12-24 --open 10:00-14:00",
        "ccadmin hours exception import center East closings.ics",
        "ccadmin hours exception list group sales",
    ],
)
holidays = Noun(
    "holidays",
    "Public holidays by country, kept as dated exceptions of the kind holiday.",
    examples=["ccadmin hours holidays add center East BG --years 2026-2028"],
)

Dates = Annotated[
    str,
    Argument(
        metavar="DATES", help="2026-12-24 or 2026-12-24..2026-12-31, with --yearly also 12-24"
    ),
]
Yearly = Annotated[
    bool, Option("--yearly", help="Every year, from the year of the date on if it has one")
]


@exception.verb(
    "add",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin hours exception add group sales 2026-12-24 --closed --name 'Christmas Eve'",
        "ccadmin hours exception add agent Ana 2026-06-12 --closed 12:00-18:00",
        "ccadmin hours exception add center East 12-31 --yearly --open 10:00-14:00",
        "ccadmin hours exception add group sales 2026-11-27 --also 18:00-22:00",
        "ccadmin hours exception add center East 2026-08-01..2026-08-15 --closed",
    ],
)
def add(
    call: Call,
    kind: Kind,
    name: Name,
    dates: Dates,
    ranges: Annotated[
        str | None, Argument(metavar="RANGES", help="As 10:00-14:00; needed unless closed")
    ] = None,
    *,
    closed: Annotated[
        bool, Option("--closed", help="Closed in the ranges; without any all day")
    ] = False,
    open_: Annotated[bool, Option("--open", help="Open in the ranges instead")] = False,
    also: Annotated[bool, Option("--also", help="Open in the ranges as well")] = False,
    yearly: Yearly = False,
    called: Annotated[
        str | None, Option("--name", metavar="TEXT", help="What people call it")
    ] = None,
) -> None:
    """Add a dated exception; the same dates, kind and name again replace its ranges."""
    from ccadmin.tenant import exceptions
    from ccadmin.tenant.owners import find_owner

    asked = {DatedKind.CLOSED: closed, DatedKind.OPEN: open_, DatedKind.ALSO: also}
    dated, notes = exceptions.read(_only(asked), dates, ranges, yearly=yearly, name=called)
    with call.changing() as tenant:
        change = exceptions.add(tenant, find_owner(tenant, kind, name), dated, notes=notes)
    call.show(change)


@exception.verb(
    "remove",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin hours exception remove group sales 2026-12-24",
        "ccadmin hours exception remove center East 12-31 --yearly",
        "ccadmin hours exception remove center East 2026-01-01..2026-12-31 --kind holiday",
    ],
)
def remove(
    call: Call,
    kind: Kind,
    name: Name,
    dates: Dates,
    *,
    yearly: Annotated[bool, Option("--yearly", help="Those that come every year")] = False,
    of_kind: Annotated[DatedKind | None, Option("--kind", help="Only those of this kind")] = None,
    called: Annotated[
        str | None, Option("--name", metavar="TEXT", help="Only those of this name")
    ] = None,
    if_exists: Annotated[bool, Option("--if-exists", help="No error when there is none")] = False,
) -> None:
    """Remove every dated exception that lies within the dates."""
    from ccadmin.calendars import parse_dates
    from ccadmin.tenant import exceptions
    from ccadmin.tenant.owners import find_owner

    within = parse_dates(dates, yearly=yearly)
    with call.changing() as tenant:
        changes = exceptions.remove(
            tenant,
            find_owner(tenant, kind, name),
            within,
            exceptions.Filter(of_kind, called),
            if_exists=if_exists,
        )
    call.show(*changes)


@exception.verb(
    "list",
    needs=Needs.NOTHING,
    examples=[
        "ccadmin hours exception list group sales",
        "ccadmin hours exception list center East -o json",
    ],
)
def list_exceptions(call: Call, kind: Kind, name: Name) -> None:
    """List the dated exceptions that hold, the inherited ones with whom they are from."""
    from ccadmin.tenant import hours_shown
    from ccadmin.tenant.owners import find_owner

    with call.reading() as tenant:
        rows = hours_shown.listed(tenant, find_owner(tenant, kind, name))
    call.console.rows(rows, ["dates", "kind", "times", "name", "from"])


@exception.verb(
    "import",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin hours exception import center East closings.ics",
        "ccadmin hours exception import agent Ana leave.ics",
        "ccadmin hours exception import center East holidays.ics --kind holiday",
    ],
)
def import_file(
    call: Call,
    kind: Kind,
    name: Name,
    file: Annotated[str, Argument(metavar="FILE.ics", help="An iCalendar file")],
    *,
    as_kind: Annotated[DatedKind, Option("--kind", help="What the events are")] = DatedKind.CLOSED,
) -> None:
    """Take the events of an iCalendar file over, by default as closings.

    An event that was imported before is replaced; one that the file cancels is removed.
    """
    from ccadmin.exchange import icalendar
    from ccadmin.tenant import exceptions, hours
    from ccadmin.tenant.owners import find_owner

    with call.changing() as tenant:
        owner = find_owner(tenant, kind, name)
        events = icalendar.read(file, zone=hours.in_force(tenant, owner).zone, kind=as_kind)
        changes = exceptions.take_over(tenant, owner, events)
    call.show(*changes)
    if not changes:
        call.console.note("the file holds no event")


@holidays.verb(
    "add",
    needs=Needs.CENTER_ADMIN,
    examples=[
        "ccadmin hours holidays add center East BG --years 2026-2028",
        "ccadmin hours holidays add group sydney AU --subdivision NSW --years 2026",
        "ccadmin hours holidays add center East BG --years 2026 --language en_US",
    ],
)
def add_holidays(
    call: Call,
    kind: Kind,
    name: Name,
    country: Annotated[str, Argument(metavar="COUNTRY", help="Its ISO code, such as BG")],
    *,
    years: Annotated[str, Option("--years", metavar="YEARS", help="2026 or 2026-2028")],
    subdivision: Annotated[
        str | None, Option(metavar="CODE", help="State, canton, province (default: none)")
    ] = None,
    language: Annotated[
        str | None, Option(metavar="CODE", help="Of the names (default: the country's own)")
    ] = None,
) -> None:
    """Keep the public holidays of some years as closed dates; again brings them up to date."""
    from ccadmin.tenant import holidays
    from ccadmin.tenant.owners import find_owner

    wanted = holidays.find(country, years, subdivision=subdivision, language=language)
    with call.changing() as tenant:
        changes = holidays.add(tenant, find_owner(tenant, kind, name), wanted)
    call.show(*changes)
    call.console.note(wanted.summary)


def _only(asked: dict[DatedKind, bool]) -> DatedKind:
    """The one kind that was asked for.

    Raises:
        UsageError: none, or several.
    """
    chosen = [kind for kind, given in asked.items() if given]
    if len(chosen) == 1:
        return chosen[0]
    said = "there is no" if not chosen else "there is more than one"
    raise UsageError(
        "kind-of-exception",
        f"{said} word for what happens on those dates",
        hint="give one of --closed, --open and --also",
    )
