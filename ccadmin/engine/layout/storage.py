"""How each build of the distributor keeps a column: as a list, or as 64-bit integers side by side."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Final, TypeAlias

from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ccadmin.acd.loading import Build

    Column: TypeAlias = Sequence[int]

BYTES: Final = 8
FIRST_ROOM: Final = 64
"""Rows at first of what grows: it doubles whenever it is full."""


def made(build: Build, columns: Mapping[str, Sequence[int]]) -> dict[str, Column]:
    """Columns as the build keeps them."""
    return {name: column(build, values) for name, values in columns.items()}


def column(build: Build, values: Sequence[int]) -> Column:
    """Values as the build keeps them; what is 64-bit integers already is shared, not copied."""
    shared = shared_integers(values)
    if build.mode == "interpreted":
        return (array("q", values) if shared is None else shared).tolist()
    return array("q", values) if shared is None else shared


def given(build: Build, name: str, values: Sequence[int]) -> Column:
    """A column of the contacts as the build keeps it.

    Raises:
        RuleError: it holds something else than whole numbers of 64 bits.
    """
    try:
        return column(build, values)
    except (TypeError, OverflowError) as error:
        raise RuleError(
            "contact-column",
            f'the contact column "{name}" holds something that is no 64-bit integer: {error}',
            hint="times and durations are whole milliseconds",
        ) from error


def blank(build: Build, count: int, value: int = 0) -> Column:
    """A column of so many equal values."""
    return [value] * count if build.mode == "interpreted" else array("q", [value]) * count


def as_array(column: Column) -> array[int]:
    """The column as 64-bit integers side by side, whichever build kept it."""
    return column if isinstance(column, array) else array("q", column)


def growing(build: Build, names: Iterable[str]) -> dict[str, Column]:
    """Columns that grow as they fill."""
    return {name: blank(build, FIRST_ROOM) for name in names}


def shared_integers(values: Sequence[int]) -> memoryview | None:
    """A view of the values, if they are a buffer of 64-bit integers side by side."""
    try:
        view = memoryview(values)  # type: ignore[arg-type]  # what has no buffer is refused
    except TypeError:
        return None
    is_fit = view.format in ("q", "l") and view.itemsize == BYTES and view.c_contiguous
    return view if is_fit and view.ndim == 1 else None
