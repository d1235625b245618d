"""A file of contacts through the tenant: arguments into a plan, a run into tables and notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ccadmin.commands.route.notes import mention
from ccadmin.commands.route.options import Mode, Show
from ccadmin.console import Section
from ccadmin.errors import RuleError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.call import Call
    from ccadmin.commands.route.options import SimulateOptions
    from ccadmin.simulation import Plan, Run

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


def simulate(call: Call, path: str, options: SimulateOptions) -> None:
    """Route the contacts of a file, write what is wanted, and show the figures."""
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
    mention(call, plan, run)
    sections = [
        s
        for s in _sections(plan, run, brief=options.show is Show.ALL)
        if options.show in (Show.ALL, s.name)
    ]
    call.console.report(_document(plan, run), sections)


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
        allow_callbacks=options.allow_callbacks,
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
    if run.asked is not None:
        about["callbacks"] = run.asked.record()
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
