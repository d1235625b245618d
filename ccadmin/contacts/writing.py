"""Tables into files: CSV, TSV, NDJSON or Parquet by the suffix, whole or not at all.

A file is written beside its place and then moved there, so nobody ever sees half of it; a device or
a pipe, which cannot be replaced, is written directly. Times are RFC 3339 in UTC, always with three
decimals: `2026-03-02T09:15:00.000Z`; Parquet keeps them as times. What a tenant calls its groups and
people no spreadsheet takes for a formula (`formulas.py`); ids and columns that are carried through
are written as they came.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import polars as pl

from ccadmin.contacts import sources
from ccadmin.contacts.faults import escaped
from ccadmin.contacts.outcome_table import outcome_table
from ccadmin.errors import CcadminError, NotFoundError, RuleError
from ccadmin.formulas import guarded_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from ccadmin.contacts.reading import ContactFile
    from ccadmin.engine import Outcomes, Snapshot

STANDARD_OUTPUT: Final = ("-", "/dev/stdout")
"""The paths that stand for standard output, written as CSV."""
NAMES: Final = ("first_group", "last_group", "agent")
"""The columns of outcomes that hold names of the tenant."""
PAGES: Final = (".html", ".htm")
"""What the names of pages end in."""
_TIME_FORMAT: Final = "%Y-%m-%dT%H:%M:%S%.3fZ"


def write(path: str, file: ContactFile, outcomes: Outcomes, snapshot: Snapshot) -> None:
    """Write one row for each contact; its columns are those of `outcome_table`.

    Raises:
        NotFoundError: the folder does not exist.
        RuleError: the format is unknown, or the place is a folder.
        CcadminError: the place cannot be written, for example because the disk is full.
        BrokenPipeError: whoever read from the place has gone.
    """
    write_table(path, outcome_table(file, outcomes, snapshot), named=NAMES)


def write_rejects(path: str, file: ContactFile) -> None:
    """Write the rows that were set aside, as they stand in the file, with `line` and `problem`.

    Raises:
        NotFoundError, RuleError, CcadminError: as `write`.
    """
    write_table(path, file.rejected)


def check_target(
    path: str, *, source: str | None = None, suffixes: Sequence[str] = sources.SUFFIXES
) -> None:
    """Make sure that a file could be written, before an hour of work depends on it.

    Raises:
        NotFoundError: the folder does not exist.
        RuleError: the format is unknown, the place is a folder, or the file is the `source`.
    """
    if _is_special(path):
        return
    target = Path(path)
    if target.is_dir():
        raise RuleError(
            "is-a-folder",
            f'"{escaped(path)}" is a folder',
            hint="give the name of a file in it",
        )
    sources.require_format(path, suffixes)
    if not target.absolute().parent.is_dir():
        raise NotFoundError(
            "folder-not-found",
            f'folder "{escaped(str(target.parent))}" not found',
            hint="create it first, or write somewhere else",
        )
    if source is not None and target.exists() and Path(source).exists() and target.samefile(source):
        raise RuleError(
            "same-file",
            f'"{escaped(path)}" is also the file that is read',
            hint="give the result another name",
        )


def write_table(path: str, table: pl.DataFrame, *, named: Collection[str] = ()) -> None:
    """Write a table whole or not at all.

    Args:
        path: where to.
        table: what is written.
        named: columns with text of the tenant, which no spreadsheet may take for a formula.

    Raises:
        NotFoundError, RuleError, CcadminError: as `write`.
    """
    check_target(path)
    suffix = Path(path).suffix.casefold()
    _write_whole(path, lambda stream: _write(stream, table, suffix, named))


def write_page(path: str, page: str) -> None:
    """Write a page in HTML whole or not at all.

    Raises:
        NotFoundError, RuleError, CcadminError: as `write`.
    """
    check_target(path, suffixes=PAGES)
    _write_whole(path, lambda stream: stream.write(page.encode()))


def _write_whole(path: str, write: Callable[[BinaryIO], object]) -> None:
    try:
        with _directly(path) if _is_special(path) else _beside(Path(path)) as stream:
            write(stream)
    except BrokenPipeError:
        raise
    except (OSError, pl.exceptions.PolarsError) as error:
        # Polars raises it without its class and number, which tell `cli.py` that nobody reads on.
        if f"(os error {errno.EPIPE})" in str(error):
            raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)) from error
        raise CcadminError(
            "cannot-write",
            f'"{escaped(path)}" cannot be written: {_told(error)}',
            hint="write somewhere else; nothing half-written was left behind",
        ) from error


def _write(stream: BinaryIO, table: pl.DataFrame, suffix: str, named: Collection[str]) -> None:
    if suffix == ".parquet":
        table.write_parquet(stream)
    elif suffix in {".ndjson", ".jsonl"}:
        times = [column.name for column in table if column.dtype == pl.Datetime]
        text = [table[name].dt.to_string(_TIME_FORMAT) for name in times]
        table.with_columns(text).write_ndjson(stream)
    else:
        flat = guarded_columns(table, named)
        flat = flat.with_columns(_flat(column) for column in flat if column.dtype.is_nested())
        separator = "\t" if suffix == ".tsv" else ","
        flat.write_csv(stream, separator=separator, datetime_format=_TIME_FORMAT)


def _flat(column: pl.Series) -> pl.Series:
    """A column of lists or structs as JSON, for formats that know none."""
    wrapped = column.to_frame("value").select(pl.struct("value").struct.json_encode()).to_series()
    bare = wrapped.str.slice(len('{"value":')).str.head(-1)
    return pl.select(pl.when(column.is_not_null()).then(bare).alias(column.name)).to_series()


@contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    """A stream into a new file beside the target, which it replaces at the end."""
    place = target.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{place.name}.", suffix=".part", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).chmod(_mode(place))
        Path(name).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


@contextmanager
def _directly(path: str) -> Iterator[BinaryIO]:
    if path in STANDARD_OUTPUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with Path(path).open("wb") as stream:
        yield stream


def _mode(place: Path) -> int:
    """The rights of the file that is replaced, or those of any new file."""
    if place.exists():
        return place.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _is_special(path: str) -> bool:
    """Whether the path is standard output, a device, a pipe or a socket."""
    place = Path(path)
    return path in STANDARD_OUTPUT or (
        place.exists() and not place.is_file() and not place.is_dir()
    )


def _told(error: Exception) -> str:
    """What the system says, without the numbers that Polars adds."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    said = str(error).partition(" (os error")[0]
    return said.rpartition(": ")[2].lower()
