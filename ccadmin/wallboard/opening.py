"""From a run to the wall that shows it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from ccadmin.errors import NotPermittedError, RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from ccadmin.report.explain import Explanation
    from ccadmin.simulation import Progress, Run
    from ccadmin.wallboard.board import Sight
    from ccadmin.wallboard.day import Day


class _Silence:
    """Nobody who is told how far a run has come."""

    def stage(self, title: str, *, of: int | None = None) -> None:
        """Say nothing."""

    def reached(self, count: int) -> None:
        """Say nothing."""


SILENCE: Final = _Silence()


def require_library() -> None:
    """Make sure that there is something to draw the wall with, before anything runs.

    Raises:
        RuleError: Textual is not installed.
    """
    if find_spec("textual") is None:
        raise RuleError(
            "missing-library",
            'the wallboard needs the library "textual", which is not installed',
            hint="pip install 'ccadmin[wallboard]'",
        )


def day_of(run: Run, zone: str, progress: Progress) -> Day:
    """The day of a run that kept its log."""
    from ccadmin.contacts.arrays import Texts
    from ccadmin.wallboard.day import day

    events = run.outcomes.events
    progress.stage("setting the wall up", of=len(events.time) if events else None)
    return day(
        run.snapshot,
        run.file.contacts,
        run.outcomes,
        ids=Texts(run.file.ids),
        zone=zone,
        reached=progress.reached,
    )


def explainer(run: Run, sight: Sight | None) -> Callable[[int], Explanation]:
    """What explains the contact of a row, to somebody who may see all whom the explanation names."""
    from ccadmin import simulation

    def explain(row: int) -> Explanation:
        found = simulation.explained(row, run.file, run.snapshot, run.plan, SILENCE)
        if sight is not None and not found.people <= sight.people:
            raise NotPermittedError(
                "not-permitted",
                f"the explanation of contact {found.id} names people whose logs you may not see",
                hint="explain contacts of people whose logs you may see",
            )
        return found

    return explain


def sight_of(run: Run, groups: Collection[int], agents: Collection[int]) -> Sight:
    """What somebody sees of a run who may see the figures of these groups and agents.

    Raises:
        NotPermittedError: it is nothing at all.
    """
    from ccadmin.wallboard.board import Sight

    if not groups:
        raise NotPermittedError(
            "not-permitted",
            "there is no group whose figures you may see",
            hint="a wallboard takes a supervisor of a center, or the manager of somebody",
        )
    people = frozenset(run.snapshot.agents[agent].id for agent in agents)
    return Sight(frozenset(groups), frozenset(agents), people)
