"""One object as a card: its name, facts under headings, and tables of what belongs to it.

Headings are told by their place and by bold type, so a card reads as well without colours. From a
hundred columns on, facts stand in two columns. What is not set is named in one line at the end.
"""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING, Any, Final

from ccadmin.console.cells import cell, visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.table import Table

    from ccadmin.console.layouts import Fact, Layout

WIDE: Final = 100
"""Columns from which on there is room for two columns of facts."""


def drawn(
    record: Mapping[str, Any],
    layout: Layout,
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
    *,
    width: int,
) -> list[Any]:
    """The parts of a card, for Rich to print one below the other.

    Args:
        record: all fields of the object.
        layout: where they stand.
        tables: rows that are told more fully than the record does, by the name of the field.
        width: of the terminal, in columns.
    """
    from rich.table import Table
    from rich.text import Text

    title = Text(visible(str(record["name"])), "bold")
    title.append(f"  {_told(layout.subtitle, record)}", "not bold dim")
    blocks = [
        (heading, lines)
        for heading, facts in layout.blocks.items()
        if (
            lines := [(fact.label, _value(fact, record)) for fact in facts if _is_set(fact, record)]
        )
    ]
    parts: list[Any] = [title]
    if width >= WIDE:
        half = width // 2 - 2
        sides = Table.grid(padding=(0, 3, 0, 0))
        sides.add_column(width=half)
        sides.add_column(width=half)
        sides.add_row(*(_block_table(side) for side in _balanced(blocks)))
        parts.append(sides)
    else:
        parts.append(_block_table(blocks))
    for field, (heading, columns) in layout.tables.items():
        rows = tables.get(field, record.get(field) or [])
        if rows:
            parts += ["", Text(heading, "bold"), *_rows_table(rows, columns, width=width)]
    missing = _missing(record, layout)
    if missing:
        parts += ["", Text(f"not set: {', '.join(missing)}", "dim")]
    return parts


def _block_table(blocks: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> Table:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    whole = Table.grid()
    for heading, lines in blocks:
        facts = Table.grid(padding=(0, 2, 0, 0))
        facts.add_column(no_wrap=True, min_width=_LABEL)
        facts.add_column(overflow="fold")
        for label, value in lines:
            facts.add_row(Text(label, "dim"), Text(visible(value)))
        whole.add_row("")
        whole.add_row(Text(heading, "bold"))
        whole.add_row(Padding(facts, (0, 0, 0, 2)))
    return whole


def _rows_table(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], *, width: int
) -> list[Any]:
    """The rows set in under their heading, without the columns that are empty."""
    from rich.padding import Padding

    from ccadmin.console.tables import CARD, drawn

    shown = {
        name: heading
        for name, heading in columns.items()
        if any(cell(row.get(name)) for row in rows)
    }
    inset = drawn(rows, shown, look=CARD, width=width - 2)
    return [Padding(part, (0, 0, 0, 2)) for part in inset]


def _balanced(
    blocks: Sequence[tuple[str, Sequence[tuple[str, str]]]],
) -> tuple[Sequence[Any], Sequence[Any]]:
    """The blocks in two columns of about the same height, in their order."""
    heights = [len(lines) + 2 for _, lines in blocks]
    cut = min(
        range(len(blocks) + 1), key=lambda at: abs(sum(heights[:at]) - sum(heights[at:])), default=0
    )
    return blocks[:cut], blocks[cut:]


def _fields(pattern: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(pattern) if name]


def _is_set(fact: Fact, record: Mapping[str, Any]) -> bool:
    return cell(record.get(_fields(fact.pattern)[0])) not in {"", fact.off}


def _value(fact: Fact, record: Mapping[str, Any]) -> str:
    first = cell(record.get(_fields(fact.pattern)[0]))
    if first == fact.bare:
        return first
    told = _told(fact.pattern, record)
    if fact.own is None or record.get(fact.own) is not None:
        return told
    return f"{told} ({fact.otherwise})"


def _told(pattern: str, record: Mapping[str, Any]) -> str:
    """A pattern with the cells of its fields."""
    parts = []
    for literal, name, unit, _ in Formatter().parse(pattern):
        parts.append(literal)
        if name:
            parts.append(_in_unit(record.get(name), unit))
    return "".join(parts)


def _in_unit(value: Any, unit: str | None) -> str:
    if unit in _RECORDS:
        return ", ".join(_RECORDS[unit].format_map(each) for each in value)
    text = cell(value)
    if unit == "needs":
        return text.replace(",", ", ").replace(":", " ")
    return f"{text} s" if unit == "s" and text.isdigit() else text


def _missing(record: Mapping[str, Any], layout: Layout) -> list[str]:
    """The labels of facts and tables that have nothing to tell."""
    facts = [fact for facts in layout.blocks.values() for fact in facts]
    empty = [fact.label for fact in facts if not _is_set(fact, record)]
    tables = layout.tables.items()
    return empty + [title.lower() for field, (title, _) in tables if not record.get(field)]


_LABEL: Final = 16
_RECORDS: Final = {
    "after": "{name} after {seconds} s",
    "chats": "{name} {chats} ({from})",
    "levels": "{name} {proficiency}",
}
"""How records are told, by what follows the colon of a pattern."""
