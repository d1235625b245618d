"""Opens a tenant: one SQLite file, private to its user, changed by one transaction per command.

Reading commands open the file read-only and need no write permission on it or its folder. Writing
commands take the write lock at once (`BEGIN IMMEDIATE`), so that what they read is what they
change. Whatever the database can say against a file becomes a `StoreError` that names the file.
"""

from __future__ import annotations

import json
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from ccadmin import copies, journal
from ccadmin.changes import Action
from ccadmin.database import (
    APPLICATION_ID,
    Connected,
    check_schema,
    complaints,
    must_exist,
    schema_of,
    uninterrupted,
)
from ccadmin.errors import ConflictError, StoreError
from ccadmin.migrations import LATEST, STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from sqlite3 import Connection

    from sqlmodel import Session

    from ccadmin.changes import Change
    from ccadmin.models import Tenant


@dataclass(slots=True)
class Store:
    """An open tenant in a transaction, and what the audit log will say about what is done in it.

    Objects are read and changed in `session`, which loads SQLModel when it is first asked for; many
    rows at once, as plain columns, through `connection`. Both are one transaction.

    A `guard` sees every change before it is recorded, and may refuse it. `revision` is the number
    of the change that is being made, `undoes` that of the change that it takes back; `fresh` says
    that the tenant begins with this change, and `kept` that it is on the disk.
    """

    path: Path
    file: Connected
    command: str = ""
    who: str = ""
    guard: Callable[[Change], None] | None = None
    revision: int | None = None
    undoes: int | None = None
    fresh: bool = False
    kept: bool = field(default=False, init=False)
    _recorded: bool = field(default=False, init=False)
    _numbered: bool = field(default=False, init=False)
    _session: Session | None = field(default=None, init=False)

    @property
    def connection(self) -> Connection:
        """The transaction as SQLite has it."""
        return self.file.connection

    @property
    def session(self) -> Session:
        """The transaction as SQLModel has it."""
        if self._session is None:
            from sqlmodel import Session

            self._session = Session(self.file.engine)
            self._session.connection()
        return self._session

    def flush(self) -> None:
        """Write what was changed in the session and is not written yet."""
        if self._session is not None:
            self._session.flush()

    def forget(self) -> None:
        """Forget the objects that were read, which the database may have changed beneath them."""
        if self._session is not None:
            self._session.expunge_all()

    def keep(self) -> None:
        """Commit the transaction."""
        if self._session is not None:
            self._session.commit()
        else:
            self.connection.commit()
        self.kept = True

    def close(self) -> None:
        """End the transaction; what was not kept is lost."""
        if self._session is not None:
            self._session.close()
        self.connection.rollback()

    def tenant(self) -> Tenant:
        """The row that holds for the whole file.

        Raises:
            StoreError: the row is missing, so the file was damaged.
        """
        from ccadmin.models import Tenant

        row = self.session.get(Tenant, 1)
        if row is None:
            raise self.damaged()
        return row

    def damaged(self) -> StoreError:
        """The error for a file without the row that holds for all of it."""
        return StoreError(
            "database-damaged",
            f'"{self.path}" has lost its tenant row',
            hint="restore it from a copy",
        )

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        """Columns of every row of a table: words as plain text, yes and no as True and False."""
        info = self.connection.execute(f'PRAGMA table_info("{table}")')
        declared = {name: kind for _, name, kind, *_ in info}
        asked = ", ".join(f'"{column}"' for column in columns)
        rows = self.connection.execute(f'SELECT {asked} FROM "{table}"').fetchall()  # noqa: S608 - names of ours
        switches = [at for at, column in enumerate(columns) if declared[column] == "BOOLEAN"]
        if not (rows and switches):
            return rows
        turned: list[Sequence[Any]] = list(zip(*rows, strict=True))
        for at in switches:
            turned[at] = [None if value is None else value != 0 for value in turned[at]]
        return list(zip(*turned, strict=True))

    def record(self, change: Change) -> Change:
        """Write the audit row of a change, kept or lost with the change itself, and return it.

        An unchanged object leaves no row, so that a second run of the same command writes nothing.
        """
        self.record_all((change,))
        return change

    def record_all(self, changes: Iterable[Change]) -> None:
        """Write the audit rows of many changes, each as `record` does, in one statement."""
        at = now_text()
        rows = [self._row(c, at) for c in changes if c.action is not Action.UNCHANGED]
        if rows:
            self.connection.executemany(_AUDIT, rows)

    @contextmanager
    def part(self, *, keep: bool, number: bool) -> Iterator[None]:
        """One of several commands in this transaction; when it fails, the others stay as they are.

        Args:
            keep: whether what it does is kept.
            number: whether it is a change of its own; else it is part of that of the whole.
        """
        recorded, savepoint = self._recorded, self.session.begin_nested()
        self._recorded = recorded and not number
        try:
            yield
            self.session.flush()
            keep = keep and not (number and not self._number())
            self.session.flush()
        except BaseException:
            savepoint.rollback()
            self._recorded = recorded
            raise
        if not keep:
            savepoint.rollback()
            self._recorded = recorded
            return
        savepoint.commit()
        if number:
            self._numbered, self._recorded = True, False
            self.revision = (self.revision or 0) + 1

    def is_worth_keeping(self) -> bool:
        """Whether anything was changed; if it was, it has a number now."""
        return self._number() or self._numbered

    def _number(self) -> bool:
        """Write down a change with its number; one that left every row as it was is none."""
        if not (self._recorded or journal.moved(self.connection, self.revision or 0)):
            return False
        made = (self.revision, now_text(), self.who, self.command, self.undoes)
        self.connection.execute(_REVISION, made)
        return True

    def _row(self, change: Change, at: str) -> dict[str, Any]:
        """The audit row of a change that the guard lets pass."""
        if self.guard is not None:
            self.guard(change)
        self._recorded = True
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
            "revision_id": self.revision,
            "centers": _as_json(sorted(change.centers)),
        }


