"""Copies of a tenant's file: whole while others write, checked before they count, never half there.

A copy is made by SQLite's online backup into a draft, a hidden file that only its user can read, in
the folder where it is to lie. It gets its name when it is complete and on the disk: by a link, which
replaces nothing, or by a rename, which replaces everything at once.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from ccadmin.database import APPLICATION_ID, busy_seconds, complaints, must_exist, not_a_tenant
from ccadmin.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def drafted(path: Path, place: Path, *, keep: bool = True) -> Iterator[Path]:
    """A copy of a file as it is now, in a draft that is gone when the block ends without naming it.

    Without `keep` it lies in the folder for temporary files, and not in that of its place. The caller
    knows that the file exists: to look into it here would end the lock that this process may have.

    Raises:
        StoreError: the file cannot be read, or the folder takes no file.
    """
    draft = empty_draft(place, keep=keep)
    try:
        with (
            complaints(place),
            closing(_opened(path, "ro")) as source,
            closing(sqlite3.connect(draft)) as to,
        ):
            with complaints(path):
                source.execute("PRAGMA schema_version").fetchone()
            source.backup(to)
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def empty_draft(place: Path, *, keep: bool = True) -> Path:
    """A new hidden file beside a place, which only its user can read.

    Raises:
        StoreError: the folder is missing or takes no file.
    """
    try:
        handle, name = tempfile.mkstemp(
            dir=place.parent if keep else None, prefix=f".{place.name}."
        )
    except OSError as problem:
        raise StoreError(
            "folder-unwritable",
            f'cannot make a file in "{place.parent}": {problem.strerror}',
            hint="name a folder that exists and that you may write to",
        ) from problem
    os.close(handle)
    return Path(name)


def named(draft: Path, place: Path) -> None:
    """Give a finished file its name: a link, unlike a rename, never replaces somebody else's file.

    Raises:
        FileExistsError: there is something of that name.
    """
    os.link(draft, place)
    to_disk(place.parent)


def copied_as(path: Path, place: Path) -> Path:
    """Copy a file, under that name or, where it is taken, the next: `shop.db.replaced-2`.

    Raises:
        StoreError: as `drafted`.
    """
    with drafted(path, place) as draft:
        for number in count(1):
            free = place if number == 1 else place.with_name(f"{place.name}-{number}")
            with suppress(FileExistsError):
                named(draft, free)
                return free
    raise AssertionError("numbers never end")


def replace(path: Path, draft: Path, *, old: Path | None = None) -> Path | None:
    """Let a draft take a tenant's place at once, while nobody writes to it; `old` is where it is kept.

    Who waits for the tenant meanwhile finds that it was replaced, and does not write to the old one.

    Raises:
        StoreError: there is no tenant at that place, it is locked, or cannot be copied.
    """
    must_exist(path)
    with complaints(path), closing(_opened(path, "rw")) as lock:
        lock.execute("BEGIN IMMEDIATE")
        if lock.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            raise not_a_tenant(path)
        kept = None if old is None else copied_as(path, old)
        draft.replace(path)
        to_disk(path.parent)
    return kept


def check_whole(path: Path, *, called: Path | None = None) -> None:
    """Read every page and every reference of a tenant's file.

    Raises:
        StoreError: something in it is wrong; the message calls it by another path where one is given.
    """
    known = called or path
    with complaints(known), closing(_opened(path, "ro")) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
        if found == ["ok"]:
            found = [
                f"table {table} has a row that points at nothing in {of}"
                for table, _, of, _ in connection.execute("PRAGMA foreign_key_check")
            ]
    if found:
        raise StoreError(
            "database-damaged",
            f'"{known}" is damaged: {found[0].splitlines()[-1]}',
            hint="use another copy",
        )


def card(path: Path, *, called: Path | None = None) -> dict[str, Any]:
    """What a tenant's file of any schema holds, in a few words.

    Raises:
        StoreError: it is no tenant.
    """
    known = called or path
    with complaints(known), closing(_opened(path, "ro")) as connection:
        if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            raise not_a_tenant(known)
        ((schema,),) = connection.execute("PRAGMA user_version")
        tenant = connection.execute("SELECT name, zone, region FROM tenant").fetchone()
        counts = connection.execute(_COUNTS).fetchone()
    if tenant is None:
        raise StoreError(
            "database-damaged",
            f'"{known}" has lost its tenant row',
            hint="use another copy",
        )
    return {
        **dict(zip(("name", "zone", "region"), tenant, strict=True)),
        "schema": schema,
        **dict(zip(("groups", "agents", "centers", "last_change"), counts, strict=True)),
    }


def to_disk(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=busy_seconds(), isolation_level=None)


_COUNTS: Final = """
SELECT (SELECT count(*) FROM team), (SELECT count(*) FROM agent), (SELECT count(*) FROM center),
       (SELECT max(at) FROM audit)
"""
