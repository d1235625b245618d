"""One contact of a file by its id, and the nearest id where there is none of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ccadmin.contacts.faults import escaped
from ccadmin.errors import NotFoundError, did_you_mean

if TYPE_CHECKING:
    from ccadmin.contacts.reading import ContactFile

COMPARED: Final = 2_000
"""The most ids that are held against a mistyped one, letter by letter."""


def row_of(file: ContactFile, wanted: str) -> int:
    """The row of the contact with that id; in a file without ids they are the numbers of the rows.

    Raises:
        NotFoundError: no accepted row has that id.
    """
    found = file.ids.index_of(wanted.strip())
    if found is not None:
        return found
    rejected = file.rejected.height
    hint = did_you_mean(wanted.strip(), _near(file.ids, wanted.strip()))
    if hint is None and file.contacts.ids is None:
        hint = f"the file has no ids, so contacts are called by their rows: 1 to {file.ids[-1]}"
    elif hint is None:
        left_out = f", {rejected} bad rows left out" if rejected else ""
        hint = f'its ids are such as "{escaped(file.ids[0])}"{left_out}'
    raise NotFoundError(
        "contact-not-found",
        f'contact "{escaped(wanted)}" not found in "{escaped(file.name)}"',
        hint=hint,
    )


def _near(ids: pl.Series, wanted: str) -> list[str]:
    """The ids that are about as long and share a half with it, which one slip leaves whole."""
    half = (len(wanted) + 1) // 2
    known = ids.to_frame("id").lazy()
    lengths = pl.col("id").str.len_chars().is_between(len(wanted) - 1, len(wanted) + 1)
    beginning = pl.col("id").str.to_lowercase().str.starts_with(wanted[:half].lower())
    ending = pl.col("id").str.to_lowercase().str.ends_with(wanted[half:].lower())
    return known.filter(lengths, beginning | ending).head(COMPARED).collect()["id"].to_list()
