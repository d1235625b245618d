"""A file of contacts through the tenant: arguments into a plan, a run into tables and notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ccadmin.commands.route.explaining import check_format, tell
from ccadmin.commands.route.notes import mention
from ccadmin.commands.route.options import Mode
from ccadmin.console import Section
from ccadmin.errors import RuleError, UsageError
from ccadmin.vocabulary import Show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccadmin.call import Call
    from ccadmin.commands.route.options import SimulateOptions
    from ccadmin.simulation import Plan, Run


def simulate(call: Call, path: str, options: SimulateOptions) -> None:
    """Route the contacts of a file, write what is wanted, and show the figures."""
    from ccadmin import simulation
    from ccadmin.report import parts
    from ccadmin.tenant import access

    if options.explain:
        check_format(call)
    elif call.console.holds_one_table and options.show is Show.ALL:
        raise UsageError(
            "several-tables",
            f"-o {call.console.chosen} holds one table, and there are several",
            hint=f"choose one with --show: {', '.join(list(Show)[1:])}",
        )
    with call.reading() as tenant, call.console.progress() as stage:
        person = call.person(tenant)
        if person is not None and (options.out or options.events):
            access.refuse_outcomes(tenant, person)
        plan = _plan(path, options, zone=options.timezone or tenant.tenant().zone)
        run = simulation.simulate(tenant, plan, progress=stage)
        if person is not None:
            for explained in run.explanations:
                access.refuse_explanation(tenant, person, explained.people)
            run = replace(run, summary=access.seen_by(tenant, person, run.snapshot, run.summary))
    mention(call, plan, run)
    if options.explain:
        tell(call, run.explanations, zone=plan.reading.zone)
        return
    style = parts.Style(plan.reading.zone, plan.interval, options.show)
    sections = [
        Section(part.name, part.title, part.rows, part.columns, part.shown)
        for part in parts.parts(run.summary, style)
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
        events=options.events,
        messages=options.messages,
        rejects=options.rejects,
        explain=tuple(options.explain or ()),
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
