"""A contacts file as the columns that the distributor takes, with every bad row named."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

from ccadmin import engine
from ccadmin.calendars import parse_zone
from ccadmin.contacts import sources
from ccadmin.contacts.arrays import Texts, column_of, machine_integers
from ccadmin.contacts.columns import map_columns
from ccadmin.contacts.delimited import read_delimited
from ccadmin.contacts.faults import (
    SHOWN,
    bad_rows,
    count_problems,
    escaped,
    first_problems,
    rejects,
)
from ccadmin.contacts.ndjson import read_ndjson
from ccadmin.contacts.parquet import read_parquet
from ccadmin.contacts.rows import check
from ccadmin.contacts.told_ways import ways_given
from ccadmin.errors import ProblemsError
from ccadmin.vocabulary import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.contacts.entrances import Entrances
    from ccadmin.contacts.faults import Fault
    from ccadmin.contacts.rows import Checked
    from ccadmin.contacts.table import Table
    from ccadmin.errors import Problem


class OnError(StrEnum):
    """What happens when a file has bad rows."""

    STOP = "stop"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a contacts file is to be read.

    Attributes:
        entrances: the groups and centers that contacts may name.
        zone: the IANA zone of times without an offset.
        columns: name of a field -> the name that its column has in the file.
        talk: what talk times are drawn from where the file gives none; None makes that an error.
        patience: what patience is drawn from where the file gives none; None is unlimited.
        seed: keys those draws, together with the id of each contact.
        on_error: whether bad rows stop the reading or are set aside.
        shown: how many problems a message lists before it counts the rest.
        keep_ways: whether what decides where contacts enter is kept, to be told of some of them.
    """

    entrances: Entrances
    zone: str = "UTC"
    columns: Mapping[str, str] = field(default_factory=dict)
    talk: engine.Distribution | None = None
    patience: engine.Distribution | None = None
    seed: int = 0
    on_error: OnError = OnError.STOP
    shown: int = SHOWN
    keep_ways: bool = False


@dataclass(frozen=True, slots=True)
class ContactFile:
    """What a file holds; all columns have one row for each contact that was accepted.

    Attributes:
        name: the file as messages call it.
        contacts: what the engine takes.
        ids: the id of each contact as text; the row number where the file has none.
        asked: the chats that a business server is to decide: `row`, the index `center` into
            `Entrances.all_directions` whose server it is, and where these lead by themselves, `led`.
        carried: columns that go through to the outcomes untouched.
        unknown: those of them that mean nothing to ccadmin, to be named once.
        rejected: the rows that were set aside, as they stand in the file, with `line` and `problem`.
        problems: the first problems of those rows.
        ways: what each contact says of its way in, as `told_way` takes it; empty unless kept.
    """

    name: str
    contacts: engine.Contacts
    ids: pl.Series
    asked: pl.DataFrame
    carried: pl.DataFrame
    unknown: tuple[str, ...]
    rejected: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    ways: pl.DataFrame = field(default_factory=pl.DataFrame)


def read(path: str, reading: Reading) -> ContactFile:
    """Read contacts from CSV, TSV, Parquet or NDJSON by the suffix, or CSV from `-`.

    Raises:
        NotFoundError: there is no such file.
        ProblemsError: rows are bad and may not be skipped, or none is good; it lists the first.
        RuleError: the file as a whole cannot be used, or an option does not fit it.
    """
    zone = parse_zone(reading.zone)
    name = sources.name_of(path)
    table = read_table(path)
    mapped = map_columns(table.rows.columns, reading.columns, file=name)
    checked = check(
        table, mapped, entrances=reading.entrances, zone=zone, talk=reading.talk is not None
    )
    bad = bad_rows(checked.faults, table.rows.height)
    rejected = rejects(table.rows, checked.faults, bad, table.lines)
    problems: Sequence[Problem] = ()
    ways = pl.DataFrame()
    if reading.keep_ways:
        ways = ways_given(table.rows, mapped, reading.entrances).filter(~bad)
    if checked.faults:
        problems = first_problems(checked.faults, bad, table.lines, file=name, limit=reading.shown)
        if reading.on_error is OnError.STOP or bad.all():
            raise _refused(name, problems, checked.faults, bad)
        checked = checked.only(~bad)
    return ContactFile(
        name=name,
        contacts=_contacts(checked, reading, explicit_ids="id" in mapped.fields),
        ids=checked.columns["id"],
        asked=_asked(checked.columns),
        carried=checked.carried,
        unknown=mapped.unknown,
        rejected=rejected,
        problems=tuple(problems),
        ways=ways,
    )


