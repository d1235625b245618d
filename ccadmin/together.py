"""One transaction that several commands of a batch share.

`AsOne` is one change: all of it is kept, or nothing. `InTurn` is as many changes as commands: each is
kept or refused by itself, and those that are kept reach the disk together, several times a second,
because waiting for the disk takes longer than most commands. What they print is shown then.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Final

from ccadmin import store
from ccadmin.database import complaints, uninterrupted
from ccadmin.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ccadmin.store import OpenFile, Store

SPAN: Final = 0.25
"""Seconds after which changes go to the disk, and others may write."""


@dataclass(frozen=True, slots=True)
class AsOne:
    """An open tenant in a transaction that outlives each command of it.

    Attributes:
        tenant: it; commands see what those before them did.
        dry_run: whether nothing of the whole is kept.
    """

    tenant: Store
    dry_run: bool

    @property
    def path(self) -> Path:
        """The tenant's file."""
        return self.tenant.path

    @contextmanager
    def changing(self, *, command: str, who: str, dry_run: bool) -> Iterator[Store]:
        """The tenant for one command; one that is only tried leaves the others as they are."""
        only_tried = dry_run and not self.dry_run
        whole = (self.tenant.command, self.tenant.who)
        with complaints(self.path), _as(self.tenant, command, who):
            if only_tried:
                with self.tenant.part(keep=False, number=False):
                    yield self.tenant
            else:
                yield self.tenant
                self.tenant.flush()
        self.tenant.command, self.tenant.who = whole

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The tenant for a command that only reads."""
        with complaints(self.path):
            yield self.tenant
        self.tenant.forget()


@dataclass(slots=True)
class InTurn:
    """A tenant in one transaction after the other, each for a group of changes.

    The file stays open between them: what the database layer has learnt of our statements is lost
    with each connection, and takes longer to learn than a command takes.

    Attributes:
        path: the tenant's file.
        kept: is called when everything so far is on the disk.
    """

    path: Path
    kept: Callable[[], None]
    _files: dict[str, OpenFile] = field(default_factory=dict)
    _open: ExitStack = field(default_factory=ExitStack)
    _tenant: Store | None = None
    _group: ExitStack = field(default_factory=ExitStack)
    _since: float = 0.0
    _waiting: int = 0

    @contextmanager
    def changing(self, *, command: str, who: str, dry_run: bool) -> Iterator[Store]:
        """The tenant for one command, which is a change of its own.

        Raises:
            StoreError: it, or those before it, could not be written.
        """
        if self._tenant is None:
            group = self._file("rw").changing(command=command, who=who)
            self._tenant, self._since = self._group.enter_context(group), monotonic()
        tenant = self._tenant
        part = tenant.part(keep=not dry_run, number=True)
        with complaints(self.path), _as(tenant, command, who), part:
            yield tenant
        self._waiting += 1
        if monotonic() - self._since >= SPAN:
            self.settle()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The tenant for a command that only reads, and may take its time: nobody waits for it."""
        self.settle()
        with self._file("ro").reading() as tenant:
            yield tenant

    def settle(self) -> None:
        """Put everything on the disk.

        Raises:
            StoreError: that is not possible; nothing since the last time is kept.
        """
        with uninterrupted():
            waiting, self._waiting, self._tenant = self._waiting, 0, None
            try:
                self._group.close()
            except StoreError as problem:
                lines = "1 line was" if waiting == 1 else f"{waiting} lines were"
                problem.message += f", and what the last {lines} to change is not kept"
                raise
            self.kept()

    def close(self) -> None:
        """Close the tenant, and lose what was not put on the disk."""
        self._files.clear()
        self._open.close()

    def _file(self, mode: str) -> OpenFile:
        if mode not in self._files:
            opened = store.kept_open(self.path, mode=mode)
            self._files[mode] = self._open.enter_context(opened)
        return self._files[mode]


@contextmanager
def _as(tenant: Store, command: str, who: str) -> Iterator[None]:
    """Let what is done be that of one command, and forget what it read when it is done."""
    tenant.command, tenant.who, tenant.guard, tenant.undoes = command, who, None, None
    try:
        yield
    finally:
        tenant.guard = None
        # What the database deletes along references would stay in the session's memory.
        tenant.forget()
