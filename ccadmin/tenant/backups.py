"""Backup and restore of a tenant (issue 4 of 5): a copy that was read through, and a way back.

A backup is a tenant's file like any other. A restore checks everything before anybody is asked:
that it is a tenant, that every page and reference is whole, that this program knows its schema. An
older one is brought up to date on the way; the backup itself stays as it is. What a restore replaces
is kept beside it.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ccadmin import copies, store
from ccadmin.changes import Change
from ccadmin.copies import card
from ccadmin.database import must_exist
from ccadmin.errors import ConflictError, RuleError, StoreError
from ccadmin.migrations import LATEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_USABLE: Final = frozenset({"database-damaged", "database-unfinished"})
"""What may be wrong with a tenant that a backup is to replace."""


def backup(path: Path, to: Path, *, overwrite: bool = False, keep: bool = True) -> Change:
    """Copy a tenant as it is now into a file, while others may write, and read the copy through.

    Without `keep` it is only tried.

    Raises:
        StoreError: the tenant cannot be read, is damaged or newer, or the folder takes no file.
        ConflictError: there is a file of that name, and `overwrite` is not set.
        RuleError: it is the tenant's own file.
    """
    must_exist(path)
    if to.exists() and to.samefile(path):
        raise RuleError("backup-itself", f'"{to}" is the tenant itself', hint="name another file")
    before = _earlier(to, overwrite=overwrite) if to.exists() else None
    with copies.drafted(path, to, keep=keep) as draft:
        after = _checked(draft, called=path)
        if keep and before is not None:
            copies.replace(to, draft)
        elif keep:
            try:
                copies.named(draft, to)
            except FileExistsError as problem:
                raise _taken(to) from problem
    return Change("backup", None, str(to), before, after)


@dataclass(frozen=True, slots=True)
class Restoring:
    """A backup that is ready to take the tenant's place.

    Attributes:
        path: the tenant's file.
        draft: the checked copy of the backup, of the latest schema.
        before: what is there now; None where there is nothing.
        after: what will be there.
        schema: that of the backup.
    """

    path: Path
    draft: Path
    before: dict[str, Any] | None
    after: dict[str, Any]
    schema: int

    def done(self, *, keep: bool) -> Change:
        """Let the backup take the tenant's place, or without `keep` only say so.

        Raises:
            StoreError: the tenant is locked or was moved meanwhile; it stays as it is.
            ConflictError: another tenant has come into being there.
        """
        notes = []
        if self.schema < self.after["schema"]:
            notes.append(f"brought from schema {self.schema} to {self.after['schema']}")
        if keep and self.before is not None:
            old = self.path.with_name(f"{self.path.name}.replaced")
            notes.append(
                f'what was there is kept as "{copies.replace(self.path, self.draft, old=old)}"'
            )
        elif keep:
            try:
                copies.named(self.draft, self.path)
            except FileExistsError as problem:
                raise store.already_there(self.path) from problem
        return Change("tenant", 1, self.after["name"], self.before, self.after, notes)


@contextmanager
def restoring(source: Path, path: Path, *, keep: bool = True) -> Iterator[Restoring]:
    """Check a backup, and what is at the tenant's place; nothing is replaced yet.

    Raises:
        StoreError: the backup is missing, no tenant, damaged or newer than this program, or what
            is at the tenant's place is none.
        RuleError: it is the tenant's own file.
    """
    must_exist(source)
    if path.exists() and source.samefile(path):
        raise RuleError(
            "restore-itself", f'"{source}" is the tenant itself', hint="name a backup of it"
        )
    before = _present(path) if path.exists() else None
    with copies.drafted(source, path, keep=keep) as draft:
        schema = _checked(draft, called=source)["schema"]
        store.migrate(draft, copy=False)
        copies.check_whole(draft, called=source)
        yield Restoring(path, draft, before, card(draft), schema)


def _checked(draft: Path, *, called: Path) -> dict[str, Any]:
    """What a copy holds, if it is whole and this program knows it."""
    copies.check_whole(draft, called=called)
    found = card(draft, called=called)
    if found["schema"] > LATEST:
        raise StoreError(
            "database-newer",
            f'"{called}" has schema {found["schema"]}, this ccadmin knows {LATEST}',
            hint="upgrade ccadmin to use it",
        )
    return found


def _present(path: Path) -> dict[str, Any]:
    """What is at the tenant's place: a tenant of any schema, damaged or not, and nothing else."""
    must_exist(path)
    try:
        return card(path)
    except StoreError as problem:
        if problem.code in _USABLE:
            return {"problem": problem.message}
        problem.hint = "move it out of the way first, with what SQLite keeps beside it"
        raise


def _earlier(to: Path, *, overwrite: bool) -> dict[str, Any]:
    """What an earlier backup holds, which may be overwritten; nothing else ever is."""
    if not overwrite:
        raise _taken(to)
    return _present(to)


def _taken(to: Path) -> ConflictError:
    return ConflictError(
        "backup-exists",
        f'"{to}" exists already',
        hint="name another file, or add --overwrite to replace an earlier backup",
    )
