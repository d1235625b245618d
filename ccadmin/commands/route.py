"""`ccadmin route`: simulate a file of contacts, or ask who would take a call now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final

from typer import Option

from ccadmin.call import Call
from ccadmin.console import Section
from ccadmin.errors import RuleError, UsageError
from ccadmin.grammar import word
from ccadmin.vocabulary import Needs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.simulation import Plan, Run

FILE: Final = "The contacts file"
RUN: Final = "The run"


class Show(StrEnum):
    """The parts of a report."""

    ALL = "all"
    TOTALS = "totals"
    ENDINGS = "endings"
    GROUPS = "groups"
    AGENTS = "agents"
    INTERVALS = "intervals"


class Mode(StrEnum):
    """How the engine runs."""

    AUTO = "auto"
    COMPILED = "compiled"
    INTERPRETED = "interpreted"


class Interval(StrEnum):
    """The lengths of the rows by time of day, in minutes."""

    QUARTER = "15"
    HALF = "30"
    HOUR = "60"


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
    engine: Annotated[Mode, Option(help="How the engine runs", rich_help_panel=RUN)] = Mode.AUTO
    show: Annotated[Show, Option(help="Which tables to print", rich_help_panel=RUN)] = Show.ALL


@word(
    "route",
    needs=Needs.FIGURES,
    examples=[
        "ccadmin route --simulate calls.csv",
        "ccadmin route --simulate calls.csv --column arrived=start --talk exp:180 --out done.csv",
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
        _simulate(call, simulate, options)
    elif group is not None:
        _ask(call, group, at or "now", history)


def _simulate(call: Call, path: str, options: SimulateOptions) -> None:
    from ccadmin import simulation
    from ccadmin.tenant import access

    if call.console.holds_one_table and options.show is Show.ALL:
        raise UsageError(
            "several-tables",
            f"-o {call.console.chosen} holds one table, and there are several",
            hint="choose one with --show: totals, endings, groups, agents or intervals",
        )
    with call.reading() as tenant, call.console.progress() as stage:
        person = call.person(tenant)
        if person is not None and options.out is not None:
            access.refuse_outcomes(tenant, person)
        plan = _plan(path, options, zone=options.timezone or tenant.tenant().zone)
        run = simulation.simulate(tenant, plan, progress=stage)
        if person is not None:
            run = replace(run, summary=access.seen_by(tenant, person, run.snapshot, run.summary))
    _mention(call, plan, run)
    sections = [
        s
        for s in _sections(plan, run, brief=options.show is Show.ALL)
        if options.show in (Show.ALL, s.name)
    ]
    call.console.report(_document(plan, run), sections)


def _ask(call: Call, group: str, at: str, history: str | None) -> None:
    from ccadmin import simulation
    from ccadmin.tenant.names import find_group

    with call.reading() as tenant:
        asked = find_group(tenant, group)
        answer = simulation.who_is_next(tenant, asked, at, history=history)
    title = f"{answer['group']} at {answer['at']}: {_verdict(answer)}"
    section = Section("candidates", title, answer["candidates"], CANDIDATE_COLUMNS, _candidate)
    call.console.report(answer, [section])
    for person in answer["away"]:
        since = f" since {person['since']}" if person["since"] else ""
        reason = f" ({person['reason']})" if person["reason"] else ""
        call.console.note(f'"{person["name"]}" has status {person["status"]}{since}{reason}')


def _candidate(row: Mapping[str, Any]) -> dict[str, Any]:
    """A candidate as people read it: the minute is enough, and the zone is in the title."""
    return {**row, "idle_since": row["idle_since"][:19].replace("T", " ")}


def _verdict(answer: Mapping[str, Any]) -> str:
    if answer["turned_away"]:
        return f"takes no call ({answer['turned_away']})"
    if answer["takes"] is None:
        return "nobody can take a call, it would wait"
    then = f", next {answer['next']}" if answer["next"] else ", and nobody is next"
    return f"{answer['takes']} takes a call{then}"


def _plan(path: str, options: SimulateOptions, *, zone: str) -> Plan:
    from ccadmin import calendars, contacts, engine
    from ccadmin.simulation import Plan

    def distribution(text: str | None) -> engine.Distribution | None:
        return None if text is None else contacts.parse_distribution(text)

    zone = calendars.parse_zone(zone)
    return Plan(
        path=path,
        reading=contacts.Reading(
            entrances=contacts.Entrances({}),
            zone=zone,
            columns=_columns(options.column or ()),
            talk=distribution(options.talk),
            patience=distribution(options.patience),
            seed=options.seed,
            on_error=contacts.OnError(options.on_error),
        ),
        options=engine.Options(
            seed=options.seed,
            until=calendars.parse_instant(options.until, zone) if options.until else None,
            compiled={Mode.COMPILED: True, Mode.INTERPRETED: False}.get(options.engine),
        ),
        use_status=options.use_status,
        interval=int(options.interval) if options.interval else None,
        out=options.out,
        rejects=options.rejects,
    )


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


def _mention(call: Call, plan: Plan, run: Run) -> None:
    """What people should know about the run besides its figures."""
    from ccadmin.engine import build_state

    console = call.console
    if run.file.unknown:
        console.note(f"carried through untouched: {', '.join(run.file.unknown)}")
    if run.file.rejected.height:
        kept = f", kept in {plan.rejects}" if plan.rejects else ""
        console.warn(f"{run.file.rejected.height} bad rows were left out{kept}")
        for problem in run.file.problems:
            console.warn(str(problem))
    silent = run.members_without_device()
    if silent:
        console.warn(f"nothing rings, so no calls: {', '.join(silent)}")
    if run.away:
        names = ", ".join(run.away)
        console.note(
            f"left out for the whole run: {names}"
            if plan.use_status
            else f"status is ignored without --use-status: {names}"
        )
    state = build_state()
    if state in {"stale", "broken"}:
        console.warn(
            f"the compiled engine is {state} and steps aside; build it again: pip install ."
        )
    count = len(run.file.contacts.arrived)
    noun = "contact" if count == 1 else "contacts"
    console.note(f"{count:,} {noun}, {run.outcomes.mode} engine")


def _document(plan: Plan, run: Run) -> dict[str, Any]:
    from ccadmin.calendars import format_instant
    from ccadmin.report import tables

    about = {
        "format_version": 1,
        "file": run.file.name,
        "contacts": len(run.file.contacts.arrived),
        "rejected": run.file.rejected.height,
        "engine": run.outcomes.mode,
        "seed": plan.options.seed,
        "zone": plan.reading.zone,
        "start": format_instant(run.summary.start),
        "end": format_instant(run.summary.end),
    }
    return about | tables.document(run.summary, zone=plan.reading.zone)


def _sections(plan: Plan, run: Run, *, brief: bool) -> list[Section]:
    from ccadmin.report import tables

    summary = run.summary
    found = [
        Section(
            Show.TOTALS,
            "All contacts",
            tables.by_name(tables.totals(summary), brief=brief),
            {"figure": "figure", "value": "value"},
            tables.shown_by_name,
        ),
        Section(
            Show.ENDINGS,
            "How they ended",
            tables.endings(summary),
            {"outcome": "outcome", "reason": "reason", "contacts": "contacts"},
        ),
        Section(
            Show.GROUPS, "By group, each visit", tables.groups(summary), GROUP_COLUMNS, tables.shown
        ),
        Section(Show.AGENTS, "By agent", tables.agents(summary), AGENT_COLUMNS, tables.shown),
    ]
    if plan.interval is not None:
        rows = tables.intervals(summary, zone=plan.reading.zone)
        title = f"By arrival, {plan.interval} minutes, {plan.reading.zone}"
        found.append(Section(Show.INTERVALS, title, rows, INTERVAL_COLUMNS, tables.shown))
    return found


_COUNTS: Final[Mapping[str, str]] = {
    "offered": "calls",
    "answered": "answered",
    "abandoned": "gave up",
}
_LEVELS: Final[Mapping[str, str]] = {
    "service_level": "level",
    "average_speed_of_answer": "ASA",
    "longest_wait": "longest",
}
GROUP_COLUMNS: Final = {
    "name": "group",
    **_COUNTS,
    "refused": "refused",
    "overflowed": "moved",
    **_LEVELS,
    "average_handling_time": "AHT",
}
AGENT_COLUMNS: Final = {
    "name": "agent",
    "answered": "answered",
    "talk": "talk",
    "wrap_up": "wrap-up",
    "average_handling_time": "AHT",
    "staffed": "staffed",
    "occupancy": "occupancy",
}
INTERVAL_COLUMNS: Final = {"start": "from", **_COUNTS, **_LEVELS, "occupancy": "occupancy"}
CANDIDATE_COLUMNS: Final = {
    "place": "place",
    "name": "agent",
    "tier": "tier",
    "idle_since": "idle since",
    "position": "position",
    "excluded": "why not",
}
