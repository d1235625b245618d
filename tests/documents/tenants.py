"""Tenants for tests of documents: made of texts, and written out again, in this process."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from ccadmin import store
from ccadmin.documents.files import READERS, Bundle, Document
from ccadmin.tenant.document import files_written
from ccadmin.tenant.document.exporting import FULL, Style
from ccadmin.tenant.plan.making import Terms, make
from ccadmin.tenant.undo import undo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ccadmin.tenant.plan.making import Plan

Texts = dict[str, str]
"""Documents and tables by their file names."""
DOCUMENT: Final = "centre.yaml"


@cache
def blank() -> bytes:
    """The file of a tenant in which nothing was ever changed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tenant.db"
        store.create(path, name="test", zone="Europe/Sofia", region="BG")
        return path.read_bytes()


@contextmanager
def new_tenant() -> Iterator[Path]:
    """The file of a new tenant, for the time being."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tenant.db"
        path.write_bytes(blank())
        yield path


def bundle_of(texts: Mapping[str, str]) -> Bundle:
    """The texts as the files of one folder."""
    documents = [
        Document(name, Path(name).suffix, text)
        for name, text in sorted(texts.items())
        if Path(name).suffix in READERS
    ]
    tables = {name: text for name, text in texts.items() if Path(name).suffix not in READERS}
    return Bundle(tuple(documents), tables, closed=True)


def applied(path: Path, texts: Mapping[str, str], *, prune: bool = True) -> Plan:
    """Apply documents as the command does, and return what was planned."""
    with store.changing(path, command="apply", who="test") as tenant:
        made = make(tenant, bundle_of(texts), Terms(prune=prune))
        made.apply(tenant)
    return made.plan


def planned(path: Path, texts: Mapping[str, str], *, prune: bool = True) -> Plan:
    """What applying documents would change."""
    with store.reading(path) as tenant:
        return make(tenant, bundle_of(texts), Terms(prune=prune)).plan


def exported(
    path: Path, name: str = DOCUMENT, style: Style = FULL, *, tables: bool = False
) -> Texts:
    """What an export writes, by file name."""
    with store.reading(path) as tenant:
        return files_written.files(tenant, style, Path(name), tables=tables)


def take_back(path: Path) -> None:
    """Undo the last change, as the command does."""
    with store.changing(path, command="undo", who="test", references=False) as tenant:
        undo(tenant)
