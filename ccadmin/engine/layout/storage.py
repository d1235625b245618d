"""How each build of the distributor keeps a column: as a list, or as 64-bit integers side by side."""

from __future__ import annotations

from array import array
from struct import pack
from typing import TYPE_CHECKING, Final, TypeAlias

from ccadmin.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.acd.loading import Build

    Column: TypeAlias = Sequence[int]

FIRST_ROOM: Final = 64
"""Rows at first of what grows: it doubles whenever it is full."""
WIDE: Final = "q"
"""The typecode of most columns: 64 bits."""
SAME: Final = {"l": "q", "L": "Q"}
"""Typecodes that buffers may use for 64 bits as well."""


def made(
    build: Build, columns: Mapping[str, Sequence[int]], codes: Mapping[str, str] | None = None
) -> dict[str, Column]:
    """Columns as the build keeps them, with the typecodes of those that are narrow."""
    narrow = codes or {}
    return {name: column(build, values, narrow.get(name, WIDE)) for name, values in columns.items()}


def column(build: Build, values: Sequence[int], code: str = WIDE) -> Column:
    """Values as the build keeps them; what is an array of that typecode already is not copied."""
    shared = shared_integers(values, code)
    if build.mode == "interpreted":
        return (array(code, values) if shared is None else shared).tolist()
    return array(code, values) if shared is None else shared


def given(build: Build, name: str, values: Sequence[int], code: str) -> Column:
    """A column of the contacts as the build keeps it.

    Raises:
        RuleError: it holds something else than whole numbers of so many bits.
    """
    try:
        return column(build, values, code)
    except (TypeError, OverflowError) as error:
        bits = 8 * array(code).itemsize
        raise RuleError(
            "contact-column",
            f'the contact column "{name}" holds something that is no {bits}-bit integer: {error}',
            hint="times and durations are whole milliseconds",
        ) from error


def blank(build: Build, count: int, value: int = 0, code: str = WIDE) -> Column:
    """A column of so many equal values."""
    return [value] * count if build.mode == "interpreted" else array(code, [value]) * count


def as_array(column: Column) -> array[int]:
    """The column as integers side by side, whichever build kept it.

    An array that is made of a list asks Python for each of its numbers; packing them all at once
    takes little more than half of that.
    """
    if isinstance(column, array):
        return column
    return array(WIDE, pack(f"{len(column)}{WIDE}", *column))


def growing(build: Build, codes: Mapping[str, str]) -> dict[str, Column]:
    """Columns that grow as they fill, each with its typecode."""
    return {name: blank(build, FIRST_ROOM, code=code) for name, code in codes.items()}


def shared_integers(values: Sequence[int], code: str) -> memoryview | None:
    """A view of the values, if they are a buffer of such integers side by side."""
    try:
        view = memoryview(values)  # type: ignore[arg-type]  # what has no buffer is refused
    except TypeError:
        return None
    is_fit = SAME.get(view.format, view.format) == code and view.c_contiguous
    return view if is_fit and view.ndim == 1 else None
