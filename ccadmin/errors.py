"""What can go wrong, and with which exit status the program then ends.

    CcadminError
    ├── UnexpectedError     1  a mistake of ours, or a machine that fails
    ├── UsageError          2  the command line itself is wrong
    ├── NotFoundError       3  no object of that name
    ├── ConflictError       4  a name is taken, ambiguous, or a limit is reached
    ├── RuleError           5  a value or a document that a rule refuses
    │   └── ProblemsError   5  several of them at once, each with its place
    ├── StoreError          6  the database is missing, locked, broken or newer
    └── NotPermittedError  77  somebody named by --as lacks the right

Every error carries a stable code for scripts, a message without a full stop, and, where there is
one, a hint that says the way out. `cli.py` is the one place where they become an exit status.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class ExitStatus(IntEnum):
    """The program's exit statuses; `ccadmin help exit-codes` explains them."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    NOT_FOUND = 3
    CONFLICT = 4
    REFUSED = 5
    DATABASE = 6
    PENDING = 8
    FAILED = 9
    NOT_PERMITTED = 77
    INTERRUPTED = 130


class CcadminError(Exception):
    """Base of every error that the program raises on purpose."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.UNEXPECTED

    def __init__(self, code: str, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


class UnexpectedError(CcadminError):
    """A mistake in ccadmin itself, or a machine that fails."""

    @classmethod
    def of(cls, cause: Exception) -> UnexpectedError:
        """The error that stands for an exception nobody foresaw."""
        text = f"{type(cause).__name__}: {cause}"
        return cls("unexpected", text, hint="run it again with --debug and report what it prints")


class UsageError(CcadminError):
    """The command line does not follow the grammar."""

    exit_status = ExitStatus.USAGE


class NotFoundError(CcadminError):
    """A named object does not exist."""

    exit_status = ExitStatus.NOT_FOUND


class ConflictError(CcadminError):
    """A name is taken or ambiguous, something still depends on the object, or a limit is reached."""

    exit_status = ExitStatus.CONFLICT


class RuleError(CcadminError):
    """A value that a rule of the domain refuses."""

    exit_status = ExitStatus.REFUSED


class NotPermittedError(CcadminError):
    """Somebody named by `--as` lacks the right to do it."""

    exit_status = ExitStatus.NOT_PERMITTED


class StoreError(CcadminError):
    """The tenant's file cannot be used as it is."""

    exit_status = ExitStatus.DATABASE


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where it is, what was found and what was expected."""

    file: str
    line: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f'{place}: {self.column}: "{self.value}" is not {self.expected}'

    def record(self) -> dict[str, str | int | None]:
        """The problem as programs read it."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "value": self.value,
            "expected": self.expected,
        }


@dataclass(frozen=True, slots=True)
class DocumentProblem:
    """One thing wrong in a document: where it is, what it is, and the way out; `at` is the column."""

    file: str
    line: int
    at: int
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        way_out = f" ({self.hint})" if self.hint else ""
        return f"{self.file}:{self.line}:{self.at}: {self.message}{way_out}"

    def record(self) -> dict[str, str | int | None]:
        """The problem as programs read it."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.at,
            "message": self.message,
            "hint": self.hint,
        }


class ProblemsError(RuleError):
    """A file with problems, all of them named at once."""

    def __init__(
        self,
        code: str,
        message: str,
        problems: Sequence[Problem | DocumentProblem],
        *,
        hint: str | None = None,
    ) -> None:
        super().__init__(code, message, hint=hint)
        self.problems = tuple(problems)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The hint for a mistyped word: the nearest known one, or none when nothing is near."""
    from difflib import get_close_matches

    by_key = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), by_key, n=1, cutoff=0.6)
    return f'did you mean "{by_key[near[0]]}"?' if near else None
