"""The columns of a contacts file, each checked as a whole, with what is wrong beside each row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import polars as pl

from ccadmin.contacts import fields
from ccadmin.contacts.allocation import allocated
from ccadmin.contacts.arrivals import arrivals
from ccadmin.contacts.entering import by_directions, by_flow
from ccadmin.contacts.entrances import (
    ways_by_center,
    ways_by_flow,
    ways_by_group,
    ways_by_number,
)
from ccadmin.contacts.faults import Fault, as_text, fault
from ccadmin.contacts.requirements import Requirements
from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ccadmin.contacts.columns import Mapped
    from ccadmin.contacts.entrances import Entrances, Way
    from ccadmin.contacts.requirements import Requirement
    from ccadmin.contacts.table import Table

SELDOM: Final[Mapping[str, tuple[Callable[[pl.Series], pl.Series], str]]] = {
    "channel": (fields.channels, fields.A_CHANNEL),
    "level": (fields.levels, fields.A_LEVEL),
    "resolved": (fields.truths, fields.A_TRUTH),
    "silent_after": (fields.durations, fields.A_DURATION),
    "rating": (fields.ratings, fields.A_RATING),
    "rated_after": (fields.durations, fields.A_DURATION),
}
"""The columns that few files have: how each is read, and what it holds in words."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read, and what could not be.

    Attributes:
        columns: `id` text, `resolved` Boolean, the other fields whole numbers as in
            `engine.Contacts`, null where the file says nothing. Of those in `SELDOM` only the ones
            that the file has.
        carried: the columns that go through untouched.
        requirements: what `needs` are indexes into.
        faults: what is wrong; without faults every row is good.
    """

    columns: pl.DataFrame
    carried: pl.DataFrame
    requirements: tuple[Requirement, ...]
    faults: tuple[Fault, ...]

    def only(self, good: pl.Series) -> Checked:
        """The good rows, without the faults of the others."""
        carried = self.carried.filter(good) if self.carried.width else self.carried
        return Checked(self.columns.filter(good), carried, self.requirements, ())


def check(table: Table, mapped: Mapped, *, entrances: Entrances, zone: str, talk: bool) -> Checked:
    """Read every field of every row; `talk` tells that talk times which are missing can be drawn.

    Raises:
        RuleError: there are no talk times, and none can be drawn.
    """
    if "talk" not in mapped.fields and not talk:
        raise RuleError(
            "missing-column",
            'no column says how long people talk: there is no "talk"',
            hint="name it with --column talk=NAME, or draw the times with --talk 180 or exp:180",
        )
    rows = _Rows(table, mapped)
    ids = rows.ids()
    arrived = rows.numbers("arrived", lambda each: arrivals(each, zone), _a_time(zone))
    requirements = Requirements(entrances.skills)
    channel = rows.numbers("channel", *SELDOM["channel"], optional=True)
    group, asked, led = rows.groups(entrances, arrived, channel)
    columns = {
        "id": ids,
        "arrived": arrived,
        "channel": channel,
        "group": group,
        "asked": asked,
        "led": led,
        "talk": rows.numbers("talk", fields.durations, _a_talk_time(drawn=talk), optional=talk),
        "patience": rows.numbers("patience", fields.durations, fields.A_DURATION, optional=True),
        "wrap_up": rows.numbers("wrap_up", fields.durations, fields.A_DURATION, optional=True),
        "priority": rows.numbers("priority", fields.priorities, fields.A_PRIORITY, optional=True),
        "needs": rows.ways("skills", requirements.ways),
    }
    for name, (read, expected) in SELDOM.items():
        if name not in columns:
            kind = pl.Boolean if name == "resolved" else pl.Int64
            columns[name] = rows.numbers(name, read, expected, optional=True, kind=kind)
    # Not by `select`, which reads a name such as "^a.*$" as a pattern.
    carried = pl.DataFrame([table.rows[each].alias(name) for name, each in mapped.carried.items()])
    faults = rows.faults_of_whole_rows_first()
    return Checked(pl.DataFrame(columns), carried, requirements.sets, faults)


class _Rows:
    """One file while it is checked: its columns by field, and the faults found so far."""

    def __init__(self, table: Table, mapped: Mapped) -> None:
        self._table = table
        self._mapped = mapped
        self._faults: list[Fault] = []

    def numbers(
        self,
        field: str,
        read: Callable[[pl.Series], pl.Series],
        expected: str,
        *,
        optional: bool = False,
        kind: type[pl.DataType] = pl.Int64,
    ) -> pl.Series:
        """One field of each row; null where an optional one is blank, and where it is bad."""
        values = self._values(field)
        if values is None:
            return pl.repeat(None, self._table.rows.height, dtype=kind, eager=True)
        result = read(values)
        if result.null_count():
            bad = result.is_null()
            self._add(fault(values, bad & ~fields.blank(values) if optional else bad, expected))
        return result

    def ids(self) -> pl.Series:
        """The ids as text; the numbers of the rows where the file has none."""
        values = self._values("id")
        if values is None:
            return pl.int_range(1, self._table.rows.height + 1, eager=True).cast(pl.String)
        ids = as_text(values)
        absent = fields.blank(ids)
        self._add(fault(values, absent, "an id (leave the column out to number the rows)"))
        # Different hashes prove different ids, five times sooner than comparing the ids.
        if ids.hash().n_unique() != len(ids):
            self._add(self._repeated(ids, absent))
        return ids

    def groups(
        self, entrances: Entrances, arrived: pl.Series, channel: pl.Series
    ) -> tuple[pl.Series, pl.Series, pl.Series]:
        """Where each contact enters.

        Returns:
            The index of the group, or why it enters none; the directions whose business server
            decides, null for most; where these lead by themselves, null where they are not asked.
        """
        by_group = self.ways("group", lambda words: ways_by_group(entrances, words))
        flow = self.ways("flow", lambda words: ways_by_flow(entrances, words)).fill_null(
            self.ways("number", lambda words: ways_by_number(entrances, words))
        )
        keys = self.numbers("keys", fields.pressed, fields.KEYS, optional=True, kind=pl.String)
        center = self.ways("center", lambda words: ways_by_center(entrances, words)).fill_null(0)
        entered = by_group.fill_null(
            by_flow(flow, keys.fill_null(""), arrived, entrances.all_flows)
        )
        rest = entered.is_null()
        nobody = pl.repeat(None, len(rest), dtype=pl.Int64, eager=True)
        if not rest.any():
            return entered, nobody, nobody
        attributes = {
            name: as_text(values).filter(rest)
            for name in sorted(entrances.reads)
            if (values := self._attribute(name)) is not None
        }
        directions, named = entrances.all_directions, center.filter(rest)
        led = by_directions(named, attributes, directions)
        policy = allocated(led, channel.filter(rest), named, directions)
        places = rest.arg_true()
        return (
            entered.scatter(places, policy.group),
            nobody.clone().scatter(places, policy.asked),
            nobody.scatter(places, led),
        )

    def faults_of_whole_rows_first(self) -> tuple[Fault, ...]:
        """All faults; of a row that is no record at all only that is told."""
        whole = self._table.fault
        if whole is None:
            return tuple(self._faults)
        kept = pl.when(whole.expected.is_null())
        return (
            whole,
            *(
                replace(each, expected=pl.select(kept.then(each.expected)).to_series())
                for each in self._faults
            ),
        )

    def _values(self, field: str) -> pl.Series | None:
        column = self._mapped.fields.get(field)
        return None if column is None else self._table.rows[column]

    def _attribute(self, name: str) -> pl.Series | None:
        """What rules know under that name: a column that has its part, or any other of the file."""
        known = self._mapped.fields | self._mapped.carried
        column = known.get(name, name)
        return self._table.rows[column] if column in self._table.rows.columns else None

    def _add(self, found: Fault | None) -> None:
        if found is not None:
            self._faults.append(found)

    def ways(self, field: str, look_up: Callable[[list[str]], Mapping[str, Way]]) -> pl.Series:
        """What the words of a column lead to; null where it is blank, and where it is bad."""
        values = self._values(field)
        if values is None:
            return pl.repeat(None, self._table.rows.height, dtype=pl.Int64, eager=True)
        words = as_text(values)
        different = words.unique(maintain_order=True).drop_nulls()
        ways = look_up([word for word in different if word.strip()])
        leads = {word: way.leads for word, way in ways.items()}
        lost = {word: way.expected for word, way in ways.items() if way.expected}
        if lost:
            expected = words.replace_strict(lost, default=None, return_dtype=pl.String)
            self._add(Fault(values.name, words, expected))
        return words.replace_strict(leads, default=None, return_dtype=pl.Int64)

    def _repeated(self, ids: pl.Series, absent: pl.Series) -> Fault | None:
        """Ids that an earlier row has already, with the line of that row."""
        first = pl.DataFrame({"id": ids, "line": self._table.lines}).select(
            pl.col("line").first().over("id")
        )
        bad = ~ids.is_first_distinct() & ~absent
        told = pl.format("an id of its own: line {} has it already", first["line"])
        expected = pl.select(pl.when(bad).then(told)).to_series()
        return Fault(self._mapped.fields["id"], ids, expected) if bad.any() else None


def _a_time(zone: str) -> str:
    return (
        f"a time from 1970 to 2199 such as 2026-03-02T09:15:00+02:00, or without offset in {zone}"
    )


def _a_talk_time(*, drawn: bool) -> str:
    return (
        fields.A_DURATION if drawn else f"{fields.A_DURATION} (--talk draws those that are missing)"
    )
