"""Opens a tenant: one SQLite file, private to its user, changed by one transaction per command.

Reading commands open the file read-only and need no write permission on it or its folder. Writing
commands take the write lock at once (`BEGIN IMMEDIATE`), so that what they read is what they
change. Whatever the database can say against a file becomes a `StoreError` that names the file.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sqlalchemy import create_engine, event, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from ccadmin.changes import Action
from ccadmin.errors import ConflictError, RuleError, StoreError
from ccadmin.migrations import LATEST, STEPS
from ccadmin.models import Audit, Migration, Tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sqlalchemy import Engine

    from ccadmin.changes import Change

APPLICATION_ID: Final = 0x63636164
"""Written into the file's header ("ccad"), so that a stranger's database is recognised."""

DEFAULT_BUSY_SECONDS: Final = 5.0
_INIT_HINT: Final = "make one with: ccadmin tenant init"


@dataclass(slots=True)
class Store:
    """An open tenant: a session, and what the audit log will say about the changes made in it.

    A `guard` sees every change before it is recorded, and may refuse it.
    """

    path: Path
    session: Session
    command: str = ""
    who: str = ""
    guard: Callable[[Change], None] | None = None

    def tenant(self) -> Tenant:
        """The row that holds for the whole file.

        Raises:
            StoreError: the row is missing, so the file was damaged.
        """
        row = self.session.get(Tenant, 1)
        if row is None:
            raise StoreError(
                "database-damaged",
                f'"{self.path}" has lost its tenant row',
                hint="restore it from a copy",
            )
        return row

    def record(self, change: Change) -> Change:
        """Write the audit row of a change, kept or lost with the change itself, and return it.

        An unchanged object leaves no row, so that a second run of the same command writes nothing.
        """
        if change.action is not Action.UNCHANGED:
            self.session.add(Audit(**self._row(change, now_text())))
        return change

    def record_all(self, changes: Iterable[Change]) -> None:
        """Write the audit rows of many changes, each as `record` does, in one statement."""
        at = now_text()
        rows = [self._row(c, at) for c in changes if c.action is not Action.UNCHANGED]
        if rows:
            self.session.execute(insert(Audit), rows)

    def _row(self, change: Change, at: str) -> dict[str, Any]:
        """The audit row of a change that the guard lets pass."""
        if self.guard is not None:
            self.guard(change)
        return {
            "at": at,
            "who": self.who,
            "command": self.command,
            "action": change.action.value,
            "kind": change.kind,
            "object_id": change.id or 0,
            "name": change.name,
            "before": _as_json(change.before),
            "after": _as_json(change.after),
        }


@contextmanager
def reading(path: Path) -> Iterator[Store]:
    """Open a tenant to read it; nothing on the disk is touched.

    Raises:
        StoreError: the file is missing, no tenant, newer than this program, or locked.
    """
    _must_exist(path)
    with _complaints(path):
        engine = _engine(path, mode="ro")
        try:
            with Session(engine) as session:
                _check_schema(path, session)
                yield Store(path, session)
        finally:
            engine.dispose()


@contextmanager
def changing(path: Path, *, command: str, who: str, dry_run: bool = False) -> Iterator[Store]:
    """Open a tenant to change it: everything done inside is one transaction.

    It is committed when the block ends and rolled back when the block raises or `dry_run` is set.

    Raises:
        StoreError: as for `reading`, and when the file or the disk takes no writing.
    """
    _must_exist(path)
    with _complaints(path):
        engine = _engine(path, mode="rw")
        try:
            with Session(engine) as session:
                _check_schema(path, session)
                yield Store(path, session, command=command, who=who)
                session.flush()
                if dry_run:
                    session.rollback()
                else:
                    session.commit()
        finally:
            engine.dispose()


def create(path: Path, *, name: str, zone: str, region: str) -> None:
    """Make a new tenant file; it appears complete or not at all, readable by its user only.

    Raises:
        ConflictError: something of that name is there already; it is left as it is.
        StoreError: the folder is missing or takes no file.
    """
    if path.exists():
        raise already_there(path)
    try:
        handle, draft_name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as problem:
        raise StoreError(
            "folder-unwritable",
            f'cannot make a file in "{path.parent}": {problem.strerror}',
            hint="name a folder that exists and that you may write to",
        ) from problem
    os.close(handle)
    draft = Path(draft_name)
    try:
        with _complaints(path):
            _fill(draft, name=name, zone=zone, region=region)
        # A link, unlike a rename, never replaces a file that somebody else made meanwhile.
        os.link(draft, path)
    except FileExistsError as problem:
        raise already_there(path) from problem
    finally:
        draft.unlink()


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a migration did: from which schema to which, and where the file as it was is kept."""

    before: int
    after: int
    copy: Path | None


