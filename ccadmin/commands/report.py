"""`ccadmin report`: the figures of what `route` has written, of one file or of two side by side."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from shlex import join
from typing import TYPE_CHECKING, Annotated, Any, Final

from typer import Argument, Option

from ccadmin.arguments import ServiceLevel, read_service_level
from ccadmin.call import Call
from ccadmin.console import Section
from ccadmin.errors import UsageError
from ccadmin.grammar import word
from ccadmin.vocabulary import Channel, Interval, LevelVariant, Needs, Show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccadmin.report.parts import Part, Style
    from ccadmin.review import Review, Viewer, Wanted

WHICH: Final = "Which contacts"
HOW: Final = "How they are reported"
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """Which contacts count, and how their figures are laid out."""

    group: Annotated[
        list[str] | None,
        Option(
            metavar="NAME",
            help="Only contacts that ended there, and visits to it (may be repeated)",
            rich_help_panel=WHICH,
        ),
    ] = None
    agent: Annotated[
        list[str] | None,
        Option(
            metavar="NAME", help="Only what this person answered (repeat)", rich_help_panel=WHICH
        ),
    ] = None
    channel: Annotated[
        list[Channel] | None, Option(help="Only this channel (repeat)", rich_help_panel=WHICH)
    ] = None
    since: Annotated[
        str | None,
        Option("--from", metavar="TIME", help="Only contacts from then on", rich_help_panel=WHICH),
    ] = None
    until: Annotated[
        str | None,
        Option(metavar="TIME", help="Only contacts before then", rich_help_panel=WHICH),
    ] = None
    timezone: Annotated[
        str | None,
        Option(
            metavar="ZONE",
            help="Zone of times and intervals (default: the tenant's, else UTC)",
            rich_help_panel=HOW,
        ),
    ] = None
    interval: Annotated[
        Interval | None,
        Option(help="Rows by time of arrival, minutes each", rich_help_panel=HOW),
    ] = None
    target: Annotated[
        ServiceLevel | None,
        Option(
            metavar="P/S",
            parser=read_service_level,
            help="The service level of all groups (default: each group's own, else 80/20)",
            rich_help_panel=HOW,
        ),
    ] = None
    service_level: Annotated[
        LevelVariant, Option(help="What tables call the service level", rich_help_panel=HOW)
    ] = LevelVariant.ANSWERED
    short_abandon: Annotated[
        int | None,
        Option(
            metavar="SECONDS",
            min=0,
            help="Who gives up within so long is left out of without-short-abandons (default: "
            "the target's seconds)",
            rich_help_panel=HOW,
        ),
    ] = None
    show: Annotated[Show, Option(help="Which tables to print, or charts", rich_help_panel=HOW)] = (
        Show.ALL
    )
    html: Annotated[
        str | None,
        Option(
            metavar="FILE",
            help="Write them as one page with charts; - prints the page alone",
            rich_help_panel=HOW,
        ),
    ] = None


@word(
    "report",
    needs=Needs.FIGURES,
    examples=[
        "ccadmin report outcomes.csv",
        "ccadmin report outcomes.parquet --group sales --from '2026-03-02 09:00' --interval 30",
        "ccadmin report outcomes.csv --html monday.html",
        "ccadmin report before.csv after.csv --html compared.html",
        "ccadmin report --definitions",
    ],
)
def app(
    call: Call,
    options: ReportOptions,
    *,
    outcomes: Annotated[
        list[str] | None,
        Argument(metavar="OUTCOMES [OTHER]", help="What route --out has written; two are compared"),
    ] = None,
    definitions: Annotated[
        bool, Option("--definitions", help="Print what each figure means, and nothing else")
    ] = False,
) -> None:
    """Show the figures of a file of outcomes, or of two side by side."""
    if definitions:
        _definitions(call)
        return
    if not outcomes or len(outcomes) > _TWO:
        raise UsageError(
            "report-what",
            "name one file of outcomes, or two to compare",
            hint="ccadmin report OUTCOMES, or ccadmin report --definitions",
        )
    if len(outcomes) == _TWO and options.show is Show.CHARTS:
        raise UsageError(
            "charts-of-two",
            "charts are drawn of one file at a time",
            hint="--show intervals has the figures of two side by side",
        )
    call.console.admit(options.show)
    _report(call, outcomes, options)


def _definitions(call: Call) -> None:
    from ccadmin.report.definitions import DEFINITIONS

    rows = [
        {"name": d.name, "title": d.title, "unit": d.unit.value, "definition": d.formula}
        for d in DEFINITIONS
    ]
    call.console.rows(rows, {"title": "figure", "unit": "unit", "definition": "definition"})


def _report(call: Call, paths: Sequence[str], options: ReportOptions) -> None:
    from ccadmin import review
    from ccadmin.report import charts, compare, parts

    with _viewer(call) as viewer:
        wanted = _wanted(options, viewer)
        if options.html is not None:
            from ccadmin import pages

            for path in paths:
                pages.check(options.html, source=path)
        reviews = [review.review(path, wanted, viewer) for path in paths]
    style = parts.Style(wanted.zone, wanted.interval, options.show, options.service_level)
    for one in reviews:
        _mention(call, one, of_several=len(reviews) > 1)
    if options.html is not None:
        _page(call, options.html, reviews, options, style)
    if options.html == "-":
        return
    if options.show is Show.CHARTS:
        call.console.charts(_document(reviews[0], style), charts.charts(reviews[0].summary, style))
        return
    if len(reviews) == 1:
        call.console.report(_document(reviews[0], style), _sections(reviews[0], style))
        return
    first, second = reviews
    found = compare.compared(first.summary, second.summary, style)
    document = {"format_version": 1} | {
        "first": _document(first, style),
        "second": _document(second, style),
        "differences": {part.name.value: list(part.rows) for part in found},
    }
    call.console.report(document, [_section(part) for part in found])


def _page(
    call: Call, path: str, reviews: Sequence[Review], options: ReportOptions, style: Style
) -> None:
    from ccadmin import pages

    words = ["ccadmin", "report", *(one.name for one in reviews)]
    if options.timezone:
        words += ["--timezone", options.timezone]
    if options.target:
        words += ["--target", f"{options.target.percent}/{options.target.seconds}"]
    if options.short_abandon is not None:
        words += ["--short-abandon", str(options.short_abandon)]
    if options.service_level is not LevelVariant.ANSWERED:
        words += ["--service-level", options.service_level]
    given = {
        "--group": options.group or (),
        "--agent": options.agent or (),
        "--channel": options.channel or (),
        "--from": [options.since] if options.since else (),
        "--until": [options.until] if options.until else (),
    }
    told = pages.Words(
        command=join(words),
        explain="ccadmin route --simulate CONTACTS --explain",
        given=given,
        viewer=call.acting,
    )
    if len(reviews) == _TWO:
        size = pages.of_two(path, (reviews[0], reviews[1]), style, told)
    else:
        size = pages.of_file(path, reviews[0], style, told)
    call.console.note(f"{path}: a page of {size / 1e6:.1f} MB that needs no network")


@contextmanager
def _viewer(call: Call) -> Iterator[Viewer | None]:
    """The tenant that is named, and whose rights count; None where no tenant is named."""
    if call.acting is None and not call.location().named:
        yield None
        return
    from ccadmin.review import Viewer

    with call.reading() as tenant:
        yield Viewer(tenant, call.person(tenant))


def _wanted(options: ReportOptions, viewer: Viewer | None) -> Wanted:
    from ccadmin import calendars
    from ccadmin.report import charts
    from ccadmin.review import Wanted

    zone = options.timezone or (viewer.store.tenant().zone if viewer else "UTC")
    return Wanted(
        zone=calendars.parse_zone(zone),
        interval=charts.interval(options.interval, options.show),
        most_intervals=charts.MOST_BARS if options.show is Show.CHARTS else None,
        target=(options.target.percent, options.target.seconds * 1000) if options.target else None,
        short=None if options.short_abandon is None else options.short_abandon * 1000,
        groups=tuple(options.group or ()),
        agents=tuple(options.agent or ()),
        channels=tuple(options.channel or ()),
        since=options.since,
        until=options.until,
    )


def _mention(call: Call, one: Review, *, of_several: bool) -> None:
    """What the figures leave open, and why."""
    name = f"{one.name}: " if of_several else ""
    for gap in one.summary.gaps:
        call.console.note(f"{name}{gap}")
    people, groups = one.hidden
    if people or groups:
        from ccadmin.review import kept_back

        call.console.note(f"{name}{kept_back(call.acting, people, groups)}")


def _document(one: Review, style: Style) -> dict[str, Any]:
    from ccadmin.calendars import format_instant
    from ccadmin.report import tables

    return {
        "format_version": 1,
        "file": one.name,
        "contacts": one.contacts,
        "zone": style.zone,
        "start": format_instant(one.summary.start),
        "end": format_instant(one.summary.end),
        "groups_count": one.summary.counted.value,
        "unknown": list(one.summary.gaps),
    } | tables.document(one.summary, zone=style.zone)


def _sections(one: Review, style: Style) -> list[Section]:
    from ccadmin.report import parts

    return [_section(part) for part in parts.parts(one.summary, style)]


def _section(part: Part) -> Section:
    return Section(part.name, part.title, part.rows, part.columns, part.shown)
