"""Files as bytes: found, read, and known to be text in UTF-8 before anything else looks at them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ccadmin.contacts.faults import escaped, shown
from ccadmin.errors import NotFoundError, RuleError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

STANDARD_INPUT: Final = "-"
"""The path that stands for standard input, read as CSV."""
SUFFIXES: Final = (".csv", ".tsv", ".parquet", ".ndjson", ".jsonl")
"""What the names of contacts files may end in."""


def name_of(path: str) -> str:
    """The file as messages call it."""
    return "stdin" if path == STANDARD_INPUT else path


def require_format(path: str, suffixes: Sequence[str] = SUFFIXES) -> str:
    """The suffix that tells the format of a file, in lower case; `.csv` for `-`.

    Raises:
        RuleError: none of the formats has that suffix.
    """
    suffix = ".csv" if path == STANDARD_INPUT else Path(path).suffix.casefold()
    if suffix not in suffixes:
        raise RuleError(
            "unknown-format",
            f'the format of "{escaped(path)}" cannot be told from its name',
            hint=f"give it a name that ends in {_listed(suffixes)}",
        )
    return suffix


def is_delimited(name: str) -> bool:
    """Whether a file is one of CSV or TSV, by the name that messages call it by."""
    return not name.casefold().endswith((".parquet", ".ndjson", ".jsonl"))


def read_bytes(path: str) -> bytes:
    """Everything that a file holds."""
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise _missing(path) from None
    except (OSError, ValueError) as error:
        told = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise RuleError(
            "unreadable-file",
            f'"{escaped(name_of(path))}" cannot be read: {told.lower()}',
            hint="name a file that you may read, or - for standard input",
        ) from error


def require_utf8(data: bytes, name: str) -> bytes:
    """The data without its byte order mark, once it is known to be UTF-8 text.

    Raises:
        RuleError: another encoding, or NUL bytes, with the line of the first.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _no_utf8(name, "is UTF-16", "utf-16")
    data = data.removeprefix(b"\xef\xbb\xbf")
    nul = data.find(0)
    if nul >= 0:
        raise RuleError(
            "nul-byte",
            f'"{escaped(name)}" holds a NUL byte on line {_line(data, nul)}',
            hint="it is no text, or not UTF-8; export it again as UTF-8",
        )
    if not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError as error:
            found = f"is not UTF-8: byte 0x{data[error.start]:02x} on line"
            raise _no_utf8(name, f"{found} {_line(data, error.start)}", "latin1") from None
    return data


def no_contacts(name: str) -> RuleError:
    """What is raised for a file without contacts."""
    return RuleError(
        "no-contacts",
        f'"{escaped(name)}" holds no contacts',
        hint="give it a header line with the column names, then one line for each contact",
    )


def _missing(path: str) -> NotFoundError:
    folder = Path(path).parent
    there = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    near = did_you_mean(Path(path).name, there)
    return NotFoundError(
        "file-not-found",
        f'file "{escaped(path)}" not found',
        hint=shown(near) if near else "name a file that exists, or - for standard input",
    )


def _no_utf8(name: str, found: str, encoding: str) -> RuleError:
    return RuleError(
        "not-utf-8",
        f'"{escaped(name)}" {found}',
        hint=f"convert it first, for example: iconv -f {encoding} -t utf-8 IN > OUT",
    )


def _line(data: bytes, place: int) -> int:
    return data.count(b"\n", 0, place) + 1


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
