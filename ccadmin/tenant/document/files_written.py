"""An export as files: the document, and where that is asked for the tables that it names beside it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ccadmin.documents.files import READERS
from ccadmin.documents.writing import write_json, write_table, write_toml, write_yaml
from ccadmin.errors import RuleError, StoreError
from ccadmin.tenant.document.exporting import Exporter, Style
from ccadmin.tenant.document.fields import NOUNS
from ccadmin.tenant.document.lists import BETWEEN
from ccadmin.tenant.document.loading import load
from ccadmin.tenant.document.schema import SCHEMA_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ccadmin.store import Store

_WRITERS: Final = {
    ".yaml": write_yaml,
    ".yml": write_yaml,
    ".json": write_json,
    ".toml": write_toml,
}
_RECORDS: Final = tuple(field.name for field in NOUNS["agent"] if field.nested)
"""The fields of agents that no table holds."""


def files(store: Store, style: Style, path: Path, *, tables: bool = False) -> dict[str, str]:
    """The text of each file by its name; the document comes first.

    Raises:
        RuleError: the name of the document tells no format, or tables would have no place.
    """
    suffix = path.suffix.casefold()
    if suffix not in _WRITERS:
        raise RuleError(
            "unknown-format",
            f'the format of "{path}" cannot be told from its name',
            hint=f"give it a name that ends in {', '.join(READERS)}",
        )
    if tables and path.stem == "-":
        raise RuleError(
            "tables-need-out", "tables lie beside a document", hint="name it with --out FILE"
        )
    document = Exporter(load(store), style).document()
    beside = _tables(document) if tables else {}
    texts = {str(path): _WRITERS[suffix](document, SCHEMA_FILE)}
    return texts | {str(path.with_name(name)): text for name, text in beside.items()}


def _tables(document: dict[str, Any]) -> dict[str, str]:
    """Take agents, members and people out of a document, and name the tables that hold them."""
    texts = {"agents.csv": _agents(document)}
    for key, noun, owner in (("members", "group", "groups"), ("people", "center", "centers")):
        rows = []
        for record in document.get(owner, ()):
            if listed := record.get(key):
                del record[key]
                rows += [{noun: record["name"], **_whole(each)} for each in listed]
        if rows:
            texts[f"{key}.csv"] = _table(rows)
            document[key] = f"{key}.csv"
    return texts


def _agents(document: dict[str, Any]) -> str:
    """The table of agents; what it has no room for stays in the document."""
    rows, kept = [], []
    for agent in document.get("agents", ()):
        who = {key: agent[key] for key in ("id", "name", "email") if agent.get(key) is not None}
        split = any(BETWEEN in name for name in agent.get("reports-to", ()))
        apart = {key: agent.pop(key) for key in _RECORDS if agent.get(key)}
        if split:
            apart["reports-to"] = agent.pop("reports-to")
        if apart:
            kept.append(who | apart)
        rows.append({key: value for key, value in agent.items() if key not in _RECORDS})
    document["agents"] = ["agents.csv", *kept] if kept else "agents.csv"
    return _table(rows or [{"name": None}])


def _whole(record: Any) -> Mapping[str, Any]:
    return record if isinstance(record, dict) else {"agent": record}


def _table(rows: list[dict[str, Any]]) -> str:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    if "id" in columns:
        columns.sort(key=lambda name: name != "id")
    cells = [[row.get(column) for column in columns] for row in rows]
    return write_table(columns, [row for row in cells if any(cell is not None for cell in row)])


def save(texts: Mapping[str, str]) -> Iterable[str]:
    """Write the files, each complete or not at all; a file that says the same is left as it is.

    Raises:
        StoreError: the folder takes no file.
    """
    for name, text in texts.items():
        path = Path(name)
        try:
            if path.is_file() and path.read_bytes() == text.encode():
                continue
            _replace(path, text)
        except OSError as problem:
            raise StoreError(
                "folder-unwritable",
                f'cannot write "{path}": {problem.strerror}',
                hint="name a folder that exists and that you may write to",
            ) from problem
        yield name


def _replace(path: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
