"""What every command takes that runs a file of contacts: how the file is read, and how it runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

from typer import Option

from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin import engine
    from ccadmin.simulation import Plan

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
class RunOptions:
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


def plan_of(path: str, options: RunOptions, *, zone: str) -> Plan:
    """The plan of a run that writes nothing but what it sets aside.

    Args:
        path: the contacts file, `-` for CSV on standard input.
        options: how it is read and routed.
        zone: of the tenant, for times without an offset where the options name none.

    Raises:
        CcadminError: a zone, a time, a distribution or the name of a column is refused.
    """
    from ccadmin import calendars, contacts, engine
    from ccadmin.simulation import Plan

    zone = calendars.parse_zone(options.timezone or zone)
    return Plan(
        path=path,
        reading=contacts.Reading(
            entrances=contacts.Entrances({}),
            zone=zone,
            columns=_columns(options.column or ()),
            talk=_distribution(options.talk),
            patience=_distribution(options.patience),
            seed=options.seed,
            on_error=contacts.OnError(options.on_error),
        ),
        options=engine.Options(
            seed=options.seed,
            until=calendars.parse_instant(options.until, zone) if options.until else None,
            compiled={Mode.COMPILED: True, Mode.INTERPRETED: False}.get(options.engine),
        ),
        use_status=options.use_status,
        allow_callbacks=options.allow_callbacks,
        rejects=options.rejects,
    )


def _distribution(text: str | None) -> engine.Distribution | None:
    from ccadmin import contacts

    return None if text is None else contacts.parse_distribution(text)


def _columns(pairs: Sequence[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not (equals and name.strip() and column.strip()):
            raise RuleError(
                "column-pair",
                f'--column "{pair}" is not NAME=COLUMN',
                hint="--column arrived=start_time reads arrivals from column start_time",
            )
        columns[name.strip()] = column.strip()
    return columns
