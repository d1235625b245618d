"""The files that documents are in: found, read once, and known to be text before anything looks at them."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ccadmin.documents.json_text import read_json
from ccadmin.documents.nodes import Place, Problems, shortened
from ccadmin.documents.toml_text import read_toml
from ccadmin.documents.yaml_text import read_yaml
from ccadmin.errors import NotFoundError, RuleError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccadmin.documents.nodes import Node

STANDARD_INPUT: Final = "-"
READERS: Final = {
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".json": read_json,
    ".toml": read_toml,
}
"""What reads a document, by the suffix of its name."""
SCHEMA_SUFFIX: Final = ".schema.json"
"""Behind the name of a JSON Schema, which lies beside documents and is none."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one document.

    Attributes:
        name: what messages call it: its path as given.
        suffix: what it is written in, a key of `READERS`.
        text: all of it.
        folder: where the tables lie that it names.
    """

    name: str
    suffix: str
    text: str
    folder: str = "."


@dataclass(slots=True)
class Bundle:
    """Documents and the tables that they name, read once; a saved plan holds one.

    Attributes:
        documents: in the order of their names, so that the order in which they are given is no matter.
        tables: the text of each table by its path; read from the disk where it is not there yet.
        closed: whether there is nothing but what is in `tables`.
    """

    documents: tuple[Document, ...]
    tables: dict[str, str] = field(default_factory=dict)
    closed: bool = False

    def nodes(self, problems: Problems) -> list[tuple[Document, Node]]:
        """Every document as a node; a YAML file may hold several."""
        return [
            (document, node)
            for document in self.documents
            for node in READERS[document.suffix](document.text, document.name, problems)
        ]

    def table(self, document: Document, path: str, place: Place, problems: Problems) -> str | None:
        """The text of a table that a document names, None where it cannot be had."""
        name = _beside(document, path)
        if name is None:
            problems.add(
                place,
                f'table "{shortened(path)}" does not lie beside the document or below it',
                "name it relative to the document",
            )
            return None
        if name not in self.tables:
            if self.closed:
                problems.add(place, f'table "{shortened(path)}" is not in the plan')
                return None
            try:
                self.tables[name] = _decoded(_bytes(name), name)
            except (NotFoundError, RuleError) as problem:
                problems.add(place, problem.message, problem.hint)
                return None
        return self.tables[name]

    def record(self) -> dict[str, object]:
        """The bundle as plain values."""
        return {
            "documents": [
                {"name": d.name, "suffix": d.suffix, "text": d.text, "folder": d.folder}
                for d in self.documents
            ],
            "tables": dict(sorted(self.tables.items())),
        }

    @classmethod
    def of(cls, record: Mapping[str, object]) -> Bundle:
        """The bundle that `record` wrote down.

        Raises:
            KeyError, TypeError, ValueError: it is none.
        """
        documents, tables = record["documents"], record["tables"]
        if not (isinstance(documents, list) and isinstance(tables, dict)):
            raise TypeError("no bundle")
        read = tuple(Document(**{str(k): str(v) for k, v in each.items()}) for each in documents)
        if any(document.suffix not in READERS for document in read):
            raise ValueError("suffix")
        return cls(read, {str(k): str(v) for k, v in tables.items()}, closed=True)


def gather(paths: Sequence[str]) -> Bundle:
    """Read documents: files, folders of them, and `-` for standard input.

    Raises:
        NotFoundError: there is no such file.
        RuleError: a file has a name of no format, is no text, or a folder holds no document.
    """
    found: dict[str, Document] = {}
    for path in paths:
        if path == STANDARD_INPUT:
            found.setdefault(path, _from_input())
            continue
        for file in _files(path):
            found.setdefault(str(file.resolve()), _document(file))
    return Bundle(tuple(sorted(found.values(), key=lambda document: document.name)))


def name_of(path: str) -> str:
    """What messages call a file, or standard input."""
    return "stdin" if path == STANDARD_INPUT else path


def text_of(path: str) -> str:
    """The text of a file, or of standard input where the path is `-`.

    Raises:
        NotFoundError: there is no such file.
        RuleError: it cannot be read, or is no UTF-8.
    """
    if path == STANDARD_INPUT:
        return _decoded(sys.stdin.buffer.read(), name_of(path))
    return _decoded(_bytes(path), path)


def _files(path: str) -> list[Path]:
    folder = Path(path)
    if not folder.is_dir():
        return [folder]
    files = [
        file
        for file in sorted(folder.iterdir())
        if file.suffix.casefold() in READERS
        and not file.name.startswith(".")
        and not file.name.endswith(SCHEMA_SUFFIX)
    ]
    if not files:
        raise NotFoundError(
            "no-documents",
            f'folder "{path}" holds no document',
            hint="the names of documents end in .yaml, .yml, .json or .toml",
        )
    return files


def _document(file: Path) -> Document:
    suffix = file.suffix.casefold()
    data = _bytes(str(file))
    if suffix not in READERS:
        raise RuleError(
            "unknown-format",
            f'the format of "{file}" cannot be told from its name',
            hint="give it a name that ends in .yaml, .yml, .json or .toml",
        )
    return Document(str(file), suffix, _decoded(data, str(file)), str(file.parent))


def _from_input() -> Document:
    text = _decoded(sys.stdin.buffer.read(), "stdin")
    return Document("stdin", ".json" if text.lstrip().startswith("{") else ".yaml", text)


def _beside(document: Document, path: str) -> str | None:
    """The path of a table, None where it leads out of the document's folder."""
    named = Path(path)
    if named.is_absolute() or ".." in named.parts or "\0" in path:
        return None
    return str(Path(document.folder) / named)


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        folder = Path(path).parent
        there = [each.name for each in folder.iterdir()] if folder.is_dir() else []
        raise NotFoundError(
            "file-not-found",
            f'file "{path}" not found',
            hint=did_you_mean(Path(path).name, there) or "name a file that exists",
        ) from None
    except (OSError, ValueError) as problem:
        told = (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
        raise RuleError(
            "unreadable-file",
            f'"{path}" cannot be read: {told.lower()}',
            hint="name a file that you may read",
        ) from problem


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise RuleError(
            "not-utf-8",
            f'"{name}" is not UTF-8: byte 0x{data[problem.start]:02x} on line {line}',
            hint="convert it first, for example: iconv -f latin1 -t utf-8 IN > OUT",
        ) from None
