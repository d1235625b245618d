"""What became of each contact, worked out from the event log alone.

A stay is the time of a contact in one group; `overflowed` and `escalated` end one and begin the
next. Everything about a stay lies between them, except wrap-up, which may go on while the contact
is in another group already: the n-th wrap-up of an agent for a contact in a group follows the n-th
talk of the three, because nobody is offered a contact in the group whose wrap-up he is in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from ccadmin.contacts.outcome_table import TIME
from ccadmin.events.columns import ENDS, MOVES, RUN_ENDED, STOPS, TALK_ENDS
from ccadmin.vocabulary import Channel, Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

_STAY: Final = ("contact", "stay")
_RING: Final = (*_STAY, "agent")
_WORK: Final = ("contact", "group", "agent")
_RATED: Final = ("rating", "rated_after")


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a log says.

    Attributes:
        outcomes: one row for each contact, in order of arrival: the columns of
            `contacts.outcome_table` but for the carried ones, then `rating` and `rated_after` where
            anybody has rated.
        visits: the stays that led on to another group, in order of `left`; `reason` is null for an
            escalation. Times are UTC, durations seconds.
        rings: the offers that rang and were not answered, in order of `ended`, and their `result`.
        start: ms of the first arrival.
        end: ms of the end of the run.
    """

    outcomes: pl.DataFrame
    visits: pl.DataFrame
    rings: pl.DataFrame
    start: int
    end: int


def replayed(events: pl.DataFrame) -> Replayed:
    """Replay a log with the columns of `COLUMNS`, in the order of its rows."""
    rows = events.with_columns(pl.col("time").dt.epoch("ms")).with_row_index("order")
    ended = rows.filter(pl.col("kind") == RUN_ENDED)
    end, last = ended.select("time", "order").row(0)
    arrived = (
        rows.filter(pl.col("kind") == "arrived")
        .with_row_index("contact")
        .with_columns(came=pl.col("order") < last)
    )
    known = rows.filter(pl.col("id").is_not_null()).join(
        arrived.select("contact", "id"), on="id", maintain_order="left"
    )
    wrapped = known.filter(pl.col("kind") == "wrap-up-ended")
    staying = known.filter(pl.col("kind") != "wrap-up-ended").with_columns(
        stay=_before(pl.col("kind").is_in(MOVES)).over("contact")
    )
    stays = _with_rings(_with_wrap_up(_stays(staying), wrapped), staying)
    return Replayed(
        outcomes=_outcomes(arrived, stays, end),
        visits=_visits(stays, arrived.select("contact", "id")),
        rings=_rings(staying),
        start=int(arrived["time"].min() or 0),  # type: ignore[arg-type] # whole numbers
        end=end,
    )


def _before(happened: pl.Expr) -> pl.Expr:
    """How often it happened in the rows before each row."""
    return happened.cum_sum() - happened.cast(pl.UInt32)


def _stays(staying: pl.DataFrame) -> pl.DataFrame:
    """One row for each stay: `group`, `joined`, `answered`, `agent`, `device`, `left` and how."""
    kind = pl.col("kind")

    def the(column: str, kinds: Sequence[str]) -> pl.Expr:
        return pl.when(kind.is_in(kinds)).then(column).drop_nulls().first()

    return staying.group_by(*_STAY, maintain_order=True).agg(
        pl.col("group").drop_nulls().first(),
        joined=pl.col("time").first(),
        answered=the("time", ["answered"]),
        agent=the("agent", ["answered"]),
        device=the("detail", ["answered"]),
        talked=the("time", TALK_ENDS),
        silent=(kind == "closed-by-timeout").any(),
        lost=the("kind", ENDS),
        lost_at=the("time", ENDS),
        reason=the("detail", (*ENDS, "overflowed")),
        left=the("time", MOVES),
        moved=the("kind", MOVES),
        moved_in=pl.when(kind.is_in(MOVES)).then("order").max(),
        rangs=(kind == "rang").sum(),
        misses=(kind == "missed").sum(),
    )


def _with_wrap_up(stays: pl.DataFrame, wrapped: pl.DataFrame) -> pl.DataFrame:
    """The stays with `wrap_up`, ms; 0 where there was none, and where nobody answered."""
    if not wrapped.height:
        return stays.with_columns(wrap_up=pl.lit(0, dtype=pl.Int64))
    numbered = wrapped.select(*_WORK, "time", turn=pl.int_range(pl.len()).over(_WORK))
    talked = stays.filter(pl.col("talked").is_not_null())
    turns = talked.select(*_STAY, *_WORK[1:], turn=pl.int_range(pl.len()).over(_WORK))
    ended = turns.join(numbered, on=[*_WORK, "turn"]).select(*_STAY, done="time")
    return stays.join(ended, on=_STAY, how="left", maintain_order="left").with_columns(
        wrap_up=(pl.col("done") - pl.col("talked")).fill_null(0)
    )


