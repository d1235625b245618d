"""The options of `agent add` and `agent edit`: the fields of an agent, panel by panel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from typer import Option

from ccadmin.vocabulary import License, Ring, Role

NUMBERS: Final = "Numbers and ringing"
LICENSE: Final = "License"
SIMULATION: Final = "Capacity, and how soon the agent answers"


@dataclass(frozen=True, slots=True)
class AgentOptions:
    """The fields of an agent; what is left out stays as it is."""

    email: Annotated[
        str | None, Option(metavar="ADDRESS", help="Unique; finds the agent as the name does")
    ] = None
    role: Annotated[Role | None, Option(help="Others may report to a manager")] = None
    virtual: Annotated[
        bool | None,
        Option("--virtual/--no-virtual", help="No person: needs no device and no number"),
    ] = None
    phone: Annotated[
        str | None,
        Option(
            metavar="NUMBER",
            help="Mobile; without + it is of the tenant's region",
            rich_help_panel=NUMBERS,
        ),
    ] = None
    extension: Annotated[
        str | None, Option(metavar="DIGITS", help="2 to 8, unique", rich_help_panel=NUMBERS)
    ] = None
    ring: Annotated[
        Ring | None,
        Option(help="Where calls ring (default: at every number)", rich_help_panel=NUMBERS),
    ] = None
    direct_number: Annotated[
        str | None,
        Option(
            metavar="NUMBER",
            help="Unique; lets the agent call out without a center",
            rich_help_panel=NUMBERS,
        ),
    ] = None
    license: Annotated[
        License | None,
        Option(help="All but voice cover centers (new: contact-center)", rich_help_panel=LICENSE),
    ] = None
    capacity: Annotated[
        int | None,
        Option(
            metavar="CHATS",
            help="At once, 1 to 100 (default: the center's limit)",
            rich_help_panel=SIMULATION,
        ),
    ] = None
    extension_delay: Annotated[
        int | None,
        Option(
            metavar="SECONDS",
            help="Until the extension is answered (new: 0)",
            rich_help_panel=SIMULATION,
        ),
    ] = None
    mobile_delay: Annotated[
        int | None,
        Option(
            metavar="SECONDS",
            help="Until the mobile is answered (new: 0)",
            rich_help_panel=SIMULATION,
        ),
    ] = None
    chat_delay: Annotated[
        int | None,
        Option(
            metavar="SECONDS", help="Until a chat is accepted (new: 0)", rich_help_panel=SIMULATION
        ),
    ] = None


Purchase = Annotated[
    bool,
    Option("--purchase", help="Buy a seat if none is free", rich_help_panel=LICENSE),
]