@contextmanager
def reading(path: Path) -> Iterator[Store]:
    """Open a tenant to read it; nothing on the disk is touched.

    Raises:
        StoreError: the file is missing, no tenant, newer than this program, or locked.
    """
    with kept_open(path, mode="ro") as file, file.reading() as store:
        yield store


@contextmanager
def changing(
    path: Path, *, command: str, who: str, dry_run: bool = False, references: bool = True
) -> Iterator[Store]:
    """Open a tenant to change it: everything done inside is one transaction.

    It is committed when the block ends and rolled back when the block raises or `dry_run` is set.
    Without `references` the database follows none of them meanwhile: whoever asks for that leaves
    them whole.

    Raises:
        StoreError: as for `reading`, and when the file or the disk takes no writing.
    """
    with (
        kept_open(path, mode="rw", references=references) as file,
        file.changing(command=command, who=who, dry_run=dry_run) as store,
    ):
        yield store


@contextmanager
def kept_open(path: Path, *, mode: str, references: bool = True) -> Iterator[OpenFile]:
    """Keep a tenant open for several transactions, one after the other; `mode` is `ro` or `rw`.

    Raises:
        StoreError: the file is missing.
    """
    must_exist(path)
    with complaints(path):
        file = Connected(path, mode=mode, references=references)
    with closing(file):
        yield OpenFile(path, file)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A tenant's file that is open, ready for a transaction."""

    path: Path
    _file: Connected

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """One look at the tenant, as `reading` of this module.

        Raises:
            StoreError: as there.
        """
        with self._transaction() as store:
            yield store

    @contextmanager
    def changing(self, *, command: str, who: str, dry_run: bool = False) -> Iterator[Store]:
        """One transaction, as `changing` of this module.

        Raises:
            StoreError: as there.
        """
        with self._transaction() as store:
            store.command, store.who = command, who
            ((store.revision,),) = store.connection.execute(f"SELECT {journal.NEXT}")
            yield store
            store.flush()
            if not dry_run and store.is_worth_keeping():
                with uninterrupted():
                    store.keep()

    @contextmanager
    def _transaction(self) -> Iterator[Store]:
        """The tenant in a transaction, which ends with the block."""
        with complaints(self.path), closing(Store(self.path, self._file)) as store:
            self._file.begin()
            check_schema(self.path, self._file.connection)
            yield store


def create(path: Path, *, name: str, zone: str, region: str) -> None:
    """Make a new tenant file; it appears complete or not at all, readable by its user only.

    Raises:
        ConflictError: something of that name is there already; it is left as it is.
        StoreError: the folder is missing or takes no file.
    """
    with making(path, name=name, zone=zone, region=region):
        pass


@contextmanager
def making(path: Path, *, name: str, zone: str, region: str, keep: bool = True) -> Iterator[Path]:
    """Make a new tenant file under another name; it gets its own when the block ends well.

    Without `keep` it never does, and lies in the folder for temporary files.

    Raises:
        ConflictError, StoreError: as `create`.
    """
    if path.exists():
        raise already_there(path)
    draft = copies.empty_draft(path, keep=keep)
    try:
        with complaints(path):
            _fill(draft, name=name, zone=zone, region=region)
        yield draft
        if keep:
            try:
                copies.named(draft, path)
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


def migrate(path: Path, *, keep: bool = True, copy: bool = True) -> Migrated:
    """Bring an older tenant to the latest schema in one transaction, after copying it.

    Without `keep` only say what would be done; without `copy` it is itself a copy.

    Raises:
        StoreError: as for `changing`; whatever goes wrong, the file stays as it was.
    """
    must_exist(path)
    with complaints(path):
        file = Connected(path, mode="rw", references=False)
        with closing(file), closing(Store(path, file)) as store:
            file.begin()
            before = schema_of(path, file.connection)
            if before == LATEST or not keep:
                return Migrated(before, LATEST, None)
            place = path.with_name(f"{path.name}.schema-{before}")
            kept = copies.copied_as(path, place) if copy else None
            try:
                _climb(store.session, before)
                with uninterrupted():
                    store.keep()
            except BaseException:
                if kept is not None:
                    kept.unlink()
                raise
            return Migrated(before, LATEST, kept)


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
    from ccadmin.models import Tenant

    file = Connected(path, mode="rw")
    with closing(file), closing(Store(path, file)) as store:
        file.begin()
        store.connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _climb(store.session, 0)
        store.session.add(Tenant(name=name, zone=zone, region=region, created_at=now_text()))
        store.keep()


def _climb(session: Session, version: int) -> None:
    """Take the steps that a file of that schema has not taken, and record each."""
    from ccadmin.models import Migration

    connection = session.connection()
    for number, (title, upgrade) in enumerate(STEPS[version:], start=version + 1):
        upgrade(connection)
        session.add(Migration(version=number, name=title, applied_at=now_text()))
    connection.exec_driver_sql(f"PRAGMA user_version = {LATEST}")


_AUDIT: Final = """
INSERT INTO audit
  (at, who, command, action, kind, object_id, name, before, after, revision_id, centers) VALUES
  (:at, :who, :command, :action, :kind, :object_id, :name, :before, :after, :revision_id, :centers)
"""
_REVISION: Final = """
INSERT INTO revision (id, at, who, command, undoes) VALUES (?, ?, ?, ?, ?)
"""


def _as_json(value: Mapping[str, Any] | Sequence[str] | None) -> str | None:
    return None if value is None else _JSON.encode(value)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
"""Made once: a change may be of ten thousand objects."""
