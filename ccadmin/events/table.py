"""The engine's event log as a table for people and programs: names for indexes, times, words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ccadmin.contacts.arrays import column_of
from ccadmin.contacts.outcome_table import agent_names
from ccadmin.engine import CHANNELS, DEVICES, EVENT_KINDS, REASONS, UNSET
from ccadmin.events.columns import COLUMNS, ENDS, RUN_ENDED
from ccadmin.vocabulary import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.contacts.reading import ContactFile
    from ccadmin.engine import Contacts, Outcomes, Snapshot

_KIND: Final = {name: index for index, name in enumerate(EVENT_KINDS)}
_CLOSED_BY_TIMEOUT: Final = tuple(Outcome).index(Outcome.CLOSED_BY_TIMEOUT)
_INDEXES: Final = ("time", "kind", "contact", "group", "agent", "detail")


def event_table(
    file: ContactFile, outcomes: Outcomes, snapshot: Snapshot, *, until: int | None
) -> pl.DataFrame:
    """Every event of a run in its order, with the columns of `COLUMNS`.

    `detail` is in words: the device of an answer, the reason of an end or an overflow, what a step
    opened or relaxed, the length of a break. What the distributor takes no notice of, and a replay
    needs, stands beside `arrived`. Behind `run-ended` comes what the horizon `until`, ms, cut off:
    the ends of talks and wrap-ups under way, and the contacts that would still have arrived.

    Raises:
        AssertionError: the run kept no log.
    """
    log = outcomes.events
    if log is None:
        raise AssertionError("a run without a log has no events")
    happened = pl.DataFrame({name: column_of(name, getattr(log, name)) for name in _INDEXES})
    ended = pl.DataFrame({"time": [outcomes.end], "kind": [len(EVENT_KINDS)]})
    rows = [happened, ended]
    if until is not None:
        rows.append(_still_to_come(file.contacts, outcomes, until))
    return _named(pl.concat(rows, how="diagonal"), file, snapshot)


def _still_to_come(contacts: Contacts, outcomes: Outcomes, until: int) -> pl.DataFrame:
    """The events from the horizon on that are certain: ends of work under way, and arrivals."""
    last = pl.DataFrame(
        {
            "contact": pl.int_range(len(contacts.arrived), eager=True),
            "arrived": column_of("", contacts.arrived),
            "group": column_of("", outcomes.last_group),
            "agent": column_of("", outcomes.agent),
            "left": column_of("", outcomes.ended),
            "wrap_up": column_of("", outcomes.wrap_up),
            "outcome": column_of("", outcomes.outcome),
        }
    )
    answered = last.filter(pl.col("agent") >= 0)
    names = ("contact", "group", "agent", "left", "wrap_up")
    left = pl.DataFrame({name: column_of(name, getattr(outcomes.visits, name)) for name in names})
    worked = pl.concat([left.filter(pl.col("agent") >= 0), answered.select(names)])
    silent = pl.col("outcome") == _CLOSED_BY_TIMEOUT
    kind = pl.when(silent).then(_KIND["closed-by-timeout"]).otherwise(_KIND["talk-ended"])
    who = ("contact", "group", "agent")
    come = pl.concat(
        [
            answered.select(*who, time="left", kind=kind.cast(pl.Int64)),
            worked.filter(pl.col("wrap_up") > 0).select(
                *who,
                time=pl.col("left") + pl.col("wrap_up"),
                kind=pl.lit(_KIND["wrap-up-ended"], dtype=pl.Int64),
            ),
            last.select("contact", time="arrived", kind=pl.lit(_KIND["arrived"], dtype=pl.Int64)),
        ],
        how="diagonal",
    )
    return come.filter(pl.col("time") >= until).sort("time", maintain_order=True)


def _named(rows: pl.DataFrame, file: ContactFile, snapshot: Snapshot) -> pl.DataFrame:
    kind = pl.Series([*EVENT_KINDS, RUN_ENDED]).gather(rows["kind"])
    groups = pl.Series([group.name for group in snapshot.groups], dtype=pl.String)
    agents = pl.Series(agent_names(snapshot.agents), dtype=pl.String)
    arrives = rows["kind"] == _KIND["arrived"]
    table = pl.DataFrame(
        {
            "time": rows["time"].cast(COLUMNS["time"]),
            "kind": kind,
            "id": _at(file.ids, rows["contact"]),
            "group": _at(groups, rows["group"]),
            "agent": _at(agents, rows["agent"]),
            "detail": _details(kind, rows["detail"]),
        }
    )
    given = _given(file.contacts, rows["contact"].filter(arrives))
    nothing = pl.repeat(None, rows.height, dtype=pl.Int64, eager=True)
    places = arrives.arg_true()
    return table.with_columns(
        nothing.cast(COLUMNS[name]).scatter(places, values).alias(name)
        for name, values in given.items()
    )


def _given(contacts: Contacts, row: pl.Series) -> Mapping[str, pl.Series]:
    """What a file says of contacts that the distributor does not look at, for these rows."""

    def column(values: Sequence[int] | None, nothing: int) -> pl.Series:
        if values is None:
            return pl.repeat(None, len(row), dtype=pl.Int64, eager=True)
        at = column_of("", values).gather(row)
        return pl.select(pl.when(at != nothing).then(at)).to_series()

    rating, after = column(contacts.rating, 0), column(contacts.rated_after, UNSET).fill_null(0)
    names = pl.Series([channel.value for channel in CHANNELS])
    return {
        "channel": names.gather(column(contacts.channel, UNSET).fill_null(0)),
        "level": column(contacts.level, 0).fill_null(0),
        "resolved": column(contacts.resolved, UNSET).cast(pl.Boolean),
        "rating": rating,
        "rated_after": pl.select(pl.when(rating.is_not_null()).then(after / 1000)).to_series(),
    }


def _details(kind: pl.Series, detail: pl.Series) -> pl.Series:
    """What the engine says about each kind of event, in words."""
    devices = _at(pl.Series([device or None for device in DEVICES]), detail)
    reasons = _at(pl.Series([reason.value or None for reason in REASONS]), detail)
    number = detail.cast(pl.String)
    return pl.select(
        pl.when(kind == "answered")
        .then(devices)
        .when(kind.is_in([*ENDS, "overflowed"]))
        .then(reasons)
        .when(kind == "tier-opened")
        .then(pl.format("{} tiers open", number))
        .when(kind == "skills-relaxed")
        .then(pl.format("levels less {}", number))
        .when(kind == "break-started")
        .then(pl.format("{} s", (detail / 1000).cast(pl.String).str.strip_suffix(".0")))
    ).to_series()


def _at(names: pl.Series, indexes: pl.Series) -> pl.Series:
    """The name behind each index, null behind a negative one or none, or one that is no index."""
    within = (indexes >= 0) & (indexes < len(names))
    return names.gather(pl.select(pl.when(within).then(indexes)).to_series())
