"""Commands on a disk that is full, that fails, or that takes no writing: nothing is changed."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ccadmin.errors import ExitStatus
from tests.crash.killing import held, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tests.crash.killing import Command

PAGE = 4096


def disks(commands: Sequence[Command], work: Path) -> Iterator[tuple[str, bool]]:
    """Each command on each such disk: what is said of it, and whether the promise was kept."""
    for command in commands:
        for pages in (0, 3, 20):
            yield limited(command, work, pages)
    with _own_disk(work, "32m") as mounted:
        if not mounted:
            yield "a full disk and a read-only one: left out, only root can mount one", True
            return
    for command in commands:
        for pages in (0, 2, 10):
            yield full(command, work, pages)
        yield read_only(command, work)


def limited(command: Command, work: Path, pages: int) -> tuple[str, bool]:
    """No file may grow by more than so many pages: the disk fails in the middle of the work."""
    _files(command, work)
    most = max(path.stat().st_size for path in work.iterdir()) + pages * PAGE

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    if pages == 0:
        most = 2 * PAGE  # nor may a journal, or a draft, become larger than that
    return _judged(command, work, f"files of at most {most // PAGE} pages", limit)


def full(command: Command, work: Path, pages: int) -> tuple[str, bool]:
    """A disk on which so many pages are free."""
    with _own_disk(work, "32m"):
        _files(command, work)
        space = os.statvfs(work)
        (work / "filler").write_bytes(b"\0" * (space.f_bavail * space.f_frsize - pages * PAGE))
        return _judged(
            command, work, f"{pages} pages free", lambda: None, after=(work / "filler").unlink
        )


def read_only(command: Command, work: Path) -> tuple[str, bool]:
    """A disk that can be read only."""
    with _own_disk(work, "32m"):
        _files(command, work)
        _mount("-o", "remount,ro", str(work))
        return _judged(
            command,
            work,
            "a read-only disk",
            lambda: None,
            after=lambda: _mount("-o", "remount,rw", str(work)),
        )


def _judged(
    command: Command,
    work: Path,
    what: str,
    limit: Callable[[], None],
    *,
    after: Callable[[], object] = lambda: None,
) -> tuple[str, bool]:
    """Run the command so, then look: a database error and the old state, or all of it done."""
    tenant = work / "tenant.db"
    names = sorted(path.name for path in work.iterdir())
    old = held(tenant)
    status = _child(command.words, work, limit)
    after()
    found = held(tenant)
    left = sorted(path.name for path in work.iterdir() if path.name != "filler")
    unchanged = found == old and left == [name for name in names if name != "filler"]
    well = unchanged if status == ExitStatus.DATABASE else status == 0 and found != old
    well = well and run(["--db", str(tenant), *command.then]) == 0
    state = "old state" if found == old else "new state"
    return f"{command.name}, {what}: status {status}, {state}", well


def _child(words: Sequence[str], work: Path, limit: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    status = 1
    with suppress(BaseException):
        os.chdir(work)
        os.environ["CCADMIN_DB"] = "tenant.db"
        limit()
        status = run(words)
    os._exit(status)


def _files(command: Command, work: Path) -> None:
    work.mkdir(exist_ok=True)
    for path in work.iterdir():
        path.unlink()
    for path in command.folder.iterdir():
        shutil.copy(path, work / path.name)


@contextmanager
def _own_disk(work: Path, size: str) -> Iterator[bool]:
    """A disk of that size mounted there, if that is possible."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    mounted = _mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(work))
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(work)], check=True)


def _mount(*words: str) -> bool:
    try:
        return subprocess.run(["mount", *words], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