def _with_rings(stays: pl.DataFrame, staying: pl.DataFrame) -> pl.DataFrame:
    """The stays with `ring`, ms for which the answered offer rang, and `offers`."""
    rang = staying.filter(pl.col("kind").is_in(["rang", *STOPS]))
    ringing = (
        rang.group_by(_RING)
        .agg(
            since=pl.when(pl.col("kind") == "rang").then("time").max(),
            open=pl.when(pl.col("kind") == "rang").then(1).otherwise(-1).sum(),
        )
        .filter(pl.col("open") > 0)
        .select(*_RING, "since")
    )
    was_answered = pl.col("answered").is_not_null()
    return stays.join(ringing, on=_RING, how="left", maintain_order="left").with_columns(
        ring=(pl.col("answered") - pl.col("since")).fill_null(0),
        offers=pl.col("rangs") + (was_answered & pl.col("since").is_null()),
    )


def _outcomes(arrived: pl.DataFrame, stays: pl.DataFrame, end: int) -> pl.DataFrame:
    """One row for each contact; the columns are those of `outcome_table`."""
    whole = stays.group_by("contact").agg(
        first_group=pl.col("group").first(),
        offers=pl.col("offers").sum(),
        misses=pl.col("misses").sum(),
        hops=(pl.col("moved") == "overflowed").sum(),
        talks=pl.col("answered").count(),
        talk=(pl.col("talked") - pl.col("answered")).sum(),
        all_wrap_up=pl.col("wrap_up").sum(),
    )
    last = stays.group_by("contact").agg(
        pl.col(
            "group", "answered", "agent", "device", "ring", "talked", "silent", "lost", "lost_at",
            "reason",
        ).last()
    )  # fmt: skip
    rows = (
        arrived.select("contact", "id", "channel", "time", "level", "resolved", "came", *_RATED)
        .join(whole, on="contact", how="left", maintain_order="left")
        .join(last, on="contact", how="left", maintain_order="left")
    )
    answered, talks = pl.col("answered"), pl.col("talks")
    was_answered, was_talked_to = answered.is_not_null(), talks > 0
    left = pl.coalesce("talked", "lost_at")
    own_talk = (pl.col("talked") - answered).fill_null(0)
    until = pl.coalesce(answered, left, end)
    table = rows.select(
        "id",
        pl.col("channel").fill_null(Channel.CALL.value),
        arrived=pl.col("time").cast(TIME),
        first_group="first_group",
        last_group="group",
        outcome=pl.when(was_answered)
        .then(
            pl.when("silent")
            .then(pl.lit(Outcome.CLOSED_BY_TIMEOUT.value))
            .otherwise(pl.lit(Outcome.ANSWERED.value))
        )
        .otherwise(pl.coalesce("lost", pl.lit(Outcome.WAITING.value))),
        reason=pl.when(was_answered)
        .then(None)
        .when(pl.col("lost").is_not_null())
        .then("reason")
        .otherwise(pl.lit(Reason.HORIZON.value)),
        answered=answered.cast(TIME),
        ended=left.cast(TIME),
        agent="agent",
        device="device",
        wait=pl.when("came").then(until - pl.col("time") - (pl.col("talk") - own_talk)) / 1000,
        ring=pl.when(was_answered).then("ring") / 1000,
        talk=pl.when(was_talked_to).then("talk") / 1000,
        wrap_up=pl.when(was_talked_to).then("all_wrap_up") / 1000,
        offers=pl.col("offers").cast(pl.Int64),
        misses=pl.col("misses").cast(pl.Int64),
        hops=pl.col("hops").cast(pl.Int64),
        level_reached=pl.when(was_talked_to).then(talks.cast(pl.Int64) - 1),
        resolved=was_answered
        & (talks == pl.col("level").fill_null(0) + 1)
        & pl.col("resolved").fill_null(value=True),
    )
    rated = rows["rating"].is_not_null().any()
    return table.with_columns(rows.select(_RATED)) if rated else table


def _visits(stays: pl.DataFrame, ids: pl.DataFrame) -> pl.DataFrame:
    """The stays that led on to another group, in the order in which they did."""
    gone = stays.filter(pl.col("moved").is_not_null()).sort("moved_in")
    was_answered = pl.col("answered").is_not_null()
    return gone.join(ids, on="contact", maintain_order="left").select(
        "id",
        "group",
        pl.col("joined", "left").cast(TIME),
        "reason",
        pl.col("answered").cast(TIME),
        "agent",
        "device",
        ring=pl.when(was_answered).then("ring") / 1000,
        talk=(pl.col("talked") - pl.col("answered")) / 1000,
        wrap_up=pl.when(was_answered).then("wrap_up") / 1000,
    )


def _rings(staying: pl.DataFrame) -> pl.DataFrame:
    """The offers that rang and were not answered: the n-th stop ends the n-th ring of the same."""
    turn = pl.int_range(pl.len()).over(_RING)
    rang = staying.filter(pl.col("kind") == "rang").select(*_RING, turn=turn, started="time")
    stopped = staying.filter(pl.col("kind").is_in(STOPS)).with_columns(turn=turn)
    return stopped.join(rang, on=[*_RING, "turn"], maintain_order="left").select(
        "id",
        "group",
        "agent",
        pl.col("started").cast(TIME),
        ended=pl.col("time").cast(TIME),
        result="kind",
    )
