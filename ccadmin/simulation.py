"""One run from a contacts file to figures: where configuration and contacts meet the engine."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from ccadmin import contacts, engine
from ccadmin.errors import RuleError
from ccadmin.report import figures
from ccadmin.tenant import centers, snapshot, statuses, ways_in

if TYPE_CHECKING:
    from ccadmin.contacts import ContactFile, Reading
    from ccadmin.report.explain import Explanation
    from ccadmin.report.summary import Summary
    from ccadmin.store import Store
    from ccadmin.tenant.chat_allocation import Allocated


class Progress(Protocol):
    """Somebody who is told how far a run has come."""

    def stage(self, title: str, *, of: int | None = None) -> None:
        """A stage begins; `of` is how many contacts go through it, where they are counted."""

    def reached(self, count: int) -> None:
        """So many contacts are through the stage."""


DAYS_AFTER: Final = 14
"""How far beyond the last arrival hours are known, and a run without `--until` goes: whoever then
still waits is `waiting`. Without an end, a phone that nobody can answer would ring for ever."""

_DAY: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be run.

    Attributes:
        path: the contacts file, `-` for CSV on standard input.
        reading: how it is read; its entrances are the tenant's.
        options: seed, horizon and mode of the engine, and whether the outcomes keep the event log.
        use_status: whether those who are on a break or offline now are left out of the run.
        allow_callbacks: whether business servers are asked about the chats that they decide on.
        interval: minutes of the rows by time of day, None for none.
        most_intervals: longer ones are taken where there would be more than so many; None: never.
        out: where the outcomes go, None for nowhere.
        events: where the event log goes, None for nowhere.
        messages: where the messages to chat users go, None for nowhere.
        rejects: where rows go that were set aside, None for nowhere.
        explain: the ids of contacts whose every decision is to be told.
        report: whether a page is made of the run, which explains some of its contacts.
    """

    path: str
    reading: Reading
    options: engine.Options
    use_status: bool = False
    allow_callbacks: bool = False
    interval: int | None = None
    most_intervals: int | None = None
    out: str | None = None
    events: str | None = None
    messages: str | None = None
    rejects: str | None = None
    explain: tuple[str, ...] = ()
    report: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """What a simulation read, what it ran on, and what came of it.

    `away` are those who are on a break or offline now, each with the status in brackets; `asked`
    says what business servers decided, None where they decide about no chat of the file;
    `explanations` are those of the contacts that were asked about, in that order; `plan` has the
    end that the run was given.
    """

    plan: Plan
    file: ContactFile
    snapshot: engine.Snapshot
    outcomes: engine.Outcomes
    summary: Summary
    away: tuple[str, ...] = ()
    asked: Allocated | None = None
    explanations: tuple[Explanation, ...] = ()

    def members_without_device(self) -> list[str]:
        """Members whom no call can reach, because no device of theirs rings."""
        members = {member.agent for group in self.snapshot.groups for member in group.members}
        people = [self.snapshot.agents[agent] for agent in sorted(members)]
        return [agent.name for agent in people if not agent.takes_calls]


def simulate(store: Store, plan: Plan, *, progress: Progress) -> Run:
    """Read contacts, route them through the tenant as it is, write and sum up the outcomes.

    Nothing is written unless everything could be read; `progress` is told each stage as it begins.

    Raises:
        NotFoundError: a contact is to be explained that the file does not have.
        CcadminError: the file is refused, or a place to write to is.
    """
    _check_targets(plan)
    progress.stage("reading contacts")
    reading = replace(
        plan.reading,
        entrances=ways_in.entrances(store),
        keep_ways=plan.reading.keep_ways or bool(plan.explain or plan.report),
    )
    plan, file = replace(plan, reading=reading), contacts.read(plan.path, reading)
    rows = [contacts.row_of(file, wanted) for wanted in plan.explain]
    arrived = file.contacts.arrived
    last = max(arrived) if plan.options.until is None else plan.options.until
    horizon = (min(arrived), last + DAYS_AFTER * _DAY)
    seen = snapshot.take(store, *horizon, use_status=plan.use_status)
    asked = None
    if file.asked.height:
        file, seen, asked = _allocate(store, file, seen, plan, horizon, progress)
    progress.stage("routing", of=len(arrived))
    until = horizon[1] if plan.options.until is None else plan.options.until
    plan = replace(plan, options=replace(plan.options, until=until))
    log = plan.options.log or bool(plan.events or plan.messages)
    options = replace(plan.options, log=log)
    outcomes = engine.simulate(seen, file.contacts, options, arrivals=progress.reached)
    explanations = tuple(explained(row, file, seen, plan, progress) for row in rows)
    progress.stage("working the figures out")
    summary = figures.summarise(
        outcomes,
        file.contacts,
        seen,
        zone=plan.reading.zone,
        interval_minutes=plan.interval,
        most_intervals=plan.most_intervals,
        centers=centers.of_groups(store, seen),
    )
    _write(store, plan, file, outcomes, seen, progress)
    away = tuple(f"{agent.name} ({agent.status})" for agent in statuses.away(store))
    return Run(plan, file, seen, outcomes, summary, away, asked, explanations)


