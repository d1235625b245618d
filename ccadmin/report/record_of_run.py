"""The record of a run: the engine's columns as tables of contacts, stays and offers, by Polars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccadmin.report.record import CHAT, Record
from ccadmin.report.tallies import ANSWERED, CLOSED, ESCALATED, OVERFLOWED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from ccadmin.engine import Contacts, Outcomes, Rings, Snapshot

_OWN = (
    *("joined", "answered", "ended", "agent", "outcome", "reason", "wrap_up", "ring"),
    *("offers", "misses", "talks"),
)
_VISIT = (
    *("channel", "arrived", "group", "agent", "outcome", "reason", "wait", "target", "joined"),
    *("rang", "answered", "talked", "released", "reached", "first", "handling", "resolution"),
    "direct",
)
"""The columns of a visit; with ratings two more."""


def record_of_run(outcomes: Outcomes, contacts: Contacts, snapshot: Snapshot) -> Record:
    """Everything that figures are reckoned from, with the indexes of the snapshot."""
    import polars as pl

    stays = _last_stays(outcomes, contacts, snapshot)
    columns = [*_VISIT, *(("asked", "rating") if "rating" in stays.columns else ())]
    last = stays.filter(pl.col("group") >= 0).with_columns(
        wait="stay",
        reached=pl.col("alone"),
        first=pl.when("alone").then("first"),
        handling=pl.col("released") - pl.col("answered"),
    )
    visits = last.select(columns)
    if len(outcomes.visits.contact):
        earlier = _earlier_stays(outcomes, stays, snapshot)
        visits = pl.concat([visits, earlier.select(_VISIT)], how="diagonal")
    dropped = {"stay", "alone", "joined", "rang", "answered", "talked", "released", "talks"}
    return Record(
        groups=tuple(group.name for group in snapshot.groups),
        targets=tuple(group.service_level for group in snapshot.groups),
        agents=tuple(agent.name for agent in snapshot.agents),
        contacts=stays.drop(dropped),
        visits=visits,
        rings=_rings(outcomes.rings, stays),
        start=outcomes.start,
        end=outcomes.end,
    )


def _last_stays(outcomes: Outcomes, contacts: Contacts, snapshot: Snapshot) -> pl.DataFrame:
    """A row for each contact: its own columns, and those of its last stay.

    `stay` is the wait in the last group, `alone` says that there was its first answer.
    """
    import polars as pl

    from ccadmin.contacts.arrays import column_of

    given = [column_of(name, getattr(outcomes, name)) for name in _OWN]
    given.append(column_of("arrived", contacts.arrived))
    given.append(column_of("group", outcomes.last_group))
    before = _talked_before(outcomes)
    was_answered = pl.col("outcome").is_in((ANSWERED, CLOSED))
    left = pl.when(was_answered).then("answered").otherwise("ended")
    left = pl.when(left >= 0).then(left).otherwise(outcomes.end)
    # Neither queued nor ended: it would have arrived after the simulation ended.
    came = (pl.col("joined") >= 0) | (pl.col("ended") >= 0)
    at_the_door = pl.when(came).then(0)
    resolved = was_answered & _demanded(contacts)
    handling = pl.col("ended") + pl.col("wrap_up") - pl.col("answered")
    first = pl.when(was_answered).then(pl.col("answered") - pl.col("arrived"))
    table = pl.DataFrame(given).select(
        "arrived",
        "group",
        "agent",
        "outcome",
        "reason",
        "offers",
        "misses",
        "joined",
        "talks",
        channel=_column("channel", contacts.channel, 0),
        wait=pl.when(came).then(left - pl.col("arrived")),
        # Whoever is turned away at the door of a group has not waited there.
        stay=pl.when(pl.col("joined") >= 0).then(left - pl.col("joined")).otherwise(at_the_door),
        target=targets(snapshot),
        reached=pl.col("talks") > 0,
        alone=was_answered & (pl.col("talks") == 1),
        answers="talks",
        first=first,
        handling=pl.when(was_answered).then(handling),
        resolution=pl.when(resolved).then(pl.col("ended") - pl.col("arrived")),
        direct=resolved & (pl.col("talks") == 1),
        rang=pl.when(was_answered).then(pl.col("answered") - pl.col("ring")),
        answered=pl.when(was_answered).then("answered"),
        talked=pl.when(was_answered).then("ended"),
        released=pl.when(was_answered).then(pl.col("ended") + pl.col("wrap_up")),
    )
    if before is not None:
        table = table.with_columns(
            wait=pl.col("wait") - before["talk"],
            handling=pl.col("handling") + before["talk"] + before["wrap_up"],
            first=pl.min_horizontal("first", before["answered"] - pl.col("arrived")),
        )
    rated = contacts.rating is not None and any(contacts.rating)
    return _with_ratings(table, contacts, snapshot) if rated else table


def _demanded(contacts: Contacts) -> pl.Expr:
    """Whether a contact that was answered was so at the level it demanded, and counts as resolved."""
    import polars as pl

    reached = pl.col("talks") == 1
    if contacts.level is not None:
        reached = pl.col("talks") == _column("level", contacts.level, 0) + 1
    return reached & (_column("given", contacts.resolved, 1) != 0)


def _with_ratings(table: pl.DataFrame, contacts: Contacts, snapshot: Snapshot) -> pl.DataFrame:
    """Who was asked for a rating, and the ratings that came in time from those who were."""
    import polars as pl

    allowed = [group.chat.rating_validity for group in snapshot.groups]
    validity = _of_group(pl.Series(allowed, dtype=pl.Int64))
    in_chat = pl.col("channel") == CHAT
    answered = pl.col("answered").is_not_null()
    asked = answered & (~in_chat | validity.is_not_null())
    in_time = ~in_chat | (_column("after", contacts.rated_after, 0) <= validity)
    rating = _column("rating", contacts.rating, 0)
    return table.with_columns(
        asked=asked, rating=pl.when(asked & in_time & (rating > 0)).then(rating)
    )


def _talked_before(outcomes: Outcomes) -> pl.DataFrame | None:
    """What was done for each contact in groups from which it escalated; None where none did.

    Columns `talk` and `wrap_up` in ms, 0 for most, and `answered`: when that first happened.
    """
    import polars as pl

    from ccadmin.contacts.arrays import column_of

    visits = outcomes.visits
    if not len(visits.contact):
        return None
    talked = pl.select(
        contact=column_of("", visits.contact),
        answered=column_of("", visits.answered),
        talk=column_of("", visits.left) - column_of("", visits.answered),
        wrap_up=column_of("", visits.wrap_up),
    ).filter(pl.col("answered") >= 0)
    if not talked.height:
        return None
    sums = talked.group_by("contact").agg(pl.col("talk", "wrap_up").sum(), pl.col("answered").min())
    count = len(outcomes.outcome)
    empty = {"talk": 0, "wrap_up": 0, "answered": None}
    return pl.DataFrame(
        [
            pl.repeat(otherwise, count, dtype=pl.Int64, eager=True)
            .alias(name)
            .scatter(sums["contact"], sums[name])
            for name, otherwise in empty.items()
        ]
    )


def _earlier_stays(outcomes: Outcomes, stays: pl.DataFrame, snapshot: Snapshot) -> pl.DataFrame:
    """The stays that led on to another group, with the columns of visits."""
    import polars as pl

    from ccadmin.contacts.arrays import column_of

    visits = outcomes.visits
    contact = column_of("contact", visits.contact)
    own = stays.select("channel", "arrived", "first")[contact]
    was_answered = pl.col("answered") >= 0
    first = was_answered & (was_answered.cum_sum().over("contact") == 1)
    names = ("group", "agent", "reason", "joined", "left", "answered", "wrap_up", "ring")
    columns = [contact, *(column_of(name, getattr(visits, name)) for name in names)]
    return own.hstack(columns).select(
        "channel",
        "arrived",
        "group",
        "agent",
        "reason",
        "joined",
        outcome=pl.when(was_answered).then(ESCALATED).otherwise(OVERFLOWED).cast(pl.Int64),
        wait=pl.when(was_answered).then("answered").otherwise("left") - pl.col("joined"),
        target=targets(snapshot),
        rang=pl.when(was_answered).then(pl.col("answered") - pl.col("ring")),
        answered=pl.when(was_answered).then("answered"),
        talked=pl.when(was_answered).then("left"),
        released=pl.when(was_answered).then(pl.col("left") + pl.col("wrap_up")),
        reached=first,
        first=pl.when(first).then("first"),
        handling=pl.when(was_answered).then(
            pl.col("left") + pl.col("wrap_up") - pl.col("answered")
        ),
        resolution=pl.lit(None, dtype=pl.Int64),
        direct=pl.lit(value=False),
    )


def _rings(rings: Rings, stays: pl.DataFrame) -> pl.DataFrame:
    """The offers that rang without an answer, each with the channel and arrival of its contact."""
    import polars as pl

    from ccadmin.contacts.arrays import column_of

    contact = column_of("contact", rings.contact)
    names = ("group", "agent", "started", "ended", "result")
    columns = [column_of(name, getattr(rings, name)) for name in names]
    if not len(contact):
        return pl.DataFrame(columns).with_columns(
            channel=pl.lit(None, dtype=pl.Int64), arrived=pl.lit(None, dtype=pl.Int64)
        )
    return stays.select("channel", "arrived")[contact].hstack(columns)


def targets(snapshot: Snapshot) -> pl.Expr:
    """The wait up to which the group of each row keeps its service level, null without a group."""
    import polars as pl

    return _of_group(
        pl.Series([group.service_level[1] for group in snapshot.groups], dtype=pl.Int64)
    )


def _of_group(values: pl.Series) -> pl.Expr:
    """A value of the group of each row; null without a group."""
    import polars as pl

    return pl.lit(values).gather(pl.when(pl.col("group") >= 0).then(pl.col("group")))


def _column(name: str, given: Sequence[int] | None, otherwise: int) -> pl.Expr:
    """A column that contacts may lack."""
    import polars as pl

    from ccadmin.contacts.arrays import column_of

    return pl.lit(otherwise, dtype=pl.Int64) if given is None else pl.lit(column_of(name, given))
