"""Rows as a table that fits its terminal: wide or close, and where neither fits a record for each row.

Numbers and words are never broken; names and sentences are, yet not into slivers. Where that leaves
too little room, the columns move closer, and at last each row is told as `label value label value`.
Widths are in columns of the terminal, of which a Chinese character takes two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ccadmin.console.cells import cell, visible, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

_WORD: Final = 14
"""Cells up to this width are words that must not be broken; names and sentences wrap instead."""
_NUMERIC: Final = re.compile(r"[-+]?[\d.,:]*( ?%)?")


@dataclass(frozen=True, slots=True)
class Look:
    """How a table looks.

    Attributes:
        first: the style of the first column.
        heading: the style of the headings, None where there are none.
        ruled: whether a line stands between headings and rows.
    """

    first: str
    heading: str | None
    ruled: bool


LIST: Final = Look(first="bold", heading="bold", ruled=True)
FIELDS: Final = Look(first="bold", heading=None, ruled=False)
CARD: Final = Look(first="", heading="dim", ruled=False)


def drawn(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], *, look: Look, width: int
) -> list[Any]:
    """The rows, for Rich to print one part below the other.

    Args:
        rows: the values by field, one at least.
        columns: the fields that are shown and their headings.
        look: of the table; fields and their values stand close at once.
        width: of the terminal, in columns.
    """
    texts = [[visible(cell(row.get(key))) for key in columns] for row in rows]
    heading = look.heading is not None
    labels = list(columns.values()) if heading else [""] * len(columns)
    numeric = [heading and all(map(_is_number, column)) for column in zip(*texts, strict=True)]
    longest = [max(map(width_of, column)) for column in zip(*texts, strict=True)]
    natural = [max(width_of(label), each) for label, each in zip(labels, longest, strict=True)]
    may_break = [
        not number and (own > _WORD or (heading and index == 0))
        for index, (own, number) in enumerate(zip(longest, numeric, strict=True))
    ]
    least = [
        min(whole, _WORD) if breaks else whole
        for whole, breaks in zip(natural, may_break, strict=True)
    ]
    for gap in (2, 1) if heading else (1,):
        room = width - gap * len(columns) + 1
        if sum(least) <= room:
            shape = zip(labels, numeric, _fitted(natural, least, room), strict=True)
            return [_table(texts, list(shape), look=look, gap=gap)]
    return list(_records(texts, labels, width))


def _fitted(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fill the room at most: the widest column that may give way does, bit by bit."""
    widths = [min(whole, max(room, low)) for whole, low in zip(natural, least, strict=True)]
    while sum(widths) > room:
        giving = [index for index, low in enumerate(least) if widths[index] > low]
        widths[max(giving, key=widths.__getitem__)] -= 1
    return widths


def _table(
    texts: Sequence[Sequence[str]],
    shape: Sequence[tuple[str, bool, int]],
    *,
    look: Look,
    gap: int,
) -> Table:
    """The table, whose columns are each a heading, whether it holds numbers, and a width."""
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=SIMPLE if look.ruled else None,
        show_header=look.heading is not None,
        header_style=look.heading or "",
        show_edge=False,
        padding=(0, gap - look.ruled, 0, 0),
        pad_edge=look.ruled,
    )
    for index, (label, number, width) in enumerate(shape):
        table.add_column(
            Text(label),
            justify="right" if number else "left",
            style="" if index else look.first,
            overflow="fold",
            width=width,
        )
    for row in texts:
        table.add_row(*map(Text, row))
    return table


def _records(
    texts: Sequence[Sequence[str]], labels: Sequence[str], width: int
) -> Iterator[Text | Padding]:
    """Each row as its labels and values, as many in a line as fit; what is empty is left out."""
    from rich.padding import Padding
    from rich.text import Text

    for row in texts:
        line = Text()
        for index, (label, value) in enumerate(zip(labels, row, strict=True)):
            if not value:
                continue
            indent = "  " if index else ""
            name, style = f"{label} " if label else "", "" if index else "bold"
            taken = width_of(indent + name + value)
            if line and line.cell_len + taken > width:
                yield line
                line = Text()
            if taken > width:
                yield Text(f"{indent}{name}", "dim")
                yield Padding(Text(value, style), (0, 0, 0, len(indent) + 2))
            else:
                line.append(indent).append(name, "dim").append(value, style)
        if line:
            yield line


def _is_number(text: str) -> bool:
    """Whether a cell reads as a number: those columns stand to the right."""
    return _NUMERIC.fullmatch(text) is not None