def _check_targets(plan: Plan) -> None:
    """Make sure that everything can be written, each to a file of its own."""
    taken: dict[Path, str] = {}
    for name in ("out", "events", "messages", "rejects"):
        target: str | None = getattr(plan, name)
        if target is None:
            continue
        contacts.check_target(target, source=plan.path)
        place = Path(target).absolute()
        if place in taken and place.suffix:
            raise RuleError(
                "same-file",
                f'--{name} and --{taken[place]} both name "{target}"',
                hint="give each a file of its own",
            )
        taken[place] = name


def explained(
    row: int, file: ContactFile, seen: engine.Snapshot, plan: Plan, progress: Progress
) -> Explanation:
    """Run once more with an eye on one contact alone: nothing is kept of any other."""
    from ccadmin.contacts.arrays import Texts
    from ccadmin.report import explain

    progress.stage(f"watching contact {file.ids[row]}", of=len(file.contacts.arrived))
    options = replace(plan.options, explain=row, log=False)
    outcomes = engine.simulate(seen, file.contacts, options, arrivals=progress.reached)
    said = file.ways.row(row, named=True) if file.ways.width else {}
    return explain.explanation(
        seen,
        file.contacts,
        outcomes,
        row,
        ids=Texts(file.ids),
        zone=plan.reading.zone,
        way=contacts.told_way(plan.reading.entrances, said, file.contacts.arrived[row]),
    )


def _write(  # noqa: PLR0913, PLR0917 - what a run has found out
    store: Store,
    plan: Plan,
    file: ContactFile,
    outcomes: engine.Outcomes,
    seen: engine.Snapshot,
    progress: Progress,
) -> None:
    """Write what is wanted of the run, each to its place."""
    until = plan.options.until
    if plan.out is not None:
        progress.stage("writing outcomes")
        contacts.write(plan.out, file, outcomes, seen)
    if plan.events is not None:
        from ccadmin.events import event_table

        progress.stage("writing events")
        table = event_table(file, outcomes, seen, until=until)
        contacts.write_table(plan.events, table, named=("group", "agent"))
    if plan.messages is not None:
        from ccadmin.messages import message_table
        from ccadmin.tenant.chat_prompts import prompts

        progress.stage("writing messages")
        texts = prompts(store, seen, _made_for_centers(file, seen))
        table = message_table(file, outcomes, seen, texts, until=until)
        contacts.write_table(plan.messages, table, named=("group", "agent", "text"))
    if plan.rejects is not None:
        contacts.write_rejects(plan.rejects, file)


def _made_for_centers(file: ContactFile, seen: engine.Snapshot) -> dict[int, int]:
    """Groups that a business server made out of people alone, and the place of their center."""
    group = file.contacts.group
    asked = ((group[row], center) for row, center, _ in file.asked.iter_rows())
    return {made: center for made, center in asked if made >= 0 and seen.groups[made].id == 0}


def _allocate(  # noqa: PLR0913, PLR0917 - what a run has found out so far
    store: Store,
    file: ContactFile,
    seen: engine.Snapshot,
    plan: Plan,
    horizon: tuple[int, int],
    progress: Progress,
) -> tuple[ContactFile, engine.Snapshot, Allocated]:
    """Let business servers decide about their chats; the file and the snapshot as they are then."""
    from ccadmin.callbacks import Question
    from ccadmin.tenant import chat_allocation

    users = file.carried["caller"] if "caller" in file.carried.columns else file.ids
    chats = [
        chat_allocation.Asked(
            row,
            center,
            led,
            Question(file.ids[row], str(users[row] or file.ids[row]), file.contacts.arrived[row]),
        )
        for row, center, led in file.asked.iter_rows()
    ]
    if plan.allow_callbacks:
        progress.stage("asking business servers", of=len(chats))
    decided = chat_allocation.decide(
        store, chats, allowed=plan.allow_callbacks, answered=progress.reached
    )
    seen, entered = chat_allocation.applied(store, seen, chats, decided, horizon=horizon)
    group = array("q", file.contacts.group)
    for row, index in entered.items():
        group[row] = index
    return replace(file, contacts=replace(file.contacts, group=group)), seen, decided
