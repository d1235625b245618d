"""Values as text: one cell of a table, and text that a terminal can be shown.

Nothing that a tenant or a file holds reaches a terminal but through `visible`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def visible(text: str) -> str:
    """The text with control characters written out, so that no terminal obeys it."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _written_out(c) for c in text)


def cell(value: Any) -> str:
    """A value as one cell of a table: nothing for None, yes and no, lists with commas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(cell(item) for item in value)
    if isinstance(value, dict):
        return _record_cell(value)
    return str(value)


def width_of(text: str) -> int:
    """How many columns of a terminal the text takes: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _record_cell(record: Mapping[str, Any]) -> str:
    """A record inside a cell: `sales (weight 5, tier 1)`, or `weight: 5, tier: 1` when nameless."""
    if "name" not in record:
        return ", ".join(f"{key}: {cell(item)}" for key, item in record.items())
    held = [f"{k} {cell(v)}" for k, v in record.items() if k != "name" and v is not None]
    return f"{record['name']} ({', '.join(held)})" if held else str(record["name"])


def _written_out(character: str) -> str:
    """A character by its number, as Python and JSON write it."""
    return character.encode("unicode_escape").decode()
