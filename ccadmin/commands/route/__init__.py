"""`ccadmin route`: simulate a file of contacts, or ask who would take a call now."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated

from typer import Option

from ccadmin.call import Call
from ccadmin.commands.route import asking, simulating
from ccadmin.commands.route.options import SimulateOptions
from ccadmin.errors import UsageError
from ccadmin.grammar import word
from ccadmin.vocabulary import Needs


@word(
    "route",
    needs=Needs.FIGURES,
    examples=[
        "ccadmin route --simulate calls.csv",
        "ccadmin route --simulate calls.csv --column arrived=start --talk exp:180 --out done.csv",
        "ccadmin route --simulate calls.csv --explain C042",
        "ccadmin route --group sales --at '2026-03-02 10:30'",
    ],
)
def app(
    call: Call,
    options: SimulateOptions,
    *,
    simulate: Annotated[
        str | None,
        Option(metavar="FILE", help="Route the contacts of a file; - is CSV on standard input"),
    ] = None,
    group: Annotated[
        str | None, Option(metavar="NAME", help="Ask who in this group would take a call")
    ] = None,
    at: Annotated[str | None, Option(metavar="TIME", help="When, with --group (now)")] = None,
    history: Annotated[
        str | None,
        Option(
            metavar="OUTCOMES", help="With --group: what was answered before; else counters are 0"
        ),
    ] = None,
) -> None:
    """Simulate contacts through the tenant as it is, or ask who would take a call now."""
    if (simulate is None) == (group is None):
        raise UsageError(
            "route-what",
            "name either a file to simulate or a group to ask about",
            hint="ccadmin route --simulate FILE, or ccadmin route --group NAME --at TIME",
        )
    if simulate is not None:
        if at is not None or history is not None:
            raise UsageError(
                "at-without-group",
                "--at and --history go with --group",
                hint="--until ends a simulation",
            )
        simulating.simulate(call, simulate, options)
    elif group is not None:
        given = [
            field.name for field in fields(options) if getattr(options, field.name) != field.default
        ]
        if given:
            names = [f"--{name.replace('_', '-')}" for name in given]
            raise UsageError(
                "simulation-without-file",
                f"{' and '.join(names)} {'go' if len(names) > 1 else 'goes'} with --simulate",
                hint=f"ccadmin route --simulate FILE {names[0]} ...",
            )
        asking.ask(call, group, at or "now", history)
