"""What `ccadmin route --simulate` takes beside what every run does: what is written and shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from typer import Option

from ccadmin.running.options import RUN, RunOptions
from ccadmin.vocabulary import Interval, Show


@dataclass(frozen=True, slots=True)
class SimulateOptions(RunOptions):
    """How a file of contacts is read and routed, and what comes of it."""

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
    report: Annotated[
        str | None,
        Option(
            metavar="FILE",
            help="Write a page about the run with charts and filters: .html",
            rich_help_panel=RUN,
        ),
    ] = None
    interval: Annotated[
        Interval | None,
        Option(help="Rows by time of arrival, minutes each", rich_help_panel=RUN),
    ] = None
    show: Annotated[Show, Option(help="Which tables to print, or charts", rich_help_panel=RUN)] = (
        Show.ALL
    )
