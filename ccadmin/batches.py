"""Runs command lines of a file one by one, in one process and, if that is asked for, as one.

    file ─→ Line ─→ Call ─→ the front door ─→ the command
                     └ whole: the transaction that it shares with others (`together.py`)

An error names the file, the line and the command. Lines never ask: whoever writes a file of them
says `--yes` in the line, or for all of them.
"""

from __future__ import annotations

import io
import json
import shlex
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TextIO

from ccadmin.call import Call
from ccadmin.console import Console, Format
from ccadmin.console.envelope import error_record
from ccadmin.documents.files import STANDARD_INPUT, text_of
from ccadmin.errors import CcadminError, DocumentProblem, ExitStatus, ProblemsError
from ccadmin.together import AsOne

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccadmin.together import InTurn

STRUCTURED: Final = (Format.JSON, Format.JSONL, Format.YAML)


@dataclass(frozen=True, slots=True)
class Line:
    """One command line of a file: the file's name, the line's number, and its words."""

    file: str
    number: int
    words: tuple[str, ...]

    @property
    def command(self) -> str:
        """The line as somebody would type it."""
        return shlex.join(("ccadmin", *self.words))


@dataclass(frozen=True, slots=True)
class Terms:
    """How lines are run.

    Attributes:
        atomic: in one transaction; so is a dry run, which is not kept.
        keep_going: the others too when one fails.
    """

    atomic: bool = False
    keep_going: bool = False


def read(path: str) -> list[Line]:
    """The command lines of a file, or of standard input where the path is `-`.

    Words are split as a shell does it: quotes, backslashes, and comments behind `#`. A leading
    `ccadmin` may stand there; empty lines do nothing.

    Raises:
        NotFoundError: there is no such file.
        RuleError: it cannot be read.
        ProblemsError: lines whose quotes do not end, all of them.
    """
    name = "stdin" if path == STANDARD_INPUT else path
    lines: list[Line] = []
    problems: list[DocumentProblem] = []
    for number, text in enumerate(text_of(path).split("\n"), start=1):
        try:
            words = _words(text)
        except ValueError as problem:
            message = _QUOTING.get(str(problem), str(problem).lower())
            problems.append(DocumentProblem(name, number, 1, message))
            continue
        if words:
            lines.append(Line(name, number, tuple(words)))
    if problems:
        raise ProblemsError(
            "bad-batch",
            f'"{name}" has lines that cannot be read, nothing was run',
            problems,
            hint="a quote must end in the line in which it begins",
        )
    return lines


