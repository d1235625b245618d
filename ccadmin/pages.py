"""Pages written: about files that `route` has written, and about a run that has just ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ccadmin import contacts
from ccadmin.report import html
from ccadmin.report.figures import Cut
from ccadmin.review import kept_back

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from ccadmin.models import Agent
    from ccadmin.report.html import About, Story
    from ccadmin.report.parts import Style
    from ccadmin.report.record import Record
    from ccadmin.review import Review
    from ccadmin.simulation import Progress, Run
    from ccadmin.store import Store

EXPLAINED: Final = 40
"""So many contacts at most a page explains decision by decision: each takes a run of its own."""
_WATCHED: Final = {"compiled": 3_000_000, "interpreted": 150_000}
"""So many contacts are routed again for that at most: a second or two."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says of where it comes from.

    Attributes:
        command: the command line that prints the same figures, but for filters; None: there is none.
        explain: the command line that explains a contact, but for its id.
        given: the filters that were given, by the options they go with.
        viewer: the name of the person whose rights count, None for the owner.
    """

    command: str | None
    explain: str
    given: Mapping[str, Sequence[str]]
    viewer: str | None = None


def check(path: str, *, source: str) -> None:
    """Make sure that a page could be written, before anything is read.

    Raises:
        NotFoundError: the folder does not exist.
        RuleError: the name is not that of a page, or is that of the `source`.
    """
    contacts.check_target(path, source=source, suffixes=contacts.PAGES)


def of_file(path: str, one: Review, style: Style, words: Words) -> int:
    """Write a page about a file; returns its size in bytes.

    Args:
        path: where to.
        one: what it is about.
        style: how its tables are laid out.
        words: where it comes from.

    Raises:
        NotFoundError: the folder does not exist.
        RuleError: the name is not that of a page, or the page would be too large.
        CcadminError: the place cannot be written.
    """
    about = _about(one.name, one.contacts, one.hidden, words)
    return _write(path, html.page(one.basis, one.summary, style, about))


def of_two(path: str, both: tuple[Review, Review], style: Style, words: Words) -> int:
    """Write a page about two files side by side; returns its size in bytes.

    Args:
        path: where to.
        both: what it is about.
        style: how its tables are laid out.
        words: where it comes from.

    Raises:
        NotFoundError, RuleError, CcadminError: as `of_file`.
    """
    first, second = (
        html.Side(one.basis, one.summary, _about(one.name, one.contacts, one.hidden, words))
        for one in both
    )
    return _write(path, html.comparison(first, second, style))


def of_run(  # noqa: PLR0913 - a run, whose it is and who looks
    path: str,
    store: Store,
    run: Run,
    style: Style,
    words: Words,
    *,
    who: Agent | None,
    progress: Progress,
) -> int:
    """Write a page about a run, some of whose decisions it explains; returns its size in bytes.

    Args:
        path: where to.
        store: the tenant that was run.
        run: what came of it; its summary holds what `who` may see.
        style: how tables are laid out.
        words: where it comes from.
        who: whose rights count, None for the owner.
        progress: is told each stage.

    Raises:
        NotFoundError, RuleError, CcadminError: as `of_file`.
    """
    from ccadmin.report.record_of_run import record_of_run
    from ccadmin.tenant import access, centers

    progress.stage("making the page")
    record = record_of_run(run.outcomes, run.file.contacts, run.snapshot)
    record = replace(record, contacts=record.contacts.with_row_index("row"))
    shown = html.Shown()
    if who is not None:
        shown = html.Shown(*access.seen_of(store, who, run.snapshot))
        groups, people = len(record.groups), len(record.agents)
        if len(shown.groups or ()) == groups and len(shown.agents or ()) == people:
            shown = html.Shown()
    cut = Cut(
        run.plan.reading.zone, run.plan.interval, centers=centers.of_groups(store, run.snapshot)
    )

    def tell(rows: Sequence[int]) -> list[Story]:
        return (
            _stories(run, record, rows, progress) if shown.everything else _rows(run, record, rows)
        )

    basis = html.Basis(record, run.snapshot, cut, shown, tell)
    hidden = (0, 0)
    if not shown.everything:
        hidden = (
            len(record.agents) - len(shown.agents or ()),
            len(record.groups) - len(shown.groups or ()),
        )
    about = _about(run.file.name, len(run.file.contacts.arrived), hidden, words)
    return _write(path, html.page(basis, run.summary, style, about))


def _about(name: str, count: int, hidden: tuple[int, int], words: Words) -> About:
    return html.About(
        source=name,
        contacts=count,
        command=words.command,
        given=words.given,
        explain=words.explain,
        kept_back=kept_back(words.viewer, *hidden) if any(hidden) else None,
    )


def _write(path: str, text: str) -> int:
    contacts.write_page(path, text)
    return len(text.encode())


def _stories(run: Run, record: Record, rows: Sequence[int], progress: Progress) -> list[Story]:
    """The first contacts decision by decision, the others as their rows have it."""
    from ccadmin import simulation

    most = min(EXPLAINED, _WATCHED[run.outcomes.mode] // record.contacts.height)
    explained = [
        html.of_explanation(simulation.explained(row, run.file, run.snapshot, run.plan, progress))
        for row in rows[:most]
    ]
    return explained + _rows(run, record, rows[most:])


def _rows(run: Run, record: Record, rows: Sequence[int]) -> list[Story]:
    import polars as pl

    if not rows:
        return []
    table = contacts.outcome_table(run.file, run.outcomes, run.snapshot)[list(rows)]
    times: list[pl.Expr] = [pl.col(pl.Datetime).dt.epoch("ms")]
    return html.of_rows(table.with_columns(times), html.waiting_before(record, rows))
