"""Tables named from documents: separated values, one record a line, with a header of field names.

The separator is the one of comma, semicolon and tab that the header has most of. Quotes are those of
RFC 4180 and nothing else is an escape: what stands between separators is the text of the cell.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import TYPE_CHECKING, Final

from ccadmin.documents.nodes import Place
from ccadmin.formulas import bare

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from ccadmin.documents.nodes import Problems

_SEPARATORS: Final = (",", ";", "\t")


@dataclass(slots=True)
class Table:
    """A table as read.

    Attributes:
        file: its name.
        columns: the header, each name trimmed.
        rows: the cells of each record, as many as there are columns.
        lines: the line on which each record begins.
        begins: the same of every record that was read, whether it is among the rows or not.
        whole: whether the file was read to its end.
    """

    file: str
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    whole: bool = True
    _separator: str = ","
    _text: Sequence[str] = ()

    def place(self, row: int, column: int = 0) -> Place:
        """Where a cell begins; found by reading its record again, as only errors ask."""
        return self._place_in(self.lines[row], column)

    def place_of_row(self, row: int) -> Place:
        """Where a record begins."""
        return Place(self.file, self.lines[row], 1)

    def record_at(self, line: int) -> int:
        """The line on which the record begins that a line is in, 0 where that is the header."""
        at = bisect_right(self.begins, line)
        return self.begins[at - 1] if at else 0

    def source(self, line: int) -> list[str]:
        """The cells of the record that begins there, as they were read."""
        after = self.begins[bisect_right(self.begins, line) :]
        text = self._text[line - 1 : after[0] - 1 if after else None]
        return next(csv.reader(text, delimiter=self._separator), [])

    def without(self, lines: Container[int]) -> Table:
        """The table without the records that begin on these lines."""
        kept = [n for n, line in enumerate(self.lines) if line not in lines]
        rows, places = [self.rows[n] for n in kept], [self.lines[n] for n in kept]
        return replace(self, rows=rows, lines=places)

    def header(self, column: int) -> Place:
        """Where the name of a column begins."""
        return self._place_in(self.first, column)

    @property
    def first(self) -> int:
        """The line of the header."""
        return next((n for n, line in enumerate(self._text, start=1) if line.strip()), 1)

    def _place_in(self, line: int, column: int) -> Place:
        at, quoted = 0, False
        for number, text in enumerate(self._text[line - 1 :], start=line):
            for index, character in enumerate(text, start=1):
                if at == column and not quoted:
                    return Place(self.file, number, index)
                if character == '"':
                    quoted = not quoted
                elif character == self._separator and not quoted:
                    at += 1
            if not quoted:
                return Place(self.file, number, max(len(text), 1))
        return Place(self.file, line, 1)


def read_table(text: str, file: str, problems: Problems) -> Table:
    """Read a table; records that do not fit its header are problems and left out."""
    source = list(StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="\n"))
    header = next((line for line in source if line.strip()), "")
    separator = max(_SEPARATORS, key=header.count)
    table = Table(file, _separator=separator, _text=source)
    if not header:
        problems.add(Place(file, 1, 1), "the table is empty", "begin it with a line of field names")
        return table
    reader = csv.reader(source, delimiter=separator, strict=True)
    begins, first, guards = 1, table.first, "'" in text
    rows, lines = table.rows, table.lines
    try:
        for read in reader:
            cells = [bare(cell) for cell in read] if guards else read
            if begins > first:
                table.begins.append(begins)
            if cells and len(cells) == len(table.columns) and cells[0].strip():
                rows.append(cells)
                lines.append(begins)
            else:
                _take(table, cells, begins, problems)
            begins = reader.line_num + 1
    except csv.Error as problem:
        table.whole = False
        problems.add(Place(file, begins, 1), f"no record of a table: {problem}", _QUOTES)
    return table


def _take(table: Table, cells: list[str], line: int, problems: Problems) -> None:
    """One more record that is no plain row: the header, one whose first cell is empty, or neither."""
    if not any(map(str.strip, cells)):
        return
    if not table.columns:
        table.columns = [cell.strip() for cell in cells]
        return
    if len(cells) != len(table.columns):
        problems.add(
            Place(table.file, line, 1),
            f"the record has {len(cells)} cells, the header {len(table.columns)}",
            "quote cells that hold the separator",
        )
        return
    table.rows.append(cells)
    table.lines.append(line)


_QUOTES: Final = 'close each quote, and write a quote inside quotes twice: ""'
