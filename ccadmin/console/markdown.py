"""Text and tables in Markdown, in which nothing that a tenant holds is read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccadmin.console.cells import cell, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def escaped(text: str) -> str:
    """Text of which nothing is read as Markdown or HTML, and that calls nobody by @name."""
    signs = "\\`*_{}[]()<>#|!~&"
    return "".join(f"\\{c}" if c in signs else c for c in visible(text)).replace("@", "@\u200b")


def table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Iterator[str]:
    """Rows as a table, a line each."""
    yield f"| {' | '.join(map(escaped, columns))} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(escaped(cell(row.get(key))) for key in columns)} |"
