"""Text in CSV that no spreadsheet takes for a formula, and back again.

A spreadsheet runs what begins with `=`, `+`, `-` or `@`. So a cell that does gets an apostrophe
before it, which a spreadsheet takes as the sign of text; whoever reads our files takes it away
again. Numbers and telephone numbers are left as they are: they do no harm. Text that had such an
apostrophe already gets one more, so that every text comes back as it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    import polars as pl

BEGINS: Final = r"^'*[=+\-@\t\r]"
"""What a spreadsheet might run, or might have been kept from running."""
NUMBER: Final = r"^[+-][\d\s.,:()/-]*%?$"
_BEGINS, _NUMBER = re.compile(BEGINS), re.compile(NUMBER)


def guarded(text: str) -> str:
    """The text as a cell of CSV."""
    return f"'{text}" if _is_risky(text) else text


def csv_cell(value: object, text: str) -> str:
    """The text of a value as a cell of CSV; a number is one, whatever its sign."""
    return text if isinstance(value, int | float) else guarded(text)


def bare(text: str) -> str:
    """The text that a cell of CSV stands for."""
    return text[1:] if text.startswith("'") and _is_risky(text[1:]) else text


def guarded_columns(table: pl.DataFrame, names: Collection[str]) -> pl.DataFrame:
    """The table with some of its columns as cells of CSV."""
    import polars as pl

    return table.with_columns(
        pl.when(_risky(pl.col(name))).then("'" + pl.col(name)).otherwise(name).alias(name)
        for name in _texts(table, names)
    )


def bare_columns(table: pl.DataFrame, names: Collection[str]) -> pl.DataFrame:
    """The table with some of its columns as the text that cells of CSV stand for."""
    import polars as pl

    return table.with_columns(
        pl.when(pl.col(name).str.starts_with("'") & _risky(pl.col(name).str.slice(1)))
        .then(pl.col(name).str.slice(1))
        .otherwise(name)
        .alias(name)
        for name in _texts(table, names)
    )


def _texts(table: pl.DataFrame, names: Collection[str]) -> list[str]:
    import polars as pl

    return [name for name in names if table.schema.get(name) == pl.String]


def _is_risky(text: str) -> bool:
    return bool(_BEGINS.search(text)) and not _NUMBER.search(text)


def _risky(text: pl.Expr) -> pl.Expr:
    return text.str.contains(BEGINS) & ~text.str.contains(NUMBER)
