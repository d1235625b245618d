"""What `ccadmin route --simulate` takes: how a file is read, how it runs, what is written and shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from typer import Option

from ccadmin.vocabulary import Interval, Show

FILE: Final = "The contacts file"
RUN: Final = "The run"


class Mode(StrEnum):
    """How the engine runs."""

    AUTO = "auto"
    COMPILED = "compiled"
    INTERPRETED = "interpreted"


class OnBadRow(StrEnum):
    """What bad rows of a contacts file do."""

    STOP = "stop"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class SimulateOptions:
    """How a file of contacts is read and routed."""

    column: Annotated[
        list[str] | None,
        Option(
            metavar="NAME=COLUMN", help="What a column is called in the file", rich_help_panel=FILE
        ),
    ] = None
    timezone: Annotated[
        str | None,
        Option(
            metavar="ZONE",
            help="Zone of times without an offset (default: the tenant's)",
            rich_help_panel=FILE,
        ),
    ] = None
    talk: Annotated[
        str | None,
        Option(
            metavar="TIME",
            help="Talk time where the file has none: 180, 3:00, exp:180, "
            "uniform:60-300, lognormal:180,1.2, erlang:2,180",
            rich_help_panel=FILE,
        ),
    ] = None
    patience: Annotated[
        str | None,
        Option(
            metavar="TIME", help="Patience where the file has none, as --talk", rich_help_panel=FILE
        ),
    ] = None
    on_error: Annotated[OnBadRow, Option(help="What bad rows do", rich_help_panel=FILE)] = (
        OnBadRow.STOP
    )
    rejects: Annotated[
        str | None,
        Option(metavar="FILE", help="Write the rows that were skipped here", rich_help_panel=FILE),
    ] = None
    out: Annotated[
        str | None,
        Option(
            metavar="FILE",
            help="Write one row for each contact: .csv, .parquet or .ndjson",
            rich_help_panel=RUN,
        ),
    ] = None
    events: Annotated[
        str | None,
        Option(
            metavar="FILE",
            help="Write every event of every contact; report FILE replays it",
            rich_help_panel=RUN,
        ),
    ] = None
    messages: Annotated[
        str | None,
        Option(
            metavar="FILE",
            help="Write what each chat user would have read, and when",
            rich_help_panel=RUN,
        ),
    ] = None
    explain: Annotated[
        list[str] | None,
        Option(
            metavar="ID",
            help="Tell every decision about a contact instead of the figures; may be repeated",
            rich_help_panel=RUN,
        ),
    ] = None
    interval: Annotated[
        Interval | None,
        Option(help="Rows by time of arrival, minutes each", rich_help_panel=RUN),
    ] = None
    seed: Annotated[
        int, Option(metavar="N", help="Keys every random draw", rich_help_panel=RUN)
    ] = 0
    until: Annotated[
        str | None,
        Option(
            metavar="TIME", help="End here (default: when nothing is left)", rich_help_panel=RUN
        ),
    ] = None
    use_status: Annotated[
        bool,
        Option(
            "--use-status",
            help="Leave those out who are on a break or offline now",
            rich_help_panel=RUN,
        ),
    ] = False
    allow_callbacks: Annotated[
        bool,
        Option(
            "--allow-callbacks",
            help="Ask business servers about their chats (default: their fallback holds)",
            rich_help_panel=RUN,
        ),
    ] = False
    engine: Annotated[Mode, Option(help="How the engine runs", rich_help_panel=RUN)] = Mode.AUTO
    show: Annotated[Show, Option(help="Which tables to print", rich_help_panel=RUN)] = Show.ALL
