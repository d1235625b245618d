"""The file beneath a tenant: opened by SQLite, recognised as ours, its complaints in our words."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing, contextmanager, suppress
from functools import cache, cached_property, partial
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote

from ccadmin import journal
from ccadmin.errors import RuleError, StoreError
from ccadmin.migrations import LATEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

    from sqlalchemy import Engine

APPLICATION_ID: Final = 0x63636164
"""Written into the file's header ("ccad"), so that a stranger's database is recognised."""

DEFAULT_BUSY_SECONDS: Final = 5.0
_COMPILED: Final[dict[str, Any]] = {"compiled_cache": {}}
"""Where SQLAlchemy keeps the SQL that it has made, for every file that a process opens."""
_INIT_HINT: Final = "make one with: ccadmin tenant init"


class Connected:
    """A file that is open: one connection, asked by SQL itself or through SQLAlchemy.

    SQLAlchemy takes longer to load than SQLite takes to read ten thousand rows, so what only reads
    columns asks the connection. Both see the same transaction, whichever of them began it.

    Args:
        path: the file.
        mode: `ro` or `rw`; a transaction of the latter takes the write lock at once.
        references: whether the database follows references; not while tables are rebuilt.
    """

    def __init__(self, path: Path, *, mode: str, references: bool = True) -> None:
        uri = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
        self._path, self._writes = path, mode == "rw"
        self._file = _identity(path)
        # Autocommit: the BEGIN below is ours, because sqlite3's own would come too late.
        self.connection = sqlite3.connect(
            uri, uri=True, timeout=busy_seconds(), isolation_level=None
        )
        try:
            self.connection.execute(f"PRAGMA foreign_keys = {'ON' if references else 'OFF'}")
            if self._writes and _is_current(self.connection):
                journal.keep(self.connection)
        except BaseException:
            self.connection.close()
            raise

    def begin(self) -> None:
        """Begin a transaction where none is open.

        Raises:
            StoreError: the file was replaced since it was opened.
        """
        if self.connection.in_transaction:
            return
        self.connection.execute("BEGIN IMMEDIATE" if self._writes else "BEGIN")
        if self._writes and self._file != _identity(self._path):
            # Whoever restores a tenant holds its lock; what is written now would be lost with it.
            raise StoreError(
                "database-replaced",
                f'"{self._path}" was replaced by another command',
                hint="run this again; nothing was changed",
            )

    @cached_property
    def engine(self) -> Engine:
        """The connection as SQLAlchemy takes it."""
        from sqlalchemy import Engine, event
        from sqlalchemy.pool import StaticPool

        first, connection = _first_engine(), cast("Any", self.connection)
        pool = StaticPool(lambda: connection, dialect=first.dialect)
        engine = Engine(pool, first.dialect, first.url, execution_options=_COMPILED)
        event.listen(engine, "begin", lambda _: self.begin())
        return engine

    def close(self) -> None:
        """Close the file, and lose what was not committed."""
        self.connection.close()


@cache
def _first_engine() -> Engine:
    """The engine whose dialect all others speak, so that a process makes each statement's SQL once.

    It meets a connection of its own, because SQLAlchemy rolls back what is open in the first it meets.
    """
    from sqlalchemy import create_engine

    engine = create_engine("sqlite://")
    for verb, statement in _SAVEPOINTS.items():
        setattr(engine.dialect, verb, partial(_savepoint, statement))
    engine.connect().close()
    engine.dispose()
    return engine


def _identity(path: Path) -> object:
    """Which file a path leads to."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _savepoint(statement: str, connection: Any, name: str) -> None:
    connection.exec_driver_sql(f"{statement} {name}")


def _is_current(connection: sqlite3.Connection) -> bool:
    return _marks(connection) == (APPLICATION_ID, LATEST)


def _marks(connection: sqlite3.Connection) -> tuple[int, int]:
    """Whose file it is, and of which schema."""
    ((application,),) = connection.execute("PRAGMA application_id")
    ((version,),) = connection.execute("PRAGMA user_version")
    return application, version


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


def must_exist(path: Path) -> None:
    """Refuse a path where there is no file that can be read, and put right what a kill has left.

    Raises:
        StoreError: so it is.
    """
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
    _put_right(path)


def journal_of(path: Path) -> Path:
    """Where SQLite keeps the pages of a file as they were, while a transaction writes."""
    return path.with_name(f"{path.name}-journal")


def _put_right(path: Path) -> None:
    """Let SQLite take back what a killed command had half-written: a reader of ours may not.

    A journal is also there while another command writes; then this does nothing.
    """
    if journal_of(path).exists():
        uri = f"file:{quote(os.fsencode(path.absolute()))}?mode=rw"
        with suppress(sqlite3.Error), closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.execute("PRAGMA user_version").fetchall()


def check_schema(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse a file that is not of the latest schema.

    Raises:
        StoreError: it is no tenant, or newer or older than this program.
    """
    version = schema_of(path, connection)
    if version < LATEST:
        raise StoreError(
            "database-older",
            f'"{path}" has schema {version}, this ccadmin works with {LATEST}',
            hint="bring it up to date, which keeps a copy: ccadmin tenant migrate",
        )


def schema_of(path: Path, connection: sqlite3.Connection) -> int:
    """The schema of the file, which is at most the latest.

    Raises:
        StoreError: the file is no tenant, or newer than this program.
    """
    application, version = _marks(connection)
    if application != APPLICATION_ID:
        raise not_a_tenant(path)
    if version > LATEST:
        raise StoreError(
            "database-newer",
            f'"{path}" has schema {version}, this ccadmin knows {LATEST}',
            hint="upgrade ccadmin to open it",
        )
    return version


def not_a_tenant(path: Path) -> StoreError:
    """The error for a file that is something else."""
    return StoreError("not-a-tenant", f'"{path}" is not a tenant of ccadmin', hint=_INIT_HINT)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait until the block is through, so that it is known whether something was kept.

    An error of the block goes before it.
    """
    before = signal.getsignal(signal.SIGINT)
    if not callable(before) or current_thread() is not main_thread():
        yield
        return
    arrived: list[tuple[int, FrameType | None]] = []
    signal.signal(signal.SIGINT, lambda number, frame: arrived.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if arrived:
        before(*arrived[0])


@contextmanager
def complaints(path: Path) -> Iterator[None]:
    """Say what the database has against a file in our words.

    Raises:
        StoreError: it has something.
    """
    try:
        yield
    except Exception as problem:
        known = _translate(path, _cause(problem))
        if known is None:
            raise
        raise known from problem


def _cause(problem: Exception) -> BaseException | None:
    """What SQLite said, which SQLAlchemy wraps in an error of its own."""
    said = getattr(problem, "orig", problem)
    return said if isinstance(said, sqlite3.Error) else None


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
    "SQLITE_READONLY_ROLLBACK": (
        "database-unfinished",
        'a killed command left "{path}" half-written, and it or its folder is read-only',
        "give it write permission; the next command then takes back what was half-written",
    ),
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
_SAVEPOINTS: Final = {
    "do_savepoint": "SAVEPOINT",
    "do_rollback_to_savepoint": "ROLLBACK TO",
    "do_release_savepoint": "RELEASE",
}
"""What SQLAlchemy would compile anew for each name; a batch has one for every line."""