@dataclass(slots=True)
class Batch:
    """Lines that are run with the global options of a call, which a line may override.

    What lines of one transaction print is held back until it is kept.

    Attributes:
        call: the call of the batch itself.
        terms: how they are run.
        done: lines that were run.
        failed: those of them that failed.
        status: the exit status of the first that failed.
        lost: why what lines printed could not be written, if so.
    """

    call: Call
    terms: Terms
    done: int = 0
    failed: int = 0
    status: int = ExitStatus.DONE
    lost: OSError | None = None
    _results: list[dict[str, Any]] = field(default_factory=list)
    _waiting: list[dict[str, Any]] = field(default_factory=list)
    _out: io.StringIO = field(default_factory=io.StringIO)
    _err: io.StringIO = field(default_factory=io.StringIO)

    @property
    def tally(self) -> str:
        """How many lines were run, and how many of them failed."""
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{_counted(self.done)}{failed}"

    def run(self, lines: Sequence[Line]) -> None:
        """Run lines in their order.

        Raises:
            CcadminError: that of the first line that failed, with its place. In one transaction
                nothing was changed then; else what was done before it stays. With `keep_going`
                errors are shown and counted instead.
        """
        if self.terms.atomic or self.call.options.dry_run:
            with self.call.as_one() as whole, self.call.console.progress() as bar:
                bar.stage("lines", of=len(lines))
                for line in lines:
                    self._run(line, whole)
                    bar.reached(self.done)
            self._show()
            self._tell()
            return
        with self.call.in_turn(self._show) as turn:
            try:
                for line in lines:
                    self._run(line, turn)
            except KeyboardInterrupt:
                turn.settle()
                self._tell()
                stays = f"what was done by {_counted(self.done)} stays" if self.done else ""
                raise KeyboardInterrupt(stays) from None
            except CcadminError:
                turn.settle()
                self._tell()
                raise
            turn.settle()
        self._tell()

    def _run(self, line: Line, whole: AsOne | InTurn) -> None:
        structured = self.call.console.chosen in STRUCTURED
        printed = io.StringIO() if structured else self._out
        error: CcadminError | None = None
        part = self._part(line, printed, whole)
        try:
            if status := part.answer():
                error = _ended(status)
        except CcadminError as problem:
            error = problem
        self.done += 1
        if structured:
            result = _printed(printed.getvalue(), part.console.chosen)
            self._waiting.append(_result(line, result, error))
        if error is None:
            return
        self.failed += 1
        self.status = self.status or error.exit_status
        error.message = f'{line.file}:{line.number}: {error.message}, in "{line.command}"'
        if self.terms.keep_going:
            # On the same stream as notes, in the order in which they came.
            Console(format=self.call.console.format, err=self._err).error(error)
            return
        if isinstance(whole, AsOne):
            error.message += "; nothing was changed"
        elif self.done > 1:
            error.message += "; what was done before it stays"
        raise error

    def _part(self, line: Line, out: TextIO, whole: AsOne | InTurn) -> Call:
        """The call of one line, which never asks."""
        chosen = self.call.console.chosen
        if chosen in STRUCTURED:
            chosen = Format.JSON  # the whole is written as was asked for
        console = Console(format=chosen, out=out, err=self._err, stdin=io.StringIO())
        options = replace(self.call.options, output=chosen, no_input=True)
        front = self.call.front
        return Call(options, line.words, console=console, front=front, whole=whole, part=True)

    def _show(self) -> None:
        """Print what lines have printed, now that it is true."""
        console = self.call.console
        if console.chosen is Format.JSONL:
            for result in self._waiting:
                self._out.write(json.dumps(result, ensure_ascii=False) + "\n")
        else:
            self._results += self._waiting
        self._waiting = []
        console.err.write(_drained(self._err))
        printed = _drained(self._out)
        self._print(lambda: console.out.write(printed))

    def _tell(self) -> None:
        """Print the document of all lines, where there is one."""
        if self.call.console.chosen in (Format.JSON, Format.YAML):
            self._print(lambda: self.call.console.document(self._results))

    def _print(self, write: Callable[[], object]) -> None:
        """Write to standard output; lines are run whether or not anybody reads what they print."""
        if self.lost is not None:
            return
        try:
            write()
            self.call.console.out.flush()
        except OSError as problem:
            self.lost = problem


def _words(text: str) -> list[str]:
    """The words of one line.

    Raises:
        ValueError: a quote or a backslash has no end.
    """
    words = shlex.split(_without_comment(text))
    return words[1:] if words[:1] == ["ccadmin"] else words


def _without_comment(text: str) -> str:
    """The line up to a # that begins a word, as a shell has it; `shlex` would cut words short."""
    quote, before = "", " "
    for place, character in enumerate(text):
        if before == "\\" and quote != "'":
            before = ""  # a character of the word, whatever it is
            continue
        if quote:
            quote = "" if character == quote else quote
        elif character == "#" and before.isspace():
            return text[:place]
        elif character in "'\"":
            quote = character
        before = character
    return text


def _ended(status: int) -> CcadminError:
    """The error of a command that found none of its own, and says no by its status."""

    class EndedError(CcadminError):
        exit_status = ExitStatus(status)

    return EndedError("line-failed", f"ended with status {status}")


def _result(line: Line, printed: Any, error: CcadminError | None) -> dict[str, Any]:
    """What became of one line, as programs read it."""
    return {
        "line": line.number,
        "command": line.command,
        "exit_status": int(ExitStatus.DONE if error is None else error.exit_status),
        "result": printed,
        "error": None if error is None else error_record(error),
    }


def _printed(text: str, written: Format) -> Any:
    """What a line printed: its document, or its text where it asked for another format."""
    if not text.strip():
        return None
    if written is Format.JSON:
        with suppress(ValueError):  # prose, such as help
            return json.loads(text)
    return text


def _drained(stream: io.StringIO) -> str:
    """What was written to a stream, which goes on from empty: a line may be about to write more."""
    text = stream.getvalue()
    stream.seek(0)
    stream.truncate()
    return text


def _counted(count: int) -> str:
    return f"{count} line{'s' * (count != 1)}"


_QUOTING: Final = {
    "No closing quotation": "the quote does not end in this line",
    "No escaped character": "nothing follows the backslash at the end",
}