def migrate(path: Path, *, keep: bool = True) -> Migrated:
    """Bring an older tenant to the latest schema in one transaction, after copying it.

    Without `keep` only say what would be done.

    Raises:
        StoreError: as for `changing`; whatever goes wrong, the file stays as it was.
    """
    _must_exist(path)
    with _complaints(path):
        engine = _engine(path, mode="rw", references=False)
        try:
            with Session(engine) as session:
                before = _schema_of(path, session)
                if before == LATEST or not keep:
                    return Migrated(before, LATEST, None)
                copy = _copied(path, before)
                _climb(session, before)
                session.commit()
                return Migrated(before, LATEST, copy)
        finally:
            engine.dispose()


def already_there(path: Path) -> ConflictError:
    """The error for a tenant that would take another's place."""
    return ConflictError(
        "tenant-exists",
        f'"{path}" exists already',
        hint="use it as it is, add --if-not-exists, or name another place",
    )


def now_text() -> str:
    """This instant as RFC 3339, UTC, with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _fill(path: Path, *, name: str, zone: str, region: str) -> None:
    engine = _engine(path, mode="rw")
    try:
        with Session(engine) as session:
            session.connection().exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            _climb(session, 0)
            session.add(Tenant(name=name, zone=zone, region=region, created_at=now_text()))
            session.commit()
    finally:
        engine.dispose()


def _climb(session: Session, version: int) -> None:
    """Take the steps that a file of that schema has not taken, and record each."""
    connection = session.connection()
    for number, (title, upgrade) in enumerate(STEPS[version:], start=version + 1):
        upgrade(connection)
        session.add(Migration(version=number, name=title, applied_at=now_text()))
    connection.exec_driver_sql(f"PRAGMA user_version = {LATEST}")


def _copied(path: Path, version: int) -> Path:
    """Copy a tenant's file beside it, under a name that says its schema and is not taken yet.

    The copy is made before the transaction reads on, from the file as everybody else sees it.
    """
    handle, draft_name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    draft = Path(draft_name)
    try:
        uri = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro"
        with (
            closing(sqlite3.connect(uri, uri=True)) as source,
            closing(sqlite3.connect(draft)) as to,
        ):
            source.backup(to)
        for number in count(1):
            suffix = "" if number == 1 else f"-{number}"
            copy = path.with_name(f"{path.name}.schema-{version}{suffix}")
            with suppress(FileExistsError):
                os.link(draft, copy)
                return copy
        raise AssertionError("numbers never end")
    finally:
        draft.unlink()


def _engine(path: Path, *, mode: str, references: bool = True) -> Engine:
    uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    timeout = busy_seconds()

    def connect() -> sqlite3.Connection:
        # Autocommit: the BEGIN below is ours, because sqlite3's own would come too late.
        connection = sqlite3.connect(uri, uri=True, timeout=timeout, isolation_level=None)
        # While tables are rebuilt, references into them must not be followed.
        connection.execute(f"PRAGMA foreign_keys = {'ON' if references else 'OFF'}")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if mode == "rw" else "BEGIN")

    return engine


def busy_seconds() -> float:
    """How long to wait for another writer (`CCADMIN_BUSY_SECONDS`).

    Raises:
        RuleError: the variable holds no number of seconds.
    """
    text = os.environ.get("CCADMIN_BUSY_SECONDS", "")
    with suppress(ValueError):
        seconds = float(text or DEFAULT_BUSY_SECONDS)
        if 0 <= seconds <= 3600:  # noqa: PLR2004 - an hour is longer than anybody waits
            return seconds
    raise RuleError(
        "busy-seconds",
        f'CCADMIN_BUSY_SECONDS is "{text}", not a number of seconds from 0 to 3600',
        hint="unset it to wait five seconds",
    )


def _must_exist(path: Path) -> None:
    try:
        if path.is_dir():
            raise StoreError(
                "database-folder",
                f'"{path}" is a folder, not a tenant file',
                hint="name the file in it",
            )
        if not path.exists():
            raise StoreError("database-missing", f'no tenant at "{path}"', hint=_INIT_HINT)
        with path.open("rb") as file:
            file.read(1)
    except OSError as problem:
        raise StoreError(
            "database-unreadable",
            f'cannot read "{path}": {problem.strerror}',
            hint="ask its owner for read permission",
        ) from problem


def _check_schema(path: Path, session: Session) -> None:
    version = _schema_of(path, session)
    if version < LATEST:
        raise StoreError(
            "database-older",
            f'"{path}" has schema {version}, this ccadmin works with {LATEST}',
            hint="bring it up to date, which keeps a copy: ccadmin tenant migrate",
        )


def _schema_of(path: Path, session: Session) -> int:
    """The schema of the file, which is at most the latest.

    Raises:
        StoreError: the file is no tenant, or newer than this program.
    """
    connection = session.connection()
    application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    version: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if application != APPLICATION_ID:
        raise StoreError("not-a-tenant", f'"{path}" is not a tenant of ccadmin', hint=_INIT_HINT)
    if version > LATEST:
        raise StoreError(
            "database-newer",
            f'"{path}" has schema {version}, this ccadmin knows {LATEST}',
            hint="upgrade ccadmin to open it",
        )
    return version


@contextmanager
def _complaints(path: Path) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as problem:
        cause = problem.orig if isinstance(problem, DBAPIError) else problem
        known = _translate(path, cause)
        if known is None:
            raise
        raise known from problem


def _translate(path: Path, cause: BaseException | None) -> StoreError | None:
    name = getattr(cause, "sqlite_errorname", "")
    for prefix, (code, message, hint) in _MEANINGS.items():
        if name.startswith(prefix):
            return StoreError(code, message.format(path=path), hint=hint)
    return None


_MEANINGS: Final = {
    "SQLITE_BUSY": (
        "database-locked",
        '"{path}" is locked by another command',
        "try again when it has finished, or wait longer with CCADMIN_BUSY_SECONDS=60",
    ),
    "SQLITE_NOTADB": ("not-a-tenant", '"{path}" is not a tenant of ccadmin', _INIT_HINT),
    "SQLITE_CORRUPT": ("database-damaged", '"{path}" is damaged', "restore it from a copy"),
    "SQLITE_READONLY": (
        "database-read-only",
        'cannot change "{path}": it or its folder is read-only',
        "work on a copy, or ask for write permission",
    ),
    "SQLITE_CANTOPEN": (
        "database-unreadable",
        'cannot open "{path}"',
        "check the permissions of the file and of its folder",
    ),
    "SQLITE_FULL": (
        "disk-full",
        'no space left to write "{path}"',
        "free some space; nothing was changed",
    ),
    "SQLITE_IOERR": (
        "disk-error",
        'the disk failed under "{path}"',
        "nothing was changed; check the disk and try again",
    ),
}


def _as_json(value: Mapping[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
