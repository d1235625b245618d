"""`ccadmin license`: how many seats of each license there are, and who may be given one (S2)."""

from __future__ import annotations

from typing import Annotated, Final

from typer import Argument

from ccadmin import arguments
from ccadmin.arguments import Limit
from ccadmin.call import Call
from ccadmin.grammar import Noun
from ccadmin.vocabulary import License, Needs

app = Noun(
    "license",
    "Licenses: seats of each kind, used and free, and the numbers that are billed beside them.",
    examples=[
        "ccadmin license list",
        "ccadmin license seats contact-center 25",
        "ccadmin agent list --license voice",
    ],
)

LIST_COLUMNS: Final = {
    "name": "license",
    "covers_centers": "centers",
    "seats": "seats",
    "used": "used",
    "free": "free",
    "additional_numbers": "billed numbers",
}


@app.verb(
    "list", needs=Needs.NOTHING, examples=["ccadmin license list", "ccadmin license list -o json"]
)
def list_licenses(call: Call) -> None:
    """List the kinds of licenses: seats, how many are used and free, numbers billed beside them."""
    from ccadmin.tenant import seats

    with call.reading() as tenant:
        rows = seats.inventory(tenant)
    call.console.rows(rows, LIST_COLUMNS)


@app.verb(
    "seats",
    needs=Needs.OWNER,
    examples=["ccadmin license seats sales 10", "ccadmin license seats sales unlimited"],
)
def set_seats(
    call: Call,
    kind: Annotated[License, Argument(metavar="LICENSE", help="voice, contact-center or sales")],
    number: Annotated[
        Limit,
        Argument(
            parser=arguments.read_limit,
            metavar="NUMBER",
            help="A whole number, no less than are used, or unlimited (the default)",
        ),
    ],
) -> None:
    """Say how many seats of a license there are."""
    from ccadmin.tenant import seats

    with call.changing() as tenant:
        change = seats.set_seats(tenant, kind, number)
    call.show(change)
