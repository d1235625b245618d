"""Plain values as documents: YAML, JSON and TOML that read back as the same values, here and elsewhere.

What other readers of YAML could take for a number, a date or a yes is quoted. Records that fit on a line
stand on one. TOML has no null: the fields that would be null are named by `unset`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LINE: Final = 100
"""How wide a record on one line may be."""
UNSET: Final = "unset"
"""The key that names the fields of a record that are null."""


def write_yaml(document: Mapping[str, Any], schema: str) -> str:
    """A document as YAML; its first line tells editors where the schema is."""
    lines = [f"# yaml-language-server: $schema={schema}", *_block(document, "")]
    return "\n".join(lines) + "\n"


def write_json(document: Mapping[str, Any], schema: str) -> str:
    """A document as JSON, with the schema under its first key."""
    return json.dumps({"$schema": schema, **document}, ensure_ascii=False, indent=2) + "\n"


def write_toml(document: Mapping[str, Any], schema: str) -> str:
    """A document as TOML; its first line tells editors where the schema is."""
    lines = [f"#:schema {schema}", *_pairs(_without_nulls(document))]
    for name, value in document.items():
        if isinstance(value, dict):
            lines += ["", f"[{_toml_key(name)}]", *_pairs(_without_nulls(value))]
        elif _has_tables(name, value):
            for record in value:
                lines += ["", f"[[{_toml_key(name)}]]", *_table(record, name)]
    return "\n".join(lines) + "\n"


# --- YAML -------------------------------------------------------------------------------------


def _block(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, each in value.items():
        yield from _entry(f"{indent}{_yaml(key)}:", each, indent)


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, str) and "\n" in value and _LITERAL.fullmatch(value):
        yield f"{head} |-"
        yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
    elif not isinstance(value, list | dict) or not value:
        yield f"{head} {_flow(value) if isinstance(value, list | dict) else _yaml(value)}"
    elif isinstance(value, dict):
        yield head
        yield from _block(value, f"{indent}  ")
    elif not any(isinstance(each, list | dict) for each in value):
        line = f"{head} {_flow(value)}"
        yield from (
            [line] if len(line) <= LINE else [head, *(f"{indent}  - {_yaml(v)}" for v in value)]
        )
    else:
        yield head
        for each in value:
            yield from _item(each, f"{indent}  ")


def _item(value: Any, indent: str) -> Iterator[str]:
    line = f"{indent}- {_flow(value)}"
    if not isinstance(value, dict) or (len(indent) > len("  ") and len(line) <= LINE):
        yield line
        return
    lines = list(_block(value, f"{indent}  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_yaml(k, flow=True)}: {_flow(v)}' for k, v in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return _yaml(value, flow=True)


def _yaml(value: Any, *, flow: bool = False) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    plain = _FLOW_PLAIN if flow else _PLAIN
    if plain.fullmatch(value) and value.casefold() not in _WORDS:
        return value
    return _quoted(value)


def _quoted(text: str) -> str:
    """Text in double quotes, as JSON, YAML and TOML read it alike."""
    written = json.dumps(text, ensure_ascii=False)
    if written.isprintable():
        return written
    return "".join(c if c.isprintable() else _escaped(c) for c in written)


def _escaped(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004 - four digits


_PLAIN: Final = re.compile(
    r"\d+/\d+|[^\W\d_][\w./@+(),;=*&-]*(?:(?: |:(?=[\w/]))[\w./@+(),;=*&-]+)*"
)
"""Text that needs no quotes: it begins with a letter, and holds no sign that YAML minds; or 80/20."""
_FLOW_PLAIN: Final = re.compile(r"\d+/\d+|[^\W\d_][\w./@+()-]*(?:(?: |:(?=[\w/]))[\w./@+()-]+)*")
"""The same within brackets, where commas part values."""
_WORDS: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_LITERAL: Final = re.compile(r"[^\s\-][^\n]*(?<! )(?:\n|\n[^\s][^\n]*(?<! ))*(?<!\n)")
"""Lines that can stand as they are: none begins or ends with a blank, and none follows."""


# --- TOML -------------------------------------------------------------------------------------


def _table(record: Mapping[str, Any], path: str) -> Iterator[str]:
    yield from _pairs(_without_nulls(record))
    for name, value in record.items():
        if isinstance(value, dict) and name not in _INLINE:
            yield f"[{path}.{_toml_key(name)}]"
            yield from _pairs(_without_nulls(value))


def _pairs(record: Mapping[str, Any]) -> Iterator[str]:
    """What stands in a table itself: all but tables of their own."""
    for name, value in record.items():
        if _has_tables(name, value):
            continue
        if isinstance(value, dict) and name not in _INLINE:
            continue
        if _is_records(value):
            yield f"{_toml_key(name)} = ["
            yield from (f"  {_toml(each)}," for each in value)
            yield "]"
        else:
            yield f"{_toml_key(name)} = {_toml(value)}"


def _without_nulls(record: Any) -> Any:
    if not isinstance(record, dict):
        return record
    nulls = [name for name, value in record.items() if value is None]
    kept = {name: value for name, value in record.items() if value is not None}
    return {**kept, UNSET: nulls} if nulls else kept


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        inside = (f"{_toml_key(k)} = {_toml(v)}" for k, v in _without_nulls(value).items())
        return f"{{{', '.join(inside)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return _quoted(value) if isinstance(value, str) else str(value)


def _toml_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else _quoted(key)


def _has_tables(name: str, value: Any) -> bool:
    """Whether the records of a list have tables of their own; beside the name of a file none can."""
    return name in _TOP and _is_records(value) and all(isinstance(each, dict) for each in value)


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


_INLINE: Final = frozenset({"skills", "menu"})
_TOP: Final = frozenset({"centers", "agents", "groups", "flows"})


# --- tables -----------------------------------------------------------------------------------


def write_table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Rows as a table with commas; nothing is an empty cell."""
    import csv
    from io import StringIO

    from ccadmin.formulas import guarded

    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cell is None else guarded(_cell(cell)) for cell in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ",".join(f"{name}:{level}" for name, level in value.items())
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)
