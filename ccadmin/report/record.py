"""What happened to contacts, as tables: the common ground of a run and of the files it leaves.

`record_of_run.py` makes one from the engine's columns, `record_of_file.py` from a file of outcomes,
`record_of_events.py` from a file of events. All figures are reckoned from a record and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ccadmin.engine import CHANNELS
from ccadmin.report.summary import Counted
from ccadmin.vocabulary import Channel

if TYPE_CHECKING:
    import polars as pl

_LATER: Final = 1 << 62
"""ms after every other."""
CHAT: Final = CHANNELS.index(Channel.CHAT)


@dataclass(frozen=True, slots=True)
class Record:
    """Contacts, their stays and their offers, with names behind the indexes; times in ms.

    Attributes:
        groups: the names of the groups.
        targets: of each group the share in per cent, and the ms, of its service level.
        agents: the names of the agents.
        contacts: a row for each contact: `channel`, `arrived`, `group` and `agent` of its last
            stay (-1: none), `outcome`, `reason`, `wait` in all groups (null: it never came),
            `target`, `reached` (somebody talked to it), `first` (from its arrival to the first
            answer, null where unknown), `handling` (talk and wrap-up in all groups, null unless
            answered), `resolution` (from its arrival to the end, null unless resolved), `direct`
            (resolved by the first who talked to it), `offers`, `misses`, `answers` (in how many
            groups somebody did); with ratings also `asked` and `rating` (null unless it counts).
        visits: a row for each stay in a group, or where `counted` says so for each contact: the
            same columns without `offers`, `misses` and `answers`; `wait`, `handling`, `outcome`
            (or one of `tallies.MOVED`) are those of the stay, `reached` and `first` stand with the
            stay of the first answer, `resolution` and `rating` with the last one. Further `joined`,
            and null unless somebody answered: `rang`, `answered`, `talked`, `released`, which are
            the begins of ringing, talk and wrap-up and the end of that; `released` is null where
            unknown.
        rings: a row for each offer that rang and was not answered: `channel`, `arrived`, `group`,
            `agent`, `started`, `ended`, `result` (index into `RING_RESULTS`); None: unknown.
        start: of the time that is reported on.
        end: of it.
        counted: what the rows of `visits` are.
        queued: whether `visits` tells when each contact waited.
        arrivals: `[since, until)` ms in which a contact must have arrived to be counted; work and
            queue are those between `start` and `end`, whoever they were for. None: all.
        gaps: what the source cannot tell.
    """

    groups: tuple[str, ...]
    targets: tuple[tuple[int, int], ...]
    agents: tuple[str, ...]
    contacts: pl.DataFrame
    visits: pl.DataFrame
    rings: pl.DataFrame | None
    start: int
    end: int
    counted: Counted = Counted.VISITS
    queued: bool = True
    arrivals: tuple[int, int] | None = None
    gaps: tuple[str, ...] = ()

    def arriving(self) -> Record:
        """The contacts that are counted, with their visits and rings."""
        import polars as pl

        if self.arrivals is None:
            return self
        came = pl.col("arrived").is_between(*self.arrivals, closed="left")
        return replace(
            self,
            contacts=self.contacts.filter(came),
            visits=self.visits.filter(came),
            rings=None if self.rings is None else self.rings.filter(came),
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """Which contacts, visits and offers are counted; an empty set lets all pass.

    A contact has the group and the agent of its last stay; `arrived` is `[from, until)` in ms.
    """

    groups: frozenset[int] = frozenset()
    agents: frozenset[int] = frozenset()
    channels: frozenset[int] = frozenset()
    since: int | None = None
    until: int | None = None

    def of(self, record: Record) -> Record:
        """What passes; the time reported on is cut to `since` and `until`."""
        if self == Filter():
            return record
        start = record.start if self.since is None else max(record.start, self.since)
        end = record.end if self.until is None else min(record.end, self.until)
        timed = self.since is not None or self.until is not None
        return replace(
            record,
            contacts=record.contacts.filter(self._passes()),
            visits=record.visits.filter(self._passes()),
            rings=None if record.rings is None else record.rings.filter(self._passes()),
            start=start,
            end=max(start, end),
            # Contacts may arrive at the very end, or after it where the simulation had a horizon.
            arrivals=(start, _LATER if self.until is None else self.until) if timed else None,
        )

    def _passes(self) -> pl.Expr:
        import polars as pl

        passes = pl.lit(value=True)
        chosen = (("group", self.groups), ("agent", self.agents), ("channel", self.channels))
        for name, some in chosen:
            if some:
                passes &= pl.col(name).is_in(list(some))
        return passes
