"""The one place that prints: every output format, colour, notes, questions and progress.

Data goes to standard output; notes, warnings, questions, tallies and progress go to standard
error. A table is drawn on a terminal and tabs are written into a pipe, unless `-o` says otherwise.
Nothing that a tenant holds is ever read as markup or as a terminal's control sequence.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TextIO

from ccadmin.console.cells import cell, visible
from ccadmin.console.envelope import envelope, sentence
from ccadmin.errors import ConflictError, ProblemsError, RuleError, UsageError, did_you_mean
from ccadmin.vocabulary import Show

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccadmin.changes import Change
    from ccadmin.console.layouts import Layout
    from ccadmin.console.progress import Progress
    from ccadmin.errors import CcadminError
    from ccadmin.report.charts import ByName, ByTime
    from ccadmin.tenant.plan.making import Plan


class Format(StrEnum):
    """The output formats of `-o`."""

    TABLE = "table"
    PLAIN = "plain"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    YAML = "yaml"
    NAME = "name"
    MARKDOWN = "markdown"


_DOCUMENTS: Final = (Format.JSON, Format.JSONL, Format.YAML)
"""The formats that programs read a whole document in."""


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a report.

    Attributes:
        name: what `--show` calls it; programs find its rows under this key.
        title: what stands above it on a terminal.
        rows: the values, as programs read them.
        columns: the fields of the table and their headings.
        shown: a row as people read it on a terminal.
    """

    name: str
    title: str
    rows: Sequence[Mapping[str, Any]]
    columns: Mapping[str, str]
    shown: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict


@dataclass(slots=True)
class Console:
    """The streams of one run, and how to write to them.

    Attributes:
        format: the `-o` that was asked for, or None for the stream's own.
        fields: the columns that `--fields` asked for, or None for those of the command.
        quiet: leave out notes and tallies.
        ask: whether questions may be asked when standard input is a terminal.
        assume_yes: take every question as answered with yes.
    """

    format: Format | None = None
    fields: Sequence[str] | None = None
    quiet: bool = False
    ask: bool = True
    assume_yes: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    stdin: TextIO = field(default_factory=lambda: sys.stdin)
    _headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def chosen(self) -> Format:
        """The format in force."""
        return self.format or (Format.TABLE if self.on_terminal else Format.PLAIN)

    @property
    def on_terminal(self) -> bool:
        """Whether standard output is a terminal."""
        return _is_terminal(self.out)

    # --- data ---------------------------------------------------------------------------------

    def rows(
        self, rows: Sequence[Mapping[str, Any]], columns: Sequence[str] | Mapping[str, str]
    ) -> None:
        """Print a list: every row has all its fields, `columns` are those of the table.

        A mapping of columns also gives their headings in the table; elsewhere the fields' names
        are the headings, because programs read them.

        JSON, JSON lines and YAML hold all fields; `--fields` narrows every format.

        Raises:
            RuleError: `--fields` names a field that the rows do not have.
        """
        known = list(dict.fromkeys([*columns, *(key for row in rows for key in row)]))
        picked = self._picked(known) if rows else self.fields and list(self.fields)
        if self.chosen in _DOCUMENTS:
            self._structured([{key: row.get(key) for key in picked or row} for row in rows])
        elif self.chosen is Format.NAME:
            for row in rows:
                self._line(visible(str(row.get("name", next(iter(row.values()), "")))))
        else:
            self._headings = dict(columns) if isinstance(columns, Mapping) else {}
            self._tabular(rows, picked or list(columns))

    def record(self, record: Mapping[str, Any]) -> None:
        """Print one object: a card on a terminal, else `field<TAB>value` lines or a document."""
        picked = self._picked(list(record)) or list(record)
        shown = {key: record[key] for key in picked}
        if self.chosen in _DOCUMENTS:
            self._structured(shown)
        elif self.chosen is Format.NAME:
            self._line(visible(str(record.get("name", ""))))
        elif self.chosen is Format.CSV:
            self._tabular([shown], picked)
        else:
            lines = [{"field": key, "value": value} for key, value in shown.items()]
            self._tabular(lines, ["field", "value"], heading=self.chosen is Format.PLAIN)

    def card(
        self,
        record: Mapping[str, Any],
        layout: Layout,
        tables: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    ) -> None:
        """Print one object: laid out as a card on a terminal, else as `record` does.

        `tables` holds rows that a card tells more fully than the record, by the name of the field.
        """
        if self.chosen is not Format.TABLE or self.fields is not None:
            self.record(record)
            return
        from ccadmin.console.cards import drawn

        self._drawn(lambda width: drawn(record, layout, tables or {}, width=width))

    def document(self, value: Any) -> None:
        """Print one document for programs, in JSON or YAML as was asked for."""
        self._structured(value)

    @property
    def holds_one_table(self) -> bool:
        """Whether the format in force has no room for a second table."""
        return self.chosen in (Format.CSV, Format.NAME)

    def admit(self, show: Show) -> None:
        """Make sure that the format in force has room for what `--show` names.

        Raises:
            UsageError: it holds one table and several are wanted, or no pictures.
        """
        tables = [each for each in Show if each not in {Show.ALL, Show.CHARTS}]
        if self.holds_one_table and show is Show.ALL:
            raise UsageError(
                "several-tables",
                f"-o {self.chosen} holds one table, and there are several",
                hint=f"choose one with --show: {', '.join(tables)}",
            )
        if show is Show.CHARTS and self.chosen not in {Format.TABLE, *_DOCUMENTS}:
            raise UsageError(
                "no-charts",
                f"-o {self.chosen} holds no charts",
                hint="-o table draws them; --show intervals has the figures behind them",
            )

    def charts(self, document: Mapping[str, Any], charts: Sequence[ByTime | ByName]) -> None:
        """Draw pictures, or print the document of the figures behind them for programs.

        Raises:
            RuleError: the library that draws them is not installed.
        """
        if self.chosen in _DOCUMENTS:
            self._structured(document)
            return
        from shutil import get_terminal_size

        from ccadmin.console.charts import drawn

        width, coloured = get_terminal_size().columns, self._coloured(self.out)
        for line in drawn(charts, width=width, coloured=coloured):
            self._line(line)

    def report(self, document: Mapping[str, Any], sections: Sequence[Section]) -> None:
        """Print several tables that belong together, or one document of them for programs."""
        if self.chosen in _DOCUMENTS:
            self._structured(document)
            return
        for section in sections:
            rows = section.rows
            if self.chosen is Format.TABLE:
                self._title(section.title)
                rows = [section.shown(row) for row in rows]
            elif self.chosen is Format.MARKDOWN and len(sections) > 1:
                from ccadmin.console import markdown

                self._line(f"\n### {markdown.escaped(section.title)}\n")
                rows = [section.shown(row) for row in rows]
            elif self.chosen is Format.PLAIN and len(sections) > 1:
                self._line(f"# {section.name}")
            self.rows(rows, section.columns)

    def changes(self, changes: Sequence[Change], *, dry_run: bool = False) -> None:
        """Tell what a command did: words for people, an envelope for programs."""
        if self.chosen in _DOCUMENTS:
            self._structured(envelope(changes, dry_run=dry_run))
            return
        for change in changes:
            if self.chosen is Format.NAME:
                self._line(visible(change.name))
            else:
                self._line(sentence(change, dry_run=dry_run))
        for change in changes:
            for note in change.notes:
                self.note(note)

    def plan(self, plan: Plan, value: Callable[[], Mapping[str, Any]]) -> None:
        """Show what a plan would change: prose, Markdown, a value for programs, or a table.

        Args:
            plan: the plan.
            value: makes the plan as plain values, where they are asked for.
        """
        from ccadmin.console import plans

        if self.chosen in (Format.JSON, Format.YAML):
            self._structured(value())
        elif self.chosen is Format.MARKDOWN:
            self._line(plans.in_markdown(plan))
        elif self.chosen in (Format.JSONL, Format.CSV, Format.NAME):
            self.rows(plans.rows(value()), plans.COLUMNS)
        else:
            colours = plans.colours_wanted(terminal=self.on_terminal)
            self.text(plans.on_terminal(plan, width=_columns_of_terminal(), colours=colours))

    def text(self, text: str) -> None:
        """Print prose as it is, through the user's PAGER where it fills the terminal."""
        pager = os.environ.get("PAGER")
        if pager and self.on_terminal and text.count("\n") >= _lines_of_terminal():
            import shlex
            import subprocess

            with suppress(OSError):
                subprocess.run(shlex.split(pager), input=text, text=True, check=False)  # noqa: S603 - the user's own program
                return
        self._line(text)

    def progress(self) -> Progress:
        """What shows how far a long command has come, to be used as a context."""
        from ccadmin.console.progress import Progress

        return Progress(self.err)

    # --- messages -----------------------------------------------------------------------------

    def note(self, text: str) -> None:
        """Say something on standard error that is no error; a terminal gets lines that fit it."""
        if self.quiet:
            return
        note = f"note: {visible(text)}"
        if _is_terminal(self.err):
            from ccadmin.console.wrapping import wrapped

            width = _columns_of_terminal()
            note = "\n".join(wrapped(note, width, indent="      ", whole_words=True))
        self.err.write(f"{note}\n")

    def warn(self, text: str) -> None:
        """Warn on standard error; `--quiet` does not hide it."""
        self.err.write(f"{self._paint('warning:', '33')} {visible(text)}\n")

    def error(self, error: CcadminError) -> None:
        """Show an error: the message, every place of a faulty file, and the way out."""
        if self.format in (Format.JSON, Format.JSONL):
            import json

            self.err.write(json.dumps(envelope([], errors=[error]), ensure_ascii=False) + "\n")
            return
        self.err.write(f"{self._paint('error:', '31')} {visible(error.message)}\n")
        if isinstance(error, ProblemsError):
            for problem in error.problems:
                self.err.write(f"  {visible(str(problem))}\n")
        if error.hint:
            self.err.write(f"\n{self._paint('hint:', '36')} {visible(error.hint)}\n")

    def confirm(self, question: str, *, flag: str = "--yes") -> None:
        """Ask before something dangerous.

        Raises:
            UsageError: nobody can be asked and the flag that answers is missing.
            ConflictError: the answer was no.
        """
        if self.assume_yes:
            return
        if not (self.ask and _is_terminal(self.stdin)):
            raise UsageError(
                "unconfirmed",
                f"nobody can be asked whether to {question}",
                hint=f"add {flag}",
            )
        self.err.write(f"{visible(question)}? [y/N] ")
        self.err.flush()
        answer = self.stdin.readline()
        if not answer.endswith("\n"):
            self.err.write("\n")
        if answer.strip().casefold() not in {"y", "yes"}:
            raise ConflictError("declined", "nothing was changed")

    def choose(self, question: str, answers: Sequence[str]) -> str | None:
        """Ask for one of several answers; None where nobody can be asked, which is no answer.

        Raises:
            ConflictError: the answer was none of them.
        """
        if self.assume_yes or not (self.ask and _is_terminal(self.stdin)):
            return None
        self.err.write(f"{visible(question)}? [{'/'.join(answers)}] ")
        self.err.flush()
        answer = self.stdin.readline()
        if not answer.endswith("\n"):
            self.err.write("\n")
        if answer.strip().casefold() not in answers:
            raise ConflictError("declined", "nothing was changed")
        return answer.strip().casefold()

    # --- how ----------------------------------------------------------------------------------

    def _picked(self, known: Sequence[str]) -> list[str] | None:
        if self.fields is None:
            return None
        for name in self.fields:
            if name not in known:
                raise RuleError(
                    "unknown-field",
                    f'there is no field "{name}"',
                    hint=did_you_mean(name, known) or f"the fields are {', '.join(known)}",
                )
        return list(self.fields)

    def _structured(self, value: Any) -> None:
        if self.chosen is Format.YAML:
            import yaml

            self.out.write(yaml.safe_dump(value, allow_unicode=True, sort_keys=False))
            return
        import json

        if self.chosen is Format.JSONL and isinstance(value, list):
            for item in value:
                self._line(json.dumps(item, ensure_ascii=False))
        else:
            indent = None if self.chosen is Format.JSONL else 2
            self._line(json.dumps(value, ensure_ascii=False, indent=indent))

    def _tabular(
        self, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, heading: bool = True
    ) -> None:
        if self.chosen is Format.CSV:
            import csv

            from ccadmin.formulas import csv_cell

            writer = csv.writer(self.out, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(
                [csv_cell(row.get(key), cell(row.get(key))) for key in columns] for row in rows
            )
        elif self.chosen is Format.TABLE:
            self._table(rows, columns, heading=heading)
        elif self.chosen is Format.MARKDOWN:
            from ccadmin.console import markdown

            for line in markdown.table(rows, columns):
                self._line(line)
        else:
            if heading:
                self._line("\t".join(columns))
            for row in rows:
                self._line("\t".join(visible(cell(row.get(key))) for key in columns))

    def _table(
        self, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], *, heading: bool
    ) -> None:
        from ccadmin.console import tables

        if not rows:
            self.note("nothing to show")
            return
        headings = {key: self._headings.get(key, key.replace("_", " ")) for key in columns}
        look = tables.LIST if heading else tables.FIELDS
        self._drawn(lambda width: tables.drawn(rows, headings, look=look, width=width))

    def _title(self, title: str) -> None:
        """Print what stands above a table, broken between words where it is too long."""
        from rich.text import Text

        self._drawn(lambda _width: ["", Text(visible(title))])

    def _drawn(self, parts: Callable[[int], Sequence[Any]]) -> None:
        """Print what Rich draws for a terminal of so many columns."""
        from rich.console import Console as Terminal

        terminal = Terminal(file=self.out, highlight=False)
        with terminal.capture() as drawn:
            terminal.print(*parts(terminal.width), sep="\n")
        for line in drawn.get().splitlines():
            self._line(line.rstrip())  # what people copy ends where the words end

    def _line(self, text: str) -> None:
        self.out.write(f"{text}\n")

    def _paint(self, word: str, colour: str) -> str:
        return f"\x1b[{colour};1m{word}\x1b[0m" if self._coloured(self.err) else word

    @staticmethod
    def _coloured(stream: TextIO) -> bool:
        """Whether a stream is written to in colours."""
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return bool(os.environ.get("FORCE_COLOR") or _is_terminal(stream)) and not plain


def _lines_of_terminal() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().lines


def _columns_of_terminal() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty()