def read_table(path: str) -> Table:
    """Read a file of any of the formats as it stands.

    Raises:
        NotFoundError: there is no such file.
        RuleError: it is empty, or not in the format of its suffix.
    """
    suffix = sources.require_format(path)
    name = sources.name_of(path)
    data = sources.read_bytes(path)
    if suffix != ".parquet":
        data = sources.require_utf8(data, name)
    if not data.strip():
        raise sources.no_contacts(name)
    if suffix == ".parquet":
        table = read_parquet(data, name)
    elif suffix in {".ndjson", ".jsonl"}:
        table = read_ndjson(data, name)
    else:
        table = read_delimited(data, name, tabs=suffix == ".tsv")
    if not table.rows.height:
        raise sources.no_contacts(name)
    return table


def _asked(columns: pl.DataFrame) -> pl.DataFrame:
    there = columns["asked"].is_not_null()
    return pl.DataFrame(
        {
            "row": there.arg_true().cast(pl.Int64),
            "center": columns["asked"].filter(there),
            "led": columns["led"].filter(there),
        }
    )


def _contacts(checked: Checked, reading: Reading, *, explicit_ids: bool) -> engine.Contacts:
    """The columns of the engine, with drawn durations where the file has none."""
    columns = checked.columns
    ids = Texts(columns["id"]) if explicit_ids else None

    def drawn(purpose: str, distribution: engine.Distribution | None, otherwise: int) -> pl.Series:
        column = columns[purpose]
        if distribution is None or not column.null_count():
            return column.fill_null(otherwise)
        draws = engine.sample(
            distribution, seed=reading.seed, purpose=purpose, count=len(column), ids=ids
        )
        return column.fill_null(column_of(purpose, draws))

    def seldom(name: str, code: str, otherwise: int) -> Sequence[int] | None:
        """A column that few files have; None where it says nothing about anybody."""
        column = columns[name].cast(pl.Int64).fill_null(otherwise)
        return None if (column == otherwise).all() else machine_integers(column, code)

    return engine.Contacts(
        arrived=machine_integers(columns["arrived"]),
        group=machine_integers(columns["group"]),
        talk=machine_integers(drawn("talk", reading.talk, engine.UNSET)),
        patience=machine_integers(drawn("patience", reading.patience, engine.UNLIMITED)),
        wrap_up=machine_integers(columns["wrap_up"].fill_null(engine.UNSET)),
        priority=machine_integers(columns["priority"].fill_null(0)),
        ids=ids,
        channel=seldom("channel", "b", engine.CHANNELS.index(Channel.CALL)),
        needs=seldom("needs", "i", engine.NO_NEEDS),
        requirements=checked.requirements,
        level=seldom("level", "b", 0),
        silent_after=seldom("silent_after", "q", engine.UNLIMITED),
        resolved=seldom("resolved", "b", engine.UNSET),
        rating=seldom("rating", "b", 0),
        rated_after=seldom("rated_after", "q", 0),
    )


def _refused(
    name: str, problems: Sequence[Problem], faults: Sequence[Fault], bad: pl.Series
) -> ProblemsError:
    """All problems of a file in one error: the first listed, the others counted."""
    rows, total = bad.sum(), count_problems(faults)
    listed = "" if total == len(problems) else f"; the first {len(problems)} of {total} problems"
    noun = "row" if len(bad) == 1 else "rows"
    return ProblemsError(
        "bad-contacts",
        f'{rows} of {len(bad)} {noun} in "{escaped(name)}" cannot be routed{listed}',
        problems,
        hint="correct the file, or route the rest with --on-error skip --rejects FILE",
    )
