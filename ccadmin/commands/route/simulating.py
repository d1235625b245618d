"""A file of contacts through the tenant: arguments into a plan, a run into tables and notes."""

from __future__ import annotations

from dataclasses import fields, replace
from shlex import join, quote
from typing import TYPE_CHECKING, Any

from ccadmin.commands.route.explaining import check_format, tell
from ccadmin.console import Section
from ccadmin.running.notes import mention
from ccadmin.running.options import RunOptions, plan_of
from ccadmin.vocabulary import Show

if TYPE_CHECKING:
    from ccadmin.call import Call
    from ccadmin.commands.route.options import SimulateOptions
    from ccadmin.report.parts import Style
    from ccadmin.simulation import Plan, Progress, Run
    from ccadmin.store import Store


def simulate(call: Call, path: str, options: SimulateOptions) -> None:
    """Route the contacts of a file, write what is wanted, and show the figures."""
    from ccadmin import simulation
    from ccadmin.report import charts, parts
    from ccadmin.tenant import access

    if options.explain:
        check_format(call)
    else:
        call.console.admit(options.show)
    with call.reading() as tenant, call.console.progress() as stage:
        person = call.person(tenant)
        if person is not None and (options.out or options.events):
            access.refuse_outcomes(tenant, person)
        if options.report:
            from ccadmin import pages

            pages.check(options.report, source=path)
        plan = replace(
            plan_of(path, options, zone=tenant.tenant().zone),
            interval=charts.interval(options.interval, options.show),
            most_intervals=charts.MOST_BARS if options.show is Show.CHARTS else None,
            out=options.out,
            events=options.events,
            messages=options.messages,
            explain=tuple(options.explain or ()),
            report=options.report is not None,
        )
        run = simulation.simulate(tenant, plan, progress=stage)
        if person is not None:
            for explained in run.explanations:
                access.refuse_explanation(tenant, person, explained.people)
            run = replace(run, summary=access.seen_by(tenant, person, run.snapshot, run.summary))
        style = parts.Style(plan.reading.zone, plan.interval, options.show)
        size = _page(call, tenant, run, style, options, stage) if options.report else 0
    if size:
        call.console.note(f"{options.report}: a page of {size / 1e6:.1f} MB that needs no network")
    mention(call, plan, run)
    if options.explain:
        tell(call, run.explanations, zone=plan.reading.zone)
        return
    if options.show is Show.CHARTS:
        call.console.charts(_document(plan, run), charts.charts(run.summary, style))
        return
    sections = [
        Section(part.name, part.title, part.rows, part.columns, part.shown)
        for part in parts.parts(run.summary, style)
    ]
    call.console.report(_document(plan, run), sections)


def _page(  # noqa: PLR0917 - what a run has found out, and how it is told
    call: Call, tenant: Store, run: Run, style: Style, options: SimulateOptions, stage: Progress
) -> int:
    """Write the page about a run; returns its size in bytes."""
    from ccadmin import pages

    words = pages.Words(
        command=f"ccadmin report {quote(options.events)}" if options.events else None,
        explain=_explaining(run.plan.path, options),
        given={},
        viewer=call.acting,
    )
    path, who = options.report or "", call.person(tenant)
    return pages.of_run(path, tenant, run, style, words, who=who, progress=stage)


def _explaining(path: str, options: SimulateOptions) -> str:
    """The command line that explains a contact of the run, but for its id."""
    words = ["ccadmin", "route", "--simulate", path]
    for field in fields(RunOptions):
        value = getattr(options, field.name)
        if value == field.default or field.name in {"engine", "rejects"}:
            continue
        option = f"--{field.name.replace('_', '-')}"
        for each in value if isinstance(value, list) else [value]:
            words += [option] if each is True else [option, str(each)]
    return join([*words, "--explain"])


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
