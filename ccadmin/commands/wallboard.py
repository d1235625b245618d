"""`ccadmin wallboard`: a file of contacts, simulated and watched as it happens."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Final

from typer import Argument, Option

from ccadmin.call import Call
from ccadmin.console import Format
from ccadmin.errors import UsageError
from ccadmin.grammar import word
from ccadmin.running.options import RunOptions
from ccadmin.vocabulary import Needs, Theme

BOARD: Final = "The board"


@dataclass(frozen=True, slots=True)
class BoardOptions(RunOptions):
    """How a file of contacts is read and routed, and how the day is played."""

    at: Annotated[
        str | None,
        Option(
            metavar="TIME",
            help="Begin there (default: at the first contact)",
            rich_help_panel=BOARD,
        ),
    ] = None
    speed: Annotated[
        int,
        Option(
            metavar="N",
            min=1,
            max=3600,
            help="Seconds of the day in a second",
            rich_help_panel=BOARD,
        ),
    ] = 60
    theme: Annotated[Theme, Option(help="The colours", rich_help_panel=BOARD)] = Theme.DARK


@word(
    "wallboard",
    needs=Needs.FIGURES,
    examples=[
        "ccadmin wallboard calls.csv",
        "ccadmin wallboard calls.csv --at '2026-03-02 10:30' --speed 10 --theme light",
    ],
)
def app(
    call: Call,
    options: BoardOptions,
    *,
    calls: Annotated[str, Argument(metavar="CALLS", help="The contacts file, as for route")],
) -> None:
    """Simulate a file of contacts and watch the day: groups, agents, events; ask why of any contact.

    Keys are shown at the foot: space plays and pauses, + and - change the speed, arrows and j go to
    another time, Tab goes from table to table, and Enter or e explains a contact.
    """
    from ccadmin import calendars, contacts, simulation
    from ccadmin.running.notes import mention
    from ccadmin.running.options import plan_of
    from ccadmin.tenant import access
    from ccadmin.wallboard import opening
    from ccadmin.wallboard.playback import Playback

    _refuse_elsewhere(call, calls)
    opening.require_library()
    with call.reading() as tenant, call.console.progress() as stage:
        plan = plan_of(calls, options, zone=tenant.tenant().zone)
        plan = replace(
            plan,
            reading=replace(plan.reading, keep_ways=True),
            options=replace(plan.options, log=True),
        )
        zone = plan.reading.zone
        at = calendars.parse_instant(options.at, zone) if options.at else None
        run = simulation.simulate(tenant, plan, progress=stage)
        person = call.person(tenant)
        sight = None
        if person is not None:
            sight = opening.sight_of(run, *access.seen_of(tenant, person, run.snapshot))
        playback = Playback.of(opening.day_of(run, zone, stage), at=at, speed=options.speed)
    mention(call, plan, run)
    from ccadmin.wallboard.screen.app import Wallboard

    Wallboard(
        playback,
        name=run.file.name,
        find=partial(contacts.row_of, run.file),
        explain=opening.explainer(run, sight),
        sight=sight,
        theme=options.theme,
    ).run()


def _refuse_elsewhere(call: Call, path: str) -> None:
    """Make sure that somebody sees the board and can play it.

    Raises:
        UsageError: output or input is no terminal, or another format is asked for.
    """
    console = call.console
    seen = console.on_terminal and console.chosen is Format.TABLE
    if not seen or call.part or os.environ.get("TERM") == "dumb":
        raise UsageError(
            "no-terminal",
            "a wallboard needs a terminal of its own",
            hint="ccadmin route --simulate FILE prints the figures, --events FILE what happened",
        )
    if path == "-" or not console.stdin.isatty():
        raise UsageError(
            "no-keyboard",
            "a wallboard reads its keys from standard input, which is no terminal",
            hint="write the contacts to a file and name it",
        )
