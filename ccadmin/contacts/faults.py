"""What is wrong in a contacts file: kept as columns, told as problems, handed back as rejects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from ccadmin.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN: Final = 20
"""How many problems a message lists before it counts the rest."""
_LONGEST: Final = 80
"""Characters of a value that a message shows."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one column.

    Attributes:
        column: the column as the file calls it, or `row` where the row as a whole is wrong.
        value: what stands in the file, one text a row.
        expected: what should stand there, in words that follow "is not"; null beside good rows.
    """

    column: str
    value: pl.Series
    expected: pl.Series


def fault(values: pl.Series, bad: pl.Series, expected: str) -> Fault | None:
    """The fault of a column whose `bad` rows all lack the same thing; None when no row is bad."""
    if not bad.any():
        return None
    words = pl.select(pl.when(bad).then(pl.lit(expected)).alias("expected")).to_series()
    return Fault(values.name, as_text(values), words)


def as_text(values: pl.Series) -> pl.Series:
    """The column as text, whatever a typed file made of it."""
    if values.dtype == pl.String:
        return values
    if values.dtype.is_nested() or values.dtype in {pl.Binary, pl.Object}:
        return pl.Series(values.name, [_told(value) for value in values.to_list()], dtype=pl.String)
    return values.cast(pl.String)


def bad_rows(faults: Sequence[Fault], height: int) -> pl.Series:
    """Which rows have at least one fault."""
    bad = pl.repeat(value=False, n=height, dtype=pl.Boolean, eager=True)
    for each in faults:
        bad = bad | each.expected.is_not_null()
    return bad


def first_problems(
    faults: Sequence[Fault], bad: pl.Series, lines: pl.Series, *, file: str, limit: int = SHOWN
) -> list[Problem]:
    """The first problems in file order: by row, in a row by the order of `faults`."""
    problems: list[Problem] = []
    for row in bad.arg_true().head(limit):
        for each in faults:
            expected = each.expected[row]
            if expected is not None:
                value = shown(each.value[row] or "")
                problems.append(
                    Problem(escaped(file), lines[row], shown(each.column), value, expected)
                )
    return problems[:limit]


def count_problems(faults: Sequence[Fault]) -> int:
    """How many problems there are in all; a row may have several."""
    return sum(len(each.expected) - each.expected.null_count() for each in faults)


def rejects(
    rows: pl.DataFrame, faults: Sequence[Fault], bad: pl.Series, lines: pl.Series
) -> pl.DataFrame:
    """The bad rows as they stand in the file, then their `line` and `problem`."""
    told = [
        pl.format("{}: expected {}", pl.lit(each.column), each.expected.filter(bad))
        for each in faults
    ]
    nothing = pl.repeat(None, int(bad.sum()), dtype=pl.String, eager=True)
    problem = pl.select(pl.concat_str(nothing, *told, separator="; ", ignore_nulls=True))
    line_name, problem_name = free_names(["line", "problem"], rows.columns)
    return rows.filter(bad).with_columns(
        lines.filter(bad).alias(line_name), problem.to_series().alias(problem_name)
    )


def free_names(wanted: list[str], taken: list[str]) -> list[str]:
    """Each wanted name, with underscores behind it until no taken one is equal."""
    free = []
    for name in wanted:
        candidate = name
        while candidate in taken:
            candidate += "_"
        free.append(candidate)
    return free


def shown(value: str) -> str:
    """The value fit for a terminal: one line, no control characters, not too long."""
    return escaped(value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…")


def escaped(path: str) -> str:
    """A path fit for a terminal, but whole: cut short it would lead nowhere."""
    return "".join(_visible(character) for character in path)


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


def _told(value: object) -> str | None:
    return None if value is None else str(value)
