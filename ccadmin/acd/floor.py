"""The whole floor: everything that changes while the simulation runs, in one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .codes import NONE

if TYPE_CHECKING:
    from .columns import Agents, Columns, Contacts, Groups, Members, Pools, Results, Schedule, Terms
    from .diary import Diary
    from .needs import Needs
    from .places import Room
    from .records import Candidates, Decisions, Log, Rings, Visits


class Floor:
    """The whole floor at one instant: every column, and where the clock and the streams stand.

    `freed` and `touched` list agents and groups that wait for the offers of this instant, and `pending`
    says that offers are to come or newcomers to be tested. `stirred` is the one place for which the one
    group is touched, or NONE.

    `arrivals` counts the contacts that have arrived, `next_contact` comes at `arrival`; `turns` counts
    the rows of the schedule that are past, and the next of them, or the end of the run, is at `turn`.
    Nothing before `start`, the first arrival, is logged.
    `silences` are the chats that the silence of their users will close. With `cross_channel` chats
    and all else do not look at each other.

    `watched` is the contact whose decisions are written down, or NONE, at `watched_place` while it has
    one; `only` is the one contact that is logged, or NONE for all.
    """

    __slots__ = (
        "agenda",
        "agents",
        "arrival",
        "arrivals",
        "bucket",
        "candidates",
        "contacts",
        "cross_channel",
        "decisions",
        "end",
        "freed",
        "freed_count",
        "groups",
        "in_order",
        "last_call_start",
        "last_start",
        "log",
        "logging",
        "members",
        "needs",
        "next_contact",
        "now",
        "only",
        "pending",
        "pools",
        "results",
        "rings",
        "room",
        "roster",
        "schedule",
        "seed",
        "silences",
        "start",
        "stirred",
        "terms",
        "touched",
        "touched_count",
        "turn",
        "turns",
        "until",
        "visits",
        "watched",
        "watched_place",
    )

    def __init__(  # noqa: PLR0913 - a floor has that many parts
        self,
        *,
        contacts: Contacts,
        results: Results,
        agents: Agents,
        members: Members,
        terms: Terms,
        pools: Pools,
        groups: Groups,
        schedule: Schedule,
        agenda: Diary,
        silences: Diary,
        room: Room,
        needs: Needs,
        visits: Visits,
        rings: Rings,
        log: Log,
        decisions: Decisions,
        candidates: Candidates,
        columns: Columns,
        seed: int,
        start: int,
        until: int,
        logging: bool,
        watched: int,
        only: int,
        cross_channel: bool,
    ) -> None:
        self.contacts = contacts
        self.results = results
        self.agents = agents
        self.members = members
        self.terms = terms
        self.pools = pools
        self.groups = groups
        self.schedule = schedule
        self.agenda = agenda
        self.silences = silences
        self.room = room
        self.needs = needs
        self.visits = visits
        self.rings = rings
        self.log = log
        self.decisions = decisions
        self.candidates = candidates
        self.roster = columns["roster"]
        self.bucket = columns["bucket"]
        self.last_start = columns["last_start"]
        self.last_call_start = columns["last_call_start"]
        self.freed = columns["freed"]
        self.touched = columns["touched"]
        self.seed = seed
        self.start = start
        self.until = until
        self.logging = logging
        self.watched = watched
        self.watched_place = NONE
        self.only = only
        self.cross_channel = cross_channel
        self.now = start
        self.end = start
        self.arrival = start
        self.arrivals = 0
        self.next_contact = 0
        self.turn = start
        self.turns = 0
        self.freed_count = 0
        self.touched_count = 0
        self.stirred = NONE
        self.pending = False
        self.in_order = True
