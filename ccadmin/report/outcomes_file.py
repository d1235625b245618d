"""A file of outcomes as columns, every value checked: what `route --out` writes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ccadmin.errors import ProblemsError, RuleError
from ccadmin.formulas import bare_columns
from ccadmin.vocabulary import Channel, Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl

    from ccadmin.contacts.table import Table

NEEDED: Final = (
    *("channel", "arrived", "first_group", "last_group", "outcome", "reason", "answered", "ended"),
    *("agent", "wait", "ring", "talk", "wrap_up", "offers", "misses", "hops", "level_reached"),
    "resolved",
)
"""The columns without which figures would be guesses."""
A_TIME: Final = "a time such as 2026-03-02T09:15:00Z"
A_NUMBER: Final = "a whole number from 0"
_TALKED_TO: Final = (Outcome.ANSWERED, Outcome.CLOSED_BY_TIMEOUT)
_MUST: Final = ("channel", "arrived", "outcome", "offers", "misses", "hops", "resolved")
"""What every row says."""
_MUST_WHEN_ANSWERED: Final = (
    *("last_group", "answered", "ended", "agent", "wait", "ring", "talk", "wrap_up"),
    "level_reached",
)


@dataclass(frozen=True, slots=True)
class OutcomesFile:
    """What a file holds.

    Attributes:
        name: the file as messages call it.
        columns: those of `NEEDED`: names as text, times in ms, and where the file has them `id` and
            `device` as text, `rating`, and `rated_after` in ms.
    """

    name: str
    columns: pl.DataFrame


def read_outcomes(path: str) -> OutcomesFile:
    """Read a file of outcomes; CSV, TSV, Parquet or NDJSON by the suffix, or CSV from `-`.

    Raises:
        NotFoundError: there is no such file.
        ProblemsError: values are none of those that `route` writes; it lists the first.
        RuleError: the file as a whole is no file of outcomes.
    """
    from ccadmin.contacts import sources
    from ccadmin.contacts.reading import read_table

    return outcomes_of(read_table(path), sources.name_of(path))


def outcomes_of(table: Table, name: str) -> OutcomesFile:
    """A table that was read from a file, once it is known to be one of outcomes.

    Raises:
        ProblemsError, RuleError: as `read_outcomes`.
    """
    from ccadmin.contacts import sources
    from ccadmin.contacts.writing import NAMES

    _require_columns(table.rows.columns, name)
    if sources.is_delimited(name):
        table = replace(table, rows=bare_columns(table.rows, NAMES))
    return OutcomesFile(name, columns_of(table, name))


def _require_columns(there: Sequence[str], name: str) -> None:
    from ccadmin.contacts.faults import escaped

    missing = [each for each in NEEDED if each not in there]
    if missing:
        raise RuleError(
            "no-outcomes",
            f'"{escaped(name)}" is no file of outcomes: it has no column "{missing[0]}"',
            hint="give the file that route --simulate CONTACTS --out FILE has written",
        )


def columns_of(table: Table, name: str) -> pl.DataFrame:
    """The columns of a table of outcomes, checked.

    Raises:
        ProblemsError: values are none of those that `route` writes; it lists the first.
    """
    import polars as pl

    from ccadmin.contacts import faults
    from ccadmin.contacts.fields import blank

    rows = table.rows
    columns: dict[str, pl.Series] = {}
    found = [table.fault] if table.fault else []
    for column, (reader, expected) in _readers().items():
        if column not in rows.columns:
            continue
        columns[column] = reader(rows[column]).alias(column)
        bad = columns[column].is_null() & ~blank(rows[column])
        found += [each for each in (faults.fault(rows[column], bad, expected),) if each]
    frame = pl.DataFrame(columns)
    answered = frame["outcome"].is_in([each.value for each in _TALKED_TO]).fill_null(value=False)
    for column in (*_MUST, *_MUST_WHEN_ANSWERED):
        must = answered if column in _MUST_WHEN_ANSWERED else answered | ~answered
        expected = _readers()[column][1]
        expected += ", which an answered contact has" if column in _MUST_WHEN_ANSWERED else ""
        each = faults.fault(rows[column], must & blank(rows[column]), expected)
        found += [each] if each else []
    if not found:
        return frame
    wrong = faults.bad_rows(found, rows.height)
    problems = faults.first_problems(found, wrong, table.lines, file=name)
    total = faults.count_problems(found)
    listed = "" if total == len(problems) else f"; the first {len(problems)} of {total} problems"
    raise ProblemsError(
        "bad-outcomes",
        f'{wrong.sum()} of {rows.height} rows in "{faults.escaped(name)}" are no outcomes{listed}',
        problems,
        hint="give the file as route --out has written it",
    )


def _readers() -> dict[str, tuple[Callable[[pl.Series], pl.Series], str]]:
    """How each column is read, and what it holds in words."""
    from ccadmin.contacts import fields
    from ccadmin.contacts.arrivals import arrivals
    from ccadmin.contacts.faults import as_text

    def times(values: pl.Series) -> pl.Series:
        return arrivals(values, "UTC")

    readers: dict[str, tuple[Callable[[pl.Series], pl.Series], str]] = {
        "channel": (_one_of(Channel), _listed(Channel)),
        "outcome": (_one_of(Outcome), _listed(Outcome)),
        "reason": (_one_of(Reason), _listed(Reason)),
        "resolved": (fields.truths, fields.A_TRUTH),
        "rating": (fields.ratings, fields.A_RATING),
        "rated_after": (fields.durations, fields.A_DURATION),
    }
    names = ("id", "first_group", "last_group", "agent", "device")
    readers |= dict.fromkeys(names, (as_text, "a name"))
    readers |= dict.fromkeys(("arrived", "answered", "ended"), (times, A_TIME))
    readers |= dict.fromkeys(
        ("wait", "ring", "talk", "wrap_up"), (fields.durations, fields.A_DURATION)
    )
    return readers | dict.fromkeys(
        ("offers", "misses", "hops", "level_reached"), (_numbers, A_NUMBER)
    )


def _numbers(values: pl.Series) -> pl.Series:
    """Whole numbers from 0; null where it is blank or none."""
    import polars as pl

    numbers = values.cast(pl.Float64, strict=False)
    whole = (numbers >= 0) & (numbers == numbers.floor()) & numbers.is_finite()
    return pl.select(pl.when(whole).then(numbers).cast(pl.Int64)).to_series()


def _one_of(
    words: type[Channel | Outcome | Reason],
) -> Callable[[pl.Series], pl.Series]:
    """A reader of the words of a list; null for any other."""

    def read(values: pl.Series) -> pl.Series:
        import polars as pl

        from ccadmin.contacts.faults import as_text

        text = as_text(values)
        known = text.is_in([word.value for word in words])
        return pl.select(pl.when(known).then(text)).to_series()

    return read


def _listed(words: type[Channel | Outcome | Reason]) -> str:
    return "one of " + ", ".join(word.value for word in words if word.value)
